"""Which parts of a publication an Easy Read or a signed video says: the parts that nothing covers, and ids that there are not.

A part is a section, a row or an action. One that is covered covers all that stands under it; a section none of whose parts is
covered is reported once, not part by part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.model.document import Actions, Blocks, Document, Section, Table
from pipeline.model.walk import block_text, pieces_of, plain_text

ALL = "all"
"""Stands for every part of a publication."""


@dataclass(frozen=True)
class PublicationPart:
    """A part of a publication: its id, how it is called, how many words it has by itself, and its own parts."""

    id: str
    name: str
    words: int
    parts: tuple[PublicationPart, ...] = ()

    @property
    def count(self) -> int:
        """The words of the part and of all that stands under it."""
        return self.words + sum(part.count for part in self.parts)


def parts(document: Document) -> tuple[PublicationPart, ...]:
    """The parts of a publication: those that stand before the first heading, then its sections."""
    return (*_records(document.blocks), *map(_section, document.sections))


def ids(document: Document) -> frozenset[str]:
    """The id of every part."""
    return frozenset(part.id for part in every(parts(document)))


def every(found: tuple[PublicationPart, ...]) -> Iterator[PublicationPart]:
    """Parts with all that stand under them, in reading order."""
    for part in found:
        yield part
        yield from every(part.parts)


def _section(section: Section) -> PublicationPart:
    inner = (*_records(section.blocks), *map(_section, section.sections))
    total = sum(len(piece.text.split()) for piece in pieces_of(section.blocks, ""))
    own = max(0, total - sum(part.count for part in _records(section.blocks)))
    return PublicationPart(section.id, plain_text(section.heading), own, inner)


def _records(blocks: Blocks) -> tuple[PublicationPart, ...]:
    found: list[PublicationPart] = []
    for block in blocks:
        if isinstance(block, Table):
            for group in block.groups:
                rows = tuple(
                    _record(record.id, " ".join(block_text(cell.blocks) for cell in record.cells))
                    for record in group.records
                )
                named = group.id and group.band is not None
                found += [PublicationPart(group.id, plain_text(group.band or ()), 0, rows)] if named else rows
        elif isinstance(block, Actions):
            found += [_record(action.id, block_text(action.blocks)) for action in block.entries]
    return tuple(found)


def _record(id: str, text: str) -> PublicationPart:
    words = text.split()
    return PublicationPart(id, " ".join(words[:8]) + (" …" if len(words) > 8 else ""), len(words))


def gaps(document: Document, covered: Collection[str]) -> tuple[PublicationPart, ...]:
    """The parts that no id of `covered` covers, each as large as it can be told; a heading with nothing under it is none."""
    return () if ALL in covered else tuple(_gaps(parts(document), frozenset(covered)))


def _gaps(found: tuple[PublicationPart, ...], covered: frozenset[str]) -> Iterator[PublicationPart]:
    for part in found:
        if part.id in covered or not part.count:
            continue
        if any(one.id in covered for one in every(part.parts)):
            yield from _gaps(part.parts, covered)
        else:
            yield part
