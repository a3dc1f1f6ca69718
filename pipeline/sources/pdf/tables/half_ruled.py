"""Tables without a full lattice of rules: columns from white, rows from lines, headers from the lines above."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.columns import Gutter, column_of, core_lines, find_gutters
from pipeline.sources.pdf.tables.edges import Rule, Rules
from pipeline.sources.pdf.tables.grid_draft import Sheet
from pipeline.sources.pdf.tables.header import Head, header_cells, header_length
from pipeline.sources.pdf.tables.judge import Proof, is_table
from pipeline.sources.pdf.tables.page_grid import Kind, PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText, TextLine, is_figure, is_year
from pipeline.sources.pdf.tables.rows import Piece, TableLine, columns_of, figure_rows, piece_of
from pipeline.sources.pdf.tables.text_rows import is_parallel, text_rows


def table_in(lines: Sequence[TextLine], rules: Rules, text: PageText, box: Box | None, proof: Proof) -> PageGrid | None:
    """The table that the lines make, None where they make none; `box` bounds it where rules do."""
    x0 = min(part.x0 for line in lines for part in line)
    x1 = max(part.x1 for line in lines for part in line)
    top = min(part.top for line in lines for part in line)
    bottom = max(part.bottom for line in lines for part in line)
    if box:
        x0, top, x1, bottom = min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3])
    box = (x0, top, x1, bottom)
    level = _within(rules.horizontal, top - 3, bottom + 3, x0, x1)
    ruled = [
        rule.at for rule in _within(rules.vertical, x0 + 8, x1 - 8, top, bottom) if _length(rule, top, bottom) > 0.5
    ]
    gutters = find_gutters(lines, text, ruled)
    if not gutters:
        return None
    table = _lines(lines, gutters, text)
    if all(piece.figure and not is_year(piece.text) for line in table for piece in line.pieces):
        # Figures without a single label are those of a drawing.
        return None
    _mark_rules(table, level, x0, x1)
    length = header_length(table)
    columns = _extents(table[length:], gutters, box)
    heads = header_cells(table[:length], level, columns)
    _unspan_labels(table[length:], columns, gutters)
    told = columns_of(table[length:], text)
    headed = (proof == "framed" and length > 0) or proof == "captioned"
    rows = text_rows(table[length:], told) if told.wordy else figure_rows(table[length:], told)
    if told.wordy and len(columns) > 1 and is_parallel(rows, len(columns), told, headed):
        pass
    elif proof == "parallel" or not is_table(rows, len(columns), proof):
        return None
    return _grid(box, gutters, heads, rows, level)


def _length(rule: Rule, start: float, end: float) -> float:
    return (min(rule.end, end) - max(rule.start, start)) / max(end - start, 1.0)


def _within(rules: Sequence[Rule], low: float, high: float, start: float, end: float) -> list[Rule]:
    found = rules[bisect_left(rules, (low,)) : bisect_right(rules, (high, float("inf")))]
    return [rule for rule in found if rule.start < end and start < rule.end]


def _mark_rules(table: Sequence[TableLine], level: Sequence[Rule], x0: float, x1: float) -> None:
    """Notes over which lines a rule runs through most of the table, from its left edge on."""
    above = None
    for line in table:
        if above is not None:
            low, high = (above.top + above.bottom) / 2, (line.top + line.bottom) / 2
            here = [rule for rule in level if low < rule.at < high]
            length = sum(min(rule.end, x1) - max(rule.start, x0) for rule in here)
            line.rule = length > 0.6 * (x1 - x0) and min(rule.start for rule in here) < x0 + 8
        above = line


def _lines(lines: Sequence[TextLine], gutters: Sequence[Gutter], text: PageText) -> list[TableLine]:
    """The lines with their segments parted at the gutters; what runs over a gutter without a break spans."""
    edges = [gutter.middle for gutter in gutters]
    core = {id(line) for line in core_lines(lines)}
    table = []
    for line in lines:
        pieces = [piece for part in line for piece in _pieces(part.words, gutters, edges, text, id(line) in core)]
        table.append(TableLine(min(p.top for p in pieces), max(p.bottom for p in pieces), pieces))
    return table


def _pieces(
    part: Sequence[int], gutters: Sequence[Gutter], edges: list[float], text: PageText, core: bool
) -> list[Piece]:
    words = text.words
    pieces: list[Piece] = []
    held: list[int] = []
    first = last = 0
    for index in part:
        word = words[index]
        column = column_of(edges, (word.x0 + word.x1) / 2)
        if held and column != last:
            before = words[held[-1]]
            gutter = gutters[last if column > last else column]
            white = (word.x0 - before.x1) / (word.bottom - word.top or 1.0)
            clear = before.x1 <= gutter.end + 1 and word.x0 >= gutter.start - 1
            if clear and (
                white > 1.3 * text.space
                or (core and white > 0.6 * text.space and (is_figure(before.text) or is_figure(word.text)))
                or gutter.ruled
            ):
                pieces.append(piece_of(text, held, first, last))
                held = []
        if not held:
            first = column
        held.append(index)
        first, last = min(first, column), column if len(held) == 1 else max(last, column)
    pieces.append(piece_of(text, held, first, last))
    return pieces


def _extents(table: Sequence[TableLine], gutters: Sequence[Gutter], box: Box) -> list[tuple[float, float]]:
    """Left and right end of the words of each column."""
    ends: list[list[float]] = [[] for _ in range(len(gutters) + 1)]
    for line in table:
        for piece in line.pieces:
            if piece.first == piece.last:
                ends[piece.first] += (piece.x0, piece.x1)
    edges = [box[0], *(gutter.middle for gutter in gutters), box[2]]
    return [(min(x), max(x)) if x else (edges[number], edges[number + 1]) for number, x in enumerate(ends)]


def _unspan_labels(
    body: Sequence[TableLine], columns: Sequence[tuple[float, float]], gutters: Sequence[Gutter]
) -> None:
    """A label that begins in the first column and runs on over empty ones belongs to the first; centred titles span."""
    for line in body:
        for piece in line.pieces:
            if (
                piece.first == 0
                and piece.last > 0
                and piece.x0 < columns[0][0] + 0.4 * (gutters[0].middle - columns[0][0])
            ):
                piece.last, piece.over = 0, True
        lone = line.pieces[0]
        if len(line.pieces) == 1 and lone.first > 0 and abs(lone.x0 - columns[lone.first][0]) > 3:
            _spread(line.pieces[0], columns)


def _spread(piece: Piece, columns: Sequence[tuple[float, float]]) -> None:
    """A lone title in the middle of the columns after the first spans these."""
    if piece.figure or piece.text[:1].islower():
        return
    middle = (columns[1][0] + columns[-1][1]) / 2
    if len(columns) > 2 and abs((piece.x0 + piece.x1) / 2 - middle) < 0.04 * (columns[-1][1] - columns[1][0]):
        piece.first, piece.last = 1, len(columns) - 1


def _grid(
    box: Box,
    gutters: Sequence[Gutter],
    heads: Sequence[Head],
    rows: Sequence[Sequence[TableLine]],
    level: Sequence[Rule],
) -> PageGrid:
    count = max((head.level for head in heads), default=-1) + 1
    bounds = []
    for number in range(count):
        here = [head for head in heads if head.level == number]
        bounds.append((min(head.top for head in here), max(head.bottom for head in here)))
    bounds += [(min(line.top for line in row), max(line.bottom for line in row)) for row in rows]
    places = [box[1]]
    for (_, above), (below, _) in pairwise(bounds):
        places.append(max(places[-1], (above + below) / 2))
    places.append(box[3])
    sheet = Sheet(tuple(places), (box[0], *(gutter.middle for gutter in gutters), box[2]))
    for head in sorted(heads, key=lambda head: head.level):
        sheet.head(head)
    for number, row in enumerate(rows, count):
        for line in row:
            for piece in line.pieces:
                sheet.put((number, piece.first, 1, piece.last - piece.first + 1), piece.words)
    ruled = tuple(
        any(abs(rule.at - place) < 6 and _length(rule, box[0], box[2]) > 0.6 for rule in level) for place in places
    )
    kind: Kind = "half-ruled" if any(ruled) else "unruled"
    return PageGrid(box, sheet.rows, sheet.columns, ruled, sheet.cells(), kind, 0.7, count)
