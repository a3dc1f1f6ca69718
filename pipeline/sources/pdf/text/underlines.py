"""Underlined words: a page draws the line under them as a shape of its own, which nothing ties to the words.

Such a line lies close under the baseline, begins where a word begins and ends where one ends; the ruling lines of tables
and those between paragraphs reach beyond the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline.model.place import Box
from pipeline.sources.pdf.file.page import Sheet
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word


def mark_underlined(sheet: Sheet) -> None:
    """Mark the words of a page that have a line drawn under them."""
    words = sorted((word for word in sheet.words if word.turn == 0), key=attrgetter("x0"))
    for line in _lines(sheet):
        over = [word for word in words if _stands_on(word, line)]
        if over and abs(over[0].x0 - line[0]) < SETTINGS.underline_ends and _ends_with(over, line[2]):
            for part in (part for word in over for part in word.parts):
                part.underlined = True


def _lines(sheet: Sheet) -> Iterator[Box]:
    for shape in (*sheet.page.rects, *sheet.page.lines):
        if shape["bottom"] - shape["top"] <= SETTINGS.underline_thick:
            yield shape["x0"], shape["top"], shape["x1"], shape["bottom"]


def _stands_on(word: Word, line: Box) -> bool:
    """Whether the middle of a word is over a line, and its baseline close above it."""
    depth = (line[1] + line[3]) / 2 - word.base
    return line[0] < (word.x0 + word.x1) / 2 < line[2] and 0 <= depth <= SETTINGS.underline_depth * word.size


def _ends_with(words: Sequence[Word], right: float) -> bool:
    return abs(max(word.x1 for word in words) - right) < SETTINGS.underline_ends
