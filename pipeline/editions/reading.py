"""The canonical text of an edition: every word that a reader meets, in reading order, with whose words they are.

Builders add what only their format has (a web page's skip link, a printed page's number); verifiers read a finished file
back, and the two must say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import assert_never

from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    Edition,
    EntryView,
    HeadingView,
    IdeaView,
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
from pipeline.model.numbering import label as label_of
from pipeline.model.walk import plain_text

Words = Mapping[str, str]
MARKS = (":", "?", "!", ";", "：", "？", "؟", "…")


class Voice:
    """Says views and inlines as pieces; knows the note numbers of the edition and the word for a note mark.

    `shift` is what a page adds to the levels of headings. `run_in` says that labels stand in the paragraphs of their values.
    """

    def __init__(self, edition: Edition, words: Words, shift: int = 0, run_in: bool = False) -> None:
        self._numbers = {note.key: note.number for note in edition.notes}
        self._note = words["note"]
        self._language = edition.language
        self._mark = (("language", edition.mark_language),) if edition.mark_language else ()
        self._shift = shift
        self._label = with_colon if run_in else tuple[Inline, ...]

    def views(self, views: Views, block: str = "") -> Iterator[Piece]:
        """The pieces of views in order; `block` is the block that those without one of their own belong to."""
        for view in views:
            yield from self.view(view, block)

    def view(self, view: View, block: str = "") -> Iterator[Piece]:
        """The pieces of one view."""
        match view:
            case HeadingView():
                level = max(1, min(6, view.level + self._shift))
                yield from known(self.inlines(view.inlines, view.block or block), view.id, heading=str(level))
            case ParagraphView():
                yield from known(self.inlines(view.inlines, view.block or block))
            case ListView():
                yield from self._list(view, block)
            case TableView():
                yield from self._table(view)
            case EntryView():
                yield from self.view(view.heading, view.block)
                for part in view.fields:
                    yield from known(self.inlines(self._label(part.label), view.block), term="term")
                    yield from told(self.views(part.blocks, view.block), term="value")
            case ActionView():
                yield from known(self.inlines(view.reference, view.block), view.id)
                yield from self.views(view.blocks, view.block)
            case ImageView():
                yield from known(self._alt(view), picture=view.file)
                yield from known(self.inlines(view.caption, view.block), caption="yes")
            case DefinitionsView(entries=entries):
                for entry in entries:
                    yield from known(self.inlines(self._label(entry.label), entry.block), term="term")
                    yield from told(self.views(entry.blocks, entry.block), term="value")
            case QuoteView(blocks=blocks):
                yield from told(self.views(blocks, block), quote="yes")
            case BoxView(label=label, blocks=blocks):
                yield from known(self.inlines(label, block), box=view.role.value)
                yield from told(self.views(blocks, block), box=view.role.value)
            case IdeaView(picture=picture, blocks=blocks):
                yield from self.views((picture, *blocks), block)
            case SectionView(heading=heading, blocks=blocks):
                yield from self.view(heading, block)
                yield from self.views(blocks, heading.block)
            case _ as never:
                assert_never(never)

    def _alt(self, view: ImageView) -> Iterator[Piece]:
        own = (("language", view.language),) if view.language else ()
        yield Piece(view.block, "" if view.decorative else view.alt, view.added, own)

    def note(self, note: NoteView) -> Iterator[Piece]:
        """The pieces of a note, without its number and its way back, which formats show in their own ways."""
        yield from known(self.inlines(note.inlines, note.block), f"note-{note.number}", note=str(note.number))

    def unmarked(self, inlines: Inlines) -> str:
        """Running text in one line, without note marks, as a contents list has it."""
        words = ((" " if piece.text == "\n" else piece.text) for piece in self._runs(inlines) if piece.kind != "note")
        return "".join(words).strip()

    def inlines(self, inlines: Inlines, block: str) -> Iterator[Piece]:
        """Running text as pieces; words that follow each other and are alike are one piece."""
        numbered = enumerate(self._runs(inlines))
        for _, alike in groupby(numbered, lambda one: (one[1].kind, one[1].facts, one[1].kind == "note" and one[0])):
            runs = [run for _, run in alike]
            if text := "".join(run.text for run in runs):
                first = runs[0]
                yield Piece(block, text, first.kind, first.facts, first.anchors, first.opens)

    def _list(self, view: ListView, block: str) -> Iterator[Piece]:
        kind = "number" if view.numbering else "bullet"
        for number, item in enumerate(view.items):
            mark = label_of(view.numbering, number) if view.numbering else ""
            pieces = begun(self.views(item.blocks, block), item.id)
            yield from told(pieces, list=kind, label=mark, depth=str(view.depth + 1))

    def _table(self, table: TableView) -> Iterator[Piece]:
        yield from known(self.inlines(table.caption, table.block), table.id, caption="yes")
        labels = [self.unmarked(label) for label in table.columns]
        for column, label in enumerate(table.columns):
            yield from known(self.inlines(label, table.block), cell="column header", at=f"0.{column}")
        for number, row in enumerate(table.rows, 1):
            for column, blocks in enumerate(row.cells):
                kind = "row header" if column == table.row_header else "cell"
                pieces = begun(self.views(blocks, row.block), "" if column else row.id)
                yield from told(pieces, cell=kind, at=f"{number}.{column}", phone=labels[column])

    def _runs(self, inlines: Inlines) -> Iterator[Piece]:
        for inline in inlines:
            yield from self._run(inline)

    def _run(self, inline: Inline) -> Iterator[Piece]:
        match inline:
            case Text(text=text):
                yield Piece("", text, "", ())
            case Added(text=text, kind=kind, language=language):
                yield Piece("", text, kind, (("language", language),) if language else ())
            case LineBreak():
                yield Piece("", "\n", "", ())
            case NoteRef(key=key):
                number = self._numbers.get(key)
                link = (("link", f"#note-{number}"),) if number is not None else ()
                yield Piece("", mark_words(self._note, number, key), "note", (*self._mark, *link))
            case Strong(children=children):
                yield from told(self._runs(children), strong="yes")
            case Emphasis(children=children):
                yield from told(self._runs(children), emphasis="yes")
            case Link(target=target, children=children):
                yield from told(self._runs(children), link=target)
            case Span(language=language, children=children):
                own = language.lower() == self._language.lower()
                yield from told(self._runs(children), language="" if own else language)
            case _ as never:
                assert_never(never)


def with_colon(label: Inlines) -> Inlines:
    """The label of a value that goes on in its line: with a colon, where it does not end in a mark of its own."""
    text = plain_text(label, added=True).rstrip()
    return (*label, Added(" " if text.endswith(MARKS) else ": ", "label")) if text else ()


def told(pieces: Iterable[Piece], **facts: str) -> Iterator[Piece]:
    """The pieces with these facts added, where they do not state them themselves."""
    for piece in pieces:
        merged = {**facts, **dict(piece.facts or ())}
        yield Piece(piece.block, piece.text, piece.kind, tuple(sorted(merged.items())), piece.anchors, piece.opens)


def known(pieces: Iterable[Piece], anchor: str = "", **facts: str) -> Iterator[Piece]:
    """The pieces of one paragraph or heading with these facts; the first one opens it and has its anchor."""
    for number, piece in enumerate(told(pieces, **facts)):
        if number:
            yield piece
        else:
            yield Piece(piece.block, piece.text, piece.kind, piece.facts, _with(anchor, piece.anchors), True)


def added(text: str, kind: str, anchor: str = "", **facts: str) -> Piece:
    """Words that a builder adds around the edition; only the facts that are given here are known of them."""
    sure = (*facts.items(), ("only", "yes")) if any(facts.values()) else None
    return Piece("", text, kind, sure, (anchor,) if anchor else ())


def said(parts: Iterable[Added], **facts: str) -> Iterator[Piece]:
    """Words of several languages that a builder adds around the edition, as `added`."""
    return (added(part.text, part.kind, language=part.language, **facts) for part in parts)


def begun(pieces: Iterable[Piece], anchor: str) -> Iterator[Piece]:
    """The pieces, the first of which also begins an anchor."""
    for number, piece in enumerate(pieces):
        if number or not anchor:
            yield piece
        else:
            yield Piece(piece.block, piece.text, piece.kind, piece.facts, (anchor, *piece.anchors), piece.opens)


def _with(anchor: str, anchors: tuple[str, ...]) -> tuple[str, ...]:
    return (anchor, *anchors) if anchor else anchors


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
