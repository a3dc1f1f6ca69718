"""Reading DOCX: every way in which Word can hold words gives these words once, in order, with the right fate."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.content.yaml.characters import STRAY
from pipeline.model.flow import Flow, FlowBlocks, FlowParagraph, Grid
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, word_file

SAMPLES = Path(__file__).parent.parent / "source_docs"


def lines(blocks: FlowBlocks) -> list[str]:
    """The text of all paragraphs, those in cells too."""
    found = []
    for block in blocks:
        if isinstance(block, FlowParagraph):
            found.append("".join("" if run.note else run.text for run in block.runs))
        elif isinstance(block, Grid):
            for cell in block.cells:
                found += lines(cell.blocks)
    return found


def unaccounted(flow: Flow) -> list[str]:
    """Words of the source without a fate, and words that the source does not have."""
    there = sorted(word.text for word in flow.words)
    kept = lines(flow.blocks) + [text for note in flow.notes for text in lines(note.paragraphs)]
    found = sorted(word for text in [*kept, *(aside.text for aside in flow.asides)] for word in text.split())
    return [f"{there} is not {found}"] if there != found else []


def read(body: str, **parts: str) -> Flow:
    flow = extract(word_file(body, parts), "x.docx")
    assert unaccounted(flow) == []
    return flow


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str | None) -> str:
    """A field with this code; None for one without a result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    shown = "" if result is None else mark.format("separate") + result
    return mark.format("begin") + instruction + shown + mark.format("end")


def box(inner: str) -> str:
    return (
        f"<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}"
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def low_box(of: str, down: int) -> str:
    """A box with "a" that floats so many EMU below something."""
    place = f'<wp:anchor><wp:positionV relativeFrom="{of}"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
    return box(paragraph("a")).replace("<wp:anchor>", place)


RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>c</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
PROMPT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + run("s", "<w:rStyle w:val='P'/>")
    + "</w:sdtContent></w:sdt>"
)
WHOLE_FIELD = (
    "<w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='separate'/>"
    "<w:t>7</w:t><w:fldChar w:fldCharType='end'/>"
)
DROP_DOWN = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='a'/>"
    "<w:listEntry w:val='b'/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
)


@pytest.mark.parametrize("name", ["equalities-action-plan-2018.docx", "equalities-update-2020-21.docx"])
def test_every_word_of_a_sample_has_its_fate(name: str) -> None:
    flow = extract((SAMPLES / name).read_bytes(), name)
    assert len(flow.words) > 500
    assert unaccounted(flow) == []
    assert {aside.reason for aside in flow.asides} <= {"running header", "running footer", "page number"}


@pytest.mark.parametrize(
    ("case", "inner", "expected"),
    [
        ("a link", f"{run('a ')}<w:hyperlink w:anchor='x'>{run('b')}</w:hyperlink>", ["a b"]),
        ("nested smart tags", f"<w:smartTag><w:smartTag>{run('a')}</w:smartTag>{run(' b')}</w:smartTag>", ["a b"]),
        ("a content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>{run(' b')}", ["a b"]),
        ("inserted text", f"{run('a')}<w:ins w:author='X'>{run(' b')}</w:ins>", ["a b"]),
        ("text moved here", f"<w:moveTo>{run('a b')}</w:moveTo>", ["a b"]),
        ("a simple field", f"<w:fldSimple w:instr=' REF x '>{run('a')}</w:fldSimple>{run(' b')}", ["a b"]),
        ("a field", run("a ") + field("REF x \\h", run("b")), ["a b"]),
        ("a field in a field", field('IF 1 = 1 "' + "", field("REF x", run("a b"))), ["a b"]),
        ("a field that never ends", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("a b"), ["a b"]),
        ("an element that nobody knows", f"<w:unheard><w:of>{run('a b')}</w:of></w:unheard>", ["a b"]),
        ("a run in another direction", f"<w:bdo w:val='rtl'>{run('a b')}</w:bdo>", ["a b"]),
        ("a drawn box", run("a") + box(paragraph("b")), ["a", "b"]),
        ("a box before the words", box(paragraph("a")) + run("b"), ["a", "b"]),
        ("a box a line below", low_box("paragraph", 152_400) + run("b"), ["b", "a"]),
        ("a box a line below its line", low_box("line", 152_400) + run("b"), ["b", "a"]),
        ("a box beside the line", low_box("paragraph", 152_399) + run("b"), ["a", "b"]),
        ("a box down the page", low_box("page", 900_000) + run("b"), ["a", "b"]),
        ("a box in a box", run("a") + box(f"<w:p>{run('b')}{box(paragraph('c'))}</w:p>"), ["a", "b", "c"]),
        ("ruby", RUBY, ["b (c)"]),
        ("a special hyphen", "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", ["a\u2011bc"]),
        ("tab and break", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", ["a\tb\nc"]),
        ("a page break first", "<w:r><w:br w:type='page'/><w:t>a</w:t></w:r>", ["a"]),
        ("a symbol", "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:t xml:space='preserve'> a</w:t></w:r>", ["✓ a"]),
        ("a symbol as text", run("\uf0b7 a", "<w:rFonts w:ascii='Symbol'/>"), ["• a"]),
        ("a drop-down", DROP_DOWN, ["b"]),
        ("white space that is not kept", "<w:r><w:t> a </w:t></w:r><w:r><w:t>b</w:t></w:r>", ["ab"]),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 and "<" not in value else "",
)  # fmt: skip
def test_words_are_read_wherever_they_stand(case: str, inner: str, expected: list[str]) -> None:
    assert lines(read(f"<w:p>{inner}</w:p>").blocks) == expected, case


@pytest.mark.parametrize(
    ("case", "inner", "kept", "reason"),
    [
        ("deleted", f"{run('cat')}<w:del><w:r><w:delText>s</w:delText></w:r></w:del>", ["cat"], "deleted text"),
        ("moved away", f"{run('cat')}<w:moveFrom>{run('s')}</w:moveFrom>", ["cat"], "moved text, shown at its new place"),
        ("hidden", run("cat") + run("s", "<w:vanish/>"), ["cat"], "hidden text"),
        ("page number", run("cat ") + field("PAGE", run("7")), ["cat "], "page number"),
        ("a field in one run", f"<w:r>{WHOLE_FIELD}<w:t>cat</w:t></w:r>", ["cat"], "page number"),
        ("prompt", run("cat") + PROMPT, ["cat"], "prompt of an empty form field"),
        ("button", run("cat") + field("MACROBUTTON NoMacro s", None), ["cat"], "prompt of an empty form field"),
        ("contents", run("cat") + field('TOC \\o "1-3"', run("One") + run("1")), ["cat"], "contents list"),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_words_that_are_no_content_are_set_aside_with_their_reason(
    case: str, inner: str, kept: list[str], reason: str
) -> None:
    flow = read(f"<w:p>{inner}</w:p>")
    assert lines(flow.blocks) == kept, case
    assert [aside.reason for aside in flow.asides] == [reason]


def test_only_one_branch_of_alternate_content_is_read() -> None:
    drawn = box(paragraph("only once")).removeprefix("<w:r>").removesuffix("</w:r>")
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('only once')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawn}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(read(f"<w:p><w:r>{both}</w:r></w:p>").blocks) == ["only once"]
    assert lines(read(f"<w:p><w:r>{old}</w:r></w:p>").blocks) == ["only once"]


@pytest.mark.parametrize("label", ["Contents", "TABLE OF CONTENT"])
def test_a_contents_list_over_many_paragraphs_goes_with_its_label(label: str) -> None:
    begin, end = field("TOC", "|").split("|")
    entries = f"<w:p>{begin}{run('Aims')}<w:r><w:tab/></w:r>{run('1')}</w:p><w:p>{run('Next')}{end}</w:p>"
    flow = read(paragraph(label) + entries + paragraph("Aims"))
    assert lines(flow.blocks) == ["Aims"]
    assert {aside.reason for aside in flow.asides} == {"contents list"}


@pytest.mark.parametrize(
    ("listed", "kept"),
    [
        (field("TOC", run("Aims") + run("1")), ["What follows"]),
        (run("No list"), ["On this page", "No list", "What follows"]),
    ],
)
def test_what_stands_behind_the_list_in_a_control_for_contents_is_text(listed: str, kept: list[str]) -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    held = paragraph("On this page") + f"<w:p>{listed}</w:p>" + paragraph("What follows")
    flow = read(f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>")
    assert lines(flow.blocks) == kept


def test_a_contents_list_typed_by_hand_is_recognised_but_figures_in_lines_are_not() -> None:
    def typed(text: str, page: str) -> str:
        return f"<w:p>{run(text)}<w:r><w:tab/></w:r>{run(page)}</w:p>"

    headings = ["Our aims", "What we did", "What comes next"]
    contents = "".join(typed(text, page) for text, page in zip(headings, "136", strict=True))
    assert lines(read(contents + "".join(map(paragraph, headings))).blocks) == headings
    figures = typed("Staff", "120") + typed("Councillors", "130") + typed("Residents", "900")
    assert len(lines(read(figures).blocks)) == 3
    prices = "".join(
        paragraph(f"{what} ........ {pounds}") for what, pounds in (("Rent", 900), ("Post", 120), ("Tea", 30))
    )
    assert len(lines(read(prices).blocks)) == 3


def test_words_where_a_sound_file_has_none_are_set_aside_as_an_error() -> None:
    flow = read(paragraph("kept") + "<w:p><w:r><w:rPr><w:t>astray</w:t></w:rPr></w:r></w:p>")
    assert lines(flow.blocks) == ["kept"]
    assert [(aside.text, aside.reason) for aside in flow.asides] == [("astray", "in a damaged place of the file")]
    assert [str(finding.severity) for finding in flow.findings] == ["error"]


def test_a_deleted_paragraph_mark_and_a_drop_cap_join_two_paragraphs() -> None:
    mark = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("one ") + "</w:p>"
    assert lines(read(mark + paragraph("two")).blocks) == ["one two"]
    cap = paragraph("T", '<w:framePr w:dropCap="drop"/>')
    assert lines(read(cap + paragraph("he plan")).blocks) == ["The plan"]


def test_deleted_rows_and_hidden_styles_are_left_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format('', paragraph('kept'))}{row.format('<w:trPr><w:del/></w:trPr>', paragraph('gone'))}</w:tbl>"
    assert lines(read(table).blocks) == ["kept"]
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    flow = read(paragraph("secret", '<w:pStyle w:val="H"/>') + paragraph("open"), styles=styles)
    assert lines(flow.blocks) == ["open"]


def test_an_equation_keeps_its_characters_and_is_reported() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    flow = read(f"<w:p><m:oMathPara><m:oMath>{half}{power}</m:oMath></m:oMathPara></w:p>")
    assert lines(flow.blocks) == ["1/2x^2"]
    assert [finding.rule for finding in flow.findings] == ["equation"]


def test_struck_through_text_and_text_from_other_documents_is_reported() -> None:
    flow = read(f"<w:p>{run('not this', '<w:strike/>')}</w:p><w:altChunk r:id='rId9'/>")
    assert {finding.rule for finding in flow.findings} == {"struck-through", "embedded-document"}


@pytest.mark.parametrize("words", ["Error! Reference source not found.", "Erreur ! Signet non défini."])
def test_a_reference_that_word_could_not_follow_is_asked_about(words: str) -> None:
    (broken,) = read(f"<w:p>{run('See ')}{field('PAGEREF _Ref1', run(words))}</w:p>").blocks
    (sound,) = read(f"<w:p>{run('See ')}{field('REF _Ref1', run('Table 4, and so on! '))}</w:p>").blocks
    assert isinstance(broken, FlowParagraph)
    assert isinstance(sound, FlowParagraph)
    assert (bool(broken.doubt), bool(sound.doubt)) == (True, False)


def test_what_word_works_out_each_time_and_the_file_does_not_hold_is_told() -> None:
    flow = read(f"<w:p>{field('AUTONUM', None)}{run('One')}</w:p>")
    assert [one.rule for one in flow.findings] == ["field-without-words"]


def test_whatever_sign_xml_can_hold_stands_in_content_as_one_that_content_can_hold() -> None:
    ends = (plane + end for plane in range(0x10000, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
    signs = [sign for sign in map(chr, (*range(0x20, 0xD800), *range(0xE000, 0xFFFE), *ends)) if STRAY.match(sign)]
    flow = read(paragraph("Plan of ours") + "".join(paragraph(f"one{sign}two is said here.") for sign in signs))
    written = content.write(assemble(flow, "x").document)
    assert not STRAY.search(written)
    assert "stray-character" not in [one.rule for one in content.read(written.encode(), "x", "x.yaml").findings]
    assert written.count("one two") == 3  # ends of lines and of paragraphs
