"""Words of a PDF page that no reader sees: covered, clipped away, transparent, in the colour of what is behind them, too small.

Such words are never content: most often somebody meant to take them out, and put a black box over them instead. Each place
is an error until a person has asked who did that. Where boxes alone cannot tell, the page is drawn and looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.model.place import Box
from pipeline.sources.pdf.file.covers import (
    BLOCKS,
    CLIPPED,
    CLIPS,
    DOUBT,
    EMPTY,
    LAYER,
    LETTER,
    RECOLOURED,
    SMEARED,
    TRANSPARENT,
    UNPAINTED,
)
from pipeline.sources.pdf.file.glyphs import Cover, Glyph
from pipeline.sources.pdf.file.overlaid import (
    IN_GROUND,
    LIES,
    REPLACED,
    TYPED_OVER,
    doubt_under_letters,
    mark_typed_over,
    numbers_of_words,
)
from pipeline.sources.pdf.file.state import Drawn

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.faces import Face
    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.sheet import Sheet

INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1 table 106)."""
ALIKE = (20, 20, 40)
"""Out of 255: colours that differ by less in red, green and blue look the same; the eye is weak in blue: pale yellow is white."""
PAPER = "#ffffff"
THINNEST = 3.0
"""Points; nothing that is lower or narrower is what a letter stands on."""
SMALLEST, NARROWEST = 2.1, 0.04
"""Points, and shares of the size: letters that are smaller, or narrower on average, are dots and lines to the eye."""
PAINTED, OUTLINED = (0, 1, 2, 4, 5, 6), (2, 6)
"""Text rendering modes that paint letters, and those that paint both their inside and their outline."""
POINTS = [(x, y) for y in (0.45, 0.3, 0.1) for x in (0.2, 0.5, 0.8)]
"""Where a letter is looked at: parts of its width, and of its size above the baseline."""
UPPER_HALF = (0.5, 0.28)
"""How high above the baseline, in type sizes, the upper half of small letters ends and begins."""
FOOT = 0.2
"""The share of the height of a turned letter that lies below its baseline."""
TRIALS = 24
"""Letters that are looked at before a font, or a colour, is said to show nothing."""
ALL, MOST = 9, 6
"""A letter is covered where all of its points are; where most of them are, the drawn page shows it."""
BAND = 16.0
"""Points; the letters of a page are sorted into bands of this height, to find those under an area."""
MOST_CHECKS = 3_000_000
"""Pairs of areas and letters; a drawing with more is looked at as it is drawn."""
LOWEST = 0.25
"""As a share of the font size: signs such as "_" have their strokes so far below the line, whatever their font says of itself."""
FEWEST_STRIPED = 3
"""Letters of a word; fewer may leave as much of their room white as stripes do."""
OFF_PAGE, TOO_SMALL, TOO_LARGE = "off the page", "too small to read", "too large to read"
IN_FIELD = "in a form field that does not show them"
TYPED_UNSEEN = "in a comment that does not show them"
NOT_IN_PICTURE = "where the picture of the page shows nothing"
GROUND = 0.6
"""A picture that covers so much of the page is a scan, and the text under it was recognised in it."""
UNDER = {
    "box": "under a box", "dark": "under a black box", "white": "under a white box", "picture": "under a picture",
    "redact": "under a mark for redaction", "annotation": "under a box that was added as a comment",
}  # fmt: skip
SECRET = {*UNDER.values(), NOT_IN_PICTURE, OFF_PAGE, IN_GROUND, TOO_SMALL, TOO_LARGE, SMEARED, UNPAINTED, CLIPPED, LAYER,
          RECOLOURED, TRANSPARENT, EMPTY, TYPED_OVER, REPLACED, LIES, IN_FIELD, TYPED_UNSEEN}  # fmt: skip
"""The reasons for which a word may be a secret."""
RECOGNISED = "recognised"
SHOWN = "ask who hid them, and why; when you know, delete the line # check: about them"


def mark_hidden(drawn: Drawn, page: Sheet, eyes: Eyes) -> None:
    """Set `why` of each glyph that nobody sees."""
    if drawn.stopped:
        eyes.endless.add(page.number)
    _mark_covered(drawn, page)
    _mark_alike(drawn)
    mark_typed_over(drawn)
    _try_colours(drawn, page, eyes)
    if drawn.untried:
        _try_letters(drawn, page, eyes)
        _mark_alike_shapes(drawn, page, eyes)
    _mark_lies(drawn)
    doubt_under_letters(drawn)
    _mark_striped(drawn, page, eyes)
    for glyph in [glyph for glyph in drawn.glyphs if glyph.why.startswith(DOUBT)]:
        if glyph.why == DOUBT + TYPED_OVER:
            glyph.why = "" if eyes.sees_below(page.number, page.as_drawn(_ink(glyph)), glyph.style.size) else TYPED_OVER
        else:
            sees = eyes.sees_anything if glyph.style.mode >= CLIPS else eyes.sees_text
            part = _ink(glyph) if glyph.why != DOUBT + CLIPPED else _upper(glyph)
            low = Box(glyph.x0, glyph.base, glyph.x1, glyph.base + LOWEST * glyph.style.size)
            parts = [part] if glyph.text.isalnum() or not glyph.upright else [part, low]
            seen = glyph.text.isspace() or any(sees(page.number, page.as_drawn(one)) for one in parts)
            glyph.why = "" if seen else glyph.why.removeprefix(DOUBT)


def _try_colours(drawn: Drawn, page: Sheet, eyes: Eyes) -> None:
    """Look at letters of which nobody knows whether their colour shows anything."""
    for key, glyphs in drawn.trials.items():
        some = [glyph for glyph in glyphs if not glyph.why and glyph.text.isalnum() and glyph.style.mode in PAINTED]
        if some and eyes.can_see(page.number):
            if any(eyes.sees_text(page.number, page.as_drawn(_ink(glyph))) for glyph in some[:TRIALS]):
                eyes.proven.add(key)
                continue
            for glyph in some:
                glyph.why = IN_GROUND


def _try_letters(drawn: Drawn, page: Sheet, eyes: Eyes) -> None:
    """Look at words of which no letter was ever seen in its font: the letters of such a font may show nothing."""
    glyphs, untried = drawn.glyphs, drawn.untried
    words = [[glyphs[at] for at in word if glyphs[at].text.isalnum()] for word in numbers_of_words(glyphs)]
    words = [
        word for word in words if len(word) > 1 and all(id(glyph) in untried and _is_painted(glyph) for glyph in word)
    ]
    if not words or not eyes.can_see(page.number):
        return
    for closely in (False, True):
        tried: Counter[tuple[Face, int]] = Counter()
        for word in words:
            several = len({untried[id(glyph)][1] for glyph in word}) > 1
            sees = eyes.sees_letter if several else eyes.sees_text  # one block beside another is a sign
            for glyph in word:
                face, code = key = untried[id(glyph)]
                tried[key] += 1
                if code not in face.seen and tried[key] <= TRIALS:
                    box = page.as_drawn(_ink(glyph))
                    if eyes.glances_at_letter(page.number, box) or (closely and sees(page.number, box)):
                        face.seen.add(code)
        words = [
            word for word in words if not any(untried[id(glyph)][1] in untried[id(glyph)][0].seen for glyph in word)
        ]
    for glyph in chain.from_iterable(words):
        glyph.why = EMPTY


def _mark_alike_shapes(drawn: Drawn, page: Sheet, eyes: Eyes) -> None:
    """Mark words in a font that draws most of their letters with one shape."""
    new: dict[Face, set[int]] = {}
    for face, code in drawn.untried.values():
        if code not in face.known:
            new.setdefault(face, set()).add(code)
            face.known.add(code)
    eyes.compare_shapes(page.number, new)
    for glyph in drawn.glyphs if any(face.lies for face in new) else ():
        tried = drawn.untried.get(id(glyph))
        if tried and tried[1] in tried[0].lies:
            glyph.why = glyph.why or LIES
    if not any(face.alike or face.crowded for face in {face for face, _ in drawn.untried.values()}):
        return
    for word in numbers_of_words(drawn.glyphs):
        letters = [drawn.glyphs[at] for at in word if drawn.glyphs[at].text.isalnum()]
        faces = [drawn.untried.get(id(glyph)) for glyph in letters]
        if sum(bool(found and found[1] in found[0].alike | found[0].crowded) for found in faces) > len(letters) / 2:
            for glyph in letters:
                glyph.why = glyph.why or SMEARED


def _mark_striped(drawn: Drawn, page: Sheet, eyes: Eyes) -> None:
    """Mark level words of which the page shows stripes that are too few to read them by, where boxes leave a doubt."""
    doubts = {DOUBT + reason for reason in (CLIPPED, *UNDER.values())}
    if doubts.isdisjoint(glyph.why for glyph in drawn.glyphs):
        return
    for word in numbers_of_words(drawn.glyphs):
        letters = [glyph for glyph in (drawn.glyphs[at] for at in word) if glyph.text.isalnum() and glyph.upright]
        if len(letters) >= FEWEST_STRIPED and all(glyph.why in doubts for glyph in letters):
            left, right = min(glyph.x0 for glyph in letters), max(glyph.x1 for glyph in letters)
            _, top, _, base = _ink(letters[0])
            if eyes.sees_stripes(page.number, page.as_drawn(Box(left, top, right, base)), letters[0].style.size):
                for glyph in letters:
                    glyph.why = glyph.why.removeprefix(DOUBT)


def _mark_lies(drawn: Drawn) -> None:
    """Mark each figure and each word of several letters in which a letter is drawn as another; a single letter may be a sign."""
    if not any(glyph.why == LIES for glyph in drawn.glyphs):
        return
    for word in numbers_of_words(drawn.glyphs):
        letters = [glyph for glyph in (drawn.glyphs[at] for at in word) if glyph.text.isalnum()]
        if any(glyph.why == LIES for glyph in letters):
            why = LIES if len(letters) > 1 or letters[0].text.isdecimal() else ""
            for glyph in (drawn.glyphs[at] for at in word):
                glyph.why = why if glyph.why in ("", LIES) else glyph.why


def _is_painted(glyph: Glyph) -> bool:
    return not glyph.why and glyph.style.mode in PAINTED


def _ink(glyph: Glyph) -> Box:
    """The part of the box of a glyph in which small letters have their strokes."""
    size = glyph.style.size
    if glyph.upright:
        return Box(glyph.x0, glyph.base - LETTER * size, glyph.x1, glyph.base)
    return Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom)


def _upper(glyph: Glyph) -> Box:
    """The part of the box of a level letter, without which nobody can read it: the upper half of small letters."""
    left, _, right, _ = box = _ink(glyph)
    level = glyph.upright and glyph.text.isalnum()
    top, bottom = (glyph.base - up * glyph.style.size for up in UPPER_HALF)
    return Box(left, top, right, bottom) if level else box


def _mark_covered(drawn: Drawn, page: Sheet) -> None:
    scan = GROUND * page.width * page.height
    first = min([glyph.order for glyph in drawn.glyphs], default=0)
    bands = _bands(drawn.glyphs) if first < len(drawn.covers) else {}
    masks: dict[int, int] = {}
    checks = 0
    for number in range(first, len(drawn.covers)):
        cover = drawn.covers[number]
        if cover.kind == "picture" and _area(cover.box) > scan:
            _mark_recognised(cover.box, bands, number)
            continue
        for glyph in _below(cover.box, bands, number):
            checks += 1
            if (
                glyph.style.mode in INVISIBLE
            ):  # no cover hides what is not painted: the picture that it was recognised in tells
                continue
            mask = masks.get(id(glyph), 0) | _points_in(glyph, cover.box)
            masks[id(glyph)] = mask
            count = mask.bit_count()
            if count == ALL and cover.sure:
                glyph.why = _under(cover)
            elif count >= MOST and not glyph.why:
                glyph.why = DOUBT + _under(cover)
        if checks > MOST_CHECKS:
            for glyph in drawn.glyphs:
                glyph.why = glyph.why or DOUBT + UNDER["box"]
            break


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _mark_recognised(box: Box, bands: dict[int, list[Glyph]], number: int) -> None:
    """Text under the picture of a page was recognised in it, as text that is not painted was."""
    for glyph in _below(box, bands, number):
        if not glyph.why or glyph.why.startswith(DOUBT):
            glyph.why = RECOGNISED


def _bands(glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """The letters of the page in bands from top to bottom, each band in the order of drawing."""
    bands: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text and not glyph.text.isspace():
            bands.setdefault(int(glyph.bottom // BAND), []).append(glyph)
    return bands


def _below(box: Box, bands: dict[int, list[Glyph]], number: int) -> Iterator[Glyph]:
    """The letters that were painted before the cover of that number and that may lie in its box."""
    left, top, right, bottom = box
    rows = range(int(top // BAND), int(bottom // BAND) + 3)
    for row in rows if len(rows) < len(bands) else bands:
        band = bands.get(row, [])
        for glyph in band[: bisect_right(band, number, key=_order)]:
            if glyph.x0 < right and glyph.x1 > left and glyph.top < bottom and glyph.bottom > top:
                yield glyph


def _order(glyph: Glyph) -> int:
    return glyph.order


def _points_in(glyph: Glyph, box: Box) -> int:
    """The points of a glyph that lie in the box, as bits."""
    left, top, right, bottom = box
    wide, size = glyph.x1 - glyph.x0, glyph.style.size
    if left <= glyph.x0 and glyph.x1 <= right and top <= glyph.top and glyph.bottom <= bottom:
        return (1 << ALL) - 1
    level, high = glyph.turn == 0, glyph.bottom - glyph.top
    number = 0
    for bit, (across, up) in enumerate(POINTS):
        x = glyph.x0 + across * wide
        y = glyph.base - up * size if level else glyph.bottom - (FOOT + up) * high
        if left <= x <= right and top <= y <= bottom:
            number |= 1 << bit
    return number


def _under(cover: Cover) -> str:
    if cover.kind == "box" and cover.colour:
        kind = "dark" if _alike(cover.colour, "#000000") else "white" if _alike(cover.colour, PAPER) else "box"
        return UNDER[kind]
    return UNDER[cover.kind]


def _mark_alike(drawn: Drawn) -> None:
    """Letters in the colour of what lies behind them, be it paper, a box, or a picture, which only the drawn page can tell."""
    colours = {glyph.style.colour for glyph in drawn.glyphs} - {""}
    grounds = {PAPER, *(cover.colour for cover in drawn.covers if cover.colour)}
    alike = {(colour, ground) for colour in colours for ground in grounds if _alike(colour, ground)}
    suspects = {colour for colour, _ in alike}
    unknown = _Areas(
        (number, cover.box)
        for number, cover in enumerate(drawn.covers)
        if not (cover.sure and cover.colour)
        and min(cover.box.x1 - cover.box.x0, cover.box.bottom - cover.box.top) > THINNEST
    )
    all_areas = _Areas((number, cover.box) for number, cover in enumerate(drawn.covers))
    if not (suspects or unknown.areas or any(not glyph.style.colour for glyph in drawn.glyphs)):
        return
    steps = 0
    step = min(len(unknown.areas), 40)
    for glyph in drawn.glyphs:
        steps += step
        known = glyph.style.colour in suspects or unknown.last_behind(glyph) is not None
        known = (known or not glyph.style.colour) and glyph.text not in BLOCKS
        if known and not glyph.why and glyph.style.mode in PAINTED and not glyph.text.isspace():
            steps += glyph.order
            if steps > MOST_CHECKS:
                glyph.why = DOUBT + IN_GROUND
                continue
            behind = all_areas.last_behind(glyph)
            ground = drawn.covers[behind] if behind is not None else None
            if not glyph.style.colour:
                glyph.why = DOUBT + IN_GROUND if ground is not None else ""
            elif ground is None or (ground.sure and ground.colour):
                colour = ground.colour if ground else PAPER
                doubt = DOUBT if glyph.style.mode in OUTLINED else ""
                glyph.why = doubt + IN_GROUND if (glyph.style.colour, colour) in alike else ""
            else:
                glyph.why = DOUBT + IN_GROUND


class _Areas:
    """Painted areas with their numbers, in bands from top to bottom, to find the one behind a letter."""

    def __init__(self, areas: Iterable[tuple[int, Box]]) -> None:
        self.areas = list(areas)
        self._bands: dict[int, list[tuple[int, Box]]] = {}

    def last_behind(self, glyph: Glyph) -> int | None:
        """The number of the last area that was painted before the letter and holds its middle, None where there is none."""
        if not self.areas:
            return None
        x, y, order = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2, glyph.order
        row = int(y // BAND)
        band = self._bands.get(row)
        if band is None:
            top, bottom = row * BAND, (row + 1) * BAND
            band = self._bands[row] = [
                (number, box) for number, box in reversed(self.areas) if box.top <= bottom and box.bottom >= top
            ]
        for number, (left, top, right, bottom) in band:
            if left <= x <= right and top <= y <= bottom and number < order:
                return number
        return None


@lru_cache(maxsize=4096)
def _alike(one: str, other: str) -> bool:
    apart = (abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return all(part < most for part, most in zip(apart, ALIKE, strict=True))
