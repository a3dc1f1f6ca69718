"""Words of a page in lines and in reading order, for the search for tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.extractors.pdf_grid_shape import SetWord
from pipeline.place import Box


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


class WordIndex:
    """Finds the words whose middle lies in a box."""

    def __init__(self, words: Sequence[SetWord]) -> None:
        self.words = words
        self._order = sorted(range(len(words)), key=lambda index: words[index].top + words[index].bottom)
        self._middles = [(words[index].top + words[index].bottom) / 2 for index in self._order]

    def inside(self, box: Box) -> list[int]:
        """Indices of the words in the box, by height on the page."""
        x0, top, x1, bottom = box
        words = self.words
        found = self._order[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]
        return [index for index in found if x0 <= (words[index].x0 + words[index].x1) / 2 <= x1]
