"""Reads the facts of each word of an OpenDocument text from its elements, styles, lists, tables and links."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pipeline.model.document import Role
from pipeline.verifiers import ANY, ReadRun
from pipeline.verifiers.odt.names import q
from pipeline.verifiers.signs import sign

Element = Any
SHOWS = frozenset({
    "heading", "cell", "at", "caption", "list", "depth", "label", "term", "quote", "box", "note", "link", "language",
    "stress",
})  # fmt: skip
RUN_IN = {"Run-in Label", "Run-in Colon"}
STRESSED = {"Strong", "Emphasis", "Added Label"}
HOLDERS = tuple(map(q, ("text:table-of-content", "text:index-body", "text:section", "text:index-title")))
NUMBERS = q("text:list-level-style-number")
MARKS = tuple(map(q, ("text:bookmark-start", "text:bookmark")))


class ReadStyles:
    """The styles of a file: their parents and languages, and the levels of list styles."""

    def __init__(self, *roots: Element) -> None:
        self.by_name: dict[str, Element] = {}
        self.lists: dict[str, Element] = {}
        for root in roots:
            for style in root.iter(q("style:style")):
                self.by_name[style.get(q("style:name"), "")] = style
            for style in root.iter(q("text:list-style")):
                self.lists[style.get(q("style:name"), "")] = style
        defaults = [element for root in roots for element in root.iter(q("style:default-style"))]
        self.language = next((language_found for default in defaults if (language_found := _language(default))), "")

    def name(self, style: str) -> str:
        """The visible name of a style; an automatic style has that of its parent."""
        value = self.by_name.get(style)
        parent = value.get(q("style:parent-style-name")) if value is not None else None
        automatic = value is not None and value.getparent().tag == q("office:automatic-styles")
        name = parent or "" if automatic else style
        return re.sub(r"_([0-9a-f]+)_", lambda code: chr(int(code[1], 16)), name)

    def language_of(self, style: str) -> str:
        """The language of a style, or ""."""
        value = self.by_name.get(style)
        return "" if value is None else _language(value)

    def level(self, style: str, depth: int) -> Element | None:
        """The definition of a level (from 1) of a list style."""
        value = self.lists.get(style)
        levels = (
            []
            if value is None
            else [element for element in value if element.get(q("text:level")) == str(min(depth, 5))]
        )
        return levels[0] if levels else None


def _language(style: Element) -> str:
    for properties in style.iter(q("style:text-properties")):
        for base, region in (("fo:language", "fo:country"), ("style:language-complex", "style:country-complex")):
            if language := properties.get(q(base)):
                country = properties.get(q(region), "none")
                return language if country == "none" else f"{language}-{country}"
    return ""


def odt_runs(text: Element, styles: ReadStyles, parts: Mapping[str, bytes]) -> tuple[ReadRun, ...]:
    """Returns the words of a text in reading order, with the notes at the end; `parts` are the files of the package."""
    reader = _Reader(styles, parts)
    reader.into(text, {})
    for note in reader.notes:
        reader.note(note)
    return tuple(reader.runs)


class _Reader:
    """Reads a text; bookmarks and starts of paragraphs are attached to the next words."""

    def __init__(self, styles: ReadStyles, parts: Mapping[str, bytes]) -> None:
        self.styles, self.parts = styles, parts
        self.runs: list[ReadRun] = []
        self.notes: list[Element] = []
        self._anchors: list[str] = []
        self._opens = True

    def into(self, holder: Element, facts: Mapping[str, str]) -> None:
        """Reads the blocks of an element; `facts` apply to their words."""
        for element in holder:
            if element.tag in (q("text:p"), q("text:h")):
                self._paragraph(element, {**facts, **self._paragraph_facts(element, facts)})
            elif element.tag == q("text:list"):
                self._list(element, facts, "")
            elif element.tag == q("table:table"):
                self._table(element, facts)
            elif element.tag in HOLDERS:
                self.into(element, facts)

    def note(self, element: Element) -> None:
        """A note with its number and its words."""
        number = _citation(element)
        self._opens = True
        self._say(number, {})
        self._anchors.append(element.get(q("text:id"), ""))
        body = element.find(q("text:note-body"))
        if body is not None:
            self.into(body, {"note": number})

    def _paragraph_facts(self, paragraph: Element, facts: Mapping[str, str]) -> dict[str, str]:
        """Returns the facts of a paragraph from its element and style."""
        name = self.styles.name(paragraph.get(q("text:style-name"), ""))
        result = {"caption": "yes"} if name == "caption" else {}
        if paragraph.tag == q("text:h"):
            result["heading"] = paragraph.get(q("text:outline-level"), "1")
        if name == "Field Label":
            result["term"] = "term"
        elif "note" not in facts:
            result["term"] = "value or "
        if name == "Quote":
            result["quote"] = "yes"
        if name.startswith("Box "):
            result["box"] = " or ".join(Role)
        if "cell" in facts or "list" in facts or name == "Picture":  # these have one style inside boxes and outside
            result |= {"quote": ANY, "box": ANY}
        return result

    def _list(self, element: Element, facts: Mapping[str, str], style: str) -> None:
        style = element.get(q("text:style-name"), style)
        depth = int(facts.get("depth", "0")) + 1
        level = self.styles.level(style, depth)
        numbered = level is not None and level.tag == NUMBERS
        count = int(level.get(q("text:start-value"), "1")) - 1 if level is not None and numbered else 0
        for item in element.iterchildren(q("text:list-item"), q("text:list-header")):
            count = int(item.get(q("text:start-value"), str(count + 1)))
            label = _label(level, count) if level is not None and numbered else ""
            kind = "number" if numbered else "bullet" if level is not None else "list without markers"
            item_facts = {**facts, "list": kind, "depth": str(depth), "label": label}
            for child in item:
                if child.tag == q("text:list"):
                    self._list(child, item_facts, style)
                else:
                    self.into([child], item_facts)

    def _table(self, table: Element, facts: Mapping[str, str]) -> None:
        named = table.find(q("table:table-header-columns")) is not None
        for number, row in enumerate(table.iter(q("table:table-row"))):
            head = row.getparent().tag == q("table:table-header-rows")
            for column, cell in enumerate(row.iterchildren(q("table:table-cell"))):
                kind = "cell" if named or column == 0 else "cell or row header"
                kind = "column header" if head else "row header" if named and column == 0 else kind
                self.into(cell, {**facts, "cell": kind, "at": f"{number}.{column}"})

    def _paragraph(self, element: Element, facts: Mapping[str, str]) -> None:
        """Reads a paragraph; a run-in label ends with the last span of its style, and the value follows."""
        labels = (self.styles.name(child.get(q("text:style-name"), "")) in RUN_IN for child in element)
        end = max((at for at, label in enumerate(labels, 1) if label), default=0)
        label_facts = {**facts, "term": "term"}
        self._opens = True
        self._say(element.text or "", label_facts if end else facts)
        for at, child in enumerate(element, 1):
            self._child(child, label_facts if at <= end else facts)
            self._opens = self._opens or at == end
            self._say(child.tail or "", label_facts if at < end else facts)
        self._opens = True

    def _inlines(self, element: Element, facts: Mapping[str, str]) -> None:
        self._say(element.text or "", facts)
        for child in element:
            self._child(child, facts)
            self._say(child.tail or "", facts)

    def _child(self, child: Element, facts: Mapping[str, str]) -> None:
        if child.tag in MARKS:
            self._anchors.append(child.get(q("text:name"), ""))
        elif child.tag == q("text:note"):
            self.notes.append(child)
            self._say(_citation(child), {**facts, "link": f"#{child.get(q('text:id'), '')}"})
        elif child.tag == q("text:note-ref"):
            self._say(child.text or "", {**facts, "link": f"#{child.get(q('text:ref-name'), '')}"})
        elif child.tag == q("draw:frame"):
            self._picture(child, facts)
        else:
            self._inlines(child, {**facts, **self._span_facts(child)})

    def _picture(self, frame: Element, facts: Mapping[str, str]) -> None:
        alt = frame.findtext(q("svg:desc")) or frame.findtext(q("svg:title")) or ""
        image = frame.find(q("draw:image"))
        data = self.parts.get(image.get(q("xlink:href"), "") if image is not None else "", b"")
        facts = {**facts, "picture": hashlib.sha256(data).hexdigest()}
        if alt.strip():
            self._say(alt, facts)
        else:
            self.runs.append(ReadRun("", facts))

    def _span_facts(self, element: Element) -> dict[str, str]:
        """Returns the facts of a span or a link."""
        if element.tag == q("text:a"):
            return {"link": element.get(q("xlink:href"), "")}
        style = element.get(q("text:style-name"), "")
        result = {"stress": "yes"} if self.styles.name(style) in STRESSED else {}
        language = self.styles.language_of(style)
        return result | ({"language": language if language != self.styles.language else ""} if language else {})

    def _say(self, text: str, facts: Mapping[str, str]) -> None:
        if text.strip():
            self.runs.append(ReadRun(text, facts, tuple(self._anchors), self._opens))
            self._anchors, self._opens = [], False


def _citation(note: Element) -> str:
    element = note.find(q("text:note-citation"))
    return "" if element is None else element.get(q("text:label")) or element.text or ""


def _label(level: Element, count: int) -> str:
    """The label of a level of a list (ODF 19.500): prefix, number, suffix."""
    text = sign(level.get(q("style:num-format"), ""), count)
    return f"{level.get(q('style:num-prefix'), '')}{text}{level.get(q('style:num-suffix'), '')}"
