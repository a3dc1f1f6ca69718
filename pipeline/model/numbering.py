"""The labels of numbered lists ("(b)", "iv.", "10)"): makes them from a numbering, and reads a numbering from printed labels.

`label` gives the words that every edition shows; `counted` finds the numbering of labels as an author printed them. Letters
go on after z with aa, bb, cc, as Word counts. "i." before "j." is a letter; before "ii.", and alone, it is a Roman numeral.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.document import Numbering, NumberStyle

# A year in brackets is no label.
LABEL = re.compile(r"\((?P<inside>[A-Za-z]{1,7}|\d{1,3})\)|(?P<before>[A-Za-z]{1,7}|\d{1,9})[.)]")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN, _LETTERS = 3999, 26
# Roman numerals above these are words as often as numbers: "mix.", "did)". So are more than two equal letters.
_MOST_READ_ROMAN, _MOST_READ_LETTERS = 89, 2
_READ_ROMAN = re.compile("[ivxl]+", re.IGNORECASE)


def label(numbering: Numbering, index: int) -> str:
    """The label of the item at an index from 0, as the author printed it."""
    return numbering.form.replace("1", figure(numbering.style, numbering.start + index))


def figure(style: NumberStyle, number: int) -> str:
    """A number in a style, or in decimal figures if the style cannot express it (0, Roman 4000)."""
    match style:
        case NumberStyle.LOWER_LETTER | NumberStyle.UPPER_LETTER if number > 0:
            text = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        case NumberStyle.LOWER_ROMAN | NumberStyle.UPPER_ROMAN if 0 < number <= _MOST_ROMAN:
            text = _roman(number)
        case _:
            return str(number)
    return text.upper() if style in (NumberStyle.UPPER_LETTER, NumberStyle.UPPER_ROMAN) else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def readings(text: str) -> tuple[Numbering, ...]:
    """The numberings that may begin with a label, the likeliest first; empty if the text is not a label."""
    match = LABEL.fullmatch(text)
    if not match:
        return ()
    number = match["inside"] or match["before"]
    form = text.replace(number, "1", 1)
    return tuple(Numbering(style, form, value) for style, value in _readings(number))


def _readings(number: str) -> Iterator[tuple[NumberStyle, int]]:
    if number.isdigit():
        yield NumberStyle.DECIMAL, int(number)
        return
    lower = number.islower()
    if not lower and not number.isupper():
        return
    small, roman = number.lower(), None
    if _READ_ROMAN.fullmatch(number):
        roman = next((n for n in range(1, _MOST_READ_ROMAN + 1) if _roman(n) == small), None)
    if roman and small != "l":
        yield NumberStyle.LOWER_ROMAN if lower else NumberStyle.UPPER_ROMAN, roman
    if len(small) <= _MOST_READ_LETTERS and len(set(small)) == 1:
        value = (len(small) - 1) * _LETTERS + ord(small[0]) - ord("a") + 1
        yield NumberStyle.LOWER_LETTER if lower else NumberStyle.UPPER_LETTER, value
    if roman and small == "l":
        yield NumberStyle.LOWER_ROMAN if lower else NumberStyle.UPPER_ROMAN, roman


def counted(labels: Sequence[str]) -> tuple[Numbering, int]:
    """The numbering that the first label begins, and how many of the labels count on in it.

    Raises ValueError if the first is not a label.
    """
    return max(((reading, _count(reading, labels)) for reading in readings(labels[0])), key=lambda pair: pair[1])


def _count(numbering: Numbering, labels: Sequence[str]) -> int:
    return next((index for index, text in enumerate(labels) if label(numbering, index) != text), len(labels))
