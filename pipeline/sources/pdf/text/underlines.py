"""Underlined and struck-through words: a page draws the line as a shape of its own, which nothing ties to the words.

Such a line lies close under the baseline, or crosses the middle of small letters. It begins where a word begins and ends where
one ends; the ruling lines of tables and those between paragraphs reach beyond the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from textwrap import shorten

from pipeline.model.findings import warning
from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word

LONGEST = 80
"""Characters of struck-through words that a message shows."""
_BASE = attrgetter("base")


class _LevelWords:
    """The level words of a page, by their baselines: a line is drawn under or through few of them."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.all = sorted((word for word in words if word.turn == 0), key=_BASE)
        size = max((word.size for word in self.all), default=0.0)
        self._reach = size * max(SETTINGS.underline_depth, SETTINGS.strike_high)

    def near(self, line: Box) -> list[Word]:
        """The words from left to right whose baselines are so near that the line may belong to them."""
        height = (line.top + line.bottom) / 2
        first = bisect_left(self.all, height - self._reach, key=_BASE)
        end = bisect_right(self.all, height + self._reach, key=_BASE)
        return sorted(self.all[first:end], key=attrgetter("x0"))


def mark_underlined(sheet: Sheet) -> None:
    """Mark the words of a page that have a line drawn under them."""
    words = _LevelWords(sheet.words)
    for line in _lines(sheet):
        for part in (part for word in underlined_by(line, words.near(line)) for part in word.parts):
            part.underlined = True


def tell_struck_through(sheet: Sheet, file: str) -> None:
    """Mark words with a line or a comment through them: their authors no longer mean them, and readers cannot see that."""
    words = _LevelWords(sheet.words)
    struck = [word for line in _lines(sheet) for word in _crossed_by(line, words.near(line))]
    struck += [word for box in sheet.struck for word in words.all if _is_inside(word, box)]
    chosen = set(map(id, struck))
    for part in (part for word in struck for part in word.parts):
        part.struck = True
    if text := " ".join(word.text for word in sheet.words if id(word) in chosen):
        message = f"text that is struck through was kept as plain text: “{shorten(text, LONGEST, placeholder=' …')}”"
        hint = "delete it if it no longer applies: readers cannot see that it was struck through"
        sheet.findings.append(warning("struck-through", message, sheet.place(file), hint))


def _crossed_by(line: Box, words: Sequence[Word]) -> list[Word]:
    """The words through which a line is drawn, of words in order from left to right."""
    through = [word for word in words if _crosses(line, word)]
    return through if through and _ends_with(through, line) else []


def _crosses(line: Box, word: Word) -> bool:
    height = word.base - (line.top + line.bottom) / 2
    low, high = SETTINGS.strike_low * word.size, SETTINGS.strike_high * word.size
    return line.x0 < (word.x0 + word.x1) / 2 < line.x1 and low <= height <= high


def _is_inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, word.base - SETTINGS.strike_low * word.size
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def underlined_by(line: Box, words: Sequence[Word]) -> list[Word]:
    """The words that a line is drawn under, of words in order from left to right; none for a line that is no underline."""
    over = [word for word in words if _stands_on(word, line)]
    return over if over and _ends_with(over, line) else []


def _lines(sheet: Sheet) -> Iterator[Box]:
    """The thin lines of a page, each whole though a program draws it in pieces, as at a hyphen."""
    strokes = [line for line in sheet.page.lines if (line.get("linewidth") or 0) <= SETTINGS.underline_thick]
    shapes = (*sheet.page.rects, *strokes)
    thin = [shape for shape in shapes if shape["bottom"] - shape["top"] <= SETTINGS.underline_thick]
    whole: list[Box] = []
    for x0, top, x1, bottom in sorted(map(itemgetter("x0", "top", "x1", "bottom"), thin), key=itemgetter(1, 0)):
        last = whole[-1] if whole else None
        if last and top == last.top and x0 - last.x1 < 1:
            whole[-1] = Box(last.x0, top, max(x1, last.x1), bottom)
        else:
            whole.append(Box(x0, top, x1, bottom))
    yield from whole


def _stands_on(word: Word, line: Box) -> bool:
    """Whether the middle of a word is over a line, and its baseline close above it."""
    depth = (line.top + line.bottom) / 2 - word.base
    return line.x0 < (word.x0 + word.x1) / 2 < line.x1 and 0 <= depth <= SETTINGS.underline_depth * word.size


def _ends_with(words: Sequence[Word], line: Box) -> bool:
    most = SETTINGS.underline_ends * words[0].size
    return abs(words[0].x0 - line.x0) < most and abs(max(word.x1 for word in words) - line.x1) < most
