"""How British English is read aloud: money, dates, telephone numbers, postcodes, addresses, references, short forms.

`tests/cases/spoken/en.txt` has the readings. Of the rules that match at one place, the first of the table reads.
"""

from __future__ import annotations

import re

from pipeline.editions.spoken import english_addresses, english_dates, english_measures, english_references
from pipeline.editions.spoken.english_money import money
from pipeline.editions.spoken.english_words import (
    BARE,
    COUNTED,
    DASH,
    EITHER,
    FILE,
    IN_CAPITALS,
    IN_MANY,
    NUMBER,
    NUMBERED,
    SAID_AS_WORDS,
    SHORT,
    SIGNS,
    SPELLED_ANYWAY,
    TO_FIGURE,
    WITH_POINT,
    YEAR,
)
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number, ordinal, plural, year
from pipeline.editions.spoken.reading import Rule, rule


def rules(spelled: frozenset[str]) -> tuple[Rule, ...]:
    """The rules of English, for a document with these short forms."""
    return tuple(
        _before_noun(one) if one.name in ("money", "money span", "measure") else one for one in _rules(spelled)
    )


def _before_noun(one: Rule) -> Rule:
    """Reads an amount after “a” and before a noun in the singular: “a £5 charge” is “a five pound charge”."""

    def say(match: re.Match[str]) -> str:
        text, said = match.string, one.say(match)
        described = re.search(r"\b[Aa]n?\s$", text[: match.start()]) and re.match(r"[\s-][a-z]", text[match.end() :])
        return re.sub(IN_MANY, lambda many: many[1] or "foot", said) if described else said

    return Rule(one.name, one.pattern, say)


def _rules(spelled: frozenset[str]) -> tuple[Rule, ...]:
    return (
        *english_addresses.addresses(),
        *english_addresses.identifiers(),
        *english_addresses.telephones(),
        *english_measures.formulas(),
        *english_addresses.postcodes(),
        *money(),
        *english_dates.dates(),
        *english_dates.times(),
        *_shares(),
        *english_measures.fractions(),
        *english_references.references(),
        *_codes(),
        *_abbreviations(spelled),
        *english_measures.measures(),
        *_plain_numbers(),
        rule("and or", r"\band/or\b", lambda _: "and or"),
        rule("or", rf"\b(?:{'|'.join(EITHER)})\b", lambda m: m[0].replace("/", " or ")),
        rule("letter to letter", r"\b([A-Z])[-–]([A-Z])\b", lambda m: f"{m[1]} to {m[2]}"),
        rule("to a code", r"(?<=[a-z])[–](?=[A-Z]\d)", lambda _: " to "),
        rule("slash", r"(?<=\w)\s?/\s?(?=[\w£€$])", lambda _: " slash "),
        rule("sign", "[" + re.escape("".join(SIGNS)) + "]", lambda m: f" {SIGNS[m[0]]} "),
    )


def _shares() -> tuple[Rule, ...]:
    return (
        rule(
            "points of a per cent",
            rf"(?<![\w.])(?P<a>{NUMBER})\s?%[\s-]?p(?:oin)?ts\b",
            lambda m: f"{number(m['a'])} percentage points",
        ),
        rule(
            "per cent span",
            rf"(?<![\w.])(?P<a>{NUMBER})\s?%?{DASH}(?P<b>{NUMBER})\s?%",
            lambda m: f"{number(m['a'])} to {number(m['b'])} per cent",
        ),
        rule(
            "per cent",
            rf"(?<![\w.])(?P<minus>[-−–])?(?P<a>{NUMBER})\s?%",
            lambda m: f"{'minus ' if m['minus'] else ''}{number(m['a'])} per cent",
        ),
        rule("ratio with points", r"(?<![\d:])(\d+\.\d+):(\d+(?:\.\d+)?)\b", _ratio),
        rule("map", r"\b(\d{1,2}):(\d{1,3}(?:,000|,\d{3})+|\d{3,6})\b", _ratio),
        rule("ratio", r"\b(\d{1,3}):(\d{1,3})\b", _ratio),
    )


def _ratio(match: re.Match[str]) -> str:
    return f"{number(match[1])} to {number(match[2])}"


def _codes() -> tuple[Rule, ...]:
    """Letters with numbers: records (CL3), standards (EN 301 549), roads (A229)."""
    return (
        rule("file", FILE, lambda m: " slash ".join(map(_part_of_file, m[0].split("/")))),
        rule(
            "reference span",
            r"\b(?P<name>[A-Z]{1,4})(?P<a>\d{1,3})(?:(?P<dash>\s?[–-]\s?)(?P<again>(?P=name))|–)(?P<b>\d{1,3})\b",
            lambda m: f"{letters(m['name'])} {number(m['a'])} to {letters(m['again'] or '')} {number(m['b'])}",
        ),
        rule("version", r"\bv(?:\.?|\s)(?=\d+\.\d)|\bv\.?(?=\d)", lambda _: "version "),
        rule("very", r"\bv\.? (?=(?:good|high|low|poor|well|few|small|large)\b)", lambda _: "very "),
        rule("against", r"(?<=[\w)] )v\.? (?=[\w£])", lambda _: "versus "),
        rule(
            "virus",
            r"\b(?:C(?:OVID|ovid)|covid(?=[- ]?19))([- ]?19)?\b",
            lambda m: "Covid nineteen" if m[1] else "Covid",
        ),
        rule(
            "act",
            r"\bSI (?P<year>\d{4})/(?P<number>\d+)",
            lambda m: f"S I {year(int(m['year']))} {number(m['number'])}",
        ),
        *_letters_with_numbers(),
    )


# A word in capitals before a number, such as TABLE or ON, is no reference.
_NO_WORD = rf"(?!(?:{'|'.join(sorted(SAID_AS_WORDS))})\b)"


def _letters_with_numbers() -> tuple[Rule, ...]:
    return (
        rule("letter and figures", r"\b([A-Z])(\d{4}|\d{6,})\b", lambda m: f"{m[1]} {digits(m[2])}"),
        rule(
            "planning section",
            r"\bS\.\s?(?=\d{1,3}\b)"
            r"|\bS(?=\d{2,3}\b(?: (?:agree|contrib|obligation|mon|officer|notice|order|fund|plan|duty)|$|[.,;)]))",
            lambda _: "section ",
        ),
        rule("under an age", r"\bU(\d{1,2})s\b", lambda m: f"under {plural(cardinal(int(m[1])))}"),
        rule("letter, figure, letter", r"\b([A-Z])(\d)([A-Z])\b", lambda m: f"{m[1]} {cardinal(int(m[2]))} {m[3]}"),
        rule(
            "standard",
            r"\b(?P<name>[A-Z]{2,5}) ?"
            r"(?P<number>\d{3} \d{3}|\d{4} \d{4}|\d{5} \d{5}|(?!(?<= )(?:19|20)\d\d\b)\d{4,15})(?:[-/:](?P<part>\d{1,4}))?\b",
            lambda m: (
                f"{_spelt(m['name'])} {_grouped(m['number'])}"
                + (f", {_year_or_number(m['part'])}" if m["part"] else "")
            ),
        ),
        rule(
            "reference with points",
            rf"\b{_NO_WORD}(?P<name>[A-Z]{{1,5}})[- ]?(?P<number>\d+(?:\.\d+)+)\b",
            lambda m: f"{letters(m['name'])} {' point '.join(map(number, m['number'].split('.')))}",
        ),
        rule(
            "reference with letter",
            rf"\b{_NO_WORD}(?P<name>[A-Z]{{1,5}})[- ]?(?P<number>\d{{1,3}})(?P<letter>[a-z]?)\b(?![,.]?\d)",
            lambda m: (
                f"{letters(m['name'])} {_counted(m['name'], m['number'])}"
                + (f" {m['letter'].upper()}" if m["letter"] else "")
            ),
        ),
    )


def _spelt(name: str) -> str:
    """The letters of a reference by their names; a word in capitals such as TABLE or ON stays one."""
    return name if name in SAID_AS_WORDS else letters(name)


def _part_of_file(part: str) -> str:
    """One part of the reference of a file: “MBC”, “2024”, “001”, “FULL”."""
    said = []
    for piece in re.findall(r"[A-Za-z]+|\d+", part):
        if piece.isalpha():
            said.append(piece.capitalize() if len(piece) > 3 and re.search("[AEIOUaeiou]", piece) else letters(piece))
        elif re.fullmatch(r"(?:19|20)\d\d", piece):
            said.append(year(int(piece)))
        else:
            said.append(number(piece) if len(piece) < 3 else digits(piece))
    return " ".join(said)


def _year_or_number(figures: str) -> str:
    return year(int(figures)) if len(figures) == 4 and figures.startswith(("19", "20")) else number(figures)


def _counted(name: str, figures: str) -> str:
    """The number of a reference; that of a road of three figures is read one by one, as in A229."""
    return digits(figures) if len(name) == 1 and len(figures) == 3 else number(figures)


def _grouped(text: str) -> str:
    return " ".join(digits(part) for part in text.split())


def _abbreviations(spelled: frozenset[str]) -> tuple[Rule, ...]:
    own = [form for form in spelled if re.search(r"[A-Z].*[A-Z]", form)]
    forms = "|".join(sorted(map(re.escape, own), key=len, reverse=True))
    pointed = "|".join(sorted((re.escape(one) + r"\." for one in WITH_POINT), key=len, reverse=True))
    bare = "|".join(sorted(map(re.escape, BARE), key=len, reverse=True))

    known: tuple[Rule, ...] = ()
    if forms:
        known = (
            rule(
                "own list",
                rf"\b(?P<form>{forms})(?P<ending>[’']?s)?\b",
                lambda m: " and ".join(map(letters, m["form"].split("&"))) + ("'s" if m["ending"] else ""),
            ),
        )
    return (
        *known,
        rule(
            "latin",
            r"\b(?:e\.g|i\.e|etc)\b\.?(?=,?)",
            lambda m: SHORT[m[0].rstrip(".") if m[0].rstrip(".") in SHORT else m[0]],
        ),
        *_streets(),
        rule("ampersand form", r"\b([A-Z])&([A-Z])(s)?\b", lambda m: f"{m[1]} and {m[2]}" + ("'s" if m[3] else "")),
        rule("about", r"\b(?:ca?\.\s?|ca? ?)(?=[£€$¥]?\d)", lambda _: "about "),
        *_before_figures(),
        rule("number of", r"\b([Nn])o\. ?(?=of\b)", lambda m: f"{m[1]}umber "),
        rule("half of the day", r"\b([ap])\.m\.", lambda m: f"{m[1].upper()} M"),
        rule("short form with point", rf"\b(?:{pointed})(?=\s|$|,)", lambda m: SHORT[m[0][:-1]]),
        rule("short form", rf"(?<![\w.])(?:{bare})(?![\w./])", lambda m: SHORT[m[0]]),
        rule("plus form", r"\b(?P<word>[A-Z]{3,}\w?)\+", lambda m: f"{letters(m['word'])} plus"),
        rule("initials", r"\b(?:[A-Z]\.){2,}", lambda m: letters(m[0])),
        rule(
            "mixed form",
            r"\b(?P<word>[A-Z]{1,2}[a-z][A-Z]{1,4}|[A-Z]{2}[a-rt-z])(?P<ending>[’']?s)?\b",
            lambda m: letters(m["word"]) + ("'s" if m["ending"] else ""),
        ),
        rule("capitals", r"\b(?P<word>[A-Z]{2,})(?:(?P<ending>[’']?s)?\b(?:(?<=s)[’'](?=\s|$))?)", _capitals),
    )


def _before_figures() -> tuple[Rule, ...]:
    """Short forms that are words elsewhere: “max. 20”, “est. 1974”."""
    return (
        rule(
            "limit",
            r"\b([Mm])(ax|in)\.?\s(?=[£\d])",
            lambda m: f"{m[1]}{'aximum' if m[2] == 'ax' else 'inimum'} ",
        ),
        rule("founded", rf"\b([Ee])st\.\s(?={YEAR}\b)", lambda m: f"{m[1]}stablished "),
        rule("estimate", r"\b([Ee])st\.\s(?=[£\d])", lambda m: f"{m[1]}stimated "),
    )


def _streets() -> tuple[Rule, ...]:
    return (
        rule("saint", r"\bSt\.? (?=[A-Z][a-z])", lambda _: "Saint "),
        rule("drive", r"(?<=[a-z] )Dr\b(?:\.(?=\s?$)|\.?(?=[,;)]|$))", _drive),
        rule("street", r"(?<=[a-z] )St\b\.?", lambda _: "Street"),
    )


def _drive(match: re.Match[str]) -> str:
    """“Queens Dr” is a street, “ask the Dr” a doctor."""
    return "Drive" if re.search(r"\b[A-Z][\w’']+\s$", match.string[: match.start()]) else "Doctor"


def _capitals(match: re.Match[str]) -> str:
    word, ending = match["word"], match["ending"] or ""
    signs = [one for one in match.string if one.isalpha()]
    heading = len(signs) > 12 and sum(map(str.isupper, signs)) > IN_CAPITALS * len(signs)
    plain = word in SAID_AS_WORDS or (heading and word not in SPELLED_ANYWAY) or len(word) > 6
    if plain:
        return match[0]
    return letters(word) + ("'s" if ending else "")


def _plain_numbers() -> tuple[Rule, ...]:
    return (
        rule("ordinal", r"\b(\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1].replace(",", "")))),
        rule("round", r"(?<![\d,])(?:[’']?000s?\b|1,?000s\b)", lambda _: "thousands"),
        rule("hundreds", r"\b100s\b", lambda _: "hundreds"),
        rule("tens", r"\b(\d{1,2})s\b", lambda m: plural(cardinal(int(m[1])))),
        rule("plus", rf"(?<![\w.])({NUMBER})\+(?!\d)", lambda m: f"{number(m[1])} plus"),
        rule("one to one", r"\b1[-–]2[-–]1\b", lambda _: "one to one"),
        rule("groups", r"\b\d+(?:-\d+){2,}\b", lambda m: ", ".join(digits(part) for part in m[0].split("-"))),
        rule(
            "span",
            rf"(?<![\w.])(?P<a>{NUMBER}){DASH}(?P<b>{NUMBER})(?![\w/])",
            lambda m: f"{number(m['a'])} to {number(m['b'])}",
        ),
        rule("from to", rf"(?:{TO_FIGURE}){DASH}(?=\d)", lambda _: " to "),
        rule("minus", rf"(?<![\w)])[-−](?P<n>{NUMBER})", lambda m: f"minus {number(m['n'])}"),
        rule("inches", r"(?<![\w.])(\d+)in\b", lambda m: f"{number(m[1])} {'inch' if m[1] == '1' else 'inches'}"),
        rule("number sign", r"#(\d+)", lambda m: f"number {cardinal(int(m[1]))}"),
        rule("number with letter", r"\b(\d{1,4})([A-Za-z])\b", lambda m: f"{number(m[1])} {m[2].upper()}"),
        rule(
            "spaced thousands",
            r"(?<![\w.])(?:\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|[1-9]\d{0,2}(?: \d{3}){2,}|[1-9]\d{0,2} 000)(?![\d.])",
            lambda m: number(re.sub(r"\s", "", m[0])),
        ),
        rule(
            "number of a thing",
            rf"(?:{NUMBERED})\d{{5,}}\b(?![,.]\d)|\b\d{{7,}}\b(?!\.\d|\s(?:{COUNTED})\b)",
            lambda m: digits(m[0]),
        ),
        rule("number", NUMBER, _apart),
    )


def _apart(match: re.Match[str]) -> str:
    """A number, apart from the letters that it touches."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " * before.isalpha() + number(match[0]) + " " * after.isalpha()
