"""Reads dates as people write them: "12 October 2021", "Review by March 2018", "Autumn 2019", "31/03/2020".

`spans` gives the days that the words of a text mean, and `faults` the words that look like a date but cannot be one.
"""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
# First and last month of each; winter runs into the next year.
SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14), "easter": (3, 4), "christmas": (12, 12),
}  # fmt: skip
EARLIEST, LATEST = 1900, 2199
_MONTH = r"(?P<month>[A-Za-z]{3,12})\.?"
_YEAR = r"(?P<year>(?:19|20|21)\d{2})"
_FORMS = tuple(
    re.compile(rf"(?<![\w/-])(?<!\d\.){form}(?![\w/-])", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})-(?P<number>0?[1-9]|1[0-2])",
        r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?:Q|quarter\s*)(?P<quarter>[1-4]),?\s+(?:of\s+)?{_YEAR}(?P<financial>[/–-]\d{{2}}(?:\d{{2}})?)?",
        rf"(?:(?:{'|'.join(SEASONS)})\s*[/–-]\s*)?(?P<season>{'|'.join(SEASONS)})(?:\s+term)?,?"
        rf"\s+(?:of\s+)?{_YEAR}(?:[/–-]\d{{2}}(?:\d{{2}})?)?",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}(?:[/–-]|\s+to\s+)(?P<until>\d{{4}}|\d{{2}})",
        _YEAR,
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}",
    )
)
_NTH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": 4}
# Dates of plans that would be something else in running text, such as "12/24" and "May 24".
_SHORT = r"(?P<short>1[5-9]|[2-4]\d)"
_IN_PLANS = tuple(
    re.compile(rf"(?<![\w/-]){form}(?![\w/-])", re.IGNORECASE)
    for form in (
        rf"(?P<from>[A-Za-z]{{3,12}})\.?\s*(?:[/–-]|(?:to|and|or|&)\s)\s*{_MONTH},?\s+{_YEAR}",
        rf"(?:early|mid|late|end)-{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+(?:FY\s?)?(?:{_YEAR}|{_SHORT})[/–-](?P<ends_in>\d{{2}}(?:\d{{2}})?)",
        rf"(?P<part>early|start|beginning|mid|middle|(?:first|second) half|H[12])(?:[\s-]+(?:of|in))?[\s-]+{_YEAR}"
        r"(?P<financial>[/–-]\d{2}(?:\d{2})?)?",
        rf"(?:(?:Q|qtr\.?\s*|quarter\s*)(?P<quarter>[1-4])|(?P<nth>{'|'.join(_NTH)})\s+(?:quarter|qtr))"
        rf",?\s+(?:of\s+)?(?:FY\s?)?(?:{_YEAR}|{_SHORT})(?P<financial>[/–-]\d{{2}}(?:\d{{2}})?)?",
        r"FY[\s-]?(?P<ends>\d{4}|\d{2})(?![/–-]\d)",
        rf"(?:FY\s?)?{_SHORT}[/–-](?P<until>\d{{2}})",
        r"FY\s?(?P<year>(?:19|20|21)\d{2})[/–-](?P<until>\d{4}|\d{2})",
        rf"{_MONTH}[\s/'’–-]{{1,2}}{_SHORT}",
        rf"(?P<number>0?[1-9]|1[0-2])/{_SHORT}",
    )
)
# First and last month of a part of a year.
_PARTS = {
    "early": (1, 4),
    "start": (1, 4),
    "beginning": (1, 4),
    "mid": (5, 8),
    "middle": (5, 8),
    "first half": (1, 6),
    "h1": (1, 6),
    "second half": (7, 12),
    "h2": (7, 12),
}


class DaySpan(NamedTuple):
    """The days from `first` to `last` that some words mean: one day, a month, a quarter, a season or a year."""

    first: datetime.date
    last: datetime.date
    words: str


class Fault(NamedTuple):
    """Words that look like a date but are not one, and a hint at what was probably meant."""

    words: str
    hint: str


def spans(text: str, *, plan: bool = False) -> list[DaySpan]:
    """Returns every date of a text in order, without those that cannot be dates (see `faults`).

    With `plan`, short forms that are dates only in a plan count too: "Mar-24", "12/24", "early 2024".
    """
    return [span for span in _dates_and_faults(text, _IN_PLANS if plan else ()) if isinstance(span, DaySpan)]


def faults(text: str) -> list[Fault]:
    """Returns the words that look like a date but cannot be one: "31 February 2019", "Febuary 2019", "13/13/2019"."""
    return [fault for fault in _dates_and_faults(text) if isinstance(fault, Fault)]


def day(text: str) -> datetime.date | None:
    """Returns the first day of the first date in a text ("May 2020" is 1 May 2020), or None if there is no date."""
    dates = spans(text)
    return dates[0].first if dates else None


def iso(date: datetime.date | None) -> str:
    """The date as 2018-03-31, or "" for None."""
    return date.isoformat() if date else ""


def seconds(date: datetime.date) -> int:
    """Midnight UTC at the start of a day, in seconds since 1970."""
    return int(datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC).timestamp())


def months_after(date: datetime.date, months: int) -> datetime.date:
    """The same day a number of months later, or the last day of that month if it is shorter."""
    year, month = date.year + (date.month - 1 + months) // 12, (date.month - 1 + months) % 12 + 1
    return date.replace(year=year, month=month, day=min(date.day, calendar.monthrange(year, month)[1]))


def _dates_and_faults(text: str, more: tuple[re.Pattern[str], ...] = ()) -> Iterator[DaySpan | Fault]:
    if not re.search(r"\d", text):
        return iter(())
    used: list[tuple[int, int]] = []
    result: list[tuple[int, DaySpan | Fault]] = []
    for form in (*more, *_FORMS):
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in used):
                continue
            reading = _span(match)
            if reading is not None:
                used.append(match.span())
                result.append((match.start(), reading))
    return iter(reading_ for _, reading_ in sorted(result, key=lambda pair: pair[0]))


def _span(match: re.Match[str]) -> DaySpan | Fault | None:
    """The days that the words mean, a fault where there are no such days, None where the words are no date at all."""
    parts = match.groupdict()
    if parts.get("ends"):  # "FY24" is the financial year that ends in 2024
        year = int(parts["ends"] or "")
        return _months(year + (1999 if year < 100 else -1), 4, 15, match[0])
    written = parts.get("year") or parts.get("short")
    if not written:
        return _without_year(match)
    year = int(written) + (2000 if len(written) == 2 else 0)
    if parts.get("ends_in"):  # "June 24/25" is in 2024, "March 24/25" in 2025
        month = _month((parts["month"] or "").lower())
        real = month and int(parts["ends_in"] or "") % 100 == (year + 1) % 100
        return _months(year + (month < 4), month, month, match[0]) if real else None
    if part := _part_of_year(parts):
        return _months(year, *part, match[0])
    if parts.get("from"):
        first, last = _month(parts["from"].lower()), _month((parts["month"] or "").lower())
        return _months(year - (first > last), first, last + 12 * (first > last), match[0]) if first and last else None
    if parts.get("short") and parts.get("until"):
        return _months(year, 4, 15, match[0]) if int(parts["until"] or "") == (year + 1) % 100 else None
    if parts.get("short") and not parts.get("number") and not _month((parts["month"] or "").lower()):
        return None
    if (
        parts.get("year")
        and parts.get("number")
        and not parts.get("day")
        and int(parts["number"] or 0) == (year + 1) % 100
    ):
        return _months(year, 4, 15, match[0])  # "2011-12" is a council's financial year, not a December
    if "month" in parts or "number" in parts:
        return _in_month(match, parts, year)
    if not EARLIEST <= year <= LATEST:
        return None
    until = year - year % 100 + int((parts["until"] or "")[-2:]) if parts.get("until") else year
    if until == year + 1:
        # A council's financial year runs from April to March.
        return _months(year, 4, 15, match[0])
    return _months(year, 1, 12 * max(1, until - year + 1), match[0])


def _part_of_year(parts: dict[str, str | None]) -> tuple[int, int] | None:
    """First and last month of "early", a quarter or a season, in a financial year from April on; None for anything else."""
    later = 3 if parts.get("financial") else 0
    if word := parts.get("part"):
        first, last = _PARTS[word.lower()]
    elif quarter := int(parts.get("quarter") or 0) or _NTH.get((parts.get("nth") or "").lower()):
        first, last = 3 * quarter - 2, 3 * quarter
    else:
        return SEASONS.get((parts.get("season") or "").lower())
    return first + later, last + later


def _without_year(match: re.Match[str]) -> Fault | None:
    """A day of a month that no year has."""
    month = _month(match["month"].lower())
    length = calendar.monthrange(2000, month)[1] if month else 99
    if int(match["day"]) <= length:
        return None
    return Fault(match[0], f"{MONTHS[month - 1].title()} has at most {length} days")


def _in_month(match: re.Match[str], parts: dict[str, str | None], year: int) -> DaySpan | Fault | None:
    word = (parts.get("month") or "").lower()
    month = int(parts["number"] or 0) if parts.get("number") else _month(word)
    if not parts.get("number") and not month:
        same_letters = [name for name in MONTHS if sorted(name) == sorted(word)]
        near = same_letters or difflib.get_close_matches(word, MONTHS, 1, 0.75)
        return Fault(match[0], f"did you mean {near[0].title()}?") if near else None
    if not 1 <= month <= 12:
        number = int(parts.get("day") or 0)
        meant = f"; write {month} {MONTHS[number - 1].title()} {year}" if 1 <= number <= 12 and month <= 31 else ""
        return Fault(match[0], f"there is no month {month}: the day comes first, then the month{meant}")
    length = calendar.monthrange(year, month)[1]
    if not parts.get("day"):
        return _months(year, month, month, match[0])
    number = int(parts["day"] or 0)
    if not 1 <= number <= length:
        return Fault(match[0], f"{MONTHS[month - 1].title()} {year} has {length} days")
    date = datetime.date(year, month, number)
    return DaySpan(date, date, match[0])


def _month(word: str) -> int:
    return next((n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)), 0) or (
        9 if word == "sept" else 0
    )


def _months(year: int, first: int, last: int, words: str) -> DaySpan:
    """From the first day of a month to the last of another; months beyond 12 are those of the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return DaySpan(
        datetime.date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1),
        datetime.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]),
        words,
    )
