"""Rules for reading dates, years and times of day aloud in Welsh."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, YEAR
from pipeline.editions.spoken.reading import ReadingRule, rule
from pipeline.editions.spoken.welsh_numbers import ORDINALS, cardinal, number, soft, year

MONTHS = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
]
# After “o”: “12fed o Fai”.
SOFTENED = {soft(name.lower()).capitalize(): name for name in MONTHS}
MONTH = "|".join(dict.fromkeys([*MONTHS, *SOFTENED, *map(str.upper, [*MONTHS, *SOFTENED])]))
SHORT_MONTHS = {"Ion": "Ionawr", "Chwef": "Chwefror", "Maw": "Mawrth", "Ebr": "Ebrill", "Meh": "Mehefin", "Gorff": "Gorffennaf",
                "Hyd": "Hydref", "Tach": "Tachwedd", "Rhag": "Rhagfyr"}  # fmt: skip
DAYS = "Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul"
SHORT_DAYS = {"Maw": "Mawrth", "Mer": "Mercher", "Gwe": "Gwener", "Sad": "Sadwrn"}
_WEEK = "|".join([rf"(?:{DAYS})\b", *(rf"{short}\b\.?" for short in SHORT_DAYS)])
HOUR, MINUTE = r"(?P<h{}>[01]?\d|2[0-3])", r"(?P<m{}>[0-5]\d)"
DECADES = {10: "degau", 20: "ugeiniau", 30: "tridegau", 40: "pedwardegau", 50: "pumdegau", 60: "chwedegau", 70: "saithdegau",
           80: "wythdegau", 90: "nawdegau"}  # fmt: skip


_ENDING = "(?:af|ail|il|ydd|fed|ed|eg|ain)"
_DAY = rf"(?:[12]\d|3[01]|0?[1-9]){_ENDING}?"
_JOINED = r"(?:\b(?P<joined>[OoIiAaÂâ]|[Nn]eu|[Gg]yda|[Tt]ua)\s)?"


def dates() -> tuple[ReadingRule, ...]:
    return (
        *_several_days(),
        rule("date", rf"{_JOINED}\b(?P<day>{_DAY})\s(?:o\s)?(?P<month>{MONTH})\b(?:\s(?P<year>{YEAR})\b)?", _date),
        rule("iso date", rf"{_JOINED}\b(?P<year>{YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b", _figures),
        rule(
            "date in figures",
            rf"{_JOINED}\b(?P<day>{_DAY})(?P<sign>[/.-])(?P<m>1[0-2]|0?[1-9])(?P=sign)(?P<year>{YEAR}|\d\d)\b",
            _figures,
        ),
        *_spans(),
        rule(
            "short date",
            rf"{_JOINED}\b(?P<day>{_DAY})\s(?P<month>{'|'.join(SHORT_MONTHS)})\b\.?(?:\s(?P<year>{YEAR})\b)?",
            _date,
        ),
        rule(
            "short month",
            rf"\b(?P<m>{'|'.join(SHORT_MONTHS)})\b\.?(?=\s(?:{YEAR})\b|\s?[-–/]\s?(?:{'|'.join(SHORT_MONTHS)})\b)",
            lambda m: SHORT_MONTHS[m["m"]],
        ),
        *_years(),
        *_times(),
    )


def _several_days() -> tuple[ReadingRule, ...]:
    """Spans of days, days with “a” or “neu” between them, and days after their month."""
    return (
        rule(
            "days",
            rf"{_JOINED}\b(?P<first>{_DAY}){DASH}(?P<day>{_DAY})\s(?:o\s)?(?P<month>{MONTH})\b(?:\s(?P<year>{YEAR})\b)?",
            _days,
        ),
        rule(
            "two days",
            rf"{_JOINED}\b(?P<first>{_DAY}) (?:a|ac|neu) (?P<day>{_DAY})\s(?:o\s)?(?P<month>{MONTH})\b(?:\s(?P<year>{YEAR})\b)?",
            lambda m: _days(m).replace(" i'r ", " neu'r " if " neu " in m[0] else " a'r ", 1),
        ),
        rule(
            "date after its month",
            rf"\b(?P<month>{MONTH})\s(?P<joined>(?!))?(?P<day>[123]?\d{_ENDING}\b|[123]?\d(?=\s?[–:,-]\s|$))(?:,?\s(?P<year>{YEAR})\b)?",
            _date,
        ),
        rule(
            "day of several",
            rf"(?<![\w.,£/-])(?P<joined>(?!))?(?P<day>{_DAY})(?=(?:, {_DAY})+,? (?:a|ac|neu) {_DAY}\s(?:o )?(?:{MONTH})\b"
            rf"| (?:a|ac|neu) (?:d?dydd|nos) (?:{DAYS}|F[ae]\w+|Wener|L[lu]un)\b {_DAY} (?:o )?(?:{MONTH})\b)",
            lambda m: f"{_the(m, _ordinal(m['day']))} {_ordinal(m['day'])}",
        ),
    )


def _full(month: str) -> str:
    return SHORT_MONTHS.get(month, month.capitalize())


def _months(match: re.Match[str]) -> str:
    first = _full(match["a"].rstrip(".")) + (f" {year(int(match['y']))}" if match["y"] else "")
    return f"{first} i {soft(_full(match['b']).lower()).capitalize()}"


def _spans() -> tuple[ReadingRule, ...]:
    short = "|".join(SHORT_MONTHS)
    return (
        rule("to the date", rf"(?:(?<=\d)|{_after()})\s?[-–]\s?(?=(?P<day>{_DAY}) (?:{MONTH}))", lambda _: " i'r "),
        rule(
            "months",
            rf"\b(?P<a>{MONTH}|(?:{short})\b\.?)(?:\s(?P<y>{YEAR}))?\s?[-–/]\s?(?P<b>{MONTH}|{short})\b\.?",
            _months,
        ),
        rule(
            "short day of the week",
            rf"\b(?P<d>{'|'.join(SHORT_DAYS)})\b\.?(?=,? {_DAY} (?:o )?(?:{MONTH}|{short})\b)",
            lambda m: SHORT_DAYS[m["d"]],
        ),
        rule(
            "days of the week",
            rf"\b(?:{_WEEK})(?:(?:, | (?:ac?|i|neu) |\s?&\s?|{DASH}|/)(?:{_WEEK}))+",
            _days_of_the_week,
        ),
    )


def _years() -> tuple[ReadingRule, ...]:
    return (
        rule(
            "years",
            rf"\b(?P<a>{YEAR})(?P<sign>{DASH}|/)(?P<b>{YEAR}|\d\d)\b(?![,.]?\d)",
            _years_or_reference,
        ),
        rule(
            "hundreds of years",
            r"\b(1\d|20)00au\b",
            lambda m: "dwy filoedd" if m[1] == "20" else f"mil {cardinal(int(m[1]) - 10)} cannoedd",
        ),
        rule("decade", r"\b(1[5-9]|20)([1-9])0au\b", lambda m: f"{_century(int(m[1]))} {DECADES[int(m[2]) * 10]}"),
        rule("year", rf"\b({YEAR})\b(?![,.]\d|%)", lambda m: year(int(m[1]))),
    )


def _years_or_reference(match: re.Match[str]) -> str:
    """“2020/21” and “2020–25” are years; “Penderfyniad 2023/14” is a reference, since 14 does not follow on 23."""
    first, last = match["a"], match["b"]
    if match["sign"] == "/" and int(first) + 1 != int(first[: 4 - len(last)] + last) and last != "00":
        return f"{year(int(first))} blaenslaes {number(last)}"
    return f"{year(int(first))} i {soft(year(int(last)) if len(last) == 4 else number(last))}"


def _century(number: int) -> str:
    return "dwy fil" if number == 20 else f"mil {cardinal(number - 10)}"


def _times() -> tuple[ReadingRule, ...]:
    half = r"(?i:a\.?m|p\.?m|y\.?b|y\.?p|y\.?h)\b\.?"
    clock = r"(?:1[0-2]|[1-9])"
    return (
        rule(
            "times",
            rf"\b(?P<h1>{clock})(?:[.:](?P<m1>[0-5]\d))?\s?(?P<half1>{half})?(?:{DASH}| i )"
            rf"(?P<h>{clock})(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>{half})",
            lambda m: f"{_time(m['h1'], m['m1'], m['half1'])} i {soft(_time(m['h'], m['m'], m['half']))}",
        ),
        *_with_points(),
        rule(
            "time with words",
            rf"\b(?P<h>{clock})[.:](?P<m>[0-5]\d)(?= (?:y bore|y prynhawn|yr hwyr|y nos)\b)",
            lambda m: _clock(m["h"], m["m"]).removesuffix(" o'r gloch") + (" o'r gloch" if m["m"] == "00" else ""),
        ),
        rule(
            "time",
            rf"\b(?P<h>{clock})(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>{half})",
            lambda m: _time(m["h"], m["m"], m["half"]),
        ),
        rule("noon", r"\b12(?:[.:]00)? (?=(?:canol|hanner) (?:dydd|nos)\b)", lambda _: "deuddeg "),
        rule(
            "clock span",
            rf"\b{HOUR.format(1)}:{MINUTE.format(1)}{DASH}{HOUR.format(2)}:{MINUTE.format(2)}\b",
            lambda m: f"{_clock(m['h1'], m['m1'])} i {soft(_clock(m['h2'], m['m2']))}",
        ),
        rule(
            "clock",
            rf"\b(?!1:(?!00|15|30|45)){HOUR.format(1)}:{MINUTE.format(1)}\b(?![,:\d])",
            lambda m: _clock(m["h1"], m["m1"]),
        ),
        rule("until noon", r"(?<=[am\d])\s?[-–]\s?(?=(?:hanner|canol) (?:dydd|nos)\b)", lambda _: " i "),
        rule("always", r"\b24/7\b", lambda _: "pedair awr ar hugain y dydd, saith diwrnod yr wythnos"),
    )


def _with_points() -> tuple[ReadingRule, ...]:
    """Times with a point: “9.00–17.00”, “am 10.15”."""
    return (
        rule(
            "clock span with points",
            r"\b(?P<h1>[01]?\d|2[0-3])\.(?P<m1>00|15|30|45)\s?[-–]\s?(?P<h>[01]?\d|2[0-3])\.(?P<m>00|15|30|45)\b(?!\s?[%°])",
            lambda m: f"{_clock(m['h1'], m['m1'])} i {soft(_clock(m['h'], m['m']))}",
        ),
        rule(
            "clock with point",
            r"(?<=\b[Aa]m )(?P<h>1[0-2]|[1-9])\.(?P<m>[0-5]\d)\b(?!\s?[%°]|\s[a-z])",
            lambda m: soft(_clock(m["h"], m["m"])),
        ),
        rule(
            "time of the clock",
            r"\b(?P<h>1[0-2]|[1-9])[.:](?P<m>[0-5]\d) (?i:o['’]r gloch)\b",
            lambda m: (soft if re.search(r"(?i)\bam\s$", m.string[: m.start()]) else str)(_clock(m["h"], m["m"])),
        ),
    )


def _days_of_the_week(match: re.Match[str]) -> str:
    """“Llun–Gwe” is “Llun i Wener”, and “Mer a Gwe” “Mercher a Gwener”."""
    days = re.sub(r"[A-Z]\w+\b\.?", lambda m: SHORT_DAYS.get(m[0].rstrip("."), m[0].rstrip(".")), match[0])
    days = re.sub(r"\s?&\s?(?=(\w))", lambda m: " ac " if m[1] == "I" else " a ", days)
    return re.sub(rf"{DASH}(\w+)", lambda m: f" i {soft(m[1].lower()).capitalize()}", days)


def _after() -> str:
    return "|".join(f"(?<={name})" for name in MONTHS)


def _ordinal(written: str) -> str:
    return ORDINALS[int(re.sub(r"\D", "", written)) - 1]


def _date(match: re.Match[str]) -> str:
    day = _ordinal(match["day"])
    before = match.string[: match.start()].rstrip().lower()
    text = day if re.search(r"(?:\by|\byr|['’]r|\w\s?[-–])$", before) else f"{_the(match, day)} {day}"
    return text + _month_and_year(match["month"], match["year"])


def _the(match: re.Match[str], day: str) -> str:
    """The article of a day, with the word before it where the two become one: “o 1 Ebrill” is “o'r cyntaf”."""
    if match["joined"]:
        return f"{match['joined']}'r"
    return "yr" if day[0] in "aeiouwy" else "y"


def _month_and_year(month: str, written: str | None) -> str:
    month = month.capitalize()
    month = SOFTENED.get(SHORT_MONTHS.get(month, month), SHORT_MONTHS.get(month, month))
    return f" o {soft(month.lower()).capitalize()}" + (f" {year(int(written))}" if written else "")


def _days(match: re.Match[str]) -> str:
    first = _ordinal(match["first"])
    return f"{_the(match, first)} {first} i'r {_ordinal(match['day'])}{_month_and_year(match['month'], match['year'])}"


def _figures(match: re.Match[str]) -> str:
    day, full = _ordinal(match["day"]), match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    return f"{_the(match, day)} {day}{_month_and_year(MONTHS[int(match['m']) - 1], full)}"


def _time(hour: str, minute: str | None, half: str | None) -> str:
    """“9.30yb” is “naw tri deg y bore”; without a half of the day, only the clock."""
    text = f"{cardinal(int(hour))} {_minutes(minute)}" if minute and int(minute) else f"{_hour(int(hour))} o'r gloch"
    mark = (half or "").replace(".", "").lower()
    if not mark:
        return text
    late = mark == "yh" or (mark == "pm" and 6 <= int(hour) < 12)
    return f"{text} {'y bore' if mark in ('am', 'yb') else 'yr hwyr' if late else 'y prynhawn'}"


def _clock(hour: str, minute: str) -> str:
    """A time of the clock of 24 hours: “un deg naw tri deg”."""
    if hour in ("00", "24") and not int(minute):
        return "hanner nos"
    return f"{cardinal(int(hour))} {_minutes(minute)}" if int(minute) else f"{_hour(int(hour))} o'r gloch"


def _minutes(minute: str) -> str:
    """“9.05” is “naw dim pump”."""
    return "dim " * minute.startswith("0") + cardinal(int(minute))


def _hour(hour: int) -> str:
    return {5: "pump", 10: "deg", 11: "un ar ddeg", 12: "deuddeg"}.get(hour) or cardinal(hour)
