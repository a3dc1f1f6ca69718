"""The lines of an open table by height, and what they tell of its distances: within a cell, and over a new row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.sources.pdf.text.words import Word

# Points by which lines of one height may miss each other.
LEVEL = 1.5
# What is over a new row is so much more than the distance of baselines in a cell, as a factor.
TELLING = 1.08
# The distance of two baselines, in parts of the size, where no cell has two lines.
USUAL = 1.45
# What part of the distance of rows of single lines two lines of a cell would have.
CLOSER = 0.75


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
    if not any(below.goes_on for _, below in pairs) and steps and _single(pages):
        told.step = min(told.step, CLOSER * median(steps))
    joints = [joint for levels in pages for joint in joints_of(levels, told.step)]
    sure = [joint for joint in joints if joint.sure]
    wide = sorted(joint.step for joint in sure if joint.step > TELLING * told.step)
    wide = wide or sorted(joint.step for joint in joints if joint.step > TELLING * told.step)
    told.row = max(wide[len(wide) // 10], TELLING * told.step) if wide else 1.3 * told.step
    steps = sorted(joint.step for joint in joints if joint.step > TELLING * told.step)
    told.wides = sorted({steps[len(steps) * part // 10] for part in (1, 3, 5, 7, 9)}) if steps else []
    told.marked = sum(joint.marked for joint in sure) > max(1, 0.8 * len(sure))
    return told


def _single(pages: Sequence[Sequence[Level]]) -> bool:
    """Whether nearly all lines have words in most columns, as rows of single lines do."""
    levels = [level for levels in pages for level in levels if not level.across]
    most = max((len(level.columns) for level in levels), default=0)
    return sum(2 * len(level.columns) > most and 0 in level.columns for level in levels) > 0.85 * len(levels)


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


def text_by_column(levels: Sequence[Level]) -> dict[int, str]:
    """The words in each column of some levels that has any."""
    said: dict[int, str] = {}
    for level in levels:
        for line in level.lines:
            said[line.column] = f"{said.get(line.column, '')} {line.text}".strip()
    return said
