"""Opens an EPUB file: its package, its list of files, and its pages in reading order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from pipeline.verifiers.html.tree import ELEMENTS

Element = Any
OPF, DC, NCX = (
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.daisy.org/z3986/2005/ncx/}",
)
TYPE, LANGUAGE = "{http://www.idpf.org/2007/ops}type", "{http://www.w3.org/XML/1998/namespace}lang"
CONTAINER = "META-INF/container.xml"
ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
MOST_BYTES = 60_000_000
"""The most bytes of an unpacked part."""
Problem = tuple[str, str]


@dataclass(frozen=True)
class PackageItem:
    """A file that the package lists: its path in the ZIP, its media type, and its properties such as "nav"."""

    path: str
    media_type: str
    properties: str


class OpenedBook:
    """An opened book. `pages` maps paths to the roots of the pages, in reading order; `problems` are (rule, message)."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.problems: list[Problem] = []
        root_file = next(iter(xml(self.read(CONTAINER)).iter(ROOT_FILE)), None)
        if root_file is None:
            raise ValueError("its container names no package")
        self.opf_path = str(root_file.get("full-path"))
        self.opf = xml(self.read(self.opf_path))
        self.items = {str(element.get("id")): self._item(element) for element in self.opf.iter(f"{OPF}item")}
        self.pages: dict[str, Element] = dict(self._pages())

    def read(self, name: str) -> bytes:
        """Returns the bytes of a part. Raises KeyError if it is missing, ValueError if it is too large."""
        if self.zip.getinfo(name).file_size > MOST_BYTES:
            raise ValueError(f"its part {name} is too large")
        return self.zip.read(name)

    def metadata(self) -> Iterator[tuple[str, str]]:
        """Yields the metadata of the book: "dc:title", "schema:accessMode" and so on, with their values."""
        for element in self.opf.iterfind(f"{OPF}metadata/*"):
            text = (element.text or "").strip()
            if element.tag.startswith(DC):
                yield f"dc:{element.tag.removeprefix(DC)}", text
            elif element.get("property"):
                yield element.get("property"), text

    def _item(self, element: Element) -> PackageItem:
        path = resolved(self.opf_path, element.get("href", ""))[0]
        return PackageItem(path, element.get("media-type", ""), element.get("properties") or "")

    def _pages(self) -> Iterator[tuple[str, Element]]:
        for element in self.opf.iter(f"{OPF}itemref"):
            item = self.items.get(element.get("idref"))
            if item is None:
                self.problems.append(
                    ("epub-spine", f"the reading order names “{element.get('idref')}”, which is not listed")
                )
            elif item.path not in self.names:
                self.problems.append(("epub-spine", f"{item.path} of the reading order is not in the book"))
            else:
                try:
                    yield item.path, page(self.read(item.path))
                except etree.XMLSyntaxError as wrong:
                    self.problems.append(("epub-unreadable", f"{item.path} is not XHTML: {wrong}"))


def resolved(base: str, target: str) -> tuple[str, str]:
    """Resolves a relative address in a file to the path in the ZIP file and the fragment."""
    path, _, fragment = target.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base), fragment


def xml(data: bytes) -> Element:
    """Parses an XML file; nothing outside it is read."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def page(data: bytes) -> Element:
    """Parses an XHTML page, without namespaces, as for web pages."""
    parser = html.XHTMLParser(resolve_entities=False, no_network=True)
    parser.set_element_class_lookup(ELEMENTS)
    root = etree.fromstring(data, parser)
    html.xhtml_to_html(root)
    if root.tag != "html" or root.find("body") is None:
        raise etree.XMLSyntaxError("no page of XHTML", 0, 0, 0)
    return root
