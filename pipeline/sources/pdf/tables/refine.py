"""Drawn tables that leave rows or columns to the white: many figures under each other in one drawn cell, or side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.sources.pdf.tables.page_grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText, Segment, is_figure, reading_order, text_lines
from pipeline.sources.pdf.tables.rows import TableLine, columns_of, figure_rows, piece_of
from pipeline.sources.pdf.tables.text_rows import text_rows


def refine(grid: PageGrid, text: PageText) -> PageGrid:
    """The grid with drawn rows parted into the rows that stand in them, and undrawn columns of single rows parted."""
    cells = [part for cell in grid.cells for whole in _rowed(cell, grid, text) for part in _parted(whole, grid, text)]
    count = len(grid.rows) - 1
    bands = [
        _band([cell for cell in cells if cell.row == row and cell.rowspan == 1 and cell.words], text)
        for row in range(count)
    ]
    starts = [_figure_rows(band, text) for band in bands]
    if sum(grid.ruled) < 4:
        # Rules stand only over and under the headers and at the foot: the rows themselves are left to the white.
        starts[1:] = [
            found if len(found) > 1 else _wordy_rows(band, text)
            for found, band in zip(starts[1:], bands[1:], strict=True)
        ]
    texts = [_text_rows(band) for band in bands]
    if sum(len(rows) > 1 for rows in texts) >= 0.5 * sum(map(bool, bands)):
        starts = [found if len(found) > 1 else other for found, other in zip(starts, texts, strict=True)]
    return _split(grid, cells, starts)


def crowded(grid: PageGrid, text: PageText) -> bool:
    """Whether figures stand side by side in most lines of some drawn column."""
    lines: dict[int, int] = {}
    double: dict[int, int] = {}
    for cell in grid.cells:
        if cell.colspan == 1:
            for line in text_lines(text.words, cell.words):
                parts = text.segments(line)
                lines[cell.column] = lines.get(cell.column, 0) + 1
                figures = sum(is_figure(text.text(part)) for part in parts)
                double[cell.column] = double.get(cell.column, 0) + (figures > 1 or (len(parts) > 1 and figures == 1))
    return any(count > 2 and count > 0.5 * lines[column] for column, count in double.items())


def _rowed(cell: PageCell, grid: PageGrid, text: PageText) -> list[PageCell]:
    """A tall cell with a line of words beside each row is several cells: the rules stop short of it."""
    lines = text_lines(text.words, cell.words) if cell.rowspan > 2 else []
    held: dict[int, list[int]] = {}
    for line in lines:
        word = text.words[line[0]]
        held.setdefault(bisect_right(grid.rows, (word.top + word.bottom) / 2) - 1, []).extend(line)
    if len(lines) < 0.9 * cell.rowspan or len(held) < len(lines) or len(lines) < 3:
        return [cell]
    x0, _, x1, _ = cell.box
    return [
        PageCell(
            row, cell.column, 1, cell.colspan, (x0, grid.rows[row], x1, grid.rows[row + 1]), tuple(held.get(row, ()))
        )
        for row in range(cell.row, cell.row + cell.rowspan)
    ]


def _parted(cell: PageCell, grid: PageGrid, text: PageText) -> list[PageCell]:
    """A cell over several columns whose words stand apart, each within columns of its own, is several cells."""
    if cell.colspan == 1 or len(cell.words) < 2 or cell.rowspan > 1:
        return [cell]
    lines = [text.segments(row) for row in text_lines(text.words, cell.words)]
    spans: list[tuple[int, int]] = []
    for first, last in sorted(_columns_under(part, grid) for line in lines for part in line):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    if len(spans) < 2 or max(map(len, lines)) < 2:
        return [cell]
    held: list[list[int]] = [[] for _ in spans]
    for line in lines:
        for part in line:
            first, _ = _columns_under(part, grid)
            held[max(number for number, span in enumerate(spans) if span[0] <= first)] += part.words
    parts = {span[0]: (span[1], words) for span, words in zip(spans, held, strict=True)}
    cells = []
    column = cell.column
    while column < cell.column + cell.colspan:
        last, words = parts.get(column, (column, []))
        box = (grid.columns[column], cell.box[1], grid.columns[last + 1], cell.box[3])
        cells.append(PageCell(cell.row, column, 1, last - column + 1, box, reading_order(text.words, words)))
        column = last + 1
    return cells


def _columns_under(part: Segment, grid: PageGrid) -> tuple[int, int]:
    """The first and last column of the grid over which a segment reaches by more than a point or two."""
    end = len(grid.columns) - 2
    first = min(max(bisect_right(grid.columns, part.x0 + 2) - 1, 0), end)
    last = min(max(bisect_right(grid.columns, part.x1 - 2) - 1, 0), end)
    # A segment narrower than those points stands in one column.
    return first, max(first, last)


def _band(cells: Sequence[PageCell], text: PageText) -> list[TableLine]:
    """The lines of one drawn row, each in pieces by cell."""
    owner = {index: cell for cell in cells for index in cell.words}
    lines = []
    for line in text_lines(text.words, owner):
        pieces: dict[int, list[int]] = {}
        for index in line:
            pieces.setdefault(owner[index].column, []).append(index)
        made = [
            piece_of(text, held, column, column + owner[held[0]].colspan - 1) for column, held in sorted(pieces.items())
        ]
        lines.append(TableLine(min(p.top for p in made), max(p.bottom for p in made), made))
    return lines


def _figure_rows(band: Sequence[TableLine], text: PageText) -> list[list[TableLine]]:
    """The rows of a band in which figures stand under each other; one row where none do."""
    stacked: dict[int, int] = {}
    for line in band:
        for piece in line.pieces:
            if piece.figure:
                stacked[piece.first] = stacked.get(piece.first, 0) + 1
    columns = {piece.first for line in band for piece in line.pieces}
    many = [column for column, count in stacked.items() if count > 1]
    told = columns_of(band, text)
    return figure_rows(band, told) if len(many) > 0.3 * len(columns) and not told.wordy else [list(band)]


def _wordy_rows(band: Sequence[TableLine], text: PageText) -> list[list[TableLine]]:
    told = columns_of(band, text)
    return text_rows(band, told) if told.wordy else [list(band)]


def _text_rows(band: Sequence[TableLine]) -> list[list[TableLine]]:
    """The rows of a band whose first column begins anew with others after white as high as a line; one row where none do.

    What goes on in small letters is text set with much white between its lines.
    """
    rows: list[list[TableLine]] = []
    for line in band:
        gap = line.top - rows[-1][-1].bottom if rows else 0.0
        if not rows or (gap > 0.6 * line.height and line.pieces[0].first == 0 and len(line.pieces) > 1):
            rows.append([line])
        else:
            rows[-1].append(line)
    long = any(sum(p.first == 0 for line in row for p in line.pieces) > 2 for row in rows)
    goes_on = any(row[0].pieces[0].text[:1].islower() for row in rows)
    return [list(band)] if long or goes_on else rows


def _split(grid: PageGrid, cells: Sequence[PageCell], bands: Sequence[Sequence[Sequence[TableLine]]]) -> PageGrid:
    """The grid with each drawn row replaced by the rows found in it."""
    first = [0]
    edges = [grid.rows[0]]
    ruled = [grid.ruled[0]]
    inner: list[list[float]] = []
    for number, rows in enumerate(bands):
        first.append(first[-1] + max(1, len(rows)))
        bounds = [(rows[k][-1].bottom + rows[k + 1][0].top) / 2 for k in range(len(rows) - 1)]
        inner.append(bounds)
        edges += [*bounds, grid.rows[number + 1]]
        ruled += [False] * len(bounds) + [grid.ruled[number + 1]]
    if first[-1] == len(bands):
        return PageGrid(
            grid.box, grid.rows, grid.columns, grid.ruled, tuple(cells), grid.kind, grid.confidence, grid.header_rows
        )
    done: list[PageCell] = []
    for cell in cells:
        top, last = first[cell.row], first[cell.row + cell.rowspan]
        x0, _, x1, _ = cell.box
        if cell.rowspan > 1 or last - top == 1:
            done.append(
                PageCell(top, cell.column, last - top, cell.colspan, (x0, edges[top], x1, edges[last]), cell.words)
            )
            continue
        place = {
            index: k for k, row in enumerate(bands[cell.row]) for line in row for p in line.pieces for index in p.words
        }
        for k in range(last - top):
            held = tuple(index for index in cell.words if place.get(index, 0) == k)
            done.append(
                PageCell(top + k, cell.column, 1, cell.colspan, (x0, edges[top + k], x1, edges[top + k + 1]), held)
            )
    done.sort(key=lambda cell: (cell.row, cell.column))
    return PageGrid(
        grid.box, tuple(edges), grid.columns, tuple(ruled), tuple(done), grid.kind, grid.confidence, grid.header_rows
    )
