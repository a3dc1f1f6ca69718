"""The words of a page by the direction in which they run: turned ones as they stand when the page is turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.sources.pdf.text.words import Word, WordPart


def by_direction(words: Iterable[Word]) -> list[list[Word]]:
    """The words in groups that run in one direction, upright ones first; the others as they stand when the page is turned."""
    groups: dict[int, list[Word]] = {}
    for word in words:
        groups.setdefault(word.turn, []).append(word)
    return [
        group if turn == 0 else [_turned(word) for word in group]
        for turn, group in sorted(groups.items(), key=lambda item: (item[0] != 0, item[0]))
        if turn >= 0
    ]


def _turned(word: Word) -> Word:
    x0, top, x1, bottom = word.box
    if word.turn == 90:
        box, sign = (-bottom, x0, -top, x1), 1
    elif word.turn == 270:
        box, sign = (top, -x1, bottom, -x0), -1
    else:
        box, sign = (-x1, -bottom, -x0, -top), -1
    parts = [WordPart(part.text, part.style, sign * part.base) for part in word.parts]
    return replace(
        word, parts=parts, x0=box[0], top=box[1], x1=box[2], bottom=box[3], base=sign * word.base, turn=0, home=word.box
    )
