"""Maps the column labels that authors write to the stable keys that content and checks use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz

from pipeline.kinds import known_columns, languages

KEY_LENGTH = 36
# From this likeness (0 to 100) on, a label is a known one in another spelling: "Responsble officer", "Next-steps".
SAME_LABEL = 88
# "Progress (RAG)", "BRAG", "R/A/G", "Traffic light", "Status at March 2024", "Current status".
_RATED = re.compile(r"\bb?rag\b|\br[ /.]*a[ /.]*g\b|\btraffic[ -]lights?\b", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:current|delivery|overall|project|progress|action|latest|present) status"
    r"|status(?: (?:now|update|(?:at|q[1-4]|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*.*))?"
)
# Columns of a risk register, where a rating is the size of a risk, not the progress of an action.
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


def keys_of(labels: Sequence[str], told: Mapping[int, str]) -> tuple[list[str], int]:
    """Returns a key for each label, unique in the table, and the number of known columns among them.

    `told` has the keys of known columns that their cells tell, whatever their labels are, by index: all ratings are statuses.
    """
    keys: dict[str, None] = {}
    known_count = 0
    risks = any(map(RISK.search, labels))
    for number, label in enumerate(labels):
        key = told[number] if number in told and told[number] not in keys else known_key(label)
        key = "" if risks and key == "status" else key
        if key and key not in keys:
            known_count += 1
        else:
            key = _unique(slug(label) or "column", keys)
        keys[key] = None
    return list(keys), known_count


@cache
def known_key(label: str) -> str:
    """Returns the key of the known column that the label means, or ""."""
    plain = _plain(label)
    if not plain:
        return ""
    if _RATED.search(label) or _STATUS.fullmatch(plain):
        return "status"
    if plain in _labels_in_other_languages():
        return _labels_in_other_languages()[plain]
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
    """Returns the key that the parts of a label share, if it is one of `AGREED`: “What we do (key action)”."""
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
def _labels_in_other_languages() -> dict[str, str]:
    """Maps labels in other languages, which must match exactly, to the keys of known columns."""
    return {_plain(label): column.key for column in known_columns() for label in languages.labels_of(column.key)}


def _plain(label: str) -> str:
    text = unicodedata.normalize("NFC", label.lower()).replace("&", " and ").replace("/", " and ")
    # Marks are parts of the words of some scripts.
    words = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in text).split()
    return " ".join(word for word in words if word not in SMALL)


_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Latin letters that Unicode does not decompose into a letter and a mark."""


def slug(text: str, length: int = KEY_LENGTH) -> str:
    """Makes an id of the words of a text: lower-case letters, digits and underscores, with a letter first. May be empty.

    Accents are removed ("Légende" becomes legende); letters of other scripts are left out.
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


def _unique(key: str, used: Container[str]) -> str:
    number, result = 2, key
    while result in used:
        tail = f"_{number}"
        result, number = key[: KEY_LENGTH - len(tail)] + tail, number + 1
    return result
