"""Boxes with a label that go on over a page break: the label comes again on the next page and is set aside there."""

from __future__ import annotations

import pytest

from pipeline.model.flow import Flow, FlowParagraph, Grid
from tests.pdf_pages import printed, read

TEXT = "The council keeps a record of each meeting and sends it to every member within a week of the day it was held"
CSS = "table { border-collapse: collapse } th, td { border: 1px solid; text-align: left } .next { break-before: page }"
FIRST = f"<p>{TEXT}.</p>"


def box(label: str, *rows: str, width: str = "100%", more: str = "") -> str:
    cells = "".join(f"<tr><td>{row}</td>{more}</tr>" for row in rows)
    return f"<table style='width: {width}'><tr><th>{label}</th>{more}</tr>{cells}</table>"


def texts(flow: Flow) -> list[str]:
    return [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]


def repeated(flow: Flow) -> list[str]:
    return [aside.text for aside in flow.asides if aside.reason == "repeated header row"]


def two(foot: str, head: str, below: str = "", above: str = "") -> Flow:
    """A box at the foot of a page and one at the head of the next."""
    return read(printed(f"{FIRST}{foot}{below}<div class='next'></div>{above}{head}<p>{TEXT}.</p>", CSS))


def test_a_box_that_a_page_break_cuts_is_whole() -> None:
    long = " ".join([TEXT] * 12)
    html = f"{FIRST}<table style='width: 100%'><thead><tr><th>What is needed</th></tr></thead><tr><td>{long}.</td></tr></table>"
    flow = read(printed(html, CSS))
    assert texts(flow) == [f"{TEXT}.", "What is needed", f"{long}."]
    assert repeated(flow) == ["What is needed"]


def test_the_label_is_set_aside_where_items_go_on() -> None:
    flow = two(box("Aims", f"{TEXT} and"), box("Aims", "to all others."))
    assert texts(flow) == [f"{TEXT}.", "Aims", f"{TEXT} and to all others.", f"{TEXT}."]
    assert repeated(flow) == ["Aims"]


def test_the_last_box_of_a_page_goes_on_with_the_first_of_the_next() -> None:
    between = "<p>Between the boxes.</p>"
    flow = two(box("Costs", TEXT) + between + box("Aims", TEXT), box("Aims", TEXT) + between + box("Costs", TEXT))
    assert repeated(flow) == ["Aims"]


@pytest.mark.parametrize(
    ("foot", "head", "below", "above"),
    [
        pytest.param("<p>Costs</p>" + box("Aims", TEXT), box("Costs", TEXT), "", "", id="another label"),
        pytest.param(box("Aims", TEXT), box("Aims", TEXT, width="60%"), "", "", id="another width"),
        pytest.param(box("Aims", TEXT), box("Aims", TEXT), "<p>And more.</p>", "", id="text below"),
        pytest.param(f"<p>Aims</p>{box('Aims', TEXT)}", box("Aims", TEXT), "", "<p>Aims</p>", id="text above"),
        pytest.param(box("Aims", "Aims", TEXT), "<p>Aims</p>" + box("Costs", TEXT), "", "", id="a line in no box"),
        pytest.param(box("Aims"), box("Aims"), "", "", id="labels alone"),
    ],
)
def test_a_label_of_another_box_is_text(foot: str, head: str, below: str, above: str) -> None:
    assert repeated(two(foot, head, below, above)) == []


def test_a_table_of_two_columns_has_its_own_labels_set_aside_where_it_is_joined() -> None:
    rows = [TEXT, TEXT]
    flow = two(box("Aims", *rows, more="<td>By May</td>"), box("Aims", *rows, more="<td>By May</td>"))
    assert [block.rows for block in flow.blocks if isinstance(block, Grid)] == [5]
    assert repeated(flow) == ["Aims By May"]
