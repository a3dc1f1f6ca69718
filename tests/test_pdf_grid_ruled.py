"""Drawn cells are found however they are drawn, and boxes and frames are not taken for tables."""

from __future__ import annotations

import pytest

from tests.pdf_grid_pages import RULED, tables

PLAN = """<table><tr><th>Action</th><th>Lead</th><th>By</th></tr>
<tr><td colspan=3>Role 1: As a Community Leader</td></tr>
<tr><td>Publish the profile of the borough<ul><li>each spring</li><li>online</li></ul></td>
<td rowspan=2>Policy</td><td>27.9%</td></tr>
<tr><td>Review it</td><td></td></tr></table>"""
PLAN_SHOWN = """Action | Lead | By
Role 1: As a Community Leader*3
Publish the profile of the borough • each spring • online | Policy*1x2 | 27.9%
Review it | _"""


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(RULED, id="lines"),
        pytest.param("td, th { border: 1pt dotted black }", id="dots"),
        pytest.param(
            "table { border-collapse: separate; border-spacing: 1.5pt } td, th { border: .5pt solid }", id="boxes"
        ),
        pytest.param("td, th { border: 3pt double black }", id="double rules"),
        pytest.param("td, th { border: 1pt solid white; background: #ccd }", id="filled cells"),
    ],
)
def test_cells_are_found_however_their_edges_are_drawn(style: str) -> None:
    assert tables(PLAN, style) == PLAN_SHOWN


def test_a_bordered_paragraph_is_no_table() -> None:
    assert tables("<p style='border: 1pt solid; padding: 4pt'>Read this first.</p><p>Then that.</p>") == ""


def test_a_page_frame_is_no_table() -> None:
    assert tables("<p>One</p><p>Two</p>", "@page { border: 1pt solid black; padding: 10pt }") == ""


def test_two_tables_side_by_side_are_two() -> None:
    one = "<td style='width: 45%; border: 0'><table><tr><td>{0}1<td>{0}2<tr><td>{0}3<td>{0}4</table></td>"
    body = f"<table class=outer><tr>{one.format('a')}<td style='width: 10%; border: 0'></td>{one.format('b')}</table>"
    assert tables(body, RULED) == "a1 | a2\na3 | a4\n\nb1 | b2\nb3 | b4"


def test_rows_shaded_by_turns_are_one_table_with_the_header_over_them_and_the_bands_between() -> None:
    def band(role: int) -> str:
        return (
            f"Role {role}: we say in public, in print and on the telephone, all through the year, whom we serve and how"
        )

    rows = [
        "<tr><th>Action</th><th>Lead</th><th>By</th></tr>",
        f"<tr><th colspan=3>{band(1)}</th></tr>",
        "<tr class=dark><td>Publish the profile of the borough once a year</td><td>Policy</td><td>May</td></tr>",
        "<tr><td>Review how it is read, and by whom</td><td>Data team</td><td>June</td></tr>",
        f"<tr><th colspan=3>{band(2)}</th></tr>",
        "<tr><td>Train those who answer the telephone</td><td>Contact centre</td><td>July</td></tr>",
        "<tr class=dark><td>Audit each contract</td><td>Procurement</td><td>March</td></tr>",
    ]
    style = "td, th { padding: 4pt 6pt } .dark td { background: #dde }"
    assert tables(f"<p>Plans of the council.</p><table>{''.join(rows)}</table>", style) == "\n".join(
        (
            "Action | Lead | By",
            f"{band(1)}*3",
            "Publish the profile of the borough once a year | Policy | May",
            "Review how it is read, and by whom | Data team | June",
            f"{band(2)}*3",
            "Train those who answer the telephone | Contact centre | July",
            "Audit each contract | Procurement | March",
        )
    )


def test_items_of_lists_side_by_side_are_no_rows_also_where_rows_are_no_further_apart() -> None:
    def cell(*items: str) -> str:
        return "<td>" + "".join(f"<div>• {item}</div>" for item in items) + "</td>"

    rows = [cell("Ask", "Tell") + cell("Mend", "Paint"), cell("Train", "Meet") + cell("Clean", "Close")]
    body = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    found = tables(body, RULED + " td { padding: 0 4pt }")
    assert found == "• Ask • Tell | • Mend • Paint\n• Train • Meet | • Clean • Close"
