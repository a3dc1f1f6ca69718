"""The fill of a drawn cell reaches the flow, so that a word can be proposed for what only the colour says."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipeline.model.flow import Grid
from pipeline.sources.pdf.extract import extract
from pipeline.sources.pdf.tables.page import MOST_RULINGS, rulings_of
from tests.pdf_grid_pages import RULED, pdf_of

ROWS = "".join(f"<tr><td>Step {n}<td style='background: {colour}'></tr>" for n, colour in enumerate(("#0a0", "#c00")))


def test_an_empty_cell_has_the_colour_that_is_painted_under_it() -> None:
    flow = extract(pdf_of(f"<table><tr><th>Action<th>RAG</tr>{ROWS}</table>", RULED), "plan.pdf")
    (grid,) = (block for block in flow.blocks if isinstance(block, Grid))
    assert [cell.fill for cell in grid.cells if cell.column == 1] == ["", "00aa00", "cc0000"]


@pytest.mark.parametrize(("over", "seen"), [("white", ""), ("#cff", "ccffff"), ("black", "000000"), ("none", "cc0000")])
def test_a_colour_that_a_later_fill_covers_is_not_seen(over: str, seen: str) -> None:
    rows = "".join(
        f"<tr><td>Step {n}<td style='background: {colour}'><div style='background: {over}; height: 16pt'></div></tr>"
        for n, colour in enumerate(("#0a0", "#fb0", "#c00"))
    )
    style = f"{RULED} td {{ padding: 0 }}"
    flow = extract(pdf_of(f"<table><tr><th>Action<th>RAG</tr>{rows}</table>", style), "plan.pdf")
    (grid,) = (block for block in flow.blocks if isinstance(block, Grid))
    assert [cell.fill for cell in grid.cells if cell.column == 1][-1] == seen


@pytest.mark.parametrize(("alpha", "seen"), [(0.3, "cc0000"), (0.06, "cc0000"), (0.04, "")])
def test_a_transparent_fill_is_no_colour(alpha: float, seen: str) -> None:
    rows = ROWS.replace("#c00", f"rgba(204, 0, 0, {alpha})")
    flow = extract(pdf_of(f"<table><tr><th>Action<th>RAG</tr>{rows}</table>", RULED), "plan.pdf")
    (grid,) = (block for block in flow.blocks if isinstance(block, Grid))
    assert [cell.fill for cell in grid.cells if cell.column == 1] == ["", "00aa00", seen]


def test_of_more_fills_than_are_kept_the_last_ones_tell_what_is_seen() -> None:
    filled = {"fill": True, "stroke": False, "linewidth": 0}
    places = [(10.0, 10.0), *((40.0 + at % 50 * 10, 40.0 + at // 50 * 10) for at in range(MOST_RULINGS)), (10.0, 10.0)]
    colours = [(0.9, 0.2, 0.1), *[(1.0, 1.0, 1.0)] * (MOST_RULINGS + 1)]
    rects = [
        {"x0": x, "top": y, "x1": x + 8, "bottom": y + 8, "non_stroking_color": colour} | filled
        for (x, y), colour in zip(places, colours, strict=True)
    ]
    page = SimpleNamespace(width=595, height=842, lines=[], rects=rects, curves=[])
    assert rulings_of(page).colour_at(14, 14) is None
