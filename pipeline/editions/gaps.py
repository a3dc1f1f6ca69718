"""What a draft still lacks, shown at its place, so that every draft builds and nobody overlooks what is to be settled.

Links that lead nowhere keep their words and say that a link is needed; a heading or label without words says that one is
needed; a picture that cannot be shown leaves its description, and says that a picture is needed. All of this is added words.
A published document has no such gaps: there the checks are errors.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pipeline.editions.words import Words
from pipeline.model.document import (
    Added,
    Column,
    Definition,
    Document,
    Group,
    Idea,
    Image,
    LineBreak,
    Link,
    NoteRef,
    Paragraph,
    Section,
    Span,
    Text,
)
from pipeline.model.walk import actions, all_sections, leaves, plain_text, records

ADDRESS = re.compile(r"(?:https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d-]+)", re.IGNORECASE)
RECORD = re.compile(r"([A-Za-z0-9][\w.-]*)?#([A-Za-z]\w*)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def shown(document: Document, words: Words) -> Document:
    """The document with its gaps shown, where it is a draft; a published one as it is."""
    made: Document = document if document.is_published else _Gaps(document, words)(document)
    return made


def without_lost_pictures(document: Document, lost: Container[str], words: Words) -> Document:
    """The document with a paragraph for each picture whose file is among those that cannot be shown.

    The paragraph says that a picture is needed, then the picture's description and caption. An Easy Read shows a frame for
    it anyway.
    """

    def kept(image: Image, *, needed: bool) -> Paragraph:
        note: tuple[Any, ...] = (words.whole("gap_idea", "gap"),) if needed else ()
        description = (Text(image.alt),) if image.alt else ()
        lines = [line for line in (note, description, image.caption) if line]
        breaks = [(LineBreak(),)] * (len(lines) - 1)
        return Paragraph(
            tuple(part for pair in zip(lines, [*breaks, ()], strict=True) for line in pair for part in line)
        )

    def change(value: Any) -> Any:
        if isinstance(value, Image) and value.file in lost:
            return kept(value, needed=True)
        if (
            isinstance(value, Idea)
            and isinstance(first := next(iter(value.blocks), None), Image)
            and first.file in lost
        ):
            return replace(value, blocks=(kept(first, needed=False), *change(value.blocks[1:])))
        if isinstance(value, tuple):
            return tuple(map(change, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: change(getattr(value, one.name)) for one in fields(value)})
        return value

    changed: Document = change(document)
    return changed


def ids(document: Document) -> frozenset[str]:
    """Every id that a link of the document may lead to."""
    rows = [name for _, _, group, record in records(document) for name in (group.id, record.id)]
    sections = [section.id for _, section in all_sections(document.sections)]
    return frozenset([*sections, *rows, *(action.id for _, action in actions(document))])


@dataclass(frozen=True)
class _Gaps:
    document: Document
    words: Words

    def __call__(self, value: Any) -> Any:
        """A part of the document with its gaps shown, whatever it is."""
        if isinstance(value, tuple):
            return tuple(inline for part in value for inline in self._inlines(part))
        if is_dataclass(value) and not isinstance(value, type):
            inside = {field.name: self(getattr(value, field.name)) for field in fields(value) if field.name != "place"}
            return self._labelled(replace(value, **inside))
        return value

    def _inlines(self, part: Any) -> tuple[Any, ...]:
        match part:
            case Link(target, children) if not self._leads(target):
                return (*self(children), self.words.whole("gap_link", "gap"))
            case NoteRef(key) if key not in {note.key for note in self.document.notes}:
                return self.words.parts("gap_note", "gap", note=key)
            case Span(language, children) if not LANGUAGE.fullmatch(language):
                return tuple(self(children))
        return (self(part),)

    def _leads(self, target: str) -> bool:
        match = RECORD.fullmatch(target)
        if not match:
            return bool(ADDRESS.match(target))
        return match[1] not in (None, self.document.name) or match[2] in ids(self.document)

    def _labelled(self, part: Any) -> Any:
        match part:
            case Document(title=title) if not _worded(title):
                return replace(part, title=self._gap("gap_heading"))
            case Section(heading=heading) if not _worded(heading):
                return replace(part, heading=self._gap("gap_heading"))
            case Group(band=band) if band is not None and not _worded(band):
                return replace(part, band=self._gap("gap_heading"))
            case Column(label=label) | Definition(label=label) if not _worded(label):
                return replace(part, label=self._gap("gap_label"))
        return part

    def _gap(self, key: str) -> tuple[Added]:
        return (self.words.whole(key, "gap"),)


def _worded(inlines: Any) -> bool:
    return bool(plain_text(inlines)) or any(isinstance(leave, NoteRef) for leave in leaves(inlines))
