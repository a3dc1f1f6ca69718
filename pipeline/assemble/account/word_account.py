"""The account of every word: placed, repaired and placed, or set aside with a reason; and the words that were added.

The document itself is read back and matched with the words of the source, so that what holds here holds for what people get.
A word of the source without a fate is an error, and so is a word of the document that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, overload

from pipeline.assemble.account.word_match import Matcher, Placed, normal
from pipeline.assemble.grid_rows import ExtractorWords
from pipeline.model.document import Actions, Blocks, Definition, Document, Image, Item, Note, NoteRef, Section, Table
from pipeline.model.findings import Finding, error
from pipeline.model.flow import Aside, Flow, Join, Repair, SourceWord
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import all_sections, canonical
from pipeline.model.with_findings import WithFindings

PLACED, REPAIRED, ASIDE, LOST = "placed", "repaired", "set aside", "lost"
SHOWN_WORDS = 12


@dataclass(frozen=True)
class Fate:
    """What became of one word: `fate` is one of the four; `detail` is the block it stands in, the reason, or the mended word."""

    text: str
    fate: str
    detail: str
    place: Place = NOWHERE


class Accounted(Sequence[Fate]):
    """The words of a source with their fates; each is made when it is asked for, for there may be half a million."""

    def __init__(self, words: Sequence[SourceWord], fates: Sequence[tuple[str, str] | None]) -> None:
        self._words = words
        self._fates = fates

    def __len__(self) -> int:
        return len(self._words)

    @overload
    def __getitem__(self, at: int) -> Fate: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Fate]: ...
    def __getitem__(self, at: int | slice) -> Fate | Sequence[Fate]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return _fate(self._words[at], self._fates[at])

    def __iter__(self) -> Iterator[Fate]:
        return map(_fate, self._words, self._fates)


def _fate(word: SourceWord, found: tuple[str, str] | None) -> Fate:
    fate, detail = found or (LOST, "")
    if fate == LOST and not normal(word.text):
        fate, detail = ASIDE, "white space or an invisible character"
    return Fate(word.text, fate, detail, word.place)


@dataclass(frozen=True)
class Guess:
    """Something that a person should confirm, and the id of the section, record or band that it is about."""

    about: str
    text: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Ledger:
    """The account of one source file; `words` are in the file's order, one entry for each."""

    name: str
    words: Sequence[Fate]
    added: tuple[ExtractorWords, ...] = ()
    repairs: tuple[Repair, ...] = ()
    asides: tuple[Aside, ...] = ()
    joins: tuple[Join, ...] = ()
    guesses: tuple[Guess, ...] = ()
    unaccounted: tuple[str, ...] = ()

    def count(self, fate: str) -> int:
        """How many words have a fate."""
        return sum(word.fate == fate for word in self.words)


@dataclass(frozen=True)
class Changes:
    """What assembling did to the words: mended, set aside, added; the marks of notes as the source has them, its own markers.

    `title` is where the title stands in the source.
    """

    repairs: tuple[Repair, ...] = ()
    asides: tuple[Aside, ...] = ()
    added: tuple[ExtractorWords, ...] = ()
    marks: frozenset[str] = frozenset()
    markers: tuple[str, ...] = ()
    title: Place = NOWHERE


def draw_up(flow: Flow, changes: Changes, document: Document) -> WithFindings[Ledger]:
    """The ledger of a document made from a flow, and an error for each run of words that it cannot account for."""
    repairs, asides = (*flow.repairs, *changes.repairs), (*flow.asides, *changes.asides)
    matcher = Matcher(flow.words, _placed(document), changes.marks)
    for aside in asides:
        matcher.set_aside(aside.text, aside.reason, aside.place)
    matcher.repair(repairs, sure=True)
    matcher.match()
    matcher.repair(repairs)
    matcher.fragments()
    matcher.markers(*_swallowed(document), changes.markers)
    left = matcher.not_added([words.text for words in changes.added])
    words = Accounted(flow.words, matcher.fates)
    ledger = Ledger(
        document.name,
        words,
        changes.added,
        repairs,
        asides,
        flow.joins,
        tuple(guesses_in(document, changes.title)),
        tuple(left),
    )
    return WithFindings(ledger, [*_lost(words), *_invented(left)])


def _lost(words: Sequence[Fate]) -> Iterable[Finding]:
    """One error for each run of lost words, with its first ones."""
    run: list[Fate] = []
    for word in chain(words, (Fate("", PLACED, ""),)):
        if word.fate == LOST:
            run.append(word)
        elif run:
            text = " ".join(lost.text for lost in run[:SHOWN_WORDS]) + (" …" if len(run) > SHOWN_WORDS else "")
            count = f"{len(run)} words of the source are" if len(run) > 1 else "a word of the source is"
            yield error(
                "word-lost", f"{count} not in the document: “{text}”", run[0].place, "put them in by hand and tell us"
            )
            run = []


def _invented(left: Sequence[str]) -> Iterable[Finding]:
    if left:
        text = " ".join(left[:SHOWN_WORDS]) + (" …" if len(left) > SHOWN_WORDS else "")
        yield error("word-unsourced", f"words of the document that the source does not have: “{text}”")


# ------------------------------------------------------------------------------------------------ the document read back


def _placed(document: Document) -> Placed:
    placed = Placed()
    for piece in canonical(_without_pictures(document)):
        placed.add(piece.text.split(), piece.block)
    return placed


def _without_pictures(document: Document) -> Document:
    """Alternative texts are no words of the page."""

    def blocks(old: Blocks) -> Blocks:
        return tuple(replace(block, alt=None) if isinstance(block, Image) else block for block in old)

    def section(old: Section) -> Section:
        return replace(old, blocks=blocks(old.blocks), sections=tuple(section(child) for child in old.sections))

    return replace(document, blocks=blocks(document.blocks), sections=tuple(map(section, document.sections)))


def _swallowed(document: Document) -> tuple[int, int, int]:
    """How many bullets or numbers became list items, how many marks notes and references, how many signs labels."""
    items = references = labels = 0
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        items += isinstance(node, Item)
        references += isinstance(node, NoteRef | Note)
        labels += isinstance(node, Definition)
        if isinstance(node, tuple):
            waiting += node
        else:
            waiting += [getattr(node, name) for name in getattr(node, "__dataclass_fields__", ())]
    return items, references, labels


def guesses_in(document: Document, title: Place = NOWHERE) -> Iterable[Guess]:
    """Every guess of a document, in reading order; one about all of it stands at its title."""
    yield from (Guess("document", text, title) for text in document.guesses)
    yield from _guesses(document.blocks, "document")
    for _, section in all_sections(document.sections):
        yield from (Guess(section.id, text, section.place) for text in section.guesses)
        yield from _guesses(section.blocks, section.id)


def _guesses(blocks: Blocks, about: str) -> Iterable[Guess]:
    for block in blocks:
        if isinstance(block, Actions):
            for action in block.entries:
                yield from (Guess(action.id, text, action.place) for text in action.guesses)
        elif isinstance(block, Table):
            yield from (Guess(about, text, block.place) for text in block.guesses)
            for group in block.groups:
                yield from (Guess(group.id or about, text, group.place) for text in group.guesses)
                for record in group.records:
                    yield from (Guess(record.id, text, record.place) for text in record.guesses)
                    for column, cell in zip(block.columns, record.cells, strict=True):
                        yield from (Guess(f"{record.id}/{column.key}", text, cell.place) for text in cell.guesses)
