"""Reading DOCX: headings, lists, notes, links, pictures and what stands around the text."""

from __future__ import annotations

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.assemble.lists import blocks_of
from pipeline.assemble.runs import inlines_of
from pipeline.model.document import List, Numbering, NumberStyle
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow, FlowParagraph, Grid, Picture
from pipeline.model.walk import plain_text
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, picture, strict, word_file
from tests.test_docx_reading import unaccounted

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Council section"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Level3"><w:name w:val="Annex"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop1"><w:name w:val="a"/><w:basedOn w:val="Loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="b"/><w:basedOn w:val="Loop1"/></w:style>
<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""


def level(number: int, form: str, text: str, more: str = "") -> str:
    left = 360 * (number + 1)
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7", "").replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>')
    + level(1, "bullet", "o")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + level(0, "upperRoman", "Part %1:")
    + "</w:lvlOverride></w:num>"
)


def read(body: str, **parts: str) -> Flow:
    return extract(word_file(body, {"styles": STYLES, "numbering": NUMBERING, **parts}), "x.docx")


def item(text: str, num: int, at: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


def paragraphs(flow: Flow) -> list[FlowParagraph]:
    return [block for block in flow.blocks if isinstance(block, FlowParagraph)]


def grid(flow: Flow) -> Grid:
    (found,) = [block for block in flow.blocks if isinstance(block, Grid)]
    return found


def shape(found: Grid) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell."""
    return [
        (cell.row, cell.column, cell.rowspan, cell.colspan, " ".join(b.text for b in cell.blocks if isinstance(b, FlowParagraph)))
        for cell in found.cells
    ]  # fmt: skip


def table(rows: list[str], widths: str = "", properties: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths.split())
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("properties", "heading"),
    [
        ('<w:pStyle w:val="berschrift2"/>', 2),
        ('<w:pStyle w:val="Ours"/>', 2),
        ('<w:pStyle w:val="Level3"/>', 3),
        ('<w:pStyle w:val="Level3"/><w:outlineLvl w:val="9"/>', 0),
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="Loop1"/>', 0),
        ('<w:pStyle w:val="Nowhere"/>', 0),
        ("", 0),
    ],
)
def test_headings_are_known_by_style_or_outline_level_in_any_language(properties: str, heading: int) -> None:
    assert paragraphs(read(paragraph("x", properties)))[0].heading == heading


def test_looks_are_inherited_and_two_styles_that_both_say_bold_cancel_out() -> None:
    flow = read(
        "<w:p><w:pPr><w:pStyle w:val='Ours'/></w:pPr><w:r><w:t>a</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='Strong'/></w:rPr><w:t>b</w:t></w:r>"
        "<w:r><w:rPr><w:b w:val='0'/><w:sz w:val='20'/><w:color w:val='1F4E5F'/></w:rPr><w:t>c</w:t></w:r></w:p>"
    )
    runs = paragraphs(flow)[0].runs
    assert [(run.text, run.bold, run.size, run.colour) for run in runs] == [
        ("a", True, 16.0, ""),
        ("b", False, 16.0, ""),
        ("c", False, 10.0, "#1f4e5f"),
    ]


def test_markers_are_those_that_word_prints() -> None:
    body = "".join(
        [item("a", 1), item("b", 1, 1), item("c", 1, 1), item("d", 1), item("e", 1, 1), item("f", 1, 2), paragraph("text"),
         item("g", 1), item("h", 3), item("i", 1), item("j", 4), item("k", 2), item("l", 2, 1)]
    )  # fmt: skip
    found = [(entry.text, entry.marker.text) for entry in paragraphs(read(body)) if entry.marker]
    assert found == [
        ("a", "1."), ("b", "(a)"), ("c", "(b)"), ("d", "2."), ("e", "(a)"),
        ("g", "3."), ("h", "1."), ("i", "2."), ("k", "•"), ("l", "o"),
    ]  # fmt: skip


def test_a_list_is_numbered_as_its_level_says() -> None:
    levels = level(0, "upperLetter", "%1)").replace('w:start w:val="1"', 'w:start w:val="10"') + level(
        1, "lowerRoman", "(%2)"
    )
    abstract = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering = f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    flow = read(item("a", 1) + item("b", 1, 1) + item("c", 1, 1), numbering=numbering)
    assert [p.marker.numbering for p in paragraphs(flow) if p.marker] == [
        Numbering(NumberStyle.UPPER_LETTER, "1)", 10),
        Numbering(NumberStyle.LOWER_ROMAN, "(1)", 1),
        Numbering(NumberStyle.LOWER_ROMAN, "(1)", 2),
    ]


def test_a_marker_that_a_list_cannot_say_stays_as_text() -> None:
    heading = '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    named = paragraphs(read(item("Plant trees", 4) + item("Mend roads", 4)))
    assert [(entry.text, entry.marker) for entry in named] == [
        ("Part I:\tPlant trees", None),
        ("Part II:\tMend roads", None),
    ]
    flow = read(paragraph("Aims", heading) + item("We aim", 1, 2) + paragraph("so") + item("We do", 1, 2))
    assert [entry.text for entry in paragraphs(flow)] == ["1.\tAims", "1.1.1\tWe aim", "so", "1.1.2\tWe do"]
    assert unaccounted(flow) == []


def test_lines_set_as_headings_keep_their_automatic_numbers_and_items_do_not() -> None:
    bold = "<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = "</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret"
    apart = [
        bold.format(number, "Aims" + hidden),
        paragraph("We aim."),
        bold.format(number, "Means"),
        paragraph("We work."),
    ]
    flow = read("".join(apart))
    assert [(p.text, p.runs[0].bold) for p in paragraphs(flow)][::2] == [("1.\tAims", True), ("2.\tMeans", True)]
    assert unaccounted(flow) == []
    together = paragraphs(read("".join(apart[::2])))
    assert [(p.text, p.marker.text if p.marker else "") for p in together] == [("Aims", "1."), ("Means", "2.")]


def test_a_title_of_another_list_that_counts_on_keeps_its_number_too() -> None:
    bold = "<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    third = (
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride></w:num>'
    )
    body = bold.format(number.format(1), "Aims") + paragraph("We aim.") + bold.format(number.format(9), "Help (A.).")
    flow = read(body + paragraph("We help."), numbering=NUMBERING + third)
    assert [p.text for p in paragraphs(flow)][::2] == ["1.\tAims", "2.\tHelp (A.)."]


def test_tabs_before_a_typed_bullet_indent_it() -> None:
    first, second = paragraphs(
        read(paragraph("•\ta") + "<w:p><w:r><w:tab/><w:t>•</w:t><w:tab/><w:t>b</w:t></w:r></w:p>")
    )
    assert second.marker_indent - first.marker_indent == 36


def test_a_letter_that_a_symbol_font_draws_as_a_bullet_is_that_bullet() -> None:
    font = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    run = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{}\u00a0</w:t></w:r>"
    body = "".join(
        f"<w:p>{run.format(font.format(name), sign)}<w:r><w:t>x</w:t></w:r></w:p>"
        for name, sign in (("Wingdings", "ü"), ("Wingdings", "Ø"), ("Symbol", "·"), ("Arial", "ü"))
    )
    assert [p.text for p in paragraphs(read(body))] == ["✓\u00a0x", "➢\u00a0x", "•\u00a0x", "ü\u00a0x"]


def test_a_bold_line_over_its_text_in_one_paragraph_is_a_paragraph_of_its_own() -> None:
    bold, plain, turn = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>",
        "<w:r><w:t>{}</w:t></w:r>",
        "<w:r><w:br/></w:r>",
    )
    title, text = bold.format("Leeds office"), plain.format("1 High Street")
    apart = [title + turn + text, title + turn + text + turn + text, title + plain.format("s") + turn + text]
    kept = [bold.format("Office:") + turn + text, title + turn + title, text + turn + title]
    found = [p.text for p in paragraphs(read("".join(f"<w:p>{runs}</w:p>" for runs in (*apart, *kept))))]
    assert found == [
        "Leeds office", "1 High Street", "Leeds office", "1 High Street\n1 High Street", "Leeds offices\n1 High Street",
        "Office:\n1 High Street", "Leeds office\nLeeds office", "1 High Street\nLeeds office",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "behind", "apart"),
    [(22, 28, True), (22, 22, False), (28, 22, False), (28, 29, True)],
)
@pytest.mark.parametrize("turn", ["", "column", "page"])
def test_a_last_line_in_larger_type_is_a_paragraph_of_its_own(turn: str, before: int, behind: int, apart: bool) -> None:
    run = '<w:r><w:rPr><w:sz w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    item = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    small = run.format(before, "We meet") + "<w:r><w:br/></w:r>" + run.format(min(before, 22), "each month")
    body = f'<w:p>{item}{small}<w:r><w:br w:type="{turn}"/></w:r>{run.format(behind, "Mentors")}</w:p>'
    found = [(p.text, p.marker is not None) for p in paragraphs(read(body))]
    whole = "We meet\neach month"
    figures = paragraphs(read(body.replace("Mentors", "£500 net")))
    assert [one.text for one in figures] == [f"{whole}\n£500 net"]
    assert found == ([(whole, True), ("Mentors", False)] if apart else [(f"{whole}\nMentors", True)])


def test_capitals_and_underlines_are_known_by_style_or_by_hand() -> None:
    looks = ["<w:caps/>", "<w:smallCaps/>", '<w:u w:val="single"/>', '<w:u w:val="none"/>']
    body = "".join(f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>Aims</w:t></w:r></w:p>" for look in looks)
    runs = [p.runs[0] for p in paragraphs(read(body))]
    assert [(run.capitals, run.underlined) for run in runs] == [(True, False)] * 2 + [(False, True), (False, False)]


def test_items_of_one_count_share_their_list_and_a_restart_begins_another() -> None:
    lists = [p.marker.list_id for p in paragraphs(read(item("a", 1) + item("b", 3) + item("c", 1))) if p.marker]
    assert lists[0] != lists[1] == lists[2]


def test_items_indented_by_hand_stand_under_the_item_before_though_their_level_is_the_same() -> None:
    indented = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:ind w:left="{}" w:hanging="360"/>'
    body = (
        paragraph("Buy", indented.format(720))
        + paragraph("from", indented.format(1080))
        + paragraph("Hire", indented.format(740))
    )
    (made,) = blocks_of(paragraphs(read(body)), lambda paragraph, _: inlines_of(paragraph.runs))
    assert isinstance(made, List)
    assert [len(item.blocks) for item in made.items] == [2, 1]


def test_a_style_numbers_its_paragraphs_and_number_zero_takes_that_away() -> None:
    style = '<w:pStyle w:val="Item"/>'
    found = paragraphs(read(paragraph("a", style) + paragraph("b", style + '<w:numPr><w:numId w:val="0"/></w:numPr>')))
    assert [entry.marker.text if entry.marker else "" for entry in found] == ["1.", ""]
    assert (found[0].indent, found[0].marker_indent) == (18.0, 0.0)


def test_notes_are_numbered_in_the_order_of_the_text() -> None:
    reference = '<w:r><w:t>x</w:t></w:r><w:r><w:{}Reference w:id="{}"/></w:r>'
    marks = (("footnote", 3), ("endnote", 2), ("footnote", 3), ("footnote", 2))
    body = f"<w:p>{''.join(reference.format(*mark) for mark in marks)}</w:p>"
    notes = {
        f"{kind}s": f'<w:{kind} w:type="separator" w:id="0"/>'
        + "".join(f'<w:{kind} w:id="{n}">{paragraph(f"{kind} {n}")}</w:{kind}>' for n in (1, 2, 3))
        for kind in ("footnote", "endnote")
    }
    flow = read(body, **notes)
    assert [(run.text, run.note) for run in paragraphs(flow)[0].runs if run.note] == [
        ("1", "1"),
        ("i", "e1"),
        ("1", "1"),
        ("2", "2"),
    ]
    assert {note.key: note.paragraphs[0].text for note in flow.notes} == {
        "1": "footnote 3", "2": "footnote 2", "e1": "endnote 2",
    }  # fmt: skip
    assert {aside.text for aside in flow.asides} == {"footnote 1", "endnote 1", "endnote 3"}


def test_headers_footers_and_comments_are_set_aside() -> None:
    field = "<w:fldSimple w:instr='PAGE'><w:r><w:t>4</w:t></w:r></w:fldSimple>"
    number = f"<w:r><w:tab/><w:t xml:space='preserve'>Page </w:t></w:r>{field}"
    footer = f"<w:p><w:r><w:t>Council</w:t></w:r>{number}</w:p>"
    comment = f'<w:comment w:id="0" w:author="A. Clerk">{paragraph("Is this right?")}</w:comment>'
    flow = read(paragraph("text"), header=paragraph("Draft"), footer=footer, comments=comment)
    assert {(aside.text, aside.reason) for aside in flow.asides} == {
        ("Draft", "running header"), ("Council", "running footer"), ("Page 4", "page number"), ("Is this right?", "comment"),
    }  # fmt: skip
    assert "A. Clerk" in flow.findings[0].message


BOLD = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
TITLE = '<w:pStyle w:val="T"/>'


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (paragraph("The Rules of", TITLE) + paragraph("the Mill Society", TITLE), "The Rules of the Mill Society"),
        (BOLD.format("Draft") + BOLD.format("Rules of the Mill Society"), "Rules of the Mill Society"),
        (BOLD.format("Draft") + paragraph("Rules of the Mill Society"), ""),
        (BOLD.format("Mill Society"), ""),
    ],
)
def test_what_a_header_says_in_the_style_title_or_in_bold_may_be_the_title(header: str, title: str) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    assert read(paragraph("text"), header=header, styles=styles).title == title


SAID = "This plan is given to all who ask for it, at no cost."


@pytest.mark.parametrize(("kinds", "text", "told"), [
    (("first",), SAID, True), (("first", "default"), SAID, False), (("default",), SAID, False),
    (("first",), "Anytown Town Hall, Ltd.", False), (("first",), SAID.rstrip("."), False),
])  # fmt: skip
def test_a_sentence_in_the_footer_of_the_first_page_only_is_told(kinds: tuple[str, ...], text: str, told: bool) -> None:
    uses = "".join(f'<w:footerReference w:type="{kind}" r:id="rIdfooter"/>' for kind in kinds)
    flow = read(f"{paragraph('text')}<w:sectPr>{uses}<w:titlePg/></w:sectPr>", footer=paragraph(text))
    assert [aside.text for aside in flow.asides] == [text]
    assert [finding.rule for finding in flow.findings] == ["left-out"] * told


def test_links_bookmarks_and_foreign_words_are_kept() -> None:
    body = (
        '<w:bookmarkStart w:id="0" w:name="before"/>'
        '<w:p><w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkStart w:id="2" w:name="_GoBack"/>'
        '<w:hyperlink r:id="out" w:anchor="part"><w:r><w:t>site</w:t></w:r></w:hyperlink>'
        "<w:r><w:instrText>none</w:instrText></w:r>"
        '<w:r><w:rPr><w:lang w:val="cy-GB"/></w:rPr><w:t xml:space="preserve"> croeso</w:t></w:r>'
        '<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve"> and the rest in English</w:t></w:r></w:p>'
    )
    flow = extract(word_file(body, links={"out": "https://example.org/"}), "x.docx")
    (made,) = paragraphs(flow)
    assert made.bookmarks == ("before", "here")
    assert [(run.text, run.link, run.language) for run in made.runs] == [
        ("site", "https://example.org/#part", ""),
        (" croeso", "", "cy-GB"),
        (" and the rest in English", "", ""),
    ]
    assert flow.language == "en-US"


@pytest.mark.parametrize(
    ("most", "language"), [("x-none", "cy-GB"), ("und", "cy-GB"), ("pl_PL", "pl-PL"), ("Polish", "cy-GB")]
)
def test_a_code_that_names_no_language_does_not_count(most: str, language: str) -> None:
    runs = "".join(
        f'<w:r><w:rPr><w:lang w:val="{code}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
        for code, words in ((most, "Cynllun y cyngor ar gyfer pawb "), ("cy-GB", "Croeso"))
    )
    flow = extract(word_file(f"<w:p>{runs}</w:p>"), "x.docx")
    assert flow.language == language
    assert {run.language for made in paragraphs(flow) for run in made.runs} <= {"", "cy-GB"}


@pytest.mark.parametrize(
    ("described", "alt", "decorative", "rules"),
    [
        ('descr="Map of the wards"', "Map of the wards", False, []),
        ("", None, False, []),
        ('descr="A duck&#10;&#10;Description automatically generated"', "A duck", False, ["picture-machine-alt"]),
        ("decorative", None, True, []),
    ],
)
def test_pictures_come_with_the_text_alternative_that_a_person_wrote(
    described: str, alt: str | None, decorative: bool, rules: list[str]
) -> None:
    extension = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>' if decorative else ""
    properties = f'<wp:docPr id="1" name="x" {"" if decorative else described}>{extension}</wp:docPr>'
    graphic = '<a:graphic><pic:pic><a:blip r:embed="map.png"/></pic:pic></a:graphic>'
    drawn = f"<w:drawing><wp:inline>{properties}{graphic}</wp:inline></w:drawing>"
    flow = extract(word_file(f"<w:p><w:r>{drawn}</w:r></w:p>", files={"media/map.png": picture()}), "x.docx")
    (shown,) = flow.blocks
    assert isinstance(shown, Picture)
    assert (shown.data, shown.name, shown.alt, shown.decorative) == (picture(), "map.png", alt, decorative)
    assert [finding.rule for finding in flow.findings] == rules


def test_a_strict_file_reads_as_a_transitional_one() -> None:
    body = item("a", 1) + paragraph("b", '<w:jc w:val="end"/><w:ind w:start="20pt"/>')
    flow = extract(strict(word_file(body, {"numbering": NUMBERING})), "x.docx")
    first, second = paragraphs(flow)
    assert first.marker is not None
    assert (first.marker.text, second.align, second.indent) == ("1.", "right", 20.0)


def test_the_number_that_word_sets_before_a_bold_title_in_a_list_is_no_word_without_a_source() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    abstract = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    text = paragraph("The rangers look after them from spring to autumn, with the help of neighbours.")
    body = paragraph("Green places", '<w:pStyle w:val="berschrift2"/>') + text
    body += "".join(
        f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>{text}"
        for words in ("Meadows", "Ponds", "Hedges")
    )
    listed_in_a_cell = f"<w:tc>{paragraph('Moved', listed)}{paragraph('Mown', listed)}</w:tc>"
    body += table([row(listed_in_a_cell, cell("May")), row(cell("Cut"), cell("June"))])
    numbering = f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    made = assemble(read(body, numbering=numbering), "green")
    found = [finding.rule for finding in made.findings if finding.severity is Severity.ERROR]
    headings = [plain_text(part.heading) for part in made.document.sections]
    assert (found, headings) == ([], ["I. Meadows", "II. Ponds", "III. Hedges"])
