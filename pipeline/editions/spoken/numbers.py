"""Reads whole numbers, decimals, years and letters in English words."""

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
        number, remainder = divmod(number, 1000)
        groups.append(remainder)
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
    hundreds, remainder = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {_below_thousand(remainder)}" if remainder else "")


def ordinal(number: int) -> str:
    """21 is “twenty-first”."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last_word = words[cut:]
    if last_word in _ORDINALS:
        return words[:cut] + _ORDINALS[last_word]
    return words[:cut] + (f"{last_word[:-1]}ieth" if last_word.endswith("y") else f"{last_word}th")


def year(number: int) -> str:
    """2009 is “two thousand and nine”, 2021 “twenty twenty-one”, 1905 “nineteen oh five”."""
    century, remainder = divmod(number, 100)
    if 2000 <= number < 2010:
        return cardinal(number)
    if remainder == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if remainder < 10 else ''}{cardinal(remainder)}"


def digits(text: str) -> str:
    """Reads each digit separately, as in telephone numbers."""
    return " ".join(_ONES[int(digit)] for digit in text if digit.isdecimal())


def number(text: str) -> str:
    """A number as written: “12,500”, “3.75”, “0.5”."""
    integer, _, fraction = text.replace(",", "").partition(".")
    spoken = digits(integer) if is_digit_by_digit(integer) else cardinal(int(integer or "0"))
    return f"{spoken} point {digits(fraction)}" if fraction else spoken


def is_digit_by_digit(integer: str) -> bool:
    """Whether the digits of a whole number are read one by one: it is long, or it begins with 0."""
    return len(integer) > MOST_DIGITS or (len(integer) > 1 and integer.startswith("0"))


def plural(words: str) -> str:
    """“ninety” is “nineties”, “six” is “sixes”."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def letters(text: str) -> str:
    """“PSED” is “P S E D”: each letter by its name."""
    return " ".join(sign.upper() for sign in text if sign.isalpha())


def roman(text: str) -> int:
    """The value of a Roman numeral, or 0."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total, before = 0, 0
    for sign in reversed(text.upper()):
        value = values.get(sign, 0)
        if not value:
            return 0
        total += -value if value < before else value
        before = max(before, value)
    return total
