"""Divides the words of a passage into runs of one language and one emphasis, for voices and braille tables."""

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
    """The emphasis of words in print: bold for strong, italics for emphasis."""

    NONE, STRONG, EMPHASIS = range(3)


@dataclass(frozen=True)
class SpokenRun:
    """Words of one kind. `language` is "" for that of the publication; `kind` is as in `Piece`."""

    text: str
    block: str = ""
    kind: str = ""
    language: str = ""
    stress: Stress = Stress.NONE

    @property
    def piece(self) -> Piece:
        """The words as a piece for the proof."""
        return Piece(self.block, self.text, self.kind)


def labelled(passage: Passage, edition: Edition, words: Words) -> tuple[tuple[SpokenRun, ...], tuple[SpokenRun, ...]]:
    """Returns the runs of the label of a passage with its punctuation, and those of its words."""
    reader = _Reader({note.key: note.number for note in edition.notes}, words, passage.block)
    label = tuple(reader.runs(passage.label))
    if label:
        colon = ":" if passage.kind is PassageKind.FIELD and not label[-1].text.endswith(ENDS) else ""
        label = (*label, SpokenRun(f"{colon} " if passage.inlines else colon, COLON, "label"))
    word_runs = tuple(reader.runs(passage.inlines))
    if passage.kind is PassageKind.HEADING:
        word_runs = tuple(replace(run, text=run.text.replace("\n", " ")) for run in word_runs)
    return label, word_runs


def runs(passage: Passage, edition: Edition, words: Words) -> tuple[SpokenRun, ...]:
    """Returns the runs of a passage, label first."""
    label, word_runs = labelled(passage, edition, words)
    return (*label, *word_runs)


def listed(passage: Passage, edition: Edition, words: Words) -> Inlines:
    """Returns a heading for a contents list: without note marks, with the language of each word."""
    result: list[Inline] = []
    for run in runs(passage, edition, words):
        added = Added(run.text, "contents")
        if run.kind != "note":
            result.append(Span(run.language, (added,)) if run.language else added)
    return tuple(result)


@dataclass(frozen=True)
class _Reader:
    numbers: dict[str, int]
    words: Words
    block: str

    def runs(self, inlines: Inlines, language: str = "", stress: Stress = Stress.NONE) -> Iterator[SpokenRun]:
        """Yields the runs of a phrase; a note mark has a space before it."""
        for inline in inlines:
            match inline:
                case Text(text=text):
                    yield SpokenRun(text, self.block, "", language, stress)
                case Added(text=text, kind=kind, language=own_language):
                    yield SpokenRun(text, self.block, kind, own_language or language, stress)
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
                case Span(language=marked, children=children):
                    yield from self.runs(children, marked, stress)
                case _ as never:
                    assert_never(never)
