"""The first line under a key that opens something: whether its column and its hyphen are those of its fellows below."""

from __future__ import annotations

import re
from typing import NamedTuple

_STRUCTURE = re.compile(r"( *)((?:- +)*)([A-Za-z_]\w*):(?:\s+(.*)|)$")


class Beginning(NamedTuple):
    """A line that begins an entry or a key: its index, its column from 0, its hyphens, its key, and what stands behind it."""

    line: int
    margin: int
    dashes: str
    key: str
    value: str


def beginning(lines: list[str], number: int, known: frozenset[str]) -> Beginning | None:
    """A line as the beginning of an entry or key; None for every other line."""
    match = _STRUCTURE.fullmatch(lines[number]) if number < len(lines) else None
    if not match or match[3] not in known:
        return None
    return Beginning(number, len(match[1]), match[2], match[3], match[4] or "")


def first_child(
    lines: list[str], number: int, column: int, known: frozenset[str]
) -> tuple[Beginning, Beginning] | None:
    """The first line under an opening key, and the one below that shows where it should start; None where it is right.

    `number` is the index of the opening key and `column` its column from 0 (-1 for the file as a whole).
    """
    family = _family(lines, number, column, known)
    if len(family) < 2:
        return None
    first, after = family[0], family[1]
    lost = [one for one in family[1:] if one.dashes and one.key == first.key and 0 <= first.margin - one.margin <= 2]
    if lost and not first.dashes:
        return first, lost[0]
    rest = family[2:]
    # What hangs on the second line is deeper than the line that follows both.
    third = next((one for one in rest if not _opens(after) or one.margin < rest[0].margin), None)
    if _fits(first, after) or (third and _fits(first, third)):
        return None
    return (first, after) if first.dashes or not after.dashes else None


def _fits(first: Beginning, after: Beginning) -> bool:
    """Whether a beginning may stand below the first one, as its fellow, its key or its child."""
    if after.margin == first.margin and bool(after.dashes) == bool(first.dashes):
        return True
    inner = first.margin + len(first.dashes)
    if first.dashes and not after.dashes and after.margin == inner:
        return True
    return after.margin >= inner and (_opens(first) or first.value[:1] in ("|", ">")) and not first.dashes


def _opens(one: Beginning) -> bool:
    return not one.value or one.value.startswith("#")


def _family(lines: list[str], number: int, column: int, known: frozenset[str]) -> list[Beginning]:
    """The beginnings under an opening key, up to the first that is no deeper."""
    beginnings: list[Beginning] = []
    for below in range(number + 1, len(lines)):
        one = beginning(lines, below, known)
        if one is None:
            continue
        if one.margin < column or (one.margin == column and not one.dashes):
            break
        beginnings.append(one)
    return beginnings
