"""Reads the date of an action: the day on which it is due, or that it has no day yet, is continuous, or is done.

"Review by March 2024"   due on 31 March 2024, a review
"April/May 2024"         due on 31 May 2024
"June 2024 (was March)"  due on 30 June 2024
"Subject to funding"     no date yet
"Quarterly from 2024"    goes on
"Completed (May 2023)"   done
"Within 6 months"        6 months after the first day of the plan
"Year 2", "Q3", "June"   the day in the years of the plan, where the plan says which these are
"""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import NamedTuple

from pipeline.kinds.languages import english_date
from pipeline.kinds.ratings import is_done
from pipeline.model import dates


class Time(StrEnum):
    """The meaning of the words of a date."""

    DAY = "a day"
    NOW = "at once"
    STANDING = "goes on"
    LATER = "no date yet"
    DONE = "done"


class Timing(NamedTuple):
    """The meaning of a date in a plan. `due` is the last day that it names, or None."""

    time: Time
    due: datetime.date | None = None
    review: bool = False


# An earlier date that a later one has replaced.
_WAS = re.compile(
    r"\(?\b(?:was|were|previously|originally|formerly|(?:revised|moved|changed|extended) from)\b[^);]*\)?", re.I
)
_LATER = re.compile(
    r"\bt\.?b\.?[acd]\b"
    r"|\bto be (?:\w+ )?(?:agreed|announced|advised|arranged|confirmed|decided|determined|finalised|scheduled|set)\b"
    r"|\bto follow\b|\bsubject to\b|\bawait\w*|\bpending\b|\bdepend\w* (?:up)?on\b|\bas soon as possible\b|\basap\b"
    r"|\b(?:short|medium|mid|long(?:er)?)[ -]?(?:to[ -](?:medium|long)[ -]?)?term\b"
    r"|\b(?:next|following|future|coming|subsequent) (?:\w+ ){0,2}?(?:meeting|committee|panel|board|cabinet|review)\b"
    r"|\bnot (?:yet )?(?:agreed|applicable|confirmed|decided|known|set|stated)\b|\bno date\b|(?<!\w)n/?a(?!\w)"
    r"|^\W*(?:none|unknown)\W*$|^[-–—?.\s]+$|\bi['’]w (?:gadarnhau|gytuno|benderfynu)\b",
    re.IGNORECASE,
)
_OFTEN = (
    rf"(?:(?:each|every|per) (?:year|quarter|month|week|term|{'|'.join((*dates.MONTHS, *dates.SEASONS))})"
    r"|annual(?:ly)?|yearly|quarterly|monthly|weekly|termly"
    r"|every (?:\d+|two|three|six) (?:weeks|months|years)|term[ -]time|on-?going|continu\w+)"
)
_STANDING = re.compile(
    rf"\b(?:{_OFTEN}|as (?:and when )?(?:needed|required)|business as usual|bau|permanent(?:ly)?|at all times|rolling)\b",
    re.IGNORECASE,
)
# A day from which something goes on is not the day on which it is due.
_SINCE = re.compile(
    rf"\b{_OFTEN} (?:from|since|start\w+|beginning)\b|\bthereafter\b|^\W*(?:from|since)\b(?!.*(?:\b(?:to|until)\b|[–—]))",
    re.I,
)
_NOW = re.compile(r"^\W*(?:immediate(?:ly)?|now|at once|straight away)\b\W*$", re.IGNORECASE)
_DONE = re.compile(
    r"(?:^|[(–—,;:-])\s*(?:now |already |fully |all )*(?:(?:completed|done|achieved|finished|delivered|implemented|closed)\b"
    r"(?!\s+(?:by|before|within)\b)|complete\b(?=\W*(?:$|\())|cwblhawyd\b)",
    re.IGNORECASE,
)


_SPAN = re.compile(
    r"^\W*(?:(?:with)?in(?: the (?:first|next))?|after|by(?: the end of)?|first|over)?\s*"
    r"(?:months? (?:\d{1,2} ?(?:[-–]|to) ?)?(?P<month>\d{1,2})|"
    r"(?P<count>\d{1,3}|one|two|three|four|five|six|nine|ten|twelve|eighteen|twenty[- ]four)[ -]*"
    r"(?P<unit>day|week|month|year|yr)s?\b(?: (?:of|from|after|following|in)\b.*)?)\W*$",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18,
    "twenty-four": 24, "twenty four": 24,
}  # fmt: skip
_NTH_YEAR = re.compile(
    r"^\W*(?:(?:by |in |during |the )*(?:end of )?(?:years?|yr)\s*(?:\d ?(?:[-–,&/]|to|and) ?)*(?P<year>[1-9])"
    r"|(?:by |in |during |the )*(?:end of )?(?:the )?(?P<nth>first|second|third|fourth|fifth) year)\W*$",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_YEAR_END = re.compile(
    r"^\W*(?:by |at )?(?:the )?(?:end of )?(?:the )?(?:financial )?year(?:[ -]end)?\W*$", re.IGNORECASE
)
_QUARTER = re.compile(r"\b(?:Q|qtr\.? ?|quarter )([1-4])\b(?!.*\d)", re.IGNORECASE)


def timing(text: str, plan: dates.DaySpan | None = None) -> Timing | None:
    """Returns the meaning of a date in a plan, or None if it cannot be understood. Of several days, the last counts.

    `plan` is the period of the plan, which is needed for "Year 2" and "within 6 months".
    """
    text = _WAS.sub("", english_date(text))
    review = bool(re.search(r"\breview", text, re.IGNORECASE))
    spans = dates.spans(text, plan=True)
    due = max((span.last for span in spans), default=None)
    if _DONE.search(text) and is_done(text):
        return Timing(Time.DONE, due, review)
    if spans:
        return Timing(Time.STANDING if _SINCE.search(text) else Time.DAY, None if _SINCE.search(text) else due, review)
    meanings = ((Time.NOW, _NOW), (Time.LATER, _LATER), (Time.STANDING, _STANDING))
    for time, pattern in meanings:
        if pattern.search(text):
            return Timing(time, None, review)
    due = _in_plan(text, plan) if plan else None
    return Timing(Time.DAY, due, review) if due else None


def _in_plan(text: str, plan: dates.DaySpan) -> datetime.date | None:
    """Returns the last day that words mean in the period of a plan. Quarters and months need a plan of one year."""
    if match := _SPAN.match(text):
        words, unit = match["month"] or match["count"].lower(), (match["unit"] or "month").lower()
        count = _NUMBERS.get(words, 0) or int(words)
        if unit in ("day", "week"):
            return plan.first + datetime.timedelta(days=count * (7 if unit == "week" else 1))
        return dates.months_after(plan.first, count * (1 if unit == "month" else 12))
    if match := _NTH_YEAR.match(text):
        year = int(match["year"] or 0) or 1 + _ORDINALS.index(match["nth"].lower())
        return dates.months_after(plan.first, 12 * year) - datetime.timedelta(days=1)
    year_on = dates.months_after(plan.first, 12) - datetime.timedelta(days=1)
    if plan.last > year_on:
        return None
    one_year = plan.last == year_on
    if one_year and (match := _QUARTER.search(text)):
        return dates.months_after(plan.first, 3 * int(match[1])) - datetime.timedelta(days=1)
    if one_year and _YEAR_END.match(text):
        return plan.last
    named = (
        span.last
        for year in (plan.first.year, year_on.year)
        for span in dates.spans(f"{text.strip(' .')} {year}")
        if span.words != str(year)
    )
    return next((day for day in named if plan.first <= day <= year_on), None)
