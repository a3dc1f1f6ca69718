"""Rules for reading web and e-mail addresses, telephone numbers and postcodes aloud in Welsh."""

from __future__ import annotations

import re

from pipeline.editions.spoken.numbers import letters
from pipeline.editions.spoken.reading import ReadingRule, rule
from pipeline.editions.spoken.welsh_numbers import digits, number


def addresses() -> tuple[ReadingRule, ...]:
    """Web addresses, telephone numbers and postcodes."""
    return (
        rule("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: _address(m[0])),
        rule(
            "site",
            r"\b[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:cymru|wales|gov\.uk|org\.uk|co\.uk|org|com|net)\b(?:/[\w./-]*\w)?",
            lambda m: _address(m[0]),
        ),
        rule("web", r"(?:https?://|www\.)[^\s<>()]*[\w/]", lambda m: _address(re.sub("^https?://", "", m[0]))),
        *_calls(),
        rule(
            "number of a thing",
            r"(?:(?<=\b[Cc]yfeirnod )|(?<=\b[Cc]yfeirnod: )|(?<=\b[Rr]hif ))\d{5,}\b(?![,.]\d)|\b\d{7,}\b(?!\.\d|\s[a-z])",
            lambda m: digits(m[0]),
        ),
        rule("postcode", r"\b([A-Z]{1,2})(\d[A-Z\d]?) (\d)([A-Z]{2})\b", _postcode),
    )


def _calls() -> tuple[ReadingRule, ...]:
    """Telephone numbers, extensions and numbers for texts."""
    return (
        rule(
            "phone",
            r"(?:\b18001 )?(?:\+44 ?(?:\(0\) ?)?\d{2,4}|\(0\d{2,4}\)|\b0\d{2,4})(?:[ -]\d{3,6}){1,2}\b",
            _telephone,
        ),
        rule(
            "short call",
            r"(?<=\bar )(?:999|111|101|119|112|105)\b(?=[.,;:)]|$)"
            r"|(?:(?<=[Ff]foniwch )|(?<=[Ff]fonio )|(?<=[Tt]ecstiwch ))\d{3,6}\b(?![,.]?\d)",
            lambda m: digits(m[0]),
        ),
        rule(
            "word by text",
            r"\b([Tt]ecstiwch [“‘\"']?[A-Z]+[”’\"']? i |(?:[Nn]eges|[Tt]ecst) (?:at|i) )(\d{4,6})\b",
            lambda m: m[1] + digits(m[2]),
        ),
        rule(
            "extension",
            r"\b(est|ext)(?:\.|yniad)?:? ?(\d{1,5})\b",
            lambda m: f"estyniad {digits(m[2]) if len(m[2]) > 2 else number(m[2])}",
        ),
        rule("phone whole", r"\b0[1-37-9]\d{8,9}\b", lambda m: f"{digits(m[0][:5])}, {digits(m[0][5:])}"),
        rule(
            "emergency call",
            r"(?<![\w.,£€$-])(?:999|111|101|119|112|105)\b(?![.,]\d|-\d|\s?%|\s(?:o|[a-z]{4,}))",
            _emergency,
        ),
    )


def _emergency(match: re.Match[str]) -> str:
    """999 is a telephone number; 101 and the like are one where the text is about calls or the police."""
    around = match.string[: match.start()] + match.string[match.end() :]
    calling = re.search(
        r"\b(?:ff[oô]n\w*|galw\w*|heddlu|argyfwng|argyfyngau|999|GIG|tecst\w*)\b", around, re.IGNORECASE
    )
    return digits(match[0]) if match[0] == "999" or calling else number(match[0])


def _address(text: str) -> str:
    parts = []
    for part in re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", text.rstrip("/")):
        if part.isalpha():
            by_letters = len(part) <= 2 or not re.search("[aeiouy]", part.lower()) or part.lower() == "www"
            parts.append(letters(part) if by_letters else part.lower())
        elif part.isdecimal():
            parts.append(digits(part))
        else:
            parts.append({".": "dot", "@": "at", "-": "cysylltnod", "_": "tanlinell", "/": "blaenslaes"}.get(part, ""))
    return " ".join(filter(None, parts))


def _telephone(match: re.Match[str]) -> str:
    groups = re.split(r"[\s()+-]+", match[0].replace("(0)", ""))
    return "plws " * match[0].startswith("+") + ", ".join(digits(part) for part in groups if part)


def _postcode(match: re.Match[str]) -> str:
    district = " ".join(letters(sign) if sign.isalpha() else digits(sign) for sign in match[2])
    return f"{letters(match[1])} {district}, {digits(match[3])} {letters(match[4])}"
