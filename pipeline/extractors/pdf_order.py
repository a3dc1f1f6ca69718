"""The order in which a page is read: columns from left to right where the page has columns, else from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extractors.pdf_words import Line, Word, make_lines

GUTTER = 9.0
"""Points; the least white space between two columns of text."""
LEAST_ROWS = 4
"""So many lines must stand side by side before they are columns and not a gap within a line."""

MANY_FULL = 6
"""So many full lines on a side are running text, however many items of lists stand among them."""


@dataclass(slots=True)
class Column:
    """Lines that stand under one another, read from top to bottom; `right` is the edge that its text may reach."""

    lines: list[Line]
    right: float


@dataclass(slots=True)
class _Run:
    """Lines `first` to `last` (exclusive) that leave the stretch `x0` to `x1` free."""

    first: int
    last: int
    x0: float
    x1: float


def columns_of(words: Sequence[Word], page: int, right: float) -> list[Column]:
    """The words of an area of a page as columns in reading order; `right` is the right margin of the text."""
    lines = make_lines(words, page)
    if not lines:
        return []
    done: list[Column] = []
    start = 0
    while start < len(lines):
        run = _next_run(lines, start)
        if run is None:
            break
        if run.first > start:
            done.append(Column(lines[start : run.first], right))
        held = [word for line in lines[run.first : run.last] for word in line.words]
        middle = (run.x0 + run.x1) / 2
        edge = max(word.x1 for word in held if word.x1 <= middle + 1)
        done += columns_of([word for word in held if word.x1 <= middle + 1], page, edge)
        done += columns_of([word for word in held if word.x1 > middle + 1], page, right)
        start = run.last
    if start < len(lines):
        done.append(Column(lines[start:], right))
    return done


def _next_run(lines: list[Line], start: int) -> _Run | None:
    for first in range(start, len(lines)):
        best: _Run | None = None
        for gap in _gaps(lines[first], min(line.x0 for line in lines)):
            run = _extend(lines, start, first, gap)
            if run is not None and (best is None or run.last > best.last):
                best = run
        if best is not None:
            return best
    return None


def _gaps(line: Line, left: float) -> list[tuple[float, float]]:
    """Where the line leaves room for a gutter: within it, or before it where it begins far to the right of the others."""
    ends = sorted((word.x0, word.x1) for word in line.words)
    gaps, reached = [], ends[0][1]
    for x0, x1 in ends[1:]:
        if x0 - reached >= GUTTER:
            gaps.append((reached, x0))
        reached = max(reached, x1)
    if ends[0][0] > left + 8 * line.size:
        gaps.append((ends[0][0] - 4 * GUTTER, ends[0][0]))
    return gaps


def _extend(lines: list[Line], start: int, first: int, gap: tuple[float, float]) -> _Run | None:
    """The lines around `first` that leave the gap free, cut back to where both sides end, None where these are no columns."""
    x0, x1 = gap
    last = first
    for at in range(first, len(lines)):
        narrowed = _narrow(lines[at], x0, x1)
        if narrowed is None:
            break
        x0, x1 = narrowed
        last = at + 1
    while first > start and (narrowed := _narrow(lines[first - 1], x0, x1)) is not None:
        x0, x1 = narrowed
        first -= 1
    middle = (x0 + x1) / 2
    if last < len(lines):
        last = _end_of_both(lines, first, last, middle)
    while start < first < last and _ends_paragraph(lines[first - 1], lines[first], middle):
        first += 1
    return _Run(first, last, x0, x1) if _are_columns(lines[first:last], middle) else None


def _end_of_both(lines: list[Line], first: int, last: int, middle: float) -> int:
    """Where columns over a line that spans them end: with the shorter one, and what stands close under it."""
    right = [at for at in range(first, last) if lines[at].x1 > middle]
    left = [at for at in range(first, last) if lines[at].x0 < middle]
    end = min(right[-1] if right else first, left[-1] if left else first) + 1
    while end < last and lines[end].top - lines[end - 1].bottom < 4:
        end += 1
    return end


def _ends_paragraph(above: Line, line: Line, middle: float) -> bool:
    """Whether a line on the left is the short end of a paragraph that spans the columns under it."""
    close = line.top - above.bottom < 0.7 * line.size and abs(above.size - line.size) < 0.6
    return close and above.x0 < middle < above.x1 and line.x1 < middle


def _are_columns(lines: list[Line], middle: float) -> bool:
    """Whether enough lines stand on both sides, side by side, and both are running text."""
    left = [line for line in lines if line.x0 < middle]
    right = [line for line in lines if line.x1 > middle]
    if min(len(left), len(right)) < LEAST_ROWS:
        return False
    together = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    shorter = min(side[-1].bottom - side[0].top for side in (left, right))
    return together > 0.5 * shorter and _is_text(lines, middle)


def _narrow(line: Line, x0: float, x1: float) -> tuple[float, float] | None:
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


def _filled(sides: list[list[Word]]) -> bool:
    start = min(side[0].x0 for side in sides)
    end = max(side[-1].x1 for side in sides)
    size = sides[0][0].size
    if end - start < 8 * size:
        return False
    full = sum(side[-1].x1 > end - 0.2 * (end - start) for side in sides)
    enough = 0.35 * len(sides) if full < MANY_FULL else 0.2 * len(sides)
    return full >= enough and sum(len(side) for side in sides) >= 2.5 * len(sides)
