"""The sample PDFs come out as a flow: paragraphs rejoined, tables joined over pages, furniture aside, every word there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.model.flow import Flow, FlowParagraph, Grid
from pipeline.sources.pdf.extract import extract

SOURCES = Path(__file__).parent.parent / "source_docs"
SAMPLES = sorted(path.name for path in SOURCES.glob("*.pdf"))


@cache
def flow_of(name: str) -> Flow:
    return extract((SOURCES / name).read_bytes(), name)


def all_paragraphs(flow: Flow) -> list[FlowParagraph]:
    found: list[FlowParagraph] = []
    for block in flow.blocks:
        if isinstance(block, FlowParagraph):
            found.append(block)
        elif isinstance(block, Grid):
            found += [inner for cell in block.cells for inner in cell.blocks if isinstance(inner, FlowParagraph)]
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_of_the_source_is_placed_or_aside(name: str) -> None:
    flow = flow_of(name)
    placed = " ".join(f"{p.marker.text if p.marker else ''} {p.text}" for p in all_paragraphs(flow))
    for repair in flow.repairs:
        placed = placed.replace(repair.after, repair.before, 1)
    told = (placed + " " + " ".join(aside.text for aside in flow.asides)).split()
    assert sorted(told) == sorted(word.text for word in flow.words)


@pytest.mark.parametrize("name", SAMPLES)
def test_running_headers_and_footers_are_set_aside_on_every_page_that_has_them(name: str) -> None:
    flow = flow_of(name)
    footers = {aside.place.page for aside in flow.asides if aside.reason == "running footer"}
    assert len(footers) >= flow.pages - 1
    assert not any("Page 2 of" in paragraph.text for paragraph in all_paragraphs(flow))


def test_a_table_over_four_pages_is_one_and_its_three_cut_rows_are_whole() -> None:
    flow = flow_of("equalities-action-plan-2017.pdf")
    (grid,) = [block for block in flow.blocks if isinstance(block, Grid)]
    assert (grid.rows, grid.columns) == (15, 5)
    assert sum(join.what.startswith("row over") for join in flow.joins) == 3
    assert all(join.reason and 0.5 < join.confidence < 1 for join in flow.joins)
