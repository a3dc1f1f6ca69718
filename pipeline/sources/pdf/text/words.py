"""Characters → words → lines of a PDF page, by baseline and white space, whatever order the page draws them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import attrgetter

from pipeline.model.place import Box
from pipeline.ooxml.symbols import decoded, family
from pipeline.sources.pdf.file.glyphs import Glyph, Style
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.typesetting import UNSPACED

WORD_GAP = 0.2
"""White space, as a share of the font size, that separates words where the page draws no space; a space is about 0.25 wide."""
NARROW_GAP = 0.11
"""The same on a page that draws no spaces at all and does not space its letters: kerning narrows a space before an "A"."""

ASCENT, DESCENT = 0.8, 0.2
"""Where the letters of a line end above and below the baseline, in sizes."""
MIDDLE = (ASCENT - DESCENT) / 2
OVER = 0.1
"""How far, as a share of the font size, a space that lies over a word may reach beyond it."""
KERNED = 0.07
"""A space that reaches farther beyond the word parts it from the next, which kerning pulls near."""
OVERPRINT = 1.5
"""How far, as a multiple of the font size, words lie over those of another line that is printed over them."""
TALL, CAPITALS = 1.8, 0.7
"""A figure or letter so many times as large as its line stands before several lines; its height, in sizes, tells which."""
RAISED_SIZE = 0.85
"""A raised mark is smaller than so many parts of the size of its line."""
MARK_SIGNS = 4
"""So many signs a mark of a note has at most where it stands away from the text: "[12]"."""
SCRIPT_GAP = 0.4
"""White space, as a share of the font size, that programs leave between Chinese characters and figures or Latin letters."""
BLANK = "_.… "
"""What people write on, drawn as characters."""
PRIVATE = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class WordPart:
    """Characters of a word that are set alike, with their baseline in points; `struck` where a line goes through them."""

    text: str
    style: Style
    base: float
    raised: bool = False
    underlined: bool = False
    struck: bool = False


@dataclass(slots=True)
class Word:
    """Characters without white space between them; `spaced` where the page itself draws a space before it.

    `why` says why nobody sees the word, "" where it can be seen; `goals` are the names of places that links lead to.
    """

    parts: list[WordPart]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    turn: int
    mcid: int | None = None
    tag: str = ""
    spaced: bool = False
    link: str = ""
    home: Box | None = None
    why: str = ""
    goals: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The characters as the page has them."""
        return self.parts[0].text if len(self.parts) == 1 else "".join(part.text for part in self.parts)

    @property
    def style(self) -> Style:
        """How its first characters are set."""
        return self.parts[0].style

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom in points on the page."""
        return self.home or Box(self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right; `top` and `bottom` are those of the font size, not of the ink.

    `broken` says that the author ended it by hand within its paragraph.
    """

    words: list[Word]
    base: float
    size: float
    page: int = 0
    marks: list[Box] = field(default_factory=list)
    broken: bool = False

    @property
    def x0(self) -> float:
        """Left edge in points."""
        return min([word.x0 for word in self.words])

    @property
    def x1(self) -> float:
        """Right edge in points."""
        return max([word.x1 for word in self.words])

    @property
    def top(self) -> float:
        """Upper edge of the letters in points."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters in points."""
        return self.base + DESCENT * self.size

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join([word.text for word in self.words])

    @property
    def box(self) -> Box:
        """The box around its words."""
        return around(word.box for word in self.words)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all the boxes."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


def make_words(glyphs: Iterable[Glyph], least: float = WORD_GAP) -> list[Word]:
    """The words of a page in the order in which they are drawn; white space of `least` times the font size separates them."""
    words: list[Word] = []
    open_word: Word | None = None
    spaced = False
    for glyph in glyphs:
        text = glyph.text
        if not text:
            if open_word is not None and _goes_on(open_word, glyph, least):
                _widen(open_word, glyph)
            continue
        if text.isspace():
            if open_word is None or not _stands_over(words, glyph):
                open_word, spaced = None, True
            continue
        if open_word is not None and _goes_on(open_word, glyph, least):
            _append(open_word, glyph)
        else:
            part = WordPart(text, glyph.style, glyph.base)
            open_word = Word(
                [part], glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.base, glyph.style.size, glyph.turn,
                glyph.mcid, glyph.tag, spaced, why=glyph.why,
            )  # fmt: skip
            words.append(open_word)
        spaced = False
    for word in words:
        _read_signs(word)
    return [piece for word in words for piece in (_at_spaces(word) if " " in word.text else [word])]


def _read_signs(word: Word) -> None:
    """Give the signs of symbol fonts their characters: private ones, and a letter that stands for itself ("ü" is a tick)."""
    alone = len(word.parts) == 1 and len(word.parts[0].text) == 1
    for part in word.parts:
        if (alone or PRIVATE.search(part.text)) and (font := family(part.style.font)):
            part.text = "".join(decoded(sign, font) if alone or PRIVATE.match(sign) else sign for sign in part.text)


def word_gap(glyphs: Sequence[Glyph]) -> float:
    """The white space that separates words on this page, as a share of the font size: less where it draws no spaces."""
    letters = sum(not glyph.text.isspace() for glyph in glyphs)
    if len(glyphs) - letters > SETTINGS.drawn_spaces * letters:
        return WORD_GAP
    between = [
        (after.x0 - glyph.x1) / max(glyph.style.size, 1)
        for glyph, after in pairwise(glyphs)
        if glyph.turn == after.turn == 0 and abs(glyph.base - after.base) < SETTINGS.one_base
    ]
    loose = sum(SETTINGS.letters_loose < gap < NARROW_GAP for gap in between)
    return NARROW_GAP if loose < SETTINGS.letters_loose_share * len(between) else WORD_GAP


def _at_spaces(word: Word) -> list[Word]:
    """The words of a replacement text that stands for several (ISO 32000-1, 14.9.4), side by side in its box."""
    pieces = word.text.split()
    step = (word.x1 - word.x0) / max(1, len(word.text))
    words, at = [], 0
    for number, piece in enumerate(pieces):
        at = word.text.index(piece, at)
        x0 = word.x0 + at * step
        at += len(piece)
        part = replace(word.parts[0], text=piece)
        words.append(replace(word, parts=[part], x0=x0, x1=word.x0 + at * step, spaced=word.spaced or number > 0))
    return words


def _stands_over(words: Sequence[Word], space: Glyph) -> bool:
    """Whether a space is drawn over letters of its line: it carries an underline and separates nothing (LibreOffice)."""
    reach = OVER * space.style.size
    for word in reversed(words):
        if space.turn or word.turn or abs(word.base - space.base) > reach:
            return False
        if word.x0 - reach <= space.x0 < word.x1 - reach and space.x1 <= word.x1 + KERNED * space.style.size:
            return True
        if word.x1 < space.x0:
            return False
    return False


def _goes_on(word: Word, glyph: Glyph, least: float) -> bool:
    """Whether the character stands directly after the word, on its baseline or raised a little, and can be seen as it can."""
    turn = glyph.turn
    if turn != word.turn or glyph.why != word.why:
        return False
    small, size = sorted((word.size, glyph.style.size))
    if turn >= 0 and abs(glyph.base - word.base) > min(SETTINGS.letter_lifted * size, small):
        return False
    if turn == 0:
        gap = glyph.x0 - word.x1
    elif turn == 90:
        gap = word.top - glyph.bottom
    elif turn == 270:
        gap = glyph.top - word.bottom
    elif turn == 180:
        gap = word.x0 - glyph.x1
    else:
        apart = max(glyph.x0 - word.x1, word.x0 - glyph.x1, glyph.top - word.bottom, word.top - glyph.bottom)
        return apart < SETTINGS.slanted_gap * size
    if gap > least * size and bool(UNSPACED.match(word.text[-1])) != bool(UNSPACED.match(glyph.text)):
        least = SCRIPT_GAP
    return -SETTINGS.pulled_back * size <= gap <= least * small


def _append(word: Word, glyph: Glyph) -> None:
    last = word.parts[-1]
    if last.style is glyph.style and abs(last.base - glyph.base) < SETTINGS.one_base:
        last.text += glyph.text
    else:
        word.parts.append(WordPart(glyph.text, glyph.style, glyph.base))
        if glyph.style.size > word.size:
            word.size, word.base = glyph.style.size, glyph.base
    _widen(word, glyph)


def _widen(word: Word, glyph: Glyph) -> None:
    if glyph.x0 < word.x0:
        word.x0 = glyph.x0
    if glyph.x1 > word.x1:
        word.x1 = glyph.x1
    if glyph.top < word.top:
        word.top = glyph.top
    if glyph.bottom > word.bottom:
        word.bottom = glyph.bottom


def make_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Lines from top to bottom. A raised or lowered small word belongs to the line whose letters it touches."""
    lines: list[Line] = []
    for word in sorted(words, key=attrgetter("base", "x0")):
        line = lines[-1] if lines else None
        if line is not None and (word.base <= line.base or word.base - line.base <= _nearest(line.size, word.size)):
            line.words.append(word)
            if word.size > line.size:
                line.size, line.base = word.size, word.base
        else:
            lines.append(Line([word], word.base, word.size, page))
    lines = [part for line in lines for part in _parted(line)]
    _lift_tall(lines)
    lines = _with_raised(lines)
    for line in lines:
        line.words.sort(key=attrgetter("x0"))
        _settle(line)
    return lines


def _lift_tall(lines: Sequence[Line]) -> None:
    """Give a tall figure or letter before several lines, as the number of a heading of two, to the first of them."""
    for at, line in enumerate(lines):
        least = min(word.size for word in line.words)
        for tall in [word for word in line.words if word.size > TALL * least and len(word.text) <= MARK_SIGNS]:
            over = (one for one in lines[:at] if one.base > tall.base - CAPITALS * tall.size)
            first = next((one for one in over if _stands_before(tall, one)), None)
            if first is not None:
                line.words.remove(tall)
                first.words.append(tall)


def _stands_before(tall: Word, line: Line) -> bool:
    """Whether a line of smaller words has one next to a tall word, and none over it."""
    free = all(word.x1 <= tall.x0 or word.x0 >= tall.x1 for word in line.words)
    near = any(0 <= word.x0 - tall.x1 < tall.size for word in line.words)
    return free and near and max(word.size for word in line.words) * TALL < tall.size


def _parted(line: Line) -> list[Line]:
    """A line as the lines that are printed over each other in it, as a footer and the text that runs into it."""
    if line.words[0].base == line.words[-1].base:  # they stand in the order of their baselines
        return [line]
    rows: list[Line] = []
    for base, level in groupby(line.words, key=attrgetter("base")):
        words = list(level)
        size = max(word.size for word in words)
        row = next((row for row in rows if _shared(row.words, words) < OVERPRINT * size), None)
        if row is None:
            rows.append(Line(words, base, size, line.page))
        else:
            row.words += words
            row.base, row.size = max((row.size, row.base), (size, base))[::-1]
    return rows if len(rows) > 1 else [line]


def _shared(words: Sequence[Word], others: Sequence[Word]) -> float:
    """The width, in points, over which words lie over others; those beside one large word stand below each other."""
    return sum(
        max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0))
        for one in words
        for other in others
        if one.x0 < other.x1 and other.x0 < one.x1
    )


def _nearest(one: float, other: float) -> float:
    """How far apart, in points, the baselines of words of one line may be; large figures may stand beside several lines."""
    return min(max(one, other) / 2, min(one, other))


def _with_raised(lines: list[Line]) -> list[Line]:
    """A line of small type close above or below another, with no word over or under one of its words, belongs to it."""
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last is not None and line.base - last.base < SETTINGS.raised_near * max(line.size, last.size):
            small, large = (
                (last, line) if last.size < line.size or len(last.text) < SETTINGS.raised_letters else (line, last)
            )
            if (
                small.size < SETTINGS.raised_smaller * large.size or len(small.text) < SETTINGS.raised_letters
            ) and not any(
                word.x0 < other.x1 - SETTINGS.raised_aside and other.x0 < word.x1 - SETTINGS.raised_aside
                for word in small.words
                for other in large.words
            ):
                large.words += small.words
                kept[-1] = large
                continue
        kept.append(line)
    return kept


def _settle(line: Line) -> None:
    """Size and baseline are those of most letters; superscript is what is smaller than its line and above its baseline."""
    if any(word.size != line.size for word in line.words):
        weight: dict[float, int] = {}
        for word in line.words:
            weight[word.size] = weight.get(word.size, 0) + len(word.text)
        line.size = max(weight, key=lambda size: (weight[size], size))
        line.base = next(word.base for word in line.words if word.size == line.size)
    for at, word in enumerate(line.words):
        for part in word.parts:
            above = line.base - part.base
            if above <= 0 or _stands_alone(line, at):
                part.raised = False
                continue
            small = part.style.size < RAISED_SIZE * line.size
            part.raised = (
                above > (SETTINGS.raised_small if small else SETTINGS.raised_large) * line.size
                and part.style.size <= line.size
            )


def _stands_alone(line: Line, at: int) -> bool:
    """Whether a word is too long for the mark of a note, and far from those beside it, as the label of a chart is."""
    word, before, after = line.words[at], line.words[max(0, at - 1) : at], line.words[at + 1 : at + 2]
    near = [word.x0 - other.x1 for other in before] + [other.x0 - word.x1 for other in after]
    return len(word.parts) == 1 and len(word.text) > MARK_SIGNS and min(near, default=line.size) >= line.size


def body_size(lines: Iterable[Line]) -> float:
    """The size in points of running text: the largest in which a good part of the letters is set; 0 without lines."""
    count: dict[float, int] = {}
    for line in lines:
        count[line.size] = count.get(line.size, 0) + sum(len(word.text) for word in line.words)
    total = sum(count.values())
    return max((size for size, letters in count.items() if letters >= SETTINGS.body_share * total), default=0.0)
