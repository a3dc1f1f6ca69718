"""Finds cells that may be hidden by a conditional format, a table style, or a drawing over or behind them.

Whether they are hidden only Excel can compute. So the cells are read, and a person is asked to check
(ISO/IEC 29500-1, 18.3.1.18, 18.5.1 and 20.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.xml import Element, number
from pipeline.sources.docx.shapes import is_filled
from pipeline.sources.xlsx.unseen import MAIN, PAPER, CellFormat, Looks, ranges

LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
FORMAT, DRAWING = "a conditional format or the style of a table", "a picture, chart or filled shape over the cells"
BEHIND = "a picture behind the cells"
Range = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""


WHOLE = (1, 1, 1_048_576, 16_384)


@dataclass(frozen=True)
class Doubt:
    """Something that may hide cells of a range. A `change` hides only cells whose colours it makes equal; None hides all."""

    cause: str
    range: Range
    change: CellFormat | None = None

    def may_hide(self, looks: Looks, row: int, column: int, style: int) -> bool:
        """Whether it may hide a cell; row and column count from 0."""
        top, left, foot, right = self.range
        inside = top <= row + 1 <= foot and left <= column + 1 <= right
        return inside and (self.change is None or looks.may_hide(style, self.change))


def doubts(root: Element, looks: Looks, package: Package, part: str) -> Iterator[Doubt]:
    """Yields everything that may hide cells of a sheet."""
    related = package.relationships(part)
    for change, references in (*_formats(root, looks), *_table_styles(root, looks, package, related)):
        yield from (Doubt(FORMAT, area, change) for area in ranges(references.split()))
    for element in root.iterchildren(f"{MAIN}drawing"):
        relation = related.get(element.get(LINK, ""))
        drawing = package.tree(relation.target) if relation and not relation.external else None
        yield from (Doubt(DRAWING, area) for area in _covered(drawing))
    if root.find(f"{MAIN}picture") is not None:
        yield Doubt(BEHIND, WHOLE, CellFormat(letters=PAPER))


def _formats(root: Element, looks: Looks) -> Iterator[tuple[CellFormat | None, str]]:
    """Yields the changes of conditional formats with their ranges; None means that the words are not shown."""
    for entry in root.iter(f"{MAIN}conditionalFormatting"):
        reference = entry.get("sqref", "")
        for rule in entry.iter(f"{MAIN}cfRule"):
            at = number(rule.get("dxfId"), -1)
            if 0 <= at < len(looks.changes):
                yield looks.changes[at], reference
            for colour in rule.iterfind(f"{MAIN}colorScale/{MAIN}color"):
                yield CellFormat(fill=looks.colour(colour)), reference
        bare = (element.get("showValue") for element in entry.iter(f"{MAIN}dataBar", f"{MAIN}iconSet"))
        if any(show_value in ("0", "false") for show_value in bare):
            yield None, reference
    for entry in root.iter(f"{X14}conditionalFormatting"):
        for change in entry.iter(f"{X14}dxf"):
            yield looks.change(change), entry.findtext(f"{XM}sqref") or ""


def _table_styles(
    root: Element, looks: Looks, package: Package, related: dict[str, Relationship]
) -> Iterator[tuple[CellFormat, str]]:
    for element in root.iter(f"{MAIN}tablePart"):
        relation = related.get(element.get(LINK, ""))
        table = package.tree(relation.target) if relation and not relation.external else None
        style = table.find(f"{MAIN}tableStyleInfo") if table is not None else None
        for at in looks.tables.get(style.get("name", ""), ()) if style is not None else ():
            if 0 <= at < len(looks.changes):
                yield looks.changes[at], table.get("ref", "") if table is not None else ""


def _covered(drawing: Element | None) -> Iterator[Range]:
    """Yields the ranges of cells that pictures, charts and filled shapes cover."""
    for anchor in drawing.iter(f"{XDR}twoCellAnchor") if drawing is not None else ():
        start, end = anchor.find(f"{XDR}from"), anchor.find(f"{XDR}to")
        shapes = list(anchor.iter(f"{XDR}spPr"))
        opaque = next(anchor.iter(f"{XDR}pic", f"{XDR}graphicFrame"), None) is not None or any(map(is_filled, shapes))
        if start is not None and end is not None and opaque:
            row, column, foot, right = (
                number(at.findtext(f"{XDR}{side}")) for at in (start, end) for side in ("row", "col")
            )
            yield row + 1, column + 1, foot, right
