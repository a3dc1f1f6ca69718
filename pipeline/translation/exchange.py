"""What stands in a file for translators, whatever its format: the publication, the languages, and every phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.content import markdown, markdown_write
from pipeline.model.document import Inlines, LineBreak, Text
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import SPACE, plain_text, tidy
from pipeline.translation.units import Unit

BREAK = "\\\n"


@dataclass(frozen=True)
class Term:
    """A term of a phrase: how it is to be translated ("" where nobody says so), or what it means."""

    term: str
    translation: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class ExchangePhrase:
    """A phrase in a file for translators: words as in a content file, in the marks of Markdown unless `marked` is False.

    `translation` is "" where there is none. `previous` is the phrase that it translates, where the original has changed since.
    What is not `worded` is for no translator: figures, and what kind a part is of (`units.Unit`).
    """

    id: str
    source: str
    translation: str = ""
    previous: str = ""
    what: str = ""
    marked: bool = True
    worded: bool = True
    terms: tuple[Term, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def done(self) -> bool:
        """Whether it has a translation that is meant for these very words."""
        return bool(self.translation) and not self.previous


@dataclass(frozen=True)
class Exchange:
    """A file for translators: the name of the publication, its language, the one asked for (BCP 47), and the phrases."""

    name: str
    source_language: str
    language: str
    entries: tuple[ExchangePhrase, ...]


class WrongFile(Exception):
    """A file is none for translators, or one that somebody has damaged; says why, and in which line (0: unknown)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def text_of(inlines: Inlines, *, marked: bool = True) -> str:
    """A phrase as its entry holds it. Line breaks stay: a backslash at the end of the line."""
    if not marked:
        return plain_text(inlines)
    return BREAK.join(markdown_write.write_inlines(line) for line in _lines(inlines))


def inlines_of(text: str, *, marked: bool = True, source: markdown.MarkdownPlace = markdown.SILENT) -> Inlines:
    """The phrase of an entry. Words that would be refused in a content file are told to the source and left out, as there."""
    if not marked:
        return tidy((Text(SPACE.sub(" ", text)),))
    inlines: Inlines = ()
    for number, line in enumerate(text.strip().split(BREAK)):
        inlines += ((LineBreak(),) if number else ()) + markdown.parse_inlines(" ".join(line.split()), source)
    return tidy(inlines)


def same_words(one: str, other: str) -> bool:
    """Whether two phrases are the same but for white space."""
    return one.split() == other.split()


def entries_of(units: Iterable[Unit]) -> tuple[ExchangePhrase, ...]:
    """The phrases of a document, with nothing translated."""
    return tuple(
        ExchangePhrase(
            unit.id, text_of(unit.source, marked=unit.marked), what=unit.what, marked=unit.marked, worded=unit.worded,
            place=unit.place,
        )
        for unit in units
    )  # fmt: skip


def _lines(inlines: Inlines) -> list[Inlines]:
    lines: list[Inlines] = [()]
    for inline in inlines:
        if isinstance(inline, LineBreak):
            lines.append(())
        else:
            lines[-1] = (*lines[-1], inline)
    return lines
