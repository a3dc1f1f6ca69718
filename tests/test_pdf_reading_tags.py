"""Structure by the tag tree: labels as printed, levels of interrupted lists, places that only the page tells."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.flow import FlowParagraph, Grid, GridCell, Picture
from pipeline.sources.pdf import extract
from pipeline.sources.pdf.body import read_body
from pipeline.sources.pdf.tags.mend import with_definitions
from pipeline.sources.pdf.text.paragraphs import Para
from tests.pdf_pages import drawn, read, told
from tests.pdf_tagged import Tree, tagged

BODY = "the council keeps a record of each meeting and sends it to every member."


def labels(data: bytes) -> list[tuple[str, int | None, str]]:
    flow = read(data)
    assert not flow.findings
    blocks = [block for block in flow.blocks if isinstance(block, FlowParagraph) and block.marker]
    return [(block.marker.text, block.marker.level, block.text) for block in blocks if block.marker]


def item(y: int, x: int, text: str, *inner: Tree) -> Tree:
    return ("LI", [("LBody", [("P", [f"1 {y} {x} {text}"]), *inner])])


def test_labels_inside_the_text_of_an_item_are_kept_as_printed() -> None:
    typed = ["1.1 ", "(a) ", "iv) ", "2.", "A1 "]
    kids = [item(380 - 20 * at, 40, f"{label} {BODY}") for at, label in enumerate(typed)]
    assert [label for label, _, _ in labels(tagged(("L", kids)))] == ["1.1", "(a)", "iv)", "2.", "A1"]


def test_the_number_of_a_clause_that_touches_its_text_is_a_label() -> None:
    inner: Tree = ("L", [item(360, 60, "1.1.1Pages must be read."), item(340, 60, "1.1.2The others too.")])
    data = tagged(("L", [item(380, 40, f"1.1 {BODY}", inner)]))
    assert labels(data)[1:] == [("1.1.1", 1, "Pages must be read."), ("1.1.2", 1, "The others too.")]
    data = tagged(("L", [item(380, 40, f"9. {BODY}"), item(360, 40, "10.I read it."), item(340, 40, "11.Others too.")]))
    assert labels(data)[1:] == [("10.", 0, "I read it."), ("11.", 0, "Others too.")]


def test_a_list_that_text_interrupts_keeps_its_levels() -> None:
    inner: Tree = ("L", [item(360, 60, f"a. {BODY}"), item(340, 62, f"b. {BODY}")])
    data = tagged(
        ("L", [item(380, 40, f"1. {BODY}", inner)]),
        ("P", [f"1 320 40 So {BODY}"]),
        ("L", [item(300, 90, f"i. {BODY}")]),
        item(280, 60, f"c. {BODY}"),
        item(260, 40, f"2. {BODY}"),
        item(240, 45, f"a. {BODY}"),
    )
    found = [(label, level) for label, level, _ in labels(data)]
    assert found == [("1.", 0), ("a.", 1), ("b.", 1), ("i.", 2), ("c.", 1), ("2.", 0), ("a.", 1)]


def test_lines_that_the_author_ended_by_hand_within_a_paragraph_keep_their_breaks() -> None:
    wide = "1 {} 40 The council keeps a record of each meeting and sends it to every member of hers, as its"
    data = tagged(
        ("P", [wide.format(380), "1 368 40 rule asks for. It has done so for years."]),
        ("P", ["1 340 40 There are two zones:", "1 328 40 Riverside: homes", "1 316 40 City-wide: all other uses"]),
        ("H2", ["1 290 40 Where we", "1 278 40 Meet"]),
    )
    assert [block.text for block in read(data).blocks if isinstance(block, FlowParagraph)] == [
        f"{wide[8:]} rule asks for. It has done so for years.",
        "There are two zones:\nRiverside: homes\nCity-wide: all other uses",
        "Where we Meet",
    ]


def test_a_heading_that_is_tagged_before_its_time_stands_where_the_page_has_it() -> None:
    data = tagged(
        ("H1", ["1 380 40 First"]),
        ("H1", ["3 380 40 Last"]),
        ("P", [f"1 340 40 One {BODY}"]),
        ("P", [f"2 340 40 Two {BODY}"]),
        ("P", [f"3 340 40 Three {BODY}"]),
        pages=3,
    )
    assert told(data).splitlines() == ["H1 First", f"One {BODY}", f"Two {BODY}", "H1 Last", f"Three {BODY}"]


def test_a_heading_ends_with_its_page() -> None:
    data = tagged(
        ("H1", ["1 380 40 Rules for", "1 340 40 trees", "2 380 40 Foreword"]), ("P", [f"2 340 40 One {BODY}"]), pages=2
    )
    assert told(data).splitlines() == ["H1 Rules for trees", "H1 Foreword", f"One {BODY}"]


def test_a_ruled_table_that_the_tags_leave_out_is_put_in() -> None:
    data = _with_rules(knows=True)
    (one, other) = [block for block in read(data).blocks if isinstance(block, Grid)]
    assert (one.rows, other.rows) == (3, 2)
    assert not read(data).findings
    for data in (_with_rules(knows=False), _with_rules(knows=True, rows_left_out=3)):
        assert [finding.rule for finding in read(data).findings] == ["pdf-tags"]


def test_a_table_that_no_tag_reaches_stands_where_it_is_drawn() -> None:
    cells = tuple(f"1 {340 - 20 * y} {44 + 100 * x} Cell {y}{x}" for y in range(3) for x in range(2))
    lines = [f"40 {353 - 20 * at} m 240 {353 - 20 * at} l S" for at in range(4)]
    lines += [f"{x} 293 m {x} 353 l S" for x in (40, 140, 240)]
    text: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (380, 260, 220)]
    flow = read(_ruled(tagged(*text, untagged=(*cells, "1 280 40 Under")), lines))
    shown = [
        str(block.rows) if isinstance(block, Grid) else block.text[:5]
        for block in flow.blocks
        if not isinstance(block, Picture)
    ]
    assert shown == ["the c", "3", "Under", "the c", "the c"]
    assert not flow.findings


@pytest.mark.parametrize(("size", "blocks"), [("s14", 4), ("s12", 1)])
def test_a_tag_over_a_title_and_its_text_is_no_paragraph(size: str, blocks: int) -> None:
    whole = [f"1 380 40 {size} The plan of the year", f"1 362 40 {BODY}", f"1 350 40 {BODY}", f"1 332 40 So {BODY}"]
    assert len(read(tagged(("P", whole), ("P", [f"2 380 40 {BODY}"]), pages=2)).blocks) == blocks + 1


def test_a_tag_over_paragraphs_that_empty_lines_part_is_as_many_paragraphs() -> None:
    steps = ["1 380 40 (a) Keep a record,", "1 368 40 each year;", "1 344 40 (b) send it out."]
    flow = read(tagged(("P", ["1 396 40 The council shall:"]), ("P", steps)))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == [
        "The council shall:", "(a) Keep a record, each year;", "(b) send it out.",
    ]  # fmt: skip


def test_a_box_to_tick_that_no_tag_reaches_stands_beside_its_word() -> None:
    answers: list[Tree] = [("P", [f"1 {y} 40 Member", f"1 {y} 100 Guest {BODY}"]) for y in (360, 340, 320)]
    flow = read(_ruled(tagged(("P", [f"1 380 40 {BODY}"]), *answers), ["80 358 10 10 re S", "80 338 10 10 re S"]))
    assert not flow.findings
    assert [block.text[:14] for block in flow.blocks if isinstance(block, FlowParagraph)] == [
        BODY[:14], "Member ☐ Guest", "Member ☐ Guest", "Member Guest t",
    ]  # fmt: skip


def test_items_of_a_column_stand_in_the_order_of_the_page() -> None:
    inner: Tree = ("L", [item(y, 60, f"o {BODY}") for y in (360, 320)])
    lists: list[Tree] = [("L", [("LI", [("LBody", [inner])])]), ("L", [item(y, 40, f"- {BODY}") for y in (380, 340)])]
    assert [label for label, _, _ in labels(tagged(("P", [f"1 395 40 {BODY}"]), *lists))] == ["•", "o", "•", "o"]
    two: Tree = ("L", [item(y, x, "- Ask") for x in (40, 200) for y in (380, 360)])
    places = [
        block.place.box[0] for block in read(tagged(two)).blocks if isinstance(block, FlowParagraph) and block.place.box
    ]
    assert places == [40, 40, 200, 200]


@pytest.mark.parametrize(
    ("end", "start", "texts"),
    [
        ("It asks about the", "clerk and the plan", ["It asks about the clerk and the plan"]),
        ("It asks the clerk.", "and the plan", ["It asks the clerk.", "and the plan"]),
        ("It asks about the", "Clerk and the plan", ["It asks about the", "Clerk and the plan"]),
    ],
)
def test_a_sentence_goes_on_in_the_frame_on_the_next_page(end: str, start: str, texts: list[str]) -> None:
    frames: list[Tree] = [
        ("Table", [("TR", [("TD", [("P", [f"{page} {y} 40 {text}"])])])])
        for page, y, text in ((1, 40, end), (2, 380, start))
    ]
    body: list[Tree] = [("P", [f"{page} {y} 40 {BODY}"]) for page, y in ((1, 380), (2, 300))]
    flow = read(tagged(body[0], *frames, body[1], pages=2))
    inside = [
        b.text
        for grid in flow.blocks
        if isinstance(grid, Grid)
        for cell in grid.cells
        for b in cell.blocks
        if isinstance(b, FlowParagraph)
    ]
    assert inside == texts


def test_the_drawing_shows_which_cells_are_merged_where_the_tags_do_not() -> None:
    cells = [["Team", "Plan"], ["Roads", "Mend"], ["", "Paint"]]
    rows: list[Tree] = [
        ("TR", [("TD", [f"1 {380 - 20 * y} {44 + 100 * x} {text}"] if text else []) for x, text in enumerate(row)])
        for y, row in enumerate(cells)
    ]
    lines = [f"{x} {y} m 240 {y} l S" for x, y in ((40, 393), (40, 373), (140, 353), (40, 333))]
    lines += [f"{x} 333 m {x} 393 l S" for x in (40, 140, 240)]
    (grid,) = (b for b in read(_ruled(tagged(("Table", rows)), lines)).blocks if isinstance(b, Grid))
    assert [(cell.row, cell.column, cell.rowspan) for cell in grid.cells if cell.row] == [
        (1, 0, 2),
        (1, 1, 1),
        (2, 1, 1),
    ]


def test_lists_of_several_cells_that_are_tagged_as_one_list_stand_in_the_cells_that_are_drawn() -> None:
    cells = [["Team", "Plan"], ["Roads", "Mend"]]
    words = [f"1 {380 - 20 * y} {44 + 100 * x} {text}" for y, row in enumerate(cells) for x, text in enumerate(row)]
    items: list[Tree] = [("LI", [("LBody", [("P", [word])])]) for word in words]
    first: Tree = ("TD", [("L", items)])
    lines = [f"40 {y} m 240 {y} l S" for y in (393, 373, 353)] + [f"{x} 353 m {x} 393 l S" for x in (40, 140, 240)]
    table: Tree = ("Table", [("TR", [first, ("TD", [])]), ("TR", [("TD", []), ("TD", [])])])
    (grid,) = (b for b in read(_ruled(tagged(table), lines)).blocks if isinstance(b, Grid))
    shown = [b.text for cell in grid.cells for b in cell.blocks if isinstance(b, FlowParagraph)]
    assert [len(cell.blocks) for cell in grid.cells] == [1, 1, 1, 1]
    assert shown == ["Team", "Plan", "Roads", "Mend"]


@pytest.mark.parametrize(("label", "rows"), [("", 2), ("Art", 3)], ids=["lines of one row", "rows of their own"])
def test_lines_of_a_drawn_row_that_are_tagged_as_rows_are_one_row(label: str, rows: int) -> None:
    cells = [["Team", "Plan"], [label, "Mend"], ["Roads", "all"]]
    held: list[Tree] = [
        ("TR", [("TD", [f"1 {380 - 12 * y} {44 + 100 * x} {text}"] if text else []) for x, text in enumerate(row)])
        for y, row in enumerate(cells)
    ]
    lines = [f"40 {y} m 240 {y} l S" for y in (393, 377, 350)] + [f"{x} 350 m {x} 393 l S" for x in (40, 140, 240)]
    (grid,) = (b for b in read(_ruled(tagged(("Table", held)), lines)).blocks if isinstance(b, Grid))
    assert grid.rows == rows


@pytest.mark.parametrize(("joined", "tables"), [(0, 1), (2, 1), (6, 0)], ids=["all", "most", "half"])
def test_a_table_without_lines_of_which_each_cell_is_tagged_as_a_paragraph_is_a_table(joined: int, tables: int) -> None:
    rows = [["*Ward", "2019", "2020", "2021"], *([f"Ward{n}", f"1{n}.5", f"2{n}.5", f"3{n}.5"] for n in range(5))]
    cells = [
        f"1 {340 - 14 * y} {44 + 80 * x} {text.strip('*')}" for y, row in enumerate(rows) for x, text in enumerate(row)
    ]
    paras: list[Tree] = [("P", cells[2 * n : 2 * n + 2]) for n in range(joined)]
    paras += [("P", [cell]) for cell in cells[2 * joined :]]
    body: Tree = ("P", [f"1 380 40 {BODY}"])
    found = [b for b in read(tagged(body, *paras)).blocks if isinstance(b, Grid)]
    assert len(found) == tables


def test_a_table_set_with_tabs_of_which_each_line_is_tagged_as_a_paragraph_is_a_table() -> None:
    rows = (
        ("*Fund|*Spent by|*Income",),
        ("Road works|Town board|Fees paid by", "Of All Wards||Shops and Fairs", "||In the Town"),
        ("Street trees|Tree warden|Gifts to all", "And Parks||Of the Parks"),
        ("Old books|The library|Fines and", "||Fees"),
    )
    paras: list[Tree] = []
    top = 352
    for row in rows:
        for line in row:
            cells = ((44 + 100 * x, text) for x, text in enumerate(line.split("|")) if text)
            paras.append(("P", [f"1 {top} {x} {text}" for x, text in cells]))
            top -= 12
        top -= 8
    (grid,) = (b for b in read(tagged(("P", [f"1 380 40 {BODY}"]), *paras)).blocks if isinstance(b, Grid))
    assert [_text(cell) for cell in grid.cells if cell.row == 1] == [
        "Road works Of All Wards",
        "Town board",
        "Fees paid by Shops and Fairs In the Town",
    ]


def test_a_table_that_is_tagged_page_by_page_is_one_also_with_notes_at_its_foot() -> None:
    def part(page: int, rows: tuple[str, ...]) -> Tree:
        def cell(y: int, x: int, text: str) -> Tree:
            parts = text.split("/")
            return ("TD", [("P", [f"{page} {340 - 20 * y - 9 * n} {44 + 100 * x} {t}"]) for n, t in enumerate(parts)])

        held = [("TR", [cell(y, x, text) for x, text in enumerate(row.split())]) for y, row in enumerate(rows)]
        return ("Table", held)

    lines = [f"40 {353 - 20 * at} m 240 {353 - 20 * at} l S" for at in range(6)]
    lines += [f"{x} 253 m {x} 353 l S" for x in (40, 140, 240)]
    note: Tree = ("P", ["1 40 40 s06 1", "1 38 48 s08 The council keeps a record."])
    body: Tree = ("P", [f"1 380 40 {BODY}", "1 383 400 s06 1"])
    data = tagged(body, part(1, ("Team Plan", "Roads Mending_every_way/Sweeping", "Parks Paint", "Pools Dry", "Paths Go")), note,
                  part(2, ("Team Plan", "Homes Ask", "Art Show", "Books Lend", "Bins Empty")), pages=2)  # fmt: skip
    (grid,) = (block for block in read(_ruled(data, lines)).blocks if isinstance(block, Grid))
    assert grid.rows == 9
    (plan,) = (cell for cell in grid.cells if (cell.row, cell.column) == (1, 1))
    assert [block.text for block in plan.blocks if isinstance(block, FlowParagraph)] == [
        "Mending_every_way",
        "Sweeping",
    ]


@pytest.mark.parametrize(("left", "head", "tables"), [(140, "TD", 1), (170, "TD", 2), (140, "TH", 2)])
def test_a_table_without_lines_that_is_tagged_page_by_page_is_one(left: int, head: str, tables: int) -> None:
    def part(page: int, x: int, role: str, *rows: tuple[str, str]) -> Tree:
        held: list[Any] = []
        for y, row in enumerate(rows):
            cells = [f"{page} {340 - 20 * y} {at} {text}" for at, text in zip((40, x), row, strict=True) if text]
            held.append(("TR", [("TD" if y else role, [("P", [cell])]) for cell in cells]))
        return ("Table", held)

    first = part(1, 140, "TD", ("[A1]", "The first list of all"), ("[B1]", "The second list of them"))
    second = part(2, left, head, ("[C1]", "The third list of all"), ("[D1]", "The fourth list of them"))
    body: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (390, 375)]
    data = tagged(*body, first, second, ("P", [f"2 200 40 {BODY}"]), pages=2)
    grids = [block for block in read(data).blocks if isinstance(block, Grid)]
    assert [grid.rows for grid in grids] == ([4] if tables == 1 else [2, 2])


def test_parts_of_a_table_that_show_other_columns_are_one_as_their_tags_say() -> None:
    def part(page: int, *rows: str) -> Tree:
        lines: list[Any] = []
        for y, text in enumerate(rows):
            cells = [f"{page} {340 - 20 * y} {40 + 100 * x} {cell}" for x, cell in enumerate(text.split("|"))]
            lines.append(("TR", [("TD", [] if cell[-1] == " " else [("P", [cell])]) for cell in cells]))
        return ("Table", lines)

    first = part(
        1, "*Team|*Plan|*By", "Roads|Mend all|12 May", "Parks|Paint|13 May", "Pools|Dry|14 June", "Baths|Fill|1 May"
    )
    second = part(2, *(f"{name}||1{n} July" for n, name in enumerate(("Homes", "Halls", "Books", "Boats", "Arts"))))
    body: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (390, 375)]
    grids = [block for block in read(tagged(*body, first, second, pages=2)).blocks if isinstance(block, Grid)]
    assert [(grid.rows, grid.columns) for grid in grids] == [(10, 3)]


def test_a_tagged_table_with_its_header_on_each_page_is_one_with_its_marks_and_empty_columns() -> None:
    """As Word tags it: a table for each page, and a mark beside the cells of each row; "·" draws a bullet."""

    def part(page: int, top: int, *rows: str) -> Tree:
        held: list[Any] = []
        for y, row in enumerate(("No Aim A B", *rows)):
            texts = [(x, text) for x, text in zip((40, 80, 200, 240), row.split(), strict=True) if text != "-"]
            held.append(("TR", [("Span", []), *((("TD", "TH")[not y], [("P", [f"{page} {top - 20 * y} {x} {text}"])])
                                for x, text in texts)]))  # fmt: skip
            held[-1][1].insert(3, ("TD", [])) if len(texts) == 3 else None
        return ("Table", held)

    body: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (390, 378, 366)]
    parts = [part(page, 340 if page == 1 else 388, f"{page} Mend · ·", f"{page} Paint - ·") for page in (1, 2, 3, 4)]
    flow = read(tagged(*body, *parts, ("P", [f"4 200 40 {BODY}"]), pages=4))
    (grid,) = (block for block in flow.blocks if isinstance(block, Grid))
    assert (grid.rows, grid.columns, grid.header_rows) == (9, 4, 1)
    texts = [[_text(cell) for cell in grid.cells if cell.row == row and cell.blocks] for row in (1, 2)]
    assert texts == [["1", "Mend", "•", "•"], ["1", "Paint", "•"]]


def test_a_tagged_heading_that_begins_three_pages_is_no_running_header() -> None:
    sections: list[Tree] = []
    for page in (1, 2, 3):
        sections += [
            ("H2", [f"{page} 388 40 s14 Aims"]),
            ("P", [f"{page} 360 40 {page} {BODY}", f"{page} 348 40 {BODY}"]),
        ]
    flow = read(tagged(*sections, pages=3))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph) and block.heading] == ["Aims"] * 3


def test_drawn_forms_with_the_same_lines_on_two_pages_are_two_tables() -> None:
    def form(page: int, *rows: str) -> Tree:
        cells = [
            [f"{page} {340 - 20 * y} {44 + 100 * x} {text}" for x, text in enumerate(row.split())]
            for y, row in enumerate(rows)
        ]
        return ("Table", [("TR", [("TD", [("P", [cell])]) for cell in row]) for row in cells])

    lines = [f"40 {353 - 20 * at} m 240 {353 - 20 * at} l S" for at in range(4)]
    lines += [f"{x} 293 m {x} 353 l S" for x in (40, 140, 240)]
    first, second = (
        form(1, "Property Value", "Name Cost", "Type Text"),
        form(2, "Property Value", "Name Place", "Type Text"),
    )
    data = tagged(("P", [f"1 380 40 {BODY}"]), first, second, pages=2)
    assert [block.rows for block in read(_ruled(data, lines)).blocks if isinstance(block, Grid)] == [3, 3]


@pytest.mark.parametrize(("size", "first", "header"), [("", "", None), ("s12 ", "", 1), ("s12 ", "s12 ", 1)])
def test_a_header_row_that_is_set_like_the_rows_below_it_is_only_said_to_be_one(
    size: str, first: str, header: int | None
) -> None:
    rows = [("pdf", "Printed files of all kinds"), ("docx", "Files of Word"), ("odt", "Files of Writer")]
    held: list[Any] = []
    for y, row in enumerate(rows):
        looks = (first, "") if y else (size, size)
        cells = [f"1 {340 - 20 * y} {x} {look}{text}" for x, look, text in zip((40, 140), looks, row, strict=True)]
        held.append(("TR", [("TD" if y else "TH", [("P", [cell])]) for cell in cells]))
    data = tagged(("P", [f"1 380 40 {BODY}"]), ("Table", held), ("P", [f"1 200 40 {BODY}"]))
    assert [block.header_rows for block in read(data).blocks if isinstance(block, Grid)] == [header]


@pytest.mark.parametrize(
    ("page", "role", "again", "rows"),
    [(2, "TH", "Cost", 3), (1, "TH", "Cost", 4), (2, "TD", "Cost", 4), (2, "TH", "Price", 4)],
)
def test_a_header_row_that_is_tagged_on_each_page_is_one(page: int, role: str, again: str, rows: int) -> None:
    def row(on: int, y: int, tag: str, *texts: str) -> Tree:
        return ("TR", [(tag, [("P", [f"{on} {y} {x} {text}"])]) for x, text in zip((40, 140), texts, strict=True)])

    held = [row(1, 80, "TH", "Plan", "Cost"), row(page, 60 if page == 1 else 340, role, "Plan", again)]
    held += [row(2, 320 - 20 * at, "TD", text, "12") for at, text in enumerate(("Mend the roof", "Paint the hall"))]
    body: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (390, 340, 290, 240)]
    flow = read(tagged(*body, ("Table", held), ("P", [f"2 200 40 {BODY}"]), pages=2))
    (grid,) = (block for block in flow.blocks if isinstance(block, Grid))
    assert grid.rows == rows
    assert [(aside.text, aside.reason) for aside in flow.asides] == [
        (text, "repeated header row") for text in ("Plan", "Cost") if rows == 3
    ]


@pytest.mark.parametrize(
    ("first", "second", "third", "header"),
    [("4", "5", "6", 1), ("a)", "b)", "c)", 1), ("1", "1", "2", 2), ("4", "a", "6", 3)],
)
def test_rows_that_count_on_are_data_though_they_are_tagged_as_header(
    first: str, second: str, third: str, header: int
) -> None:
    rows = [("No", "What we do"), (first, "Mend the roof"), (second, "Paint the hall"), (third, "Sweep the yard")]
    held: list[Any] = []
    for y, row in enumerate(rows):
        size = "" if y else "s12 "
        cells = [f"1 {340 - 20 * y} {x} {size}{text}" for x, text in zip((40, 140), row, strict=True)]
        held.append(("TR", [("TD" if y > 2 else "TH", [("P", [cell])]) for cell in cells]))
    data = tagged(("P", [f"1 380 40 {BODY}"]), ("Table", held), ("P", [f"1 200 40 {BODY}"]))
    assert [block.header_rows for block in read(data).blocks if isinstance(block, Grid)] == [header]


@pytest.mark.parametrize(("more", "rows"), [("", [5]), ("Spring", [3, 3])])
def test_a_drawn_table_over_two_pages_is_one_though_its_tags_count_an_empty_cell(more: str, rows: list[int]) -> None:
    def part(page: int, *actions: str) -> Tree:
        texts = [("Plan", "", "Cost"), *((action, "12", more) for action in actions)]
        held: list[Any] = []
        for y, row in enumerate(texts):
            at = (44, 144, 200 if y else 144)
            cells = [[f"{page} {340 - 20 * y} {x} {text}"] if text else [] for x, text in zip(at, row, strict=True)]
            held.append(("TR", [("TD" if y else "TH", [("P", cell)] if cell else []) for cell in cells]))
        return ("Table", held)

    lines = [f"40 {353 - 20 * at} m 240 {353 - 20 * at} l S" for at in range(4)]
    lines += [f"{x} 293 m {x} 353 l S" for x in (40, 140, 240)]
    data = tagged(("P", [f"1 380 40 {BODY}"]), part(1, "Mend", "Paint"), part(2, "Sweep", "Plant"), pages=2)
    assert [block.rows for block in read(_ruled(data, lines)).blocks if isinstance(block, Grid)] == rows


def test_the_second_paragraph_of_a_note_goes_on_with_it() -> None:
    text: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (380, 340, 300)]
    marks = ("P", ["1 260 40 It is so", "1 263 78 s06 1", "1 260 84 and so", "1 263 120 s06 2"])
    lines = ("1 80 40 s06 1", "1 77 46 s08 The council keeps a record:"), ("1 66 40 s08 example.org/record",)
    second = ("P", ["1 55 40 s06 2", "1 52 46 s08 So does the clerk."])
    note: Tree = ("Note", [*(("P", list(line)) for line in lines), second])
    notes = [block.text for block in read(tagged(*text, marks, note)).blocks[-2:] if isinstance(block, FlowParagraph)]
    assert notes == ["1 The council keeps a record: example.org/record", "2 So does the clerk."]


def test_two_headings_on_either_side_of_a_page_break_are_two() -> None:
    title = f"1 40 40 s14 The plan of the council {BODY[:40]}"
    heads: list[Tree] = [("H1", [title]), ("H1", ["2 380 40 s14 What we will do in the year"])]
    assert told(tagged(*heads, *(("P", [f"2 {y} 40 {BODY}"]) for y in (300, 260, 220, 180)), pages=2)).count("\n") == 5


def _text(cell: GridCell) -> str:
    return " ".join(block.text for block in cell.blocks if isinstance(block, FlowParagraph))


def _ruled(data: bytes, lines: list[str]) -> bytes:
    """The file with these lines on every page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_add("\n".join(lines).encode(), prepend=True)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def _with_rules(knows: bool, rows_left_out: int = 2) -> bytes:
    """Two ruled tables; the tags know the first one, or none, and have the cells of the other as paragraphs."""
    cells = [[f"1 {380 - 20 * row} {44 + 100 * column} Cell {row}{column}" for column in range(2)] for row in range(3)]
    rows = [("TR", [("TD", [cell]) for cell in row]) for row in cells]
    first: list[Tree] = [("Table", rows)] if knows else [("P", [cell]) for row in cells for cell in row]
    second: list[Tree] = [
        ("P", [f"1 {240 - 20 * row} {44 + 100 * column} More"]) for row in range(rows_left_out) for column in range(2)
    ]
    edges = [253 - 20 * row for row in range(rows_left_out + 1)]
    lines = [f"40 {y} m 240 {y} l S" for y in (393, 373, 353, 333, *edges)]
    lines += [f"{x} {low} m {x} {high} l S" for x in (40, 140, 240) for low, high in ((333, 393), (edges[-1], 253))]
    return _ruled(tagged(*first, ("P", [f"1 290 40 So {BODY}"]), *second), lines)


@pytest.mark.parametrize(
    ("second", "whole"),
    [
        ("1 367 110 of the Parish and its people", True),
        ("1 367 110 b. the Parish and its people", False),
        ("1 367 110 Of the Parish and its people", False),
        ("1 340 110 of the Parish and its people", False),
        ("1 367 110 s16 of the Parish and its people", False),
    ],
)
def test_a_line_that_a_person_ended_in_its_sentence_goes_on_in_the_next_paragraph(second: str, whole: bool) -> None:
    first = "1 380 60 2. Subject: the plan for the work of the council"
    paras = [
        ("P", [first]),
        ("P", [second]),
        *(("P", [f"1 {300 - 20 * n} 60 We keep a record {n}."]) for n in range(9)),
    ]
    texts = told(tagged(*paras)).splitlines()
    assert (texts[0] == "2. Subject: the plan for the work of the council of the Parish and its people") == whole


@pytest.mark.parametrize(
    ("first", "whole"), [("the plan for the work of the council", False), (f"the plan that says: {BODY}", True)]
)
def test_a_full_line_that_ends_with_a_comma_goes_on_in_the_next_paragraph(first: str, whole: bool) -> None:
    paras: list[Tree] = [
        ("P", [f"1 380 60 {first.strip('.')},"]),
        ("P", ["1 367 60 together with the plan of the Parish"]),
    ]
    long: list[Tree] = [("P", [f"1 {300 - 20 * n} 60 In the year {n} {BODY}"]) for n in range(9)]
    assert told(tagged(*paras, *long)).splitlines()[1].startswith("In the year 0") == whole


def test_words_of_a_paragraph_that_are_marked_as_no_content_all_the_same_are_text() -> None:
    paras: list[Tree] = [("P", [f"1 {380 - 40 * n} 60 In the year {n} {BODY}"]) for n in range(9)]
    with pikepdf.open(io.BytesIO(tagged(*paras))) as pdf:
        page = pdf.pages[0]
        inner = (
            page.Contents.read_bytes()
            .replace(b"BDC BT", b"BDC /Artifact BMC BT", 1)
            .replace(b"ET EMC", b"ET EMC EMC", 1)
        )
        page.Contents = pdf.make_stream(inner)
        pdf.save(out := io.BytesIO())
    flow = read(out.getvalue())
    assert [len(flow.blocks), flow.asides] == [9, ()]
    assert not assemble(flow, "case").ledger.unaccounted


def test_a_line_amid_a_page_that_is_marked_as_no_content_stays_with_a_question_unless_it_comes_again() -> None:
    text: list[Tree] = [("P", [f"{page} {300 - 20 * n} 60 In {n} {page} {BODY}" for n in range(9)]) for page in (1, 2)]
    loose = (
        "1 330 60 Come to the fair",
        "1 100 60 Draft",
        "2 100 60 Draft",
        "1 380 60 Plan for all",
        "2 20 60 Ended",
        "1 80 60 -",
    )
    flow = read(tagged(*text, pages=2, loose=loose))
    asked = [(block.text, block.doubt) for block in flow.blocks if isinstance(block, FlowParagraph) and block.doubt]
    question = "the file marks “Come to the fair” as no content; is it part of the text?"
    assert asked == [("Come to the fair", question)]
    assert [aside.text for aside in flow.asides] == ["Draft", "Plan", "for", "all", "-", "Draft", "Ended"]


@pytest.mark.parametrize(
    ("end", "start", "whole"),
    [
        ("s10 as it did.", "s16 Part two", False),
        ("s10 as it did,", "s16 Part two", True),
        ("s10 as it did.", "s10 Part two", True),
    ],
)
def test_a_heading_that_is_tagged_with_the_paragraph_of_the_page_before_is_one_of_its_own(
    end: str, start: str, whole: bool
) -> None:
    above: list[Tree] = [("P", [f"1 {380 - 20 * n} 60 In the year {n} {BODY}"]) for n in range(9)]
    torn: Tree = ("P", [f"1 60 60 {BODY[:-1]}", f"1 47 60 {end}", f"2 380 60 {start}"])
    below: list[Tree] = [("P", [f"2 {300 - 20 * n} 60 In the year {n} {BODY}"]) for n in range(9)]
    assert ("Part two" not in told(tagged(*above, torn, *below, pages=2)).splitlines()) == whole


def test_short_lines_in_small_letters_that_are_tagged_apart_stay_apart() -> None:
    paras = [
        ("P", [f"1 {380 - 13 * at} 60 {text}"]) for at, text in enumerate(("the chair", "the clerk", "the bursar"))
    ]
    assert told(tagged(*paras)).splitlines() == ["the chair", "the clerk", "the bursar"]


def test_a_mark_on_a_line_above_its_note_is_raised() -> None:
    text: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (380, 340, 300)]
    last = read(tagged(*text, ("P", ["1 60 40 s06 12", "1 48 50 example.org/minutes"]))).blocks[-1]
    assert isinstance(last, FlowParagraph)
    assert [(run.text.strip(), run.superscript) for run in last.runs] == [("12", True), ("example.org/minutes", False)]


def test_a_mark_stays_raised_where_tags_that_are_not_trusted_hold_it_alone() -> None:
    words = [f"1 {380 - 20 * at} 40 {BODY}" for at in range(6)]
    data = tagged(("P", ["1 264 120 s06 1"]), untagged=(*words, "1 260 40 They are aware.", "1 260 140 So is she."))
    flow = read(data)
    assert [finding.rule for finding in flow.findings] == ["pdf-tags"]
    raised = [run.text.strip() for block in flow.blocks for run in getattr(block, "runs", ()) if run.superscript]
    assert raised == ["1"]


def test_tags_that_are_not_trusted_make_no_label_of_a_value_a_heading() -> None:
    words = [f"1 {380 - 20 * at} 40 {BODY}" for at in range(6)]
    values = ["To say what all of us mean to do and how it will", "be known", "The head of policy", "Each spring"]
    beside = [f"1 {240 - 14 * at} 140 {value}" for at, value in enumerate(values)]
    labels = ["1 212 40 Owner", "1 198 40 Review"]
    flow = read(tagged(("H1", ["1 240 40 Aims"]), untagged=(*words, *beside, *labels)))
    terms = [one for one in flow.blocks if isinstance(one, FlowParagraph) and one.style == "definition term"]
    assert [(term.text, term.heading) for term in terms] == [("Aims", 0), ("Owner", 0), ("Review", 0)]


def test_words_without_tags_that_end_a_paragraph_stay_in_it() -> None:
    text: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (380, 340, 300)]
    begun: Tree = ("P", ["1 120 40 When you press the second of all the buttons the screen shows you"])
    ends = "1 106 40 figure 3, as if you had pressed it."
    flow = read(tagged(*text, begun, ("P", [f"1 60 40 {BODY}"]), untagged=(ends,)))
    told = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert told[3:-1] == [
        "When you press the second of all the buttons the screen shows you figure 3, as if you had pressed it."
    ]


def test_a_label_that_no_tag_names_goes_to_the_words_behind_it_on_its_line() -> None:
    """Chromium draws the counters of a style sheet so."""
    text: list[Tree] = [("P", [f"1 {300 - 20 * n} 40 In the year {n} {BODY}"]) for n in range(9)]
    clause: Tree = ("L", [("LI", [("Lbl", []), "1 360 80 The council decides.", "1 340 80 It may ask others."])])
    told = tagged(("H1", ["1 380 80 *Aims and ways"]), clause, *text, untagged=("1 380 40 *0.1.", "1 360 40 0.1.1."))
    blocks = [one for one in read(told).blocks if isinstance(one, FlowParagraph)]
    assert (blocks[0].heading, blocks[0].text) == (1, "0.1. Aims and ways")
    assert (blocks[1].marker and blocks[1].marker.text, blocks[1].text) == (
        "0.1.1.",
        "The council decides. It may ask others.",
    )
    flow = read(tagged(*text, untagged=("1 240 12 Draft",)))
    assert f"In the year 3 {BODY}" in [one.text for one in flow.blocks if isinstance(one, FlowParagraph)]
    flow = read(tagged(("H1", ["1 380 80 *Aims and ways"]), *text, loose=("1 380 40 *0.1.",)))
    assert [one.text for one in flow.blocks if isinstance(one, FlowParagraph)].count("Aims and ways") == 1


def test_a_label_that_is_tagged_as_a_paragraph_goes_to_the_one_behind_it_on_its_line() -> None:
    joined = (
        "360 40 A.",
        "360 60 We keep a file.",
        "340 60 (1)",
        "340 80 Of all votes.",
        "320 40 B.",
        "320 60 We ask others.",
    )
    apart = (
        "300 40 C.",
        "280 60 We print it.",
        "260 200 D.",
        "260 40 We read it.",
        "240 40 1.5",
        "240 90 2.5",
        "240 140 3.5",
    )
    text: list[Tree] = [("P", [f"1 {line}"]) for line in (*joined, *apart)]
    text += [("P", ["1 220 40 F.", "1 206 40 or not"]), ("P", ["1 220 90 We sign it."]), ("P", ["1 40 40 E."])]
    data = tagged(("P", ["1 380 40 4."]), ("H1", ["1 380 60 *Aims"]), *text, ("P", ["2 40 60 We end it."]), pages=2)
    found = [one.text for one in read(data).blocks if isinstance(one, FlowParagraph)]
    items = ["A. We keep a file.", "(1) Of all votes.", "B. We ask others."]
    assert found == [
        "4. Aims",
        *items,
        *(line.split(" ", 2)[2] for line in apart),
        "F. or not",
        "We sign it.",
        "E.",
        "We end it.",
    ]


def test_definitions_that_are_tagged_as_a_list_are_definitions() -> None:
    def part(y: int, x: int, text: str) -> Tree:
        return ("LI", [("LBody", [f"1 {y} {x} {text}"])])

    pairs = {"Meeting:": "Cabinet", "Report of:": "Director of Housing", "Wards:": "All"}
    parts = [
        part(380 - 15 * at, x, text)
        for at, pair in enumerate(pairs.items())
        for x, text in zip((40, 140), pair, strict=True)
    ]
    items = [part(200, 40, "One of them:"), part(185, 40, "Two of them")]
    found = [block for block in read(tagged(("L", parts), ("L", items))).blocks if isinstance(block, FlowParagraph)]
    assert [(block.text, block.style) for block in found[:6]] == [
        (text, style)
        for pair in pairs.items()
        for text, style in zip(pair, ("definition term", "definition"), strict=True)
    ]
    assert [block.marker.text for block in found[6:] if block.marker] == ["•", "•"]


def test_a_paragraph_of_the_tags_beside_a_column_of_labels_is_not_cut_into_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [("Aims", "To say what all of us mean to do and how it will"), ("", "be known"), ("Owner", "The head of policy"),
            ("Review", "Each spring")]  # fmt: skip
    ops = [f"BT /F 10 Tf 40 {380 - 20 * at} Td ({BODY}) Tj ET" for at in range(4)]
    for at, (label, value) in enumerate(rows):
        ops += [f"BT /F 10 Tf {x} {240 - 14 * at} Td ({said}) Tj ET" for x, said in ((40, label), (140, value)) if said]
    held: list[Any] = []

    def spied(*given: Any) -> Any:
        held.extend(found := read_body(*given))
        return found

    monkeypatch.setattr(extract, "read_body", spied)
    read(drawn("\n".join(ops), size=(500, 400)))
    body = held[0]
    labels = [replace(para, style="") for para in body if para.style == "definition term"]
    values = [line for para in body if para.style == "definition" for line in para.lines]
    assert (len(labels), len(values)) == (3, 4)
    apart = [*labels, Para(values, body[0].frame)]
    assert with_definitions(apart, body) == apart


@pytest.mark.parametrize("reached", [False, True])
def test_turned_words_are_part_of_the_text_once_whether_a_tag_reaches_them_or_not(reached: bool) -> None:
    text: list[Tree] = [("P", [f"1 {380 - 25 * at} 60 {BODY}"]) for at in range(14)]
    words = "1 30 60 Homes in a year"
    data = tagged(*text, ("P", [words])) if reached else tagged(*text, untagged=(words,))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        turned = pdf.pages[0].Contents.read_bytes().replace(b"60 30 Td (Homes", b"0 1 -1 0 30 100 Tm (Homes")
        pdf.pages[0].Contents = pdf.make_stream(turned)
        pdf.save(changed := io.BytesIO())
    flow = read(changed.getvalue())
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)].count("Homes in a year") == 1
    assert "pdf-tags" not in [finding.rule for finding in flow.findings]


@pytest.mark.parametrize("more", [[], ["2 380 60 be done by all of us in each of the halls."]])
@pytest.mark.parametrize(("label", "apart"), [("3.2", True), ("We", False)])
def test_numbered_clauses_that_are_tagged_as_one_paragraph_with_others_stand_apart(
    label: str, apart: bool, more: list[str]
) -> None:
    text: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (380, 340, 300)]
    clause = f"1 220 40 {label}", "1 220 60 say in the spring of each year to all who ask what is to"
    found = read(tagged(*text, ("P", ["1 240 40 What we do first", *clause, *more]), pages=2))
    told = [block.text for block in found.blocks if isinstance(block, FlowParagraph)][3:]
    rest = " ".join([label, *(line.split(" ", 3)[3] for line in (clause[1], *more))])
    assert (told == ["What we do first", rest]) is apart


@pytest.mark.parametrize(
    ("heading", "found"), [(-1, ["Aims", "Owner", "Review"]), (2, ["Aims", "Review"]), (1, ["Owner", "Review"])]
)
def test_lines_of_labels_and_values_that_are_tagged_as_paragraphs_are_definitions(
    heading: int, found: list[str]
) -> None:
    pairs = [("Aims", "To say what all of us mean to do and how it will"), ("", "be known"), ("Owner", "The head of policy"),
             ("Review", "Each spring")]  # fmt: skip
    trees: list[Tree] = [("P", [f"1 {380 - 20 * at} 40 {BODY}"]) for at in range(4)]
    for at, (label, value) in enumerate(pairs):
        words = [f"1 {240 - 14 * at} {x} {said}" for x, said in ((40, label), (140, value)) if said]
        trees.append(("H2" if at == heading else "P", words))
    blocks = [one for one in read(tagged(*trees)).blocks if isinstance(one, FlowParagraph)]
    assert [one.text for one in blocks if one.style == "definition term"] == found


def test_a_page_number_that_is_tagged_as_a_paragraph_is_asked_about() -> None:
    lines = [("P", [f"{page} {360 - 30 * at} 40 {BODY}"]) for page in (1, 2) for at in range(6)]
    flow = read(tagged(*lines[:8], ("P", ["2 20 250 2"]), *lines[8:], pages=2))
    doubts = {block.text: block.doubt for block in flow.blocks if isinstance(block, FlowParagraph)}
    assert doubts["2"] == "is “2” the number of page 2? (if so, delete its paragraph too)"


def row(top: int, *cells: str) -> Tree:
    return ("TR", [("TD", [("P", [f"0 {top} {40 + 150 * at} {text}"])]) for at, text in enumerate(cells)])


def test_tables_in_the_cells_of_a_larger_one_are_tables_of_their_own() -> None:
    inner = [("Table", [row(top, "Ward", "Votes"), row(top - 20, "Abbey", "412")]) for top in (300, 200)]
    frame = ("Table", [("TR", [("TD", [("P", ["0 340 40 Results of May"]), inner[0]])]), ("TR", [("TD", [inner[1]])])])
    assert told(tagged(frame)).splitlines() == [
        "Results of May", "| Ward | Votes", "| Abbey | 412", "| Ward | Votes", "| Abbey | 412",
    ]  # fmt: skip
    mixed = ("Table", [row(340, "Place", "Anytown"), ("TR", [("TD", [inner[0]])]), row(240, "Date", "4 May")])
    assert told(tagged(mixed)).splitlines() == [
        "| Place | Anytown",
        "| Ward | Votes",
        "| Abbey | 412",
        "| Date | 4 May",
    ]


def test_a_row_of_cells_in_a_cell_leaves_the_table_whole() -> None:
    days = (
        "Table",
        [("TR", [("TD", [("P", [f"0 300 {x} {day}"])]) for x, day in ((190, "Monday"), (250, "Tuesday"))])],
    )
    cells = [("TD", [("P", ["0 300 40 Anytown"])]), ("TD", [days])]
    whole = ("Table", [row(340, "Place", "Days"), ("TR", cells)])
    assert told(tagged(whole)).splitlines() == ["| Place | Days", "| Anytown | Monday / Tuesday"]


def test_a_word_in_a_cell_that_no_tag_reaches_is_not_lost() -> None:
    cells = [[f"1 {340 - 20 * y} {44 + 100 * x} Cell {y}{x}" for x in range(2)] for y in range(3)]
    table: Tree = ("Table", [("TR", [("TD", [("P", [cell])]) for cell in line]) for line in cells])
    lines = [f"40 {353 - 20 * at} m 240 {353 - 20 * at} l S" for at in range(4)]
    lines += [f"{x} 293 m {x} 353 l S" for x in (40, 140, 240)]
    text: list[Tree] = [("P", [f"1 {y} 40 {BODY}"]) for y in (380, 260, 220)]
    assert "Tick" in told(_ruled(tagged(text[0], table, *text[1:], untagged=("1 320 110 Tick",)), lines))


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("*2.4 Record", "a set of what the town keeps as long as the law says, and of all that it gives.", True),
        ("*Record", "a set of what the town keeps as long as the law says, and of all that it gives.", False),
        ("2.4 Record", "a set of what the town keeps as long as the law says, and of all that it gives.", False),
        (
            "*2.4 Record that the town keeps as long as it is told to by the law, and by all of",
            "those who work.",
            False,
        ),
        ("*2.4 Record", "*a set", False),
    ],
)
def test_a_numbered_bold_line_that_its_author_ended_is_no_part_of_the_paragraph(
    first: str, second: str, apart: bool
) -> None:
    data = tagged(("P", [f"1 380 40 {first}", f"1 368 40 {second}"]), ("P", [f"1 340 40 So {BODY}"]))
    texts = [block.text for block in read(data).blocks if isinstance(block, FlowParagraph)]
    assert (texts[0] == first.lstrip("*")) is apart


def test_headings_over_entries_of_a_contents_list_go_with_it_and_a_chapter_of_that_name_stays() -> None:
    data = tagged(
        ("H1", ["1 380 40 *s16 Plan of the town"]),
        ("H1", ["1 350 40 *Contents"]),
        ("TOC", [("TOCI", ["1 335 40 Roads of the town 2"]), ("TOCI", ["1 320 40 Houses of the town 3"])]),
        ("H1", ["1 290 40 *List of tables"]),
        ("TOC", [("TOCI", ["1 275 40 Table 1 Roads 2"])]),
        ("H1", ["2 380 40 *Contents"]),
        ("P", ["2 360 40 The plan holds the roads of the town and its houses, and who sees to them."]),
        pages=2,
    )
    flow = read(data)
    texts = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert [text for text in texts if text in ("Contents", "List of tables")] == ["Contents"]
    assert {"List", "tables", "Contents"} <= {aside.text for aside in flow.asides}
