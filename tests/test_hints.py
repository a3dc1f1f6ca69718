"""Hints of a person: each says what stands at a place of a PDF, and the reading, the account and the overlay follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.app import extracting
from pipeline.app.project import Project
from pipeline.assemble.assemble import assemble
from pipeline.model.flow import Flow, FlowParagraph, Grid
from pipeline.model.walk import all_sections
from pipeline.sources import hints
from pipeline.sources.pdf.extract import extract
from pipeline.sources.pdf.overlay import overlay
from tests.opened import opened
from tests.pdf_pages import drawn, printed
from tests.projects import project
from tests.test_pdf_hidden import SECRET, WORDS, picture, with_page

PAGE = printed("<p>Our aims</p><p>We listen.</p><p>Who does what</p><p>The clerk writes.</p>")


def hinted(data: bytes, text: str) -> Flow:
    found, slips = opened(hints.read(text.encode(), "case.hints.yaml"))
    assert not slips
    return extract(data, "case.pdf", found)


def texts(flow: Flow) -> list[tuple[str, int]]:
    return [(block.text, block.heading) for block in flow.blocks if isinstance(block, FlowParagraph)]


def test_a_hint_by_number_makes_a_heading_and_is_told() -> None:
    flow = hinted(PAGE, "- page: 1\n  block: 3\n  is: heading 2\n")
    assert texts(flow)[2] == ("Who does what", 2)
    (finding,) = flow.findings
    assert (finding.rule, finding.place.line) == ("hint-applied", 1)
    assert finding.message == "by a hint, “Who does what” on page 1 is: heading 2"


def test_a_hint_by_box_leaves_out_what_it_holds_with_a_reason() -> None:
    flow = hinted(PAGE, "- {page: 1, box: [0, 0, 300, 60], is: running header}\n- {page: 1, block: 2, is: leave out}\n")
    assert [text for text, _ in texts(flow)] == ["Who does what", "The clerk writes."]
    assert [(a.text, a.reason) for a in flow.asides] == [
        ("Our aims", "running header, by a hint"), ("We listen.", "left out by a hint"),
    ]  # fmt: skip


def test_a_hint_says_that_a_bold_line_is_text() -> None:
    data = printed("<h1>Plan for all of us</h1><h2>Aims</h2><p>We listen.</p><h2>Note this</h2><p>We learn.</p>")
    plain, changed = extract(data, "case.pdf"), hinted(data, "- page: 1\n  block: 4\n  is: text\n")
    headings = [
        [str(one.heading) for _, one in all_sections(assemble(flow, "x").document.sections)]
        for flow in (plain, changed)
    ]
    assert [len(one) for one in headings] == [2, 1]


ROWS = [("Who", "What"), ("The clerk", "writes"), ("The chair of", "speaks"), ("the board", ""), ("The rest", "listen")]
TABLE = drawn(
    "\n".join(
        f"BT /F 10 Tf {x} {180 - 13 * at - 12 * (at > 3)} Td ({text}) Tj ET"
        for at, row in enumerate(ROWS)
        for x, text in zip((40, 160), row, strict=True)
    )
)


def test_a_hint_makes_a_table_with_its_columns_and_header() -> None:
    flow = hinted(TABLE, "- page: 1\n  box: 0 0 300 200\n  is: table\n  columns: 150\n  header rows: 1\n")
    (grid,) = flow.blocks
    assert isinstance(grid, Grid)
    cells = [[b.text for b in cell.blocks if isinstance(b, FlowParagraph)] for cell in grid.cells]
    assert (grid.rows, grid.columns, grid.header_rows) == (4, 2, 1)
    assert cells == [
        ["Who"],
        ["What"],
        ["The clerk"],
        ["writes"],
        ["The chair of the board"],
        ["speaks"],
        ["The rest"],
        ["listen"],
    ]


@pytest.mark.parametrize(("step", "rows"), [(22, 2), (17, 1)])
def test_white_space_begins_a_row_of_a_hinted_table_where_only_the_first_column_has_words(step: int, rows: int) -> None:
    lines = "".join(f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET " for x, y, text in (
        (40, 180, "The clerk"), (160, 180, "writes"), (40, 180 - step, "The chair of"), (40, 167 - step, "the board"),
    ))  # fmt: skip
    (grid,) = hinted(drawn(lines), "- page: 1\n  box: 0 0 300 200\n  is: table\n  columns: 150\n").blocks
    assert isinstance(grid, Grid)
    assert grid.rows == rows


def test_a_hint_says_that_a_table_is_text_and_that_a_stretch_has_two_columns() -> None:
    table = "- page: 1\n  box: 0 0 300 200\n  is: table\n  columns: 150\n"
    flow = hinted(TABLE, f"{table}- page: 1\n  box: 0 0 300 200\n  is: two columns\n  at: 150\n")
    assert not any(isinstance(block, Grid) for block in flow.blocks)
    assert " ".join(text for text, _ in texts(flow)).startswith("Who The clerk The chair of the board The rest What")


def test_what_a_table_set_aside_is_told_where_a_hint_says_that_it_is_text() -> None:
    rows = "".join(f"<tr><td>Ward {n} <span>......</span></td><td>{n}1</td></tr>" for n in range(4))
    data = printed(f"<table>{rows}</table>", "td { border: 1pt solid }")
    for flow in (extract(data, "case.pdf"), hinted(data, "- {page: 1, block: 1, is: text}\n")):
        assert [aside.reason for aside in flow.asides] == ["leader dots"] * 4


def test_a_hint_joins_what_goes_on_from_the_page_before() -> None:
    data = printed("<p>We listen to</p><p style='break-before: page'>Everybody.</p>")
    assert len(texts(extract(data, "case.pdf"))) == 2
    assert texts(hinted(data, "- page: 2\n  block: 1\n  is: goes on from the page before\n")) == [
        ("We listen to Everybody.", 0)
    ]


def test_a_hint_joins_text_to_the_text_before_and_not_to_the_caption_below_it() -> None:
    data = printed("<p>We listen to</p><p>Figure 1: Our wards</p><p style='break-before: page'>Everybody.</p>")
    joined = hinted(data, "- page: 2\n  block: 1\n  is: goes on from the page before\n")
    assert texts(joined) == [("We listen to Everybody.", 0), ("Figure 1: Our wards", 0)]


def rows(*cells: tuple[str, str], top: int = 180) -> str:
    """Rows of two columns on a page."""
    return "\n".join(
        f"BT /F 10 Tf {x} {top - 14 * at} Td ({text}) Tj ET"
        for at, row in enumerate(cells)
        for x, text in zip((40, 160), row, strict=True)
        if text
    )


@pytest.mark.parametrize(
    ("after", "cells", "aside"),
    [
        ([("Who", "What"), ("The chair", "speaks")], ["writes and", "The chair", "speaks"], ["Who What"]),
        ([("", "reads."), ("The chair", "speaks")], ["writes and reads.", "The chair", "speaks"], []),
    ],
    ids=["header again", "cut row"],
)
def test_a_hint_joins_a_table_to_the_one_before(
    after: list[tuple[str, str]], cells: list[str], aside: list[str]
) -> None:
    data = drawn(rows(("Who", "What"), ("The clerk", "writes and")), rows(*after))
    table = "box: 0 0 300 200\n  is: table\n  columns: 150\n"
    joined = "- page: 2\n  box: 0 0 300 200\n  is: goes on from the page before\n"
    flow = hinted(data, f"- page: 1\n  {table}- page: 2\n  {table}{joined}")
    (grid,) = flow.blocks
    assert isinstance(grid, Grid)
    found = [" ".join(b.text for b in cell.blocks if isinstance(b, FlowParagraph)) for cell in grid.cells]
    assert found == ["Who", "What", "The clerk", *cells]
    assert [one.text for one in flow.asides] == aside


def test_a_hint_says_that_words_under_a_picture_are_text() -> None:
    data = with_page(WORDS + SECRET + "q 120 0 0 24 30 92 cm /X Do Q", picture())
    flow = hinted(data, "- page: 1\n  box: 0 60 300 120\n  is: not in this picture\n")
    assert texts(flow) == [("Seen words", 0), ("Secret", 0)]
    assert not flow.asides
    assert [one.rule for one in flow.findings if one.rule.startswith("hint")] == ["hint-applied"]


def test_a_hint_that_fits_nothing_is_told_and_changes_nothing() -> None:
    flow = hinted(PAGE, "- page: 1\n  block: 9\n  is: text\n- page: 7\n  box: 1 1 2 2\n  is: text\n")
    assert texts(flow) == texts(extract(PAGE, "case.pdf"))
    assert [(one.rule, one.place.line) for one in flow.findings] == [("hint-fits-nothing", 1), ("hint-fits-nothing", 4)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("page: 1\n", "this file is not a list of hints"),
        ("- page: 1\n  block: 2\n  is: song\n", "“is:” says one of: text, table"),
        ("- page: one\n  block: 2\n  is: text\n", "“page:” is a number"),
        ("- page: 1\n  is: text\n", "a hint names a block by its number"),
        ("- page: 1\n  blok: 2\n  is: text\n", "no hint has a key “blok”"),
        ("- words\n", "a hint has keys"),
    ],
)
def test_a_hint_that_cannot_be_understood_is_told_at_its_line(text: str, message: str) -> None:
    found, slips = opened(hints.read(text.encode(), "case.hints.yaml"))
    assert not found
    assert slips[0].message.startswith(message)
    assert slips[0].place.line > 0


def test_the_other_hints_hold_where_one_is_wrong() -> None:
    found, slips = opened(
        hints.read(b"- page: 1\n  is: text\n- page: 1\n  block: 3\n  is: caption\n", "case.hints.yaml")
    )
    assert [one.kind for one in found] == ["caption"]
    assert len(slips) == 1


def test_the_overlay_numbers_the_blocks_as_they_were_without_hints() -> None:
    plain, flow = extract(PAGE, "case.pdf"), hinted(PAGE, "- page: 1\n  block: 1\n  is: leave out\n")
    assert overlay(PAGE, flow, (), plain) != overlay(PAGE, flow)


def test_hints_beside_a_source_hold_whenever_it_is_extracted(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.sources.mkdir()
    path = project.sources / "plan.pdf"
    path.write_bytes(PAGE)
    path.with_name("plan.hints.yaml").write_text("- page: 1\n  block: 1\n  is: heading 1\n- page: 1\n")
    flow = extracting.read(project, path)
    assert texts(flow)[0] == ("Our aims", 1)
    assert [one.rule for one in flow.findings] == ["hint-slip", "hint-applied"]


def test_a_link_out_of_the_folder_is_no_file_of_hints(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    (tmp_path / "secret").write_text("- page: 1\n")
    source = root / "source_docs" / "plan.pdf"
    source.with_name("plan.hints.yaml").symlink_to(tmp_path / "secret")
    found, (slip,) = opened(extracting.hints_of(Project(root), source))
    assert (found, slip.rule, slip.place.file) == ((), "hint-slip", "source_docs/plan.hints.yaml")
