"""Rules for reading codes of letters and figures aloud: records (CL3), standards (BS 8878), roads, drawings."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_units import UNIT
from pipeline.editions.spoken.english_words import COMMON, FILE, LONG_ENOUGH, MONTH, SAID_AS_WORDS
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number, plural, year
from pipeline.editions.spoken.reading import ReadingRule, rule
from pipeline.sources.pdf.text.lexicon import commonness


def codes() -> tuple[ReadingRule, ...]:
    """Letters with numbers: records (CL3), standards (EN 301 549), roads (A229)."""
    return (
        rule(
            "file",
            FILE,
            lambda m: " slash ".join(", ".join(map(_part_of_file, part.split("-"))) for part in m[0].split("/")),
        ),
        rule(
            "reference span",
            r"\b(?P<name>[A-Z]{1,4})(?P<a>\d{1,3})(?:(?P<dash>\s?[–-]\s?)(?P<again>(?P=name))|–)(?P<b>\d{1,3})\b",
            lambda m: f"{letters(m['name'])} {number(m['a'])} to {letters(m['again'] or '')} {number(m['b'])}",
        ),
        rule(
            "letters and number", r"\b([A-Z]{2,5})/(\d{3,})\b(?!/)", lambda m: f"{letters(m[1])} slash {digits(m[2])}"
        ),
        rule("version of a version", r"(?<=\b[Vv]ersion )v\.?\s?(?=\d)", lambda _: ""),
        rule("version", r"(?<![\d%)] )\bv(?:\.?|\s)(?=\d+\.\d)|\bv\.?(?=\d)", lambda _: "version "),
        rule("very", r"\bv\.? (?=(?:good|high|low|poor|well|few|small|large)\b)", lambda _: "very "),
        rule("against so many", r"(?<=\d)v(?=\d)", lambda _: " versus "),
        rule("against", r"(?<=[\w)%] )v\.? (?=[\w£])", lambda _: "versus "),
        rule(
            "virus",
            r"\b(?:C(?:OVID|ovid)|covid(?=[-– ]?19))([-– ]?19)?\b",
            lambda m: "Covid nineteen" if m[1] else "Covid",
        ),
        rule(
            "drawing",
            r"\b(?=[A-Z\d-]*\d)(?=[\d-]*[A-Z])(?:(?:[A-Z]{1,3}|\d+)-){2,}(?:[A-Z]{1,3}|\d+)\b(?!-)",
            lambda m: ", ".join(_part_of_file(part) for part in m[0].split("-")),
        ),
        rule(
            "act",
            r"\bS\.?I\.?(?P<many>s)? (?P<year>\d{4})/(?P<number>\d+)",
            lambda m: " ".join(["S I's" if m["many"] else "S I", year(int(m["year"])), "number", number(m["number"])]),
        ),
        rule("motorway", r"\b(A)(\d{1,3})\(M\)", lambda m: f"A {_counted(m[1], m[2])} M"),
        *_letters_with_numbers(),
    )


# After letters, a number with a unit or a day of a month is not a reference: “UK 14%”, “BH 5 May”.
NO_MEASURE = rf"(?!\s?(?:%|°|(?:{UNIT})(?!\w))|(?:\s?[–-]\s?\d\d?)?(?:st|nd|rd|th)?\s(?:{MONTH})\b)"

# Words in capitals before a number that are not references, such as TABLE or ON.
_NO_WORD = rf"(?!(?:{'|'.join(sorted(SAID_AS_WORDS))})\b)"


# A date in figures: “12.11.24”.
_DAY = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:20)?[1-4]\d\b"

# Behind letters and a space: a date or two years, “DONM 9/10/25”, “MTFS 25/26”.
_DATED = r"(?<= )(?:\d\d?/\d\d?/(?:20)?\d\d|2\d/2\d)\b"

# Documents made under a section of an Act: “S106 agreement”.
_BY_SECTION = (
    "agree|contrib|obligation|mon|officer|notice|order|fund|plan|duty|appl|variation|appeal|consent|"
    "works|highway|scheme|report|assess|mone|road|land|sum|cash|payment|receipt|power|case"
)


def _letters_with_numbers() -> tuple[ReadingRule, ...]:
    return (
        *_with_years(),
        rule(
            "code with a dash",
            r"\b([A-Z]{1,3})(\d{1,4})-(\d{3,6})\b(?![-/])",
            lambda m: (
                f"{letters(m[1])} {digits(m[2])}, {digits(m[3])}"
                if len(m[3]) > len(m[2])
                else f"{letters(m[1])} {number(m[2])} to {number(m[3])}"
            ),
        ),
        rule("letter and figures", r"\b([A-Z])(\d{4}|\d{6,})\b", lambda m: f"{m[1]} {digits(m[2])}"),
        *_ages_and_sections(),
        *_standards(),
        rule(
            "letter with points",
            r"\b([A-Z])\.(\d+(?:\.\d+)*)\b",
            lambda m: " point ".join([m[1], *map(number, m[2].split("."))]),
        ),
        rule(
            "reference with points",
            rf"\b{_NO_WORD}(?P<name>[A-Z]{{1,5}})[- ]?(?P<number>(?!(?<= ){_DAY})\d+(?:\.\d+)+)\b{NO_MEASURE}",
            lambda m: f"{_spelt(m['name'])} {' point '.join(map(number, m['number'].split('.')))}",
        ),
        rule(
            "reference with letter",
            rf"\b{_NO_WORD}(?!A \d+[:/])(?P<name>[A-Z]{{1,5}})[- ]?(?P<number>(?!{_DATED})\d{{1,3}})"
            rf"(?P<letter>(?<= \d)[a-f]?|(?<= \d\d)[a-f]?|(?<! \d)(?<! \d\d)[a-z]?)\b(?![,.]?\d){NO_MEASURE}",
            lambda m: (
                f"{letters(m['name'])} {_counted(m['name'], m['number'])}"
                + (f" {m['letter'].upper()}" if m["letter"] else "")
            ),
        ),
    )


def _with_years() -> tuple[ReadingRule, ...]:
    """Letters beside a year, and the short form of “face to face”."""
    return (
        rule("face to face", r"\b[Ff]2[Ff]\b", lambda _: "face to face"),
        rule(
            "year of our Lord",
            r"\bAD (\d{3,4})\b|\b(\d{3,4}) (?=AD\b|BCE?\b)",
            lambda m: f"A D {year(int(m[1]))}" if m[1] else f"{year(int(m[2]))} ",
        ),
        rule(
            "code with a year",
            r"\b((?=\w*[A-Z]\w*[A-Z])[A-Za-z]{2,7})[-–]((?:19|20)\d\d)[-–](\d{1,4})\b(?![-–/]?\d)",
            lambda m: f"{letters(m[1])}, {year(int(m[2]))}, {number(m[3]) if m[3][0] != '0' else digits(m[3])}",
        ),
    )


def _standards() -> tuple[ReadingRule, ...]:
    """Numbers of standards: “BS 8300-1:2018”, “EN 301 549”."""
    return (
        rule(
            "standard like a year",
            r"\b(BS|EN|ISO|IEC|PAS) (\d{4})(?::((?:19|20)\d\d))?\b(?! \d|[-/])",
            lambda m: f"{letters(m[1])} {digits(m[2])}" + (f", {year(int(m[3]))}" if m[3] else ""),
        ),
        rule(
            "part of a standard",
            r"\b(BS EN|EN|ISO|IEC|PAS|BS) (\d{1,3})-(\d{1,3})\b",
            lambda m: f"{' '.join(map(letters, m[1].split()))} {number(m[2])}, {number(m[3])}",
        ),
        rule(
            "standard",
            r"\b(?P<name>[A-Z]{2,5})[- ]?"
            r"(?P<number>\d{3} \d{3}|\d{4} \d{4}|\d{5} \d{5}|(?!(?<=[- ])(?:19|20)\d\d\b)\d{4,15})"
            r"(?P<parts>(?:[-/:]\d{1,4}){0,2})\b(?! \d{3})",
            _standard,
        ),
    )


def _ages_and_sections() -> tuple[ReadingRule, ...]:
    """One letter that is a word: “S106” is a section and “U16s” are under sixteen."""
    return (
        rule(
            "planning section",
            rf"\bS\.\s?(?=\d{{1,3}}\b)|\bS(?=\d{{2,3}}\b(?: (?i:{_BY_SECTION})|$|[.,;:)]|/[A-Z]))",
            lambda _: "section ",
        ),
        rule("under an age", r"\bU(\d{1,2})s\b", lambda m: f"under {plural(cardinal(int(m[1])))}"),
        rule(
            "under one age",
            r"\bU(\d{1,2})(?=\s(?:[£:]|free|girls|boys|teams?|football|league)|:)",
            lambda m: f"under {number(m[1])}",
        ),
        rule(
            "letters, figures, letter",
            r"\b([A-Z])(\d)([A-Z])\b|\b([A-Z]{2,5})(\d{1,3})([A-Z])\b",
            lambda m: f"{letters(m[1] or m[4])} {number(m[2] or m[5])} {m[3] or m[6]}",
        ),
    )


def _standard(match: re.Match[str]) -> str:
    """“BS 8300-1:2018” has two parts, the second a year."""
    number = f"{_spelt(match['name'])} {_grouped(match['number'])}"
    return ", ".join([number, *map(_year_or_number, re.findall(r"\d+", match["parts"]))])


def _spelt(name: str) -> str:
    """The letters of a reference by their names; a word in capitals such as TABLE or ON stays one."""
    return name if is_word(name) else letters(name)


def is_word(capitals: str) -> bool:
    """Whether letters in capitals are a word, such as TABLE, AMBER or NATO, and no short form to be spelled."""
    return capitals in SAID_AS_WORDS or (len(capitals) >= LONG_ENOUGH and commonness(capitals.lower()) >= COMMON)


def _part_of_file(part: str) -> str:
    """One part of the reference of a file: “MBC”, “2024”, “001”, “FULL”."""
    parts = []
    for piece in re.findall(r"[A-Za-z]+|\d+", part):
        if piece.isalpha():
            parts.append(piece.capitalize() if len(piece) > 3 and re.search("[AEIOUaeiou]", piece) else letters(piece))
        elif re.fullmatch(r"(?:19|20)\d\d", piece):
            parts.append(year(int(piece)))
        else:
            parts.append(number(piece) if len(piece) < 3 else digits(piece))
    return " ".join(parts)


def _year_or_number(figures: str) -> str:
    return year(int(figures)) if len(figures) == 4 and figures.startswith(("19", "20")) else number(figures)


def _counted(name: str, figures: str) -> str:
    """The number of a reference; that of a road of three figures is read one by one, as in A229."""
    return digits(figures) if len(name) == 1 and len(figures) == 3 else number(figures)


def _grouped(text: str) -> str:
    return " ".join(digits(part) for part in text.split())
