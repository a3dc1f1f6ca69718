"""A drawing as a list of shapes, written as SVG or as PNG.

Words are drawn as the outlines of a shipped font, so that a chart looks the same in every browser, print engine and word
processor, and on every machine. Who cannot see the picture gets its alternative text and the table beside it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import assert_never
from xml.sax.saxutils import quoteattr

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
OVERSAMPLED = 4
"""How much larger a PNG is drawn before it is made smaller, so that its edges are smooth."""
SHARPNESS = 2
"""Pixels of a PNG for each unit of the drawing (1/96 inch)."""


@dataclass(frozen=True)
class Area:
    """A filled polygon; `edge` is the colour of its outline, "" for none."""

    points: tuple[Point, ...]
    fill: str
    edge: str = ""
    width: float = 1.5


@dataclass(frozen=True)
class Stroke:
    """A line through points; `dash` is the length of its dashes, 0 for an unbroken line."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True)
class Words:
    """Words on one line whose baseline begins at a point."""

    at: Point
    text: str
    size: float
    colour: str
    bold: bool = False


Shape = Area | Stroke | Words


@dataclass(frozen=True)
class Face:
    """The two fonts that words are drawn in, as the bytes of their files."""

    regular: bytes
    bold: bytes

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a text in the unit of its size."""
        return _outlines(self.bold if bold else self.regular).width(text) * size

    def has(self, text: str) -> bool:
        """Whether both fonts have every character of a text."""
        return all(_outlines(data).names.keys() >= set(map(ord, text)) for data in (self.regular, self.bold))


@dataclass(frozen=True)
class Drawing:
    """Shapes on a ground; the unit of all lengths is 1/96 inch."""

    width: float
    height: float
    ground: str
    shapes: tuple[Shape, ...]


class _Outlines:
    def __init__(self, data: bytes) -> None:
        font = TTFont(io.BytesIO(data), lazy=True)
        self.glyphs, self.names = font.getGlyphSet(), font.getBestCmap()
        self.unit: float = 1 / font["head"].unitsPerEm

    def _glyphs(self, text: str) -> Iterable[str]:
        return (self.names.get(ord(character), ".notdef") for character in text)

    def width(self, text: str) -> float:
        return sum(float(self.glyphs[name].width) for name in self._glyphs(text)) * self.unit

    def path(self, words: Words) -> str:
        pen = SVGPathPen(self.glyphs, ntos=_short)
        scale, (x, y) = words.size * self.unit, words.at
        for name in self._glyphs(words.text):
            self.glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
            x += self.glyphs[name].width * scale
        return str(pen.getCommands())


@lru_cache(maxsize=8)
def _outlines(data: bytes) -> _Outlines:
    return _Outlines(data)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def as_svg(drawing: Drawing, face: Face) -> bytes:
    """The drawing as an SVG file that needs nothing else."""
    size = f'width="{_short(drawing.width)}" height="{_short(drawing.height)}"'
    box = f'viewBox="0 0 {_short(drawing.width)} {_short(drawing.height)}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>']
    lines.append(f'<rect {size} fill="{drawing.ground}"/>')
    lines += [_svg(shape, face) for shape in drawing.shapes]
    return ("\n".join([*lines, "</svg>"]) + "\n").encode("ascii")


def _svg(shape: Shape, face: Face) -> str:
    match shape:
        case Area(points, fill, edge, width):
            stroke = f' stroke="{edge}" stroke-width="{_short(width)}"' if edge else ""
            return f'<polygon points="{_points(points)}" fill="{fill}"{stroke}/>'
        case Stroke(points, colour, width, dash):
            dashes = f' stroke-dasharray="{_short(dash)}"' if dash else ""
            return f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" stroke-width="{_short(width)}"{dashes}/>'
        case Words(colour=colour, bold=bold):
            path = _outlines(face.bold if bold else face.regular).path(shape)
            return f'<path fill="{colour}" d={quoteattr(path)}/>'
        case _ as never:
            assert_never(never)


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_short(x)},{_short(y)}" for x, y in points)


def as_png(drawing: Drawing, face: Face) -> bytes:
    """The drawing as a PNG file of 192 pixels an inch, for programs that show no SVG."""
    scale = OVERSAMPLED * SHARPNESS
    image = Image.new("RGB", (round(drawing.width * scale), round(drawing.height * scale)), drawing.ground)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _paint(pen, shape, face, scale)
    small = image.resize(
        (round(drawing.width * SHARPNESS), round(drawing.height * SHARPNESS)), Image.Resampling.LANCZOS
    )
    out = io.BytesIO()
    small.quantize(64).save(out, "png", dpi=(96 * SHARPNESS, 96 * SHARPNESS))
    return out.getvalue()


def _paint(pen: ImageDraw.ImageDraw, shape: Shape, face: Face, scale: float) -> None:
    match shape:
        case Area(points, fill, edge, width):
            corners = [(x * scale, y * scale) for x, y in points]
            pen.polygon(corners, fill=fill)
            if edge:
                pen.line([*corners, corners[0]], fill=edge, width=round(width * scale), joint="curve")
        case Stroke(points, colour, width, dash):
            for part in _dashed(points, dash):
                pen.line([(x * scale, y * scale) for x, y in part], colour, round(width * scale), joint="curve")
        case Words(at, text, size, colour, bold):
            data = io.BytesIO(face.bold if bold else face.regular)
            font = ImageFont.truetype(data, size * scale, layout_engine=ImageFont.Layout.BASIC)
            pen.text((at[0] * scale, at[1] * scale), text, fill=colour, font=font, anchor="ls")
        case _ as never:
            assert_never(never)


def _dashed(points: Sequence[Point], dash: float) -> list[list[Point]]:
    """A line as its dashes; the line itself where it is unbroken."""
    if not dash:
        return [list(points)]
    parts: list[list[Point]] = []
    for (x, y), (to_x, to_y) in pairwise(points):
        length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 0.01)
        steps = [min(1.0, start * 2 * dash / length) for start in range(int(length / dash / 2) + 1)]
        for start in steps:
            end = min(1.0, start + dash / length)
            parts.append([(x + (to_x - x) * part, y + (to_y - y) * part) for part in (start, end)])
    return parts
