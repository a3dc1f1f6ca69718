"""The tag tree of a PDF (ISO 32000-1, 14.7): elements with their standard roles, and the marked content that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.sources.pdf.file.syntax import followed

MAX_ELEMENTS = 200_000
MAX_DEPTH = 120
MOST_ROLES = 8
"""Roles that stand for each other, one after the other; a map that leads in a circle has no end."""
HEADING = re.compile(r"H([1-6])?")
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "NonStruct", "Private"})
"""The roles of elements that only hold others together (ISO 32000-1 table 333)."""


@dataclass(slots=True)
class Content:
    """Marked content: the page it stands on (from 1) and its id there."""

    page: int
    mcid: int


@dataclass(slots=True)
class Element:
    """An element of the tag tree; `role` is the standard role after the role map (ISO 32000-1 table 333)."""

    role: str
    kids: list[Element | Content] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: str | None = None
    language: str = ""

    def contents(self) -> Iterator[Content]:
        """All marked content in it, in order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            else:
                yield from kid.contents()

    def elements(self) -> list[Element]:
        """The elements directly in it."""
        return [kid for kid in self.kids if isinstance(kid, Element)]


def tag_tree(pdf: PDF) -> Element | None:
    """The tag tree under one root, None where the file has none or it cannot be walked."""
    with suppress(Exception):
        root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
        if isinstance(root, dict) and root.get("K") is not None:
            return _Reader(pdf, root).read()
    return None


def pages_gone_on(tree: Element | None) -> set[int]:
    """The pages at whose head a paragraph, a list or a table may go on that began on a page before.

    Programs close a table at the end of each page; one at the head of the next page may be the rest of it.
    """
    numbers: set[int] = set()
    table = 0
    for element in _outermost(tree) if tree is not None else ():
        pages = [content.page for content in element.contents()]
        if not pages:
            continue
        numbers.update(range(min(pages) + 1, max(pages) + 1))
        if element.role == "Table":
            numbers |= {min(pages)} if min(pages) == table + 1 else set()
            table = max(pages)
    return numbers


def named_contents(tree: Element | None) -> frozenset[tuple[int, int]]:
    """The pages and ids of the marked content in tables and headings."""
    open_ones = [tree] if tree is not None else []
    found: set[tuple[int, int]] = set()
    while open_ones:
        element = open_ones.pop()
        if element.role == "Table" or HEADING.fullmatch(element.role):
            found.update((content.page, content.mcid) for content in element.contents())
        else:
            open_ones += element.elements()
    return frozenset(found)


def _outermost(element: Element) -> Iterator[Element]:
    """The elements that are more than groups of others, in order."""
    if element.role in GROUPS:
        for kid in element.elements():
            yield from _outermost(kid)
    else:
        yield element


class _Reader:
    """Walks the tree once; loops and depths beyond reason are cut off."""

    def __init__(self, pdf: PDF, root: dict[str, Any]) -> None:
        self.root = root
        self.roles = resolve1(root.get("RoleMap")) or {}
        self.classes = resolve1(root.get("ClassMap")) or {}
        self.pages = {page.pageid: number for number, page in enumerate(PDFPage.create_pages(pdf.doc), 1)}
        self.seen: set[int] = set()
        self.taken: set[tuple[int, int]] = set()

    def read(self) -> Element:
        top = Element("Document")
        self._kids(top, self.root.get("K"), 0, 0)
        return top

    def _kids(self, parent: Element, raw: Any, page: int, depth: int) -> None:
        value = resolve1(raw)
        for one in value if isinstance(value, list) else [raw]:
            inner = resolve1(one)
            if isinstance(inner, int):
                self._content(parent, page, inner)
            elif isinstance(inner, dict) and depth < MAX_DEPTH and len(self.seen) < MAX_ELEMENTS:
                self._one(parent, one, inner, (page, depth))

    def _one(self, parent: Element, raw: Any, inner: dict[str, Any], at: tuple[int, int]) -> None:
        page = self._page(inner.get("Pg")) or at[0]
        if "MCID" in inner and "S" not in inner:
            if isinstance(inner["MCID"], int) and "Stm" not in inner:
                self._content(parent, page, inner["MCID"])
            return
        if "S" not in inner:
            return
        if isinstance(raw, PDFObjRef):
            if raw.objid in self.seen:
                return
            self.seen.add(raw.objid)
        element = Element(self._role(inner["S"]), attributes=self._attributes(inner))
        element.alt = _text(inner.get("Alt"))
        element.language = _text(inner.get("Lang")) or ""
        parent.kids.append(element)
        if "K" in inner:
            self._kids(element, inner["K"], page, at[1] + 1)

    def _content(self, parent: Element, page: int, mcid: int) -> None:
        """Marked content belongs to the first element that names it, and only once (14.7.4)."""
        if (page, mcid) not in self.taken:
            self.taken.add((page, mcid))
            parent.kids.append(Content(page, mcid))

    def _page(self, raw: Any) -> int:
        return self.pages.get(raw.objid, 0) if isinstance(raw, PDFObjRef) else 0

    def _role(self, raw: Any) -> str:
        name = decode_text(getattr(resolve1(raw), "name", "") or "")
        for _ in range(MOST_ROLES):
            mapped = resolve1(self.roles.get(name))
            if mapped is None or decode_text(mapped.name) == name:
                break
            name = decode_text(mapped.name)
        return name

    def _attributes(self, inner: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in ("C", "A"):
            value = followed(inner.get(key))
            for one in value if isinstance(value, list) else [value]:
                owner = one if isinstance(one, dict) else followed(self.classes.get(getattr(one, "name", None)))
                if isinstance(owner, dict):
                    found.update({name: getattr(held, "name", held) for name, held in owner.items()})
        return found


def _text(raw: Any) -> str | None:
    value = resolve1(raw)
    return decode_text(value).strip() if isinstance(value, bytes | str) else None


def rows_of(table: Element) -> list[Element]:
    """The rows of a table, those of its head, body and foot too, each with its cells alone: Word has marks beside them."""
    rows = [row for part in (table, *table.elements()) for row in part.elements() if row.role == "TR"]
    cells = [[kid for kid in row.elements() if kid.role in ("TH", "TD")] or row.elements() for row in rows]
    return [replace(row, kids=list(kids)) for row, kids in zip(rows, cells, strict=True)]


def without_frames(table: Element) -> list[Element]:
    """The table; or what it frames, where it has one row or column, or a row of one cell, and holds tables of its own.

    Authors set pages of tables in the cells of a larger one, which relates none of them to another.
    """
    rows = rows_of(table)
    frame = len(rows) == 1 or all(len(row.elements()) < 2 for row in rows)
    parts: list[Element] = []
    start = 0
    for at, row in enumerate(rows):
        if (frame or len(row.elements()) == 1) and any(map(_holds_table, row.elements())):
            parts += [replace(table, kids=list(rows[start:at]))] if at > start else []
            parts.append(Element("Div", [kid for cell in row.elements() for kid in cell.kids]))
            start = at + 1
    if not parts:
        return [table]
    return [*parts, replace(table, kids=list(rows[start:]))] if start < len(rows) else parts


def _holds_table(element: Element) -> bool:
    """Whether an element holds a table of several rows and columns."""
    return any(
        _holds_table(kid)
        or (kid.role == "Table" and len(rows := rows_of(kid)) > 1 and any(len(row.elements()) > 1 for row in rows))
        for kid in element.elements()
    )
