"""A grid of several tables, each under a row that runs across: each has its own columns and labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.grid_parts import parts_of, without_side_heading
from pipeline.assemble.grid_rows import is_full, rows_of, text_of
from pipeline.model.flow import FlowParagraph, Grid, GridCell, Run
from pipeline.model.place import Place

Shape = list[tuple[int, str]]
BAND: Shape = [(4, "Money")]
PAIR: Shape = [(3, "Pupils"), (1, "270")]
FOUR: Shape = [(1, "Work"), (1, "Cost"), (1, "Aim"), (1, "End")]
HALVES: Shape = [(2, "Work"), (2, "Cost")]


def grid(*rows: Shape) -> Grid:
    """A grid of rows, each of cells with their width in columns and their words."""
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for width, words in row:
            place = Place("plan.pdf", page=number + 1)
            blocks = (FlowParagraph((Run(words),)),) if words else ()
            cells.append(GridCell(number, column, 1, width, blocks, place=place))
            column += width
    return Grid(len(rows), sum(width for width, _ in rows[0]), tuple(cells), header_rows=1, caption="Report")


def read(part: Grid) -> list[Shape]:
    return [[(cell.colspan, text_of(cell)) for cell in row.own] for row in rows_of(part)]


def test_parts_of_other_columns_are_tables_of_their_own() -> None:
    first, second = parts_of(grid(BAND, PAIR, PAIR, BAND, HALVES, HALVES))
    assert read(first) == [[(2, "Money")], *2 * [[(1, "Pupils"), (1, "270")]]]
    assert read(second) == [[(2, "Money")], *2 * [[(1, "Work"), (1, "Cost")]]]
    assert (first.columns, second.columns, first.rows, second.rows) == (2, 2, 3, 3)


def test_what_a_grid_says_of_itself_is_of_its_first_part() -> None:
    whole = replace(grid(PAIR, PAIR, BAND, HALVES, HALVES), place=Place("plan.pdf", page=9))
    first, second = parts_of(whole)
    assert (first.header_rows, first.caption, first.place.page) == (1, "Report", 9)
    assert (second.header_rows, second.caption, second.place.page) == (None, "", 3)


def test_parts_of_the_same_columns_stay_together() -> None:
    two = parts_of(grid(PAIR, PAIR, BAND, PAIR, PAIR, BAND, HALVES, HALVES, BAND, HALVES, HALVES))
    assert [part.rows for part in two] == [5, 6]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([PAIR, PAIR, HALVES, HALVES], id="no row across"),
        pytest.param([PAIR, PAIR, BAND, FOUR, FOUR], id="the columns of one are columns of the other"),
        pytest.param([FOUR, FOUR, BAND, PAIR, PAIR], id="the other way round"),
        pytest.param(
            [PAIR, PAIR, BAND, FOUR, FOUR, BAND, HALVES, HALVES], id="the columns of both are of the one between"
        ),
        pytest.param([PAIR, PAIR, BAND, HALVES], id="one row below"),
        pytest.param([PAIR, PAIR, BAND, HALVES, [(1, "Name"), (1, "Age"), (2, "End")]], id="a form below"),
        pytest.param([PAIR, BAND, HALVES, HALVES], id="one row above"),
        pytest.param([PAIR, PAIR, BAND], id="nothing below"),
        pytest.param([BAND, BAND], id="nothing else"),
    ],
)
def test_other_grids_are_one_table(rows: list[Shape]) -> None:
    whole = grid(*rows)
    assert parts_of(whole) == [whole]


def test_a_row_across_stays_one_where_an_empty_cell_stands_beside_it() -> None:
    across: Shape = [(3, "Money"), (1, "")]
    _, second = parts_of(grid(PAIR, PAIR, across, HALVES, HALVES))
    assert second.columns == 2
    assert is_full(rows_of(second)[0], second.columns)


def test_a_cell_over_rows_whose_last_cells_have_words_is_no_band() -> None:
    whole = grid([(3, "Money"), (1, "")], [(3, ""), (1, "80")])
    money, *others = whole.cells
    cells = (replace(money, rowspan=2), *(cell for cell in others if (cell.row, cell.column) != (1, 0)))
    rows = rows_of(replace(whole, cells=cells))
    assert not is_full(rows[0], whole.columns)


def test_all_rows_across_that_stand_together_go_with_what_follows() -> None:
    assert [part.rows for part in parts_of(grid(PAIR, PAIR, BAND, BAND, HALVES, HALVES))] == [2, 4]


def test_no_cell_is_lost_where_a_file_says_that_it_stands_below_the_last_row() -> None:
    whole = grid(PAIR, PAIR, BAND, HALVES, HALVES)
    odd = replace(whole, cells=(*whole.cells, replace(whole.cells[-1], row=9)))
    assert read(parts_of(odd)[1])[-1] == [(1, "Work"), (1, "Cost Cost")]


SIDE = [["Finding risks", "Task", "Who"], ["", "Ask each ward", "All"], ["", "List them", "Board"]]


@pytest.mark.parametrize(
    ("changed", "shaded", "found"),
    [
        ({}, {(0, 1), (0, 2)}, True),
        ({(1, 0): "Web"}, {(0, 1), (0, 2)}, False),
        ({(0, 2): ""}, {(0, 1), (0, 2)}, False),
        ({(0, 0): ""}, {(0, 1), (0, 2)}, False),
        ({}, {(0, 0), (0, 1), (0, 2)}, False),
        ({}, {(0, 1), (0, 2), (1, 0)}, False),
        ({}, {(0, 1)}, False),
        ({}, set(), False),
    ],
)
def test_a_heading_beside_shaded_labels_over_an_empty_column_is_the_caption(
    changed: dict[tuple[int, int], str], shaded: set[tuple[int, int]], found: bool
) -> None:
    rows = [[(1, changed.get((at, n), words)) for n, words in enumerate(row)] for at, row in enumerate(SIDE)]
    plain = grid(*rows)
    cells = tuple(replace(c, fill="e6e6e6" if (c.row, c.column) in shaded else "") for c in plain.cells)
    given = replace(plain, cells=cells)
    made = without_side_heading(given)
    if not found:
        assert made == given
        return
    assert [[text for _, text in row] for row in read(made)] == [row[1:] for row in SIDE]
    assert "".join(run.text for run in made.caption_runs) == "Finding risks"
    assert without_side_heading(replace(given, caption_runs=(Run("Table 1"),))).columns == 3
