"""What only the looks of a Word file say: rows shaded as headers, covers, subtitles, contents lists that editing has cut up."""

from __future__ import annotations

import pytest

from pipeline.model.flow import Flow, FlowParagraph, Grid
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, word_file

SHADED = '<w:shd w:val="clear" w:fill="{}"/>'
PATTERN = '<w:shd w:val="{}" w:color="{}" w:fill="{}"/>'
STYLES = (
    '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f"{SHADED.format('1F4E79')}</w:tcPr></w:tblStylePr></w:style>"
)


def read(body: str) -> Flow:
    return extract(word_file(body, {"styles": STYLES}), "x.docx")


def table(fills: list[str], properties: str = "") -> str:
    """A table of two columns whose rows are shaded in these colours."""
    shades = [fill if fill.startswith("<") else SHADED.format(fill) if fill else "" for fill in fills]
    cells = [f"<w:tc><w:tcPr>{shade}</w:tcPr>{paragraph('x')}</w:tc>" for shade in shades]
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{cell}{cell}</w:tr>' for cell in cells)}</w:tbl>"


@pytest.mark.parametrize(
    ("fills", "header"),
    [
        (["D9E2F3", "", ""], 1),
        (["D9E2F3", "D9E2F3", "FFFFFF", "EEEEEE"], 2),
        (["D9E2F3", "", "D9E2F3", ""], None),
        (["D9E2F3", "D9E2F3"], None),
        (["FFFFFF", "auto", ""], None),
        ([PATTERN.format("solid", "484F98", "auto"), "", ""], 1),
        ([PATTERN.format("pct20", "auto", "auto"), PATTERN.format("pct20", "FFFFFF", "auto"), ""], 1),
        ([PATTERN.format("solid", "FFFFFF", "484F98"), "", ""], None),
    ],
)
def test_leading_rows_shaded_in_a_colour_of_their_own_are_the_header(fills: list[str], header: int | None) -> None:
    (found,) = read(table(fills)).blocks
    assert isinstance(found, Grid)
    assert found.header_rows == header


@pytest.mark.parametrize(("columns", "shaded", "header"), [(3, 1, 1), (3, 2, None), (2, 1, None)])
def test_rows_to_fill_in_of_which_few_cells_are_shaded_are_not(columns: int, shaded: int, header: int | None) -> None:
    """A form whose first row is shaded as a whole, and of the rows below only the label of what to enter."""
    shade = f"<w:tc><w:tcPr>{SHADED.format('EFEFEF')}</w:tcPr>{paragraph('x')}</w:tc>"
    blank = f"<w:tc>{paragraph('')}</w:tc>"
    rows = f"<w:tr>{shade * columns}</w:tr>" + f"<w:tr>{shade * shaded}{blank * (columns - shaded)}</w:tr>" * 2
    (found,) = read(f"<w:tbl><w:tblPr/>{rows}</w:tbl>").blocks
    assert isinstance(found, Grid)
    assert found.header_rows == header


@pytest.mark.parametrize(
    ("empty", "below", "header"), [(2, "EFEFEF", None), (2, "", 2), (1, "EFEFEF", 1), (3, "EFEFEF", None)]
)
def test_shaded_labels_of_rows_that_nobody_filled_in_are_no_header(empty: int, below: str, header: int | None) -> None:
    def row(fill: str, words: str) -> str:
        shade = SHADED.format(fill) if fill else ""
        return f"<w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{paragraph('x')}</w:tc><w:tc>{paragraph(words)}</w:tc></w:tr>"

    rows = row("EFEFEF", "") * empty + row(below, "y") * 2
    (found,) = read(f"<w:tbl><w:tblPr/>{rows}</w:tbl>").blocks
    assert isinstance(found, Grid)
    assert found.header_rows == header


@pytest.mark.parametrize(("last", "header"), [("", 2), ("x", None)])
def test_empty_white_cells_beside_a_shaded_header_do_not_end_it(last: str, header: int | None) -> None:
    """ "Levels" stands over "1", "2" and "3" in the first of three cells that nobody merged."""
    shade = SHADED.format("7F8C8D")
    rows = [
        [("Task", shade), ("Levels", shade), (last, "")],
        [("", shade), ("1", shade), ("2", shade)],
        [("a", ""), ("x", ""), ("", "")],
    ]
    cells = ["".join(f"<w:tc><w:tcPr>{fill}</w:tcPr>{paragraph(words)}</w:tc>" for words, fill in row) for row in rows]
    (found,) = read(f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{cell}</w:tr>' for cell in cells)}</w:tbl>").blocks
    assert isinstance(found, Grid)
    assert found.header_rows == header


@pytest.mark.parametrize(("look", "header"), [("04A0", 1), ("0480", None)])
def test_a_table_style_that_shades_the_first_row_makes_it_the_header_where_it_applies(
    look: str, header: int | None
) -> None:
    (found,) = read(table(["", ""], f'<w:tblStyle w:val="T"/><w:tblLook w:val="{look}"/>')).blocks
    assert isinstance(found, Grid)
    assert found.header_rows == header


BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (paragraph("Plan") + paragraph("2021") + BREAK + paragraph("Aims"), [1, 1, 0]),
        (paragraph("Plan") + paragraph("Aims", "<w:pageBreakBefore/>"), [1, 0]),
        (
            paragraph("Plan") + "".join(paragraph(f"Aim {n} ..... {n}") for n in range(1, 20)) + BREAK + paragraph("x"),
            [1, 0],
        ),
        (paragraph("Plan", "<w:sectPr/>") + paragraph("Aims"), [1, 0]),
        (paragraph("Plan", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + paragraph("Aims"), [0, 0]),
        (paragraph("x") * 20 + BREAK + paragraph("Aims"), [0] * 21),
    ],
)
def test_what_stands_before_the_first_page_break_of_the_author_is_a_cover(body: str, pages: list[int]) -> None:
    assert [block.place.page for block in read(body).blocks] == pages


WORDS_TURN = "<w:r><w:t>of words</w:t></w:r>"
PAGE_TURN = "<w:r><w:lastRenderedPageBreak/></w:r>"


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (paragraph("Plan") + BREAK + f"<w:p>{PAGE_TURN}{WORDS_TURN}</w:p>", [1, 2]),
        (f"<w:p>{WORDS_TURN}{PAGE_TURN}{WORDS_TURN}</w:p>" + paragraph("Aims"), [1, 2]),
        (f"<w:p/><w:p>{PAGE_TURN}{WORDS_TURN}</w:p>" + paragraph("Aims"), [2, 2]),
        (table(["", ""]).replace("<w:r>", PAGE_TURN + "<w:r>", 1) + paragraph("Aims"), [2, 2]),
        (table(["", ""]).replace("</w:t></w:r>", "</w:t></w:r>" + PAGE_TURN, 1), [1]),
    ],
)
def test_a_block_begins_on_the_page_of_its_first_word(body: str, pages: list[int]) -> None:
    assert [block.place.page for block in read(body).blocks] == pages


def test_contents_lists_are_known_though_words_in_them_are_deleted_hidden_or_linked() -> None:
    deleted = "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    link = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.org" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Cont</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>ents</w:t></w:r>'
    )
    lines = "".join(
        f"<w:p><w:r><w:t>Part {n} ....</w:t></w:r>{deleted}<w:r><w:t>.. {n}</w:t></w:r>{hidden}</w:p>" for n in "123"
    )
    flow = read(f"<w:p>{link}</w:p>{lines}{paragraph('Aims of ours')}")
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == ["Aims of ours"]
