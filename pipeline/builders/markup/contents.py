"""The contents list of an edition: its headings as a tree, for web pages and for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.editions.edition import HeadingView, SectionView, Views


@dataclass(frozen=True)
class ContentsEntry:
    """A heading that the contents list names, and those under it."""

    heading: HeadingView
    children: tuple[ContentsEntry, ...] = ()


def outline(views: Views, deepest: int = 3) -> tuple[ContentsEntry, ...]:
    """The headings of sections down to level `deepest`; one that the list does not name hands its own up."""
    entries: list[ContentsEntry] = []
    for view in views:
        if isinstance(view, SectionView):
            children = outline(view.blocks, deepest)
            named = view.heading.contents and view.heading.level <= deepest
            entries += [ContentsEntry(view.heading, children)] if named else children
    return tuple(entries)


def flat(entries: tuple[ContentsEntry, ...]) -> Iterator[HeadingView]:
    """The headings of a contents list in the order in which they are read."""
    for entry in entries:
        yield entry.heading
        yield from flat(entry.children)
