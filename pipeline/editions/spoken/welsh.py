"""Rules for reading Welsh aloud, with decimal numbers (“un deg dau”) and traditional ordinals in dates (“y deuddegfed o Hydref”).

`tests/cases/spoken/cy.txt` has the readings. The first consonant of a word changes after some numbers and after “i”.
"""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, NUMBER, YEAR
from pipeline.editions.spoken.numbers import letters, roman
from pipeline.editions.spoken.reading import ReadingRule, rule
from pipeline.editions.spoken.welsh_addresses import addresses
from pipeline.editions.spoken.welsh_dates import MONTH, dates
from pipeline.editions.spoken.welsh_measures import FEMININE_NOUNS, TWELVE, measures
from pipeline.editions.spoken.welsh_money import money
from pipeline.editions.spoken.welsh_numbers import (
    ORDINALS,
    cardinal,
    digits,
    number,
    soft,
    spirant,
    with_point,
    year,
)

SIGNS = {
    "&": "a",
    "+": "plws",
    "=": "yn hafal i",
    "§": "adran",
    "@": "at",
    "%": "y cant",
    "•": "",
    "×": "wedi'i luosi â",
    "÷": "wedi'i rannu â",
    "≥": "o leiaf",
    "≤": "dim mwy na",
    ">": "mwy na",
    "<": "llai na",
    "±": "plws neu finws",
    "~": "tua",
    "≈": "tua",
    "©": "hawlfraint",
    "→": "i",
    "✓": "ie",
    "✗": "na",
    "#": "rhif",
    "_": " ",
    "*": "",
}
SHORT = {"e.e.": "er enghraifft", "h.y.": "hynny yw", "ayyb": "ac yn y blaen", "ayb": "ac yn y blaen",
         "a.y.y.b.": "ac yn y blaen", "a.y.b.": "ac yn y blaen", "d.s.": "dalier sylw", "D.S.": "Dalier sylw",
         "Cyng.": "Cynghorydd",
         "Cyng": "Cynghorydd", "Mr": "Mister", "Dr": "Doctor", "Mr.": "Mister", "Dr.": "Doctor", "Mrs.": "Mrs", "tud.": "tudalen",
         "amh.": "amherthnasol", "amherth.": "amherthnasol", "paras": "paragraffau",
         "Tud.": "Tudalen", "tud": "tudalen", "tt.": "tudalennau",
         "t.": "tudalen", "Rh.": "Rhif", "Rhif.": "Rhif",
         "w/c": "wythnos yn cychwyn", "w/d": "wythnos yn dechrau",
         "gw.": "gweler", "Cyngh.": "Cynghorydd", "Cynghr.": "Cynghorwyr", "Parch.": "Parchedig",
         "a/neu": "a neu", "ac/neu": "ac neu", "ef/hi": "ef neu hi",
         "o/hi": "o neu hi", "D/B": "amherthnasol", "c.": "tua", "Ffôn": "Ffôn"}  # fmt: skip


FEMININE_ORDINALS = {3: "trydedd", 4: "pedwaredd"}
MONARCHS = "Elizabeth|Harri|Siôr|Edward|William|Gwilym|Siarl|Iago|Rhisiart|Charles|Henry|George|James|Mari|Mary"
PARTED = "Rhan|Pennod|Atodlen|Atodiad|Cam|Math|Haen|Cyfrol|Lefel|Adran|Gradd|Dosbarth"
LETTER = "Ch|Dd|Ff|Ng|Ll|Ph|Rh|Th|[A-Z]"
SOFTENING = r"(?i)\b(?:i|o|am|ar|at|dan|tan|dros|drwy|heb|hyd|gan|wrth|neu)$"
PREDICATE = r"(?i)(?:\byn|['’]n)$"  # “yn £5” says what something is: “yn bum punt”
PREDICATIVE = ("ordinal", "money", "per cent", "counted", "twelve", "feminine", "changed noun", "ten years")
BREATHY = r"(?i)\b(?:a|â|gyda|tua|na)$|\bc\.$"
# Rules whose words begin with a number, which mutates after a preposition: “o 5” is “o bump”, “tua 3” is “tua thri”.
NUMBERS = (
    "number",
    "feminine",
    "ten years",
    "counted",
    "twelve",
    "changed noun",
    "per cent",
    "money",
    "money span",
    "measure",
    "rate",
    "years",
    "year",
    "span",
    "score",
    "over",
    "part",
    "mixed",
    "time",
    "time with words",
    "times",
    "ordinal",
)


def rules(spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    """Returns the rules of Welsh for a document with these abbreviations."""
    return tuple(_changing(each) if each.name in NUMBERS else each for each in _rules(spelled))


def _changing(base: ReadingRule) -> ReadingRule:
    def say(match: re.Match[str]) -> str:
        before, reading = match.string[: match.start()].rstrip(), base.say(match)
        return (
            soft(reading)
            if re.search(SOFTENING, before)
            or (base.name in PREDICATIVE and re.search(PREDICATE, before) and not reading.startswith("dim "))
            else spirant(reading)
            if re.search(BREATHY, before)
            else reading
        )

    return ReadingRule(base.name, base.pattern, say)


def _rules(spelled: frozenset[str]) -> tuple[ReadingRule, ...]:
    text = "|".join(
        sorted((re.escape(form) for form in spelled if re.search("[A-Z].*[A-Z]", form)), key=len, reverse=True)
    )
    short = "|".join(sorted(map(re.escape, SHORT), key=len, reverse=True))
    return (
        *addresses(),
        *money(),
        *dates(),
        rule(
            "per cent span",
            rf"(?<![\w.])({NUMBER})\s?%?{DASH}({NUMBER})\s?%",
            lambda m: f"{number(m[1])} i {soft(number(m[2]))} y cant",
        ),
        rule("per cent", rf"(?<![\w.])({NUMBER})\s?%", lambda m: f"{number(m[1])} y cant"),
        *measures(),
        rule("century", r"\b(\d\d)(?:ain|fed|eg) ganrif\b", _century),
        rule("ordinal", r"\b(\d{1,2})(?:af|ail|il|ydd|edd|fed|ed|eg|ain)\b", _ordinal),
        rule("short form", rf"(?<!\w)(?:{short})(?!\w)", lambda m: SHORT[m[0]]),
        *((rule("own list", rf"\b(?:{text})\b", lambda m: letters(m[0])),) if text else ()),
        *_references(),
        rule(
            "grade with a star", r"\bA\*(?:[-–](?=[A-Z]\b))?", lambda m: "A seren" + (" i " if m[0][-1] in "-–" else "")
        ),
        rule("plural capitals", r"\b([A-Z]{2,5})s\b", lambda m: f"{letters(m[1])} s"),
        rule("capitals", r"\b[A-Z]{2,5}\b", _capitals),
        rule(
            "span",
            rf"(?<![\w.])({NUMBER})(?!\s[-−]\d+\.\d){DASH}({NUMBER})(?!\w)",
            lambda m: f"{number(m[1])} i {soft(number(m[2]))}",
        ),
        rule("points", r"\b\d+(?:\.\d+){2,}\b", lambda m: _points(m[0])),
        *_and(),
        *_thousands(),
        rule("number", NUMBER, _apart),
        *_signs(),
    )


def _signs() -> tuple[ReadingRule, ...]:
    """Signs that no other rule has read."""
    return (
        rule(
            "mark for a value",
            r"(?:^|(?<=: )|(?<=\bun ))(?:([-–—])|\*)(?=$|[,;])",
            lambda m: "llinell" if m[1] else "seren",
        ),
        rule("hash tag", r"#(?=[A-Za-z])", lambda _: "hashnod "),
        rule("slash", r"(?<=\w)/(?=\w)", lambda _: " blaenslaes "),
        rule("sign", "[" + re.escape("".join(SIGNS)) + "]", lambda m: f" {SIGNS[m[0]]} "),
    )


def _thousands() -> tuple[ReadingRule, ...]:
    """Numbers whose groups of three are set apart: “1 200 000”."""
    return (
        rule(
            "spaced thousands",
            r"(?<![\w.])(?:\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|[1-9]\d{0,2}(?: \d{3}){2,}|[1-9]\d{0,2} 000)(?![\d.])",
            lambda m: number(re.sub(r"\s", "", m[0])),
        ),
    )


def _and() -> tuple[ReadingRule, ...]:
    """“a” is “ac” before a vowel, such as those of “un” and “wyth”."""
    return (
        rule("and", r"(?:^|\s)&\s(?=(\w))", lambda m: " ac " if m[1].lower() in "aeiouwy" else " a "),
        rule(
            "before an ordinal with a vowel",
            rf"\b([Yy]|a) (?=(?:2|8|11|16|17|20|21|22|28|31)(?:(?:il|ail|fed|eg|ain)\b|\s(?:o )?(?:{MONTH})\b))",
            lambda m: f"{m[1]}{'c' if m[1] == 'a' else 'r'} ",
        ),
        rule(
            "the before a vowel",
            rf"\b([Yy]) (?!{TWELVE})(?=£?(?:8\d{{0,2}}(?:,\d{{3}})*|1[1-9](?:,\d{{3}})*|1)\b(?!\s(?:o )?(?:{MONTH})\b|[/.]\d))",
            lambda m: f"{m[1]}r ",
        ),
        rule("and before a vowel", rf"\ba (?!{TWELVE})(?=£?(?:8|1(?![\d,])|1[1-9](?!\d)))", lambda _: "ac "),
    )


def _references() -> tuple[ReadingRule, ...]:
    return (
        rule(
            "number in a year",
            rf"\b([A-Z]{{2,5}})-({YEAR})-(\d{{3,}})\b",
            lambda m: f"{letters(m[1])}, {year(int(m[2]))}, {digits(m[3])}",
        ),
        rule(
            "minute",
            r"\b([Cc]ofnod(?:ion)?) (\d+)/(\d+)\b(?P<span>\s?[-–]\s?(?=\d+/\d))?",
            lambda m: f"{m[1]} {number(m[2])} blaenslaes {number(m[3])}{' i ' * bool(m['span'])}",
        ),
        rule("instrument", r"\bO\.?S\.? (\d{4})/(\d+)\b", lambda m: f"O S {year(int(m[1]))} rhif {number(m[2])}"),
        rule(
            "version",
            r"(?<=[Ff]ersiwn )v\.?\s?(?=\d)|\bv\.?(?=\d)",
            lambda m: "" if m.string[: m.start()].endswith("ersiwn ") else "fersiwn ",
        ),
        rule("letter to letter", r"\b([A-Z])[-–]([A-Z])\b", lambda m: f"{m[1]} i {m[2]}"),
        rule("year of school", r"\bBl\. ?(?=\d)", lambda _: "Blwyddyn "),
        rule(
            "particles and points",
            r"\b(?!AM )([A-Z]{1,5})[- ]?(?!\d{1,2}\.\d{1,2}\.\d\d\b)(\d+(?:\.\d+)+)\b",
            lambda m: f"{_name(m)} {_points(m[2])}",
        ),
        rule("paragraph", r"\b([Pp])ara\.?(?= \d+(?:\.\d|\b(?! ?[½¼¾a-z])))", lambda m: f"{m[1]}aragraff"),
        rule("pages", r"\btt\.? ?(?=\d)", lambda _: "tudalennau "),
        rule("quarter", r"\bCh([1-4])\b", lambda m: f"Chwarter {number(m[1])}"),
        rule("section", r"\ba(?:dr)?\.\s?(?=\d)", lambda _: "adran "),
        *_brackets(),
        *_letters_with_numbers(),
    )


def _brackets() -> tuple[ReadingRule, ...]:
    """Parts of sections: “149(1)(b)”, “6(i) i (iv)”."""
    return (
        rule(
            "bracketed",
            r"(?:(?<=\d)|(?<=\d\))|(?<=\([a-z]\))|(?<=\b[A-Z])|(?<=\d[A-Z]))\((\d{1,3}|[a-z]|[ivx]{2,4})\)",
            lambda m: f", {_part(m[1], counts='(ii' in m.string or '(iv' in m.string)}",
        ),
        rule(
            "and a bracket",
            r"(?<=\d\)|\w\))( i| a| ac| neu|,) \(([a-z]|[ivx]{2,4}|\d{1,3})\)",
            lambda m: f"{m[1]} {soft(_part(m[2])) if m[1] in (' i', ' neu') else _part(m[2])}",
        ),
    )


def _letters_with_numbers() -> tuple[ReadingRule, ...]:
    """Roads, standards, forms in capitals, kings."""
    return (
        rule("virus", r"\bC(?:OVID|ovid)([- ]?19)?\b", lambda m: "Covid un deg naw" if m[1] else "Covid"),
        rule("road", r"\b([AB])(\d{3,4})\b", lambda m: f"{m[1]} {digits(m[2])}"),
        rule(
            "standard",
            r"\b([A-Z]{2,5}) ?(\d{3} \d{3}|\d{4} \d{4}|\d{5,}|(?<=(?:BS|EN) )\d{4}|(?<=(?:ISO|IEC) )\d{4})"
            r"(?:-(\d{1,3}))?(?::((?:19|20)\d\d))?\b",
            lambda m: ", ".join(
                [
                    f"{letters(m[1])} {digits(m[2])}",
                    *([number(m[3])] if m[3] else []),
                    *([year(int(m[4]))] if m[4] else []),
                ]
            ),
        ),
        rule(
            "reference", r"\b([A-Z]{1,5})[- ]?(\d{1,4})\b(?!\.\d|\s?[KMG]B\b)", lambda m: f"{_name(m)} {number(m[2])}"
        ),
        rule(
            "letters of two signs",
            rf"\b(?=\w*[A-Z]\w*[A-Z])(?=\w*[a-z])((?:{LETTER}|a(?=[A-Z])){{2,6}})(au|oedd)?\b",
            lambda m: " ".join(filter(None, [*re.findall(f"{LETTER}|a", m[1]), m[2]])),
        ),
        rule("roman label", r"\(([ivx]{1,5})\)", lambda m: f"({number(str(roman(m[1])))})" if roman(m[1]) else m[0]),
        rule("mixed form", r"\b([A-Z][a-z][A-Z]{1,4})(s)?\b", lambda m: letters(m[1]) + (f" {m[2]}" if m[2] else "")),
        rule("monarch", rf"\b({MONARCHS}) ([IVX]+)\b", _monarch),
        rule(
            "part", rf"\b({PARTED}) ([IVX]+)\b", lambda m: f"{m[1]} {number(str(roman(m[2])))}" if roman(m[2]) else m[0]
        ),
    )


def _apart(match: re.Match[str]) -> str:
    """A number with spaces between it and letters beside it: “14C257”."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " * before.isalpha() + number(match[0]) + " " * after.isalpha()


def _part(written: str, *, counts: bool = False) -> str:
    """A part of a section: “(2)”, “(b)”, “(iii)”; “(i)” is a number where others count on from it."""
    count = int(written) if written.isdecimal() else roman(written) if len(written) > 1 or counts else 0
    return cardinal(count) if count else letters(written)


def _points(figures: str) -> str:
    *first, last = (cardinal(int(part)) for part in figures.split("."))
    return " ".join([*map(with_point, first), last])


def _monarch(match: re.Match[str]) -> str:
    """“Siarl III” is “Siarl y trydydd”, and “Harri VIII” is “Harri'r wythfed”."""
    count = roman(match[2])
    if not 0 < count <= len(ORDINALS):
        return match[0]
    ordinal = ORDINALS[count - 1]
    article = "'r" if match[1][-1] in "aeiouwy" else " yr" if ordinal[0] in "aeiouwy" else " y"
    return f"{match[1]}{article} {ordinal}"


def _capitals(match: re.Match[str]) -> str:
    return match[0] if _is_heading(match.string) else letters(match[0])


def _is_heading(text: str) -> bool:
    """Whether a text is in capitals, so that its words are words."""
    signs = [sign for sign in text if sign.isalpha()]
    return len(signs) > 12 and sum(map(str.isupper, signs)) > 0.7 * len(signs)


def _name(match: re.Match[str]) -> str:
    """The letters of a reference; a word before a number in a heading in capitals is a word."""
    word = len(match[1]) > 1 and match[0][len(match[1])] == " " and _is_heading(match.string)
    return match[1] if word else letters(match[1])


def _century(match: re.Match[str]) -> str:
    """“21ain ganrif” is “unfed ganrif ar hugain”: the noun comes inside the number."""
    if not 1 <= int(match[1]) <= len(ORDINALS):
        return match[0]
    first, *more = ORDINALS[int(match[1]) - 1].split()
    first = {"trydydd": "trydedd", "pedwerydd": "pedwaredd"}.get(first, first)
    after_article = re.search(r"(?:\b[Yy]r?|['’]r)\s$", match.string[: match.start()])
    return " ".join([soft(first) if after_article else first, "ganrif", *more])


def _ordinal(match: re.Match[str]) -> str:
    count = int(match[1])
    if match[0].endswith("edd") and count in FEMININE_ORDINALS:
        after_article = re.search(r"\b[Yy]\s$", match.string[: match.start()])
        return soft(FEMININE_ORDINALS[count]) if after_article else FEMININE_ORDINALS[count]
    before = match.string[: match.start()]
    if count == 1 and re.search(rf"\b(?:flwyddyn|{FEMININE_NOUNS})\s$", before):
        return soft(ORDINALS[0])
    return ORDINALS[count - 1] if 1 <= count <= len(ORDINALS) else match[0]
