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
    left, head, right, foot = word.box
    if word.turn == 90:
        (x0, top, x1, bottom), sign = (-foot, left, -head, right), 1
    elif word.turn == 270:
        (x0, top, x1, bottom), sign = (head, -right, foot, -left), -1
    else:
        (x0, top, x1, bottom), sign = (-right, -foot, -left, -head), -1
    parts = [WordPart(part.text, part.style, sign * part.base) for part in word.parts]
    return replace(
        word, parts=parts, x0=x0, top=top, x1=x1, bottom=bottom, base=sign * word.base, turn=0, home=word.box
    )
