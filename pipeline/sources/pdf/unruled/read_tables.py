"""Open tables of a document: no lattice of rules, but columns that white keeps apart on all their pages, and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.model.place import Box
from pipeline.sources.pdf.file.page import Sheet
from pipeline.sources.pdf.tables.edges import Rules, rules_of
from pipeline.sources.pdf.tables.page_grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText
from pipeline.sources.pdf.tables.ruled import ruled_grids
from pipeline.sources.pdf.text.words import Line, Word, make_lines
from pipeline.sources.pdf.unruled.judge import is_open_table
from pipeline.sources.pdf.unruled.line_levels import CellLine, Level, levels_of, measure
from pipeline.sources.pdf.unruled.page_breaks import cut
from pipeline.sources.pdf.unruled.rows import repeated, rows_of
from pipeline.sources.pdf.unruled.zones import BULLET, OpenLine, Zone, open_line, zones_of

# The share of the width of a table that a rule or a ground under it takes at least.
MOST = 0.6
# White between a drawn table and lines that belong to it, in parts of the size of the type.
NEAR = 2.0


@dataclass(slots=True)
class OpenPart:
    """The part of an open table on one page: its grid over the words given, and which table of the document it belongs to.

    `cut` is why its first row is the rest of the last one on the page before, and how strong that is (above 0: it is).
    """

    grid: PageGrid
    words: Sequence[Word]
    table: int
    cut: tuple[list[str], float] | None = None


def open_tables(sheets: Sequence[Sheet]) -> dict[int, list[OpenPart]]:
    """The open tables of a document, part by part, by the number of the page."""
    rules = {sheet.number: rules_of(sheet.page) for sheet in sheets}
    boxes = {sheet.number: _drawn(sheet) for sheet in sheets}
    lines = [open_line(line, sheet.number) for sheet in sheets for line in _free_lines(sheet, boxes[sheet.number])]
    feet = _feet(sheets)
    parts: dict[int, list[OpenPart]] = defaultdict(list)
    for number, zone in enumerate(zones_of(lines)):
        if _is_rest(zone, boxes):
            continue
        pages = _pages(zone, rules)
        told = measure(list(pages.values()))
        parted = rows_of(list(pages.values()), told)
        if not is_open_table(zone.columns, parted):
            continue
        before: Sequence[Level] | None = None
        for page, found in zip(pages, parted.pages, strict=True):
            part = _part(zone, found, rules[page], (number, page == zone.lines[-1].page))
            if before is not None:
                header = repeated(parted.pages[0], found)
                part.cut = (
                    cut(before, found[header], told.step, feet[page - 1], parted.mode == "top")
                    if header < len(found)
                    else None
                )
            parts[page].append(part)
            before = found[-1]
    return parts


def _feet(sheets: Sequence[Sheet]) -> dict[int, float]:
    """For each page the lowest baseline on pages of its size, in points."""
    lowest: dict[tuple[int, int], float] = {}
    size = {sheet.number: (round(sheet.width), round(sheet.height)) for sheet in sheets}
    for sheet in sheets:
        base = max((word.base for word in sheet.words if word.turn == 0), default=0.0)
        lowest[size[sheet.number]] = max(lowest.get(size[sheet.number], 0.0), base)
    return {page: lowest[key] for page, key in size.items()}


def _drawn(sheet: Sheet) -> list[Box]:
    """The boxes of the tables of a page that are drawn with rules in both directions."""
    words = [word for word in sheet.words if word.turn == 0]
    grids = ruled_grids(rules_of(sheet.page, grounds=False), PageText(words))
    return [grid.box for grid in grids if len(grid.rows) > 3]


def _free_lines(sheet: Sheet, boxes: Sequence[Box]) -> list[Line]:
    """The lines of a page outside of drawn tables."""
    free = [word for word in sheet.words if word.turn == 0 and not any(_inside(word, box) for box in boxes)]
    return make_lines(free, sheet.number)


def _is_rest(zone: Zone, boxes: dict[int, list[Box]]) -> bool:
    """Whether the lines are a part of a drawn table whose rules a page break or its style leaves out."""
    first, last = zone.lines[0], zone.lines[-1]
    near = NEAR * first.size
    above = [box[3] for box in boxes[first.page] if box[3] < first.line.base]
    below = [box[1] for box in boxes[last.page] if box[1] > last.line.base - last.size]
    return (
        any(first.line.top - bottom < near for bottom in above)
        or any(top - last.line.bottom < near for top in below)
        or (not above and bool(boxes.get(first.page - 1)))
        or (not below and bool(boxes.get(last.page + 1)))
        or any(boxes[page] for page in range(first.page + 1, last.page))
    )


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _pages(zone: Zone, rules: dict[int, Rules]) -> dict[int, list[Level]]:
    """The levels of a zone, page by page."""
    pages: dict[int, list[OpenLine]] = defaultdict(list)
    for line in zone.lines:
        pages[line.page].append(line)
    rights: dict[int, float] = {}
    for line in zone.lines:
        for word in line.line.words if not line.across else ():
            column = zone.column((word.x0 + word.x1) / 2)
            rights[column] = max(rights.get(column, 0.0), word.x1)
    found = {}
    for page, lines in pages.items():
        levels = levels_of(_cell_lines(zone, lines, rights), [_whole(line) for line in lines if line.across])
        _mark(levels, (zone.left, zone.right), rules[page])
        found[page] = levels
    return found


def _whole(line: OpenLine) -> CellLine:
    return CellLine(0, line.line.words, line.line.base, line.size, line.line.x1)


def _cell_lines(zone: Zone, lines: Sequence[OpenLine], rights: dict[int, float]) -> list[CellLine]:
    columns: dict[int, list[Word]] = defaultdict(list)
    for line in lines:
        for word in line.line.words if not line.across else ():
            columns[zone.column((word.x0 + word.x1) / 2)].append(word)
    found = []
    for column, words in columns.items():
        own = make_lines(words, lines[0].page)
        above: CellLine | None = None
        for one in own:
            made = CellLine(column, one.words, one.base, one.size, rights[column])
            if above is not None:
                small = one.text[:1].islower()
                room = above.has_room(made)
                made.begins = room and not small and BULLET.fullmatch(one.words[0].text) is None
                made.goes_on = small and not room
            found.append(made)
            above = made
    return found


def _mark(levels: Sequence[Level], sides: tuple[float, float], rules: Rules) -> None:
    """Notes which levels a rule or another ground parts from the one above."""
    grounds = [_ground(level, sides, rules) for level in levels]
    labels = _labels(levels)
    for at, (above, level) in enumerate(pairwise(levels), 1):
        size = max(line.size for line in level.lines)
        ruled = sum(
            max(0.0, min(rule.end, sides[1]) - max(rule.start, sides[0]))
            for rule in rules.horizontal
            if above.base < rule.at < level.base - 0.5 * size
        )
        level.marked = (
            ruled > MOST * (sides[1] - sides[0]) or grounds[at] != grounds[at - 1] or labels[at] != labels[at - 1]
        )


def _labels(levels: Sequence[Level]) -> list[bool]:
    """For each level whether it is of labels: nothing but bold words, in several columns, across all, or as the first column
    does not have them elsewhere.
    """
    firsts = [_is_bold(line.words) for level in levels for line in level.lines if line.column == 0]
    plain = sum(firsts) < 0.5 * len(firsts)
    found: list[bool] = []
    for bold, run in groupby(levels, lambda level: all(_is_bold(line.words) for line in level.lines)):
        held = list(run)
        columns = {column for level in held for column in level.columns}
        found += [
            bold and (len(columns) > 1 or any(level.across for level in held) or (plain and columns == {0}))
        ] * len(held)
    return found


def _is_bold(words: Sequence[Word]) -> bool:
    return all(word.style.bold for word in words)


def _ground(level: Level, sides: tuple[float, float], rules: Rules) -> tuple[float, float] | None:
    """Top and bottom of the ground that is painted under most of a level, if any: the smallest of several."""
    size = max(line.size for line in level.lines)
    middle = level.base - 0.3 * size
    widths: dict[tuple[float, float], float] = defaultdict(float)
    for x0, top, x1, bottom in rules.fills:
        if top < middle < bottom:
            widths[round(top), round(bottom)] += max(0.0, min(x1, sides[1]) - max(x0, sides[0]))
    wide = [heights for heights, width in widths.items() if width > MOST * (sides[1] - sides[0])]
    return min(wide, key=lambda heights: heights[1] - heights[0], default=None)


def _part(zone: Zone, rows: Sequence[Sequence[Level]], rules: Rules, known: tuple[int, bool]) -> OpenPart:
    """The rows on one page as a grid; `known` are the number of the table and whether it ends here."""
    number, last = known
    bounds = [_bounds(row) for row in rows]
    edges = [bounds[0][0] - 1, *((above[1] + below[0]) / 2 for above, below in pairwise(bounds)), bounds[-1][1] + 1]
    columns = _edges(zone, rules, (edges[0], edges[-1]))
    words: list[Word] = []
    cells: list[PageCell] = []
    for at, row in enumerate(rows):
        spans = any(level.across for level in row)
        for column in range(1 if spans else zone.columns):
            width = zone.columns if spans else 1
            held = [
                word for level in row for line in level.lines if spans or line.column == column for word in line.words
            ]
            box = (columns[column], edges[at], columns[column + width], edges[at + 1])
            cells.append(PageCell(at, column, 1, width, box, tuple(range(len(words), len(words) + len(held)))))
            words += held
    ruled = [False, *(row[0].marked for row in rows[1:]), last]
    box = (columns[0], edges[0], columns[-1], edges[-1])
    return OpenPart(PageGrid(box, tuple(edges), columns, tuple(ruled), tuple(cells), "unruled", 0.8), words, number)


def _bounds(row: Sequence[Level]) -> tuple[float, float]:
    lines = [line for level in row for line in level.lines]
    return min(line.base - 0.8 * line.size for line in lines), max(line.base + 0.2 * line.size for line in lines)


def _edges(zone: Zone, rules: Rules, heights: tuple[float, float]) -> tuple[float, ...]:
    """The x of the edges of the columns: a rule where one stands in the gutter, else its middle."""
    inner = []
    for gutter in zone.gutters:
        drawn = [
            rule.at
            for rule in rules.vertical
            if gutter.start - 1 <= rule.at <= gutter.end + 1 and rule.start < heights[1] and heights[0] < rule.end
        ]
        inner.append(drawn[0] if drawn else gutter.middle)
    return (zone.left - 4, *inner, zone.right + 4)
