"""Removes language marks that repeat the language of the document, as a translation leaves them.

Inside words of another language they are kept, because they show where those words end.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.model.document import Document, Span, Text


def run(document: Document) -> Document:
    """Returns the document without marks of its own language."""
    result: Document = _Marks(document.language).off(document)
    return result


class _Marks:
    def __init__(self, language: str) -> None:
        self.language = language

    def off(self, value: Any) -> Any:
        """Returns a part of a document without the marks; the same object if it has none."""
        if isinstance(value, tuple):
            parts = tuple(map(self.off, value))
            if any(isinstance(part, Span) and part.language == self.language for part in parts):
                return tuple(
                    inline
                    for part in parts
                    for inline in (
                        part.children if isinstance(part, Span) and part.language == self.language else (part,)
                    )
                )
            return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
        if isinstance(value, Text) or (isinstance(value, Span) and value.language != self.language):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            inside = {field.name: getattr(value, field.name) for field in fields(value) if field.name != "place"}
            changed = {name: new for name, old in inside.items() if (new := self.off(old)) is not old}
            return replace(value, **changed) if changed else value
        return value
