"""Abbreviations: explained in the list or in the text (WCAG 3.1.4), and none explained that does not occur."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.words import in_capitals
from pipeline.kinds.ratings import is_colour
from pipeline.kinds.timing import timing
from pipeline.library.library import ContentDocument, LibraryPhrase
from pipeline.library.neighbours import Neighbours
from pipeline.model.findings import Finding
from pipeline.sources.pdf.text.lexicon import commonness

# Better known than what they stand for, in any council's documents.
_KNOWN = "UK EU USA BBC PDF HTML TV DVD CD ID AM PM OK COVID GP MP MPs BC AD PO SMS URL ISO NHS"
KNOWN = frozenset(_KNOWN.split())
_SHORT = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]{0,3}(?![\w@])\+?")
_LATER = re.compile(
    r"(?:t\.?b\.?[acd]\.?|to be (?:added|agreed|checked|confirmed|explained)|unknown|xx+|n/?a|todo)", re.IGNORECASE
)
LONGEST_DATE = 40
"""Characters of the date of an action."""
LONG_WORD = 6
"""A word of the dictionary with so many letters is only written in capitals: "EUROPEAN", but not "SEND"."""
_ROMAN = re.compile(r"[IVXLC]+")


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Every abbreviation of the document where it first stands."""
    listed = {short.lower() for short, _ in content.document.abbreviations}
    whole = " ".join(phrase.text for phrase in content.phrases)
    running = " ".join(phrase.text for phrase in content.phrases if phrase.kind == "text")
    seen: set[str] = set()
    for phrase in content.phrases:
        for match in _SHORT.finditer(phrase.text):
            short = match[0].removesuffix("s") if match[0][-1] == "s" and match[0][:-1].isupper() else match[0]
            if (
                short in seen
                or short.lower() in listed
                or not is_abbreviation(short.rstrip("+"))
                or _no_date(phrase, short)
            ):
                continue
            seen.add(short)
            if not _explained(short, whole) and not _in_capitals(phrase.text, match.start()):
                hint = f"add {short}: with its full words under abbreviations:"
                yield content.tell("abbreviation", f"“{short}” is not explained", phrase.place, hint, match[0])
    for short, long in content.document.abbreviations:
        if not re.search(r"\w", long) or long.strip().lower() == short.lower() or _LATER.fullmatch(long.strip()):
            hint = "write its full words, or delete the line"
            yield content.tell("abbreviation", f"“{short}” has no meaning", content.document.place, hint, f"{short}:")
        if not re.search(_standing(short), whole):
            message, hint = f"“{short}” is explained and does not occur", "delete it, or correct it"
            yield content.tell("abbreviation-unused", message, content.document.place, hint, f"{short}:")
        elif not re.search(_standing(short), running) and not re.search(re.escape(long), whole, re.IGNORECASE):
            message = f"“{short}” occurs only in headings, labels or notes, where its full words are not added"
            hint = "write it out in one of them, or use it in the text"
            yield content.tell("abbreviation", message, content.document.place, hint, f"{short}:")


def _standing(short: str) -> str:
    return rf"(?<!\w){re.escape(short)}s?(?!\w)"


def _no_date(phrase: LibraryPhrase, short: str) -> bool:
    """Whether it stands for a date that nobody has named yet: "TBC" in a cell of dates."""
    return len(phrase.text) <= LONGEST_DATE and timing(short) is not None


def is_abbreviation(word: str) -> bool:
    """Whether a word is one: capitals, perhaps with small letters between, no number in Roman figures and no rating."""
    if len(word) >= LONG_WORD and commonness(word.lower()):
        return False
    if word in KNOWN or _ROMAN.fullmatch(word) or (len(word) > 1 and is_colour(word)):
        return False
    return word.isupper() or sum(sign.isupper() for sign in word) * 2 >= len(word)


def _explained(short: str, whole: str) -> bool:
    """Whether the text explains it itself: "Public Sector Equality Duty (PSED)", or "PSED (Public …)"."""
    return re.search(rf"\w \({re.escape(short)}s?\)|(?<!\w){re.escape(short)}s? \([A-Z]?[a-z]", whole) is not None


def _in_capitals(text: str, start: int) -> bool:
    """Whether it stands in a passage of capitals, which is another fault."""
    return any(match.start() <= start < match.end() for match in in_capitals(text))
