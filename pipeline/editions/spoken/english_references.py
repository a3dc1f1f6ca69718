"""Rules for reading references aloud in British English: sections of Acts, parts of documents, kings, appendices."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import COUNTED, DASH, MONARCHS, PARTED, REFERENCES
from pipeline.editions.spoken.numbers import cardinal, digits, letters, number, ordinal, roman, year
from pipeline.editions.spoken.reading import ReadingRule, rule


def references() -> tuple[ReadingRule, ...]:
    return (
        *_sections(),
        *_named_by_numbers(),
        rule(
            "bracketed",
            r"(?:(?<=\d)|(?<=\d\))|(?<=\([a-z]\))|(?<=\d[A-Z])|(?<=\b[A-Z])|(?<=\b[IVX]{2})|(?<=\b[IVX]{3}))\((\d{1,3}|[a-z]{1,4})\)",
            _bracketed,
        ),
        rule("and a bracket", r"(?<=\))(?P<link> and| or| to|,) \(([a-z]|[ivx]{1,4}|\d{1,3})\)", _to_bracket),
        rule("to a bracket", r"(?<=\))\s?[-–—]\s?\(([a-z]|[ivx]{1,4}|\d{1,3})\)", _to_bracket),
        rule(
            "roman label",
            r"\((?P<number>[ivx]{1,5})\)",
            lambda m: f"({cardinal(roman(m['number']))})" if roman(m["number"]) else m[0],
        ),
        rule("numbered heading", r"(?<![\d.,£])\d+(?:\.\d+){2,}(?:[a-z]\b)?(?![\d%])", lambda m: _numbers(m[0])),
        rule(
            "roman span",
            r"\b([ivx]{1,5})\.? (to|and|or) ([ivx]{2,5})\b\.?(?= |$|[,;:)])",
            lambda m: f"{cardinal(roman(m[1]))} {m[2]} {cardinal(roman(m[3]))}",
        ),
    )


def _sections() -> tuple[ReadingRule, ...]:
    """Parts of documents and of Acts: a short form or a name, and its numbers."""
    points = r"\d+(?:\.\d+)*(?:[A-Z]{1,2}|[a-fij])?"
    names = "|".join(sorted(map(re.escape, REFERENCES), key=len, reverse=True))
    full = "[Pp]aragraphs?|[Ss]ections?|[Cc]lauses?|[Tt]ables?|[Ff]igures?|[Cc]hapters?|[Oo]bjectives?|[Pp]olicy|[Aa]ppendix"
    return (
        rule(
            "named",
            rf"(?<![’'])\b(?P<name>{names})\.?\s?(?P<first>{points})(?:{DASH}(?P<last>{points}))?\b(?!\w|-[A-Z]{{1,3}}\b|\s?%)",
            _named,
        ),
        rule("part of a document", rf"\b(?P<name>{full})\s(?P<first>\d+(?:\.\d+)+)(?P<last>(?!))?\b(?!\w)", _named),
        rule(
            "regulation of a union", r"\b([Rr])eg(s?)\.? (?=\((?:EU|EC|EEC|UK)\))", lambda m: f"{m[1]}egulation{m[2]} "
        ),
        rule(
            "paragraph of a letter",
            r"\b([Pp])ara(s?)\.? (?=\((?:[a-z]|[ivx]{2,4}|\d{1,2})\))",
            lambda m: f"{m[1]}aragraph{m[2]} ",
        ),
        rule("more parts", r"(?:(?<=, )|(?<=and )|(?<=& ))\d+\.\d0\b(?=$|[,;.)(]| and | & )", _more_parts),
        rule(
            "chapter of an Act",
            r"(?:(?<=\b(?:19|20)\d\d )|(?<=Act (?:19|20)\d\d \())c\. ?(\d{1,3})\b(?=[).,;]|$)",
            lambda m: f"chapter {number(m[1])}",
        ),
        *_forms_of_minutes(),
        rule(
            "section",
            rf"(?P<sign>§§?)\s?(?P<first>{points})",
            lambda m: f"section{'s' * (len(m['sign']) - 1)} {_numbers(m['first'])}",
        ),
        *_roman_parts(),
    )


def _roman_parts() -> tuple[ReadingRule, ...]:
    """Parts of documents with a roman number or a letter: “Annex iv”, “Part II”, “Cl Q”."""
    return (
        rule("class", r"\bCl\.? (?=[A-Z]{1,2}\b)", lambda _: "Class "),
        rule(
            "small roman part",
            rf"\b(?P<name>{'|'.join(PARTED)}|[Pp]ara(?:graph)?|[Cc]lause|[Cc]ondition|[Aa]nnex|[Pp]art|[Ss]chedule|[Gg]roup|[Oo]ption|"
            rf"[Ss]tage|[Pp]oint|[Ii]tem|[Cc]riterion|[Pp]rinciple|[Oo]bjective|[Ss]tep)\.? "
            rf"(?P<n>(?!i\b)[ivx]+)(?:{DASH}(?P<to>[ivx]+))?\b(?:\.(?P<point>\d+))?(?!\.[a-z])",
            lambda m: (
                f"{_full(m['name'])} {' to '.join(cardinal(roman(n)) for n in (m['n'], m['to']) if n)}"
                + (f" point {number(m['point'])}" if m["point"] else "")
            ),
        ),
        rule(
            "roman part",
            rf"\b(?P<name>{'|'.join([*PARTED, *PARTS])})\.? (?P<number>[IVX]+)(?P<letter>[A-H]?)\b(?P<star>\*?)",
            lambda m: " ".join(
                filter(None, [_full(m["name"]), cardinal(roman(m["number"])), m["letter"], "star" * bool(m["star"])])
            ),
        ),
    )


def _forms_of_minutes() -> tuple[ReadingRule, ...]:
    """Short forms of minutes, applications and drawings that are words elsewhere: “Min. 45/23”, “Rev. B”."""
    return (
        rule(
            "minute",
            r"\b(?P<name>Min|min(?= \d+/\d\d\b)|[Mm]inute)(?P<many>s)?\.? (?P<no>No\.? )?"
            rf"(?P<a>\d+)(?:{DASH}(?P<to>\d+))?/(?P<b>\d+)\b(?!/)",
            lambda m: (
                f"{m['name'][0]}inute{m['many'] or ''} {'number ' * bool(m['no'])}{_year_or_number(m['a'])}"
                + (f" to {number(m['to'])}" if m["to"] else "")
                + f" slash {_year_or_number(m['b'])}"
            ),
        ),
        rule("reference", r"\b([Rr])ef\b\.?(?=:? ?(?:[A-Z]{1,6}[ /-]?){0,3}\d)", lambda m: f"{m[1]}eference"),
        rule(
            "of which a number follows",
            rf"\b({'|'.join(COUNTING)})\b\.?(?= (?:[Nn]o|[Nn]umber|[Rr]ef)\b)",
            lambda m: COUNTING[m[1]],
        ),
        rule("years of school", r"\bYrs?\.? (?=\d{1,2}s\b)", lambda _: "Year "),
        rule("category", r"\b([Cc])(?:at|AT)\b\.?(?= [A-Z]\d?[A-Z]?\b)", lambda m: f"{m[1]}ategory"),
        rule("revision", r"\b([Rr])ev[.:]? (?=\d|[A-Z]\d{0,2}(?![.\w]| [A-Z]))", lambda m: f"{m[1]}evision "),
    )


# Short forms of parts, before a roman number: “Vol. XII”. “No I” is no number.
PARTS = [form for form in REFERENCES if form[0].isupper() and form not in ("No", "No.s")]
# Short forms before “no.” and “ref.”, which are other words elsewhere.
COUNTING = {
    "App": "Application", "Reg": "Registration", "reg": "registration", "Inv": "Invoice", "inv": "invoice", "Min": "Minute",
    "min": "minute", "Chq": "Cheque", "Reqn": "Requisition", "Drg": "Drawing",
    "Dwg": "Drawing", "Acc": "Account", "Cert": "Certificate", "Lic": "Licence",
}  # fmt: skip


def _year_or_number(figures: str) -> str:
    return year(int(figures)) if re.fullmatch(r"(?:19|20)\d\d", figures) else number(figures)


def _full(name: str) -> str:
    return REFERENCES.get(name, name)


def _numbers(text: str) -> str:
    """“4.12” is “four point twelve”; a long number is read digit by digit."""
    figures, letter = re.fullmatch(r"([\d.]+)([A-Za-z]*)", text).groups()  # type: ignore[union-attr]
    reading = " point ".join(number(part) if len(part) < 6 else digits(part) for part in figures.split("."))
    return f"{reading} {letters(letter)}".rstrip()


def _named(match: re.Match[str]) -> str:
    denied = match["name"] in ("no", "No") and not match[0].startswith(match["name"] + ".") and _is_denial(match)
    name = match["name"] if denied else _full(match["name"])
    if match["last"] and name.lower() in SEVERAL and name != match["name"]:
        name = f"{name}s"
    numbered = match.string[match.end() :].startswith("/") or match["name"].lower() == "regs"
    made_in = name.lower().startswith("regulation") and numbered and re.fullmatch(r"(?:19|20)\d\d", match["first"])
    text = f"{name} {year(int(match['first'])) if made_in else _numbers(match['first'])}"
    return f"{text} to {_numbers(match['last'])}" if match["last"] else text


# Short forms in the singular that also come before a span: “cl. 4.1–4.3”.
SEVERAL = ("clause", "paragraph", "section", "page", "rule", "regulation", "article", "number", "chapter", "figure")


def _more_parts(match: re.Match[str]) -> str:
    """The last of “paras 2.2, 2.3 and 2.10” is “two point ten”."""
    parts = re.search(
        r"\b(?:[Pp]ara|[Ss]ection|[Cc]lause|[Pp]aragraph)s?\b[\d.,&()a-z ]*$", match.string[: match.start()]
    )
    return _numbers(match[0]) if parts else number(match[0])


def _is_denial(match: re.Match[str]) -> bool:
    """Whether “no” before a figure means “none”, not “number”: “no 5-year-olds”, “no 3 people agree”, “yes or no 2”."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    denied = re.search(r"\b(?:is|are|was|were|be|been|has|have|had|or|say|said|says|there|with|of)\s$", before)
    answer = re.search(r"\b[Yy]es\b", match.string)
    return bool(denied or answer or re.match(rf"-[a-z]|\s(?:{COUNTED}|times)\b", after))


def _named_by_numbers() -> tuple[ReadingRule, ...]:
    """Kings and appendices: a letter or a roman number after a name."""
    return (
        rule(
            "monarch",
            rf"(?:{MONARCHS})(?P<n>[IVX]+)\b",
            lambda m: f"the {ordinal(roman(m['n']))}",
        ),
        rule(
            "roman numbers",
            r"\b(?=[IVX]{2}|[IVX]\s?[-–]\s?[IVX]{2})(?P<a>[IVX]{1,5})\s?[-–]\s?(?P<b>[IVX]{1,5})\b",
            lambda m: f"{cardinal(roman(m['a']))} to {cardinal(roman(m['b']))}",
        ),
        rule(
            "roman page",
            rf"\bpp?\. ?(?P<a>[ivxl]+)(?:{DASH}(?P<b>[ivxl]+))?\b",
            lambda m: f"page{'s' if m['b'] else ''} {' to '.join(cardinal(roman(n)) for n in (m['a'], m['b']) if n)}",
        ),
        rule("emission class", r"(?<=\bEuro )VI\b|(?<=\bEuro \d/)VI\b", lambda _: "six"),
        rule(
            "war",
            r"(?:\bWW ?|(?<=\bWorld War ))(?P<n>I{1,2}|[12])\b",
            lambda m: "World War " * m[0].startswith("W") + cardinal(len(m["n"]) if m["n"][0] == "I" else int(m["n"])),
        ),
        rule(
            "crowned",
            r"\b(?P<name>(?:King|Queen|Pope) [A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<n>[IVX]+)\b",
            lambda m: f"{m['name']} the {ordinal(roman(m['n']))}",
        ),
        rule(
            "roman number",
            r"(?:^|(?<=[a-z] ))(?P<n>I{2,3}|I[VX]|VI{1,3}|X{1,3}(?:IX|IV|VI{0,3}|I{1,3}))\b",
            lambda m: cardinal(roman(m["n"])),
        ),
        rule(
            "heading letter",
            rf"\b(?P<name>{'|'.join(PARTED)}|Appx?|Sch|Pt)\.? (?P<letter>[A-Z])(?P<number>\d+)?\b(?!\.[A-Z]|\*)",
            lambda m: " ".join([_full(m["name"]), m["letter"], number(m["number"]) if m["number"] else ""]).rstrip(),
        ),
    )


def _bracketed(match: re.Match[str]) -> str:
    """A part of a section: “18(2)(b)(iii)” ends “two, B, three”."""
    part = match[1]
    if part.isdecimal():
        return f", {cardinal(int(part))}"
    counted = match.string[: match.start()].endswith(")") or re.search(r"\((?:ii|iii|iv|vi)\)", match.string)
    counts = roman(part) if len(part) > 1 or (counted and part in "ivx") else 0
    return f", {cardinal(counts) if counts else letters(part)}"


def _to_bracket(match: re.Match[str]) -> str:
    """“6(a)–(d)” is “six, A to D” and “3(a) and (b)” “three, A and B”; “(a)–(d)” by itself keeps its brackets."""
    link, part = match.groupdict().get("link") or " to", match[match.lastindex or 1]
    reading = number(part) if part.isdecimal() else cardinal(roman(part)) if len(part) > 1 and roman(part) else ""
    if not re.search(r"[\dA-Z](?:\([^()]*\))+(?:(?:,| and| or) \([^()]*\))*$", match.string[: match.start()]):
        return f"{link} ({reading or part})"
    return f"{link} {reading or letters(part)}"


def is_reference(match: re.Match[str]) -> bool:
    """Whether two numbers with a stroke are a minute or an item: “minutes 12/24 and 13/24”."""
    name = r"\b(?:[Mm]inutes?|[Ii]tems?|[Mm]otions?|[Rr]esolutions?|[Dd]ecisions?)(?: [Nn]os?\.?)? "
    before = match.string[: match.start()]
    return bool(re.search(name + r"(?:\d{1,3}/\d{1,3}(?:,| and| to|\s?[-–])\s?)*$", before))
