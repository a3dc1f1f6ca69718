"""How references are read aloud in British English: sections of Acts, parts of documents, kings and appendices."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import COUNTED, DASH, MONARCHS, PARTED, REFERENCES
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number, ordinal, roman
from pipeline.editions.spoken.reading import Rule, rule


def references() -> tuple[Rule, ...]:
    return (
        *_sections(),
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
        rule("numbered heading", r"(?<![\d.,£])\d+(?:\.\d+){2,}(?![\d%])", lambda m: _numbers(m[0])),
    )


def _sections() -> tuple[Rule, ...]:
    """Parts of documents and of Acts: a short form or a name, and its numbers."""
    points = r"\d+(?:\.\d+)*"
    names = "|".join(sorted(map(re.escape, REFERENCES), key=len, reverse=True))
    full = "[Pp]aragraphs?|[Ss]ections?|[Cc]lauses?|[Tt]ables?|[Ff]igures?|[Cc]hapters?|[Oo]bjectives?|[Pp]olicy|[Aa]ppendix"
    return (
        rule("named", rf"\b(?P<name>{names})\.?\s?(?P<first>{points})(?:{DASH}(?P<last>{points}))?\b(?!\w)", _named),
        rule("part of a document", rf"\b(?P<name>{full})\s(?P<first>\d+(?:\.\d+)+)(?P<last>(?!))?\b(?!\w)", _named),
        rule(
            "chapter of an Act",
            r"(?<=\b(?:19|20)\d\d )c\. ?(\d{1,3})\b(?=[).,;]|$)",
            lambda m: f"chapter {number(m[1])}",
        ),
        rule(
            "minute",
            r"\bMin(?:ute)?\.? (?P<no>No\.? )?(?P<a>\d+)/(?P<b>\d+)\b",
            lambda m: f"Minute {'number ' if m['no'] else ''}{number(m['a'])} slash {number(m['b'])}",
        ),
        rule("section", rf"§§?\s?(?P<first>{points})", lambda m: f"section {_numbers(m['first'])}"),
        rule(
            "roman part",
            rf"\b(?P<name>{'|'.join(PARTED)}|Pts?)\.? (?P<number>[IVX]+)(?P<letter>[A-H]?)\b",
            lambda m: " ".join([_full(m["name"]), cardinal(roman(m["number"])), m["letter"]]).rstrip(),
        ),
    )


def _full(name: str) -> str:
    return REFERENCES.get(name, name)


def _numbers(text: str) -> str:
    """“4.12” is “four point twelve”; a long number is read digit by digit."""
    return " point ".join(number(part) if len(part) < 6 else digits(part) for part in text.split("."))


def _named(match: re.Match[str]) -> str:
    denied = match["name"] in ("no", "No") and not match[0].startswith(match["name"] + ".") and _is_denial(match)
    text = f"{match['name'] if denied else _full(match['name'])} {_numbers(match['first'])}"
    return f"{text} to {_numbers(match['last'])}" if match["last"] else text


def _is_denial(match: re.Match[str]) -> bool:
    """Whether “no” before a figure says that there is none: “no 5-year-olds”, “no 3 people agree”, “yes or no 2”."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    denied = re.search(r"\b(?:is|are|was|were|be|been|has|have|had|or|say|said|says|there|with|of)\s$", before)
    return bool(denied or re.match(rf"-[a-z]|\s(?:{COUNTED}|times)\b", after))


def _named_by_numbers() -> tuple[Rule, ...]:
    """Kings and appendices: a letter or a roman number after a name."""
    return (
        rule(
            "monarch",
            rf"(?:{MONARCHS})(?P<n>[IVX]+)\b",
            lambda m: f"the {ordinal(roman(m['n']))}",
        ),
        rule("war", r"(?<=World War )I\b", lambda _: "one"),
        rule(
            "crowned",
            r"\b(?P<name>(?:King|Queen|Pope) [A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<n>[IVX]+)\b",
            lambda m: f"{m['name']} the {ordinal(roman(m['n']))}",
        ),
        rule(
            "roman number",
            r"(?<=[a-z] )(?P<n>I{2,3}|I[VX]|VI{1,3}|X{1,3}(?:IX|IV|VI{0,3}|I{1,3}))\b",
            lambda m: cardinal(roman(m["n"])),
        ),
        rule(
            "heading letter",
            rf"\b(?P<name>{'|'.join(PARTED)}|Appx?|Sch|Pt)\.? (?P<letter>[A-Z])(?P<number>\d+)?\b(?!\.[A-Z])",
            lambda m: " ".join([_full(m["name"]), m["letter"], number(m["number"]) if m["number"] else ""]).rstrip(),
        ),
    )


def _bracketed(match: re.Match[str]) -> str:
    """A part of a section: “18(2)(b)(iii)” ends “two, B, three”."""
    part = match[1]
    if part.isdigit():
        return f", {cardinal(int(part))}"
    counts = roman(part) if len(part) > 1 or (match.string[: match.start()].endswith(")") and part in "ivx") else 0
    return f", {cardinal(counts) if counts else letters(part)}"
