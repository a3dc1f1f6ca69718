"""Finds the columns of a Word table as people see them: cell edges that nearly meet are the same edge, and rows line up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.ooxml.styles import shading_colour
from pipeline.ooxml.xml import Element, child, points, q

_SHOWN = tuple(map(q, ("w:drawing", "w:pict", "w:object")))
SAME_EDGE = 140.0  # twentieths of a point (2.5 mm): edges dragged by hand differ by less

SPACER = 280.0  # twentieths of a point (14 pt): a wider empty column between lines is one to fill in


@dataclass
class Slot:
    """A cell at its place in the grid, before vertical merging; `merge` is "restart", "continue" or ""."""

    element: Element
    column: int
    span: int
    merge: str

    @property
    def end(self) -> int:
        """The first column right of the cell."""
        return self.column + self.span


def widths_of(table: Element) -> list[float]:
    """The widths of the columns that a table declares, in twentieths of a point."""
    columns = table.iterfind(f"{q('w:tblGrid')}/{q('w:gridCol')}")
    return [20 * (points(column.get(q("w:w"))) or 0.0) for column in columns]


def straightened(rows: list[list[Slot]], widths: list[float], *, ruled: bool) -> list[list[Slot]]:
    """Returns the rows on the fewest columns that keep their cells apart; `widths` are those of `w:tblGrid`.

    `ruled` says that lines stand between the columns.
    """
    used = [{slot.column for slot in row} | {slot.end for slot in row} for row in rows]
    edges = sorted(set().union(*used))
    positions = _positions(edges, widths)
    number: dict[int, int] = {}
    group: list[int] = []
    for edge in edges:
        near = bool(group) and positions[edge] - positions[group[0]] <= SAME_EDGE
        if not near or any(len(row & {*group, edge}) > 1 for row in used):
            group = []
        group.append(edge)
        number[edge] = number[group[0]] if len(group) > 1 else len(set(number.values()))
    for row in rows:
        for slot in row:
            slot.column, slot.span = number[slot.column], number[slot.end] - number[slot.column]
    return _without_spacers(_in_order(rows), ruled)


def _positions(edges: list[int], widths: list[float]) -> dict[int, float]:
    widths_known = len(widths) >= edges[-1] and all(width > 0 for width in widths)
    return {edge: sum(widths[:edge]) if widths_known else edge * 10 * SAME_EDGE for edge in edges}


def _in_order(rows: list[list[Slot]]) -> list[list[Slot]]:
    """Numbers cells by their order, not their edges, if every row has the same number of cells or one across the table."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    across = max(slot.end for row in rows for slot in row)
    if len(counts) != 1 or any(slot.merge for row in rows for slot in row):
        return rows
    (count,) = counts
    complete = all(row and row[0].column == 0 and row[-1].end == across for row in rows)
    if not complete or count == across:
        return rows
    for row in rows:
        for order, slot in enumerate(row):
            slot.column, slot.span = (order, 1) if len(row) > 1 else (0, count)
    return rows


def _without_spacers(rows: list[list[Slot]], ruled: bool) -> list[list[Slot]]:
    """Removes columns that are only spacers: none of their cells has words, drawings or a fill of its own.

    A wide column between lines is no spacer, but a place to write in.
    """
    alone: dict[int, bool] = {}
    for row in rows:
        fills = Counter(shading_colour(child(child(slot.element, "w:tcPr"), "w:shd")) for slot in row)
        for slot in row:
            fill = shading_colour(child(child(slot.element, "w:tcPr"), "w:shd"))
            coloured = fill not in ("", "ffffff") and fills[fill] == 1
            if slot.span == 1:
                filled = coloured or _shows(slot.element) or (ruled and _width(slot.element) > SPACER)
                alone[slot.column] = alone.get(slot.column, False) or filled
    bare = [column for column, shows in alone.items() if not shows]
    if len(bare) == len(alone):
        return rows
    for column in sorted(bare, reverse=True):
        rows = [[slot for slot in row if (slot.column, slot.span) != (column, 1)] for row in rows]
        for slot in (slot for row in rows for slot in row):
            slot.span -= slot.column <= column < slot.end
            slot.column -= slot.column > column
    return rows


def _width(cell: Element) -> float:
    """The width that a cell declares, in twentieths of a point; 0 where it declares none."""
    width = child(child(cell, "w:tcPr"), "w:tcW")
    return 20 * (points(width.get(q("w:w"))) or 0.0) if width is not None else 0.0


def _shows(cell: Element) -> bool:
    """Whether a cell has words or a drawing."""
    return any((text.text or "").strip() for text in cell.iter(q("w:t"))) or next(cell.iter(*_SHOWN), None) is not None
