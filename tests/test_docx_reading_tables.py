"""Tables of Word files as grids: merged, irregular, nested, drawn only to frame text, with numbers that Word counts."""

from __future__ import annotations

from pipeline.assemble.assemble import assemble
from pipeline.model.document import NoteRef, Table, Text
from pipeline.model.findings import Severity
from pipeline.model.flow import FlowParagraph, Grid
from tests.docx_making import paragraph
from tests.test_docx_reading_structure import cell, grid, paragraphs, read, row, shape, table


def test_numbers_of_the_rows_of_a_table_are_words_and_those_of_a_list_in_a_cell_are_not() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    def texts(*cells: str) -> list[str]:
        rows = [row(f"<w:tc>{inner}</w:tc>", cell("x")) for inner in cells]
        return [text for *_, column, _, _, text in shape(grid(read(table(rows)))) if not column]

    assert texts(paragraph("", number), paragraph("", number)) == ["1.\t", "2.\t"]
    assert texts(paragraph("a", number), paragraph("b", number)) == ["1.\ta", "2.\tb"]
    assert texts(paragraph("a", number) + paragraph("b", number), paragraph("c", number)) == ["a b", "c"]


def test_a_table_of_one_column_frames_text_in_which_there_may_be_headings() -> None:
    heading = paragraph("Aims", '<w:outlineLvl w:val="1"/>')
    flow = read(paragraph("before") + table([row(f"<w:tc>{heading}</w:tc>"), row(cell("We aim."))]))
    assert [(p.text, p.heading) for p in paragraphs(flow)] == [("before", 0), ("Aims", 2), ("We aim.", 0)]
    assert [finding.rule for finding in flow.findings] == ["table-as-text"]


def test_a_table_inside_a_row_of_another_that_runs_from_edge_to_edge_is_a_table_of_its_own() -> None:
    inner = table([row(cell("Action"), cell("Lead")), row(cell("a"), cell("b"))])
    across = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Plan")}{inner}</w:tc>'
    form = [row(cell("Name"), cell("x")), row(cell("Date"), cell("y")), row(across), row(cell("Signed"), cell("z"))]
    blocks = read(table(form, "3000 3000")).blocks
    said = [block.text if isinstance(block, FlowParagraph) else "" for block in blocks]
    grids = [[text for *_, text in shape(block)] for block in blocks if isinstance(block, Grid)]
    assert said == ["", "Plan", "", "Signed", "z"]
    assert grids == [["Name", "x", "Date", "y"], ["Action", "Lead", "a", "b"]]


def test_tables_of_the_same_columns_that_touch_are_one_where_one_is_only_a_header_row_or_a_row() -> None:
    head, widths = row(cell("Step"), cell("Hazard")), "900 3000"
    first = table([head, row(cell("1"), cell("a"))], widths)
    more = table([row(cell("2"), cell("b")), row(cell("3"), cell("c"))], widths)

    def tables(xml: str) -> list[list[str]]:
        return [[text for *_, text in shape(block)] for block in read(xml).blocks if isinstance(block, Grid)]

    alone, whole = table([head], widths), ["Step", "Hazard", "1", "a"]
    assert tables(first + alone + more) == [[*whole, "Step", "Hazard", "2", "b", "3", "c"]]
    assert tables(first + first) == [[*whole, *whole]]
    assert tables(first + more) == [whole, ["2", "b", "3", "c"]]
    assert tables(first + paragraph("") + first) == [whole, whole]
    assert tables(first + table([row(cell("2"), cell("b"))], "2000 1900")) == [whole]


def test_columns_that_only_indent_or_part_others_are_none() -> None:
    empty = cell("")
    band = cell("band", '<w:gridSpan w:val="3"/>')
    rows = [row(empty, *cells) for cells in ([cell("x"), empty, cell("y")], [band], [cell("a"), empty, cell("b")])]
    assert shape(grid(read(table(rows, "200 3000 200 3000")))) == [
        (0, 0, 1, 1, "x"), (0, 1, 1, 1, "y"), (1, 0, 1, 2, "band"), (2, 0, 1, 1, "a"), (2, 1, 1, 1, "b"),
    ]  # fmt: skip
    kept = [row(cell("x"), cell("y")), row(cell("a"), empty)]
    assert grid(read(table(kept, "3000 3000"))).columns == 2


def test_an_empty_column_between_lines_is_one_to_fill_in() -> None:
    def borders(line: str) -> str:
        return f'<w:tblBorders><w:insideV w:val="{line}"/></w:tblBorders>'

    def columns(width: int, properties: str) -> int:
        empty = cell("", f'<w:tcW w:w="{width}" w:type="dxa"/>')
        rows = table([row(cell("Name"), empty), row(cell("Ward"), empty)], properties=properties)
        styles = f'<w:style w:type="table" w:styleId="R"><w:tblPr>{borders("single")}</w:tblPr></w:style>'
        return max((block.columns for block in read(rows, styles=styles).blocks if isinstance(block, Grid)), default=1)

    style = '<w:tblStyle w:val="R"/>'
    assert columns(290, borders("single")) == columns(3000, borders("dotted")) == columns(3000, style) == 2
    assert columns(270, borders("single")) == columns(3000, "") == 1
    assert columns(3000, borders("none")) == columns(3000, style + borders("nil")) == 1


def test_a_column_that_only_has_colours_is_one() -> None:
    colours = ("00B050", "FFC000", "FF0000")
    cells = [cell("", f'<w:shd w:val="clear" w:fill="{colour}"/>') for colour in colours]
    rows = [row(cell(words), filled) for words, filled in zip("abc", cells, strict=True)]
    assert [entry.fill for entry in grid(read(table(rows))).cells if entry.column] == [one.lower() for one in colours]


def test_cells_merged_both_ways_become_spans() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    flow = read(
        table([
            row(cell("a", start), cell("b", '<w:gridSpan w:val="2"/>')),
            row(cell("", on), cell("c"), cell("d")),
            row(cell("e"), cell("f", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>')),
        ])
    )  # fmt: skip
    assert shape(grid(flow)) == [
        (0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 1, 1, 1, "c"), (1, 2, 1, 1, "d"), (2, 0, 1, 1, "e"), (2, 1, 1, 2, "f"),
    ]  # fmt: skip


def test_words_in_a_cell_that_a_merge_covers_are_set_aside_as_word_does_not_show_them() -> None:
    first, second = cell("a", '<w:vMerge w:val="restart"/>'), cell("under", "<w:vMerge/>")
    flow = read(table([row(first, cell("b")), row(second, cell("c"))]))
    assert shape(grid(flow)) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "c")]
    assert [aside.text for aside in flow.asides] == ["under"]
    assert [one.rule for one in flow.findings if one.severity is Severity.ERROR] == ["hidden-words"]


def test_edges_dragged_by_hand_do_not_make_columns() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    head = row(cell("x", '<w:gridSpan w:val="3"/>'), cell("y"))
    rows = [head, row(cell("a", wide), cell("b"), cell("c")), row(cell("d"), cell("e", wide), cell("f"))]
    assert shape(grid(read(table(rows, "3000 40 3000 3000")))) == [
        (0, 0, 1, 2, "x"), (0, 2, 1, 1, "y"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b"), (1, 2, 1, 1, "c"),
        (2, 0, 1, 1, "d"), (2, 1, 1, 1, "e"), (2, 2, 1, 1, "f"),
    ]  # fmt: skip


def test_rows_set_out_freely_line_up_in_their_order() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    across = row(cell("band", '<w:gridSpan w:val="3"/>'))
    rows = [row(cell("a", wide), cell("b")), across, row(cell("c"), cell("d", wide))]
    assert shape(grid(read(table(rows, "2000 2000 2000")))) == [
        (0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 2, "band"), (2, 0, 1, 1, "c"), (2, 1, 1, 1, "d"),
    ]  # fmt: skip


def test_rows_and_cells_in_content_controls_indented_rows_and_nested_tables_are_read() -> None:
    held = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inner = table([row(cell("n"), cell("m"))] * 2)
    late = row(cell("d"), properties='<w:gridBefore w:val="1"/>')
    nested = f"<w:tc>{paragraph('c')}{inner}</w:tc>"
    flow = read(table([held.format(row(cell("a"), held.format(cell("b")))), row(nested, cell("")), late]))
    assert shape(grid(flow)) == [
        (0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, ""), (2, 1, 1, 1, "d"),
    ]  # fmt: skip
    assert isinstance(grid(flow).cells[2].blocks[1], Grid)


def test_a_table_tells_its_header_rows_caption_and_bold_first_row() -> None:
    header = "<w:tblHeader/>"
    properties = (
        '<w:tblStyle w:val="T"/><w:tblLook w:val="04A0"/>'
        '<w:tblCaption w:val="Progress"/><w:tblDescription w:val="Of each action"/>'
    )
    found = grid(
        read(table([row(cell("a"), cell("x"), properties=header), row(cell("b"), cell("y"))], properties=properties))
    )
    assert (found.header_rows, found.caption, found.description) == (1, "Progress", "Of each action")
    first, second = (entry.blocks[0] for entry in found.cells if entry.column == 0)
    assert isinstance(first, FlowParagraph)
    assert isinstance(second, FlowParagraph)
    assert (first.runs[0].bold, second.runs[0].bold) == (True, False)


def test_a_note_in_a_header_cell_stays_a_note_of_the_label() -> None:
    marked = '<w:p><w:r><w:t>Target</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>:</w:t></w:r></w:p>'
    head = row(f"<w:tc>{marked}</w:tc>", cell("Officer"), properties="<w:tblHeader/>")
    notes = f'<w:footnote w:id="2">{paragraph("Set by the board.")}</w:footnote>'
    flow = read(table([head, row(cell("Plant oaks"), cell("Parks"))]), footnotes=notes)
    made = assemble(flow, "oaks")
    found = next(block for block in made.document.blocks if isinstance(block, Table))
    assert found.columns[0].label == (Text("Target"), NoteRef("1"), Text(":"))
    assert [finding.rule for finding in made.findings if finding.severity is Severity.ERROR] == []
