"""Captions of pictures, and cells that say something by their colour alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.assemble.grid_rows import header_span, may_head, rows_of, text_of
from pipeline.assemble.wordless_cells import colour_words
from pipeline.model.alternative import names_a_file
from pipeline.model.document import Image, Table
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, GridCell, Picture, Run, SourceWord
from pipeline.model.show import show_inlines
from pipeline.model.walk import block_text, plain_text
from pipeline.sources.docx.extract import extract
from pipeline.sources.typesetting import paragraphs_in
from tests.docx_making import paragraph, word_file


def line(text: str, style: str = "") -> FlowParagraph:
    return FlowParagraph((Run(text, size=11.0),), style=style)


def picture(name: str) -> Picture:
    return Picture(name.encode(), f"{name}.png", "what it shows")


def captions(*blocks: FlowBlock) -> list[str]:
    words = [SourceWord(word) for block in blocks if isinstance(block, FlowParagraph) for word in block.text.split()]
    result = assemble(Flow((line("Plan"), *blocks), words=(SourceWord("Plan"), *words)), "x")
    assert [finding.rule for finding in result.findings] == []
    return [show_inlines(block.caption) for block in result.document.blocks if isinstance(block, Image)]


def test_the_captions_of_a_document_stand_all_on_one_side() -> None:
    one, two = line("Figure 1: One"), line("Figure 2: Two")
    assert captions(line("Text."), picture("a"), one, picture("b"), two) == ["Figure 1: One", "Figure 2: Two"]
    assert captions(line("Text."), one, picture("a"), two, picture("b")) == ["Figure 1: One", "Figure 2: Two"]


@pytest.mark.parametrize(
    ("text", "style"), [("Map of the wards", "Caption"), ("Map 3 – The wards", ""), ("Fig. A.1: Wards", "")]
)
def test_a_style_or_a_label_makes_a_caption(text: str, style: str) -> None:
    assert captions(line("Text."), picture("a"), line(text, style)) == [text]


def test_a_sentence_after_a_picture_is_no_caption() -> None:
    assert captions(line("Text."), picture("a"), line("Figure 2 tells of the year before.")) == [""]


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("logo.png", None),
        ("/Users/anna/Council Logos/RGB/logo 4.jpg", None),
        ("C:\\Users\\anna\\My Pictures\\hall.TIF", None),
        ("Council Logos/logo 4.svg", None),
        ("https://a.example/2017/logo.png?resize=300%2C149", None),
        ("Picture 3", None),
        ("IMG_0412", None),
        ("Grafik 7", None),
        ("Picture", None),
        ("Text Box 12", None),
        (r"C:\Users\anna\My pictures\Content.MSO\67B5BF53.tmp", None),
        (r"\\server\anna\new picture", None),
        ("cid:image001.png@01D5F7A0.anna", None),
        ("cid: the crime map", "cid: the crime map"),
        ("A picture containing text\n\nDescription automatically generated", None),
        ("Ein Bild, das Text enthält. Automatisch generierte Beschreibung", None),
        ("A map of a town. AI-generated content may be incorrect.", None),
        ("Chart of costs", "Chart of costs"),
        ("The logo of the council", "The logo of the council"),
        ("Income and/or expenditure, see logo.png in the pack", "Income and/or expenditure, see logo.png in the pack"),
        ("See www.a.example for the map", "See www.a.example for the map"),
        ("Photo 3 shows the hall", "Photo 3 shows the hall"),
    ],
)
def test_the_name_or_path_of_a_file_is_no_text_alternative(alt: str, kept: str | None) -> None:
    """A path reads as noise, and tells who made the picture."""
    result = assemble(Flow((line("Plan"), Picture(b"a", "a.png", alt)), words=(SourceWord("Plan"),)), "x")
    assert [block.alt for block in result.document.blocks if isinstance(block, Image)] == [kept]
    assert [finding.rule for finding in result.findings] == ([] if kept else ["picture-without-alt"])
    assert not any("anna" in finding.message for finding in result.findings)


@pytest.mark.parametrize("text", ["/" * 1_000_000, "a/" * 500_000, "image" + "_" * 1_000_000])
def test_long_alternatives_are_looked_at_in_time_that_grows_with_them(text: str) -> None:
    """A search for a path inside of them took a time that grew with the square of their length."""
    assert not names_a_file(text)


def test_a_picture_in_a_cell_leaves_its_words_or_a_name_to_look_for() -> None:
    """A tick in a cell is all that the cell says: 363 of them were left out, and told once."""
    tick, cross, map_, line_ = (
        Picture(b"tick", "tick.png"),
        Picture(b"cross", "cross.png", "cross.png"),
        Picture(b"map", "map.png", "Map of the wards"),
        Picture(b"line", "line.png", None, True),
    )
    marks: list[list[FlowBlock]] = [[tick, cross], [tick, map_], [line_, tick]]
    cells = [GridCell(0, c, blocks=(line(text),)) for c, text in enumerate(("Ward", "Bus", "Train"))]
    for r, pair in enumerate(marks, 1):
        cells += [
            GridCell(r, 0, blocks=(line(f"Ward {r}"),)),
            *(GridCell(r, c, blocks=(one,)) for c, one in enumerate(pair, 1)),
        ]
    words = tuple(SourceWord(word) for word in ["Plan", "Ward", "Bus", "Train", "Ward", "1", "Ward", "2", "Ward", "3"])
    result = assemble(Flow((line("Plan"), Grid(4, 3, tuple(cells), header_rows=1)), words=words), "x")
    (table,) = (block for block in result.document.blocks if isinstance(block, Table))
    records = table.groups[0].records
    assert [[block_text(cell.blocks) for cell in record.cells[1:]] for record in records] == [
        ["(picture 1)", "(picture 2)"],
        ["(picture 1)", "Map of the wards"],
        ["", "(picture 1)"],
    ]
    told = [finding.message for finding in result.findings if finding.rule == "picture-in-cell"]
    assert [message.split(" of ")[0] for message in told] == [
        "the picture tick.png stands in 3 cells",
        "the picture cross.png stands in a cell",
    ]
    assert [len(cell.guesses) for record in records for cell in record.cells] == [0, 1, 1, 0, 0, 0, 0, 0, 0]
    assert "(picture 1)" in records[0].cells[1].guesses[0]


def test_a_frame_keeps_its_pictures_and_tables() -> None:
    """A table of one cell only frames a figure or a table; both were lost or flattened."""
    inner = grid([["Ward", "Bus"], ["North", "Yes"], ["South", "No"]])
    framed = Grid(1, 1, (GridCell(0, 0, blocks=(line("Above."), picture("a"), inner)),))
    words = tuple(SourceWord(word) for word in ["Plan", "Above.", "Ward", "Bus", "North", "Yes", "South", "No"])
    result = assemble(Flow((line("Plan"), framed), words=words), "x")
    assert [type(block).__name__ for block in result.document.blocks] == ["Paragraph", "Image", "Table"]
    assert "nested-table" not in {finding.rule for finding in result.findings}


def grid(rows: list[list[str]]) -> Grid:
    cells = [_cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(len(rows), len(rows[0]), tuple(cells))


def _cell(row: int, column: int, text: str) -> GridCell:
    filled = text.startswith("#")
    return GridCell(row, column, blocks=() if filled else (line(text),), fill=text[1:] if filled else "")


def test_the_names_of_colours() -> None:
    fills = ["ffc000", "00b050", "ff0000", "ffff00", "0070c0", "c00000", "92d050"]
    found = colour_words(grid([["Action", "RAG"], *(["a", f"#{fill}"] for fill in fills)]))
    assert list(found.values()) == ["amber", "green", "red", "yellow", "blue", "red", "green"]


def test_pale_colours_count_beside_others_and_a_fill_of_the_whole_row_says_nothing() -> None:
    assert list(colour_words(grid([["a", "#c6efce"], ["b", "#ffc7ce"]])).values()) == ["green", "red"]
    assert colour_words(grid([["a", "#dde8f0"], ["b", "c"]])) == {}
    assert colour_words(grid([["a", "b"], ["#00b050", "#00b050"]])) == {}
    assert colour_words(grid([["a", "#d9d9d9"], ["b", "#808080"]])) == {}


def test_colours_of_cells_with_words_too_say_nothing() -> None:
    """Days off were blue, and so was a place without a day; each subject of a school had a colour of its own."""
    days = grid([["M", "#0070c0", "7"], ["T", "1", "8"], ["W", "2", "9"]])
    assert list(colour_words(days).values()) == ["blue"]
    off = tuple(replace(cell, fill="0070c0") if (cell.row, cell.column) == (1, 1) else cell for cell in days.cells)
    assert colour_words(replace(days, cells=off)) == {}
    subjects = grid([["Art", "#ff0000"], ["Music", "Drama"], ["French", "Maths"]])
    for fills, found in ((("ffc000", "", "", "", ""), 1), (("ffc000", "00b050", "0070c0", "ffff00", "92d050"), 0)):
        cells = [cell for cell in subjects.cells if not cell.fill]
        filled = [replace(cell, fill=fill) for cell, fill in zip(cells, fills, strict=True)]
        assert len(colour_words(replace(subjects, cells=(*filled, *(c for c in subjects.cells if c.fill))))) == found


@pytest.mark.parametrize(
    ("dates", "fills", "asked"),
    [
        ("1 2 3 4 5 6", "g g a a g g", True),
        ("1 2 3 4 5 6", "g g g g a g", False),
        ("late done late done late done", "a g a g a g", False),
        ("late soon done paid late soon late soon", "a a g g a a a a", False),
    ],
    ids=["two colours of several texts", "one cell", "a text of its own for each colour", "texts tell the colour"],
)
def test_colours_of_words_that_no_text_tells_are_asked_about(dates: str, fills: str, asked: bool) -> None:
    hues = {"g": "00b050", "a": "ffc000"}
    made = grid([["Action", "Due"], *([f"Act {date} on it", f"{date} May"] for date in dates.split())])
    cells = [replace(c, fill=hues[fills.split()[c.row - 1]]) if c.row and c.column else c for c in made.cells]
    table = _table(replace(made, cells=tuple(cells)))
    assert any("cells are amber or green" in guess for guess in table.guesses) == asked
    whole = [replace(c, fill=hues[fills.split()[c.row - 1]]) if c.row else c for c in made.cells]
    assert not any("cells are" in guess for guess in _table(replace(made, cells=tuple(whole))).guesses)


def _table(made: Grid) -> Table:
    words = [SourceWord(word) for p in paragraphs_in([made]) for word in p.text.split()]
    result = assemble(Flow((line("Plan"), made), words=(SourceWord("Plan"), *words)), "x")
    (table,) = result.document.blocks
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("text", ["Click or tap here to enter text.", "Choose an item.", "Click here to enter a date."])
def test_prompts_of_word_are_left_out_with_a_control_or_without(text: str) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    for inner in (control, f"<w:r><w:t>{text}</w:t></w:r>"):
        flow = extract(word_file(paragraph("Name of the policy") + f"<w:p>{inner}</w:p>"), "x.docx")
        assert [aside.text for aside in flow.asides] == [text]
        assert [finding.rule for finding in flow.findings] == ["left-out"]


def test_what_a_person_wrote_into_a_control_is_kept() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Parking</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert extract(word_file(f"<w:p>{control}</w:p>"), "x.docx").asides == ()


def test_a_first_row_with_a_fill_of_its_own_is_the_header() -> None:
    def filled(*fills: str) -> tuple[int, int]:
        cells = [replace(_cell(r, c, f"Word{r}{c}"), fill=fill) for r, fill in enumerate(fills) for c in range(2)]
        made = Grid(len(fills), 2, tuple(cells))
        return header_span(made, rows_of(made))

    assert filled("484f98", "", "") == (0, 1)
    assert filled("484f98", "eeeeee", "") == (0, 1)
    assert filled("484f98", "", "484f98") == filled("", "", "") == (0, 0)
    assert header([["Ward", "Plan"], ["North", "Ask"], ["South", "Tell"]], "484f98") == (0, 1)
    assert header([["#", "What to do", "1", "2"], ["1.1", "Ask", "x", ""], ["1.2", "Tell", "", "x"]], "484f98") == (
        0,
        1,
    )
    assert header([["1.1", "Ask", "1", "2"], ["1.2", "Tell", "3", "4"]], "484f98") == (0, 0)


@pytest.mark.parametrize(
    ("rows", "span"),
    [
        ([["Date", "Event", "Decision"], ["", "", ""], ["", "", ""]], (0, 1)),
        ([["Event Log", "", ""], ["Date", "Event", "Decision"], ["", "", ""]], (1, 2)),
        ([["Date", "Event", ""], ["", "", ""]], (0, 0)),
        ([["Date", "Event", "Decision"]], (0, 0)),
    ],
)
def test_labels_over_rows_to_fill_in_are_a_header(rows: list[list[str]], span: tuple[int, int]) -> None:
    """The log of an emergency plan is empty until it is needed; its labels were a row of data."""
    made = grid(rows)
    assert header_span(made, rows_of(made)) == span


def header(rows: list[list[str]], fill: str = "") -> tuple[int, int]:
    """First and last+1 of the header rows of a grid whose first row and first column are filled."""
    made = grid(rows)
    filled = tuple(cell if cell.row and cell.column else replace(cell, fill=fill) for cell in made.cells)
    return header_span(made, rows_of(replace(made, cells=filled)))


def form(fills: tuple[str, str], widths: tuple[int, ...], *, bold: int = 0) -> tuple[int, int]:
    """The header of a form: a label and values in each row, the values so many columns wide; the first row may be bold."""
    cells = []
    for r, width in enumerate(widths):
        for c in (0, *range(1, 4, width)):
            text = FlowParagraph((Run(f"Word{r}{c}", size=11.0, bold=r < bold or not c),))
            cells.append(GridCell(r, c, colspan=width if c else 1, blocks=(text,), fill=fills[c > 0]))
    made = Grid(len(widths), 4, tuple(cells))
    return header_span(made, rows_of(made))


def test_a_label_with_a_value_over_all_other_columns_is_no_header() -> None:
    assert form(("eeeeee", ""), (3, 3, 3, 1), bold=1) == (0, 0)
    assert form(("eeeeee", "eeeeee"), (3, 3, 3, 1), bold=1) == (0, 1)
    assert form(("eeeeee", ""), (3, 1, 1, 1), bold=1) == (0, 2)
    assert form(("eeeeee", ""), (1, 1, 1, 1), bold=1) == (0, 1)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([["Ward", "2019", "2020-21"], ["North", "11.5", "12.1"]], (0, 1), id="over figures"),
        pytest.param([["2018 £", "Item", "2019 £"], ["11.5", "Trees", "12.1"]], (0, 1), id="with their unit"),
        pytest.param([["Ward", "2019"], ["North", "Good"], ["South", "Bad"]], (0, 0), id="over words, as in a form"),
        pytest.param([["", "2016"], ["Cash", "11.5"], ["Trees", "12.1"]], (0, 1), id="alone over one column of them"),
        pytest.param([["", "Sum"], ["Cash", "11.5"], ["Trees", "12.1"]], (0, 1), id="a word alone"),
        pytest.param([["", "2016"], ["Cash", "Good"], ["Trees", "Bad"]], (0, 0), id="alone over words"),
        pytest.param([["2016", ""], ["Cash", "11.5"], ["Trees", "12.1"]], (0, 0), id="alone over names"),
        pytest.param([["", "", "2016"], ["Cash", "1", "11.5"], ["Trees", "2", "12.1"]], (0, 0), id="over one of two"),
        pytest.param([["", "12"], ["Cash", "11.5"], ["Trees", "12.1"]], (0, 0), id="a figure alone"),
        pytest.param([["Opened", "1999"], ["Closed", "2004"]], (0, 0), id="over years"),
        pytest.param([["Ward", "12", "Plan"], ["North", "Good", "11.5"]], (0, 0), id="a figure is no year"),
        pytest.param(
            [["Item", "To do", "Who"], ["A 2/21", "Ask each of the wards " * 3, "Web"]], (0, 1), id="long texts"
        ),
        pytest.param(
            [["A 1/21", "To do", "Who"], ["A 2/21", "Ask each of the wards " * 3, "Web"]], (0, 0), id="counted on"
        ),
        pytest.param([["(a)", "Long Lane"], ["(b)", "Mill Road from the bridge to the pond"]], (0, 0), id="lettered"),
        pytest.param([["i.", "Long Lane"], ["ii.", "Mill Road from the bridge to the pond"]], (0, 0), id="roman"),
    ],
)
def test_years_are_labels_over_figures(rows: list[list[str]], found: tuple[int, int]) -> None:
    assert header(rows) == found


@pytest.mark.parametrize(
    ("first", "found"), [("Ask each of the wards " * 3, (0, 1)), ("Ask each of the wards. " * 3, (0, 0))]
)
def test_a_sentence_that_is_marked_as_header_heads_no_column(first: str, found: tuple[int, int]) -> None:
    made = replace(grid([[first.strip(), "Who"], ["Mend the roof", "Web"], ["Paint it", "Web"]]), header_rows=1)
    assert header_span(made, rows_of(made)) == found


@pytest.mark.parametrize(("labels", "found"), [(3, (0, 1)), (2, (0, 0))])
def test_a_survey_may_have_a_sentence_among_its_labels(labels: int, found: tuple[int, int]) -> None:
    first = ["Ask each of the wards. " * 3, *["Who"] * labels]
    made = replace(grid([first, *[["Mend the roof", *["Web"] * labels]] * 2]), header_rows=1)
    assert header_span(made, rows_of(made)) == found


@pytest.mark.parametrize(("first", "found"), [("Item", True), ("A 1/21", False), ("A 2/21", False)])
def test_a_row_that_only_its_words_make_a_header_is_not_counted_on_below(first: str, *, found: bool) -> None:
    rows = rows_of(grid([[first, "To do", "Who"], ["A 2/21", "Ask", "Web"], ["A 3/21", "Tell", "Board"]]))
    assert may_head(rows, 0) is found


def test_years_under_a_label_that_spans_them_are_labels() -> None:
    rows = [["Ward", "Share", ""], ["", "2019", "2020"], ["North", "11.5", "12.1"]]
    made = grid(rows)
    spanned = tuple(
        replace(cell, colspan=2) if (cell.row, cell.column) == (0, 1) else cell
        for cell in made.cells
        if (cell.row, cell.column) != (0, 2)
    )
    assert header_span(made, rows_of(replace(made, cells=spanned))) == (0, 2)


def test_rows_across_the_end_of_a_table_are_bands_where_they_are_filled_as_the_bands_above_them() -> None:
    def blocks(*fills: str) -> list[str]:
        rows = [["Ward", "Team"], ["#", ""], ["North", "Policy"], ["South", "Web"], *(["#", ""] for _ in fills[1:])]
        bands = [at for at, row in enumerate(rows) if row[0] == "#"]
        cells = [cell for cell in grid(rows).cells if cell.row not in bands]
        for at, fill in zip(bands, fills, strict=True):
            cells.append(GridCell(at, 0, colspan=2, blocks=(line(f"Stage {at} of the plan ends"),), fill=fill))
        words = tuple(SourceWord(word) for cell in cells for word in text_of(cell).split())
        result = assemble(Flow((Grid(len(rows), 2, tuple(cells), 1),), words=words), "x")
        (table, *after) = result.document.blocks
        assert isinstance(table, Table)
        return [*(plain_text(group.band) for group in table.groups if group.band), f"+{len(after)}"]

    one, two, three = (f"Stage {at} of the plan ends" for at in (1, 4, 5))
    assert blocks("cccc00", "cccc00", "cccc00") == [one, two, three, "+0"]
    assert blocks("cccc00", "cccc00", "") == [one, two, "+1"]
    assert blocks("", "", "") == blocks("cccc00", "eeeeee", "") == [one, "+2"]


def test_labels_below_many_rows_across_a_table_are_no_header() -> None:
    def span(lead: int) -> tuple[int, int]:
        rows = [*(["Step", ""] for _ in range(lead)), ["Action", "Lead officer"], ["Ask", "Policy"]]
        cells = [cell for cell in grid(rows).cells if cell.row >= lead or not cell.column]
        wide = [replace(cell, colspan=2) if cell.row < lead else cell for cell in cells]
        made = Grid(len(rows), 2, tuple(wide))
        return header_span(made, rows_of(made))

    assert (span(0), span(2), span(4), span(5)) == ((0, 1), (2, 3), (4, 5), (0, 0))


def test_the_first_of_rows_that_bold_cells_name_is_no_header() -> None:
    def span(*bold: int) -> tuple[int, int]:
        made = grid([["Name", "id"], ["What it is", "The number that a register gives to each home"], ["Form", "Text"]])
        cells = [
            replace(cell, blocks=(FlowParagraph((Run(text_of(cell), size=11.0, bold=at in bold),)),))
            for at, cell in enumerate(made.cells)
        ]
        return header_span(made, rows_of(replace(made, cells=tuple(cells))))

    assert span(0, 2, 4) == (0, 0)
    assert span() == span(0, 1, 2, 4) == span(0, 2) == (0, 1)
