"""A picture as it may be published: without what a camera, a program or a person hid in its file.

Cameras store the place and the author in a picture, and programs file names, comments, small copies and other files. From
JPEG, PNG, GIF and WebP files all is taken that is not needed to draw them; the pixels stay as they are. A drawing (SVG)
keeps shapes, words and looks, and loses what could run, load or call out.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from lxml import etree
from PIL import Image, ImageOps

from pipeline.ooxml.xml import Element, raise_if_out_of_memory

KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}
MOST_PIXELS = 60_000_000
QUALITY = 95
"""Of a JPEG or WebP picture that has to be saved anew."""
ORIENTATION = 0x0112
MOST_JPEG_DOTS = 0xFFFF
POINTS_PER_INCH, METRES_PER_INCH = 72, 0.0254
# Chunks of a PNG file that affect its look; all others, which hold texts, times and animations, are removed.
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
_KEPT_SEGMENTS = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JFIF = b"JFIF\0"
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_EXIF_AND_XMP = 0x08 | 0x04
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_SVG, _XLINK, _XML = (
    "{http://www.w3.org/2000/svg}",
    "{http://www.w3.org/1999/xlink}",
    "{http://www.w3.org/XML/1998/namespace}",
)
_SVG_SHOWN = frozenset({
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
    "title", "desc", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "symbol", "use",
    "switch", "style", "image", "filter", "feBlend", "feColorMatrix", "feComposite", "feDropShadow", "feFlood",
    "feGaussianBlur", "feMerge", "feMergeNode", "feOffset",
})  # fmt: skip
_UNWRAPPED = f"{_SVG}a"
_CALLS_OUT = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(|-moz-binding|\\", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)")


LEFT_OUT = "picture-left-out"
"""The class of the empty group that stands in a drawing for a picture in it that is damaged or not in the file."""


class Broken(Exception):
    """The bytes are not a complete picture in a format that browsers show."""


@lru_cache(maxsize=1024)
def publishable(data: bytes, suffix: str) -> bytes:
    """The picture as its ending says it is, with what is seen of it alone.

    Unchanged where nothing can read it, which is an error of every edition, and where the ending is not that of a picture.
    """
    kind = KINDS.get(suffix.lower())
    with suppress(Broken):
        if suffix.lower() == ".svg":
            return safe_svg(data)
        if kind:
            return _bare(data, kind)
    return data


def _bare(data: bytes, kind: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data)) as image:
            turned = image.getexif().get(ORIENTATION, 1) != 1
            if image.format == kind and not turned:
                with suppress(Broken, struct.error):
                    return {"JPEG": bare_jpeg, "PNG": bare_png, "GIF": bare_gif, "WEBP": bare_webp}[kind](data)
            return _saved_as(image, kind)
    except (OSError, ValueError, SyntaxError, struct.error, EOFError, Image.DecompressionBombError) as fault:
        raise Broken(str(fault)) from fault


def _saved_as(image: Image.Image, kind: str) -> bytes:
    """The picture upright, in a kind."""
    if image.width * image.height > MOST_PIXELS:
        raise Broken("it has too many pixels")
    shown = ImageOps.exif_transpose(image)
    if kind == "JPEG" and shown.mode not in ("L", "RGB"):
        paper = Image.new("RGB", shown.size, "white")
        layer = shown.convert("RGBA")
        paper.paste(layer, mask=layer)
        shown = paper
    elif shown.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        shown = shown.convert("RGB")
    shown.info = {key: value for key, value in shown.info.items() if key == "transparency"}
    shown.save(target := io.BytesIO(), kind, quality=QUALITY)
    return target.getvalue()


def bare_png(data: bytes) -> bytes:
    """Removes the chunks of a PNG file that are not shown, and bytes after its end."""
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


def with_resolution(data: bytes, size: tuple[float, float]) -> bytes:
    """Returns a PNG or JPEG picture with the resolution at which it has a size in points, or a smaller one.

    Other kinds of file, and a JPEG of which only an Adobe segment says what its colours are, stay as they are.
    """
    with suppress(OSError, ValueError, struct.error), Image.open(io.BytesIO(data)) as image:
        dots = max(image.width * POINTS_PER_INCH / size[0], image.height * POINTS_PER_INCH / size[1])
        if image.format == "PNG":
            held = b"pHYs" + struct.pack(">IIB", *[round(dots / METRES_PER_INCH)] * 2, 1)
            first, *others = (chunk for name, chunk in _chunks(data) if name != b"pHYs")
            made = struct.pack(">I", len(held) - 4) + held + struct.pack(">I", zlib.crc32(held))
            return data[:8] + b"".join((first, made, *others))
        if image.format == "JPEG" and ("jfif" in image.info or "adobe" not in image.info):
            start = 4 + struct.unpack(">H", data[4:6])[0] if data[6:11] == _JFIF else 2
            per_inch = min(round(dots), MOST_JPEG_DOTS)
            header = b"\xff\xe0\0\x10" + _JFIF + struct.pack(">BBBHHBB", 1, 1, 1, per_inch, per_inch, 0, 0)
            return data[:2] + header + data[start:]
    return data


def bare_jpeg(data: bytes) -> bytes:
    """Removes comments, small copies, application data (EXIF, XMP, IPTC) and bytes after the end of a JPEG file."""
    result, at = bytearray(data[:2]), 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            return bytes(result + data[at : at + 2])
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        held = data[at + 4 : end]
        if marker == 0xE0 and held.startswith(_JFIF):
            result += (
                data[at : at + 2] + struct.pack(">H", 16) + held[:12] + b"\0\0"
            )  # a JFIF header without a small copy
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or held.startswith(_KEPT_SEGMENTS.get(marker, b"\0none")):
            result += data[at:end]
        if marker == 0xDA:
            following = _NEXT_MARKER.search(data, end)
            at = following.start() if following else len(data)
            result += data[end:at]
            if following is None:
                return bytes(result)
        else:
            at = end
    raise Broken("its segments are damaged")


def bare_gif(data: bytes) -> bytes:
    """Removes comments, words and application data but loops from a GIF file, and bytes after its end."""
    at = 13 + _table(data[10:11])
    result = bytearray(data[:at])
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            return bytes(result + b"\x3b")
        start = at + (10 + _table(data[at + 9 : at + 10]) + 1 if kind == 0x2C else 2)
        end = _behind_blocks(data, start)
        other = kind == 0x21 and (
            data[at + 1 : at + 2] in (b"\xfe", b"\x01")
            or (data[at + 1 : at + 2] == b"\xff" and data[at + 3 : at + 14] not in _LOOPS)
        )
        if not other:
            result += data[at:end]
        if kind not in (0x21, 0x2C):
            raise Broken("its blocks are damaged")
        at = end
    return bytes(result)


def _table(flags: bytes) -> int:
    """The bytes of a table of colours, by the flags before it."""
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _behind_blocks(data: bytes, at: int) -> int:
    """Where a chain of blocks of a GIF file ends, each of which begins with its length."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def bare_webp(data: bytes) -> bytes:
    """Removes EXIF, XMP and chunks of other programs from a WebP file, and bytes after its end."""
    whole = min(len(data), 8 + struct.unpack("<I", data[4:8])[0])
    result, at = bytearray(), 12
    while at + 8 <= whole:
        name, (length,) = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])
        chunk = bytearray(data[at : at + 8 + length + length % 2])
        if name == b"VP8X" and len(chunk) > 8:
            chunk[8] &= ~_EXIF_AND_XMP & 0xFF
        if name in _WEBP_CHUNKS:
            result += chunk
        at += 8 + length + length % 2
    return b"RIFF" + struct.pack("<I", 4 + len(result)) + b"WEBP" + bytes(result)


def safe_svg(data: bytes) -> bytes:
    """Reduces a drawing to shapes, words and their looks: no scripts, links, other files, comments or metadata."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise_if_out_of_memory(fault)
        raise Broken(str(fault)) from fault
    if root.tag != f"{_SVG}svg":
        raise Broken("it is not an SVG drawing")
    for link in list(root.iter(_UNWRAPPED)):
        link.tag = f"{_SVG}g"
    for element in list(root.iter()):
        if not _is_shown(element):
            if element.tag == f"{_SVG}image" and element.getparent() is not None:
                element.addprevious(etree.Element(f"{_SVG}g", {"class": LEFT_OUT}))
            _take_out(element)
            continue
        for name, value in list(element.attrib.items()):
            if not _is_kept(element, name, value):
                del element.attrib[name]
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root))


def _take_out(element: Element) -> None:
    """Removes an element, and keeps the words behind it."""
    holder = element.getparent()
    if holder is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is None:
            holder.text = (holder.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    holder.remove(element)


def _is_shown(element: Element) -> bool:
    """Whether an element of a drawing is one that shows something and does nothing; a picture in it is made bare."""
    if not isinstance(element.tag, str) or element.tag.removeprefix(_SVG) not in _SVG_SHOWN:
        return False
    if element.tag == f"{_SVG}style":
        return not _CALLS_OUT.search(element.text or "")
    if element.tag != f"{_SVG}image":
        return True
    name = next((name for name in ("href", f"{_XLINK}href") if element.get(name)), "href")
    held = _DATA.fullmatch(element.get(name, "").strip())
    with suppress(Broken, binascii.Error):
        picture = base64.b64decode(held[1]) if held else b""
        element.set(name, f"data:image/png;base64,{base64.b64encode(_bare(picture, 'PNG')).decode()}")
        return True
    return False


def _is_kept(element: Element, name: str, value: str) -> bool:
    space, _, local = name.rpartition("}")
    if space and f"{space}}}" not in (_XLINK, _XML):
        return False
    if local == "href":
        return value.startswith("#") or element.tag == f"{_SVG}image"
    return not (local.startswith("on") or local == "base" or _CALLS_OUT.search(value))
