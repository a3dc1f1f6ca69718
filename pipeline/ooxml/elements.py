"""Builds WordprocessingML (ECMA-376 part 1, transitional): creates elements by name, and packages with fixed times."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

Element = Any  # lxml has no types of its own

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
XML = "http://www.w3.org/XML/1998/namespace"
NSMAP = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}

EARLIEST = (1980, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """Creates an element of the main namespace; its attributes are in that namespace too."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NSMAP)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def q(tag: str) -> str:
    """The qualified name of an element or attribute of the main namespace."""
    return f"{{{W}}}{tag}"


def val(element: Element | None, default: str = "") -> str:
    """The `w:val` of an element, or the default if there is no element or value."""
    return default if element is None else str(element.get(q("val"), default))


def printable(text: str) -> str:
    """Returns the text without the control characters that XML forbids (XML 1.0, 2.2)."""
    return _NOT_XML.sub("", text)


def text_run(text: str, properties: Element | None = None) -> Element:
    """Creates a run of text that keeps the spaces at its ends."""
    words = w("t")
    words.text = printable(text)
    words.set(f"{{{XML}}}space", "preserve")
    return w("r", words) if properties is None else w("r", properties, words)


def drop(element: Element, *names: str) -> None:
    """Removes all descendants with these names."""
    for name in names:
        for unwanted in list(element.iter(q(name))):
            unwanted.getparent().remove(unwanted)


def field(instruction: str, result: str, properties: Element | None = None) -> list[Element]:
    """Creates a complex field with its result, so that it need not be updated before reading."""

    def run(child: Element) -> Element:
        return w("r", child) if properties is None else w("r", etree.fromstring(etree.tostring(properties)), child)

    command = w("instrText")
    command.text = f" {instruction} "
    command.set(f"{{{XML}}}space", "preserve")
    words = w("t")
    words.text = result
    return [
        run(w("fldChar", fldCharType="begin")),
        run(command),
        run(w("fldChar", fldCharType="separate")),
        run(words),
        run(w("fldChar", fldCharType="end")),
    ]


def serialised(element: Element) -> bytes:
    """Serialises an XML part, with its declaration and without unused prefixes."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r"])
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def repacked(package: bytes, first: tuple[str, ...] = (), stored: tuple[str, ...] = ()) -> bytes:
    """Writes a ZIP file again with a fixed order and time, so that equal content gives equal bytes.

    The parts in `first` come first, in that order; those in `stored` are not compressed (the mimetype of ODF).
    """
    source = zipfile.ZipFile(io.BytesIO(package))
    out = io.BytesIO()
    names = sorted(source.namelist(), key=lambda name: (first.index(name) if name in first else len(first), name))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()
