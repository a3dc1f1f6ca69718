"""Rules for reading formulas and powers aloud in British English: “CO2e”, “PM2.5”, “10⁻³”."""

from __future__ import annotations

import re
import unicodedata

from pipeline.editions.spoken.english_units import UNITS
from pipeline.editions.spoken.numbers import cardinal, letters, number, plural
from pipeline.editions.spoken.reading import ReadingRule, rule

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"


def formulas() -> tuple[ReadingRule, ...]:
    """Chemical formulas, and raised or lowered figures."""
    return (
        rule(
            "gas",
            r"(?<![A-Za-z])(?:(?P<unit>[kM]?t|kg|g) ?)?(?P<name>(?:[CNS]O|CH|[NHO])[2-4₂-₄][OS]?|[NS]Ox)(?P<e>e|eq)?\b(?!\.\d)",
            _gas,
        ),
        rule("acid", r"\bpH(?=\s?\d)", lambda _: "P H "),
        rule(
            "particles",
            r"\bPM ?(2\.5|10|₂\.₅|₁₀)(?!\d)",
            lambda m: f"P M {number(unicodedata.normalize('NFKC', m[1]))}",
        ),
        rule(
            "squared",
            r"(?:(?<=\d)|(?<=\b[A-Za-zα-ω])|(?<=\)))[²³](?!\d)",
            lambda m: " squared" if m[0] == "²" else " cubed",
        ),
        rule("power", rf"(?<=\d)(?P<minus>[⁻])?(?P<n>[{RAISED}]+)", _power),
        rule("raised", rf"[{RAISED}{_LOWERED}]+", lambda m: f" {number(unicodedata.normalize('NFKC', m[0]))} "),
    )


def _gas(match: re.Match[str]) -> str:
    """“5 tCO2e” and “5 t CO2e” are “five tonnes of C O two E”."""
    reading = _formula(match["name"] + (match["e"] or "")[:1])
    weighed = re.search(r"\d\s?(?:[kM]?t|kg|g)\s$", match.string[: match.start()])
    return f"{plural(UNITS[match['unit']])} of {reading}" if match["unit"] else f"of {reading}" if weighed else reading


def _formula(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    parts = re.findall(r"\d+|[A-Za-z]", plain)
    return " ".join(cardinal(int(part)) if part.isdecimal() else letters(part) for part in parts)


def _power(match: re.Match[str]) -> str:
    return f" to the power of {'minus ' if match['minus'] else ''}{number(unicodedata.normalize('NFKC', match['n']))}"
