"""Column labels as authors word them, mapped to the stable keys that content and checks use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline.kinds import known_columns, languages

KEY_LENGTH = 36
# Likeness (0 to 100) from which a label is a known one in another spelling: "Responsble officer", "Next-steps".
SAME_LABEL = 88
# "Progress (RAG)", "BRAG", "R/A/G", "Traffic light", "Status at March 2024", "Current status".
_RATED = re.compile(r"\bb?rag\b|\br[ /.]*a[ /.]*g\b|\btraffic[ -]lights?\b", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:current|delivery|overall|project|progress|action|latest|present) status"
    r"|status(?: (?:now|update|(?:at|q[1-4]|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*.*))?"
)
# The columns of a register of risks, in which a rating says how bad a risk is, not how far an action.
RISK = re.compile(rf"\b(?:likelihood|probability)\b|{languages.RISKS}", re.IGNORECASE)
# "Key equality actions", "Action needed"; not "Progress on actions", "Date of action", "Action lead".
_ACTIONS = re.compile(
    r"(?!.*\b(?:progress|status|next|further|future|completed?|outstanding|on|for|of|by|to|from|with)\b)"
    r"(?:\w+ ){0,3}(?:actions?|activity|activities|tasks?)(?: (?:needed|planned|required|agreed|proposed))?"
)
_PARTS = re.compile(r"[()\[\]/]")
AGREED = ("action", "officer", "by")
"""The columns that may be named in one part of a label: “What we do (key action)”, “Lead/owner”."""
REFERENCES = re.compile(r"\w+ (?:id|ref|reference)")  # "Defect ID", "Risk ref."
SMALL = frozenset({"the", "a", "an", "our", "your", "is", "are", "be", "this", "it", "that", "please"})


def keys_of(labels: Sequence[str], rated: Container[int] = ()) -> tuple[list[str], int]:
    """A key for each label, unique in the table, and how many of them are those of known columns.

    `rated` are the columns whose cells hold nothing but ratings: a column of statuses, however its label words it.
    """
    keys: dict[str, None] = {}
    known = 0
    risks = any(map(RISK.search, labels))
    for number, label in enumerate(labels):
        key = "status" if number in rated and "status" not in keys else known_key(label)
        key = "" if risks and key == "status" else key
        if key and key not in keys:
            known += 1
        else:
            key = _unique(slug(label) or "column", keys)
        keys[key] = None
    return list(keys), known


@cache
def known_key(label: str) -> str:
    """The key of the known column that the label means, "" where it means none."""
    plain = _plain(label)
    if not plain:
        return ""
    if _RATED.search(label) or _STATUS.fullmatch(plain):
        return "status"
    if plain in _abroad():
        return _abroad()[plain]
    best, score = "", 0.0
    for words, key in _labels():
        if words == plain:
            return key
        likeness = fuzz.ratio(words, plain) if len(words) > 4 else 0.0
        if likeness > score:
            best, score = key, likeness
    if score >= SAME_LABEL:
        return best
    if REFERENCES.fullmatch(plain):
        return "reference"
    return "action" if _ACTIONS.fullmatch(plain) else _key_of_parts(label)


def _key_of_parts(label: str) -> str:
    """The key that parts of a label have in common, where it is one that all plans have: “What we do (key action)”."""
    parts = [part.strip() for part in _PARTS.split(label) if part.strip()]
    keys = {key for part in parts if len(parts) > 1 and (key := known_key(part))}
    return keys.pop() if len(keys) == 1 and keys <= set(AGREED) else ""


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    return tuple(
        (_plain(label), column.key)
        for column in known_columns()
        for label in (column.label, column.key, *column.labels)
    )


@cache
def _abroad() -> dict[str, str]:
    """The keys of known columns by their labels in other languages, which have to be met exactly."""
    return {_plain(label): column.key for column in known_columns() for label in languages.labels_of(column.key)}


def _plain(label: str) -> str:
    text = unicodedata.normalize("NFC", label.lower()).replace("&", " and ").replace("/", " and ")
    # Marks are parts of the words of some scripts.
    words = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in text).split()
    return " ".join(word for word in words if word not in SMALL)


_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Latin letters that Unicode takes for no other letter with a mark."""


def slug(text: str, length: int = KEY_LENGTH) -> str:
    """The words of the text as an id: lower-case letters, digits and underscores, beginning with a letter; may be empty.

    Letters with accents lose these ("Légende" becomes legende); those of other scripts are left out.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    words = re.findall(r"[a-z0-9]+", re.sub("[’']|[\u0300-\u036f]", "", plain))
    while words and not words[0][0].isalpha():
        words.pop(0)
    result = ""
    for word in words:
        if len(result) + len(word) + bool(result) > length:
            break
        result = f"{result}_{word}" if result else word
    return result or (words[0][:length] if words else "")


def _unique(key: str, taken: Container[str]) -> str:
    number, result = 2, key
    while result in taken:
        tail = f"_{number}"
        result, number = key[: KEY_LENGTH - len(tail)] + tail, number + 1
    return result
