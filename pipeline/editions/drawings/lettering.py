"""The outlines of the words of a drawing, in any script: which way they run, which font has their letters, how these join.

A text is cut into runs of one direction (UAX 9) and one font, and HarfBuzz shapes each: Arabic letters take their joined forms,
Indic vowels their places. Outlines need no font where the drawing is shown, so it looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby

import uharfbuzz as hb
from bidi import algorithm
from fontTools.pens.basePen import AbstractPen, BasePen
from fontTools.pens.transformPen import TransformPen

CURVE_STEPS = 6
"""Straight pieces that stand for a curve in a picture of dots."""
SHARES = [
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    for t in (step / CURVE_STEPS for step in range(1, CURVE_STEPS + 1))
]
"""What the points of a curve add to each of the points between its pieces (Bernstein polynomials)."""
REGULAR, BOLD = 400, 700
Contour = list[tuple[float, float]]


@dataclass(frozen=True)
class DrawingFonts:
    """The fonts that words are drawn in, as the bytes of their files: (regular, bold) of each family, the asked one first.

    `from_right` says that the language of the words runs from right to left.
    """

    families: tuple[tuple[bytes, bytes], ...]
    from_right: bool = False

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a text in the unit of its size."""
        return _shaped(self, text, bold).width * size

    def has(self, text: str) -> bool:
        """Whether the fonts have every character of a text."""
        return all(any(ord(sign) in font.signs for font in _fonts(self, False)) for sign in text)

    def draw(self, text: str, bold: bool, pen: AbstractPen, place: tuple[float, float, float]) -> None:
        """Draws a text with a pen whose vertical axis runs down; `place` is the start of its baseline and its size."""
        x, y, size = place
        for glyph in _shaped(self, text, bold).glyphs:
            scale = size * glyph.font.unit
            at = x + glyph.x * size, y - glyph.y * size
            glyph.font.font.draw_glyph_with_pen(glyph.number, TransformPen(pen, (scale, 0, 0, -scale, *at)))


@dataclass(frozen=True)
class _Font:
    """A font as HarfBuzz has it, the code points of its characters, and the share of the type size that its unit is."""

    font: hb.Font
    signs: frozenset[int]
    unit: float


@dataclass(frozen=True)
class _Glyph:
    """A letter form and where it stands on the line, in type sizes."""

    font: _Font
    number: int
    x: float
    y: float


@dataclass(frozen=True)
class _Line:
    glyphs: tuple[_Glyph, ...]
    width: float


@lru_cache(maxsize=64)
def _font(data: bytes, bold: bool) -> _Font:
    face = hb.Face(data)
    font = hb.Font(face)
    font.set_variations({"wght": BOLD if bold else REGULAR})  # says nothing to a font of one weight
    return _Font(font, frozenset(face.unicodes), 1 / face.upem)


def _fonts(face: DrawingFonts, bold: bool) -> Iterator[_Font]:
    """The font of each family, read when it is asked for."""
    return (_font(pair[bold], bold) for pair in face.families)


@lru_cache(maxsize=4096)
def _shaped(face: DrawingFonts, text: str, bold: bool) -> _Line:
    """The letter forms of a text from left to right."""
    glyphs: list[_Glyph] = []
    x = 0.0
    for run, font, from_right in _visual(_runs(text, face, bold)):
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.direction = "rtl" if from_right else "ltr"
        buffer.guess_segment_properties()
        hb.shape(font.font, buffer, {})
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(
                _Glyph(font, info.codepoint, x + position.x_offset * font.unit, position.y_offset * font.unit)
            )
            x += position.x_advance * font.unit
    return _Line(tuple(glyphs), x)


_Run = tuple[str, _Font, int]
"""Characters of one font and one embedding level."""


def _runs(text: str, face: DrawingFonts, bold: bool) -> list[_Run]:
    """The runs of a text in the order in which it is read. A sign stays in the font of the one before it, if that has it."""
    chosen: list[_Font] = []
    for sign in text:
        tried = chain(chosen[-1:], _fonts(face, bold))
        chosen.append(next((font for font in tried if ord(sign) in font.signs), next(_fonts(face, bold))))
    parts = groupby(zip(text, chosen, _levels(text, face.from_right), strict=True), key=lambda one: one[1:])
    return [("".join(sign for sign, *_ in part), font, level) for (font, level), part in parts]


def _levels(text: str, from_right: bool) -> list[int]:
    """The embedding level of each character: odd ones run from right to left."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if from_right else (0, "L")
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [one["level"] for one in storage["chars"]]
    return found if len(found) == len(text) else [int(from_right)] * len(text)


def _visual(runs: list[_Run]) -> Iterator[tuple[str, _Font, bool]]:
    """The runs from left to right (L2): from the highest level down, neighbours of a level or above change places."""
    for level in range(max((one[2] for one in runs), default=0), 0, -1):
        ordered: list[_Run] = []
        for inner, part in groupby(runs, key=lambda one: one[2] >= level):
            ordered += list(part)[:: -1 if inner else 1]
        runs = ordered
    return ((text, font, bool(level % 2)) for text, font, level in runs)


class Flat(BasePen):  # type: ignore[misc]
    """A pen that keeps the contours of what it draws as polygons."""

    def __init__(self) -> None:
        super().__init__(None)
        self.contours: list[Contour] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.contours.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.contours[-1].append(pt)

    def _curveToOne(self, pt1: Sequence[float], pt2: Sequence[float], pt3: Sequence[float]) -> None:
        contour = self.contours[-1]
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = contour[-1], pt1, pt2, pt3
        contour += [(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in SHARES]
