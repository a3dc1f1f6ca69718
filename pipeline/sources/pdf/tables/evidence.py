"""The signs of a table on one page: ruling lines that cross, filled rows, and horizontal lines above one another.

- `lattices`: ruling lines that cross make drawn cells; places without a line between them are one cell.
- `strips`: what stands between horizontal lines of one width: above the headers, under them, and under the last row.

What has no lines at all is found by its gaps, on all pages together (`columns.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile
from math import inf

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.forms import tables_of
from pipeline.sources.pdf.tables.grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.gutters import without_gutters
from pipeline.sources.pdf.tables.page import (
    CAPTION,
    Page,
    Ruling,
    Rulings,
    Segment,
    TextLine,
    begins_note,
    is_figure,
    is_row_of_figures,
    reading_order,
)
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.underlines import underlined_by
from pipeline.sources.pdf.text.words import Word

LONGEST_STACK = 300
"""Horizontal lines of one width that are looked at, so that time is bounded."""


def is_caption(line: TextLine) -> bool:
    """Whether a line begins as the caption of a table or a figure does."""
    return CAPTION.match(line[0].text) is not None


def is_free(part: Segment, taken: Sequence[Box]) -> bool:
    """Whether a segment lies outside of all the boxes."""
    x, y = part.middle, (part.top + part.bottom) / 2
    return not any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in taken)


def within(line: TextLine, x0: float, x1: float) -> TextLine:
    """The segments of a line whose middle lies between two x, with a little play."""
    return [part for part in line if x0 - S.touch <= part.middle <= x1 + S.touch]


@dataclass(frozen=True)
class Lattice:
    """Ruling lines that hang together, and the edges that they make."""

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def ruled_grids(rulings: Rulings, page: Page) -> list[PageGrid]:
    """The tables of a page that are drawn with lines in both directions; a line under words is no border."""
    level = tuple(one for one in rulings.horizontal if not _is_underline(one, rulings.vertical, page))
    rulings = without_gutters(replace(rulings, horizontal=level), page)
    grids = [grid for grid in drawn_grids(rulings, page) if len(grid.columns) > 2]
    return [table for grid in grids for table in tables_of(grid)]


def drawn_grids(rulings: Rulings, page: Page) -> list[PageGrid]:
    """What is drawn with lines in both directions: tables, and boxes of one column."""
    return [_grid(lattice, page) for lattice in _lattices(rulings, page)]


def frames(page: Page) -> list[Box]:
    """The boxes of a page that lines draw with nothing but words in them."""
    lattices = (lattice for lattice in _lattices(page.strokes, page) if len(lattice.columns) == 2)
    return [Box(one.columns[0], one.rows[0], one.columns[1], one.rows[-1]) for one in lattices]


def _is_underline(ruling: Ruling, upright: Sequence[Ruling], page: Page) -> bool:
    """Whether a horizontal line runs under words from their beginning to their end, and not from one vertical line to another."""
    beside = [side.at for side in upright if side.start < ruling.at < side.end]
    if all(any(abs(at - end) < S.touch for at in beside) for end in (ruling.start, ruling.end)):
        return False
    above = page.inside(Box(ruling.start, ruling.at - 2 * page.height, ruling.end, ruling.at))
    line = Box(ruling.start, ruling.at, ruling.end, ruling.at)
    return bool(underlined_by(line, sorted(above, key=lambda word: word.x0)))


def _lattices(rulings: Rulings, page: Page) -> list[Lattice]:
    """Groups of ruling lines that cross or touch, or that bands join, with a vertical and two horizontal ones in each."""
    level, upright = rulings.horizontal, rulings.vertical
    owner = list(range(len(level) + len(upright)))

    def root(item: int) -> int:
        while owner[item] != item:
            owner[item] = owner[owner[item]]
            item = owner[item]
        return item

    places = [ruling.at for ruling in upright]
    for number, ruling in enumerate(level):
        for other in range(bisect_left(places, ruling.start - S.touch), bisect_right(places, ruling.end + S.touch)):
            if upright[other].start - S.touch <= ruling.at <= upright[other].end + S.touch:
                owner[root(len(level) + other)] = root(number)
    for above, below in _banded(rulings, page):
        owner[root(below)] = root(above)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number, ruling in enumerate((*level, *upright)):
        groups.setdefault(root(number), ([], []))[number >= len(level)].append(ruling)
    apart = [ruling for lines, columns in groups.values() if not lines for ruling in columns]
    found = [(lines, columns) for lines, columns in groups.values() if len(lines) > 1 and columns]
    return [_lattice(lines, columns + _among(apart, lines, columns, page)) for lines, columns in found]


def _banded(rulings: Rulings, page: Page) -> Iterator[tuple[int, int]]:
    """The numbers of horizontal lines of one width between which a band or labels of a table without outer lines stand.

    No vertical line runs through these, and none at the ends of the lines.
    """
    lowest: list[int] = []
    for number, ruling in enumerate(rulings.horizontal):
        if any(min(abs(side.at - ruling.start), abs(side.at - ruling.end)) <= S.same_ends for side in rulings.vertical):
            continue
        for last in lowest:
            above = rulings.horizontal[last]
            if _are_of_one_width(above, ruling):
                strip = _strip(above, ruling, page, ())
                if strip.lines and _gap(strip) <= strip.lines[0][0].height and not _separates(strip, page):
                    yield last, number
                lowest.remove(last)
                break
        lowest.append(number)


def _are_of_one_width(above: Ruling, below: Ruling) -> bool:
    return abs(above.start - below.start) <= S.same_ends and abs(above.end - below.end) <= S.same_ends


def _among(apart: Sequence[Ruling], level: Sequence[Ruling], upright: Sequence[Ruling], page: Page) -> list[Ruling]:
    """Vertical lines that touch no horizontal one, among those of a table: they stop short of rows that run across.

    An ornament has no words beside it.
    """
    top = min(level[0].at, *(ruling.start for ruling in upright)) - S.touch
    bottom = max(level[-1].at, *(ruling.end for ruling in upright)) + S.touch
    start, end = min(ruling.start for ruling in level), max(ruling.end for ruling in level)
    inside = [one for one in apart if start < one.at < end and top < one.start and one.end < bottom]
    return [one for one in inside if page.inside(Box(start, one.start, end, one.end))]


def _lattice(level: list[Ruling], upright: list[Ruling]) -> Lattice:
    """Edges are where lines are, and where the lines of the other direction end (tables without outer lines)."""
    ends = [end for ruling in upright for end in (ruling.start, ruling.end)]
    rows = _edges([ruling.at for ruling in level] + _shared(ends, [ruling.at for ruling in level]), ends)
    columns = _edges([ruling.at for ruling in upright], [end for one in level for end in (one.start, one.end)])
    return Lattice(tuple(level), tuple(upright), rows, columns)


def _shared(ends: list[float], ruled: list[float]) -> list[float]:
    """Heights away from all horizontal lines at which several vertical ones end or begin: rows that run across begin there."""
    ruled = sorted(ruled)
    ends = sorted(ends)
    shared = []
    for low, middle, high in zip(ends, ends[1:], ends[2:], strict=False):
        near = ruled[max(bisect_left(ruled, middle) - 1, 0) : bisect_left(ruled, middle) + 1]
        if high - low < 2 and all(abs(middle - at) > 2 * S.slim for at in near):
            shared.append(middle)
    return shared


def _edges(places: list[float], ends: list[float]) -> tuple[float, ...]:
    """Edges in order, those of a doubled line made one, and the outermost ends where they lie outside."""
    edges: list[float] = []
    for place in sorted(places):
        if edges and place - edges[-1] < S.slim:
            edges[-1] = (edges[-1] + place) / 2
        else:
            edges.append(place)
    if min(ends) < edges[0] - 2 * S.slim:
        edges.insert(0, min(ends))
    if max(ends) > edges[-1] + 2 * S.slim:
        edges.append(max(ends))
    return tuple(edges)


def _grid(lattice: Lattice, page: Page) -> PageGrid:
    rows, columns = lattice.rows, lattice.columns
    inside = page.inside(Box(columns[0], rows[0], columns[-1], rows[-1]))
    above, left = _marked(lattice.horizontal, rows, columns), _marked(lattice.vertical, columns, rows)
    shapes = _shapes(above, left)
    return PageGrid(rows, columns, tuple(_filled(shapes, lattice, inside)), drawn=True)


def _marked(rulings: Sequence[Ruling], edges: Sequence[float], cross: Sequence[float]) -> list[list[bool]]:
    """For each edge, which of the places along it are ruled: those whose middle lies within a ruling line."""
    middles = [(a + b) / 2 for a, b in pairwise(cross)]
    marks = [[False] * len(middles) for _ in edges]
    for ruling in rulings:
        after = bisect_left(edges, ruling.at)
        near = (at for at in (after - 1, after) if 0 <= at < len(edges))
        edge = min(near, key=lambda at: abs(edges[at] - ruling.at))
        for place in range(bisect_left(middles, ruling.start), bisect_right(middles, ruling.end)):
            marks[edge][place] = True
    return marks


def _shapes(above: list[list[bool]], left: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """The cells (row, column, rowspan, colspan): runs without a vertical line, joined down to the next horizontal line."""
    rows, columns = len(above) - 1, len(left) - 1
    open_runs: dict[tuple[int, int], int] = {}
    shapes: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        runs: dict[tuple[int, int], int] = {}
        first = 0
        for column in range(1, columns + 1):
            if column < columns and not left[column][row]:
                continue
            run = (first, column)
            begun = open_runs.get(run)
            if begun is None or any(above[row][first:column]):
                shapes.append((row, first, 1, column - first))
                runs[run] = len(shapes) - 1
            else:
                top, start, height, width = shapes[begun]
                shapes[begun] = (top, start, height + 1, width)
                runs[run] = begun
            first = column
        open_runs = runs
    return shapes


def _filled(
    shapes: Sequence[tuple[int, int, int, int]], lattice: Lattice, inside: Sequence[Word]
) -> Iterator[PageCell]:
    """The cells with their words; one that lacks the line over it does not reach up over a row without any words."""
    rows, columns = lattice.rows, lattice.columns
    place = {
        (r, c): number
        for number, (row, column, height, width) in enumerate(shapes)
        for r in range(row, row + height)
        for c in range(column, column + width)
    }
    held: list[list[Word]] = [[] for _ in shapes]
    worded: set[int] = set()
    for word in inside:
        r = min(max(bisect_right(rows, (word.top + word.bottom) / 2) - 1, 0), len(rows) - 2)
        c = min(max(bisect_right(columns, (word.x0 + word.x1) / 2) - 1, 0), len(columns) - 2)
        held[place[r, c]].append(word)
        worded.add(r)
    for (row, column, height, width), words in zip(shapes, held, strict=True):
        x0, x1, foot = columns[column], columns[column + width], row + height
        while words and row not in worded:
            yield PageCell(row, column, 1, width, Box(x0, rows[row], x1, rows[row + 1]), ())
            row += 1
        yield PageCell(row, column, foot - row, width, Box(x0, rows[row], x1, rows[foot]), reading_order(words))


@dataclass
class Region:
    """Lines that may be a table, in the order of the page, and the box that ruling lines give it."""

    lines: list[TextLine]
    box: Box


@dataclass
class _Strip:
    above: Ruling
    below: Ruling
    lines: list[TextLine]

    @property
    def width(self) -> float:
        return self.below.end - self.below.start


def strips(page: Page, taken: Sequence[Box]) -> Iterator[Region]:
    """What stands between horizontal lines of one width outside of the boxes taken, the widest first.

    The caller may add boxes to those taken while it goes on.
    """
    feet = {lattice.horizontal[-1].at for lattice in _lattices(page.rulings, page)}
    for stack in _stacks(page):
        run: list[_Strip] = []
        for strip in chain(_parted(stack, page, taken), [None]):
            # What stands between a box and the next line is in neither.
            if strip is not None and strip.above.at not in feet and not _separates(strip, page):
                run.append(strip)
                continue
            region = _region(run)
            if region is not None:
                whole = _with_body(_with_headers(_widened(region, page, taken), page, taken), page, taken)
                if sum(len(line) > 1 for line in whole.lines) > 1:
                    yield whole
            run = []


def _stacks(page: Page) -> list[list[Ruling]]:
    """Horizontal lines of about the same width, top to bottom; pieces of one line over several columns are one."""
    levels = sorted(_levels(page.rulings.horizontal), key=lambda ruling: ruling.start - ruling.end)[:LONGEST_STACK]
    stacks: list[list[Ruling]] = []
    for ruling in sorted(levels):
        for stack in stacks:
            if _are_of_one_width(stack[-1], ruling):
                stack.append(ruling)
                break
        else:
            stacks.append([ruling])
    stacks.sort(key=lambda stack: stack[0].start - stack[0].end)
    return [_with_sums(stack, stacks[at + 1 :], page) for at, stack in enumerate(stacks)]


def _with_sums(stack: Sequence[Ruling], narrower: Iterable[Sequence[Ruling]], page: Page) -> list[Ruling]:
    """The lines of a stack with those that run only over and under the figures of its last column, as over sums."""
    top, start, end = stack[0]
    sums = [
        [Ruling(one.at, start, end) for one in other]
        for other in narrower
        if abs(other[0].end - end) <= S.same_ends
        and any(top - S.far * page.height < one.at < stack[-1].at for one in other)
        and _holds_figures(other, page)
    ]
    return sorted(chain(stack, *sums)) if len(stack) > 1 else [*stack]


def _holds_figures(stack: Sequence[Ruling], page: Page) -> bool:
    """Whether most of what stands between lines is figures; lines to write on have none."""
    lines = page.between(stack[0].at, stack[-1].at)
    held = [is_figure(part.text) for line in lines for part in within(line, stack[0].start, stack[0].end)]
    return 2 * sum(held) > len(held)


def _levels(rulings: Sequence[Ruling]) -> Iterator[Ruling]:
    """Lines of one height joined where only the gap between columns separates them."""
    levels: list[list[Ruling]] = []
    for ruling in rulings:
        if levels and ruling.at - levels[-1][0].at <= S.doubled:
            levels[-1].append(ruling)
        else:
            levels.append([ruling])
    for level in levels:
        row = sorted(level, key=lambda piece: piece.start)
        start, end = row[0].start, row[0].end
        for piece in row[1:]:
            if piece.start - end > S.broken:
                yield Ruling(level[0].at, start, end)
                start = piece.start
            end = max(end, piece.end)
        yield Ruling(level[0].at, start, end)


def _strip(above: Ruling, below: Ruling, page: Page, taken: Sequence[Box]) -> _Strip:
    x0, x1 = min(above.start, below.start), max(above.end, below.end)
    held = (within(line, x0, x1) for line in page.between(above.at, below.at))
    lines = [[part for part in line if is_free(part, taken)] for line in held]
    return _Strip(above, below, [line for line in lines if line])


def _parted(stack: Sequence[Ruling], page: Page, taken: Sequence[Box]) -> Iterator[_Strip | None]:
    """The strips of a stack; None between two tables, where the labels over a line come again over the next one."""
    for number, (above, below) in enumerate(pairwise(stack)):
        strip = _strip(above, below, page, taken)
        body = strip.lines[: len(strip.lines) - _again(strip, page)]
        if len(body) == len(strip.lines):
            yield strip
            continue
        foot = max(part.bottom for part in body[-1]) + 1
        yield _Strip(above, Ruling(foot, below.start, below.end), body)
        yield None
        if number == len(stack) - 2:
            lines = list(_following(page, Box(below.start, below.at, below.end, below.at), taken))
            foot = max((part.bottom for line in lines for part in line), default=below.at) + 1
            yield _strip(below, Ruling(foot, below.start, below.end), page, taken)


def _again(strip: _Strip, page: Page) -> int:
    """How many of the last lines of a strip are the labels that stand over it: as many, and the first is the same.

    The widest gap stands over them.
    """
    segments = [within(line, strip.above.start, strip.above.end) for line in page.between(-inf, strip.above.at)]
    labels, last = next((line for line in reversed(segments) if line), []), (strip.lines or [[]])[-1]
    if len(labels) <= 2 or not last or last[0].text != labels[0].text:
        return 0
    tops = [min(part.top for part in line) for line in strip.lines]
    feet = [max(part.bottom for part in line) for line in strip.lines]
    return max(range(1, min(S.across, len(tops))), key=lambda n: tops[-n] - feet[-n - 1], default=0)


def is_running(line: TextLine, width: float) -> bool:
    """Whether a line is one stretch of words over most of a width, as those of running text are."""
    return line[0].x1 - line[0].x0 > S.ruled_share * width and not is_row_of_figures(line)


def _separates(strip: _Strip, page: Page) -> bool:
    """Whether a strip separates two tables: it holds running text or a caption, or lines without entries."""
    if sum(is_running(line, strip.width) for line in strip.lines) > 2 or any(map(is_caption, strip.lines)):
        return True
    if strip.lines and all(len(line) == 1 for line in strip.lines):
        heading = any(line[0].height > S.larger * page.height for line in strip.lines)
        return _gap(strip) > min(line[0].height for line in strip.lines) or heading
    return False


def _gap(strip: _Strip) -> float:
    """The wider one of the gaps over the first and under the last line of a strip."""
    return max(strip.lines[0][0].top - strip.above.at, strip.below.at - strip.lines[-1][0].bottom)


def _region(run: list[_Strip]) -> Region | None:
    while run and not any(len(line) > 1 for line in run[-1].lines):
        run.pop()
    lines = [line for strip in run for line in strip.lines]
    if not lines:
        return None
    first, last = run[0].above, run[-1].below
    return Region(lines, Box(min(first.start, last.start), first.at, max(first.end, last.end), last.at))


def _with_headers(region: Region, page: Page, taken: Sequence[Box]) -> Region:
    """Adds the headers that stand over the first long line: entries in most columns, directly over it."""
    least = max(2, S.ruled_share * max(map(len, region.lines)))
    x0, top, x1, bottom = region.box
    lines: list[TextLine] = []
    for line in reversed(page.between(-inf, top)):
        parts = [part for part in within(line, x0, x1) if is_free(part, taken)]
        if not parts:
            continue
        near = top - max(part.bottom for part in parts) < S.close_line * parts[0].height
        head = near and (lines or len(parts) >= least)
        if not head or is_caption(parts):
            break
        lines.insert(0, parts)
        top = min(part.top for part in parts)
    return Region(lines + region.lines, Box(x0, top, x1, bottom))


def _with_body(region: Region, page: Page, taken: Sequence[Box]) -> Region:
    """Adds the rows that follow where lines set off only the headers, up to a last lone line that stands apart.

    Where these set off rows of figures, what follows are the totals: figures, in as many columns as in the row above.
    """
    x0, top, x1, _ = region.box
    lines = list(_following(page, region.box, taken))
    if any(map(_is_data, region.lines)):
        last = region.lines[-1] if len(region.lines) > 1 else []
        label = lines[:1] if lines and len(lines[0]) == 1 < len(last) and lines[0][0].x1 < last[1].x0 else []
        totals = list(takewhile(lambda line: len(line) == len(last) and _is_data(line), lines[len(label) :]))
        totals = totals and label + totals
        bottom = max((part.bottom + 1 for line in totals for part in line), default=region.box.bottom)
        return Region(region.lines + totals, Box(x0, top, x1, bottom))
    kept = max((at for at, line in enumerate(lines, 1) if len(line) > 1), default=0)
    while (
        0 < kept < len(lines) and lines[kept][0].top - lines[kept - 1][0].bottom < S.close_line * lines[kept][0].height
    ):
        kept += 1
    if sum(len(line) > 1 for line in lines[:kept]) <= 2:
        return region
    return Region(region.lines + lines[:kept], Box(x0, top, x1, max(part.bottom for part in lines[kept - 1]) + 1))


def _following(page: Page, box: Box, taken: Sequence[Box]) -> Iterator[TextLine]:
    """The lines that follow a box as closely as rows do."""
    x0, _, x1, end = box
    for line in page.between(end, inf):
        parts = [part for part in within(line, x0, x1) if is_free(part, taken)]
        if not parts:
            continue
        far = min(part.top for part in parts) - end > S.row_gap * parts[0].height
        if far or is_running(parts, x1 - x0) or is_caption(parts) or (len(parts) == 1 and begins_note(parts[0].words)):
            return
        end = max(part.bottom for part in parts)
        yield parts


def _widened(region: Region, page: Page, taken: Sequence[Box]) -> Region:
    """Takes in the labels to the left of lines that run only under the figures."""
    x0, top, x1, bottom = region.box
    held = ([part for part in within(line, -inf, x1) if is_free(part, taken)] for line in page.between(top, bottom))
    lines = [parts for parts in held if parts]
    if sum(line[0].x1 < x0 + S.touch for line in lines) < S.ruled_share * len(region.lines):
        return region
    return Region(lines, Box(min(line[0].x0 for line in lines), top, x1, bottom))


def _is_data(line: TextLine) -> bool:
    return 2 * sum(is_figure(part.text) for part in line[1:]) > len(line) - 1
