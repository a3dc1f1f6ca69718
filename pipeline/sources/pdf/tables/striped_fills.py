"""Tables whose rows are shaded by turns: the shaded rows are drawn cells, the rows between them are white."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from math import inf
from statistics import median

from pipeline.sources.pdf.tables.edges import Rules
from pipeline.sources.pdf.tables.page_grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText, TextLine
from pipeline.sources.pdf.tables.rows import TableLine, columns_of, figure_rows, piece_of
from pipeline.sources.pdf.tables.text_rows import cut, text_rows

# Points by which the columns of stripes may differ; white over and under the words of a row, in parts of their height, that of
# a band alone between stripes, and that of the rows over the first stripe and under the last.
SAME, PADDED, BAND, LEAD = 3.0, 1.3, 1.1, 2.0
# So much higher than the type of the table, as a factor, that it is the heading of another one.
HEADING = 1.2
# White between two words that is so much wider than the usual word space, as a factor, can be that between two columns.
SPACES = 1.3
# White over several cells that is so much more than that between the lines of a cell begins a row, in parts of the height.
WIDE = 0.4


def joined_stripes(grids: Sequence[PageGrid], rules: Rules, text: PageText) -> list[PageGrid]:
    """The grids with those of one table made one, the white rows between and after its shaded rows taken in."""
    done: list[PageGrid] = []
    for grid in sorted(grids, key=lambda grid: grid.box[1]):
        over = [above for above in done if above.box[0] < grid.box[2] and grid.box[0] < above.box[2]]
        above = max(over, key=lambda above: above.box[3], default=None)
        rows = _between(above, grid, (rules, text)) if above else None
        if above and rows is not None:
            done[done.index(above)] = _stacked(above, rows, grid)
        else:
            done.append(grid)
    tops = [grid.box[1] for grid in done]
    shaded = [_is_shaded(grid, rules) for grid in done]
    done = [_with_tail(grid, text, tops) if by_ground else grid for grid, by_ground in zip(done, shaded, strict=True)]
    feet = [grid.box[3] for grid in done]
    return [_with_lead(grid, text, feet) if by_ground else grid for grid, by_ground in zip(done, shaded, strict=True)]


def _between(above: PageGrid, below: PageGrid, known: tuple[Rules, PageText]) -> list[list[TableLine]] | None:
    """The white rows between two stripes of one table, None where they are not of one table.

    Between shaded rows stands one row, unless other grounds or figures tell of more. Text that is set larger is a heading
    between two tables.
    """
    rules, text = known
    if len(above.columns) != len(below.columns) or below.rows[0] < above.rows[-1] - 2:
        return None
    if any(abs(a - b) > SAME for a, b in zip(above.columns, below.columns, strict=True)):
        return None
    lines = _lines(above, text, (above.rows[-1], below.rows[0]))
    if not lines:
        return [] if below.rows[0] - above.rows[-1] < 2 * SAME else None
    if any(len(line.pieces) == 1 and line.height > HEADING * _type_height(above, text) for line in lines):
        return None
    first, last = lines[0], lines[-1]
    white = max(first.top - above.rows[-1], below.rows[0] - last.bottom)
    most = PADDED if any(len(line.pieces) > 1 for line in lines) else BAND
    if len(lines) < 40 and white < most * first.height and all(_fits(line) for line in lines):
        if _mark_grounds(lines, above, rules):
            return cut(lines, [line.rule for line in lines[1:]])
        told = columns_of(lines, text)
        if not told.wordy and len(first.pieces) > 1:
            return figure_rows(lines, told)
        rows = _by_bands(text_rows(lines, told))
        return [[line for row in run for line in row] for run in rows] if max(map(len, rows)) < 4 else None
    return None


def _by_bands(rows: Sequence[list[TableLine]]) -> list[list[list[TableLine]]]:
    """Rows in runs: the bands, lines that run on over several columns alone, and what stands between them."""
    runs = itertools.groupby(rows, lambda row: all(len(line.pieces) == 1 for line in row) and any(map(_runs_on, row)))
    return [list(run) for _, run in runs]


def _runs_on(line: TableLine) -> bool:
    return line.pieces[0].first == 0 < line.pieces[0].last


def _mark_grounds(lines: Sequence[TableLine], grid: PageGrid, rules: Rules) -> bool:
    """Notes before which lines the ground of a row that runs across begins or ends."""
    grounds = [fill for fill in rules.fills if abs(fill[0] - grid.box[0]) < SAME and abs(fill[2] - grid.box[2]) < SAME]
    for above, line in itertools.pairwise(lines):
        low, high = (above.top + above.bottom) / 2, (line.top + line.bottom) / 2
        line.rule = any(low < edge < high for fill in grounds for edge in (fill[1], fill[3]))
    return any(line.rule for line in lines)


def _lines(grid: PageGrid, text: PageText, heights: tuple[float, float]) -> list[TableLine]:
    """The lines between two heights that stand under or over a grid, in pieces by its columns."""
    lines = []
    for line in text.between(*heights):
        here = [part for part in line if grid.box[0] <= (part.x0 + part.x1) / 2 <= grid.box[2]]
        if here:
            lines.append(_line(here, grid, text))
    return lines


def _line(parts: TextLine, grid: PageGrid, text: PageText) -> TableLine:
    pieces = []
    last = len(grid.columns) - 2
    for held in (words for part in parts for words in _parted(part.words, grid, text)):
        x0, x1 = text.words[held[0]].x0, max(text.words[index].x1 for index in held)
        left = min(max(bisect_right(grid.columns, x0 + 2) - 1, 0), last)
        right = min(max(bisect_right(grid.columns, x1 - 2) - 1, left), last)
        pieces.append(piece_of(text, held, left, right))
    return TableLine(min(p.top for p in pieces), max(p.bottom for p in pieces), pieces)


def _parted(words: Sequence[int], grid: PageGrid, text: PageText) -> list[list[int]]:
    """The words of a segment in two where an edge of the grid stands in white that is wider than a word space."""
    starts = []
    for left, right in itertools.pairwise(text.words[index] for index in words):
        wide = right.x0 - left.x1 > SPACES * text.space * (right.bottom - right.top)
        starts.append(wide and bisect_right(grid.columns, right.x0) > bisect_right(grid.columns, left.x1))
    return cut(words, starts)


def _fits(line: TableLine) -> bool:
    """Every piece stands in one column, or one alone runs across."""
    return len(line.pieces) == 1 or all(piece.first == piece.last for piece in line.pieces)


def _rows(lines: list[TableLine], text: PageText) -> list[list[TableLine]]:
    told = columns_of(lines, text)
    return text_rows(lines, told) if told.wordy or not lines else figure_rows(lines, told)


def _stacked(above: PageGrid, rows: Sequence[Sequence[TableLine]], below: PageGrid | None) -> PageGrid:
    """One grid of a grid, white rows and perhaps another grid."""
    bounds = [(row[0].top, max(line.bottom for line in row)) for row in rows]
    edges = list(above.rows)
    for (_, bottom), (top, _) in itertools.pairwise(bounds):
        edges.append((bottom + top) / 2)
    end = below.rows[0] if below else bounds[-1][1] + 2
    if rows:
        edges.append(end)
    cells = list(above.cells)
    for number, row in enumerate(rows, len(above.rows) - 1):
        cells += _white_row(row, number, above, (edges[number], edges[number + 1]))
    ruled = list(above.ruled) + [False] * (len(edges) - len(above.ruled))
    if below:
        shift = len(edges) - 1
        cells += [
            PageCell(cell.row + shift, cell.column, cell.rowspan, cell.colspan, cell.box, cell.words)
            for cell in below.cells
        ]
        edges += below.rows[1:]
        ruled += below.ruled[1:]
    box = (above.box[0], above.box[1], above.box[2], edges[-1])
    return PageGrid(box, tuple(edges), above.columns, tuple(ruled), tuple(cells), "shaded", above.confidence)


def _white_row(row: Sequence[TableLine], number: int, grid: PageGrid, edges: tuple[float, float]) -> list[PageCell]:
    held: dict[int, list[int]] = {}
    widest: dict[int, int] = {}
    for line in row:
        for piece in line.pieces:
            held.setdefault(piece.first, []).extend(piece.words)
            widest[piece.first] = max(widest.get(piece.first, 1), piece.last - piece.first + 1)
    cells = []
    column = 0
    while column < len(grid.columns) - 1:
        width = widest.get(column, 1)
        if any(other in held for other in range(column + 1, column + width)):
            width = 1
        box = (grid.columns[column], edges[0], grid.columns[column + width], edges[1])
        cells.append(PageCell(number, column, 1, width, box, tuple(held.get(column, ()))))
        column += width
    return cells


def _type_height(grid: PageGrid, text: PageText) -> float:
    """The usual height of the words of a grid, in points."""
    heights = [text.words[index].bottom - text.words[index].top for cell in grid.cells for index in cell.words]
    return median(heights) if heights else 0.0


def _is_shaded(grid: PageGrid, rules: Rules) -> bool:
    """Whether the first row is drawn by the ground of its cells."""
    boxes = [cell.box for cell in grid.cells if cell.row == 0]
    return any(
        all(abs(a - b) < SAME for a, b in zip(box, fill, strict=True)) for box in boxes[:1] for fill in rules.fills
    )


def _with_tail(grid: PageGrid, text: PageText, tops: Sequence[float]) -> PageGrid:
    """Takes in the white rows that follow the last shaded row as closely as rows do."""
    tail: list[TableLine] = []
    bottom = grid.rows[-1]
    high = HEADING * _type_height(grid, text)
    for line in _lines(grid, text, (bottom, min((top for top in tops if top > bottom), default=inf))):
        if line.top - bottom > LEAD * line.height or not _fits(line) or (not tail and len(line.pieces) < 2):
            break
        if line.height > high and len(line.pieces) == 1:
            break
        tail.append(line)
        bottom = max(bottom, line.bottom)
    rows = _rows(tail, text)
    while rows and len({piece.first for line in rows[-1] for piece in line.pieces}) < 2:
        rows.pop()
    if len(grid.rows) > 3:
        # Next to a shaded row, and next to a band, stands one white row.
        runs = _by_bands(rows)
        banded = len(runs) > 1 and any(map(_runs_on, runs[1][0]))
        rows = [run[0] for run in runs[: 3 if banded else 1]]
    return _stacked(grid, rows, None) if rows else grid


def _with_lead(grid: PageGrid, text: PageText, feet: Sequence[float]) -> PageGrid:
    """Takes in the white rows over the first shaded row: the header row, a band, the rest of a row from the page before."""
    lead: list[TableLine] = []
    top = grid.rows[0]
    high = HEADING * _type_height(grid, text)
    above = _lines(grid, text, (max((foot for foot in feet if foot <= top), default=-inf), top))
    for line in reversed(above):
        if top - line.bottom > LEAD * line.height or not _fits(line) or line.height > high:
            break
        lead.insert(0, line)
        top = min(top, line.top)
    # At the head of a page stands the rest of a cell that the page end cut.
    cut_row = len(lead) == len(above) and not text.between(-inf, top - 1)
    while lead and len(lead[0].pieces) < 2 and not (cut_row and lead[0].pieces[0].first > 0):
        lead.pop(0)
    if not lead:
        return grid
    told = columns_of(lead + _lines(grid, text, (grid.rows[0], grid.rows[-1])), text)
    gaps = [line.top - max(above.bottom for above in lead[:at]) for at, line in enumerate(lead[1:], 1)]
    begun = {id(row[0]) for row in text_rows(lead, told)}
    wide = [
        gap > told.inner + WIDE * line.height and len(line.pieces) > 1 for gap, line in zip(gaps, lead[1:], strict=True)
    ]
    return _under(cut(lead, [id(line) in begun or far for line, far in zip(lead[1:], wide, strict=True)]), grid)


def _under(rows: Sequence[Sequence[TableLine]], grid: PageGrid) -> PageGrid:
    """The grid with white rows over it."""
    tops = [row[0].top for row in rows]
    bottoms = [max(line.bottom for line in row) for row in rows]
    edges = [tops[0] - 2, *((a + b) / 2 for a, b in zip(bottoms, tops[1:], strict=False)), *grid.rows]
    cells = [
        cell
        for number, row in enumerate(rows)
        for cell in _white_row(row, number, grid, (edges[number], edges[number + 1]))
    ]
    cells += [replace(cell, row=cell.row + len(rows)) for cell in grid.cells]
    box = (grid.box[0], edges[0], grid.box[2], grid.box[3])
    ruled = (False,) * len(rows) + grid.ruled
    return replace(grid, box=box, rows=tuple(edges), cells=tuple(cells), ruled=ruled, kind="shaded")
