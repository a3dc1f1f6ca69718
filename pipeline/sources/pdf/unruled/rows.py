"""The rows of an open table: the parting of its lines in which cells begin together, hang together and stand apart by white.

All the ways to part the lines of a page are weighed against each other. What a row costs, each cell that does not begin with
the others, each hole in a cell, each parting without white or rule over it, is given in parts of what a sure sign is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import inf
from typing import Literal, NamedTuple

from pipeline.sources.pdf.unruled.line_levels import LEVEL, CellLine, Joint, Level, Measure, joints_of, text_by_column

Set = Literal["top", "middle", "bottom"]
"""How cells stand in their rows."""

MODES: tuple[Set, ...] = ("top", "middle", "bottom")
LONGEST = 120
"""Heights of one row at most."""

# Distances of baselines within a cell, in parts of the usual one: above HOLE nothing holds the lines together.
HOLE = 2.1
# What each sign weighs. For a row: a rule, another ground or bold type over it, and none where all others have one.
MARKED, UNMARKED = 6.0, 6.0
# Against a row: a cell that does not stand as the others do, a hole in a cell, no words in the first column, words in one
# column alone, a cell that takes up amid a sentence, the row itself, too little white over it.
MISSED, HOLED, HEADLESS, LONE, AMID, EACH, TIGHT = 2.0, 2.0, 1.5, 1.0, 1.5, 0.25, 3.0
# Against two levels in one row: the white of a row between them, a first column that begins again, a cell that has ended.
WHITE, FRESH, ENDED = 1.0, 1.5, 0.7
# What a row may cost in the mean if nothing else is to be tried, and what is too much to have within one.
FITS, TOO_MUCH = 0.4, 15.0
# So many pages tell how cells are set.
SAMPLE = 4
# What a cell weighs that does not stand as the others do among labels or in a row that the foot of a page cuts.
CUT = 0.5


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
