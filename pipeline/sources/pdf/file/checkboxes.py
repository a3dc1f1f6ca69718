"""Boxes to tick that a page draws with lines become the characters ☐ and ☒, as the fonts of other programs have them.

LibreOffice draws the check boxes of Word forms as squares, crossed where they are ticked: without them "Male ☐ Female ☒" says
nothing. A square is one where it is about as high as a line of text, stands alone, and no word stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.file.colours import hex_of
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.text.words import Word, WordPart

if TYPE_CHECKING:
    from pipeline.sources.pdf.sheet import Sheet

SMALLEST_BOX, MOST = 8.0, 18.0
"""Points; a smaller square is a bullet, a larger one a frame."""
SQUARE = 0.1
"""How far the sides of a square differ at most, as a share of its width."""
REACH = 3.0
"""How far the word beside a box is away at most, in heights of the box."""
ACROSS, OUT = 0.5, 1.1
"""The share of a box that a stroke through it is wide and high at least, and how many times as high as the box at most."""
MANY = 200
"""A page with more such squares is a map or a form of single letters."""
BELOW = 0.15
"""How far, as a share of its side, a box reaches below the baseline."""
TOUCHING = 1.0
"""Points: squares that are nearer to each other touch."""
WHITE = "#ffffff"
SIGNS = dict.fromkeys("□❏❐❑❒", "☐") | {"⌧": "☒"}
"""The boxes that fonts of signs have, which are bullets where they begin a line and no other box stands on it."""


def read_checkboxes(sheet: Sheet) -> None:
    """Add a word for each box to tick of the page, and take the lines that draw it out of the shapes."""
    objects = sheet.page.objects
    squares = [shape for shape in objects.get("rect", ()) if _is_square(shape)]
    if not squares or len(squares) > MANY:
        return
    boxes = [box_of(shape) for shape in squares]
    lone = [
        box
        for at, box in enumerate(boxes)
        if not any(_meet(box, other) for number, other in enumerate(boxes) if number != at)
        and not any(_inside(word.box, box) for word in sheet.words)
    ]
    strokes = [shape for kind in ("line", "curve") for shape in objects.get(kind, ())]
    for box in lone:
        near = [word for word in sheet.words if word.turn == 0 and _beside(word, box)]
        if near or len(lone) > 1:
            crossing = [stroke for stroke in strokes if _crosses(box_of(stroke), box)]
            sheet.words.append(_word("☒" if crossing else "☐", box, near))
            gone = {id(one) for one in (*crossing, *(square for square in squares if box_of(square) == box))}
            for kind, shapes in objects.items():
                objects[kind] = [shape for shape in shapes if id(shape) not in gone]


def read_sign_boxes(sheet: Sheet) -> None:
    """Give the boxes of fonts of signs that stand in a line, "Yes ❑ No ❑", the characters of boxes to tick."""
    signs = [word for word in sheet.words if word.text in SIGNS and word.turn == 0]
    others = [word for word in sheet.words if word.text not in SIGNS and word.turn == 0] if signs else []
    inside = [
        one.base
        for one in signs
        if any(0 <= one.x0 - word.x1 < one.size and abs(word.base - one.base) < 1 for word in others)
    ]
    for sign in signs:
        if any(abs(base - sign.base) < 1 for base in inside):
            sign.parts = [replace(sign.parts[0], text=SIGNS[sign.text])]


def _is_square(shape: dict[str, Any]) -> bool:
    x0, top, x1, bottom = box_of(shape)
    wide, high = x1 - x0, bottom - top
    empty = not shape["fill"] or hex_of(shape["non_stroking_color"]) == WHITE
    return bool(shape["stroke"]) and empty and SMALLEST_BOX < wide < MOST and abs(wide - high) < SQUARE * wide


def _meet(one: Box, other: Box) -> bool:
    """Whether two squares touch, as the cells of a grid do, those of a field for single letters, or those of a page border."""
    across, down = max(one.x0 - other.x1, other.x0 - one.x1), max(one.top - other.bottom, other.top - one.bottom)
    return max(across, down) < TOUCHING


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 < x < outer.x1 and outer.top < y < outer.bottom


def _crosses(stroke: Box, box: Box) -> bool:
    """Whether a stroke runs through a box, from one side to the other."""
    wide, high = stroke.x1 - stroke.x0, stroke.bottom - stroke.top
    side, tall = box.x1 - box.x0, box.bottom - box.top
    return _inside(stroke, box) and wide > ACROSS * side and ACROSS * tall < high < OUT * tall


def _beside(word: Word, box: Box) -> bool:
    """Whether a word stands on the line of the box, close to it."""
    reach = REACH * (box.bottom - box.top)
    return box.top < word.base < box.bottom + 1 and (0 <= box.x0 - word.x1 < reach or 0 <= word.x0 - box.x1 < reach)


def _word(sign: str, box: Box, near: Sequence[Word]) -> Word:
    """The sign as a word that is set, and tagged, as the words beside it."""
    side = box.x1 - box.x0
    base = box.bottom - BELOW * side
    closest = min(near, key=lambda word: abs(word.x0 - box.x1), default=None)
    style = closest.style if closest is not None else Style("check box", round(side, 1), False, False, "#000000", 0)
    base = closest.base if closest is not None else base
    before = max((word.x1 for word in near if word.x1 <= box.x0), default=box.x0)
    spaced = box.x0 - before > BELOW * side
    mcid = closest.mcid if closest is not None else None
    return Word([WordPart(sign, style, base)], *box, base, style.size, 0, mcid, spaced=spaced)
