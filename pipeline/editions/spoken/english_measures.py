"""Rules for reading measures and rates aloud in British English.

£5/hour          five pounds per hour
40 µg/m³         forty micrograms per cubic metre
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.editions.spoken.english_formulas import RAISED
from pipeline.editions.spoken.english_fractions import VULGAR
from pipeline.editions.spoken.english_units import BELOW, DESCRIBED, PER_AMOUNT, PER_WORDS, RATES, UNIT, UNITS
from pipeline.editions.spoken.english_words import COUNTED, DASH, NUMBER, SCALES, after
from pipeline.editions.spoken.numbers import number
from pipeline.editions.spoken.reading import ReadingRule, rule

_RATES = "|".join(sorted(map(re.escape, RATES), key=len, reverse=True))
_BELOW = "|".join(
    sorted(
        [*(re.escape(unit) for unit in UNITS if len(unit) > 1 or unit.islower()), *BELOW, *PER_WORDS],
        key=len,
        reverse=True,
    )
)


def measures() -> tuple[ReadingRule, ...]:
    """Numbers with their units, and units by themselves."""
    unit = rf"(?!l/t\b)(?P<unit>{_RATES}|(?:{UNIT})(?:/(?:{_BELOW})){{0,2}})(?!\w)"
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
            rf"(?P<minus>(?<![\w)])[-−–])?(?:(?<![\w.])|(?<=\dx))(?P<a>{NUMBER})(?:{DASH}(?P<b>{NUMBER}))?(?P<joined>[\s-]?){unit}",
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
        rule("rate of so many", r"(?<=[Rr]ate)/(?=1(?:,?000|00,000)\b)", lambda _: " per "),
        rule("pressure", r"(?<=\d) ?mmHg\b", lambda _: " millimetres of mercury"),
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
            rf"(?:(?<=[\d²³%])|(?<=\d[km])|(?<=illion)|(?<=[a-z])(?= p\.[aw]\.| p\.p\.(?! ?[A-Z\d])))\s?"
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
            r"(?=[£€$]|[A-Z]?[a-z]{2}|[A-Z][a-z]\.|[A-Z]{2}|[FP]/T|\d+(?: to |[-–])\d+[ -]year|\d+-[a-z]|\d+ ?b(?:ed)?(?:\d|\b)|"
            r"[\d.,]+\s?(?:t|kg|L|kWh?|MWh?|GB|TB|hrs?|hours?|mins?|minutes?)\b|\d+\s?ft\s[a-z]+s\b|[\d.]+ ?FTEs?\b)",
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
        rule("points", r"(?<=\d) pts\b", lambda _: " points"),
        rule("as much", rf"(?<![\w.])(?P<n>{NUMBER})[x×](?!\w)", lambda m: f"{number(m['n'])} times"),
    )


def _feet_and_inches() -> tuple[ReadingRule, ...]:
    """Feet and inches by their marks."""
    return (
        rule("inches of a part", rf"(?:(?<=/[248])|(?<=[{VULGAR}]))\s?in\b(?=$|[,.;)]| x )", lambda _: " inches"),
        rule("inches of a mark", rf"(?<=[\d{VULGAR}])[\"″](?!\w)", _inches),
        rule(
            "feet and inches",
            r"\b(\d+)\s?(?:['’′]|ft)\s?(\d+)(?:[\"”″]|\s?ins?\b)(?!\w)",
            lambda m: f"{number(m[1])} feet {number(m[2])} {'inch' if m[2] == '1' else 'inches'}",
        ),
        rule(
            "feet of a mark",
            rf"(?<![\w.'’‘])(\d{{1,2}})['’′](?=\s(?:x\s?\d|(?P<noun>{DESCRIBED})|high|wide|long|tall|deep)\b)",
            lambda m: f"{number(m[1])} {'foot' if m['noun'] else 'feet'}",
        ),
        rule(
            "stones",
            r"\b(\d{1,2})\s?st\.?\s(\d{1,2})\s?lbs?\b",
            lambda m: f"{number(m[1])} stone {_counted(m[2], 'pound')}",
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
        rule(
            "minutes and seconds",
            r"\b(\d{1,3})\s?m(?:ins?)?\s?([0-5]?\d)\s?s(?:ecs?)?\b",
            lambda m: f"{_counted(m[1], 'minute')} {_counted(str(int(m[2])), 'second')}",
        ),
        rule("seconds", r"(?<![\w.£])(\d+(?:\.\d+)?) s\b(?!\.?\d)", lambda m: _counted(m[1], "second")),
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


def _per_so_many(match: re.Match[str]) -> str:
    """“80p/30 mins” is a price for so long; other numbers with a stroke are not."""
    priced = re.search(r"[£€$][\d,.]+[kmp]?$|\dp$", match.string[: match.start()])
    return f" {'per' if priced else 'slash'} {_counted(match[1], UNITS.get(match[2], match[2]))}"


# Words that no measure describes: “240L and 180L”.
_AFTER_AMOUNT = "and|or|of|for|per|in|to|at|a|each|is|are|was|were|on|with|by|from|every|will|which|that"


def _litres(match: re.Match[str]) -> str:
    """“240L bins” are “two hundred and forty litre bins”, “10L” by itself is ten litres."""
    described = re.match(rf" (?!(?:{_AFTER_AMOUNT})\b)[A-Za-z]", match.string[match.end() :])
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
