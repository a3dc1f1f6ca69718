"""Rules for reading measures, fractions and formulas aloud in Welsh."""

from __future__ import annotations

import re

from pipeline.editions.spoken.english_words import DASH, NUMBER
from pipeline.editions.spoken.numbers import letters
from pipeline.editions.spoken.reading import ReadingRule, rule
from pipeline.editions.spoken.welsh_numbers import BEFORE_NOUN, FEMININE, cardinal, counted, number, soft, spirant

# Masculine measures: one of them, and many of them.
UNITS = {
    "km²": ("cilometr sgwâr", "cilometrau sgwâr"), "km2": ("cilometr sgwâr", "cilometrau sgwâr"),
    "m²": ("metr sgwâr", "metrau sgwâr"), "m2": ("metr sgwâr", "metrau sgwâr"), "m³": ("metr ciwbig", "metrau ciwbig"),
    "km": ("cilometr", "cilometrau"), "m": ("metr", "metrau"), "cm": ("centimetr", "centimetrau"),
    "mm": ("milimetr", "milimetrau"), "kg": ("cilogram", "cilogramau"), "g": ("gram", "gramau"),
    "kWh": ("cilowat awr", "cilowatiau awr"), "MWh": ("megawat awr", "megawatiau awr"),
    "GWh": ("gigawat awr", "gigawatiau awr"), "kWp": ("cilowat brig", "cilowatiau brig"),
    "L": ("litr", "litrau"), "KB": ("cilobeit", "cilobeitiau"), "MB": ("megabeit", "megabeitiau"),
    "GB": ("gigabeit", "gigabeitiau"),
    "MW": ("megawat", "megawatiau"), "kW": ("cilowat", "cilowatiau"),
    "ha": ("hectar", "hectarau"), "l": ("litr", "litrau"), "ml": ("mililitr", "mililitrau"), "mg": ("miligram", "miligramau"),
    "µg": ("microgram", "microgramau"), "μg": ("microgram", "microgramau"), "dB": ("desibel", "desibelau"),
}  # fmt: skip
RATES = {"mph": "milltir yr awr", "mya": "milltir yr awr", "km/h": "cilometr yr awr", "°C": "gradd Celsius",
         "µg/m³": "microgram y metr ciwbig", "μg/m³": "microgram y metr ciwbig", "mg/m³": "miligram y metr ciwbig",
         "kWh/m²": "cilowat awr y metr sgwâr", "pp": "pwynt canran", "t": "tunnell"}  # fmt: skip
FRACTIONS = {"½": "hanner", "¼": "chwarter", "¾": "tri chwarter", "⅓": "traean", "⅔": "dwy ran o dair",
             "1/2": "hanner", "1/4": "chwarter", "3/4": "tri chwarter", "1/3": "traean", "2/3": "dwy ran o dair",
             "1/10": "un rhan o ddeg", "1/5": "un rhan o bump"}  # fmt: skip
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
# After these a number is not that of a noun, so “pump” and “chwech” keep their ends.
NO_NOUN = (
    "o|i|y|yr|a|ac|neu|ar|yn|at|am|gan|gyda|oed|ond|fel|na|nag|mewn|wedi|dros|dan|hyd|tan|erbyn|rhwng|llynedd|allan|"
    r"pwynt(?= \d)"
)


# 12 before a noun whose first consonant would change after “dau” and “dwy”, but not after “deuddeg”.
TWELVE = rf"12(?=(?:[.:]00)?\s(?!(?:mya|mph|{NO_NOUN})\b)(?:(?:[ptcbdgm]|ll|rh)[a-zŵŷâêîôû]{{2,}}|hanner))"

# Feminine nouns that plans count, with their mutated forms: numbers from 2 to 4 before them are dwy, tair, pedair.
FEMININE_NOUNS = (
    "[bfm]?lynedd|blynedd|[bm]lwydd|wythnos|awr|noson|ysgol|swydd|merch|ferch|menyw|fenyw|ward|canolfan|ganolfan|siop|rhan|ran|cymuned|"
    "gymuned|llyfrgell|lyfrgell|uned|deddf|ddeddf|strategaeth|polis|punt|bunt|tunnell|dunnell|milltir|filltir|sir|iaith|cymdeithas|"
    "gymdeithas|elusen|eglwys|coeden|goeden|rhes|res|ceiniog|geiniog|gweithred|blaenoriaeth|flaenoriaeth|menter|fenter|gwobr|wobr|cronfa|gronfa|"
    "tudalen|dudalen|stryd|ffordd|heol|fferm|dinas|ddinas|tref|dref|pont|bont|fflat|ystafell|cadair|gadair|cath|gath|dogfen|ddogfen|"
    "erthygl|rheol|reol|adran|pennod|bennod|atodlen|colofn|golofn|llinell|linell|sesiwn|gêm|taith|daith|gwers|wers|eiliad|modfedd|"
    "fodfedd|troedfedd|droedfedd|erw|tasg|dasg|ymgyrch|rhaglen|raglen|ardal|sedd|pleidlais|bleidlais|swyddfa|meithrinfa|ffurflen|"
    "trwydded|drwydded|dirwy|ddirwy|ffi|tystysgrif|dystysgrif|afon|pêl|bêl|ystâd|eitem|cyfrol|gyfrol|fersiwn|proses|broses|[fm]iliwn|biliwn|oed|canrif|ganrif"
)


FEMININE_PLURALS = (
    "ysgolion|swyddi|fenywod|ferched|wardiau|ganolfannau|siopau|gymunedau|lyfrgelloedd|wythnosau|oriau|flynyddoedd|filltiroedd|"
    "goed|gynlluniau gweithredu|rannau|wobrau|elusennau|eglwysi|ieithoedd|flaenoriaethau|strategaethau"
)


# Things with numbers such as 12/24: minutes, items and the like.
NUMBERED = "[Cc]ofnod(?:ion|au)?|[Mm]unud(?:au)?|[Ee]itemau?|[Ee]item|[Cc]ynni?g(?:ion)?|[Pp]enderfyniad(?:au)?"


def measures() -> tuple[ReadingRule, ...]:
    """Numbers with what they count, parts of a whole, and chemical formulas."""
    rates = "|".join(sorted(map(re.escape, RATES), key=len, reverse=True))
    marks = "|".join(sorted(map(re.escape, FRACTIONS), key=len, reverse=True))
    return (
        *_parts(marks),
        *_gases(),
        rule(
            "rate",
            rf"(?<![\w.])(?:(?P<a>{NUMBER}){DASH})?(?P<n>{NUMBER})\s?(?P<unit>{rates})(?!\w)",
            lambda m: (
                f"{number(m['a'])} i {soft(_rated(m['n'], RATES[m['unit']]))}"
                if m["a"]
                else _rated(m["n"], RATES[m["unit"]])
            ),
        ),
        rule(
            "measure",
            rf"(?<![\w.])(?:(?P<a>{NUMBER}){DASH})?(?P<n>{NUMBER})\s?(?P<unit>{UNIT})(?!\w)",
            lambda m: (
                f"{number(m['a'])} i {soft(_measured(m['n'], m['unit']))}" if m["a"] else _measured(m["n"], m["unit"])
            ),
        ),
        rule(
            "for what",
            r"(?<=[\d²³kmglh])/(awr|wythnos|diwrnod|mis|noson|person|cartref|plentyn|tunnell|m²)(?!\w)",
            lambda m: f" {'yr' if m[1][0] in 'aeiouw' else 'y'} {UNITS[m[1]][0] if m[1] in UNITS else m[1]}",
        ),
        rule("unit", rf"(?<=[y/] )(?:{UNIT})(?!\w)|(?<![\w/])kWh\b", lambda m: UNITS[m[0]][0]),
        *_before_nouns(),
        *_sizes(),
    )


def _gases() -> tuple[ReadingRule, ...]:
    """Chemical formulas: “CO2”, “1,250 tCO2e”."""
    return (
        rule(
            "tonnes of gas",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?tCO[2₂]e?(?!\w)",
            lambda m: f"{_rated(m['n'], 'tunnell')} o C O dau E",
        ),
        rule(
            "gas",
            r"\b(?P<name>CO|NO|SO)[2₂](?P<e>e)?\b",
            lambda m: f"{letters(m['name'])} dau" + (" E" if m["e"] else ""),
        ),
    )


def _sizes() -> tuple[ReadingRule, ...]:
    """Length by width, numbers with a letter, and debts."""
    return (
        rule(
            "by", rf"(?<![\w.])({NUMBER})\s?x\s?({NUMBER})(?!\w)", lambda m: f"{number(m[1])} wrth {soft(number(m[2]))}"
        ),
        rule(
            "measure by measure",
            rf"(?:(?<=m )|(?<=\dm))[x×]\s?(?P<n>{NUMBER})\s?(?P<unit>{UNIT})(?!\w)",
            _by_measure,
        ),
        rule("number with letter", r"(?<![\w.,])(\d{1,4})([A-Za-z])\b", lambda m: f"{number(m[1])} {m[2].upper()}"),
        rule("debt", r"(?<![\w)])(?:[-−–]|−\s|(?:^|(?<=[:(=] ))[-–]\s)(?=£?\d)", lambda _: "minws "),
    )


def _parts(marks: str) -> tuple[ReadingRule, ...]:
    """Parts of a whole, ratios and scores."""
    return (
        rule(
            "mixed with a noun",
            r"\b(?P<n>\d+)\s?(?P<part>[½¼¾])\s(?P<noun>[a-zŵŷâêîôû]{3,})\b(?<!\bgan)",
            _mixed_with_noun,
        ),
        rule("mixed", r"\b(?P<whole>\d+)\s?(?P<part>[½¼¾⅓⅔])", _mixed),
        rule("part", rf"(?<![\d/])(?:{marks})(?![\d/])", lambda m: FRACTIONS[m[0]]),
        rule("over", r"(?<![\w/.])(\d{1,3})/(\d{1,3})(?![\w/])", _over),
        rule(
            "ratio with points",
            r"(?<![\d:])(\d+\.\d+):(\d+(?:\.\d+)?)\b",
            lambda m: f"{number(m[1])} i {soft(number(m[2]))}",
        ),
        rule(
            "score",
            rf"(?<![\w/.])(\d+\.\d+)/({NUMBER})(?![\w/])",
            lambda m: f"{number(m[1])} allan o {soft(number(m[2]))}",
        ),
        rule(
            "ratio", r"\b(\d{1,3}):(\d{1,3}(?:,\d{3})*|\d{4,6})\b", lambda m: f"{number(m[1])} i {soft(number(m[2]))}"
        ),
    )


def _before_nouns() -> tuple[ReadingRule, ...]:
    """Numbers that change before what they count."""
    return (
        rule("twice", r"(?<![\w.,])2 waith\b", lambda _: "dwywaith"),
        rule(
            "changed noun",
            rf"(?<![\w.,/])(?P<n>[236])\s(?!(?:{NO_NOUN})\b)(?P<noun>(?:[ptc](?!h)|ll|rh|m)[a-zŵŷâêîôû]+)",
            lambda m: _with_changed(m["n"], m["noun"]),
        ),
        rule("ten years", r"(?<![\w.,])10(?= (?:mlynedd|munud|niwrnod|diwrnod|milltir|modfedd)\b)", lambda _: "deng"),
        rule("twelve", rf"(?<![\w.,/-]){TWELVE}", lambda _: "deuddeg"),
        rule("a hundred", r"(?<![\w.,])100(?=\s(?!(?:" + NO_NOUN + r")\b)[a-zŵŷâêîôû])", lambda _: "can"),
        rule(
            "feminine",
            rf"(?<![\w.,])(?P<n>[\d,]*[234])(?=\s(?:{FEMININE_NOUNS}|o (?:{FEMININE_PLURALS}))\b)",
            lambda m: _feminine(m["n"]),
        ),
        rule(
            "counted",
            rf"(?<![\w.,])(?:(?P<a>\d+){DASH})?(?P<n>\d*[56])(?=\s(?!(?:{NO_NOUN})\b)[a-zŵŷâêîôû])",
            lambda m: f"{number(m['a'])} i {soft(_short(m['n']))}" if m["a"] else _short(m["n"]),
        ),
    )


def _with_changed(figures: str, noun: str) -> str:
    """“2 cam” is “dau gam”, “2 rhan” “dwy ran” and “6 cam” “chwe cham”: the noun changes, where it was not changed already."""
    feminine = re.fullmatch(FEMININE_NOUNS, noun)
    if figures == "2":
        return f"{'dwy' if feminine else 'dau'} {soft(noun)}"
    if figures == "3":
        return f"tair {noun}" if feminine else f"tri {spirant(noun)}"
    return f"chwe {spirant(noun)}"


def _feminine(figures: str) -> str:
    """“3 blynedd” is “tair blynedd”, and “22 ward” is “dau ddeg dwy ward”."""
    reading = number(figures)
    last_word = {"2": "dau", "3": "tri", "4": "pedwar"}[figures[-1]]
    return reading.removesuffix(last_word) + FEMININE[int(figures[-1])] if reading.endswith(last_word) else reading


def _short(figures: str) -> str:
    """A number before its noun: “pum munud”, “chwe mis”."""
    reading = number(figures)
    return (
        reading.removesuffix("p")
        if reading.endswith("pump")
        else reading.removesuffix("ch")
        if reading.endswith("chwech")
        else reading
    )


def _rated(figures: str, rate: str) -> str:
    """“5 mya” is “pum milltir yr awr”; “milltir” and “gradd” are feminine."""
    count = int(figures) if figures.isdecimal() else 0
    if not 0 < count < 10:
        return f"{number(figures)} {rate}"
    if rate.startswith(("milltir", "gradd", "tunnell")):
        return (
            f"{FEMININE.get(count) or BEFORE_NOUN.get(count) or cardinal(count)} {soft(rate) if count == 2 else rate}"
        )
    return counted(count, rate, soft(rate), spirant(rate))


def _measured(figures: str, unit: str) -> str:
    singular, plural = UNITS[unit]
    plain = figures.replace(",", "")
    if "." in plain:
        return f"{number(figures)} {singular}"
    if int(plain) == 10:
        return f"deg {singular}"
    if int(plain) < 10:
        return (
            f"un {singular}"
            if int(plain) == 1
            else counted(int(plain), singular, _softened(singular), spirant(singular))
        )
    return f"{cardinal(int(plain))} o {_softened(plural)}"


def _softened(unit: str) -> str:
    """A unit after a soft mutation; “gram” is a word taken from abroad and keeps its g."""
    return unit if unit.startswith("gram") else soft(unit)


def _by_measure(match: re.Match[str]) -> str:
    """“2 m x 3 m” is “dau fetr wrth dri metr”."""
    reading = soft(_measured(match["n"], match["unit"]))
    return f" wrth {reading}"


def _mixed(match: re.Match[str]) -> str:
    """“2¾” is “dau a thri chwarter”."""
    return f"{cardinal(int(match['whole']))} a {spirant(FRACTIONS[match['part']])}"


def _mixed_with_noun(match: re.Match[str]) -> str:
    """“2½ awr” is “dwy awr a hanner”: the part follows the noun."""
    figures, noun = match["n"], match["noun"]
    if figures == "1":
        return f"{noun} a {spirant(FRACTIONS[match['part']])}"
    feminine = figures[-1] in "234" and re.fullmatch(FEMININE_NOUNS, noun)
    return f"{_feminine(figures) if feminine else _short(figures)} {noun} a {spirant(FRACTIONS[match['part']])}"


def _over(match: re.Match[str]) -> str:
    a, b = int(match[1]), int(match[2])
    named = re.search(
        rf"\b(?:{NUMBERED})(?: rhif)? (?:\d+/\d+(?:,| a| ac|\s?[-–])\s?)*$", match.string[: match.start()]
    )
    if named or (len(match[2]) == 3 and match[2][0] == "0"):
        return f"{number(match[1])} blaenslaes {number(match[2])}"
    if len(match[1]) == len(match[2]) == 2 and b == a + 1:
        return f"{number(match[1])} i {soft(cardinal(b))}"
    if a + b == 100:
        return f"{cardinal(a)} {cardinal(b)}"
    return f"{cardinal(a)} allan o {soft(cardinal(b))}"
