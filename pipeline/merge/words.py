"""Three versions of a text merged by words: what stood there, what the source says now, what a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# This many tokens (two words and the spaces around them) must stay unchanged between two changes for them to be two matters:
# "November 2018" that becomes "December 2018" here and "November 2019" there must not become a date that nobody wrote.
APART = 5
TOKEN = re.compile(r"\n+[ \t]*|[ \t]+|[^\s]+")


@dataclass(frozen=True)
class Clash:
    """Words that both sides changed: what stood there, what the source says now, what the person wrote (which stays)."""

    before: str
    source: str
    person: str


@dataclass(frozen=True)
class Hunk:
    """Tokens `start` to `end` of the old text give way to others."""

    start: int
    end: int
    tokens: tuple[str, ...]


def merge(old: str, source: str, person: str) -> tuple[str, tuple[Clash, ...]]:
    """The person's text with what the source changed elsewhere; where both changed the same words, the person's stay."""
    base = TOKEN.findall(old)
    result: list[str] = []
    clashes: list[Clash] = []
    position = 0
    for mine, theirs in _together(base, _hunks(base, TOKEN.findall(person)), _hunks(base, TOKEN.findall(source))):
        start = min(h.start for h in (*mine, *theirs))
        end = max(h.end for h in (*mine, *theirs))
        result += base[position:start]
        one, other = _applied(base, start, end, mine), _applied(base, start, end, theirs)
        result += one if mine else other
        if mine and theirs and one != other:
            clashes.append(Clash("".join(base[start:end]).strip(), "".join(other).strip(), "".join(one).strip()))
        position = end
    result += base[position:]
    return "".join(result), tuple(clashes)


def _hunks(base: Sequence[str], changed: Sequence[str]) -> list[Hunk]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return [Hunk(i1, i2, tuple(changed[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _together(
    base: Sequence[str], mine: Sequence[Hunk], theirs: Sequence[Hunk]
) -> Iterator[tuple[list[Hunk], list[Hunk]]]:
    """The hunks of both sides in order; those that overlap, or stand close on one line, stand in one group."""
    marked = sorted(
        [(h, True) for h in mine] + [(h, False) for h in theirs], key=lambda pair: (pair[0].start, pair[0].end)
    )
    group: tuple[list[Hunk], list[Hunk]] = ([], [])
    end = -1
    for hunk, own in marked:
        apart = hunk.start >= end + APART or any("\n" in token for token in base[max(0, end) : hunk.start])
        if apart and any(group):
            yield group
            group = ([], [])
        group[0 if own else 1].append(hunk)
        end = max(end, hunk.end)
    if any(group):
        yield group


def _applied(base: Sequence[str], start: int, end: int, hunks: Sequence[Hunk]) -> list[str]:
    """The old tokens of a stretch with one side's changes made."""
    result: list[str] = []
    for hunk in hunks:
        result += [*base[start : hunk.start], *hunk.tokens]
        start = hunk.end
    return [*result, *base[start:end]]
