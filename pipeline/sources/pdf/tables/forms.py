"""Drawn cells that are no plain grid: a table inside a cell, tables that touch each other, rows whose cells end where they like.

Ruling lines that cross make one lattice of such cells. `tables_of` makes of it the tables that a reader sees.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise
from math import inf
from statistics import fmean

from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.page import reading_order
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.side_boxes import in_box


def tables_of(grid: PageGrid) -> list[PageGrid]:
    """The tables that are drawn as one lattice, from top to bottom."""
    return _stacked(_flattened(grid))


def is_ruled_table(grid: PageGrid) -> bool:
    """Whether drawn cells are a table: a row has words in two cells, and words are in a fifth of the cells or in the first row.

    Boxes, page frames, stacked boxes and the fills of charts have not; nor is the frame of a page a table, a single row of
    which one cell holds nearly all of many words. A form to fill in is a plain grid with words in one column alone.
    """
    filled: dict[int, int] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan) if cell.words else ():
            filled[row] = filled.get(row, 0) + 1
    held = sum(bool(cell.words) for cell in grid.cells)
    labelled = filled.get(0, 0) > 1 and 2 * filled.get(0, 0) > sum(cell.row == 0 for cell in grid.cells)
    columns = {cell.column for cell in grid.cells if cell.words}
    rows, plain = len(grid.rows) - 1, len(grid.cells) > S.single * (len(grid.rows) - 1) * (len(grid.columns) - 1)
    if rows > 2 and plain and len(columns) == 1 and held > max(1, S.held_drawn * rows):
        return True
    if not any(count > 1 for count in filled.values()) or (held <= S.held_drawn * len(grid.cells) and not labelled):
        return False
    counts = [len(cell.words) for cell in grid.cells]
    return not (len(grid.rows) == 2 and sum(counts) > 2 * S.box_words and max(counts) > S.single * sum(counts))


def boxes_of(grid: PageGrid) -> list[PageGrid]:
    """The boxes of a flow chart or of the layout of a page, each as a grid of one cell; none where the cells are a table."""
    boxes = [cell for cell in grid.cells if cell.words]
    layout = len(boxes) >= S.rows_alike and min(len(cell.words) for cell in boxes) > S.box_words
    return [
        PageGrid(cell.box[1::2], cell.box[::2], (replace(cell, row=0, column=0, rowspan=1, colspan=1),), True, layout)
        for cell in (boxes if layout or _are_joined(boxes, grid) else ())
    ]


def _are_joined(boxes: Sequence[PageCell], grid: PageGrid) -> bool:
    """Whether the boxes are those of a flow chart: none touch side by side, and lines join them amid their sides."""
    rows: list[list[PageCell]] = [[] for _ in grid.rows[1:]]
    for cell in sorted(boxes, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + cell.rowspan):
            rows[row].append(cell)
    gaps = [right.box.x0 - left.box.x1 for row in rows for left, right in pairwise(row)]
    return min(gaps, default=0) >= S.padding_column and not any(cell.rowspan == cell.colspan == 1 for cell in boxes)


def boxes_in_diagrams(sheet: Sheet) -> list[PageGrid]:
    """The boxes of flow charts that are drawn as shapes, each as a grid of one cell."""
    grids = []
    for box in chain.from_iterable(sheet.diagrams):
        words = reading_order([word for word in sheet.words if in_box(word, box)])
        grids.append(PageGrid(box[1::2], box[::2], (PageCell(0, 0, 1, 1, box, words),), drawn=True))
    return grids


def side_by_side(grid: PageGrid) -> list[PageGrid]:
    """The tables of a grid whose labels come again across the page: a long list that was set in columns beside each other.

    Rows that one of them leaves empty are left out of it.
    """
    labels = [cell.text for cell in grid.cells if cell.row == 0]
    count = len(grid.columns) - 1
    wide = next((n for n in range(2, count // 2 + 1) if count % n == 0 and labels == labels[:n] * (count // n)), count)
    crossed = any(cell.column // wide < (cell.column + cell.colspan - 1) // wide for cell in grid.cells)
    if wide == count or "" in labels or crossed:
        return [grid]
    parts = []
    for first in range(0, count, wide):
        cells = [
            replace(cell, column=cell.column - first) for cell in grid.cells if first <= cell.column < first + wide
        ]
        empty = {cell.row for cell in cells} - {cell.row for cell in cells if cell.words}
        kept = tuple(cell for cell in cells if cell.row not in empty)
        parts.append(_without_unused(replace(grid, columns=grid.columns[first : first + wide + 1], cells=kept)))
    return parts


def inner_edges(grid: PageGrid) -> list[set[int]]:
    """For each row the inner column edges at which its cells begin."""
    numbers: list[set[int]] = [set() for _ in grid.rows[1:]]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan) if cell.column else ():
            numbers[row].add(cell.column)
    return numbers


def _flattened(grid: PageGrid) -> PageGrid:
    """The grid with each table that stands inside a cell made one with this cell.

    Such a table leaves a narrow strip of its cell free at one side or at both. The cell reaches to the next lines that run on
    above or below the strip.
    """
    edges = inner_edges(grid)
    end = len(grid.columns) - 1
    cells = list(grid.cells)
    for strip in filter(_is_strip, grid.cells):
        rows = range(strip.row, strip.row + strip.rowspan)
        beyond = [row for row in (rows[0] - 1, rows[-1] + 1) if 0 <= row < len(edges)]
        outer = [
            at for at in range(1, end)
            if all(at in edges[row] for row in rows) and any(at in edges[row] for row in beyond)
        ]  # fmt: skip
        first = max(at for at in (0, *outer) if at <= strip.column)
        last = min(at for at in (*outer, end) if at > strip.column)
        inner = [cell for cell in cells if cell.row in rows and first <= cell.column < last]
        if last - first < end and sum(bool(cell.words) for cell in inner) > 1:
            whole = [cell for cell in cells if _continues(cell, first, last, rows, cells)] + inner
            cells = [cell for cell in cells if cell not in whole]
            cells.append(_joined(whole, grid))
    return _without_unused(replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))))


def _is_strip(cell: PageCell) -> bool:
    """Whether a cell is empty, narrow and beside several rows."""
    return cell.rowspan > 1 and not cell.words and cell.box.x1 - cell.box.x0 < S.padding_column


def _continues(cell: PageCell, first: int, last: int, rows: range, cells: Sequence[PageCell]) -> bool:
    """Whether a cell is the rest, above or below, of the one in which a table stands: no row begins between them beside it."""
    if cell.column != first or cell.column + cell.colspan != last:
        return False
    joint = rows[0] if cell.row + cell.rowspan == rows[0] else rows[-1] + 1
    touches = joint in (cell.row, cell.row + cell.rowspan)
    return touches and all(first <= cell.column < last for cell in cells if cell.row == joint)


def _joined(cells: Sequence[PageCell], grid: PageGrid) -> PageCell:
    """One cell in place of several that make a box; their words come cell by cell."""
    top, first = min(cell.row for cell in cells), min(cell.column for cell in cells)
    bottom = max(cell.row + cell.rowspan for cell in cells)
    last = max(cell.column + cell.colspan for cell in cells)
    box = Box(grid.columns[first], grid.rows[top], grid.columns[last], grid.rows[bottom])
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    words = tuple(word for cell in ordered for word in cell.words)
    return PageCell(top, first, bottom - top, last - first, box, words)


def _without_unused(grid: PageGrid) -> PageGrid:
    """The grid without edges at which no cell begins."""
    rows = sorted({cell.row for cell in grid.cells})
    columns = sorted({cell.column for cell in grid.cells})
    cells = [
        replace(
            cell,
            row=bisect_left(rows, cell.row),
            rowspan=bisect_left(rows, cell.row + cell.rowspan) - bisect_left(rows, cell.row),
            column=bisect_left(columns, cell.column),
            colspan=bisect_left(columns, cell.column + cell.colspan) - bisect_left(columns, cell.column),
        )
        for cell in grid.cells
    ]
    return replace(
        grid,
        rows=(*(grid.rows[at] for at in rows), grid.rows[-1]),
        columns=(*(grid.columns[at] for at in columns), grid.columns[-1]),
        cells=tuple(cells),
    )


def _stacked(grid: PageGrid) -> list[PageGrid]:
    """The tables of a lattice one below the other: those that touch, each with columns of its own.

    Rows are of one table where they share an inner edge; rows that run across stand over a table. A form, whose rows all have
    other columns, stays whole: the lower of two tables begins with bold labels, and one has several rows with the same columns.
    """
    edges = inner_edges(grid)
    groups: list[list[int]] = []
    bands: list[int] = []
    for row, here in enumerate(edges):
        if not here:
            bands.append(row)
        elif groups and any(here & edges[one] for one in groups[-1]):
            groups[-1] += [*bands, row]
            bands = []
        else:
            groups.append([*bands, row])
            bands = []
    if not groups:
        return [grid]
    groups[-1] += bands
    parts = groups[:1]
    for group in groups[1:]:
        if _is_labelled(grid, group) and any(_has_rows_alike(one, edges) for one in (parts[-1], group)):
            parts.append(group)
        else:
            parts[-1] += group
    return [_cut_out(grid, part[0], part[-1] + 1) for part in parts] if parts[1:] else [grid]


def _is_labelled(grid: PageGrid, rows: Sequence[int]) -> bool:
    """Whether bold words fill the first of some rows that does not run across."""
    cells = [[cell for cell in grid.cells if cell.row == row] for row in rows]
    labels = next(row for row in cells if len(row) > 1)
    return all(cell.words and all(word.style.bold for word in cell.words) for cell in labels)


def _has_rows_alike(rows: Sequence[int], edges: Sequence[set[int]]) -> bool:
    return max(Counter(frozenset(edges[row]) for row in rows if edges[row]).values()) >= S.rows_alike


def _cut_out(grid: PageGrid, top: int, bottom: int) -> PageGrid:
    """Some rows of a grid as one of their own."""
    cells = tuple(replace(cell, row=cell.row - top) for cell in grid.cells if top <= cell.row < bottom)
    return _without_unused(replace(grid, rows=grid.rows[top : bottom + 1], cells=cells))


def in_step(grid: PageGrid) -> PageGrid:
    """The grid with those edges made one, the nearest first, of which no row has two: a border was moved in single rows.

    It was not moved far, but where all rows have as many cells, or fewer with none but the edges that all of these share.
    """
    held = inner_edges(grid)
    most = max(held, key=len)
    shared = most.intersection(*(edges for edges in held if len(edges) == len(most)))
    alike = len(most) > 1 and all(len(edges) == len(most) or edges <= shared for edges in held)
    groups = [[at] for at in range(1, len(grid.columns) - 1)]
    rows = [{row for row, edges in enumerate(held) if at in edges} for [at] in groups]
    while pairs := [
        (gap, n)
        for n in range(len(groups) - 1)
        if (gap := grid.columns[groups[n + 1][0]] - grid.columns[groups[n][-1]]) < (inf if alike else S.moved_border)
        and rows[n].isdisjoint(rows[n + 1])
    ]:
        _, n = min(pairs)
        groups[n] += groups.pop(n + 1)
        rows[n] |= rows.pop(n + 1)
    place = {at: n for n, group in enumerate([[0], *groups, [len(grid.columns) - 1]]) for at in group}
    columns = (grid.columns[0], *(fmean(grid.columns[at] for at in group) for group in groups), grid.columns[-1])
    cells = (
        replace(cell, column=place[cell.column], colspan=place[cell.column + cell.colspan] - place[cell.column])
        for cell in grid.cells
    )
    return replace(grid, columns=columns, cells=tuple(cells))
