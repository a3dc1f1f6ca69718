"""Finds words that are invisible because of their place: off the page, or in a line, row, cell, frame or box too small.

Only sizes that Word keeps ("exactly") are measured. A place that grows with its words does not hide any.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from math import ceil, inf

from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.styles import ParagraphFormat, Styles, first_of
from pipeline.ooxml.xml import VAL, Element, child, number, points, q, value
from pipeline.sources.docx.hidden.box_places import place_of

CUT, OFF_PAGE = "text in a space too small to show it", "text off the page"
MERGED = "text in a cell that is merged into another"
ASIDE_EDGE = 250.0
"""Points: text that begins so far outside the margin is off the page."""
THIN = 4.0
"""Points: a line, row, cell or frame of a smaller fixed size cuts off its letters."""
LEAST_LINE = 0.45
"""As a share of the font size: a line of a smaller fixed height cuts off its letters."""
SINGLE, OWN_LINE = 12.0, 1.15
"""The value in points of single spacing, which Word writes as 240 twentieths, and its height as a share of the font size."""
LEAST_HEIGHT, LEAST_WIDTH = 0.9, 0.3
"""As a share of the font size: lines are at least so far apart, and letters of a text on average at least so wide."""
FIFTIETHS = 5000
"""100 % in fiftieths of a percent, in which Word writes shares."""
PAGE = (792.0, 792.0)
"""Points: the page size if the file does not give one, for either orientation."""

HOLDERS = (q("w:tc"), q("w:txbxContent"))
HolderState = tuple[str, float | None]
"""The reason why a cell or box is invisible, or "", and its height in points if it does not grow with its words."""


@dataclass
class Places:
    """The places of text in a part. Results are cached."""

    root: Element
    styles: Styles
    numbering: Numbering
    _settings: dict[int, str] = field(default_factory=dict)
    _holders: dict[Element | None, HolderState] = field(default_factory=dict)

    @cached_property
    def page(self) -> tuple[float, float]:
        """The width and height of the largest page."""
        sizes = list(self.root.iter(q("w:pgSz")))
        dimensions = [tuple(points(size.get(q(f"w:{side}"))) or 0.0 for side in "wh") for size in sizes]
        return (max(wide for wide, _ in dimensions), max(high for _, high in dimensions)) if dimensions else PAGE

    @cached_property
    def text_width(self) -> float:
        """The width between the margins, on the page where it is widest."""
        widths = [
            (points(size.get(q("w:w"))) or 0.0)
            - sum(points(value(size.getparent(), "w:pgMar", f"w:{side}")) or 0.0 for side in ("left", "right"))
            for size in self.root.iter(q("w:pgSz"))
        ]
        return max(widths, default=PAGE[0])

    @cached_property
    def _narrow(self) -> list[Element]:
        """The properties of sections with a column too narrow or a page too low for words."""
        return [section for section in self.root.iter(q("w:sectPr")) if min(_rooms(section)) < THIN]

    def _section_of(self, paragraph: Element) -> Element | None:
        """Returns the properties of a paragraph's section, which follow the section's last paragraph (17.6.17)."""
        direct = next(paragraph.iter(q("w:sectPr")), None)
        block = next(
            (element for element in (paragraph, *paragraph.iterancestors()) if element.getparent().tag == q("w:body")),
            None,
        )
        behind = (
            ()
            if block is None
            else (element for after in block.itersiblings() for element in after.iter(q("w:sectPr")))
        )
        return direct if direct is not None else next(iter(behind), None)

    def why(self, paragraph: Element, setting: ParagraphFormat, holder: Element | None) -> str:
        """The reason why the words of a paragraph in this cell or box are invisible, or ""."""
        key = id(setting)  # stable, because `styles` keeps every setting
        if key not in self._settings:
            self._settings[key] = self._of_indents(setting) or self._of_frame(setting)
        reason = self._settings[key] or (CUT if self._narrow and self._section_of(paragraph) in self._narrow else "")
        while holder is not None and not reason:
            if holder not in self._holders:
                in_cell = holder.tag == q("w:tc")
                self._holders[holder] = self._of_cell(holder) if in_cell else self._of_box(holder)
            reason, high = self._holders[holder]
            if not reason and high is not None and self._overflows(holder, paragraph, high):
                return CUT
            holder = next(holder.iterancestors(*HOLDERS), None)
        return reason

    def capacity(self, paragraph: Element, setting: ParagraphFormat, holder: Element | None, size: float) -> float:
        """The most text in points, as one line, that a frame, cell or box shows which does not grow with its words.

        `size` is that of the letters; infinity if the place grows. Ask after `why`.
        """
        frame = _frame_of(setting)
        if frame is not None and frame.get(q("w:hRule")) == "exact":
            wide, high = (points(frame.get(q(f"w:{name}"))) or 0.0 for name in "wh")
            return self._fits(setting, wide or self.text_width, high or self.page[1], size)
        while holder is not None:
            _, fixed = self._holders[holder]
            if fixed is not None and not _is_turned(holder):
                above = self._used(holder, paragraph)
                return self._fits(setting, self._width(holder), fixed - above, size)
            holder = next(holder.iterancestors(*HOLDERS), None)
        return inf

    def _fits(self, setting: ParagraphFormat, wide: float, high: float, size: float) -> float:
        layers = setting.layers()
        exact = first_of(layers, "w:spacing", "w:lineRule") == "exact"
        line = (points(first_of(layers, "w:spacing", "w:line")) if exact else None) or LEAST_HEIGHT * size
        return wide * max(1, ceil((high - LEAST_LINE * size) / max(line, 1.0)))

    def _width(self, holder: Element) -> float:
        if holder.tag == q("w:tc"):
            return _width_of_cell(holder, next(holder.iterancestors(q("w:tbl")), holder), self.page[0]) or self.page[0]
        return place_of(holder, self.page).room[0]

    def is_low(self, setting: ParagraphFormat, size: float) -> bool:
        """Whether the lines of a paragraph are too low for letters of this size."""
        layers = setting.layers()
        high = points(first_of(layers, "w:spacing", "w:line")) or 0.0
        rule = first_of(layers, "w:spacing", "w:lineRule") or "auto"
        if rule == "auto":
            high *= size * OWN_LINE / SINGLE
        return rule in ("auto", "exact") and 0 < high < max(THIN, LEAST_LINE * size)

    def is_after_tabs(self, setting: ParagraphFormat, tabs: int) -> bool:
        """Whether so many tabs move words off the page: each goes at least to the next of the paragraph's tab stops."""
        stops = (tab for layer in setting.layers() for tab in layer.iter(q("w:tab")) if tab.get(VAL) != "clear")
        places = sorted({at for tab in stops if (at := points(tab.get(q("w:pos")))) is not None and at > 0})
        return 0 < tabs <= len(places) and places[tabs - 1] > max(self.page)

    def _of_indents(self, setting: ParagraphFormat) -> str:
        item = self.numbering.item(setting)
        layers = setting.layers(child(self.numbering.level(*item), "w:pPr") if item else None)
        left, start, first, hanging = (
            points(first_of(layers, "w:ind", f"w:{name}")) or 0.0 for name in ("left", "start", "firstLine", "hanging")
        )
        begins = (left or start, (left or start) + (-hanging if hanging else first))
        if min(begins) < -ASIDE_EDGE or max(begins) > self.page[0]:
            return OFF_PAGE
        right, end = (points(first_of(layers, "w:ind", f"w:{name}")) or 0.0 for name in ("right", "end"))
        return CUT if self.text_width - begins[0] - (right or end) < THIN else ""

    def _of_frame(self, setting: ParagraphFormat) -> str:
        frame = _frame_of(setting)
        if frame is None:
            return ""
        wide, high, x, y = (points(frame.get(q(f"w:{name}"))) for name in "whxy")
        if 0 < (wide or 0.0) < THIN or (frame.get(q("w:hRule")) == "exact" and 0 < (high or 0.0) < THIN):
            return CUT  # a side of 0 is one that the words decide
        return OFF_PAGE if self._is_off(x, y) else ""

    def _is_off(self, x: float | None, y: float | None) -> bool:
        places = ((x, self.page[0]), (y, self.page[1]))
        return any(at is not None and not -ASIDE_EDGE <= at <= most for at, most in places)

    def _of_cell(self, cell: Element) -> HolderState:
        """The state of a cell: why Word does not show it, and the height of its row if that is fixed."""
        properties = child(cell, "w:tcPr")
        merge = child(properties, "w:vMerge")
        continued = merge is not None and merge.get(q("w:val"), "continue") == "continue"
        above = _above(cell) if continued else None
        if above is not None and child(child(above, "w:tcPr"), "w:vMerge") is not None:
            return MERGED, None
        table = next(cell.iterancestors(q("w:tbl")), None)
        if table not in self._holders:
            self._holders[table] = (self._of_table(table), None)
        if value(child(table, "w:tblPr"), "w:tblLayout", "w:type") == "fixed":
            width = _width_of_cell(cell, table, self.page[0])
            if width is not None and width < THIN:
                return CUT, None
            if _start(cell, table) > self.page[0]:
                return OFF_PAGE, None
        height = child(child(cell.getparent(), "w:trPr"), "w:trHeight")
        if height is None or height.get(q("w:hRule")) != "exact":
            return self._holders[table][0], None
        return self._holders[table][0], points(height.get(q("w:val")))

    def _of_table(self, table: Element | None) -> str:
        properties = child(table, "w:tblPr")
        indent = points(value(properties, "w:tblInd", "w:w")) or 0.0
        floating = child(properties, "w:tblpPr")
        x, y = (points(floating.get(q(f"w:tblp{side}"))) if floating is not None else None for side in "XY")
        return OFF_PAGE if not -ASIDE_EDGE <= indent <= self.page[0] or self._is_off(x, y) else ""

    def _of_box(self, content: Element) -> HolderState:
        box = place_of(content, self.page)
        high = box.high if box.fixed else None
        sides = (box.room[0], *((box.room[1],) if box.high is not None else ()))
        if any(side < THIN for side in sides):
            return CUT, high
        return OFF_PAGE if self._is_off(box.x, box.y) else "", high

    def _overflows(self, holder: Element, paragraph: Element, high: float) -> bool:
        """Whether the paragraphs before one fill a holder of this height, with at least a line each."""
        return high < THIN or self._used(holder, paragraph) >= high

    def _used(self, holder: Element, paragraph: Element) -> float:
        """The least height in points of the paragraphs of a holder before one."""
        used = 0.0
        for element in holder.iterchildren(q("w:p")):
            used += points(first_of(self.styles.setting(element).layers(), "w:spacing", "w:before")) or 0.0
            if element is paragraph:
                break
            used += self._size(element)
        return used

    def _size(self, paragraph: Element) -> float:
        run = next(paragraph.iterchildren(q("w:r")), paragraph)
        return self.styles.look(run, self.styles.setting(paragraph).style).size if run is not paragraph else 0.0


def _width_of_cell(cell: Element, table: Element, page: float) -> float | None:
    """The width in points that a table gives the words of a cell, None if it gives none; `page` is that of the page."""
    properties = child(cell, "w:tcPr")
    wide, unit = (value(properties, "w:tcW", f"w:{name}") for name in ("w", "type"))
    width = points(wide) if unit == "dxa" else None
    if unit == "pct":
        width = page * (number(wide) / FIFTIETHS)
    elif not width:
        columns = list(table.iter(q("w:gridCol")))
        start = sum(map(_span, cell.itersiblings(q("w:tc"), preceding=True)))
        sides = [points(column.get(q("w:w"))) for column in columns[start : start + _span(cell)]]
        width = sum(side for side in sides if side is not None) if sides and None not in sides else None
    if width is None or width == 0:
        return None
    margins = child(properties, "w:tcMar"), child(child(table, "w:tblPr"), "w:tblCellMar")
    for names in (("left", "start"), ("right", "end")):
        margin_widths = (value(margin, f"w:{name}", "w:w") for margin in margins for name in names)
        width -= points(next(filter(None, margin_widths), None)) or 0.0
    return width


def _is_turned(holder: Element) -> bool:
    """Whether the lines of a cell or box run up or down the page."""
    direction = value(child(holder, "w:tcPr"), "w:textDirection") or "lrTb"
    shape = next(holder.iterancestors(q("wps:wsp")), None)
    body = child(shape, "wps:bodyPr")
    return direction not in ("lrTb", "lrTbV") or (body is not None and body.get("vert", "horz") != "horz")


def _frame_of(setting: ParagraphFormat) -> Element | None:
    return next((element for layer in setting.layers() if (element := child(layer, "w:framePr")) is not None), None)


def _start(cell: Element, table: Element) -> float:
    """Where a cell begins in a table that keeps its widths, in points from the left edge of the table."""
    before = number(value(child(cell.getparent(), "w:trPr"), "w:gridBefore"))
    before += sum(map(_span, cell.itersiblings(q("w:tc"), preceding=True)))
    return sum(points(column.get(q("w:w"))) or 0.0 for column in islice(table.iter(q("w:gridCol")), before))


def _rooms(section: Element) -> list[float]:
    """The widths of the columns of a section in points (17.6.4), and the height of its text."""
    sides = sum(abs(points(value(section, "w:pgMar", f"w:{side}")) or 0.0) for side in ("top", "bottom"))
    return [*_columns(section), (points(value(section, "w:pgSz", "w:h")) or PAGE[1]) - sides]


def _columns(section: Element) -> list[float]:
    """The widths of the columns of a section in points (17.6.4)."""
    columns = child(section, "w:cols")
    count = number(columns.get(q("w:num")), 1) if columns is not None else 1
    if columns is not None and count > 1 and columns.get(q("w:equalWidth"), "1") in ("0", "false", "off"):
        return [points(column.get(q("w:w"))) or 0.0 for column in columns.iterchildren(q("w:col"))]
    sides = sum(points(value(section, "w:pgMar", f"w:{side}")) or 0.0 for side in ("left", "right"))
    room = (points(value(section, "w:pgSz", "w:w")) or PAGE[0]) - sides
    gap = points(columns.get(q("w:space"))) if columns is not None else None
    return [(room - (count - 1) * (gap or 36.0)) / max(count, 1)]


def _above(cell: Element) -> Element | None:
    """The cell in the row above that begins in the same column."""
    row = cell.getparent()
    before = next(row.itersiblings(q("w:tr"), preceding=True), None)
    at = sum(map(_span, cell.itersiblings(q("w:tc"), preceding=True)))
    place = 0
    for element in before.iterchildren(q("w:tc")) if before is not None else ():
        if place == at:
            return element
        place += _span(element)
    return None


def _span(cell: Element) -> int:
    return number(value(child(cell, "w:tcPr"), "w:gridSpan"), 1)
