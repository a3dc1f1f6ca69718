"""What a translation must keep: numbers, the months of dates, the addresses of links, and the marks of notes.

Numbers are compared by their digits alone: "1,000" is "1 000" in Polish, and other scripts have digits of their own. A month may
be a word or a number in the other language; the words come from the Unicode locale data (CLDR) through Babel.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from pipeline.model import dates
from pipeline.model.document import Emphasis, Inlines, Link, NoteRef, Span, Strong
from pipeline.model.walk import leaves, plain_text

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u066b\u066c'’ ]\d{3}(?!\d)|[.,\u066b]\d+)*")
_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{2,4}(?![\d.]*\d)")
_STEM = 3
"""So many letters of a month's name hold through most endings: "października", "październik"."""


def lost(source: Inlines, translation: Inlines, language: str) -> tuple[str, ...]:
    """What a translation has lost or changed, each as words for a person; nothing where all is kept."""
    before, after = plain_text(source), plain_text(translation)
    return (*_numbers(before, after), *_months(before, after, language))


def broken(source: Inlines, translation: Inlines) -> tuple[str, ...]:
    """The links and note marks that are not those of the original: with these, readers would be led astray."""
    return (
        *_differ("address", Counter(_addresses(source)), Counter(_addresses(translation))),
        *_differ("note mark", Counter(_notes(source)), Counter(_notes(translation))),
    )


def _differ(what: str, before: Counter[str], after: Counter[str]) -> tuple[str, ...]:
    gone, new = before - after, after - before
    return (
        *(f"the {what} “{one}” is missing" for one in sorted(gone)),
        *(f"the {what} “{one}” is not in the original" for one in sorted(new)),
    )


def _addresses(inlines: Inlines) -> list[str]:
    texts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Link):
            texts.append(inline.target)
        if isinstance(inline, Link | Strong | Emphasis | Span):
            texts += _addresses(inline.children)
    return texts


def _notes(inlines: Inlines) -> list[str]:
    return [f"[^{leave.key}]" for leave in leaves(inlines) if isinstance(leave, NoteRef)]


def _figures(text: str) -> Counter[str]:
    """The numbers of a text by their digits, in ASCII: "£1,000.50" is 100050."""
    plain = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    plain = _DATE.sub(lambda match: match[0].replace(".", " "), plain)
    return Counter("".join(sign for sign in number if sign.isdigit()) for number in _NUMBER.findall(plain))


def _numbers(before: str, after: str) -> tuple[str, ...]:
    old, new = _figures(before), _figures(after)
    months = {str(span.first.month) for span in dates.spans(before)}
    gone = list((old - new).elements())
    more = [element for element in (new - old).elements() if element.lstrip("0") not in months]
    if not gone and not more:
        return ()
    sides = (("the original", gone), ("the translation", more))
    return (
        "numbers differ: " + "; ".join(f"only {side} has {', '.join(sorted(some))}" for side, some in sides if some),
    )


def _months(before: str, after: str, language: str) -> tuple[str, ...]:
    names = _names(language)
    if not names:
        return ()
    found, folded = [], after.casefold()
    for span in dates.spans(before):
        name = next((word for word in dates.MONTHS if re.search(rf"\b{word[:3]}", span.words, re.IGNORECASE)), "")
        if not name or span.first.month - 1 != dates.MONTHS.index(name):
            continue
        said = any(stem in folded for stem in names[span.first.month - 1])
        if not said and str(span.first.month) not in {number.lstrip("0") for number in _figures(after)}:
            found.append(f"“{span.words}”: {Locale.parse('en').months['format']['wide'][span.first.month]} is missing")
    return tuple(found)


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[tuple[str, ...], ...]:
    """The beginnings of the names of each month in a language, folded; nothing where nobody has recorded them."""
    try:
        months = Locale.parse(language, sep="-").months
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(
        tuple({months[use][width][number].casefold()[: max(_STEM, len(months[use][width][number]) - 3)]
               for use in ("format", "stand-alone") for width in ("wide", "abbreviated")})
        for number in range(1, 13)
    )  # fmt: skip
