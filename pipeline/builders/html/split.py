"""A long publication as several pages: a contents page, then a page for each band of records, all in reading order.

The contents page has an anchor of the same id for every record of the other pages, so that a link to `NAME.html#ID` stays good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from pipeline.builders.markup.notes import note_id
from pipeline.editions.edition import (
    ActionView,
    Edition,
    EntryView,
    HeadingView,
    ItemView,
    ListView,
    ParagraphView,
    SectionView,
    TableView,
    View,
    Views,
)
from pipeline.editions.words import Words
from pipeline.model.document import Added, Emphasis, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text

MOST_RECORDS = 150
"""Above this many records a publication becomes a page for each band."""


@dataclass
class WebPage:
    """One page of a publication. `heading` is the title of a page after the first; `notes` says that the notes are on it."""

    file: str
    body: list[View] = field(default_factory=list)
    heading: HeadingView | None = None
    notes: bool = False

    @property
    def shift(self) -> int:
        """What heading levels change by, so that the title of the page is of level 1."""
        return 1 - self.heading.level if self.heading else 0


def web_pages(edition: Edition, words: Words, name: str = "") -> list[WebPage]:
    """The pages of an edition: one, or for a long one the contents page first and the notes last; `name` begins their files."""
    name = name or edition.name
    main = WebPage(f"{name}.html")
    if len(list(_bands(edition.body))) < 2 or len(list(record_ids(edition.body))) <= MOST_RECORDS:
        main.body, main.notes = list(edition.body), True
        return [main]
    pages = _Pages(name, [main])
    for view in edition.body:
        pages.add(view)
    found = pages.web_pages
    if edition.notes_heading and edition.notes:
        found.append(WebPage(f"{name}-notes-list.html", [], edition.notes_heading, notes=True))
    found[0].body.append(_index(found[1:], words))
    return found


def anchors(web_page: WebPage, edition: Edition) -> Iterator[str]:
    """Every anchor that stands on a page."""
    if web_page.heading:
        yield web_page.heading.id
    yield from _anchors(tuple(web_page.body))
    if web_page.notes:
        yield from (note_id(note.number) for note in edition.notes)


def record_ids(views: Views) -> Iterator[str]:
    """The ids of the records in views, at any depth."""
    for view in views:
        if isinstance(view, TableView):
            yield from (row.id for row in view.rows)
        elif isinstance(view, ActionView):
            yield view.id
        elif isinstance(view, EntryView):
            yield view.heading.id
        elif isinstance(view, SectionView):
            yield from record_ids(view.blocks)


@dataclass
class _Pages:
    """Gathers pages in reading order; what precedes the first band stays on the contents page."""

    name: str
    web_pages: list[WebPage]

    def add(self, view: View) -> None:
        """Puts a view on the page that it belongs to, or begins a page with it."""
        started = len(self.web_pages) > 1
        if isinstance(view, SectionView) and _is_band(view):
            self._begin(view.heading, view.blocks)
        elif isinstance(view, SectionView) and _has_band(view):
            first = next(index for index, block in enumerate(view.blocks) if _has_band(block))
            if started:
                self._begin(view.heading, view.blocks[:first])
            else:
                self.web_pages[0].body.append(SectionView(view.heading, view.blocks[:first]))
            for block in view.blocks[first:]:
                self.add(block)
        elif started and isinstance(view, SectionView):
            self._begin(view.heading, view.blocks)
        else:
            self.web_pages[-1].body.append(view)

    def _begin(self, heading: HeadingView, blocks: Views) -> None:
        self.web_pages.append(WebPage(f"{self.name}-{heading.id}.html", list(blocks), heading))


def _blocks(view: View) -> Views:
    return view.blocks if isinstance(view, SectionView) else ()


def _is_band(view: View) -> bool:
    """A section that holds records itself."""
    return any(isinstance(block, TableView | ActionView | EntryView) for block in _blocks(view))


def _bands(views: Views) -> Iterator[SectionView]:
    """The outermost sections that hold records themselves."""
    for view in views:
        if isinstance(view, SectionView) and _is_band(view):
            yield view
        else:
            yield from _bands(_blocks(view))


def _has_band(view: View) -> bool:
    return any(_bands((view,)))


def _anchors(views: Views) -> Iterator[str]:
    for view in views:
        if isinstance(view, TableView):
            yield view.id
        elif isinstance(view, SectionView):
            yield view.heading.id
            yield from _anchors(view.blocks)
    yield from record_ids(tuple(view for view in views if not isinstance(view, SectionView)))


def _index(pages: list[WebPage], words: Words) -> SectionView:
    """The list of the other pages and their records, each with the anchor that it has there."""
    heading = HeadingView(2, "records-index", (words.whole("records_index", "contents"),), "", contents=False)
    return SectionView(heading, (ListView(tuple(_page_item(page) for page in pages if page.heading)),))


def _page_item(page: WebPage) -> ItemView:
    assert page.heading
    records = tuple(_item(id, (Added(id, "contents"),)) for id in dict.fromkeys(record_ids(tuple(page.body))) if id)
    title = _item(page.heading.id, in_words(page.heading.inlines))
    return replace(title, blocks=(*title.blocks, *((ListView(records, depth=1),) if records else ())))


def _item(id: str, words: tuple[Added, ...]) -> ItemView:
    return ItemView((ParagraphView((Link(f"#{id}", words),), ""),), id)


def in_words(inlines: Inlines, language: str = "") -> tuple[Added, ...]:
    """A heading as the words of a link to it, each in its language; without marks of notes."""
    found: list[Added] = []
    for inline in inlines:
        match inline:
            case Text(text) | Added(text):
                found.append(Added(text, "contents", language or getattr(inline, "language", "")))
            case LineBreak():
                found.append(Added(" ", "contents", language))
            case Strong(children) | Emphasis(children) | Link(_, children):
                found += in_words(children, language)
            case Span(own, children):
                found += in_words(children, own)
            case NoteRef():
                pass
            case _ as never:
                assert_never(never)
    return tuple(found)
