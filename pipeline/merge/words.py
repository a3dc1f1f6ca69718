"""Merges three versions of a text word by word: the old one, the new one of the source, and the one that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Two changes are separate if this many tokens (two words and the spaces around them) between them are unchanged:
# "November 2018" that becomes "December 2018" here and "November 2019" there must not become a date that nobody wrote.
APART = 5
TOKEN = re.compile(r"\n+[ \t]*|[ \t]+|[^\s]+")


@dataclass(frozen=True)
class Clash:
    """Words that both sides changed: the old ones, those of the source, and those of the person, which are kept."""

    before: str
    source: str
    person: str


@dataclass(frozen=True)
class Hunk:
    """A change: `tokens` replace tokens `start` to `end` of the old text."""

    start: int
    end: int
    tokens: tuple[str, ...]


def merge(old: str, source: str, person: str) -> tuple[str, tuple[Clash, ...]]:
    """Returns the person's text with the source's other changes, and the clashes, where the person's words are kept."""
    base = TOKEN.findall(old)
    result: list[str] = []
    clashes: list[Clash] = []
    position = 0
    for mine, theirs in _together(base, _hunks(base, TOKEN.findall(person)), _hunks(base, TOKEN.findall(source))):
        start = min(h.start for h in (*mine, *theirs))
        end = max(h.end for h in (*mine, *theirs))
        result += base[position:start]
        my_tokens, source_tokens = _applied(base, start, end, mine), _applied(base, start, end, theirs)
        result += my_tokens if mine else source_tokens
        if mine and theirs and my_tokens != source_tokens:
            clashes.append(
                Clash("".join(base[start:end]).strip(), "".join(source_tokens).strip(), "".join(my_tokens).strip())
            )
        position = end
    result += base[position:]
    return "".join(result), tuple(clashes)


def _hunks(base: Sequence[str], changed: Sequence[str]) -> list[Hunk]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return [Hunk(i1, i2, tuple(changed[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _together(
    base: Sequence[str], mine: Sequence[Hunk], theirs: Sequence[Hunk]
) -> Iterator[tuple[list[Hunk], list[Hunk]]]:
    """Groups the hunks of both sides in order; hunks that overlap, or are close on one line, form one group."""
    marked = sorted(
        [(h, True) for h in mine] + [(h, False) for h in theirs], key=lambda pair: (pair[0].start, pair[0].end)
    )
    group: tuple[list[Hunk], list[Hunk]] = ([], [])
    end = -1
    for hunk, is_mine in marked:
        apart = hunk.start >= end + APART or any("\n" in token for token in base[max(0, end) : hunk.start])
        if apart and any(group):
            yield group
            group = ([], [])
        group[0 if is_mine else 1].append(hunk)
        end = max(end, hunk.end)
    if any(group):
        yield group


def _applied(base: Sequence[str], start: int, end: int, hunks: Sequence[Hunk]) -> list[str]:
    """Returns the old tokens from `start` to `end` with the changes of one side."""
    result: list[str] = []
    for hunk in hunks:
        result += [*base[start : hunk.start], *hunk.tokens]
        start = hunk.end
    return [*result, *base[start:end]]
