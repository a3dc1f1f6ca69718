"""Layouts of other producers: tags that end with each page, headers that change, columns, items without a wide gap."""

from __future__ import annotations

import io
from textwrap import wrap

import pikepdf
import pytest
import typst

from pipeline.assemble.assemble import assemble
from pipeline.model.flow import FlowParagraph, Grid, Picture
from pipeline.model.show_json import to_json
from pipeline.sources.pdf import pictures
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.text import reading_order
from pipeline.sources.pdf.text.words import Line, Word, WordPart
from tests.pdf_pages import drawn, printed, read, told

LONG = "The council keeps a record of each meeting and sends it to every member within a week of the day on which it was held."
ROWS = (
    "td, th { border: 0.7pt solid; vertical-align: top; padding: 3pt } table { border-collapse: collapse; width: 100% }"
)


def test_a_table_and_a_paragraph_whose_tags_end_with_each_page_are_one() -> None:
    rows = "".join(f"<tr><td>Aim {n}</td><td>{LONG}</td></tr>" for n in range(9))
    table = f"<table><thead><tr><th>Action</th><th>Outcome</th></tr></thead><tbody>{rows}</tbody></table>"
    flow = read(printed(f"{table}<p>{LONG * 12}</p>", ROWS + "p { margin: 0 } tr { break-inside: avoid }", "pdf/ua-1"))
    (grid,) = [block for block in flow.blocks if isinstance(block, Grid)]
    assert (grid.rows, grid.header_rows) == (10, 1)
    (text,) = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert text == LONG * 12
    assert not flow.findings


def test_a_note_that_is_tagged_at_its_mark_does_not_cut_the_paragraph() -> None:
    source = f"= Policy\n== Aims\n{LONG}#footnote[See the census.] {LONG}\n\n{LONG}"
    paragraphs = [block for block in read(typst.compile(source.encode())).blocks if isinstance(block, FlowParagraph)]
    assert [one.text for one in paragraphs if not one.heading and one.style != "footnote"] == [f"{LONG}1 {LONG}", LONG]


def test_tags_are_trusted_though_a_word_too_long_for_its_column_reaches_into_the_next() -> None:
    rows = ", ".join(f"[{LONG}], [Communicationsandmarketing], [Green]" for _ in range(6))
    source = f"#table(columns: (6cm, 1.2cm, 3cm), [*Action*], [*Who*], [*Status*], {rows})"
    flow = read(typst.compile(source.encode()))
    assert not flow.findings
    (grid,) = [block for block in flow.blocks if isinstance(block, Grid)]
    assert [cell.blocks[0].text for cell in grid.cells if isinstance(cell.blocks[0], FlowParagraph)].count("Green") == 6


CHAPTERS = (
    "h2 { string-set: chapter content(); break-before: page } @page { @top-left { content: 'Equality Action Plan' } "
)
CHAPTERS += "@top-right { content: string(chapter) } }"


def test_a_page_whose_boxes_begin_elsewhere_is_read_as_one_that_begins_at_its_corner() -> None:
    body = "<h2>Ages</h2><p>See <a href='https://example.org/a'>our page</a>.</p><h2>Data</h2><p>Numbers.</p>"
    data = printed(body, CHAPTERS)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, foot, right, head = (float(side) for side in page.mediabox)
            page.MediaBox = pikepdf.Array([left + 90, foot - 70, right + 90, head - 70])
            page.contents_add(b"q 1 0 0 1 90 -70 cm", prepend=True)
            page.contents_add(b"Q")
            for link in page.get("/Annots", []):
                link.Rect = pikepdf.Array(
                    [float(side) + shift for side, shift in zip(link.Rect, (90, -70) * 2, strict=True)]
                )
        moved = io.BytesIO()
        pdf.save(moved)
    flow, plain = read(moved.getvalue()), read(data)
    assert flow.blocks == plain.blocks
    assert [aside.text for aside in flow.asides] == [aside.text for aside in plain.asides]
    places = [(one.place.box, other.place.box) for one, other in zip(flow.blocks, plain.blocks, strict=True)]
    assert all(one and other and one[0] == pytest.approx(other[0] + 90) for one, other in places)


def test_columns_are_read_one_after_the_other_though_their_lines_stand_at_different_heights() -> None:
    items = "".join(f"<li>Item number {n} of the list</li>" for n in range(4))
    left = f"<h2>Left</h2><p>{LONG} {LONG}</p><ul>{items}</ul>"
    right = f"<p class=b>{LONG}</p><h2>Right</h2><p>{LONG}</p><p>{LONG}</p>"
    css = "@page { size: A5 } .c { columns: 2; column-gap: 6mm } .b { break-before: column } h1 { font-size: 20pt }"
    css += "p { margin: 0 0 5pt }"
    lines = told(
        printed(f"<h1>A heading over both of the columns</h1><div class=c>{left}{right}</div>", css)
    ).splitlines()
    expected = ["A heading over both of the columns", "Left", f"{LONG} {LONG}", "Item", "Item", "Item", "Item"]
    assert [line if len(line) < 9 or "Item" not in line else "Item" for line in lines] == [
        *expected,
        LONG,
        "Right",
        LONG,
        LONG,
    ]


COLUMNS = "@page { size: A5 } .c { columns: 2; column-gap: 6mm; column-fill: auto } p { margin: 0 0 5pt } h3 { margin: 5pt 0 }"


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    texts = [f"{LONG} {n} {LONG.lower()}" for n in range(14)]
    body = "".join(f"<p>{text}</p>" for text in texts)
    assert told(printed(f"<div class=c>{body}</div>", COLUMNS)).splitlines() == texts


def test_a_paragraph_goes_on_in_the_next_column_past_the_notes_at_the_foot_of_its_own() -> None:
    lines = wrap(f"{LONG[:-1]} and ".replace("council", "committee") * 18, 46)[:48]
    places = [(40, 560 - 13 * at) for at in range(20)] + [(310, 560 - 13 * at) for at in range(28)]
    ops = [f"BT /F 10 Tf {x} {y} Td ({line}) Tj ET" for (x, y), line in zip(places, lines, strict=True)]
    ops += [
        f"BT /F 8 Tf 40 {270 - 10 * at} Td ({line}) Tj ET" for at, line in enumerate(("Address: 1 High St", "Tel: 1"))
    ]
    texts = told(drawn("\n".join(ops), size=(560, 600))).splitlines()
    assert texts == [" ".join(lines), "Address: 1 High St", "Tel: 1"]


@pytest.mark.parametrize(("rule", "mark"), [(True, "1"), (False, "1"), (True, "3")])
def test_a_note_below_a_rule_may_have_its_mark_right_before_its_first_word(rule: bool, mark: str) -> None:
    """LibreOffice sets no space there, and may set notes as large as the text."""
    lines = wrap(
        "The council keeps a record of each of its meetings in the town and of all of the people who came. " * 4, 60
    )
    ops = [f"BT /F 10 Tf 40 {380 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    ops += [
        "BT /F 10 Tf 40 200 Td (It has an archive) Tj /F 6 Tf 4 Ts (1) Tj 0 Ts /F 10 Tf ( in the hall and the) Tj ET"
    ]
    ops += [f"BT /F 10 Tf 40 60 Td ({mark}rooms behind the library) Tj ET", "40 76 80 0.5 re f" if rule else ""]
    first, last = "\n".join(ops), "BT /F 10 Tf 40 380 Td (clerk has its key.) Tj ET"
    found = [one for one in read(drawn(first, last, size=(340, 420))).blocks if isinstance(one, FlowParagraph)]
    notes = [one.runs for one in found if one.text == f"{mark}rooms behind the library" and one.runs[0].superscript]
    assert [runs[0].text for runs in notes] == (["1"] if rule and mark == "1" else [])


def test_a_large_heading_over_one_of_two_columns_leaves_them_columns() -> None:
    lines = wrap("The council keeps a record of each of its meetings in the town. " * 12, 46)[:14]
    sides = [(f"BT /F 10 Tf {x} {340 - 15 * at} Td ({line}) Tj ET") for at, line in enumerate(lines) for x in (40, 310)]
    texts = told(drawn("\n".join(["BT /F 40 Tf 40 390 Td (Our aim) Tj ET", *sides]), size=(560, 460))).splitlines()
    assert texts == ["Our aim", " ".join([*lines, *lines])]


def test_a_few_lines_on_both_sides_of_the_gutter_of_other_pages_are_columns() -> None:
    texts = [f"{LONG} {n}" for n in range(22)]
    body = "".join(f"<p>{text}</p>" for text in texts)
    last = "<p>A line of few words</p><p>And one more</p><p style='break-before: column'>One on the right</p><p>The last</p>"
    lines = told(printed(f"<div class=c>{body}{last}</div>", COLUMNS)).splitlines()
    assert lines == [*texts, "A line of few words", "And one more", "One on the right", "The last"]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_filled_box_beside_the_text_is_read_after_it(side: str) -> None:
    style = f"float: {side}; width: 32mm; background: #cde; padding: 2mm; margin: 0 3mm"
    box = f"<div style='{style}'>See the guide of the council.</div>"
    text = f"{LONG} {LONG.replace('council', 'board')}"
    lines = told(printed(f"<p>{text}</p>{box}<p>{text}</p><p>{text}</p>", "@page { size: A5 }")).splitlines()
    assert lines == [text, text, "See the guide of the council.", text]


@pytest.mark.parametrize(
    ("heights", "apart"),
    [
        ((7, 35, 63, 91), True),
        ((7, 28, 63, 91), True),
        ((7, 28, 63, 84), False),
        ((1.2, 43.2, 57.2, 99.2), True),
        ((0.8, 42.8, 56.8, 98.8), False),
    ],
)
def test_a_filled_box_beside_all_of_the_text_is_read_after_it(heights: tuple[float, ...], apart: bool) -> None:
    lines = [(40, 14.0 * at, line) for at, line in enumerate(wrap(LONG * 3, 52))]
    words = ["Contents", "Our plans", "Your letters", "Dates to keep"]
    placed = sorted(
        [*lines, *((320, high, word) for high, word in zip(heights, words, strict=True))], key=lambda one: one[1]
    )
    drawing = [f"BT /F 10 Tf {x} {180 - high} Td ({line}) Tj ET" for x, high, line in placed]
    found = told(drawn("\n".join(["0.8 0.9 1 rg 310 20 90 175 re f 0 g", *drawing]), size=(420, 220))).splitlines()
    assert (found == [" ".join(line for *_, line in lines), *words]) == apart


def test_a_filled_box_at_the_head_of_one_of_two_columns_cuts_no_paragraph_of_the_other() -> None:
    column = [(240, 14.0 * at, line) for at, line in enumerate(wrap(LONG * 4, 30))]
    box = [
        (40, 7.0 + 28 * at, word) for at, word in enumerate(("Contents", "Our plans", "Your letters", "Dates to keep"))
    ]
    below = [(40, 135.0 + 14 * at, line) for at, line in enumerate(wrap(LONG * 2, 30))]
    placed = sorted([*column, *box, *below], key=lambda one: one[1])
    drawing = [f"BT /F 10 Tf {x} {280 - high} Td ({line}) Tj ET" for x, high, line in placed]
    found = told(drawn("\n".join(["0.8 0.9 1 rg 30 180 180 110 re f 0 g", *drawing]), size=(420, 300))).splitlines()
    assert found[-2:] == [" ".join(line for *_, line in one) for one in (below, column)]


@pytest.mark.parametrize("indent", [0, 3, 6, 9, 12])
def test_text_as_wide_as_the_page_below_a_filled_box_is_in_no_column(indent: int) -> None:
    beside = [(40, 14.0 * at, line) for at, line in enumerate(wrap(LONG * 3, 52))]
    wide = [
        (40 + indent, 14.0 * (len(beside) + at), line) for at, line in enumerate(["Soon.", *wrap("a " + LONG * 2, 70)])
    ]
    box = [
        (320, 7.0 + 28 * at, word) for at, word in enumerate(("Contents", "Our plans", "Your letters", "Dates to keep"))
    ]
    placed = sorted([*beside, *wide, *box], key=lambda one: one[1])
    drawing = [f"BT /F 10 Tf {x} {280 - high} Td ({line}) Tj ET" for x, high, line in placed]
    found = told(drawn("\n".join(["0.8 0.9 1 rg 310 185 90 107 re f 0 g", *drawing]), size=(420, 300))).splitlines()
    assert " ".join(line for *_, line in beside) in found[0]
    assert [*map(str.strip, found)].index("Contents") > 0


def test_fills_that_are_no_boxes_beside_the_text_change_nothing() -> None:
    label = "<span style='background: #cde; padding: 2pt'>Note on it</span>"
    wide = f"<div style='background: #cde; padding: 2mm'>{LONG}</div>"
    lines = told(printed(f"<p>{label} {LONG}</p>{wide}<p>{LONG}</p>", "@page { size: A5 }")).splitlines()
    assert lines == [f"Note on it {LONG}", LONG, LONG]


def test_the_first_lines_of_columns_at_the_foot_of_a_page_are_columns() -> None:
    lines = wrap(f"{LONG[:-1]} and ".replace("council", "committee") * 10, 46)[:24]
    above = [f"BT /F 10 Tf 40 {560 - 13 * at} Td ({LONG}) Tj ET" for at in range(8)]
    places = [(40, 90), (40, 77), (310, 90), (310, 77)] + [(x, 560 - 13 * at) for x in (40, 310) for at in range(10)]
    columns = [f"BT /F 10 Tf {x} {y} Td ({line}) Tj ET" for (x, y), line in zip(places, lines, strict=True)]
    pages = ["\n".join([*above, *columns[::2][:2], *columns[1::2][:2]]), "\n".join(columns[4:])]
    assert told(drawn(*pages, size=(590, 600))).splitlines()[-1] == " ".join(lines)


def test_two_columns_of_text_with_headings_are_no_table() -> None:
    parts = [(f"Aim {n}", f"{LONG} {'We report on it. ' * n}".strip()) for n in range(6)]
    body = "".join(f"<h3>{name}</h3><p>{text}</p>" for name, text in parts)
    flow = read(printed(f"<div class=c>{body}</div>", COLUMNS.replace("fill: auto", "fill: balance")))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == [
        t for part in parts for t in part
    ]


def test_a_page_set_in_one_narrow_column_keeps_its_paragraphs() -> None:
    wide = f"<p>{LONG} {LONG}</p>"
    narrow = f"<div style='break-before: page; width: 60mm'><p>{LONG} {LONG}</p><p>{LONG}</p></div>"
    assert told(printed(wide + narrow, COLUMNS)).splitlines() == [f"{LONG} {LONG}"] * 2 + [LONG]


@pytest.mark.parametrize("kind", ["decimal", "lower-alpha", "lower-roman"])
def test_numbered_items_with_no_more_than_a_space_after_the_number_stay_apart(kind: str) -> None:
    lines = ["Every one of these lines fills its", "own width up to its very right edge,"]
    items = "".join(f"<li>{line}</li>" for line in lines)
    css = f"@page {{ size: 82mm 90mm }} ol {{ list-style-type: {kind}; padding-left: 6mm; margin: 0 }}"
    assert (
        len(
            told(
                printed(f"<ol>{items}</ol>", css + "li { text-align-last: justify; white-space: nowrap }")
            ).splitlines()
        )
        == 2
    )


def test_items_of_another_list_that_hang_do_not_cut_those_that_do_not() -> None:
    items = f"<p>• {LONG}</p><p>• {LONG}</p>"
    flow = told(printed(f"<ol><li>{LONG}</li></ol>{items}", "p { margin: 0 0 4pt }")).splitlines()
    assert flow[1:] == [f"* {LONG}", f"* {LONG}"]


@pytest.mark.parametrize(
    ("first", "second", "parted"),
    [
        (
            "The clerk asks the head of the office for roads and",
            "Buildings for a report on it by the office for the Parks and",
            0,
        ),
        (
            "The clerk asks the head of the office for roads and.",
            "Buildings for a report on it by the office for the Parks and",
            1,
        ),
        ("The clerk asks the head of the office", "Buildings for a report on it by the office for the Parks and", 1),
        (
            "The clerk asks the head of the office for roads and",
            "Buildings for a report on it by the office for the Parks too.",
            0,
        ),
    ],
)
def test_an_item_under_its_label_goes_on_though_another_list_hangs(first: str, second: str, parted: int) -> None:
    lines = [
        (40, "a\\)"),
        (60, LONG[:49]),
        (60, "goes on."),
        (40, "b\\)"),
        (60, first),
        (40, second),
        (40, "Trees as well."),
    ]
    bases = [360, 360, 347, 334, 334, 321, 308]
    ops = [f"BT /F 10 Tf {x} {y} Td ({line}) Tj ET" for (x, line), y in zip(lines, bases, strict=True)]
    assert told(drawn("\n".join(ops), size=(330, 400))).count("\n") == 1 + parted


def test_a_dash_item_after_a_full_line_is_one_where_the_next_item_shows_it() -> None:
    full = "<p style='text-align-last: justify'>Support the clubs of the borough</p>"
    data = printed(f"{full}<p>- Extend</p><p>- Deliver</p>", "@page { size: 80mm 90mm } p { margin: 0 }")
    assert told(data).splitlines() == ["Support the clubs of the borough", "* Extend", "* Deliver"]


@pytest.mark.parametrize("start", ["o gyfarfodydd y Cyngor", "o sprawach miasta"])
def test_an_o_of_the_sentence_at_a_line_start_is_no_bullet(start: str) -> None:
    lines = [LONG[:70], f"{start} {LONG[60:90]}", "and so on."]
    ops = [f"BT /F 10 Tf 40 {360 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    assert told(drawn("\n".join(ops), size=(400, 400))) == " ".join(line.strip() for line in lines)


def test_letters_twice_hang_as_items_under_full_lines() -> None:
    lines = [
        (40, "aa\\)"),
        (60, LONG[:70]),
        (60, "goes on"),
        (40, "bb\\)"),
        (60, LONG[:70]),
        (40, "cc\\)"),
        (60, LONG[:70]),
    ]
    bases = [360, 360, 347, 334, 334, 321, 321]
    ops = [f"BT /F 10 Tf {x} {y} Td ({line}) Tj ET" for (x, line), y in zip(lines, bases, strict=True)]
    assert told(drawn("\n".join(ops), size=(410, 400))).count("\n") == 2


def test_dates_under_one_another_are_no_items() -> None:
    lines = ["1. Januar 2024 beginnt der Plan", "2. Februar 2024 tagt der Rat", "3. April 2024 endet er"]
    ops = [f"BT /F 10 Tf 40 {360 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    blocks = read(drawn("\n".join(ops), size=(400, 400))).blocks
    assert not any(isinstance(block, FlowParagraph) and block.indent for block in blocks)


@pytest.mark.parametrize("step", [5, 15])
def test_leaders_that_are_drawn_dot_by_dot_lead_to_page_numbers_of_a_contents_list(step: int) -> None:
    names = [
        "Aims",
        "How we work",
        "What comes next",
        "Who does it",
        "Costs",
        "Who is asked",
        "Notes",
        "Annex of tables",
    ]
    ops = ["BT /F 14 Tf 40 770 Td (Plan of the year) Tj ET"]
    for at, name in enumerate(names):
        y = 740 - 14 * at
        row = "".join(f"1 0 0 1 {x} {y} Tm (.) Tj " for x in range(50 + 5 * len(name), 232, step))
        ops += [f"BT /F 10 Tf 1 0 0 1 40 {y} Tm ({name}) Tj {row}1 0 0 1 240 {y} Tm ({at + 1}) Tj ET"]
        ops += [f"BT /F 12 Tf 40 {600 - 50 * at} Td ({name}) Tj /F 10 Tf 0 -16 Td (The council sees to it.) Tj ET"]
    flow = read(drawn("\n".join(ops), size=(300, 800)))
    assert "." not in [word.text for word in flow.words]
    blocks = to_json(assemble(flow, "case").document)["blocks"]
    assert "table" not in [block["type"] for block in blocks]
    assert [block["text"] for block in blocks if block["type"] == "heading"] == ["Plan of the year", *names]


@pytest.mark.parametrize(
    "after", ["content: leader('.') ' 12'", "content: leader('.') 'xii'", "content: '12'; float: right"]
)
def test_entries_of_a_contents_list_that_fill_the_line_stay_apart(after: str) -> None:
    css = f"p {{ margin: 0 }} p::after {{ {after} }}"
    rest = f"<div>{LONG}</div>"
    lines = told(printed(f"{rest}<p>Aims of ours</p><p>Data</p>{rest}", css)).splitlines()
    assert [line[:4] for line in lines] == ["The ", "Aims", "Data", "The "]


@pytest.mark.parametrize("after", ["", "p::after { content: leader('.') target-counter(attr(href), page) }"])
def test_a_contents_list_without_page_numbers_or_with_long_leaders_is_set_aside(after: str) -> None:
    names = ("1. Our aims", "1.1 How we work", "2. Next steps")
    entries = "".join(f"<p href='#s{n}'>{name}</p>" for n, name in enumerate(names))
    body = "".join(f"<h2 id=s{n}>{name}</h2><div>{LONG}</div>" for n, name in enumerate(names))
    page = f"<h1>Equality policy</h1><h2>Contents</h2>{entries}{body}"
    result = assemble(read(printed(page, f"@page {{ size: A3 landscape }} {after}")), "policy")
    blocks = to_json(result.document)["blocks"]
    assert [one["text"] for one in blocks if one["type"] == "heading"] == ["Equality policy", *names]
    assert [one["text"] for one in blocks if one["type"] == "para"] == [LONG] * 3
    assert not result.ledger.unaccounted


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_ruled_table_in_one_column_does_not_part_the_other(side: str) -> None:
    texts = {name: [f"{name} {n} {LONG}" for n in range(4)] for name in ("Left", "Right")}
    table = "<table>" + "".join(f"<tr><td>Room {n}</td><td>{n}0</td></tr>" for n in range(1, 6)) + "</table>"
    columns = {name: [f"<p>{text}</p>" for text in held] for name, held in texts.items()}
    columns[side.title()].insert(1, table)
    html = f"<div class=c>{''.join(columns['Left'])}<div style='break-before: column'>{''.join(columns['Right'])}</div></div>"
    css = f"@page {{ size: A4 }} .c {{ columns: 2; column-gap: 8mm }} p {{ margin: 0 0 5pt }} {ROWS}"
    lines = [line for line in told(printed(f"<h1>Plan for all</h1>{html}", css)).splitlines() if line[0] != "|"]
    assert lines == ["Plan for all", *texts["Left"], *texts["Right"]]


def test_short_lines_drawn_column_by_column_are_columns_and_those_drawn_row_by_row_are_not() -> None:
    left = [f"BT /F 10 Tf 40 {380 - 14 * at} Td (Left entry {at}) Tj ET" for at in range(6)]
    right = [f"BT /F 10 Tf 300 {380 - 14 * at} Td (Right entry {at}) Tj ET" for at in range(6)]
    columns = told(drawn("\n".join([*left, *right]), size=(560, 400))).splitlines()
    assert columns == [f"{side} entry {at}" for side in ("Left", "Right") for at in range(6)]
    again = [line.replace("entry", "item") for line in (*left, *right)]
    below = [line.replace(" Td", " Td 0 -100 Td") for line in again]
    sections = told(drawn("\n".join([*left, *right, *below]), size=(560, 400))).splitlines()
    assert sections[6:13] == [*(f"Right entry {at}" for at in range(6)), "Left item 0"]


BODY = "".join(f"BT /F 10 Tf 40 {360 - 14 * at} Td ({chr(65 + at)}{LONG[1:66]}.) Tj ET\n" for at in range(5))
SENDER = ("Ashby Parish Council", "The Old School", "Church Lane", "Ashby AB1 2CD")
CONTACT = ("Clerk: Mrs J Marsh", "Telephone: 01632 960123", "clerk@ashby.example", "www.ashby.example")


@pytest.mark.parametrize(
    ("left", "right", "large"),
    [(SENDER[:2], CONTACT[:2], 10), (SENDER, CONTACT[:3], 10), (SENDER, CONTACT[:2], 10), (SENDER[:3], CONTACT, 14)],
    ids=["two lines", "four beside three", "four beside two", "large beside small type"],
)
def test_the_two_sides_of_a_letterhead_are_read_one_after_the_other(
    left: tuple[str, ...], right: tuple[str, ...], large: int
) -> None:
    sides = ((left, f"font-size: {large}pt; line-height: 1.7"), (right, "width: 55mm; line-height: 1.1"))
    divs = "".join(f"<div style='{style}'>{'<br>'.join(lines)}</div>" for lines, style in sides)
    page = f"<div style='display: flex; justify-content: space-between'>{divs}</div><p>Dear Member,</p><p>{LONG}</p>"
    lines = told(printed(page, "@page { size: A4; margin: 20mm }")).splitlines()
    assert lines == [*left, *right, "Dear Member,", LONG]


def test_a_tall_number_before_two_lines_of_a_heading_begins_it_in_each_column() -> None:
    heads = [
        ["Make each of the open papers", "a large part of all of its work"],
        ["Tell each of the members now", "of the new papers"],
    ]
    text = wrap(LONG, 38)
    ops = []
    for number, x in ((1, 40), (2, 300)):
        ops.append(f"BT /F 40 Tf {x} 360 Td ({number}) Tj ET")
        ops += [
            f"BT /F 13 Tf {x + 40 - 4 * at} {375 - 15 * at} Td ({line}) Tj ET"
            for at, line in enumerate(heads[number - 1])
        ]
        ops += [f"BT /F 12 Tf {x} {335 - 14 * at} Td ({line}) Tj ET" for at, line in enumerate(text * 3)]
    lines = told(drawn("\n".join(ops), size=(560, 400))).splitlines()
    assert lines == [part for at in (0, 1) for part in (f"{at + 1} {' '.join(heads[at])}", LONG, LONG, LONG)]


@pytest.mark.parametrize("right", [("1 May", "Hall"), ("£10", "£20")], ids=["values", "figures"])
def test_labels_drawn_before_their_values_stay_beside_them(right: tuple[str, ...]) -> None:
    left = ("Date:", "Place:") if right[0] == "1 May" else ("Rent", "Heat")
    ops = [
        f"BT /F 10 Tf {x} {260 - 14 * at} Td ({side}) Tj ET"
        for x, column in ((40, left), (220, right))
        for at, side in enumerate(column)
    ]
    lines = told(drawn(BODY + "\n".join(ops), size=(420, 400))).replace("\t", " ").splitlines()
    assert lines[-2:] == [" ".join(row) for row in zip(left, right, strict=True)]


@pytest.mark.parametrize(
    ("rows", "steps", "columns"),
    [
        (("Present: > Guests:", "Ann Other > Cat Other", "Ben Other > Dan Other"), (14, 14, 40), True),
        (("Present: > Guests:", "Ann Other > Cat Other", "Ben Other > Dan Other"), (22, 14, 40), True),
        (("Present: > Guests:", "Ann Other > Cat Other", "Ben Other > Dan Other"), (14, 30, 40), False),
        (("Present: > Guests:", "Ann Other > Cat Other"), (14, 40), False),
        (("Present > Guests", "Ann Other > Cat Other", "Ben Other > Dan Other"), (14, 14, 40), False),
    ],
    ids=["two lists", "heads set off", "far below", "one entry", "no colons"],
)
def test_lists_side_by_side_below_heads_are_read_one_after_the_other(
    rows: tuple[str, ...], steps: tuple[int, ...], columns: bool
) -> None:
    """They are drawn line by line, as lines with tabs are."""
    sides = [row.split(" > ") for row in rows]
    ops, y = [], 260
    for row, step in zip(sides, steps, strict=True):
        ops += [f"BT /F 10 Tf {x} {y} Td ({side}) Tj ET" for x, side in zip((40, 220), row, strict=True)]
        y -= step
    end = f"BT /F 10 Tf 40 {y} Td (The end of it all) Tj ET"
    lines = told(drawn(BODY + "\n".join([*ops, end]), size=(420, 400))).splitlines()
    assert (
        lines[-2 * len(rows) - 1 :]
        == [side for at in (0, 1) for side in (row[at] for row in sides)] + ["The end of it all"]
    ) == columns


def test_the_answers_of_a_form_beside_its_questions_are_no_column() -> None:
    rows = [380 - 14 * at for at in range(6)]
    asked = [f"BT /F 10 Tf 40 {y} Td (Does the {y}th council keep a record of each one?) Tj ET" for y in rows]
    ticked = [f"BT /F 10 Tf 400 {y} Td (Yes or No or Not applicable) Tj ET" for y in rows]
    text = told(drawn("\n".join(line for pair in zip(asked, ticked, strict=True) for line in pair), size=(560, 400)))
    assert "one?" in text.split("Yes")[0]
    assert "366th" not in text.split("Yes")[0]


def test_a_paragraph_that_is_tagged_column_by_column_is_one() -> None:
    text = f"{LONG} {LONG.replace('council', 'board')} " * 4
    css = "@page { size: A5 } .c { columns: 2; column-gap: 6mm } p { margin: 0 0 5pt }"
    flow = read(printed(f"<h1>Plan</h1><div class=c><p>{text}</p></div>", css, "pdf/ua-1"))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == ["Plan", text.strip()]


def test_the_work_of_finding_columns_grows_with_the_rows_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    narrow = reading_order._narrow

    def counted(line: Line, x0: float, x1: float) -> tuple[float, float] | None:
        asked.append(line.base)
        return narrow(line, x0, x1)

    monkeypatch.setattr(reading_order, "_narrow", counted)
    part = WordPart("entry", Style("Arial", 9.0, False, False, "", 0), 0.0)

    def looks(rows: int) -> int:
        asked.clear()
        words = [
            Word([part], x, 10.0 * row, x + 20 + 3 * (row * 7 % 5), 10.0 * row + 9, 10.0 * row + 8, 9.0, 0)
            for row in range(rows)
            for x in range(20, 520, 70)
        ]
        reading_order.columns_of(words, 1, 560.0)
        return len(asked)

    assert looks(120) < 3 * looks(60)


@pytest.mark.parametrize(
    "rows",
    [
        ("____________________ > ____________________", "Ann Other > Ben Other", "Chair > Clerk"),
        ("Signed on 1 May > Signed on 2 May", "Name: Ann Other > Name: Ben Other", "Post: Chair > Post: Clerk"),
        ("____________________ > ____________________", "Ann Other, Chair > Ben Other, Clerk"),
        ("..................... > .....................", "Ann Other, Chair > Ben Other, Clerk"),
        ("Certified by: > By order of the mayor:", "/S/ > /S/", "Ann Other > Ann Other"),
    ],
    ids=["lines to sign on", "the same labels", "two rows", "rows of dots", "signed on another copy"],
)
def test_signatures_side_by_side_are_read_one_after_the_other(rows: tuple[str, ...]) -> None:
    sides = [row.split(" > ") for row in rows]
    ops = "\n".join(
        f"BT /F 10 Tf {x} {260 - 14 * at} Td ({side}) Tj ET"
        for at, row in enumerate(sides)
        for x, side in zip((40, 220), row, strict=True)
    )
    end = "BT /F 10 Tf 40 180 Td (The end) Tj ET"
    lines = told(drawn(f"{BODY}{ops}\n{end}", size=(420, 400))).splitlines()
    assert lines[-2 * len(rows) - 1 :] == [left for left, _ in sides] + [right for _, right in sides] + ["The end"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Signed: __________ > Date: __________", "Name: __________ > Post: __________"),
        ("Homes > Parks", "Cost: 5 > Cost: 6"),
    ],
    ids=["blanks behind labels", "one label twice"],
)
def test_other_lines_side_by_side_are_read_row_by_row(rows: tuple[str, ...]) -> None:
    ops = "\n".join(
        f"BT /F 10 Tf {x} {260 - 14 * at} Td ({side}) Tj ET"
        for at, row in enumerate(rows)
        for x, side in zip((40, 220), row.split(" > "), strict=True)
    )
    assert told(drawn(BODY + ops, size=(420, 400))).splitlines()[-2:] == [row.replace(" > ", " ") for row in rows]


@pytest.mark.parametrize("left", [40, 310])
def test_a_picture_stands_in_its_column(left: int) -> None:
    lines = [f"Hall {n} has rooms." for n in range(14)]
    ops = [f"q 60 0 0 26 {left} 266 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x80\x10\x10 EI Q"]
    for x in (40, 310):
        heights = [400 - 15 * n if n < 7 else 360 - 15 * n for n in range(14)]
        ops += [f"BT /F 10 Tf {x} {y} Td ({line}) Tj ET" for y, line in zip(heights, lines, strict=True)]
    blocks = read(drawn("\n".join(ops), size=(560, 460))).blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Picture))
    boxes = [block.place.box or (0.0, 0.0, 0.0, 0.0) for block in blocks[at - 1 : at + 2]]
    assert [box[0] for box in boxes] == [left] * 3
    assert boxes[0][1] < boxes[1][1] < boxes[2][1]


def test_page_numbers_of_a_contents_list_are_no_column_also_where_other_pages_have_columns() -> None:
    entry = "<div style='display: flex; justify-content: space-between; break-inside: avoid'><b>{}</b><b>{}</b></div>"
    names = [
        "Foreword",
        "Halls",
        "Rooms",
        "The review of all the halls and rooms of the town",
        "What was said of it by the members",
    ]
    entries = "".join(entry.format(name, n) for n, name in enumerate(names, 3))
    text = "".join(f"<p>{LONG} {n}</p>" for n in range(22))
    lines = told(
        printed(f"<div style='break-after: page'>{entries}</div><div class=c>{text}</div>", COLUMNS)
    ).splitlines()
    assert lines[:5] == [f"{name} {n}" for n, name in enumerate(names, 3)]


def test_pictures_beyond_the_most_that_are_taken_over_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    image = "q 60 0 0 26 40 {} cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x80\x10\x10 EI Q"
    words = "BT /F 10 Tf 40 180 Td (Our halls) Tj ET"
    data = drawn("\n".join([words, *(image.format(40 * at) for at in (1, 2, 3))]))
    assert not [finding for finding in read(data).findings if finding.rule == "pictures-left-out"]
    monkeypatch.setattr(pictures, "MOST_PICTURES", 2)
    flow = read(data)
    assert len([block for block in flow.blocks if isinstance(block, Picture)]) == 2
    assert "the document has 3 pictures; those after the first 2 were left out" in [
        one.message for one in flow.findings
    ]


BIG = "q 260 0 0 150 20 {} cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x80\x10\x10 EI Q"
CAPTION = "BT /F 10 Tf 40 {} Td (Figure 1: Our halls) Tj ET"


def test_a_picture_that_fills_a_page_below_its_words_is_shown() -> None:
    flow = read(drawn("\n".join([BIG.format(10), CAPTION.format(180)])))
    assert [type(block).__name__ for block in flow.blocks] == ["FlowParagraph", "Picture"]


def test_a_picture_that_words_stand_on_is_their_ground_and_told_of() -> None:
    page = "\n".join([BIG.format(10), CAPTION.format(100), CAPTION.format(180), CAPTION.format(168)])
    flow = read(drawn(page))
    assert not [block for block in flow.blocks if isinstance(block, Picture)]
    assert [one.message for one in flow.findings if one.rule == "picture-behind-words"] == [
        "the picture behind the words of this page was left out"
    ]
    again = read(drawn(page, page))
    assert not [one for one in again.findings if one.rule == "picture-behind-words"]


@pytest.mark.parametrize(
    ("inner", "outer", "count"),
    [
        ("", "", 1),
        ("/Artifact BMC", "/Artifact BMC", 1),
        ("/Artifact BMC", "/Figure <</MCID 1>> BDC", 1),
        ("/Figure <</MCID 1>> BDC", "/Figure <</MCID 1>> BDC", 1),
        ("/Figure <</MCID 0>> BDC", "/Figure <</MCID 1>> BDC", 2),
    ],
)
@pytest.mark.parametrize("last", ["inner", "outer"])
def test_a_photograph_on_its_shadow_is_one_picture(inner: str, outer: str, last: str, count: int) -> None:
    image = "{} q {} 0 0 {} {} {} cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x80\x10\x10 EI Q {}"
    end = {tag: "EMC" if tag else "" for tag in (inner, outer)}
    shown = [image.format(outer, 100, 60, 40, 40, end[outer]), image.format(inner, 94, 54, 43, 43, end[inner])]
    flow = read(drawn("\n".join(["BT /F 10 Tf 40 180 Td (Our halls) Tj ET", *shown[:: 1 if last == "inner" else -1]])))
    held = [block.place.box for block in flow.blocks if isinstance(block, Picture)]
    assert len(held) == count
    assert max(round(box.x1 - box.x0) for box in held if box) == 100


@pytest.mark.parametrize("place", [(20, 50), (100, 50), (60, 20), (60, 90)])
def test_a_picture_half_on_a_larger_one_is_a_picture_of_its_own(place: tuple[int, int]) -> None:
    image = "q {} 0 0 {} {} {} cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x80\x10\x10 EI Q"
    page = ["BT /F 10 Tf 40 180 Td (Our halls) Tj ET", image.format(100, 60, 40, 40), image.format(60, 26, *place)]
    assert sum(isinstance(block, Picture) for block in read(drawn("\n".join(page))).blocks) == 2
