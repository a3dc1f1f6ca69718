"""Abbreviations explained in the text where they first stand (WCAG 3.1.4), unless the text explains them itself."""

from __future__ import annotations

import re

from pipeline.model.document import Added, Document, Inline, Inlines, Text
from pipeline.model.walk import canonical, rewrite


def run(document: Document) -> Document:
    """The document with " (Public Sector Equality Duty)" added after the first PSED, for each abbreviation it lists."""
    words = " ".join(piece.text for piece in canonical(document))
    waiting = {
        short: long
        for short, long in document.abbreviations
        if long and f"{long.lower()} ({short.lower()})" not in words.lower()
    }
    if not waiting:
        return document
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(s) for s in sorted(waiting, key=len, reverse=True)) + r")(?!\w)"
    )

    def explain(inline: Inline) -> Inlines:
        if not isinstance(inline, Text) or not waiting:
            return (inline,)
        result: list[Inline] = []
        rest = inline.text
        while match := pattern.search(rest):
            result.append(Text(rest[: match.end()]))
            rest = rest[match.end() :]
            if long := waiting.pop(match[1], ""):
                result.append(Added(f" ({long})", "expansion"))
        return (*result, Text(rest)) if rest else tuple(result)

    return rewrite(document, explain)
