"""The words of a passage in runs that have one language and one emphasis, for voices and braille tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from pipeline.editions.edition import Edition, Piece
from pipeline.editions.reading import mark_words
from pipeline.editions.spoken.passages import COLON, ENDS, Passage, PassageKind
from pipeline.editions.words import Words
from pipeline.model.document import Added, Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text


class Stress(Enum):
    """How words are set apart in print: bold type for what is strong, italics for what is emphasised."""

    NONE, STRONG, EMPHASIS = range(3)


@dataclass(frozen=True)
class SpokenRun:
    """Words of one origin. `language` is "" for that of the publication; `kind` as in `Piece`."""

    text: str
    block: str = ""
    kind: str = ""
    language: str = ""
    stress: Stress = Stress.NONE

    @property
    def piece(self) -> Piece:
        """The words as declared for the proof."""
        return Piece(self.block, self.text, self.kind)


def labelled(passage: Passage, edition: Edition, words: Words) -> tuple[tuple[SpokenRun, ...], tuple[SpokenRun, ...]]:
    """The runs of the label of a passage with what ends it, and those of its words."""
    reader = _Reader({note.key: note.number for note in edition.notes}, words, passage.block)
    label = tuple(reader.runs(passage.label))
    if label:
        colon = ":" if passage.kind is PassageKind.FIELD and not label[-1].text.endswith(ENDS) else ""
        label = (*label, SpokenRun(f"{colon} " if passage.inlines else colon, COLON, "label"))
    own = tuple(reader.runs(passage.inlines))
    if passage.kind is PassageKind.HEADING:
        own = tuple(replace(run, text=run.text.replace("\n", " ")) for run in own)
    return label, own


def runs(passage: Passage, edition: Edition, words: Words) -> tuple[SpokenRun, ...]:
    """The runs of a passage, label first."""
    label, own = labelled(passage, edition, words)
    return (*label, *own)


def listed(passage: Passage, edition: Edition, words: Words) -> Inlines:
    """A heading as a contents list has it: without marks of notes, each word in its language."""
    made: list[Inline] = []
    for run in runs(passage, edition, words):
        added = Added(run.text, "contents")
        if run.kind != "note":
            made.append(Span(run.language, (added,)) if run.language else added)
    return tuple(made)


@dataclass(frozen=True)
class _Reader:
    numbers: dict[str, int]
    words: Words
    block: str

    def runs(self, inlines: Inlines, language: str = "", stress: Stress = Stress.NONE) -> Iterator[SpokenRun]:
        """The runs of a phrase; a note mark is set apart by a space."""
        for inline in inlines:
            match inline:
                case Text(text=text):
                    yield SpokenRun(text, self.block, "", language, stress)
                case Added(text=text, kind=kind, language=own):
                    yield SpokenRun(text, self.block, kind, own or language, stress)
                case LineBreak():
                    yield SpokenRun("\n", self.block, "", language, stress)
                case NoteRef(key=key):
                    yield SpokenRun(
                        f" {mark_words(self.words.texts['note'], self.numbers.get(key), key)}", self.block, "note"
                    )
                case Strong(children=children):
                    yield from self.runs(children, language, Stress.STRONG)
                case Emphasis(children=children):
                    yield from self.runs(children, language, stress if stress is Stress.STRONG else Stress.EMPHASIS)
                case Link(children=children):
                    yield from self.runs(children, language, stress)
                case Span(language=other, children=children):
                    yield from self.runs(children, other, stress)
                case _ as never:
                    assert_never(never)
