"""Words of a page in lines, pieces and reading order, and what tells running prose from the entries of a table."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.edges import Rule
from pipeline.sources.pdf.tables.page_grid import SetWord

_FIGURE = re.compile(
    r"[\W_]*(\d[\d\W]*[a-zA-Z]{0,2}[\W_]*|[—–\-−.…*†‡#]+|n/?a\.?|nil|\(?[xX]\)?|ref\.?)", re.IGNORECASE
)

_YEAR = re.compile(r"\(?(FY\s*)?(18|19|20)\d\d([-–/](\d{2,4})?)?[*a-z\d]?\)?")
_DASHES = re.compile(r"[-_=–—]{12,}")


@dataclass(slots=True)
class Segment:
    """Words of one line with no more than word spaces between them; `prose` where it belongs to running text."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[int]
    prose: bool = False


TextLine = list[Segment]


def is_figure(text: str) -> bool:
    """Whether an entry is a number, a date, a sum, or a sign that stands for one ("27.9%", "(1.1–1.2)", "—", "n/a")."""
    return len(text) < 24 and _FIGURE.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a figure is a year or a span of years, which as a rule is a header."""
    return _YEAR.fullmatch(text) is not None


def is_turned(word: SetWord) -> bool:
    """Whether a word runs up or down the page; it would tie the lines together beside which it stands."""
    return len(word.text) > 2 and word.bottom - word.top > 1.5 * (word.x1 - word.x0)


def text_lines(words: Sequence[SetWord], chosen: Iterable[int]) -> list[list[int]]:
    """The chosen words (indices) in lines, top to bottom, each line from left to right.

    A raised or lowered word belongs to the line with which it overlaps by more than half its height.
    """
    lines: list[list[int]] = []
    top = bottom = 0.0
    for index in sorted(chosen, key=lambda index: words[index].top + words[index].bottom):
        word = words[index]
        overlap = min(bottom, word.bottom) - max(top, word.top)
        if lines and overlap > 0.5 * min(bottom - top, word.bottom - word.top):
            lines[-1].append(index)
            if word.bottom - word.top > bottom - top:
                top, bottom = word.top, word.bottom
        else:
            lines.append([index])
            top, bottom = word.top, word.bottom
    for line in lines:
        line.sort(key=lambda index: words[index].x0)
    return lines


def reading_order(words: Sequence[SetWord], chosen: Sequence[int]) -> tuple[int, ...]:
    """The words of one cell as they are read."""
    if len(chosen) < 2:
        return tuple(chosen)
    return tuple(index for line in text_lines(words, chosen) for index in line)


class PageText:
    """The words of a page, in lines of segments; `space` is the usual word space in parts of the height of the words.

    `height` is the usual height of its words in points. Lines of dashes are not text but `drawn` rules.
    """

    def __init__(self, words: Sequence[SetWord]) -> None:
        self.words = words
        self._order = sorted(range(len(words)), key=lambda index: words[index].top + words[index].bottom)
        self._middles = [(words[index].top + words[index].bottom) / 2 for index in self._order]
        lines = text_lines(words, (index for index in self._order if not is_turned(words[index])))
        self.space = _space(words, lines)
        self.wide = max(0.5, 1.9 * self.space)
        self.drawn: list[Rule] = []
        self.lines: list[TextLine] = []
        self.height = median([word.bottom - word.top for word in words]) if words else 0.0
        for line in lines:
            if _DASHES.fullmatch("".join(words[index].text for index in line)):
                middle = (words[line[0]].top + words[line[0]].bottom) / 2
                self.drawn.append(Rule(middle, words[line[0]].x0, words[line[-1]].x1))
            else:
                self.lines.append(self.segments(line))
        self._heights = [(line[0].top + line[0].bottom) / 2 for line in self.lines]

    def between(self, top: float, bottom: float) -> list[TextLine]:
        """The lines whose middle lies between two heights."""
        return self.lines[bisect_left(self._heights, top) : bisect_right(self._heights, bottom)]

    def inside(self, box: Box) -> list[int]:
        """Indices of the words whose middle lies in the box, by height on the page."""
        x0, top, x1, bottom = box
        words = self.words
        found = self._order[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]
        return [index for index in found if x0 <= (words[index].x0 + words[index].x1) / 2 <= x1]

    def segments(self, line: Sequence[int]) -> TextLine:
        """A line of words parted where the white is wider than a word space can be."""
        words = self.words
        parts: TextLine = []
        for index in line:
            word = words[index]
            x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
            if parts:
                last = parts[-1]
                if x0 - last.x1 <= self.wide * max(bottom - top, last.bottom - last.top):
                    last.words.append(index)
                    last.x1 = max(last.x1, x1)
                    last.top = min(last.top, top)
                    last.bottom = max(last.bottom, bottom)
                    continue
            parts.append(Segment(x0, top, x1, bottom, [index]))
        return parts

    def text(self, segment: Segment) -> str:
        """The words of a segment with single spaces."""
        return " ".join(self.words[index].text for index in segment.words)


def _space(words: Sequence[SetWord], lines: Sequence[Sequence[int]]) -> float:
    gaps = []
    for line in lines:
        for left, right in itertools.pairwise(line):
            word = words[right]
            gap = word.x0 - words[left].x1
            height = word.bottom - word.top
            if 0 < gap < 0.8 * height:
                gaps.append(gap / height)
    return median(gaps) if len(gaps) > 8 else 0.27
