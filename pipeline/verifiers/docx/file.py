"""Opens a finished Word file for checking: its parts, and its paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.findings import error
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.package import Package, Relationship, open_package
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element, child, q, switched

WRAPPERS = tuple(map(q, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:hyperlink")))
HIDDEN_MARKS = re.compile(
    "_|(Column|Row)?Title_", re.IGNORECASE
)  # Word's own, and those that name table headers for readers


@dataclass
class DocxParts:
    """The parts of a file. `notes` are the roots of footnotes and endnotes, `margins` those of headers and footers."""

    name: str
    package: Package
    relationships: dict[str, Relationship]
    body: Element
    root: Element
    styles: Styles
    numbering: Numbering
    settings: Element | None
    notes: dict[str, Element] = field(default_factory=dict)
    margins: dict[str, list[Element]] = field(default_factory=dict)
    in_notes: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The file as the place of a finding."""
        return Place(self.name)

    def core(self, name: str) -> str:
        """A core property such as "dc:title", or ""."""
        return next(iter(self.cores(name)), "")

    def cores(self, name: str) -> list[str]:
        """All core properties of a name; a valid file has at most one."""
        root = next((self.package.tree(r.target) for r in self._root_parts("core-properties")), None)
        return [" ".join((element.text or "").split()) for element in root.iter(q(name))] if root is not None else []

    def target(self, element: Element, name: str = "r:id") -> Relationship | None:
        """The relationship of an element, from the main part or that of the notes (ECMA-376 part 2, 9.3)."""
        part = str(etree.QName(element.getroottree().getroot()).localname)
        return self.in_notes.get(part, self.relationships).get(element.get(q(name), ""))

    def _root_parts(self, kind: str) -> Iterator[Relationship]:
        return (entry for entry in self.package.relationships("").values() if entry.kind == kind)


def open_word(data: bytes, name: str) -> DocxParts:
    """Opens a file. Raises `Unreadable` if it is not a Word document."""
    package = open_package(data, name)
    main = package.main_part()
    relationships = package.relationships(main)

    def related(kind: str) -> list[Element]:
        parts = sorted({entry.target for entry in relationships.values() if entry.kind == kind and not entry.external})
        trees = (package.tree(part) for part in parts)
        return [tree for tree in trees if tree is not None]

    root = package.tree(main)
    body = child(root, "w:body")
    if root is None or body is None:
        message = f"{name} cannot be checked: its main part {main} has no text"
        raise Unreadable(error("docx-unreadable", message, Place(name), "save it again in Word or LibreOffice"))
    styles = Styles(next(iter(related("styles")), None))
    numbering = Numbering(next(iter(related("numbering")), None), styles)
    return DocxParts(
        name, package, relationships, body, root, styles, numbering, next(iter(related("settings")), None),
        {kind: tree for kind in ("footnote", "endnote") for tree in related(f"{kind}s")},
        {kind: related(kind) for kind in ("header", "footer", "comments")},
        {
            entry.kind: package.relationships(entry.target)
            for entry in relationships.values() if entry.kind in ("footnotes", "endnotes") and not entry.external
        },
    )  # fmt: skip


def blocks(holder: Element) -> Iterator[Element]:
    """Yields the paragraphs and tables of a body, cell, box or note, also inside wrappers such as content controls."""
    for element in holder:
        if element.tag in (q("w:p"), q("w:tbl")):
            yield element
        elif element.tag in WRAPPERS:
            yield from blocks(element)


def sets_out(table: Element) -> bool:
    """Whether a table is only for layout: no header row, no style, no lines, and two cells in each row."""
    properties = child(table, "w:tblPr")
    look = child(properties, "w:tblLook")
    dressed = any(child(properties, name) is not None for name in ("w:tblStyle", "w:tblBorders", "w:tblCaption"))
    named = look is None or any(look.get(q(f"w:{part}")) != "0" for part in ("firstRow", "firstColumn"))
    headed = any(switched(child(row, "w:trPr"), "w:tblHeader") for row in rows(table))
    return not (dressed or named or headed) and all(len(cells(row)) == 2 for row in rows(table))


def rows(table: Element) -> list[Element]:
    """The rows of a table, without those of tables in its cells."""
    return [row for row in _below(table, "w:tr", ("w:tbl",)) if row is not table]


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return list(_below(row, "w:tc", ("w:tbl",)))


def _below(element: Element, name: str, ends: tuple[str, ...]) -> Iterator[Element]:
    for entry in element:
        if entry.tag == q(name):
            yield entry
        elif entry.tag not in map(q, ends) and entry.tag in WRAPPERS:
            yield from _below(entry, name, ends)


def runs(paragraph: Element) -> Iterator[Element]:
    """Yields the visible runs of a paragraph: not deleted ones, and not those of boxes anchored in it."""
    for element in paragraph:
        if element.tag == q("w:r"):
            yield element
        elif element.tag in WRAPPERS or element.tag == q("w:fldSimple"):
            yield from runs(element)


def run_text(run: Element) -> str:
    """The characters of a run; a tab is "\\t", a line break "\\n"."""
    parts = []
    for element in run:
        if element.tag == q("w:t"):
            parts.append(element.text or "")
        elif element.tag in (q("w:tab"), q("w:ptab")):
            parts.append("\t")
        elif element.tag in (q("w:br"), q("w:cr")) and element.get(q("w:type"), "textWrapping") == "textWrapping":
            parts.append("\n")
        elif element.tag == q("w:noBreakHyphen"):
            parts.append("\u2011")
        elif element.tag == q("w:sym"):
            parts.append("•")
    return "".join(parts)


def text_of(paragraph: Element) -> str:
    """The characters of a paragraph."""
    return "".join(run_text(run) for run in runs(paragraph))


def short(text: str, limit: int = 60) -> str:
    """The beginning of a text in quotation marks, for findings about a paragraph."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= limit else words[:limit].rsplit(' ', 1)[0] + ' …'}”"


def bookmarks(element: Element) -> list[str]:
    """The names of the bookmarks in an element, without those of Word."""
    names = (mark.get(q("w:name"), "") for mark in element.iter(q("w:bookmarkStart")))
    return [name for name in names if name and not HIDDEN_MARKS.match(name)]


def style_name(file: DocxParts, paragraph: Element) -> str:
    """The name of a paragraph's style, in small letters."""
    return file.styles.setting(paragraph).name.lower()


def field_codes(root: Element) -> str:
    """All field instructions of a part, a line each."""
    simple = [element.get(q("w:instr"), "") for element in root.iter(q("w:fldSimple"))]
    return "\n".join([*simple, *(element.text or "" for element in root.iter(q("w:instrText")))])
