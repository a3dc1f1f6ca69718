"""Repeats the tables of an e-book as lists, for small screens and reading programs that do not say column headers.

A link after each table leads to its list, and a link at the list leads back. The words of a list are those of its table, so
they are declared as a copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pipeline.builders.markup.blocks import PageRenderer
from pipeline.editions.edition import EntryView, FieldView, HeadingView, ParagraphView, Piece, TableView, View, Views
from pipeline.editions.reading import Voice, added
from pipeline.editions.words import Words
from pipeline.model.document import Added, Link


class TwinPage(PageRenderer):
    """Renders tables with their links; `tables` are those rendered so far."""

    tables: tuple[TableView, ...] = ()
    words: Words

    def view(self, view: View) -> Markup:
        """Renders a view; a table has its link after it."""
        markup = super().view(view)
        if not isinstance(view, TableView):
            return markup
        self.tables = (*self.tables, view)
        return markup + self._show("paragraph", "as-list", self.inlines((_link(view, self.words),)))


class TwinVoice(Voice):
    """Yields the words of tables with their links."""

    words: Words

    def view(self, view: View, block: str = "") -> Iterator[Piece]:
        """Yields the pieces of a view."""
        yield from super().view(view, block)
        if isinstance(view, TableView):
            yield added(
                self.words("table_list_link"),
                "contents",
                link=f"#{_id(view)}",
                language=self.words.language_of("table_list_link"),
            )


def lists(tables: tuple[TableView, ...], words: Words, voice: Voice) -> Views:
    """Returns the lists: for each table a heading with its caption, and its rows."""
    return tuple(view for table in tables for view in _list(table, words, voice))


def copies(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Declares the pieces of a list as copies."""
    return (Piece("", piece.text, piece.kind or "copy", piece.facts, (), piece.opens) for piece in pieces)


def _list(table: TableView, words: Words, voice: Voice) -> Iterator[View]:
    title = voice.unmarked(table.caption)
    yield HeadingView(3, _id(table), (Added(title, "copy"),), "", contents=False)
    yield ParagraphView((Link(f"#{table.id}", (words.whole("table_list_back", "contents"),)),), "")
    key, count = ("spoken_action" if table.of_actions else "spoken_row"), len(table.rows)
    for number, row in enumerate(table.rows, 1):
        name = words(key, number=number, count=count).rstrip(".")
        heading = HeadingView(4, "", (Added(name, "position", words.language_of(key)),), "", contents=False)
        fields = (
            FieldView((Added(voice.unmarked(label), "label"),), key, blocks)
            for label, key, blocks in zip(table.columns, table.keys, row.cells, strict=True)
        )
        yield EntryView(heading, tuple(fields), "")


def _id(table: TableView) -> str:
    return f"{table.id}-list"


def _link(table: TableView, words: Words) -> Link:
    return Link(f"#{_id(table)}", (words.whole("table_list_link", "contents"),))
