"""Cells that say something by their colour alone: red, amber, green. A word is proposed for each, for a person to check.

Who does not see the colour, or hears the page, gets nothing from it (WCAG 1.4.1). A fill that the cell shares with its whole
row only makes the table easier to read.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from pipeline.assemble.grid_rows import Row, rows_of, text_of
from pipeline.model.flow import Grid, GridCell

# The least saturation of a colour that people name, and of one that stands beside another in its column.
NAMED, PALE = 0.45, 0.1
# The hue in degrees up to which a colour has a name.
HUES = ((20, "red"), (52, "amber"), (70, "yellow"), (170, "green"), (260, "blue"), (340, "purple"), (360, "red"))


def colour_words(grid: Grid) -> dict[tuple[int, int], str]:
    """The name of the colour for each cell, by row and column, that has a colour and no words."""
    rows = rows_of(grid)
    found = {
        (cell.row, cell.column): _name(cell.fill)
        for row in rows
        for cell in row.own
        if cell.fill and not text_of(cell) and not cell.blocks and _stands_out(row, cell) and _name(cell.fill)
    }
    columns: dict[int, set[str]] = {}
    for (_, column), name in found.items():
        columns.setdefault(column, set()).add(name)
    strong = {(cell.row, cell.column) for row in rows for cell in row.own if _saturation(cell.fill) >= NAMED}
    return {at: name for at, name in found.items() if at in strong or len(columns[at[1]]) > 1}


def _stands_out(row: Row, cell: GridCell) -> bool:
    """Whether another cell of the row has another fill, or none."""
    return any(other.fill != cell.fill for other in row.own)


def _channels(fill: str) -> Sequence[float]:
    return [int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def _saturation(fill: str) -> float:
    return colorsys.rgb_to_hsv(*_channels(fill))[1] if fill else 0.0


def _name(fill: str) -> str:
    hue, saturation, value = colorsys.rgb_to_hsv(*_channels(fill))
    if saturation < PALE or value < PALE:
        return ""
    return next(name for most, name in HUES if hue * 360 <= most)
