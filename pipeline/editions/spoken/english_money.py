"""How money is read aloud in British English."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.editions.spoken.english_words import DASH, MONEY, NUMBER, SCALE, SCALES
from pipeline.editions.spoken.numbers import cardinal, number
from pipeline.editions.spoken.reading import Rule, rule

Say = Callable[[re.Match[str]], str]


def money() -> tuple[Rule, ...]:
    amount = rf"(?P<amount>{NUMBER})"

    def scale(match: re.Match[str]) -> str:
        return SCALES[(match["scale"] or match["short"] or "").lower()] if match["scale"] or match["short"] else ""

    def one(match: re.Match[str]) -> str:
        single, many = MONEY[match.groupdict().get("sign", "$")]
        whole, _, pence = match["amount"].replace(",", "").partition(".")
        power = scale(match)
        if power:
            return f"{number(match['amount'])} {power} {many}"
        text = f"{cardinal(int(whole))} {single if int(whole) == 1 else many}"
        if len(pence) == 2 and int(pence):
            if int(whole) == 0 and many == "pounds":
                return of_pence(int(pence))
            return f"{text} {cardinal(int(pence))}"
        return text if not pence or not int(pence) else f"{number(match['amount'])} {many}"

    def span(match: re.Match[str]) -> str:
        power = scale(match)
        first = (
            f"{number(match['first'])} {SCALES[match['firstscale'].strip().lower()]}"
            if match["firstscale"]
            else number(match["first"])
        )
        return f"{first} to {number(match['amount'])} {power} {MONEY[match['sign']][1]}".replace("  ", " ")

    return (*_heads(), *_amounts(amount, one, span))


def _heads() -> tuple[Rule, ...]:
    """Money below nought, and the heads of columns."""
    below = r"(?<![\w)])[-−–]\s?(?=[£€$¥]\s?\d)"
    return (
        rule("debt", below, lambda _: "minus "),
        rule(
            "debt in brackets",
            rf"(?P<sign>[£€$¥])\((?P<n>{NUMBER})\)",
            lambda m: f"minus {number(m['n'])} {MONEY[m['sign']][1]}",
        ),
        rule("heads of columns", r"(?P<sign>[£€$¥])(?P<scale>m|k|bn|[’']?000s?)\b(?![,.]?\d)", _thousands),
    )


def _amounts(amount: str, one: Say, span: Say) -> tuple[Rule, ...]:
    sign = r"(?P<sign>[£€$¥])\s?"
    return (
        rule(
            "money span",
            rf"{sign}(?P<first>{NUMBER})(?P<firstscale>k|m|bn|\s?(?:thousand|million|billion))?{DASH}[£€$¥]?{amount}{SCALE}",
            span,
        ),
        rule("money", sign + amount + SCALE + r"(?:(?<=\.\d\d)p\b)?", one),
        rule(
            "pence span",
            rf"\b(\d{{1,2}})p?{DASH}(\d{{1,2}})p\b",
            lambda m: f"{cardinal(int(m[1]))} to {of_pence(int(m[2]))}",
        ),
        rule(
            "dollars of America",
            rf"\bUS\$\s?{amount}{SCALE}",
            lambda m: one(m).replace(" dollar", " U S dollar"),
        ),
        rule("pence", r"\b(\d{1,2})p\b", lambda m: of_pence(int(m[1]))),
    )


def _thousands(match: re.Match[str]) -> str:
    """The head of a column: “£m” is “million pounds”, “£000s” is “thousands of pounds”."""
    many = MONEY[match["sign"]][1]
    return f"{SCALES[match['scale']]} {many}" if match["scale"] in SCALES else f"thousands of {many}"


def of_pence(count: int) -> str:
    return f"{cardinal(count)} {'penny' if count == 1 else 'pence'}"
