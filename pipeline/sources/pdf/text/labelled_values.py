"""Labels with their values in a column beside them: which lines are one block of pairs, and the lines of each label and value.

    Purpose   To say what the council means to do, and
              how it will know that it has done so.
    Owner     Head of Policy
    Review    Each spring

Three labels over one another confirm the column; so does a value that goes on under itself in small letters, which the
rows of a table of short cells have not. A number is no label, since it counts items; behind a label a year or date is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.sources.pdf.text.list_labels import is_bullet, is_label
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word

LABEL_WORDS, LABEL_GAP = 6, 1.0
"""A label has at most so many words; white space of so many sizes is a tab's."""
FEWEST_LABELS = 3
COUNT = re.compile(r"\W*\d{0,3}\W*")
"""A number that counts items, or signs alone; what else has no letter may be a year or a date."""

SIGNS = "(£$€+-–−"
"""What may stand before a figure."""

Pair = tuple[list[Line], list[Line]]
Row = tuple[Line, list[Word], list[Word]]
"""A line, with the words of it that are a label and those that are a value."""


def with_pairs(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Pair]]]:
    """The lines in stretches: some of text, and the pairs of labels and values that follow them."""
    at = start = 0
    while at < len(lines):
        pairs, end = _pairs_at(lines, at)
        if pairs:
            yield list(lines[start:at]), pairs
            start = end
        at = max(end, at + 1)
    yield list(lines[start:]), []


def _pairs_at(lines: Sequence[Line], first: int) -> tuple[list[Pair], int]:
    """The pairs that begin with a line, and where they end; none where these are no labels and values."""
    rows = _rows_at(lines, first)
    pairs: list[Pair] = []
    goes_on = False
    for (line, label, value), begins in zip(rows, _begins(rows), strict=True):
        if begins:
            pairs.append(([], []))
        for held, words in zip(pairs[-1], (label, value), strict=True):
            held += [replace(line, words=words)] if words else []
        under = not label and value[0].x0 < rows[0][2][0].x0 + SETTINGS.value_edge
        goes_on = goes_on or (under and value[0].text[0].islower())
    return (pairs, first + len(rows)) if goes_on and len(pairs) >= FEWEST_LABELS else ([], first)


def _rows_at(lines: Sequence[Line], first: int) -> list[Row]:
    """The lines from one on that have a label and a value at the edges of its own, or the rest of either."""
    label = _label(lines[first])
    if not label:
        return []
    left, edge = label[0].x0, lines[first].words[len(label)].x0
    rows: list[Row] = []
    for line in lines[first:]:
        label = _label(line, dates=bool(rows)) or _close_label(line, left, edge)
        value = line.words[len(label)] if label else None
        if value is not None and (abs(value.x0 - edge) < SETTINGS.value_edge or (is_bullet(value) and value.x0 > edge)):
            rows.append((line, label, line.words[len(label) :]))
        elif rows and line.x0 > edge - SETTINGS.value_edge:
            rows.append((line, [], line.words))
        elif rows and line.words[0].text[0].islower() and abs(line.x0 - left) < SETTINGS.value_edge and line.x1 < edge:
            rows.append((line, line.words, []))
        else:
            break
    return rows


def _begins(rows: Sequence[Row]) -> list[bool]:
    """Which rows begin a pair, and do not go on with the label and value above.

    White space over the rows tells where most have it, else a small letter in the label. A figure is a value of its own, and
    several rows without white space are pairs.
    """
    steps = [line.base - above.base for (above, _, _), (line, _, _) in pairwise(rows)]
    whole = [bool(label and value) for _, label, value in rows]
    far = SETTINGS.pairs_apart * min(steps, default=0.0)
    spaced = median([step for step, both in zip(steps, whole[1:], strict=True) if both] or [0.0]) > far > 0
    near = [False, *(both and step <= far for both, step in zip(whole[1:], steps, strict=True)), False]
    alone = [not (near[at - 1] or near[at + 1]) for at in range(len(rows))]
    return [
        both
        and (
            not at
            or not (
                near[at] and alone[at] and not value[0].text.lstrip(SIGNS)[:1].isdigit()
                if spaced
                else label[0].text[0].islower()
            )
        )
        for at, (both, (_, label, value)) in enumerate(zip(whole, rows, strict=True))
    ]


def _label(line: Line, *, dates: bool = False) -> list[Word]:
    """The few words before the one wide white space of a line; none where they are the number or bullet of an item.

    A bullet may stand behind it, with white space of its own. `dates` says that figures may be a year or a date.
    """
    wide = [at for at, (one, other) in enumerate(pairwise(line.words), 1) if other.x0 - one.x1 > LABEL_GAP * line.size]
    if len(wide) == 2 and wide[1] == wide[0] + 1 and is_bullet(line.words[wide[0]]):
        wide.pop()
    label = line.words[: wide[0]] if len(wide) == 1 else []
    figures = len(label) == 1 and not any(map(str.isalpha, label[0].text))
    counts = figures and not (dates and not COUNT.fullmatch(label[0].text))
    counts = counts or (len(label) == 1 and is_label(label[0].text))
    return [] if len(label) > LABEL_WORDS or counts else label


def _close_label(line: Line, left: float, edge: float) -> list[Word]:
    """The words of a line up to the column of values that fill the column of labels, and are set otherwise."""
    at = next((at for at, word in enumerate(line.words) if abs(word.x0 - edge) < SETTINGS.value_edge), 0)
    if not 0 < at <= LABEL_WORDS or abs(line.x0 - left) >= SETTINGS.value_edge:
        return []
    faces = [{word.parts[0].style.bold for word in words} for words in (line.words[:at], line.words[at:])]
    return line.words[:at] if faces == [{True}, {False}] else []
