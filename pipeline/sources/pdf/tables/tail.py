"""The rows that follow the last rule of a table of texts, and the lines that end its longest cell: a page end cuts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.page_grid import PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText, TextLine
from pipeline.sources.pdf.tables.regions import is_caption, is_free

# White over a further row, and over a further line of a cell, in parts of the height of the words.
ROW, LINE = 2.2, 0.7


def tail_of(grid: PageGrid, text: PageText, taken: Sequence[Box]) -> list[TextLine]:
    """The lines under a table of texts that keep to its columns and follow as closely as its own lines do."""
    filled = [cell for cell in grid.cells if cell.words]
    if sum(len(cell.words) for cell in filled) < 4 * len(filled):
        return []
    tail: list[TextLine] = []
    end = grid.box[3]
    closed = grid.ruled[-1]
    for line in text.between(end + 0.5, float("inf")):
        parts = [part for part in line if grid.box[0] - 4 <= (part.x0 + part.x1) / 2 <= grid.box[2] + 4]
        if not parts:
            continue
        top, height = min(part.top for part in parts), parts[0].bottom - parts[0].top
        # What stands under a later column with nothing at the left margin is no text after the table.
        lone = len(parts) == 1 and parts[0].x0 < grid.columns[1] - 3
        away = top - end > (LINE if lone else ROW) * height
        if away or (lone and closed and not tail) or height > 1.15 * text.height or is_caption(text, parts):
            break
        if not all(_fits(part.x0, part.x1, grid) and is_free(part, taken) for part in parts):
            break
        tail.append(parts)
        end = max(part.bottom for part in parts)
    return tail


def _fits(x0: float, x1: float, grid: PageGrid) -> bool:
    """Whether a piece stands within one column."""
    column = min(max(bisect_right(grid.columns, (x0 + x1) / 2) - 1, 0), len(grid.columns) - 2)
    return x0 >= grid.columns[column] - 3 and x1 <= grid.columns[column + 1] + 3
