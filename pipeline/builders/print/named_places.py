"""Named places that the engine puts elsewhere than where their words begin.

Where the first words of a table do not fit on the rest of a page, the engine moves them and may leave an empty box behind, with
the place that links lead to. The place of a table with a caption stands below the caption, however long that is.
"""

from __future__ import annotations

from typing import Any

from pipeline.builders.print.fullness import lines_of

FURTHER = 3
"""Pages on which the words of an empty box are looked for."""


def follow_words(document: Any) -> None:
    """Move each named place that is on a page before its first words, or below them, to these words."""
    starts = [_starts(page) for page in document.pages]
    for number, page in enumerate(document.pages):
        for name in list(page.anchors):
            if name in starts[number]:
                if page.anchors[name][1] > starts[number][name][1]:
                    page.anchors[name] = starts[number][name]
                continue
            for later in range(number + 1, min(number + 1 + FURTHER, len(starts))):
                if name in starts[later]:
                    document.pages[later].anchors[name] = starts[later][name]
                    del page.anchors[name]
                    break


def _starts(page: Any) -> dict[str, tuple[float, float, float, float]]:
    """The boxes of the first lines of the elements that have an id and words on a page."""
    found: dict[str, tuple[float, float, float, float]] = {}
    for line in lines_of(page):
        for element in line.path:
            if name := element.get("id"):
                found.setdefault(name, line.box)
    return found
