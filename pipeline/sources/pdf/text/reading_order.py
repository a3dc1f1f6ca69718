"""The order in which a page is read: columns from left to right where the page has columns, else from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf
from statistics import median
from types import MappingProxyType

from pipeline.model.place import Box
from pipeline.sources.pdf.text.paragraphs import fits
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import BLANK, Line, Word, body_size, make_lines

GUTTER = 9.0
"""Points; the least white space between two columns of text."""
LEAST_ROWS = 4
"""This many lines must stand side by side before they are columns and not a gap within a line."""

NEAR_EDGE = 2.0
"""Sizes; a line that ends so near to the edge of its column is full."""

MANY_FULL = 6
"""This many full lines on a side are running text, however many items of lists stand among them."""

SAME_LINES = 0.5
"""Where more than so many lines say the same ("Yes No"), they are those of a form and no running text."""
SIGNED = ("", "/s/")
"""What stands over a name, but for a line to sign on: nothing, or the sign of a signature on another copy."""
NONE: Mapping[float, float] = MappingProxyType({})


@dataclass(slots=True)
class TextColumn:
    """Lines that stand under one another, read from top to bottom; `right` is the edge that its text may reach.

    `gutter` is the middle of the gap to the right of it, 0 where no running text stands beside it there.
    """

    lines: list[Line]
    right: float
    gutter: float = 0.0


@dataclass(slots=True)
class _Run:
    """Lines `first` to `last` (exclusive) that leave the stretch `x0` to `x1` free; `short` ones show no edge of a column."""

    first: int
    last: int
    x0: float
    x1: float
    short: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What else tells columns: the gutters of other pages, and by the id of each word when it was drawn."""

    gutters: Mapping[float, float]
    drawn: Mapping[int, int]


def columns_of(words: Sequence[Word], page: int, right: float, known: Mapping[float, float] = NONE) -> list[TextColumn]:
    """The words of an area of a page as columns in reading order; `right` is the right margin of the text.

    Where other pages have a gutter (`known`, with the right edge of the column before it), a few lines on both sides of it
    are columns as well, and lines on its left alone are the end of a column. Words stand in the order in which they were
    drawn: short lines are columns where the whole left side was drawn before the right one, and no rows.
    """
    return _columns(words, page, right, _Seen(known, {id(word): at for at, word in enumerate(words)}))


def _columns(words: Sequence[Word], page: int, right: float, seen: _Seen, by_drawing: bool = False) -> list[TextColumn]:
    """First the columns that running text tells, then among the other lines those that the order of drawing tells."""
    lines = make_lines(words, page)
    done: list[TextColumn] = []
    start = 0
    inner = replace(seen, gutters=NONE)
    while start < len(lines):
        run = _next_run(lines, start, seen, by_drawing)
        rest = lines[start : run.first if run else len(lines)]
        if rest and by_drawing:
            done.append(_column(rest, right, seen.gutters))
        elif rest:
            done += _columns([word for line in rest for word in line.words], page, right, seen, True)
        if run is None:
            break
        inside = [word for line in lines[run.first : run.last] for word in line.words]
        middle = (run.x0 + run.x1) / 2
        edge = run.x1 - GUTTER if run.short else max(word.x1 for word in inside if word.x1 <= middle + 1)
        before = _columns([word for word in inside if word.x1 <= middle + 1], page, edge, inner)
        done += [replace(column, gutter=column.gutter or (0.0 if run.short else middle)) for column in before]
        done += _columns([word for word in inside if word.x1 > middle + 1], page, right, inner)
        start = run.last
    return done


def column_section(words: Sequence[Word], box: Box) -> tuple[float, float, float] | None:
    """Whether a table stands in one of two columns: the middle of the gutter, and the top and bottom of the columns.

    Running text stands beside the table; the section reaches as far as the words of the page leave the gutter free.
    """
    for left in (False, True):
        beside = [
            w
            for w in words
            if w.turn == 0 and box.top < w.base < box.bottom and (w.x1 < box.x0 if left else w.x0 > box.x1)
        ]
        lines = make_lines(beside, 0)
        if not is_running(lines):
            continue
        x0, x1 = (max(w.x1 for w in beside), box.x0) if left else (box.x1, min(w.x0 for w in beside))
        middle = (x0 + x1) / 2
        if x1 - x0 < GUTTER / 2:
            continue
        across = [w for w in words if w.turn == 0 and w.x0 < middle < w.x1]
        across += [w for line in make_lines(words, 0) for w in reaching(line, middle)]
        top = max((w.bottom for w in across if w.base < box.top), default=0.0)
        bottom = min((w.top for w in across if w.base > box.bottom), default=inf)
        return middle, top, bottom
    return None


def reaching(line: Line, middle: float) -> list[Word]:
    """The words of a line that runs over the gutter without leaving it free."""
    left = [word for word in line.words if word.x1 <= middle]
    right = [word for word in line.words if word.x0 >= middle]
    close = bool(left and right) and right[0].x0 - left[-1].x1 < GUTTER / 2
    return line.words if close else []


def _column(lines: list[Line], right: float, known: Mapping[float, float]) -> TextColumn:
    """Lines that leave a known gutter free have the right edge of the column before it.

    Where sentences go on over lines that leave room for more, the column is as narrow as its longest line.
    """
    reached = max(line.x1 for line in lines)
    cut = sum(
        b.text[:1].islower() and a.x1 - a.x0 > SETTINGS.loose_least * a.size and fits(a, b.words[0], right)
        for a, b in pairwise(lines)
    )
    if cut > max(3, 0.2 * len(lines)) and reached < right - 4 * lines[0].size:
        return TextColumn(lines, reached)
    edges = [edge for gutter, edge in known.items() if lines[0].x0 < reached <= edge + 1 < gutter + 1]
    return TextColumn(lines, min([right, *edges]) if len(lines) > 1 else right)


def are_columns(words: Sequence[Word], page: int) -> bool:
    """Whether words are the running text of columns, and not of a table's, whose rows begin at the same height in each.

    Headings among them, or paragraphs that begin at heights of their own, tell.
    """
    columns = [column.lines for column in columns_of(words, page, max(word.x1 for word in words))]
    usual = body_size(line for lines in columns for line in lines)
    if len(columns) < 2:
        return False
    if sum(line.size > 1.15 * usual for lines in columns for line in lines[1:]) > 1:
        return True
    one, other = ([line.base for line in _starts(lines)] for lines in sorted(columns, key=len)[-2:])
    alone = sum(not any(abs(a - b) < 2 for b in other) for a in one) + sum(
        not any(abs(a - b) < 2 for b in one) for a in other
    )
    return min(len(one), len(other)) > 1 and alone > 0.6 * (len(one) + len(other))


def _starts(lines: list[Line]) -> list[Line]:
    """The lines with more space above them than most."""
    whites = sorted(b.top - a.bottom for a, b in pairwise(lines))
    usual = whites[len(whites) // 4] if whites else 0.0
    return [b for a, b in pairwise(lines) if b.top - a.bottom > usual + 0.25 * b.size]


def _next_run(lines: list[Line], start: int, seen: _Seen, by_drawing: bool) -> _Run | None:
    search = _Search(lines, start, seen, by_drawing)
    left = min((line.x0 for line in lines), default=0.0)
    for first in range(start, len(lines)):
        runs = [run for gap in _gaps(lines[first], left) if (run := search.extended(first, gap)) is not None]
        if runs:
            return max(runs, key=lambda run: run.last)
    return None


def _gaps(line: Line, left: float) -> list[Gap]:
    """Where the line leaves room for a gutter: within it, or before it where it begins far to the right of the others."""
    ends = sorted((word.x0, word.x1) for word in line.words)
    gaps, reached = [], ends[0][1]
    for x0, x1 in ends[1:]:
        if x0 - reached >= GUTTER:
            gaps.append((reached, x0))
        reached = max(reached, x1)
    if ends[0][0] > left + SETTINGS.far_right * line.size:
        gaps.append((ends[0][0] - 4 * GUTTER, ends[0][0]))
    return gaps


Gap = tuple[float, float]
"""The left and right edge of white space, in points."""
Reach = tuple[int, float, float]
"""How far a gap is free: a line that is not part of it, and the gap, narrowed by all lines that are."""


@dataclass(slots=True)
class _Search:
    """Columns among the lines from `start` on. What was found once is kept, since a long table asks the same for each row."""

    lines: list[Line]
    start: int
    seen: _Seen
    by_drawing: bool
    below: dict[Reach, Reach] = field(default_factory=dict)
    above: dict[Reach, Reach] = field(default_factory=dict)
    judged: dict[tuple[int, Reach], _Run | None] = field(default_factory=dict)

    def extended(self, first: int, gap: Gap) -> _Run | None:
        """The lines around one that leave the gap free, cut back to where both sides end, None where these are no columns."""
        last, x0, x1 = self._reached((first, *gap), 1, self.below)
        before, x0, x1 = self._reached((first - 1, x0, x1), -1, self.above)
        key = (before + 1, (last, x0, x1))
        if key not in self.judged:
            self.judged[key] = self._judged(*key)
        return self.judged[key]

    def _reached(self, at: Reach, step: int, known: dict[Reach, Reach]) -> Reach:
        """The first line, downwards or upwards, that does not leave the gap free; upwards also one that narrows it much."""
        passed = []
        while at not in known:
            number, x0, x1 = at
            narrowed = _narrow(self.lines[number], x0, x1) if self.start <= number < len(self.lines) else None
            if narrowed is None or (step < 0 and narrowed[1] - narrowed[0] < 0.75 * (x1 - x0)):
                known[at] = at
                break
            passed.append(at)
            at = (number + step, *narrowed)
        known |= dict.fromkeys(passed, known[at])
        return known[at]

    def _judged(self, first: int, reach: Reach) -> _Run | None:
        lines, (last, x0, x1) = self.lines, reach
        middle = (x0 + x1) / 2
        if last < len(lines):
            last = _end_of_both(lines, first, last, middle)
        while self.start < first < last and _ends_paragraph(lines[first - 1], lines[first], middle):
            first += 1
        inside = lines[first:last]
        if _leads_to_figures(inside, middle):
            return None
        if rows := _signed(inside, middle) or _headed(inside, middle):
            return _Run(first + rows[0], first + rows[-1] + 1, x0, x1, True)
        if self.by_drawing:
            inside = inside[: _drawn_apart(inside, middle, self.seen.drawn)]
            few = _side_by_side(inside, middle, SETTINGS.drawn_rows) and not _labelled(inside, middle)
            return _Run(first, first + len(inside), x0, x1, True) if few or _side_by_side(inside, middle) else None
        again = any(x0 <= at <= x1 and _on_both_sides(inside, at, edge) for at, edge in self.seen.gutters.items())
        text = again or (_side_by_side(inside, middle) and _is_text(inside, middle))
        return _Run(first, last, x0, x1) if text else None


def _on_both_sides(lines: list[Line], gutter: float, edge: float) -> bool:
    """Whether lines stand beside each other at a known gutter, of which one has no neighbour or fills the left column."""
    full = any(edge - NEAR_EDGE * word.size < word.x1 < gutter for line in lines for word in line.words)
    alone = any(line.x1 < gutter for line in lines)
    return (full or alone) and any(line.x0 < gutter < line.x1 for line in lines)


def _end_of_both(lines: list[Line], first: int, last: int, middle: float) -> int:
    """Where columns over a line that spans them end: with the shorter one, and what goes on in the steps of the other."""
    right = [at for at in range(first, last) if lines[at].x1 > middle]
    left = [at for at in range(first, last) if lines[at].x0 < middle]
    end = min(right[-1] if right else first, left[-1] if left else first) + 1
    longer = right if right and right[-1] >= end else left
    steps = {b: lines[b].base - lines[a].base for a, b in pairwise(longer)}
    step = min([steps[at] for at in steps if at < end] or steps.values(), default=0.0) + 1
    while end < last and (lines[end].top - lines[end - 1].bottom < 4 or steps.get(end, step) < step):
        end += 1
    return end


def _ends_paragraph(above: Line, line: Line, middle: float) -> bool:
    """Whether a line on the left is the short end of a paragraph that spans the columns under it."""
    close = line.top - above.bottom < 0.7 * line.size and abs(above.size - line.size) < SETTINGS.same_size
    return close and above.x0 < middle < above.x1 and line.x1 < middle


def _side_by_side(lines: list[Line], middle: float, least: int = LEAST_ROWS) -> bool:
    """Whether enough lines stand on both sides, beside each other."""
    left = [line for line in lines if line.x0 < middle]
    right = [line for line in lines if line.x1 > middle]
    if min(len(left), len(right)) < least:
        return False
    together = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    shorter = min(side[-1].bottom - side[0].top for side in (left, right))
    return 2 * together > shorter


def _labelled(lines: list[Line], middle: float) -> bool:
    """Whether lines are labels with their values, whatever the order in which they were drawn."""
    left = [side for line in lines if (side := [word for word in line.words if word.x1 <= middle])]
    return 2 * sum(side[-1].text.endswith(":") for side in left) > len(left)


def _leads_to_figures(lines: list[Line], middle: float) -> bool:
    """Whether most lines on the right are figures alone: those of entries, as the page numbers of a contents list."""
    right = [side for line in lines if (side := [word for word in line.words if word.x1 > middle])]
    return 2 * sum(not any(map(str.isalpha, "".join(word.text for word in side))) for side in right) > len(right)


def _signed(lines: list[Line], middle: float) -> list[int]:
    """The rows of signatures side by side: each side has its line to sign on and words, or rows say the same label twice."""
    rows: dict[int, tuple[str, str]] = {}
    for at, line in enumerate(lines):
        sides = [" ".join(word.text for word in line.words if (word.x1 > middle) == right) for right in (False, True)]
        if all(sides):
            rows[at] = (sides[0], sides[1])
    blank = any(all(side.casefold().strip(BLANK) in SIGNED for side in sides) for sides in rows.values())
    same = sum(left.split(":")[0] == right.split(":")[0] for left, right in rows.values() if ":" in left)
    return sorted(rows) if blank or same > 1 else []


def _headed(lines: list[Line], middle: float) -> list[int]:
    """The rows of two lists side by side, each below a head that ends in a colon and begins at its left edge."""
    rows: list[int] = []
    heads: list[list[Word]] = []
    for at, line in enumerate(lines):
        sides = [[word for word in line.words if (word.x1 > middle) == right] for right in (False, True)]
        led = all(side and side[-1].text.endswith(":") for side in sides)
        far = bool(rows) and line.base - lines[at - 1].base > SETTINGS.headed_step * line.size
        if rows and (
            led
            or far
            or any(side and abs(side[0].x0 - head[0].x0) > 2 for side, head in zip(sides, heads, strict=True))
        ):
            break
        if led:
            heads = sides
        rows += [at] if heads else []
    return rows if len(rows) >= SETTINGS.headed_rows else []


def _drawn_apart(lines: list[Line], middle: float, drawn: Mapping[int, int]) -> int:
    """How many lines have a left side that was drawn before the right one; the cells of rows are drawn by turns."""
    right = inf
    for at, line in enumerate(lines):
        if any(drawn.get(id(word), 0) > right for word in line.words if word.x1 <= middle):
            return at
        right = min([right, *(drawn.get(id(word), 0) for word in line.words if word.x1 > middle)])
    return len(lines)


def _narrow(line: Line, x0: float, x1: float) -> Gap | None:
    middle = (x0 + x1) / 2
    for word in line.words:
        if word.x1 > x0 and word.x0 < x1:
            if word.x0 >= middle:
                x1 = min(x1, word.x0)
            elif word.x1 <= middle:
                x0 = max(x0, word.x1)
            elif word.x1 - x0 < x1 - word.x0:
                x0 = word.x1
            else:
                x1 = word.x0
            if x1 - x0 < GUTTER:
                return None
    return x0, x1


def _is_text(lines: list[Line], middle: float) -> bool:
    """Whether both sides are running text: broad, and mostly filled to their right edge (so not labels and values)."""
    left = [[word for word in line.words if word.x1 <= middle + 1] for line in lines]
    right = [[word for word in line.words if word.x1 > middle + 1] for line in lines]
    return all(_filled([side for side in sides if side]) for sides in (left, right))


def is_running(lines: Sequence[Line]) -> bool:
    """Whether lines under one another are running text, and enough of it."""
    return len(lines) >= LEAST_ROWS and _filled([line.words for line in lines])


def _filled(sides: list[list[Word]]) -> bool:
    start = min(side[0].x0 for side in sides)
    end = max(side[-1].x1 for side in sides)
    size = median(side[0].size for side in sides)
    same = Counter(" ".join(word.text for word in side) for side in sides).most_common(1)[0][1]
    if end - start < 8 * size or same > SAME_LINES * len(sides):
        return False
    full = sum(side[-1].x1 > end - 0.2 * (end - start) for side in sides)
    enough = 0.35 * len(sides) if full < MANY_FULL else 0.2 * len(sides)
    return full >= enough and sum(len(side) for side in sides) >= 2.5 * len(sides)
