"""Compares the facts of a phrase with its translation: numbers, months of dates, link addresses and note marks.

Numbers are compared by value, because "1,000" is "1 000" in Polish, "3.5" is "3,5", and scripts have their own digits.
A month may be a word or a number in the other language; the words come from the Unicode locale data (CLDR) through Babel.
Currencies, per cent, units, bold words and the order of links are compared too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from pipeline.model import dates
from pipeline.model.document import Emphasis, Inline, Inlines, Link, NoteRef, Span, Strong
from pipeline.model.walk import leaves, plain_text
from pipeline.translation import quantities

_DATE = re.compile(r"(?<![\d./-])(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([./-])\d{1,2}\2\d{1,2})(?![./-]?\d)")
_MOST_DAYS = 31
_BARE = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?://|www\.)[^\s<>()]*[\w/]")
_STEM = 3
"""The number of first letters of a month's name that endings rarely change: "października", "październik"."""


def is_language(tag: str) -> bool:
    """Whether Unicode names a language with the first part of a tag."""
    return tag.split("-")[0].lower() in Locale("en").languages


def lost(source: Inlines, translation: Inlines, language: str, original: str = "en-GB") -> tuple[str, ...]:
    """Returns what a translation has lost or changed, each as words for a person.

    `language` is the language of the translation, `original` that of the original.
    """
    before, after = plain_text(source), plain_text(translation)
    return (
        *_numbers(_BARE.sub(" ", before), _BARE.sub(" ", after), (original, language)),
        *_months(before, after, language),
        *_marks(source, translation, language),
    )


def broken(source: Inlines, translation: Inlines) -> tuple[str, ...]:
    """Returns the links and note marks that differ from the original, which would mislead readers, as words for a person."""
    return (
        *_differ("address", Counter(_addresses(source)), Counter(_addresses(translation))),
        *_differ("note mark", Counter(_notes(source)), Counter(_notes(translation))),
    )


def _differ(kind: str, before: Counter[str], after: Counter[str]) -> tuple[str, ...]:
    gone, new = before - after, after - before
    return (
        *(f"the {kind} “{text}” is missing" for text in sorted(gone)),
        *(f"the {kind} “{text}” is not in the original" for text in sorted(new)),
    )


def _all(inlines: Inlines) -> Iterator[Inline]:
    """Yields every inline at any depth, in the order of the text."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Link | Strong | Emphasis | Span):
            yield from _all(inline.children)


def _addresses(inlines: Inlines) -> list[str]:
    return [inline.target for inline in _all(inlines) if isinstance(inline, Link)]


def _notes(inlines: Inlines) -> list[str]:
    return [f"[^{inline.key}]" for inline in leaves(inlines) if isinstance(inline, NoteRef)]


def _days(text: str) -> tuple[list[tuple[int, ...]], str]:
    """Returns the dates in figures, in any script, as written (day, month, year), and the text without them."""
    text = quantities.plain(text)
    days = [tuple(int(part) for part in re.split(r"\D", match[0])) for match in _DATE.finditer(text)]
    return days, _DATE.sub(" | ", text)


def _numbers(before: str, after: str, languages: tuple[str, str]) -> Iterator[str]:
    old_days, old = _days(before)
    new_days, new = _days(after)
    for day in list(old_days):
        if same := next((other for other in new_days if _same_day(day, other)), None):
            old_days.remove(day)
            new_days.remove(same)
    turned = [day for day in old_days if any(sorted(day) == sorted(other) for other in new_days)]
    if turned:
        yield from (f"day and month of “{'/'.join(map(str, day))}” have changed places" for day in turned)
        return
    named = [day for day in old_days if _named(day, new, languages[1])]  # “31/3/26” may be “31 marca 2026”
    old += "".join(f" | {day[0]} | {_year_in(day[2], new)}" for day in named)
    old += "".join(f" | {part}" for day in old_days if day not in named for part in day)
    new += "".join(f" | {part}" for day in new_days for part in day)
    months = frozenset(span.first.month for span in dates.spans(before))
    yield from quantities.differing(old, new, languages, ignored=months)
    yield from _moved(before, new, languages)


def _named(day: tuple[int, ...], text: str, language: str) -> bool:
    """Whether a text has the date in words: its day beside the name of its month."""
    return tuple(day[:2]) in _named_days(text, language)


def _year_in(year: int, text: str) -> int:
    return year + 2000 if year < 100 and str(year + 2000) in text else year


def _moved(before: str, text: str, languages: tuple[str, str]) -> Iterator[str]:
    """Reports days that are beside another month than in the original."""
    wanted, named = _named_days(before, languages[0]), _named_days(text, languages[1])
    if len(named) >= len(wanted) > 1:
        for day, month in sorted(wanted - named):
            yield f"“{day} {Locale('en').months['format']['wide'][month]}”: this month has another day in the translation"


def _named_days(text: str, language: str) -> set[tuple[int, int]]:
    """Returns (day, month) of the dates whose month is a word."""
    folded, days = text.casefold(), set()
    for month, stems in enumerate(_names(language), 1):
        for match in (match for stem in stems for match in re.finditer(rf"(?<![^\W\d]){re.escape(stem)}", folded)):
            ahead = re.search(r"(?<!\d)(\d{1,2})\.?\s*(?:[^\W\d]{1,3}\s+)?$", folded[: match.start()])
            behind = re.match(r"[^\W\d]*\.?\s*(\d{1,2})(?!\d)", folded[match.end() :])
            days |= {(int(beside[1]), month) for beside in (ahead, behind) if beside}
    return days


def _same_day(day: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two dates in figures are the same; the year may come first, and may have two digits."""
    other = other[::-1] if other[0] > _MOST_DAYS else other
    day = day[::-1] if day[0] > _MOST_DAYS else day
    return day[:2] == other[:2] and day[2] % 100 == other[2] % 100


def _marks(source: Inlines, translation: Inlines, language: str) -> tuple[str, ...]:
    """Reports lost emphasis and language marks, links in another order, and lost addresses in the text."""
    reasons = []
    if _emphasised(source) > _emphasised(translation):
        reasons.append("bold or italic words of the original are plain here")
    base = language.split("-")[0]
    old, new = (
        Counter(inline.language for inline in _all(inlines) if isinstance(inline, Span))
        for inlines in (source, translation)
    )
    reasons += [
        f"words marked as “{tag}” in the original are no longer marked"
        for tag in old - new
        if tag.split("-")[0] != base
    ]
    addresses, translated = _addresses(source), _addresses(translation)
    if addresses != translated and sorted(addresses) == sorted(translated):
        reasons.append("the links are in another order")
    before, after = (Counter(_BARE.findall(plain_text(inlines))) for inlines in (source, translation))
    reasons += [f"the address “{address}” is missing" for address in before - after]
    return tuple(reasons)


def _emphasised(inlines: Inlines) -> int:
    return sum(isinstance(inline, Strong | Emphasis) for inline in _all(inlines))


def _months(before: str, after: str, language: str) -> tuple[str, ...]:
    names = _names(language)
    if not names:
        return ()
    reasons, folded = [], after.casefold()
    for span in dates.spans(before):
        name = next((word for word in dates.MONTHS if re.search(rf"\b{word[:3]}", span.words, re.IGNORECASE)), "")
        if not name or span.first.month - 1 != dates.MONTHS.index(name):
            continue
        has_name = any(stem in folded for stem in names[span.first.month - 1])
        if not has_name and str(span.first.month) not in _plain_figures(after):
            reasons.append(
                f"“{span.words}”: {Locale.parse('en').months['format']['wide'][span.first.month]} is missing"
            )
    return tuple(reasons)


def _plain_figures(text: str) -> set[str]:
    days, remaining = _days(text)
    return {number.lstrip("0") for number in re.findall(r"\d+", remaining)} | {
        str(part) for day in days for part in day
    }


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[tuple[str, ...], ...]:
    """The stems of the names of each month in a language, case-folded; empty if Unicode has none."""
    try:
        months = Locale.parse(language, sep="-").months
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(
        tuple({months[use][width][number].casefold()[: max(_STEM, len(months[use][width][number]) - 3)]
               for use in ("format", "stand-alone") for width in ("wide", "abbreviated")})
        for number in range(1, 13)
    )  # fmt: skip
