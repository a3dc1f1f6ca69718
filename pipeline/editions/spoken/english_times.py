"""Rules for reading times of day aloud in British English, with and without a sign between hours and minutes."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, DAYS, MONTHS, after
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number
from pipeline.editions.spoken.reading import ReadingRule, rule

HOUR, MINUTE = r"(?:1\d|2[0-4]|0?\d)", r"[0-5]\d"

# Words before a ratio that looks like a time of day.
SCALED = (
    r"(?:(?=[\d:]+ (?:ratio|scale|gradient|ramp|slope)\b)"
    rf"|{after('[Ss]cale', '[Ss]cale of', '[Gg]radient', '[Gg]radient of', '[Rr]amp of', '[Rr]atio of', '[Rr]atio')}"
    r"|(?<=amp \()|(?<=amps \()|(?<=ope \()|(?<=opes \()|(?<=ent \())"
)

# Words before votes for and against, which look like a time of day.
VOTED = after("[Ww]on", "[Ll]ost", "[Vv]ote", "[Vv]oted", "[Tt]ied", "[Cc]arried", "[Dd]efeated")

# A time of day in four figures without a sign, as timetables have it.
FOUR = r"(?P<h{0}>[01]\d|2[0-3])(?P<m{0}>[0-5]\d)"

EARLY = r"(?P<h{0}>0\d)(?P<m{0}>[0-5]\d)"

BEFORE_TIMES = after(
    "[Aa]t", "[Ff]rom", "[Uu]ntil", "[Tt]ill", "[Bb]y", "[Bb]efore", "[Aa]fter", "[Dd]eparts", "[Dd]epart", "[Aa]rrives",
    "[Aa]rrive", "[Dd]ep", "[Aa]rr", "[Tt]he", "[Oo]pens", "[Cc]loses", "[Bb]etween",
)  # fmt: skip
# Before times with a point: “at 14.30”, “Fri to 4.45”.
BEFORE_POINTS = after(
    "at",
    "from",
    "until",
    *(f"{month}," for month in MONTHS),
    *(
        "[Ee]ntry",
        "[Aa]dmission",
        "[Oo]rders",
        "[Dd]oors",
        "[Oo]pen",
        "[Oo]pens",
        "[Cc]lose",
        "[Cc]loses",
        "[Ss]tarts",
        "[Bb]egins",
        "[Kk]ick-off",
    ),
    *(f"{day}{link}" for day in (*DAYS, *dict.fromkeys(DAYS.values())) for link in (" to", ":", "")),
)
BEHIND_DAY = after(*DAYS, *dict.fromkeys(DAYS.values()))
DEPARTING = after(
    "[Ll]ast",
    "[Ff]irst bus",
    "[Ll]ast bus",
    "[Ff]irst train",
    "[Ll]ast train",
    "[Dd]ep",
    r"[Dd]ep\.",
    "[Aa]rr",
    r"[Aa]rr\.",
)


def clock(hour: str, minute: str | None, half: str | None = None) -> str:
    if hour in ("00", "24") and minute and not half:
        return f"twelve {_minutes(minute)} A M" if int(minute) else "midnight"
    text = cardinal(int(hour))
    if minute and int(minute):
        text += f" {_minutes(minute)}"
    elif minute and not half:
        text = f"{text} hundred hours" if int(hour) > 12 else f"{text} o'clock"
    return f"{text} {letters(half + 'm')}" if half else text


def _minutes(figures: str) -> str:
    return f"{'oh ' if int(figures) < 10 else ''}{cardinal(int(figures))}"


def times() -> tuple[ReadingRule, ...]:
    half = r"(?P<half>[apAP])\.?[mM]\b\.?"

    def span(match: re.Match[str]) -> str:
        first = clock(match["h1"], match["m1"], match["half1"])
        return f"{first} to {clock(match['h2'], match['m2'], match['half'])}"

    return (
        rule(
            "times",
            rf"\b(?P<h1>{HOUR})(?:[.:](?P<m1>{MINUTE}))?\s?(?:(?P<half1>[apAP])\.?[mM]\.?)?(?:{DASH}| to )"
            rf"(?P<h2>{HOUR})(?:[.:](?P<m2>{MINUTE}))?\s?{half}",
            span,
        ),
        rule("time", rf"\b(?P<h>{HOUR})(?:[.:](?P<m>{MINUTE}))?\s?{half}", lambda m: clock(m["h"], m["m"], m["half"])),
        rule(
            "clock span",
            rf"\b(?P<h1>{HOUR}):(?P<m1>{MINUTE})(?:\s?hrs)?{DASH}(?P<h2>{HOUR}):(?P<m2>{MINUTE})(?:\s?h(?:ou)?rs?)?\b",
            lambda m: f"{clock(m['h1'], m['m1'])} to {clock(m['h2'], m['m2'])}",
        ),
        *_no_times(),
        rule(
            "clock with seconds",
            rf"\b(?P<h>{HOUR}):(?P<m>{MINUTE}):(?P<s>{MINUTE})\b",
            lambda m: f"{clock(m['h'], m['m'])} and {cardinal(int(m['s']))} seconds",
        ),
        rule(
            "clock",
            rf"\b(?P<h>{HOUR}):(?P<m>{MINUTE})(?:\s?h(?:ou)?rs?)?\b(?!:|[.,]\d)",
            lambda m: clock(m["h"], m["m"]),
        ),
        *_with_points(),
        *_noon(),
    )


def _no_times() -> tuple[ReadingRule, ...]:
    """Numbers that look like a time of day: scales of maps, and votes for and against."""
    return (
        rule(
            "scale",
            rf"{SCALED}1:(\d{{1,3}})\b(?![,.]\d)|(?<!\d)1:(?!00|15|30|45)([1-9]\d)\b(?!\s?[ap]\.?m|,\d|\.\d)",
            lambda m: f"one to {cardinal(int(m[1] or m[2]))}",
        ),
        rule(
            "votes",
            rf"{VOTED}(\d{{1,2}}):(\d{{1,2}})\b(?!:|\s?[ap]\.?m)",
            lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}",
        ),
    )


def _noon() -> tuple[ReadingRule, ...]:
    """Noon, midnight and always."""
    return (
        rule("noon until", r"\b([Nn]oon|[Mm]idnight|[Mm]idday)\s?[-–]\s?(?=\d)", lambda m: f"{m[1]} to "),
        rule("after noon", r"(?:(?<=noon)|(?<=midday)|(?<=midnight))\s?[-–]\s?(?=\d)", lambda _: " to "),
        rule("until noon", r"(?<=m)\s?[-–]\s?(?=(?:12(?:[.:]00)? ?)?(?:noon|midnight|midday)\b)", lambda _: " to "),
        rule("noon", r"\b12(?:[.:]00)? ?(noon|midday|midnight)\b", lambda m: f"twelve {m[1]}"),
        rule(
            "always",
            r"\b24[/-]7(/365)?\b",
            lambda m: "twenty-four seven" + (", three hundred and sixty-five" if m[1] else ""),
        ),
    )


def _with_points() -> tuple[ReadingRule, ...]:
    """Times with a point, where nothing else is counted: “at 14.30”, “9.30–11.00”."""
    return (
        rule(
            "clock span with points",
            rf"(?:\b(?P<h1>{HOUR})\.(?P<m1>00|15|30|45){DASH}|{BEFORE_POINTS}(?P<h3>{HOUR})\.(?P<m3>{MINUTE})(?:{DASH}| to ))"
            rf"(?P<h2>{HOUR})\.(?P<m2>00|15|30|45)(?:\s?hrs)?\b(?!\s?(?:[%°]|per|[a-z]?m\b|million))",
            _with_point,
        ),
        *_of_four_figures(),
        rule(
            "hours of a day",
            rf"{BEHIND_DAY}(?P<h1>{HOUR}){DASH}(?P<h2>{HOUR})\.(?P<m2>00|15|30|45)\b(?!\s?[%°\d])",
            lambda m: f"{clock(m['h1'], None)} to {clock(m['h2'], m['m2'])}",
        ),
        rule(
            "clock with point",
            rf"(?:{BEFORE_POINTS}|(?=\d+\.[0-5]\d for \d))"
            rf"(?P<h>{HOUR})\.(?P<m>{MINUTE})\b(?!\s?(?:[%°]|per|[a-z]?m\b|million))",
            _with_point,
        ),
    )


def _of_four_figures() -> tuple[ReadingRule, ...]:
    """Times of timetables and signs: “0800–1830”, “from 0600 to 2330”, “the 0705 to Sampleton”, “1830 hrs”."""
    span = rf"(?:{DASH}|\s(?P<link>to|until|till|and)\s)"
    return (
        rule("clock span of four figures", rf"\b{EARLY.format(1)}{span}{FOUR.format(2)}(?:\s?hrs)?\b", _four_to_four),
        rule(
            "night span of four figures", rf"\b{FOUR.format(1)}{DASH}(?P<link>(?!))?{EARLY.format(2)}\b", _four_to_four
        ),
        rule("hours span", rf"\b{FOUR.format(1)}{span}{FOUR.format(2)}\s?hrs\b", _four_to_four),
        rule(
            "hours of four figures",
            rf"\b{FOUR.format('')}\s?hrs\b(?! (?:of|a|per)\b)",
            _hours_of_four,
        ),
        rule(
            "hours with a point",
            rf"\b(?P<h>0\d|1[3-9]|2[0-3])\.(?P<m>{MINUTE})\s?h(?:ou)?rs\b(?! (?:of|a|per)\b)",
            _hours_of_four,
        ),
        rule(
            "early time",
            rf"{BEFORE_TIMES}{EARLY.format('')}\b(?![,.]?\d)|^(?P<h1>0\d)(?P<m1>[0-5]\d)(?= (?:from|to|at|hrs)\b)"
            rf"|(?<![\w.,/-])(?P<h2>0\d)(?P<m2>[0-5]\d)(?=(?:, (?:and )?| and | & )[01]\d[0-5]\d\b)",
            lambda m: clock(m["h"] or m["h1"] or m["h2"], m["m"] or m["m1"] or m["m2"]),
        ),
        *_of_timetables(),
    )


def _of_timetables() -> tuple[ReadingRule, ...]:
    """Times that only a timetable has: “dep. 08.42”, “the :15 and :45”."""
    return (
        rule(
            "early clock with point",
            rf"(?<![\d.,£/-])(?P<h>0\d)\.(?P<m>{MINUTE})\b(?![.,]?\d|\s?(?:[%°]|[a-z]?m\b))",
            lambda m: clock(m["h"], m["m"]),
        ),
        rule(
            "time of departure",
            rf"{DEPARTING}(?P<h>[01]\d|2[0-3])\.?(?P<m>{MINUTE})\b|\b(?P<h1>[01]\d|2[0-3])\.(?P<m1>{MINUTE})(?= (?:arr|dep)\b)",
            lambda m: clock(m["h"] or m["h1"], m["m"] or m["m1"]),
        ),
        rule(
            "departure",
            r"\b([Dd]ep|[Aa]rr)\b\.?(?=(?:\s[A-Z][a-z]+)?\s\d\d?[.:]?\d\d\b)",
            lambda m: f"{m[1]}{'arts' if m[1][0] in 'dD' else 'ives'}",
        ),
        rule("minutes of any hour", r"(?<=\s):(?P<m>[0-5]\d)\b(?!:)", lambda m: _minutes(m["m"])),
        rule(
            "time of a timetable",
            rf"(?<![\w.,/-]){EARLY.format('')}\b(?![,.]?\d|[/-])",
            _of_a_timetable,
        ),
        rule(
            "minutes past",
            r"\b0([1-9])(?=(?:, \d\d)*(?:,? (?:and|&) \d\d)?(?: mins?| minutes)? past\b)",
            lambda m: f"oh {number(m[1])}",
        ),
    )


# A figure that goes from one value to another has no times: “rose from 3.15 to 4.45”.
_MOVED = re.compile(r"\b(?:rose|risen|rising|f[ae]ll|fallen|grew|grown|up|down|\w+(?:ed|ing|es)) from $", re.IGNORECASE)


def _with_point(match: re.Match[str]) -> str:
    """One time or two, unless a figure has changed."""
    if _MOVED.search(match.string[: match.start()]):
        return re.sub(r"\d+\.\d+", lambda m: number(m[0]), match[0])
    names = match.groupdict()
    times = [(names.get(f"h{n}"), names.get(f"m{n}")) for n in ("", "1", "3", "2")]
    return " to ".join(clock(hour, minute) for hour, minute in times if hour)


def _four_to_four(match: re.Match[str]) -> str:
    link = "and" if match["link"] == "and" else "to"
    return f"{clock(match['h1'], match['m1'])} {link} {clock(match['h2'], match['m2'])}"


def _hours_of_four(match: re.Match[str]) -> str:
    """“0745 hrs” is “zero seven forty-five hours”, “0900 hrs” nine o'clock."""
    zero = "zero " * match["h"].startswith("0")
    return f"{zero}{clock(match['h'], match['m'])} hours" if int(match["m"]) else clock(match["h"], match["m"])


def _of_a_timetable(match: re.Match[str]) -> str:
    """“0917” is a time of day behind “dep. Ashford”, and a number elsewhere."""
    leaving = re.search(r"\b(?:[Dd]ep|[Aa]rr|[Dd]epart\w*|[Aa]rriv\w*|[Ll]eaves?)\b", match.string[: match.start()])
    return clock(match["h"], match["m"]) if leaving else digits(match[0])
