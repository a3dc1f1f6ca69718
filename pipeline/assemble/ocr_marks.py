"""Marks for what was read off pictures of pages: each line of it asks a person to compare it with its page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pipeline.model.document import (
    Action,
    Actions,
    Block,
    Blocks,
    Cell,
    Document,
    Group,
    Inlines,
    Record,
    Section,
    Table,
)
from pipeline.model.place import Place
from pipeline.model.walk import WordRun, block_text, pieces_of, plain_text

QUOTED = 40
"""Characters by which a line is named where its mark cannot stand right before it."""


def with_marks(document: Document, pages: Collection[int], title: Place) -> Document:
    """The document with a guess for each heading, paragraph, list item, label and cell on the pages (from 1) that were
    recognised from a scan, at the nearest node that holds guesses; `title` is where the title stands in the source.
    """
    if not pages:
        return document
    marker = _Marker(pages)
    lines = [
        WordRun("", plain_text(document.title), title),
        *pieces_of(document.before_title, ""),
        *_prose(document.blocks),
        *(WordRun("", plain_text(note.inlines), note.place) for note in document.notes),
    ]
    return replace(
        document,
        guesses=(*document.guesses, *marker.lines(lines)),
        blocks=marker.blocks(document.blocks),
        sections=tuple(map(marker.section, document.sections)),
    )


class _Marker:
    """Puts the guesses into the parts of a document; `pages` count from 1."""

    def __init__(self, pages: Collection[int]) -> None:
        self.pages = pages

    def lines(self, lines: Iterable[WordRun]) -> Iterator[str]:
        """A guess for each line of words, which it names by its beginning."""
        for line in lines:
            if line.text and line.place.page in self.pages:
                words = line.text if len(line.text) <= QUOTED else line.text[:QUOTED].rsplit(" ", 1)[0] + " …"
                yield f"recognised from a scan: compare “{words}” with page {line.place.page}"

    def section(self, section: Section) -> Section:
        lines = [WordRun("", plain_text(section.heading), section.place), *_prose(section.blocks)]
        return replace(
            section,
            guesses=(*section.guesses, *self.lines(lines)),
            blocks=self.blocks(section.blocks),
            sections=tuple(map(self.section, section.sections)),
        )

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Actions):
            return replace(block, entries=tuple(map(self._action, block.entries)))
        if isinstance(block, Table):
            labels = [(block.caption, block.place), *((column.label, column.place) for column in block.columns)]
            guesses = (*block.guesses, *self.lines(_labels(labels, block.place)))
            groups = tuple(self._group(group, block.place) for group in block.groups)
            return replace(block, guesses=guesses, groups=groups)
        return block

    def _action(self, action: Action) -> Action:
        return replace(action, guesses=(*action.guesses, *self.lines(pieces_of(action.blocks, ""))))

    def _group(self, group: Group, table: Place) -> Group:
        lines = [*_labels([(group.band or (), group.place)], table), *pieces_of(group.statement, "")]
        records = tuple(map(self._record, group.records))
        return replace(group, guesses=(*group.guesses, *self.lines(lines)), records=records)

    def _record(self, record: Record) -> Record:
        return replace(record, cells=tuple(map(self._cell, record.cells)))

    def _cell(self, cell: Cell) -> Cell:
        found = {piece.place.page or cell.place.page for piece in pieces_of(cell.blocks, "")} & set(self.pages)
        if not block_text(cell.blocks) or not found:
            return cell
        where = " and ".join(f"page {page}" for page in sorted(found))
        return replace(cell, guesses=(*cell.guesses, f"recognised from a scan: compare with {where}"))


def _labels(labels: Iterable[tuple[Inlines, Place]], table: Place) -> Iterator[WordRun]:
    """The words of labels; one without a place of its own stands where its table begins."""
    for inlines, place in labels:
        yield WordRun("", plain_text(inlines), place if place.page else table)


def _prose(blocks: Blocks) -> Iterator[WordRun]:
    """The lines of blocks that hold no guesses themselves."""
    return pieces_of(tuple(block for block in blocks if not isinstance(block, Actions | Table)), "")
