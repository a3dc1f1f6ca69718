"""Real numbering: every numbered list counts for itself from its own start (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.builders.office.style_list import LIST_DEPTH
from pipeline.builders.office.styles import INDENTS, StyleSheet, scale
from pipeline.ooxml.elements import Element, q, val, w


class Numbering:
    """The numbering part of the template, with a number instance added for each list that has to count anew."""

    def __init__(self, element: Element, styles: StyleSheet) -> None:
        self.element = element
        self._abstract = {ordered: self._abstract_of(styles, name) for name, ordered in NAMES}
        numbers = [int(num.get(q("numId"))) for num in element.findall(q("num"))]
        self._next = max(numbers, default=0) + 1

    def set_for(self, factor: float) -> None:
        """Scale the indents of the markers with the look's size."""
        scale(self.element.iter(q("ind")), INDENTS, factor)

    def new(self, ordered: bool, level: int = 0, start: int = 1) -> int:
        """The id of a new list that counts from `start` at this level."""
        made = w("num", w("abstractNumId", val=self._abstract[ordered]), numId=self._next)
        if ordered:
            made.append(w("lvlOverride", w("startOverride", val=start), ilvl=min(level, LIST_DEPTH - 1)))
        cleanup = self.element.find(q("numIdMacAtCleanup"))
        if cleanup is None:
            self.element.append(made)
        else:
            cleanup.addprevious(made)
        self._next += 1
        return self._next - 1

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


NAMES = (("List Bullet", False), ("List Number", True))
