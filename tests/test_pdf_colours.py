"""The fill of a drawn cell reaches the flow, so that a word can be proposed for what only the colour says."""

from __future__ import annotations

from pipeline.model.flow import Grid
from pipeline.sources.pdf.extract import extract
from tests.pdf_grid_pages import RULED, pdf_of

ROWS = "".join(f"<tr><td>Step {n}<td style='background: {colour}'></tr>" for n, colour in enumerate(("#0a0", "#c00")))


def test_an_empty_cell_has_the_colour_that_is_painted_under_it() -> None:
    flow = extract(pdf_of(f"<table><tr><th>Action<th>RAG</tr>{ROWS}</table>", RULED), "plan.pdf")
    (grid,) = (block for block in flow.blocks if isinstance(block, Grid))
    assert [cell.fill for cell in grid.cells if cell.column == 1] == ["", "00aa00", "cc0000"]
