"""The contents of a file for translators, in any format: the publication, the languages, and every phrase."""

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
    """A term in a phrase, with its translation ("" if none is given) or its meaning."""

    term: str
    translation: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class ExchangePhrase:
    """A phrase in a file for translators, written as in a content file: in Markdown, unless `marked` is False.

    `translation` is "" if there is none. If the original has changed since, `previous` is the phrase that was translated.
    A phrase that is not `worded` is not for translators: figures, and the kinds of parts (see `units.Unit`).
    """

    id: str
    source: str
    translation: str = ""
    previous: str = ""
    context: str = ""
    marked: bool = True
    worded: bool = True
    terms: tuple[Term, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def done(self) -> bool:
        """Whether it has a translation of exactly these words."""
        return bool(self.translation) and not self.previous


@dataclass(frozen=True)
class Exchange:
    """A file for translators: the publication's name, its language and the target language (BCP 47), and the phrases."""

    name: str
    source_language: str
    language: str
    entries: tuple[ExchangePhrase, ...]


class WrongFile(Exception):
    """The file is not one for translators, or is damaged. `line` is the line of the fault, 0 if unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def text_of(inlines: Inlines, *, marked: bool = True) -> str:
    """Writes a phrase as text. A line break is a backslash at the end of a line."""
    if not marked:
        return plain_text(inlines)
    return BREAK.join(markdown_write.write_inlines(line) for line in _lines(inlines))


def inlines_of(text: str, *, marked: bool = True, source: markdown.MarkdownPlace = markdown.SILENT) -> Inlines:
    """Reads a phrase from text. Words not allowed in a content file are reported to `source` and left out, as there."""
    if not marked:
        return tidy((Text(SPACE.sub(" ", text)),))
    inlines: Inlines = ()
    for number, line in enumerate(text.strip().split(BREAK)):
        inlines += ((LineBreak(),) if number else ()) + markdown.parse_inlines(" ".join(line.split()), source)
    return tidy(inlines)


def same_words(first: str, second: str) -> bool:
    """Whether two phrases differ only in white space."""
    return first.split() == second.split()


def entries_of(units: Iterable[Unit]) -> tuple[ExchangePhrase, ...]:
    """Returns the phrases of a document without translations."""
    return tuple(
        ExchangePhrase(
            unit.id, text_of(unit.source, marked=unit.marked), context=unit.context, marked=unit.marked, worded=unit.worded,
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
