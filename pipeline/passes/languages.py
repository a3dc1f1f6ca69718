"""Words that are marked with the language of the text itself, as after a translation: the mark says nothing and is taken off.

Inside words of another language it stays: it says where they end.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.model.document import Document, Span, Text


def run(document: Document) -> Document:
    """The document without marks of its own language."""
    made: Document = _Marks(document.language).off(document)
    return made


class _Marks:
    def __init__(self, language: str) -> None:
        self.language = language

    def off(self, value: Any) -> Any:
        """A part of a document, the very same where nothing in it is marked."""
        if isinstance(value, tuple):
            parts = tuple(map(self.off, value))
            if any(isinstance(part, Span) and part.language == self.language for part in parts):
                return tuple(
                    one
                    for part in parts
                    for one in (part.children if isinstance(part, Span) and part.language == self.language else (part,))
                )
            return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
        if isinstance(value, Text) or (isinstance(value, Span) and value.language != self.language):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            inside = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "place"}
            changed = {name: new for name, old in inside.items() if (new := self.off(old)) is not old}
            return replace(value, **changed) if changed else value
        return value
