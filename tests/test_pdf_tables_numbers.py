"""Each number of the table reader from both sides: just inside it holds, just outside it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.model.place import Box
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.tables.aligned import open_line, zones_of
from pipeline.sources.pdf.tables.build import is_split
from pipeline.sources.pdf.tables.columns import Gutter, find_gutters
from pipeline.sources.pdf.tables.evidence import ruled_grids, strips
from pipeline.sources.pdf.tables.find import is_rest, without_empty_columns
from pipeline.sources.pdf.tables.forms import boxes_of, is_ruled_table
from pipeline.sources.pdf.tables.gutters import without_gutters
from pipeline.sources.pdf.tables.header import header_cells
from pipeline.sources.pdf.tables.judge import aligned
from pipeline.sources.pdf.tables.levels import CellLine, Level, levels_of
from pipeline.sources.pdf.tables.page import Page, Rulings, page_of, rulings_of, word_space
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Word, WordPart, make_lines

SIZE = 10.0


def box(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}


def drawn(
    *boxes: tuple[float, float, float, float],
    curves: tuple[tuple[float, float, float, float], ...] = (),
    held: Sequence[Word] = (),
) -> Rulings:
    """The ruling lines of a page with these shapes and words."""
    filled = {"fill": True, "stroke": False, "linewidth": 0, "non_stroking_color": (0.0,)}
    curved = [box(*one) | {"pts": [one[:2], one[2:]], "path": [("c",)]} for one in curves]
    page = SimpleNamespace(width=595, height=842, lines=[], rects=[box(*one) | filled for one in boxes], curves=curved)
    return rulings_of(page, held)


def words(*texts: tuple[str, float, float]) -> list[Word]:
    """Words at x and baseline, 5 points a letter, a word space of 2.8 points."""
    style = Style("Sans", SIZE, False, False, "#000000", 0)
    found = []
    for text, x, base in texts:
        for word in text.split():
            x1 = x + 5 * len(word)
            found.append(Word([WordPart(word, style, base)], x, base - 8, x1, base + 2, base, SIZE, 0))
            x = x1 + 2.8
    return found


def lattice(miss: float = 0.0, slim: float = 20.0, held: tuple[tuple[str, float, float], ...] = ()) -> Page:
    """Two columns of three rows; the middle line ends `miss` points after the left one begins, the last row is `slim` high."""
    rows = (100.0, 120.0, 140.0, 140.0 + slim)
    level = [(100.0 + (miss if at == 1 else 0.0), y - 0.5, 300.0, y + 0.5) for at, y in enumerate(rows)]
    upright = [(x - 0.5, rows[0], x + 0.5, rows[-1]) for x in (100.0, 200.0, 300.0)]
    rulings = drawn(*level, *upright)
    return page_of(1, words(*(held or (("Ward", 110, 112), ("Plan", 210, 112)))), rulings, rulings, 0.27)


@pytest.mark.parametrize(("colour", "lines"), [((0.0,), 2), ((0.5,), 3)])
def test_a_fill_within_the_one_before_in_its_colour_is_not_seen(colour: tuple[float], lines: int) -> None:
    def fill(x: float, high: float, colour: tuple[float]) -> dict[str, Any]:
        return box(x, 100, x + 100, 100 + high) | {"fill": True, "stroke": False, "non_stroking_color": colour}

    rects = [fill(x, high, shown) for high, shown in ((40, (0.0,)), (20, colour)) for x in (100, 200)]
    page = SimpleNamespace(width=595, height=842, lines=[], rects=rects, curves=[])
    assert len(rulings_of(page).horizontal) == lines


@pytest.mark.parametrize(("thick", "lines"), [(3.0, 1), (5.0, 0)])
def test_thin(thick: float, lines: int) -> None:
    assert len(drawn((100, 100, 300, 100 + thick)).horizontal) == lines


@pytest.mark.parametrize(("apart", "lines"), [(2.0, 1), (3.5, 2)])
def test_doubled(apart: float, lines: int) -> None:
    assert len(drawn((100, 100, 300, 100.2), (100, 100 + apart, 300, 100.2 + apart)).horizontal) == lines


@pytest.mark.parametrize(("gap", "lines"), [(3.0, 1), (4.5, 2)])
def test_stroke_gap(gap: float, lines: int) -> None:
    assert len(drawn((100, 100, 200, 100.2), (200 + gap, 100, 300, 100.2)).horizontal) == lines


@pytest.mark.parametrize(("wide", "chart"), [(30, True), (20, False)])
def test_chart_share(wide: float, chart: bool) -> None:
    assert drawn(curves=(Box(150, 100, 150 + wide, 120),)).drawing_in(Box(100, 100, 200, 200)) is chart


@pytest.mark.parametrize(("tops", "apart", "chart"), [
    ((180, 150, 120), 20, True), ((180, 150), 20, False), ((180, 180, 180), 20, False), ((180, 150, 120), 0, False)
])  # fmt: skip
def test_bars(tops: tuple[int, ...], apart: float, chart: bool) -> None:
    boxes = [
        Box(110.0 + (15 + apart) * at, float(top), 125.0 + (15 + apart) * at, 200.0) for at, top in enumerate(tops)
    ]
    assert drawn(*boxes).drawing_in(Box(100, 100, 300, 210)) is chart


@pytest.mark.parametrize(("miss", "joined"), [(3.0, True), (5.0, False)])
def test_touch(miss: float, joined: bool) -> None:
    level = [(100.0, y, 300.0, y + 0.4) for y in (100.0, 120.0)]
    rulings = drawn(*level, (300.0 + miss, 100.0, 300.4 + miss, 120.0), (200.0, 100.0, 200.4, 120.0))
    page = page_of(1, words(("Ward", 110, 112), ("Plan", 210, 112)), rulings, rulings, 0.27)
    assert (max(ruled_grids(rulings, page)[0].columns) > 300.5) is joined


@pytest.mark.parametrize(("slim", "rows"), [(4.5, 2), (6.0, 3)])
def test_slim(slim: float, rows: int) -> None:
    page = lattice(slim=slim)
    assert len(ruled_grids(page.rulings, page)[0].rows) - 1 == rows


@pytest.mark.parametrize(("ragged", "found"), [((0, 7), True), ((0, 9), False), ((7, 0), True), ((9, 0), False)])
def test_same_ends(ragged: tuple[float, float], found: bool) -> None:
    rulings = drawn((100, 100, 300, 100.4), (100 - ragged[0], 150, 300 + ragged[1], 150.4))
    held = words(("Ward", 110, 112), ("11.5", 210, 112), ("North", 110, 127), ("12.5", 210, 127))
    assert bool(list(strips(page_of(1, held, rulings, rulings, 0.27), []))) is found


def test_what_stands_beside_the_lines_of_a_table_is_not_of_it() -> None:
    rulings = drawn(*((200, y, 400, y + 0.4) for y in (100, 120, 160)))
    rows = [(("Ward", 212, 112), ("2019", 312, 112)), (("North", 212, 132), ("11.5", 312, 132))]
    rows.append((("South", 212, 147), ("12.5", 312, 147)))
    beside = [
        (("Plan", 100, 112), ("page", 450, 112)),
        (("Ask", 100, 132),),
        (("Tell", 100, 147), ("margin", 450, 147)),
    ]
    held = words(*(word for row in (*rows, *beside) for word in row))
    (region,) = strips(page_of(1, held, rulings, rulings, 0.27), [Box(90.0, 95.0, 180.0, 165.0)])
    assert [[part.text for part in line] for line in region.lines] == [
        ["Ward", "2019"],
        ["North", "11.5"],
        ["South", "12.5"],
    ]


@pytest.mark.parametrize(("top", "bottom", "columns"), [(104, 116, 3), (90, 96, 2), (124, 130, 2)])
def test_a_line_that_touches_no_other_is_an_edge_within_the_table_alone(top: int, bottom: int, columns: int) -> None:
    level = [(100.0, y, 300.0, y + 0.4) for y in (100.0, 120.0)]
    upright = [(x, 100.0, x + 0.4, 120.0) for x in (100.0, 200.0, 300.0)]
    rulings = drawn(*level, *upright, (250.0, float(top), 250.4, float(bottom)))
    page = page_of(1, words(("Ward", 110, 112), ("Plan", 210, 112)), rulings, rulings, 0.27)
    assert len(ruled_grids(rulings, page)[0].columns) - 1 == columns


@pytest.mark.parametrize(
    ("start", "end", "rows"), [(102, 192, 1), (104, 194, 1), (104, 174, 2), (100, 194, 2), (100, 200, 2)]
)
def test_lines_under_the_words_of_a_cell_are_no_borders(start: float, end: float, rows: int) -> None:
    held = words(("town.example/rules", 104, 112), ("about-the-budget/1", 104, 114.5), ("Plan", 210, 112))
    level = [(100.0, y, 300.0, y + 0.4) for y in (100.0, 126.0)]
    upright = [(x, 100.0, x + 0.4, 126.0) for x in (100.0, 200.0, 300.0)]
    rulings = drawn(*level, *upright, *((start, y, end, y + 0.4) for y in (113.2, 115.7)), held=held)
    assert len(ruled_grids(rulings, page_of(1, held, rulings, rulings, 0.27))[0].rows) - 1 == rows


@pytest.mark.parametrize(("end", "apart", "rows"), [(130.0, 0.0, 2), (130.0, 3.0, 1), (152.0, 0.0, 1)])
def test_a_row_begins_where_several_lines_end_away_from_all_others(end: float, apart: float, rows: int) -> None:
    level = [(100.0, y, 500.0, y + 0.4) for y in (100.0, 160.0)]
    ends = ((100.0, 160.0), (200.0, end - apart), (300.0, end), (400.0, end + apart), (500.0, 160.0))
    rulings = drawn(*level, *((x, 100.0, x + 0.4, y) for x, y in ends))
    page = page_of(1, words(("Ward", 110, 112), ("Plan", 210, 112)), rulings, rulings, 0.27)
    assert len(ruled_grids(rulings, page)[0].rows) - 1 == rows


@pytest.mark.parametrize(("gap", "sum_", "of_one"), [(70.0, "11.5", True), (90.0, "11.5", False), (70.0, "Yes", False)])
def test_far_above_the_lines_of_a_table_sums_are_of_another(gap: float, sum_: str, of_one: bool) -> None:
    top = 180 - gap
    rulings = drawn((200, top - 40, 300, top - 39.6), (200, top, 300, top + 0.4),
                    (100, 180, 300, 180.4), (100, 220, 300, 220.4))  # fmt: skip
    bases = (top - 27, top - 12, 193, 208)
    held = words(*((text, x, base) for base in bases for text, x in (("Ward", 110), (sum_, 210))))
    (region,) = strips(page_of(1, held, rulings, rulings, 0.27), [])
    assert (region.box.top < 180) is of_one


@pytest.mark.parametrize(("gap", "found"), [(12.0, True), (16.0, False)])
def test_broken(gap: float, found: bool) -> None:
    rulings = drawn((100, 100, 200, 100.4), (200 + gap, 100, 300, 100.4), (100, 150, 300, 150.4))
    held = words(("Ward", 110, 112), ("11.5", 220, 112), ("North", 110, 127), ("12.5", 220, 127))
    assert bool(list(strips(page_of(1, held, rulings, rulings, 0.27), []))) is found


@pytest.mark.parametrize(("rows", "table"), [(4, True), (6, False)])
def test_held_drawn(rows: int, table: bool) -> None:
    ys, xs = [100.0 + 20 * n for n in range(rows + 1)], [100.0 + 50 * n for n in range(4)]
    rulings = drawn(*((100, y, 250, y + 0.4) for y in ys), *((x, 100, x + 0.4, ys[-1]) for x in xs))
    page = page_of(1, words(("Ask", 110, 132), ("Plan", 160, 132), ("May", 110, 152)), rulings, rulings, 0.27)
    assert is_ruled_table(ruled_grids(rulings, page)[0]) is table


@pytest.mark.parametrize(("least", "boxes"), [(18, 0), (22, 4)])
def test_box_words(least: int, boxes: int) -> None:
    xs, ys, counts = (100.0, 500.0, 900.0), (100.0, 120.0, 140.0), (least, 25, 25, 25)
    held = [("to " * count, xs[at % 2] + 2, ys[at // 2] + 12) for at, count in enumerate(counts)]
    rulings = drawn(*((100, y, 900, y + 0.4) for y in ys), *((x, 100, x + 0.4, 140) for x in xs))
    page = page_of(1, words(*held), rulings, rulings, 0.27)
    assert len(boxes_of(ruled_grids(rulings, page)[0])) == boxes


@pytest.mark.parametrize(("wide", "columns"), [(12.0, 2), (16.0, 3)])
def test_padding_column(wide: float, columns: int) -> None:
    xs = (100.0, 100.0 + wide, 200.0, 300.0)
    rulings = drawn(*((100, y, 300, y + 0.4) for y in (100.0, 120.0)), *((x, 100, x + 0.4, 120) for x in xs))
    page = page_of(1, words(("Ward", 130, 112), ("Plan", 210, 112)), rulings, rulings, 0.27)
    assert len(without_empty_columns(ruled_grids(rulings, page)[0]).columns) - 1 == columns


def test_an_edge_stands_where_most_rows_have_it() -> None:
    level = [(100.0, y, 300.0, y + 0.4) for y in (100.0, 120.0, 140.0, 160.0)]
    upright = [(x, 100.0, x + 0.4, 160.0) for x in (100.0, 200.0, 300.0)]
    rulings = drawn(*level, *upright, (240.0, 100.0, 240.4, 120.0))
    held = words(("Ward", 110, 112), ("Team", 250, 112), ("North", 110, 132), ("Policy", 210, 132), ("Web", 210, 152))
    grid = without_empty_columns(ruled_grids(rulings, page_of(1, held, rulings, rulings, 0.27))[0])
    assert [round(edge) for edge in grid.columns] == [100, 200, 300]


@pytest.mark.parametrize(("gap", "segments"), [(4.8, 1), (6.0, 2), (7.5, 2)])
def test_wide_space(gap: float, segments: int) -> None:
    many = [("a b c d e f", 50, 50.0 + 12 * n) for n in range(3)]
    page = page_of(1, words(*many, ("one", 50, 200), ("two", 65 + gap, 200)), Rulings(), Rulings(), 0.27)
    assert len(page.lines[-1]) == segments


def test_columns_are_read_from_the_gaps_of_most_lines() -> None:
    rows = [(text, x, 100.0 + 15 * n) for n in range(6) for text, x in (("Ward", 100), ("11.5", 160), ("12.5", 220))]
    page = page_of(1, words(*rows), Rulings(), Rulings(), 0.27)
    assert len(find_gutters(page.lines, page.wide)) == 2


def zone_lines(*rows: tuple[str, float, float]) -> int:
    """How many lines the first zone of a page holds, given words at x and baseline; 0 where there is none."""
    zones = zones_of([open_line(line, 1, 0.51) for line in make_lines(words(*rows), 1)])
    return len(zones[0].lines) if zones else 0


def two_columns(*bases: float) -> list[tuple[str, float, float]]:
    return [(text, x, base) for base in bases for text, x in (("Ward", 100), ("Plan", 200))]


@pytest.mark.parametrize(("gap", "runs"), [(4.0, 1), (8.0, 2)])
def test_wide(gap: float, runs: int) -> None:
    (line,) = make_lines(words(("one", 50, 100), ("two", 65 + gap, 100)), 1)
    assert len(open_line(line, 1, 0.0).runs) == runs


@pytest.mark.parametrize(("free", "across"), [(2.0, True), (3.4, False)])
def test_least_gap(free: float, across: bool) -> None:
    long = [("abcdefghijklmnopqrs", 105 - free, 130.0), ("Plan", 200, 130.0)]
    rows = words(*two_columns(100, 115), *long, *two_columns(145))
    (zone,) = zones_of([open_line(line, 1, 0.51) for line in make_lines(rows, 1)])
    assert zone.lines[2].across is across


@pytest.mark.parametrize(("apart", "lines"), [(65.0, 4), (95.0, 2)])
def test_far(apart: float, lines: int) -> None:
    assert zone_lines(*two_columns(100, 115, 115 + apart, 130 + apart)) == lines


@pytest.mark.parametrize(("across", "lines"), [(4, 8), (7, 2)])
def test_across(across: int, lines: int) -> None:
    long = [("a b c d e f g h i j k l m n o", 100, 130.0 + 15 * n) for n in range(across)]
    end = 130.0 + 15 * across
    assert zone_lines(*two_columns(100, 115), *long, *two_columns(end, end + 15)) == lines


@pytest.mark.parametrize(("lower", "levels"), [(1.0, 1), (1.9, 2)])
def test_same_base(lower: float, levels: int) -> None:
    lines = [CellLine(n, n, words((text, 100 + 50 * n, 100 + lower * n))) for n, text in enumerate(("Ask", "Tell"))]
    assert len(levels_of(lines)) == levels


@pytest.mark.parametrize(("gap", "split"), [(3.2, False), (4.6, True)])
def test_cell_gap(gap: float, split: bool) -> None:
    many = [("a b c d e f", 50, 50.0 + 12 * n) for n in range(3)]
    page = page_of(1, words(*many), Rulings(), Rulings(), 0.27)
    before, word = words(("one", 50, 200), ("two", 65 + gap, 200))
    assert is_split(before, word, Gutter(65, 65 + gap), page, False) is split


@pytest.mark.parametrize(("gap", "rest"), [(18.0, True), (27.0, False)])
def test_lines_close_under_a_drawn_table_are_the_rest_of_it(gap: float, rest: bool) -> None:
    (zone,) = zones_of([open_line(line, 1, 0.51) for line in make_lines(words(*two_columns(200, 215)), 1)])
    assert is_rest(zone, {1: [Box(100.0, 100.0, 300.0, zone.lines[0].line.top - gap)]}) is rest


@pytest.mark.parametrize(("gap", "found"), [(18.0, True), (27.0, False)])
def test_row_gap(gap: float, found: bool) -> None:
    rows = [(text, x, 128 + gap + 15 * n) for n in range(4) for text, x in (("Ask", 110), ("May", 210))]
    rulings = drawn((100, 99.5, 300, 100.5), (100, 119.5, 300, 120.5))
    page = page_of(1, words(("Ward", 110, 112), ("Plan", 210, 112), *rows), rulings, rulings, 0.27)
    assert bool(list(strips(page, []))) is found


@pytest.mark.parametrize(("times", "lines"), [(1.1, 5), (1.4, 2)])
def test_larger(times: float, lines: int) -> None:
    heading = [replace(word, size=SIZE * times) for word in words(("Parks", 100, 130))]
    rows = make_lines([*words(*two_columns(100, 115, 145, 160)), *heading], 1)
    assert len(zones_of([open_line(line, 1, 0.51) for line in rows])[0].lines) == lines


@pytest.mark.parametrize(("apart", "share"), [(2.0, 1.0), (4.0, 0.5)])
def test_same_edge(apart: float, share: float) -> None:
    lines = [CellLine(0, 0, words(("a" * (3 + 2 * n), 100 + apart * (n % 2), 100 + 12 * n))) for n in range(4)]
    assert aligned(lines) == share


@pytest.mark.parametrize(
    ("gap", "words_in_line", "space"), [(2.0, 20, 0.2), (7.0, 20, 0.6), (9.0, 20, 0.27), (2.0, 8, 0.27), (2.0, 12, 0.2)]
)
def test_word_space(gap: float, words_in_line: int, space: float) -> None:
    # Words of 10 letters at 5 points are 50 points wide and 10 points high.
    line = words(*(("abcdefghij", 40 + at * (50 + gap), 100.0) for at in range(words_in_line)))
    assert word_space(line, S.most_space, S.usual_space) == pytest.approx(space)


def test_columns_of_figures_do_not_widen_the_word_space_of_their_document() -> None:
    figures = words(*(("1234567890", 40 + at * 57, 100.0) for at in range(20)))
    assert word_space(figures, 0.25, 0.25) == 0.25


@pytest.mark.parametrize(("size", "columns"), [(12.0, (1, 3)), (10.0, (2, 2))])
def test_a_larger_label_alone_over_others_spans_all_of_them(size: float, columns: tuple[int, int]) -> None:
    """The label stands over the second of three columns, off its middle."""
    title = CellLine(2, 2, words(("People", 206, 112)))
    title.size = title.words[0].size = size
    lower = words(("Share", 100, 122), ("Part", 200, 122), ("Total", 300, 122))
    labels = [Level(112.0, [CellLine(0, 0, words(("Age", 20, 112))), title])]
    labels += [Level(122.0, [CellLine(at, at, [word]) for at, word in enumerate(lower, 1)])]
    heads = header_cells(labels, [], [(20, 60), (100, 130), (195, 225), (320, 350)])
    assert next((head.first, head.last) for head in heads if head.words[0].text == "People") == columns


def boxes(
    gutter: float = 8.0, rows: int = 3, apart: float = 0.0, held: tuple[tuple[str, float, float], ...] = ()
) -> int:
    """How many tables two columns of boxes are, with a `gutter` between; a second pair stands `apart` below the first."""
    shapes = []
    for top in (100.0, 100.0 + 20 * rows + apart) if apart else (100.0,):
        for x0 in (100.0, 200.0 + gutter):
            shapes += [(x0, top + 20 * row - 0.5, x0 + 100, top + 20 * row + 0.5) for row in range(rows + 1)]
            shapes += [(x - 0.5, top, x + 0.5, top + 20 * rows) for x in (x0, x0 + 100)]
    rulings = drawn(*shapes)
    return len(ruled_grids(rulings, page_of(1, words(("a", 110, 114), *held), rulings, rulings, 0.27)))


def test_boxes_side_by_side_are_columns_of_one_table() -> None:
    assert boxes(4.6) == boxes(13.5) == 1
    assert boxes(14.6) == 0
    assert (boxes(rows=2), boxes(rows=3)) == (0, 1)
    assert (boxes(apart=75), boxes(apart=85)) == (1, 2)
    over, beside, two = ("a wide title over it all", 150, 175), ("title", 110, 175), ("title", 250, 175)
    assert boxes(apart=30, held=(beside,)) == 1
    assert boxes(apart=30, held=(over,)) == boxes(apart=30, held=(beside, two)) == 2


def test_lines_with_gaps_but_no_sides_there_are_no_boxes() -> None:
    rulings = drawn(*((x, y, x + 100, y + 1) for x in (100.0, 208.0) for y in (100.0, 120.0, 140.0, 160.0)))
    assert without_gutters(rulings, page_of(1, words(("a", 110, 114)), rulings, rulings, 0.27)) == rulings
