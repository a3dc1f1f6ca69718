"""Formats numbers as a workbook shows them (ISO/IEC 29500-1, 18.8.31): decimals, percentages, currency, dates and times.

A format code has up to four sections, for positive and negative numbers, zero and text: `#,##0.00;[Red]-#,##0.00`. A cell
with 44197 and the code `dd/mm/yyyy` gives 01/01/2021.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

GENERAL = "General"
# The built-in codes, which a workbook gives by number; dates in the order of the United Kingdom.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0",
    42: "£#,##0;-£#,##0", 43: "#,##0.00;-#,##0.00", 44: "£#,##0.00;-£#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    49: "@",
}  # fmt: skip
MOST_NUMBER_DIGITS = 18
"""A number with more digits is shown as it is stored."""
DIGITS = 11
"""The significant digits of a cell without a format."""
FIRST_DAY, FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_958_465
"""The number of 31 December 9999."""
_COLOUR = re.compile(r"\[(?!\$|h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_DATE = re.compile(r"AM/PM|A/P|\[?[hms]+\]?|[yd]+|.", re.IGNORECASE)
_PART = re.compile(r"[#0?][#0?,.]*(?:E[+-]?0+)?%?|%", re.IGNORECASE)
_LITERAL_MARK = "\ue000"
"""A private-use character that replaces a literal while the code is read."""


def shown(value: str, code: str, first_day: datetime = FIRST_DAY) -> str:
    """Formats a number by a code; a value that is not a number is returned as it is."""
    number = _number(value)
    if number is None:
        return value
    parts = _parts(code)
    part = parts[0]
    if number < 0 and len(parts) > 1:
        part, number = parts[1], -number
    elif number == 0 and len(parts) > 2:
        part = parts[2]
    literals: list[str] = []
    plain = _COLOUR.sub("", _CURRENCY.sub(lambda match: f'"{match[1]}"', part))
    plain = _LITERAL.sub(lambda match: _replace_literal(match, literals), plain)
    if plain.strip().lower() in ("general", "@", ""):
        text = plain.replace("@", GENERAL)
        text = re.sub(GENERAL, _general(number), text, flags=re.IGNORECASE) if text.strip() else text
    elif re.search(r"[ymdhs]", plain, re.IGNORECASE):
        text = _date(number, plain, first_day)
    else:
        text = _PART.sub(lambda match: _figures(number, match[0]), plain, count=1)
    for literal in literals:
        text = text.replace(_LITERAL_MARK, literal, 1)
    return " ".join(text.split())


def section_of(value: str, code: str) -> str | None:
    """Returns the section of a code that applies to a value, "" if it shows nothing, None if the code has none for text."""
    parts = _parts(code)
    number = _number(value)
    if number is None:
        text_sections = parts[3:] or [part for part in parts if "@" in part]
        shows = text_sections and ("@" in text_sections[0] or GENERAL.lower() in text_sections[0].lower())
        return None if not text_sections else text_sections[0] if shows else ""
    return parts[1] if number < 0 and len(parts) > 1 else parts[2] if number == 0 and len(parts) > 2 else parts[0]


def _number(value: str) -> Decimal | None:
    """Returns the number in a cell, or None if it is not a number or has too many digits."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < MOST_NUMBER_DIGITS else None


def _parts(code: str) -> list[str]:
    """Splits a code at semicolons outside quotes."""
    elements = re.findall(r'((?:"[^"]*"|\\.|[^;"])*)(?:;|$)', code)
    return (elements if code.endswith(";") else elements[:-1])[:4] or [GENERAL]


def _replace_literal(match: re.Match[str], literals: list[str]) -> str:
    if match[1] is None and match[2] is None:
        return " " if match[0][0] == "_" else ""
    literals.append(match[1] if match[1] is not None else match[2])
    return _LITERAL_MARK


def _general(number: Decimal) -> str:
    if number == number.to_integral_value() and abs(number) < 10**DIGITS:
        return f"{number:.0f}"
    return f"{float(number):.{DIGITS - 1}G}"


def _figures(number: Decimal, code: str) -> str:
    """Formats a number by digits: `0.00`, `#,##0`, `0%`, and `0,` for thousands."""
    if "E" in code.upper():
        return f"{number:.{code.partition('.')[2].upper().partition('E')[0].count('0')}E}"
    body = code.rstrip("%")
    scaled = number * (100 if code.endswith("%") else 1)
    while body.endswith(","):
        body, scaled = body[:-1], scaled / 1000
    integer, _, decimals = body.partition(".")
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in integer else f"{rounded:f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    digits, dot, fraction = text.partition(".")
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and fraction.endswith("0"):
        fraction, optional = fraction[:-1], optional - 1
    digits = digits.zfill(integer.count("0"))
    return sign + digits + (dot + fraction if fraction else "") + ("%" if code.endswith("%") else "")


def _date(number: Decimal, code: str, first_day: datetime) -> str:
    if not 0 <= number <= LAST_DAY:
        return _general(number)
    moment = first_day + timedelta(seconds=round(float(number) * 86_400))
    tokens = _DATE.findall(code)
    halves = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    parts = []
    for at, token in enumerate(tokens):
        before = next((token.lower() for token in reversed(tokens[:at]) if token[0].isalpha() or token[0] == "["), "")
        after = next((token.lower() for token in tokens[at + 1 :] if token[0].isalpha() or token[0] == "["), "")
        minutes = before.strip("[")[:1] == "h" or after.strip("[")[:1] == "s"
        parts.append(_token(token, moment, minutes, halves))
    return "".join(parts)


def _token(token: str, moment: datetime, minutes: bool, halves: bool) -> str:
    kind, size = token.strip("[]").lower(), len(token.strip("[]"))
    if token.upper() in ("AM/PM", "A/P"):
        return moment.strftime("%p")
    if kind[:1] == "h":
        hour = (moment.hour % 12 or 12) if halves else moment.hour
        return f"{hour:0{min(size, 2)}d}"
    if kind[:1] == "s" or (kind[:1] == "m" and minutes and size < 3):
        return f"{moment.second if kind[0] == 's' else moment.minute:0{min(size, 2)}d}"
    match kind[:1], size:
        case "y", _:
            return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
        case ("m" | "d") as letter, 1 | 2:
            return f"{moment.month if letter == 'm' else moment.day:0{size}d}"
        case "m", _:
            return moment.strftime("%b" if size == 3 else "%B")
        case "d", _:
            return moment.strftime("%a" if size == 3 else "%A")
    return token
