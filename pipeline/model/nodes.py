"""The nodes of one kind in a part of a document, whatever it is: marks of notes, words with a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pipeline.model.document import Added, Inline, Inlines, NoteRef, Span
from pipeline.model.walk import plain_text

Node = TypeVar("Node")


def noted(value: object) -> Iterator[str]:
    """The keys of the marks of notes in a part of a document, at any depth, in reading order."""
    for mark in nodes(value, NoteRef):
        yield mark.key


def nodes(value: object, kind: type[Node]) -> Iterator[Node]:
    """The nodes of a kind in a part of a document, at any depth, in reading order; what stands in one of them is left out."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from nodes(part, kind)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name != "place":
                yield from nodes(getattr(value, one.name), kind)


def in_languages(added: Iterable[Added], source: object) -> Inlines:
    """Added words that repeat words of a part of a document, with the languages that those are marked with there."""
    marks = {plain_text(span.children): span.language for span in nodes(source, Span)}
    forms = "|".join(sorted((re.escape(text) for text in marks if text), key=len, reverse=True))
    if not forms:
        return tuple(added)
    made: list[Inline] = []
    for words in added:
        for number, text in enumerate(re.split(rf"(?<!\w)({forms})(?!\w)", words.text)):
            part = replace(words, text=text)
            if text:
                made.append(Span(marks[text], (part,)) if number % 2 else part)
    return tuple(made)
