"""What a translation must keep: numbers, the months of dates, the addresses of links, and the marks of notes.

Numbers are compared by their value: "1,000" is "1 000" in Polish and "3.5" is "3,5", and other scripts have digits of their own.
A month may be a word or a number in the other language; the words come from the Unicode locale data (CLDR) through Babel.
Currencies, per cent, units, bold words and the order of links are compared too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from pipeline.model import dates
from pipeline.model.document import Emphasis, Inlines, Link, NoteRef, Span, Strong
from pipeline.model.walk import leaves, plain_text

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u066b\u066c'’ ]\d{3}(?!\d))*(?:[.,\u066b]\d+)?")
_DATE = re.compile(r"(?<![\d./-])(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([./-])\d{1,2}\2\d{1,2})(?![./-]?\d)")
_MOST_DAYS = 31
_AFTERNOON = re.compile(r"\d\s?p\.?m\b", re.IGNORECASE)
_PER_CENT = re.compile(
    r"[%٪％]|\bper cent\b|pro[cs][eh]?nt|proc\.|y cant|protsent|процент|відсот|sadalik|százalék|por ?ciento|por cento|per cento|"
    r"pour cent|phần trăm|yüzde|بالمئة|بالمائة|في المئة|في المائة|فیصد|درصد|প্রতিশত|শতাংশ|ਪ੍ਰਤੀਸ਼ਤ|टक्के|प्रतिशत|ટકા|சதவீத|百分",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"([€$¥₹₺₴₽₦]|\bzł|\b(?:PLN|EUR|USD|RON|UAH|lei|euro)\b)", re.IGNORECASE)
_UNIT = re.compile(r"\d\s?((?:[kKMG]?Wh?|[kcm]?m[²³23]?|[km]?g|ha|[KMG]B|m?l|mph|km/h|°[CF]))(?![\w/])")
_HALF = re.compile(r"\d\s?([ap])\.?m\b", re.IGNORECASE)
_BARE = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?://|www\.)[^\s<>()]*[\w/]")
_STEM = 3
"""So many letters of a month's name hold through most endings: "października", "październik"."""


def is_language(tag: str) -> bool:
    """Whether there is a language with the first part of a tag, as Unicode names it."""
    return tag.split("-")[0].lower() in Locale("en").languages


def lost(source: Inlines, translation: Inlines, language: str) -> tuple[str, ...]:
    """What a translation has lost or changed, each as words for a person; nothing where all is kept."""
    before, after = plain_text(source), plain_text(translation)
    return (
        *_numbers(before, after),
        *_months(before, after, language),
        *_measures(before, after),
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


@dataclass(frozen=True)
class _Number:
    """A number as written, with the values that it can have: "1.234" is 1234 or 1.234, depending on the language."""

    written: str
    values: frozenset[Decimal]


def _found(text: str) -> tuple[list[tuple[int, ...]], list[_Number]]:
    """The dates in figures (day, month, year as they stand) and the other numbers of a text, digits of any script."""
    plain = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    days = [tuple(int(part) for part in re.split(r"\D", match[0])) for match in _DATE.finditer(plain)]
    rest = _DATE.sub(" ", plain)
    return days, [_Number(match[0], _values(match[0])) for match in _NUMBER.finditer(rest)]


def _values(written: str) -> frozenset[Decimal]:
    parts = re.split(r"\D", written)
    whole = Decimal("".join(parts))
    if len(parts) == 1:
        return frozenset([whole])
    marks = re.findall(r"\D", written)
    decimal = Decimal("".join(parts[:-1]) + "." + parts[-1])
    grouped = all(len(part) == 3 for part in parts[1:]) and len(set(marks)) == 1
    if grouped and len(parts) > 2:
        return frozenset([whole])
    return frozenset([whole, decimal]) if grouped else frozenset([decimal])


def _numbers(before: str, after: str) -> tuple[str, ...]:
    old_days, old = _found(before)
    new_days, new = _found(after)
    for day in list(old_days):
        if same := next((one for one in new_days if _same_day(day, one)), None):
            old_days.remove(day)
            new_days.remove(same)
    turned = [day for day in old_days if any(sorted(day) == sorted(one) for one in new_days)]
    if turned:
        return tuple(f"day and month of “{'/'.join(map(str, day))}” have changed places" for day in turned)
    old += [_Number(str(part), frozenset([Decimal(part)])) for day in old_days for part in day]
    new += [_Number(str(part), frozenset([Decimal(part)])) for day in new_days for part in day]
    months = {Decimal(span.first.month) for span in dates.spans(before)}
    in_words = {Decimal(day[1]) for day in old_days}  # “31/3/26” may be “31 marca 26”
    gone, more = [], list(new)
    for number in old:
        shown = number.values | ({value + 12 for value in number.values} if _AFTERNOON.search(before) else set())
        same_number = next((one for one in more if one.values & shown), None)
        if same_number:
            more.remove(same_number)
        elif not number.values & in_words:
            gone.append(number.written)
    extra = [one.written for one in more if not one.values & months]
    if not gone and not extra:
        return ()
    sides = (("the original", gone), ("the translation", extra))
    return (
        "numbers differ: " + "; ".join(f"only {side} has {', '.join(sorted(some))}" for side, some in sides if some),
    )


def _same_day(day: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two dates in figures are one; the year may stand first, and may be written short."""
    other = other[::-1] if other[0] > _MOST_DAYS else other
    day = day[::-1] if day[0] > _MOST_DAYS else day
    return day[:2] == other[:2] and day[2] % 100 == other[2] % 100


def _measures(before: str, after: str) -> tuple[str, ...]:
    """Currencies, per cent, units and halves of the day that are others than those of the original."""
    found = []
    if _PER_CENT.search(before) and not _PER_CENT.search(after):
        found.append("the per cent sign is missing")
    for what, pattern in (("currency", _CURRENCY), ("unit", _UNIT), ("half of the day", _HALF)):
        old, new = (Counter(match[1].casefold() for match in pattern.finditer(text)) for text in (before, after))
        found += [
            f"the {what} “{one}” is not in the original" for one in sorted(set(new) - set(old)) if old or what != "unit"
        ]
    return tuple(found)


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
    inside = (one.children for one in inlines if isinstance(one, Link | Strong | Emphasis | Span))
    return sum(isinstance(one, Strong | Emphasis) for one in inlines) + sum(map(_standing_out, inside))


def _languages(inlines: Inlines) -> list[str]:
    found: list[str] = []
    for inline in inlines:
        if isinstance(inline, Span):
            found.append(inline.language)
        if isinstance(inline, Link | Strong | Emphasis | Span):
            found += _languages(inline.children)
    return found


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
    days, numbers = _found(text)
    return {str(value) for one in numbers for value in one.values} | {str(part) for day in days for part in day}


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
