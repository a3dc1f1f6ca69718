"""The lines of the cells of a table by baseline, and what separates each level from the one above.

A ruling line, a change of fill or of bold type marks a level. A line goes on with the one above in its column where that is
full and it begins with a small letter; it begins anew where that had room. Distances are between baselines, in points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import inf

from pipeline.sources.pdf.tables.page import CODE, Fill, Rulings, is_figure
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import MIDDLE, Word

BULLET = re.compile(r"[^\w\s(\[$€£#*†‡§+±<>~≤≥.]|o|[\ue000-\uf8ff]")


@dataclass(slots=True)
class CellLine:
    """Words of one line in one cell, from column `first` to `last`, which may reach as far as `right`.

    In a column whose words are aligned at the right they may reach as far as `left`, which is infinite elsewhere.

    It `goes_on` where the line above is full and it begins with a small letter. It `begins` where the line above had room for
    its first word and it is no item of a list. It runs `over` where it begins in the first column and crosses empty ones.
    """

    first: int
    last: int
    words: list[Word]
    right: float = inf
    goes_on: bool = False
    begins: bool = False
    over: bool = False
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    base: float = 0.0
    size: float = 0.0
    text: str = ""
    figure: bool = False
    item: bool = False
    left: float = inf

    def __post_init__(self) -> None:
        """Computes the box, the baseline, the size and the text of the words."""
        words = self.words
        self.x0, self.x1 = words[0].x0, max(word.x1 for word in words)
        self.top, self.bottom = min(word.top for word in words), max(word.bottom for word in words)
        self.size = max(word.size for word in words)
        self.base = next(word.base for word in words if word.size == self.size)
        self.text = " ".join(word.text for word in words)
        self.figure = is_figure(self.text)
        self.item = len(words) > 1 and BULLET.fullmatch(words[0].text) is not None

    @property
    def small(self) -> bool:
        """Whether it begins with a small letter, and not with a word of code."""
        return self.text[:1].islower() and not CODE.match(self.words[0].text)

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        return all(word.style.bold for word in self.words)

    def has_room(self, line: CellLine) -> bool:
        """Whether the first word of another line would have fitted at the end of this one."""
        word = line.words[0]
        return max(self.right - self.x1, self.x0 - self.left) > word.x1 - word.x0


@dataclass(slots=True)
class Level:
    """What stands on one baseline of a table.

    It is `marked` where a ruling line, another fill or bold type separates it from the one above, and `ruled` where it is a
    ruling line. It `opens` a page where it may be the rest of a row on the page before, and `heads` it where labels begin.
    """

    base: float
    lines: list[CellLine]
    across: bool = False
    marked: bool = False
    ruled: bool = False
    opens: bool = False
    heads: bool = False

    @property
    def columns(self) -> set[int]:
        """The columns in which lines begin here."""
        return {line.first for line in self.lines}

    @property
    def size(self) -> float:
        """The largest font size."""
        return max(line.size for line in self.lines)

    @property
    def top(self) -> float:
        """The upper edge of its letters."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The lower edge of its letters."""
        return max(line.bottom for line in self.lines)


Row = list[Level]


def levels_of(lines: Sequence[CellLine]) -> list[Level]:
    """Lines of cells by baseline; what spans columns stands alone."""
    levels: list[Level] = []
    for line in sorted(lines, key=lambda line: line.base):
        last = levels[-1] if levels else None
        if last is not None and line.base - last.base <= S.same_base:
            last.lines.append(line)
        else:
            levels.append(Level(line.base, [line], line.over))
    return levels


def note_flow(levels: Sequence[Level], rights: Mapping[int, float] | None = None) -> None:
    """Notes for each line whether it goes on with the line above in its column, or begins though that had room.

    `rights` is how far the words of each column reach, where more than these levels is known.
    """
    reached = dict(rights or {})
    columns: dict[int, list[CellLine]] = {}
    for level in levels:
        for line in level.lines if not level.across else ():
            if line.first == line.last:
                reached[line.first] = max(reached.get(line.first, 0.0), line.x1)
                columns.setdefault(line.first, []).append(line)
    lefts = {column: _left_end(lines, reached[column]) for column, lines in columns.items()}
    small_columns = _small_columns(columns, len(levels))
    above: dict[int, CellLine] = {}
    for level in levels:
        for line in level.lines if not level.across else ():
            line.right, line.left = reached.get(line.last, line.x1), lefts.get(line.first, inf)
            last = above.get(line.first)
            if last is not None:
                small = line.small and line.first not in small_columns
                room = last.has_room(line)
                line.begins = room and not small and not line.item
                line.goes_on = small and not room
            above[line.first] = line


def _small_columns(columns: Mapping[int, Sequence[CellLine]], levels: int) -> set[int]:
    """The columns in which all texts but the label begin in small letters, beside words that begin otherwise on every line."""
    firsts = columns.get(0, ())
    if len(firsts) < levels or any(line.small for line in firsts):
        return set()
    return {column for column, lines in columns.items() if all(line.small for line in lines[1:])}


def _left_end(lines: Sequence[CellLine], right: float) -> float:
    """How far left the words of a column reach that is aligned at the right; infinite for any other column."""
    left = min(line.x0 for line in lines)
    at_left = sum(line.x0 - left <= S.same_base for line in lines)
    at_right = sum(right - line.x1 <= S.same_base for line in lines)
    return left if at_right > S.single * len(lines) and 2 * at_left < len(lines) else inf


def mark(levels: Sequence[Level], sides: tuple[float, float], rulings: Rulings) -> None:
    """Notes which levels a ruling line, another fill or bold labels separate from the one above."""
    fills = [_fill(level, sides, rulings) for level in levels]
    mark_labels(levels)
    for at, (above, level) in enumerate(pairwise(levels), 1):
        rulings_here = rulings.across(above.base, level.base - level.size / 2, *sides)
        length = sum(min(ruling.end, sides[1]) - max(ruling.start, sides[0]) for ruling in rulings_here)
        level.ruled = (
            length > S.ruled_share * (sides[1] - sides[0])
            and min(ruling.start for ruling in rulings_here) < sides[0] + S.same_ends
        )
        level.marked = level.marked or level.ruled or fills[at] != fills[at - 1]


def mark_labels(levels: Sequence[Level]) -> None:
    """Marks where bold labels begin or end, and where one follows another that ends in a colon.

    Under the labels of the columns one of the first column alone names the rows below it where others do so farther down.
    """
    labels = _labels(levels)
    lone = [label and level.columns == {0} for label, level in zip(labels, levels, strict=True)]
    for at, (above, level) in enumerate(pairwise(levels), 1):
        colon = labels[at] and len(above.lines) == 1 and above.lines[0].text.endswith(":")
        group = labels[at - 1] and lone[at] and not lone[at - 1] and any(lone[at + 1 :])
        group = group and level.base - above.base > S.closer * (levels[at + 1].base - level.base)
        level.marked = labels[at] != labels[at - 1] or colon or group


def _labels(levels: Sequence[Level]) -> list[bool]:
    """For each level whether it is of labels: only bold words, in several columns or across all of them.

    Bold words in the first column alone are labels where that column is mostly plain.
    """
    firsts = [line.bold for level in levels for line in level.lines if line.first == 0]
    plain = 2 * sum(firsts) < len(firsts)
    found: list[bool] = []
    for bold, run in groupby(levels, lambda level: all(line.bold for line in level.lines)):
        held = list(run)
        columns = {column for level in held for column in level.columns}
        labels = bold and (len(columns) > 1 or any(level.across for level in held) or (plain and columns == {0}))
        found += [labels] * len(held)
    return found


def _fill(level: Level, sides: tuple[float, float], rulings: Rulings) -> tuple[float, float] | None:
    """Top and bottom of the fill under most of a level: the smallest of several."""
    middle = level.base - MIDDLE * level.size
    widths: dict[tuple[float, float], float] = {}
    for fill in rulings.fills:
        if fill.top < middle < fill.bottom and not _is_highlighter(fill, level):
            key = (round(fill.top), round(fill.bottom))
            widths[key] = widths.get(key, 0.0) + max(0.0, min(fill.x1, sides[1]) - max(fill.x0, sides[0]))
    wide = [heights for heights, width in widths.items() if width > S.ruled_share * (sides[1] - sides[0])]
    return min(wide, key=lambda heights: heights[1] - heights[0], default=None)


def _is_highlighter(fill: Fill, level: Level) -> bool:
    """Whether a fill begins and ends with words: it marks these, and no row."""
    words = [word for line in level.lines for word in line.words]
    return min(abs(word.x0 - fill.x0) for word in words) < 1 > min(abs(word.x1 - fill.x1) for word in words)


def text_by_column(levels: Sequence[Level]) -> dict[int, str]:
    """The words in each column of some levels that has any."""
    texts: dict[int, str] = {}
    for level in levels:
        for line in level.lines:
            texts[line.first] = f"{texts.get(line.first, '')} {line.text}".strip()
    return texts
