"""The vocabulary of WordprocessingML (ECMA-376 part 1, transitional): elements made by name, packages with fixed times."""

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
    """An element of the main namespace; attributes are of that namespace too, as the schema wants."""
    made = etree.Element(f"{{{W}}}{tag}", nsmap=NSMAP)
    for name, value in attributes.items():
        made.set(f"{{{W}}}{name}", str(value))
    made.extend(children)
    return made


def q(tag: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{W}}}{tag}"


def val(element: Element | None, default: str = "") -> str:
    """The `w:val` of an element, the default where there is no element or no value."""
    return default if element is None else str(element.get(q("val"), default))


def printable(text: str) -> str:
    """The text without the control characters that XML cannot hold (XML 1.0, 2.2)."""
    return _NOT_XML.sub("", text)


def text_run(text: str, properties: Element | None = None) -> Element:
    """A run of text that keeps the spaces at its ends."""
    words = w("t")
    words.text = printable(text)
    words.set(f"{{{XML}}}space", "preserve")
    return w("r", words) if properties is None else w("r", properties, words)


def drop(element: Element, *names: str) -> None:
    """Take all elements of these names out from below an element."""
    for name in names:
        for found in list(element.iter(q(name))):
            found.getparent().remove(found)


def field(instruction: str, result: str, properties: Element | None = None) -> list[Element]:
    """A complex field with its last result, so that nothing has to be updated before it can be read."""

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
    """An XML part as bytes, with its declaration and without unused prefixes."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r"])
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def repacked(package: bytes, first: tuple[str, ...] = (), stored: tuple[str, ...] = ()) -> bytes:
    """A zip with the same parts in a fixed order and with a fixed time, so that equal content gives equal bytes.

    The parts named in `first` lead, in that order; those in `stored` are not compressed (the mimetype of ODF).
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
