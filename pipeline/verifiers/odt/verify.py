"""Reads an OpenDocument text (ODF 1.3) back as a screen reader would, and checks its accessibility."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.ooxml.fixed import digests
from pipeline.verifiers import AnchoredText, Reading
from pipeline.verifiers.docx.reading import TextPart
from pipeline.verifiers.odt.allowed import strange
from pipeline.verifiers.odt.names import q
from pipeline.verifiers.odt.places import strange_places
from pipeline.verifiers.odt.runs import SHOWS, ReadStyles, odt_runs

Element = Any
MOST_BYTES = 50_000_000  # bytes that a part of a text may unpack to


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of an OpenDocument text. Another file gives an error and no words."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        content, styles, meta = (_part(package, name) for name in ("content.xml", "styles.xml", "meta.xml"))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as wrong:
        return Reading(
            (), "", (error("odt-unreadable", f"this is not an OpenDocument text: {wrong}", Place(file=file)),)
        )
    text = content.find(f"{q('office:body')}/{q('office:text')}")
    if text is None:
        return Reading((), "", (error("odt-unreadable", "the file has no text", Place(file=file)),))
    reader = _Reader()
    document = TextPart("document")
    reader.into(document, text)
    document.children += reader.notes
    texts = [AnchoredText(" ".join(words.split()), part.anchor) for part in document.walk() for words in part.words]
    lines = (line for part in document.children for line in part.lines())
    findings = tuple(_findings(text, styles, meta, Place(file=file)))
    pictures = {entry: package.read(entry) for entry in package.namelist() if entry.startswith("Pictures/")}
    read_styles = ReadStyles(styles, content)
    odd = strange(package.namelist(), (content, styles), strange_places(text, read_styles), file)
    runs = odt_runs(text, read_styles, pictures)
    said_of_itself = [
        (name, meta.findtext(f".//{q(f'dc:{name}')}") or "") for name in ("title", "creator", "subject", "language")
    ]
    about = (*said_of_itself, ("language of the text", read_styles.language), *digests(data))
    return Reading(
        tuple(entry for entry in texts if entry.text), "\n".join(lines) + "\n", findings, runs, SHOWS, about, odd
    )


def _part(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"its part {name} is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(package.read(name), parser)


class _Reader:
    """Reads a text; holds the current anchor, and the notes until the end."""

    def __init__(self) -> None:
        self.anchor = ""
        self.notes: list[TextPart] = []

    def into(self, parent: TextPart, holder: Element) -> None:
        """Reads the blocks of an element into a part."""
        for element in holder:
            if element.tag in (q("text:p"), q("text:h")):
                parent.children.append(self._paragraph(element))
            elif element.tag == q("text:list"):
                self._list(parent, element)
            elif element.tag == q("table:table"):
                parent.children.append(self._table(element))
            elif element.tag in (
                q("text:table-of-content"),
                q("text:index-body"),
                q("text:section"),
                q("text:index-title"),
            ):
                self.into(parent, element)

    def _list(self, parent: TextPart, element: Element) -> None:
        list_part = TextPart("list")
        for entry in element.iterchildren(q("text:list-item")):
            item = TextPart("item", anchor=self.anchor)
            self.into(item, entry)
            first_child = item.children[0] if item.children and item.children[0].role == "paragraph" else None
            if first_child is not None:
                item.words, item.anchor = first_child.words, first_child.anchor
                item.children = [*first_child.children, *item.children[1:]]
            list_part.children.append(item)
        parent.children.append(list_part)

    def _table(self, table: Element) -> TextPart:
        table_part, outer = TextPart("table", anchor=self.anchor), self.anchor
        named = table.find(q("table:table-header-columns")) is not None
        for row in table.iter(q("table:table-row")):
            self.anchor = outer
            head = row.getparent().tag == q("table:table-header-rows")
            line = TextPart("header row" if head else "row")
            for index, cell in enumerate(row.iterchildren(q("table:table-cell"))):
                part = TextPart("row header" if named and index == 0 and not head else "cell")
                self.into(part, cell)
                line.children.append(part)
            table_part.children.append(line)
        self.anchor = outer
        return table_part

    def _paragraph(self, element: Element) -> TextPart:
        marks = [mark.get(q("text:name"), "") for mark in element.iter(q("text:bookmark-start"), q("text:bookmark"))]
        self.anchor = next((name for name in reversed(marks) if not name.startswith("_")), self.anchor)
        part = TextPart("paragraph", [""], self.anchor, element=element)
        if element.tag == q("text:h"):
            part.role, part.level = "heading", int(element.get(q("text:outline-level"), "1"))
        self._inlines(element, part)
        return part

    def _inlines(self, element: Element, into: TextPart) -> None:
        into.words[-1] += element.text or ""
        for child in element:
            if child.tag == q("text:s"):
                into.words[-1] += " " * int(child.get(q("text:c"), "1"))
            elif child.tag in (q("text:line-break"), q("text:tab")):
                into.words[-1] += "\n"
            elif child.tag == q("text:note"):
                self._note(child, into)
            elif child.tag == q("text:note-ref"):
                into.words += [child.text or "", ""]
            elif child.tag == q("draw:frame"):
                alt = child.findtext(q("svg:desc")) or child.findtext(q("svg:title")) or ""
                into.children.append(TextPart("picture", [alt], self.anchor, element=child))
            else:
                self._inlines(child, into)
            into.words[-1] += child.tail or ""

    def _note(self, element: Element, into: TextPart) -> None:
        citation = element.find(q("text:note-citation"))
        number = "" if citation is None else citation.get(q("text:label")) or citation.text or ""
        into.words += [number, ""]
        part, outer = TextPart("note", [number]), self.anchor
        self.anchor = ""
        body = element.find(q("text:note-body"))
        if body is not None:
            self.into(part, body)
        self.notes.append(part)
        self.anchor = outer


def _findings(text: Element, styles: Element, meta: Element, place: Place) -> Iterator[Finding]:
    if not (meta.findtext(f".//{q('dc:title')}") or "").strip():
        yield error("odt-title", "the properties have no title (WCAG 2.4.2)", place)
    if not any(element.get(q("fo:language")) for element in styles.iter(q("style:text-properties"))):
        yield error("odt-language", "the file does not say in which language it is written (WCAG 3.1.1)", place)
    levels = [int(element.get(q("text:outline-level"), "1")) for element in text.iter(q("text:h"))]
    if levels.count(1) != 1:
        yield warning("odt-heading-1", f"there are {levels.count(1)} headings of level 1; there should be one", place)
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield error("odt-heading-skip", "a level of headings is skipped (WCAG 1.3.1)", place)
    yield from _table_findings(text, place)
    yield from _object_findings(text, place)
    names = {mark.get(q("text:name")) for mark in text.iter(q("text:bookmark-start"), q("text:bookmark"))}
    for link in text.iter(q("text:a")):
        target = link.get(q("xlink:href"), "")
        if target.startswith("#") and target[1:] not in names:
            yield error("odt-broken-link", f"a link leads to “{target}”, which is not there", place)
        if not "".join(link.itertext()).strip():
            yield error("odt-empty-link", f"a link to {target} has no words (WCAG 2.4.4)", place)


def _table_findings(text: Element, place: Place) -> Iterator[Finding]:
    for table in text.iter(q("table:table")):
        name = f"the table “{table.findtext(q('table:title')) or table.get(q('table:name'), '')}”"
        if table.find(q("table:table-header-rows")) is None:
            yield error("odt-table-header", f"{name} has no header row (WCAG 1.3.1)", place)
        if any(True for _ in table.iter(q("table:covered-table-cell"))):
            yield warning("odt-merged-cells", f"{name} has merged cells", place)
        if not table.findtext(q("table:title")):
            yield warning("odt-table-name", f"{name} has no title", place)


def _object_findings(text: Element, place: Place) -> Iterator[Finding]:
    for frame in text.iter(q("draw:frame")):
        decorative = frame.get(q("loext:decorative")) == "true"
        if not decorative and not (frame.findtext(q("svg:desc")) or frame.findtext(q("svg:title"))):
            yield error(
                "odt-alt", f"the picture “{frame.get(q('draw:name'), '')}” has no description (WCAG 1.1.1)", place
            )
        if frame.get(q("text:anchor-type")) != "as-char":
            yield warning("odt-not-inline", "a picture floats over or beside the text", place)
    empty = [
        element
        for element in text.iter(q("text:p"))
        if not "".join(element.itertext()).strip() and element.find(f".//{q('draw:frame')}") is None
    ]
    if any(element.getparent().tag != q("table:table-cell") for element in empty):
        yield warning("odt-empty-paragraphs", "empty paragraphs are used for space in the text", place)
