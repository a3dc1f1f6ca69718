"""The canonical text of an edition: every word that a reader meets, in reading order, with whose words they are.

Builders add what only their format has (a web page's skip link, a printed page's number); verifiers read a finished file
back, and the two must say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from pipeline.editions.edition import (
    ActionView,
    BoxView,
    Edition,
    EntryView,
    HeadingView,
    ImageView,
    ListView,
    NoteView,
    ParagraphView,
    Piece,
    QuoteView,
    SectionView,
    TableView,
    View,
    Views,
)
from pipeline.model.document import Added, Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text

Words = Mapping[str, str]


class Voice:
    """Says views and inlines as pieces; knows the note numbers of the edition and the word for a note mark."""

    def __init__(self, edition: Edition, words: Words) -> None:
        self._numbers = {note.key: note.number for note in edition.notes}
        self._note = words["note"]

    def views(self, views: Views, block: str = "") -> Iterator[Piece]:
        """The pieces of views in order; `block` is the block that those without one of their own belong to."""
        for view in views:
            yield from self.view(view, block)

    def view(self, view: View, block: str = "") -> Iterator[Piece]:
        """The pieces of one view."""
        match view:
            case HeadingView() | ParagraphView():
                yield from self.inlines(view.inlines, view.block or block)
            case ListView(items=items):
                for item in items:
                    yield from self.views(item.blocks, block)
            case TableView():
                yield from self._table(view)
            case EntryView():
                yield from self.view(view.heading, view.block)
                for part in view.fields:
                    yield from self.inlines(part.label, view.block)
                    yield from self.views(part.blocks, view.block)
            case ActionView():
                yield from self.inlines(view.reference, view.block)
                yield from self.views(view.blocks, view.block)
            case ImageView():
                if view.alt and not view.decorative:
                    yield Piece(view.block, view.alt)
            case QuoteView(blocks=blocks):
                yield from self.views(blocks, block)
            case BoxView(label=label, blocks=blocks):
                yield from self.inlines(label, block)
                yield from self.views(blocks, block)
            case SectionView(heading=heading, blocks=blocks):
                yield from self.view(heading, block)
                yield from self.views(blocks, heading.block)
            case _ as never:
                assert_never(never)

    def note(self, note: NoteView) -> Iterator[Piece]:
        """The pieces of a note, without its number and its way back, which formats show in their own ways."""
        yield from self.inlines(note.inlines, note.block)

    def unmarked(self, inlines: Inlines) -> str:
        """Running text in one line, without note marks, as a contents list has it."""
        words = ((" " if text == "\n" else text) for text, kind in self._runs(inlines) if kind != "note")
        return "".join(words).strip()

    def inlines(self, inlines: Inlines, block: str) -> Iterator[Piece]:
        """Running text as pieces; words that follow each other with the same origin are one piece."""
        text, kind = "", ""
        for part, why in self._runs(inlines):
            if why != kind and text:
                yield Piece(block, text, kind)
                text = ""
            text, kind = text + part, why
        if text:
            yield Piece(block, text, kind)

    def _table(self, table: TableView) -> Iterator[Piece]:
        yield from self.inlines(table.caption, table.block)
        for label in table.columns:
            yield from self.inlines(label, table.block)
        for row in table.rows:
            for cell in row.cells:
                yield from self.views(cell, row.block)

    def _runs(self, inlines: Inlines) -> Iterator[tuple[str, str]]:
        for inline in inlines:
            yield from self._run(inline)

    def _run(self, inline: Inline) -> Iterator[tuple[str, str]]:
        match inline:
            case Text(text=text):
                yield text, ""
            case Added(text=text, kind=kind):
                yield text, kind
            case LineBreak():
                yield "\n", ""
            case NoteRef(key=key):
                yield mark_words(self._note, self._numbers.get(key), key), "note"
            case Strong(children=children) | Emphasis(children=children):
                yield from self._runs(children)
            case Link(children=children) | Span(children=children):
                yield from self._runs(children)
            case _ as never:
                assert_never(never)


def mark_words(template: str, number: int | None, key: str) -> str:
    """The mark in the text that refers to a note, in words that can be heard: "[note 1]"."""
    return f"[{template.format(number=number)}]" if number is not None else f"[{key}]"


def reading(edition: Edition, words: Words) -> tuple[Piece, ...]:
    """The pieces of an edition: front, labelled facts, body, notes; without contents list and what a format adds."""
    voice = Voice(edition, words)
    pieces = [*voice.views(edition.front)]
    for label, value in edition.meta:
        pieces += [Piece("", label.text, "meta"), Piece("", value.text, "meta")]
    pieces += voice.views(edition.body)
    if edition.notes_heading is not None:
        pieces += voice.view(edition.notes_heading)
    for note in edition.notes:
        pieces += voice.note(note)
    return tuple(pieces)
