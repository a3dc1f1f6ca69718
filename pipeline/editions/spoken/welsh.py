"""How Welsh is read aloud. Numbers are the decimal ones (“un deg dau”), dates the traditional ordinals (“y deuddegfed o Hydref”).

`tests/cases/spoken/cy.txt` has the readings. The first consonant of a word changes after some numbers and after “i”.
"""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, NUMBER, YEAR
from pipeline.editions.spoken.numbers import MOST_DIGITS, letters
from pipeline.editions.spoken.reading import Rule, rule

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
MONTHS = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
]
MONTH = "|".join(MONTHS)
SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "m": "f"}
SCALES = {"m": "miliwn", "miliwn": "miliwn", "bn": "biliwn", "biliwn": "biliwn", "k": "mil"}
SIGNS = {
    "&": "a",
    "+": "plws",
    "=": "yn hafal i",
    "§": "adran",
    "@": "at",
    "%": "y cant",
    "•": "",
    "#": "rhif",
    "_": " ",
    "*": "",
}
SHORT = {"e.e.": "er enghraifft", "h.y.": "hynny yw", "ayyb": "ac yn y blaen", "a.y.y.b.": "ac yn y blaen", "Cyng.": "Cynghorydd",
         "Cyng": "Cynghorydd", "Mr": "Mister", "Dr": "Doctor", "tud.": "tudalen", "Rh.": "Rhif", "Ffôn": "Ffôn"}  # fmt: skip


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
    if number < 100:
        tens, ones = divmod(number, 10)
        return _counted(tens, "deg", "ddeg") + (f" {ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        said = "cant" if hundreds == 1 else _counted(hundreds, "cant", "gant", "chant")
        return f"{said} {_rest(rest)}".rstrip()
    for size, name, changed in ((10**9, "biliwn", "filiwn"), (10**6, "miliwn", "filiwn"), (1000, "mil", "fil")):
        if number >= size:
            count, rest = divmod(number, size)
            return f"{_of_women(count, name, changed)} {_rest(rest)}".rstrip()
    raise AssertionError(number)


def _rest(number: int) -> str:
    """What follows a hundred or a thousand: “dau ddeg un”, but “ac un”, “a thri”."""
    if not 0 < number < 10:
        return cardinal(number) if number else ""
    word = ONES[number]
    if word[0] in "uw":
        return f"ac {word}"
    return f"a {BREATHED.get(number, word)}"


def _counted(count: int, noun: str, soft_noun: str, breathed: str = "") -> str:
    """A number from 1 to 9 with a masculine noun: “dau ddeg”, “tri chant”, “chwe deg”."""
    number = BEFORE_NOUN.get(count, ONES[count])
    return f"{number} {soft_noun if count == 2 else breathed if breathed and count in (3, 6) else noun}"


def _of_women(count: int, noun: str, soft_noun: str) -> str:
    """A number with a feminine noun such as “mil” and “miliwn”: “dwy fil”, “tair miliwn”."""
    if count == 1:
        return noun
    if count < 10:
        return f"{FEMININE.get(count) or BEFORE_NOUN.get(count) or ONES[count]} {soft_noun if count == 2 else noun}"
    tens = cardinal(count - count % 10) if count % 10 else cardinal(count)
    last = count % 10
    word = FEMININE.get(last) or BEFORE_NOUN.get(last) or ONES[last]
    return f"{tens} {word} {soft_noun if last == 2 else noun}" if last else f"{tens} {noun}"


def digits(text: str) -> str:
    """Each digit by itself."""
    return " ".join(ONES[int(one)] for one in text if one.isdigit())


def number(text: str) -> str:
    """A number as written; “pwynt” changes after dau, tri and chwech."""
    whole, _, fraction = text.replace(",", "").partition(".")
    one_by_one = len(whole) > MOST_DIGITS or (len(whole) > 1 and whole.startswith("0"))
    said = digits(whole) if one_by_one else cardinal(int(whole or "0"))
    return f"{_with_point(said)} {digits(fraction)}" if fraction else said


def _with_point(said: str) -> str:
    point = "bwynt" if said.endswith("dau") else "phwynt" if said.endswith(("tri", "chwech")) else "pwynt"
    said = said.removesuffix("chwech") + "chwe" if said.endswith("chwech") else said
    said = said.removesuffix("pump") + "pum" if said.endswith("pump") else said
    return f"{said} {point}"


def year(number: int) -> str:
    """2021 is “dwy fil dau ddeg un”, 1999 “mil naw naw naw”."""
    return cardinal(number) if number >= 2000 or number % 100 == 0 else f"mil {digits(str(number)[1:])}"


def rules(spelled: frozenset[str]) -> tuple[Rule, ...]:
    """The rules of Welsh, for a document with these short forms."""
    text = "|".join(
        sorted((re.escape(form) for form in spelled if re.search("[A-Z].*[A-Z]", form)), key=len, reverse=True)
    )
    short = "|".join(sorted(map(re.escape, SHORT), key=len, reverse=True))
    return (
        rule("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: _address(m[0])),
        rule("web", r"(?:https?://|www\.)[^\s<>()]*[\w/]", lambda m: _address(re.sub("^https?://", "", m[0]))),
        rule("phone", r"(?:\b18001 )?(?:\+44 ?\d{2,4}|\(0\d{2,4}\)|\b0\d{2,4})(?:[ -]\d{3,6}){1,2}\b", _telephone),
        rule("postcode", r"\b([A-Z]{1,2})(\d[A-Z\d]?) (\d)([A-Z]{2})\b", _postcode),
        *_money(),
        *_dates(),
        rule(
            "per cent span",
            rf"(?<![\w.])({NUMBER})\s?%?{DASH}({NUMBER})\s?%",
            lambda m: f"{number(m[1])} i {soft(number(m[2]))} y cant",
        ),
        rule("per cent", rf"(?<![\w.])({NUMBER})\s?%", lambda m: f"{number(m[1])} y cant"),
        rule("ordinal", r"\b(\d{1,2})(?:af|ail|il|ydd|fed|ed|eg|ain)\b", _ordinal),
        rule("short form", rf"(?<!\w)(?:{short})(?!\w)", lambda m: SHORT[m[0]]),
        *((rule("own list", rf"\b(?:{text})\b", lambda m: letters(m[0])),) if text else ()),
        rule("virus", r"\bC(?:OVID|ovid)[- ]?19\b", lambda _: "Covid un deg naw"),
        rule("reference", r"\b([A-Z]{1,5})[- ]?(\d{1,4})\b", lambda m: f"{letters(m[1])} {number(m[2])}"),
        rule("capitals", r"\b[A-Z]{2,5}\b", _capitals),
        rule(
            "span", rf"(?<![\w.])({NUMBER}){DASH}({NUMBER})(?!\w)", lambda m: f"{number(m[1])} i {soft(number(m[2]))}"
        ),
        rule("points", r"\b\d+(?:\.\d+){2,}\b", _points),
        rule("and", r"\s&\s(?=(\w))", lambda m: " ac " if m[1].lower() in "aeiouwy" else " a "),
        rule("number", NUMBER, lambda m: number(m[0])),
        rule("slash", r"(?<=\w)/(?=\w)", lambda _: " blaenslaes "),
        rule("sign", "[" + re.escape("".join(SIGNS)) + "]", lambda m: f" {SIGNS[m[0]]} "),
    )


def _points(match: re.Match[str]) -> str:
    *first, last = (cardinal(int(part)) for part in match[0].split("."))
    return " ".join([*map(_with_point, first), last])


def _address(text: str) -> str:
    said = []
    for part in re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", text.rstrip("/")):
        if part.isalpha():
            short = len(part) <= 2 or part.lower() == "www"
            said.append(letters(part) if short else part.lower())
        elif part.isdigit():
            said.append(digits(part))
        else:
            said.append({".": "dot", "@": "at", "-": "cysylltnod", "_": "tanlinell", "/": "blaenslaes"}.get(part, ""))
    return " ".join(filter(None, said))


def _telephone(match: re.Match[str]) -> str:
    return ", ".join(digits(part) for part in re.split(r"[\s()+-]+", match[0]) if part)


def _postcode(match: re.Match[str]) -> str:
    district = " ".join(letters(one) if one.isalpha() else digits(one) for one in match[2])
    return f"{letters(match[1])} {district}, {digits(match[3])} {letters(match[4])}"


def _capitals(match: re.Match[str]) -> str:
    signs = [one for one in match.string if one.isalpha()]
    heading = len(signs) > 12 and sum(map(str.isupper, signs)) > 0.7 * len(signs)
    return match[0] if heading else letters(match[0])


def _money() -> tuple[Rule, ...]:
    def pounds(match: re.Match[str]) -> str:
        scale = match["scale"] or match["short"]
        if scale:
            return f"{_scaled(match['amount'], SCALES[scale])} o bunnoedd"
        whole, _, pence = match["amount"].replace(",", "").partition(".")
        said = _pounds(int(whole))
        return f"{said} {_pence(int(pence))}" if len(pence) == 2 and int(pence) else said

    return (
        rule("money", rf"£\s?(?P<amount>{NUMBER})(?:\s?(?P<scale>miliwn|biliwn)\b|(?P<short>k|m|bn)\b)?", pounds),
        rule("pence", r"\b(\d{1,2})c\b", lambda m: _pence(int(m[1]))),
    )


def _scaled(amount: str, scale: str) -> str:
    if "." in amount:
        return f"{number(amount)} {scale}"
    return _of_women(int(amount.replace(",", "")), scale, soft(scale))


def _pounds(count: int) -> str:
    """“punt” is feminine, and changes after un and dwy; above ten it is “o bunnoedd”."""
    if count == 1:
        return "un bunt"
    if 2 <= count <= 10:
        named = FEMININE.get(count) or BEFORE_NOUN.get(count) or cardinal(count).replace("un deg", "deg")
        return f"{named} {'bunt' if count == 2 else 'punt'}"
    return f"{cardinal(count)} o bunnoedd"


def _pence(count: int) -> str:
    named = FEMININE.get(count) or BEFORE_NOUN.get(count) or cardinal(count)
    return f"{named} {'geiniog' if count in (1, 2) else 'ceiniog'}"


def _ordinal(match: re.Match[str]) -> str:
    count = int(match[1])
    return ORDINALS[count - 1] if 1 <= count <= len(ORDINALS) else match[0]


def _dates() -> tuple[Rule, ...]:
    def date(match: re.Match[str]) -> str:
        day = ORDINALS[int(match["day"]) - 1]
        article = "yr" if day[0] in "aeiouwy" else "y"
        before = match.string[: match.start()].rstrip().lower()
        text = day if re.search(r"(?:\by|\byr|['’]r)$", before) else f"{article} {day}"
        text += f" o {soft(match['month'].lower()).capitalize()}"
        return f"{text} {year(int(match['year']))}" if match["year"] else text

    def time(match: re.Match[str]) -> str:
        hour, minute = int(match["h"]), int(match["m"] or 0)
        part = (
            {"a": "y bore", "p": "y prynhawn"}[match["half"]]
            if hour < 6 or match["half"] == "a" or hour == 12
            else "yr hwyr"
        )
        text = f"{cardinal(hour)} {cardinal(minute)}" if minute else f"{_hour(hour)} o'r gloch"
        return f"{text} {part}"

    ending = "(?:af|ail|il|ydd|fed|ed|eg|ain)?"
    return (
        rule(
            "date",
            rf"\b(?P<day>[12]\d|3[01]|[1-9]){ending}\s(?:o\s)?(?P<month>{MONTH})\b(?:\s(?P<year>{YEAR})\b)?",
            date,
        ),
        rule(
            "years",
            rf"\b(?P<a>{YEAR})(?:{DASH}|/)(?P<b>{YEAR}|\d\d)\b(?![,.]?\d)",
            lambda m: f"{year(int(m['a']))} i {soft(year(int(m['b'])) if len(m['b']) == 4 else number(m['b']))}",
        ),
        rule("time", r"\b(?P<h>1[0-2]|[1-9])(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?", time),
        rule("year", rf"\b({YEAR})\b(?![,.]\d|%)", lambda m: year(int(m[1]))),
    )


def _hour(hour: int) -> str:
    return {5: "pump", 10: "deg", 11: "un ar ddeg", 12: "deuddeg"}.get(hour) or cardinal(hour)
