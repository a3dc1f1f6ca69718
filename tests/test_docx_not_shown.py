"""Words and pictures of a Word file that are in its XML and that Word does not show: fields, merges, strange elements, data."""

from __future__ import annotations

import pytest

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow, Picture
from pipeline.ooxml.xml import NAMESPACES
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, picture, word_file, zipped
from tests.test_docx_reading_hostile import changed, members
from tests.test_docx_reading_secrets import WHITE, filled, in_diagram, read, run, shape

OFFICE = NAMESPACES["r"]
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
UNKNOWN = 'xmlns:own="urn:own"'


def rows(first: str, second: str, inner: str = run("")) -> str:
    """Two rows, with these properties of their first cells; the secret is in the lower one."""
    upper, lower = (
        f"<w:tr><w:tc><w:tcPr>{cell}</w:tcPr><w:p>{words}</w:p></w:tc><w:tc><w:p>{run('', 'beside')}</w:p></w:tc></w:tr>"
        for cell, words in ((first, run("", "above")), (second, inner))
    )
    return f"<w:tbl>{upper}{lower}</w:tbl>"


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def field(code: str, inner: str = "", before: str = "") -> str:
    """A field whose stored result is the secret."""
    codes = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return f"<w:p>{mark('begin', inner)}{codes}{before}{mark('separate')}{run('')}{mark('end')}</w:p>"


def formula(around: str) -> str:
    return f"<w:p><m:oMath><m:r><m:t>a+</m:t></m:r>{around.format('<m:r><m:t>secret</m:t></m:r>')}</m:oMath></w:p>"


def named(name: str, hidden: int) -> str:
    """A drawn shape with the secret, hidden or not by itself."""
    mark = f'<{name} hidden="{hidden}"/><wps:spPr>'
    return f"<w:p>{shape(filled('112233'), run(WHITE)).replace('<wps:spPr>', mark)}</w:p>"


def control(properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{paragraph('shown')}</w:sdtContent></w:sdt>"


TICKED, CHOICES = (
    f"<w:ffData>{inner}</w:ffData>" for inner in ("<w:checkBox/>", '<w:ddList><w:listEntry w:val="yes"/></w:ddList>')
)
REST, CONT = (f'<w:cellMerge w:vMerge="{kind}"/>' for kind in ("rest", "cont"))
PLACES = {
    "a tracked merge": (rows(REST, CONT), False),
    "a tracked merge into a merged cell": (rows('<w:vMerge w:val="restart"/>', CONT), False),
    "a merge that a tracked change undoes": (
        rows('<w:vMerge w:val="restart"/>', '<w:cellMerge w:vMerge="rest"/><w:vMerge/>'), True,
    ),
    "a deleted formula": (f"<w:p><w:del>{formula('{}').removeprefix('<w:p>').removesuffix('</w:p>')}</w:del></w:p>", False),
    "a deleted part of a formula": (formula("<w:del>{}</w:del>"), False),
    "an inserted part of a formula": (formula("<w:ins>{}</w:ins>"), True),
    "a formula in the code of a field": (
        field("IF", before=formula("{}").removeprefix("<w:p>").removesuffix("</w:p>")).replace(run(""), run("", "x")), False,
    ),
    "the result of a field that shows none": (field("PRINT"), False),
    "the stored result of a box to tick": (field("FORMCHECKBOX", TICKED), False),
    "the stored result of a list of choices": (field("FORMDROPDOWN", CHOICES), False),
    "the result of a field that is worked out": (field("LISTNUM"), False),
    "the result of a hidden number": (field(r"SEQ a \h"), False),
    "the result of a number with a format": (field(r"SEQ a \h \* ARABIC"), True),
    "the result of a field to fill in": (field("FILLIN"), True),
    "a strange element": (f"<own:x {UNKNOWN}><w:p>{run('')}</w:p></own:x>", False),
    "a strange element between runs": (f"<w:p><own:x {UNKNOWN}>{run('')}</own:x></w:p>", False),
    "text without a run in a strange element": (f"<w:p><own:x {UNKNOWN}><w:t>secret</w:t></own:x></w:p>", False),
    "the properties of a control": (control(f"<w:placeholder><w:p>{run('')}</w:p></w:placeholder>"), False),
    "an end of a range": (f"<w:p><w:commentRangeEnd>{run('')}</w:commentRangeEnd></w:p>", False),
    "an element of Word whose name is damaged": (f"<w:p><w:hyperlnik>{run('')}</w:hyperlnik></w:p>", True),
    "a smart tag": (f"<w:p><w:smartTag>{run('')}</w:smartTag></w:p>", True),
    "an old kind of shape": (
        f"<w:p><w:r><w:pict><v:shapetype><v:textbox><w:txbxContent><w:p>{run('')}</w:p></w:txbxContent></v:textbox>"
        "</v:shapetype></w:pict></w:r></w:p>", False,
    ),
    "an extension of a drawing": (
        f"<w:p>{shape(filled('112233'), run(''))}</w:p>".replace("<wps:wsp>", "<a:extLst><wps:wsp>").replace(
            "</wps:wsp>", "</wps:wsp></a:extLst>"
        ), False,
    ),
    "a hidden shape": (named("wps:cNvPr", 1), False),
    "a shape that is not hidden": (named("wps:cNvPr", 0), True),
    "a hidden shape of a diagram": (
        in_diagram('<a:srgbClr val="112233"/>', "").replace("<a:sp>", '<a:sp><a:nvSpPr><a:cNvPr hidden="1"/></a:nvSpPr>'), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "seen"), PLACES.values(), ids=PLACES)
def test_words_that_word_does_not_show_are_set_aside(body: str, seen: bool) -> None:
    flow = read(body)
    assert ("secret" in content.write(assemble(flow, "x").document)) == seen
    assert any("secret" in aside.text for aside in flow.asides) != seen
    assert not [found for found in flow.findings if found.rule == "damaged-source"]


def told(flow: Flow) -> bool:
    return any(found.rule == "hidden-words" and found.severity is Severity.ERROR for found in flow.findings)


@pytest.mark.parametrize("name", ["a tracked merge", "a strange element", "the properties of a control"])
def test_what_somebody_may_have_hidden_stops_publishing(name: str) -> None:
    assert told(read(PLACES[name][0]))


def test_a_strange_element_whose_content_programs_are_to_show_is_read() -> None:
    data = word_file(f"<own:x><w:p>{run('')}</w:p></own:x>")
    root = f'<w:document {UNKNOWN} mc:Ignorable="own" mc:ProcessContent="own:x" '
    data = changed(
        data, "word/document.xml", members(data)["word/document.xml"].replace(b"<w:document ", root.encode())
    )
    assert "secret" in content.write(assemble(extract(data, "x.docx"), "x").document)


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (rows(REST, CONT, NOTE), False), (rows(REST, REST, NOTE), True),
        (field("IF", before=NOTE).replace(run(""), run("", "x")), False), (f"<w:p>{run('', 'x')}{NOTE}</w:p>", True),
    ],
    ids=["merged", "split", "code", "shown"],
)  # fmt: skip
def test_a_note_whose_mark_word_does_not_show_is_not_printed(body: str, seen: bool) -> None:
    note = {"footnotes": f'<w:footnote w:id="2"><w:p>{run("")}</w:p></w:footnote>'}
    flow = extract(word_file(paragraph("Words") + body, note), "x.docx")
    assert ("secret" in content.write(assemble(flow, "x").document)) == seen


DRAWN = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>{}<pic:pic><pic:blipFill><a:blip r:embed="p.png"/>'
    "</pic:blipFill></pic:pic>{}</wp:inline></w:drawing></w:r>"
)
LOW = '<w:tr><w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>'


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (rows("", "", DRAWN.format("", "")).replace("<w:tr>", LOW), False), (rows("", "", DRAWN.format("", "")), True),
        (rows("", "", DRAWN.format("", "").replace("wp:inline", "wp:anchor")).replace("<w:tr>", LOW), True),
        (f"<w:p>{DRAWN.format('<a:extLst>', '</a:extLst>')}</w:p>", False),
    ],
    ids=["low row", "row", "floating over a low row", "extension"],
)  # fmt: skip
def test_a_picture_where_word_shows_none_is_left_out(body: str, seen: bool) -> None:
    flow = extract(word_file(paragraph("Words") + body, files={"p.png": picture(size=(200, 90))}), "x.docx")
    assert any(isinstance(one, Picture) for one in assemble_blocks(flow)) == seen


def assemble_blocks(flow: Flow) -> list[object]:
    """All blocks of a flow, those in cells too."""
    found: list[object] = []
    waiting: list[object] = list(flow.blocks)
    while waiting:
        block = waiting.pop()
        found.append(block)
        for cell in getattr(block, "cells", ()):
            waiting += cell.blocks
    return found


STORE = "{11111111-2222-3333-4444-555555555555}"


def bound(said: str, kind: str = "<w:text/>", path: str = "/n:root[1]/n:name[1]") -> bytes:
    """A control that holds the secret and is bound to data that says something."""
    binding = f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:n\'" w:xpath="{path}" w:storeItemID="{STORE}"/>'
    held = f"<w:sdt><w:sdtPr>{binding}{kind}</w:sdtPr><w:sdtContent><w:p>{run('')}</w:p></w:sdtContent></w:sdt>"
    parts = members(word_file(paragraph("Words") + held))
    lead = '<Relationships xmlns="{}"><Relationship Id="d" Type="{}/{}" Target="{}"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = lead.format(
        NAMESPACES["rel"], OFFICE, "customXml", "/customXml/i.xml"
    ).encode()
    parts["customXml/_rels/i.xml.rels"] = lead.format(NAMESPACES["rel"], OFFICE, "customXmlProps", "p.xml").encode()
    parts["customXml/i.xml"] = f'<root xmlns="urn:n"><name>{said}</name></root>'.encode()
    parts["customXml/p.xml"] = f'<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{STORE}"/>'.encode()
    return zipped(parts)


CHOICE = '<w:dropDownList><w:listItem w:displayText="secret" w:value="{}"/></w:dropDownList>'


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (bound("public"), False), (bound(""), False), (bound(" secret "), True), (bound("public", "<w:richText/>"), True),
        (bound("1", CHOICE.format("1")), True), (bound("1", CHOICE.format("2")), False),
        (bound("public", path="/n:root[1]/n:other[1]"), True), (bound("public", path="//*"), True),
        (bound("public", "<w:text/><w:showingPlcHdr/>"), True),
    ],
    ids=["other", "none", "same", "rich", "choice", "other choice", "no such place", "strange path", "prompt"],
)  # fmt: skip
def test_words_that_word_replaces_by_the_data_of_a_control_are_set_aside(data: bytes, seen: bool) -> None:
    flow = extract(data, "x.docx")
    assert (("secret" in content.write(assemble(flow, "x").document)), told(flow)) == (seen, not seen)


def test_words_that_word_replaces_by_a_property_of_the_file_are_set_aside() -> None:
    store = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
    data = bound("", path="/cp:coreProperties[1]/dc:title[1]")
    spaces = " ".join(f"xmlns:{name}='{NAMESPACES[name]}'" for name in ("cp", "dc"))
    body = (
        members(data)["word/document.xml"]
        .replace(b"xmlns:n='urn:n'", spaces.encode())
        .replace(STORE.encode(), store.encode())
    )
    data = changed(data, "word/document.xml", body)
    entry = '<Relationship Id="c" Type="x/metadata/core-properties" Target="c.xml"/></Relationships>'
    data = changed(data, "_rels/.rels", members(data)["_rels/.rels"].replace(b"</Relationships>", entry.encode()))
    core = f"<cp:coreProperties {spaces}><dc:title>A plan</dc:title></cp:coreProperties>"
    assert told(extract(changed(data, "c.xml", core.encode()), "x.docx"))


def test_collapsed_headings_are_told() -> None:
    heading = paragraph("Head", '<w:pStyle w:val="Heading1"/><w15:collapsed/>')
    messages = [found.message for found in read(heading + paragraph("below")).findings]
    assert [message for message in messages if "collapsed headings" in message]
    assert not [
        found for found in read(heading.replace("<w15:collapsed/>", "")).findings if "collapsed" in found.message
    ]
