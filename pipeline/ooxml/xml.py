"""Parses the XML of a Word package safely: no entities, no DTD, no network, limited depth.

ISO/IEC 29500-1 (strict) and 29500-4 (transitional) differ in namespaces and some values; strict files are read as
transitional.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

Element = Any  # lxml ships no types

_OFFICE = "http://schemas.openxmlformats.org/"
NAMESPACES = {
    "w": _OFFICE + "wordprocessingml/2006/main",
    "r": _OFFICE + "officeDocument/2006/relationships",
    "m": _OFFICE + "officeDocument/2006/math",
    "wp": _OFFICE + "drawingml/2006/wordprocessingDrawing",
    "a": _OFFICE + "drawingml/2006/main",
    "pic": _OFFICE + "drawingml/2006/picture",
    "c": _OFFICE + "drawingml/2006/chart",
    "dgm": _OFFICE + "drawingml/2006/diagram",
    "mc": _OFFICE + "markup-compatibility/2006",
    "rel": _OFFICE + "package/2006/relationships",
    "ct": _OFFICE + "package/2006/content-types",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": _OFFICE + "package/2006/metadata/core-properties",
}
_STRICT = re.compile(rb"""(?<=["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_FIRST_INNER = re.compile(rb"<w:(body|p|tbl|docDefaults|style|abstractNum|num|footnote|endnote|comment)\b")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
_CONTROL = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\w+);)[\w:.-]+;")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # UTF-16 surrogates written as UTF-8, which are not characters
MAX_DEPTH = 200
_TOO_DEEP = etree.XPath("/*" * (MAX_DEPTH + 1))
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}


@cache
def q(name: str) -> str:
    """The qualified name of an element or attribute for lxml: `q("w:p")`."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


VAL = q("w:val")


@dataclass(frozen=True)
class Parsed:
    """A part as a tree; `damage` describes in words what was wrong with it, or is ""."""

    root: Element | None
    damage: str = ""


def parse(data: bytes) -> Parsed:
    """Parses a part. A damaged part is read as far as possible; entities are dropped, never expanded.

    Raises MemoryError if there is no memory to read it, which lxml calls a syntax error.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16", "replace")).encode()
    if b"purl.oclc.org" in data:
        data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    damage = ""
    if _SURROGATE.search(data):
        damage = "has halves of characters, which were replaced by “\ufffd”"
        data = _SURROGATE.sub("\ufffd".encode(), data)
    if b"<!DOCTYPE" in data:
        damage = "declares a document type, which is not allowed in a Word file; its entities were ignored"
        data = _ENTITY.sub(b"", _DOCTYPE.sub(b"", data, count=1))
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise_if_out_of_memory(fault)
        damage = damage or ("" if "depth" in str(fault) else f"is not well-formed XML ({fault})")
        root = _recovered(data)
    if root is None:
        return Parsed(None, damage or "is empty")
    for element in _TOO_DEEP(root):
        element.getparent().remove(element)
        damage = damage or f"nests its parts more than {MAX_DEPTH} deep; deeper parts were not read"
    return Parsed(root, damage)


def child(element: Element | None, name: str) -> Element | None:
    """Returns the first child with a name, or None."""
    return None if element is None else next(element.iterchildren(q(name)), None)  # `find` is three times slower


def value(element: Element | None, name: str, attribute: str = "w:val") -> str | None:
    """Returns an attribute of the first child with a name, or None."""
    element_ = child(element, name)
    return None if element_ is None else element_.get(q(attribute))


def switched(element: Element | None, name: str) -> bool | None:
    """Reads an on/off property (ST_OnOff): on if it has no value, None if it is missing."""
    setting = child(element, name)
    if setting is None:
        return None
    return setting.get(VAL, "true").lower() not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    """Reads a whole number, or returns the default."""
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def points(text: str | None, per_point: float = 20.0) -> float | None:
    """Reads a length in points, from a number in units of 1/`per_point` point, or with a unit such as "12pt"."""
    matched = re.fullmatch(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?", (text or "").strip())
    if not matched:
        return None
    amount = float(matched[1])
    return amount * _UNITS[matched[2]] if matched[2] else amount / per_point


def _parser(recover: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _recovered(data: bytes) -> Element | None:
    """Reads damaged XML as far as possible. A damaged first tag is replaced by one with the usual namespaces."""
    root = _tried(data)
    inner = _FIRST_INNER.search(data)
    if inner is None or (root is not None and next(root.iterdescendants(q("w:*")), None) is not None):
        return root
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return _tried(f"<w:document {declared}>".encode() + data[inner.start() :])


def _if_character(reference: re.Match[bytes]) -> bytes:
    """Drops a reference to a character that XML forbids (XML 1.0, 2.2), which lxml can read but not write."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    allowed = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return reference[0] if allowed or code in (9, 10, 13) else b""


def _tried(data: bytes) -> Element | None:
    try:
        return etree.fromstring(_CONTROL.sub(_if_character, data), _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise_if_out_of_memory(fault)
        return None


def raise_if_out_of_memory(fault: Exception) -> None:
    """Raises MemoryError for a fault of the parser that means it; lxml has no memory then to say what was wrong, or says that."""
    unsaid = (etree.ErrorTypes.ERR_NO_MEMORY, 0, None)
    if isinstance(fault, etree.XMLSyntaxError) and (fault.code in unsaid or str(fault.msg).startswith("None")):
        raise MemoryError from fault
