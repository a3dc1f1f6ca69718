"""Tables without a lattice of rules are read over all pages: columns, rows, bands, and what a page break cuts."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from pipeline.assemble.grid_rows import text_of
from pipeline.model.flow import Flow, Grid
from pipeline.sources.pdf import extract as pdf
from pipeline.sources.pdf.tables.aligned import _Gap
from tests.pdf_grid_pages import pdf_of

ROWS = (
    ("Use what we know of the people who live here", "Give every councillor a breakdown of the survey, ward by ward, and put "
     "it online for everybody to read", "Policy team", "March 2018"),
    ("Offer information in other formats in the same way throughout the council", "Check which services can supply large "
     "print", "Equalities officer", "October 2017"),
    ("Manage contracts alike", "Look at the strategy again, at each contract that ends this year, and at how we tell "
     "suppliers what the duty asks of them", "Procurement", "Review each May"),
    ("Train all members and managers every year", "Write a course that is short", "Democratic Services and the training "
     "team", "May 2018"),
    ("Draw in the groups that seldom answer", "Meet them where they are, with their own leaders, and tell them in the end "
     "what came of it", "Communities team", "Autumn 2018"),
    ("Make plain what we decide", "Put each decision online within a week, with its reasons and who was asked", "Committee "
     "clerk", "July 2018"),
)  # fmt: skip
LABELS = ("Objective", "What we will do to reach it", "Who answers for it", "To be delivered by")
BAND = "Role 2: As a Service Provider, everyone should be able to reach our services and to use them."
LOOKS = {
    "nothing drawn": "",
    "a rule under the labels": "thead th { border-bottom: 1pt solid }",
    "labels on a ground": "thead th { background: #024; color: white }",
    "level rules": "td, th { border-bottom: .5pt solid }",
    "shaded by turns": "tbody tr:nth-child(even) { background: #ddd }",
    "upright rules": "td, th { border-left: .5pt solid; border-right: .5pt solid }",
    "a frame": "table { border: 1pt solid }",
}
PLANS = ("Communication", "Participation", "Consultations", "Representation", "Accessibility", "Understanding") * 3
SMALL = "@page { size: 19cm 9cm; margin: 12mm 15mm } td, th { padding: 4pt 6pt }"


def table(rows: tuple[tuple[str, ...], ...] = ROWS, labels: tuple[str, ...] = LABELS) -> str:
    head = "".join(f"<th>{label}" for label in labels)
    body = "".join(
        f"<tr><th colspan={len(labels)}>{row[0]}" if len(row) == 1 else "<tr>" + "".join(f"<td>{cell}" for cell in row)
        for row in rows
    )
    return f"<table><thead><tr>{head}</thead><tbody>{body}</table>"


def read(body: str, style: str = "") -> tuple[Flow, list[list[tuple[str, ...]]]]:
    """The flow of a PDF, and its tables as rows of texts; a row with one text runs across."""
    flow = pdf.extract(pdf_of(body, style), "plan.pdf")
    grids = [block for block in flow.blocks if isinstance(block, Grid)]
    return flow, [
        [
            tuple(text_of(cell) for cell in cells)
            for _, cells in groupby(sorted(grid.cells, key=lambda cell: (cell.row, cell.column)), lambda cell: cell.row)
        ]
        for grid in grids
    ]


@pytest.mark.parametrize("held", ["top", "middle", "bottom"])
@pytest.mark.parametrize("look", LOOKS)
def test_columns_and_rows_are_those_of_all_pages_however_the_table_is_drawn(look: str, held: str) -> None:
    rows = (*ROWS[:2], (BAND,), *ROWS[2:])
    style = f"{SMALL} {LOOKS[look]} td, thead th {{ vertical-align: {held} }} tr {{ break-inside: avoid }}"
    flow, found = read(table(rows), style)
    assert flow.pages > 2
    assert found == [[LABELS, *rows]]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_that_a_page_break_cuts_is_one_row_again(repeated: bool) -> None:
    style = f"{SMALL} td {{ width: 22%; orphans: 1; widows: 1 }}" + (
        "" if repeated else "thead { display: table-row-group }"
    )
    flow, found = read(table(), style)
    assert [join.what.split()[0] for join in flow.joins].count("row") > 1
    assert found == [[LABELS, *ROWS]]


def test_labels_that_come_again_are_set_aside_though_they_are_not_bold() -> None:
    flow, found = read(
        table(), f"{SMALL} thead th {{ font-weight: normal; background: #dde }} tr {{ break-inside: avoid }}"
    )
    assert found == [[LABELS, *ROWS]]
    assert {aside.reason for aside in flow.asides} == {"repeated header row"}


def test_white_within_a_cell_as_wide_as_between_rows_parts_no_row() -> None:
    cell = "<p>Look at the strategy again.<p>Tell suppliers what the duty asks.<p>Ask them what they did."
    rows = tuple((row[0], cell, *row[2:]) for row in ROWS)
    _, found = read(table(rows), "p { margin: 0 0 9pt } td, th { padding: 4pt 6pt }")
    assert [len(row) for row in found[0]] == [4] * (1 + len(ROWS))


def test_rows_of_single_lines_are_rows_and_not_the_lines_of_a_cell() -> None:
    rows = tuple(
        (f"{name} the plan", f"{name} team", f"May 202{n}") for n, name in enumerate(("Write", "Read", "Check", "Send"))
    )
    _, found = read(
        table(rows, ("Action", "Officer", "Target date")), "td, th { padding: 1pt 5pt } body { line-height: 1.4 }"
    )
    assert found == [[("Action", "Officer", "Target date"), *rows]]


@pytest.mark.parametrize("held", ["bottom", "middle"])
def test_labels_that_stand_at_several_heights_each_have_their_column(held: str) -> None:
    labels = ("No.", "Objective", "Actions", "Officer who is responsible", "Date of delivery")
    rows = tuple((str(n), row[0], row[1], *row[2:]) for n, row in enumerate(ROWS, 1))
    style = f"th {{ vertical-align: {held}; text-align: center }} td:nth-child(4), td:nth-child(5) {{ width: 12% }}"
    _, found = read(table(rows, labels), style)
    assert found == [[labels, *rows]]


def test_a_bold_line_in_the_first_column_is_a_row_of_its_own() -> None:
    rows = (*ROWS[:3], ("<b>Theme B</b>", "", "", ""), *ROWS[3:])
    _, found = read(table(rows), SMALL)
    assert ("Theme B", "", "", "") in found[0]
    assert len(found[0]) == len(rows) + 1


def test_justified_lines_with_wide_white_between_words_make_no_column() -> None:
    _, found = read(table(), "td { text-align: justify; width: 25% } table { width: 11cm }")
    assert [len(row) for row in found[0]] == [4] * (1 + len(ROWS))
    assert found[0][0] == LABELS


@pytest.mark.parametrize(
    ("starts", "first", "loose"),
    [
        ((110, 104, 108, 112, 106), False, True),
        ((110, 104, 108, 112, 106), True, False),
        ((130, 130, 130, 140, 150), False, True),
        ((130, 130, 140), False, False),
        ((130,), False, False),
    ],
)
def test_white_is_loose_where_words_begin_anywhere_after_it(starts: tuple[int, ...], first: bool, loose: bool) -> None:
    assert _Gap(101, 104, Counter(starts), first).loose == loose


def test_a_heading_between_two_tables_of_the_same_columns_parts_them() -> None:
    _, found = read(f"<h2>As a leader</h2>{table(ROWS[:4])}<h2>As an employer</h2>{table(ROWS[2:])}")
    assert [rows[1:] for rows in found] == [list(ROWS[:4]), list(ROWS[2:])]


def test_a_first_column_that_counts_begins_a_row_on_each_page() -> None:
    rows = tuple((f"EQ{n:02d}", plan, "Procurement", "Ongoing") for n, plan in enumerate(PLANS, 1))
    style = f"{SMALL} td, th {{ border: .5pt solid }} table {{ width: auto }}"
    flow, found = read(table(rows, ("Ref", "Plan", "Officer", "Date")), style)
    assert flow.pages > 1
    assert found == [[("Ref", "Plan", "Officer", "Date"), *rows]]


def test_wide_white_between_the_lines_of_drawn_cells_parts_no_row() -> None:
    _, found = read(table(), "td, th { border: .5pt solid; line-height: 2.1; width: 24% }")
    assert found == [[LABELS, *ROWS]]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<div style='columns: 2; column-gap: 1cm'>"
            + "".join(f"<p>{row[1]}. {row[0]}.</p>" for row in ROWS * 3)
            + "</div>",
            id="running text in columns",
        ),
        pytest.param("<ol>" + "".join(f"<li>{row[1]}" for row in ROWS) + "</ol>", id="a numbered list"),
        pytest.param("".join(f"<p>{row[1]}.</p>" for row in ROWS), id="paragraphs"),
    ],
)
def test_what_only_looks_like_columns_is_no_table(body: str) -> None:
    assert read(body)[1] == []
