"""The columns of a table: gaps that run down through its lines, the one way in which columns without ruling lines are found.

Which lines are a table is known before: they stand between ruling lines (`evidence.py`) or keep to columns (`aligned.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.sources.pdf.tables.levels import BULLET
from pipeline.sources.pdf.tables.page import TextLine, belongs_to, is_figure
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Word

RARE = 14
"""One line of so many may be another than the rest: its words may cross a gutter, or stand in more segments."""


@dataclass(slots=True)
class Gutter:
    """The gap between two columns, from `start` to `end` in points; `ruled` where a vertical line stands in it."""

    start: float
    end: float
    ruled: bool = False

    @property
    def middle(self) -> float:
        """Where the edge between the columns is drawn."""
        return (self.start + self.end) / 2


def core_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines that show the columns best: those with at least half as many segments as the fullest lines.

    Bold lines with fewer segments than the others have labels that run over several columns.
    """
    counts = sorted(map(len, lines), reverse=True)
    most = counts[len(counts) // RARE] if counts else 0
    core = [line for line in lines if len(line) > 1 and 2 * len(line) >= most]
    plain = [line for line in core if not _is_label(line) or len(line) >= most]
    return plain if 2 * len(plain) > len(core) else core


def _is_label(line: TextLine) -> bool:
    return all(word.style.bold for part in line for word in part.words)


def find_gutters(lines: Sequence[TextLine], wide: float, ruled: Sequence[float] = ()) -> list[Gutter]:
    """The gutters of a table from left to right, given its lines and the x of vertical lines that run through it.

    `wide` is what is wider than a word space, in multiples of the height of words.
    """
    core = core_lines(lines)
    gutters = _gaps(core)
    for x in ruled:
        for gutter in gutters:
            if gutter.start - 1 <= x <= gutter.end + 1:
                gutter.start = gutter.end = x
                gutter.ruled = True
                break
        else:
            gutters.append(Gutter(x, x, ruled=True))
    gutters.sort(key=lambda gutter: gutter.start)
    gutters = _supported(gutters, core, wide)
    narrow(gutters, [line for line in lines if len(line) > 1])
    return gutters


def spans_of(runs: Sequence[Sequence[Word]], nils: Container[int] = ()) -> list[tuple[float, float]]:
    """Left and right end of each word of a line that wide gaps part into runs.

    A bullet that begins a run reaches up to the words after it, a dash before a figure or at the end of words does not, nor
    one whose id is among `nils`, which stands for a figure; an opening bracket reaches up to the closing one, the sign of a
    currency up to its figure.
    """
    words = [(word, place == 0) for run in runs for place, word in enumerate(run)]
    ends = [
        after.x0
        if (first and BULLET.fullmatch(word.text) and after.text[:1].isalpha() and id(word) not in nils)
        or belongs_to(word, after)
        else word.x1
        for (word, first), (after, _) in pairwise(words)
    ]
    return [(word.x0, end) for (word, _), end in zip(words, [*ends, *(word.x1 for word, _ in words[-1:])], strict=True)]


def _nils(core: Sequence[TextLine]) -> set[int]:
    """The ids of marks that stand for a figure: most of these lines have one there, which begins farther left."""
    parts = [part for line in core for part in line if is_figure(part.text)]
    return {
        id(mark.words[0])
        for mark in parts
        if BULLET.fullmatch(mark.text)
        and 2 * sum(part.x0 + S.same_edge < mark.x0 < part.x1 for part in parts) > len(core)
    }


def _gaps(core: Sequence[TextLine]) -> list[Gutter]:
    """Stretches of x that next to no word of the core lines covers, between the outermost words."""
    nils = _nils(core)
    spans = [span for line in core for span in spans_of([part.words for part in line], nils)]
    events = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    allowed = len(core) // RARE
    gutters: list[Gutter] = []
    depth = 0
    start: float | None = None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            start = x
        elif depth > allowed >= before and start is not None:
            if x - start > S.hair:
                gutters.append(Gutter(start, x))
            start = None
    return gutters


def _supported(gutters: list[Gutter], core: Sequence[TextLine], wide: float) -> list[Gutter]:
    """Leaves out, the weakest first, each gutter that is only a word space in more than half of its lines."""
    gutters = list(gutters)
    rows = [_entries(line, wide) for line in core]
    while gutters:
        shares = _shares(gutters, rows)
        worst = min(range(len(gutters)), key=lambda number: (gutters[number].ruled, shares[number]))
        if gutters[worst].ruled or 2 * shares[worst] >= 1:
            break
        del gutters[worst]
    return gutters


def narrow(gutters: Sequence[Gutter], lines: Sequence[TextLine]) -> None:
    """Narrows each gutter to the widest part that the fewest words of all lines reach into: labels are wider than figures."""
    ends = [gutter.end for gutter in gutters]
    inside: list[list[tuple[float, float]]] = [[] for _ in gutters]
    for line in lines:
        for part in line:
            for word in part.words:
                number = bisect_left(ends, word.x0)
                while number < len(gutters) and gutters[number].start < word.x1:
                    inside[number].append((word.x0, word.x1))
                    number += 1
    for gutter, reached in zip(gutters, inside, strict=True):
        if not gutter.ruled:
            marks = sorted(
                {gutter.start, gutter.end, *(x for span in reached for x in span if gutter.start < x < gutter.end)}
            )
            gutter.start, gutter.end = min(pairwise(marks), key=lambda part: (_depth(part, reached), part[0] - part[1]))


def _depth(part: tuple[float, float], spans: Sequence[tuple[float, float]]) -> int:
    return sum(start < part[1] and part[0] < end for start, end in spans)


def _entries(line: TextLine, wide: float) -> list[tuple[float, float]]:
    """Middle x of each word, and the gap before it as a multiple of what is wider than a word space."""
    entries: list[tuple[float, float]] = []
    end = None
    for part in line:
        height = part.bottom - part.top
        for word in part.words:
            gap = inf if end is None else (word.x0 - end) / (wide * height or 1.0)
            entries.append(((word.x0 + word.x1) / 2, gap))
            end = word.x1
    return entries


def _shares(gutters: Sequence[Gutter], rows: Sequence[Sequence[tuple[float, float]]]) -> list[float]:
    """For each gutter, of the lines with words in the columns on both its sides, the share with a wide gap in it."""
    edges = [gutter.middle for gutter in gutters]
    both = [0] * len(gutters)
    wide = [0] * len(gutters)
    for row in rows:
        before = -2
        for middle, gap in row:
            column = bisect_right(edges, middle)
            if column == before + 1:
                both[column - 1] += 1
                wide[column - 1] += gap > 1
            before = column
    return [w / b if b else 0.0 for w, b in zip(wide, both, strict=True)]
