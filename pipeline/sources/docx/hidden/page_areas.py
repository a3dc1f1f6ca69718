"""Estimates where drawings and lines of text are on the page of a Word file, as far as the file says it.

Only a layout program knows where words are. What is estimated here errs on one side: a line is taken for wider, and a block for
lower, than it is, so that a drawing found beside all words is beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from lxml import etree

from pipeline.ooxml.styles import Styles, first_of
from pipeline.ooxml.xml import Element, child, number, points, q, switched, value
from pipeline.sources.docx.hidden.unseen_places import PAGE
from pipeline.sources.docx.shapes import EMU, extent_of

Span = tuple[float, float]
"""Where something begins and ends, in points from the left or upper edge of the page."""
NARROW_LETTERS, WIDE_LETTERS = frozenset("iljtfrI.,:;'!|()[]- "), frozenset("mwMW@%")
WIDTHS = (0.34, 0.95, 0.74, 0.57)
"""As a share of the font size: the width of narrow letters, wide ones, capitals and others in a usual font."""
WIDER = 1.15
"""How much wider the letters of a wide font are."""
CELL = 20.0
"""Points: tables reach so far into the margins that the words of their cells begin and end where the text does."""
WRAPPED = 3
"""The most blocks beside a drawing that moves their words aside."""
LINES = 12.0
"""Points: the amount that stands for a single line (240 twentieths)."""
LABEL = 36.0
"""Points: the room that the label of a list item may take."""
_MOVES_WORDS = ("w:ptab", "w:pict", "w:object", "wp:inline")
_WRAPS = tuple(map(q, ("wp:wrapSquare", "wp:wrapTight", "wp:wrapThrough")))
_MARGINS = {"H": ("left", "right"), "V": ("top", "bottom")}
_SIDES = {"H": "w", "V": "h"}
_STARTS, _ENDS = ("left", "top"), ("right", "bottom")


@dataclass
class PageAreas:
    """The pages of a part, of which no two need be equal: an area is what any of them may have there."""

    root: Element
    styles: Styles
    _lines: dict[Element, Span | None] = field(default_factory=dict)

    @cached_property
    def _sections(self) -> list[Element]:
        return list(self.root.iter(q("w:sectPr")))

    @cached_property
    def has_text_outside(self) -> bool:
        """Whether text may be in the margins: in a frame, or in a paragraph or table that begins or ends there."""
        if next(self.root.iter(q("w:framePr"), q("w:tblpPr")), None) is not None:
            return True
        layers = (self.styles.setting(paragraph).layers() for paragraph in self.root.iter(q("w:p")))
        indents = (
            points(first_of(layer, "w:ind", f"w:{side}"))
            for layer in layers
            for side in ("left", "start", "right", "end")
        )
        widths = (
            sum(points(column.get(q("w:w"))) or 0.0 for column in grid)
            + abs(points(value(table, "w:tblInd", "w:w")) or 0.0)
            for table, grid in ((child(one, "w:tblPr"), one.iter(q("w:gridCol"))) for one in self.root.iter(q("w:tbl")))
        )
        return any((indent or 0.0) < 0 for indent in indents) or any(wide > self._narrowest + CELL for wide in widths)

    def text(self, axis: str) -> Span:
        """Where text may be on any page: between the smallest margins; a margin below 0 counts from the paper all the same."""
        spans = [self._area(section, axis, "margin") for section in self._sections]
        return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0.0, max(PAGE))

    def drawing(self, anchor: Element, axis: str) -> Span | None:
        """Where a drawing is across ("H") or down ("V") the page; None if that depends on the text or is not known."""
        position = child(anchor, f"wp:position{axis}")
        origin = position.get("relativeFrom", "") if position is not None else ""
        in_text = next(anchor.iterancestors(q("w:tc"), q("w:txbxContent")), None) is not None
        if position is None or in_text or not self._sections or anchor.get("simplePos") in ("1", "true"):
            return None
        if origin == "column" and not any(
            number(value(section, "w:cols", "w:num"), 1) > 1 for section in self._sections
        ):
            origin = "margin"
        spans = [self._placed(position, self._area(section, axis, origin), anchor, axis) for section in self._sections]
        known = [span for span in spans if span is not None]
        return (min(start for start, _ in known), max(end for _, end in known)) if len(known) == len(spans) else None

    def _area(self, section: Element, axis: str, origin: str) -> Span:
        """The part of a page that offsets are counted in; a part that is not known has no end."""
        first, last = _MARGINS[axis]
        whole = points(value(section, "w:pgSz", f"w:{_SIDES[axis]}")) or PAGE[0]
        before, after = (abs(points(value(section, "w:pgMar", f"w:{side}")) or 0.0) for side in (first, last))
        areas = {"page": (0.0, whole), "margin": (before, whole - after), f"{first}Margin": (0.0, before)}
        return {**areas, f"{last}Margin": (whole - after, whole)}.get(origin, (0.0, -1.0))

    def _placed(self, position: Element, area: Span, anchor: Element, axis: str) -> Span | None:
        start, end = area
        size = extent_of(anchor)[0 if axis == "H" else 1]
        offset, align = position.findtext(q("wp:posOffset")), (position.findtext(q("wp:align")) or "").strip()
        if end < start or (offset is None and align not in (*_STARTS, *_ENDS, "center")):
            return None
        if offset is not None:
            start += number(offset) / EMU
        elif align not in _STARTS:
            start = end - size if align in _ENDS else (start + end - size) / 2
        return (start, start + size)

    def line(self, paragraph: Element) -> Span | None:
        """Where the words of a paragraph are across the page; None if that is not known."""
        if paragraph not in self._lines:
            self._lines[paragraph] = self._line(paragraph)
        return self._lines[paragraph]

    def _line(self, paragraph: Element) -> Span | None:
        layers = self.styles.setting(paragraph).layers()
        if not self._sections or any(next(_own(paragraph, name), None) is not None for name in _MOVES_WORDS):
            return None
        near = (paragraph, *islice(paragraph.itersiblings(preceding=True), WRAPPED))
        if any(next(block.iter(*_WRAPS), None) is not None for block in near):
            return None
        tabs = any(child(run, "w:tab") is not None for run in _own(paragraph, "w:r"))
        if tabs or any(switched(layer, "w:bidi") for layer in layers):
            return None
        start, end = self.text("H")
        left, other, right, far, first, hanging = (
            points(first_of(layers, "w:ind", f"w:{name}")) or 0.0
            for name in ("left", "start", "right", "end", "firstLine", "hanging")
        )
        item = any(child(layer, "w:numPr") is not None for layer in layers)
        start, end = start + (left or other), end - (right or far)
        wide = self._width(paragraph) + max(first, 0.0) + (LABEL if item else 0.0)
        align = first_of(layers, "w:jc") or "left"
        if wide < self._narrowest - (left or other) - (right or far):
            if align == "center":
                start, end = (start + end - wide) / 2, (start + end + wide) / 2
            elif align in ("right", "end"):
                start = end - wide
            else:
                end = start + wide + self._unlike
        return start - hanging, end

    @cached_property
    def _narrowest(self) -> float:
        """The width of the narrowest column of text."""
        spans = [self._area(section, "H", "margin") for section in self._sections]
        columns = max((number(value(section, "w:cols", "w:num"), 1) for section in self._sections), default=1)
        return min((end - start for start, end in spans), default=0.0) / max(columns, 1)

    @cached_property
    def _unlike(self) -> float:
        """By how much the left margins of the pages differ."""
        starts = [self._area(section, "H", "margin")[0] for section in self._sections]
        return max(starts, default=0.0) - min(starts, default=0.0)

    def _width(self, paragraph: Element) -> float:
        """The width of the words of a paragraph in one line, in points."""
        style = self.styles.setting(paragraph).style
        wide = 0.0
        for run in _own(paragraph, "w:r"):
            look = self.styles.look(run, style)
            words = "".join(text.text or "" for text in run.iterchildren(q("w:t")))
            words = words.upper() if look.capitals else words
            wide += WIDER * look.size * max(look.scale, 100.0) / 100 * sum(map(_letter, words))
            wide += len(words) * max(look.spread, 0.0)
        return wide

    def least_height(self, block: Element) -> float:
        """The height of a block in points, at least: each paragraph has one line, each row those of its first paragraph."""
        rows = block.iterchildren(q("w:tr")) if block.tag == q("w:tbl") else (block,)
        return sum(self._line_height(paragraph) for row in rows for paragraph in islice(row.iter(q("w:p")), 1))

    def _line_height(self, paragraph: Element) -> float:
        setting = self.styles.setting(paragraph)
        high = points(first_of(setting.layers(), "w:spacing", "w:line"))
        rule = first_of(setting.layers(), "w:spacing", "w:lineRule") or "auto"
        if high is not None and rule == "exact":
            return high
        size = self.styles.look(next(_own(paragraph, "w:r"), _mark(paragraph)), setting.style).size
        return size * (min(high / LINES, 1.0) if high is not None and rule == "auto" else 1.0)


def _own(paragraph: Element, name: str) -> Iterator[Element]:
    """The elements of a paragraph with this name that are not in a box anchored in it."""
    for element in paragraph.iter(q(name)):
        holder = next(element.iterancestors(q("w:p"), q("mc:Fallback")), None)
        if holder is paragraph:
            yield element


def _mark(paragraph: Element) -> Element:
    """A run in the format of a paragraph's mark, which gives an empty line its height."""
    run = etree.Element(q("w:r"))
    properties = child(child(paragraph, "w:pPr"), "w:rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _letter(sign: str) -> float:
    """The width of a letter as a share of the font size; letters that are not Latin may be as wide as high."""
    narrow, wide, capital, usual = WIDTHS
    if sign > "\u024f":
        return 1.0
    if sign in NARROW_LETTERS:
        return narrow
    return wide if sign in WIDE_LETTERS else capital if sign.isupper() else usual
