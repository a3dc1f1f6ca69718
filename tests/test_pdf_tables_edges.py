"""Each number of the table reader from both sides, second part: shapes on the page, headers, cells, joins."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.model.place import Box
from pipeline.sources.pdf.body import read_body
from pipeline.sources.pdf.tables.build import table_in
from pipeline.sources.pdf.tables.cells import PageTable, page_tables
from pipeline.sources.pdf.tables.evidence import strips
from pipeline.sources.pdf.tables.find import TablePart
from pipeline.sources.pdf.tables.grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.header import header_cells, header_length
from pipeline.sources.pdf.tables.join import LongTable, same_columns
from pipeline.sources.pdf.tables.levels import CellLine, Level
from pipeline.sources.pdf.tables.page import Ruling, Rulings, is_figure, page_of, rulings_of
from tests.page_pictures import sheets_of
from tests.test_pdf_tables_numbers import box, drawn, words


@pytest.mark.parametrize(("inset", "lines"), [(0.07, 0), (0.12, 2)])
def test_hair(inset: float, lines: int) -> None:
    assert len(drawn((100, 100, 200, 140), (100 + inset, 100 + inset, 200 - inset, 140 - inset)).horizontal) == lines


@pytest.mark.parametrize(("share", "lines"), [(0.9, 2), (0.95, 0)])
def test_page_frame(share: float, lines: int) -> None:
    frame = box(0, 0, 595 * share, 842 * share) | {"fill": False, "stroke": True}
    page = SimpleNamespace(width=595, height=842, lines=[], rects=[frame], curves=[])
    assert len(rulings_of(page).horizontal) == lines


@pytest.mark.parametrize(("at", "size", "lines"), [(25.0, 12.0, 0), (29.0, 12.0, 2), (20.0, 17.0, 0), (19.0, 19.0, 2)])
@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
@pytest.mark.parametrize("kind", ["rects", "curves"])
def test_border(at: float, size: float, lines: int, side: str, kind: str) -> None:
    x = {"left": at, "right": 595 - at - size}.get(side, 300)
    y = {"top": at, "bottom": 842 - at - size}.get(side, 300)
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    shape = box(x, y, x + size, y + size) | {"fill": False, "stroke": True, "pts": corners, "path": [("l",)] * 5}
    page = SimpleNamespace(**{"width": 595, "height": 842, "lines": [], "rects": [], "curves": [], kind: [shape]})
    assert len(rulings_of(page).horizontal) == lines


@pytest.mark.parametrize(("wide", "lines"), [(3.0, 1), (1.6, 0)])
def test_dot(wide: float, lines: int) -> None:
    assert len(drawn(*((100.0 + 5 * n, 100.0, 100.0 + 5 * n + wide, 104.0) for n in range(20))).horizontal) == lines


@pytest.mark.parametrize(("corners", "lines"), [(8, True), (14, False)])
def test_corners(corners: int, lines: bool) -> None:
    points = [(100.0 + 20 * ((n + 1) // 2), 100.0 + 20 * (n // 2)) for n in range(corners)]
    curve = box(100, 100, *points[-1]) | {"pts": points, "path": [("l",)] * corners}
    page = SimpleNamespace(width=595, height=842, lines=[], rects=[], curves=[curve])
    assert bool(rulings_of(page).horizontal) is lines


@pytest.mark.parametrize(("before", "gap", "lines"), [(0.5, 3.0, 0), (0.9, 3.0, 2), (0.5, 6.0, 2)])
def test_over_the_side_of_a_fill(before: float, gap: float, lines: int) -> None:
    end = 200 - before
    held = words(("Plan", end - 20, 112), ("year", end + gap, 112))
    assert len(drawn((100, 100, 200, 120), (200, 100, 300, 120), held=held).horizontal) == lines


@pytest.mark.parametrize(("letters", "figure"), [(20, True), (30, False)])
def test_figure_letters(letters: int, figure: bool) -> None:
    assert is_figure("1" * letters) is figure


@pytest.mark.parametrize(("gap", "lines"), [(6.0, 5), (10.0, 4)])
def test_close_line(gap: float, lines: int) -> None:
    rulings = drawn(*((100, y - 0.2, 300, y + 0.2) for y in (120, 190)))
    rows = [(text, x, 132.0 + 15 * n) for n in range(4) for text, x in (("North", 110), ("11.5", 210))]
    held = words(("Ward", 110, 118 - gap), ("Plan", 210, 118 - gap), *rows)
    (region,) = strips(page_of(1, held, rulings, rulings, 0.27), [])
    assert len(region.lines) == lines


def level(base: float, *texts: str, wide: float = 100.0) -> Level:
    """Labels in the columns from the second on, at their left edges."""
    return Level(base, [CellLine(at, at, words((text, wide * at, base))) for at, text in enumerate(texts, 1) if text])


@pytest.mark.parametrize(("rows", "length"), [(7, 7), (11, 0)])
def test_header_rows(rows: int, length: int) -> None:
    levels = [level(100.0 + 12 * n, "Plan", "Ward") for n in range(rows + 2)]
    levels[rows].ruled = True
    assert header_length(levels) == length


COLUMNS = [(100.0 * at, 100.0 * at + 80) for at in range(5)]


@pytest.mark.parametrize(("step", "heads"), [(15.0, 1), (18.0, 2)])
def test_label_gap(step: float, heads: int) -> None:
    assert len(header_cells([level(100, "Plans"), level(100 + step, "made")], [], COLUMNS)) == heads


@pytest.mark.parametrize(("above", "heads"), [(2.0, 2), (4.0, 1)])
def test_label_rule(above: float, heads: int) -> None:
    rulings = [Ruling(102 - above, 90, 190)]
    assert len(header_cells([level(100, "Plans"), level(112, "made")], rulings, COLUMNS)) == heads


@pytest.mark.parametrize(("below", "spans"), [(10.0, True), (14.0, False)])
def test_rule_under(below: float, spans: bool) -> None:
    over = Level(100, [CellLine(1, 1, words(("Homes", 130, 100)))])
    heads = header_cells([over, level(130, "Old", "New")], [Ruling(102 + below, 100, 280)], COLUMNS)
    assert (heads[0].last == 2) is spans


@pytest.mark.parametrize(("moved", "same"), [(12.0, True), (18.0, False)])
def test_edge_moved(moved: float, same: bool) -> None:
    def table(*edges: float) -> PageTable:
        sheet: Any = SimpleNamespace(number=1)
        return PageTable(sheet, Box(0.0, 0.0, 200.0, 100.0), list(edges), 0, [], drawn=False)

    first, other = table(0.0, 50.0, 150.0), table(0.0, 50.0 + moved, 150.0)
    assert (same_columns(LongTable([first], first.edges, []), other) is not None) is same


def spans(*rows: tuple[str, float]) -> list[tuple[int, int]]:
    """Column and span of the cells of some lines of words at x, in a table with figures in columns at 200 and 300 points."""
    held = [
        (text, x, 100.0 + 15 * n) for n in range(16) for text, x in (("North", 100.0), ("11.5", 200.0), ("12.5", 300.0))
    ]
    held += [(text, x, 347.0 + 15 * n) for n, (text, x) in enumerate(rows)]
    page = page_of(1, words(*held), Rulings(), Rulings(), 0.27)
    grid = table_in(page.lines, page, None, "framed")
    assert grid is not None
    return [(cell.column, cell.colspan) for cell in grid.cells if cell.words and cell.words[0].base > 345]


@pytest.mark.parametrize(("x", "cell"), [(120.0, (0, 1)), (130.0, (0, 2))])
def test_label_start(x: float, cell: tuple[int, int]) -> None:
    assert spans(("Homes in all of the wards", x)) == [cell]


@pytest.mark.parametrize(("off", "cell"), [(-3.0, (1, 2)), (-6.5, (1, 1))])
def test_centred_title(off: float, cell: tuple[int, int]) -> None:
    assert spans(("Homes", 260 - 12.5 + off)) == [cell]


@pytest.mark.parametrize(("middle", "last"), [(192.0, 3), (186.0, 2)])
def test_centred(middle: float, last: int) -> None:
    columns = [(0.0, 80.0), (100.0, 180.0), (200.0, 280.0), (290.0, 300.0)]
    over = Level(100, [CellLine(1, 1, words(("Homes", middle - 12.5, 100)))])
    below = Level(130, [CellLine(at, at, words(("Old", columns[at][0], 130))) for at in (1, 2, 3)])
    assert header_cells([over, below], [], columns)[0].last == last


@pytest.mark.parametrize(("x", "last"), [(142.5, 4), (130.0, 1)])
def test_a_header_off_its_column_spans_all_columns_where_none_stands_beside_it(x: float, last: int) -> None:
    over = Level(100, [CellLine(1, 1, words(("Homes", x, 100)))])
    assert header_cells([over, level(130, *"ABCD")], [], COLUMNS)[0].last == last


@pytest.mark.parametrize(("away", "last"), [(60.0, 2), (78.0, 1)])
def test_half_way(away: float, last: int) -> None:
    columns = [(0.0, 40.0), (60.0, 80.0), (72.0 + away, 92.0 + away), (180.0, 200.0), (240.0, 260.0)]
    over = Level(100, [CellLine(1, 1, words(("Men", 74.5, 100))), CellLine(3, 3, words(("Women", 189.5, 100)))])
    below = Level(130, [CellLine(at, at, words(("2019", columns[at][0], 130))) for at in range(1, 5)])
    assert header_cells([over, below], [], columns)[0].last == last


def paragraphs(first: float) -> int:
    """How many paragraphs two lines in a cell 200 points wide make: `first` points, and a word of 20 points.

    All lines begin 8 points from the left border, those of the cells below end 20 points from the right one.
    """
    held = [words((text, 8, base), ("all", 165, base)) for text, base in (("One", 50), ("Two", 70), ("Six", 90))]
    top = words(("Book", 8, 10), ("year", first - 12, 10), ("Meet", 8, 22))
    cells = [
        PageCell(at, 0, 1, 1, Box(0.0, 30.0 * at, 200.0, 30.0 * at + 30), tuple(one))
        for at, one in enumerate([top, *held])
    ]
    sheet: Any = SimpleNamespace(number=1, words=[], bullets=[])
    grid = PageGrid((0.0, 30.0, 60.0, 90.0, 120.0), (0.0, 200.0), tuple(cells), True)
    (table,), _ = page_tables(sheet, 10.0, [TablePart(grid)])
    return len(table.cells[0].paras)


@pytest.mark.parametrize(("first", "count"), [(158.0, 1), (153.0, 2)])
def test_most_pad(first: float, count: int) -> None:
    assert paragraphs(first) == count


@pytest.mark.parametrize(("first", "count"), [(156.0, 1), (154.0, 2)])
def test_pad_right(first: float, count: int) -> None:
    assert paragraphs(first) == count


def test_joins_say_how_sure_they_are() -> None:
    rule = "+-----------+-------------------+"
    head = [rule, "| Plan      | Steps             |", rule, "| Ask them  | Meet all of the   |", rule, "==="]
    rest, after = "|           | people there      |", ["| Tell them | Write it          |", rule]
    assert joins(*head, rule, rest, rule, *after) == [0.85, 0.95]
    assert joins(*head, *head[:3], *after) == [0.95, 0.73]
    text = "The council keeps a record of each meeting and sends it out to"
    assert joins(text, text, "===", "all of the people who ask for it, and so the members of the", "council know.") == [
        0.9
    ]


def joins(*lines: str) -> list[float]:
    """How sure the joins of a page are."""
    blocks, found = read_body(sheets_of("\n".join(lines)), "x.pdf")
    inside = [join for block in blocks if isinstance(block, LongTable) for join in block.joins]
    return [join.confidence for join in [*found, *inside]]
