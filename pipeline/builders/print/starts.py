"""With which words each page begins: those of the first line of the first block that starts on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from pipeline.editions.print_pages import LEAST_LETTERS, letters


def starts(document: Any) -> tuple[str, ...]:
    """The words by page; "" for a page on which no block starts."""
    seen: set[int] = set()
    return tuple(_first(page, seen) for page in document.pages)


def _first(page: Any, seen: set[int]) -> str:
    """The first words that can be looked for: a mark or a label such as “•” or “E2” gives way to those that follow it."""
    first, label = "", None
    for line in _lines(page._page_box):
        begins = id(line.element) not in seen or line.element is label
        seen.add(id(line.element))
        if begins and len(letters(first)) < LEAST_LETTERS:
            label = line.element
            first = "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)).strip()
    return first


def _lines(box: Any) -> Iterator[Any]:
    """The lines of a page in reading order, without its margins."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox):
            continue
        if isinstance(child, boxes.LineBox):
            yield child
        else:
            yield from _lines(child)
