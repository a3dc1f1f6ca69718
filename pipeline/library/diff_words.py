"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A run of the same words as short as this between two changes counts as changed too, since it would only interrupt the reader.
SHORT_RUN = 2


class ChangeKind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class ChangedWords:
    """A run of words with what became of them."""

    kind: ChangeKind
    text: str


Runs = tuple[ChangedWords, ...]


def compare(old: str, new: str) -> Runs:
    """The runs of words of two texts: what is the same, what was removed, what was added, in reading order."""
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = [(tag, a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes()]
    runs: list[ChangedWords] = []
    removed: list[str] = []
    added: list[str] = []
    for number, (tag, a, b, c, d) in enumerate(codes):
        inner = 0 < number < len(codes) - 1
        if tag == "equal" and not (inner and b - a <= SHORT_RUN):
            runs += _changed(removed, added)
            removed, added = [], []
            runs.append(ChangedWords(ChangeKind.SAME, " ".join(before[a:b])))
        else:
            removed += before[a:b]
            added += after[c:d]
    return (*runs, *_changed(removed, added))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def _changed(removed: list[str], added: list[str]) -> Iterable[ChangedWords]:
    if removed:
        yield ChangedWords(ChangeKind.REMOVED, " ".join(removed))
    if added:
        yield ChangedWords(ChangeKind.ADDED, " ".join(added))


def whole(kind: ChangeKind, text: str) -> Runs:
    """A text that was added or removed as a whole."""
    return (ChangedWords(kind, text),) if text else ()
