"""Excel workbooks: numbers as people see them, tables, merged and hidden cells; nothing hidden is published."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import FlowParagraph, Grid, Unreadable
from pipeline.sources.xlsx.extract import extract
from pipeline.sources.xlsx.formats import shown
from tests.docx_making import zipped
from tests.test_docx_reading_hostile import members

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    "<fonts><font/><font><b/></font></fonts><cellXfs><xf/><xf numFmtId='3'/><xf numFmtId='10'/><xf numFmtId='14'/>"
    "<xf fontId='1'/></cellXfs>"
)


def text(at: str, words: str, style: int = 0) -> str:
    return f"<c r='{at}' t='inlineStr' s='{style}'><is><t>{words}</t></is></c>"


def figure(at: str, value: str, style: int = 0) -> str:
    return f"<c r='{at}' s='{style}'><v>{value}</v></c>"


def row(number: int, *cells: str, more: str = "") -> str:
    return f"<row r='{number}' {more}>{''.join(cells)}</row>"


def workbook(*sheets: tuple[str, str, str]) -> bytes:
    """A workbook of sheets: name, state, and the XML inside the worksheet."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(f"<sheet name='{n}' state='{s}' r:id='r{at}'/>" for at, (n, s, _) in numbered)
    leads = "".join(f"<Relationship Id='r{at}' Type='{OFFICE}/worksheet' Target='s{at}.xml'/>" for at, _ in numbered)
    parts = {
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='a' Type='{OFFICE}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{SPREADSHEET}' xmlns:r='{OFFICE}'><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'>{leads}"
        f"<Relationship Id='s' Type='{OFFICE}/styles' Target='styles.xml'/></Relationships>",
        "xl/styles.xml": f"<styleSheet xmlns='{SPREADSHEET}'>{STYLES}</styleSheet>",
    } | {
        f"xl/s{at}.xml": f"<worksheet xmlns='{SPREADSHEET}' xmlns:r='{OFFICE}'>{inner}</worksheet>"
        for at, (_, _, inner) in numbered
    }
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


STAFF = (
    "<cols><col min='4' max='4' hidden='1'/></cols><sheetData>"
    + row(1, text("A1", "Workforce by grade", 4))
    + row(2, text("A2", "Grade"), text("B2", "Staff"), text("C2", "Share"), text("D2", "Pay"))
    + row(3, text("A3", "Senior"), figure("B3", "1234", 1), figure("C3", "0.125", 2))
    + row(4, text("A4", "Ann"), figure("B4", "1"), more="hidden='1'")
    + row(5, text("A5", "Junior"), figure("B5", "44197", 3))
    + row(7, text("A7", "Left"), text("B7", "Right"))
    + row(8, text("A8", "both", 0), text("B8", "", 0))
    + "</sheetData><mergeCells><mergeCell ref='A1:C1'/><mergeCell ref='A8:B8'/></mergeCells>"
)


def test_a_sheet_is_read_as_it_is_shown() -> None:
    flow = extract(workbook(("Staff", "visible", STAFF)), "staff.xlsx")
    title, first, second = flow.blocks
    assert isinstance(title, FlowParagraph)
    assert (title.text, title.runs[0].bold) == ("Workforce by grade", True)
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    said = [[cell.blocks[0].text if cell.blocks else "" for cell in grid.cells] for grid in (first, second)]  # type: ignore[union-attr]
    assert said[0] == ["Grade", "Staff", "Share", "Senior", "1,234", "12.50%", "Junior", "01/01/2021", ""]
    assert said[1] == ["Left", "Right", "both"]
    assert (first.header_rows, second.cells[-1].colspan) == (1, 2)
    assert flow.title == "Staff"


def test_what_a_workbook_hides_is_told_and_not_published() -> None:
    secret = f"<sheetData>{row(1, text('A1', 'Secret'))}</sheetData>"
    result = assemble(extract(workbook(("Staff", "visible", STAFF), ("Old", "hidden", secret)), "staff.xlsx"), "staff")
    written = content.write(result.document)
    assert not {"Ann", "Pay", "Secret"} & set(written.split())
    assert [finding.rule for finding in result.findings].count("hidden-words") == 2
    assert sum("hidden in the workbook" in guess for guess in result.document.guesses) == 2
    assert [word.text for word in result.ledger.words if word.fate == "lost"] == []


def test_sheets_are_sections() -> None:
    other = f"<sheetData>{row(1, text('A1', 'x'), text('B1', 'y'))}{row(2, figure('A2', '1'), figure('B2', '2'))}</sheetData>"
    flow = extract(workbook(("Staff", "visible", STAFF), ("Other", "visible", other)), "staff.xlsx")
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph) and block.heading] == [
        "Staff",
        "Other",
    ]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 damaged", b"", workbook(("Empty", "visible", ""))], ids=["damaged", "empty", "bare"]
)
def test_a_workbook_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        extract(data, "x.xlsx")


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("1234", "#,##0", "1,234"), ("0.125", "0.00%", "12.50%"), ("44197", "dd/mm/yyyy", "01/01/2021"),
        ("44197", "mmm-yy", "Jan-21"), ("1234.5", '"£"#,##0.00', "£1,234.50"), ("1234", "[$£-809]#,##0", "£1,234"),
        ("-5", "#,##0;[Red]-#,##0", "-5"), ("-5", "#,##0;(#,##0)", "(5)"), ("-1234", "General", "-1234"),
        ("0", '0;-0;"–"', "–"), ("3.14159", "General", "3.14159"), ("1200000", '0.0,,"m"', "1.2m"), ("0.5", "hh:mm", "12:00"),
        ("44197.75", "d mmmm yyyy h:mm AM/PM", "1 January 2021 6:00 PM"), ("5", '0" staff"', "5 staff"), ("7", "000", "007"),
        ("2.5", "0.##", "2.5"), ("3", "0.##", "3"), ("1.005", "0.00", "1.01"), ("44197", "ddd d mmm", "Fri 1 Jan"),
        ("12345678901234", "General", "1.23456789E+13"), ("text", "0", "text"), ("99999999", "dd/mm/yyyy", "99999999"),
    ],
)  # fmt: skip
def test_a_number_is_what_people_see(value: str, code: str, words: str) -> None:
    assert shown(value, code) == words


WHITE_FONT = "<font><color rgb='FFFFFFFF'/></font>"
NO_FILL, RED = "<fill><patternFill patternType='none'/></fill>", "<font><color rgb='FFFF0000'/></font>"


def filled(colour: str) -> str:
    return f"<fill><patternFill patternType='solid'><fgColor {colour}/></patternFill></fill>"


def styled(font: str = "<font/>", fill: str = NO_FILL, code: str = "", more: str = "") -> str:
    """Styles of which number 1 has that font, fill and format code."""
    known = f"<numFmts><numFmt numFmtId='170' formatCode='{code}'/></numFmts>" if code else ""
    second = f"<xf fontId='1' fillId='1' numFmtId='{170 if code else 0}'/>"
    fonts, fills = f"<fonts><font/>{font}</fonts>", f"<fills>{NO_FILL}{fill}</fills>"
    return f"{known}{fonts}{fills}<cellXfs><xf/>{second}</cellXfs>{more}"


def with_secret(
    styles: str, before: str = "", after: str = "", cell: str = text("B2", "Secret", 1), more: str = ""
) -> bytes:
    """A table with the secret in the style 1."""
    rows = row(1, text("A1", "Grade"), text("B1", "Note")) + row(2, text("A2", "Junior"), cell, more=more)
    rows += row(3, text("A3", "Senior"), text("B3", "Known"))
    book = workbook(("Pay", "visible", f"{before}<sheetData>{rows}</sheetData>{after}"))
    return book if not styles else changed(book, STYLES, styles)


def changed(book: bytes, before: str, after: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer := io.BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).decode().replace(before, after))
    return buffer.getvalue()


IN_RED = "<conditionalFormatting sqref='B2'><cfRule dxfId='0'/></conditionalFormatting>"
WHITE, BLACK = "<rgbColor rgb='00FFFFFF'/>", "<stop><color rgb='FF000000'/></stop>"
PATTERN = (
    "<fill><patternFill patternType='darkGray'><fgColor rgb='FF000000'/><bgColor indexed='8'/></patternFill></fill>"
)


def with_alignment(attributes: str) -> str:
    """Styles of which number 1 sets its words so."""
    plain = "<xf fontId='1' fillId='1' numFmtId='0'/>"
    return styled().replace(plain, f"{plain[:-2]}><alignment {attributes}/></xf>")


def with_part(book: bytes, kind: str, inner: str) -> bytes:
    """The workbook with a part that its sheet refers to as r1."""
    relation = f"<Relationship Id='r1' Type='{OFFICE}/{kind}' Target='part.xml'/>"
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer := io.BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/_rels/s1.xml.rels", f"<Relationships xmlns='{PACKAGE}'>{relation}</Relationships>")
        new.writestr("xl/part.xml", inner)
    return buffer.getvalue()


def under_drawing(inner: str, row: int = 0) -> bytes:
    """The table under a drawing that begins in that row, from 0."""
    spaces = "xmlns:x='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'"
    spaces += " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
    ends = (("from", 0, row), ("to", 9, row + 5))
    at = "".join(f"<x:{end}><x:col>{right}</x:col><x:row>{down}</x:row></x:{end}>" for end, right, down in ends)
    anchor = f"<x:twoCellAnchor>{at}{inner}</x:twoCellAnchor>"
    book = with_secret("", after=f"<drawing xmlns:r='{OFFICE}' r:id='r1'/>")
    return with_part(book, "drawing", f"<x:wsDr {spaces}>{anchor}</x:wsDr>")


def in_table_style(font: str) -> bytes:
    """The table in a style of its own with that font."""
    style = "<tableStyles><tableStyle name='T'><tableStyleElement dxfId='0'/></tableStyle></tableStyles>"
    styles = styled(more=f"<dxfs><dxf>{font}</dxf></dxfs>{style}")
    book = with_secret(styles, after=f"<tableParts xmlns:r='{OFFICE}'><tablePart r:id='r1'/></tableParts>")
    return with_part(book, "table", f"<table xmlns='{SPREADSHEET}' ref='A1:B3'><tableStyleInfo name='T'/></table>")


def may_hide(change: str = "", rule: str = "<cfRule dxfId='0'/>") -> bytes:
    """The table with a conditional format of that rule on the secret, which may make that change."""
    after = f"<conditionalFormatting sqref='B2'>{rule}</conditionalFormatting>"
    return with_secret(styled(more=f"<dxfs><dxf>{change}</dxf></dxfs>"), after=after)


SHAPE = "<x:sp><x:spPr><a:prstGeom prst='rect'/>{}</x:spPr></x:sp>"
BLACK_FILL = "<a:solidFill><a:srgbClr val='000000'/></a:solidFill>"
LATER = "xmlns:l='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main'"
FORMULA = "xmlns:f='http://schemas.microsoft.com/office/excel/2006/main'"
NEW_RULE = (
    f"<extLst><l:conditionalFormatting {LATER} {FORMULA}><l:dxf>{WHITE_FONT}</l:dxf><f:sqref>B2</f:sqref>"
    "</l:conditionalFormatting></extLst>"
)
SCALE = "<cfRule><colorScale><color rgb='FF000000'/><color rgb='FF111111'/></colorScale></cfRule>"
MAY_HIDE = {
    "a black shape": (under_drawing(SHAPE.format(BLACK_FILL)), True),
    "a picture": (under_drawing("<x:pic/>"), True),
    "a chart": (under_drawing("<x:graphicFrame/>"), True),
    "a frame": (under_drawing(SHAPE.format("<a:noFill/>")), False),
    "a shape below the table": (under_drawing(SHAPE.format(BLACK_FILL), row=5), False),
    "a white table style": (in_table_style(WHITE_FONT), True),
    "a red table style": (in_table_style(RED), False),
    "a picture behind": (with_secret("", after=f"<picture xmlns:r='{OFFICE}' r:id='r1'/>"), True),
    "a black colour scale": (may_hide(rule=SCALE), True),
    "a black fill": (may_hide(filled("indexed='8'").replace("fg", "bg")), True),
    "a yellow fill": (may_hide(filled("indexed='13'").replace("fg", "bg")), False),
    "a number format": (may_hide("<numFmt formatCode=';;;'/>"), True),
    "a format of later years": (with_secret("", after=NEW_RULE), True),
}


@pytest.mark.parametrize(("data", "hides"), MAY_HIDE.values(), ids=MAY_HIDE)
def test_what_may_hide_cells_stops_publishing(data: bytes, hides: bool) -> None:
    flow = extract(data, "x.xlsx")
    assert "Secret" in content.write(assemble(flow, "x").document)
    assert any(one.rule == "hidden-words" and one.severity == Severity.ERROR for one in flow.findings) == hides


def test_no_sheet_of_a_workbook_whose_window_is_hidden_is_read() -> None:
    book = changed(with_secret(""), "<sheets>", "<bookViews><workbookView visibility='hidden'/></bookViews><sheets>")
    with pytest.raises(Unreadable):
        extract(book, "x.xlsx")


RUNS = "<c r='B2' t='inlineStr'><is><r><t>Known </t></r><r><rPr><color rgb='FFFFFFFF'/></rPr><t>Secret</t></r></is></c>"
NOT_READ = {
    "white": with_secret(styled(WHITE_FONT)),
    "white of the theme": with_secret(styled("<font><color theme='0'/></font>")),
    "white by its number": with_secret(styled("<font><color indexed='9'/></font>")),
    "black made white": with_secret(styled("<font><color theme='1' tint='0.99'/></font>")),
    "black on black": with_secret(styled(fill=filled("rgb='FF000000'"))),
    "red on red": with_secret(styled(RED, filled("rgb='FFFF0000'"))),
    "one point": with_secret(styled("<font><sz val='1'/></font>")),
    "letters of pictures": with_secret(styled("<font><name val='Wingdings'/></font>")),
    "a format that shows nothing": with_secret(styled(code=";;;")),
    "a format that shows other words": with_secret(styled(code="0;0;0;&quot;shown&quot;")),
    "a white format": with_secret(styled(code="[White]0;[White]0;[White]0;[White]@")),
    "white words in a text": with_secret("", cell=RUNS),
    "a low row": with_secret("", more="ht='0' customHeight='1'"),
    "a narrow column": with_secret("", before="<cols><col min='2' max='2' width='0.1'/></cols>"),
    "narrow columns": with_secret(
        "", "<sheetFormatPr defaultColWidth='0'/><cols><col min='1' max='1' width='9'/></cols>"
    ),
    "indented out of its column": with_secret(with_alignment("indent='250'")),
    "shrunk to dots": with_secret(
        with_alignment("shrinkToFit='1'"), before="<cols><col min='2' max='2' width='0.7'/></cols>"
    ),
    "a format in the second colour": with_secret(styled(code="[Color2]0;[Color2]0;[Color2]0;[Color2]@")),
    "in a gradient of its colour": with_secret(
        styled(fill=f"<fill><gradientFill>{BLACK}{BLACK}</gradientFill></fill>")
    ),
    "in a pattern of its colour": with_secret(styled(fill=PATTERN)),
    "in a colour of the palette": with_secret(styled("<font><color indexed='43'/></font>", filled("indexed='43'"))),
    "white in a palette of its own": with_secret(
        styled(
            "<font><color indexed='20'/></font>", more=f"<colors><indexedColors>{64 * WHITE}</indexedColors></colors>"
        )
    ),
    "a small subscript": with_secret(styled("<font><sz val='5'/><vertAlign val='subscript'/></font>")),
    "a font of bars": with_secret(styled("<font><name val='Libre Barcode 128'/></font>")),
    "below blank lines": with_secret("", cell=text("B2", f"Known{40 * '&#10;'}Secret")),
    "behind blanks": with_secret("", cell=text("B2", f"Known{400 * ' '}Secret")),
    "beyond the last column": with_secret("", cell=text("XFE2", "Secret")),
    "low rows": changed(
        with_secret("", "<sheetFormatPr defaultRowHeight='1' customHeight='1'/>"), "<row r='3' >", "<row r='3' ht='15'>"
    ),
    "before a frozen pane": with_secret(
        "", "<sheetViews><sheetView topLeftCell='A3'><pane ySplit='1' state='frozen'/></sheetView></sheetViews>"
    ),
    "under a merged cell": with_secret("", after="<mergeCells><mergeCell ref='A2:B2'/></mergeCells>"),
}


@pytest.mark.parametrize("data", NOT_READ.values(), ids=NOT_READ)
def test_cells_that_nobody_can_read_are_set_aside_and_told(data: bytes) -> None:
    flow = extract(data, "x.xlsx")
    assert "Secret" not in content.write(assemble(flow, "x").document)
    assert "Secret" in {aside.text for aside in flow.asides}
    assert "hidden-words" in {finding.rule for finding in flow.findings if finding.severity == Severity.ERROR}


@pytest.mark.parametrize("value", ["1e308", "-1e308", "NaN", "Infinity", "1e-999999999"])
@pytest.mark.parametrize("code", ["0.00", "dd/mm/yyyy", "#,##0;[Red]-#,##0", "General", "0.00E+00", "0%"])
def test_numbers_beyond_all_measure_are_shown_as_they_are_stored(value: str, code: str) -> None:
    assert shown(value, code)


def test_a_number_that_its_format_does_not_show_is_set_aside() -> None:
    flow = extract(with_secret(styled(code=";;;"), cell=figure("B2", "98765", 1)), "x.xlsx")
    assert "98765" in {aside.text for aside in flow.asides}
    assert "hidden-words" in {finding.rule for finding in flow.findings}


@pytest.mark.parametrize(
    "after",
    [
        "<conditionalFormatting sqref='A1 B2:B3'><cfRule dxfId='0'/></conditionalFormatting>",
        "<conditionalFormatting sqref='B2'><cfRule><dataBar showValue='0'/></cfRule></conditionalFormatting>",
    ],
)
def test_cells_that_a_conditional_format_may_hide_are_read_and_told(after: str) -> None:
    flow = extract(with_secret(styled(more=f"<dxfs><dxf>{WHITE_FONT}</dxf></dxfs>"), after=after), "x.xlsx")
    assert "Secret" in content.write(assemble(flow, "x").document)
    assert "hidden-words" in {finding.rule for finding in flow.findings if finding.severity == Severity.ERROR}


@pytest.mark.parametrize(
    "data",
    [
        with_secret(styled(WHITE_FONT, filled("rgb='FF112233'"))),
        with_secret(styled(RED)),
        with_secret(styled("<font><sz val='7'/></font>")),
        with_secret(styled(code="0;[Red]-0;0;@")),
        with_secret(styled(fill="<fill><patternFill patternType='gray125'/></fill>")),
        with_secret(styled(more=f"<dxfs><dxf>{RED}</dxf></dxfs>"), after=IN_RED),
        with_secret("", more="ht='15' customHeight='1'"),
    ],
    ids=["white on blue", "red", "small", "a format for text", "a pattern", "a red conditional format", "a row"],
)  # fmt: skip
def test_cells_that_look_like_hidden_ones_and_can_be_read_are_read(data: bytes) -> None:
    flow = extract(data, "x.xlsx")
    assert "Secret" in content.write(assemble(flow, "x").document)
    assert not [finding for finding in flow.findings if finding.rule == "hidden-words"]


AROUND = {
    "comments": (
        "comments",
        f"<comments xmlns='{SPREADSHEET}'><comment><text><r><t>Is this </t></r><r><t>right?</t></r></text></comment>"
        "<comment><text><t>[Threaded comment] Ask Ann</t></text></comment></comments>",
    ),
    "newer": (
        "threadedComment",
        "<ThreadedComments xmlns='http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments'>"
        "<threadedComment><text>Ask Ann</text></threadedComment></ThreadedComments>",
    ),
    "drawing": (
        "drawing",
        "<d:wsDr xmlns:d='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' "
        "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><d:pic/><d:pic/><d:graphicFrame/><d:sp><d:txBody><a:p>"
        "<a:r><a:t>Read </a:t></a:r><a:r><a:t>this</a:t></a:r></a:p><a:p><a:r><a:t>first</a:t></a:r></a:p></d:txBody></d:sp>"
        "</d:wsDr>",
    ),
    "printer": ("printerSettings", "no XML"),
}


def test_what_stands_around_the_cells_is_told() -> None:
    codes = "&amp;C&amp;K00-047&amp;&quot;Arial,Bold&quot;&amp;12Our plan &amp;&amp; aims&amp;RPage &amp;P"
    header = f"<headerFooter><oddHeader>{codes}</oddHeader></headerFooter>"
    inner = f"<sheetData>{row(1, text('A1', 'We meet'))}</sheetData>{header}"
    leads = "".join(f"<Relationship Id='{n}' Type='x/{kind}' Target='{n}.xml'/>" for n, (kind, _) in AROUND.items())
    data = io.BytesIO(workbook(("Staff", "visible", inner)))
    with zipfile.ZipFile(data, "a") as file:
        file.writestr("xl/_rels/s1.xml.rels", f"<Relationships xmlns='{PACKAGE}'>{leads}</Relationships>")
        for name, (_, part) in AROUND.items():
            file.writestr(f"xl/{name}.xml", part)
    flow = extract(data.getvalue(), "staff.xlsx")
    assert [(aside.text, aside.reason) for aside in flow.asides] == [
        ("Our plan & aims Page", "running header"),
        ("Is this right?", "comment"),
        ("Ask Ann", "comment"),
        ("Read this first", "text box over the cells"),
    ]
    assert [(one.rule, one.message.rpartition(" left out: ")[2]) for one in flow.findings] == [
        ("comment", "“Is this right?”"),
        ("comment", "“Ask Ann”"),
        ("beside-cells", "“Read this first”"),
        ("beside-cells", "picture, 2"),
        ("beside-cells", "chart or diagram, 1"),
    ]


def test_a_sheet_that_is_only_a_chart_is_told() -> None:
    sheets = workbook(
        ("Staff", "visible", f"<sheetData>{row(1, text('A1', 'We meet'))}</sheetData>"), ("Chart", "visible", "")
    )
    parts = members(sheets)
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b"/worksheet' Target='s2.xml'", b"/chartsheet' Target='s2.xml'")
    lead = "<Relationship Id='drawing' Type='x/drawing' Target='d.xml'/>"
    parts["xl/_rels/s2.xml.rels"] = f"<Relationships xmlns='{PACKAGE}'>{lead}</Relationships>".encode()
    parts["xl/d.xml"] = AROUND["drawing"][1].replace("<d:pic/>", "").encode()
    flow = extract(zipped(parts), "staff.xlsx")
    assert [one.message for one in flow.findings if "“Chart”" in one.message and "diagram" in one.message]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("<c r='B2'><f>A1*2</f></c>", True),
        ("<c r='B2'><f>A1*2</f><v/></c>", True),
        ("<c r='B2'><f>A1*2</f><v>6</v></c>", False),
        ("<c r='B2' t='str'><f>IF(A1,1,&quot;&quot;)</f><v></v></c>", False),
        ("<c r='B2'/>", False),
    ],
)
def test_a_formula_without_its_result_is_an_error(cell: str, told: bool) -> None:
    inner = (
        f"<sheetData>{row(1, text('A1', 'Grade'), text('B1', 'Staff'))}{row(2, text('A2', 'Senior'), cell)}</sheetData>"
    )
    flow = extract(workbook(("Staff", "visible", inner)), "staff.xlsx")
    assert [one.rule for one in flow.findings] == (["open-formulas"] if told else [])


def test_a_cell_leads_where_its_link_does() -> None:
    places = (
        "ref='B1:C1' r:id='h'",
        "ref='A1' location='Other!A1'",
        "ref='C1' r:id='i'",
        "ref='D1' r:id='h' location='two'",
    )
    links = "".join(f"<hyperlink {place}/>" for place in places)
    inner = f"<sheetData>{row(1, *(text(f'{at}1', at) for at in 'ABCD'))}</sheetData>{links}"
    address = "https://example.org/"
    relations = (
        f"<Relationship Id='h' Type='x/hyperlink' Target='{address}' TargetMode='External'/>"
        "<Relationship Id='i' Type='x/hyperlink' Target='b.xml'/>"
    )
    data = io.BytesIO(workbook(("Staff", "visible", inner)))
    with zipfile.ZipFile(data, "a") as file:
        file.writestr("xl/_rels/s1.xml.rels", f"<Relationships xmlns='{PACKAGE}'>{relations}</Relationships>")
    (grid,) = extract(data.getvalue(), "staff.xlsx").blocks
    assert isinstance(grid, Grid)
    runs = [
        run for cell in grid.cells for block in cell.blocks if isinstance(block, FlowParagraph) for run in block.runs
    ]
    assert [(run.text, run.link) for run in runs] == [("A", ""), ("B", address), ("C", ""), ("D", f"{address}#two")]


def test_a_sheet_of_thousands_of_rows_is_read_in_time() -> None:
    rows = (row(number, *(figure(f"{at}{number}", "7") for at in "ABCDEFGHIJ")) for number in range(1, 5001))
    data = workbook(("Staff", "visible", f"<sheetData>{''.join(rows)}</sheetData>"))
    started = time.process_time()
    (grid,) = extract(data, "staff.xlsx").blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (5000, 10)
    assert time.process_time() - started < 8
