"""Splits the lines of a table into rows: of all ways to split them, the one that costs least.

Every table is split here, whether it is ruled, half ruled, shaded or unruled. A row costs something for each cell that does
not stand as the others do, for each hole in a cell, for each figure under another; a split costs something where no gap is
above it. A ruling line, a change of fill or of bold type makes a split cheap and its absence dear; none of them is another
method. The weights are in `settings.py`. Distances are between baselines, in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, product
from math import inf
from statistics import median
from typing import Literal, NamedTuple

from pipeline.sources.pdf.tables.levels import CellLine, Level, Row, mark_labels, text_by_column
from pipeline.sources.pdf.tables.settings import SETTINGS as S

Align = Literal["top", "middle", "bottom"]
"""How cells stand in their rows."""

ALIGNS: tuple[Align, ...] = ("top", "middle", "bottom")
MOST_LINES = 200
"""Lines of one row at most, so that time is bounded."""
FITS, TOO_MUCH = 0.4, 15.0
"""What a level may cost in the mean if no other alignment is to be tried, and what no row may cost; both save time."""
QUARTER, TENTH = 4, 10
"""Parts of the distances, from the smallest on: few of them are due to marks, raised words and the like."""
SAMPLE = 4
"""The first pages show how the cells of all are aligned."""
KEY = re.compile(r"([^\W\d_]{0,3}[.-]?)(\d+(?:[./-]\d+)*)[^\W\d_]?[.)]?")
"""The number of a row, as authors write it: "1", "2.1", "3)", "A4", "v1.1", "2019-20"."""


@dataclass(frozen=True)
class Distances:
    """Between baselines in a cell (`step`) and over a new row (`row`), in points; whether all rows are `marked`.

    `others` are further distances that may be those over a new row.
    """

    step: float
    row: float
    marked: bool
    others: tuple[float, ...] = ()

    def width(self, step: float) -> float:
        """How far a distance is from that of two lines of a cell (0) to that over a row (1)."""
        return (step - self.step) / (self.row - self.step)


@dataclass(frozen=True)
class Split:
    """For each page its levels in rows, how the cells are aligned, what it costs, and how much of that is against a table.

    The strain is what was paid for the rows, without what was paid for gaps inside of them.
    """

    pages: list[list[Row]]
    align: Align
    cost: float
    strain: float

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of all pages."""
        return [row for rows in self.pages for row in rows]


def measure(pages: Sequence[Sequence[Level]], drawn: bool = False) -> Distances:
    """What the levels of all pages show about the distances; `drawn` says what holds of their rows where they show nothing."""
    pairs = [pair for levels in pages for pair in _in_columns(levels)]
    single = _single(pages)
    going = [below.base - above.base for above, below in pairs if below.goes_on and not single]
    steps = going or sorted(below.base - above.base for above, below in pairs if below.base - above.base > below.size)
    if not going:
        steps = steps[: len(steps) // QUARTER + 1]
    size = median(line.size for levels in pages for level in levels for line in level.lines)
    step = min(median(steps), S.usual_leading * size) if steps else S.usual_leading * size
    if single and steps:
        step = min(step, S.closer * median(steps))
    joints = [joint for levels in pages for joint in _joints(levels, step)]
    sure = [joint for joint in joints if joint.sure]
    wide = sorted(joint.step for joint in sure if joint.step > S.telling * step)
    wider = sorted(joint.step for joint in joints if joint.step > S.telling * step)
    wide = wide or wider
    row = max(wide[len(wide) // TENTH] if wide else 0.0, S.telling * step)
    if not wide and (len(sure) >= S.rows_alike or 2 * sum(joint.figures for joint in joints) > len(joints)):
        # Rows follow each other like lines: distances show nothing.
        step, row = S.closer * step, step
    others = tuple(sorted({wider[len(wider) * part // TENTH] for part in range(1, TENTH, 2)})) if wider else ()
    marked = sum(joint.marked for joint in sure) > S.ruled_share * len(sure) if len(sure) > 1 else drawn
    return Distances(step, row, marked, others)


def _single(pages: Sequence[Sequence[Level]]) -> bool:
    """Whether nearly all levels begin a row, as rows of one line do: they have words in most columns and in the first.

    In three columns or more, levels of small letters alone go on with the row above, if rows are as near as these.
    """
    most = max((len(level.columns) for levels in pages for level in levels if not level.across), default=0)
    rest: list[float] = []
    full: list[float] = []
    count = 0
    for above, level in (pair for levels in pages for pair in zip([levels[0], *levels], levels, strict=False)):
        if level.across:
            continue
        step = level.base - above.base or inf
        if most > 2 and all(line.small for line in level.lines):
            rest.append(step)
            continue
        count += 1
        if 2 * len(level.columns) >= max(most, S.rows_many) and 0 in level.columns:
            full.append(step)
    near = not rest or min(full, default=inf) < S.telling * min(rest)
    return near and len(full) > S.single * count


def _in_columns(levels: Sequence[Level]) -> list[tuple[CellLine, CellLine]]:
    """The lines that follow each other in a column."""
    last: dict[int, CellLine] = {}
    pairs = []
    for level in levels:
        if level.across:
            last = {}
            continue
        for line in level.lines:
            if line.first in last:
                pairs.append((last[line.first], line))
            last[line.first] = line
    return pairs


@dataclass(slots=True)
class _Joint:
    """What stands between two levels: their distance; whether a row begins for `sure`, as the first column begins again with
    others; how many more cells have `ended`, as the next word would have had room, than go on; whether `figures` follow, or
    only `items` of lists.
    """

    step: float
    sure: bool
    ended: int
    marked: bool
    figures: bool
    items: bool


def _joints(levels: Sequence[Level], step: float) -> list[_Joint]:
    last: dict[int, float] = {}
    joints = []
    for above, below in pairwise(levels):
        for line in above.lines:
            last[line.first] = above.base
        fresh = 0 in below.columns and below.base - last.get(0, -inf) > S.fresh * step
        shared = [line for line in below.lines if line.first in above.columns]
        first = any(line.first == 0 and line.begins for line in shared)
        ended = sum(1 if line.begins else -1 for line in shared) if first else 0
        fresh = fresh or (ended > 1 and below.base - above.base > S.apart * step)
        sure = fresh and len(below.columns) > 1 and not above.across
        entries = [line.figure for line in below.lines if line.first > 0]
        figures = 0 in below.columns and 2 * sum(entries) > len(entries)
        items = all(line.item for line in below.lines)
        joints.append(_Joint(below.base - above.base, sure, max(ended, 0), below.marked, figures, items))
    return joints


def rows_of(pages: Sequence[Sequence[Level]], distances: Distances) -> Split:
    """For each page its levels in rows; a header that comes again on a later page is split off."""
    for levels in pages[1:]:
        levels[0].opens = True
    pages[0][0].heads = True
    best = _cheapest(pages, distances)
    found = False
    for levels in pages[1:]:
        length = _again(best.pages[0][0], levels)
        if 0 < length < len(levels):
            levels[length].marked = levels[length].opens = levels[0].heads = found = True
    return _cheapest(pages, distances) if found else best


def _again(header: Row, levels: Sequence[Level]) -> int:
    """How many levels at the head of a page repeat the header in each column; 0 where they do not."""
    texts = text_by_column(header)
    lengths = range(1, min(len(levels), len(header) + 2))
    return next((n for n in lengths if text_by_column(levels[:n]) == texts), 0)


def _cheapest(pages: Sequence[Sequence[Level]], distances: Distances) -> Split:
    """The cheapest split; other alignments than the top are tried only where that costs much.

    The first pages show for all how cells are aligned and how far rows are apart.
    """
    held = [_Page(levels, distances.step) for levels in pages]
    few = held[:SAMPLE]
    signs = S.sure * sum(level.marked for page in few for level in page.levels[1:])
    best, chosen = Split([], "top", inf, inf), distances
    first: tuple[Align, float] = ("top", distances.row)
    for align, width in (first, *product(ALIGNS, distances.others)):
        tried = replace(distances, row=width)
        split = _split_all(few, tried, align)
        if split.cost < best.cost:
            best, chosen = split, tried
        if align == "top" and split.cost + signs < FITS * sum(len(rows) for rows in best.pages):
            break
    return best if len(few) == len(pages) else _split_all(held, chosen, best.align)


def _split_all(pages: Sequence[_Page], distances: Distances, align: Align) -> Split:
    splits = [_split(page, distances, align) for page in pages]
    return Split(
        [best.rows for best in splits], align, sum(one.cost for one in splits), sum(one.strain for one in splits)
    )


class _Page:
    """The levels of a page, what stands between them, and the rows that they can make, which no trial changes."""

    def __init__(self, levels: Sequence[Level], step: float) -> None:
        self.levels = levels
        self.joints = _joints(levels, step)
        self._growing = [_OpenRow() for _ in levels]
        self._rows: list[list[_Row | None]] = [[] for _ in levels]

    def rows(self, first: int, end: int) -> Iterator[_Row | None]:
        """The row of one level, of two, and so on up to the end; None from a level on that cannot belong."""
        rows = self._rows[first]
        for last in range(first, end):
            if last - first == len(rows):
                rows.append(self._growing[first].grown(self.levels[last]))
            yield rows[last - first]


class _Best(NamedTuple):
    """The best split of the first levels of a page: its cost and strain, where its last row begins, in the end all rows."""

    cost: float
    strain: float
    first: int
    rows: list[Row]


def _split(page: _Page, distances: Distances, align: Align) -> _Best:
    """The split of the levels of a page that costs least."""
    levels = page.levels
    between = [0.0, *(_between(joint, distances) for joint in page.joints)]
    inside = [0.0, *(_inside(joint, distances, align) for joint in page.joints)]
    hole = max(S.hole * distances.step, S.hole_row * distances.row)
    best = [_Best(0.0, 0.0, 0, []), *[_Best(inf, inf, 0, [])] * len(levels)]
    for first, level in enumerate(levels):
        kept = 0.0
        holes = 0
        before, begin = best[first], between[first]
        for last, row in enumerate(page.rows(first, min(len(levels), first + MOST_LINES)), first):
            kept += inside[last] if last > first else 0.0
            if kept > TOO_MUCH or row is None:
                break
            holes += sum([step > hole for step in row.steps]) if row.longest > hole else 0
            least = before.cost + kept + begin
            broken = S.each_row + S.strong * holes
            if least + (broken + row.stacked) >= best[last + 1].cost:
                continue
            wrong = broken + row.cost(align, level, foot=last == len(levels) - 1)
            if least + wrong < best[last + 1].cost:
                strain = before.strain + wrong + max(0.0, begin)
                best[last + 1] = _Best(least + wrong, strain, first, [])
    rows: list[Row] = []
    end = len(levels)
    while end:
        first = best[end].first
        rows.insert(0, list(levels[first:end]))
        end = first
    return best[-1]._replace(rows=rows)


def _between(joint: _Joint, distances: Distances) -> float:
    """What it costs to begin a row."""
    if joint.marked:
        return -S.sure
    wide = distances.width(joint.step)
    cost = S.tight * max(0.0, S.wide_enough - wide) if wide > -1 else 2 * S.tight
    cost = 0.0 if joint.figures else cost + S.strong * joint.items
    return cost + (S.sure if distances.marked else 0.0)


def _inside(joint: _Joint, distances: Distances, align: Align) -> float:
    """What it costs to have two levels in one row."""
    if joint.marked:
        return S.sure
    cost = S.fair * joint.sure if align == "top" else 0.0
    cost += S.weak * joint.ended
    wide = distances.width(joint.step)
    return cost + (S.weak * min(S.widest, 2 * wide - 1) if 2 * wide > 1 and not distances.marked else 0.0)


@dataclass(slots=True)
class _Row:
    """What is wrong with a row: the `steps` down to the lines of its last level in their cells and the `longest` of them; where
    its cells begin and end (`tops`, `feet`), in points; what figures under one another, labels, missing cells and cells that
    only go on cost.
    """

    steps: list[float]
    longest: float
    across: bool
    tops: list[float]
    feet: list[float]
    stacked: float
    labels: float
    missing: float
    going_on: float
    _costs: dict[Align, float] = field(default_factory=dict)
    _missed: dict[Align, int] = field(default_factory=dict)

    def cost(self, align: Align, begin: Level, *, foot: bool) -> float:
        """What is wrong with the row besides holes; one at the `foot` of a page may be cut, so its cells tell less.

        A row is asked again by each trial, always with the level that it begins with.
        """
        if align not in self._costs:
            self._costs[align] = 0.0 if self.across else self._cost(align, begin, foot=foot)
        return self._costs[align]

    def _cost(self, align: Align, begin: Level, *, foot: bool) -> float:
        cost = self.stacked + self.labels
        cost += (S.missed_cut if begin.heads or (foot and align != "top") else S.strong) * self.missed(align)
        return cost if begin.opens else cost + self.missing + self.going_on

    def missed(self, align: Align) -> int:
        """How many cells are not aligned as the others are."""
        if align not in self._missed:
            middles = ((top + foot) / 2 for top, foot in zip(self.tops, self.feet, strict=True))
            self._missed[align] = _missed(
                sorted(middles if align == "middle" else self.tops if align == "top" else self.feet)
            )
        return self._missed[align]


@dataclass(slots=True)
class _OpenRow:
    """A row that grows, level by level."""

    first: dict[int, CellLine] = field(default_factory=dict)
    last: dict[int, CellLine] = field(default_factory=dict)
    with_figures: set[int] = field(default_factory=set)
    figures: int = 0
    entries: int = 0
    stacked: int = 0
    labels: int = 0
    alone: int = -1
    across: bool | None = None

    def grown(self, level: Level) -> _Row | None:
        """The row with one more level; None where it cannot belong: what runs across the table shares its row with no cells."""
        if level.across:
            if self.across is False and set(self.first) != {0}:
                return None
            self.across = True
        elif self.across and any(line.first != 0 for line in level.lines):
            return None
        lines = [line for line in level.lines if line.first > 0]
        entries, figures = len(lines), sum(line.figure for line in lines)
        stacked = sum(line.figure and line.first in self.with_figures for line in lines)
        alone = entries == len(level.lines) == 1 and not (figures or lines[0].small)
        # Words alone over or under figures, in a row of nothing else, are a title of the rows below.
        over = figures == entries > 1 and self.alone in level.columns
        under = alone and self.figures == self.entries > 1 and lines[0].first in self.with_figures
        self.stacked += 2 * stacked > entries or over or under
        self.alone = lines[0].first if alone else -1
        self.entries += entries
        self.figures += figures
        steps = []
        for line in level.lines:
            above = self.last.get(line.first)
            if above is None:
                self.first[line.first] = line
            else:
                steps.append(line.base - above.base)
                if line.first == 0 and not line.goes_on:
                    # A label that hangs under the one above goes on with it.
                    self.labels += not (self.with_figures and line.x0 > self.first[0].x0 + S.same_edge)
                    # A number under a number in the first column is that of another row: "v1.1" under "v1.0".
                    self.stacked += _are_keys(above.text, line.text)
            # A figure that ends in a hyphen or a slash goes on below.
            if line.figure and not line.text[1:].endswith(("-", "/")):
                self.with_figures.add(line.first)
            self.last[line.first] = line
        if self.across is None:
            self.across = False
        return self._row(steps)

    def _row(self, steps: list[float]) -> _Row:
        of_figures = 2 * self.figures > self.entries
        # A label of several lines stands beside its figures in any way.
        columns = [column for column in self.first if column or not of_figures]
        going_on = min(2, sum([line.goes_on for line in self.first.values()])) * S.fair
        return _Row(
            steps, max(steps, default=0.0), bool(self.across), [self.first[column].base for column in columns],
            [self.last[column].base for column in columns], 0.0 if self.across else (S.sure + S.strong) * self.stacked,
            S.strong * self.labels * of_figures, S.fair * (0 not in self.first) + S.weak * (len(self.first) == 1), going_on,
        )  # fmt: skip


def _missed(places: list[float]) -> int:
    """How many places of cells, in order, are not where those of the others are."""
    if places[-1] - places[0] <= S.same_base:
        return 0
    most = low = 0
    for high, place in enumerate(places):
        while place - places[low] > S.same_base:
            low += 1
        most = max(most, high - low + 1)
    return len(places) - most


def _are_keys(above: str, below: str) -> bool:
    """Whether two texts are numbers of rows: only the last part differs, or all parts have as many digits as before."""
    first, second = KEY.fullmatch(above), KEY.fullmatch(below)
    if first is None or second is None:
        return False
    old, new = re.split("[./-]", first[2]), re.split("[./-]", second[2])
    return old[:-1] == new[:-1] or list(map(len, old)) == list(map(len, new))


def split_bands(bands: Sequence[Sequence[Level]], drawn: bool) -> list[list[Row]]:
    """The rows within each drawn row of a table; where it is `drawn`, ruling lines separate these.

    Where most of these are one row, all are, but for figures that stand under one another: white space parts paragraphs.
    """
    filled = [levels for levels in bands if levels]
    if not filled:
        return [[] for _ in bands]
    figures = [at for at, levels in enumerate(bands) if _holds_figures(levels)]
    for at in figures:
        mark_labels(bands[at])
    for levels in filled:
        levels[0].marked = True
    distances = measure([[level for levels in filled for level in levels]], drawn)
    rows: list[list[Row]] = []
    for at, levels in enumerate(bands):
        # Where rows of figures are not drawn, their own distances tell, not those over ruling lines.
        held = replace(measure([levels]), marked=False) if at in figures else distances
        page = _Page(levels, held.step)
        rows.append(min((_split(page, held, align) for align in ALIGNS), key=lambda split: split.cost).rows)
    split = [at for at, found in enumerate(rows) if len(found) > 1 and at not in figures]
    for at in split if drawn else ():
        if 2 * len(split) <= len(filled) or not _begin_alike(rows[at]):
            rows[at] = [list(bands[at])]
    return rows


def _begin_alike(rows: Sequence[Row]) -> bool:
    """Whether all rows have words in the first column that any of them has."""
    return len({min(column for level in row for column in level.columns) for row in rows}) == 1


def _holds_figures(levels: Sequence[Level]) -> bool:
    """Whether figures stand under one another beside other cells, so that the rows of a drawn row are not drawn."""
    row = _OpenRow()
    for level in levels:
        if len(level.lines) > 1:
            row.grown(level)
    return row.stacked > 0
