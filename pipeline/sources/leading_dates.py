"""Whether a line begins with a date or a time of day, whose figures are no number of a heading and no label of an item.

Many languages write the day of a month with a full stop, "1. Januar 2024", as others write the first item of a list.
"""

from __future__ import annotations

import re

from pipeline.kinds.languages import months_of_europe

WORDS = frozenset({"march", "may"})
"""English months that are words as well: English dates have no full stop behind the day, but a list may go "1. May we go?"."""
MOST_DAYS = 31
DATE = re.compile(
    r"(?P<day>\d{1,2})(?P<stop>\.)?(?:º|er|st|nd|rd|th)?\s+(?:de\s+|o\s+)?(?P<month>[^\W\d_]{3,})"
    r"(?=\s*(?:$|[,:;()–—-])|\.?\s+\d{4}\b|\s+[^\W\d_A-ZÀ-Ž])"
)
"""A day and a word, at the end, before a year or in the middle of a sentence: "1. April Showers" may be an item."""
TIME = re.compile(
    r"\d{1,2}[.:]\d{2}(?:\s*(?:[ap]\.?m\b|noon\b|uhr\b|hrs?\b|h\b)|\s*[-–—]\s*\d)|0\d[.:]\d{2}\b", re.IGNORECASE
)


def begins_with_date(text: str) -> bool:
    """Whether a text begins with a day of a month in a European language, or with a time of day that is told as one."""
    if TIME.match(text):
        return True
    match = DATE.match(text)
    if match is None or int(match["day"]) > MOST_DAYS:
        return False
    month = match["month"].casefold()
    return month in months_of_europe() and not (match["stop"] and month in WORDS)
