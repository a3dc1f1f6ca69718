"""Lines that keep to columns with nothing but gaps between them, followed over all pages of a document.

One page shows little of a table of texts, but its columns stand at the same places on every page. `zones_of` takes in one line
after the other as long as they leave the gaps of the lines before free. What the columns are, `columns.py` says of the lines
that it found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, takewhile
from math import inf

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.columns import Gutter, find_gutters, narrow, spans_of
from pipeline.sources.pdf.tables.levels import BULLET
from pipeline.sources.pdf.tables.page import CAPTION, Segment, begins_note, belongs_to, is_figure
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Line, Word

CLAUSE = re.compile(r"(\d{1,2}\.){1,4}\d{1,2}\.?")
"""The number of a clause of a lower level."""
LABEL = re.compile(r"[(\[]?([a-z]|\d{1,2})[)\].:]?")
"""The letter or number of a note."""


@dataclass(slots=True)
class _Gap:
    """A gap that the lines so far leave free, from `start` to `end` in points.

    `lefts` counts where the words after it begin; `first` tells whether its first lines have it.
    """

    start: float
    end: float
    lefts: Counter[int] = field(default_factory=Counter)
    first: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it may be a gap between words of a justified line: one line has it, and none of the first ones."""
        return not self.first and self.lefts.total() == 1

    @property
    def loose(self) -> bool:
        """Whether it may be a gap in a column of justified lines: words begin anywhere after it, and no first line has it."""
        return not self.first and 3 * max(self.lefts.values(), default=0) < 2 * self.lefts.total()

    def is_left(self, x: float, least: int = 1) -> bool:
        """Whether words begin at this x elsewhere, so many times at least."""
        return sum(self.lefts[at] for at in range(round(x - S.same_base), round(x + S.same_base) + 1)) >= least


@dataclass
class OpenLine:
    """A line of a page; `runs` are its words in stretches without wide gaps, `across` where it crosses the columns.

    `wide` is what is wider than a word space can be, in points. `frame` is the box drawn around it, if any.
    """

    line: Line
    page: int
    wide: float
    runs: list[list[Word]]
    frame: Box | None = None
    across: bool = False

    @cached_property
    def spans(self) -> list[tuple[float, float]]:
        """Left and right end of each word, and what belongs to it."""
        return spans_of(self.runs)

    @property
    def x0(self) -> float:
        """Left edge in points."""
        return self.runs[0][0].x0

    @property
    def size(self) -> float:
        """Size of the type in points."""
        return self.line.size


@dataclass
class Zone:
    """Lines that keep to columns, over one page or more, and the gutters between these."""

    lines: list[OpenLine]
    gutters: list[Gutter]

    @cached_property
    def left(self) -> float:
        """Left edge of the lines in points."""
        return min(line.x0 for line in self.lines)

    @cached_property
    def right(self) -> float:
        """Right edge of the lines in points."""
        return max(line.runs[-1][-1].x1 for line in self.lines)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.gutters) + 1

    def column(self, x: float) -> int:
        """The column in which x lies."""
        return bisect_right([gutter.middle for gutter in self.gutters], x)


def open_line(line: Line, page: int, wide: float, framed: Sequence[Box] = ()) -> OpenLine:
    """A line with its words in runs; a bullet belongs to the words after it. `wide` is in multiples of the height of words."""
    wide = max(S.wide * line.size, wide * max(word.bottom - word.top for word in line.words))
    runs: list[list[Word]] = []
    for word in line.words:
        last = runs[-1][-1] if runs else None
        if last is not None and (word.x0 - last.x1 <= wide or belongs_to(last, word) or _is_marker(runs[-1])):
            runs[-1].append(word)
        else:
            runs.append([word])
    box = next(
        (box for box in framed if box.x0 < line.x0 and line.x1 < box.x1 and box.top < line.base < box.bottom), None
    )
    return OpenLine(line, page, wide, runs, box)


def _is_bold(line: OpenLine) -> bool:
    return all(word.style.bold for word in line.line.words)


def _has_lone_label(line: OpenLine) -> bool:
    """Whether a letter or a number stands before the words of a line, as before those of a note: "a", "[1]"."""
    return len(line.runs) > 1 and len(line.runs[0]) == 1 and LABEL.fullmatch(line.runs[0][0].text) is not None


def _is_marker(run: Sequence[Word]) -> bool:
    return len(run) == 1 and BULLET.fullmatch(run[0].text) is not None


def zones_of(lines: Sequence[OpenLine]) -> list[Zone]:
    """The zones of all lines of a document, in order; lines of running text are in none."""
    zones: list[Zone] = []
    at = 0
    while at < len(lines):
        if len(lines[at].runs) > 1 and not CAPTION.match(lines[at].line.text):
            grower = _Grower(lines, at)
            zone = grower.grow()
            if zone is not None:
                zones.append(zone)
                at = grower.end
                continue
        at += 1
    return zones


def _zone(lines: list[OpenLine]) -> Zone | None:
    """The lines with their columns, None where they have but one."""
    held = [[Segment(run) for run in line.runs] for line in lines if not line.across]
    gutters = find_gutters(held, S.wide)
    narrow(gutters, held)
    return Zone(lines, gutters) if gutters else None


class _Grower:
    """Takes in one line after the other as long as they keep to the columns."""

    def __init__(self, lines: Sequence[OpenLine], first: int) -> None:
        self.lines = lines
        self.first = self.end = first
        self.gutters = [_Gap(left[-1].x1, right[0].x0, first=True) for left, right in pairwise(lines[first].runs)]
        self._note(lines[first], self.gutters)
        self.held = [lines[first]]
        self.left, self.right = lines[first].x0, lines[first].line.x1
        lines[first].across = False
        self.full = 1
        self.sizes = Counter({lines[first].size: 1})

    @property
    def size(self) -> float:
        """The usual size of the type so far."""
        return self.sizes.most_common(1)[0][0]

    def grow(self) -> Zone | None:
        """The zone, or None where no second line parts into the same columns."""
        pending: list[OpenLine] = []
        across = 0
        gutters = self.gutters
        for at in range(self.first + 1, len(self.lines)):
            line, above = self.lines[at], self.lines[at - 1]
            if self._ends(line, above) or self._heads_another(line, above):
                break
            if notes := self._notes(at):
                self.end = at + notes
                break
            gutters = self._widened(line, gutters)
            fitted = [] if self._runs_on(line, above) else self._fitted(line, gutters)
            line.across = not fitted
            pending.append(line)
            if len(line.runs) > 1 or self._later(line) or self._beside(line) or self._labels(line, at):
                gutters = fitted or gutters
            if line.across:
                across += 1
                if across > S.across:
                    break
            elif self._note(line, gutters):
                self.gutters = gutters
                for gutter in gutters if self._near_head(at) else ():
                    gutter.first = True
                self.left, self.right = min(self.left, line.x0), max(self.right, line.line.x1)
                self.full += 1
                self.sizes[line.size] += 1
                self.held += pending
                pending, across = [], 0
        if self.full < 2:
            return None
        self.held += self._rest(self.held[-1], pending)
        self.end = max(self.end, self.first + len(self.held))
        self._crown()
        firm = [gap for gap in self.gutters if not gap.loose]
        for above, line in zip([self.held[0], *self.held], self.held, strict=False):
            line.across = self._runs_on(line, above) or not self._fitted(line, firm)
        return _zone(self.held)

    def _ends(self, line: OpenLine, above: OpenLine) -> bool:
        """Whether a line cannot belong to the lines so far: a heading, a caption, running text, one far below or framed apart."""
        if len(line.runs) <= 2 and (CAPTION.match(line.line.text) or self._is_clause(line)):
            return True
        outside = line.x0 < self.left - 2 * line.size or line.line.x1 > self.right + 2 * line.size
        if len(line.runs) == 1 and self.full > 1 and outside and self._crosses(line):
            return True
        if (len(line.runs) == 1 and line.size > S.larger * self.size) or line.page > above.page + 1:
            return True
        if line.frame and above.frame and line.frame != above.frame and line.page == above.page:
            return True
        return line.page == above.page and line.line.base - above.line.base > S.far * self.size

    def _notes(self, at: int) -> int:
        """How many lines of notes begin here, with nothing else under them up to a gap. The lines before begin otherwise."""
        line = self.lines[at]
        labelled = self.full > 2 and len(self.gutters) > 1 and len(line.runs) == 2 and _has_lone_label(line)
        if not (labelled or begins_note(line.line.words)):
            return 0
        if any(_has_lone_label(line) if labelled else begins_note(line.line.words) for line in self.held):
            return 0
        after = [*takewhile(lambda line: len(line.runs) == 1 or (labelled and _has_lone_label(line)), self.lines[at:])]
        end = at + len(after)
        apart = end == len(self.lines) or (after and self._is_apart(self.lines[end], after[-1]))
        return len(after) if apart else 0

    def _is_apart(self, line: OpenLine, above: OpenLine) -> bool:
        """Whether more than the leading of a paragraph stands between two lines."""
        return line.page != above.page or line.line.base - above.line.base > S.close * line.size

    def _heads_another(self, line: OpenLine, above: OpenLine) -> bool:
        """Whether bold labels in three columns or more stand under a title of their page, below rows that are not bold."""
        titled = len(above.runs) == 1 and above.page == line.page and above is not self.held[-1] and len(line.runs) > 2
        labels = titled and _is_bold(line) and not any(is_figure(word.text) for run in line.runs for word in run)
        return labels and not _is_bold(self.held[-1])

    def _is_clause(self, line: OpenLine) -> bool:
        """Whether a clause number ("3.2.1") stands before a line, but before none of the lines of three columns or more."""
        numbered = any(CLAUSE.fullmatch(held.line.words[0].text) for held in self.held)
        return len(self.gutters) > 1 and not numbered and CLAUSE.fullmatch(line.line.words[0].text) is not None

    def _crosses(self, line: OpenLine) -> bool:
        """Whether a line runs over all gutters."""
        return line.x0 < self.gutters[0].start and line.line.x1 > self.gutters[-1].end

    def _runs_on(self, line: OpenLine, above: OpenLine) -> bool:
        """Whether a line is the next one of a paragraph that runs across the columns, whose last line was full."""
        near = above.page == line.page and 0 < line.line.base - above.line.base < S.close * line.size
        room = self.right - above.line.x1 - line.wide
        return near and above.across and len(line.runs) == 1 and room < line.line.words[0].x1 - line.x0

    def _widened(self, line: OpenLine, gutters: list[_Gap]) -> list[_Gap]:
        """The gutters with those before the first column and after the last where runs stand outside of all so far."""
        if len(line.runs) < 2:
            return gutters
        before = [run for run in line.runs if run[-1].x1 < self.left - line.wide]
        after = [run for run in line.runs if run[0].x0 > self.right + line.wide]
        starts = [*(run[0].x0 for run in before[1:]), self.left]
        ends = [self.right, *(run[-1].x1 for run in after[:-1])]
        return [
            *(_Gap(run[-1].x1, start) for run, start in zip(before, starts, strict=False)),
            *gutters,
            *(_Gap(end, run[0].x0) for run, end in zip(after, ends, strict=False)),
        ]

    def _fitted(self, line: OpenLine, gutters: Sequence[_Gap]) -> list[_Gap]:
        """The gutters narrowed to what the line leaves of them; nothing where it runs across one."""
        parts = [_left_free(line, gutter) for gutter in gutters]
        return [gutter for part in parts for gutter in part] if all(parts) else []

    def _near_head(self, at: int) -> bool:
        """Whether a line follows the first as the lines of its labels do: closely, in the same type."""
        if at - self.first > S.across:
            return False
        lines = self.lines[self.first : at + 1]
        style = lines[0].line.words[0].style
        return all(
            below.line.base - above.line.base < S.close * below.size
            and below.page == above.page
            and below.line.words[0].style == style
            for above, below in pairwise(lines)
        )

    def _labels(self, line: OpenLine, at: int) -> bool:
        """Whether a line goes on with the labels of the first, in a later column."""
        return self._near_head(at) and line.x0 > self.gutters[0].start

    def _later(self, line: OpenLine) -> bool:
        """Whether a line begins in a later column, where others begin."""
        return any(gutter.is_left(line.x0) for gutter in self.gutters)

    def _beside(self, line: OpenLine) -> bool:
        """Whether plain words stand in a later column, away from the left edge."""
        return line.x0 > self.gutters[0].start + line.wide and not line.line.words[-1].style.bold

    def _note(self, line: OpenLine, gutters: Sequence[_Gap]) -> bool:
        """Counts where words begin after the gutters; whether there are words on both sides of any, or all begin after one
        where others do.
        """
        words = line.line.words
        sides = self._later(line)
        for gutter, end in zip(gutters, [*(gutter.start for gutter in gutters[1:]), inf], strict=True):
            after = next((word for word in words if word.x0 >= gutter.end - S.hair), None)
            if after is not None and after.x0 < end and words[0].x1 <= gutter.start + S.hair:
                sides = True
                gutter.lefts[round(after.x0)] += 1
        return sides

    def _crown(self) -> None:
        """Takes in the lines just above the first, where labels of several lines begin."""
        style = self.held[0].line.words[0].style
        for line in reversed(self.lines[max(0, self.first - S.across) : self.first]):
            below = self.held[0]
            near = line.page == below.page and below.line.base - line.line.base < S.close * line.size
            if not near or line.line.words[0].style != style or not self._fitted(line, self.gutters):
                break
            line.across = False
            self.held.insert(0, line)

    def _rest(self, last: OpenLine, pending: Sequence[OpenLine]) -> list[OpenLine]:
        """The lines after the last full one that end its cells."""
        kept: list[OpenLine] = []
        above = last
        for line in pending:
            first = line.x0 < self.gutters[0].end - S.least_gap
            step = line.line.base - above.line.base if line.page == above.page else S.far * self.size
            if line.across or (first and step > S.close * self.size):
                break
            kept.append(line)
            above = line
        return kept


def _left_free(line: OpenLine, gutter: _Gap) -> list[_Gap]:
    """What a line leaves free of a gutter: one stretch, two where an entry stands within it, none where text crosses.

    Where the gap is no wider than a word space, what follows must begin where words after the gutter do.
    """
    a, b = gutter.start, gutter.end
    inside = [span for span in line.spans if span[0] < b - S.hair and span[1] > a + S.hair]
    if not inside:
        return [gutter]
    wide = line.wide
    marks = [a, *(x for span in inside for x in span), b]
    gaps = [(max(x, a), min(y, b)) for x, y in zip(marks[::2], marks[1::2], strict=True)]
    whole = all(right[0] - left[1] <= wide for left, right in pairwise(inside))
    if whole and min(gaps[0][1] - gaps[0][0], gaps[-1][1] - gaps[-1][0]) > wide:
        return [_Gap(*gaps[0]), _Gap(*gaps[-1], gutter.lefts, gutter.first)]
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    if end - start < S.least_gap:
        return []
    before = max((word.x1 for word in line.line.words if word.x1 <= start + S.hair), default=None)
    follows = next((word.x0 for word in line.line.words if word.x0 >= end - S.hair), None)
    if before is not None and follows is not None:
        near = follows - before <= wide
        if (near or gutter.doubtful) and not gutter.is_left(follows, 2 if near else 1):
            return []
    return [_Gap(start, end, gutter.lefts, gutter.first)]
