"""Columns that are drawn as boxes of their own, side by side: the gutters between them are closed, as in any grid."""

from __future__ import annotations

from dataclasses import replace

from pipeline.sources.pdf.tables.page import Page, Ruling, Rulings
from pipeline.sources.pdf.tables.settings import SETTINGS as S

Gap = tuple[float, float, float]
"""Start and end of a gap between two horizontal lines of one height, and this height."""


def without_gutters(rulings: Rulings, page: Page) -> Rulings:
    """The ruling lines with the sides of boxes moved to the middle of the gutters between them."""
    gutters: list[list[Gap]] = []
    for one in rulings.horizontal:
        near = rulings.across(one.at - S.doubled, one.at + S.doubled, one.end, one.end + S.broken)
        for gap in ((one.end, other.start, one.at) for other in near if other.start - one.end > S.touch):
            for gaps in gutters:
                if abs(gap[0] - gaps[-1][0]) < S.touch and gap[2] - gaps[-1][2] < S.far * page.height:
                    gaps.append(gap)
                    break
            else:
                gutters.append([gap])
    for gaps in gutters:
        if len({round(at) for _, _, at in gaps}) > S.rows_alike:
            rulings = _closed(rulings, page, gaps)
    return rulings


def _closed(rulings: Rulings, page: Page, gaps: list[Gap]) -> Rulings:
    """The ruling lines with one gutter closed; lines that have gaps, but no sides there, stay as they are.

    Boxes below each other hang together where no more than a few words in one column stand between them.
    """
    x0, x1, top, bottom = min(gaps)[0] - 1, max(gap[1] for gap in gaps) + 1, gaps[0][2], gaps[-1][2]
    middle = (x0 + x1) / 2
    near = [side for side in rulings.vertical if x0 <= side.at <= x1 and side.start < bottom and top < side.end]
    sides: list[Ruling] = []
    for _, start, end in sorted(near, key=lambda side: side.start):
        between = page.between(sides[-1].end, start) if sides else ()
        free = all(len(line) == 1 and not line[0].x0 < middle < line[0].x1 for line in between)
        if sides and free:
            sides[-1] = Ruling(middle, sides[-1].start, max(sides[-1].end, end))
        else:
            sides.append(Ruling(middle, start, end))
    level = [
        Ruling(at, *(middle if x0 <= x <= x1 and top <= at <= bottom else x for x in ends))
        for at, *ends in rulings.horizontal
    ]
    upright = [side for side in rulings.vertical if side not in near]
    closed = replace(rulings, horizontal=tuple(sorted(level)), vertical=tuple(sorted(upright + sides)))
    return closed if {side.at < middle for side in near} == {True, False} else rulings
