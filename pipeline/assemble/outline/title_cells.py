"""The title of a document that stands in a table at the head of its first page, as on covers that a table sets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.assemble.runs import folded
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, GridCell
from pipeline.sources.typesetting import DISPLAY, MOST_WORDS, body_look, count_words, look_of, paragraphs_in

FIRST_ROWS = 3
"""The title stands in one of so many rows of its table: the name of the organisation may come first."""
NEAR = 12
"""So many blocks after the table may stand on the first page, where the source does not say what does."""


def with_title_of_table(flow: Flow) -> Flow:
    """The flow with the title as text before its table, together with the rows above it.

    It stands alone in its row and is set larger than all else on the page.
    """
    at = next((at for at, block in enumerate(flow.blocks) if isinstance(block, Grid)), 0)
    grid = flow.blocks[at] if flow.blocks else None
    if not isinstance(grid, Grid) or grid.caption or grid.caption_runs:
        return flow
    page = grid.place.page
    after = (
        [block for block in flow.blocks[at + 1 :] if block.place.page == page] if page else flow.blocks[at + 1 :][:NEAR]
    )
    near = [p for p in paragraphs_in([*flow.blocks[: at + 1], *after]) if folded(p.text)]
    size = max((look_of(paragraph).size for paragraph in near), default=0.0)
    rows = [_worded(grid, row) for row in range(min(FIRST_ROWS, grid.rows))]
    title = next((number for number, row in enumerate(rows) if _is_title(row, size)), None)
    largest = [paragraph for paragraph in near if look_of(paragraph).size == size]
    if (
        title is None
        or size < DISPLAY * body_look(flow.blocks).size
        or len(largest) > len(list(paragraphs_in(rows[title][0].blocks)))
        or any(len(row) > 1 for row in rows[:title])
    ):
        return flow
    out = [block for row in rows[: title + 1] for cell in row for block in cell.blocks]
    rest = _without_rows(grid, title + 1)
    return replace(flow, blocks=(*flow.blocks[:at], *out, *([rest] if rest.rows else []), *flow.blocks[at + 1 :]))


def _worded(grid: Grid, row: int) -> list[GridCell]:
    cells = (cell for cell in grid.cells if cell.row == row)
    return [cell for cell in cells if any(not isinstance(b, FlowParagraph) or folded(b.text) for b in cell.blocks)]


def _is_title(row: Sequence[GridCell], size: float) -> bool:
    """Whether the one cell of a row holds nothing but short lines of this size."""
    blocks: Sequence[FlowBlock] = row[0].blocks if len(row) == 1 else ()
    lines = [block for block in blocks if isinstance(block, FlowParagraph)]
    set_large = all(look_of(line).size == size for line in lines if folded(line.text))
    return len(lines) == len(blocks) > 0 and set_large and sum(count_words(line.text) for line in lines) <= MOST_WORDS


def _without_rows(grid: Grid, count: int) -> Grid:
    """The rows below so many; of one column where each holds words in its last cell alone: they only place lines."""
    cells = tuple(replace(cell, row=cell.row - count) for cell in grid.cells if cell.row >= count)
    heads = grid.header_rows and max(0, grid.header_rows - count)
    rest = replace(grid, rows=grid.rows - count, cells=cells, header_rows=heads)
    lines = [cell for row in range(rest.rows) for cell in _worded(rest, row)]
    last = {cell.row: cell.column for cell in sorted(cells, key=lambda cell: cell.column)}
    if any(cell.column != last[cell.row] for cell in lines):
        return rest
    return replace(rest, columns=1, cells=tuple(replace(cell, column=0, colspan=1) for cell in lines))
