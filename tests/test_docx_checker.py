"""Every accessibility rule of Word files finds the fault that it is for, and none finds anything in our own editions."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from pipeline.editions.looks import Look
from pipeline.model.findings import Severity
from pipeline.verifiers.docx.verify import verify
from tests.docx_samples import LARGE, NEGATIVE, STANDARD, every_view

TEXT, STYLES, SETTINGS, FOOTER = "word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer"
CORE = "docProps/core.xml"
PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
BOLD = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>'
LINK = '<w:p><w:hyperlink w:anchor="{}"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>'
HEADING = '<w:p><w:pPr><w:pStyle w:val="Heading{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
SET = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:p>'
LONG = "These are enough words to make a line of text that people have to read from one end to the other of it."
END = "<w:sectPr>(?=(?!.*<w:sectPr>))"  # before the last section
FLOATING = '<wp:anchor><wp:docPr id="90" name="Shape" descr="A map"/></wp:anchor>'
SHAPE = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="drawn"/></w:pict></w:r></w:p>'
BOX = (
    "<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>aside</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p>"
)

PLANTED = [
    ("docx-language", STYLES, 'w:lang w:val="en-GB"', "w:lang"),
    ("docx-language-differs", CORE, "<dc:language>en-GB", "<dc:language>fr-FR"),
    ("docx-title", CORE, "<dc:title>[^<]*</dc:title>", ""),
    ("docx-title-file-name", CORE, "<dc:title>[^<]*<", "<dc:title>sample<"),
    ("docx-protected", SETTINGS, "<w:zoom", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom'),
    ("docx-update-prompt", SETTINGS, "<w:zoom", "<w:updateFields/><w:zoom"),
    ("docx-update-prompt", TEXT, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"'),
    ("docx-compatibility", SETTINGS, 'w:val="15"', 'w:val="14"'),
    ("docx-hyphenation", SETTINGS, "<w:zoom", "<w:autoHyphenation/><w:zoom"),
    ("docx-tracked-changes", TEXT, END, r"<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>\g<0>"),
    ("docx-watermark", FOOTER, "</w:ftr>", SHAPE + "</w:ftr>"),
    ("docx-page-numbers", FOOTER, " PAGE ", " DATE "),
    ("docx-columns", TEXT, END, r'\g<0><w:cols w:num="2"/>'),
    ("docx-no-headings", STYLES, "<w:outlineLvl[^>]*>|heading (?=[1-6])", ""),
    ("docx-heading-1", TEXT, END, HEADING.format(1, "Another title") + r"\g<0>"),
    ("docx-empty-heading", TEXT, END, HEADING.format(2, "") + r"\g<0>"),
    ("docx-long-heading", TEXT, END, HEADING.format(2, LONG + LONG) + r"\g<0>"),
    ("docx-heading-skip", TEXT, END, HEADING.format(5, "Too deep") + r"\g<0>"),
    ("docx-fake-heading", TEXT, END, BOLD.format("What we found") + PARAGRAPH.format("It went well.") + r"\g<0>"),
    ("docx-fake-list", TEXT, END, PARAGRAPH.format("• typed") + r"\g<0>"),
    ("docx-fake-list", TEXT, END, PARAGRAPH.format("1. one") + PARAGRAPH.format("2. two") + r"\g<0>"),
    ("docx-blanks", TEXT, END, PARAGRAPH.format("Name:          Smith") + r"\g<0>"),
    ("docx-empty-paragraphs", TEXT, END, r"<w:p/>\g<0>"),
    ("docx-empty-link", TEXT, END, LINK.format("lists", "") + r"\g<0>"),
    ("docx-link-words", TEXT, END, LINK.format("lists", "Click here") + r"\g<0>"),
    ("docx-link-address", TEXT, END, LINK.format("lists", "https://www.gov.uk/a/b/c") + r"\g<0>"),
    ("docx-broken-link", TEXT, END, LINK.format("nowhere", "the annex") + r"\g<0>"),
    ("docx-duplicate-bookmark", TEXT, 'w:name="languages"', 'w:name="LISTS"'),
    ("docx-no-contents", STYLES, '(?<=w:val=")toc ', "list of "),
    ("docx-table-header", TEXT, "<w:tblHeader/>", ""),
    ("docx-table-header", TEXT, "<w:trPr><w:cantSplit/></w:trPr>", "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"),
    ("docx-table-look", TEXT, 'w:firstRow="1"', 'w:firstRow="0"'),
    ("docx-merged-cells", TEXT, '(<w:tcW w:w="\\d+" w:type="dxa"/>)', r'\1<w:gridSpan w:val="2"/>'),
    ("docx-nested-table", TEXT, "</w:tcPr>", "</w:tcPr><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    ("docx-blank-row", TEXT, "</w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    ("docx-empty-header", TEXT, "<w:t[^>]*>Objective</w:t>", ""),
    ("docx-empty-cells", TEXT, "<w:t[^>]*>Not stated</w:t>", ""),
    ("docx-table-name", TEXT, "<w:tbl(Caption|Description)[^>]*>", ""),
    ("docx-row-split", TEXT, "<w:cantSplit/>", ""),
    ("docx-row-height", TEXT, "<w:cantSplit/>", '<w:cantSplit/><w:trHeight w:val="300" w:hRule="exact"/>'),
    ("docx-floating-table", TEXT, "<w:tblW ", '<w:tblpPr w:tblpX="9"/><w:tblW '),
    ("docx-table-width", TEXT, "<w:tblGrid>", '<w:tblGrid><w:gridCol w:w="9000"/>'),
    ("docx-alt", TEXT, 'descr="Map[^"]*"', ""),
    ("docx-alt", TEXT, END, SHAPE + r"\g<0>"),
    ("docx-alt-file-name", TEXT, 'descr="Map[^"]*"', 'descr="map_final.png"'),
    ("docx-alt-long", TEXT, 'descr="Map[^"]*"', f'descr="{LONG * 3}"'),
    ("docx-alt-verbose", TEXT, 'descr="Map[^"]*"', 'descr="Picture of a map"'),
    ("docx-alt-decorative", TEXT, 'descr=""', 'descr="a line"'),
    ("docx-not-inline", TEXT, END, f"<w:p><w:r><w:drawing>{FLOATING}</w:drawing></w:r></w:p>" + r"\g<0>"),
    ("docx-text-box", TEXT, END, BOX + r"\g<0>"),
    ("docx-frame", TEXT, END, '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>' + r"\g<0>"),
    ("docx-embedded-object", TEXT, END, r"<w:p><w:r><w:object/><w:t>x</w:t></w:r></w:p>\g<0>"),
    ("docx-control-name", TEXT, END, r"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent/></w:sdt>\g<0>"),
    ("docx-control-name", TEXT, 'fldCharType="begin"/>', 'fldCharType="begin"><w:ffData/></w:fldChar>'),
    ("docx-drawing-id", TEXT, 'docPr id="2"', 'docPr id="1"'),
    ("docx-contrast", STYLES, '(?<=styleId="BodyText">).*?</w:pPr>', r'\g<0><w:rPr><w:color w:val="999999"/></w:rPr>'),
    ("docx-contrast-7", STYLES, '<w:color w:val="00436B"/>', '<w:color w:val="2E74B5"/>'),
    ("docx-contrast", TEXT, END, SET.format('<w:shd w:val="clear" w:fill="000080"/>', "dark") + r"\g<0>"),
    ("docx-size", TEXT, END, SET.format('<w:sz w:val="20"/>', "small") + r"\g<0>"),
    ("docx-size", STYLES, '(?<=styleId="Footer">).*?</w:rPr>', '<w:rPr><w:sz w:val="16"/></w:rPr>'),
    ("docx-italics", TEXT, END, SET.format("<w:i/>", LONG) + r"\g<0>"),
    ("docx-capitals", TEXT, END, PARAGRAPH.format(LONG.upper()) + r"\g<0>"),
    ("docx-underline", TEXT, END, SET.format('<w:u w:val="single"/>', "important") + r"\g<0>"),
    ("docx-alignment", TEXT, END, PARAGRAPH.format(LONG).replace("</w:pPr>", '<w:jc w:val="both"/></w:pPr>') + r"\g<0>"),
    ("docx-hidden-text", TEXT, END, SET.format("<w:vanish/>", "secret") + r"\g<0>"),
    ("docx-moving-text", TEXT, END, SET.format('<w:effect w:val="blinkBackground"/>', "look") + r"\g<0>"),
    ("docx-direct-formatting", TEXT, "(<w:pStyle[^>]*></w:pPr>)<w:r>(?=<w:t)", r'\1<w:r><w:rPr><w:sz w:val="26"/></w:rPr>'),
]  # fmt: skip


def changed(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """The package with the parts changed whose names begin so; the pattern must be found there."""
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith(part):
                text, count = re.subn(pattern, replacement, content.decode("utf-8"), flags=re.DOTALL)
                assert count, f"{pattern} is not in {part}"
                content = text.encode("utf-8")
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("look", [STANDARD, LARGE, NEGATIVE], ids=lambda look: look.name)
def test_our_own_editions_break_no_rule(look: Look) -> None:
    assert [finding.as_text() for finding in verify(every_view(look), "sample.docx").findings] == []


@pytest.mark.parametrize(("rule", "part", "pattern", "replacement"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_fault_is_found(rule: str, part: str, pattern: str, replacement: str) -> None:
    broken = changed(every_view(), part, pattern, replacement)
    assert rule in [finding.rule for finding in verify(broken, "sample.docx").findings]


def test_a_long_alternative_text_is_a_note() -> None:
    """That of a picture is warned of in the content; that of a chart is the program's own, and nobody can shorten it."""
    broken = changed(every_view(), TEXT, 'descr="Map[^"]*"', f'descr="{LONG * 3}"')
    told = {finding.rule: finding.severity for finding in verify(broken, "sample.docx").findings}
    assert told["docx-alt-long"] is Severity.NOTE


def test_every_rule_has_a_planted_fault() -> None:
    sources = Path(__file__).parent.parent.joinpath("pipeline", "verifiers", "docx").glob("rules_*.py")
    rules = {rule for path in sources for rule in re.findall(r'"(docx-[a-z0-9-]+)"', path.read_text("utf-8"))}
    assert rules - {rule for rule, *_ in PLANTED} == {"docx-comments", "docx-blank-column"}


def test_comments_and_blank_columns_are_found() -> None:
    data = changed(
        every_view(), "word/_rels/document.xml.rels", "</Relationships>",
        '<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        'Target="settings.xml"/></Relationships>',
    )  # fmt: skip
    data = changed(data, SETTINGS, "<w:zoom", "<w:comment/><w:zoom")
    table = "<w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    data = changed(data, TEXT, END, rf"<w:tbl>{table}{table}</w:tbl>\g<0>")
    rules = {finding.rule for finding in verify(data, "sample.docx").findings}
    assert {"docx-comments", "docx-blank-column"} <= rules


def test_a_file_that_is_no_word_file_is_an_error_and_no_traceback() -> None:
    for data in (b"", b"%PDF-1.7", b"PK\x03\x04 damaged", b"words"):
        reading = verify(data, "x.docx")
        assert [finding.severity for finding in reading.findings] == [Severity.ERROR]
        assert reading.words == ()


def test_words_come_in_reading_order_under_their_anchors() -> None:
    reading = verify(every_view(), "sample.docx")
    at = {said.anchor: said.text for said in reversed(reading.words) if said.anchor}
    assert at["lists"] == "Lists and boxes"
    assert at["CL2"].startswith("CL2")
    assert at["PA1"] == "Action PA1"
    assert [said.text for said in reading.words[-2:]] == ["2", "See the guide."]


def test_the_tree_shows_what_a_screen_reader_meets() -> None:
    tree = verify(every_view(), "sample.docx").tree
    assert "heading 1 “Sample plan 2027 to 2031”" in tree
    assert "list\n  item “First level”\n    list\n      item “Second level”" in tree
    assert "  row\n    row header\n      paragraph “CL1" in tree
    assert "picture “Map of the borough with its 26 wards”" in tree
    assert "note “1”" in tree
