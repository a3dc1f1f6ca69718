"""What is drawn into a grid but is no part of its table.

Text programs join several tables one below the other, each under a row that runs across. A side heading stands in a column
of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.assemble.grid_rows import Row, is_full, paragraphs_of, rows_of, text_of
from pipeline.model.flow import Grid, GridCell

FEWEST_ROWS = 2
"""A part has so many rows beside those that run across, all divided alike: rows of a form are each divided in their own way."""


def parts_of(grid: Grid) -> list[Grid]:
    """The tables that a grid consists of: two parts are not one table where each has a column that the other has not.

    Where all columns of one are columns of the other, cells are merged in one table.
    """
    parts: list[list[Row]] = []
    columns: set[int] = set()
    for rows in _under_bands(grid):
        divided = [row for row in rows if not is_full(row, grid.columns)]
        starts = _starts(divided)
        if len(divided) < FEWEST_ROWS or any(_starts([row]) != starts for row in divided):
            starts = set()
        if parts and (starts <= columns or columns <= starts):
            parts[-1] += rows
            columns |= starts
        else:
            parts.append(rows)
            columns = starts
    if len(parts) < 2:
        return [grid]
    held: dict[int, list[GridCell]] = defaultdict(list)
    for cell in grid.cells:
        held[min(cell.row, grid.rows - 1)].append(cell)
    return [_part(grid, rows, held, at == 0) for at, rows in enumerate(parts)]


def _under_bands(grid: Grid) -> list[list[Row]]:
    """The rows in groups, each under the rows that run across the grid."""
    rows = rows_of(grid)
    groups = [rows[:1]]
    for above, row in pairwise(rows):
        if is_full(row, grid.columns) and not is_full(above, grid.columns):
            groups.append([])
        groups[-1].append(row)
    return groups


def _starts(rows: Iterable[Row]) -> set[int]:
    return {cell.column for row in rows for cell in row.own}


def _part(grid: Grid, rows: Sequence[Row], held: Mapping[int, Sequence[GridCell]], first: bool) -> Grid:
    """The rows as a grid of the columns that their cells begin in; what the grid says of itself goes to the first part.

    `held` has the cells of each row.
    """
    starts = sorted(_starts(row for row in rows if not is_full(row, grid.columns)))
    cells = tuple(_moved(cell, rows[0].index, starts) for row in rows for cell in held.get(row.index, ()))
    part = replace(grid, rows=len(rows), columns=len(starts), cells=cells)
    if first:
        return part
    place = cells[0].place
    return replace(part, header_rows=None, caption="", caption_runs=(), description="", bookmarks=(), place=place)


def _moved(cell: GridCell, top: int, starts: Sequence[int]) -> GridCell:
    """The cell, its row counted from the top of the part, its column and width in columns of the part."""
    first, after = bisect_right(starts, cell.column), bisect_left(starts, cell.column + cell.colspan)
    return replace(cell, row=cell.row - top, column=max(0, first - 1), colspan=max(1, after - first + 1))


def without_side_heading(grid: Grid) -> Grid:
    """The grid with a heading beside its shaded labels as the caption: it stands over a column without words or shade."""
    first = [cell for cell in grid.cells if cell.column == 0]
    labels = [cell for cell in grid.cells if cell.row == 0 and cell.column]
    words = [paragraph for cell in first for paragraph in paragraphs_of(cell) if paragraph.text.strip()]
    alone = len(words) == 1 and bool(first[0].blocks) and not any(cell.blocks for cell in first[1:])
    narrow = not any(cell.fill or cell.colspan > 1 for cell in first)
    shaded = len(labels) > 1 and all(cell.fill and text_of(cell) for cell in labels)
    if grid.caption_runs or not (alone and narrow and shaded):
        return grid
    cells = tuple(replace(cell, column=cell.column - 1) for cell in grid.cells if cell.column)
    return replace(grid, columns=grid.columns - 1, cells=cells, caption_runs=words[0].runs)
