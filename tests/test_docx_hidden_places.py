"""Words of a Word file that nobody sees because of what is around them: margins, groups, formulas, labels, fonts in the file."""

from __future__ import annotations

import io

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow
from pipeline.ooxml.xml import NAMESPACES
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, word_file
from tests.test_docx_reading_hostile import changed, members
from tests.test_docx_reading_secrets import BLACK, WHITE, V, filled, in_diagram, placed, read, run, shape, text_fill

PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1440" w:right="1440"/></w:sectPr>'
PLACE = "".join(
    f'<wp:position{axis} relativeFrom="{start}"><wp:posOffset>0</wp:posOffset></wp:position{axis}>'
    for axis, start in (("H", "column"), ("V", "paragraph"))
)
PERCENT = 'xmlns:p="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"'


def box(extent: str = 'cx="2000000" cy="400000"', before: str = PLACE, body: str = "", attributes: str = "") -> str:
    """A box with the secret, placed by its paragraph unless said otherwise."""
    drawn = shape(filled("FFFFFF"), run(""), size=extent).replace("<wp:extent", f"{before}<wp:extent")
    return f"<w:p>{drawn.replace('<wp:anchor', f'<wp:anchor {attributes}').replace('</wps:wsp>', f'{body}</wps:wsp>')}</w:p>"


def grouped(left: int = 0, outer: int = 3_000_000) -> str:
    """A box with the secret in a group of that size, in which it lies so far to the right."""
    sides = 'cx="{0}" cy="{0}"'
    group = (
        f'<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {sides.format(outer)}/><a:chOff x="0" y="0"/>'
        f"<a:chExt {sides.format(3_000_000)}/></a:xfrm></wpg:grpSpPr>"
    )
    own = f'<a:xfrm><a:off x="{left}" y="0"/><a:ext cx="2000000" cy="400000"/></a:xfrm>'
    made = box('cx="3000000" cy="3000000"')
    made = made.replace("<wps:wsp><wps:spPr>", f"<wpg:wgp>{group}<wps:wsp><wps:spPr>{own}")
    return made.replace("</wps:wsp>", "</wps:wsp></wpg:wgp>")


def columns(grid: str, cell: str = "", table: str = "") -> str:
    """A table that keeps its widths, the secret in its first column."""
    sides = "".join(f'<w:gridCol w:w="{side}"/>' for side in grid.split())
    properties = f'<w:tblPr><w:tblLayout w:type="fixed"/>{table}</w:tblPr><w:tblGrid>{sides}</w:tblGrid>'
    cells = f"<w:tc><w:tcPr>{cell}</w:tcPr><w:p>{run('')}</w:p></w:tc><w:tc><w:p>{run('', 'beside')}</w:p></w:tc>"
    return f"<w:tbl>{properties}<w:tr>{cells}</w:tr><w:tr>{cells.replace('secret', 'below')}</w:tr></w:tbl>"


def tabbed(stops: str, before: str, kind: str = "left") -> str:
    """The secret behind words, tabs and line breaks, in a paragraph with these tab stops."""
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{stop}"/>' for stop in stops.split())
    shown = before.replace("shown", "<w:t>shown</w:t>").replace("\t", "<w:tab/>").replace("\n", "<w:br/>")
    return f"<w:p><w:pPr><w:tabs>{tabs}</w:tabs></w:pPr><w:r>{shown}</w:r>{run('')}</w:p>"


def section(attributes: str, widths: str = "") -> str:
    """The secret in a section with columns, after one without."""
    sides = "".join(f'<w:col w:w="{side}"/>' for side in widths.split())
    page = PAGE.replace("</w:sectPr>", f"<w:cols {attributes}>{sides}</w:cols></w:sectPr>")
    return f"<w:p><w:pPr>{PAGE}</w:pPr>{run('', 'shown')}</w:p><w:p>{run('')}</w:p>{page}"


def tiny_page() -> str:
    """The secret on a page of three points, after one of the usual size."""
    page = PAGE.replace('w:w="11906" w:h="16838"', 'w:w="60" w:h="60"').replace("1440", "0")
    return f"<w:p><w:pPr>{PAGE}</w:pPr>{run('', 'shown')}</w:p><w:p>{run('')}</w:p>{page}"


def old(style: str, box: str = "", group: str = "") -> str:
    """An old box with the secret."""
    words = f'<v:textbox style="{box}"><w:txbxContent><w:p>{run("")}</w:p></w:txbxContent></v:textbox>'
    rectangle = f'<v:rect {V} style="{style}">{words}</v:rect>'
    return f"<w:p><w:r><w:pict>{f'<v:group {V} {group}>{rectangle}</v:group>' if group else rectangle}</w:pict></w:r></w:p>"


def art(attributes: str) -> str:
    """The secret as WordArt."""
    return f'<w:p><w:r><w:pict><v:shape {V} {attributes}><v:textpath string="secret"/></v:shape></w:pict></w:r></w:p>'


def formula(look: str = "", around: str = "{}") -> str:
    """A formula with the secret in it."""
    letters = f"<m:r><w:rPr>{look}</w:rPr><m:t>secret</m:t></m:r>"
    return f"<w:p><m:oMath><m:r><m:t>a+</m:t></m:r>{around.format(letters)}</m:oMath></w:p>"


def phantom(shown: int) -> str:
    return formula(around=f'<m:phant><m:phantPr><m:show m:val="{shown}"/></m:phantPr><m:e>{{}}</m:e></m:phant>')


CLEAR = '<a:srgbClr val="000000"><a:alpha val="{}"/></a:srgbClr>'
ROW = '<w:trHeight w:val="300" w:hRule="exact"/>'
IN_LOW_ROW = (
    f'<w:tbl><w:tr><w:trPr>{ROW}</w:trPr><w:tc><w:p><w:pPr><w:spacing w:before="{{}}"/></w:pPr>{run("")}</w:p></w:tc>'
    f"<w:tc><w:p>{run('', 'beside')}</w:p></w:tc></w:tr></w:tbl>"
)
FITS = 'cx="2000000" cy="400000"'
LONG = "word " * 40
FRAME = '<w:framePr w:w="2000" w:h="300" w:hRule="{}"/>'


def long_cell(inner: str, cell: str = "") -> str:
    """A row of 15 points that does not grow, whose first cell is 100 points wide."""
    first = f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{cell}</w:tcPr><w:p>{inner}</w:p></w:tc>'
    return f"<w:tbl><w:tr><w:trPr>{ROW}</w:trPr>{first}<w:tc><w:p>{run('', 'beside')}</w:p></w:tc></w:tr></w:tbl>"


def framed(rule: str) -> str:
    return f"<w:p><w:pPr>{FRAME.format(rule)}</w:pPr>{run('', LONG * 4 + 'secret')}</w:p>"


def changed_white(changes: str) -> str:
    """The secret in black of the theme, with changes of its light."""
    colour = f'<w14:schemeClr w14:val="tx1">{changes}</w14:schemeClr>'
    return f"<w:p>{run(text_fill(f'<w14:solidFill>{colour}</w14:solidFill>'))}</w:p>"


PLACES = {
    "pushed out of a low row": (long_cell(run("", LONG + "secret")), False),
    "pushed out of a low row by another run": (long_cell(run("", LONG) + run("")), False),
    "in a low row that other words do not fill": (long_cell(run("", "some ") + run("")), True),
    "in a low row whose lines run up": (long_cell(run("", LONG + "secret"), '<w:textDirection w:val="btLr"/>'), True),
    "pushed out of a frame": (framed("exact"), False),
    "in a frame that grows": (framed("atLeast"), True),
    "pushed out of a box": (box().replace("secret", LONG * 5 + "secret"), False),
    "in a wide old box of a low group": (
        old("width:4000;height:500", group='style="width:200pt;height:25pt"').replace("secret", "some words " * 4 + "secret"),
        True,
    ),
    "in a wide old box of a narrow group": (
        old("width:4000;height:500", group='style="width:20pt;height:90pt"').replace("secret", LONG + "secret"), False,
    ),
    "in a box whose words go on in another": (
        box().replace("secret", LONG * 5 + "secret").replace("<wps:txbx>", '<wps:txbx id="1">'), True,
    ),
    "in lines of a tenth": (placed('<w:spacing w:line="24" w:lineRule="auto"/>'), False),
    "in lines of nine tenths": (placed('<w:spacing w:line="216" w:lineRule="auto"/>'), True),
    "tiny in complex script": (f"""<w:p>{run('<w:rtl/><w:sz w:val="24"/><w:szCs w:val="2"/>')}</w:p>""", False),
    "large in complex script": (f"""<w:p>{run('<w:cs/><w:sz w:val="2"/><w:szCs w:val="24"/>')}</w:p>""", True),
    "in signs in complex script": (f"""<w:p>{run('<w:cs/><w:rFonts w:cs="Wingdings"/>')}</w:p>""", False),
    "in black made white": (changed_white('<w14:lumMod w14:val="0"/><w14:lumOff w14:val="100000"/>'), False),
    "in black made white by a tint": (changed_white('<w14:tint w14:val="0"/>'), False),
    "in black made grey": (changed_white('<w14:lumOff w14:val="40000"/>'), True),
    "in one colour of a theme that is not there": (
        placed(
            '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>', '<w:color w:val="auto" w:themeColor="accent1"/>',
        ), False,
    ),
    "in two colours of a theme that is not there": (
        placed(
            '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>', '<w:color w:val="auto" w:themeColor="dark2"/>',
        ), True,
    ),
    "in a hidden reading aid": (
        "<w:p><w:r><w:ruby><w:rt>" + run("<w:vanish/>") + "</w:rt><w:rubyBase>" + run("", "base")
        + "</w:rubyBase></w:ruby></w:r></w:p>", False,
    ),
    "deleted outside of a deletion": ("<w:p><w:r><w:delText>secret</w:delText></w:r></w:p>", False),
    "between indents": (placed('<w:ind w:left="5000" w:right="5000"/>') + PAGE, False),
    "between narrow indents": (placed('<w:ind w:left="2000" w:right="2000"/>') + PAGE, True),
    "after a tab off the page": (tabbed("30000", "\t"), False),
    "after two tabs, one off the page": (tabbed("3000 30000", "shown\t\t"), False),
    "at a tab stop before one off the page": (tabbed("3000 30000", "shown\t"), True),
    "on the line after a tab off the page": (tabbed("30000", "\t\n"), True),
    "beside a tab stop off the page that has no tab": (tabbed("30000", ""), True),
    "after a tab off the page that was removed": (tabbed("30000", "\t", "clear"), True),
    "in a frame whose size its words decide": (placed('<w:framePr w:w="0" w:h="0" w:hRule="exact"/>'), True),
    "in a frame of no width": (placed('<w:framePr w:w="40"/>'), False),
    "white on a black pattern": (placed('<w:shd w:val="solid" w:color="auto" w:fill="auto"/>', WHITE), True),
    "black on a black pattern": (placed('<w:shd w:val="solid" w:color="auto" w:fill="auto"/>', BLACK), False),
    "in a section with a column of no width": (section('w:num="2" w:equalWidth="0"', "20 9000"), False),
    "in a section whose columns leave no room": (section('w:num="40" w:space="300"'), False),
    "in a section of two columns": (section('w:num="2" w:equalWidth="0"', "3000 5000"), True),
    "in a section of equal columns": (section('w:num="3"'), True),
    "in a narrow column": (columns("20 5000"), False),
    "in a column": (columns("2000 5000"), True),
    "in a cell of no share": (columns("2000 5000", '<w:tcW w:w="1" w:type="pct"/>'), False),
    "in a cell that margins fill": (
        columns("2000 5000", '<w:tcMar><w:left w:w="1990" w:type="dxa"/></w:tcMar>'), False,
    ),
    "in a table whose margins fill it": (
        columns("2000 5000", "", '<w:tblCellMar><w:right w:w="1990" w:type="dxa"/></w:tblCellMar>'), False,
    ),
    "below the space of a low row": (IN_LOW_ROW.format(400), False),
    "in a low row": (IN_LOW_ROW.format(20), True),
    "between the sides of a box": (box(body='<wps:bodyPr lIns="1000000" rIns="1000000"/>'), False),
    "in a box": (box(body='<wps:bodyPr lIns="91440" rIns="91440"/>'), True),
    "below the top of a box that cuts": (box(body='<wps:bodyPr tIns="400000" vertOverflow="clip"/>'), False),
    "in a group of no size": (grouped(outer=3000), False),
    "off the page in a group": (grouped(left=99_000_000), False),
    "in a group": (grouped(), True),
    "in a box at a share of the page": (
        box(before=f'<wp:positionH><p:pctPosHOffset {PERCENT}>900000</p:pctPosHOffset></wp:positionH>'), False,
    ),
    "in a box in the middle of the page": (
        box(before=f'<wp:positionH><p:pctPosHOffset {PERCENT}>50000</p:pctPosHOffset></wp:positionH>'), True,
    ),
    "in a box at a simple place": (
        box(before='<wp:simplePos x="-90000000" y="0"/>', attributes='simplePos="1"'), False,
    ),
    "in a hidden box": (box(attributes='hidden="1"'), False),
    "in an old box that is not displayed": (old("width:200pt;height:20pt", box="display:none"), False),
    "in an old group of no size": (old("width:2000;height:900", group='style="width:1pt;height:1pt"'), False),
    "in an old group": (old("width:2000;height:900", group='style="width:200pt;height:50pt"'), True),
    "in white WordArt": (art('fillcolor="white" stroked="f"'), False),
    "in white WordArt with outlines": (art('fillcolor="white"'), True),
    "in blue WordArt": (art('fillcolor="#112233" stroked="f"'), True),
    "in a white formula": (formula(WHITE), False),
    "in a tiny formula": (formula('<w:sz w:val="2"/>'), False),
    "in a hidden formula": (formula("<w:vanish/>"), False),
    "in a blue formula": (formula('<w:color w:val="112233"/>'), True),
    "in a phantom": (phantom(0), False),
    "in a phantom that shows": (phantom(1), True),
    "in a box beside a shape that gives no size": (
        "<w:p>" + shape("<a:noFill/>", run(WHITE)).replace("<wp:anchor", '<wp:anchor relativeHeight="2"')
        + shape(filled("112233")).replace('<wp:extent cx="2000000" cy="200000"/>', "") + "</w:p>", False,
    ),
    "spread off the page": (f"""<w:p>{run('<w:spacing w:val="9000"/>')}</w:p>""", False),
    "squeezed to one percent": (f"""<w:p>{run('<w:w w:val="1%"/>')}</w:p>""", False),
    "squeezed to ninety percent": (f"""<w:p>{run('<w:w w:val="90%"/>')}</w:p>""", True),
    "in a cell that begins off the page": (columns("20000 5000").replace("secret", "x").replace("beside", "secret", 1), False),
    "in a cell that begins on the page": (columns("6000 5000").replace("secret", "x").replace("beside", "secret", 1), True),
    "on a page of no size": (tiny_page(), False),
    "in a drawing with clear letters": (in_diagram(CLEAR.format(8_000), "<a:noFill/>"), False),
    "in a drawing with hardly clear letters": (in_diagram(CLEAR.format(14_000), "<a:noFill/>"), True),
    "in bars": (f"""<w:p>{run('<w:rFonts w:ascii="Libre Barcode 39"/>')}</w:p>""", False),
    "in blocks": (f"""<w:p>{run('<w:rFonts w:ascii="Flow Block"/>')}</w:p>""", False),
}  # fmt: skip


@pytest.mark.parametrize(("body", "seen"), PLACES.values(), ids=PLACES)
def test_words_in_a_place_that_shows_none_are_set_aside(body: str, seen: bool) -> None:
    check(read(body), seen)


def check(flow: Flow, seen: bool) -> None:
    """The secret is read, or set aside with a reason; what is set aside without being told is what Word itself hides."""
    assert ("secret" in content.write(assemble(flow, "x").document)) == seen
    reasons = {aside.reason for aside in flow.asides if "secret" in aside.text}
    told = [
        finding for finding in flow.findings if finding.rule == "hidden-words" and finding.severity == Severity.ERROR
    ]
    assert bool(reasons) != seen
    assert bool(told) == bool(reasons - {"hidden text", "deleted text", "footnote that no mark refers to"})


@pytest.mark.parametrize(("beside", "kept"), [("", True), (paragraph("shown"), False), (paragraph(" "), True)])
def test_a_file_whose_words_all_seem_hidden_keeps_them_and_cannot_be_published(beside: str, kept: bool) -> None:
    flow = extract(word_file(f"<w:p>{run(WHITE)}</w:p><w:p>{run('<w:vanish/>', 'never')}</w:p>{beside}"), "x.docx")
    assert [aside.text for aside in flow.asides] == (["never"] if kept else ["secret", "never"])
    assert [finding.severity for finding in flow.findings if finding.rule == "hidden-words"] == [Severity.ERROR]


ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def numbered(look: str, letters: str = "") -> Flow:
    """An item whose label is the secret and a number, set in a look."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="secret %1"/><w:rPr>{look}</w:rPr></w:lvl>'
    part = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = f"<w:p><w:pPr>{ITEM}</w:pPr>{run(letters, 'An item')}</w:p>"
    return extract(word_file(body, {"numbering": part}), "x.docx")


@pytest.mark.parametrize(
    ("look", "letters", "seen"),
    [
        (WHITE, "", False), ("<w:vanish/>", "", False), ('<w:sz w:val="2"/>', "", False), ("", "", True),
        (WHITE, WHITE + '<w:highlight w:val="black"/>', True), ('<w:w w:val="1"/>', "", False),
        ('<w:spacing w:val="-200"/>', "", False),
    ],
)  # fmt: skip
def test_labels_that_nobody_sees_are_no_labels(look: str, letters: str, seen: bool) -> None:
    check(numbered(look, letters), seen)


@pytest.mark.parametrize(("left", "seen"), [(-20_000, False), (720, True)])
def test_the_indent_of_a_list_can_move_words_off_the_page(left: int, seen: bool) -> None:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="–"/><w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
    part = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = f"{paragraph('shown')}<w:p><w:pPr>{ITEM}</w:pPr>{run('')}</w:p>"
    check(extract(word_file(body, {"numbering": part}), "x.docx"), seen)


@pytest.mark.parametrize(
    ("space", "seen"),
    [("urn:own", False), (NAMESPACES["wps"], True), ("http://schemas.microsoft.com/office/new", True)],
)
def test_of_alternatives_one_that_word_does_not_know_is_not_read(space: str, seen: bool) -> None:
    other = run("", "shown")
    choice = f'<mc:Choice xmlns:own="{space}" Requires="own">{run("")}</mc:Choice><mc:Fallback>{other}</mc:Fallback>'
    written = content.write(
        assemble(read(f"<w:p><mc:AlternateContent>{choice}</mc:AlternateContent></w:p>"), "x").document
    )
    assert ("secret" in written, "shown" in written) == (seen, not seen)


def test_a_note_whose_mark_is_hidden_is_not_printed() -> None:
    body = f"<w:p>{run('', 'shown')}<w:r><w:rPr>{{}}</w:rPr><w:footnoteReference w:id='2'/></w:r></w:p>"
    part = {"footnotes": f'<w:footnote w:id="2"><w:p>{run("")}</w:p></w:footnote>'}
    for look, seen in (("<w:vanish/>", False), ("", True)):
        check(extract(word_file(body.format(look), part), "x.docx"), seen)


def test_the_settings_may_make_black_letters_white() -> None:
    letters = paragraph("shown") + f"""<w:p>{run('<w:color w:val="auto" w:themeColor="text1"/>')}</w:p>"""
    mapping = '<w:clrSchemeMapping w:bg1="light1" w:t1="{}"/>'
    for slot, seen in (("light1", False), ("dark1", True)):
        check(extract(word_file(letters, {"settings": mapping.format(slot)}), "x.docx"), seen)


def font(shapes: int) -> bytes:
    """A font whose small letters have so many shapes; of 0 all are empty."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for at, letter in enumerate(letters):
        pen = TTGlyphPen(None)
        if shapes:
            for point in ((0, 0), (0, 500 + at % shapes), (400, 0)):
                (pen.lineTo if point[0] or point[1] else pen.moveTo)(point)
            pen.closePath()
        glyphs[letter] = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(list(glyphs))
    made.setupCharacterMap({ord(letter): letter for letter in letters})
    made.setupGlyf(glyphs)
    made.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(data := io.BytesIO())
    return data.getvalue()


KEY = "00112233445566778899AABBCCDDEEFF"


@pytest.mark.parametrize(("shapes", "seen"), [(0, False), (1, False), (26, True)], ids=["empty", "alike", "letters"])
@pytest.mark.parametrize("masked", [False, True])
def test_a_font_in_the_file_whose_letters_are_alike_hides_words(shapes: int, seen: bool, masked: bool) -> None:
    data = font(shapes)
    if masked:  # the key backwards, twice, over the first 32 bytes (17.8.1)
        mask = bytes.fromhex(KEY)[::-1] * 2
        data = bytes(a ^ b for a, b in zip(data, mask, strict=False)) + data[32:]
    office = NAMESPACES["r"]
    key = f'w:fontKey="{{{KEY}}}"' if masked else ""
    spaces = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{office}"'
    table = f'<w:fonts {spaces}><w:font w:name="Own"><w:embedRegular r:id="f" {key}/></w:font></w:fonts>'
    entry = f'<Relationship Id="f" Type="{office}/font" Target="own.odttf"/>'
    lead = f'<Relationships xmlns="{NAMESPACES["rel"]}">{entry}</Relationships>'
    body = word_file(
        f"""<w:p>{run('<w:rFonts w:ascii="Own"/>')}</w:p>{paragraph("shown")}""",
        files={"own.odttf": data, "fontTable.xml": table.encode(), "_rels/fontTable.xml.rels": lead.encode()},
    )
    check(extract(as_font_table(body), "x.docx"), seen)


def as_font_table(data: bytes) -> bytes:
    """The file with its table of fonts related as one; `word_file` relates all files as pictures."""
    part = "word/_rels/document.xml.rels"
    xml = members(data)[part].replace(b'/image" Target="fontTable.xml"', b'/fontTable" Target="fontTable.xml"')
    return changed(data, part, xml)


def test_a_font_of_signs_may_be_that_of_the_theme() -> None:
    theme = f'<a:theme xmlns:a="{NAMESPACES["a"]}"><a:minorFont><a:latin typeface="Webdings"/></a:minorFont></a:theme>'
    body = word_file(
        f"""<w:p>{run('<w:rFonts w:asciiTheme="minorHAnsi"/>')}</w:p>{paragraph("shown")}""",
        files={"theme.xml": theme.encode()},
    )
    part = "word/_rels/document.xml.rels"
    check(extract(changed(body, part, members(body)[part].replace(b'/image"', b'/theme"')), "x.docx"), False)
