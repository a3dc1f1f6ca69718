"""Reads Welsh numbers in words, with the mutations of the next word."""

from __future__ import annotations

from pipeline.editions.spoken.numbers import is_digit_by_digit

ONES = ["dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw"]
FEMININE = {2: "dwy", 3: "tair", 4: "pedair"}
BEFORE_NOUN = {5: "pum", 6: "chwe"}
BREATHED = {3: "thri", 4: "phedwar", 5: "phump"}
ORDINALS = (
    "cyntaf", "ail", "trydydd", "pedwerydd", "pumed", "chweched", "seithfed", "wythfed", "nawfed", "degfed", "unfed ar ddeg",
    "deuddegfed", "trydydd ar ddeg", "pedwerydd ar ddeg", "pymthegfed", "unfed ar bymtheg", "ail ar bymtheg", "deunawfed",
    "pedwerydd ar bymtheg", "ugeinfed", "unfed ar hugain", "ail ar hugain", "trydydd ar hugain", "pedwerydd ar hugain",
    "pumed ar hugain", "chweched ar hugain", "seithfed ar hugain", "wythfed ar hugain", "nawfed ar hugain", "degfed ar hugain",
    "unfed ar ddeg ar hugain",
)  # fmt: skip
SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "m": "f"}
BREATHING = {"p": "ph", "t": "th", "c": "ch"}


def soft(words: str) -> str:
    """The words with the soft mutation of their first consonant: “dau” is “ddau”."""
    if words.startswith(("ch", "ph", "th", "dd", "ff", "ll", "rh")):
        return {"ll": "l", "rh": "r"}.get(words[:2], words[:2]) + words[2:]
    if words.startswith("g"):
        return words[1:]
    return SOFT.get(words[:1], words[:1]) + words[1:]


def cardinal(number: int) -> str:
    """12500 is “un deg dwy fil pum cant”."""
    if number < 10:
        return ONES[number]
    if number == 10:
        return "deg"
    if number < 100:
        tens, ones = divmod(number, 10)
        return counted(tens, "deg", "ddeg") + (f" {ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, remainder = divmod(number, 100)
        reading = "cant" if hundreds == 1 else counted(hundreds, "cant", "gant", "chant")
        return f"{reading} {_after_hundreds(remainder)}".rstrip()
    for size, name, changed in ((10**9, "biliwn", "filiwn"), (10**6, "miliwn", "filiwn"), (1000, "mil", "fil")):
        if number >= size:
            count, remainder = divmod(number, size)
            return f"{feminine_count(count, name, changed)} {_after_hundreds(remainder)}".rstrip()
    raise AssertionError(number)


def _after_hundreds(number: int) -> str:
    """What follows a hundred or a thousand: “dau ddeg un”, but “ac un”, “a thri”."""
    if number == 10:
        return "un deg"
    if not 0 < number < 10:
        return cardinal(number) if number else ""
    word = ONES[number]
    if word[0] in "uw":
        return f"ac {word}"
    return f"a {BREATHED.get(number, word)}"


def counted(count: int, noun: str, soft_noun: str, spirant: str = "") -> str:
    """A number from 1 to 9 with a masculine noun: “dau ddeg”, “tri chant”, “chwe deg”."""
    number = BEFORE_NOUN.get(count, ONES[count])
    return f"{number} {soft_noun if count == 2 else spirant if spirant and count in (3, 6) else noun}"


def feminine_count(count: int, noun: str, soft_noun: str) -> str:
    """A number with a feminine noun such as “mil” and “miliwn”: “dwy fil”, “tair miliwn”."""
    if count == 1:
        return noun
    if count < 10:
        return f"{FEMININE.get(count) or BEFORE_NOUN.get(count) or ONES[count]} {soft_noun if count == 2 else noun}"
    if count == 10:
        return f"deng {noun}"
    tens = _after_hundreds(count - count % 10) if count < 20 else cardinal(count - count % 10)
    if count % 100 == 0:
        tens = tens.removesuffix("t")  # “cant”, “gant” and “chant” lose their end before a noun
    last_digit = count % 10
    word = FEMININE.get(last_digit) or BEFORE_NOUN.get(last_digit) or ONES[last_digit]
    return f"{tens} {word} {soft_noun if last_digit == 2 else noun}" if last_digit else f"{tens} {noun}"


def digits(text: str) -> str:
    """Reads each digit separately."""
    return " ".join(ONES[int(digit)] for digit in text if digit.isdecimal())


def number(text: str) -> str:
    """A number as written; “pwynt” changes after dau, tri and chwech."""
    integer, _, fraction = text.replace(",", "").partition(".")
    spoken = digits(integer) if is_digit_by_digit(integer) else cardinal(int(integer or "0"))
    return f"{with_point(spoken)} {digits(fraction)}" if fraction else spoken


def with_point(reading: str) -> str:
    """A whole number and “pwynt” as they change beside each other."""
    point = "bwynt" if reading.endswith("dau") else "phwynt" if reading.endswith(("tri", "chwech")) else "pwynt"
    reading = reading.removesuffix("chwech") + "chwe" if reading.endswith("chwech") else reading
    reading = reading.removesuffix("pump") + "pum" if reading.endswith("pump") else reading
    return f"{reading} {point}"


def year(number: int) -> str:
    """2021 is “dwy fil dau ddeg un”, 1999 “mil naw naw naw”."""
    return cardinal(number) if number >= 2000 or number % 100 == 0 else f"mil {digits(str(number)[1:])}"


def spirant(words: str) -> str:
    """The words with the spirant mutation of their first consonant: “tri” is “thri”."""
    if words.startswith(("ch", "ph", "th")):
        return words
    return BREATHING.get(words[:1], words[:1]) + words[1:]
