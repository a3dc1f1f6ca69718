"""The HTML of the print page: front or cover, contents with this edition's own page numbers, text, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline import words
from pipeline.builders import Job
from pipeline.builders.page import Page
from pipeline.builders.page_text import direction
from pipeline.edition import HeadingView, Piece, SectionView, Views
from pipeline.model import Added, Inlines, LineBreak, NoteRef, Text

DEEPEST_LISTED = 3


@dataclass(frozen=True)
class Entry:
    """A line of the contents list and the lines below it."""

    id: str
    words: str
    below: list[Entry] = field(default_factory=list)


def print_page(job: Job, page: Page, style: str) -> str:
    """The whole page as HTML text."""
    edition = job.edition
    added = words.load(job.assets, edition.language)
    return page.template("print.jinja").render(
        language=edition.language,
        direction=direction(edition.language),
        title=plain(edition.title),
        style=style,
        cover=job.look.cover,
        front=page.views(edition.front),
        facts=[(label.text, value.text) for label, value in edition.meta],
        ask=[],
        contents_heading=page.view(edition.contents_heading),
        contents=_entries(edition.body, page),
        body=page.views(edition.body),
        notes_heading=page.view(edition.notes_heading) if edition.notes_heading else "",
        notes=page.notes(edition.notes) if edition.notes else "",
        words=added.texts,
    )


def _entries(views: Views, page: Page) -> list[Entry]:
    entries = []
    for view in views:
        if isinstance(view, SectionView) and view.heading.contents and view.heading.level <= DEEPEST_LISTED:
            heading = view.heading
            entries.append(Entry(heading.id, page.unlinked(heading.inlines), _entries(view.blocks, page)))
    return entries


def headings(views: Views) -> Iterator[HeadingView]:
    """All headings of sections, in order."""
    for view in views:
        if isinstance(view, SectionView):
            yield view.heading
            yield from headings(view.blocks)


def letters(pieces: Iterable[Piece]) -> set[str]:
    """Every character of the pieces."""
    return set().union(*(piece.text for piece in pieces))


def plain(inlines: Inlines) -> str:
    """Running text without marks."""
    parts = []
    for inline in inlines:
        if isinstance(inline, Text | Added):
            parts.append(inline.text)
        elif isinstance(inline, LineBreak):
            parts.append(" ")
        elif not isinstance(inline, NoteRef):
            parts.append(plain(inline.children))
    return "".join(parts)
