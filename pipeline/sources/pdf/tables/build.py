"""Makes a grid of lines that may be a table: columns, levels, header, rows, cells. Splits drawn cells that hold several rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.columns import Gutter, core_lines, find_gutters
from pipeline.sources.pdf.tables.forms import inner_edges
from pipeline.sources.pdf.tables.grid import GridDraft, PageCell, PageGrid, edges_of, extents_of
from pipeline.sources.pdf.tables.header import Head, header_cells, header_length
from pipeline.sources.pdf.tables.judge import Proof, TableCandidate, why_not
from pipeline.sources.pdf.tables.levels import BULLET, CellLine, Level, Row, mark, note_flow
from pipeline.sources.pdf.tables.page import (
    Page,
    Segment,
    TextLine,
    is_figure,
    is_row_of_figures,
    reading_order,
    text_lines,
)
from pipeline.sources.pdf.tables.rows import measure, rows_of, split_bands
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Word

_SUM = re.compile(r"[£$€(]*\d{1,3}(,\d{3})+(\.\d+)?\)?|[-–—]")
_FIELD = re.compile(r"\d{1,3}\s?([-–.)]\s?)+\D")


def table_in(
    lines: Sequence[TextLine], page: Page, box: Box | None, proof: Proof, before: Sequence[TextLine] = ()
) -> PageGrid | None:
    """The table that the lines make, None where they make none; `box` bounds it where ruling lines do.

    `before` are the lines of the same table on the page before, which show its columns, too.
    """
    parts = [part for line in lines for part in line]
    x0, x1 = min(part.x0 for part in parts), max(part.x1 for part in parts)
    top, bottom = min(part.top for part in parts), max(part.bottom for part in parts)
    if box:
        x0, top, x1, bottom = min(x0, box.x0), min(top, box.top), max(x1, box.x1), max(bottom, box.bottom)
    box = Box(x0, top, x1, bottom)
    ruled = [
        ruling.at
        for ruling in page.rulings.vertical
        if x0 + S.same_ends < ruling.at < x1 - S.same_ends and 2 * _length(ruling, top, bottom) > 1
    ]
    gutters = find_gutters([*before, *lines], page.wide, ruled)
    if not gutters:
        return None
    levels = _levels(lines, gutters, page)
    label = _label_column(levels)
    _exchange(levels, label)
    mark(levels, (x0, x1), page.rulings)
    length = header_length(levels)
    _exchange(levels, label)
    body = levels[length:]
    columns = _extents(body, gutters, box)
    heads = header_cells(levels[:length], page.rulings.across(top - S.same_edge, bottom + S.same_edge, x0, x1), columns)
    _unspan_labels(body, columns, gutters)
    _exchange(body, label)
    note_flow(body)
    split = rows_of([body], measure([body]))
    _exchange(body, label)
    if why_not(TableCandidate(len(columns), split, proof, int(length > 0), levels)):
        return None
    return _grid(box, gutters, heads, split.rows)


def _label_column(levels: Sequence[Level]) -> int:
    """The column with the labels of the rows: the first, or the second where sums stand before it, as those of last year."""
    firsts = [line for level in levels for line in level.lines if line.first == line.last == 0]
    return int(2 * sum(_SUM.fullmatch(line.text) is not None for line in firsts) > len(firsts))


def _exchange(levels: Sequence[Level], column: int) -> None:
    """Give the first column the number of another one, and that its own; done twice, all is as before."""
    for line in (line for level in levels for line in level.lines if line.first == line.last in (0, column)):
        line.first = line.last = column - line.first


def _length(one: tuple[float, float, float], start: float, end: float) -> float:
    """The share of a stretch along which a ruling line runs."""
    return (min(one[2], end) - max(one[1], start)) / max(end - start, 1.0)


def _levels(lines: Sequence[TextLine], gutters: Sequence[Gutter], page: Page) -> list[Level]:
    """The lines with their segments split at the gutters; what crosses a gutter without a gap spans."""
    core = {id(line) for line in core_lines(lines)}
    levels = []
    for line in lines:
        shows_columns = id(line) in core or is_row_of_figures(line)
        cell_lines = [cell_line for part in line for cell_line in _cell_lines(part.words, gutters, page, shows_columns)]
        levels.append(
            Level(
                max(cell_line.base for cell_line in cell_lines),
                cell_lines,
                len(cell_lines) == 1 and cell_lines[0].last > cell_lines[0].first,
            )
        )
    return levels


def _cell_lines(words: Sequence[Word], gutters: Sequence[Gutter], page: Page, core: bool) -> list[CellLine]:
    """Words of a segment, split where a gutter stands in a gap."""
    edges = [gutter.middle for gutter in gutters]
    cell_lines: list[CellLine] = []
    held: list[Word] = []
    first = last = 0
    for word in words:
        column = bisect_left(edges, (word.x0 + word.x1) / 2)
        if held and column != last:
            gutter = gutters[min(last, column)]
            if is_split(held[-1], word, gutter, page, core):
                cell_lines.append(CellLine(first, last, held))
                held = []
        if not held:
            first = column
        held.append(word)
        first, last = min(first, column), column if len(held) == 1 else max(last, column)
    return [*cell_lines, CellLine(first, last, held)]


def is_split(before: Word, word: Word, gutter: Gutter, page: Page, core: bool) -> bool:
    """Whether a gap in a gutter separates two cells; beside a figure in one of the `core` lines any does."""
    gap = (word.x0 - before.x1) / (word.bottom - word.top or 1.0)
    if before.x1 > gutter.end + 1 or word.x0 < gutter.start - 1:
        return False
    figures = core and (is_figure(before.text) or is_figure(word.text))
    return gutter.ruled or figures or gap > S.cell_gap * page.space


def _extents(levels: Sequence[Level], gutters: Sequence[Gutter], box: Box) -> list[tuple[float, float]]:
    """Left and right end of the words of each column."""
    ends: list[list[float]] = [[] for _ in range(len(gutters) + 1)]
    for level in levels:
        for line in level.lines:
            if line.first == line.last:
                ends[line.first] += (line.x0, line.x1)
    edges = [box.x0, *(gutter.middle for gutter in gutters), box.x1]
    return [(min(x), max(x)) if x else (edges[number], edges[number + 1]) for number, x in enumerate(ends)]


def _unspan_labels(body: Sequence[Level], columns: Sequence[tuple[float, float]], gutters: Sequence[Gutter]) -> None:
    """A label that begins in the first column and crosses empty ones belongs to the first; centred titles span."""
    for level in body:
        for line in level.lines:
            inner = columns[0][0] + S.label_start * (gutters[0].middle - columns[0][0])
            if line.first == 0 and line.last > 0 and line.x0 < inner:
                line.last, line.over = 0, True
        level.across = level.across and not level.lines[0].over
        lone = level.lines[0]
        if len(level.lines) == 1 and lone.first > 0 and abs(lone.x0 - columns[lone.first][0]) > S.same_edge:
            _spread(lone, columns)


def _spread(line: CellLine, columns: Sequence[tuple[float, float]]) -> None:
    """A lone title in the middle of the columns after the first spans these."""
    if line.figure or line.text[:1].islower():
        return
    middle = (columns[1][0] + columns[-1][1]) / 2
    if len(columns) > 2 and abs((line.x0 + line.x1) / 2 - middle) < S.centred_title * (columns[-1][1] - columns[1][0]):
        line.first, line.last = 1, len(columns) - 1


def _grid(box: Box, gutters: Sequence[Gutter], heads: Sequence[Head], rows: Sequence[Row]) -> PageGrid:
    count = max((head.level for head in heads), default=-1) + 1
    levels = [[head for head in heads if head.level == number] for number in range(count)]
    extents = [(min(head.top for head in level), max(head.bottom for head in level)) for level in levels]
    places = edges_of([*extents, *extents_of(rows)], box.top, box.bottom)
    draft = GridDraft(places, (box.x0, *(gutter.middle for gutter in gutters), box.x1))
    for head in sorted(heads, key=lambda head: head.level):
        top = head.level
        while top > 0 and draft.is_free(top - 1, head.first, head.last):
            top -= 1
        draft.put((top, head.first, head.level - top + 1, head.last - head.first + 1), head.words)
    put_rows(draft, rows, count)
    return PageGrid(draft.rows, draft.columns, draft.cells())


def put_rows(draft: GridDraft, rows: Sequence[Row], first: int = 0) -> None:
    """Puts the words of rows into the cells of a grid, from row `first` on."""
    for number, row in enumerate(rows, first):
        for level in row:
            for line in level.lines:
                draft.put((number, line.first, 1, line.last - line.first + 1), line.words)


def split_drawn(grid: PageGrid, page: Page) -> PageGrid:
    """A drawn grid as it is, or with drawn rows and columns split where several rows or columns stand in them."""
    if _is_crowded(grid, page):
        box = grid.box
        inside = [
            [part for part in line if box.x0 <= part.middle <= box.x1] for line in page.between(box.top, box.bottom)
        ]
        other = table_in([line for line in inside if line], page, box, "framed")
        if other is not None and len(other.columns) > len(grid.columns):
            return other
    usual = _usual_columns(grid)
    cells = [
        part for cell in grid.cells for whole in _by_row(cell, grid) for part in _by_column(whole, grid, page, usual)
    ]
    bands: list[list[Level]] = []
    for number in range(len(grid.rows) - 1):
        bands.append(_band([cell for cell in cells if cell.row == number and cell.rowspan == 1 and cell.words]))
    x0, _, x1, _ = grid.box
    ruled = all(page.rulings.across(edge - S.doubled, edge + S.doubled, x0, x1) for edge in grid.rows[1:-1])
    return _with_rows(grid, cells, split_bands(bands, ruled))


def _is_crowded(grid: PageGrid, page: Page) -> bool:
    """Whether figures stand side by side in most lines of some drawn column."""
    lines: dict[int, int] = {}
    double: dict[int, int] = {}
    for cell in grid.cells:
        for line in text_lines(cell.words) if cell.colspan == 1 else ():
            parts = page.segments(line)
            figures = sum(is_figure(part.text) for part in parts)
            lines[cell.column] = lines.get(cell.column, 0) + 1
            double[cell.column] = double.get(cell.column, 0) + (figures > 1 or (len(parts) > 1 and figures == 1))
    return any(count > 2 and 2 * count > lines[column] for column, count in double.items())


def _by_row(cell: PageCell, grid: PageGrid) -> list[PageCell]:
    """A tall cell with a line of words beside each row is several cells: the ruling lines stop short of it."""
    lines = text_lines(cell.words) if cell.rowspan > 2 else []
    held: dict[int, list[Word]] = {}
    for line in lines:
        held.setdefault(bisect_right(grid.rows, (line[0].top + line[0].bottom) / 2) - 1, []).extend(line)
    if len(lines) < S.single * cell.rowspan or len(held) < len(lines):
        return [cell]
    x0, _, x1, _ = cell.box
    return [
        PageCell(
            at, cell.column, 1, cell.colspan, Box(x0, grid.rows[at], x1, grid.rows[at + 1]), tuple(held.get(at, ()))
        )
        for at in range(cell.row, cell.row + cell.rowspan)
    ]


def _by_column(cell: PageCell, grid: PageGrid, page: Page, usual: set[int]) -> list[PageCell]:
    """A cell over several columns whose words stand apart, each within columns that half of the rows have, is several cells.

    `usual` are these columns. A field of a form, which its number begins ("10 - Name"), is one; so is a list.
    """
    if cell.colspan == 1 or len(cell.words) < 2:
        return [cell]
    lines = [page.segments(line) for line in text_lines(cell.words)]
    marks = [line[0].text for line in lines if BULLET.fullmatch(line[0].text)]
    if _FIELD.match(cell.text) or not all(map(is_figure, marks)):
        return [cell]
    spans: list[tuple[int, int]] = []
    for first, last in sorted(columns_under(part, grid.columns) for line in lines for part in line):
        if spans and (first <= spans[-1][1] or first not in usual):
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    if len(spans) < 2:
        return [cell]
    held: list[list[Word]] = [[] for _ in spans]
    for part in (part for line in lines for part in line):
        first, _ = columns_under(part, grid.columns)
        held[max(number for number, span in enumerate(spans) if span[0] <= first)] += part.words
    parts = {span[0]: (span[1], words) for span, words in zip(spans, held, strict=True)}
    cells = []
    column = cell.column
    while column < cell.column + cell.colspan:
        last, words = parts.get(column, (column, []))
        box = Box(grid.columns[column], cell.box.top, grid.columns[last + 1], cell.box.bottom)
        cells.append(PageCell(cell.row, column, cell.rowspan, last - column + 1, box, reading_order(words)))
        column = last + 1
    return cells


def _usual_columns(grid: PageGrid) -> set[int]:
    """The columns that begin at an edge which half of the rows with words in several cells have."""
    worded = {cell.row for cell in grid.cells if cell.words}
    rows = [edges for row, edges in enumerate(inner_edges(grid)) if edges and row in worded]
    begun = Counter(column for edges in rows for column in edges)
    return {column for column, count in begun.items() if 2 * count >= len(rows)}


def columns_under(part: Segment | CellLine, edges: Sequence[float]) -> tuple[int, int]:
    """The first and last column under words, which may reach over an edge by a point or two."""
    end = len(edges) - 2
    first = min(max(bisect_right(edges, part.x0 + 2) - 1, 0), end)
    return first, max(first, min(max(bisect_right(edges, part.x1 - 2) - 1, 0), end))


def _band(cells: Sequence[PageCell]) -> list[Level]:
    """The lines of one drawn row, each split by cell."""
    owner = {id(word): cell for cell in cells for word in cell.words}
    levels = []
    for line in text_lines(word for cell in cells for word in cell.words):
        by_cell: dict[int, list[Word]] = {}
        for word in line:
            by_cell.setdefault(owner[id(word)].column, []).append(word)
        cell_lines = [
            CellLine(column, column + owner[id(held[0])].colspan - 1, held) for column, held in sorted(by_cell.items())
        ]
        levels.append(Level(max(cell_line.base for cell_line in cell_lines), cell_lines))
    note_flow(levels)
    return levels


def _with_rows(grid: PageGrid, cells: Sequence[PageCell], bands: Sequence[Sequence[Row]]) -> PageGrid:
    """The grid with each drawn row replaced by the rows found in it."""
    first = [0]
    edges = [grid.rows[0]]
    for number, rows in enumerate(bands):
        first.append(first[-1] + max(1, len(rows)))
        inner = [(above[-1].bottom + below[0].top) / 2 for above, below in pairwise(rows)]
        edges += [*inner, grid.rows[number + 1]]
    done: list[PageCell] = []
    for cell in cells:
        top, last = first[cell.row], first[cell.row + cell.rowspan]
        x0, _, x1, _ = cell.box
        if cell.rowspan > 1 or last - top == 1:
            box = Box(x0, edges[top], x1, edges[last])
            done.append(PageCell(top, cell.column, last - top, cell.colspan, box, cell.words))
            continue
        rows = bands[cell.row]
        place = {
            id(word): at for at, row in enumerate(rows) for level in row for line in level.lines for word in line.words
        }
        for at in range(last - top):
            box = Box(x0, edges[top + at], x1, edges[top + at + 1])
            words = tuple(word for word in cell.words if place.get(id(word), 0) == at)
            done.append(PageCell(top + at, cell.column, 1, cell.colspan, box, words))
    done.sort(key=lambda cell: (cell.row, cell.column))
    return replace(grid, rows=tuple(edges), cells=tuple(done))
