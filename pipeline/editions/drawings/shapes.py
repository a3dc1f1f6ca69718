"""A drawing as a list of shapes, written as SVG or as PNG.

Words are drawn as outlines (`lettering`), so that a chart looks the same in every browser, print engine and word
processor, and on every machine. Who cannot see the picture gets its alternative text and the table beside it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor
from typing import assert_never

from fontTools.pens.svgPathPen import SVGPathPen
from PIL import Image, ImageChops, ImageDraw

from pipeline.editions.drawings.lettering import Contour, DrawingFonts, Flat

Point = tuple[float, float]
OVERSAMPLED = 4
"""How much larger a PNG is drawn before it is made smaller, so that its edges are smooth."""
SHARPNESS = 2
"""Pixels of a PNG for each unit of the drawing (1/96 inch)."""
NO_TURN = 128
"""How often contours wind around a point is counted from here, because a picture has no negative numbers."""


@dataclass(frozen=True)
class Polygon:
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
class DrawnWords:
    """Words on one line whose baseline begins at a point."""

    at: Point
    text: str
    size: float
    colour: str
    bold: bool = False


Shape = Polygon | Stroke | DrawnWords


@dataclass(frozen=True)
class Drawing:
    """Shapes on a ground; the unit of all lengths is 1/96 inch."""

    width: float
    height: float
    ground: str
    shapes: tuple[Shape, ...]


def mirrored(drawing: Drawing, face: DrawingFonts) -> Drawing:
    """The drawing for those who read from right to left; words stay as they are, and stand where the other side was."""

    def turned(shape: Shape) -> Shape:
        if isinstance(shape, DrawnWords):
            x = drawing.width - shape.at[0] - face.width(shape.text, shape.size, shape.bold)
            return replace(shape, at=(x, shape.at[1]))
        return replace(shape, points=tuple((drawing.width - x, y) for x, y in shape.points))

    return replace(drawing, shapes=tuple(map(turned, drawing.shapes)))


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def as_svg(drawing: Drawing, face: DrawingFonts) -> bytes:
    """The drawing as an SVG file that needs nothing else."""
    size = f'width="{_short(drawing.width)}" height="{_short(drawing.height)}"'
    box = f'viewBox="0 0 {_short(drawing.width)} {_short(drawing.height)}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>']
    lines.append(f'<rect {size} fill="{drawing.ground}"/>')
    lines += [_svg(shape, face) for shape in drawing.shapes]
    return ("\n".join([*lines, "</svg>"]) + "\n").encode("ascii")


def _svg(shape: Shape, face: DrawingFonts) -> str:
    match shape:
        case Polygon(points, fill, edge, width):
            stroke = f' stroke="{edge}" stroke-width="{_short(width)}"' if edge else ""
            return f'<polygon points="{_points(points)}" fill="{fill}"{stroke}/>'
        case Stroke(points, colour, width, dash):
            dashes = f' stroke-dasharray="{_short(dash)}"' if dash else ""
            return f'<polyline points="{_points(points)}" fill="none" stroke="{colour}" stroke-width="{_short(width)}"{dashes}/>'
        case DrawnWords(at, text, size, colour, bold):
            face.draw(text, bold, pen := SVGPathPen(None, ntos=_short), (*at, size))
            return f'<path fill="{colour}" d="{pen.getCommands()}"/>'
        case _ as never:
            assert_never(never)


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_short(x)},{_short(y)}" for x, y in points)


def as_png(drawing: Drawing, face: DrawingFonts) -> bytes:
    """The drawing as a PNG file of 192 pixels an inch, for programs that show no SVG."""
    scale = OVERSAMPLED * SHARPNESS
    image = Image.new("RGB", (round(drawing.width * scale), round(drawing.height * scale)), drawing.ground)
    for shape in drawing.shapes:
        _paint(image, shape, face, scale)
    small = image.resize(
        (round(drawing.width * SHARPNESS), round(drawing.height * SHARPNESS)), Image.Resampling.LANCZOS
    )
    out = io.BytesIO()
    small.quantize(64).save(out, "png", dpi=(96 * SHARPNESS, 96 * SHARPNESS))
    return out.getvalue()


def _paint(image: Image.Image, shape: Shape, face: DrawingFonts, scale: float) -> None:
    pen = ImageDraw.Draw(image)
    match shape:
        case Polygon(points, fill, edge, width):
            corners = [(x * scale, y * scale) for x, y in points]
            pen.polygon(corners, fill=fill)
            if edge:
                pen.line([*corners, corners[0]], fill=edge, width=round(width * scale), joint="curve")
        case Stroke(points, colour, width, dash):
            for part in _dashed(points, dash):
                pen.line([(x * scale, y * scale) for x, y in part], colour, round(width * scale), joint="curve")
        case DrawnWords(at, text, size, colour, bold):
            face.draw(text, bold, flat := Flat(), (at[0] * scale, at[1] * scale, size * scale))
            _fill(image, flat.contours, colour)
        case _ as never:
            assert_never(never)


def _fill(image: Image.Image, contours: list[Contour], colour: str) -> None:
    """Fills contours where they wind around a point (non-zero rule): the hole of an “o” runs the other way round."""
    if not contours:
        return
    boxes = [_box(contour) for contour in contours]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    turns = Image.new("L", (max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top), NO_TURN)
    for contour, (own_left, own_top, right, bottom) in zip(contours, boxes, strict=True):
        area = sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise([*contour, contour[0]]))
        mask = Image.new("L", (right - own_left, bottom - own_top), 0)
        ImageDraw.Draw(mask).polygon([(x - own_left, y - own_top) for x, y in contour], fill=1)
        place = own_left - left, own_top - top, right - left, bottom - top
        turns.paste((ImageChops.add if area > 0 else ImageChops.subtract)(turns.crop(place), mask), place)
    image.paste(colour, (left, top), turns.point([255 * (turn != NO_TURN) for turn in range(256)]))


def _box(contour: Contour) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the pixels that a contour touches."""
    xs, ys = ([floor(point[axis]) for point in contour] for axis in (0, 1))
    return min(xs), min(ys), max(xs) + 2, max(ys) + 2


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
