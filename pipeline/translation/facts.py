"""What a translation must keep: numbers, the months of dates, the addresses of links, and the marks of notes.

Numbers are compared by their value: "1,000" is "1 000" in Polish and "3.5" is "3,5", and other scripts have digits of their own.
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
"""The first letters of a month's name, which most endings leave as they are: "października", "październik"."""


def is_language(tag: str) -> bool:
    """Whether there is a language with the first part of a tag, as Unicode names it."""
    return tag.split("-")[0].lower() in Locale("en").languages


def lost(source: Inlines, translation: Inlines, language: str, original: str = "en-GB") -> tuple[str, ...]:
    """What a translation has lost or changed, each as words for a person; nothing where all is kept.

    `language` is that of the translation, `original` that of the original.
    """
    before, after = plain_text(source), plain_text(translation)
    return (
        *_numbers(_BARE.sub(" ", before), _BARE.sub(" ", after), (original, language)),
        *_months(before, after, language),
        *_marks(source, translation, language),
    )


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


def _all(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, those within others too, in the order of the text."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Link | Strong | Emphasis | Span):
            yield from _all(inline.children)


def _addresses(inlines: Inlines) -> list[str]:
    return [one.target for one in _all(inlines) if isinstance(one, Link)]


def _notes(inlines: Inlines) -> list[str]:
    return [f"[^{leave.key}]" for leave in leaves(inlines) if isinstance(leave, NoteRef)]


def _days(text: str) -> tuple[list[tuple[int, ...]], str]:
    """The dates in figures (day, month, year as they stand), digits of any script, and the text without them."""
    text = quantities.plain(text)
    found = [tuple(int(part) for part in re.split(r"\D", match[0])) for match in _DATE.finditer(text)]
    return found, _DATE.sub(" | ", text)


def _numbers(before: str, after: str, languages: tuple[str, str]) -> Iterator[str]:
    old_days, old = _days(before)
    new_days, new = _days(after)
    for day in list(old_days):
        if same := next((one for one in new_days if _same_day(day, one)), None):
            old_days.remove(day)
            new_days.remove(same)
    turned = [day for day in old_days if any(sorted(day) == sorted(one) for one in new_days)]
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
    """Whether a text has a date in words: its day beside the name of its month."""
    return tuple(day[:2]) in _named_days(text, language)


def _year_in(year: int, text: str) -> int:
    return year + 2000 if year < 100 and str(year + 2000) in text else year


def _moved(before: str, text: str, languages: tuple[str, str]) -> Iterator[str]:
    """Days that stand beside another month than in the original."""
    wanted, found = _named_days(before, languages[0]), _named_days(text, languages[1])
    if len(found) >= len(wanted) > 1:
        for day, month in sorted(wanted - found):
            yield f"“{day} {Locale('en').months['format']['wide'][month]}”: another day stands beside this month"


def _named_days(text: str, language: str) -> set[tuple[int, int]]:
    """(day, month) of the dates of a text whose month is a word."""
    folded, found = text.casefold(), set()
    for month, stems in enumerate(_names(language), 1):
        for match in (match for stem in stems for match in re.finditer(rf"(?<![^\W\d]){re.escape(stem)}", folded)):
            ahead = re.search(r"(?<!\d)(\d{1,2})\.?\s*(?:[^\W\d]{1,3}\s+)?$", folded[: match.start()])
            behind = re.match(r"[^\W\d]*\.?\s*(\d{1,2})(?!\d)", folded[match.end() :])
            found |= {(int(one[1]), month) for one in (ahead, behind) if one}
    return found


def _same_day(day: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two dates in figures are one; the year may stand first, and may be written short."""
    other = other[::-1] if other[0] > _MOST_DAYS else other
    day = day[::-1] if day[0] > _MOST_DAYS else day
    return day[:2] == other[:2] and day[2] % 100 == other[2] % 100


def _marks(source: Inlines, translation: Inlines, language: str) -> tuple[str, ...]:
    """Bold and marked words, the order of links, and addresses that stand as text."""
    found = []
    if _standing_out(source) > _standing_out(translation):
        found.append("words that stand out in the original do not stand out here")
    base = language.split("-")[0]
    old, new = (Counter(_languages(one)) for one in (source, translation))
    found += [f"no words are marked as “{one}” any more" for one in old - new if one.split("-")[0] != base]
    addresses, others = _addresses(source), _addresses(translation)
    if addresses != others and sorted(addresses) == sorted(others):
        found.append("the links stand in another order")
    before, after = (Counter(_BARE.findall(plain_text(one))) for one in (source, translation))
    found += [f"the address “{one}” is missing" for one in before - after]
    return tuple(found)


def _standing_out(inlines: Inlines) -> int:
    return sum(isinstance(one, Strong | Emphasis) for one in _all(inlines))


def _languages(inlines: Inlines) -> list[str]:
    return [one.language for one in _all(inlines) if isinstance(one, Span)]


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
        if not said and str(span.first.month) not in _plain_figures(after):
            found.append(f"“{span.words}”: {Locale.parse('en').months['format']['wide'][span.first.month]} is missing")
    return tuple(found)


def _plain_figures(text: str) -> set[str]:
    days, rest = _days(text)
    return {number.lstrip("0") for number in re.findall(r"\d+", rest)} | {str(part) for day in days for part in day}


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
