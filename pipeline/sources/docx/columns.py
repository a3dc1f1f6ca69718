"""The columns of a Word table as people see them: cell edges that nearly meet are one, and rows set out freely line up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.ooxml.styles import ground_of
from pipeline.ooxml.xml import Element, child, points, q

_SHOWN = tuple(map(q, ("w:drawing", "w:pict", "w:object")))
SAME_EDGE = 140.0  # twentieths of a point (2.5 mm): edges dragged by hand miss each other by less


@dataclass
class Slot:
    """A cell at its place in the grid, before rows are joined; `merge` is "restart", "continue" or ""."""

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


def straightened(rows: list[list[Slot]], widths: list[float]) -> list[list[Slot]]:
    """The rows on as few columns as tell their cells apart; `widths` are those of `w:tblGrid`, in twentieths of a point."""
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
    return _without_spacers(_in_order(rows))


def _positions(edges: list[int], widths: list[float]) -> dict[int, float]:
    known = len(widths) >= edges[-1] and all(width > 0 for width in widths)
    return {edge: sum(widths[:edge]) if known else edge * 10 * SAME_EDGE for edge in edges}


def _in_order(rows: list[list[Slot]]) -> list[list[Slot]]:
    """Where every row has as many cells as the others, or one across, their order tells the columns, not their edges."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    across = max(slot.end for row in rows for slot in row)
    if len(counts) != 1 or any(slot.merge for row in rows for slot in row):
        return rows
    (count,) = counts
    whole = all(row and row[0].column == 0 and row[-1].end == across for row in rows)
    if not whole or count == across:
        return rows
    for row in rows:
        for order, slot in enumerate(row):
            slot.column, slot.span = (order, 1) if len(row) > 1 else (0, count)
    return rows


def _without_spacers(rows: list[list[Slot]]) -> list[list[Slot]]:
    """The rows without the columns that only indent or part others: no cell shows anything, words or a colour of its own."""
    alone: dict[int, bool] = {}
    for row in rows:
        fills = Counter(ground_of(child(child(slot.element, "w:tcPr"), "w:shd")) for slot in row)
        for slot in row:
            fill = ground_of(child(child(slot.element, "w:tcPr"), "w:shd"))
            coloured = fill not in ("", "ffffff") and fills[fill] == 1
            if slot.span == 1:
                alone[slot.column] = alone.get(slot.column, False) or coloured or _shows(slot.element)
    bare = [column for column, shows in alone.items() if not shows]
    if len(bare) == len(alone):
        return rows
    for column in sorted(bare, reverse=True):
        rows = [[slot for slot in row if (slot.column, slot.span) != (column, 1)] for row in rows]
        for slot in (slot for row in rows for slot in row):
            slot.span -= slot.column <= column < slot.end
            slot.column -= slot.column > column
    return rows


def _shows(cell: Element) -> bool:
    """Whether a cell holds words or something drawn."""
    return any((text.text or "").strip() for text in cell.iter(q("w:t"))) or next(cell.iter(*_SHOWN), None) is not None
