"""Rules for reading web and e-mail addresses, telephone numbers and postcodes aloud in British English."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import COUNTED, SIGNS, after
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number, year
from pipeline.editions.spoken.reading import ReadingRule, rule

# Names of signs in addresses that differ from their names in text.
IN_ADDRESSES = {
    ".": "dot",
    "@": "at",
    "-": "hyphen",
    "_": "underscore",
    "/": "slash",
    "?": "question mark",
    "'": "apostrophe",
    "’": "apostrophe",
}


def addresses() -> tuple[ReadingRule, ...]:
    """Addresses of e-mail and of the web, with and without “https”."""
    return (
        rule("mail", r"[\w.+’'-]+@[\w-]+(?:\.[\w-]+)+", lambda m: address(m[0])),
        rule("web", r"(?:https?://|www\.)[^\s<>()]*[\w/]", lambda m: address(re.sub(r"^https?://", "", m[0]))),
        rule("name of a network", r"(?<![\w/])@(?=[A-Za-z])(\w+)", lambda m: f"at {_joined(m[1])}"),
        rule("hashtag", r"(?<![\w/])#(?=[A-Za-z])(\w+)", lambda m: f"hashtag {_joined(m[1])}"),
        rule("place in three words", r"///(\w+)\.(\w+)\.(\w+)", lambda m: " dot ".join(m.groups())),
        rule(
            "site",
            r"(?:\b[a-z][\w-]*\.(?:ly|me|io|gl|eu|app|tv|link|gd)(?=/\w)|\b[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:gov\.uk|org\.uk|co\.uk|ac\.uk|nhs\.uk|org|com|net|gov|info|wales|cymru)\b|\b(?:gov\.uk|GOV\.UK))(?:/[\w./-]*\w)?(?:/?[?#][\w=&%./-]*\w)?",
            lambda m: address(m[0]),
        ),
    )


def _joined(name: str) -> str:
    """Words that are written as one: “OurBorough2025”, “Sample_CC”."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|_", name)
    return " ".join(part if len(part) > 1 and part[1:].islower() else address(part) for part in parts)


def postcodes() -> tuple[ReadingRule, ...]:
    return (rule("postcode", r"\b([A-Z]{1,2})(\d[A-Z\d]?) ?(\d)([A-Z]{2})\b", _postcode),)


def address(text: str) -> str:
    """Reads a web or e-mail address: names as words, signs by name, short parts by letters."""
    parts = []
    for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^A-Za-z\d]", text.rstrip("/")):
        if part.isalpha():
            capitals = text != text.upper() and part.isupper() and len(part) < 5
            by_letters = len(part) <= 2 or capitals or part.lower() == "www" or not re.search("[aeiouy]", part.lower())
            parts.append(
                letters(part) if by_letters and part.lower() not in ("of", "in", "to", "my", "co") else part.lower()
            )
        elif part.isdecimal():
            is_year = len(part) == 4 and part.startswith(("19", "20"))
            parts.append(year(int(part)) if is_year else cardinal(int(part)) if len(part) < 4 else digits(part))
        else:
            parts.append(IN_ADDRESSES.get(part, SIGNS.get(part, "")))
    return " ".join(filter(None, parts))


def _emergency(match: re.Match[str]) -> str:
    """999 is a telephone number unless it counts; 101 and the like are one where the text is about calls or the police."""
    text, following = match.string, match.string[match.end() :]
    counts = re.match(rf"\s(?:{COUNTED})\b", following)
    calling = re.search(
        r"\b(?:call|dial|ring|rang|phone|telephone|tele?|text|police|emergenc\w+|non-emergenc\w+|power cuts?|NHS|999|helpline|"
        r"report crime)\b",
        text[: match.start()] + following,
        re.IGNORECASE,
    )
    called = re.match(r" (?:calls?|service|line|number|operators?|team)\b", following)
    return digits(match[0]) if not counts and (match[0] == "999" or calling or called) else number(match[0])


def _grouped(match: re.Match[str]) -> str:
    return ", ".join(digits(part) for part in re.findall(r"\d+", match[0]))


def _signs(text: str) -> str:
    """Letters and figures one by one."""
    return " ".join(letters(part) if part.isalpha() else digits(part) for part in re.findall(r"[A-Z]+|\d+", text))


def identifiers() -> tuple[ReadingRule, ...]:
    """Numbers in groups: of books, accounts, tax and insurance."""
    return (
        rule(
            "groups of a register",
            r"\b(ISBN|ISSN|IBAN):? ((?:[A-Z]{2}\d\d )?[\dA-Z]*\d[\dA-Z]*(?:[ -][\dA-Z]*\d[\dA-Z]*|[ -][A-Z]{4})+)\b",
            lambda m: f"{letters(m[1])} {', '.join(map(_signs, re.split('[ -]', m[2])))}",
        ),
        rule(
            "insurance",
            r"\b([A-Z]{2}) (\d\d) (\d\d) (\d\d) ([A-Z])\b",
            lambda m: f"{letters(m[1])} {', '.join(map(digits, m.group(2, 3, 4)))}, {m[5]}",
        ),
        rule(
            "number in groups",
            r"\b(?:[Nn]o\.?|[Nn]umber|([Rr]ef(?:erence)?\.?|ID:?)) ((?:[A-Z]{2} )?)\d{2,4}(?: \d{2,4}){2,}\b",
            lambda m: " ".join(filter(None, [(m[1] or "number").replace("ID", "I D"), letters(m[2]), _grouped(m)])),
        ),
        rule("number of a patient", r"(?<![\w.,£€$+)/-])(?<!\d )\d{3} \d{3} \d{4}\b(?![.,]?\d| \d)", _grouped),
        rule(
            "number plate",
            r"\b([A-Z]{2})(\d{2}) ?([A-Z]{3})\b",
            lambda m: f"{letters(m[1])} {digits(m[2])} {letters(m[3])}",
        ),
        rule(
            "grid reference",
            r"\b([HJNOST][A-HJ-Z]) (\d{2} \d{2}|\d{3} \d{3}|\d{4} \d{4}|\d{5} \d{5})\b",
            lambda m: f"{letters(m[1])} {digits(m[2])}",
        ),
    )


def _ungrouped(match: re.Match[str]) -> str:
    """A telephone number without spaces, grouped as people know it: “020 7946 0958”, “0300 123 4567”, “01632 960123”."""
    figures = match[0]
    cut = (3, 7) if figures.startswith("02") else (4, 7) if re.match(r"0[389]|01\d1|011", figures) else (5,)
    parts = zip((0, *cut), (*cut, len(figures)), strict=True)
    return ", ".join(digits(figures[start:end]) for start, end in parts)


# Two times of day in four figures, which look like a telephone number: “0800-1830”.
_HOURS = r"0\d[0-5]\d-(?:[01]\d|2[0-3])[0-5]\d\b(?![ -]?\d)"


def _extension(figures: str) -> str:
    return digits(figures) if len(figures.strip()) > 2 else number(figures.strip())


# Before a number that is called, or texted to.
CALLING = (
    "[Cc]all",
    "[Dd]ial",
    "[Rr]ing",
    "[Tt]ext",
    "[Tt]xt",
    "[Pp]hone",
    "[Tt]elephone",
    "SMS",
    "[Tt]el",
    r"[Tt]el\.",
    "[Ff]ax",
    "[Mm]ob",
    "[Mm]obile",
)


def _telephone(match: re.Match[str]) -> str:
    main, _, extension = match[0].replace(", x", " x").partition(" x")
    groups = re.split(r"[\s()./-]+", main.replace("(0)", "").replace("+44", "plus44 ").strip("() "))
    parts = ["plus four four" if group == "plus44" else digits(group) for group in groups if group]
    return ", ".join(parts) + (f", extension {_extension(extension)}" if extension else "")


def telephones() -> tuple[ReadingRule, ...]:
    called = after(*CALLING, *(f"{word}:" for word in CALLING))
    return (
        rule("relay", r"\b18001 (?:0\d{2,4})(?:[ -]\d{3,6}){1,2}\b", _telephone),
        rule(
            "phone",
            rf"(?!{_HOURS})(?:\+44 ?(?:\(0\))? ?\d{{2,4}}|(?<!\d)\(0\)\d{{3,4}}|\(0\d{{2,4}}\)|\b0\d{{2,4}})"
            r"(?:[ -]\d{3,6}){1,2}(?:/\d{3,6})*\b(?:,? x ?\d{2,5}\b)?",
            _telephone,
        ),
        rule("phone of a place", rf"{called}(?:\(\d{{2,5}}\)|\d{{2,5}})(?:[ -]\d{{2,5}}){{1,3}}\b", _telephone),
        rule(
            "phone of another country",
            r"\+(?!44)[1-9]\d{0,2}(?: \(0\))?(?:[ -]\d{1,5}){2,5}\b",
            lambda m: "plus " + ", ".join(digits(part) for part in re.split(r"[\s-]+", m[0].replace("(0)", ""))),
        ),
        rule(
            "extension by itself",
            r"(?<=\bon )x ?(\d{3,5})\b|(?<=all )x ?(\d{3,5})\b|(?<=[a-z], )x ?(\d{4,5})\b",
            lambda m: f"extension {digits(m[1] or m[2] or m[3])}",
        ),
        rule(
            "extension",
            r"\b([Ee])xt(?:n|ension)?\.?:?\s?(\d{1,5})\b",
            lambda m: f"{m[1]}xtension {_extension(m[2])}",
        ),
        rule(
            "word by text",
            r"\b([Tt]ext(?:ing|s|ed)? (?:[“‘\"']?[A-Z]+[”’\"']? )?to )(\d{4,6})\b",
            lambda m: m[1] + digits(m[2]),
        ),
        rule("free phone", r"\b0\d{3,4}(?=(?:[ -]?\d){6,7}(?![\d -]*\d))(?:[ -]\d{1,4}){2,5}\b", _telephone),
        rule("phone abroad", r"\+44(\d{4})(\d{5,6})\b", lambda m: f"plus four four, {digits(m[1])}, {digits(m[2])}"),
        *_of_services(),
        rule("phone whole", r"\b0[1-37-9]\d{8,9}\b", _ungrouped),
        rule("health line", r"\bNHS (\d{3})\b", lambda m: f"N H S {digits(m[1])}"),
        rule("short call", rf"{called}\d{{3,6}}\b(?![,.]?\d)", lambda m: digits(m[0])),
    )


def _of_services() -> tuple[ReadingRule, ...]:
    """Short numbers of services: 116 123, 999, 101."""
    return (
        rule("help line", r"\b116 (\d{3})\b", lambda m: f"one one six, {digits(m[1])}"),
        rule(
            "emergency call", r"(?<![\w.,£€$-])(?:999|111|101|119|112|105)\b(?![.,]\d|-\d|\s?%|\s[KMG]B\b)", _emergency
        ),
    )


def _postcode(match: re.Match[str]) -> str:
    return f"{letters(match[1])} {_signs(match[2])}, {_signs(match[3] + match[4])}"
