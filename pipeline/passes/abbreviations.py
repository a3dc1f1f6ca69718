"""Abbreviations explained in the text where they first stand (WCAG 3.1.4), unless the text explains them itself."""

from __future__ import annotations

import re

from pipeline.model.document import Added, Document, Inline, Inlines, Text
from pipeline.model.walk import canonical, rewrite

_CALLED = (
    r"(?:(?:also|or|hereafter|i\.e\.|the|known as|called|abbreviated (?:to|as)|referred to as|(?:which )?means|stands? for"
    r"|(?:is )?short for)\s)*"
)
# Between an abbreviation and its meaning, in either order: a bracket, a dash, a stroke, "or", "means".
_BETWEEN = (
    rf"[\s\"“”‘’',]{{0,3}}(?:[(\[]|[-–—:,=]\s|\s*/\s*|\b(?=or\s|means\s|stands?\s|is short\s|known as\s)){_CALLED}"
    r"[\s\"“”‘’']{0,2}"
)
# "Human Resources Department (HR)": a word or two that the abbreviation leaves out.
_MORE = r"(?:\s[\w-]+){0,2}?(?=\s[(\[])"


def explained(short: str, long: str, words: str) -> bool:
    """Whether a text explains an abbreviation itself, in either order: "the Duty (PSED)", "PSED (the Duty)", "PSED means …"."""
    spelled = r"\W{1,3}".join(map(_in_number, re.findall(r"\w+", long))) + "(?:['’]s?)?"
    brief = rf"{re.escape(short)}(?:['’]?s)?"
    return any(
        re.search(rf"(?<!\w){first}{_BETWEEN}{second}(?!\w)", words, re.IGNORECASE)
        for first, second in ((rf"{spelled}(?:{_MORE})?", brief), (brief, spelled))
    )


def _in_number(word: str) -> str:
    """A pattern for a word in the singular and in the plural."""
    if word.lower().endswith(("y", "ies")):
        return re.escape(word.removesuffix("y").removesuffix("ies")) + "(?:y|ies)"
    return re.escape(word.removesuffix("s") if len(word) > 3 else word) + "s?"


def run(document: Document) -> Document:
    """The document with " (Public Sector Equality Duty)" added after the first PSED, for each abbreviation it lists."""
    words = " ".join(piece.text for piece in canonical(document))
    meant = {short: _without(short, long) for short, long in document.abbreviations}
    waiting = {short: long for short, long in meant.items() if long and not explained(short, long, words)}
    if not waiting:
        return document
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(s) for s in sorted(waiting, key=len, reverse=True)) + r")(?:['’]?s)?(?!\w)"
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


def _without(short: str, long: str) -> str:
    """What an abbreviation stands for, without the abbreviation itself: "Public Sector Equality Duty (PSED)" names it again."""
    return re.sub(rf"[\s,:–-]*[(\[]?(?<!\w){re.escape(short)}(?!\w)[)\]]?$", "", long.strip()).strip()
