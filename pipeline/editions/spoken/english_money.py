"""Rules for reading money aloud in British English."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, DOLLARS, MONEY, NUMBER, SCALE, SCALES
from pipeline.editions.spoken.numbers import cardinal, number
from pipeline.editions.spoken.reading import ReadingRule, rule

# “£45 000” too: after a currency, groups of three figures are one amount.
_SUM = rf"\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?!\d)|{NUMBER}"
_SIGN = r"(?P<sign>[£€$¥])\s?"


# How round amounts in the plural are called: “£1,000s”.
ROUND = {
    "10": "tens",
    "100": "hundreds",
    "1,000": "thousands",
    "1000": "thousands",
    "10,000": "tens of thousands",
    "100,000": "hundreds of thousands",
}


def money() -> tuple[ReadingRule, ...]:
    """Amounts, spans of amounts, debts and the heads of columns."""
    amount = rf"(?P<amount>{_SUM}){SCALE}"
    first = rf"(?P<first>{NUMBER})(?P<firstscale>k|m|bn|\s?(?:thousand|million|billion))?"
    return (
        *_debts(amount),
        rule(
            "from part to whole",
            rf"{_SIGN}(?P<first>\d{{1,3}}\.\d)(?P<link> to | and |{DASH})[£€$¥](?P<amount>{NUMBER})\s?"
            r"(?P<scale>million|billion|bn|m)\b",
            lambda m: f"{number(m['first'])} {'and' if 'and' in m['link'] else 'to'} {_sum(m)}",
        ),
        rule("debt after the sign", rf"{_SIGN}[-−–]\s?{amount}", lambda m: f"minus {_sum(m)}"),
        rule("heads of columns", r"(?P<sign>[£€$¥])(?P<scale>m|k|bn|[’']?000s?)\b(?![,.]?\d)", _thousands),
        rule("pounds by themselves", r"£[’']s\b", lambda _: "pounds"),
        rule("part of a million", r"£(\d*)([½¼¾])\s?(m|bn|k)\b", _parts),
        rule("money span", rf"{_SIGN}{first}{DASH}[£€$¥]?{amount}", _span),
        rule(
            "round amounts",
            rf"£({'|'.join(ROUND)})s\b(?: of pounds\b)?",
            lambda m: f"{ROUND[m[1]]} of pounds",
        ),
        rule("money", rf"{_SIGN}{amount}(?:(?<=\.\d\d)p\b)?", _sum),
        rule("pence with a sign", r"£\.(\d\d)\b", lambda m: _pence(int(m[1]))),
        rule(
            "dollars of a country",
            rf"\b(?P<country>{'|'.join(DOLLARS)})\$\s?{amount}",
            lambda m: _sum(m).replace(" dollar", f" {DOLLARS[m['country']]} dollar"),
        ),
        *_pennies(),
    )


def _pennies() -> tuple[ReadingRule, ...]:
    """Amounts in pence."""
    return (
        rule(
            "pence span",
            rf"\b(\d{{1,2}})p?{DASH}(\d{{1,2}})p\b",
            lambda m: f"{cardinal(int(m[1]))} to {_pence(int(m[2]))}",
        ),
        rule("pence", r"(?<![\d,.])(?!(?:480|720)p)(\d{1,3})p\b", lambda m: _pence(int(m[1]))),
        rule("half a penny", r"(?<![\d/])(?:½|1/2)p\b", lambda _: "half a penny"),
        rule("part of a penny", r"(?<![\w.])(\d{1,3}\.\d+)p\b", lambda m: f"{number(m[1])} pence"),
    )


def _debts(amount: str) -> tuple[ReadingRule, ...]:
    """Amounts below nothing: “-£5”, “(£400)”, “£(2.1)m”."""
    return (
        rule("debt", r"(?<![\w)])(?:[-−–]|−\s|(?:^|(?<=[:(=] ))[-–]\s)(?=[£€$¥]\s?\d)", lambda _: "minus "),
        rule(
            "debt in brackets around the sign",
            rf"(?:(?:^|(?<=: ))(?=\([^()]*\)$)|(?<=\bwas )|(?<=\bis )|(?<=\bwere ))\({_SIGN}{amount}\)(?!\w)",
            lambda m: f"minus {_sum(m)}",
        ),
        rule("debt in brackets of a scale", rf"{_SIGN}\((?P<amount>{NUMBER})\){SCALE}", lambda m: f"minus {_sum(m)}"),
        rule("debt in brackets", rf"{_SIGN}\((?P<amount>{NUMBER}){SCALE}\)", lambda m: f"minus {_sum(m)}"),
    )


def _sum(match: re.Match[str]) -> str:
    names = match.groupdict()
    power = names.get("scale") or names.get("short") or ""
    return _amount(match["amount"], names.get("sign", "$"), SCALES[power.lower()] if power else "")


def _parts(match: re.Match[str]) -> str:
    """“£1½m” is “one and a half million pounds”."""
    part = {"½": "half", "¼": "quarter", "¾": "three quarters"}[match[2]]
    scale, article = SCALES[match[3]], "" if match[2] == "¾" else "a "
    if match[1]:
        return f"{number(match[1])} and {article}{part} {scale} pounds"
    return f"{'half a' if match[2] == '½' else f'{article}{part} of a'} {scale} pounds"


def _amount(written: str, sign: str, power: str = "") -> str:
    """“£3.50” is “three pounds fifty”, and “£1.2m” is “one point two million pounds”."""
    single, many = MONEY[sign]
    figures = re.sub(r"[\s,]", "", written)
    pounds, _, pence = figures.partition(".")
    if power:
        return f"{number(figures)} {power} {many}"
    if pence and int(pence) and len(pence) != 2:
        return f"{number(figures)} {many}"
    if pence and int(pence) and not int(pounds) and sign == "£":
        return _pence(int(pence))
    reading = f"{cardinal(int(pounds))} {single if int(pounds) == 1 else many}"
    if pence and 0 < int(pence) < 10 and sign == "£":
        return f"{reading} and {_pence(int(pence))}"
    return f"{reading} {cardinal(int(pence))}" if pence and int(pence) else reading


def _span(match: re.Match[str]) -> str:
    """“£10–£20” is “ten to twenty pounds”; an amount with pence is read in full on both sides."""
    sign, first, first_power = match["sign"], match["first"], (match["firstscale"] or "").strip().lower()
    if not first_power and ("." in first or "." in match["amount"]) and not (match["scale"] or match["short"]):
        return f"{_amount(first, sign)} to {_sum(match)}"
    reading = f"{number(first)} {SCALES[first_power]}" if first_power else number(first)
    return f"{reading} to {_sum(match)}"


def _thousands(match: re.Match[str]) -> str:
    """The head of a column: “£m” is “million pounds”, “£000s” is “thousands of pounds”."""
    many = MONEY[match["sign"]][1]
    return f"{SCALES[match['scale']]} {many}" if match["scale"] in SCALES else f"thousands of {many}"


def _pence(count: int) -> str:
    return f"{cardinal(count)} {'penny' if count == 1 else 'pence'}"
