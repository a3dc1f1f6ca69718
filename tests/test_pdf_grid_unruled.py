"""Tables set out by white, by level rules or by shaded rows have the rows, columns and spans that a reader sees."""

from __future__ import annotations

import pytest

from tests.pdf_grid_pages import grids_of, pdf_of, tables

PLAN = """<table><tr><th>Objective<th>Actions<th>Officer<th>By</tr>
<tr><td colspan=4>Role 1: As a Community Leader, residents can expect us to talk and to listen openly, in ways that count.</tr>
<tr><td>Use what we know of the population to understand who lives here, and publish it.
<td><ul><li>Give every councillor a breakdown of the survey, ward by ward, and explain what it shows<li>Put it online</ul>
<td>Policy team<td>March 2018</tr>
<tr><td>Offer information in other formats.<td>Check which services can supply large print and easy read, and train the rest.
<td>Equalities officer and the customer services manager<td>October 2017</tr>
<tr><td>Manage contracts alike in all services of the council.<td><p>Look at the strategy again.</p><p>Then at each contract.</p>
<td><td></tr></table>"""
PLAN_SHOWN = """Objective | Actions | Officer | By
Role 1: As a Community Leader, residents can expect us to talk and to listen openly, in ways that count.*{band}
Use what we know of the population to understand who lives here, and publish it. | • Give every councillor a breakdown of the \
survey, ward by ward, and explain what it shows • Put it online | Policy team | March 2018
Offer information in other formats. | Check which services can supply large print and easy read, and train the rest. | \
Equalities officer and the customer services manager | October 2017
Manage contracts alike in all services of the council. | Look at the strategy again. Then at each contract. | _ | _"""
LOOKS = {
    "no rules": "",
    "level rules": "td, th { border-bottom: .5pt solid }",
    "headers ruled": "th { border-top: 1pt solid; border-bottom: 1pt solid } table { border-bottom: 1pt solid }",
    "frame": "table { border: 1pt solid } th { border-bottom: .5pt solid }",
    "upright rules": "td, th { border-left: .5pt solid; border-right: .5pt solid } "
    "th { border-top: .5pt solid; border-bottom: .5pt solid } table { border-bottom: .5pt solid }",
    "shaded by turns": "th { background: #024; color: white } tr:nth-child(odd) td { background: #eee }",
}


def cells_without_spans(shown: str) -> list[list[str]]:
    return [[cell.split("*")[0] for cell in row.split(" | ") if cell != "_"] for row in shown.split("\n")]


@pytest.mark.parametrize("size", ["A4", "A4 landscape"])
@pytest.mark.parametrize("look", LOOKS)
def test_rows_of_several_lines_begin_where_several_columns_begin_together(look: str, size: str) -> None:
    style = LOOKS[look] + "ul { margin: 0; padding-left: 9pt } p { margin: 0 0 3pt } td { width: 25% }"
    assert cells_without_spans(tables(PLAN, style, size)) == cells_without_spans(PLAN_SHOWN)


def figures(rows: int) -> str:
    return "".join(f"<tr><td>Ward {n}<td>{n}1.5<td>{n}2%<td>{n},300<td>–</tr>" for n in range(1, rows))


SPANNING = f"""<table><tr><td rowspan=2>Ward<td class=h colspan=2>2016<td class=h colspan=2>2017</tr>
<tr class=head><td>Rate<td>Share<td>People<td>Homes</tr>{figures(7)}</table>"""
RIGHT = "td { text-align: right } td:first-child { text-align: left } tr.head td { text-align: right } "


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(
            "td.h { border-bottom: .5pt solid; text-align: center } table { border-top: 1pt solid }", id="ruled"
        ),
        pytest.param("td.h { text-align: center }", id="centred"),
    ],
)
def test_a_header_spans_the_columns_over_which_it_is_ruled_or_centred(style: str) -> None:
    shown = tables(SPANNING, RIGHT + "tr.head td:first-child { text-align: right }" + style).split("\n")
    assert shown[0] == "Ward*1x2 | 2016*2 | 2017*2"
    assert shown[1:3] == ["Rate | Share | People | Homes", "Ward 1 | 11.5 | 12% | 1,300 | –"]
    assert len(shown) == 8


def test_words_of_a_cell_are_not_changed() -> None:
    rows = "".join(f"<tr><td>Group {n}<td>{n}7.9%<td>(1.{n}–{n}.2)<td>£{n},000*</tr>" for n in range(1, 6))
    assert tables(f"<table>{rows}</table>", RIGHT).split("\n")[1] == "Group 2 | 27.9% | (1.2–2.2) | £2,000*"


def test_a_label_that_wraps_is_one_cell_and_a_title_of_rows_is_a_row() -> None:
    body = """<table><tr><td>Work<td>10<td>20</tr><tr><td>Training for all members of staff <br>who are new to the council
    <td>11<td>21</tr><tr><td><b>Homes</b><td><td></tr><tr><td>Built<td>12<td>22</tr><tr><td>Mended<td>13<td>23</tr></table>"""
    assert tables(body, RIGHT + "td:first-child { width: 40% }").split("\n") == [
        "Work | 10 | 20",
        "Training for all members of staff who are new to the council | 11 | 21",
        "Homes | _ | _",
        "Built | 12 | 22",
        "Mended | 13 | 23",
    ]


def test_two_tables_under_each_other_are_two() -> None:
    one = "<p>Table {0}. People and homes in our wards</p><table>" + figures(6) + "</table>"
    style = RIGHT + "table { border-top: 1pt solid; border-bottom: 1pt solid }"
    grids = grids_of(pdf_of(one.format(1) + one.format(2), style))
    assert [len(grid.rows) - 1 for grid in grids] == [5, 5]


def test_labels_beside_rules_that_run_only_under_the_figures_belong_to_the_table() -> None:
    style = RIGHT + "td { border-bottom: .5pt solid; border-top: .5pt solid } td:first-child { border: 0 }"
    assert tables(f"<table>{figures(5)}</table>", style).split("\n")[0] == "Ward 1 | 11.5 | 12% | 1,300 | –"


def test_dashes_that_draw_a_rule_are_in_no_cell() -> None:
    row = "{:<12}{:>8}{:>8}\n"
    text = row.format("Age", "2016", "2017") + "-" * 28 + "\n"
    text += "".join(row.format(f"{n}0 to {n}9", f"{n}.5", f"{n}.7") for n in range(1, 8))
    shown = tables(f"<pre style='font: 9pt monospace'>{text}</pre>").split("\n")
    assert shown[0] == "Age | 2016 | 2017"
    assert shown[1] == "10 to 19 | 1.5 | 1.7"
    assert "-" not in "".join(shown)


@pytest.mark.parametrize("style", ["", RIGHT])
def test_every_place_of_a_grid_lies_in_one_cell_and_every_word_in_one_at_most(style: str) -> None:
    grids = grids_of(pdf_of(f"{SPANNING}<p>Table 2. Our actions, one by one</p>{PLAN}", style))
    assert len(grids) == 2
    words = [id(word) for grid in grids for word in grid.words]
    assert len(words) == len(set(words))
    for grid in grids:
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(places) == [(r, c) for r in range(len(grid.rows) - 1) for c in range(len(grid.columns) - 1)]


def test_a_row_that_the_page_end_cuts_belongs_to_the_table_although_no_rule_ends_it() -> None:
    cut = PLAN.replace("Then at each contract.", "Then at each contract, and so on for every one of them. " * 60)
    grids = grids_of(pdf_of(cut, "th { border-top: 1pt solid; border-bottom: 1pt solid } td { width: 25% }"))
    assert len(grids) == 1
    assert grids[0].box[3] > 750
