"""What hides text: areas painted over it, clipping paths that leave it out, layers that are off, paint that lets all through.

Here each is noted while the page is drawn. `hidden.py` decides afterwards which words nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import Any

from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.file.colours import CMYK, hex_of
from pipeline.sources.pdf.file.glyphs import Cover, Glyph
from pipeline.sources.pdf.file.state import Canvas, GraphicsState

DOUBT = "?"
CLIPPED, LAYER, TRANSPARENT = "outside of what the page shows", "in a layer that is off", "in transparent letters"
UNPAINTED = "in letters that are not painted"
RECOLOURED = "in a colour that the file changes as it is printed"
SMEARED = "in letters that cannot be told apart"
EMPTY = "in letters that show nothing"
OPAQUE, VEIL = 0.98, 0.5
"""Paint of this opacity hides what lies below; paint between the two may, and the drawn page shows it."""
UNSEEN, FAINT = 0.05, 0.3
"""Letters below this opacity are not seen; letters between the two may be, and the drawn page shows it."""
THICK = 2.5
"""Points; a comment that is a line of this width can be drawn across a word to hide it."""
CLIPS, ONLY_CLIPS = 4, 7
"""Text rendering modes from 4 on make the letters a clipping path, 7 without painting them (table 106)."""
OUTLINED, STROKED, FILLED_AND_STROKED = (1, 5), (1, 2, 5, 6), (2, 6)
"""Text rendering modes that draw the outlines of letters alone, that draw them, and that draw and fill them."""
BLOB = 0.4
"""As a share of the font size: outlines of letters that are drawn with a wider line run together."""
SLIMMEST = 0.4
"""The sine of the angle between the line and the uprights of letters; those that lean further are a smear."""
LETTER, LEAST_SHOWN = 0.7, 0.4
"""The height of letters as a share of the font size. Nobody reads those of which a clipping path leaves a smaller share."""
MOST_PARTS = 60
"""Boxes in one path that are compared with each other, to find holes."""
BLOCKS = "\u2588\u2587\u2593\u2589\u25a0\u25ac\uf06e"
"""Characters that are filled boxes: full, seven eighths, dark, seven eighths wide, square, rectangle, one in fonts of signs."""
_BLOCK_SIGNS = re.compile(f"[{BLOCKS}]")
NARROWEST_AREA = 0.4
"""Points; a narrower area hides no letter, however many of them lie side by side."""
FULL_OF_INK = 0.5
"""The share of its box that a line covers, drawn to and fro, from which on letters may not be seen through it."""


def clip_to(state: GraphicsState, shapes: Sequence[dict[str, Any]]) -> None:
    """Narrow the clip of a state to a path, given as `paths.subpaths` describes it."""
    if not shapes:
        state.rough = True
        return
    box = Box(
        min(shape["x0"] for shape in shapes), min(shape["top"] for shape in shapes),
        max(shape["x1"] for shape in shapes), max(shape["bottom"] for shape in shapes),
    )  # fmt: skip
    state.clip = _common(box, state.clip)
    state.rough = state.rough or len(shapes) > 1 or shapes[0]["object_type"] != "rect"


def cover_with(canvas: Canvas, shapes: Sequence[dict[str, Any]], odd: bool) -> None:
    """Note what a painted path hides: its areas where it is filled, and thick lines; `odd` for the even-odd rule (8.5.3.3)."""
    state = canvas.state
    if not shapes:
        return
    if shapes[0]["fill"] and state.fill_alpha * state.group >= VEIL:
        opaque = state.fill_alpha * state.group >= OPAQUE and state.fill_space.name != "Pattern"
        colour = hex_of(shapes[0]["non_stroking_color"])
        for box, sure in _areas(shapes, odd):
            _add(canvas, box, colour, opaque and sure)
    elif shapes[0]["stroke"] and state.line_width >= NARROWEST_AREA and state.stroke_alpha * state.group >= VEIL:
        half = state.line_width / 2
        for shape in shapes:
            left, top, right, bottom = _box(shape)
            left, top, right, bottom = left - half, top - half, right + half, bottom + half
            length = sum(abs(xb - xa) + abs(yb - ya) for (xa, ya), (xb, yb) in pairwise(shape["pts"]))
            if length * state.line_width >= FULL_OF_INK * (right - left) * (bottom - top):
                _add(canvas, Box(left, top, right, bottom), "", sure=False)


def _areas(shapes: Sequence[dict[str, Any]], odd: bool) -> Iterator[tuple[Box, bool]]:
    """The boxes that are painted, and whether all of each is; a box with a hole in it, as borders are drawn, is a frame."""
    boxes = [_box(shape) for shape in shapes]
    if len(shapes) == 2 and all(shape["object_type"] == "rect" for shape in shapes):
        outer, inner = sorted(boxes, key=lambda box: box.x0 - box.x1)
        if _common(inner, outer) == inner and (odd or _turns(shapes[0]) != _turns(shapes[1])):
            (left, top, right, bottom), (x0, y0, x1, y1) = outer, inner
            yield from ((box, True) for box in (Box(left, top, right, y0), Box(left, y1, right, bottom)))
            yield from ((box, True) for box in (Box(left, top, x0, bottom), Box(x1, top, right, bottom)))
            return
    nested = 1 < len(boxes) < MOST_PARTS and any(
        _common(box, other) == box for box in boxes for other in boxes if box is not other
    )
    for shape, box in zip(shapes, boxes, strict=True):
        yield box, shape["object_type"] == "rect" and not nested and len(boxes) < MOST_PARTS


def _turns(shape: dict[str, Any]) -> bool:
    """Whether a path runs clockwise."""
    points = shape["pts"]
    return bool(sum(xa * yb - xb * ya for (xa, ya), (xb, yb) in pairwise([*points, points[0]])) > 0)


def _box(shape: dict[str, Any]) -> Box:
    return shape.get("hull") or box_of(shape)


def cover_with_picture(canvas: Canvas, box: Box, whole: bool) -> None:
    """Note what a picture or a gradient hides; `whole` where it fills its box."""
    state = canvas.state
    if state.fill_alpha * state.group >= VEIL:
        _add(canvas, box, "", whole and state.fill_alpha * state.group >= OPAQUE, "picture")


def cover_with_blocks(canvas: Canvas, glyphs: Sequence[Glyph]) -> None:
    """Note what block characters hide, with which words are blackened in a word processor, and outlines as thick as letters."""
    _cover_with_outlines(canvas, glyphs)
    for glyph in glyphs if _BLOCK_SIGNS.search("".join([glyph.text for glyph in glyphs])) else ():
        if glyph.text in BLOCKS and glyph.text:
            _add(canvas, Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom), glyph.style.colour, True)
            glyph.order = len(canvas.drawn.covers)


def _cover_with_outlines(canvas: Canvas, glyphs: Sequence[Glyph]) -> None:
    """Note what the outlines of letters hide that are drawn with lines as thick as the letters."""
    state = canvas.state
    for glyph in glyphs if state.mode in STROKED else ():
        if state.line_width >= glyph.style.size:
            wider = (state.line_width - glyph.style.size) / 2
            box = Box(glyph.x0 - wider, glyph.top - wider, glyph.x1 + wider, glyph.bottom + wider)
            _add(canvas, box, hex_of(state.stroke), state.stroke_alpha * state.group >= OPAQUE)
    for glyph in glyphs:  # those of one string are a smear, not under a box of their own
        glyph.order = len(canvas.drawn.covers)


def _add(canvas: Canvas, box: Box, colour: str, sure: bool, kind: str = "box") -> None:
    state = canvas.state
    left, top, right, bottom = _common(box, state.clip)
    if right - left >= NARROWEST_AREA and bottom - top >= NARROWEST_AREA:
        sure = sure and not state.blend and not state.masked and not state.rough
        canvas.drawn.covers.append(Cover(Box(left, top, right, bottom), kind, colour, sure))


def mark_unseen(canvas: Canvas, glyphs: Sequence[Glyph]) -> None:
    """Say of glyphs that were just drawn why nobody sees them: their layer, their opacity, the clipping path."""
    state = canvas.state
    alpha = (state.stroke_alpha if state.mode in OUTLINED else state.fill_alpha) * state.group
    why = LAYER if canvas.mark.off else TRANSPARENT if alpha < UNSEEN else _of_mode(state, glyphs)
    why = why or (RECOLOURED if state.transfer else UNPAINTED if _leaves_ground(state) else "")
    if not why and (alpha < FAINT or state.masked or (state.blend and alpha < 1)):
        why = DOUBT + TRANSPARENT
    if state.mode >= CLIPS:
        state.rough = True
        why = why or (DOUBT + UNPAINTED if state.mode == ONLY_CLIPS else "")
    for glyph in glyphs if why else ():
        glyph.why = why
    if why or state.clip is None or not glyphs:
        return
    left, top, right, bottom = state.clip
    flat = right - left < NARROWEST_AREA or bottom - top < NARROWEST_AREA
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        outside = glyph.x0 > right or glyph.x1 < left or glyph.top > bottom or glyph.bottom < top
        cut = glyph.upright and is_cut(glyph.base, glyph.style.size, state.clip)
        if flat or cut or (outside and not state.rough):
            glyph.why = CLIPPED  # what is seen there is another text that lies over it
        elif state.rough or not (left <= x <= right and top <= y <= bottom):
            glyph.why = DOUBT + CLIPPED


def _leaves_ground(state: GraphicsState) -> bool:
    """Whether a colour without ink is printed over another one, which leaves that as it is (8.6.7)."""
    return (
        bool(state.overprint) and state.overprint_mode == 1 and state.fill_space == CMYK and state.fill == (0, 0, 0, 0)
    )


def _of_mode(state: GraphicsState, glyphs: Sequence[Glyph]) -> str:
    """Why letters of a text rendering mode may not be read: there is no such mode, or their outlines leave nothing to see."""
    if not 0 <= state.mode <= ONLY_CLIPS:
        return UNPAINTED
    if state.mode not in STROKED or not glyphs:
        return ""
    if state.line_width > BLOB * glyphs[0].style.size > 0:
        return SMEARED
    other = state.mode in FILLED_AND_STROKED and (state.stroke, state.stroke_space) != (state.fill, state.fill_space)
    return DOUBT + UNPAINTED if state.dashed or other else ""


def is_cut(base: float, size: float, box: Box) -> bool:
    """Whether a box leaves so little of the height of letters on a level line that nobody can read them."""
    high = LETTER * size
    return min(base, box.bottom) - max(base - high, box.top) < LEAST_SHOWN * high


def is_smear(a: float, b: float, c: float, d: float) -> bool:
    """Whether a matrix leans letters so far, or makes them so flat, that they cannot be told apart."""
    return abs(a * d - b * c) < SLIMMEST * hypot(a, b) * hypot(c, d) or a * d == b * c


def _common(box: Box, other: Box | None) -> Box:
    if other is None:
        return box
    return Box(max(box.x0, other.x0), max(box.top, other.top), min(box.x1, other.x1), min(box.bottom, other.bottom))
