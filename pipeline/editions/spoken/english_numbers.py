"""Rules for reading numbers aloud in British English that no other rule has read: counts, spans, ordinals, numbers of things."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_units import UNIT
from pipeline.editions.spoken.english_words import COUNTED, DASH, NUMBER, NUMBERED, TO_FIGURE
from pipeline.editions.spoken.numbers import cardinal, digits, number, ordinal, plural, year
from pipeline.editions.spoken.reading import ReadingRule, rule

# A count behind a financial year and a spaced dash is no end of a span: “2022/23 - 5”.
_BEHIND_YEARS = r"(?:(?<=/\d{4}\s[-–]\s)|(?<=/\d{2}\s[-–]\s))\d{1,3}\b(?![/,.]\d)"


def numbers() -> tuple[ReadingRule, ...]:
    return (
        *_counting(),
        rule("plus", rf"(?<![\w.])({NUMBER})\+(?!\d)", lambda m: f"{number(m[1])} plus"),
        rule("one to one", r"\b1[-–]([24])[-–]1\b", lambda m: "one to one" if m[1] == "2" else "one for one"),
        rule(
            "votes of three sides",
            r"(?<![\d-])(?=(?:\d\d?-)*[1-9](?:-|\b))(?:0|[1-9]\d?)(?:-(?:0|[1-9]\d?)){2}\b(?!-)",
            lambda m: " to ".join(map(number, m[0].split("-"))),
        ),
        rule("groups", r"\b\d+(?:-\d+){2,}\b", lambda m: ", ".join(digits(part) for part in m[0].split("-"))),
        *_spans(),
        rule("inches", r"(?<![\w.])(\d+)in\b", lambda m: f"{number(m[1])} {'inch' if m[1] == '1' else 'inches'}"),
        rule("number sign", r"#(\d+)", lambda m: f"number {cardinal(int(m[1]))}"),
        rule(
            "number with letter",
            r"\b(\d{1,4})([A-Za-z])(?:\s?[-–]\s?([A-Za-z]))?\b",
            lambda m: f"{number(m[1])} {m[2].upper()}" + (f" to {m[3].upper()}" if m[3] else ""),
        ),
        rule(
            "spaced thousands",
            r"(?<![\w.])(?:\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|[1-9]\d{0,2}(?: \d{3}){2,}|[1-9]\d{0,2} 000)(?![\d.])",
            lambda m: number(re.sub(r"\s", "", m[0])),
        ),
        rule(
            "number of a thing",
            rf"(?:{NUMBERED})\d{{5,}}\b(?![,.]\d)|\b\d{{7,}}\b(?!\.\d|\s(?:{COUNTED})\b)",
            lambda m: digits(m[0]),
        ),
        rule("number", NUMBER, _apart),
    )


def _spans() -> tuple[ReadingRule, ...]:
    """Numbers with a dash between them, and numbers below nothing."""
    return (
        rule(
            "measure to measure",
            rf"(?<=[a-z²³°CF])\s?[-–—]\s?(?=[-−]?\d+(?:\.\d+)?\s?(?:{UNIT}|°[CF]?)(?!\w))",
            _measure_to_measure,
        ),
        rule("number behind a dash", r"(?<=[A-Za-z] \d\d)-(?=0\d\b(?![.,:]))", lambda _: ", "),
        rule("minus behind a code", r"(?<=[A-Za-z]) [-−–](?=\d)", lambda _: " minus "),
        rule(
            "from to",
            rf"(?:{TO_FIGURE}){DASH}(?=[-−]?\d)(?!\d\d:\d\d|{_BEHIND_YEARS}|(?<=\s[-−])\d+\.\d)",
            lambda _: " to ",
        ),
        rule("minus", r"(?<![\w)])[-−](?=\d)", lambda _: "minus "),
    )


def _counting() -> tuple[ReadingRule, ...]:
    """Ordinals and round numbers: “21st”, “1,000s”, “100s”."""
    return (
        rule(
            "ordinal with a point",
            r"\b(\d+)\.(?:\d*?)(\d)(?:st|nd|rd|th)\b",
            lambda m: f"{number(re.sub('[a-z]', '', m[0])).rsplit(' ', 1)[0]} {ordinal(int(m[2]))}",
        ),
        rule(
            "ordinal",
            r"\b(\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th|ST|ND|RD|TH)\b",
            lambda m: ordinal(int(m[1].replace(",", ""))),
        ),
        rule("round", r"(?<![\d,])(?:[’']?000s?\b|1,?000s\b)", lambda _: "thousands"),
        rule("hundreds", r"\b100s\b", lambda _: "hundreds"),
        rule("tens", r"\b(\d{1,2})s\b", lambda m: plural(cardinal(int(m[1])))),
    )


def _measure_to_measure(match: re.Match[str]) -> str:
    """“6ft–8ft” is a span, “a hold-1m rope” is not."""
    if re.search(rf"\d\s?(?:{UNIT}|°[CF]?)$", match.string[: match.start()]):
        return " to "
    return " minus " if re.fullmatch(r"\s[-–]", match[0]) else match[0]


def _apart(match: re.Match[str]) -> str:
    """Reads a number with spaces between it and adjacent letters."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    reading = year(int(match[0])) if before.isalpha() and re.fullmatch(r"(?:19|20)\d\d", match[0]) else number(match[0])
    return " " * before.isalpha() + reading + " " * after.isalpha()
