"""The characters of a PDF page with all that the page says about them, in the order of its content stream."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from pipeline.model.place import Box

LEAN = 0.05
"""How far a line of text may lean and still run in one of the four directions, as a slope."""
TWICE = 0.12
"""How far apart two drawings of one letter are at most, in type sizes."""
LETTER_TOP = 0.5
"""How far above its baseline a letter that is not upside down reaches at least, in type sizes."""
COLUMN = 8.0
"""Points; glyphs are looked up in columns of this width, to find the same one beside them."""


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are set: face, size in points, weight, slope, colour as #rrggbb, text rendering mode.

    `drawn` says that they are small drawings (9.6.5), `lent` that each viewer draws them with a font of its
    own, which may not have their letters (9.7.5.2).
    """

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str
    mode: int
    drawn: bool = False
    lent: bool = False


@dataclass(slots=True)
class Glyph:
    """A character with its box in points from the top left corner, its baseline, and the turn of its text in degrees.

    `order` is how many covers were painted before it; `why` says why nobody sees it, with a question mark in front where
    only the drawn page can tell.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style
    mcid: int | None
    tag: str
    turn: int
    order: int = 0
    why: str = ""

    @property
    def upright(self) -> bool:
        """Whether it stands on a level line, and is not upside down or mirrored."""
        return self.turn == 0 and self.top <= self.base - LETTER_TOP * self.style.size


@dataclass(frozen=True, slots=True)
class Cover:
    """An area that hides what was painted before it, in points from the top left; `colour` is "" where it has several.

    `sure` where all of the box is painted, and opaquely.
    """

    box: Box
    kind: str
    colour: str = ""
    sure: bool = True


def turn_of(a: float, b: float) -> int:
    """The direction of the text in degrees against the clock, -1 where it is none of the four."""
    if abs(b) <= LEAN * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= LEAN * abs(b):
        return 90 if b > 0 else 270
    return -1


def repeated(glyphs: list[Glyph]) -> list[bool]:
    """For each glyph whether the same one was drawn at the same place before, as printers imitate bold or a shadow.

    Of two the one that shows is kept: a white outline may lie under the letters that it sets off from their ground.
    """
    twice = [False] * len(glyphs)
    lines: dict[int, dict[str, dict[int, list[int]]]] = {}
    line: dict[str, dict[int, list[int]]] = {}
    beside: list[dict[str, dict[int, list[int]]]] = []
    last: Glyph | None = None
    for number, glyph in enumerate(glyphs):
        slack = min(TWICE * glyph.style.size, COLUMN)
        if last is None or glyph.base != last.base:
            at, last = round(glyph.base), glyph
            line = lines.setdefault(at, {})
            beside = [lines[near] for near in range(at - ceil(slack), at + ceil(slack) + 1) if near in lines]
        text, column, before = glyph.text, int(glyph.x0 // COLUMN), -1
        for columns in [one[text] for one in beside if text in one]:
            for near in (column, column - 1, column + 1):
                for other in columns.get(near, ()):
                    if abs(glyphs[other].x0 - glyph.x0) < slack and abs(glyphs[other].top - glyph.top) < slack:
                        before = -1 if other == number - 1 and _is_double_letter(glyphs, number) else other
        columns = line.setdefault(text, {})
        if before < 0:
            columns.setdefault(column, []).append(number)
        elif text.isprintable() and not text.startswith(("(cid:", "\ufffd", " ")):
            shows = bool(glyphs[before].why) and not glyph.why
            twice[before if shows else number] = True
            if shows:
                columns.setdefault(column, []).append(number)
    return twice


def _is_double_letter(glyphs: list[Glyph], number: int) -> bool:
    """Whether two glyphs drawn in turn are two letters set tight: where each is drawn twice, so are those beside it."""
    beside = (glyphs[number - 3 : number - 1], glyphs[number + 1 : number + 3])
    return not any(len(pair) == 2 and pair[0].text == pair[1].text for pair in beside)
