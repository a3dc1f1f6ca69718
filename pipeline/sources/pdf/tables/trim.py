"""Captions and notes that a frame holds together with a table are not rows of it."""

from __future__ import annotations

import re

from pipeline.sources.pdf.tables.page_grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText, text_lines
from pipeline.sources.pdf.tables.regions import CAPTION

_NOTE = re.compile(
    r"(notes?|sources?|key|quellen?|anmerkung|remarque|fonte|fuente|nota|bron|kilde|exhibit reads)\b|[*†‡§]",
    re.IGNORECASE,
)


def trimmed(grid: PageGrid, text: PageText) -> PageGrid:
    """The grid without a caption in its first row and without notes in its last rows, where these run across all columns."""
    first, last = 0, len(grid.rows) - 1
    across = {cell.row: cell for cell in grid.cells if cell.colspan == len(grid.columns) - 1 and cell.rowspan == 1}
    while first in across and last - first > 2 and _is_caption(across[first], text):
        first += 1
    while last - 1 in across and last - first > 2 and _is_note(across[last - 1], text):
        last -= 1
    if last - first == len(grid.rows) - 1:
        return grid
    cells = tuple(
        PageCell(cell.row - first, cell.column, cell.rowspan, cell.colspan, cell.box, cell.words)
        for cell in grid.cells
        if first <= cell.row < last
    )
    rows = grid.rows[first : last + 1]
    box = (grid.box[0], rows[0], grid.box[2], rows[-1])
    return PageGrid(
        box, rows, grid.columns, grid.ruled[first : last + 1], cells, grid.kind, grid.confidence, grid.header_rows
    )


def _said(cell: PageCell, text: PageText) -> str:
    return " ".join(text.words[index].text for index in cell.words)


def _is_caption(cell: PageCell, text: PageText) -> bool:
    return not cell.words or CAPTION.match(_said(cell, text)) is not None


def _is_note(cell: PageCell, text: PageText) -> bool:
    if not cell.words or _NOTE.match(_said(cell, text)):
        return True
    return len(cell.words) > 30 and len(text_lines(text.words, cell.words)) > 2
