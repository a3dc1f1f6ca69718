"""Divides an edition into volumes that a reader can hold: each a book of its own with cover, contents and notes (UKAAF G003).

A volume ends between two sections or two records, never inside one; a section that goes on says so in its heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.editions.edition import (
    ActionView,
    Edition,
    EntryView,
    HeadingView,
    Piece,
    SectionView,
    TableView,
    View,
    Views,
)
from pipeline.editions.reading import Voice, mark_words
from pipeline.editions.site import volume_file
from pipeline.model.document import Added
from pipeline.model.walk import plain_text


@dataclass(frozen=True)
class ViewGroup:
    """Views that stay together: the sections they stand in, outermost first, the anchor they begin at, and the views."""

    path: tuple[HeadingView, ...]
    anchor: str
    views: Views
    opens: bool = False


def parts(views: Views, path: tuple[HeadingView, ...] = ()) -> Iterator[ViewGroup]:
    """The parts of a body: the head of each section with what follows it, each record, each subsection."""
    gathered: list[View] = []
    anchor, opens = (path[-1].id, True) if path else ("", False)
    for view in views:
        if isinstance(view, SectionView | EntryView | ActionView):
            if gathered or opens:
                yield ViewGroup(path, anchor, tuple(gathered), opens)
            gathered, opens = [], False
            if isinstance(view, SectionView):
                yield from parts(view.blocks, (*path, view.heading))
                continue
            anchor = view.id if isinstance(view, ActionView) else view.heading.id
        gathered.append(view)
    if gathered or opens:
        yield ViewGroup(path, anchor, tuple(gathered), opens)


def grouped(found: list[ViewGroup], pages: Mapping[str, int], last: int, most: int) -> list[list[ViewGroup]]:
    """Parts in volumes of at most `most` pages of text; `pages` and `last` are the pages of the undivided edition.

    A part that is longer than that by itself gets a volume of its own.
    """
    starts = [pages.get(part.anchor, 1) for part in found]
    ends = [*starts[1:], last]
    volumes: list[list[ViewGroup]] = []
    first = 0
    for part, start, end in zip(found, starts, ends, strict=True):
        if not volumes or (end - first + 1 > most and not _only_heads(volumes[-1])):
            volumes.append([])
            first = start
        volumes[-1].append(part)
    return volumes


def _only_heads(volume: list[ViewGroup]) -> bool:
    """A heading must not end a volume."""
    return all(part.opens and not part.views for part in volume)


def body(found: list[ViewGroup], again: set[str], continued: str) -> Views:
    """The views of some parts in their sections; those opened in an earlier volume, whose ids are in `again`, go on."""
    top: list[View] = []
    stack: list[tuple[HeadingView, list[View]]] = []

    def close(depth: int) -> None:
        while len(stack) > depth:
            heading, blocks = stack.pop()
            (stack[-1][1] if stack else top).append(SectionView(_told(heading, again, continued), tuple(blocks)))

    for part in found:
        same = 0
        while same < min(len(stack), len(part.path)) and stack[same][0].id == part.path[same].id:
            same += 1
        close(same)
        stack += [(heading, []) for heading in part.path[same:]]
        (stack[-1][1] if stack else top).extend(part.views)
    close(0)
    return tuple(top)


def _told(heading: HeadingView, again: set[str], continued: str) -> HeadingView:
    if heading.id not in again:
        return heading
    return replace(heading, inlines=(Added(continued.format(heading=plain_text(heading.inlines)), "heading"),))


@dataclass(frozen=True)
class Volume:
    """One volume: its number of how many, its edition, and the anchors of the text that stand in it."""

    number: int
    count: int
    edition: Edition
    anchors: frozenset[str]

    @property
    def last(self) -> bool:
        """Whether it is the last one, which has all notes."""
        return self.number == self.count

    def file(self, whole: str) -> str:
        """Its file name, from that of the undivided edition."""
        return volume_file(whole, self.number, self.count)


def volumes(edition: Edition, groups: list[list[ViewGroup]], words: Mapping[str, str]) -> list[Volume]:
    """The editions of the volumes; each has the notes that its own text refers to, the last one all."""
    made: list[Volume] = []
    opened: set[str] = set()
    for number, group in enumerate(groups, start=1):
        views = body(group, opened, words["continued"])
        anchors = frozenset(_anchors(views)) - opened
        opened |= {heading.id for part in group for heading in part.path}
        marks = {piece.text for piece in Voice(edition, words).views(views) if piece.kind == "note"}
        last = number == len(groups)
        notes = tuple(note for note in edition.notes if last or mark_words(words["note"], note.number, "") in marks)
        heading = edition.notes_heading if notes else None
        made.append(
            Volume(number, len(groups), replace(edition, body=views, notes=notes, notes_heading=heading), anchors)
        )
    return made


def _anchors(views: Views) -> Iterator[str]:
    for view in views:
        match view:
            case SectionView(heading=heading, blocks=blocks):
                yield heading.id
                yield from _anchors(blocks)
            case EntryView(heading=heading):
                yield heading.id
            case ActionView(id=id):
                yield id
            case TableView(id=id, rows=rows):
                yield id
                yield from (row.id for row in rows)


def declared(volume: Volume, pieces: Iterable[Piece], said: set[str]) -> Iterator[Piece]:
    """The pieces of a volume: what it repeats of the document, on its cover or in its notes, is said to be added.

    `said` gathers the blocks that earlier volumes said.
    """
    notes = {note.block for note in volume.edition.notes} if not volume.last else set()
    own = set()
    for piece in pieces:
        if piece.block in notes and not piece.kind:
            yield replace(piece, kind="note")
        elif piece.block in said and not piece.kind:
            yield replace(piece, kind="cover")
        else:
            own.add(piece.block)
            yield piece
    said |= own - {""}
