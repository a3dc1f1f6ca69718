"""How the parts of a PDF page become paragraphs, lists and tables, one small page for each rule."""

from __future__ import annotations

import pytest

from pipeline.model.flow import FlowParagraph, Grid
from tests.pdf_pages import drawn, printed, read, told

LONG = "The council keeps a record of each meeting and sends it to every member within a week of the day on which it was held."
ROWS = (
    "td, th { border: 0.7pt solid; vertical-align: top; padding: 3pt } table { border-collapse: collapse; width: 100% }"
)


def test_a_paragraph_goes_on_over_lines_and_a_page_break_and_the_next_one_begins_anew() -> None:
    filler = "<p>One line.</p>" * 19
    data = printed(f"{filler}<p>{LONG}</p><p>After.</p>", "p { margin: 0 0 4pt; orphans: 1; widows: 1 }")
    flow = read(data)
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)][-2:] == [LONG, "After."]
    assert [join.what for join in flow.joins] == ["paragraph over pages 1 and 2"]


@pytest.mark.parametrize(
    ("css", "last", "first", "joined"),
    [
        (
            "text-align: center",
            "<b>On these grounds the council advises</b>",
            f"<b>Administratively:</b> {LONG}",
            False,
        ),
        ("text-align: center", "ON THESE GROUNDS IT ADVISES", f"ADMINISTRATION: {LONG}", False),
        ("text-align: center", "<b>On these grounds the council advises</b>", f"<b>administratively {LONG}</b>", True),
        ("text-align: center", "On these grounds the council will advise", f"administratively {LONG}", True),
        ("text-indent: 3mm", "<b>On these grounds the council says</b>", f"<b>administratively</b> {LONG}", True),
        (
            "text-align-last: justify",
            "<b>On these grounds the council says</b>",
            f"<b>administratively</b> {LONG}",
            True,
        ),
    ],
)
def test_a_line_in_the_middle_that_ends_a_page_and_stands_out_is_a_heading(
    css: str, last: str, first: str, joined: bool
) -> None:
    page = (
        f"<p>{LONG}</p><p>{LONG}</p><p style='{css}'>{last}</p><p style='break-before: page'>{first}</p><p>{LONG}</p>"
    )
    css = "@page { size: 92mm 90mm; margin: 10mm } p { margin: 0 0 4pt; text-align: justify }"
    assert len(read(printed(page, css)).joins) == joined


def test_two_columns_are_read_one_after_the_other_and_the_heading_over_both_first() -> None:
    one, two = (" ".join(f"{word}{n}" for n in range(60)) + "." for word in ("left", "right"))
    css = ".c { columns: 2; column-gap: 8mm } p { margin: 0 } .b { break-before: column } h1 { font-size: 16pt }"
    data = printed(f"<h1>A heading over both columns</h1><div class=c><p>{one}</p><p class=b>{two}</p></div>", css)
    assert told(data).splitlines() == ["A heading over both columns", one, two]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("the self-&#8203;service desk", "the self-service desk"),
        ("an imple&shy;mentation", "an implementation"),
        ("training/&#8203;guidance", "training/guidance"),
        ("one long plan 2021–&#8203;2025", "one long plan 2021–2025"),
    ],
)
def test_words_cut_at_a_line_end_are_rejoined_and_a_true_hyphen_stays(html: str, expected: str) -> None:
    flow = read(printed(f"<p>{html}</p><p>service self desk</p>", "@page { size: 43mm 90mm } p { margin: 0 0 8pt }"))
    first = flow.blocks[0]
    assert isinstance(first, FlowParagraph)
    assert first.text == expected
    assert [repair.after for repair in flow.repairs] == [next(word for word in expected.split() if len(word) > 8)]


def test_items_nest_by_the_indent_of_their_bullets() -> None:
    data = printed(f"<ul><li>One<ul><li>{LONG}</li></ul></li><li>Two</li></ul>", "ul { padding-left: 16pt }")
    items = [block for block in read(data).blocks if isinstance(block, FlowParagraph)]
    assert [item.text for item in items] == ["One", LONG, "Two"]
    assert all(item.marker for item in items)
    assert items[0].marker_indent == items[2].marker_indent < items[1].marker_indent


def test_bullets_in_the_private_use_of_symbol_fonts_and_drawn_as_shapes_are_markers() -> None:
    square = "30 62 4 4 re f"
    data = drawn(
        f"BT /F 12 Tf 40 100 Td (Plain text stands here) Tj ET {square} BT /F 12 Tf 40 60 Td (Drawn bullet) Tj ET"
    )
    assert told(data) == "Plain text stands here\n* Drawn bullet"


def test_a_dash_of_the_sentence_at_a_line_start_is_no_bullet() -> None:
    data = printed("<p>Policy and Information team – Data Intelligence Officer</p>", "@page { size: 58mm 90mm }")
    assert told(data) == "Policy and Information team – Data Intelligence Officer"


def test_a_row_that_a_page_break_cuts_is_one_row_and_the_repeated_header_is_set_aside() -> None:
    cells = (("First", LONG * 2), ("Second", LONG * 10), ("Third", "x"))
    body = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in cells)
    table = f"<table><thead><tr><th>Action</th><th>Outcome</th></tr></thead>{body}</table>"
    flow = read(printed(table, ROWS))
    (grid,) = [block for block in flow.blocks if isinstance(block, Grid)]
    assert grid.rows == 4
    assert [join.what.split()[0] for join in flow.joins] == ["table", "row"]
    assert {aside.reason for aside in flow.asides} == {"repeated header row"}


def test_a_row_that_begins_on_the_next_page_stays_a_row_of_its_own() -> None:
    rows = "".join(f"<tr><td>Aim {n}</td><td>{LONG}</td><td></td></tr>" for n in range(9))
    flow = read(printed(f"<table>{rows}</table>", ROWS + "tr { break-inside: avoid }"))
    (grid,) = [block for block in flow.blocks if isinstance(block, Grid)]
    assert grid.rows == 9
    assert not [join for join in flow.joins if join.what.startswith("row")]


def test_two_tables_with_a_heading_between_them_stay_two() -> None:
    table = "<table><tr><th>Action</th><th>Outcome</th></tr><tr><td>one</td><td>two</td></tr></table>"
    data = printed(f"{table}<h2>As an Employer</h2>{table}", ROWS + "h2 { font-size: 16pt; margin: 0 }")
    assert sum(isinstance(block, Grid) for block in read(data).blocks) == 2


def test_a_footnote_at_the_foot_of_a_page_does_not_stand_in_the_paragraph_that_goes_on() -> None:
    css = "sup { font-size: 6pt; line-height: 0 } .n { font-size: 7pt; position: absolute; bottom: 0 } p { margin: 0 0 3pt }"
    css += "div { position: relative; height: 104mm; break-after: page }"
    words = [f"word{n}" for n in range(200)]
    text = f"<p style='text-align: justify; text-align-last: justify'>{' '.join(words[:120])}<sup>1</sup></p>"
    page = f"<div>{text}<p class=n><sup>1</sup> See the appendix.</p></div><p>{' '.join(words[120:])}</p>"
    flow = read(printed(page, css))
    notes = [block for block in flow.blocks if isinstance(block, FlowParagraph) and block.style == "footnote"]
    assert [note.text for note in notes] == ["1 See the appendix."]
    assert notes[0].runs[0].superscript
    assert [join.what for join in flow.joins] == ["paragraph over pages 1 and 2"]


def test_text_that_runs_up_the_page_is_read_as_if_the_page_were_turned() -> None:
    data = drawn("BT /F 12 Tf 0 1 -1 0 60 20 Tm (A landscape table) Tj 0 -14 Td (on a portrait page) Tj ET")
    assert told(data).split() == ["A", "landscape", "table", "on", "a", "portrait", "page"]


def test_ligatures_are_undone_and_links_stay_on_their_words() -> None:
    flow = read(printed("<p>The <a href='https://example.org/a'>office ﬁle</a> stays</p>"))
    (block,) = flow.blocks
    assert isinstance(block, FlowParagraph)
    assert block.text == "The office file stays"
    assert "".join(run.text for run in block.runs if run.link == "https://example.org/a").strip() == "office file"


def test_a_paragraph_that_a_page_break_parts_after_one_long_word_keeps_its_space() -> None:
    cell = f"<tr><td>{'filler ' * 150}NETconsent’s</td><td>x</td></tr>"
    text = told(printed(f"<table>{cell}</table><p>{LONG}</p>", ROWS + "td { width: 50% }"))
    assert "NETconsent’s" in text.split()


def test_entries_behind_the_white_space_of_a_tab_stay_apart_over_a_page() -> None:
    last = "Member of the public asks about many new works on the site - no action taken"
    entries = [
        *((f"{year}", LONG) for year in range(2001, 2009)),
        ("2015", last),
        ("S.16/1879", "August - a new request."),
    ]
    html = "".join(f"<p><span>{label}</span>{text}</p>" for label, text in entries)
    css = """@page { size: 173mm 120mm; margin: 12mm }
    p { text-align: justify; margin: 0 0 9pt; padding-left: 70pt; text-indent: -70pt }
    span { display: inline-block; width: 70pt; text-indent: 0 } p:last-child { break-before: page }"""
    texts = [block.text for block in read(printed(html, css)).blocks if isinstance(block, FlowParagraph)]
    assert texts[-2:] == [f"2015 {last}", "S.16/1879 August - a new request."]


def test_a_day_and_its_month_stay_together_at_the_end_of_a_line() -> None:
    text = "The council looks at the whole list each year and writes to all of the people whose homes stand on it"
    filler = f"<p>{text}, and to their neighbours and friends as well.</p>"
    item = "The request of the owner of the house was refused by a notice dated <b>22 June</b> 2016."
    css = (
        "@page { size: 151mm 120mm; margin: 12mm } p { margin: 0 0 9pt } b { white-space: nowrap; font-weight: normal }"
    )
    data = printed(f"{filler}<ul><li>{item}</li><li>The notice is on the board.</li></ul>{filler}", css)
    texts = [block.text for block in read(data).blocks if isinstance(block, FlowParagraph)]
    assert texts[1] == item.replace("<b>", "").replace("</b>", "")


def test_a_sign_before_a_figure_is_no_bullet() -> None:
    texts = ["≥ 5 homes are a group.", "+ 2 in the year.", "~ 7 is usual.", "> 10 is many.", "± 3 is wrong."]
    data = printed("".join(f"<p>{text.replace('>', '&gt;')}</p>" for text in [LONG, *texts]))
    paragraphs = [block for block in read(data).blocks if isinstance(block, FlowParagraph)]
    assert [block.text for block in paragraphs] == [LONG, *texts]
    assert not any(block.marker for block in paragraphs)


def test_a_dash_apart_from_a_figure_alone_is_its_sign() -> None:
    texts = ["2,002", "14", "2 homes are new."]
    lines = (f'<p><span style="display: inline-block; width: 40pt">-</span>{text}</p>' for text in texts)
    paragraphs = read(printed("".join([f"<p>{LONG}</p>", *lines]))).blocks[1:]
    assert [(block.text, bool(block.marker)) for block in paragraphs if isinstance(block, FlowParagraph)] == [
        ("- 2,002", False),
        ("- 14", False),
        ("2 homes are new.", True),
    ]
