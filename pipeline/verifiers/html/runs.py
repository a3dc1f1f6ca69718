"""Reads the facts of each word of a web page (heading, cell, item, link, language …) from the elements around it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from pipeline.verifiers import ReadRun
from pipeline.verifiers.html.tree import BLOCKS, SPACE, hidden
from pipeline.verifiers.signs import sign

Element = Any
SHOWS = frozenset({
    "heading", "cell", "at", "phone", "caption", "list", "depth", "label", "term", "quote", "box", "note", "link",
    "language", "strong", "emphasis",
})  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SIMPLE = {
    "caption": "caption", "figcaption": "caption", "blockquote": "quote",
    "strong": "strong", "b": "strong", "em": "emphasis",
}  # fmt: skip
COUNTED = {"decimal": "1", "lower-letter": "a", "upper-letter": "A", "lower-roman": "i", "upper-roman": "I"}
OPENING = BLOCKS - {"br"} | {"th", "dt", "dd", "figure"}


def runs(root: Element) -> tuple[ReadRun, ...]:
    """Returns the words of a page in reading order."""
    reader = _Reader(root.get("lang", ""))
    body = root.find("body")
    if body is not None:
        reader.into(body, {})
    return tuple(reader.runs)


class _Reader:
    """Reads a page; anchors and starts of blocks are attached to the next words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.runs: list[ReadRun] = []
        self._anchors: list[str] = []
        self._opens = True

    def into(self, element: Element, facts: Mapping[str, str]) -> None:
        """Reads an element; `facts` apply to its words."""
        facts = {**facts, **self._facts(element)}
        if id := element.get("id"):
            self._anchors.append(id)
        self._opens = self._opens or element.tag in OPENING
        self._say(element.get("alt") if element.tag == "img" else element.text, facts)
        if element.tag == "img" and not element.get("alt"):
            self.runs.append(ReadRun("", facts))
        for child in element:
            if not hidden(child):
                self.into(child, facts)
            self._say(child.tail, facts)
        self._opens = self._opens or element.tag in OPENING

    def _say(self, text: str | None, facts: Mapping[str, str]) -> None:
        words = SPACE.sub(" ", text or "")
        if words.strip():
            self.runs.append(ReadRun(words, facts, tuple(self._anchors), self._opens))
            self._anchors, self._opens = [], False

    def _facts(self, element: Element) -> dict[str, str]:
        result = _of(element)
        language = element.get("lang")
        if language and element.tag not in ("html", "body"):
            result["language"] = "" if language == self.language else language
        return result


def _of(element: Element) -> dict[str, str]:
    """Returns the facts that an element gives to its words."""
    tag, classes = element.tag, (element.get("class") or "").split()
    if tag in HEADINGS:
        return {"heading": tag[1]}
    if tag in ("th", "td"):
        return _cell(element)
    if tag == "li":
        return _item(element)
    if tag in ("dt", "dd"):
        return {"term": "term" if tag == "dt" else "value"}
    if tag == "a" and element.get("href") is not None:
        return {"link": element.get("href")}
    if tag == "img" and next(element.iterancestors("main"), None) is not None:
        return {"picture": element.get("src", "")}
    if tag == "div" and "box" in classes:
        return {"box": " ".join(name.removeprefix("box-") for name in classes if name.startswith("box-"))}
    return {SIMPLE[tag]: "yes"} if tag in SIMPLE else {}


def _cell(cell: Element) -> dict[str, str]:
    """Returns the kind and place of a cell from the rows of its table and its scope (WCAG 1.3.1)."""
    row = cell.getparent()
    table = next(row.iterancestors("table"), None)
    number = list(table.iter("tr")).index(row) if table is not None else 0
    kinds = {"col": "column header", "row": "row header"}
    kind = kinds.get(cell.get("scope", ""), "header without scope") if cell.tag == "th" else "cell"
    spans = [int(element.get("colspan", "1") or 1) for element in row]
    before = [0, *accumulate(spans)]
    return {"cell": kind, "at": f"{number}.{before[list(row).index(cell)]}", "phone": cell.get("data-label", "")}


def _item(item: Element) -> dict[str, str]:
    """Returns the list of an item and its number; a note is an item of the list of notes."""
    parent = item.getparent()
    number = _number(item)
    if "notes" in (parent.get("class") or "").split():
        return {"note": str(number)}
    depth = sum(1 for _ in item.iterancestors("ol", "ul"))
    if parent.tag == "ol":
        return {"list": "number", "depth": str(depth), "label": _label(parent, number)}
    return {"list": "bullet", "depth": str(depth), "label": ""}


def _number(item: Element) -> int:
    """The number of an item (HTML 4.4.8), counted from `start` or from the last `value` before it."""
    parent = item.getparent()
    number = _int(parent.get("start"), 1) - 1
    for element in parent.iterchildren("li"):
        number = _int(element.get("value"), number + 1)
        if element is item:
            break
    return number


def _label(listed: Element, number: int) -> str:
    """The label of a number by the counter style of the list's class, or by its `type` (HTML 4.4.5)."""
    named = next((name for name in (listed.get("class") or "").split() if name.startswith(tuple(COUNTED))), "")
    style, bracket, two_sided = named.partition("-bracket")
    text = sign(COUNTED.get(style, listed.get("type", "1")), number)
    return f"({text})" if two_sided else f"{text})" if bracket else f"{text}."


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else otherwise
