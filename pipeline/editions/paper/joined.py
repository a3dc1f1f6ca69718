"""Which words stay on one line: dates, amounts, and numbers with what they count, joined by no-break spaces."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
LONGEST_JOINED = 20
# Read in one go, so set on one line: a date, an amount, “3 of 8”, a telephone number, a name with its number or year.
TOGETHER = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{1,2} [^\W\d_]{3,} \d{4}\b",
        r"[£€$]\d[\d.,]* [^\W\d_]+\b|\d %",
        r"(?<!\u00a0)\b\d{1,4} [^\W\d_]{1,3} \d{1,4}\b(?!\u00a0)",
        r"\b\d{2,5}(?: \d{2,5})+\b",
        r"\b\d{1,2} [A-Z][^\W\d_]{2,}\b",
        r"\b[^\W\d_]+ \d{1,3}\b(?!\u00a0|[\d.–—/]\d)",
        r"\b(?=[^\W\d_]*[A-Z])[^\W\d_]+ \d{4}\b(?![–—/]\d)",
    )
)
# A whole number before the short word that it counts.
COUNTED = re.compile(r"(?<![\d.,–—])\b(\d{1,3}) (?=[^\W\d_]{1,8}\b)")


def joined(text: str) -> str:
    """The text with no-break spaces inside dates, amounts and numbers that are short enough to stay on one line."""
    for pattern in TOGETHER:
        text = pattern.sub(lambda match: _join(match[0]), text)
    return text


def joined_label(text: str) -> str:
    """Words that the program adds, joined as `joined` does, and each number to a short word after it ("12 point")."""
    return COUNTED.sub(rf"\1{NO_BREAK}", joined(text))


def _join(words: str) -> str:
    return words.replace(" ", NO_BREAK) if len(words) <= LONGEST_JOINED else words
