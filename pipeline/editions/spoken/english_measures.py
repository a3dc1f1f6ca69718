"""How measures, rates, fractions, formulas and powers are read aloud in British English.

£5/hour          five pounds per hour
40 µg/m³         forty micrograms per cubic metre
CO2e             C O two E
3/5 of homes     three fifths of homes
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.editions.spoken.english_words import COUNTED, DASH, MONTHS, NUMBER, PER_WORDS, RATES, SCALES, UNITS
from pipeline.editions.spoken.numbers import cardinal, letters, number, ordinal, plural
from pipeline.editions.spoken.reading import Rule, rule

_UNITS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_RATES = "|".join(sorted(map(re.escape, RATES), key=len, reverse=True))
_VULGAR = "".join(
    chr(code) for code in range(0xBC, 0x2190) if unicodedata.decomposition(chr(code)).startswith("<fraction>")
)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
# A fraction with one of these below is a part of a whole ("three fifths") where “of” follows; halves to quarters always are.
_PARTS = (2, 3, 4, 5, 8, 10)
_FIRST_YEAR, _LAST_YEAR = 15, 60  # of "24/25": the short years that plans are about


def measures() -> tuple[Rule, ...]:
    """Numbers with their units, and units by themselves."""
    unit = rf"(?P<unit>{_RATES}|(?:{_UNITS})(?:/(?:{_UNITS}))?)(?!\w)"
    per = "|".join(PER_WORDS)
    return (
        rule(
            "scaled",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?(?P<s>k|m|bn)\b(?=\s(?:{COUNTED})\b)",
            lambda m: f"{number(m['n'])} {SCALES[m['s']]}",
        ),
        rule("million", rf"(?<![\w.])(?P<n>{NUMBER})(?P<s>bn|tn|k)\b", lambda m: f"{number(m['n'])} {SCALES[m['s']]}"),
        *_sizes(),
        rule(
            "measure",
            rf"(?P<minus>(?<![\w)])[-−])?(?<![\w.])(?P<a>{NUMBER})(?:{DASH}(?P<b>{NUMBER}))?[\s-]?{unit}",
            _measured,
        ),
        rule(
            "per unit",
            rf"(?:(?<=\d)|(?<=\d[km])|(?<=[2₂]e))/(?P<unit>{_UNITS}|{per})(?!\w)",
            lambda m: f" per {UNITS.get(m['unit'], m['unit'])}",
        ),
        rule("per", rf"\bper (?P<unit>{_UNITS})(?!\w)", lambda m: f"per {UNITS[m['unit']]}"),
        rule(
            "unit", rf"(?<![\w/])(?:(?:{_UNITS})/(?:{_UNITS})|(?:k|c|m)?m[²³])(?!\w)", lambda m: _unit(m[0], many=True)
        ),
        rule(
            "a year", r"(?:(?<=\d)|(?<=\d[km])|(?<=illion))\s?(?P<how>p\.a\.|pa\b|pcm\b|pw\b|p\.w\.|pm\b|p\.m\.)", _wage
        ),
    )


def _sizes() -> tuple[Rule, ...]:
    """Lengths of time, points, length by width, and so many times."""
    return (
        rule(
            "hours and minutes",
            r"\b(\d{1,2})\s?h(?:rs?)?\s?(\d{1,2})\s?m(?:ins?)?\b",
            lambda m: f"{_counted(m[1], 'hour')} {_counted(m[2], 'minute')}",
        ),
        rule("hours", r"\b(\d{1,2})h\b", lambda m: _counted(m[1], "hour")),
        rule("minutes", r"\b(\d{1,2})m(?= (?:free|wait|stay|max|parking)\b)", lambda m: _counted(m[1], "minute")),
        rule("per minutes", r"/(\d+)\s?mins?\b", lambda m: f" per {_counted(m[1], 'minute')}"),
        rule("more or less", r"\+/[-–−]", lambda _: " plus or minus "),
        rule(
            "percentage points",
            r"(?<![\w.])(\d+\.\d+\s?|\d+)pp\b",
            lambda m: f"{number(m[1].strip())} percentage points",
        ),
        rule(
            "by",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?(?:x|×(?!\s?10[⁻{_RAISED}]))\s?(?=\d)",
            lambda m: f"{number(m['n'])} by ",
        ),
        rule(
            "feet and inches",
            r"\b(\d+)\s?(?:['’′]|ft)\s?(\d+)[\"”″](?!\w)",
            lambda m: f"{number(m[1])} feet {number(m[2])} {'inch' if m[2] == '1' else 'inches'}",
        ),
        rule("length by width", r"(?:(?<=m )|(?<=m)|(?<=ft )|(?<=ft))[x×]\s?(?=\d)", lambda _: " by "),
        rule("times", r"(?<![\w.])[x×]\s?(?=\d)", lambda _: " times "),
        rule("as much", rf"(?<![\w.])(?P<n>{NUMBER})[x×](?!\w)", lambda m: f"{number(m['n'])} times"),
    )


def _hours(match: re.Match[str]) -> str:
    """“1½h” is “one and a half hours”, “½h” half an hour."""
    part = _vulgar(match[2]).removeprefix("one ")
    if not match[1]:
        return "half an hour" if part == "half" else f"{'a ' if part == 'quarter' else ''}{part} of an hour"
    return f"{number(match[1])} and {'a ' if part in ('half', 'quarter') else ''}{part} hours"


def _counted(figures: str, name: str) -> str:
    return f"{number(figures)} {name}{'' if figures == '1' else 's'}"


def _measured(match: re.Match[str]) -> str:
    text = f"{'minus ' if match['minus'] else ''}{number(match['a'])}"
    if match["b"]:
        text += f" to {number(match['b'])}"
    return f"{text} {_unit(match['unit'], many=bool(match['b']) or match['a'] != '1')}"


def _unit(written: str, *, many: bool) -> str:
    if written in RATES:
        return RATES[written]
    name, _, below = written.partition("/")
    said = UNITS[name]
    if many:
        said = f"{said[:-4]}feet" if said.endswith("foot") else said if said.endswith("hertz") else f"{said}s"
    return f"{said} per {UNITS[below]}" if below else said


def _wage(match: re.Match[str]) -> str:
    return {
        "p.a.": " a year",
        "pa": " a year",
        "pcm": " per calendar month",
        "pm": " per month",
        "p.m.": " per month",
    }.get(match["how"], " per week")


def fractions() -> tuple[Rule, ...]:
    """Parts of a whole: “½”, “1⁄3”, “3/4”, “17/101”, “80/20”."""
    return (
        rule(
            "minute number",
            r"^(?P<a>\d{1,3})/(?P<b>\d\d)(?=: ?[A-Z\d])",
            lambda m: f"{number(m['a'])} slash {number(m['b'])}",
        ),
        rule("half and half", r"\b50[/:-]50\b", lambda _: "fifty-fifty"),
        rule("part of an hour", rf"(\d*)([{_VULGAR}])\s?h(?:rs?)?\b", _hours),
        rule("mixed", rf"(?P<whole>\d+)\s?(?P<part>[{_VULGAR}])", _mixed),
        rule("mixed with a stroke", r"\b(?P<whole>\d+)\s(?P<part>1/2|[13]/4|[12]/3|[1357]/8)(?![\w/])", _mixed),
        rule(
            "part of a measure",
            r"(?<![\w/.])(?P<part>[½¼¾]|[13]/4|1/2)\s(?P<name>mile|hour|day|week|year|acre|pint|inch|tonne)\b",
            lambda m: (
                ("half" if m["part"] in "½1/2" else "a quarter of" if m["part"] in "¼1/4" else "three quarters of")
                + f" {'an' if m['name'] in ('hour', 'acre', 'inch') else 'a'} {m['name']}"
            ),
        ),
        rule("half of a thing", r"½(?=[ -][a-z])", lambda _: "half"),
        rule("part", rf"[{_VULGAR}]", lambda m: _vulgar(m[0])),
        rule("fraction bar", r"\b(\d{1,3})⁄(\d{1,3})\b", lambda m: _fraction(int(m[1]), int(m[2]))),
        rule(
            "score",
            rf"(?<![\w/.])(?P<a>\d+\.\d+)/(?P<b>{NUMBER})(?![\w/])",
            lambda m: f"{number(m['a'])} out of {number(m['b'])}",
        ),
        rule("over", r"(?<![\w/.])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\w/])", over),
        rule(
            "part in words",
            r"(?<![\w/.])(\d{1,2})/(\d{1,2})(?:rds?|ths?)\b",
            lambda m: _fraction(int(m[1]), int(m[2])),
        ),
        rule("small part", r"(?<![\w/.])1/(10+)(?![\w/])", lambda m: f"one out of {number(m[1])}"),
    )


def _vulgar(sign: str) -> str:
    above, _, below = unicodedata.normalize("NFKC", sign).replace("/", "⁄").partition("⁄")
    return _fraction(int(above), int(below))


def _fraction(above: int, below: int) -> str:
    """2 and 3 are “two thirds”."""
    name = {1: "whole", 2: "half", 4: "quarter"}.get(below) or ordinal(below)
    many = name if above == 1 else "halves" if below == 2 else f"{name}s"
    return f"{cardinal(above)} {many}"


def _mixed(match: re.Match[str]) -> str:
    part = _vulgar(match["part"])
    name = part.removeprefix("one ")
    article = "" if name == part else "an " if name[0] in "aeiou" else "a "
    return f"{cardinal(int(match['whole']))} and {article}{name}"


def over(match: re.Match[str]) -> str:
    """Two numbers with a stroke: short years, shares of a hundred, parts, or so many out of so many."""
    above, below = match[0].split("/")
    a, b = int(above), int(below)
    if len(above) == len(below) == 2 and b == a + 1 and (above[0] == "0" or _FIRST_YEAR <= a <= _LAST_YEAR):
        return f"{number(above)} to {cardinal(b)}"
    if a + b == 100:
        return f"{cardinal(a)} {cardinal(b)}"
    if b <= 12 < a <= 31:
        return f"the {ordinal(a)} of {MONTHS[b - 1]}"
    of_a_whole = re.match(r"\s(?:of|majority|share)\b", match.string[match.end() :])
    if 0 < a < b and b in _PARTS and (of_a_whole or a == 1 or b <= 4):
        return _fraction(a, b)
    return f"{cardinal(a)} {'out of' if a <= b else 'over'} {cardinal(b)}"


def formulas() -> tuple[Rule, ...]:
    """Chemical formulas, and figures that stand above or below the line."""
    return (
        rule(
            "gas",
            r"(?<![A-Za-z])(?:(?P<unit>[kM]?t|kg|g) ?)?(?P<name>(?:[CNS]O|CH|[NHO])[2-4][OS]?|[NS]Ox)(?P<e>e|eq)?\b(?!\.\d)",
            lambda m: (
                (f"{plural(UNITS[m['unit']])} of " if m["unit"] else "") + _formula(m["name"] + (m["e"] or "")[:1])
            ),
        ),
        rule("acid", r"\bpH(?=\s?\d)", lambda _: "P H "),
        rule(
            "particles",
            r"\bPM ?(2\.5|10|₂\.₅|₁₀)(?!\d)",
            lambda m: f"P M {number(unicodedata.normalize('NFKC', m[1]))}",
        ),
        rule("formula", rf"\b[A-Z][A-Za-z{_LOWERED}]*[{_LOWERED}][A-Za-z{_LOWERED}]*", lambda m: _formula(m[0])),
        rule(
            "squared",
            r"(?:(?<=\d)|(?<=\b[A-Za-z])|(?<=\)))[²³](?!\d)",
            lambda m: " squared" if m[0] == "²" else " cubed",
        ),
        rule("power", rf"(?<=\d)(?P<minus>[⁻])?(?P<n>[{_RAISED}]+)", _power),
        rule("raised", rf"[{_RAISED}{_LOWERED}]+", lambda m: f" {number(unicodedata.normalize('NFKC', m[0]))} "),
    )


def _formula(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    parts = re.findall(r"\d+|[A-Za-z]", plain)
    return " ".join(cardinal(int(part)) if part.isdigit() else letters(part) for part in parts)


def _power(match: re.Match[str]) -> str:
    return f" to the power of {'minus ' if match['minus'] else ''}{number(unicodedata.normalize('NFKC', match['n']))}"
