"""Rules for reading fractions, scores and two numbers with a stroke aloud in British English.

3/5 of homes     three fifths of homes
2½ hours         two and a half hours
4.6/5            four point six out of five
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.editions.spoken.english_references import is_reference
from pipeline.editions.spoken.english_units import UNIT, UNITS
from pipeline.editions.spoken.english_words import MONTHS, NUMBER
from pipeline.editions.spoken.numbers import cardinal, digits, number, ordinal
from pipeline.editions.spoken.reading import ReadingRule, rule

VULGAR = "".join(
    chr(code) for code in range(0xBC, 0x2190) if unicodedata.decomposition(chr(code)).startswith("<fraction>")
)
# A fraction with one of these below is a part of a whole ("three fifths") where “of” follows; halves to quarters always are.
_PARTS = (2, 3, 4, 5, 8, 10)
_SMALLEST_PART = 12  # of “5/6 of respondents”; smaller ones are so many out of so many
_FIRST_YEAR, _LAST_YEAR = 15, 60  # of "24/25": the short years that plans are about


def parts_of_measures() -> tuple[ReadingRule, ...]:
    """“½ mile” and “1/2 mile” are “half a mile”; a date in figures never comes before a measure."""
    return (
        rule(
            "part of a measure",
            rf"(?<![\w/.])(?P<part>[{VULGAR}]|[13]/4|1/2|[12]/3|[1357]/8)\s"
            r"(?P<name>mile|hour|day|week|month|year|acre|pint|inch|tonne|metre|litre|hectare|page)\b",
            _part_of_measure,
        ),
        rule(
            "part of a unit",
            rf"(?<![\w/.])(?P<part>[{VULGAR}]|[13]/4|1/2|[12]/3|[1357]/8)\s?(?P<name>{UNIT})(?![\w/])",
            _part_of_measure,
        ),
        rule(
            "one size or another",
            r"(?<![\w/.])([1-9])/([1-9])(?=[- ](?:storeys?|bed(?:room)?(?:ed)?|berth|form|person|star|seater)\b)",
            lambda m: f"{number(m[1])} or {number(m[2])}",
        ),
        rule("ninths", r"\b(Band [A-H]:?) (\d{1,2})/9\b", lambda m: f"{m[1]} {number(m[2])} ninths"),
        rule(
            "part of an inch",
            r"(?<![\w/.])(\d{1,2})/(2|4|8|16|32|64)[\"″]",
            lambda m: f"{_fraction(int(m[1]), int(m[2]))} of an inch",
        ),
    )


def _part_of_measure(match: re.Match[str]) -> str:
    part = match["part"] if "/" not in match["part"] else match["part"].replace("/", "⁄")
    reading, name = _vulgar(part), UNITS.get(match["name"], match["name"])
    if reading in ("one half", "one quarter") and _DESCRIBING.search(match.string[: match.start()]):
        return f"{reading.removeprefix('one ')} {name}"
    reading = {"one half": "half", "one quarter": "a quarter of", "one third": "a third of"}.get(
        reading, f"{reading} of"
    )
    return f"{reading} {'an' if name in ('hour', 'acre', 'inch', 'ounce') else 'a'} {name}"


def fractions() -> tuple[ReadingRule, ...]:
    """Parts of a whole: “½”, “1⁄3”, “3/4”, “17/101”, “80/20”."""
    return (
        rule(
            "minute number",
            r"^(?:(\d{1,3})/(\d\d)(?=: ?[A-Z\d])|(2\d)/(\d{3})(?= [A-Z])|(\d{1,3})/(2\d)(?= [A-Z][a-z]))",
            lambda m: " slash ".join(map(number, filter(None, m.groups()))),
        ),
        rule("part of an hour", rf"(\d*)([{VULGAR}])\s?h(?:rs?)?\b", _hours),
        rule("mixed", rf"(?P<whole>\d+)\s?(?P<part>[{VULGAR}])", _mixed),
        rule("mixed with a stroke", r"\b(?P<whole>\d+)\s(?P<part>1/2|[13]/4|[12]/3|[1357]/8)(?![\w/])", _mixed),
        rule("half of a thing", r"½(?=[ -][a-z])", lambda _: "half"),
        rule("part", rf"[{VULGAR}]", lambda m: _vulgar(m[0])),
        rule("fraction bar", r"\b(\d{1,3})⁄(\d{1,3})\b", lambda m: _fraction(int(m[1]), int(m[2]))),
        rule(
            "score",
            rf"(?<![\w/.])(?P<a>\d+\.\d+)/(?P<b>{NUMBER})(?![\w/])",
            lambda m: f"{number(m['a'])} {_out_of(m)} {number(m['b'])}",
        ),
        rule(
            "many of many",
            r"(?<![\w/.,£])(?P<a>\d{1,3}(?:,\d{3})+|\d{1,4})/(?P<b>\d{1,3}(?:,\d{3})+)(?![\w/])",
            lambda m: f"{number(m['a'])} {'out of' if _value(m['a']) <= _value(m['b']) else 'slash'} {number(m['b'])}",
        ),
        rule("blood pressure", r"\bBP (\d{2,3})/(\d{2,3})\b", lambda m: f"B P {number(m[1])} over {number(m[2])}"),
        rule("over", r"(?<![\w/.])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\w/])", stroke_between),
        rule(
            "part in words",
            r"(?<![\w/.])(\d{1,2})/(\d{1,2})(?:rds?|ths?)\b",
            lambda m: _fraction(int(m[1]), int(m[2])),
        ),
        rule("small part", r"(?<![\w/.])1/(10+)(?![\w/])", lambda m: f"one out of {number(m[1])}"),
    )


def _value(figures: str) -> int:
    return int(figures.replace(",", ""))


def _out_of(match: re.Match[str]) -> str:
    """“78.4/1,000” is a rate, “4.6/5” a score."""
    whole = float(match["b"].replace(",", ""))
    return "per" if whole in (1000, 10_000, 100_000) else "out of" if float(match["a"]) <= whole else "slash"


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


def stroke_between(match: re.Match[str]) -> str:
    """Two numbers with a stroke: short years, shares of a hundred, parts, or so many out of so many."""
    above, below = match[0].split("/")
    a, b = int(above), int(below)
    if is_reference(match):
        return f"{number(above)} slash {number(below)}"
    if len(below) == 3 and below[0] == "0":
        return f"{cardinal(a)} slash {digits(below)}"
    if len(above) == len(below) == 2 and b == a + 1 and (above[0] == "0" or _FIRST_YEAR <= a <= _LAST_YEAR):
        return f"{number(above)} to {cardinal(b)}"
    if a + b == 100:
        return f"{cardinal(a)} {cardinal(b)}"
    if b <= 12 < a <= 31:
        return f"the {ordinal(a)} of {MONTHS[b - 1]}"
    listed = b <= _SMALLEST_PART and (
        re.search(rf"(?:[1-9]/[2-9]|[{VULGAR}])(?:,| and| or) $", match.string[: match.start()])
        or re.match(rf"(?:,| and| or) (?:[1-9]/[2-9](?!\w)|[{VULGAR}])", match.string[match.end() :])
    )
    of_a_whole = listed or re.match(r"\s(?:of|majority|share)\b", match.string[match.end() :])
    if 0 < a < b and (b <= _SMALLEST_PART if of_a_whole else b in _PARTS and (a == 1 or b <= 4)):
        part = _fraction(a, b)
        return part.removeprefix("one ") if re.search(r"\ba\s$", match.string[: match.start()]) else part
    pressure = re.match(r"\s?mmHg", match.string[match.end() :])
    return f"{cardinal(a)} {'out of' if a <= b else 'over' if pressure else 'slash'} {cardinal(b)}"


# Before a part of an hour that is counted as one thing: “per half hour”.
_DESCRIBING = re.compile(r"\b(?:\w*(?:st|nd|rd|th)|per|each|every|the|extra|further|[Aa]n?|last)\s$")


def _hours(match: re.Match[str]) -> str:
    """“1½h” is “one and a half hours”, “½h” half an hour."""
    part = _vulgar(match[2]).removeprefix("one ")
    if not match[1] and _DESCRIBING.search(match.string[: match.start()]):
        return f"{part} hour"
    if not match[1]:
        return "half an hour" if part == "half" else f"{'a ' if part == 'quarter' else ''}{part} of an hour"
    return f"{number(match[1])} and {'a ' if part in ('half', 'quarter') else ''}{part} hours"
