"""The columns of a table without upright rules: strips of white that run down through its lines."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.sources.pdf.tables.page_lines import PageText, TextLine

_BULLET = re.compile(r"[^\w\s(\[$€£#*†‡§+±<>~≤≥]|o|[\ue000-\uf8ff]")


@dataclass(slots=True)
class Gutter:
    """White between two columns; `start` and `end` are x, `ruled` where a rule stands in it."""

    start: float
    end: float
    ruled: bool = False

    @property
    def middle(self) -> float:
        """Where the edge of the columns is drawn."""
        return (self.start + self.end) / 2


def core_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines that show the columns best: those with at least half as many segments as the fullest line."""
    most = max((len(line) for line in lines), default=0)
    return [line for line in lines if len(line) >= max(2, 0.5 * most)]


def find_gutters(lines: Sequence[TextLine], text: PageText, ruled: Sequence[float] = ()) -> list[Gutter]:
    """The gutters of a table from left to right, given its lines and the x of upright rules that run through it."""
    core = core_lines(lines)
    gutters = _white(core, text)
    for x in ruled:
        for gutter in gutters:
            if gutter.start - 1 <= x <= gutter.end + 1:
                gutter.start = gutter.end = x
                gutter.ruled = True
                break
        else:
            gutters.append(Gutter(x, x, True))
    gutters.sort(key=lambda gutter: gutter.start)
    gutters = _without_bullets(_supported(gutters, core, text), core, text)
    _narrow(gutters, [line for line in lines if len(line) > 1], text)
    return gutters


def _white(core: Sequence[TextLine], text: PageText) -> list[Gutter]:
    """Stretches of x that next to no word of the core lines covers, between the outermost words."""
    words = text.words
    events: list[tuple[float, int]] = []
    for line in core:
        for part in line:
            for index in part.words:
                events.append((words[index].x0, 1))
                events.append((words[index].x1, -1))
    events.sort()
    allowed = len(core) // 14
    gutters: list[Gutter] = []
    depth = 0
    start: float | None = None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            start = x
        elif depth > allowed >= before and start is not None:
            if x - start > 0.5:
                gutters.append(Gutter(start, x))
            start = None
    return gutters


def _supported(gutters: list[Gutter], core: Sequence[TextLine], text: PageText) -> list[Gutter]:
    """Leaves out, the weakest first, each gutter that is only a word space in more than half of its lines."""
    gutters = list(gutters)
    rows = [_entries(line, text) for line in core]
    while gutters:
        shares = _shares(gutters, rows)
        worst = min(range(len(gutters)), key=lambda number: (gutters[number].ruled, shares[number]))
        if gutters[worst].ruled or shares[worst] >= 0.5:
            break
        del gutters[worst]
    return gutters


def _without_bullets(gutters: list[Gutter], core: Sequence[TextLine], text: PageText) -> list[Gutter]:
    """Bullets are no column: leaves out the gutter after a strip that holds nothing but bullets of list items."""
    edges = [gutter.middle for gutter in gutters]
    entries = [0] * (len(edges) + 1)
    bullets = [0] * (len(edges) + 1)
    for line in core:
        row = [index for part in line for index in part.words]
        for index, after in itertools.pairwise((*row, -1)):
            word = text.words[index]
            column = bisect_right(edges, (word.x0 + word.x1) / 2)
            entries[column] += 1
            bullets[column] += (
                after >= 0 and _BULLET.fullmatch(word.text) is not None and text.words[after].text[:1].isalpha()
            )
    return [
        gutter
        for number, gutter in enumerate(gutters)
        if gutter.ruled or bullets[number] < 0.8 * max(1, entries[number])
    ]


def _narrow(gutters: Sequence[Gutter], lines: Sequence[TextLine], text: PageText) -> None:
    """Narrows each gutter to the widest part that the fewest words of all lines reach into: labels are wider than figures."""
    ends = [gutter.end for gutter in gutters]
    inside: list[list[tuple[float, float]]] = [[] for _ in gutters]
    for line in lines:
        for part in line:
            for index in part.words:
                word = text.words[index]
                number = bisect_left(ends, word.x0)
                while number < len(gutters) and gutters[number].start < word.x1:
                    inside[number].append((word.x0, word.x1))
                    number += 1
    for gutter, reached in zip(gutters, inside, strict=True):
        if reached and not gutter.ruled:
            marks = sorted(
                {gutter.start, gutter.end, *(x for span in reached for x in span if gutter.start < x < gutter.end)}
            )
            gutter.start, gutter.end = min(
                itertools.pairwise(marks), key=lambda part: (_depth(part, reached), part[0] - part[1])
            )


def _depth(part: tuple[float, float], spans: Sequence[tuple[float, float]]) -> int:
    return sum(start < part[1] and part[0] < end for start, end in spans)


def _entries(line: TextLine, text: PageText) -> list[tuple[float, float]]:
    """Middle x of each word, and the white before it in parts of what is wide."""
    words = text.words
    entries: list[tuple[float, float]] = []
    end = None
    for part in line:
        height = part.bottom - part.top
        for index in part.words:
            word = words[index]
            white = 9.0 if end is None else (word.x0 - end) / (text.wide * height or 1.0)
            entries.append(((word.x0 + word.x1) / 2, white))
            end = word.x1
    return entries


def _shares(gutters: Sequence[Gutter], rows: Sequence[Sequence[tuple[float, float]]]) -> list[float]:
    """For each gutter, of the lines with words in the columns on both its sides, the share with wide white in it."""
    edges = [gutter.middle for gutter in gutters]
    both = [0] * len(gutters)
    wide = [0] * len(gutters)
    for row in rows:
        before = -2
        for middle, white in row:
            column = bisect_right(edges, middle)
            if column == before + 1 and column > 0:
                both[column - 1] += 1
                wide[column - 1] += white > 1
            before = column
    return [w / b if b else 0.0 for w, b in zip(wide, both, strict=True)]


def column_of(edges: Sequence[float], x: float) -> int:
    """The column in which x lies, given the inner edges."""
    return bisect_left(edges, x)
