"""Words that other letters hide: typed over, under letters of a font of boxes, under a huge letter, or said in place of others.

Where letters of one size lie on each other, neither can be read, and the lower ones are set aside. What a drawn or a huge letter
hides, only the drawn page shows it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from pipeline.sources.pdf.file.covers import DOUBT
from pipeline.sources.pdf.file.glyphs import Glyph
from pipeline.sources.pdf.file.state import Drawn

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.state import MarkedContent

TYPED_OVER = "under other letters"
REPLACED = "behind letters that say something else"
LIES = "in letters that are drawn as others"
COMMON = 0.5
"""As a share of the narrower letter: how much of their widths two letters have in common that lie on each other."""
ROW = 3.0
"""Points; letters on each other have their baselines within so much."""
LINES_APART, SAME = 0.4, 1.3
"""As a share of the font size: lines of one size that are nearer cannot be read; a raised figure is smaller, or farther off."""
MOST_OF_WORD = 0.7
"""The share of its letters from which on a word cannot be read."""
HUGE = 2.5
"""A letter so many times as high as another may cover all of it."""
WORD_ENDS = 0.25
"""White space that ends a word, in type sizes."""
COLUMN = 20.0
"""Points; letters are looked up in columns of this width."""
COVERING = frozenset("#@%&*\\/\u2588")
"""Signs that are typed over letters to hide them; marks such as accents, lines and dots belong to the letters below."""
SHARED_LETTERS = 0.6
"""The share of its letters that replacement text has in common with the letters that it replaces."""
LONGEST_OF_SIGN = 24
"""Letters; replacement text of a sign, such as an arrow or a tick, is a word or two."""
SHORTEST_WORD = 3
"""Letters that the file says as nothing, and that are read all the same; fewer may be a hyphen or a part of a ligature."""
MOST_SUSPECTS = 4_000
IN_GROUND = "in the colour of what is behind them"
PALE = (IN_GROUND, DOUBT + IN_GROUND)
"""Letters that are not seen themselves may still be painted over others."""


def mark_typed_over(drawn: Drawn) -> None:
    """Set `why` of each letter of a word over which other letters were typed in the same place."""
    glyphs = drawn.glyphs
    below: set[int] = set()
    lines = _lines(glyphs)
    for row in chain(_rows(lines), _near_rows(glyphs, lines)):
        for (start, number, end), (other_start, other, other_end) in pairwise(row):
            if start <= end <= other_start <= other_end:
                continue
            common, least = min(end, other_end) - other_start, min(end - start, other_end - other_start)
            lower, upper = min(number, other), max(number, other)
            if common > COMMON * least and _hides(glyphs[lower], glyphs[upper]):
                below.add(lower)
    for word in numbers_of_words(drawn.glyphs) if below else ():
        letters = [number for number in word if drawn.glyphs[number].text.isalnum()]
        hidden = sum(number in below for number in letters)
        if hidden > 1 and hidden >= MOST_OF_WORD * len(letters):
            for number in word:
                drawn.glyphs[number].why = TYPED_OVER


_Letter = tuple[float, int, float]
"""Where a letter begins along its line, its number, and where it ends."""


_Lines = dict[tuple[int, float], list[_Letter]]


def _lines(glyphs: Sequence[Glyph]) -> _Lines:
    """The visible letters by the turn and the baseline of their line."""
    lines: _Lines = {}
    for number, glyph in enumerate(glyphs):
        if (not glyph.why or glyph.why in PALE) and glyph.text.strip():
            upright = glyph.turn in (90, 270)
            start, end = (glyph.top, glyph.bottom) if upright else (glyph.x0, glyph.x1)
            lines.setdefault((glyph.turn, glyph.base), []).append((start, number, end))
    return lines


def _rows(lines: _Lines) -> Iterator[list[_Letter]]:
    """The letters of each row, in order: a row is what rounds to one baseline in one of two ways."""
    done: set[tuple[tuple[int, float], ...]] = set()
    for shift in (0.0, 0.5):
        rows: dict[tuple[int, int], list[tuple[int, float]]] = {}
        for line in lines:
            rows.setdefault((line[0], round(line[1] / ROW + shift)), []).append(line)
        for row in map(tuple, rows.values()):
            if row not in done:
                done.add(row)
                yield sorted(chain.from_iterable(lines[line] for line in row))


def _near_rows(glyphs: Sequence[Glyph], lines: _Lines) -> Iterator[list[_Letter]]:
    """The letters of two lines that are so near each other that neither can be read, in order."""
    ordered, pairs = sorted(lines), 0
    for at, line in enumerate(ordered):
        reach = LINES_APART * glyphs[lines[line][0][1]].style.size
        for other in ordered[at + 1 :]:
            pairs += 1
            if other[0] != line[0] or other[1] - line[1] >= reach or pairs > MOST_SUSPECTS:
                break
            if other[1] - line[1] > ROW / 2 and len(lines[line]) > 1 < len(lines[other]):
                yield sorted(chain(lines[line], lines[other]))


def _hides(lower: Glyph, upper: Glyph) -> bool:
    """Whether a letter lies on another one of about its size, so that neither can be read."""
    sizes = sorted((lower.style.size, upper.style.size))
    apart = abs(lower.base - upper.base)
    if apart > ROW and not (apart < LINES_APART * sizes[0] and sizes[1] < SAME * sizes[0]):
        return False
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
    last: Glyph | None = None
    for number, glyph in enumerate(glyphs):
        space = glyph.text.isspace()
        if last is not None:
            size = glyph.style.size
            apart = abs(glyph.base - last.base) > ROW or not -size < glyph.x0 - last.x1 < WORD_ENDS * size
            if space or apart:
                yield word
                word, last = [], None
        if not space:
            word.append(number)
            last = glyph
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
        for column in range(int(glyph.x0 // COLUMN), int(glyph.x1 // COLUMN) + 1):
            columns.setdefault(column, []).append(number)
    for number, glyph in lower:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        above = (drawn.glyphs[at] for at in columns.get(int(x // COLUMN), ()) if at > number)
        if not glyph.why and any(
            one.x0 <= x <= one.x1 and one.top <= y <= one.bottom and (one.style.drawn or one.style.size > HUGE * glyph.style.size)
            for one in above
        ):  # fmt: skip
            yield glyph


def doubt_under_letters(drawn: Drawn) -> None:
    """Leave it to the drawn page whether those letters are seen."""
    for glyph in under_drawn_letters(drawn):
        glyph.why = DOUBT + TYPED_OVER


def settle_replaced(mark: MarkedContent, drawn: Drawn) -> None:
    """At the end of content with replacement text (14.9.4): where the letters say something else, they are what is read."""
    own = "".join(text for _, text in mark.own)
    if not mark.own or not _unlike(mark.said, own, mark.sure):
        return
    for glyph, text in mark.own:
        glyph.text = text
    if mark.said.strip():
        drawn.glyphs.append(replace(mark.own[0][0], text=mark.said, why=REPLACED))


def _unlike(said: str, own: str, sure: bool) -> bool:
    heard, seen = letters_of(said), letters_of(own)
    if not heard:
        return sure and seen.total() >= SHORTEST_WORD
    if not own.strip():
        return True
    if not seen:
        return heard.total() > LONGEST_OF_SIGN
    readable = sure and "(cid:" not in own and all(sign < "\u0530" for sign in own)
    return readable and (heard & seen).total() < SHARED_LETTERS * max(heard.total(), seen.total())


def letters_of(text: str) -> Counter[str]:
    """The letters and figures of a text, each with how often it occurs."""
    return Counter(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())
