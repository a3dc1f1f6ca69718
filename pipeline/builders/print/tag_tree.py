"""The tag tree of a set document: one element for one thing, however many lines and pages it takes (ISO 32000-1, 14.7).

The engine lays an HTML element out as many boxes. Here all boxes of an element grow one node, in the order of the pages,
so a table over ten pages stays one Table; what repeats (running heads, header rows) is marked as artifact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import bidirectional, category
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from pipeline.builders.print.roles import ARTIFACT, GROUPING, TRANSPARENT, numbering_of, role_of


@dataclass(frozen=True, slots=True)
class MarkedSequence:
    """A marked-content sequence: the page, counted from 0, its MCID there, and the characters it shows."""

    page: int
    mcid: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation of a page; `dictionary` is the engine's own object."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class TagNode:
    """A structure element. `box` is (x0, y0, x1, y1) in points from the bottom left corner, for figures."""

    role: str
    page: int
    element: Element | None = None
    parent: TagNode | None = None
    kids: list[TagNode | MarkedSequence | Annotation] = field(default_factory=list)
    id: str = ""
    language: str = ""
    alt: str = ""
    expansion: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    numbering: str = ""
    box: tuple[float, float, float, float] | None = None

    def add(self, role: str, page: int, element: Element | None = None) -> TagNode:
        """A new last kid."""
        node = TagNode(role, page, element, self)
        self.kids.append(node)
        return node

    def nodes(self) -> Iterator[TagNode]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, TagNode):
                yield from kid.nodes()

    @property
    def text(self) -> str:
        """The characters of this node and all below it."""
        return "".join(kid.text for kid in self.kids if not isinstance(kid, Annotation))

    def child_nodes(self, *roles: str) -> list[TagNode]:
        """The kids that are elements of these types, of any type where none is named."""
        return [kid for kid in self.kids if isinstance(kid, TagNode) and (not roles or kid.role in roles)]


@dataclass
class TagTree:
    """The tags of a document, and what is no content.

    `artifacts` maps (page, MCID) to "Header" or "Footer" of the page, "Repeated" for a header row that comes again, "" for
    layout. `actual` are the marks whose glyphs do not give their characters in order (white space, writing from right to
    left) with those characters. `dropped` are annotations of repeated content.
    """

    root: TagNode
    artifacts: dict[tuple[int, int], str] = field(default_factory=dict)
    actual: dict[tuple[int, int], str] = field(default_factory=dict)
    dropped: list[Annotation] = field(default_factory=list)


class Grower:
    """Walks the boxes of the pages in order and grows the tree."""

    def __init__(self, language: str) -> None:
        self.tree = TagTree(TagNode("Document", 0, language=language))
        self._number = -1
        self._grown: dict[tuple[Element, str], TagNode] = {}
        self._layout, self._repeated, self._header, self._footer = (
            TagNode(ARTIFACT, 0, id=kind) for kind in ("", "Repeated", "Header", "Footer")
        )

    def give_up(self) -> None:
        """Takes the tree apart once it is written: its nodes refer to one another, so they would last until the file is made."""
        for node in [*self.tree.root.nodes()]:
            node.kids, node.parent, node.element = [], None, None
        self._grown.clear()

    def page(self, page_box: Any, marks: dict[Any, dict[str, Any]]) -> int:
        """Add the next page and give its number from 0.

        `marks` maps boxes to their MCIDs and is emptied, as the engine expects.
        """
        self._number += 1
        self._marks, self._height = marks, page_box.margin_height()
        for child in page_box.children:
            if isinstance(child, boxes.MarginBox):
                self._grow(child, self._header if child.at_keyword.startswith("@top") else self._footer)
            else:
                self._grow(child, self.tree.root)
        return self._number

    def _grow(self, box: Any, parent: TagNode) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        node = self._node(box, parent)
        if box.link_annotation:
            annotation = Annotation(self._number, box.link_annotation)
            (self.tree.dropped if node.role == ARTIFACT else node.kids).append(annotation)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self._mark(box, node)
        elif isinstance(box, boxes.ParentBox):
            for child in box.children:
                self._grow(child, node)

    def _mark(self, box: Any, node: TagNode) -> None:
        mark = self._marks.pop(box, None)
        if mark is None:
            return
        key = (self._number, mark["mcid"])
        if node.role == ARTIFACT:
            self.tree.artifacts[key] = node.id
            return
        text = ""
        if isinstance(box, boxes.TextBox):
            text = box.text if box.text.strip() else " "
            text += " " if getattr(box, "ends_in_space", False) else ""
            if not text.strip() and node.role in GROUPING:
                self.tree.artifacts[key] = ""
                return
            turned = bool(box.pango_layout and box.pango_layout.first_line_direction % 2)
            if text == " " or turned or any(_moves(character) for character in text):
                self.tree.actual[key] = text
            node = self._paragraph(box, node)
        node.kids.append(MarkedSequence(*key, text))

    def _paragraph(self, box: Any, node: TagNode) -> TagNode:
        """Words may not stand bare in a grouping element."""
        if node.role not in GROUPING:
            return node
        key = (box.element, "words")
        if key not in self._grown or self._grown[key].parent is not node:
            self._grown[key] = node.add("P", self._number)
        return self._grown[key]

    def _node(self, box: Any, parent: TagNode) -> TagNode:
        element = box.element
        if parent.role == ARTIFACT or box.is_leader:
            return parent if parent.role == ARTIFACT else self._layout
        if element is None or element.tag in ("html", "body"):
            return parent
        key = (element, box.element_tag)
        node = self._grown.get(key)
        if node is None:
            node = self._grown[key] = self._pseudo(box, parent) if "::" in box.element_tag else self._new(box, parent)
        elif node.role == "THead" and node.page != self._number:
            return self._repeated
        return node

    def _pseudo(self, box: Any, parent: TagNode) -> TagNode:
        """Generated content: the marker of a list item is its label, the rest belongs to the element."""
        if not box.element_tag.endswith("::marker"):
            return self._grown.get((box.element, box.element.tag), parent)
        item = parent
        while item.role not in ("LI", "Note") and item.parent is not None:
            item = item.parent
        label = TagNode("Lbl", self._number, None, item)
        item.kids.insert(0, label)
        return label

    def _new(self, box: Any, parent: TagNode) -> TagNode:
        element = box.element
        role = role_of(element, parent.role)
        if role == ARTIFACT:
            return self._layout
        if role == TRANSPARENT:
            return parent
        if role in ("Lbl", "LBody") and parent.role == "L":
            items = parent.child_nodes()
            parent = items[-1] if role == "LBody" and items else parent.add("LI", self._number)
        if role == "Link" and parent.role == "TOCI":
            parent = parent.add("Reference", self._number)
        node = parent.add(role, self._number, element)
        self._describe(node, box)
        if role == "LI" and element.tag != "div":
            return node.add("LBody", self._number)
        if role == "Reference":
            return node.add("Link", self._number, element)
        return node

    def _describe(self, node: TagNode, box: Any) -> None:
        element = box.element
        node.id = element.get("id", "")
        language = element.get("lang", "")
        if language and language != _language(node.parent):
            node.language = language
        if element.tag == "abbr":
            node.expansion = element.get("title", "")
        if node.role == "TH":
            node.scope = "Row" if element.get("scope") == "row" else "Column"
        elif node.role == "L":
            style = "none" if element.tag == "dl" else box.style["list_style_type"]
            node.numbering = numbering_of(style if isinstance(style, str) else "")
        elif node.role == "Figure":
            node.alt = element.get("alt", "")
            x, y = box.content_box_x(), box.content_box_y()
            left, right = x * 0.75, (x + box.width) * 0.75
            node.box = (left, (self._height - y - box.height) * 0.75, right, (self._height - y) * 0.75)


REORDERED = re.compile("[\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua880-\uabff]")
"""Scripts of South and South-East Asia, in which a vowel may stand before the letter after which it is read."""


def _moves(character: str) -> bool:
    """Whether a font may draw a character elsewhere than it is read: from right to left, or a sign around its letter.

    A letter of a script with such signs counts too: the file gives each glyph the characters of its first use, which may have
    been a group of several.
    """
    return character > "\u02ff" and (
        bidirectional(character) in ("R", "AL") or category(character)[0] == "M" or bool(REORDERED.match(character))
    )


def _language(node: TagNode | None) -> str:
    while node is not None and not node.language:
        node = node.parent
    return node.language if node else ""


def relate_cells(root: TagNode) -> None:
    """Give header cells their IDs, and data cells the IDs of their column and row headers (PDF/UA-1 7.5)."""
    tables = [node for node in root.nodes() if node.role == "Table"]
    for number, table in enumerate(tables, start=1):
        columns: dict[int, str] = {}
        rows = [row for group in table.child_nodes("THead", "TBody", "TFoot") for row in group.child_nodes("TR")]
        for index, row in enumerate(rows + table.child_nodes("TR")):
            cells = row.child_nodes("TH", "TD")
            for column, cell in enumerate(cells):
                if cell.role == "TH":
                    cell.id = cell.id or f"table{number}.{index}.{column}"
                    if cell.scope == "Column":
                        columns[column] = cell.id
            row_headers = [cell.id for cell in cells if cell.scope == "Row"]
            for column, cell in enumerate(cells):
                if cell.role == "TD":
                    cell.headers = (*([columns[column]] if column in columns else []), *row_headers)
