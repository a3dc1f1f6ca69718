"""Reads the words of a status: whether an action is done, on track, under way, late, not begun, on hold or closed."""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.kinds import status_words
from pipeline.kinds.languages import english_words


class Rating(StrEnum):
    """The meaning of a status."""

    DONE = "done"
    GOOD = "good"
    MIDDLE = "middle"
    BAD = "bad"
    WAITING = "waiting"
    PAUSED = "paused"
    CLOSED = "closed"
    OTHER = "other"


SIGNS = {
    Rating.DONE: "✓",
    Rating.GOOD: "●",
    Rating.MIDDLE: "◐",
    Rating.BAD: "■",
    Rating.WAITING: "○",
    Rating.PAUSED: "‖",
    Rating.CLOSED: "▬",
    Rating.OTHER: "□",
}
"""The shape of each meaning, for people who cannot see colours. HTML, PDF and drawings draw it."""
SHAPES = (*SIGNS.values(), "◆")
"""These shapes, and the one that earlier editions had for "under way"."""
ALIKE = {"r": "red", "a": "amber", "g": "green", **dict.fromkeys("✔✓☑✅", "complete")}
"""Letters and signs in place of words, and the words."""
_FINISHED = (
    r"(?:done|completed?|achieved|delivered|finished|closed|implemented|cwblhawyd|cyflawnwyd"
    r"|wedi['’]i (?:g?wblhau|gyflawni|orffen))"
)
_WELL = rf"(?:{_FINISHED}|on track|on target|on schedule|green|gwyrdd|ar y trywydd(?: iawn)?)"
# "Met" as the whole status; in "The panel has met twice" it is not one.
_MET = re.compile(
    r"\W*(?:(?:fully|all|targets?|aims?|objectives?|criteria|standards?|dut(?:y|ies)|requirements?|milestones?|measures?|outcomes?"
    r"|was|were) )*(?:met|exceeded)\b\W*(?:\(.*\))?",
    re.IGNORECASE,
)
# "Cancelled", "This action has been withdrawn by the board", "Stopped (no money)"; not "Dropped kerbs are laid".
_CLOSED = re.compile(
    r"\W*(?:(?:this|the) )?(?:(?:action|activity|measure|objective|project|scheme|target|task|work) )?"
    r"(?:(?:is|are|was|were|has|have|been|now) )*"
    r"(?:(?:abandoned|cancell?ed|ceased|deleted|discontinued|dropped|ended|halted|lapsed|rejected|removed|replaced|scrapped"
    r"|stopped|superseded|terminated|withdrawn|closed(?=\W+(?:not|without|un)\b))"
    r"(?=\W*$|\W*[-–—(.,;:/]|\s+(?:after|and|as|at|because|but|by|due|following|for|from|in|on|owing|pending|since|to|until)\b)"
    r"|(?:combined|incorporated|merged|subsumed) (?:in|into|with|by)\b"
    r"|(?:no longer|not) (?:being |be )?(?:applicable|going ahead|needed|proceeding|progressed|pursued|relevant|required"
    r"|taken forward)\b"
    r"|no further action\b)(?!.*\b(?:re-?started|resumed|reinstated)\b)",
    re.IGNORECASE,
)
_LATER = rf"(?:to be|will be|should be|must be|can be|may be|could be) [^.;,]*?{_WELL}"
_NOT = r"(?:not|never|no|none|nothing|unable|cannot|\w+n['’]t|yet|heb|awaiting|pending)"
_PARTLY = r"(?:partly|partially|part|nearly|almost|mostly|largely|mainly|substantially|half|some|few|being|\d+ (?:out )?of \d+)"
# Words that limit a good one: "not yet complete", "90% done", "incomplete", "done in part", "complete except for signs".
_LIMITED = re.compile(
    rf"\b(?:{_LATER}|(?:{_NOT}|{_PARTLY})\b[^.;,]*?\b{_WELL}\b|(?:in|un)-?{_WELL}\b"
    rf"|{_WELL}\b[^.;,]*?\b(?:in part|partly|partially|except|apart from|but)\b)"
    r"|(?<![\d.])(?!100(?:\.0+)?\s*%)\d+(?:\.\d+)?\s*%",
    re.IGNORECASE,
)
_UNABLE = re.compile(r"\b(?:unable to|failed to|cannot|could not)\b", re.IGNORECASE)
# Done, even if late: "Completed late", "Delayed but now complete".
_END = re.compile(rf"^\W*{_FINISHED},?\W*(?:late|delayed|overdue)\W*$|\bnow {_FINISHED}\W*$", re.IGNORECASE)
_IN_TIME = re.compile(
    r"^\W*(?:not (?:late|overdue|behind|delayed)|on time|ahead(?: of (?:schedule|time|target|plan))?|good progress"
    r"|100(?:\.0+)?\s*%)\W*$",
    re.IGNORECASE,
)
# The first that matches: "not started" is waiting, "not on track" is bad, "partly complete" is under way.
_MEANINGS = tuple(
    (state, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for state, pattern in (
        (
            Rating.PAUSED,
            r"(?<!not )(?<!longer )(?:on hold|paused|deferred|postponed|suspended|parked|wedi['’]i (?:ohirio|gohirio))",
        ),
        (
            Rating.WAITING,
            r"not (?:yet )?(?:started|begun|due)|to (?:start|do|be started|complete|finish|deliver|close)|planned|proposed"
            r"|gr[ae]y|scheduled|awaiting"
            r"|heb (?:ei )?(?:ddechrau|gychwyn)|ddim wedi dechrau|yn yr arfaeth|wedi['’]i gynllunio"
            rf"|{_LATER}",
        ),
        (
            Rating.BAD,
            r"late|overdue|behind|delayed|missed|stopped|stalled|slipp(?:ed|ing)|failed|off (?:track|target|schedule)|red"
            r"|coch|hwyr|ar ei hôl hi|wedi['’]i oedi"
            r"|not (?:on track|on target|on schedule|achieved|met)",
        ),
        (
            Rating.MIDDLE,
            r"under ?way|in (?:progress|hand)|ongoing|started|part(?:ly|ially)?\b.*|nearly\b.*|amber|yellow|at risk|some delay"
            r"|continuing|ambr|melyn|oren|ar y gweill|ar waith|yn mynd rhagddo|wedi dechrau|rhannol",
        ),
    )
)


_STATES = {
    status_words.DONE: Rating.DONE,
    status_words.ON_TRACK: Rating.GOOD,
    status_words.UNDER_WAY: Rating.MIDDLE,
    status_words.LATE: Rating.BAD,
    status_words.WAITING: Rating.WAITING,
    status_words.PAUSED: Rating.PAUSED,
}


def state_of(text: str) -> Rating:
    """Returns the meaning of a status, OTHER if its words are unknown. R, A and G mean the colours."""
    if is_closed(text):
        return Rating.CLOSED
    text = standard(text)
    if meaning := status_words.meaning_of(text):
        return _STATES[meaning]
    if text.rstrip().endswith("?"):
        return Rating.OTHER  # a question is not a status
    if _UNABLE.search(text):
        return Rating.BAD
    if _IN_TIME.search(text):
        return Rating.DONE if "100" in text else Rating.GOOD
    if _END.search(text) and not _LIMITED.search(text):
        return Rating.DONE
    for state, pattern in _MEANINGS:
        if pattern.search(text):
            return state
    if _LIMITED.search(text):
        return Rating.MIDDLE
    if _MET.fullmatch(text) or re.search(rf"\b{_FINISHED}\b", text):
        return Rating.DONE
    return Rating.GOOD if re.search(rf"\b{_WELL}\b", text) else Rating.OTHER


def is_done(text: str) -> bool:
    """Whether the words mean that the action is finished; "on track" and "nearly complete" do not."""
    text = standard(text)
    if meaning := status_words.meaning_of(text):
        return meaning == status_words.DONE
    finished = _MET.fullmatch(text) or re.search(rf"\b{_FINISHED}\b", text)
    return bool(finished) and not text.rstrip().endswith("?") and not _LIMITED.search(text) and not is_closed(text)


def is_closed(text: str) -> bool:
    """Whether the words mean that nobody will do the action any more: "Cancelled", "No longer required"."""
    return bool(_CLOSED.match(english_words(text)))


def standard(text: str) -> str:
    """Returns a status in the form in which statuses are compared: "R", "Red" and "RED." are the same."""
    folded = " ".join(text.casefold().split()).strip(" .")
    return ALIKE.get(folded, folded)


def is_colour(text: str) -> bool:
    """Whether the words are only a colour of a rating: "Green", "A", "Amber/Red", "R"."""
    colour = standard(english_words(text))
    return bool(re.fullmatch(r"(?:red|amber|green|yellow)(?: ?[/-] ?(?:red|amber|green))?", colour))
