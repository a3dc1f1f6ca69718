"""Fractions that a page draws as one figure above another, with a bar between: they are read in their line, as "3/4".

        1              the figures stand on lines of their own, above and below the line of the words
take   ---   of it
        2
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.words import Word, WordPart, around

NEAR = 1.5
"""How far at most a fraction stands from the next word of its line, in type sizes."""
CLOSE = 0.6
"""How high figures are, and how far at most from the bar, in type sizes."""
CLOSING = ",.;:!?)"
"""Signs that end the word before them: a fraction and such a sign are one word, "3/4,"."""


def read_stacked_fractions(sheets: Sequence[Sheet]) -> None:
    """Replaces the two figures of each fraction with one word, such as "3/4", in the line of the words beside it."""
    for sheet in sheets:
        figures = sorted((word for word in sheet.words if word.turn == 0 and word.text.isdecimal()), key=_left)
        joined: set[int] = set()
        for shape in (*sheet.page.lines, *sheet.page.rects) if len(figures) > 1 else ():
            bar = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])
            over = figures[bisect_left(figures, bar.x0, key=_left) : bisect_right(figures, bar.x1, key=_left)]
            over = [word for word in over if word.x1 <= bar.x1 < bar.x0 + word.x1 - word.x0 + word.size]
            above = [word for word in over if 0 < bar.top - word.base < CLOSE * word.size]
            below = [word for word in over if 0 < word.base - CLOSE * word.size - bar.bottom < CLOSE * word.size]
            fresh = joined.isdisjoint(map(id, above + below))  # a bar may be drawn twice
            if fresh and len(above) == len(below) == 1 and (beside := _beside(sheet, bar)):
                _join(sheet, above[0], below[0], beside)
                joined |= {id(above[0]), id(below[0])}


def _left(word: Word) -> float:
    return word.x0


def _beside(sheet: Sheet, bar: Box) -> Word | None:
    """The word beside a bar in whose line it stands at the height of the letters."""
    level = [
        word for word in sheet.words if word.turn == 0 and word.base - word.size < bar.top <= bar.bottom < word.base
    ]
    near = [word for word in level if 0 <= max(bar.x0 - word.x1, word.x0 - bar.x1) < NEAR * word.size]
    return min(near, key=lambda word: abs(word.x0 + word.x1 - bar.x0 - bar.x1), default=None)


def _join(sheet: Sheet, above: Word, below: Word, beside: Word) -> None:
    """Puts the fraction before the word `beside` it, as part of the same tagged content; tags may hold its figures elsewhere."""
    box = around((above.box, below.box))
    part = WordPart(f"{above.text}/{below.text}", beside.style, beside.base)
    whole = [replace(beside, parts=[part], x0=box.x0, x1=box.x1)]
    if beside.x0 > box.x0 and beside.text[0] in CLOSING:
        beside.parts, beside.x0, whole = [part, *beside.parts], box.x0, []
    held = [word for word in sheet.words if word is not above and word is not below]
    sheet.words = [*chain.from_iterable([*whole, word] if word is beside else [word] for word in held)]
