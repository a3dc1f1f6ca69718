"""The operators of marked content (ISO 32000-1, 14.6), of forms (8.10) and of pictures (8.9)."""

from __future__ import annotations

from collections.abc import Callable

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.model.place import Box
from pipeline.sources.pdf.file.covers import cover_with_picture
from pipeline.sources.pdf.file.faces import NO_WIDTH
from pipeline.sources.pdf.file.overlaid import settle_replaced
from pipeline.sources.pdf.file.paths import MAX_SHAPES
from pipeline.sources.pdf.file.resources import space_of
from pipeline.sources.pdf.file.state import Canvas, MarkedContent, TooMuch, is_near
from pipeline.sources.pdf.file.streams import inflated
from pipeline.sources.pdf.file.syntax import objects

PACKED, LEAST_PACKED = 1000, 24
"""zlib packs at most 1,000 equal bytes into one, and adds up to 24 of its own: a picture that takes more shows something."""
NEARLY = 100
"""A picture that zlib packs to fewer parts of its bytes is unpacked and looked at: the ends of its rows may hold spare bits."""
Operator = Callable[[Canvas, bytes], None]


def begin(canvas: Canvas, operands: bytes) -> None:
    """BMC, BDC: ids and replacement text hold until the end of the content (14.9.4)."""
    found = objects(operands)
    outer = canvas.mark
    mark = MarkedContent(outer.mcid, outer.tag, off=outer.off)
    named = [one for one in found[:1] if isinstance(one, PSLiteral)]
    name = decode_text(literal_name(named[0])) if named else ""
    if name == "Artifact" or outer.tag != "Artifact":
        mark.tag = name
    given = found[1] if len(found) > 1 else None
    if isinstance(given, PSLiteral):
        given = canvas.resources.entry("Properties", literal_name(given))
    if name == "OC":
        mark.off = mark.off or canvas.resources.pdf.layers.is_off(given)
    properties = resolve1(given)
    if isinstance(properties, dict):
        mcid, actual = resolve1(properties.get("MCID")), resolve1(properties.get("ActualText"))
        mark.mcid = mcid if isinstance(mcid, int) else mark.mcid
        if isinstance(actual, bytes):
            given = decode_text(actual)
            said = given.translate(NO_WIDTH)
            if said or not given:
                mark.actual = mark.said = said
    canvas.marks.append(outer)
    canvas.mark = mark


def end(canvas: Canvas, _: bytes) -> None:
    """EMC"""
    settle_replaced(canvas.mark, canvas.drawn)
    canvas.mark = canvas.marks.pop() if canvas.marks else MarkedContent()


def picture_in_line(canvas: Canvas, operands: bytes) -> None:
    """BI … ID … EI"""
    held = objects(b"<<" + operands + b">>")
    keys = set(held[0]) if held and isinstance(held[0], dict) else set()
    if keys & {"W", "Width"} and keys & {"H", "Height"}:
        picture(canvas, whole=not keys & {"IM", "ImageMask"})


def picture(canvas: Canvas, whole: bool, plain: bool = False) -> None:
    """A picture fills the unit square of its space (8.9.5); it is not `whole` where a mask lets through what lies below.

    A `plain` one has dots of one colour only.
    """
    a, b, c, d, e, f = canvas.state.ctm
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    box = Box(min(xs), canvas.high - max(ys), max(xs), canvas.high - min(ys))
    if canvas.mark.off or not is_near(box):
        return
    shape = dict(zip(("x0", "top", "x1", "bottom"), box, strict=True), object_type="image")
    canvas.drawn.shapes.append({**shape, "mcid": canvas.mark.mcid, "tag": canvas.mark.tag, "plain": plain})
    cover_with_picture(canvas, box, whole and (b == c == 0 or a == d == 0))
    if len(canvas.drawn.shapes) > MAX_SHAPES:
        raise TooMuch


def picture_object(canvas: Canvas, stream: PDFStream) -> None:
    """A picture that stands in an object of its own (8.9.5)."""
    if {"Width", "Height"} <= stream.attrs.keys():
        whole = not {"SMask", "Mask", "ImageMask", "SMaskInData"} & stream.attrs.keys()
        picture(canvas, whole, _is_plain(stream))


def _is_plain(stream: PDFStream) -> bool:
    """Whether all dots of a picture are alike, and those of its mask, as programs lay one under a text box or over a page."""
    masks = (resolve1(stream.attrs.get(key)) for key in ("SMask", "Mask"))
    return all(_is_of_one_colour(each) for each in (stream, *masks) if isinstance(each, PDFStream))


def _is_of_one_colour(stream: PDFStream) -> bool:
    wide, high, bits = (resolve1(stream.attrs.get(key)) for key in ("Width", "Height", "BitsPerComponent"))
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    if not (isinstance(wide, int) and isinstance(high, int) and stream.rawdata and set(filters) <= {"FlateDecode"}):
        return False
    space = space_of(resolve1(stream.attrs.get("ColorSpace")))
    row = wide * (bits if isinstance(bits, int) else 1) * (space.parts if space else 1)
    size = row * high / 8
    packed = size > PACKED and len(stream.rawdata) < LEAST_PACKED + size / PACKED
    if filters and not packed and len(stream.rawdata) < size / NEARLY and "DecodeParms" not in stream.attrs:
        return _has_like_rows(inflated(stream.rawdata)[0], row)
    return packed if filters else len(set(stream.rawdata)) == 1


def _has_like_rows(data: bytes, row: int) -> bool:
    """Whether all dots are alike, but for the spare bits at the end of each row of so many bits (8.9.3)."""
    whole = -(-row // 8)
    kept = 0xFF << (-row % 8) & 0xFF
    inner, ends = bytearray(data), {end & kept for end in data[whole - 1 :: whole]}
    del inner[whole - 1 :: whole]
    return len(set(inner)) <= 1 and len(ends | {dots & kept for dots in set(inner)}) == 1


OPERATORS: dict[bytes, Operator] = {b"BMC": begin, b"BDC": begin, b"EMC": end, b"EI": picture_in_line}
