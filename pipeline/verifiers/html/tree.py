"""Builds the accessibility tree of an HTML page: roles and names of native elements, without hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

Element = Any
# One class for all elements: lxml's classes for links and forms are slow, and not needed here.
ELEMENTS = etree.ElementDefaultClassLookup(element=html.HtmlElement)

SPACE = re.compile(r"[ \t\r\n\f]+")
ROLES = {
    "a": "link", "article": "article", "aside": "complementary", "blockquote": "blockquote", "caption": "caption",
    "dd": "definition", "dt": "term", "figure": "figure", "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "img": "image", "li": "listitem", "main": "main",
    "nav": "navigation", "ol": "list", "p": "paragraph", "table": "table", "td": "cell",
    "tr": "row", "ul": "list", "details": "group", "fieldset": "group", "input": "radio",
}  # fmt: skip
"""HTML Accessibility API Mappings 1.0, for the elements of documents."""
SILENT = frozenset({"head", "script", "style", "template", "noscript", "datalist", "meta", "link"})
BLOCKS = frozenset(ROLES) - {"a", "img"} | {"body", "div", "section", "header", "footer", "dl", "br", "thead", "tbody"}
BLOCKS |= {"figcaption", "details", "summary", "fieldset", "legend"}
INLINE = frozenset({"link", "image", "text"})
SECTIONING = frozenset({"article", "aside", "main", "nav", "section"})
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass
class Node:
    """A node of the tree: its role, its level (for headings), its name, its anchor and its children.

    Words have the role "text" and are its name; white space at the ends shows whether it is joined to its neighbours.
    """

    role: str
    name: str = ""
    level: int = 0
    anchor: str = ""
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yields the node and its descendants in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The node as indented text."""
        level = f" {self.level}" if self.level else ""
        name = f" “{self.name.strip()}”" if self.name.strip() else ""
        if self.role != "text" or name:
            yield "  " * depth + self.role + level + name
        for child in self.children:
            yield from child.lines(depth + 1)


def parse(data: bytes) -> Element:
    """Parses a page in UTF-8. Raises ValueError for bytes that are not a page."""
    text = data.decode("utf-8", "replace")
    if not text.strip():
        raise ValueError("the file is empty")
    parser = html.HTMLParser(encoding="utf-8")
    parser.set_element_class_lookup(ELEMENTS)
    return html.document_fromstring(text.encode("utf-8"), parser=parser)


def hidden(element: Element) -> bool:
    """Whether an element and its contents are hidden from assistive technology."""
    return (
        not isinstance(element.tag, str)
        or element.tag in SILENT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(HIDING.search(element.get("style", "")))
    )


def tree(root: Element) -> Node:
    """The accessibility tree of a page."""
    top = Node("page")
    body = root.find("body")
    if body is not None:
        _Walk().into(body, top, "")
    return top


def role(element: Element) -> str:
    """The role of an element, "" for generic elements and inline text."""
    explicit = element.get("role")
    if explicit:
        return str(explicit)
    if element.tag in ("header", "footer"):
        inside = any(ancestor.tag in SECTIONING for ancestor in element.iterancestors())
        return "" if inside else {"header": "banner", "footer": "contentinfo"}[element.tag]
    if element.tag == "th":
        return "rowheader" if element.get("scope") == "row" else "columnheader"
    if element.tag == "a" and element.get("href") is None:
        return ""
    if element.tag == "img" and element.get("alt") == "":
        return ""
    return ROLES.get(element.tag, "")


class _Walk:
    """Walks a page, and joins words that are not separated by blocks."""

    def __init__(self) -> None:
        self._run: list[str] = []

    def into(self, element: Element, parent: Node, anchor: str) -> str:
        """Adds the contents of an element to its node; returns the anchor for what follows it."""
        self._say(element.text)
        for child in element:
            if not hidden(child):
                anchor = self._child(child, parent, anchor)
            self._say(child.tail)
        return anchor

    def _child(self, element: Element, parent: Node, anchor: str) -> str:
        anchor_here = element.get("id") or anchor
        block = element.tag in BLOCKS
        element_role = role(element)
        if block or element_role:
            self._end(parent, anchor, block)
        if element_role:
            node = Node(element_role, _name(element, element_role), _level(element), anchor_here)
            parent.children.append(node)
            if not (element_role in ("link", "image") and element.get("aria-label")):
                self.into(element, node, anchor_here)
            self._end(node, anchor_here, block)
        else:
            last_anchor = self.into(element, parent, anchor_here)
            if block:
                self._end(parent, last_anchor, block)
        return anchor_here if element_role == "heading" else anchor

    def _say(self, text: str | None) -> None:
        if text:
            self._run.append(text)

    def _end(self, parent: Node, anchor: str, block: bool) -> None:
        words = SPACE.sub(" ", "".join(self._run) + ("\n" if block else ""))
        self._run.clear()
        if words.strip() or (words and parent.children and parent.children[-1].role in INLINE):
            parent.children.append(Node("text", words, anchor=anchor))


def _name(element: Element, element_role: str) -> str:
    """The name that an element states, as an alternative text or a label; otherwise the name is its content."""
    if element_role == "image":
        return str(element.get("alt") or element.get("aria-label") or "")
    if label := element.get("aria-label"):
        return str(label)
    elements = [
        element.getroottree().getroot().get_element_by_id(id, None)
        for id in (element.get("aria-labelledby") or "").split()
    ]
    return " ".join(SPACE.sub(" ", element.text_content()).strip() for element in elements if element is not None)


def _level(element: Element) -> int:
    return int(element.tag[1]) if re.fullmatch(r"h[1-6]", element.tag) else 0
