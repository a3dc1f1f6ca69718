"""Checks that each abbreviation is explained in the list or in the text (WCAG 3.1.4), and that each explained one occurs."""

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

# Abbreviations that are better known than their meanings.
_KNOWN = "UK EU USA BBC PDF HTML TV DVD CD ID AM PM OK COVID GP MP MPs BC AD PO SMS URL ISO NHS"
KNOWN = frozenset(_KNOWN.split())
_SHORT = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]{0,3}(?![\w@])\+?")
_LATER = re.compile(
    r"(?:t\.?b\.?[acd]\.?|to be (?:added|agreed|checked|confirmed|explained)|unknown|xx+|n/?a|todo)", re.IGNORECASE
)
LONGEST_DATE = 40
"""Characters of the date of an action."""
LONG_WORD = 6
"""A dictionary word of at least so many letters is not an abbreviation but a word in capitals: "EUROPEAN", not "SEND"."""
_AFTER_WORDS = re.compile(r"(?<=\w )\((\w+\+?s?)\)")
_BEFORE_WORDS = re.compile(r"(?<!\w)(\w+\+?s?) \([A-Z]?[a-z]")
_ROMAN = re.compile(r"[IVXLC]+")


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks every abbreviation of the document at its first use, and every entry of its list."""
    all_text = " ".join(phrase.text for phrase in content.phrases)
    yield from _check_text(content, all_text)
    yield from _check_list(content, all_text)


def _check_text(content: ContentDocument, all_text: str) -> Iterator[Finding]:
    listed = {abbreviation.lower() for abbreviation, _ in content.document.abbreviations}
    explained = _explained(all_text)
    seen_before: set[str] = set()
    for phrase in content.phrases:
        capitals = [
            range(*match.span()) for match in in_capitals(phrase.text)
        ]  # passages that have a rule of their own
        for match in _SHORT.finditer(phrase.text):
            abbreviation = match[0].removesuffix("s") if match[0][-1] == "s" and match[0][:-1].isupper() else match[0]
            if (
                abbreviation in seen_before
                or abbreviation.lower() in listed
                or not is_abbreviation(abbreviation.rstrip("+"))
                or _no_date(phrase, abbreviation)
            ):
                continue
            seen_before.add(abbreviation)
            if abbreviation not in explained and not any(match.start() in passage for passage in capitals):
                hint = f"add {abbreviation}: with its full words under abbreviations:"
                yield content.tell("abbreviation", f"“{abbreviation}” is not explained", phrase.place, hint, match[0])


def _check_list(content: ContentDocument, all_text: str) -> Iterator[Finding]:
    running_text = " ".join(phrase.text for phrase in content.phrases if phrase.kind == "text")
    for abbreviation, meaning in content.document.abbreviations:
        if (
            not re.search(r"\w", meaning)
            or meaning.strip().lower() == abbreviation.lower()
            or _LATER.fullmatch(meaning.strip())
        ):
            hint = "write its full words, or delete the line"
            yield content.tell(
                "abbreviation", f"“{abbreviation}” has no meaning", content.document.place, hint, f"{abbreviation}:"
            )
        if not re.search(_as_word(abbreviation), all_text):
            message, hint = f"“{abbreviation}” is explained but does not occur", "delete it, or correct it"
            yield content.tell("abbreviation-unused", message, content.document.place, hint, f"{abbreviation}:")
        elif not re.search(_as_word(abbreviation), running_text) and not re.search(
            re.escape(meaning), all_text, re.IGNORECASE
        ):
            message = f"“{abbreviation}” occurs only in headings, labels or notes, where its full words are not added"
            hint = "write it out in one of them, or use it in the text"
            yield content.tell("abbreviation", message, content.document.place, hint, f"{abbreviation}:")


def _as_word(abbreviation: str) -> str:
    return rf"(?<!\w){re.escape(abbreviation)}s?(?!\w)"


def _no_date(phrase: LibraryPhrase, abbreviation: str) -> bool:
    """Whether it means that a date is not known yet: "TBC" in a cell of dates."""
    return len(phrase.text) <= LONGEST_DATE and timing(abbreviation) is not None


def is_abbreviation(word: str) -> bool:
    """Whether a word is an abbreviation: at least half capitals, and not a Roman numeral or a rating."""
    if len(word) >= LONG_WORD and commonness(word.lower()):
        return False
    if word in KNOWN or _ROMAN.fullmatch(word) or (len(word) > 1 and is_colour(word)):
        return False
    return word.isupper() or sum(sign.isupper() for sign in word) * 2 >= len(word)


def _explained(text: str) -> set[str]:
    """Returns the words that the text explains: "Public Sector Equality Duty (PSED)", or "PSED (Public …)"."""
    words = (*_AFTER_WORDS.findall(text), *_BEFORE_WORDS.findall(text))
    return {form for word in words for form in (word, word.removesuffix("s"))}
