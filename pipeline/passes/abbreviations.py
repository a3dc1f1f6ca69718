"""Adds the meaning of each abbreviation after its first use (WCAG 3.1.4), unless the text explains it."""

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
# Up to two words that the abbreviation leaves out, as in "Human Resources Department (HR)".
_MORE = r"(?:\s[\w-]+){0,2}?(?=\s[(\[])"


def explained(abbreviation: str, meaning: str, words: str) -> bool:
    """Whether a text explains an abbreviation, in either order: "the Duty (PSED)", "PSED (the Duty)", "PSED means …"."""
    spelled = r"\W{1,3}".join(map(_in_number, re.findall(r"\w+", meaning))) + "(?:['’]s?)?"
    brief = rf"{re.escape(abbreviation)}(?:['’]?s)?"
    return any(
        re.search(rf"(?<!\w){opening}{_BETWEEN}{second}(?!\w)", words, re.IGNORECASE)
        for opening, second in ((rf"{spelled}(?:{_MORE})?", brief), (brief, spelled))
    )


def _in_number(word: str) -> str:
    """A pattern for a word in the singular and in the plural."""
    if word.lower().endswith(("y", "ies")):
        return re.escape(word.removesuffix("y").removesuffix("ies")) + "(?:y|ies)"
    return re.escape(word.removesuffix("s") if len(word) > 3 else word) + "s?"


def run(document: Document) -> Document:
    """The document with " (Public Sector Equality Duty)" added after the first PSED, for each abbreviation it lists."""
    words = " ".join(piece.text for piece in canonical(document))
    meant = {abbreviation: _without(abbreviation, meaning) for abbreviation, meaning in document.abbreviations}
    waiting = {
        abbreviation: meaning
        for abbreviation, meaning in meant.items()
        if meaning and not explained(abbreviation, meaning, words)
    }
    if not waiting:
        return document
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(s) for s in sorted(waiting, key=len, reverse=True)) + r")(?:['’]?s)?(?!\w)"
    )

    def explain(inline: Inline) -> Inlines:
        if not isinstance(inline, Text) or not waiting:
            return (inline,)
        result: list[Inline] = []
        text = inline.text
        while match := pattern.search(text):
            result.append(Text(text[: match.end()]))
            text = text[match.end() :]
            if meaning := waiting.pop(match[1], ""):
                result.append(Added(f" ({meaning})", "expansion"))
        return (*result, Text(text)) if text else tuple(result)

    return rewrite(document, explain)


def _without(abbreviation: str, meaning: str) -> str:
    """The meaning without the abbreviation at its end, as in "Public Sector Equality Duty (PSED)"."""
    return re.sub(rf"[\s,:–-]*[(\[]?(?<!\w){re.escape(abbreviation)}(?!\w)[)\]]?$", "", meaning.strip()).strip()
