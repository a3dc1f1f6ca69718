"""Dissolves tables that only place or frame text, and joins parts of a table that Word stores as separate tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.flow import FlowBlock, Grid, GridCell, Picture
from pipeline.ooxml.xml import Element, q
from pipeline.sources.docx.columns import SAME_EDGE, widths_of


def join_touching(root: Element) -> None:
    """Joins adjacent tables of the same columns if one of them is only a part of a table.

    That is a table of one row, such as a header row repeated on each page, or one that repeats the first row of the table above.
    """
    rows = {table: table.findall(q("w:tr")) for table in root.iter(q("w:tbl"))}
    starts = {table: table for table in rows}
    for table in rows:
        above = table.getprevious()
        if above not in rows or not rows[above] or not rows[table] or not _same_columns(above, table):
            continue
        if 1 in (len(rows[above]), len(rows[table])) or _words(rows[table][0]) == _words(rows[starts[above]][0]):
            starts[table] = starts[above]
    for table, start in starts.items():
        if start is not table:
            start.extend(rows[table])
            table.getparent().remove(table)


def _same_columns(above: Element, table: Element) -> bool:
    """Whether two tables have the same number of columns, at least two, of nearly the same widths."""
    upper, lower = widths_of(above), widths_of(table)
    same = len(upper) == len(lower) > 1
    return same and all(abs(a - b) <= SAME_EDGE for a, b in zip(upper, lower, strict=True))


def _words(row: Element) -> list[str]:
    return ["".join(text.text or "" for text in cell.iter(q("w:t"))).strip() for cell in row.iterchildren(q("w:tc"))]


def is_frame(grid: Grid) -> bool:
    """Whether the table has one row or one column, so that its cells can be read as running text."""
    return grid.rows == 1 or grid.columns == 1


def without_frames(grid: Grid) -> list[FlowBlock]:
    """Returns the grid, or the blocks in a frame, or the parts of the grid around rows that only contain a table."""
    if is_frame(grid):
        return _marked([block for cell in grid.cells for block in cell.blocks], grid.bookmarks)
    lifted = [cell for cell in grid.cells if _holds_table(cell, grid)]
    if not lifted:
        return [grid]
    blocks: list[FlowBlock] = []
    start = 0
    for cell in lifted:
        blocks += [*_part(grid, start, cell.row), *cell.blocks]
        start = cell.row + 1
    return _marked([*blocks, *_part(grid, start, grid.rows)], grid.bookmarks)


def _holds_table(cell: GridCell, grid: Grid) -> bool:
    """Whether a cell spans the row and contains a table of rows and columns."""
    across = (cell.rowspan, cell.colspan) == (1, grid.columns)
    return across and any(isinstance(block, Grid) and not is_frame(block) for block in cell.blocks)


def _part(grid: Grid, start: int, end: int) -> list[FlowBlock]:
    """Returns the rows from `start` to before `end` as a table of their own."""
    cells = [replace(cell, row=cell.row - start) for cell in grid.cells if start <= cell.row < end]
    if not any(cell.blocks for cell in cells):
        return []
    header = max(0, min(end, grid.header_rows or 0) - start) or None
    part = replace(grid, rows=end - start, cells=tuple(cells), header_rows=header, bookmarks=())
    return without_frames(part)


def _marked(blocks: Sequence[FlowBlock], bookmarks: tuple[str, ...]) -> list[FlowBlock]:
    """Returns the blocks with the bookmarks of the table on the first one."""
    first = blocks[0] if blocks else None
    if first is None or isinstance(first, Picture):
        return list(blocks)
    return [replace(first, bookmarks=bookmarks + first.bookmarks), *blocks[1:]]
