"""Converts the pages of an e-book to XHTML: the markup of the web page, roles for reading systems, links between files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree, html

from pipeline.builders.markup.text import clean

Element = Any
XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
TYPE, LANGUAGE = f"{{{OPS}}}type", "{http://www.w3.org/XML/1998/namespace}lang"
# The meaning of a link's class for reading systems: its type in EPUB, and its role (DPUB-ARIA 1.1).
ROLES = {"note-mark": ("noteref", "doc-noteref"), "back": ("backlink", "doc-backlink")}


def pages(texts: Mapping[str, str]) -> dict[str, Element]:
    """Converts pages of HTML, by file name, to XHTML roots; a link to an `#id` on another page gets its file name.

    A link that leads neither into the book nor to an address with a scheme is reduced to its words.
    """
    roots = {file: _page(text) for file, text in texts.items()}
    places = {id: file for file, root in roots.items() for id in root.xpath("//@id")}
    for file, root in roots.items():
        for link in root.iter(f"{{{XHTML}}}a"):
            target = link.get("href", "")
            place = places.get(target[1:], file) if target.startswith("#") else file
            if place != file:
                link.set("href", place + target)
            elif not leads_on(target):
                del link.attrib["href"]
    return roots


def places(roots: Mapping[str, Element]) -> dict[str, str]:
    """Maps every id to its place, in reading order: "section-1.xhtml#costs"."""
    return {id: f"{file}#{id}" for file, root in roots.items() for id in root.xpath("//@id")}


def leads_on(target: str) -> bool:
    """Whether a book can link to a target: a part of itself, or an address with a scheme."""
    return target.startswith("#") or ":" in target.partition("/")[0]


def written(root: Element, doctype: str | None = None) -> bytes:
    """Serialises an XML file in UTF-8."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype)
    return data


def _page(text: str) -> Element:
    old = html.document_fromstring(clean(text).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    _fill(root, old)
    return root


def _fill(new: Element, old: Element) -> None:
    """Copies the attributes and content of an element."""
    for name, value in old.attrib.items():
        new.set(TYPE if name == "epub:type" else name, value)
        if name == "lang":
            new.set(LANGUAGE, value)
    if role := ROLES.get(old.get("class", "")):
        new.set(TYPE, role[0])
        new.set("role", role[1])
    if old.tag == "li" and old.getparent().get("class") == "notes":
        new.set(TYPE, "endnote")
    new.text, new.tail = old.text, old.tail
    for child in old:
        if child.tag == "img" and not child.get("src"):  # a missing picture is replaced by its words
            instead = etree.SubElement(new, f"{{{XHTML}}}span")
            instead.text, instead.tail = child.get("alt"), child.tail
        elif isinstance(child.tag, str):
            _fill(etree.SubElement(new, f"{{{XHTML}}}{child.tag}"), child)
