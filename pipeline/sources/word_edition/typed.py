"""Reports words typed in a Word edition over or beside words that the program adds, with their place."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from pipeline.model.findings import Finding, warning
from pipeline.model.walk import plain_text
from pipeline.sources.word_edition.lines import NOT_KEPT, EditionLine

RULE = "added-words-changed"
SKIPPED = frozenset(["details", "cover line", "back to contents", "box label"])
"""Styles of paragraphs with only added words."""


def shortened(words: str, width: int = 60) -> str:
    """Shortens a text to whole words, at most `width` characters."""
    return textwrap.shorten(words, width, placeholder=" …")


def typed_findings(lines: Iterable[EditionLine], row: str = "") -> list[Finding]:
    """Returns a warning for each line with words typed over or beside added ones; `row` describes its row."""
    return [finding for line in lines if (finding := _finding(line, row))]


def _finding(line: EditionLine, row: str) -> Finding | None:
    has_content = not line.heading and line.style not in NOT_KEPT
    words = plain_text(line.words) if line.style in SKIPPED else ""
    typed = " … ".join(line.typed)
    if not typed and not words:
        return None
    where = (
        f" in the row {row}"
        if row
        else f" in “{shortened(plain_text(line.words))}”"
        if line.words and has_content
        else ""
    )
    if has_content:
        message = (
            f"“{shortened(typed)}” was typed over or beside words that the program adds{where}; it was read as text"
        )
        return warning(RULE, message, hint="check it in the content file")
    message = f"the program writes this line, so the change was left out{where}: “{shortened(words or line.added)}”"
    return warning(RULE, message, hint="change it in the content file, or in content/site.yaml")
