"""The minus of a figure is never lost, though accounts print it at the other edge of the cell, where a bullet would stand."""

from __future__ import annotations

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.assemble.figure_signs import with_signs
from pipeline.model.document import Document, Paragraph, Table
from pipeline.model.flow import Flow, FlowParagraph, Grid, GridCell, Marker, Run
from pipeline.model.walk import plain_text
from pipeline.sources.pdf.extract import extract
from tests.pdf_grid_pages import RULED, pdf_of

STYLE = f"{RULED} .f {{ display: flex; justify-content: space-between }}"


def row(label: str, *cells: tuple[str, str]) -> str:
    """A row of accounts: each figure at the right edge of its cell, its sign at the left."""
    return f"<tr><td>{label}" + "".join(f"<td><div class=f><span>{a}</span><span>{b}</span></div>" for a, b in cells)


def cells_of(document: Document) -> list[str]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    records = [record for group in table.groups for record in group.records]
    blocks = [block for record in records for cell in record.cells for block in cell.blocks]
    assert all(isinstance(block, Paragraph) for block in blocks)
    return [plain_text(block.inlines) for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("sign", ["-", "–", "−"])
def test_a_minus_at_the_left_edge_of_a_cell_is_that_of_the_figure_at_its_right_edge(sign: str) -> None:
    rows = row("Receipts", ("", "310"), ("", "-")) + row("Payments", ("", "2,764"), (sign, "0"))
    rows += row("Net", (sign, "2,454"), (sign, "2.454,50"))
    flow = extract(pdf_of(f"<table><tr><th>Fund<th>This year<th>Last year</tr>{rows}</table>", STYLE), "plan.pdf")
    found = assemble(flow, "plan")
    assert cells_of(found.document) == [
        "Receipts", "310", "-", "Payments", "2,764", f"{sign}0", "Net", f"{sign}2,454", f"{sign}2.454,50",
    ]  # fmt: skip
    assert not [finding for finding in found.findings if finding.rule.startswith("word-")]


def joined(*texts: str, marker: Marker | None = None) -> list[str]:
    """What the paragraphs of a cell become."""
    blocks = tuple(FlowParagraph((Run(text),), marker=marker) for text in texts)
    flow, _ = with_signs(Flow((Grid(1, 1, (GridCell(0, 0, blocks=blocks),)),)))
    (grid,) = flow.blocks
    assert isinstance(grid, Grid)
    return [block.text for block in grid.cells[0].blocks if isinstance(block, FlowParagraph)]


def test_only_a_figure_alone_in_its_cell_takes_its_sign() -> None:
    assert joined("-  £ 1,200") == ["-£ 1,200"]
    assert joined("(  2 454 )") == ["(2 454 )"]
    assert joined("- 12%") == ["-12%"]
    for texts in (("- 2 homes",), ("- 5", "- 7"), ("2 - 3",), ("-",), ("* 5",)):
        assert joined(*texts) == list(texts)
    assert joined("- 5", marker=Marker("•")) == ["- 5"]
    body = Flow((FlowParagraph((Run("- 5"),)),))
    assert with_signs(body) == (body, [])


def test_a_cell_of_many_spaces_is_looked_at_once() -> None:
    text = "- 1" + " " * 200_000 + "x"  # a pattern that tries each way to share the spaces takes minutes
    assert joined(text) == [text]
    assert joined("- 12 % ") == ["-12 % "]
