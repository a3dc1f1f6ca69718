"""How British English is read aloud: money, dates, telephone numbers, postcodes, addresses, references, short forms.

`tests/cases/spoken/en.txt` has the readings. Of the rules that match at one place, the first of the table reads.
"""

from __future__ import annotations

import re

from pipeline.editions.spoken import english_dates, english_measures
from pipeline.editions.spoken.english_money import money
from pipeline.editions.spoken.english_words import (
    BARE,
    DASH,
    EITHER,
    FILE,
    IN_CAPITALS,
    MONARCHS,
    NUMBER,
    PARTED,
    REFERENCES,
    SAID_AS_WORDS,
    SHORT,
    SIGNS,
    SPELLED_ANYWAY,
    TO_FIGURE,
    WITH_POINT,
)
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number, ordinal, plural, roman, year
from pipeline.editions.spoken.reading import Rule, rule


def rules(spelled: frozenset[str]) -> tuple[Rule, ...]:
    """The rules of English, for a document with these short forms."""
    return (
        rule("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: address(m[0])),
        rule("web", r"(?:https?://|www\.)[^\s<>()]*[\w/]", lambda m: address(re.sub(r"^https?://", "", m[0]))),
        rule(
            "site",
            r"\b[a-z][\w-]*(?:\.[\w-]+)*\.(?:gov\.uk|org\.uk|co\.uk|ac\.uk|nhs\.uk|org|com|net|gov|info|wales|cymru)\b(?:/[\w./-]*\w)?",
            lambda m: address(m[0]),
        ),
        *_telephone(),
        *english_measures.formulas(),
        rule("postcode", r"\b([A-Z]{1,2})(\d[A-Z\d]?) (\d)([A-Z]{2})\b", _postcode),
        *money(),
        *english_dates.dates(),
        *english_dates.times(),
        *_shares(),
        *english_measures.fractions(),
        *_references(),
        *_codes(),
        *_abbreviations(spelled),
        *english_measures.measures(),
        *_plain_numbers(),
        rule("and or", r"\band/or\b", lambda _: "and or"),
        rule("or", rf"\b(?:{'|'.join(EITHER)})\b", lambda m: m[0].replace("/", " or ")),
        rule("letter to letter", r"\b([A-Z])[-–]([A-Z])\b", lambda m: f"{m[1]} to {m[2]}"),
        rule("slash", r"(?<=\w)\s?/\s?(?=\w)", lambda _: " slash "),
        rule("sign", "[" + re.escape("".join(SIGNS)) + "]", lambda m: f" {SIGNS[m[0]]} "),
    )


def address(text: str) -> str:
    """A web or e-mail address: names as words, signs by name, short last parts by letters."""
    said = []
    for part in re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", text.rstrip("/")):
        if part.isalpha():
            short = len(part) <= 2 or (part.lower() == "www") or not re.search("[aeiouy]", part.lower())
            said.append(letters(part) if short and part.lower() not in ("of", "in", "to", "my", "co") else part.lower())
        elif part.isdigit():
            is_year = len(part) == 4 and part.startswith(("19", "20"))
            said.append(year(int(part)) if is_year else cardinal(int(part)) if len(part) < 4 else digits(part))
        else:
            names = {".": "dot", "@": "at", "-": "hyphen", "_": "underscore", "/": "slash", "?": "question mark"}
            said.append(names.get(part, SIGNS.get(part, "")))
    return " ".join(filter(None, said))


def _telephone() -> tuple[Rule, ...]:
    def spoken(match: re.Match[str]) -> str:
        groups = re.split(r"[\s()./-]+", match[0].replace("(0)", "").replace("+44", "plus44 ").strip("() "))
        said = ["plus four four" if group == "plus44" else digits(group) for group in groups if group]
        return ", ".join(said)

    called = r"(?<=\b[Cc]all )|(?<=\b[Dd]ial )|(?<=\b[Rr]ing )|(?<=\b[Tt]ext )|(?<=\b[Pp]hone )"
    return (
        rule("relay", r"\b18001 (?:0\d{2,4})(?:[ -]\d{3,6}){1,2}\b", spoken),
        rule(
            "phone", r"(?:\+44 ?(?:\(0\))? ?\d{2,4}|\(0\d{2,4}\)|\b0\d{2,4})(?:[ -]\d{3,6}){1,2}(?:/\d{3,6})*\b", spoken
        ),
        rule("phone abroad", r"\+44(\d{4})(\d{5,6})\b", lambda m: f"plus four four, {digits(m[1])}, {digits(m[2])}"),
        rule("help line", r"\b116 (\d{3})\b", lambda m: f"one one six, {digits(m[1])}"),
        rule("other call", r"(?<=\b\d{3} or )(?:999|111|101|119|112|105)\b", lambda m: digits(m[0])),
        rule("phone whole", r"\b0[1-37-9]\d{8,9}\b", lambda m: f"{digits(m[0][:5])}, {digits(m[0][5:])}"),
        rule("health line", r"\bNHS (\d{3})\b", lambda m: f"N H S {digits(m[1])}"),
        rule("short call", rf"(?:{called})\d{{3,6}}\b(?![,.]?\d)", lambda m: digits(m[0])),
    )


def _postcode(match: re.Match[str]) -> str:
    district = " ".join(letters(one) if one.isalpha() else digits(one) for one in match[2])
    return f"{letters(match[1])} {district}, {digits(match[3])} {letters(match[4])}"


def _shares() -> tuple[Rule, ...]:
    return (
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
        rule("map", r"\b(\d{1,2}):(\d{1,3}(?:,000|,\d{3})+|\d{3,6})\b", _ratio),
        rule("ratio", r"\b(\d{1,3}):(\d{1,3})\b", _ratio),
    )


def _ratio(match: re.Match[str]) -> str:
    return f"{number(match[1])} to {number(match[2])}"


def _references() -> tuple[Rule, ...]:
    points = r"\d+(?:\.\d+)*"

    def numbers(text: str) -> str:
        return " point ".join(cardinal(int(part)) for part in text.split("."))

    def named(match: re.Match[str]) -> str:
        text = f"{REFERENCES[match['name']]} {numbers(match['first'])}"
        return f"{text} to {numbers(match['last'])}" if match["last"] else text

    names = "|".join(sorted(map(re.escape, REFERENCES), key=len, reverse=True))
    return (
        rule("named", rf"\b(?P<name>{names})\.?\s?(?P<first>{points})(?:{DASH}(?P<last>{points}))?\b(?!\w)", named),
        rule("section", rf"§§?\s?(?P<first>{points})", lambda m: f"section {numbers(m['first'])}"),
        rule(
            "roman part",
            rf"\b(?P<name>{'|'.join(PARTED)}) (?P<number>[IVX]+)\b",
            lambda m: f"{m['name']} {cardinal(roman(m['number']))}",
        ),
        *_named_by_numbers(),
        rule(
            "bracketed",
            r"(?:(?<=\d)|(?<=\d\))|(?<=\([a-z]\)))\((\d{1,3}|[a-z]{1,4})\)",
            _bracketed,
        ),
        rule(
            "roman label",
            r"\((?P<number>[ivx]{1,5})\)",
            lambda m: f"({cardinal(roman(m['number']))})" if roman(m["number"]) else m[0],
        ),
        rule("numbered heading", r"(?<![\d.,£])\d+(?:\.\d+){2,}(?![\d%])", lambda m: numbers(m[0])),
    )


def _named_by_numbers() -> tuple[Rule, ...]:
    """Kings and appendices: a letter or a roman number after a name."""
    return (
        rule(
            "monarch",
            rf"(?:{MONARCHS})(?P<n>[IVX]+)\b",
            lambda m: f"the {ordinal(roman(m['n']))}",
        ),
        rule(
            "roman number",
            r"(?<=[a-z] )(?P<n>I{2,3}|I[VX]|VI{1,3}|XI{1,3}|XI?V|XVI{0,3})\b",
            lambda m: cardinal(roman(m["n"])),
        ),
        rule(
            "heading letter",
            rf"\b(?P<name>{'|'.join(PARTED)}) (?P<letter>[A-Z])(?P<number>\d+)?\b",
            lambda m: f"{m['name']} {m['letter']}" + (f" {cardinal(int(m['number']))}" if m["number"] else ""),
        ),
    )


def _bracketed(match: re.Match[str]) -> str:
    """A part of a section: “18(2)(b)(iii)” ends “two, B, three”."""
    part = match[1]
    if part.isdigit():
        return f", {cardinal(int(part))}"
    counts = roman(part) if len(part) > 1 or (match.string[: match.start()].endswith(")") and part in "ivx") else 0
    return f", {cardinal(counts) if counts else letters(part)}"


def _codes() -> tuple[Rule, ...]:
    """Letters with numbers: records (CL3), standards (EN 301 549), roads (A229)."""
    return (
        rule("file", FILE, lambda m: " slash ".join(map(_part_of_file, m[0].split("/")))),
        rule(
            "reference span",
            r"\b(?P<name>[A-Z]{1,4})(?P<a>\d{1,3})(?:(?P<dash>\s?[–-]\s?)(?P<again>(?P=name))|–)(?P<b>\d{1,3})\b",
            lambda m: f"{letters(m['name'])} {number(m['a'])} to {letters(m['again'] or '')} {number(m['b'])}",
        ),
        rule("version", r"\bv\.?\s?(?=\d)", lambda _: "version "),
        rule(
            "call",
            r"\b(?:999|111|101|119|112|105)(?= (?:calls?|service|line|number|operators?|team)\b)",
            lambda m: digits(m[0]),
        ),
        rule("virus", r"\bC(?:OVID|ovid)[- ]?19\b", lambda _: "Covid nineteen"),
        rule(
            "act",
            r"\bSI (?P<year>\d{4})/(?P<number>\d+)",
            lambda m: f"S I {year(int(m['year']))} {number(m['number'])}",
        ),
        *_letters_with_numbers(),
    )


def _letters_with_numbers() -> tuple[Rule, ...]:
    return (
        rule("letter and figures", r"\b([A-Z])(\d{4}|\d{6,})\b", lambda m: f"{m[1]} {digits(m[2])}"),
        rule("letter, figure, letter", r"\b([A-Z])(\d)([A-Z])\b", lambda m: f"{m[1]} {cardinal(int(m[2]))} {m[3]}"),
        rule(
            "standard",
            r"\b(?P<name>[A-Z]{2,5}) ?(?P<number>(?!(?<= )(?:19|20)\d\d\b)\d{4,6}|\d{3} \d{3})(?:[-/:](?P<part>\d{1,4}))?\b",
            lambda m: (
                f"{letters(m['name'])} {_grouped(m['number'])}"
                + (f", {_year_or_number(m['part'])}" if m["part"] else "")
            ),
        ),
        rule(
            "reference with points",
            r"\b(?P<name>[A-Z]{1,5})[- ]?(?P<number>\d+(?:\.\d+)+)\b",
            lambda m: f"{letters(m['name'])} {' point '.join(map(number, m['number'].split('.')))}",
        ),
        rule(
            "reference with letter",
            r"\b(?P<name>[A-Z]{1,5})[- ]?(?P<number>\d{1,3})(?P<letter>[a-z]?)\b(?![,.]?\d)",
            lambda m: (
                f"{letters(m['name'])} {_counted(m['name'], m['number'])}"
                + (f" {m['letter'].upper()}" if m["letter"] else "")
            ),
        ),
    )


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
                lambda m: letters(m["form"]) + ("'s" if m["ending"] else ""),
            ),
        )
    return (
        *known,
        rule(
            "latin",
            r"\b(?:e\.g|i\.e|etc)\b\.?(?=,?)",
            lambda m: SHORT[m[0].rstrip(".") if m[0].rstrip(".") in SHORT else m[0]],
        ),
        rule("saint", r"\bSt\.? (?=[A-Z][a-z])", lambda _: "Saint "),
        rule("street", r"(?<=[a-z] )St\b\.?", lambda _: "Street"),
        rule("ampersand form", r"\b([A-Z])&([A-Z])(s)?\b", lambda m: f"{m[1]} and {m[2]}" + ("'s" if m[3] else "")),
        rule("about", r"\b(?:ca?\.\s?|ca? ?)(?=[£€$¥]?\d)", lambda _: "about "),
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
        rule("capitals", r"\b(?P<word>[A-Z]{2,})(?P<ending>[’']?s)?\b", _capitals),
    )


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
            r"(?<![\w.])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)",
            lambda m: number(re.sub(r"\s", "", m[0])),
        ),
        rule("number", NUMBER, _apart),
    )


def _apart(match: re.Match[str]) -> str:
    """A number, apart from the letters that it touches."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " * before.isalpha() + number(match[0]) + " " * after.isalpha()
