"""Reads the facts of each word of a PDF (heading, cell, item, link, language …) from the tags around it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.verifiers import ANY, ReadRun
from pipeline.verifiers.pdf.gate import rows
from pipeline.verifiers.pdf.structure import INLINE, MarkOf, ObjectOf, Tag
from pipeline.verifiers.pdf.words import is_marker

SHOWS = frozenset({
    "heading", "cell", "at", "caption", "list", "depth", "label", "term", "quote", "note", "link", "language",
})  # fmt: skip
SCOPES = {"Column": "column header", "Row": "row header", "Both": "header of both"}
SIGNS = {
    "Decimal": r"\d",
    "UpperRoman": "[IVXLCDM]",
    "LowerRoman": "[ivxlcdm]",
    "UpperAlpha": "[A-Z]",
    "LowerAlpha": "[a-z]",
}
SIMPLE = {"Caption": "caption", "BlockQuote": "quote"}


def runs(tree: Tag, language: str) -> tuple[ReadRun, ...]:
    """Returns the words of a file in tag order; `language` is the language of the file."""
    reader = _Reader(tree.language or language)
    reader.into(tree, {}, False)
    return tuple(reader.runs)


class _Reader:
    """Walks the tags; IDs and starts of blocks are attached to the next words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.runs: list[ReadRun] = []
        self._anchors: list[str] = []
        self._opens = True
        self._cells: dict[int, str] = {}

    def into(self, tag: Tag, facts: Mapping[str, str], marked: bool) -> None:
        """Reads an element; `marked` is true if the labels of its list are markers, not words."""
        if tag.type == "L":
            marked = tag.attributes.get("ListNumbering", "None") != "None"
        if tag.type == "Table":
            self._number(tag)
        if is_marker(tag, marked):
            return
        if own := self._facts(tag):
            facts = {**facts, **own}
        self._anchors += [tag.id] if tag.id else []
        self._opens = self._opens or tag.type not in INLINE
        if tag.type == "Figure":
            self._say(tag.alt, {**facts, "picture": ANY})
        else:
            for kid in tag.kids:
                if isinstance(kid, MarkOf):
                    self._say(kid.text, facts)
                elif isinstance(kid, Tag) and not (tag.type == "Note" and kid.type == "Lbl"):
                    self.into(kid, _inside(kid, tag, facts, marked), marked)
        self._opens = self._opens or tag.type not in INLINE

    def _say(self, text: str, facts: Mapping[str, str]) -> None:
        if text.strip():
            self.runs.append(ReadRun(text, facts, tuple(self._anchors), self._opens))
            self._anchors, self._opens = [], False

    def _number(self, table: Tag) -> None:
        for number, row in enumerate(rows(table)):
            for column, cell in enumerate(row.below("TH", "TD")):
                self._cells[id(cell)] = f"{number}.{column}"

    def _facts(self, tag: Tag) -> dict[str, str]:
        result = {}
        if len(tag.type) == 2 and tag.type[0] == "H" and tag.type[1].isdigit():
            result["heading"] = tag.type[1]
        elif tag.type in ("TH", "TD"):
            scope = SCOPES.get(str(tag.attributes.get("Scope")), "header without scope")
            result |= {"cell": scope if tag.type == "TH" else "cell", "at": self._cells.get(id(tag), "outside")}
        elif tag.type in SIMPLE:
            result[SIMPLE[tag.type]] = "yes"
        elif tag.type == "Link":
            result["link"] = next((kid.target for kid in tag.kids if isinstance(kid, ObjectOf)), "")
        elif tag.type == "Note":
            result["note"] = "".join(label.text().rstrip(".") for label in tag.below("Lbl"))
        if tag.language:
            result["language"] = "" if tag.language == self.language else tag.language
        return result


def _inside(kid: Tag, tag: Tag, facts: Mapping[str, str], marked: bool) -> Mapping[str, str]:
    """Adds the facts that a list gives to its items, and an item to its label and body."""
    if tag.type == "L" and kid.type == "LI" and marked:
        label = next((tag.text() for tag in kid.below("Lbl")), "")
        numbered = tag.attributes.get("ListNumbering") not in ("Disc", "Circle", "Square")
        depth = int(facts.get("depth", "0")) + 1
        kind = "number" if numbered else "bullet"
        if numbered and not re.search(SIGNS.get(str(tag.attributes.get("ListNumbering")), "."), label):
            kind = f"{kind} that is said to be {tag.attributes.get('ListNumbering')}"
        return {**facts, "list": kind, "label": label if numbered else "", "depth": str(depth)}
    if tag.type == "LI" and kid.type in ("Lbl", "LBody") and not marked:
        return {**facts, "term": "term" if kid.type == "Lbl" else "value"}
    return facts
