"""The type styles of headings: one style has one level in the whole document, where neither numbers nor marks say otherwise.

Two styles that differ in colour alone are two levels where one holds the other: "3) Rules" in dark blue, "G1", "G2" in light
blue, then "Appendix" in dark blue again. A style that is larger than all others but comes behind most of the headings that it
would hold, as an appendix that is set like the title, stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.assemble.outline.heading_numbers import HeadingCandidate
from pipeline.sources.typesetting import STEP, ParagraphLook, numbers_of

SEVERAL = 3
"""So many headings of one kind are no slip."""


def with_shades(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """With a look below another one that differs in colour alone, begins before it and comes again after its first line."""
    places: dict[ParagraphLook, list[int]] = {}
    for c in candidates:
        if c.look.colour and not c.marked:
            places.setdefault(c.look, []).append(c.index)
    shades = {
        look: sum(
            replace(other, colour=look.colour) == look and above[0] < at[0] < above[-1]
            for other, above in places.items()
        )
        for look, at in places.items()
    }
    return [
        replace(c, rank=(*c.rank[:-2], float(shades[c.look]), c.rank[-1]))
        if len(c.rank) > 1 and shades.get(c.look)
        else c
        for c in candidates
    ]


def below_larger(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """With marked headings that are set smaller than the numbered ones of deeper levels, and have no number, below these.

    A program that knows no level of a style marks it as the highest one; other headings of this level are larger.
    """
    sizes: dict[float, list[float]] = {}
    for c in candidates:
        if c.marked and numbers_of(c.text):
            sizes.setdefault(c.rank[0], []).append(c.look.size)
    typical = {level: median(held) for level, held in sizes.items()}
    ranks: dict[int, tuple[float, ...]] = {}
    for c in candidates:
        larger = [level for level, size in typical.items() if size > c.look.size + STEP / 2]
        if c.marked and not numbers_of(c.text) and c.rank[0] in larger and max(larger) > c.rank[0]:
            ranks[c.index] = (max(larger) + 0.5,)
    return [replace(c, rank=ranks.get(c.index, c.rank)) if len(ranks) >= SEVERAL else c for c in candidates]


def beside_earlier(headings: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings of a text with those on top, where they come behind most of those on the next level, on this level too."""
    ranks = sorted({c.rank for c in headings})
    if len(ranks) < 2 or any(c.marked for c in headings if c.rank in ranks[:2]):
        return list(headings)
    top, below = ranks[:2]
    first = next(c.index for c in headings if c.rank == top)
    before = [c.index < first for c in headings if c.rank == below]
    if 2 * sum(before) <= len(before):
        return list(headings)
    return beside_earlier([replace(c, rank=below) if c.rank == top else c for c in headings])
