"""Rules for reading British English aloud: money, dates, telephone numbers, postcodes, addresses, references, abbreviations.

`tests/cases/spoken/en.txt` has the readings. Of the rules that match at a place, the first in the table applies.
"""

from __future__ import annotations

import re

from pipeline.editions.spoken import (
    english_addresses,
    english_codes,
    english_dates,
    english_formulas,
    english_fractions,
    english_measures,
    english_references,
    english_times,
)
from pipeline.editions.spoken.english_codes import is_word
from pipeline.editions.spoken.english_money import money
from pipeline.editions.spoken.english_numbers import numbers
from pipeline.editions.spoken.english_units import DESCRIBED, IN_MANY, NO_NOUN, TALL, UNIT, is_sized
from pipeline.editions.spoken.english_words import (
    BARE,
    DASH,
    EITHER,
    IN_CAPITALS,
    NUMBER,
    RANKS,
    SHORT,
    SIGNS,
    SPELLED_ANYWAY,
    STREETS,
    WITH_POINT,
    YEAR,
)
from pipeline.editions.spoken.numbers import letters, number, ordinal, plural
from pipeline.editions.spoken.reading import ReadingRule, rule


def rules(spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    """Returns the rules of English for a document with these abbreviations."""
    return tuple(
        _before_noun(each) if each.name in ("money", "money span", "measure", "tonnes", "inches") else each
        for each in _rules(spelled)
    )


def _before_noun(base: ReadingRule) -> ReadingRule:
    """Makes a rule that reads an amount between “a” and a noun in the singular: “a £5 charge” is “a five pound charge”."""

    def say(match: re.Match[str]) -> str:
        text, reading = match.string, base.say(match)
        after = re.sub(rf"^\s?[x×]\s?[\d.]+\s?(?:{UNIT})\b", "", text[match.end() :])
        described = (
            is_sized(match[0], after)
            or re.match(
                rf"-[a-z]|\s(?:[A-Z]{{2,4}} )?(?:{DESCRIBED})s?\b|\s(?:{TALL})\s(?!(?:{NO_NOUN})\b)[a-z]", after
            )
            or (
                re.search(r"\b[Aa]n?\s(?:[\d.]+\s?\w*\s?[x×]\s?)?$", text[: match.start()])
                and re.match(r"\s[a-z]", after)
            )
        )
        return re.sub(IN_MANY, lambda many: many[1] or many[2] or "foot", reading) if described else reading

    return ReadingRule(base.name, base.pattern, say)


def _rules(spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    return (
        *english_addresses.addresses(),
        *english_addresses.identifiers(),
        *english_addresses.telephones(),
        *english_formulas.formulas(),
        *english_addresses.postcodes(),
        *money(),
        *english_fractions.parts_of_measures(),
        *english_dates.dates(),
        *english_times.times(),
        *_shares(),
        *english_fractions.fractions(),
        *english_references.references(),
        *english_codes.codes(),
        *_abbreviations(spelled),
        *english_measures.measures(),
        *numbers(),
        rule("and or", r"\band/or\b", lambda _: "and or"),
        rule(
            "list with strokes",
            r"(?<![\w/])(?:[A-Z]/[A-Z]/[A-Z]|[a-z]{3,}/[a-z]{3,}/[a-z]{3,}|[A-Z][a-z]+/[A-Z][a-z]+/[A-Z][A-Za-z]+)(?![\w/])",
            lambda m: ", ".join(letters(part) if part.isupper() else part for part in m[0].split("/")),
        ),
        rule("or", rf"\b(?:{'|'.join(EITHER)})\b", lambda m: m[0].replace("/", " or ")),
        rule(
            "grade with a star",
            r"\bA\*(?P<more>(?=[A-Z]))?(?!\*)",
            lambda m: "A star" + (" " if m["more"] is not None else ""),
        ),
        *_between(),
        rule("one or more", r"\b([A-Za-z]+)/s\b", lambda m: f"{m[1]} or {plural(m[1])}"),
        *_signs(),
    )


def _signs() -> tuple[ReadingRule, ...]:
    """Signs by themselves: “© 2026”, “File > Print”, “*” in a cell."""
    return (
        rule("slash", r"(?<=[\w)%*])\s?/\s?(?=[\w£€$(])", lambda _: " slash "),
        rule("sign of a copyright", r"(?<=\b[Cc]opyright )© ?", lambda _: ""),
        rule("menu", r" > (?=[A-Z][a-z])", lambda _: ", "),
        rule(
            "mark for a value",
            r"(?:^|(?<=: )|(?<=\bone ))(?:([-–—])|\*)(?=$|[,;])",
            lambda m: "dash" if m[1] else "star",
        ),
        rule("sign", "[" + re.escape("".join(SIGNS)) + "]", lambda m: f" {SIGNS[m[0]]} "),
    )


def _between() -> tuple[ReadingRule, ...]:
    """Signs between two amounts, letters or codes: “A–C”, “5%:3%”, “Nil–£5”."""
    return (
        rule("share to share", r"(?<=%):(?=\d)", lambda _: " to "),
        rule("points in brackets", r"(?<=\()pp(?=\))", lambda _: "percentage points"),
        rule("letter and letter", r"\b([A-Z]):([A-Z])\b", lambda m: f"{m[1]} to {m[2]}"),
        rule("amount to amount", r"(?<=\d):(?=[£€$]\d)|(?<=\dp)\s?[-–]\s?(?=£\d)", lambda _: " to "),
        rule("money", r"£{2,}", lambda _: "pounds"),
        rule("nothing to pay", r"[£€$](?=[Nn]il\b|NIL\b)", lambda _: ""),
        rule("in the pound", r"(?<=\bthe )£(?!\.?\d)", lambda _: "pound"),
        rule(
            "letter to letter",
            r"(?:\b([A-Z])|(?<=\bA\*)|(?<=\b[A-Z]))(?<!\b(?:Mr|Ms|Dr) [A-Z])(?<!\b(?:Mrs|Rev) [A-Z])[-–]([A-Z])\b(\*)?",
            lambda m: f"{m[1] or ''} to {m[2]}{' star' * bool(m[3])}",
        ),
        rule("to an amount with a limit", r"(?<=[\dkm%])\s?[–-]\s?(?=[<>≤≥])", lambda _: " to "),
        rule("from nothing", r"(?<=[Nn]il)[–-](?=[£€$]?\d)|(?<=[Ff]ree)[–-](?=[£€$]\d)", lambda _: " to "),
        rule("from the first year", r"(?:(?<=\bYr R)|(?<=\bYear R))[-–](?=\d)", lambda _: " to "),
        rule("to a code", r"(?<=[a-z\d])[–](?=[A-Z]\d|Yr\.? \d|Year \d)", lambda _: " to "),
    )


def _shares() -> tuple[ReadingRule, ...]:
    return (
        rule(
            "percentile",
            r"\b(\d{1,2})(?:st|nd|rd|th)?\s?%(?:-)?ile(s?)\b",
            lambda m: f"{ordinal(int(m[1]))} percentile{m[2]}",
        ),
        rule(
            "place of so many",
            r"\b(\d+)(?:st|nd|rd|th)/(\d+)\b(?!/)",
            lambda m: f"{ordinal(int(m[1]))} out of {number(m[2])}",
        ),
        rule("equal place", r"(?<![\w=])=(?=\d+(?:st|nd|rd|th)\b)", lambda _: "equal "),
        rule("half and half", r"\b50[/:-]50\b", lambda _: "fifty-fifty"),
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
        *_ratios(),
    )


def _ratios() -> tuple[ReadingRule, ...]:
    return (
        rule(
            "ratio with points",
            r"(?<![\d:.])(\d+\.\d+)(?: : |:)(\d+(?:\.\d+)?)\b(?!\s?%)|(?<![\d:.])(\d{1,3})(?: : |:)(\d+\.\d+)\b(?!\s?%)",
            _ratio,
        ),
        rule(
            "ratio of many",
            r"(?<![\d:.])\d{1,3}(?::\d{1,3}){2,}(?![\d:])",
            lambda m: " to ".join(map(number, m[0].split(":"))),
        ),
        rule("map", r"\b(\d{1,2}):(\d{1,3}(?:,000|,\d{3})+|\d{3,6})\b", _ratio),
        rule("ratio", r"\b(\d{1,3}):(\d{1,3})\b|\b(\d{1,3}) : (\d{1,3}(?:,\d{3})+|\d{1,6})\b", _ratio),
    )


def _ratio(match: re.Match[str]) -> str:
    left_part, right_part = filter(None, match.groups())
    return f"{number(left_part)} to {number(right_part)}"


def _abbreviations(spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    document_forms = [form for form in spelled if re.search(r"[A-Z].*[A-Z]", form)]
    forms = "|".join(sorted(map(re.escape, document_forms), key=len, reverse=True))
    pointed = "|".join(sorted((re.escape(form_) + r"\." for form_ in WITH_POINT), key=len, reverse=True))
    bare = "|".join(sorted(map(re.escape, BARE), key=len, reverse=True))

    own_list = rule(
        "own list",
        rf"\b(?P<form>{forms})(?P<ending>[’']?s)?\b",
        lambda m: " and ".join(map(letters, m["form"].split("&"))) + ("'s" if m["ending"] else ""),
    )
    return (
        *([own_list] if forms else []),
        rule(
            "latin",
            r"\b(?:[Ee]\.g|[Ii]\.e|etc)\b\.?(?=,?)",
            _latin,
        ),
        *_streets(),
        *_titles(),
        rule("ampersand form", r"\b([A-Z])&([A-Z])(s)?\b", lambda m: f"{m[1]} and {m[2]}" + ("'s" if m[3] else "")),
        rule("about", r"\b(?:ca?\.\s?|ca? ?)(?=[£€$¥]?\d)", lambda _: "about "),
        *_before_figures(),
        *_with_amounts(),
        rule("short form with point", rf"\b(?:{pointed})(?=[\s,;:)]|$)", lambda m: SHORT[m[0][:-1]]),
        rule("short form", rf"(?<![\w.])(?:{bare})(?![\w/]|\.\w)", lambda m: SHORT[m[0]]),
        rule(
            "without a vowel",
            rf"(?<![\w.’'&@/-])(?!(?:nth|std|shh|hmm|{UNIT})\b)[bcdfghjklmnpqrstvwxz]{{3,4}}\b(?![.’'&@])",
            lambda m: letters(m[0]),
        ),
        *_bodies(),
        rule(
            "capitals",
            r"(?:\b|(?<=[\d_]))(?P<word>[A-Z]{2,})(?:(?P<ending>[’']?s)?\b(?:(?<=s)[’'](?=\s|$))?)",
            _capitals,
        ),
    )


def _titles() -> tuple[ReadingRule, ...]:
    """Ranks and offices beside a name."""
    return (
        rule("chair", r"(?<=\()([Vv](?:ice)?[ -])?Ch\.?(?=\))", lambda m: ("Vice-" if m[1] else "") + "Chair"),
        rule("senior", r"\bSnr\.? (?=[A-Z][a-z])", lambda _: "Senior "),
        rule("company", r"(?<=& )Co\b\.?", lambda _: "Company"),
        rule("rank", rf"\b({'|'.join(RANKS)})\b\.? (?=[A-Z][a-z’'])", lambda m: f"{RANKS[m[1]]} "),
    )


def _bodies() -> tuple[ReadingRule, ...]:
    """Names of bodies and other forms in capitals that are read by letters."""
    return (
        rule(
            "health body",
            r"\bWHO\b(?= (?:\d|guid|limit|standard|target|air|recommend|Global|level|value))|(?<=[Tt]he )WHO\b|(?<=\()WHO(?=\))",
            lambda m: letters(m[0]),
        ),
        rule("plus form", r"\b(?P<word>[A-Z]{3,}\w?)\+", _plus),
        rule("initials", r"\b(?:[A-Z]\.){2,}", lambda m: letters(m[0])),
        rule(
            "mixed form",
            r"\b(?P<word>[A-Z]{1,2}[a-z][A-Z]{1,4}|[A-Z]{2}[a-rt-z])(?P<ending>[’']?s)?\b",
            lambda m: letters(m["word"]) + ("'s" if m["ending"] else ""),
        ),
    )


def _plus(match: re.Match[str]) -> str:
    """“LGBT+” ends in “plus”; in “CPI+1%” a number follows."""
    return f"{letters(match['word'])} plus" + " " * match.string[match.end() :][:1].isdecimal()


def _with_amounts() -> tuple[ReadingRule, ...]:
    """Short forms beside numbers and amounts: “no. 7”, “£45 ea.”, “ex VAT”."""
    return (
        rule(
            "number of",
            r"\b([Nn])o\. ?(?=(?:of|is|was|ending)\b|[A-Z]{1,5}[ /-]?\d|\d+-[A-Z])|\b(N)o (?=[A-Z]{1,5}\d)",
            lambda m: f"{m[1] or m[2]}umber ",
        ),
        rule("numbers of", r"\b([Nn])o[’']s(?= \d)", lambda m: f"{m[1]}umbers"),
        rule("number with a colon", r"(?<=[a-z] )([Nn])o(?=: ?(?:[A-Z]{1,3} ?)?\d)", lambda m: f"{m[1]}umber"),
        rule("so many", r"(?<=\d)\s?[Nn]o\.(?=\s\d?[A-Za-z])", lambda _: " number"),
        rule(
            "mover",
            r"\b([Pp]rop|[Ss]ec)\.? (?:by )?(?=(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b)",
            lambda m: f"{m[1]}{'osed' if m[1].lower() == 'prop' else 'onded'} by ",
        ),
        rule("each", r"(?<=[\dp]) ea\b\.?", lambda _: " each"),
        rule("without", r"\bex\.? (?=VAT\b)", lambda _: "excluding "),
        rule("half of the day", r"\b([ap])\.m\.", lambda m: f"{m[1].upper()} M"),
    )


def _before_figures() -> tuple[ReadingRule, ...]:
    """Short forms that are words elsewhere: “max. 20”, “est. 1974”."""
    return (
        rule(
            "limit",
            rf"\b([Mm])(ax|in)\b\.?(?=\s(?:[-−–]?[£\d]|of \d|(?:{LIMITED})\b)|(?<=M..\.)\s[a-z])|\b(m)(ax)\b\.?(?![/\w])",
            lambda m: f"{m[1] or m[3]}{'aximum' if (m[2] or m[4]) == 'ax' else 'inimum'}",
        ),
        rule("year", r"\b([Yy])r(?=[ -](?:end|ended|ending|to|R)\b)", lambda m: f"{m[1]}ear"),
        rule("holidays", r"(?<=\b(?:Bank|bank) )([Hh])ols?\b\.?", _holidays),
        rule(
            "limit in brackets",
            r"(?<=\()([Mm])(ax|in)\.?(?=\))",
            lambda m: f"{m[1]}{'aximum' if m[2] == 'ax' else 'inimum'}",
        ),
        rule("mean", r"\b([Aa])v\.? (?=[£\d])", lambda m: f"{m[1]}verage "),
        rule("minutes", r"\bMins(?= of\b)", lambda _: "Minutes"),
        rule("so many people", r"(?<=\d[ km])\s?pop\b\.?", lambda _: " population"),
        rule("heat", r"\b([Tt])emps(?= (?:of|from|between|above|below|up to|in|at)\b)", lambda m: f"{m[1]}emperatures"),
        rule("average", r"\b([Aa])vg\b\.?", lambda m: f"{m[1]}verage"),
        rule("founded", rf"\b([Ee])st\.\s(?={YEAR}\b)", lambda m: f"{m[1]}stablished "),
        rule(
            "before a figure",
            r"\b(?:([Pp])op\b|([Tt])emp\b\.?|([Ee])st\.)(?=\s[-−]?[£\d])",
            lambda m: f"{m[1]}opulation" if m[1] else f"{m[2]}emperature" if m[2] else f"{m[3]}stimated",
        ),
    )


# What “max” and “min” limit.
LIMITED = (
    "stay|gross|permitted|total|overall|safe|height|width|weight|length|speed|ht|load|capacity|charge|fee|penalty|score|wage|"
    "number|period|temperature|level|depth|size|grant|award|occupancy|density|gradient|fare|term|spend|limit|distance"
)


def _holidays(match: re.Match[str]) -> str:
    return f"{match[1]}oliday{'s' if match[0].rstrip('.').endswith('s') else ''}"


def _latin(match: re.Match[str]) -> str:
    said = SHORT[match[0].rstrip(".").lower()]
    return said.capitalize() if match[0][0].isupper() else said


def _streets() -> tuple[ReadingRule, ...]:
    return (
        rule("storey", r"(?:(?<=\d(?:st|nd|rd|th) )|(?<=[Gg]round )|(?<=[Ff]irst ))Fl\b\.?", lambda _: "Floor"),
        rule("saint", r"\bSt\.? (?=[A-Z][a-z])", lambda _: "Saint "),
        rule("street", rf"(?<=[a-z] )({'|'.join(STREETS)})\b(?!\.? ?\d)\.?", _street),
    )


def _street(match: re.Match[str]) -> str:
    """“Queens Dr” is a street, “ask the Dr” a doctor; a name or a number follows on no street."""
    named = re.search(r"\b[A-Z][\w’']+\s$", match.string[: match.start()])
    goes_on = re.match(r"\s[A-Z][a-z]", match.string[match.end() :])
    if match[1] == "St" or (named and not goes_on):
        return STREETS[match[1]]
    return SHORT.get(match[1], match[0])


def _capitals(match: re.Match[str]) -> str:
    word, ending = match["word"], match["ending"] or ""
    signs = [sign for sign in match.string if sign.isalpha()]
    heading = len(signs) > 12 and sum(map(str.isupper, signs)) > IN_CAPITALS * len(signs)
    plain = (
        is_word(word)
        or (heading and word not in SPELLED_ANYWAY and re.search("[AEIOUY]", word))
        or len(word) > 6
        or _is_name(match)
    )
    if plain:
        return match[0]
    return letters(word) + ("'s" if ending else "")


# A name of five letters or more that can be said: vowels, and no more than three consonants together.
_SAID = re.compile(r"(?!.{0,4}$)[^AEIOUY]{0,2}(?:[AEIOUY]{1,2}[^AEIOUY]{1,3})+[AEIOUY]{0,2}(?<![^AEIOUY]{3})")


def _is_name(match: re.Match[str]) -> bool:
    """Whether a form in capitals beside a word in capitals is a name: “NORTH ELMHAM”."""
    before = re.search(r"\b([A-Z]{4,})[ -]$", match.string[: match.start()])
    return bool(before and is_word(before[1]) and _SAID.fullmatch(match["word"]))
