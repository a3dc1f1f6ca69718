"""Words that nobody sees because of where they stand: off the page, or in a line, row, cell, frame or box too small for them.

What is measured are sizes that Word keeps whatever is in them ("exactly"). A place that grows with its words hides none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.ooxml.styles import Setting, Styles, first_of
from pipeline.ooxml.xml import Element, child, number, points, q, value
from pipeline.sources.docx.shapes import EMU

CUT, OFF_PAGE = "text in a space too small to show it", "text off the page"
MERGED = "text in a cell that is merged into another"
ASIDE_EDGE = 250.0
"""Points: what begins so far outside of the margin is not on the page."""
THIN = 4.0
"""Points; a line, row, cell or frame that is held to less cuts its letters away."""
LEAST_LINE = 0.45
"""Of the type size: a line that is held to less cuts its letters so that nobody reads them."""
PAGE = (792.0, 792.0)
"""Points: the page of a file that does not say how large its own is, whichever way it is turned."""
GROWS = ("a:spAutoFit", "a:normAutofit")

HOLDERS = (q("w:tc"), q("w:txbxContent"))
Held = tuple[str, float | None]
"""Why nothing in a cell or box is seen, and its height in points where it does not grow with its words."""


@dataclass
class Places:
    """The places of a part; each holder is looked at once."""

    root: Element
    styles: Styles
    _settings: dict[int, str] = field(default_factory=dict)
    _holders: dict[Element | None, Held] = field(default_factory=dict)

    @cached_property
    def page(self) -> tuple[float, float]:
        """The width and height of the largest page."""
        sizes = list(self.root.iter(q("w:pgSz")))
        found = [tuple(points(size.get(q(f"w:{side}"))) or 0.0 for side in "wh") for size in sizes]
        return (max(wide for wide, _ in found), max(high for _, high in found)) if found else PAGE

    def why(self, paragraph: Element, setting: Setting, holder: Element | None) -> str:
        """Why nobody sees the words of a paragraph in this cell or box; "" where they are seen."""
        key = id(setting)  # `styles` keeps every setting
        if key not in self._settings:
            self._settings[key] = self._of_indents(setting) or self._of_frame(setting)
        found = self._settings[key]
        while holder is not None and not found:
            if holder not in self._holders:
                self._holders[holder] = self._look_at(holder)
            found, high = self._holders[holder]
            if not found and high is not None and self._overflows(holder, paragraph, high):
                return CUT
            holder = next(holder.iterancestors(*HOLDERS), None)
        return found

    def _look_at(self, holder: Element) -> Held:
        return self._of_cell(holder) if holder.tag == q("w:tc") else self._of_box(holder)

    def is_low(self, setting: Setting, size: float) -> bool:
        """Whether the lines of a paragraph are too low for letters of this size."""
        layers = setting.layers()
        high = points(first_of(layers, "w:spacing", "w:line")) or 0.0
        exact = first_of(layers, "w:spacing", "w:lineRule") == "exact"
        return exact and 0 < high < max(THIN, LEAST_LINE * size)

    def _of_indents(self, setting: Setting) -> str:
        layers = setting.layers()
        left, start, first, hanging = (
            points(first_of(layers, "w:ind", f"w:{name}")) or 0.0 for name in ("left", "start", "firstLine", "hanging")
        )
        begins = (left or start, (left or start) + (-hanging if hanging else first))
        return OFF_PAGE if min(begins) < -ASIDE_EDGE or max(begins) > self.page[0] else ""

    def _of_frame(self, setting: Setting) -> str:
        frame = next(
            (element for layer in setting.layers() if (element := child(layer, "w:framePr")) is not None), None
        )
        if frame is None:
            return ""
        wide, high, x, y = (points(frame.get(q(f"w:{name}"))) for name in "whxy")
        low = frame.get(q("w:hRule")) == "exact" and high is not None and high < THIN
        if low or (wide is not None and wide < THIN):
            return CUT
        return OFF_PAGE if self._is_off(x, y) else ""

    def _is_off(self, x: float | None, y: float | None) -> bool:
        places = ((x, self.page[0]), (y, self.page[1]))
        return any(at is not None and not -ASIDE_EDGE <= at <= most for at, most in places)

    def _of_cell(self, cell: Element) -> Held:
        """Cells that Word does not show, and the height of a row that does not grow."""
        properties = child(cell, "w:tcPr")
        merge = child(properties, "w:vMerge")
        continued = merge is not None and merge.get(q("w:val"), "continue") == "continue"
        above = _above(cell) if continued else None
        if above is not None and child(child(above, "w:tcPr"), "w:vMerge") is not None:
            return MERGED, None
        table = next(cell.iterancestors(q("w:tbl")), None)
        if table not in self._holders:
            self._holders[table] = (self._of_table(table), None)
        fixed = value(child(table, "w:tblPr"), "w:tblLayout", "w:type") == "fixed"
        wide = points(value(properties, "w:tcW", "w:w")) if value(properties, "w:tcW", "w:type") == "dxa" else None
        if fixed and wide is not None and 0 < wide < THIN:
            return CUT, None
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

    def _of_box(self, content: Element) -> Held:
        """A text box: DrawingML within an anchor or in the line, or VML."""
        anchor = next(content.iterancestors(q("wp:anchor"), q("wp:inline")), None)
        if anchor is None:
            style = _vml_style(content)
            wide, high = (points(style.get(side)) for side in ("width", "height"))
            offsets = [points(style.get(name)) for name in ("margin-left", "margin-top")]
            kept = style.get("mso-fit-shape-to-text") != "t"
        else:
            extent = child(anchor, "wp:extent")
            wide, high = (number(extent.get(side)) / EMU if extent is not None else PAGE[0] for side in ("cx", "cy"))
            offsets = [_offset(child(anchor, name)) for name in ("wp:positionH", "wp:positionV")]
            alone = not any(str(ancestor.tag).endswith(("}wgp", "}wpc")) for ancestor in content.iterancestors())
            body = next((element for element in content.getparent().itersiblings(q("wps:bodyPr"))), None)
            kept = alone and not any(child(body, name) is not None for name in GROWS)
            high = None if child(body, "a:spAutoFit") is not None else high
        return self._of_size(wide, high, offsets), high if kept else None

    def _of_size(self, wide: float | None, high: float | None, offsets: list[float | None]) -> str:
        if any(side is not None and side < THIN for side in (wide, high)):
            return CUT
        return OFF_PAGE if self._is_off(offsets[0], offsets[1]) else ""

    def _overflows(self, holder: Element, paragraph: Element, high: float) -> bool:
        """Whether the paragraphs before one fill a holder of that height, each a line at least."""
        used = 0.0
        for element in holder.iterchildren(q("w:p")):
            if element is paragraph:
                break
            used += self._size(element)
        return high < THIN or used >= high

    def _size(self, paragraph: Element) -> float:
        run = next(paragraph.iterchildren(q("w:r")), paragraph)
        return self.styles.look(run, self.styles.setting(paragraph).style).size if run is not paragraph else 0.0


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


def _offset(position: Element | None) -> float | None:
    offset = child(position, "wp:posOffset")
    text = offset.text or "" if offset is not None else ""
    return int(text) / EMU if re.fullmatch(r"\s*-?\d{1,12}\s*", text) else None


def _vml_style(content: Element) -> dict[str, str]:
    """The style of the VML shape around a text box, and of the box itself."""
    box = content.getparent()
    text = f"{box.getparent().get('style', '') if box.getparent() is not None else ''};{box.get('style', '')}"
    return {key: said for key, _, said in (part.partition(":") for part in text.replace(" ", "").split(";")) if said}
