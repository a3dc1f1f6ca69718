"""The operators of the graphics state (ISO 32000-1, table 57) and of colour (table 74)."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.sources.pdf.file.colours import BLEACHING, CMYK, GREY, RGB, TURNING, Colour, ColourSpace
from pipeline.sources.pdf.file.state import IDENTITY, PARTS, Canvas, matrix_of, multiplied
from pipeline.sources.pdf.file.syntax import name_in, numbers

TILE = 0.01
"""Square points: no pattern that people see has smaller tiles. The numbers of a matrix."""
TOO_FINE = "it has a pattern of tiles too small to be drawn"


def save(canvas: Canvas, _: bytes) -> None:
    """q"""
    canvas.saved.append(canvas.state.copy())


def restore(canvas: Canvas, _: bytes) -> None:
    """Q"""
    if canvas.saved:
        canvas.state = canvas.saved.pop()


def transform(canvas: Canvas, operands: bytes) -> None:
    """cm"""
    found = numbers(operands, PARTS)
    if found:
        canvas.state.ctm = multiplied(matrix_of(found), canvas.state.ctm)


def line_width(canvas: Canvas, operands: bytes) -> None:
    """w"""
    found = numbers(operands, 1)
    if found:
        canvas.state.line_width = found[0] * hypot(*canvas.state.ctm[:2])


def dashes(canvas: Canvas, operands: bytes) -> None:
    """d: lines have gaps where the array holds a length."""
    canvas.state.dashed = bool(numbers(operands.partition(b"]")[0].replace(b"[", b" "), 1))


PLAIN = dict.fromkeys(("Normal", "Compatible"), "")
MODES = BLEACHING | TURNING | PLAIN.keys() | {"Multiply", "Darken", "HardLight", "Luminosity"}
"""The blend modes (tables 136 and 137); of an array the first that is one of them counts."""
NUMBERS = {"ca": "fill_alpha", "CA": "stroke_alpha", "op": "overprint", "OPM": "overprint_mode"}
"""Graphics state parameters that are numbers, or true and false, and what the state calls them (table 58)."""


def parameters(canvas: Canvas, operands: bytes) -> None:
    """gs: opacity, blend mode and soft mask (11.6.4 and 11.6.5), lines, overprint, transfer functions, the font (8.4.5)."""
    held = resolve1(canvas.resources.entry("ExtGState", name_in(operands)))
    state = canvas.state
    for key, value in held.items() if isinstance(held, dict) else ():
        value = resolve1(value)
        if key in NUMBERS and isinstance(value, int | float):
            setattr(state, NUMBERS[key], float(value))
        elif key == "LW" and isinstance(value, int | float):
            line_width(canvas, str(value).encode())
        elif key == "D" and isinstance(value, list) and value:
            state.dashed = bool(resolve1(value[0]))
        elif key in ("TR", "TR2"):
            changes = [getattr(resolve1(one), "name", "") for one in (value if isinstance(value, list) else [value])]
            state.transfer = not set(changes) <= {"Identity", "Default"}
        elif key == "BM":
            names = [str(getattr(resolve1(one), "name", "")) for one in (value if isinstance(value, list) else [value])]
            state.blend = next((PLAIN.get(name, name) for name in names if name in MODES), "")
        elif key == "Font" and isinstance(value, list) and len(value) == 2:
            state.face, size = canvas.resources.font_of(value[0]), resolve1(value[1])
            state.size = float(size) if isinstance(size, int | float) else state.size
        elif key == "SMask":
            state.masked = getattr(value, "name", None) != "None"


def colour_in(space: ColourSpace, fill: bool) -> Callable[[Canvas, bytes], None]:
    """The operators that set a colour and its space at once: g, rg, k and G, RG, K."""

    def operator(canvas: Canvas, operands: bytes) -> None:
        colour = _colour(operands, space)
        if colour is not None and fill:
            canvas.state.fill, canvas.state.fill_space = colour, canvas.resources.default(space)
        elif colour is not None:
            canvas.state.stroke, canvas.state.stroke_space = colour, canvas.resources.default(space)

    return operator


def fill_space(canvas: Canvas, operands: bytes) -> None:
    """cs"""
    canvas.state.fill_space = canvas.resources.colour_space(name_in(operands)) or canvas.state.fill_space


def stroke_space(canvas: Canvas, operands: bytes) -> None:
    """CS"""
    canvas.state.stroke_space = canvas.resources.colour_space(name_in(operands)) or canvas.state.stroke_space


def fill_colour(canvas: Canvas, operands: bytes) -> None:
    """sc, scn"""
    colour = _colour(operands, canvas.state.fill_space)
    _note_fine_tiles(canvas, colour)
    if colour is not None:
        canvas.state.fill = colour


def stroke_colour(canvas: Canvas, operands: bytes) -> None:
    """SC, SCN"""
    colour = _colour(operands, canvas.state.stroke_space)
    _note_fine_tiles(canvas, colour)
    if colour is not None:
        canvas.state.stroke = colour


def _note_fine_tiles(canvas: Canvas, colour: Colour | None) -> None:
    """Note a pattern whose tiles are so small that its page would be drawn for hours (8.7.3.1); its words are read."""
    pattern = resolve1(canvas.resources.entry("Pattern", colour)) if isinstance(colour, str) else None
    if isinstance(pattern, PDFStream):
        steps = [resolve1(pattern.get(key)) for key in ("XStep", "YStep")]
        matrix = resolve1(pattern.get("Matrix"))
        parts = [
            one for one in map(resolve1, matrix if isinstance(matrix, list) else ()) if isinstance(one, int | float)
        ]
        a, b, c, d, *_ = parts if len(parts) == PARTS else IDENTITY
        if all(isinstance(step, int | float) for step in steps) and abs(steps[0] * steps[1] * (a * d - b * c)) < TILE:
            canvas.drawn.stopped = TOO_FINE


def _colour(operands: bytes, space: ColourSpace) -> Colour | None:
    if space.name == "Pattern":
        return name_in(operands)
    found = numbers(operands, space.parts)
    if not found:
        return None
    return found[0] if len(found) == 1 else tuple(found)


OPERATORS: dict[bytes, Callable[[Canvas, bytes], None]] = {
    b"q": save, b"Q": restore, b"cm": transform, b"w": line_width, b"d": dashes, b"gs": parameters,
    b"g": colour_in(GREY, True), b"rg": colour_in(RGB, True), b"k": colour_in(CMYK, True),
    b"G": colour_in(GREY, False), b"RG": colour_in(RGB, False), b"K": colour_in(CMYK, False),
    b"cs": fill_space, b"CS": stroke_space, b"sc": fill_colour, b"scn": fill_colour,
    b"SC": stroke_colour, b"SCN": stroke_colour,
}  # fmt: skip
