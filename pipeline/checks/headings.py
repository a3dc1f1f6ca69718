"""Checks that no heading is empty, and that no two headings in a section are the same (WCAG 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model.document import Section
from pipeline.model.findings import Finding
from pipeline.model.walk import plain_text


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks every heading and band of the document."""
    for phrase in content.phrases:
        if phrase.kind in ("title", "heading", "band") and not phrase.text:
            key = {"title": "title:", "heading": "heading:", "band": "band:"}[phrase.kind]
            yield content.tell("heading-empty", f"this {phrase.kind} has no words", phrase.place, "write one", key)
    yield from _siblings(content, content.document.sections)


def _siblings(content: ContentDocument, sections: tuple[Section, ...]) -> Iterator[Finding]:
    sections_by_heading: dict[str, Section] = {}
    for section in sections:
        words = plain_text(section.heading)
        first = sections_by_heading.setdefault(words.lower().strip(" .:"), section)
        if words and first is not section:
            message = f"the heading “{words}” is already used in line {first.place.line}, in the same section"
            yield content.tell("heading-repeats", message, section.place, "say what is different", words)
        yield from _siblings(content, section.sections)
