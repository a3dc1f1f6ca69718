"""Lists the phrases of a document with their addresses, and makes the document with other words in their places.

One walk does both, so that every exported phrase can be put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import assert_never

from pipeline.model.document import (
    Action,
    Actions,
    Block,
    Blocks,
    Box,
    Bsl,
    Cell,
    Column,
    Definition,
    Definitions,
    Document,
    Group,
    Idea,
    Image,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Record,
    Section,
    Table,
    Text,
)
from pipeline.model.numbering import label as list_label
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import plain_text


@dataclass(frozen=True)
class Unit:
    """A phrase to translate.

    `id` is the address of its block as in `model.walk.WordRun`, unique in the document. `context` says where it is.
    A `marked` phrase may have bold words, links and note marks; any other is plain text. A `fixed` unit is not for translators:
    it states the kind of a part of the document ("a list with bullets") or a fact.
    """

    id: str
    source: Inlines
    context: str
    marked: bool = True
    place: Place = field(default=NOWHERE, compare=False)
    fixed: bool = False

    @property
    def worded(self) -> bool:
        """Whether a translator needs it; figures alone are copied."""
        return not self.fixed and any(sign.isalpha() for sign in plain_text(self.source))


@dataclass(frozen=True)
class Phrase:
    """The words that replace a unit, and the questions about them that a person must answer."""

    inlines: Inlines
    doubts: tuple[str, ...] = ()


DATA = ("kind", "period", "published", "updated")
"""The facts of a document that its language versions share."""

Change = Callable[[Unit], Phrase]


def units(document: Document) -> tuple[Unit, ...]:
    """Returns every phrase of a document that has letters, in reading order."""
    return tuple(unit for unit in parts(document) if unit.worded)


def parts(document: Document) -> tuple[Unit, ...]:
    """Returns every unit of a document in reading order, including figures and the kinds of its parts."""
    result: list[Unit] = []

    def collect(unit: Unit) -> Phrase:
        result.append(unit)
        return Phrase(unit.source)

    in_words(document, document.language, collect)
    return tuple(result)


def without_words(period: str) -> str:
    """Returns a period without the English word: "2020 to 2021" becomes "2020–2021"."""
    return re.sub(r"(\d{4}) to (\d{2,4})", r"\1–\2", period)


def in_words(document: Document, language: str, change: Change) -> Document:
    """Makes the draft of a language version: the document with each unit replaced by the result of `change`.

    Ids, pictures, links between records and the structure are kept. Doubts become the guesses of the part that has the phrase.
    """
    return _Walk(change).document(document, language)


class _Walk:
    def __init__(self, change: Change) -> None:
        self.change = change
        self.doubts: list[list[str]] = []
        self.depth = 0

    # -------------------------------------------------------------------------------------------- phrases

    def phrase(self, address: str, inlines: Inlines, context: str, place: Place) -> Inlines:
        """Changes words that may have marks."""
        return self._changed(Unit(address, inlines, context, place=place))

    def plain(self, address: str, text: str, context: str, place: Place) -> str:
        """Changes plain words."""
        return plain_text(self._changed(Unit(address, (Text(text),), context, marked=False, place=place)))

    def _changed(self, unit: Unit) -> Inlines:
        if not plain_text(unit.source):
            return unit.source
        result = self.change(unit)
        self.doubts[-1].extend(result.doubts)
        return result.inlines

    def fixed(self, address: str, text: str, context: str, place: Place) -> None:
        """Passes on the kind of a part, for comparing two documents; the document is not changed."""
        if text:
            self.change(Unit(address, (Text(text),), context, marked=False, place=place, fixed=True))

    @contextmanager
    def _asked(self) -> Iterator[list[str]]:
        """Collects the doubts about the phrases of one part of the document."""
        self.doubts.append([])
        try:
            yield self.doubts[-1]
        finally:
            self.doubts.pop()

    # -------------------------------------------------------------------------------------------- the document

    def document(self, old: Document, language: str) -> Document:
        """Changes the document in reading order, then the parts that are only in its data."""
        with self._asked() as doubts:
            for key in DATA:
                self.fixed(f"/{key}", without_words(getattr(old, key)), f"{key}:", old.place)
            self.bsl(old.bsl)
            before = self.blocks(old.before_title, "before_title", "text above the title")
            title = self.phrase("title", old.title, "title", old.place)
            summary = self.plain("summary", old.summary, "summary for search results", old.place)
            owner = self.plain("owner", old.owner, "team that answers for it", old.place)
            blocks = self.blocks(old.blocks, "document", "text")
            sections = tuple(self.section(section, 2) for section in old.sections)
            notes = tuple(
                replace(n, inlines=self.phrase(f"note/{n.key}", n.inlines, f"note {n.key}", n.place)) for n in old.notes
            )
            short_forms = tuple(self.short_form(n, *pair, old.place) for n, pair in enumerate(old.abbreviations, 1))
            return replace(
                old, name=f"{old.name}.{language}", language=language, title=title, summary=summary, owner=owner,
                before_title=before, blocks=blocks, sections=sections, notes=notes, abbreviations=short_forms,
                period=without_words(old.period),
                status="draft", replaces=(), formerly=(), source=None, guesses=tuple(doubts),
            )  # fmt: skip

    def bsl(self, old: Bsl | None) -> None:
        """Passes on the facts of the video in British Sign Language."""
        if old:
            for key in ("video", "captions", "transcript", "length", "published"):
                self.fixed(f"/bsl/{key}", getattr(old, key), f"{key}: of bsl:", old.place)

    def short_form(self, number: int, abbreviation: str, meaning: str, place: Place) -> tuple[str, str]:
        """Changes an abbreviation and its meaning."""
        translated = self.plain(f"abbreviation/{number}/short", abbreviation, "short form, as the text has it", place)
        return translated, self.plain(f"abbreviation/{number}/long", meaning, f"what {abbreviation} stands for", place)

    def section(self, old: Section, level: int) -> Section:
        with self._asked() as doubts:
            self.fixed(f"{old.id}/level", str(level), f"level of the heading “{plain_text(old.heading)}”", old.place)
            heading = self.phrase(old.id, old.heading, f"heading of level {level}", old.place)
            blocks = self.blocks(old.blocks, old.id, "text")
            sections = tuple(self.section(section, level + 1) for section in old.sections)
            return replace(old, heading=heading, blocks=blocks, sections=sections, guesses=tuple(doubts))

    def blocks(self, blocks: Blocks, prefix: str, context: str) -> Blocks:
        """Changes blocks; their ids are counted as in `model.walk.pieces_of`."""
        return tuple(self.block(block, f"{prefix}/{number}", context) for number, block in enumerate(blocks, 1))

    def block(self, block: Block, address: str, context: str) -> Block:
        match block:
            case Paragraph(inlines):
                return replace(block, inlines=self.phrase(address, inlines, context, block.place))
            case List(items):
                self.fixed(f"{address}/list", _kind_of(block, self.depth), "list", block.place)
                return replace(block, items=tuple(self.item(item, f"{address}/{n}") for n, item in enumerate(items, 1)))
            case Definitions(entries):
                return replace(
                    block, entries=tuple(self.definition(entry, f"{address}/{n}") for n, entry in enumerate(entries, 1))
                )
            case Image(file, alt):
                self.fixed(f"{address}/file", file, "picture", block.place)
                translated = self.plain(address, alt, f"what the picture {file} shows", block.place) if alt else alt
                caption = self.phrase(
                    f"{address}/caption", block.caption, f"caption of the picture {file}", block.place
                )
                return replace(block, alt=translated, caption=caption)
            case Quote(children):
                return replace(block, blocks=self.blocks(children, address, "quotation"))
            case Idea(children):
                return replace(block, blocks=self.blocks(children, address, "idea of an Easy Read"))
            case Box(role, children):
                self.fixed(f"{address}/role", str(role), "box", block.place)
                return replace(block, blocks=self.blocks(children, address, f"box: {role}"))
            case Table():
                return self.table(block, address)
            case Actions(entries):
                return replace(block, entries=tuple(self.action(entry) for entry in entries))
            case _:
                assert_never(block)

    def item(self, old: Item, address: str) -> Item:
        self.depth += 1
        blocks = self.blocks(old.blocks, address, "item of a list")
        self.depth -= 1
        return replace(old, blocks=blocks)

    def definition(self, old: Definition, address: str) -> Definition:
        with self._asked() as doubts:
            label = self.phrase(address, old.label, "label", old.place)
            blocks = self.blocks(old.blocks, address, f"after the label “{plain_text(old.label)}”")
            return replace(old, label=label, blocks=blocks, guesses=tuple(doubts))

    def action(self, old: Action) -> Action:
        with self._asked() as doubts:
            return replace(old, blocks=self.blocks(old.blocks, old.id, f"action {old.id}"), guesses=tuple(doubts))

    # -------------------------------------------------------------------------------------------- tables

    def table(self, old: Table, address: str) -> Table:
        """Changes a table, its labels before the rows."""
        with self._asked() as doubts:
            caption = self.phrase(f"{address}/caption", old.caption, "caption of a table", old.place)
            self.fixed(f"{address}/row_header", old.row_header, "row_header: of a table", old.place)
            self.fixed(f"{address}/chart", str(old.chart or ""), "chart: of a table", old.place)
            columns = tuple(self.column(column, address) for column in old.columns)
            groups = tuple(
                self.group(group, old.columns, f"{address}/band{n}") for n, group in enumerate(old.groups, 1)
            )
            return replace(old, caption=caption, columns=columns, groups=groups, guesses=tuple(doubts))

    def column(self, old: Column, address: str) -> Column:
        return replace(
            old, label=self.phrase(f"{address}/column/{old.key}", old.label, "label of a column", old.place)
        )  # fmt: skip

    def group(self, old: Group, columns: tuple[Column, ...], address: str) -> Group:
        with self._asked() as doubts:
            band = old.band and self.phrase(address, old.band, "heading of a group of rows", old.place)
            statement = self.blocks(old.statement, address, "text above the rows")
            rows = tuple(self.record(record, columns) for record in old.records)
            return replace(old, band=band, statement=statement, records=rows, guesses=tuple(doubts))

    def record(self, old: Record, columns: tuple[Column, ...]) -> Record:
        cells = tuple(self.cell(cell, old.id, column) for cell, column in zip(old.cells, columns, strict=True))
        return replace(old, cells=cells, guesses=())

    def cell(self, old: Cell, row: str, column: Column) -> Cell:
        with self._asked() as doubts:
            context = f"“{plain_text(column.label) or column.key}” of row {row}"
            return replace(old, blocks=self.blocks(old.blocks, f"{row}/{column.key}", context), guesses=tuple(doubts))


def _kind_of(block: List, depth: int) -> str:
    """Describes a list by its labels and, if it is inside another list, the number of its items."""
    inside = f" in a list, {len(block.items)} items" if depth else ""
    if block.numbering is None:
        return f"a list with bullets{inside}"
    return f"a list numbered {', '.join(list_label(block.numbering, index) for index in range(2))} …{inside}"
