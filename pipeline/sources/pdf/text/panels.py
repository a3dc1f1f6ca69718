"""Panels: the pages of a folded leaflet, or two pages of a book, side by side on one page of a PDF, each read by itself.

    outside                     inside
    +--------+--------+       +--------+--------+
    |  back  | front  |       |  left  | right  |
    +--------+--------+       +--------+--------+

The front cover is the last panel of the outside, for it is folded over the others; these come after the inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.reading_order import GUTTER, LEAST_ROWS
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word


class _Boxed(Protocol):
    @property
    def box(self) -> Box: ...


B = TypeVar("B", bound=_Boxed)
PANELS = (3, 2)
"""A sheet is folded into so many panels of one width."""


def find_panels(sheets: Sequence[Sheet]) -> None:
    """Gives each page the x of its folds, which a page that is no leaflet and hardly wider than high has not.

    No word stands on a fold, and each panel has lines and was drawn at one go, unlike the cells of rows.
    """
    for sheet in sheets:
        wide = sheet.width > SETTINGS.panels_wide * sheet.height
        tried = [_free_folds(sheet, count) for count in PANELS if wide]
        sheet.folds = next((folds for folds in tried if folds and _are_apart(sheet, folds)), [])
    if leaflet := _leaflet(sheets):
        sheets[0].cover = True
        for sheet in sheets:
            sheet.folds = leaflet


def _are_apart(sheet: Sheet, folds: Sequence[float]) -> bool:
    panels = [panel_of(word.box, folds) for word in _level(sheet)]
    lines = {(panel, round(word.base)) for panel, word in zip(panels, _level(sheet), strict=True)}
    long = all(sum(panel == at for panel, _ in lines) >= LEAST_ROWS for at in range(len(folds) + 1))
    return long and sum(one != other for one, other in pairwise(panels)) == len(folds)


def panel_of(box: Box, folds: Sequence[float]) -> int:
    """The number of the panel that the middle of a box lies in, from 0 on the left."""
    return sum((box.x0 + box.x1) / 2 > fold for fold in folds)


def is_within(box: Box, folds: Sequence[float]) -> bool:
    """Whether a box runs over none of the folds."""
    return not any(box.x0 < fold < box.x1 for fold in folds)


def as_folded(pages: list[list[B]], sheets: Sequence[Sheet]) -> list[list[B]]:
    """The blocks of the pages of a file; those of a leaflet from its front cover on, with the panels behind that at the end."""
    fold = sheets[0].folds[-1:] if sheets[0].cover else []
    front = [block for block in pages[0] if panel_of(block.box, fold)]
    back = [block for block in pages[0] if not panel_of(block.box, fold)]
    return [front, *pages[1:], back] if fold else pages


def _leaflet(sheets: Sequence[Sheet]) -> list[float]:
    """The folds of a leaflet, whose front cover is the last panel of its first page; [] where this is none.

    A leaflet is one sheet of paper, printed on one side or on both. The type of the title on its cover is much larger than all on
    the other panels, which have text as well.
    """
    if len(sheets) > 2 or len({(sheet.width, sheet.height) for sheet in sheets}) > 1:
        return []
    for count in PANELS:
        folds = _free_folds(sheets[0], count) if all(_free_folds(sheet, count) for sheet in sheets) else []
        front = [word.size for word in _level(sheets[0]) if folds and word.x0 > folds[-1]]
        rest = [word for word in _level(sheets[0]) if folds and word.x1 < folds[-1]]
        large = SETTINGS.cover_larger * max((word.size for word in rest), default=0.0)
        if front and max(front) > large and len({round(word.base) for word in rest}) >= SETTINGS.cover_beside:
            return folds
    return []


def _free_folds(sheet: Sheet, count: int) -> list[float]:
    """The folds of so many panels, where each lies in a gutter from the head to the foot of the page; [] where one does not."""
    folds = [sheet.width * number / count for number in range(1, count)]
    for fold in folds:
        left = [word.x1 for word in _level(sheet) if word.x0 < fold]
        right = [word.x0 for word in _level(sheet) if word.x0 >= fold]
        if not (left and right and max(left) < fold and min(right) - max(left) >= GUTTER):
            return []
    return folds


def _level(sheet: Sheet) -> list[Word]:
    return [word for word in sheet.words if word.turn == 0]
