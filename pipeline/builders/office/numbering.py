"""Real numbering: every numbered list counts for itself from its own start (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from pipeline.builders.office.style_list import LIST_DEPTH
from pipeline.builders.office.styles import INDENTS, StyleSheet, scale
from pipeline.model.document import Numbering as Labels
from pipeline.model.document import NumberStyle
from pipeline.ooxml.elements import Element, q, val, w


class NumberingPart:
    """The numbering part of the template, with a number instance added for each list that counts from its start."""

    def __init__(self, element: Element, styles: StyleSheet) -> None:
        self.element = element
        self._abstract = {ordered: self._abstract_of(styles, name) for name, ordered in NAMES}
        numbers = [int(num.get(q("numId"))) for num in element.findall(q("num"))]
        self._next = max(numbers, default=0) + 1
        self._made: dict[tuple[str, str], str] = {}

    def set_for(self, factor: float) -> None:
        """Scale the indents of the markers with the look's size."""
        scale(self.element.iter(q("ind")), INDENTS, factor)

    def new(self, numbering: Labels | None, level: int = 0) -> int:
        """The id of a new list with these labels, at this level; of a bulleted one where there is no numbering."""
        abstract = self._labelled(numbering, level) if numbering else self._abstract[False]
        made = w("num", w("abstractNumId", val=abstract), numId=self._next)
        if numbering:
            made.append(w("lvlOverride", w("startOverride", val=numbering.start), ilvl=min(level, LIST_DEPTH - 1)))
        cleanup = self.element.find(q("numIdMacAtCleanup"))
        if cleanup is None:
            self.element.append(made)
        else:
            cleanup.addprevious(made)
        self._next += 1
        return self._next - 1

    def _labelled(self, numbering: Labels, level: int) -> str:
        """A definition with these labels: the template's where its level has them, else a copy with them on every level."""
        known = self.element.findall(q("abstractNum"))
        like = next(element for element in known if element.get(q("abstractNumId")) == self._abstract[True])
        if self._shown(like.findall(q("lvl"))[min(level, LIST_DEPTH - 1)]) == self._meant(numbering, level):
            return self._abstract[True]
        key = numbering.style, numbering.form
        if key not in self._made:
            made = copy.deepcopy(like)
            ident = str(max(int(element.get(q("abstractNumId"))) for element in known) + 1)
            made.set(q("abstractNumId"), ident)
            for lost in (*made.findall(q("nsid")), *made.findall(q("tmpl")), *made.findall(q("styleLink"))):
                made.remove(lost)
            for level in made.findall(q("lvl")):
                self._set(level, numbering)
            known[-1].addnext(made)
            self._made[key] = ident
        return self._made[key]

    @staticmethod
    def _set(level: Element, numbering: Labels) -> None:
        for lost in (*level.findall(q("pStyle")), *level.findall(q("isLgl"))):
            level.remove(lost)
        for indent in level.iter(q("ind")):
            for side in ("left", "hanging"):
                indent.set(q(side), str(int(indent.get(q(side), "0")) + wider(numbering)))
        for name, value in zip(
            ("numFmt", "lvlText"), NumberingPart._meant(numbering, int(level.get(q("ilvl")))), strict=True
        ):
            level.find(q(name)).set(q("val"), value)

    @staticmethod
    def _meant(numbering: Labels, level: int) -> tuple[str, str]:
        return FORMATS[numbering.style], numbering.form.replace("1", f"%{min(level, LIST_DEPTH - 1) + 1}")

    @staticmethod
    def _shown(level: Element) -> tuple[str, str]:
        return val(level.find(q("numFmt"))), val(level.find(q("lvlText")))

    def _abstract_of(self, styles: StyleSheet, name: str) -> str:
        """The list definition that the list style refers to; the first of its form where the style lost its own."""
        used = val(styles.style(name).find(f"{q('pPr')}/{q('numPr')}/{q('numId')}"))
        for num in self.element.findall(q("num")):
            if num.get(q("numId")) == used:
                return val(num.find(q("abstractNumId")))
        return next(self._of_form("decimal" if "Number" in name else "bullet"), "0")

    def _of_form(self, form: str) -> Iterator[str]:
        for abstract in self.element.findall(q("abstractNum")):
            if val(abstract.find(f"{q('lvl')}/{q('numFmt')}")) == form:
                yield str(abstract.get(q("abstractNumId")))


WIDER = 180


def wider(numbering: Labels) -> int:
    """How much more room labels of this form need than "1.", in twentieths of a point at 12 point: "(b)", "viii."."""
    plain = (NumberStyle.DECIMAL, NumberStyle.LOWER_LETTER, NumberStyle.UPPER_LETTER)
    return 0 if numbering.form == "1." and numbering.style in plain else WIDER


FORMATS = {
    NumberStyle.DECIMAL: "decimal", NumberStyle.LOWER_LETTER: "lowerLetter", NumberStyle.UPPER_LETTER: "upperLetter",
    NumberStyle.LOWER_ROMAN: "lowerRoman", NumberStyle.UPPER_ROMAN: "upperRoman",
}  # fmt: skip
NAMES = (("List Bullet", False), ("List Number", True))
