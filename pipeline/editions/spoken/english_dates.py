"""How dates, years and times of day are read aloud in British English: day before month."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_measures import over
from pipeline.editions.spoken.english_words import COUNTED, DASH, DAYS, MONTH, MONTHS, SHORT_MONTHS, YEAR
from pipeline.editions.spoken.numbers import cardinal, letters, number, ordinal, plural, year
from pipeline.editions.spoken.reading import Rule, rule


def _month(text: str) -> str:
    return next(name for name in MONTHS if name.startswith(text.rstrip(".")[:3].capitalize()))


def dates() -> tuple[Rule, ...]:
    """Days, months and years. A number is a year where it looks like one and no word that is counted follows."""
    return (*_spans(), *_days(), *_years())


def _days() -> tuple[Rule, ...]:
    nth = "(?:st|nd|rd|th)"
    day = rf"(?P<day>[12]\d|3[01]|0?[1-9]){nth}?"
    month = rf"(?P<month>{MONTH})"
    of_year = rf"(?:,?\s(?:(?P<year>{YEAR})\b|[’'](?P<short>\d\d)\b))?"
    number_month = r"(?P<month>1[0-2]|0?[1-9])"
    end = r"(?:(?<=\.)|\b)"
    return (
        rule(
            "days",
            rf"\b(?P<first>\d{{1,2}}){nth}?(?:{DASH}|\s?/\s?){day}\s{month}{end}{of_year}",
            _span_of_days,
        ),
        rule(
            "two days",
            rf"\b(?P<first>\d{{1,2}}){nth}? (?:and|&) {day}\s{month}{end}{of_year}",
            lambda m: _span_of_days(m).replace(" to ", " and ", 1),
        ),
        rule("date from a sheet", rf"\b{day}-{month}-(?:(?P<year>{YEAR})|(?P<short>\d\d))\b", _day),
        rule("date with a short year", rf"\b{day}\s{month}{end}\s(?P<year>(?!))?(?P<short>\d\d)\b(?![\d:.])", _day),
        rule("date", rf"\b{day}\s(?:of\s)?{month}{end}{of_year}", _day),
        rule(
            "date of America",
            rf"\b{month}{end}\s(?P<day>[12]\d|3[01]|[1-9])(?:{nth}?,?\s(?P<year>{YEAR})\b|{nth}\b)",
            _day,
        ),
        rule("iso date", rf"\b(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b", _figures),
        rule("date in figures", rf"\b{day}(?P<sign>[/.]){number_month}(?P=sign)(?P<year>{YEAR}|\d\d)\b", _figures),
        rule("date with dashes", rf"\b{day}-{number_month}-(?P<year>{YEAR})\b", _figures),
        rule("short date with dashes", rf"(?<![\d-]){day}-{number_month}-(?P<year>\d\d)\b(?!-)", _figures),
        rule("day and month", rf"(?<![\w/.])(?!24/7\b){day}/{number_month}(?![\w/])", _day_in_figures),
        rule("month", rf"\b{month}{end}\s(?P<year>{YEAR})\b(?![/–-]\d)", _month_and_year),
        *_weekdays(),
    )


def _weekdays() -> tuple[Rule, ...]:
    days = "|".join([*dict.fromkeys(DAYS.values()), *DAYS])
    return (
        rule(
            "month and short year",
            rf"\b(?P<month>{'|'.join(SHORT_MONTHS)})-(?P<year>\d\d)\b(?!\d)",
            lambda m: f"{_month(m['month'])} {year(2000 + int(m['year']))}",
        ),
        rule(
            "days of the week",
            rf"\b(?P<a>{days})\b\.?\s?[-–]\s?(?P<b>{days})\b\.?",
            lambda m: f"{_weekday(m['a'])} to {_weekday(m['b'])}",
        ),
        rule(
            "weekday",
            rf"\b(?:({'|'.join(DAYS)})\b\.?(?=,? \d| to )|(Mon|Tues?|Wed|Thu|Thurs|Fri)\b\.?)",
            lambda m: DAYS[m[1] or m[2]],
        ),
    )


def _weekday(text: str) -> str:
    return DAYS.get(text, text)


def _spans() -> tuple[Rule, ...]:
    """Months, dates and financial years with a dash between them."""
    end, year_after = r"(?:(?<=\.)|\b)", rf"(?:\s(?P<{{}}>{YEAR})\b)?"
    month = rf"(?P<{{}}>{MONTH}){end}"
    link = r"\s?(?:[-–—]|/)\s?"
    first = month.format("m1") + year_after.format("y1")
    last = month.format("m2") + year_after.format("y2")
    after = "|".join(rf"(?<=\b{name})" for name in [*MONTHS, *SHORT_MONTHS, *(f"{one}\\." for one in SHORT_MONTHS)])
    short = "|".join(name for name in SHORT_MONTHS if name != "May")
    return (
        rule("months", rf"\b{first}{link}{last}", _months),
        rule(
            "short month",
            rf"\b(?P<m>{short})\b\.?(?=\s?\d|\s?[,;)]|$)(?!\s?\d{{1,2}}(?:st|nd|rd|th)\b)",
            lambda m: _month(m["m"]),
        ),
        rule(
            "dates",
            rf"(?:{after}|(?<=\d{{4}}))\s?[–-]\s?(?=\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH}))",
            lambda _: " to ",
        ),
        rule(
            "financial year",
            rf"\bFY ?(?P<a>{YEAR}|\d\d)(?:[/–-](?P<b>{YEAR}|\d\d))?\b",
            lambda m: f"financial year {_short_year(m['a'])}" + (f" to {_short_year(m['b'])}" if m["b"] else ""),
        ),
    )


def _short_year(figures: str) -> str:
    return year(int(figures)) if len(figures) == 4 else cardinal(int(figures))


def _months(match: re.Match[str]) -> str:
    said = []
    for name, written in ((match["m1"], match["y1"]), (match["m2"], match["y2"])):
        said.append(_month(name) + (f" {year(int(written))}" if written else ""))
    return " to ".join(said)


def _day(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip().lower()
    article = "" if re.search(r"\b(?:the|each|every|this|next|last)$", before) else "the "
    text = f"{article}{ordinal(int(match['day']))} of {_month(match['month'])}"
    return text + _of_year(match)


def _of_year(match: re.Match[str]) -> str:
    names = match.groupdict()
    full = names["year"] or (f"20{names['short']}" if names.get("short") else "")
    return f" {year(int(full))}" if full else ""


def _span_of_days(match: re.Match[str]) -> str:
    text = f"the {ordinal(int(match['first']))} to the {ordinal(int(match['day']))} of {_month(match['month'])}"
    return text + _of_year(match)


def _figures(match: re.Match[str]) -> str:
    written = match["year"]
    full = int(written) if len(written) == 4 else 2000 + int(written)
    return f"the {ordinal(int(match['day']))} of {MONTHS[int(match['month']) - 1]} {year(full)}"


def _month_and_year(match: re.Match[str]) -> str:
    return f"{_month(match['month'])} {year(int(match['year']))}"


def _years() -> tuple[Rule, ...]:
    return (
        rule(
            "years",
            rf"\b(?P<first>{YEAR})(?P<sign>{DASH}|\s?/\s?)(?P<last>{YEAR}|\d\d?)\b(?![,.]?\d)",
            _years_or_reference,
        ),
        rule(
            "year of words",
            rf"(?:{BEFORE_YEARS})(?:19|20)\d\d\b(?![,.]\d|%|[-–/]\d)",
            lambda m: year(int(m[0])),
        ),
        rule("decade", r"\b((?:1[1-9]|20)\d)0s\b", lambda m: plural(year(int(m[1]) * 10))),
        rule("short decade", r"(?<!\w)[’'](\d)0s\b", lambda m: plural(cardinal(int(m[1]) * 10))),
        rule(
            "year",
            rf"(?:\b|(?<=\bc)|(?<=\bca))(?P<year>(?:19|20)\d\d)\b(?![,.]\d|\s(?:{COUNTED})\b|%)",
            lambda m: year(int(m["year"])),
        ),
        rule(
            "old year",
            rf"(?:{BEFORE_OLD_YEARS})(?P<year>1[1-8]\d\d)\b(?![,.]\d|\s(?:{COUNTED})\b)",
            lambda m: year(int(m["year"])),
        ),
    )


BEFORE_YEARS = "|".join(rf"(?<=\b{word} )" for word in ("[Ii]n", "[Ss]ince", "[Uu]ntil", "[Dd]uring", "By", "From"))
BEFORE_OLD_YEARS = "|".join(rf"(?<=\b{word})" for word in ("in ", "of ", "since ", "Act ", r"c\.", r"c\. ", "circa "))


def _years_or_reference(match: re.Match[str]) -> str:
    """“2020/21” and “2020–25” are years; “Decision 2023/14” is a reference, since 14 does not follow on 23."""
    first, last = match["first"], match["last"]
    follows = int(first) + 1 == int(first[: -len(last)] + last) or (first + last).endswith("9900")
    if "/" in match["sign"] and len(last) < 4 and not follows:
        return f"{year(int(first))} slash {number(last)}"
    return f"{year(int(first))} to {_last_year(first, last)}"


def _day_in_figures(match: re.Match[str]) -> str:
    """“from 1/4 to 30/9”: two figures are a date after such words and beside another date; elsewhere parts of a whole."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    dated = re.search(r"\b(?:[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]efore|[Ss]ince|[Ww]/[ce]|[Dd]ue|[Oo]n|[Bb]y)\s$", before)
    moved = re.search(
        r"\b(?:up|down|cut|rose|rises?|risen|fell|falls?|fallen|grew|grown|reduced?|increased?|\w+ing)\sby\s$", before
    )
    counted = re.match(rf"\s(?:of|{COUNTED}|majority|share)\b", after)
    joined = re.search(r"\d{1,2}/\d{1,2}\s(?:to|and|or|until)\s$", before) and not counted
    zero = match[0].startswith("0") or "/0" in match[0]
    short_years = int(match["month"]) == int(match["day"]) + 1 and len(match["day"]) == len(match["month"]) == 2
    if (dated and not moved and not counted) or joined or (zero and not short_years):
        return f"the {ordinal(int(match['day']))} of {MONTHS[int(match['month']) - 1]}"
    return over(match)


def _last_year(first: str, last: str) -> str:
    if len(last) == 4:
        return year(int(last))
    full = int(first[:2] + last)
    return cardinal(int(last)) if int(last) else year(full + 100)


# What comes before a ratio that looks like a time of day.
SCALED = "|".join(
    rf"(?<=\b{word} )"
    for word in ("[Ss]cale", "[Ss]cale of", "[Gg]radient", "[Gg]radient of", "[Rr]amp of", "[Rr]atio of")
)
HOUR, MINUTE = r"(?:1\d|2[0-3]|0?\d)", r"[0-5]\d"


def _clock(hour: str, minute: str | None, half: str | None = None) -> str:
    text = cardinal(int(hour))
    if minute and int(minute):
        text += f" {'oh ' if int(minute) < 10 else ''}{cardinal(int(minute))}"
    elif minute and not half:
        text = f"{text} hundred hours" if int(hour) > 12 else f"{text} o'clock"
    return f"{text} {letters(half + 'm')}" if half else text


def times() -> tuple[Rule, ...]:
    half = r"(?P<half>[apAP])\.?[mM]\b\.?"

    def span(match: re.Match[str]) -> str:
        first = _clock(match["h1"], match["m1"], match["half1"])
        return f"{first} to {_clock(match['h2'], match['m2'], match['half'])}"

    return (
        rule(
            "times",
            rf"\b(?P<h1>{HOUR})(?:[.:](?P<m1>{MINUTE}))?\s?(?:(?P<half1>[apAP])\.?[mM]\.?)?(?:{DASH}| to )"
            rf"(?P<h2>{HOUR})(?:[.:](?P<m2>{MINUTE}))?\s?{half}",
            span,
        ),
        rule("time", rf"\b(?P<h>{HOUR})(?:[.:](?P<m>{MINUTE}))?\s?{half}", lambda m: _clock(m["h"], m["m"], m["half"])),
        rule(
            "clock span",
            rf"\b(?P<h1>{HOUR}):(?P<m1>{MINUTE}){DASH}(?P<h2>{HOUR}):(?P<m2>{MINUTE})(?:\s?h(?:ou)?rs?)?\b",
            lambda m: f"{_clock(m['h1'], m['m1'])} to {_clock(m['h2'], m['m2'])}",
        ),
        rule(
            "scale",
            rf"(?:{SCALED})1:(\d{{1,3}})\b|(?<!\d)1:(?!00|15|30|45)([1-9]\d)\b(?!\s?[ap]\.?m)",
            lambda m: f"one to {cardinal(int(m[1] or m[2]))}",
        ),
        rule(
            "clock with seconds",
            rf"\b(?P<h>{HOUR}):(?P<m>{MINUTE}):(?P<s>{MINUTE})\b",
            lambda m: f"{_clock(m['h'], m['m'])} and {cardinal(int(m['s']))} seconds",
        ),
        rule("clock", rf"\b(?P<h>{HOUR}):(?P<m>{MINUTE})(?:\s?h(?:ou)?rs?)?\b(?!:)", lambda m: _clock(m["h"], m["m"])),
        *_with_points(),
        rule("noon until", r"\b(noon|midnight|midday)\s?[-–]\s?(?=\d)", lambda m: f"{m[1]} to "),
        rule("until noon", r"(?<=m)\s?[-–]\s?(?=12(?:[.:]00)? ?(?:noon|midnight))", lambda _: " to "),
        rule("noon", r"\b12(?:[.:]00)? ?(noon|midday|midnight)\b", lambda m: f"twelve {m[1]}"),
        rule("always", r"\b24[/-]7\b", lambda _: "twenty-four seven"),
    )


def _with_points() -> tuple[Rule, ...]:
    """Times with a point, where nothing else is counted: “at 14.30”, “9.30–11.00”."""
    return (
        rule(
            "clock span with points",
            rf"\b(?P<h1>{HOUR})\.(?P<m1>00|15|30|45){DASH}(?P<h2>{HOUR})\.(?P<m2>00|15|30|45)(?:\s?hrs)?\b(?!\s?(?:[%°]|per|[a-z]?m\b|million))",
            lambda m: f"{_clock(m['h1'], m['m1'])} to {_clock(m['h2'], m['m2'])}",
        ),
        rule(
            "clock of four figures",
            r"\b(?P<h1>0\d)(?P<m1>[0-5]\d)\s?[-–]\s?(?P<h2>[01]\d|2[0-3])(?P<m2>[0-5]\d)(?:\s?hrs)?\b",
            lambda m: f"{_clock(m['h1'], m['m1'])} to {_clock(m['h2'], m['m2'])}",
        ),
        rule(
            "hours of four figures",
            r"\b(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?hrs\b(?! (?:of|a|per)\b)",
            lambda m: f"{_clock(m['h'], m['m'])}{' hours' if int(m['m']) else ''}",
        ),
        rule(
            "clock with point",
            rf"(?:(?<=\bat )|(?<=\bfrom )|(?<=\buntil )|(?=\d+\.[0-5]\d for \d))"
            rf"(?P<h>{HOUR})\.(?P<m>{MINUTE})\b(?!\s?(?:[%°]|per|[a-z]?m\b|million))",
            lambda m: _clock(m["h"], m["m"]),
        ),
    )
