"""The rows of an open table: the parting of its lines in which cells begin together, hang together and stand apart by white.

All the ways to part the lines of a page are weighed against each other. What a row costs, each cell that does not begin with
the others, each hole in a cell, each parting without white or rule over it, is given in parts of what a sure sign is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from math import inf
from statistics import median
from typing import Literal, NamedTuple

from pipeline.extractors.pdf_words import Word

Set = Literal["top", "middle", "bottom"]
"""How cells stand in their rows."""

MODES: tuple[Set, ...] = ("top", "middle", "bottom")
LONGEST = 120
"""Heights of one row at most."""

# Points by which lines of one height may miss each other.
LEVEL = 1.5
# Distances of baselines within a cell, in parts of the usual one: above HOLE nothing holds the lines together.
HOLE, TELLING = 2.1, 1.08
# The distance of two baselines, in parts of the size, where no cell has two lines.
USUAL = 1.45
# What each sign weighs.
MARKED, UNMARKED, MISSED, HOLED, HEADLESS, LONE, AMID, EACH, TIGHT, WHITE = (
    6.0,
    6.0,
    2.0,
    2.0,
    1.5,
    1.0,
    1.5,
    0.25,
    3.0,
    1.0,
)
FRESH, ENDED = 1.5, 0.7
# What a row may cost in the mean if nothing else is to be tried, and what is too much to have within one.
FITS, TOO_MUCH = 0.4, 15.0
# So many pages tell how cells are set.
SAMPLE = 4
# What a cell weighs that does not stand as the others do among labels or in a row that the foot of a page cuts.
CUT = 0.5


@dataclass(slots=True)
class CellLine:
    """A line of one cell: its column, its words, the height of its baseline, the size of its type and how far right it may
    reach, in points.

    It `goes_on` where the line above is full and it takes up in small letters, it `begins` where it had room above and is no
    item of a list.
    """

    column: int
    words: list[Word]
    base: float
    size: float
    right: float
    goes_on: bool = False
    begins: bool = False

    def has_room(self, line: CellLine) -> bool:
        """Whether the first word of a line would have fitted at the end of this one."""
        word = line.words[0]
        return max(w.x1 for w in self.words) + 0.2 * self.size + word.x1 - word.x0 < self.right

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Level:
    """What stands at one height of a page.

    It is `marked` where a rule, another ground or bold type parts it from the one above, and `opens` a page where it may be the
    rest of the row on the page before, and `heads` it where labels begin.
    """

    base: float
    lines: list[CellLine]
    across: bool = False
    marked: bool = False
    opens: bool = False
    heads: bool = False

    @property
    def columns(self) -> set[int]:
        """The columns that have words here."""
        return {line.column for line in self.lines}


@dataclass(slots=True)
class Measure:
    """What the whole table tells: distance of baselines in a cell and over a new row, in points; whether all rows are marked.

    `wides` are other distances that may be those over a new row.
    """

    step: float = 0.0
    row: float = 0.0
    marked: bool = False
    wides: list[float] = field(default_factory=list)

    def wide(self, step: float) -> float:
        """How far a distance is from that of two lines of a cell (0) to that over a row (1)."""
        return (step - self.step) / max(self.row - self.step, 0.5)


def levels_of(lines: Sequence[CellLine], across: Sequence[CellLine]) -> list[Level]:
    """The lines of one page by height."""
    levels: list[Level] = []
    for line in sorted(lines, key=lambda line: line.base):
        if levels and line.base - levels[-1].base <= LEVEL:
            levels[-1].lines.append(line)
        else:
            levels.append(Level(line.base, [line]))
    levels += [Level(line.base, [line], True) for line in across]
    return sorted(levels, key=lambda level: level.base)


def measure(pages: Sequence[Sequence[Level]]) -> Measure:
    """What the levels of all pages tell about the distances."""
    pairs = [pair for levels in pages for pair in _in_columns(levels)]
    steps = [below.base - above.base for above, below in pairs if below.goes_on]
    if not steps:
        steps = sorted(below.base - above.base for above, below in pairs if below.base - above.base > below.size)
        steps = steps[: len(steps) // 4 + 1]
    size = median(line.size for levels in pages for level in levels for line in level.lines)
    told = Measure(min(median(steps), USUAL * size) if steps else USUAL * size)
    joints = [joint for levels in pages for joint in joints_of(levels, told.step)]
    sure = [joint for joint in joints if joint.sure]
    wide = sorted(joint.step for joint in sure if joint.step > TELLING * told.step)
    wide = wide or sorted(joint.step for joint in joints if joint.step > TELLING * told.step)
    told.row = max(wide[len(wide) // 10], TELLING * told.step) if wide else 1.3 * told.step
    steps = sorted(joint.step for joint in joints if joint.step > TELLING * told.step)
    told.wides = sorted({steps[len(steps) * part // 10] for part in (1, 3, 5, 7, 9)}) if steps else []
    told.marked = sum(joint.marked for joint in sure) > max(1, 0.8 * len(sure))
    return told


def _in_columns(levels: Sequence[Level]) -> list[tuple[CellLine, CellLine]]:
    """The lines that follow each other in a column."""
    last: dict[int, CellLine] = {}
    pairs = []
    for level in levels:
        if level.across:
            last = {}
            continue
        for line in level.lines:
            if line.column in last:
                pairs.append((last[line.column], line))
            last[line.column] = line
    return pairs


@dataclass(slots=True)
class Joint:
    """What stands between two levels: the distance of their baselines; whether a row begins for `sure`, as the first column
    begins again with others; how many more cells have `ended`, as the next word would have had room, than go on.
    """

    step: float
    sure: bool
    ended: int
    marked: bool


def joints_of(levels: Sequence[Level], step: float) -> list[Joint]:
    """What stands between the levels of a page."""
    last: dict[int, float] = {}
    joints = []
    for above, below in pairwise(levels):
        for line in above.lines:
            last[line.column] = above.base
        fresh = 0 in below.columns and below.base - last.get(0, -1e9) > 1.6 * step
        sure = fresh and len(below.columns) > 1 and not (above.across or below.across)
        shared = [line for line in below.lines if line.column in above.columns]
        first = any(line.column == 0 and line.begins for line in shared)
        ended = sum(1 if line.begins else -1 for line in shared) if first else 0
        joints.append(Joint(below.base - above.base, sure, max(ended, 0), below.marked))
    return joints


@dataclass(frozen=True, slots=True)
class Parted:
    """For each page its levels in rows, how the cells stand in them, what this parting costs, and what of it is strain: signs
    against it other than white within its rows.
    """

    pages: list[list[list[Level]]]
    mode: Set
    cost: float
    strain: float


def rows_of(pages: Sequence[Sequence[Level]], told: Measure) -> Parted:
    """For each page its levels in rows, cells set as makes the least cost; a header that comes again is parted off."""
    for levels in pages[1:]:
        levels[0].opens = True
    pages[0][0].heads = True
    best = _cheapest(pages, told)
    found = False
    for levels in pages[1:]:
        length = _again(best.pages[0][0], levels)
        if 0 < length < len(levels):
            levels[length].marked = levels[length].opens = levels[0].heads = found = True
    return _cheapest(pages, told) if found else best


def repeated(first: Sequence[Sequence[Level]], rows: Sequence[Sequence[Level]]) -> int:
    """How many leading rows of a page say again what the first rows of the table say."""
    count = 0
    while (
        count < min(len(first), len(rows), 3)
        and len(text_by_column(rows[count])) > 1
        and text_by_column(rows[count]) == text_by_column(first[count])
    ):
        count += 1
    return count


def _again(header: Sequence[Level], levels: Sequence[Level]) -> int:
    """How many levels at the head of a page say in each column what the header says; 0 where they do not."""
    said = text_by_column(header)
    return next(
        (
            n
            for n in range(1, min(len(levels), len(header) + 2))
            if len(said) > 1 and text_by_column(levels[:n]) == said
        ),
        0,
    )


def text_by_column(levels: Sequence[Level]) -> dict[int, str]:
    """The words in each column of some levels that has any."""
    said: dict[int, str] = {}
    for level in levels:
        for line in level.lines:
            said[line.column] = f"{said.get(line.column, '')} {line.text}".strip()
    return said


def _cheapest(pages: Sequence[Sequence[Level]], told: Measure) -> Parted:
    """The cheapest parting; cells not set from the top are thought of only where that makes rows that cost much.

    How cells are set and how far rows are apart, the first pages tell for all.
    """
    few = pages[:SAMPLE]
    signs = MARKED * sum(level.marked for levels in few for level in levels[1:])
    best = Parted([], "top", inf, inf)
    chosen = told
    for mode, width in (("top", told.row), *product(MODES, told.wides)):
        tried = replace(told, row=width)
        parted = _all_parted(few, tried, mode)
        if parted.cost < best.cost:
            best, chosen = parted, tried
        if mode == "top" and parted.cost + signs < FITS * sum(map(len, best.pages)):
            break
    return best if len(few) == len(pages) else _all_parted(pages, chosen, best.mode)


def _all_parted(pages: Sequence[Sequence[Level]], told: Measure, mode: Set) -> Parted:
    found = [_parted(levels, told, mode) for levels in pages]
    return Parted([one.rows for one in found], mode, sum(one.cost for one in found), sum(one.strain for one in found))


class _Page(NamedTuple):
    """The parting of a page so far: its cost, the strain, the level at which the last row begins, in the end all rows."""

    cost: float
    strain: float
    first: int
    rows: list[list[Level]]


def _parted(levels: Sequence[Level], told: Measure, mode: Set) -> _Page:
    """The parting of the levels of a page that costs least."""
    joints = joints_of(levels, told.step)
    between = [0.0, *(_between(joint, told) for joint in joints)]
    inside = [0.0, *(_inside(joint, told, mode) for joint in joints)]
    best = [_Page(0.0, 0.0, 0, []), *[_Page(inf, inf, 0, [])] * len(levels)]
    for first in range(len(levels)):
        row = _Row(told, mode, levels[first].opens, levels[first].heads)
        kept = 0.0
        for last in range(first, min(len(levels), first + LONGEST)):
            kept += inside[last] if last > first else 0.0
            if kept > TOO_MUCH or not row.add(levels[last]):
                break
            least = best[first].cost + kept + between[first]
            if least + EACH >= best[last + 1].cost:
                continue
            wrong = row.cost(last == len(levels) - 1)
            if least + wrong < best[last + 1].cost:
                best[last + 1] = _Page(least + wrong, best[first].strain + wrong + max(0.0, between[first]), first, [])
    rows: list[list[Level]] = []
    end = len(levels)
    while end:
        first = best[end].first
        rows.insert(0, list(levels[first:end]))
        end = first
    return best[-1]._replace(rows=rows)


def _between(joint: Joint, told: Measure) -> float:
    """What it costs to begin a row."""
    if joint.marked:
        return -MARKED
    wide = told.wide(joint.step)
    cost = TIGHT * max(0.0, 0.8 - wide) if wide > -1 else 2 * TIGHT
    return cost + (UNMARKED if told.marked else 0.0)


def _inside(joint: Joint, told: Measure, mode: Set) -> float:
    """What it costs to have two levels in one row."""
    if joint.marked:
        return MARKED
    cost = FRESH * joint.sure if mode == "top" else 0.0
    cost += ENDED * joint.ended
    wide = told.wide(joint.step)
    return cost + (WHITE * min(3.0, 2 * wide - 1) if wide > 0.5 and not told.marked else 0.0)


@dataclass(slots=True)
class _Row:
    """A row being put together, and what is wrong with it."""

    told: Measure
    mode: Set
    edge: bool
    head: bool
    first: dict[int, CellLine] = field(default_factory=dict)
    last: dict[int, CellLine] = field(default_factory=dict)
    holes: int = 0
    across: bool | None = None

    def add(self, level: Level) -> bool:
        """Takes in a level; False where it cannot belong: what runs across the table shares its row with no cells."""
        lone = level.across or level.columns == {0}
        if level.across:
            if self.across is False and set(self.first) != {0}:
                return False
            self.across = True
        elif self.across and not lone:
            return False
        for line in level.lines:
            above = self.last.get(line.column)
            if above is not None and line.base - above.base > max(HOLE * self.told.step, 1.05 * self.told.row):
                self.holes += 1
            self.first.setdefault(line.column, line)
            self.last[line.column] = line
        if self.across is None:
            self.across = False
        return True

    def cost(self, foot: bool) -> float:
        """What is wrong with the row as it is; what a page break cut is set from the top."""
        cost = EACH + HOLED * self.holes
        if self.across:
            return cost
        missed = self._missed(self.mode)
        if missed and (self.edge or foot):
            missed = min(missed, self._missed("top"))
        cost += (CUT if self.head or (foot and self.mode != "top") else MISSED) * missed
        if not self.edge:
            cost += HEADLESS * (0 not in self.first) + LONE * (len(self.first) == 1)
            cost += min(2, sum(line.goes_on for line in self.first.values())) * AMID
        return cost

    def _missed(self, mode: Set) -> int:
        """How many cells do not stand as the others do."""
        if mode == "top":
            places = [line.base for line in self.first.values()]
        elif mode == "bottom":
            places = [line.base for line in self.last.values()]
        else:
            places = [(line.base + self.last[column].base) / 2 for column, line in self.first.items()]
        places.sort()
        most = first = 0
        for last, place in enumerate(places):
            while place - places[first] > LEVEL:
                first += 1
            most = max(most, last - first + 1)
        return len(places) - most
