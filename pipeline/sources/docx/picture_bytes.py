"""Prepares a picture for publishing: finds its format from its bytes, crops it as the page does, and removes hidden data.

Cameras store the place and the author in a picture, and Word keeps the parts that were cropped. Neither belongs on a
website. From JPEG and PNG files only this data is removed; other formats, and cropped pictures, are saved as PNG.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from PIL import Image, ImageOps

from pipeline.ooxml.xml import raise_if_out_of_memory

MOST_PIXELS = 60_000_000
_ORIENTATION = 0x0112
# Chunks of a PNG file that affect its look; all others, which hold texts and times, are removed.
_SHOWN_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"sBIT",
    b"bKGD",
    b"pHYs",
}
_KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_SHOWN = frozenset({
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "symbol", "use",
})  # fmt: skip


class Broken(Exception):
    """The bytes are not a complete picture in a format that browsers show."""


@dataclass(frozen=True)
class Crop:
    """The shares (0 to 1) of the width or height that are cropped at each edge."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def __bool__(self) -> bool:
        """Whether anything is cropped."""
        return any(edge > 0 for edge in (self.left, self.top, self.right, self.bottom))


def published(data: bytes, crop: Crop) -> tuple[bytes, str]:
    """Returns the prepared picture and the file ending for its format. Raises `Broken`."""
    if data.lstrip()[:5] in (b"<?xml", b"<svg ", b"<svg\n") or b"<svg" in data[:500]:
        return _safe_svg(data), ".svg"
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Broken("it has too many pixels")
            kind = image.format
            image.load()
            turned = image.getexif().get(_ORIENTATION, 1) != 1
            if kind in ("JPEG", "PNG") and not crop and not turned:
                return (_bare_jpeg(data), ".jpg") if kind == "JPEG" else (_bare_png(data), ".png")
            return _drawn(ImageOps.exif_transpose(image), crop), ".png"
    except (OSError, ValueError, SyntaxError, struct.error, EOFError, Image.DecompressionBombError) as fault:
        raise Broken(str(fault)) from fault


def _drawn(image: Image.Image, crop: Crop) -> bytes:
    """Returns the visible part as PNG."""
    width, height = image.size
    box = (
        round(width * max(0.0, crop.left)),
        round(height * max(0.0, crop.top)),
        round(width * (1 - max(0.0, crop.right))),
        round(height * (1 - max(0.0, crop.bottom))),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        raise Broken("all of it is cropped")
    shown = image.crop(box)
    if shown.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        shown = shown.convert("RGB")
    shown.info = {key: value for key, value in shown.info.items() if key == "transparency"}
    target = io.BytesIO()
    shown.save(target, "PNG", optimize=True)
    return target.getvalue()


def _bare_png(data: bytes) -> bytes:
    result = data[:8]
    for name, chunk in _chunks(data):
        if name in _SHOWN_CHUNKS:
            result += chunk
    return result


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, end = data[at + 4 : at + 8], at + 12 + length
        yield name, data[at:end]
        if name == b"IEND":
            return
        at = end


def _bare_jpeg(data: bytes) -> bytes:
    """Removes comments, application data (EXIF, XMP, IPTC) and bytes after the end of the picture."""
    result, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            end = data.rfind(b"\xff\xd9")
            return bytes(result + data[at : end + 2 if end > at else len(data)])
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_SEGMENTS:
            result += data[at : at + 2 + length]
        at += 2 + length
    raise Broken("its segments are damaged")


def _safe_svg(data: bytes) -> bytes:
    """Reduces a drawing to shapes and words: no scripts, styles, pictures, links to other files, comments or metadata."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise_if_out_of_memory(fault)
        raise Broken(str(fault)) from fault
    if root.tag != f"{_SVG}svg":
        raise Broken("it is not an SVG drawing")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag.removeprefix(_SVG) not in _SVG_SHOWN:
            if element.getparent() is not None:
                element.getparent().remove(element)
            continue
        for name, value in list(element.attrib.items()):
            local = name.rpartition("}")[2].lower()
            leads_out = local == "href" and not value.startswith("#")
            calls_out = "url(" in value and "url(#" not in value.replace(" ", "")
            if local.startswith("on") or leads_out or calls_out or "javascript:" in value.lower():
                del element.attrib[name]
    return bytes(etree.tostring(root))
