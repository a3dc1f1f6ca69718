"""Rules for reading measures, rates and fractions aloud in British English.

£5/hour          five pounds per hour
40 µg/m³         forty micrograms per cubic metre
3/5 of homes     three fifths of homes
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.editions.spoken.english_formulas import RAISED
from pipeline.editions.spoken.english_references import is_reference
from pipeline.editions.spoken.english_units import BELOW, PER_AMOUNT, PER_WORDS, RATES, UNIT, UNITS
from pipeline.editions.spoken.english_words import COUNTED, DASH, MONTHS, NUMBER, SCALES, after
from pipeline.editions.spoken.numbers import cardinal, digits, number, ordinal
from pipeline.editions.spoken.reading import ReadingRule, rule

_RATES = "|".join(sorted(map(re.escape, RATES), key=len, reverse=True))
_BELOW = "|".join(
    sorted(
        [*(re.escape(unit) for unit in UNITS if len(unit) > 1 or unit.islower()), *BELOW, *PER_WORDS],
        key=len,
        reverse=True,
    )
)
_VULGAR = "".join(
    chr(code) for code in range(0xBC, 0x2190) if unicodedata.decomposition(chr(code)).startswith("<fraction>")
)
# A fraction with one of these below is a part of a whole ("three fifths") where “of” follows; halves to quarters always are.
_PARTS = (2, 3, 4, 5, 8, 10)
_SMALLEST_PART = 12  # of “5/6 of respondents”; smaller ones are so many out of so many
_FIRST_YEAR, _LAST_YEAR = 15, 60  # of "24/25": the short years that plans are about


def measures() -> tuple[ReadingRule, ...]:
    """Numbers with their units, and units by themselves."""
    unit = rf"(?P<unit>{_RATES}|(?:{UNIT})(?:/(?:{_BELOW})){{0,2}})(?!\w)"
    return (
        rule(
            "scaled",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?(?P<s>k|m|bn)\b(?=\s(?:{COUNTED})\b)",
            lambda m: f"{number(m['n'])} {SCALES[m['s']]}",
        ),
        rule("million", rf"(?<![\w.])(?P<n>{NUMBER})(?P<s>bn|tn|k)\b", lambda m: f"{number(m['n'])} {SCALES[m['s']]}"),
        *_sizes(),
        rule(
            "measure",
            rf"(?P<minus>(?<![\w)])[-−])?(?:(?<![\w.])|(?<=\dx))(?P<a>{NUMBER})(?:{DASH}(?P<b>{NUMBER}))?(?P<joined>[\s-]?){unit}",
            _measured,
        ),
        *_rates(),
    )


def _rates() -> tuple[ReadingRule, ...]:
    """Rates (“/m²”, “per hr”, “p.a.”), and units without a number."""
    return (
        rule(
            "per unit",
            r"(?:(?<=[\d²³₂₃₄])|(?<=\d[kmp])|(?<=[A-Z]s)|(?<=[2₂]e)|(?<=[a-z]s)|(?<=person)"
            r"|(?<=head)|(?<=home)|(?<=day)|(?<=\d [A-Z]{2}))"
            rf"/(?P<unit>{_BELOW})(?!\w|\.\d)",
            lambda m: f" per {_below(m['unit'])}",
        ),
        rule("rate by itself", r"(?<![\w/])(?:km/h|m/s|[MG]bit/s|Mb/s)(?!\w)", lambda m: RATES[m[0]]),
        rule("money for a unit", rf"£/(?P<unit>{_BELOW})(?!\w)", lambda m: f"pounds per {_below(m['unit'])}"),
        rule("per", rf"\bper (?P<unit>{UNIT})(?!\w)", lambda m: f"per {UNITS[m['unit']]}"),
        rule(
            "unit",
            rf"(?<![\w/])(?:(?:{UNIT})/(?:{UNIT})|(?:k|c|m)?m[²³]|[kMG]Wh|[kM]W)(?!\w)",
            lambda m: _unit(m[0], many=True),
        ),
        rule("unit of time", r"(?<![\w/.])(hrs?|mins|yrs?|wks?|mths?)\b(?!/)", _of_time),
        rule(
            "a year",
            rf"(?:(?<=[\d²³%])|(?<=\d[km])|(?<=illion)|(?<=[a-z])(?= p\.[aw]\.))\s?"
            rf"(?P<how>{'|'.join(map(re.escape, PER_AMOUNT))})(?!\w)",
            lambda m: PER_AMOUNT[m["how"]],
        ),
    )


def _of_time(match: re.Match[str]) -> str:
    return UNITS[match[1]] + "s" * match[1].endswith("s")


def _sizes() -> tuple[ReadingRule, ...]:
    """Lengths of time, points, length by width, and so many times."""
    return (
        *_on_signs(),
        rule("more or less", r"\+/[-–−]", lambda _: " plus or minus "),
        *_of_reports(),
        *_feet_and_inches(),
        rule(
            "so many times",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?[x×]\s"
            r"(?=[£€$]|[A-Z]?[a-z]{2}|[A-Z]{2}|[FP]/T|\d+-[a-z]|\d+ ?b(?:ed)?(?:\d|\b)|"
            r"[\d.]+\s?(?:t|kg|kWh?|MWh?|GB|TB|hrs?|hours?|mins?|minutes?)\b)",
            lambda m: f"{number(m['n'])} times ",
        ),
        rule("product", rf"(?<=\d)\s?[x×]\s?(?=(?:{NUMBER})\s?=)|(?<=\d)\s[x×]\s(?=[A-Z]\d)", lambda _: " times "),
        rule("litres", r"(?<![\w.,])(?<![tkoa] )(\d{1,3}(?:,\d{3})+|\d{2,4})L\b|\b(\d+)L(?= [A-Za-z])", _litres),
        rule(
            "by",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?(?:x|×(?!\s?10[⁻{RAISED}]))\s?(?=\d)(?!(?:{NUMBER})\s?=)",
            lambda m: f"{number(m['n'])} by ",
        ),
        rule(
            "beds and people",
            r"\b(\d)\s?b(?:ed)?\s?(\d)\s?p\b",
            lambda m: f"{number(m[1])} bed {number(m[2])} person",
        ),
        rule("length by width", r"(?:(?<=m )|(?<=m)|(?<=ft )|(?<=ft))[x×]\s?(?=\d)", lambda _: " by "),
        rule("times", r"(?<![\w.])[x×]\s?(?=\d)", lambda _: " times "),
        rule("as much", rf"(?<![\w.])(?P<n>{NUMBER})[x×](?!\w)", lambda m: f"{number(m['n'])} times"),
    )


def _feet_and_inches() -> tuple[ReadingRule, ...]:
    """Feet and inches by their marks."""
    return (
        rule("inches of a part", rf"(?:(?<=/[248])|(?<=[{_VULGAR}]))\s?in\b(?=$|[,.;)]| x )", lambda _: " inches"),
        rule("inches of a mark", rf"(?<=[\d{_VULGAR}])[\"″](?!\w)", _inches),
        rule(
            "feet and inches",
            r"\b(\d+)\s?(?:['’′]|ft)\s?(\d+)[\"”″](?!\w)",
            lambda m: f"{number(m[1])} feet {number(m[2])} {'inch' if m[2] == '1' else 'inches'}",
        ),
    )


def _of_reports() -> tuple[ReadingRule, ...]:
    """Measures of air, noise and places: “µg m⁻³”, “LAeq,16h”, “51°16′N”."""
    return (
        rule(
            "measure with powers",
            rf"(?<![\w.])(?P<n>{NUMBER})\s?(?P<unit>{UNIT})\s?(?P<below>km|m|s|h|l)[⁻-](?P<power>[¹²³1-3])(?!\w)",
            _with_power,
        ),
        rule(
            "coordinates",
            r"(?<![\w.])(\d+\.\d+)(°?)\s?([NS]),?\s([-−]?\d+\.\d+)°?\s?([EW])\b",
            lambda m: f" {'degrees ' * bool(m[2])}".join([number(m[1]), f"{m[3]}, {_signed(m[4])}", m[5]]),
        ),
        rule("percentage points", r"\bpercentage p(?:oin)?ts\b", lambda _: "percentage points"),
        rule(
            "sound",
            r"\bL(A?)(eq|max)\b(?:,\s?(\d+)\s?(h|hrs?|mins?)\b)?",
            lambda m: f"L {m[1]} {m[2]}" + (f", {_counted(m[3], _sound_time(m[4]))}" if m[3] else ""),
        ),
        rule(
            "degrees and minutes",
            r"(?<![\w.])(\d{1,3})°\s?(\d{1,2}(?:\.\d+)?)['′’](?:\s?(\d{1,2}(?:\.\d+)?)[\"″”])?\s?(?=[NSEW]?\b)",
            lambda m: (
                f"{number(m[1])} degrees {_counted(m[2], 'minute')} " + (f"{_counted(m[3], 'second')} " if m[3] else "")
            ),
        ),
    )


def _on_signs() -> tuple[ReadingRule, ...]:
    """Lengths of time and weights as signs and tickets have them: “2h 30m”, “18T”."""
    return (
        rule(
            "hours and minutes",
            r"\b(\d{1,2})\s?h(?:rs?)?\s?(\d{1,2})\s?m(?:ins?)?\b",
            lambda m: f"{_counted(m[1], 'hour')} {_counted(str(int(m[2])), 'minute')}",
        ),
        rule(
            "hours and so many",
            r"\b(\d{1,2})\s?hrs?\s?([0-5]\d)\b(?!\s?m)",
            lambda m: f"{_counted(m[1], 'hour')} {number(m[2].lstrip('0') or '0')}",
        ),
        rule("hours", r"\b(\d{1,2})h\b", lambda m: _counted(m[1], "hour")),
        rule(
            "minutes",
            r"\b(\d{1,3})m(?= (?:free|wait|stay|parking)\b)|"
            rf"{after('[Ll]oading', '[Ww]aiting', '[Ss]tay', '[Ww]ait limit', '[Pp]arking')}(\d{{1,3}})m\b(?! of\b)",
            lambda m: _counted(m[1] or m[2], "minute"),
        ),
        rule("tonnes", r"(?<![\w.,])(\d{1,2}(?:\.\d)?)T\b", lambda m: _counted(m[1], "tonne")),
        rule(
            "per so many", r"(?<=[\dkmp])/(\d+)\s?(min|hr|wk|mth|yr|minute|hour|day|week|month|year)s?\b", _per_so_many
        ),
    )


# Before a part of an hour that is counted as one thing: “per half hour”.
_DESCRIBING = re.compile(r"\b(?:\w*(?:st|nd|rd|th)|per|each|every|the|extra|further|[Aa]n?|last)\s$")


def _hours(match: re.Match[str]) -> str:
    """“1½h” is “one and a half hours”, “½h” half an hour."""
    part = _vulgar(match[2]).removeprefix("one ")
    if not match[1] and _DESCRIBING.search(match.string[: match.start()]):
        return f"{part} hour"
    if not match[1]:
        return "half an hour" if part == "half" else f"{'a ' if part == 'quarter' else ''}{part} of an hour"
    return f"{number(match[1])} and {'a ' if part in ('half', 'quarter') else ''}{part} hours"


def _per_so_many(match: re.Match[str]) -> str:
    """“80p/30 mins” is a price for so long; other numbers with a stroke are not."""
    priced = re.search(r"[£€$][\d,.]+[kmp]?$|\dp$", match.string[: match.start()])
    return f" {'per' if priced else 'slash'} {_counted(match[1], UNITS.get(match[2], match[2]))}"


def _litres(match: re.Match[str]) -> str:
    """“240L bins” are “two hundred and forty litre bins”, “10L” by itself is ten litres."""
    described = re.match(r" [A-Za-z]", match.string[match.end() :])
    return f"{number(match[1] or match[2])} litre{'' if described else 's'}"


def _counted(figures: str, name: str) -> str:
    return f"{number(figures)} {name}{'' if figures == '1' else 's'}"


def _measured(match: re.Match[str]) -> str:
    text = f"{'minus ' if match['minus'] else ''}{number(match['a'])}"
    if match["b"]:
        text += f" to {number(match['b'])}"
    many = match["joined"] != "-" and (match["b"] or match["a"]) != "1"
    return f"{text} {_unit(match['unit'], many=many)}"


def _unit(written: str, *, many: bool) -> str:
    if written in RATES:
        return RATES[written] if many else re.sub(r"^((?:percentage )?\w+?)s\b", r"\1", RATES[written])
    name, *below = written.split("/")
    reading = UNITS[name]
    if many:
        reading = (
            f"{reading[:-4]}feet"
            if reading.endswith("foot")
            else reading
            if reading.endswith(("hertz", "point"))
            else f"{reading}s"
        )
    return " per ".join([reading, *map(_below, below)])


def _below(written: str) -> str:
    return UNITS.get(written) or BELOW.get(written, written)


def _with_power(match: re.Match[str]) -> str:
    """“µg m⁻³” and “ugm-3” are “micrograms per cubic metre”."""
    how = {"1": "", "2": "square ", "3": "cubic "}[unicodedata.normalize("NFKC", match["power"])]
    return f"{number(match['n'])} {_unit(match['unit'], many=match['n'] != '1')} per {how}{_below(match['below'])}"


def _signed(figures: str) -> str:
    return f"minus {number(figures[1:])}" if figures[0] in "-−" else number(figures)


def _sound_time(written: str) -> str:
    return "hour" if written.startswith("h") else "minute"


def _inches(match: re.Match[str]) -> str:
    """A mark behind a figure is inches, unless it closes a quotation."""
    before = match.string[: match.start()]
    if before.count('"') % 2:
        return match[0]
    return " inch" if re.search(r"(?<![\d.])1$", before) else " inches"


def parts_of_measures() -> tuple[ReadingRule, ...]:
    """“½ mile” and “1/2 mile” are “half a mile”; a date in figures never comes before a measure."""
    return (
        rule(
            "part of a measure",
            rf"(?<![\w/.])(?P<part>[{_VULGAR}]|[13]/4|1/2|[12]/3|[1357]/8)\s"
            r"(?P<name>mile|hour|day|week|month|year|acre|pint|inch|tonne|metre|litre|hectare|page)\b",
            _part_of_measure,
        ),
        rule(
            "part of a unit",
            rf"(?<![\w/.])(?P<part>[{_VULGAR}]|[13]/4|1/2|[12]/3|[1357]/8)\s?(?P<name>{UNIT})(?![\w/])",
            _part_of_measure,
        ),
        rule(
            "part of an inch",
            r"(?<![\w/.])(\d{1,2})/(2|4|8|16|32|64)[\"″]",
            lambda m: f"{_fraction(int(m[1]), int(m[2]))} of an inch",
        ),
    )


def _part_of_measure(match: re.Match[str]) -> str:
    part = match["part"] if "/" not in match["part"] else match["part"].replace("/", "⁄")
    reading, name = _vulgar(part), UNITS.get(match["name"], match["name"])
    if reading in ("one half", "one quarter") and _DESCRIBING.search(match.string[: match.start()]):
        return f"{reading.removeprefix('one ')} {name}"
    reading = {"one half": "half", "one quarter": "a quarter of", "one third": "a third of"}.get(
        reading, f"{reading} of"
    )
    return f"{reading} {'an' if name in ('hour', 'acre', 'inch', 'ounce') else 'a'} {name}"


def fractions() -> tuple[ReadingRule, ...]:
    """Parts of a whole: “½”, “1⁄3”, “3/4”, “17/101”, “80/20”."""
    return (
        rule(
            "minute number",
            r"^(?:(\d{1,3})/(\d\d)(?=: ?[A-Z\d])|(2\d)/(\d{3})(?= [A-Z])|(\d{1,3})/(2\d)(?= [A-Z][a-z]))",
            lambda m: " slash ".join(map(number, filter(None, m.groups()))),
        ),
        rule("part of an hour", rf"(\d*)([{_VULGAR}])\s?h(?:rs?)?\b", _hours),
        rule("mixed", rf"(?P<whole>\d+)\s?(?P<part>[{_VULGAR}])", _mixed),
        rule("mixed with a stroke", r"\b(?P<whole>\d+)\s(?P<part>1/2|[13]/4|[12]/3|[1357]/8)(?![\w/])", _mixed),
        rule("half of a thing", r"½(?=[ -][a-z])", lambda _: "half"),
        rule("part", rf"[{_VULGAR}]", lambda m: _vulgar(m[0])),
        rule("fraction bar", r"\b(\d{1,3})⁄(\d{1,3})\b", lambda m: _fraction(int(m[1]), int(m[2]))),
        rule(
            "score",
            rf"(?<![\w/.])(?P<a>\d+\.\d+)/(?P<b>{NUMBER})(?![\w/])",
            lambda m: (
                f"{number(m['a'])} {'out of' if float(m['a']) <= float(m['b'].replace(',', '')) else 'slash'} {number(m['b'])}"
            ),
        ),
        rule("over", r"(?<![\w/.])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\w/])", stroke_between),
        rule(
            "part in words",
            r"(?<![\w/.])(\d{1,2})/(\d{1,2})(?:rds?|ths?)\b",
            lambda m: _fraction(int(m[1]), int(m[2])),
        ),
        rule("small part", r"(?<![\w/.])1/(10+)(?![\w/])", lambda m: f"one out of {number(m[1])}"),
    )


def _vulgar(sign: str) -> str:
    above, _, below = unicodedata.normalize("NFKC", sign).replace("/", "⁄").partition("⁄")
    return _fraction(int(above), int(below))


def _fraction(above: int, below: int) -> str:
    """2 and 3 are “two thirds”."""
    name = {1: "whole", 2: "half", 4: "quarter"}.get(below) or ordinal(below)
    many = name if above == 1 else "halves" if below == 2 else f"{name}s"
    return f"{cardinal(above)} {many}"


def _mixed(match: re.Match[str]) -> str:
    part = _vulgar(match["part"])
    name = part.removeprefix("one ")
    article = "" if name == part else "an " if name[0] in "aeiou" else "a "
    return f"{cardinal(int(match['whole']))} and {article}{name}"


def stroke_between(match: re.Match[str]) -> str:
    """Two numbers with a stroke: short years, shares of a hundred, parts, or so many out of so many."""
    above, below = match[0].split("/")
    a, b = int(above), int(below)
    if is_reference(match):
        return f"{number(above)} slash {number(below)}"
    if len(below) == 3 and below[0] == "0":
        return f"{cardinal(a)} slash {digits(below)}"
    if len(above) == len(below) == 2 and b == a + 1 and (above[0] == "0" or _FIRST_YEAR <= a <= _LAST_YEAR):
        return f"{number(above)} to {cardinal(b)}"
    if a + b == 100:
        return f"{cardinal(a)} {cardinal(b)}"
    if b <= 12 < a <= 31:
        return f"the {ordinal(a)} of {MONTHS[b - 1]}"
    of_a_whole = re.match(r"\s(?:of|majority|share)\b", match.string[match.end() :])
    if 0 < a < b and (b <= _SMALLEST_PART if of_a_whole else b in _PARTS and (a == 1 or b <= 4)):
        return _fraction(a, b)
    return f"{cardinal(a)} {'out of' if a <= b else 'over'} {cardinal(b)}"
