"""Pictures in front of the text of a Word file: those that may cover words stop publishing, those beside all words do not."""

from __future__ import annotations

import pytest

from pipeline.sources.docx.extract import extract
from tests.docx_making import word_file

SECTION = (
    '<w:sectPr><w:pgSz w:w="12000" w:h="16000"/>'
    '<w:pgMar w:left="1400" w:right="1400" w:top="1400" w:bottom="1400"/>{}</w:sectPr>'
)
"""A page of 600 by 800 points, with text from 70 to 530 points across and from 70 to 730 down."""
LONG = "Words that go on from the left margin of a page to its right margin, and on the next lines again. " * 3


def at(across: str, down: str, wide: int = 100, high: int = 40, wrap: str = "wrapNone") -> str:
    """A picture at such a place: "page 20" for points, "margin right" for an alignment."""
    places = ""
    for axis, place in (("H", across), ("V", down)):
        origin, where = place.split()
        tag, text = ("posOffset", f"{float(where) * 12700:.0f}") if where.lstrip("-").isdigit() else ("align", where)
        places += f'<wp:position{axis} relativeFrom="{origin}"><wp:{tag}>{text}</wp:{tag}></wp:position{axis}>'
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="0">{places}<wp:extent cx="{wide * 12700}" cy="{high * 12700}"/><wp:{wrap}/>'
        '<a:graphic><a:graphicData><a:blip r:embed="p"/></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
    )


def p(words: str = "", properties: str = "", before: str = "", size: int = 20, look: str = "") -> str:
    """A paragraph with words of 10 points."""
    run = f'<w:r><w:rPr><w:sz w:val="{size}"/>{look}</w:rPr><w:t>{words}</w:t></w:r>' if words else ""
    mark = f'<w:pPr>{properties}<w:rPr><w:sz w:val="{size}"/></w:rPr></w:pPr>'
    return f"<w:p>{mark}{before}{run}</w:p>"


def count(body: str, section: str = "") -> int:
    flow = extract(word_file(body + SECTION.format(section)), "x.docx")
    return sum("in front of the text" in finding.message for finding in flow.findings)


def ind(**sides: int) -> str:
    return "<w:ind " + " ".join(f'w:{side}="{value}"' for side, value in sides.items()) + "/>"


def jc(kind: str) -> str:
    return f'<w:jc w:val="{kind}"/>'


WIDE_TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="10000"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
TEXT_TABLE = WIDE_TABLE.replace("10000", "9500")
FRAME = '<w:framePr w:w="900" w:x="0" w:y="0" w:hAnchor="page" w:vAnchor="page"/>'
IN_MARGINS = {
    "left": ("page 0", "page 300", 70),
    "left, by its alignment": ("leftMargin left", "page 300", 70),
    "right": ("page 530", "page 300", 70),
    "right, by its alignment": ("rightMargin center", "page 300", 40),
    "right of the text": ("margin 460", "page 300", 60),
    "right of the only column": ("column 460", "page 300", 60),
    "head": ("margin left", "page 30", 100),
    "head, by its alignment": ("margin left", "topMargin top", 100),
    "foot": ("margin center", "page 730", 100),
    "foot, by its alignment": ("margin right", "page bottom", 100),
}


@pytest.mark.parametrize(("across", "down", "wide"), IN_MARGINS.values(), ids=IN_MARGINS)
def test_a_picture_in_a_margin_covers_no_words_where_none_are_in_the_margins(across: str, down: str, wide: int) -> None:
    body = p(LONG, before=at(across, down, wide))
    assert count(body) == 0
    assert count(body + TEXT_TABLE) == 0
    assert count(body + p("a name", FRAME)) == 1
    assert count(body + p("a name", ind(left=-900))) == 1
    assert count(body + p("a name", ind(right=-900))) == 1
    assert count(body + WIDE_TABLE) == 1


@pytest.mark.parametrize(
    ("across", "down"),
    [("page 0", "page 300"), ("page 510", "page 300"), ("margin right", "page 300"), ("margin left", "page 60"),
     ("margin left", "page 720"), ("column 460", "page 300"), ("character 460", "page 300"), ("page inside", "page 300")],
)  # fmt: skip
def test_a_picture_that_reaches_into_the_text_may_cover_words(across: str, down: str) -> None:
    columns = '<w:cols w:num="2"/>' if across.startswith("column") else ""
    assert count(p(LONG * 9, before=at(across, down)), columns) == 1


def test_a_picture_beside_the_margin_of_one_section_may_be_over_the_words_of_another() -> None:
    narrow = SECTION.format("").replace('w:right="1400"', 'w:right="3400"')
    body = f"<w:p><w:pPr>{narrow}</w:pPr></w:p>" + p(LONG, before=at("page 440", "page 300", 80))
    assert count(body) == 1
    assert count(f"<w:p><w:pPr>{narrow}</w:pPr></w:p>" + p(LONG, before=at("page 531", "page 300", 60))) == 0


SHORT = "Equality and inclusion"  # 101 points in Arial at 10 points
BESIDE = {
    "short words": (p(SHORT), 0, 1),
    "words in capitals": (p(SHORT, look="<w:caps/>"), 1, 1),
    "large words": (p(SHORT, size=36), 1, 1),
    "words that are spread": (p(SHORT, look='<w:spacing w:val="60"/>'), 1, 1),
    "wide letters": (p(SHORT, look='<w:w w:val="200"/>'), 1, 1),
    "letters of another script": (p("평등과 포용에 대한 시의회의 계획서입니다"), 1, 1),
    "letters that are all wide": (p("MWMWMWMWMWMWMWMWMW"), 1, 1),
    "a few wide letters": (p("MWMWMWMWM"), 0, 1),
    "digits": (p("0123456789012345678901234567"), 1, 1),
    "words moved in": (p(SHORT, ind(left=1600)), 1, 0),
    "words moved out of the way": (p(SHORT, ind(left=4600)), 0, 0),
    "words of which one letter is under it": (p(SHORT, ind(left=3300)), 1, 0),
    "words in the middle": (p(SHORT, jc("center")), 0, 0),
    "more words in the middle": (p(SHORT * 2, jc("center")), 1, 0),
    "words on the right": (p(SHORT, jc("right")), 0, 0),
    "an item": (p(SHORT[:19], '<w:numPr><w:numId w:val="1"/></w:numPr>'), 0, 1),
    "an item with its label": (p(SHORT, '<w:numPr><w:numId w:val="1"/></w:numPr>'), 1, 1),
    "a long first line": (p(SHORT, ind(firstLine=1600)), 1, 1),
    "several lines": (p(LONG), 1, 1),
    "several lines that leave room": (p(LONG, ind(right=6800)), 0, 1),
    "words after a tab": (p(SHORT, before="<w:r><w:tab/></w:r>"), 1, 1),
    "words that run leftward": (p(SHORT, "<w:bidi/>"), 1, 1),
    "words after a picture": (p(SHORT, before="<w:r><w:drawing><wp:inline/></w:drawing></w:r>"), 1, 1),
    "words beside another picture": (p(SHORT, before=at("margin 0", "paragraph 0", wrap="wrapSquare")), 1, 1),
    "words of a table": (f"<w:tbl><w:tr><w:tc>{p(SHORT)}</w:tc></w:tr></w:tbl>", 1, 1),
}  # fmt: skip
"""Words, and whether a picture from 142 to 172 points right of the margin covers them, and one from 0 to 30 points."""


@pytest.mark.parametrize(("words", "right", "left"), BESIDE.values(), ids=BESIDE)
def test_a_picture_covers_words_only_where_its_sides_meet_them(words: str, right: int, left: int) -> None:
    for across, told in (("margin 142", right), ("margin 0", left)):
        assert count(p(before=at(across, "paragraph 0", 30)) + words) == told, across


def test_a_picture_at_the_head_of_a_page_covers_only_what_is_as_high() -> None:
    logo = p(before=at("margin right", "margin top", 90, 50))
    assert count(logo + p(SHORT) + p() * 3 + p(LONG)) == 0
    assert count(logo + p(SHORT) + p() * 2 + p(LONG)) == 1
    assert count(logo + p(SHORT) + p(properties='<w:spacing w:line="20" w:lineRule="exact"/>') * 3 + p(LONG)) == 1
    assert count(logo + p(SHORT) + p(properties='<w:spacing w:line="120"/>') * 3 + p(LONG)) == 1
    for line in (240, 480):
        assert count(logo + p(SHORT) + p(properties=f'<w:spacing w:line="{line}"/>') * 3 + p(LONG)) == 0, line
    row = f"<w:tr><w:tc>{p('Item')}</w:tc></w:tr>"
    assert count(p(before=at("page 531", "margin top", 60, 50)) + f"<w:tbl>{row * 9}</w:tbl>") == 0
    assert count(logo + f"<w:tbl>{row}</w:tbl>" + p(LONG)) == 1


def test_a_picture_whose_page_is_not_known_may_cover_words() -> None:
    logo = at("margin right", "margin top", 90, 50)
    low = p(SHORT) + p() * 9
    assert count(low + p(SHORT, before=logo)) == 0
    assert count(p(SHORT) * 24 + p(SHORT, before=logo)) == 0
    assert count(p(SHORT) * 28 + p(SHORT, before=logo)) == 1
    end = '<w:p><w:r><w:t>Cover</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>'
    assert count(p(LONG) * 40 + end + p(SHORT, before=logo)) == 0
    assert count(p(LONG) * 40 + end.replace("Cover", LONG) + p(SHORT, before=logo)) == 1
    for mark in ("<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'):
        assert count(low + p(SHORT, before=f"<w:r>{mark}</w:r>{logo}")) == 1, mark
    assert count(low + p(SHORT, "<w:pageBreakBefore/>", before=logo)) == 1


def test_words_below_a_picture_that_moves_others_aside_may_be_beside_it() -> None:
    other, logo = (
        p(before=at("margin 0", "paragraph 0", wrap="wrapSquare")),
        p(before=at("margin 142", "paragraph 0", 30)),
    )
    assert count(other + p() + logo + p(SHORT)) == 1
    assert count(other + p() * 2 + logo + p(SHORT)) == 0


def test_words_of_a_box_beside_a_picture_are_not_those_of_its_paragraph() -> None:
    """Flow charts have boxes of words, and arrows, anchored in one paragraph."""
    box = (
        '<w:r><w:drawing><wp:anchor behindDoc="0"><wp:extent cx="127000" cy="127000"/><wp:wrapNone/>'
        f"<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent>{p(LONG)}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r>"
    )
    logo = p(before=at("margin 142", "paragraph 0", 30))
    assert count(logo + p(SHORT, before=box)) == 0
    assert count(logo + p(SHORT, before=box.replace("wrapNone", "wrapSquare"))) == 1
