"""The document as flat JSON blocks in reading order: headings with levels, paragraphs, lists, tables, footnotes.

`{"id", "title", "kind", "period", "blocks": [...]}`; a block is a "heading" (level, text), "para" (text), "list" (items with
text, items and, where they are numbered, label), "definitions" (items with label and text), "table" (caption where there is
one, header, rows of cells or a band) or "footnote" (mark, text). A band and its statement have a line feed between them. A
note follows the blocks of the innermost section that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from pipeline.model.document import (
    Actions,
    Blocks,
    Box,
    Definition,
    Definitions,
    Document,
    Idea,
    Image,
    Inlines,
    Item,
    List,
    NoteRef,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)
from pipeline.model.numbering import label
from pipeline.model.walk import plain_text, rewrite_inlines

Json = dict[str, Any]
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def to_json(document: Document) -> Json:
    """The document as plain data for `json.dumps`; pictures are left out."""
    return {
        "id": document.name,
        "title": plain_text(document.title),
        "kind": document.kind,
        "period": document.period.replace(" to ", "-"),
        "blocks": list(_Writer(document).all()),
    }


class _Writer:
    """Writes the blocks of one document; a note is written once, after the first section that refers to it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes = {note.key: note for note in document.notes}
        self.waiting: list[str] = []

    def all(self) -> Iterator[Json]:
        document = self.document
        yield from self.blocks(document.before_title)
        if document.title:
            yield {"type": "heading", "level": 1, "text": self.text(document.title)}
        yield from self.blocks(document.blocks)
        yield from self.footnotes()
        for section in document.sections:
            yield from self.section(section, 2)
        self.waiting = list(self.notes)
        yield from self.footnotes()

    def section(self, section: Section, level: int) -> Iterator[Json]:
        yield {"type": "heading", "level": min(6, level), "text": self.text(section.heading)}
        yield from self.blocks(section.blocks)
        yield from self.footnotes()
        for child in section.sections:
            yield from self.section(child, level + 1)

    def footnotes(self) -> Iterator[Json]:
        for key in self.waiting:
            note = self.notes.pop(key, None)
            if note:
                yield {"type": "footnote", "mark": key, "text": self.text(note.inlines)}
        self.waiting = []

    def text(self, inlines: Inlines) -> str:
        """The words with the marks of notes as superscript characters; the notes come later."""

        def mark(inline: object) -> Inlines:
            if isinstance(inline, NoteRef):
                self.waiting.append(inline.key)
                return (Text(inline.key.translate(SUPERSCRIPTS)),)
            return (inline,)  # type: ignore[return-value]

        return plain_text(rewrite_inlines(inlines, mark))

    def blocks(self, blocks: Blocks) -> Iterator[Json]:
        for block in blocks:
            match block:
                case Paragraph(inlines):
                    yield {"type": "para", "text": self.text(inlines)}
                case List():
                    yield {"type": "list", "items": self.items(block)}
                case Definitions(entries):
                    yield {"type": "definitions", "items": [self.definition(entry) for entry in entries]}
                case Quote(children) | Idea(children) | Box(_, children):
                    yield from self.blocks(children)
                case Table():
                    yield self.table(block)
                case Actions(entries):
                    for action in entries:
                        yield from self.blocks(action.blocks)
                case Image(caption=caption):
                    yield from [{"type": "para", "text": self.text(caption)}] if caption else []
                case _:
                    assert_never(block)

    def items(self, block: List) -> list[Json]:
        """The items of a list, with their labels where it is numbered."""
        labels = [{"label": label(block.numbering, n)} if block.numbering else {} for n in range(len(block.items))]
        return [{**self.item(item), **mark} for item, mark in zip(block.items, labels, strict=True)]

    def item(self, item: Item) -> Json:
        """An item's paragraphs, and what else it holds, are one text; the lists in it are its sub-items."""
        others = tuple(block for block in item.blocks if not isinstance(block, List))
        texts = _texts(list(self.blocks(others)))
        inner = [child for block in item.blocks if isinstance(block, List) for child in self.items(block)]
        result: Json = {"text": " ".join(texts)}
        if inner:
            result["items"] = inner
        return result

    def definition(self, entry: Definition) -> Json:
        """A label, and the paragraphs and items of its value as one text."""
        return {"label": self.text(entry.label), "text": " ".join(_texts(list(self.blocks(entry.blocks))))}

    def table(self, table: Table) -> Json:
        result: Json = {"type": "table"}
        if table.caption:
            result["caption"] = self.text(table.caption)
        result["header"] = [self.text(column.label) for column in table.columns]
        rows: list[Json] = []
        for group in table.groups:
            if group.band is not None:
                statement = _texts(list(self.blocks(group.statement)))
                rows.append({"band": "\n".join([self.text(group.band), *statement])})
            rows += [{"cells": [list(self.blocks(cell.blocks)) for cell in record.cells]} for record in group.records]
        result["rows"] = rows
        return result


def _texts(blocks: list[Json]) -> Iterator[str]:
    """The texts of blocks and of the items in them; the label of a definition is one, the number of an item none."""
    for block in blocks:
        if block.get("type") == "definitions":
            yield from (text for entry in block["items"] for text in (entry["label"], entry["text"]))
            continue
        yield from [block["text"]] if "text" in block else []
        yield from _texts(block.get("items", []))
