"""Compares quantities with a translation: each value, sign, currency, unit, time and telephone number.

`differing("£2.50 at 6.30pm", "2,50 zł o 18:30", ("en", "pl"))` yields one sentence, about the currency. A translation may
write values as either language does. An unknown word beside a number counts as its unit, except for money and per cent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from pipeline.translation.locale_words import MONEY, PENCE, PERCENT, day_halves, decimal_mark, words

SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " ") | {"٫": ".", "٬": ",", "−": "-"})
_MARKS = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
_NUMBER = re.compile(r"\d+(?:[.,'’ ]\d{3}(?!\d))*(?:[.,]\d+)*|(?<!\d)\.\d+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
_TELEPHONE = re.compile(r"(?<![\w.,])(?:\+\d{1,3}|\(?0\d{1,5}\)?)(?:[ -]?\(?\d+\)?){1,5}")
_LEAST_DIGITS = 9
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d)(\d) ?[/–-] ?(\d\d)(?!\d)")
_TIME = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[.:](\d\d))? ?([ap])\.?m\b\.?|(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])|(?<!\d)(12) (noon)\b",
    re.IGNORECASE,
)
_METRES = re.compile(r" ?(?:square |sq )?m(?:etres?|eters?)?[²2](?!\d)|m2\b")
_RANGE = re.compile(r" ?(?:(?P<dash>[-–])|(?!x)[^\W\d]{1,5}) ?[£€$]?")
AM_IS_A_WORD = ("cy", "de")
CONTEXT, GROUP = 24, 3
"""The characters before and after a number that are searched for its unit; the figures in a group."""


@dataclass
class Quantity:
    """A number as written, its possible values, and its units. `worded` is true if unknown words are beside it.

    `at` is its offset in the text, in characters.
    """

    written: str
    values: frozenset[Decimal]
    units: frozenset[str] = frozenset()
    worded: bool = False
    at: int = 0


@dataclass
class RemainingText:
    """A text from which quantities are removed as they are found, so that none is counted twice."""

    text: str
    language: str
    telephones: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """Returns a text with ASCII digits and ordinary spaces, without direction marks."""
    text = "".join(
        str(unicodedata.digit(sign, sign)) if sign.isdigit() and sign not in "²³¹" else sign for sign in text
    )
    return _MARKS.sub("", text).translate(SPACES)


def differing(
    before: str, after: str, languages: tuple[str, str], *, ignored: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Yields what a translation has changed, as words for a person. It may add the numbers `ignored`: months in figures."""
    old, new = (_prepared(text, language) for text, language in zip((before, after), languages, strict=True))
    for number in [telephone for telephone in old.telephones if telephone not in new.telephones]:
        yield f"the telephone number {number} is missing"
    yield from _times(old, new)
    yield from _matched(_quantities(old, strict=True), _quantities(new, strict=False), ignored)


def _prepared(words: str, language: str) -> RemainingText:
    text = RemainingText(_YEARS.sub(_whole_years, plain(words)), language)

    def telephone(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
        if len(digits) < _LEAST_DIGITS:
            return match[0]
        text.telephones.append(re.sub(r"^44", "0", digits) if match[0].startswith("+44") else digits)
        return " " if match[0][-1] != " " else "  "

    text.text = _TELEPHONE.sub(telephone, text.text)
    return text


def _whole_years(match: re.Match[str]) -> str:
    """ "2020/21" as "2020 2021", as many languages write it."""
    first = int(match[1] + match[2])
    return f"{first} | {first + 1}" if (first + 1) % 100 == int(match[3]) else match[0]


# ------------------------------------------------------------------------------------------------ times


def _times(old: RemainingText, new: RemainingText) -> Iterator[str]:
    """Yields the times that the translation lacks, or has in the other half of the day; removes times from both texts."""
    for match in list(_TIME.finditer(old.text)):
        hour, minute = int(match[1] or match[4] or match[6]), int(match[2] or match[5] or 0)
        half = (match[3] or "").lower() or ("p" if match[7] else "")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        old.text = old.text.replace(match[0], " ", 1)
        reason = _time_in(new, hour, minute, marked=bool(half))
        if reason:
            yield f"“{match[0].strip()}” {reason}"


def _time_in(new: RemainingText, hour: int, minute: int, *, marked: bool) -> str:
    """Finds a time in a translation and removes it. Returns what is wrong with it, or ""."""
    minutes = [rf" ?[.:h] ?{minute:02}"] + ([] if minute else [""])
    candidates = [
        (match, _wrong(shown == hour or not marked, _half_near(new, match), hour))
        for form in minutes
        for shown in dict.fromkeys((hour, hour % 12 or 12))
        for match in re.finditer(rf"(?<![\d.,:])0?{shown}{form}(?![\d]|[.:,]\d)", new.text)
    ]
    if not candidates:
        return "is missing or has another time"
    match, wrong = next((candidate for candidate in candidates if not candidate[1]), candidates[0])
    new.text = new.text[: match.start()] + " " + new.text[match.end() :]
    return wrong


def _wrong(clear: bool, half: str, hour: int) -> str:
    if half and half == ("pm" if hour < 12 else "am"):
        return "is in the other half of the day"
    return "" if clear or half else "no longer says am or pm"


def _half_near(new: RemainingText, match: re.Match[str]) -> str:
    """Returns the half of the day that the words after a time name, or else those before it."""
    after = re.split(r"\d", new.text[match.end() : match.end() + CONTEXT].casefold())[0]
    before = re.split(r"\d", new.text[max(0, match.start() - CONTEXT) : match.start()].casefold())[-1]
    if english := re.match(r"([ap])\.?m\b" if new.language[:2] in AM_IS_A_WORD else r" ?([ap])\.?m\b", after):
        return f"{english[1]}m"
    for text in (after, before):
        positions = [(text.find(word), half) for word, half in day_halves(new.language).items() if _has(text, word)]
        if positions:
            return min(positions)[1]
    return ""


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<![^\W\d]){re.escape(word)}(?![^\W\d])", text) is not None


# ------------------------------------------------------------------------------------------------ numbers


def _quantities(text: RemainingText, *, strict: bool) -> list[Quantity]:
    """Returns the quantities of a text. With `strict`, numbers are read only as the language writes them."""
    quantities: list[tuple[re.Match[str], Quantity]] = []
    locale = words(text.language)
    plain_text = _METRES.sub(" sqm", text.text)
    pattern = (
        re.compile(_NUMBER.pattern.replace("’ ]", "’]")) if strict and decimal_mark(text.language) == "." else _NUMBER
    )
    for match in pattern.finditer(plain_text):
        before, after = plain_text[max(0, match.start() - CONTEXT) : match.start()], plain_text[match.end() :][:CONTEXT]
        values = _values(match[0], decimal_mark(text.language) if strict else "")
        units = locale.near(before, "")
        power, remaining = locale.scale(after, money=bool(units & MONEY) or not re.match(r" ?m\b", after))
        units = units if units & MONEY else locale.near(before, remaining)
        if re.search(r"(?:^|[\s(])[-–][£€$]?$", before) or re.search(r"\b(?:minus|minws)\s[£€$]?$", before):
            values = frozenset(-value for value in values)
        worded = bool(re.match(r"[\s-]*[^\W\d]", remaining)) or bool(re.search(r"[^\W\d]\s*$", before))
        shown = (before[-1:] if before[-1:] in "£€$-–" else "") + match[0] + after[: 1 if after[:1] == "%" else 0]
        values = frozenset(value.scaleb(power) for value in values)
        quantities.append((match, Quantity(shown, values, units, worded, match.start())))
    return _shared(quantities, plain_text)


def _shared(matches: list[tuple[re.Match[str], Quantity]], text: str) -> list[Quantity]:
    """Returns the quantities; both ends of a range share a unit: "£5–10", "2,5 do 3,5%"."""
    for (match, first), (after, second) in pairwise(matches):
        between = _RANGE.fullmatch(text[match.end() : after.start()])
        if between and not first.units:
            first.units = second.units
        elif between and not second.units and between["dash"]:
            second.units = first.units
    return [quantity for _, quantity in matches]


def _values(written: str, mark: str) -> frozenset[Decimal]:
    """Returns the possible values of a number, or its one value if the decimal separator is given; empty if it is invalid."""
    digits, marks = re.split(r"\D", written), re.findall(r"\D", written)
    integer, decimal = (
        Decimal("".join(digits)),
        Decimal("".join(digits[:-1]) + "." + digits[-1]) if marks else Decimal(0),
    )
    if not marks:
        return frozenset([integer])
    if _INDIAN.fullmatch(written):
        return frozenset([integer])
    grouped = len(set(marks)) == 1 and all(len(part) == GROUP for part in digits[1:]) and bool(digits[0])
    if len(marks) == 1:
        if mark:
            return frozenset([decimal if marks[0] == mark else integer])
        return frozenset([integer, decimal] if grouped and marks[0] != " " else [integer] if grouped else [decimal])
    if grouped:
        return frozenset([integer])
    inner = len(set(marks[:-1])) == 1 and marks[-1] != marks[0] and all(len(part) == GROUP for part in digits[1:-1])
    return frozenset([decimal] if inner else [])


def _matched(old: list[Quantity], new: list[Quantity], ignored: frozenset[int]) -> Iterator[str]:
    """Pairs each number with one of the translation, same units first, and yields the differences."""
    pairs, gone = [], list(old)
    for fits in (_same, _likely, _equal):
        for number in list(gone):
            other = next((candidate for candidate in _split(new, number) if fits(number, candidate)), None)
            if other is not None:
                gone.remove(number)
                new.remove(other)
                pairs.append((number, other, fits))
    for number, other, fits in pairs:
        if fits is _equal:
            yield f"“{number.written}” has another currency, unit or sign: “{other.written}”"
        elif not number.units and other.units & MONEY:
            yield f"“{number.written}” is an amount of money in the translation only"
    extra = [number.written for number in new if not any(value in ignored for value in number.values)]
    sides = (("the original", [number.written for number in gone]), ("the translation", extra))
    if gone or extra:
        yield "numbers differ: " + "; ".join(
            f"only {side} has {', '.join(sorted(numbers))}" for side, numbers in sides if numbers
        )
    else:
        yield from _exchanged([(number, other) for number, other, _ in pairs])


def _exchanged(pairs: list[tuple[Quantity, Quantity]]) -> Iterator[str]:
    """Yields numbers of the same unit in another order, which may be right: “£5 … £10” and “£10 … £5”."""
    for units in dict.fromkeys(number.units for number, _ in pairs):
        same = sorted((pair for pair in pairs if pair[0].units == units), key=lambda pair: pair[0].at)
        moved = sorted(same, key=lambda pair: pair[1].at)
        if [quantity.values for quantity, _ in same] != [quantity.values for quantity, _ in moved]:
            before, after = (
                ", ".join(quantity.written for quantity in side)
                for side in zip(*((old, new) for (old, _), (_, new) in zip(same, moved, strict=True)), strict=True)
            )
            yield f"the numbers are in another order: {before} in the original, {after} in the translation"


def _split(new: list[Quantity], number: Quantity) -> list[Quantity]:
    """Returns `new`, after splitting in it numbers with spaces whose parts, not the whole, have the value of `number`."""
    for candidate in list(new):
        if " " in candidate.written and candidate.values.isdisjoint(number.values):
            parts = [
                Quantity(part, _values(part, ""), candidate.units, candidate.worded, candidate.at + place)
                for place, part in enumerate(candidate.written.split())
            ]
            if any(part.values & number.values for part in parts):
                at = new.index(candidate)
                new[at : at + 1] = parts
    return new


def _same(number: Quantity, other: Quantity) -> bool:
    if number.units == {PENCE} and "GBP" in other.units:
        return any(value / 100 in other.values for value in number.values)
    if not number.values:  # "4.2.1" is no number of any language
        return number.written.strip() == other.written.strip()
    return bool(number.values & other.values) and (
        bool(number.units & other.units) or not (number.units or other.units)
    )


def _likely(number: Quantity, other: Quantity) -> bool:
    """Whether the values are the same and no known unit contradicts; an unknown word may be the unit."""
    if number.values.isdisjoint(other.values):
        return False
    if not number.units:
        return True
    return not other.units and other.worded and not number.units & (MONEY - {PENCE} | {PERCENT})


def _equal(number: Quantity, other: Quantity) -> bool:
    return bool(number.values & other.values or {-value for value in number.values} & other.values)
