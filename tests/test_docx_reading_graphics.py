"""Reading DOCX: charts give the table of their figures, diagrams and drawn text their words, other pictures a finding."""

from __future__ import annotations

import struct

import pytest

from pipeline.model.flow import Flow, FlowParagraph, Grid, Picture
from pipeline.ooxml.xml import NAMESPACES
from pipeline.sources.docx.extract import extract
from tests.docx_making import picture, word_file
from tests.test_docx_reading import lines, unaccounted

DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())


def drawing(inner: str) -> str:
    graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    return f"<w:p><w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r></w:p>"


def points(values: list[str], form: str = "") -> str:
    code = f"<c:formatCode>{form}</c:formatCode>" if form else ""
    return code + "".join(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>' for at, text in enumerate(values) if text)


def series(name: str, categories: list[str], values: list[str], form: str = "General") -> str:
    return (
        f"<c:ser><c:tx><c:strRef><c:strCache>{points([name])}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points(categories)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points(values, form)}</c:numCache></c:numRef></c:val></c:ser>"
    )


def read(body: str, files: dict[str, str]) -> Flow:
    parts = {name: f"<x {DECLARED}>{inner}</x>".encode() for name, inner in files.items()}
    flow = extract(word_file(body, files=parts), "x.docx")
    assert unaccounted(flow) == []
    return flow


def test_the_picture_that_word_shows_until_somebody_chooses_one_is_left_out_and_told() -> None:
    held = drawing('<pic:pic><a:blip r:embed="a.png"/></pic:pic>').removeprefix("<w:p>").removesuffix("</w:p>")
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/><w:picture/></w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>"
    flow = extract(
        word_file(f"<w:p>{control}<w:r><w:t>a</w:t></w:r></w:p>", files={"media/a.png": picture()}), "x.docx"
    )
    assert lines(flow.blocks) == ["a"]
    assert [one.rule for one in flow.findings] == ["left-out"]


def test_a_chart_becomes_its_title_and_the_table_of_its_figures() -> None:
    wards = ["Allington", "Bearsted"]
    inner = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Residents who replied</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        f"<c:plotArea><c:barChart>{series('2019', wards, ['0.27000000000000002', '0.3'], '0%')}"
        f"{series('Letters', wards, ['', '12'])}</c:barChart></c:plotArea></c:chart>"
    )
    flow = read(drawing('<c:chart r:id="chart1.xml"/>'), {"charts/chart1.xml": inner})
    title, grid = flow.blocks
    assert isinstance(title, FlowParagraph)
    assert title.text == "Residents who replied"
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns, grid.header_rows) == (3, 3, 1)
    assert lines(flow.blocks)[1:] == ["2019", "Letters", "Allington", "27%", "Bearsted", "30%", "12"]
    assert [finding.rule for finding in flow.findings] == ["graphic"]


TITLE = "<c:chart><c:title><c:tx><c:rich><a:p>{}<a:r>{}<a:t>Residents who replied</a:t></a:r></a:p></c:rich></c:tx>{}</c:title>{}"
FIGURES = f"<c:plotArea><c:barChart>{series('2019', ['Allington'], ['3'])}</c:barChart></c:plotArea></c:chart>"
SOLID = "<a:solidFill>{}</a:solidFill>"
WHITE = SOLID.format('<a:srgbClr val="FFFFFF"/>')
DARK = f"<c:spPr>{WHITE.replace('FFFFFF', '112233')}</c:spPr>"
DEFAULT_WHITE = f"<c:txPr><a:p><a:pPr><a:defRPr>{WHITE}</a:defRPr></a:pPr></a:p></c:txPr>"
CLEAR = '<a:srgbClr val="000000"><a:alpha val="{}"/></a:srgbClr>'


def chart(look: str = "", first: str = "", title: str = "", after: str = "", end: str = "") -> str:
    """A chart whose title has a look, and formats by its paragraph, by itself, behind it and of the whole chart."""
    return TITLE.format(first, f"<a:rPr>{look}</a:rPr>", title, after) + FIGURES + end


TITLES = {
    "white": (chart(WHITE), False),
    "white on a dark chart": (chart(WHITE, end=DARK), True),
    "white on a dark title": (chart(WHITE, title=DARK), True),
    "white by the theme": (chart(SOLID.format('<a:schemeClr val="bg1"/>')), False),
    "black by the theme": (chart(SOLID.format('<a:schemeClr val="tx1"/>')), True),
    "white by its paragraph": (chart(first=f"<a:pPr><a:defRPr>{WHITE}</a:defRPr></a:pPr>"), False),
    "white by the title": (chart(title=DEFAULT_WHITE), False),
    "white by the chart": (chart(end=DEFAULT_WHITE), False),
    "black in a white chart": (chart(SOLID.format('<a:srgbClr val="000000"/>'), end=DEFAULT_WHITE), True),
    "without a fill": (chart("<a:noFill/>"), False),
    "clear": (chart(SOLID.format(CLEAR.format(0))), False),
    "half clear": (chart(SOLID.format(CLEAR.format(50_000))), True),
    "tiny": (chart().replace("<a:rPr>", '<a:rPr sz="200">'), False),
    "of ten points": (chart().replace("<a:rPr>", '<a:rPr sz="1000">'), True),
    "switched off": (chart(after='<c:autoTitleDeleted val="1"/>'), False),
    "not switched off": (chart(after='<c:autoTitleDeleted val="0"/>'), True),
}


@pytest.mark.parametrize(("inner", "seen"), TITLES.values(), ids=TITLES)
def test_a_title_of_a_chart_that_nobody_sees_is_left_out_and_told(inner: str, seen: bool) -> None:
    flow = read(drawing('<c:chart r:id="chart1.xml"/>'), {"charts/chart1.xml": inner})
    assert ("Residents who replied" in lines(flow.blocks)) == seen
    assert ("hidden-words" in {finding.rule for finding in flow.findings}) != seen


@pytest.mark.parametrize(
    ("fill", "look", "seen"),
    [
        ("<dgm:spPr><a:noFill/></dgm:spPr>", WHITE, False), (DARK.replace("c:", "dgm:"), WHITE, True), ("", WHITE, True),
        ("<dgm:spPr><a:ln/></dgm:spPr>", WHITE, True), ("", "<a:noFill/>", False),
    ],
    ids=["white on none", "white on dark", "white", "white with a line", "clear"],
)  # fmt: skip
def test_words_that_a_diagram_does_not_show_are_left_out_and_told(fill: str, look: str, seen: bool) -> None:
    entry = "<dgm:pt>{}<dgm:t><a:p><a:r><a:rPr>{}</a:rPr><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    inner = entry.format("", "", "Listen") + entry.format(fill, look, "Secret")
    flow = read(drawing('<dgm:relIds r:dm="d.xml"/>'), {"d.xml": inner})
    assert ("Secret" in lines(flow.blocks), "Listen" in lines(flow.blocks)) == (seen, True)
    assert ("hidden-words" in {finding.rule for finding in flow.findings}) != seen


def test_a_chart_without_room_is_left_out_and_told() -> None:
    drawn = drawing('<c:chart r:id="chart1.xml"/>').replace("<wp:inline>", '<wp:inline><wp:extent cx="9" cy="9"/>')
    assert 'cx="9"' in drawn
    flow = extract(
        word_file(
            drawn + "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
            files={"charts/chart1.xml": f"<x {DECLARED}>{chart()}</x>".encode()},
        ),
        "x.docx",
    )
    assert lines(flow.blocks) == ["a"]
    assert [finding.rule for finding in flow.findings] == ["hidden-words"]


def test_a_chart_without_figures_is_reported() -> None:
    flow = read(drawing('<c:chart r:id="chart1.xml"/>'), {"charts/chart1.xml": "<c:chart/>"})
    assert (flow.blocks, [finding.rule for finding in flow.findings]) == ((), ["graphic"])


KINDS = {
    "ink": '<w14:contentPart r:id="ink1"/>',
    "newer kind of chart": '<x:chart xmlns:x="http://schemas.microsoft.com/office/drawing/2014/chartex" r:id="x1"/>',
    "3D model": '<x:model xmlns:x="http://schemas.microsoft.com/office/drawing/2017/model3d" r:id="x1"/>',
}
STORED = '<pic:pic><a:blip r:embed="a.png"/></pic:pic>'


@pytest.mark.parametrize(("kind", "inner"), KINDS.items(), ids=KINDS)
@pytest.mark.parametrize(
    ("fallback", "kept"),
    [(STORED, 1), ("", 0), (f"<wps:wsp><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></wps:wsp>{STORED}", 0)],
    ids=["picture", "nothing", "words"],
)  # fmt: skip
def test_a_drawing_that_cannot_be_read_is_told_and_gives_way_to_its_stored_picture(
    kind: str, inner: str, fallback: str, kept: int
) -> None:
    made, old = (drawing(part).removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>") for part in (inner, fallback))
    branches = f"<mc:Choice>{made}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    body = f"<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent>{branches}</mc:AlternateContent></w:r></w:p>"
    flow = extract(word_file(body, files={"media/a.png": picture()}), "x.docx")
    assert sum(isinstance(block, Picture) for block in flow.blocks) == kept
    assert [block.text.strip() for block in flow.blocks if isinstance(block, FlowParagraph)] == ["a"]
    (told,) = (one.message for one in flow.findings if one.rule == "graphic")
    assert f"({kind})" in told
    assert ("stored" in told) is bool(kept)


def test_a_drawing_that_is_read_is_not_told_as_one_that_cannot_be_read() -> None:
    assert not extract(word_file(drawing(STORED), files={"media/a.png": picture()}), "x.docx").findings


def test_a_diagram_gives_its_texts_in_order() -> None:
    points = "".join(
        f"<dgm:pt{kind}><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for kind, text in (("", "Plan"), (' type="pres"', "not shown"), ("", "Do"), (' type="node"', "Check"))
    )
    flow = read(drawing('<dgm:relIds r:dm="data1.xml"/>'), {"diagrams/data1.xml": f"<dgm:ptLst>{points}</dgm:ptLst>"})
    assert lines(flow.blocks) == ["Plan", "Do", "Check"]


@pytest.mark.parametrize(
    ("case", "body"),
    [
        ("WordArt", '<w:p><w:r><w:pict><v:shape><v:textpath string="Drawn words"/></v:shape></w:pict></w:r></w:p>'),
        ("canvas", drawing("<a:txBody><a:p><a:r><a:t>Drawn </a:t></a:r><a:r><a:t>words</a:t></a:r></a:p></a:txBody>")),
    ],
    ids=lambda value: value if "<" not in value else "",
)  # fmt: skip
def test_drawn_text_is_read(case: str, body: str) -> None:
    assert lines(read(body, {}).blocks) == ["Drawn words"], case


@pytest.mark.parametrize(
    ("file", "reference", "rule"),
    [
        ("media/map.emf", "map.emf", "picture-format"),
        ("media/other.png", "gone.png", "picture-not-in-file"),
        ("media/empty.png", "empty.png", "picture-not-in-file"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_left_out_and_named(file: str, reference: str, rule: str) -> None:
    data = b"" if "empty" in file else b"data"
    body = drawing(f'<pic:pic><a:blip r:embed="{reference}"/></pic:pic>')
    flow = extract(word_file(body, files={file: data}), "x.docx")
    assert flow.blocks == ()
    assert [finding.rule for finding in flow.findings] == [rule]


def test_a_windows_drawing_is_named_as_such() -> None:
    drawn = struct.pack("<10i", 1, 108, 0, 0, 99, 49, 0, 0, 2540, 1270) + b" EMF" + bytes(64)
    body = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="map.emf"/></v:shape></w:pict></w:r></w:p>'
    (finding,) = extract(word_file(body, files={"media/map.emf": drawn}), "x.docx").findings
    assert "it is a Windows drawing, EMF or WMF" in finding.message


def test_an_embedded_object_keeps_its_picture_and_is_reported() -> None:
    shape = '<v:shape alt="Budget"><v:imagedata r:id="b.png"/></v:shape>'
    body = f'<w:p><w:r><w:object>{shape}<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    flow = extract(word_file(body, files={"media/b.png": picture()}), "x.docx")
    (shown,) = flow.blocks
    assert isinstance(shown, Picture)
    assert shown.alt == "Budget"
    assert [finding.rule for finding in flow.findings] == ["embedded-object"]
    assert "Excel" in flow.findings[0].message


@pytest.mark.parametrize(("kind", "text"), [("inline", "the crest < of Anytown"), ("anchor", "the crest <of Anytown")])
def test_a_picture_in_the_line_parts_the_words_around_it_and_one_that_floats_does_not(kind: str, text: str) -> None:
    drawing = f"<w:r><w:drawing><wp:{kind}/></w:drawing></w:r>"
    body = f"<w:p><w:r><w:t>the crest &lt;</w:t></w:r>{drawing}<w:r><w:t>of Anytown</w:t></w:r></w:p>"
    flow = extract(word_file(body), "x.docx")
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == [text]
    assert not [finding for finding in flow.findings if finding.rule == "damaged-source"]


def test_a_picture_at_the_end_of_a_page_stays_there_where_the_next_page_begins_with_words() -> None:
    shown = '<w:pict><v:shape><v:imagedata r:id="a.png"/></v:shape></w:pict>'
    words = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Aims</w:t></w:r></w:p>"
    body = f"<w:p><w:r>{shown}</w:r></w:p>{words}"
    blocks = extract(word_file(body, files={"media/a.png": picture()}), "a.docx").blocks
    assert [(type(block), block.place.page) for block in blocks] == [(Picture, 1), (FlowParagraph, 2)]


HEAD = '<wps:wsp><wps:spPr><a:ln><a:headEnd type="none"/><a:tailEnd type="{}"/></a:ln></wps:spPr></wps:wsp>'
OLD = '<w:p><w:r><w:pict><v:line><v:stroke startarrowwidth="wide" {}/></v:line></w:pict></w:r></w:p>'
BLOCK = '<wps:wsp><wps:spPr><a:prstGeom prst="{}"/></wps:spPr></wps:wsp>'
POINTED = OLD.format('endarrow="block"')
TWICE = f"<mc:AlternateContent>{{}}<mc:Fallback>{POINTED}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (drawing(HEAD.format("triangle")), "1 arrow was"),
        (drawing(HEAD.replace("none", "stealth").format("arrow")), "1 arrow was"),
        (drawing(HEAD.format("none")), ""),
        (drawing(HEAD.format("oval")), ""),
        (POINTED + OLD.format('startarrow="open"'), "2 arrows were"),
        (OLD.format('endarrow="none"'), ""),
        (drawing(BLOCK.format("downArrow")), "1 arrow was"),
        (drawing(BLOCK.format("rect")), ""),
        (TWICE.format(f'<mc:Choice Requires="wps">{drawing(HEAD.format("triangle"))}</mc:Choice>'), "1 arrow was"),
    ],
)
def test_arrows_of_a_flow_chart_are_told_because_its_words_alone_are_kept(drawn: str, said: str) -> None:
    flow = extract(word_file("<w:p><w:r><w:t>Refer</w:t></w:r></w:p>" + drawn), "x.docx")
    told = [one.message.split(" left")[0] for one in flow.findings if one.rule == "graphic"]
    assert told == ([said] if said else [])
