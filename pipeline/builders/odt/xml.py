"""The vocabulary of OpenDocument (ODF 1.3, ISO/IEC 26300): elements made by short names, and the package with fixed times."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from pipeline.ooxml.elements import EARLIEST, printable

Element = Any  # lxml has no types of its own

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": _OASIS + "office:1.0",
    "text": _OASIS + "text:1.0",
    "style": _OASIS + "style:1.0",
    "table": _OASIS + "table:1.0",
    "draw": _OASIS + "drawing:1.0",
    "fo": _OASIS + "xsl-fo-compatible:1.0",
    "svg": _OASIS + "svg-compatible:1.0",
    "meta": _OASIS + "meta:1.0",
    "manifest": _OASIS + "manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
MIMETYPE = "application/vnd.oasis.opendocument.text"
VERSION = "1.3"


def q(name: str) -> str:
    """The full name of an element or attribute: `q("text:p")`."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def o(name: str, *children: Element, **attributes: object) -> Element:
    """An element; attributes are written `text__style_name` for text:style-name."""
    made = etree.Element(
        q(name), nsmap=NAMESPACES if name.startswith(("office:document", "manifest:manifest")) else None
    )
    for key, value in attributes.items():
        prefix, local = key.split("__")
        made.set(q(f"{prefix}:{local.replace('_', '-')}"), str(value))
    made.extend(children)
    return made


def style_name(name: str) -> str:
    """A style's name as XML allows it: other characters than letters, digits and hyphens as their number (ODF 19.498)."""
    return re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):x}_", name)


def add_text(element: Element, text: str) -> None:
    """Add words at the end of an element; further spaces in a row are counted (ODF 6.1.3), line breaks are marked."""
    for part in re.split("(\n|  +)", printable(text)):
        if part == "\n":
            element.append(o("text:line-break"))
        elif part.startswith("  "):
            _append(element, " ")
            element.append(o("text:s", text__c=len(part) - 1))
        else:
            _append(element, part)


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def serialised(element: Element) -> bytes:
    """An XML part as bytes."""
    etree.cleanup_namespaces(element)
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8"))


def package(parts: dict[str, bytes], media: dict[str, str]) -> bytes:
    """The zip: the uncompressed mimetype first, then the parts with the manifest that names them, all of one fixed time."""
    listed = {"/": MIMETYPE, **{name: media.get(name, "text/xml") for name in sorted(parts)}}
    manifest = o("manifest:manifest", manifest__version=VERSION)
    for name, kind in listed.items():
        entry = o("manifest:file-entry", manifest__full_path=name, manifest__media_type=kind)
        if name == "/":
            entry.set(q("manifest:version"), VERSION)
        manifest.append(entry)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        files = {"mimetype": MIMETYPE.encode(), **dict(sorted(parts.items()))}
        for name, data in {**files, "META-INF/manifest.xml": serialised(manifest)}.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return out.getvalue()
