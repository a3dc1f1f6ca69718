"""What tells rows of an open table apart, and what joins a row over a page break, sign by sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.model.place import NOWHERE, Box
from pipeline.sources.pdf.body import read_body
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.sheet import PagePicture
from pipeline.sources.pdf.tables.cells import TableCell
from pipeline.sources.pdf.tables.cut_rows import why_cut
from pipeline.sources.pdf.tables.join import LongTable, append_part, take_shapes
from pipeline.sources.pdf.tables.judge import TableCandidate, why_not
from pipeline.sources.pdf.tables.levels import CellLine, Level, mark
from pipeline.sources.pdf.tables.page import Fill, Rulings
from pipeline.sources.pdf.tables.rows import measure, rows_of, split_bands
from pipeline.sources.pdf.text.paragraphs import Frame, make_paragraphs
from pipeline.sources.pdf.text.words import Word, WordPart, make_lines
from tests.page_pictures import sheets_of, tables_in

SIZE, WIDTH = 10.0, 100.0


def words_of(text: str, column: int, base: float) -> list[Word]:
    """Words of a cell, 5 points a letter; bold where the text stands in asterisks."""
    style = Style("Sans", SIZE, text.startswith("*"), False, "#000000", 0)
    x, found = column * WIDTH, []
    for word in text.strip("*").split():
        found.append(
            Word([WordPart(word, style, base)], x, base - 8, x + 5 * len(word), base + 2, base, SIZE, 0),
        )
        x += 5 * len(word) + 3
    return found


def page(picture: str, right: float = WIDTH) -> list[Level]:
    """Levels from lines such as "12 Ask | ^Put it": points under the line above, and cells.

    A cell with "+" goes on with a full line, one with "^" begins where the line above had room; "!" after the points is a rule.
    """
    levels, base = [], 0.0
    for line in picture.strip().splitlines():
        step, _, text = line.strip().partition(" ")
        base += float(step.rstrip("!"))
        cells = [
            CellLine(
                column, column, words_of(cell.strip().lstrip("+^"), column, base), column * WIDTH + right,
                cell.strip().startswith("+"), cell.strip().startswith("^"),
            )
            for column, cell in enumerate(text.split("|"))
            if cell.strip()
        ]  # fmt: skip
        levels.append(Level(base, cells, marked=step.endswith("!")))
    return levels


def firsts(*pictures: str) -> list[list[str]]:
    """For each page the words with which its rows begin."""
    pages = [page(picture) for picture in pictures]
    return [[row[0].lines[0].text for row in rows] for rows in rows_of(pages, measure(pages)).pages]


@pytest.mark.parametrize(("x0", "x1", "row"), [(-3.0, 180.0, True), (0.0, 180.0, True), (0.0, 128.0, False)])
def test_a_fill_that_begins_and_ends_with_words_is_a_highlighter_and_no_row(x0: float, x1: float, row: bool) -> None:
    levels = page("""
        12 Street trees | Warden
        12 and the parks | of all
    """)
    mark(levels, (0.0, 180.0), Rulings(fills=(Fill(x0, 16.0, x1, 26.0, (1, 1, 0)),)))
    assert levels[1].marked is row


def test_drawn_rows_stay_whole_where_what_stands_apart_has_no_label() -> None:
    header = page("0 | | Sum | Outcome\n14.6 Who | What | asked |")
    poems = page("""
        0    | | | Agreed.
        29.3 | Poems | | ^Paid
        8.2  | +and songs | |
        6.5  | | South | +by us.
        7.3  Library | +and tales | |
        7.3  | | 1,142 |
        5.8  | +and plays | |
        13.4 | +for all. | | ^Good
        10.1 | | | +for us.
    """)
    bulbs = page("""
        0    | Plant | |
        15.8 | bulbs | | Agreed.
        11.2 | +round it | |
        18.1 | and look | | ^Paid
        15.2 Bowls | +after | | by us.
        7.3  | +them | North |
        7.3  club | | |
        7.3  | +in May | 600 |
        11.9 | +and June. | | Good
        13.4 | | | +for us.
    """)
    assert [len(rows) for rows in split_bands([header, poems, bulbs], drawn=True)] == [1, 1, 1]


def row_of(picture: str, right: float) -> list[TableCell]:
    """The cells of a row from a picture of its lines."""
    levels, cells = page(picture), []
    for column in range(picture.split("\n")[0].count("|") + 1):
        words = [word for level in levels for line in level.lines if line.first == column for word in line.words]
        x0, bottom = column * WIDTH, levels[-1].bottom
        cell = TableCell(0, column, 1, 1, Box(x0, 0.0, x0 + WIDTH, bottom), 1)
        frame = Frame(x0, x0 + right, SIZE)
        cell.paras = make_paragraphs(make_lines(words, 1), frame) if words else []
        cells.append(cell)
    return cells


def joined(before: str, after: str, foot: float = 0.0) -> bool:
    """Whether a row after a page break is the rest of the one before it, `foot` points of room under that."""
    reasons, score = why_cut([row_of(before, 60)], row_of(after, 60), page(before)[-1].base + foot)
    return bool(reasons) and score > 0


@pytest.mark.parametrize(
    ("before", "after", "foot", "whole"),
    [
        pytest.param("0 Ask them | Put it", "0 | • Tell all", 0, True, id="the first cell is empty"),
        pytest.param("0 Ask the | Put it. | May", "0 Council | Tell all | June", 0, True, id="no text ends so"),
        pytest.param("0 Ask them all | Put", "0 Train | Tell", 0, False, id="a row begins in each cell"),
        pytest.param(
            "0 All | Ask the\n12 Technical | board, which", "0 Requirements | Met", 0, True, id="a last word alone"
        ),
        pytest.param("0 Ask what they | Put it", "0 *want* | *it*", 0, False, id="bold follows plain type"),
        pytest.param("0 Ask them | Put it all", "0 Train | online", 0, True, id="a sentence goes on"),
        pytest.param("0 Ask them | Put it all", "0 Train | online", 40, False, id="the page had room"),
        pytest.param("0 EQ1 | Put it on", "0 EQ2 | Line up", 0, False, id="the first column counts"),
        pytest.param("0 Ask them | Put it -", "0 Train | Tell", 0, True, id="a dash at the end of a line"),
        pytest.param("0 Ask them | - | -", "0 Train | Tell | Go", 0, False, id="a dash for nothing"),
        pytest.param("0 Ask them | Put it", "0 | • Tell all", 40, True, id="an empty cell outweighs room on the page"),
        pytest.param("0 Ask | Put | May", "0 | *Tell* | *Go*", 0, False, id="two cells of bold type outweigh it"),
    ],
)
def test_a_row_goes_on_over_a_page_break(before: str, after: str, foot: float, whole: bool) -> None:
    assert joined(before, after, foot) is whole


@pytest.mark.parametrize(
    ("lone", "before", "after", "whole"),
    [
        pytest.param(0, "Set failure", "Conditions", True, id="no row before is a lone label"),
        pytest.param(1, "Set failure", "Conditions", True, id="one of nine is"),
        pytest.param(2, "Set failure", "Conditions", False, id="two of ten are"),
        pytest.param(0, "Set", "Conditions", False, id="the line had room for it"),
        pytest.param(0, "Set failure", "*Conditions*", False, id="a bold label names the rows below"),
        pytest.param(0, "Set failure", "Conditions:", False, id="a colon leads to what stands below"),
    ],
)
def test_the_rest_of_a_label_alone_goes_on_with_it(lone: int, before: str, after: str, whole: bool) -> None:
    rows = [row_of(f"0 {row}", 60) for row in [*["Ask all | Put it"] * 7, *["Ask all |"] * lone, f"{before} | Do this"]]
    reasons, score = why_cut(rows, row_of(f"0 {after} |", 60), 0.0)
    assert (bool(reasons) and score > 0) is whole


@pytest.mark.parametrize(("labels", "left"), [(1, ["Town", "South"]), (2, ["South"]), (None, ["Town", "South"])])
def test_only_rows_that_are_labels_come_again(labels: int | None, left: list[str]) -> None:
    sheet: Any = SimpleNamespace(number=1, place=lambda *_: NOWHERE)
    part: Any = SimpleNamespace(sheet=sheet, box=None, kind="ruled")
    table, after = (
        LongTable([part], [0.0, 100.0, 200.0], [row_of(f"0 {row}", 60) for row in rows], header_rows=labels)
        for rows in (
            ("Ward | Share", "Town | Of all", "North | Good"),
            ("Ward | Share", "Town | Of all", "South | Fair"),
        )
    )
    append_part(table, after, "plan.pdf")
    assert [row[0].text for row in table.rows[3:]] == left


@pytest.mark.parametrize(("rows", "left"), [(("Town | Of all",), 1), (("Town | Of all", "| Of most"), 3)])
def test_a_row_without_a_label_begins_a_page_where_others_have_none(rows: tuple[str, ...], left: int) -> None:
    sheet: Any = SimpleNamespace(number=1, place=lambda *_: NOWHERE)
    part: Any = SimpleNamespace(sheet=sheet, box=None, kind="ruled")
    table, after = (
        LongTable([part], [0.0, 100.0, 200.0], [row_of(f"0 {row}", 60) for row in held])
        for held in (rows, ("| Of some",))
    )
    append_part(table, after, "plan.pdf")
    assert len(table.rows) == left


def test_a_first_column_that_begins_again_after_a_silence_begins_a_row() -> None:
    assert firsts(
        """
        0  Ask   | Put it on the  | May
        12       | +web and print |
        12       | +some of it    |
        13 Train | Write a course | June
        12       | +for members   |
        12       | +and for staff |
        13 Meet  | Go where they  | July
        12       | +are and listen |
        """
    ) == [["Ask", "Train", "Meet"]]


def test_a_label_alone_at_the_foot_of_a_page_begins_a_row() -> None:
    pages = (
        "0 Ask | Put it\n18 Train |",
        """
        0         | Go where they
        12 Meet   | are and listen
        12 +again | +to all of
        12        | +the people
        """,
    )
    assert firsts(*pages) == [["Ask", "Train"], ["Go where they"]]


def test_lines_after_which_all_cells_had_room_are_rows_though_no_white_parts_them() -> None:
    lines = "\n".join(f"14 ^{name} | ^team {name} | ^May" for name in ("Ask", "Train", "Meet", "Tell"))
    assert firsts(lines) == [["Ask", "Train", "Meet", "Tell"]]


def test_a_rule_over_a_row_counts_more_than_the_white() -> None:
    assert firsts("0 Ask | Put it\n12! Train | Write\n12 | +a course\n12! Meet | Go") == [["Ask", "Train", "Meet"]]


def test_figures_in_most_cells_are_left_to_the_reading_of_figures() -> None:
    def is_table(cell: str) -> bool:
        lines = "\n".join(f"20{'!' if number == 1 else ''} Ward {number} | {cell} | {cell}" for number in range(6))
        pages = [page("0 *Ward* | *First* | *Second*\n" + lines)]
        return not why_not(TableCandidate(3, rows_of(pages, measure(pages)), "aligned", 1, pages[0]))

    assert is_table("Ask them all")
    assert not is_table("27.9% 1,300 45")


def known() -> Iterator[tuple[str, str, list[str]]]:
    """Title, picture, and the words with which the rows begin; the title says what layout the picture shows."""
    for case in (
        (Path(__file__).parent / "cases" / "rows" / "layouts.txt").read_text("utf-8").strip("\n").split("\n.\n")
    ):
        title, _, rest = case.partition("\n")
        picture, _, rows = rest.partition("\n---\n")
        yield title.lstrip("# "), picture, rows.split(" | ")


@pytest.mark.parametrize(("picture", "rows"), [case[1:] for case in known()], ids=[case[0] for case in known()])
def test_rows_of_each_layout(picture: str, rows: list[str]) -> None:
    assert firsts(picture) == [rows]


def test_tags_that_name_no_header_take_that_of_turned_labels() -> None:
    rows = ["Ward      ^Homes    ^Parks", "+4", *(f"{ward}     120       12" for ward in ("North", "South", "Wests"))]
    drawn, _ = read_body(sheets_of("\n".join(rows)), "x.pdf")
    tagged = [replace(block, header_rows=None) for block in drawn if isinstance(block, LongTable)]
    take_shapes(tagged, drawn)
    assert [table.header_rows for table in tagged] == [1]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(["Homes|Nil", "for all|"], ["Use | Tax", "Homes for all | Nil"], id="one cell is cut"),
        pytest.param(["Homes|Nil", "for|", "all|"], ["Use | Tax", "Homes for all | Nil"], id="one is cut in three"),
        pytest.param(["Homes|Nil", "for all|May"], ["Use | Tax", "Homes | Nil", "for all | May"], id="two cells are"),
    ],
)
def test_tags_that_make_a_row_of_each_line_of_a_drawn_cell_take_its_rows(lines: list[str], rows: list[str]) -> None:
    rule = "+---------+------+"
    drawing = [
        "| Use     | Tax  |",
        rule,
        *(f"| {first:7} | {last:4} |" for first, last in (x.split("|") for x in lines)),
    ]
    drawn, _ = read_body(sheets_of("\n".join([rule, *drawing, rule])), "x.pdf")
    table = next(block for block in drawn if isinstance(block, LongTable))
    tagged = replace(table, rows=table.rows[:1] + [_cut(table.rows[1], at) for at in range(len(lines))])
    take_shapes([tagged], drawn)
    assert [" | ".join(cell.text for cell in row) for row in tagged.rows] == rows


def _cut(row: list[TableCell], line: int) -> list[TableCell]:
    """A line of the cells of a row as a row of its own."""
    cells = []
    for cell in row:
        lines = [one for para in cell.paras for one in para.lines][line : line + 1]
        paras = make_paragraphs(lines, cell.paras[0].frame) if lines else []
        cells.append(replace(cell, paras=paras))
    return cells


@pytest.mark.parametrize(("lower", "labels"), [pytest.param(0, True, id="on it"), pytest.param(3, False, id="below")])
def test_labels_left_of_fills_stand_on_the_lines_of_the_rows(lower: float, labels: bool) -> None:
    sheets = sheets_of(
        "~~Main hall   :12     :14     :\n~~Kitchen     :10     :15     :\n~~Skittles    :25     :30     :"
    )
    for word in (word for word in sheets[0].words if word.text.isalpha()):
        word.parts[0] = replace(word.parts[0], base=word.base + lower)
        word.base += lower
    assert ("Kitchen" in tables_in(sheets)) == labels


@pytest.mark.parametrize(("white", "labels"), [(2, True), (7, True), (12, False)])
def test_text_far_left_of_fills_is_no_column(white: int, labels: bool) -> None:
    rows = ["Main hall{}:12     :14     :", "Kitchen  {}:10     :15     :", "Skittles {}:25     :30     :"]
    assert ("Kitchen" in tables_in(sheets_of("\n".join("~~" + row.format(" " * white) for row in rows)))) == labels


LISTED = "*Brain*      *Task*\n+6\n" + "\n+6\n".join(
    f"Part {n}       Do task {n}\n             to the end" for n in range(8)
)


@pytest.mark.parametrize(
    ("picture", "tables"),
    [
        pytest.param(Box(92, 30, 200, 300), 0, id="under the second column"),
        pytest.param(Box(30, 30, 85, 300), 0, id="under the first"),
        pytest.param(Box(30, 30, 200, 300), 1, id="under both"),
        pytest.param(Box(92, 30, 200, 80), 1, id="under a part of a column"),
        pytest.param(Box(300, 30, 400, 300), 1, id="beside both"),
    ],
)
def test_labels_beside_a_picture_are_no_column(picture: Box, tables: int) -> None:
    sheets = sheets_of(LISTED)
    sheets[0].pictures.append(PagePicture(picture, None, ""))
    assert tables_in(sheets).count("Brain") == tables
