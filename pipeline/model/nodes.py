"""Finds the nodes of one type in any part of a document, such as note references or spans in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pipeline.model.document import Added, Inline, Inlines, NoteRef, Span
from pipeline.model.walk import plain_text

Node = TypeVar("Node")


def noted(value: object) -> Iterator[str]:
    """Yields the keys of the note references in a part of a document, at any depth, in reading order."""
    for mark in nodes(value, NoteRef):
        yield mark.key


def nodes(value: object, kind: type[Node]) -> Iterator[Node]:
    """Yields the nodes of a type at any depth, in reading order. It does not look inside a node that it yields."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from nodes(part, kind)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "place":
                yield from nodes(getattr(value, field.name), kind)


def in_languages(added: Iterable[Added], source: object) -> Inlines:
    """Marks the languages in added words that repeat words of `source`, as they are marked there."""
    marks = {plain_text(span.children): span.language for span in nodes(source, Span)}
    forms = "|".join(sorted((re.escape(text) for text in marks if text), key=len, reverse=True))
    if not forms:
        return tuple(added)
    result: list[Inline] = []
    for words in added:
        for number, text in enumerate(re.split(rf"(?<!\w)({forms})(?!\w)", words.text)):
            part = replace(words, text=text)
            if text:
                result.append(Span(marks[text], (part,)) if number % 2 else part)
    return tuple(result)
