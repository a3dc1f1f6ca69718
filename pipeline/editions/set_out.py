"""Sets a document out for one look: levels of headings, tables as grids or labelled lists, and every word that is added.

All formats are rendered from what this gives, so they say the same in the same order. In a labelled list (UKAAF G003: tables that
do not fit are set out as lists) a record's heading is unique and says where one is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from pipeline import passes
from pipeline.editions import entry_names, figures, gaps, progress
from pipeline.editions.drawings import charts
from pipeline.editions.drawings.plot import Data, Series, share_of
from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    DefinitionView,
    Edition,
    EntryView,
    FieldView,
    HeadingView,
    IdeaView,
    ImageView,
    ItemView,
    ListView,
    NoteView,
    ParagraphView,
    QuoteView,
    RowView,
    SectionView,
    TableView,
    View,
    Views,
    tables_of,
)
from pipeline.editions.looks import Look, TableShape
from pipeline.editions.medium import PLAIN, Medium
from pipeline.editions.reading import mark_words
from pipeline.editions.words import Words
from pipeline.kinds import ratings
from pipeline.kinds.meanings import meanings
from pipeline.model.document import (
    Actions,
    Added,
    Block,
    Blocks,
    Box,
    Cell,
    Chart,
    Column,
    Definition,
    Definitions,
    Document,
    Group,
    Idea,
    Image,
    Inline,
    Inlines,
    List,
    NoteRef,
    Paragraph,
    Quote,
    Record,
    Section,
    Table,
)
from pipeline.model.nodes import in_languages, noted
from pipeline.model.walk import NOTE, plain_text, rewrite_inlines

DEEPEST = 6
EASY_READ = "easy-read"
"""The kind of the documents that Easy Reads are."""


def set_out(
    document: Document, look: Look, words: Words, *, references: bool = True, medium: Medium = PLAIN
) -> Edition:
    """The edition of a document for a look, with the added words of its language.

    `references` says whether the ids of records are shown; those of generated pages mean nothing to a reader.
    """
    document = passes.run(gaps.shown(document, words))
    setter = _Setter(look, words, references, medium)
    notes = _notes(document, words)
    body = (
        *setter.overview(document),
        *setter.blocks(document.blocks, "document", _Under(document.title, "document", 1)),
        *(setter.section(section, 2) for section in document.sections),
    )
    return Edition(
        name=document.name,
        language=document.language,
        title=document.title,
        front=_front(document, setter),
        meta=_meta(document, words),
        contents_heading=_added_heading("contents", words),
        body=body,
        notes_heading=_added_heading("notes", words) if notes else None,
        notes=notes,
        listed=tuple(setter.listed),
        mark_language=words.language_of("note"),
    )


def _added_heading(name: str, words: Words) -> HeadingView:
    """A heading of the edition's own; its anchor has a hyphen, as no id of the content does."""
    return HeadingView(2, f"{name}-list", (words.whole(name, "heading"),), name, contents=False)


def _front(document: Document, setter: _Setter) -> Views:
    views: list[View] = [
        ParagraphView(block.inlines, f"before_title/{number}", "before_title")
        if isinstance(block, Paragraph)
        else setter.block(block, f"before_title/{number}", _Under(document.title, "before_title", 1))[0]
        for number, block in enumerate(document.before_title, 1)
    ]
    easy = document.kind == EASY_READ
    if easy:
        views.append(ParagraphView((setter.words.whole("format_easy-read", "notice"),), "title", "before_title"))
    views.append(HeadingView(1, "", document.title, "title", contents=False))
    if not document.is_published:
        notice = setter.words.whole("easy_read_draft" if easy else "draft_notice", "notice")
        views.append(ParagraphView((notice,), "title", "notice"))
    return tuple(views)


def _meta(document: Document, words: Words) -> tuple[tuple[Added, Added], ...]:
    keys = ("period", "owner", "published", "updated", "checked")
    facts = [(key, Added(str(getattr(document, key)), "meta")) for key in keys]
    if not (document.is_published and document.published):  # the day says it
        facts.append(("status", words.whole("status_published" if document.is_published else "status_draft", "meta")))
    return tuple((words.whole(key, "meta"), value) for key, value in facts if value.text)


def _notes(document: Document, words: Words) -> tuple[NoteView, ...]:
    """The notes in the order of the file, with how many marks in the text refer to each.

    A note that mentions another one names it in words: Word and OpenDocument have no notes inside notes.
    """
    counts = Counter(noted(replace(document, notes=())))
    numbers = {note.key: number for number, note in enumerate(document.notes, 1)}

    def named(inline: Inline) -> Inlines:
        if not isinstance(inline, NoteRef):
            return (inline,)
        mark = " " + mark_words(words.texts["note"], numbers.get(inline.key), inline.key)
        return (Added(mark, "note", words.language_of("note")),)

    return tuple(
        NoteView(note.key, number, rewrite_inlines(note.inlines, named), counts[note.key], f"{NOTE}{note.key}")
        for number, note in enumerate(document.notes, 1)
    )


@dataclass(frozen=True)
class _Under:
    """What a block stands under: the heading, the id that anchors start with, and the heading's level."""

    heading: Inlines
    id: str
    level: int


class _Setter:
    """Sets out blocks for one look."""

    def __init__(self, look: Look, words: Words, references: bool, medium: Medium) -> None:
        self.look, self.words, self.references, self.medium = look, words, references, medium
        self.listed: list[tuple[str, int]] = []

    def section(self, section: Section, level: int) -> SectionView:
        """A section with its subsections; below level 6 headings stay at 6, the deepest that formats know."""
        heading = HeadingView(min(level, DEEPEST), section.id, section.heading, section.id)
        blocks = self.blocks(section.blocks, section.id, _Under(section.heading, section.id, level))
        return SectionView(heading, (*blocks, *(self.section(child, level + 1) for child in section.sections)))

    def blocks(self, blocks: Blocks, prefix: str, under: _Under) -> Views:
        """The views of some blocks; their ids count as in `walk.canonical`."""
        return tuple(v for n, block in enumerate(blocks, 1) for v in self.block(block, f"{prefix}/{n}", under))

    def block(self, block: Block, own: str, under: _Under, depth: int = 0) -> Views:
        """The views of one block."""
        match block:
            case Paragraph(inlines):
                return (ParagraphView(inlines, own),)
            case List(items, numbering):
                inner = tuple(
                    ItemView(self._inside(i.blocks, f"{own}/{n}", under, depth + 1)) for n, i in enumerate(items, 1)
                )
                return (ListView(inner, numbering, depth),)
            case Definitions(definitions):
                entries = (self._definition(entry, f"{own}/{n}", under) for n, entry in enumerate(definitions, 1))
                return (DefinitionsView(tuple(entries)),)
            case Image(file, alt, decorative, caption):
                if alt or decorative:
                    return (ImageView(file, alt or "", decorative, own, caption),)
                return (ImageView.added_to(file, self.words.whole("gap_picture", "gap"), own, caption),)
            case Quote(children):
                return (QuoteView(self._inside(children, own, under, depth)),)
            case Box(role, children):
                label = (self.words.whole(f"box_{role}", "label"),)
                return (BoxView(role, label, self._inside(children, own, under, depth)),)
            case Idea(children):
                return (self._idea(children, own, under),)
            case Table():
                return self.table(block, own, under)
            case Actions(entries):
                return tuple(
                    ActionView(
                        entry.id,
                        self.words.parts("action", "reference", reference=entry.id),
                        self.blocks(entry.blocks, entry.id, under),
                        entry.id,
                    )
                    for entry in entries
                )
            case _:
                assert_never(block)

    def _idea(self, blocks: Blocks, own: str, under: _Under) -> IdeaView:
        views = self._inside(blocks, own, under, 0)
        if views and isinstance(views[0], ImageView):
            return IdeaView(views[0], views[1:])
        return IdeaView(ParagraphView((self.words.whole("gap_idea", "gap"),), own, "picture_gap"), views)

    def _definition(self, entry: Definition, own: str, under: _Under) -> DefinitionView:
        return DefinitionView(entry.label, self._inside(entry.blocks, own, under, 0), own)

    def _inside(self, blocks: Blocks, prefix: str, under: _Under, depth: int) -> Views:
        return tuple(v for n, block in enumerate(blocks, 1) for v in self.block(block, f"{prefix}/{n}", under, depth))

    # -------------------------------------------------------------------------------------------- tables

    def table(self, table: Table, own: str, under: _Under) -> Views:
        """A table as grids, or as labelled lists where the look prefers them or the grids do not fit."""
        preferred, fits = self.look.tables is not TableShape.LIST, self.medium.fits
        chart = self._chart(table, own, under)
        if preferred or (fits and figures.stays_table(table)):
            grids = _TableSetting(table, own, under, self).views()
            if not fits or fits(tuple(tables_of(grids))):
                return (*chart, *grids)
            self.listed += [(own, len(table.columns))] if preferred else []
        return (*chart, *_TableSetting(table, own, under, self, listed=True).views())

    def _chart(self, table: Table, own: str, under: _Under) -> Views:
        """The chart that a table asks for, with its summary; the summary alone where the format shows no pictures."""
        if table.chart is None or charts.unfit(table):
            return ()
        alt = charts.summary(table, plain_text(table.caption or under.heading, added=True).rstrip(" .:"), self.words)
        file = self.medium.pencil.draw(table.chart, charts.data(table)) if self.medium.pencil else ""
        if not file:
            return (ParagraphView((alt,), own, "chart"),)
        return (ImageView.added_to(file, alt, own),)

    def overview(self, document: Document) -> Views:
        """How many actions are in which state, in a sentence and as a bar; nothing where no column says it."""
        found = progress.counts(document, self.words)
        if not found:
            return ()
        sentence = ParagraphView(progress.sentence(found, self.words), "document", "overview")
        numbers = tuple(count.number for count in found)
        total = sum(numbers)
        parts = "; ".join(f"{progress.small(count.words)} {share_of(count.number / total)}" for count in found)
        series = Series("", tuple(map(float, numbers)), tuple(map(str, numbers)))
        states = tuple(count.state for count in found if count.state)
        data = Data(tuple(count.words for count in found), (series,), progress.fills(states), states)
        file = self.medium.pencil.draw(Chart.SHARE, data) if self.medium.pencil else ""
        if not file:
            return (sentence,)
        alt = self.words.whole("overview_chart", "overview", parts=parts)
        return sentence, ImageView.added_to(file, alt, "document")

    def cell(self, record: Record, column: Column, cell: Cell, meaning: str) -> Views:
        """The blocks of a cell, or the neutral words for an empty one; `meaning` is that of its column."""
        if not cell.blocks:
            empty = (self.words.whole("empty", "neutral"),)
            return (ParagraphView(empty, f"{record.id}/{column.key}", "empty"),)
        views = self.blocks(cell.blocks, f"{record.id}/{column.key}", _Under((), record.id, DEEPEST))
        state = progress.status_of(meaning, column, cell)
        if state is None or not isinstance(views[0], ParagraphView):
            return views
        # Behind the words: in front of them it would look like a bullet that somebody typed.
        sign = (Added(f"\u00a0{ratings.SIGNS[state]}", "sign"),) if self.medium.signs else ()
        return (replace(views[0], inlines=(*views[0].inlines, *sign), style=f"status {state}"),)


class _TableSetting:
    """Sets out one table. Its column labels are its own words once; where they stand again they are added."""

    def __init__(self, table: Table, own: str, under: _Under, setter: _Setter, *, listed: bool = False) -> None:
        self.table, self.own, self.under, self.setter, self.listed = table, own, under, setter, listed
        self.labelled = False
        self.table_facts = entry_names.facts(table)
        self.meant = meanings(table)
        self.banded = any(group.band is not None for group in table.groups)

    def views(self) -> Views:
        """The groups one after the other, each band a heading with its statement and a table of its own."""
        views: list[View] = []
        if self.table.caption and (self.banded or self.listed):
            views.append(ParagraphView(self.table.caption, f"{self.own}/caption", "table_title"))
        for number, group in enumerate(self.table.groups, 1):
            views += self.group(number, group)
        return tuple(views)

    @property
    def anchor(self) -> str:
        """An id for the table: that of its section and the block's number in it."""
        return f"{self.under.id}_table{self.own.rsplit('/', 1)[-1]}"

    def group(self, number: int, group: Group) -> Views:
        """The rows of a group, under the heading of its band where it has one."""
        if group.band is None:
            return self.rows(number, group, self.under)
        id = group.id or f"{self.anchor}_band{number}"
        level = self.under.level + 1
        heading = HeadingView(min(level, DEEPEST), id, group.band, f"{self.own}/band{number}")
        statement = tuple(
            ParagraphView(view.inlines, view.block, "statement") if isinstance(view, ParagraphView) else view
            for view in self.setter.blocks(group.statement, f"{self.own}/band{number}", self.under)
        )
        return (SectionView(heading, (*statement, *self.rows(number, group, _Under(group.band, id, level)))),)

    def rows(self, number: int, group: Group, under: _Under) -> Views:
        """The rows of a group in the look's shape; a table without any row still says its column labels."""
        last = number == len(self.table.groups)
        if not group.records and (self.labelled or not last):
            return ()
        if self.listed:
            return self._list(group, under)
        return (self._grid(number, group, under),)

    def _labels(self) -> tuple[Inlines, ...]:
        if self.labelled:
            return tuple((Added(plain_text(column.label, added=True), "label"),) for column in self.table.columns)
        self.labelled = True
        return tuple(column.label for column in self.table.columns)

    def _grid(self, number: int, group: Group, under: _Under) -> TableView:
        caption = () if self.banded else self.table.caption
        count = len(group.records)
        words = "table_of_one" if count == 1 else "table_of"
        name = plain_text(under.heading, added=True).rstrip(" :")
        keys = tuple(column.key for column in self.table.columns)
        return TableView(
            id=f"{self.anchor}_{number}" if len(self.table.groups) > 1 else self.anchor,
            caption=caption or self.setter.words.parts(words, "caption", heading=name, count=count),
            columns=self._labels(),
            keys=keys,
            row_header=keys.index(self.table.row_header) if self.table.row_header in keys else -1,
            rows=tuple(self._row(record) for record in group.records),
            block=self.own,
            figures=figures.columns(self.table),
            meant=tuple(self.meant[key] for key in keys),
        )

    def _row(self, record: Record) -> RowView:
        named = figures.named(self.table)
        reference = ParagraphView((Added(record.id, "reference"),), record.id, "reference")
        cells = list(self._cells(record))
        if cells and self.setter.references and self.table_facts.shows_ids:
            cells[named] = (reference, *cells[named])
        return RowView(record.id, tuple(cells), record.id)

    def _list(self, group: Group, under: _Under) -> Views:
        views: list[View] = []
        if not self.labelled:
            notice = (self.setter.words.whole("table_as_list", "notice"),)
            views.append(ParagraphView(notice, self.own, "notice"))
            labels = zip(self.table.columns, self._labels(), strict=True)
            views.append(
                ListView(tuple(ItemView((ParagraphView(label, f"{self.own}/column/{c.key}"),)) for c, label in labels))
            )
        for position, record in enumerate(group.records, 1):
            views.append(self._entry(record, under, position, len(group.records)))
        return tuple(views)

    def _entry(self, record: Record, under: _Under, position: int, count: int) -> EntryView:
        name = entry_names.named(self.table, record, self.table_facts, self.setter.look.size) or plain_text(
            under.heading, added=True
        ).rstrip(" :")
        text = in_languages(
            self.setter.words.parts("entry", "position", record=name, number=position, count=count),
            (record, under.heading),
        )
        heading = HeadingView(min(under.level + 1, DEEPEST), record.id, text, record.id, contents=False)
        fields = tuple(
            FieldView(in_languages((Added(plain_text(one.label, added=True), "label"),), one.label), one.key, blocks)
            for one, blocks in zip(self.table.columns, self._cells(record), strict=True)
        )
        return EntryView(heading, fields, record.id, "action" in self.meant.values())

    def _cells(self, record: Record) -> Iterator[Views]:
        for column, cell in zip(self.table.columns, record.cells, strict=True):
            yield self.setter.cell(record, column, cell, self.meant[column.key])
