"""Hyphens that a font reads by another code: soft ones (U+00AD), as in Google Docs ("2016-07-25"), and those of Unicode.

A soft hyphen inside a line is a hyphen. At the end of a line it may be the type-setter's, and is left for the speller; it is an
author's as well where its font has such signs inside lines and no other hyphen.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from pipeline.sources.pdf.file.faces import HYPHENS, SOFT
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word


def read_hyphens(sheets: Sequence[Sheet]) -> None:
    """Give the hyphens of fonts that have them by another code, and soft hyphens that are hyphens, their character."""
    words = [*chain.from_iterable(sheet.words for sheet in sheets)]
    own = {part.style.font for word in words for part in word.parts if "-" in part.text}
    for sign in filter("".join([word.text for word in words]).__contains__, map(chr, HYPHENS)):
        held = [
            (word, _may_end(word, sign, after)) for word, after in zip_longest(words, words[1:]) if sign in word.text
        ]
        fonts = {font for word, may_end in held for font in _fonts_inside(word, sign, may_end=may_end)} - own
        for word, may_end in held:
            for part in word.parts:
                end = sign if may_end and part is word.parts[-1] and part.style.font not in fonts else ""
                if sign == SOFT or part.style.font in fonts:
                    part.text = part.text.removesuffix(end).replace(sign, "-") + end


def _fonts_inside(word: Word, sign: str, *, may_end: bool) -> set[str]:
    """The fonts in which a word has a sign before its end."""
    return {
        part.style.font
        for part in word.parts
        if sign in (part.text[:-1] if may_end and part is word.parts[-1] else part.text)
    }


def _may_end(word: Word, sign: str, after: Word | None) -> bool:
    """Whether a word ends in a sign where its line may end: no word was drawn behind it at the distance of a space."""
    near = after is not None and after.base == word.base and 0 < after.x0 - word.x1 < SETTINGS.word_space * word.size
    return word.text[-1] == sign and word.text[-2:-1].isalnum() and not near
