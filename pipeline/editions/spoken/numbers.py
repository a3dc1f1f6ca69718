"""Whole numbers, decimals, years and letters in English words."""

from __future__ import annotations

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_GROUPS = ("", " thousand", " million", " billion", " trillion")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
MOST_DIGITS = 15  # a longer number is read digit by digit


def cardinal(number: int) -> str:
    """12500 is “twelve thousand five hundred”; 101 is “one hundred and one”, as British English has it."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number < 1000:
        return _below_thousand(number)
    parts = []
    groups = []
    while number:
        number, rest = divmod(number, 1000)
        groups.append(rest)
    for power in range(len(groups) - 1, -1, -1):
        if groups[power]:
            joined = "and " if power == 0 and groups[power] < 100 else ""
            parts.append(f"{joined}{_below_thousand(groups[power])}{_GROUPS[power]}")
    return " ".join(parts)


def _below_thousand(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {_below_thousand(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """21 is “twenty-first”."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _ORDINALS:
        return words[:cut] + _ORDINALS[last]
    return words[:cut] + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def year(number: int) -> str:
    """2009 is “two thousand and nine”, 2021 “twenty twenty-one”, 1905 “nineteen oh five”."""
    century, rest = divmod(number, 100)
    if 2000 <= number < 2010:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def digits(text: str) -> str:
    """Each digit by itself, as in telephone numbers."""
    return " ".join(_ONES[int(digit)] for digit in text if digit.isdecimal())


def number(text: str) -> str:
    """A number as written: “12,500”, “3.75”, “0.5”."""
    whole, _, fraction = text.replace(",", "").partition(".")
    spoken = digits(whole) if is_digit_by_digit(whole) else cardinal(int(whole or "0"))
    return f"{spoken} point {digits(fraction)}" if fraction else spoken


def is_digit_by_digit(whole: str) -> bool:
    """Whether the digits of a whole number are read one by one: it is long, or it begins with 0."""
    return len(whole) > MOST_DIGITS or (len(whole) > 1 and whole.startswith("0"))


def plural(words: str) -> str:
    """“ninety” is “nineties”, “six” is “sixes”."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def letters(text: str) -> str:
    """“PSED” is “P S E D”: each letter by its name."""
    return " ".join(one.upper() for one in text if one.isalpha())


def roman(text: str) -> int:
    """The value of a roman number, 0 where it is none."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total, before = 0, 0
    for one in reversed(text.upper()):
        value = values.get(one, 0)
        if not value:
            return 0
        total += -value if value < before else value
        before = max(before, value)
    return total
