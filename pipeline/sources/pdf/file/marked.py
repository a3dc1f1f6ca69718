"""The operators of marked content (ISO 32000-1, 14.6), of forms (8.10) and of pictures (8.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.sources.pdf.file.faces import NO_WIDTH
from pipeline.sources.pdf.file.paths import MAX_SHAPES
from pipeline.sources.pdf.file.state import Canvas, Mark, TooMuch
from pipeline.sources.pdf.file.syntax import objects

Operator = Callable[[Canvas, bytes], None]


def begin(canvas: Canvas, operands: bytes) -> None:
    """BMC, BDC: ids and replacement text hold until the end of the content (14.9.4)."""
    found = objects(operands)
    outer = canvas.mark
    mark = Mark(outer.mcid, outer.tag)
    named = [one for one in found[:1] if isinstance(one, PSLiteral)]
    name = decode_text(literal_name(named[0])) if named else ""
    if name == "Artifact" or outer.tag != "Artifact":
        mark.tag = name
    properties = _properties(canvas, found[1]) if len(found) > 1 else None
    if isinstance(properties, dict):
        mcid, actual = resolve1(properties.get("MCID")), resolve1(properties.get("ActualText"))
        mark.mcid = mcid if isinstance(mcid, int) else mark.mcid
        if isinstance(actual, bytes):
            mark.actual = decode_text(actual).translate(NO_WIDTH)
    canvas.marks.append(outer)
    canvas.mark = mark


def _properties(canvas: Canvas, given: object) -> Any:
    if isinstance(given, PSLiteral):
        return resolve1(canvas.resources.entry("Properties", literal_name(given)))
    return given


def end(canvas: Canvas, _: bytes) -> None:
    """EMC"""
    canvas.mark = canvas.marks.pop() if canvas.marks else Mark()


def picture_in_line(canvas: Canvas, operands: bytes) -> None:
    """BI … ID … EI"""
    keys = {one.name for one in objects(operands)[::2] if isinstance(one, PSLiteral)}
    if keys & {"W", "Width"} and keys & {"H", "Height"}:
        picture(canvas)


def picture(canvas: Canvas) -> None:
    """A picture fills the unit square of its space (8.9.5)."""
    a, b, c, d, e, f = canvas.state.ctm
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    canvas.drawn.shapes.append(
        {
            "object_type": "image", "x0": min(xs), "x1": max(xs), "top": canvas.high - max(ys),
            "bottom": canvas.high - min(ys), "mcid": canvas.mark.mcid, "tag": canvas.mark.tag,
        }
    )  # fmt: skip
    if len(canvas.drawn.shapes) > MAX_SHAPES:
        raise TooMuch


def is_picture(stream: PDFStream) -> bool:
    """Whether an XObject is a picture that can be drawn."""
    return {"Width", "Height"} <= stream.attrs.keys()


OPERATORS: dict[bytes, Operator] = {b"BMC": begin, b"BDC": begin, b"EMC": end, b"EI": picture_in_line}
