"""Every phrase of a document that has to be translated, with its address; and the document with other words in their places.

One walk does both, so that a phrase that goes out has a place to come back to.
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

    `id` is the address of its block as in `model.walk.Words`, unique in the document. `what` says to a translator what it is.
    A phrase that is not `marked` is plain text; any other may hold bold words, links and note marks. A `fixed` unit says of what
    kind a part of the document is ("a list with bullets"), or what its data are: no translator changes it.
    """

    id: str
    source: Inlines
    what: str
    marked: bool = True
    place: Place = field(default=NOWHERE, compare=False)
    fixed: bool = False

    @property
    def worded(self) -> bool:
        """Whether a translator has to see it: figures alone are copied."""
        return not self.fixed and any(sign.isalpha() for sign in plain_text(self.source))


@dataclass(frozen=True)
class Phrase:
    """What stands in place of a unit, and the questions about it that a person has to settle."""

    inlines: Inlines
    doubts: tuple[str, ...] = ()


DATA = ("kind", "period", "published", "updated")
"""The data of a document that its language versions share."""

Change = Callable[[Unit], Phrase]


def units(document: Document) -> tuple[Unit, ...]:
    """Every phrase of a document that has letters, in reading order; figures alone need no translator."""
    return tuple(unit for unit in parts(document) if unit.worded)


def parts(document: Document) -> tuple[Unit, ...]:
    """Every phrase of a document in reading order, figures too, and what kind each list, picture, box and table is of."""
    found: list[Unit] = []

    def collect(unit: Unit) -> Phrase:
        found.append(unit)
        return Phrase(unit.source)

    in_words(document, document.language, collect)
    return tuple(found)


def without_words(period: str) -> str:
    """A period as other languages write it: "2020 to 2021" has an English word."""
    return re.sub(r"(\d{4}) to (\d{2,4})", r"\1–\2", period)


def in_words(document: Document, language: str, change: Change) -> Document:
    """The draft of a language version: the document with each unit replaced by what `change` gives for it.

    Ids, pictures, links between records and the shape of everything stay. Doubts become the guesses of what they stand in.
    """
    return _Walk(change).document(document, language)


class _Walk:
    def __init__(self, change: Change) -> None:
        self.change = change
        self.doubts: list[list[str]] = []
        self.depth = 0

    # -------------------------------------------------------------------------------------------- phrases

    def phrase(self, own: str, inlines: Inlines, what: str, place: Place) -> Inlines:
        """Marked words."""
        return self._changed(Unit(own, inlines, what, place=place))

    def plain(self, own: str, text: str, what: str, place: Place) -> str:
        """Plain words."""
        return plain_text(self._changed(Unit(own, (Text(text),), what, marked=False, place=place)))

    def _changed(self, unit: Unit) -> Inlines:
        if not plain_text(unit.source):
            return unit.source
        result = self.change(unit)
        self.doubts[-1].extend(result.doubts)
        return result.inlines

    def fixed(self, own: str, text: str, what: str, place: Place) -> None:
        """What a part of the document is, for those who compare two documents; nobody changes it here."""
        if text:
            self.change(Unit(own, (Text(text),), what, marked=False, place=place, fixed=True))

    @contextmanager
    def _asked(self) -> Iterator[list[str]]:
        """The doubts about the phrases of one part of the document, which become its guesses."""
        self.doubts.append([])
        try:
            yield self.doubts[-1]
        finally:
            self.doubts.pop()

    # -------------------------------------------------------------------------------------------- the document

    def document(self, old: Document, language: str) -> Document:
        """The whole, in reading order, then what stands only in its data."""
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
        """The video in British Sign Language."""
        if old:
            for key in ("video", "captions", "transcript", "length", "published"):
                self.fixed(f"/bsl/{key}", getattr(old, key), f"{key}: of bsl:", old.place)

    def short_form(self, number: int, short: str, long: str, place: Place) -> tuple[str, str]:
        """An abbreviation with what it stands for."""
        said = self.plain(f"abbreviation/{number}/short", short, "short form, as the text has it", place)
        return said, self.plain(f"abbreviation/{number}/long", long, f"what {short} stands for", place)

    def section(self, old: Section, level: int) -> Section:
        """A section with those under it."""
        with self._asked() as doubts:
            self.fixed(f"{old.id}/level", str(level), f"level of the heading “{plain_text(old.heading)}”", old.place)
            heading = self.phrase(old.id, old.heading, f"heading of level {level}", old.place)
            blocks = self.blocks(old.blocks, old.id, "text")
            sections = tuple(self.section(section, level + 1) for section in old.sections)
            return replace(old, heading=heading, blocks=blocks, sections=sections, guesses=tuple(doubts))

    def blocks(self, blocks: Blocks, prefix: str, what: str) -> Blocks:
        """Blocks whose ids start with a prefix, as `model.walk.pieces_of` counts them."""
        return tuple(self.block(one, f"{prefix}/{number}", what) for number, one in enumerate(blocks, 1))

    def block(self, block: Block, own: str, what: str) -> Block:
        """One block of any kind."""
        match block:
            case Paragraph(inlines):
                return replace(block, inlines=self.phrase(own, inlines, what, block.place))
            case List(items):
                self.fixed(f"{own}/list", _kind_of(block, self.depth), "list", block.place)
                return replace(block, items=tuple(self.item(one, f"{own}/{n}") for n, one in enumerate(items, 1)))
            case Definitions(entries):
                return replace(
                    block, entries=tuple(self.definition(one, f"{own}/{n}") for n, one in enumerate(entries, 1))
                )
            case Image(file, alt):
                self.fixed(f"{own}/file", file, "picture", block.place)
                said = self.plain(own, alt, f"what the picture {file} shows", block.place) if alt else alt
                caption = self.phrase(f"{own}/caption", block.caption, f"caption of the picture {file}", block.place)
                return replace(block, alt=said, caption=caption)
            case Quote(children):
                return replace(block, blocks=self.blocks(children, own, "quotation"))
            case Idea(children):
                return replace(block, blocks=self.blocks(children, own, "idea of an Easy Read"))
            case Box(role, children):
                self.fixed(f"{own}/role", str(role), "box", block.place)
                return replace(block, blocks=self.blocks(children, own, f"box: {role}"))
            case Table():
                return self.table(block, own)
            case Actions(entries):
                return replace(block, entries=tuple(self.action(entry) for entry in entries))
            case _:
                assert_never(block)

    def item(self, old: Item, own: str) -> Item:
        """An item of a list."""
        self.depth += 1
        blocks = self.blocks(old.blocks, own, "item of a list")
        self.depth -= 1
        return replace(old, blocks=blocks)

    def definition(self, old: Definition, own: str) -> Definition:
        """A label with its value."""
        with self._asked() as doubts:
            label = self.phrase(own, old.label, "label", old.place)
            blocks = self.blocks(old.blocks, own, f"behind the label “{plain_text(old.label)}”")
            return replace(old, label=label, blocks=blocks, guesses=tuple(doubts))

    def action(self, old: Action) -> Action:
        """An agreed action in prose."""
        with self._asked() as doubts:
            return replace(old, blocks=self.blocks(old.blocks, old.id, f"action {old.id}"), guesses=tuple(doubts))

    # -------------------------------------------------------------------------------------------- tables

    def table(self, old: Table, own: str) -> Table:
        """A table; labels come before the rows, as they are read."""
        with self._asked() as doubts:
            caption = self.phrase(f"{own}/caption", old.caption, "caption of a table", old.place)
            self.fixed(f"{own}/row_header", old.row_header, "row_header: of a table", old.place)
            self.fixed(f"{own}/chart", str(old.chart or ""), "chart: of a table", old.place)
            columns = tuple(self.column(column, own) for column in old.columns)
            groups = tuple(self.group(one, old.columns, f"{own}/band{n}") for n, one in enumerate(old.groups, 1))
            return replace(old, caption=caption, columns=columns, groups=groups, guesses=tuple(doubts))

    def column(self, old: Column, own: str) -> Column:
        """The label of a column."""
        return replace(
            old, label=self.phrase(f"{own}/column/{old.key}", old.label, "label of a column", old.place)
        )  # fmt: skip

    def group(self, old: Group, columns: tuple[Column, ...], own: str) -> Group:
        """The rows under a band."""
        with self._asked() as doubts:
            band = old.band and self.phrase(own, old.band, "heading of a group of rows", old.place)
            statement = self.blocks(old.statement, own, "text above the rows")
            rows = tuple(self.record(record, columns) for record in old.records)
            return replace(old, band=band, statement=statement, records=rows, guesses=tuple(doubts))

    def record(self, old: Record, columns: tuple[Column, ...]) -> Record:
        """A row."""
        cells = tuple(self.cell(cell, old.id, column) for cell, column in zip(old.cells, columns, strict=True))
        return replace(old, cells=cells, guesses=())

    def cell(self, old: Cell, row: str, column: Column) -> Cell:
        """A cell."""
        with self._asked() as doubts:
            what = f"“{plain_text(column.label) or column.key}” of row {row}"
            return replace(old, blocks=self.blocks(old.blocks, f"{row}/{column.key}", what), guesses=tuple(doubts))


def _kind_of(block: List, depth: int) -> str:
    """A list as messages name it: how it is labelled; of one in another list, how many items it has."""
    inside = f" in a list, {len(block.items)} items" if depth else ""
    if block.numbering is None:
        return f"a list with bullets{inside}"
    return f"a list numbered {', '.join(list_label(block.numbering, index) for index in range(2))} …{inside}"
