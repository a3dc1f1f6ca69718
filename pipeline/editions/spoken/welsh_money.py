"""Rules for reading money aloud in Welsh: “punt” and “ceiniog” are feminine, and mutate after numbers."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, NUMBER
from pipeline.editions.spoken.reading import ReadingRule, rule
from pipeline.editions.spoken.welsh_numbers import (
    BEFORE_NOUN,
    FEMININE,
    cardinal,
    counted,
    feminine_count,
    number,
    soft,
)

SCALES = {"m": "miliwn", "miliwn": "miliwn", "bn": "biliwn", "biliwn": "biliwn", "k": "mil"}
OTHER_MONEY = {"€": "ewro", "$": "doler", "¥": "yen"}
# “£45 000” too: after a currency, groups of three figures are one amount.
_SUM = rf"\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?!\d)|{NUMBER}"
_SCALE = r"(?:\s?(?P<scale>miliwn|biliwn)\b|(?P<short>k|m|bn)\b)?"


def money() -> tuple[ReadingRule, ...]:
    """Amounts, spans of amounts and debts."""
    amount = rf"(?P<amount>{_SUM}){_SCALE}"
    return (
        rule("debt in brackets", rf"^\(£\s?{amount}\)$", lambda m: f"minws {_sum(m)}"),
        rule("debt after the sign", rf"£\s?[-−–]\s?{amount}", lambda m: f"minws {_sum(m)}"),
        rule("money span", rf"£\s?(?P<first>{NUMBER})(?P<firstscale>m|k|bn)?{DASH}£?{amount}", _span),
        rule("thousands", r"£[’']?000(?:oedd)?\b", lambda _: "miloedd o bunnoedd"),
        rule("money", rf"£\s?{amount}", _sum),
        rule("pence with a sign", r"£\.(\d\d)\b", lambda m: _pence(int(m[1]))),
        rule(
            "other money of a scale",
            rf"(?P<sign>[€$¥])\s?(?P<amount>{NUMBER})(?:\s?(?P<scale>miliwn|biliwn)\b|(?P<short>k|m|bn)\b)",
            lambda m: f"{_scaled(m['amount'], SCALES[m['scale'] or m['short']])} {OTHER_MONEY[m['sign']]}",
        ),
        rule("other money", rf"([€$¥])\s?({NUMBER})", _other_money),
        rule(
            "pence span",
            rf"\b(\d{{1,2}})[cp]?{DASH}(\d{{1,2}})[cp]\b",
            lambda m: f"{number(m[1])} i {soft(_pence(int(m[2])))}",
        ),
        rule("pence to pounds", r"(?<=\d[cp])\s?[-–]\s?(?=£\d)", lambda _: " i "),
        rule("pence", r"\b(\d{1,2})[cp]\b", lambda m: _pence(int(m[1]))),
    )


def _sum(match: re.Match[str]) -> str:
    scale = match["scale"] or match["short"]
    return f"{_scaled(match['amount'], SCALES[scale])} o bunnoedd" if scale else _amount(match["amount"])


def _amount(written: str) -> str:
    pounds, _, pence = re.sub(r"[\s,]", "", written).partition(".")
    if not int(pounds) and len(pence) == 2 and int(pence):
        return _pence(int(pence))
    reading = _pounds(int(pounds))
    return f"{reading} {_pence(int(pence))}" if len(pence) == 2 and int(pence) else reading


def _span(match: re.Match[str]) -> str:
    """“£10–£15” is “deg i un deg pump o bunnoedd”; an amount with pence is read in full on both sides."""
    first, amount, scale = match["first"], match["amount"], match["scale"] or match["short"]
    if not scale and not match["firstscale"] and ("." in first or "." in amount):
        return f"{_amount(first)} i {soft(_amount(amount))}"
    start = _scaled(first, SCALES[match["firstscale"]]) if match["firstscale"] else _plain(first)
    return f"{start} i {soft(_scaled(amount, SCALES[scale]) if scale else _plain(amount))} o bunnoedd"


def _plain(written: str) -> str:
    integer = written.replace(",", "")
    return _feminine_above_ten(int(integer)) if integer.isdecimal() and int(integer) > 10 else number(written)


def _other_money(match: re.Match[str]) -> str:
    """“ewro” and “yen” are masculine, “doler” feminine."""
    name, count = OTHER_MONEY[match[1]], int(match[2]) if match[2].isdecimal() else 0
    if not 0 < count < 10:
        return f"{number(match[2])} {name}"
    if name == "doler":
        return f"{FEMININE.get(count) or BEFORE_NOUN.get(count) or cardinal(count)} {'ddoler' if count < 3 else name}"
    return counted(count, name, name)


def _scaled(amount: str, scale: str) -> str:
    if "." in amount:
        return f"{number(amount)} {scale}"
    return feminine_count(int(amount.replace(",", "")), scale, soft(scale))


def _pounds(count: int) -> str:
    """“punt” is feminine, and changes after un and dwy; above ten it is “o bunnoedd”."""
    if count == 0:
        return "dim punt"
    if count == 1:
        return "un bunt"
    if 2 <= count <= 10:
        named = FEMININE.get(count) or BEFORE_NOUN.get(count) or cardinal(count)
        return f"{named} {'bunt' if count == 2 else 'phunt' if count == 6 else 'punt'}"
    return f"{_feminine_above_ten(count)} o bunnoedd"


def _pence(count: int) -> str:
    if count > 10:
        reading = _feminine_above_ten(count)
        reading = (
            reading[:-1]
            if reading.endswith("pump")
            else reading.removesuffix("ch")
            if reading.endswith("chwech")
            else reading
        )
        return f"{reading} {'geiniog' if reading.endswith('dwy') else 'ceiniog'}"
    named = FEMININE.get(count) or BEFORE_NOUN.get(count) or cardinal(count)
    return f"{named} {'geiniog' if count in (1, 2) else 'cheiniog' if count == 6 else 'ceiniog'}"


def _feminine_above_ten(count: int) -> str:
    """A number whose last word is feminine: “dau ddeg dwy o bunnoedd”."""
    reading = cardinal(count)
    changed = (("dau", "dwy"), ("tri", "tair"), ("pedwar", "pedair"), ("thri", "thair"), ("phedwar", "phedair"))
    for masculine, feminine in changed:
        if re.search(rf"(?:deg|cant|gant|chant|mil|fil)(?: a)? {masculine}$", reading):
            return reading.removesuffix(masculine) + feminine
    return reading
