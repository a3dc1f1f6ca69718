"""What the date of an action says: on which day it is due, or that it has no day yet, goes on for ever, or is done.

"Review by March 2024"   due on 31 March 2024, a review
"April/May 2024"         due on 31 May 2024
"June 2024 (was March)"  due on 30 June 2024
"Subject to funding"     no date yet
"Quarterly from 2024"    goes on
"Completed (May 2023)"   done
"""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import NamedTuple

from pipeline.kinds.ratings import is_done
from pipeline.model import dates


class Time(StrEnum):
    """What the words of a date mean."""

    DAY = "a day"
    NOW = "at once"
    STANDING = "goes on"
    LATER = "no date yet"
    DONE = "done"


class Timing(NamedTuple):
    """The meaning of a date in a plan; `due` is the last day that it names, None where it names none."""

    time: Time
    due: datetime.date | None = None
    review: bool = False


# An earlier date that the words themselves take back.
_WAS = re.compile(
    r"\(?\b(?:was|were|previously|originally|formerly|(?:revised|moved|changed|extended) from)\b[^);]*\)?", re.I
)
_LATER = re.compile(
    r"\bt\.?b\.?[acd]\b"
    r"|\bto be (?:\w+ )?(?:agreed|announced|advised|arranged|confirmed|decided|determined|finalised|scheduled|set)\b"
    r"|\bto follow\b|\bsubject to\b|\bawait\w*|\bpending\b|\bdepend\w* (?:up)?on\b|\bas soon as possible\b|\basap\b"
    r"|\bnot (?:yet )?(?:agreed|applicable|confirmed|decided|known|set|stated)\b|\bno date\b|(?<!\w)n/?a(?!\w)"
    r"|^\W*(?:none|unknown)\W*$|^[-–—?.\s]+$|\bi['’]w (?:gadarnhau|gytuno|benderfynu)\b",
    re.IGNORECASE,
)
_OFTEN = (
    r"(?:(?:each|every|per) (?:year|quarter|month|week|term)|annual(?:ly)?|yearly|quarterly|monthly|weekly|termly"
    r"|on-?going|continu\w+)"
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


def timing(text: str) -> Timing | None:
    """What the words of a date mean in a plan; None where they cannot be understood. Of several days the last counts."""
    text = _WAS.sub("", text)
    review = bool(re.search(r"\breview", text, re.IGNORECASE))
    found = dates.spans(text, plan=True)
    due = max((span.last for span in found), default=None)
    if _DONE.search(text) and is_done(text):
        return Timing(Time.DONE, due, review)
    if found:
        return Timing(Time.STANDING if _SINCE.search(text) else Time.DAY, None if _SINCE.search(text) else due, review)
    meanings = ((Time.NOW, _NOW), (Time.LATER, _LATER), (Time.STANDING, _STANDING))
    return next((Timing(time, None, review) for time, pattern in meanings if pattern.search(text)), None)
