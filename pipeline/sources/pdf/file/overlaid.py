"""Words that other letters hide: typed over, under letters of a font of boxes, under a huge letter, or said in place of others.

Where letters of one size lie on each other, neither can be read, and the lower ones are set aside. What a drawn or a huge letter
hides, only the drawn page tells.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.sources.pdf.file.covers import DOUBT
from pipeline.sources.pdf.file.glyphs import Drawn, Glyph

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.state import Mark

TYPED_OVER = "under other letters"
REPLACED = "behind letters that say something else"
COMMON = 0.5
"""Of the narrower letter: how much of their widths two letters have in common that lie on each other."""
ROW = 3.0
"""Points; letters on each other have their baselines within so much."""
MOST_OF_WORD = 0.7
"""The share of its letters from which on a word cannot be read."""
HUGE = 2.5
"""A letter so many times as high as another may cover all of it."""
COVERING = frozenset("#@%&*\\/\u2588")
"""Signs that are typed over letters to hide them; marks such as accents, lines and dots belong to the letters below."""
ALIKE = 0.6
"""The share of its letters that replacement text has in common with the letters that it replaces."""
LONGEST_OF_SIGN = 24
"""Letters; replacement text of a sign, such as an arrow or a tick, is a word or two."""
MOST_SUSPECTS = 4_000
IN_GROUND = "in the colour of what is behind them"
PALE = (IN_GROUND, DOUBT + IN_GROUND)
"""Letters that are not seen themselves may still be painted over others."""


def mark_typed_over(drawn: Drawn) -> None:
    """Set `why` of each letter of a word over which other letters were typed in the same place."""
    order = {id(glyph): number for number, glyph in enumerate(drawn.glyphs)}
    below: set[int] = set()
    for shift in (0.0, 0.5):
        rows = sorted(
            ((glyph.turn, round(glyph.base / ROW + shift), _reach(glyph)[0], order[id(glyph)]), glyph)
            for glyph in drawn.glyphs
            if glyph.text.strip() and (not glyph.why or glyph.why in PALE)
        )
        for (one_key, one), (other_key, other) in pairwise(rows):
            (start, end), (other_start, other_end) = _reach(one), _reach(other)
            common, least = min(end, other_end) - other_start, min(end - start, other_end - other_start)
            if one_key[:2] == other_key[:2] and common > COMMON * least:
                lower, upper = sorted((one, other), key=lambda glyph: order[id(glyph)])
                if _hides(lower, upper):
                    below.add(order[id(lower)])
    for word in numbers_of_words(drawn.glyphs) if below else ():
        letters = [number for number in word if drawn.glyphs[number].text.isalnum()]
        hidden = sum(number in below for number in letters)
        if hidden > 1 and hidden >= MOST_OF_WORD * len(letters):
            for number in word:
                drawn.glyphs[number].why = TYPED_OVER


def _reach(glyph: Glyph) -> tuple[float, float]:
    """Where a letter begins and ends along its line, which may run up or down the page."""
    return (glyph.top, glyph.bottom) if glyph.turn in (90, 270) else (glyph.x0, glyph.x1)


def _hides(lower: Glyph, upper: Glyph) -> bool:
    """Whether a letter lies on another one of about its size, so that neither can be read."""
    sizes = sorted((lower.style.size, upper.style.size))
    return (
        (lower.text != upper.text or upper.why in PALE)
        and not lower.why
        and _plain_letter(lower.text)
        and (_plain_letter(upper.text) or upper.text in COVERING or upper.text.startswith("(cid:"))
        and 0 < sizes[1] < 2 * sizes[0]
        and lower.turn >= 0
    )


def _plain_letter(text: str) -> bool:
    """Whether a text is a letter or figure of a script whose letters stand beside each other."""
    return (
        len(text) <= 2 and text.isalnum() and all(sign < "\u0530" and not "\u02b0" <= sign <= "\u036f" for sign in text)
    )


def numbers_of_words(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The numbers of the letters of each word: those that follow each other on a line without a space."""
    word: list[int] = []
    for number, glyph in enumerate(glyphs):
        last = glyphs[word[-1]] if word else None
        size = glyph.style.size
        apart = last is None or abs(glyph.base - last.base) > ROW or not -size < glyph.x0 - last.x1 < 0.25 * size
        if word and (apart or glyph.text.isspace()):
            yield word
            word = []
        if not glyph.text.isspace():
            word.append(number)
    if word:
        yield word


def under_drawn_letters(drawn: Drawn) -> Iterator[Glyph]:
    """The letters that lie under a later letter of a font of drawings, or under one that is many times as high."""
    drawings = [number for number, glyph in enumerate(drawn.glyphs) if glyph.style.drawn]
    usual = Counter(round(glyph.style.size) for glyph in drawn.glyphs).most_common(1)
    least = HUGE * usual[0][0] if usual else 0.0
    huge = [number for number, glyph in enumerate(drawn.glyphs) if glyph.style.size > least > 0]
    upper = sorted({*drawings, *huge})
    if not upper or len(drawings) == len(drawn.glyphs) or len(upper) > MOST_SUSPECTS:
        return
    lower = [(number, glyph) for number, glyph in enumerate(drawn.glyphs[: upper[-1]]) if not glyph.style.drawn]
    columns: dict[int, list[int]] = {}
    for number in upper:
        glyph = drawn.glyphs[number]
        for column in range(int(glyph.x0 // 20), int(glyph.x1 // 20) + 1):
            columns.setdefault(column, []).append(number)
    for number, glyph in lower:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        above = (drawn.glyphs[at] for at in columns.get(int(x // 20), ()) if at > number)
        if not glyph.why and any(
            one.x0 <= x <= one.x1 and one.top <= y <= one.bottom and (one.style.drawn or one.style.size > HUGE * glyph.style.size)
            for one in above
        ):  # fmt: skip
            yield glyph


def doubt_under_letters(drawn: Drawn) -> None:
    """Leave it to the drawn page whether those letters are seen."""
    for glyph in under_drawn_letters(drawn):
        glyph.why = DOUBT + TYPED_OVER


def settle_replaced(mark: Mark, drawn: Drawn) -> None:
    """At the end of content with replacement text (14.9.4): where the letters say something else, they are what is read."""
    own = "".join(text for _, text in mark.own)
    if not mark.own or not _unlike(mark.said, own, mark.sure):
        return
    for glyph, text in mark.own:
        glyph.text = text
    drawn.glyphs.append(replace(mark.own[0][0], text=mark.said, why=REPLACED))


def _unlike(said: str, own: str, sure: bool) -> bool:
    heard, seen = letters_of(said), letters_of(own)
    if not heard:
        return False
    if not own.strip():
        return True
    if not seen:
        return heard.total() > LONGEST_OF_SIGN
    readable = sure and "(cid:" not in own and all(sign < "\u0530" for sign in own)
    return readable and (heard & seen).total() < ALIKE * max(heard.total(), seen.total())


def letters_of(text: str) -> Counter[str]:
    """The letters and figures of a text, each with how often it occurs."""
    return Counter(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())
