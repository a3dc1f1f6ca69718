"""Rules for reading dates and years aloud in British English."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_fractions import stroke_between
from pipeline.editions.spoken.english_references import is_reference
from pipeline.editions.spoken.english_times import HOUR, MINUTE, clock
from pipeline.editions.spoken.english_words import COUNTED, DASH, DAYS, MONTH, MONTHS, SHORT_MONTHS, YEAR
from pipeline.editions.spoken.numbers import cardinal, digits, number, ordinal, plural, year
from pipeline.editions.spoken.reading import ReadingRule, rule


def _month(text: str) -> str:
    return next(name for name in MONTHS if name.startswith(text.rstrip(".")[:3].capitalize()))


def dates() -> tuple[ReadingRule, ...]:
    """Days, months and years. A number is a year where it looks like one and no word that is counted follows."""
    return (*_spans(), *_days(), *_years())


_NTH = "(?:st|nd|rd|th|ST|ND|RD|TH)"
_DAY = rf"(?P<day>[12]\d|3[01]|0?[1-9]){_NTH}?"
_END = r"(?:(?<=\.)|\b)"
_MONTH = rf"(?P<month>{MONTH}){_END}"
_OF_YEAR = rf"(?:,?\s(?:(?P<year>{YEAR})\b|[’'](?P<short>\d\d)\b))?"


def _days() -> tuple[ReadingRule, ...]:
    return (
        *_several_days(),
        rule("date from a sheet", rf"\b{_DAY}-(?P<month>{MONTH})-(?:(?P<year>{YEAR})|(?P<short>\d\d))\b", _day),
        rule("date with a short year", rf"\b{_DAY}\s{_MONTH}\s(?P<year>(?!))?(?P<short>\d\d)\b(?![\d:.])", _day),
        rule("date", rf"\b{_DAY}\s(?:of\s)?{_MONTH}{_OF_YEAR}", _day),
        *_of_america(),
        *_all_in_figures(),
        rule(
            "month or season of a short year",
            rf"\b(?:(?P<month>{MONTH}){_END}|(?P<season>Spring|Summer|Autumn|Winter))\s[’'](?P<year>\d\d)\b",
            lambda m: f"{m['season'] or _month(m['month'])} {year(2000 + int(m['year']))}",
        ),
        *_weekdays(),
    )


BEHIND_DAY = "|".join(rf"(?<=\b{day} )" for day in DAYS)


# Before a month by its short name with a point: “in Mar. then”.
BEHIND_WORD = "|".join(
    rf"(?<=\b{word} ...\.)" for word in ("[Ii]n", "[Bb]y", "[Ff]rom", "[Uu]ntil", "[Ss]ince", "[Ll]ate", "[Ee]arly")
)


def _of_america() -> tuple[ReadingRule, ...]:
    """Days after their month, and days behind a day of the week."""
    return (
        rule(
            "days of America",
            rf"\b{_MONTH}\s(?P<first>[12]\d|3[01]|[1-9]){_NTH}?{DASH}{_DAY}\b(?:,?\s(?P<year>{YEAR})\b)?(?![.,:]?\d|\s?(?:[ap]\.?m|%)|/)",
            _span_of_days,
        ),
        rule(
            "day of the week",
            rf"(?:(?<=day )|{BEHIND_DAY})(?P<day>[12]\d|3[01]|[1-9])"
            rf"(?:(?:st|nd|rd|th)\b|(?=(?:,| &| and| to) (?:{'|'.join([*DAYS, *DAYS.values()])})\b\.? \d{{1,2}}\b))",
            lambda m: f"the {ordinal(int(m['day']))}",
        ),
        rule(
            "date of America",
            rf"\b{_MONTH}\s(?P<day>[12]\d|3[01]|[1-9])(?:{_NTH}?,?\s(?P<year>{YEAR})\b|{_NTH}\b|(?=\s(?:at|from|between)\s\d))",
            _day,
        ),
    )


def _several_days() -> tuple[ReadingRule, ...]:
    """Spans of days, and days with “and” or “or” between them."""
    return (
        rule(
            "days",
            rf"\b(?P<first>\d{{1,2}}){_NTH}?(?:{DASH}|\s?/\s?){_DAY}\s{_MONTH}{_OF_YEAR}",
            _span_of_days,
        ),
        rule(
            "day before days",
            rf"(?<=\b)(?P<name>{'|'.join([*dict.fromkeys(DAYS.values()), *DAYS])})\.? (?P<first>[12]\d|3[01]|[1-9]){_NTH}?"
            rf"(?:{DASH}|\s(?P<and>&|and)\s|\s?(?P<or>/|\bor\b)\s?)"
            rf"(?=(?:{'|'.join([*DAYS.values(), *DAYS])})\b\.? \d{{1,2}}{_NTH}? (?P<month>{MONTH}))",
            lambda m: (
                f"{_weekday(m['name'])} the {ordinal(int(m['first']))} {'and' if m['and'] else 'or' if m['or'] else 'to'} "
            ),
        ),
        rule(
            "day of several",
            rf"(?<![\w.,£/-])(?P<first>[12]\d|3[01]|[1-9]){_NTH}?"
            rf"(?=(?:, \d{{1,2}}{_NTH}?)+,?(?: and | & | or ){_DAY}\s(?:{MONTH}))",
            lambda m: f"the {ordinal(int(m['first']))}",
        ),
        rule(
            "two days",
            rf"\b(?P<first>\d{{1,2}}){_NTH}? (?:and|&) {_DAY}\s{_MONTH}{_OF_YEAR}",
            lambda m: _span_of_days(m).replace(" to ", " and ", 1),
        ),
    )


def _all_in_figures() -> tuple[ReadingRule, ...]:
    """Dates whose month is a number."""
    day = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    number_month = r"(?P<month>1[0-2]|0?[1-9])"
    return (
        rule(
            "iso date",
            rf"\b(?P<year>{YEAR})(?P<sign>[-./])(?P<month>0[1-9]|1[0-2])(?P=sign)(?P<day>0[1-9]|[12]\d|3[01])(?:\b|(?=T\d))",
            _figures,
        ),
        rule(
            "time of a date",
            rf"(?<=\d)T(?P<h>{HOUR}):(?P<m>{MINUTE})(?::\d\d)?Z?\b",
            lambda m: f" {clock(m['h'], m['m'])}",
        ),
        rule(
            "days in figures",
            rf"\b(?P<first>[12]\d|3[01]|[1-9]){DASH}(?=(?:[12]\d|3[01]|[1-9])/{number_month}/(?:{YEAR}|\d\d)\b)",
            lambda m: f"the {ordinal(int(m['first']))} to ",
        ),
        rule(
            "date in figures", rf"\b{day}(?P<sign>[/.]){number_month}(?P=sign)(?P<year>{YEAR}|\d\d)\b(?!\.\d)", _figures
        ),
        rule("date with dashes", rf"\b{day}-{number_month}-(?P<year>{YEAR})\b", _figures),
        rule("short date with dashes", rf"(?<![\d-]){day}-{number_month}-(?P<year>\d\d)\b(?!-)", _figures),
        rule(
            "month and year in figures",
            r"(?<![\d/.-])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)\b(?![/-])",
            _month_in_figures,
        ),
        rule("day and month", rf"(?<![\w/.])(?!24/7\b){day}/{number_month}(?![\w/])", _day_in_figures),
    )


def _weekdays() -> tuple[ReadingRule, ...]:
    days = "|".join([*dict.fromkeys(DAYS.values()), *DAYS])
    after = "|".join(
        rf"(?<=\b{name}{link})" for name in ("Mon", "Fri", "Sat") for link in (" & ", " and ", "/", ", ", " to ")
    )
    after += r"|(?<=\bexc\. )|(?<=\bexc )|(?<=\bnot )|(?<=\bexcept )|(?<=\bevery )|(?<=\d(?:st|nd|rd|th) )"
    after += r"|(?<=\binc\. )|(?<=\bincl\. )"
    return (
        rule("century", r"(?<=\dth )[Cc](?:\.(?=\s[a-z]|[,;)])|\b(?=$|\s[a-z]|[,;)]))", lambda _: "century"),
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
            rf"\b(?:({'|'.join(DAYS)})\b\.?(?=,? \d| to |\s?(?:&|and|/|,)\s?(?:{days}|Bank|BH)\b| £"
            r"|:| closed| only| noon| midday| all day| from | service)"
            r"|(Mon|Tues?|Weds?|Thur?|Thurs|Fri)\b\.?"
            rf"|(?:{after})(Sat|Sun)\b\.?|^(Sat|Sun)\.?$|(?:(?<=all day )|(?<=\d )|(?<=\d[ap]m )|(?<=\bon ))"
            r"(Sat|Sun)\b(?=[),;.]|$))",
            lambda m: DAYS[m[1] or m[2] or m[3] or m[4] or m[5]],
        ),
        rule(
            "weekdays",
            r"\b(Mon|Fri|Sat|Sun)s\b(?= only| closed|(?: and| &|/)\s?(?:Sun|Sat|Bank|Pub)|\s\d)",
            lambda m: f"{DAYS[m[1]]}s",
        ),
    )


def _weekday(text: str) -> str:
    return DAYS.get(text, text)


def _spans() -> tuple[ReadingRule, ...]:
    """Months, dates and financial years with a dash between them."""
    end, year_after = r"(?:(?<=\.)|\b)", rf"(?:\s(?P<{{}}>{YEAR})\b)?"
    month = rf"(?P<{{}}>{MONTH}){end}"
    link = r"\s?(?:[-–—]|/)\s?"
    first = month.format("m1") + year_after.format("y1")
    last = month.format("m2") + year_after.format("y2")
    after = "|".join(
        rf"(?<=\b{name})" for name in [*MONTHS, *SHORT_MONTHS, *(f"{short_month}\\." for short_month in SHORT_MONTHS)]
    )
    short = "|".join(name for name in SHORT_MONTHS if name != "May")
    return (
        rule("months", rf"\b{first}{link}{last}(?:\s[’'](?P<short>\d\d)\b)?", _months),
        rule(
            "short month",
            rf"\b(?P<m>{short})\b\.?(?=\s?\d|\s?[,;:)]|$|\sto\s(?:{MONTH})"
            rf"|(?:{BEHIND_WORD})\s[a-z])(?!\s?\d{{1,2}}(?:(?:st|nd|rd|th)\b|,?\s{YEAR}\b))",
            lambda m: _month(m["m"]),
        ),
        rule(
            "dates",
            rf"(?:{after}|(?<=\d{{4}}))\s?[–-]\s?(?=\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH}))",
            lambda _: " to ",
        ),
        rule("month to month", rf"(?<=[a-z]\s\d\d)\s?[–-]\s?(?=(?:{MONTH})\s\d)", lambda _: " to "),
        rule(
            "financial year",
            rf"\bFY ?(?P<a>{YEAR}|\d\d)(?:[/–-](?P<b>{YEAR}|\d\d))?\b",
            lambda m: f"financial year {_short_year(m['a'])}" + (f" to {_short_year(m['b'])}" if m["b"] else ""),
        ),
    )


def _short_year(figures: str) -> str:
    return year(int(figures)) if len(figures) == 4 else cardinal(int(figures))


def _months(match: re.Match[str]) -> str:
    parts = []
    for name, written in ((match["m1"], match["y1"]), (match["m2"], match["y2"])):
        parts.append(_month(name) + (f" {year(int(written))}" if written else ""))
    return " to ".join(parts) + (f" {year(2000 + int(match['short']))}" if match["short"] else "")


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


def _month_in_figures(match: re.Match[str]) -> str:
    """“04/2023” is April 2023, but “TPO 04/2023” and “Order no. 04/2023” are references."""
    before = match.string[: match.start()]
    if re.search(
        r"(?:\b[A-Z]{2,}|\b(?:[Nn]o|[Nn]umber|[Rr]ef|[Oo]rder|[Cc]ase|[Dd]ecision|[Rr]eport|[Mm]inute|[Rr]egulation|[Cc]ircular|[Nn]otice|[Bb]ulletin|[Pp]aper|[Dd]irection))\.?\s$",
        before,
    ):
        return f"{number(match['month'].lstrip('0'))} slash {year(int(match['year']))}"
    return f"{MONTHS[int(match['month']) - 1]} {year(int(match['year']))}"


def _years() -> tuple[ReadingRule, ...]:
    return (
        rule("number of a year", rf"\b({YEAR})-(0\d{{2,}})\b", lambda m: f"{year(int(m[1]))}, {digits(m[2])}"),
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
        rule(
            "short years",
            r"(?<!\w)[’‘'](\d\d)\s?[-–/]\s?[’‘']?(\d\d)(?!\w)",
            lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}",
        ),
        rule(
            "century",
            r"\bC(\d{1,2})(?:st|nd|rd|th)\b|(?:(?<=[Ll]ate[- ])|(?<=[Ee]arly[- ])|(?<=[Mm]id[- ]))C(\d{1,2})\b",
            lambda m: f"{ordinal(int(m[1] or m[2]))} century",
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
            rf"(?:{BEFORE_OLD_YEARS})(?P<year>(?!1000)1[0-8]\d\d)\b(?![,.]\d|\s(?:{COUNTED})\b)",
            lambda m: year(int(m["year"])),
        ),
    )


BEFORE_YEARS = "|".join(rf"(?<=\b{word} )" for word in ("[Ii]n", "[Ss]ince", "[Uu]ntil", "[Dd]uring", "By", "From"))

BEFORE_OLD_YEARS = "|".join(rf"(?<=\b{word})" for word in ("in ", "of ", "since ", "Act ", r"c\.", r"c\. ", "circa "))


_LONGEST_SPAN = 15  # of years with a spaced dash: “Act 2003 – 55 High Street” is a year and a number


def _years_or_reference(match: re.Match[str]) -> str:
    """“2020/21” and “2020–25” are years; “Decision 2023/14” is a reference, since 14 does not follow on 23."""
    first, last = match["first"], match["last"]
    if " " in match["sign"] and len(last) == 2 and int(last) - int(first) % 100 > _LONGEST_SPAN:
        return f"{year(int(first))} – {number(last)}"
    if re.search(r"\b0\d[0-5]\d\s?[-–]", match.string[: match.start()]) and len(last) == 4:
        return f"{clock(first[:2], first[2:])} to {clock(last[:2], last[2:])}"
    if "/" not in match["sign"] and len(last) == 2 and 0 < int(last) <= min(12, int(first) % 100):
        return f"{MONTHS[int(last) - 1]} {year(int(first))}"
    follows = int(first) + 1 == int(first[: -len(last)] + last) or (first + last).endswith("9900")
    if "/" in match["sign"] and not follows:
        return f"{year(int(first))} slash {year(int(last)) if len(last) == 4 else number(last)}"
    return f"{year(int(first))} to {_last_year(first, last)}"


def _day_in_figures(match: re.Match[str]) -> str:
    """“from 1/4 to 30/9”: two figures are a date after such words and beside another date; elsewhere parts of a whole."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if re.search(rf"\b(?:{PAIRED})\s$", before) or is_reference(match):
        return " slash ".join(map(number, match[0].split("/")))
    dated = re.search(
        r"\b(?:[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]efore|[Ss]ince|[Ww]/[ce]|[Dd]ue|[Oo]n|[Bb]y|Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun|day):?\s$",
        before,
    )
    moved = re.search(
        r"\b(?:up|down|cut|rose|rises?|risen|fell|falls?|fallen|grew|grown|reduced?|increased?|\w+ing)\sby\s$", before
    )
    counted = re.match(rf"\s(?:of|{COUNTED}|majority|share)\b", after)
    first = re.search(r"(\d{1,2})/(\d{1,2})\s(to|and|or|until)\s$", before)
    joined = first and not counted and not _are_parts(first, match)
    partner = re.match(rf"(?:{DASH}| to | and )(\d{{1,2}})/(\d{{1,2}})(?![\w/])", after)
    joined = joined or (partner and int(partner[1]) > 12 >= int(partner[2]))
    zero = match[0].startswith("0") or "/0" in match[0]
    short_years = int(match["month"]) == int(match["day"]) + 1 and len(match["day"]) == len(match["month"]) == 2
    if (dated and not moved and not counted) or joined or (zero and not short_years):
        return f"the {ordinal(int(match['day']))} of {MONTHS[int(match['month']) - 1]}"
    return stroke_between(match)


def _are_parts(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two pairs of figures are parts of a whole, as in “1/3 and 3/4”, with no word for a time before them."""
    timed = re.search(r"\b(?:[Bb]etween|[Ff]rom|[Oo]n|[Bb]y|[Uu]ntil|[Dd]ue)\b", first.string[: first.start()])
    pairs = [(int(first[1]), int(first[2])), (int(second["day"]), int(second["month"]))]
    return first[3] in ("and", "or") and not timed and all(above < below <= 10 for above, below in pairs)


# Before two numbers of things, which are no part and no day: “Euro 3/4”, “Years 5/6”.
PAIRED = "Euro|Years?|Yrs?|Levels?|Grades?|Class(?:es)?|Tiers?|Stages?|Phases?|Parcels?|Plots?|Flats?|Units?|Lots?|Bays?|Rooms?"


def _last_year(first: str, last: str) -> str:
    if len(last) == 4:
        return year(int(last))
    full = int(first[:2] + last)
    return cardinal(int(last)) if int(last) else year(full + 100)
