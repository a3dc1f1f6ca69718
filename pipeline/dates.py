"""Dates as people write them, understood: "12 October 2021", "October 2021", "2021-10-12"."""

from __future__ import annotations

import datetime
import re

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_FULL = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def day(text: str) -> datetime.date | None:
    """The first date in a text, the first day of a month that stands without one; None where there is none."""
    if match := _ISO.search(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    for match in _FULL.finditer(text):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2].lower()[:3])), 0)
        if month and MONTHS[month - 1].startswith(match[2].lower()):
            return _date(int(match[3]), month, int(match[1] or 1))
    return None


def _date(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def seconds(date: datetime.date) -> int:
    """Midnight UTC at the start of a day, in seconds since 1970."""
    return int(datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC).timestamp())
