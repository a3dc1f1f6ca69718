"""Restores from the content file what Word cannot store: column keys, links between records, guesses and note keys.

Nothing that a person can change in Word is taken from it. Unchanged words keep the form that they have in the content file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.document import (
    Action,
    Actions,
    Block,
    Blocks,
    Box,
    Cell,
    Column,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Group,
    Idea,
    Image,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    NoteRef,
    Paragraph,
    Quote,
    Record,
    Section,
    Span,
    Strong,
    Table,
    Text,
)
from pipeline.model.walk import actions, all_blocks, all_sections, records

Flat = tuple[tuple[str, frozenset[str]], ...]


def flat(inlines: Inlines, marks: frozenset[str] = frozenset()) -> Flat:
    """Returns the text as pieces with sets of marks, so that different nestings of the same marks are equal."""
    joined: list[tuple[str, frozenset[str]]] = []
    for text, piece_marks in _pieces(inlines, marks):
        if joined and joined[-1][1] == piece_marks:
            joined[-1] = (joined[-1][0] + text, piece_marks)
        elif text:
            joined.append((text, piece_marks))
    return tuple(joined)


def _pieces(inlines: Inlines, marks: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text, marks
            case Strong(children):
                yield from _pieces(children, marks | {"strong"})
            case Emphasis(children):
                yield from _pieces(children, marks | {"emphasis"})
            case Span(language, children):
                yield from _pieces(children, marks | {f"language {language.split('-')[0].lower()}"})
            case Link(target, children):
                yield from _pieces(children, marks | {f"link {target}"})
            case NoteRef(key):
                yield key, frozenset({"note"})
            case LineBreak():
                yield "\n", frozenset({"break"})
            case _:
                pass


class Base:
    """The document of the content file, indexed by ids and by words."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = {section.id: section for _, section in all_sections(document.sections)}
        self.tables = {record.id: table for _, table, _, record in records(document)}
        self.records = {record.id: record for _, _, _, record in records(document)}
        self.groups = {record.id: group for _, _, group, record in records(document)}
        self.actions = {action.id: action for _, action in actions(document)}
        self.phrases: dict[Flat, Inlines] = {}
        self.images: dict[str, Image] = {}
        self.definitions: dict[Flat, Definition] = {}
        for phrase in self._phrases():
            self.phrases.setdefault(flat(phrase), phrase)
        for _, block in all_blocks(document):
            if isinstance(block, Image):
                self.images.setdefault(block.file, block)
            elif isinstance(block, Definitions):
                self.definitions |= {flat(entry.label): entry for entry in block.entries}

    @property
    def ids(self) -> frozenset[str]:
        """The ids of sections, bands, records and actions."""
        bands = (group.id for group in self.groups.values() if group.id)
        return frozenset([*self.sections, *self.records, *self.actions, *bands])

    def _phrases(self) -> Iterator[Inlines]:
        document = self.document
        yield document.title
        yield from (section.heading for section in self.sections.values())
        yield from (note.inlines for note in document.notes)
        for _, block in all_blocks(document):
            if isinstance(block, Paragraph):
                yield block.inlines
            elif isinstance(block, Image):
                yield block.caption
            elif isinstance(block, Table):
                yield from (block.caption, *(column.label for column in block.columns))
                yield from (group.band for group in block.groups if group.band)

    def inlines(self, read: Inlines) -> Inlines:
        """Returns the phrase in the form of the content file, if that has the same words with the same marks."""
        return self.phrases.get(flat(read), read)

    def blocks(self, read: Blocks) -> Blocks:
        """Restores blocks."""
        return tuple(self.block(block) for block in read)

    def block(self, read: Block) -> Block:
        """Restores a block."""
        match read:
            case Paragraph(inlines):
                return Paragraph(self.inlines(inlines))
            case List(items):
                return replace(read, items=tuple(Item(self.blocks(item.blocks)) for item in items))
            case Quote(blocks) | Idea(blocks) | Box(_, blocks):
                return replace(read, blocks=self.blocks(blocks))
            case Image(file):
                return self._image(read, self.images.get(file))
            case Actions(entries):
                return Actions(tuple(self._action(entry) for entry in entries))
            case Definitions(definitions):
                return Definitions(tuple(self._definition(entry) for entry in definitions))
            case Table():
                return self._table(read)

    def _definition(self, read: Definition) -> Definition:
        base = self.definitions.get(flat(read.label))
        label = base.label if base else read.label
        return Definition(label, self.blocks(read.blocks), base.guesses if base else ())

    def _image(self, read: Image, base: Image | None) -> Image:
        """Restores a decorative mark that a program dropped; a text alternative written in Word is kept."""
        if base is None or read == base:
            return read
        if not read.alt and not read.decorative:
            return replace(base, caption=self.inlines(read.caption))
        return replace(read, file=base.file, caption=self.inlines(read.caption))

    def _action(self, read: Action) -> Action:
        base = self.actions.get(read.id)
        read = replace(read, blocks=self.blocks(read.blocks))
        return replace(read, same_as=base.same_as, guesses=base.guesses) if base else read

    def _table(self, read: Table) -> Table:
        ids = [record.id for group in read.groups for record in group.records]
        base = next((self.tables[id] for id in ids if id in self.tables), None)
        if base is None:
            base = self._by_labels(read)
        groups = tuple(self._group(group) for group in read.groups)
        if base is None or len(base.columns) != len(read.columns):
            return replace(read, groups=groups, caption=self.inlines(read.caption))
        columns = tuple(
            Column(was.key, self.inlines(now.label)) for was, now in zip(base.columns, read.columns, strict=True)
        )
        return replace(base, columns=columns, groups=groups, caption=self.inlines(read.caption))

    def _by_labels(self, read: Table) -> Table | None:
        """Finds a table without rows by the labels of its columns."""
        labels = [flat(column.label) for column in read.columns]
        for _, block in all_blocks(self.document):
            if isinstance(block, Table) and [flat(column.label) for column in block.columns] == labels:
                return block
        return None

    def _group(self, read: Group) -> Group:
        base = next((self.groups[record.id] for record in read.records if record.id in self.groups), None)
        return Group(
            tuple(self._record(record) for record in read.records),
            read.band if read.band is None else self.inlines(read.band),
            self.blocks(read.statement),
            base.id if base else read.id,
            base.guesses if base else (),
        )

    def _record(self, read: Record) -> Record:
        base = self.records.get(read.id)
        cells = tuple(Cell(self.blocks(cell.blocks)) for cell in read.cells)
        if base is None:
            return replace(read, cells=cells)
        if len(base.cells) == len(cells):
            pairs = zip(cells, base.cells, strict=True)
            cells = tuple(replace(cell, guesses=was.guesses) for cell, was in pairs)
        return Record(read.id, cells, base.reports_on, base.same_as, base.guesses)

    def section(self, read: Section) -> Section:
        """Restores a section and its subsections."""
        base = self.sections.get(read.id)
        return Section(
            read.id,
            self.inlines(read.heading),
            self.blocks(read.blocks),
            tuple(self.section(child) for child in read.sections),
            base.guesses if base else (),
        )
