"""What a Word file hides goes nowhere: words that nobody sees, cut parts of pictures, and what cameras wrote into them."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.content.pictures import LEFT_OUT
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow, FlowParagraph, Picture
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, picture, word_file
from tests.test_docx_reading_hostile import changed, members

WHITE = '<w:color w:val="FFFFFF"/>'
NEARLY_WHITE, BLACK, BLUE = (f'<w:color w:val="{colour}"/>' for colour in ("FDFEFD", "000000", "112233"))
BLACK_GROUND, YELLOW_BOX = '<w:shd w:fill="000000"/>', '<w:highlight w:val="yellow"/>'
TINY, SIX_POINTS = '<w:sz w:val="2"/>', '<w:sz w:val="12"/>'
BLACK_BOX = '<w:highlight w:val="black"/>'
ANCHOR = '<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>'


def run(look: str, text: str = "secret") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(fill: str, inner: str) -> str:
    return f'<w:tc><w:tcPr><w:shd w:fill="{fill}"/></w:tcPr><w:p>{inner}</w:p></w:tc>'


def table(fill: str, inner: str) -> str:
    rows = f"<w:tr>{cell(fill, inner)}{cell(fill, run('', 'other'))}</w:tr>" * 2
    return f"<w:tbl>{rows}</w:tbl>"


def read(body: str) -> Flow:
    return extract(word_file(paragraph("Words that all may read") + body), "x.docx")


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def text_fill(inner: str) -> str:
    return f"<w14:textFill {W14}>{inner}</w14:textFill>"


def placed(properties: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(look)}</w:p>"


def row(properties: str) -> str:
    first, other = cell("auto", run("")), cell("auto", run("", "x"))
    return f"<w:tbl><w:tr><w:trPr>{properties}</w:trPr>{first}</w:tr><w:tr>{other}</w:tr></w:tbl>"


def shape(
    fill: str, inner: str = "", behind: str = "0", size: str = 'cx="2000000" cy="200000"', form: str = "rect"
) -> str:
    """A drawn shape with a fill, words or none, before or behind the text."""
    box = f"<wps:txbx><w:txbxContent><w:p>{inner}</w:p></w:txbxContent></wps:txbx>" if inner else ""
    shaped = f'<wps:wsp><wps:spPr><a:prstGeom prst="{form}"/>{fill}</wps:spPr>{box}</wps:wsp>'
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}"><wp:extent {size}/><wp:wrapNone/>'
        f"<a:graphic><a:graphicData>{shaped}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def filled(colour: str, inner: str = "") -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}">{inner}</a:srgbClr></a:solidFill>'


def vml(attributes: str, inner: str = "", place: str = "position:absolute;width:200pt;height:20pt;z-index:2") -> str:
    box = f"<v:textbox><w:txbxContent><w:p>{inner}</w:p></w:txbxContent></v:textbox>" if inner else ""
    return f'<w:r><w:pict><v:rect {V} style="{place}" {attributes}>{box}</v:rect></w:pict></w:r>'


def box(inner: str, size: str = 'cx="2000000" cy="400000"', at: int = 0) -> str:
    """A text box of a size that does not change, so many units from the corner of the page."""
    place = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{at}</wp:posOffset></wp:position{axis}>' for axis in "HV"
    )
    return shape(filled("FFFFFF"), inner, size=size).replace("<wp:extent", f"{place}<wp:extent")


def image(name: str, behind: int = 0, place: str = "page", down: int = 0) -> str:
    """A picture before or behind the text, so many units below the corner of its place."""
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}"><wp:positionV relativeFrom="{place}">'
        f'<wp:posOffset>{down}</wp:posOffset></wp:positionV><wp:extent cx="3000000" cy="300000"/><wp:wrapNone/>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{name}"/></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
    )


def merged() -> str:
    """Two cells that are merged, the secret in the one that is gone."""
    merges = (("restart", "shown"), ("continue", "secret"))
    cells = (
        f'<w:tc><w:tcPr><w:vMerge w:val="{kind}"/></w:tcPr><w:p>{run("", words)}</w:p></w:tc>' for kind, words in merges
    )
    return "<w:tbl>" + "".join(f"<w:tr>{one}{cell('auto', run('', 'beside'))}</w:tr>" for one in cells) + "</w:tbl>"


def styled(letters: str = "") -> str:
    """A table in the style T, the secret in a row of its body."""
    head, body = (cell("auto", run(look, words)) * 2 for look, words in (("", "head"), (letters, "secret")))
    properties = '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1" w:firstColumn="0"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{head}</w:tr><w:tr>{body}</w:tr></w:tbl>"


def table_style(inner: str) -> str:
    return f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>{inner}</w:style>'


def under(upper: str, lower: str, across: int = 0) -> str:
    """Two text boxes in one paragraph, the first so far left of the second, with the fill of the second."""
    place = '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{}</wp:posOffset></wp:positionV>'
    boxes = (shape(filled("FFFFFF"), run("", lower)), shape(upper, run("", "cover")))
    at = (f'<wp:positionH relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH>' for x in (0, across))
    return "".join(
        one.replace("<wp:extent", f"{x}{place.format(0)}<wp:extent") for one, x in zip(boxes, at, strict=True)
    )


def on_picture(look: str, down: int = 0) -> str:
    """Letters on a blue shape behind the text, so far below its upper edge."""
    place = f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{-down}</wp:posOffset></wp:positionV>'
    return shape(filled("112233"), behind="1").replace("<wp:extent", f"{place}<wp:extent") + run(look)


def advanced(way: str) -> str:
    """The secret after a field that moves it."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"{marks[0]}<w:r><w:instrText> ADVANCE {way} </w:instrText></w:r>{marks[1]}{run('')}"


def ruby(look: str, half_points: int = 10) -> str:
    """The secret as a reading aid."""
    aid = f'<w:rubyPr><w:hps w:val="{half_points}"/></w:rubyPr><w:rt>{run(look)}</w:rt>'
    return f"<w:p><w:r><w:ruby>{aid}<w:rubyBase>{run('', 'base')}</w:rubyBase></w:ruby></w:r></w:p>"


def in_diagram(colour: str, fill: str) -> str:
    """The secret in text that DrawingML itself holds."""
    letters = f"<a:r><a:rPr><a:solidFill>{colour}</a:solidFill></a:rPr><a:t>secret</a:t></a:r>"
    body = f"<a:sp><a:spPr>{fill}</a:spPr><a:txBody><a:p>{letters}</a:p></a:txBody></a:sp>"
    graphic = f"<a:graphic><a:graphicData>{body}</a:graphicData></a:graphic>"
    return f"<w:p><w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r></w:p>"


WHITE_OF_THEME, WHITE_OF_SYSTEM = '<a:schemeClr val="bg1"/>', '<a:sysClr val="window" lastClr="FFFFFF"/>'
NO_SIZE, LOW = 'cx="1" cy="1"', 'cx="2000000" cy="200000"'
LINES = "</w:p><w:p>".join((run("", "one"), run("", "two"), run("")))
DARK_HEAD = (
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    '<w:tcPr><w:shd w:fill="000000"/></w:tcPr></w:tblStylePr>'
)


NOT_SEEN = {
    "white": f"<w:p>{run(WHITE)}</w:p>",
    "nearly white": f"<w:p>{run(NEARLY_WHITE)}</w:p>",
    "tiny": f"<w:p>{run(TINY)}</w:p>",
    "black highlight": f"<w:p>{run(BLACK_BOX)}</w:p>",
    "blue highlight": f"""<w:p>{run('<w:color w:val="000080"/><w:highlight w:val="darkBlue"/>')}</w:p>""",
    "black shading": f"<w:p>{run(BLACK + BLACK_GROUND)}</w:p>",
    "solid pattern": f"""<w:p>{run(BLACK + '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>')}</w:p>""",
    "paragraph": placed('<w:shd w:fill="112233"/>', BLUE),
    "white cell": table("FFFFFF", run(WHITE)),
    "plain cell": table("auto", run(WHITE)),
    "colour of the theme": f"""<w:p>{run('<w:color w:val="auto" w:themeColor="background1"/>')}</w:p>""",
    "stale value": f"""<w:p>{run('<w:color w:val="000000" w:themeColor="light1"/>')}</w:p>""",
    "tint of the theme": f"""<w:p>{run('<w:color w:val="auto" w:themeColor="text1" w:themeTint="00"/>')}</w:p>""",
    "white fill": f"""<w:p>{run(text_fill('<w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'))}</w:p>""",
    "no fill": f"<w:p>{run(text_fill('<w14:noFill/>'))}</w:p>",
    "clear fill": "<w:p>" + run(text_fill(
        '<w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill>'
    )) + "</w:p>",
    "narrow": f"""<w:p>{run('<w:w w:val="1"/>')}</w:p>""",
    "piled up": f"""<w:p>{run('<w:spacing w:val="-200"/>')}</w:p>""",
    "lowered": f"""<w:p>{run('<w:position w:val="-3000"/>')}</w:p>""",
    "low line": placed('<w:spacing w:line="2" w:lineRule="exact"/>'),
    "beside the page": placed('<w:ind w:left="-20000"/>'),
    "thin frame": placed('<w:framePr w:w="1" w:h="1" w:hRule="exact"/>'),
    "frame beside the page": placed('<w:framePr w:w="3000" w:x="-9000"/>'),
    "low row": row('<w:trHeight w:val="1" w:hRule="exact"/>'),
    "white in a white box": f"<w:p>{shape(filled('FFFFFF'), run(WHITE))}</w:p>",
    "black in a black box": f"<w:p>{shape(filled('000000'), run(BLACK))}</w:p>",
    "white in a box without fill": f"<w:p>{shape('<a:noFill/>', run(WHITE))}</w:p>",
    "white in an old box": f"""<w:p>{vml('fillcolor="white"', run(WHITE))}</w:p>""",
    "white on a white shape": f"<w:p>{shape(filled('FFFFFF'), behind='1')}{run(WHITE)}</w:p>",
    "white fill of the theme": "<w:p>"
    + run(text_fill('<w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill>')) + "</w:p>",
    "nearly solid pattern": placed('<w:shd w:val="pct90" w:color="000000" w:fill="FFFFFF"/>', BLACK),
    "letters of pictures": f"""<w:p>{run('<w:rFonts w:ascii="Wingdings"/>')}</w:p>""",
    "fitted into nothing": f"""<w:p>{run('<w:fitText w:val="1"/>')}</w:p>""",
    "beside the page on the right": placed('<w:ind w:left="20000"/>'),
    "first line beside the page": placed('<w:ind w:left="0" w:hanging="20000"/>'),
    "line lower than its letters": placed('<w:spacing w:line="100" w:lineRule="exact"/>', '<w:sz w:val="28"/>'),
    "frame below the page": placed('<w:framePr w:w="3000" w:vAnchor="page" w:y="31000"/>'),
    "box beside the page": f"<w:p>{box(run(''), at=-9999999)}</w:p>",
    "box of no size": f"""<w:p>{box(run(''), size=NO_SIZE)}</w:p>""",
    "below the end of a box": f"<w:p>{box(LINES, size=LOW)}</w:p>",
    "old box beside the page": f"<w:p>{vml('', run(''), 'margin-left:-2000pt;width:200pt;height:20pt')}</w:p>",
    "old box of no size": f"<w:p>{vml('', run(''), 'position:absolute;width:0;height:0')}</w:p>",
    "table beside the page": '<w:tbl><w:tblPr><w:tblInd w:w="-20000"/></w:tblPr><w:tr>'
    + cell("auto", run("")) * 2 + "</w:tr></w:tbl>",
    "cell merged into the one above": merged(),
    "under another box": f"<w:p>{under(filled('FFFFFF'), 'secret')}</w:p>",
    "in the colour of the shape behind": f"<w:p>{on_picture(BLUE)}</w:p>",
    "moved off the page": f"<w:p>{advanced(chr(92) + 'l 9000')}</w:p>",
    "moved up off the page in two steps": f"<w:p>{advanced(chr(92) + 'u 150 ' + chr(92) + 'u 150')}</w:p>",
    "a tiny reading aid": ruby("", 1),
    "a white reading aid": ruby(WHITE),
    "white with a sign before it": f"""<w:p>{run('<w:color w:val="#FFFFFF"/>')}</w:p>""",
    "white in three signs": f"""<w:p>{run('<w:color w:val="fff"/>')}</w:p>""",
    "white by its name": f"""<w:p>{run('<w:color w:val="white"/>')}</w:p>""",
    "of size 0": f"""<w:p>{run('<w:sz w:val="0"/>')}</w:p>""",
    "a small subscript": f"""<w:p>{run('<w:sz w:val="10"/><w:vertAlign w:val="subscript"/>')}</w:p>""",
    "white in a diagram": in_diagram('<a:srgbClr val="FFFFFF"/>', "<a:noFill/>"),
    "white of the theme in a diagram": in_diagram(WHITE_OF_THEME, filled("FFFFFF")),
    "white of the system in a diagram": in_diagram(WHITE_OF_SYSTEM, filled("FFFFFF")),
    "below the end of a row": "<w:tbl><w:tr><w:trPr><w:trHeight w:val=\"300\" w:hRule=\"exact\"/></w:trPr><w:tc>"
    + f"<w:p>{LINES}</w:p></w:tc>{cell('auto', run('', 'x'))}</w:tr></w:tbl>",
}  # fmt: skip


@pytest.mark.parametrize("body", NOT_SEEN.values(), ids=NOT_SEEN)
def test_words_that_nobody_sees_are_left_out_and_stop_publishing(body: str) -> None:
    result = assemble(flow := read(body), "x")
    assert "secret" not in content.write(result.document)
    assert [aside.text for aside in flow.asides if aside.text.strip("()") == "secret"]
    told = [finding for finding in flow.findings if finding.rule == "hidden-words"]
    assert [finding.severity for finding in told] == [Severity.ERROR]
    assert "secret" not in told[0].message
    assert any("left out" in guess for guess in result.document.guesses)


@pytest.mark.parametrize(
    "body",
    [
        table("1F4E5F", run(WHITE)),
        table("auto", run(WHITE)).replace("<w:tbl>", '<w:tbl><w:tblPr><w:shd w:fill="1F4E5F"/></w:tblPr>'),
        f'<w:p><w:pPr><w:shd w:fill="1F4E5F"/></w:pPr>{run(WHITE)}</w:p>',
        f"<w:p>{run(WHITE + BLACK_BOX)}</w:p>",
        f"<w:p>{run(YELLOW_BOX)}</w:p>",
        f"<w:p>{ANCHOR}</w:p><w:p>{run(WHITE)}</w:p>",
        f"<w:p>{run(SIX_POINTS)}</w:p>",
        f"<w:p>{shape(filled('112233'), run(WHITE))}</w:p>",
        f"<w:p>{shape(filled('112233'), behind='1')}{run(WHITE)}</w:p>",
        f"""<w:p>{vml('fillcolor="#112233 [3204]"', run(WHITE))}</w:p>""",
        f"""<w:p>{run('<w:color w:val="FFFFFF" w:themeColor="text1"/>')}</w:p>""",
        f"""<w:p>{run('<w:shd w:val="clear" w:fill="auto" w:themeFill="text1"/>')}</w:p>""",
        f"""<w:p>{run('<w:w w:val="80"/><w:spacing w:val="-10"/><w:position w:val="6"/>')}</w:p>""",
        placed('<w:spacing w:line="200" w:lineRule="exact"/><w:ind w:left="-400"/>'),
        row('<w:trHeight w:val="1" w:hRule="atLeast"/>'),
        f"<w:p>{under(filled('FFFFFF'), 'secret', across=1_500_000)}</w:p>",
        f"<w:p>{under('<a:noFill/>', 'secret')}</w:p>",
        f"<w:p>{on_picture(BLUE, down=400_000)}</w:p>",
        f"<w:p>{on_picture(WHITE)}</w:p>",
        f"<w:p>{advanced(chr(92) + 'u 6')}</w:p>",
        ruby("", 10),
        f"""<w:p>{run('<w:sz w:val="16"/><w:vertAlign w:val="subscript"/>')}</w:p>""",
        in_diagram(WHITE_OF_THEME, filled("112233")),
    ],
    ids=[
        "dark cell",
        "dark table",
        "dark paragraph",
        "white on black",
        "yellow",
        "on a cover",
        "six points",
        "dark box",
        "dark shape",
        "old dark box",
        "black of the theme",
        "dark shading",
        "a little narrow",
        "a little out",
        "row that grows",
        "box beside a box",
        "under a box without fill",
        "below a shape of its colour",
        "white on a shape",
        "raised a little",
        "reading aid",
        "subscript",
        "white in a dark diagram",
    ],
)
def test_words_on_a_ground_of_another_colour_are_seen(body: str) -> None:
    assert "secret" in content.write(assemble(read(body), "x").document)


@pytest.mark.parametrize(
    "body",
    [
        row("<w:hidden/>"),
        f"<w:p>{run('<w:webHidden/>')}</w:p>",
        f"<w:p>{run('<w:specVanish/>')}</w:p>",
        f"<w:p>{run('', 'shown')}{vml('', run(''), 'display:none')}</w:p>",
        f"""<w:p>{vml("", run(""), "visibility:hidden")}</w:p>""",
        "<w:p>" + shape("", run("")).replace("<wp:extent", '<wp:docPr hidden="1"/><wp:extent') + "</w:p>",
        f"<w:p>{run('<w:vanish/>')}</w:p>",
        f'<w:p><w:del w:author="Eve">{run("")}</w:del></w:p>',
    ],
    ids=["row", "not on the web", "never", "box that is not displayed", "old box", "box", "run", "deletion"],
)
def test_what_word_hides_is_left_out(body: str) -> None:
    assert "secret" not in content.write(assemble(flow := read(body), "x").document)
    assert "secret" in {aside.text for aside in flow.asides}


def over_words(across: int, down: int = 0) -> str:
    """A white box of words that is placed by the paragraph."""
    place = "".join(
        f'<wp:position{axis} relativeFrom="{start}"><wp:posOffset>{at}</wp:posOffset></wp:position{axis}>'
        for axis, start, at in (("H", "column", across), ("V", "paragraph", down))
    )
    return shape(filled("FFFFFF"), run("", "cover")).replace("<wp:extent", f"{place}<wp:extent")


IN_FRONT = {
    "black": (shape(filled("000000")), 1),
    "white": (shape(filled("FFFFFF")), 1),
    "picture": (image("p"), 1),
    "picture over the line": (image("p", place="paragraph"), 1),
    "picture behind the text": (image("p", behind=1), 0),
    "filled by its style": (shape("").replace("</wps:spPr>", '</wps:spPr><wps:style><a:fillRef idx="1"/></wps:style>'), 1),
    "old": (vml('fillcolor="black"'), 1),
    "two": (shape(filled("000000")) + vml(""), 1),
    "behind the text": (shape(filled("000000"), behind="1"), 0),
    "old behind the text": (vml("", place="position:absolute;width:200pt;height:20pt;z-index:-2"), 0),
    "frame": (shape("<a:noFill/>"), 0),
    "old frame": (vml('filled="f"'), 0),
    "line": (shape(filled("000000"), form="line"), 0),
    "rule": (shape(filled("000000"), size='cx="2000000" cy="12700"'), 0),
    "highlighter": (shape(filled("FFFF00", '<a:alpha val="40000"/>')), 0),
    "box of words": (shape(filled("FFFFFF"), run("", "Read me")), 0),
    "box of words over the text": (over_words(0), 1),
    "box of words beside the text": (over_words(2_000_000), 0),
    "box of words below the line": (over_words(0, down=400_000), 0),
    "in the line": (vml("", place="width:200pt;height:20pt"), 0),
}  # fmt: skip


@pytest.mark.parametrize(("drawing", "count"), IN_FRONT.values(), ids=IN_FRONT)
def test_a_filled_shape_in_front_of_the_text_stops_publishing(drawing: str, count: int) -> None:
    result = assemble(read(f"<w:p>{run('')}{drawing}</w:p>"), "x")
    told = [finding for finding in result.findings if finding.rule == "hidden-words"]
    assert len(told) == count
    assert all("in front of the text" in finding.message for finding in told)
    assert len([guess for guess in result.document.guesses if "in front of the text" in guess]) == count


def test_a_picture_in_front_of_no_words_hides_none() -> None:
    far = "<w:p/>" * 9
    assert not [
        one
        for one in read(f"{far}<w:p>{image('p', place='paragraph')}</w:p>{far}").findings
        if one.rule == "hidden-words"
    ]


WORDS = f"<w:p>{run('', 'Report')}</w:p>"
BY_A_PICTURE = {
    "words above": (WORDS, 0, "", 0),
    "words above a picture that is moved up": (WORDS, -300_000, "", 1),
    "words on the next line": ("", 0, WORDS, 1),
    "words below": ("", 0, f"<w:p/>{WORDS}", 0),
    "words below, of which it reaches the top": ("", 38_000, f"<w:p/>{WORDS}", 0),
    "words below a picture that is moved down": ("", 300_000, f"<w:p/>{WORDS}", 1),
}


@pytest.mark.parametrize(("before", "down", "after", "count"), BY_A_PICTURE.values(), ids=BY_A_PICTURE)
def test_a_picture_placed_by_its_paragraph_hides_only_what_it_reaches(
    before: str, down: int, after: str, count: int
) -> None:
    """The picture is 24 points high, two lines; a logo stands so over empty lines of a cover."""
    told = read(f"{before}<w:p>{image('p', place='paragraph', down=down)}</w:p>{after}").findings
    assert sum(one.rule == "hidden-words" for one in told) == count


IN_STYLES = {
    "white letters": (styled(), f"<w:rPr>{WHITE}</w:rPr>", False),
    "tiny letters": (styled(), f"<w:rPr>{TINY}</w:rPr>", False),
    "hidden letters": (styled(), "<w:rPr><w:vanish/></w:rPr>", False),
    "white body under a dark head": (styled(WHITE), DARK_HEAD, False),
    "black cells": (styled(BLACK), '<w:tcPr><w:shd w:fill="000000"/></w:tcPr>', False),
    "black bands": (
        styled(BLACK), '<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:fill="000000"/></w:tcPr></w:tblStylePr>', False,
    ),
    "white in dark cells": (styled(WHITE), '<w:tcPr><w:shd w:fill="000000"/></w:tcPr>', True),
    "dark head": (styled(), DARK_HEAD, True),
}  # fmt: skip


@pytest.mark.parametrize(("body", "style", "seen"), IN_STYLES.values(), ids=IN_STYLES)
def test_the_style_of_a_table_can_hide_words(body: str, style: str, seen: bool) -> None:
    flow = extract(word_file(paragraph("shown") + body, {"styles": table_style(style)}), "x.docx")
    written = content.write(assemble(flow, "x").document)
    assert ("secret" in written) == seen


def over(lower: str, height: int, blanks: int = 0) -> str:
    """A box of white letters without a fill, in front of a drawing that is anchored before it, with blank lines between."""
    shapes = (lower, shape("<a:noFill/>", run(WHITE)))
    first, box = (
        one.replace("<wp:anchor", f'<wp:anchor relativeHeight="{high}"')
        for one, high in zip(shapes, (height, 5), strict=True)
    )
    return f"<w:p>{first}</w:p>" + "<w:p/>" * blanks + f"<w:p>{box}</w:p>"


PAGE = 'cx="7000000" cy="9000000"'
ON_DRAWINGS = {
    "a dark shape as large as the page": (over(shape(filled("112233"), size=PAGE), 4), True),
    "a dark shape and blank lines": (over(shape(filled("112233"), size=PAGE), 4, blanks=30), True),
    "a picture as large as the page": (over(image("rId7").replace('cx="3000000" cy="300000"', PAGE), 4), True),
    "a white shape": (over(shape(filled("FFFFFF"), size=PAGE), 4), False),
    "a dark shape in front of it": (over(shape(filled("112233"), size=PAGE), 6), False),
    "a dark shape that is smaller": (over(shape(filled("112233"), size='cx="90000" cy="90000"'), 4), False),
}


@pytest.mark.parametrize(("body", "seen"), ON_DRAWINGS.values(), ids=ON_DRAWINGS)
def test_white_letters_in_a_box_are_seen_on_a_larger_drawing_below(body: str, seen: bool) -> None:
    """Covers have their title in a box without a fill, over a picture or a shape as large as the page."""
    words = [aside.text for aside in read(body).asides if aside.reason == "text in the colour of what is behind it"]
    assert words == ([] if seen else ["secret"])


@pytest.mark.parametrize(("opacity", "count"), [(255, 1), (100, 0)])
def test_a_picture_through_which_words_can_be_read_hides_none(opacity: int, count: int) -> None:
    Image.new("RGBA", (40, 20), (0, 0, 0, opacity)).save(data := io.BytesIO(), "png")
    body = word_file(f"<w:p>{run('')}{image('p.png')}</w:p>", files={"p.png": data.getvalue()})
    told = [one for one in extract(body, "x.docx").findings if one.rule == "hidden-words"]
    assert len(told) == count


@pytest.mark.parametrize(("words", "count"), [(run(""), 1), ("", 0)])
def test_an_old_picture_hides_only_what_it_reaches(words: str, count: int) -> None:
    picture = vml("").replace("></v:rect>", '><v:imagedata r:id="p"/></v:rect>')
    told = read(f"{'<w:p/>' * 9}<w:p>{words}{picture}</w:p>").findings
    assert sum(one.rule == "hidden-words" for one in told) == count


def test_a_box_that_grows_with_its_words_hides_none() -> None:
    low = box(run(""), size='cx="2000000" cy="635"').replace("</wps:wsp>", "<wps:bodyPr>{}</wps:bodyPr></wps:wsp>")
    grows, stays = (f"<w:p>{low.format(fit)}</w:p>" for fit in ("<a:spAutoFit/>", "<a:noAutofit/>"))
    assert "secret" in content.write(assemble(read(grows), "x").document)
    assert "secret" not in content.write(assemble(read(stays), "x").document)


@pytest.mark.parametrize(
    ("colour", "letters", "seen"), [("white", WHITE, False), ("navy", WHITE, True), ("white", BLUE, True)]
)
def test_letters_in_the_colour_of_a_picture_behind_them_are_not_seen(colour: str, letters: str, seen: bool) -> None:
    data = io.BytesIO()
    Image.new("RGB", (9, 9), colour).save(data, "png")
    flow = extract(
        word_file(
            f"<w:p>{image('p.png', behind=1)}{run('', 'shown')}{run(letters)}</w:p>", files={"p.png": data.getvalue()}
        ),
        "x.docx",
    )
    assert ("secret" in content.write(assemble(flow, "x").document)) == seen


def test_thousands_of_text_boxes_in_one_place_take_no_time() -> None:
    started = time.process_time()
    flow = read(f"<w:p>{box(run('')) * 1_000}</w:p>")
    assert sum(aside.text == "secret" for aside in flow.asides) == 1_000
    assert time.process_time() - started < 10


def test_letters_of_no_colour_on_black_stop_publishing_and_are_kept() -> None:
    flow = read(f"<w:p>{run(BLACK_GROUND)}</w:p>")
    assert [one.severity for one in flow.findings if one.rule == "hidden-words"] == [Severity.ERROR]
    assert "secret" in content.write(assemble(flow, "x").document)


def test_of_alternatives_the_one_that_word_shows_is_read() -> None:
    shown, other = shape(filled("FFFFFF"), run("", "shown")), vml("", run("", "secret words that nobody sees"))
    body = (
        f"<mc:AlternateContent><mc:Choice>{shown}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
    )
    written = content.write(assemble(read(f"<w:p>{body}</w:p>"), "x").document)
    assert ("shown" in written, "secret" in written) == (True, False)


def test_a_field_that_shows_nothing_says_nothing() -> None:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "<w:r><w:instrText> SET a </w:instrText></w:r>"
    body = f"<w:p>{run('', 'shown')}{marks[0]}{code}{marks[1]}{run('')}{marks[2]}</w:p>"
    assert "secret" not in content.write(assemble(read(body), "x").document)


def test_white_words_on_a_page_of_another_colour_are_seen() -> None:
    data = word_file(f"<w:p>{run(WHITE)}</w:p>")
    part = "word/document.xml"
    xml = members(data)[part].replace(b"<w:body>", b'<w:background w:color="112233"/><w:body>')
    assert extract(changed(data, part, xml), "x.docx").asides == ()


def pictures(data: bytes, crop: str = "") -> list[Picture]:
    drawn = f'<pic:pic><pic:blipFill><a:blip r:embed="a.jpg"/>{crop}</pic:blipFill></pic:pic>'
    body = f"<w:p><w:r><w:drawing><wp:inline>{drawn}</wp:inline></w:drawing></w:r></w:p>{paragraph('x')}"
    flow = extract(word_file(body, files={"media/a.jpg": data}), "x.docx")
    return [block for block in flow.blocks if isinstance(block, Picture)]


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x013B] = "A. Photographer"
    made.get_ifd(0x8825)[1] = "N"
    return made


def notes() -> PngInfo:
    made = PngInfo()
    made.add_text("Author", "A. Photographer")
    return made


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (picture("JPEG", exif=exif(), comment=b"A. Photographer") + b"A. Photographer", ".jpg"),
        (picture("PNG", pnginfo=notes()), ".png"),
        (picture("WEBP", exif=exif()), ".png"),
        (picture("TIFF", exif=exif()), ".png"),
    ],
    ids=["JPEG", "PNG", "WebP", "TIFF"],
)
def test_pictures_lose_what_is_not_shown_and_are_called_what_their_bytes_say(data: bytes, ending: str) -> None:
    assert b"Photographer" in data
    (made,) = pictures(data)
    assert b"Photographer" not in made.data
    assert made.name == f"a{ending}"
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (8, 4)
        assert not image.getexif()


def test_a_part_that_was_cut_away_in_word_is_gone() -> None:
    (made,) = pictures(picture(), '<a:srcRect l="50000" b="25000"/>')
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (4, 3)
        assert image.convert("RGB").getcolors() == [(12, (0, 0, 255))]


def test_a_drawing_keeps_its_shapes_and_loses_what_could_run_or_call_out() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><!-- A. Photographer -->'
        '<image href="https://example.org/a.png"/><path d="M0 0" fill="url(https://example.org)"/></svg>'
    )
    (made,) = pictures(svg.encode())
    assert made.name == "a.svg"
    left_out = f'<g class="{LEFT_OUT}"/>'
    assert made.data.decode() == f'<svg xmlns="http://www.w3.org/2000/svg">{left_out}<path d="M0 0"/></svg>'


def test_a_file_that_is_no_picture_is_left_out() -> None:
    assert pictures(b"<html>no picture</html>") == []
    assert pictures(picture()[:40]) == []


def shown(effect: str = "", size: str = 'cx="3000000" cy="300000"', place: str = "", attributes: str = "") -> str:
    """A picture in the line, or anchored at a place."""
    kind = "anchor" if place else "inline"
    graphic = f'<a:graphic><a:graphicData><a:blip r:embed="p.png">{effect}</a:blip></a:graphicData></a:graphic>'
    marks = f'<wp:extent {size}/><wp:docPr id="1" name="x" descr="A harbour" {attributes}/>'
    return f"<w:p><w:r><w:drawing><wp:{kind}>{place}{marks}{graphic}</wp:{kind}></w:drawing></w:r></w:p>"


def at(across: int) -> str:
    place = f"<wp:posOffset>{across}</wp:posOffset>"
    return f'<wp:positionH relativeFrom="page">{place}</wp:positionH><wp:wrapSquare/>'


ONE_TONE = '<a:duotone><a:srgbClr val="FFFFFF"/><a:srgbClr val="{}"/></a:duotone>'
LOW_LINE = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>'
PICTURES = {
    "as it is": (shown(), True),
    "hidden": (shown(attributes='hidden="1"'), False),
    "transparent": (shown('<a:alphaModFix amt="0"/>'), False),
    "half transparent": (shown('<a:alphaModFix amt="50000"/>'), True),
    "made white": (shown('<a:lum bright="100000"/>'), False),
    "made black": (shown('<a:lum bright="-100000"/>'), False),
    "made grey": (shown('<a:lum contrast="-100000"/>'), False),
    "washed out": (shown('<a:lum bright="70000" contrast="-70000"/>'), True),
    "in black alone": (shown('<a:biLevel thresh="0"/>'), False),
    "in black and white": (shown('<a:biLevel thresh="50000"/>'), True),
    "in one tone": (shown(ONE_TONE.format("FFFFFF")), False),
    "in two tones": (shown(ONE_TONE.format("112233")), True),
    "of no size": (shown(size='cx="1" cy="1"'), False),
    "in a low line": (shown().replace("<w:p>", LOW_LINE), False),
    "off the page": (shown(place=at(-90_000_000)), False),
    "partly off the page": (shown(place=at(-900_000)), True),
}  # fmt: skip


@pytest.mark.parametrize(("body", "seen"), PICTURES.values(), ids=PICTURES)
def test_a_picture_that_nobody_sees_is_left_out_and_stops_publishing(body: str, seen: bool) -> None:
    data = word_file(paragraph("Words") + body, files={"p.png": picture(size=(200, 90))})
    flow = extract(data, "x.docx")
    told = [one for one in flow.findings if one.rule == "hidden-words" and one.severity is Severity.ERROR]
    assert (any(isinstance(block, Picture) for block in flow.blocks), len(told)) == (seen, int(not seen))


def test_a_thin_line_that_is_a_picture_is_kept() -> None:
    flow = extract(word_file(shown(size='cx="3000000" cy="9000"'), files={"p.png": picture(size=(200, 2))}), "x.docx")
    assert (len(flow.blocks), flow.findings) == (1, ())


def test_nobody_hears_the_text_of_a_picture_that_is_decoration() -> None:
    mark = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst></wp:docPr>'
    body = shown().replace('descr="A harbour" />', f'descr="A harbour">{mark}')
    (block,) = extract(word_file(body, files={"p.png": picture()}), "x.docx").blocks
    assert isinstance(block, Picture)
    assert (block.alt, block.decorative) == (None, True)


@pytest.mark.parametrize(
    ("page", "letters", "count"), [("000000", BLACK, 1), ("000000", WHITE, 0), ("FFFFFF", WHITE, 0)]
)
def test_letters_in_the_colour_of_the_page_are_told_and_kept(page: str, letters: str, count: int) -> None:
    data = word_file(paragraph("Words") + f"<w:p>{run(letters)}</w:p>")
    part = "word/document.xml"
    body = members(data)[part].replace(b"<w:body>", f'<w:background w:color="{page}"/><w:body>'.encode())
    told = [one for one in extract(changed(data, part, body), "x.docx").findings if "colour of the page" in one.message]
    assert len(told) == count


def test_two_documents_never_share_the_name_of_a_picture() -> None:
    flow = Flow((FlowParagraph(()), *pictures(picture()), *pictures(picture(size=(6, 2))), *pictures(picture())))
    one, other = assemble(flow, "one").pictures, assemble(flow, "other").pictures
    assert len(one) == len(other) == 2
    assert not {name for name, _ in one} & {name for name, _ in other}
    assert all(name.startswith("one-") and name.endswith(".png") for name, _ in one)
