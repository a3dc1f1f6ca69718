"""What someone typed in a Word edition over or beside words that the program adds: told with the words and the place."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from pipeline.model.findings import Finding, warning
from pipeline.model.walk import plain_text
from pipeline.sources.word_edition.lines import NOT_KEPT, EditionLine

RULE = "added-words-changed"
SKIPPED = frozenset(["details", "cover line", "back to contents", "box label"])
"""Styles of paragraphs that hold added words only."""


def shortened(words: str, width: int = 60) -> str:
    """The first words of a text, at most `width` letters of them."""
    return textwrap.shorten(words, width, placeholder=" …")


def told(lines: Iterable[EditionLine], row: str = "") -> list[Finding]:
    """A warning for each line in which someone typed over or beside added words; `row` names the row that it stands in."""
    return [finding for line in lines if (finding := _told(line, row))]


def _told(line: EditionLine, row: str) -> Finding | None:
    kept = not line.heading and line.style not in NOT_KEPT
    words = plain_text(line.words) if line.style in SKIPPED else ""
    typed = " … ".join(line.typed)
    if not typed and not words:
        return None
    where = f" in the row {row}" if row else f" in “{shortened(plain_text(line.words))}”" if line.words and kept else ""
    if kept:
        message = (
            f"“{shortened(typed)}” was typed over or beside words that the program adds{where}; it was taken as text"
        )
        return warning(RULE, message, hint="check it in the content file")
    message = f"the program writes this line, so a change of it was left out{where}: “{shortened(words or line.added)}”"
    return warning(RULE, message, hint="change it in the content file, or in content/site.yaml")
