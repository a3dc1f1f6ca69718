"""Parts of one table that white or rules set apart: headers over their body, a block of rows under another."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.pdf.tables.edges import Rules
from pipeline.sources.pdf.tables.half_ruled import table_in
from pipeline.sources.pdf.tables.page_grid import PageGrid
from pipeline.sources.pdf.tables.page_lines import PageText, is_figure, is_year
from pipeline.sources.pdf.tables.regions import is_caption

# Points by which the sides of two parts may differ, and the lines of white that may stand between them.
SIDES, WHITE = 12.0, 3.0


def joined_parts(grids: Sequence[PageGrid], rules: Rules, text: PageText) -> list[PageGrid]:
    """The grids, top to bottom, with parts of one table made one."""
    done: list[PageGrid] = []
    for grid in sorted(grids, key=lambda grid: (grid.box[1], grid.box[0])):
        whole = _whole(done[-1], grid, rules, text) if done else None
        if whole is not None:
            done[-1] = whole
        else:
            done.append(grid)
    return done


def _whole(above: PageGrid, below: PageGrid, rules: Rules, text: PageText) -> PageGrid | None:
    """One table of two parts, None where they are two tables."""
    if {"ruled", "shaded"} & {above.kind, below.kind} or below.header_rows:
        return None
    if not any(_is_data(row, below, text) for row in below.rows[:-1]):
        return None
    if abs(above.box[0] - below.box[0]) > SIDES or abs(above.box[2] - below.box[2]) > SIDES:
        return None
    same = len(above.columns) == len(below.columns) and all(
        abs(a - b) < SIDES / 2 for a, b in zip(above.columns, below.columns, strict=True)
    )
    if not same and any(_is_data(row, above, text) for row in above.rows[:-1]):
        return None
    box = (min(above.box[0], below.box[0]), above.box[1], max(above.box[2], below.box[2]), below.box[3])
    lines = []
    end = above.box[3]
    for line in text.between(box[1], box[3]):
        parts = [part for part in line if box[0] - 4 <= (part.x0 + part.x1) / 2 <= box[2] + 4]
        if not parts:
            continue
        between = above.box[3] < parts[0].top < below.box[1] - 1
        if between and (is_caption(text, parts) or any(part.prose for part in parts)):
            return None
        if parts[0].top - end > WHITE * (parts[0].bottom - parts[0].top):
            return None
        lines.append(parts)
        end = max(end, *(part.bottom for part in parts))
    whole = table_in(lines, rules, text, box, "framed")
    return whole if whole is not None and len(whole.columns) >= max(len(above.columns), len(below.columns)) else None


def _is_data(top: float, grid: PageGrid, text: PageText) -> bool:
    """Whether the row that begins at a height holds figures, more than other entries."""
    entries = [
        " ".join(text.words[index].text for index in cell.words)
        for cell in grid.cells
        if cell.column > 0 and cell.words and grid.rows[cell.row] == top
    ]
    return sum(is_figure(entry) and not is_year(entry) for entry in entries) > 0.5 * len(entries)
