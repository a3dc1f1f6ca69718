"""Running headers and footers: set aside with proof, kept with a question in doubt, left alone where they are text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.flow import FlowParagraph
from pipeline.model.walk import all_sections, plain_text
from pipeline.sources.pdf.text.furniture_keys import BARE, keys_of
from tests.pdf_pages import drawn, printed, read

BODY = "The council keeps a record of each meeting and sends it to every member."
LETTERS = "ABCDEFGHIJ"
NAMES = ["Ages", "Carers", "Data", "Homes", "Parks", "Work"]
COUNTED = ["Priority 1", "Priority 2", "Priority 3"]


def pages(*lines: str) -> list[tuple[str, str]]:
    """Pages with drawn lines ("y size text", or "y size text > 200 more" for a second piece at x 200) and a body of their own.

    Returns the paragraphs as (text, question), those of the body left out.
    """
    contents = []
    for number, page in enumerate(lines):
        ops = [(200 - 13 * at, 10, 40, f"{LETTERS[number]}{at} {BODY[:33]}.") for at in range(3)]
        for line in page.split("; ") if page else []:
            y, points, text = line.split(" ", 2)
            for at, piece in enumerate(text.split(" > ")):
                x, _, words = piece.partition(" ") if at else ("40", "", piece)
                ops.append((int(y), int(points), int(x), words))
        contents.append("\n".join(f"BT /F {s} Tf {x} {y} Td ({t}) Tj ET" for y, s, x, t in ops))
    blocks = [block for block in read(drawn(*contents, size=(300, 400))).blocks if isinstance(block, FlowParagraph)]
    return [(block.text, block.doubt) for block in blocks if BODY[:20] not in block.text]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param(["380 8 Plan"] * 3, [], id="the same words on three pages"),
        pytest.param(["380 8 Plan"] * 2, [], id="the same words on both of two pages"),
        pytest.param([f"20 10 {n}" for n in (4, 5, 6)], [], id="numbers that count on by one"),
        pytest.param(["", "20 10 1", "20 10 2"], [], id="page numbers on both pages behind a cover"),
        pytest.param([f"20 10 Plan {n}/9 \\(of Annex B\\)" for n in (1, 2, 3)], [],
                     id="page numbers of a part in brackets"),
        pytest.param([f"20 10 Plan B_{n}/9 of Annex B" for n in (1, 2, 3)], [], id="page numbers of a part"),
        pytest.param([f"20 10 {n}/9 often came" for n in (1, 2, 3)], [f"{n}/9 often came" for n in (1, 2, 3)],
                     id="words that count"),
        pytest.param([f"20 10 {n}" for n in ("ii", "iii", "iv")], [], id="roman page numbers"),
        pytest.param([f"20 10 Plan > 200 Page > 240 {n}" for n in ("i", "ii", "iii")], [], id="roman page numbers after a word"),
        pytest.param(["20 10 Plan > 200 Page1"] + [f"20 10 Plan > 200 Page > 240 {n}" for n in (2, 3)], [],
                     id="a page number with and without a space"),
        pytest.param([f"20 10 ! {n}" for n in (1, 2, 3)], [], id="a number beside a sign that says nothing"),
        pytest.param([f"20 10 Plan 2030 | {n}" for n in (1, 2, 3)], [], id="a number behind a sign"),
        pytest.param(["20 10 ii > 90 Plan", "20 10 Plan > 200 iii", "20 10 iv > 90 Plan", "", "", ""], [],
                     id="roman page numbers at the outer ends"),
        pytest.param(["20 10 \\267 Plan of it iii", "20 10 iv\\267 Plan of it", "20 10 \\267 Plan of it v", "", "", ""], [],
                     id="a roman page number right before a sign"),
        pytest.param(["20 10 2 > 90 Plan", "20 10 Plan > 200 3", "20 10 4 > 90 Plan", "", "", ""], [],
                     id="page numbers at the outer ends"),
        pytest.param(["20 10 2 > 90 Plan", "20 10 7 > 90 Plan", "20 10 9 > 90 Plan", "", "", ""],
                     ["2 Plan", "7 Plan", "9 Plan"], id="numbers at the outer ends that do not count on"),
        pytest.param(["380 8 Council", "380 8  > 200 Plan"] * 2, [], id="left and right by turns on four pages"),
        pytest.param(["380 8 Council", "380 8  > 200 Plan"], ["Council", "Plan"], id="left and right on two pages"),
        pytest.param(["", *["380 8  > 200 Plan", "380 8 Council"] * 2], [], id="left and right by turns behind a cover"),
        pytest.param([f"20 12 {text}" for text in ("Homes 1", "2 Plan", "Homes 3", "4 Plan", "Homes 5", "6 Plan")], [],
                     id="page numbers at the outer ends with no more than a space"),
        pytest.param([f"380 10 Priority {n}" for n in range(1, 7)], [f"Priority {n}" for n in range(1, 7)],
                     id="headings that count on six pages"),
        pytest.param([*["380 8 Homes > 200 Plan"] * 3, "380 8 Parks > 200 Plan; 300 14 Parks"], ["Parks"],
                     id="the running header of a short chapter says its heading"),
        pytest.param([f"20 10 Score: {n} of 5" for n in (1, 2, 3)], [f"Score: {n} of 5" for n in (1, 2, 3)],
                     id="scores that count"),
        pytest.param([f"20 10 {n} of 5 came" for n in (1, 2, 3)], [f"{n} of 5 came" for n in (1, 2, 3)],
                     id="sentences that count"),
        pytest.param([f"20 8 Score: {n}/5" for n in (1, 2, 3)], [f"Score: {n}/5" for n in (1, 2, 3)],
                     id="small scores that count"),
        pytest.param([f"20 10 Plan > 200 Page {n} of 3" for n in (1, 2, 3)], [], id="page n of m"),
        pytest.param(["20 10 Plan > 200 Page 1 of 1"], [], id="page 1 of 1 proves itself"),
        pytest.param(["", "20 10 2 (3)", "20 10 3 (3)"], [], id="page n (m)"),
        pytest.param(["380 8 Plan", "383 8 Plan", "381 8 Plan"], [], id="a header that wavers by three points"),
        pytest.param(["380 8 Plan; 366 8 Draft; 352 8 2026"] * 3, [], id="a header of three lines"),
        pytest.param([f"380 14 Priority {n}" for n in (1, 2, 3)], COUNTED, id="headings that count"),
        pytest.param([f"380 10 Priority {n}" for n in (1, 2, 3)], COUNTED, id="headings of the text's size"),
        pytest.param([f"20 10 {n}" for n in (9, 4, 7)], ["9", "4", "7"], id="numbers that do not count on"),
        pytest.param([f"380 14 {name}; 358 11 Aims" for name in NAMES], [text for name in NAMES for text in (name, "Aims")],
                     id="a subheading under each chapter"),
        pytest.param([f"380 10 Table {n}; 358 10 Issues" for n in ("4-1", "4-8", "5-2")],
                     [text for n in ("4-1", "4-8", "5-2") for text in (f"Table {n}", "Issues")],
                     id="a line below a caption of the page"),
        pytest.param(["380 10 Homes; 358 10 Plan"] * 4 + ["380 9 Parks; 358 10 Plan"], ["Parks"],
                     id="a line below the name of the chapter, which changes"),
        pytest.param(["300 10 Plan"] * 3, ["Plan"] * 3, id="a line in the middle of three pages"),
        pytest.param(["328 14 Plan"] * 3, ["Plan"], id="a letterhead below the zone of headers"),
        pytest.param(["310 14 Plan"] * 3, ["Plan"] * 3, id="a heading lower down"),
        pytest.param(["328 10 Plan"] * 3, ["Plan"] * 3, id="a line of the text below the zone of headers"),
        pytest.param(["", "", "", "20 10 The last line"], ["The last line"], id="the last line of the fullest page"),
        pytest.param(["20 10 Plan > 150 Ages", "20 10 Plan > 150 Carers", "20 10 Plan > 150 Data", "", "", ""],
                     ["Plan Ages", "Plan Carers", "Plan Data"], id="a part of a line on three of six pages"),
        pytest.param(["380 8 Plan", "385 8 Plan", "375 8 Plan"], ["Plan"] * 3, id="lines five points apart"),
        pytest.param(["352 8 Plan"] * 2 + [""] * 4, ["Plan"] * 2, id="a line on two pages far from the edge"),
        pytest.param(["380 14 Plan"] * 2 + [""] * 4, ["Plan"] * 2, id="a heading on two pages"),
        pytest.param(["; ".join(f"{394 - 6 * n} 5 {LETTERS[n]}" for n in range(7))] * 3, [], id="an address of seven lines"),
        pytest.param(["; ".join(f"{395 - 6 * n} 5 {LETTERS[n]}" for n in range(10))] * 3, [*LETTERS] * 3,
                     id="a text of ten lines"),
        pytest.param([f"20 10 Plan > 75 {name}" for name in NAMES], [f"Plan {name}" for name in NAMES],
                     id="words a little apart"),
    ],
)  # fmt: skip
def test_a_line_is_set_aside_only_where_repetition_proves_it(lines: list[str], kept: list[str]) -> None:
    assert [text for text, _ in pages(*lines)] == kept
    assert all(not doubt for _, doubt in pages(*lines))


def test_a_line_that_touches_the_text_is_text() -> None:
    found = read(drawn(*[f"BT /F 10 Tf 40 213 Td (Head) Tj {_text(n, 3)} ET" for n in "abc"], size=(300, 240)))
    assert not found.asides


@pytest.mark.parametrize(
    ("heads", "asides"),
    [
        (("News, Page 1", "News, Page 2", "News, Page 3"), 3),
        (("News, Page 1", "News, Page 2", "News, Page 4"), 0),
        (("Page 1 of the plan", "Page 2 of his plan", "Page 3 of our plan"), 0),
        (("Aim 1", "Aim 2", "Aim 3"), 0),
        (("See page 9", "See page 9", "See page 9"), 0),
    ],
)
def test_a_line_that_names_its_page_is_furniture_though_it_touches_the_text(
    heads: tuple[str, ...], asides: int
) -> None:
    pages = [f"BT /F 10 Tf 40 213 Td ({head}) Tj {_text(n, 3)} ET" for n, head in zip("abc", heads, strict=True)]
    assert len(read(drawn(*pages, size=(300, 240))).asides) == asides


def test_a_line_with_white_space_nearly_as_high_as_its_type_above_the_text_is_furniture() -> None:
    pages = [f"BT /F 10 Tf 40 220 Td (Head) Tj 0 -6 Td {_text(n, 3)} ET" for n in "abc"]
    assert [aside.text for aside in read(drawn(*pages, size=(300, 240))).asides] == ["Head"] * 3


def _text(letter: str, lines: int) -> str:
    return "".join(f"0 -13 Td ({letter} text {letter}) Tj " for _ in range(lines))


def test_a_line_that_touches_the_text_is_furniture_where_other_pages_prove_it() -> None:
    foot = "BT /F 8 Tf 40 20 Td (The council) Tj ET"
    pages = [f"BT /F 10 Tf 40 200 Td {_text(n, 12 if n == 'c' else 6)} ET {foot}" for n in "abcd"]
    assert [aside.place.page for aside in read(drawn(*pages, size=(300, 240))).asides] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("lines", "size", "step", "aside"),
    [(3, 10, 20, 6), (2, 10, 20, 0), (3, 13, 20, 0), (3, 10, 0, 0)],
    ids=["three", "two", "a title", "never apart"],
)
def test_a_letterhead_that_touches_the_text_of_one_page_is_furniture(
    lines: int, size: int, step: int, aside: int
) -> None:
    head = "".join(f"0 -13 Td (Top {at}) Tj " for at in range(lines))
    pages = [
        f"BT /F {size} Tf 40 393 Td {head} /F 10 Tf 0 -{white} Td {_text(n, 12)} ET"
        for n, white in (("a", step), ("b", 0))
    ]
    assert len(read(drawn(*pages, size=(300, 400))).asides) == aside


@pytest.mark.parametrize(("x", "size"), [(40, 8), (90, 10), (120, 6)])
def test_a_footer_that_the_text_runs_into_is_parted_from_it(x: int, size: int) -> None:
    foot = f"BT /F {size} Tf {x} 20 Td (The council of the town) Tj ET"
    over = "BT /F 10 Tf 40 24.5 Td (And the text goes on in here) Tj ET"
    pages = [f"BT /F 10 Tf 40 200 Td {_text(n, 6)} ET {foot} {over if n == 'c' else ''}" for n in "abcd"]
    flow = read(drawn(*pages, size=(300, 240)))
    assert [aside.text for aside in flow.asides] == ["The council of the town"] * 4
    assert any("And the text goes on in here" in one.text for one in flow.blocks if isinstance(one, FlowParagraph))


def test_a_large_header_close_over_the_text_is_furniture() -> None:
    pages = [f"BT /F 18 Tf 40 213 Td (Plan) Tj /F 10 Tf 0 -10 Td {_text(n, 6)} ET" for n in "abc"]
    assert [aside.text for aside in read(drawn(*pages, size=(300, 240))).asides] == ["Plan"] * 2


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["380 8 Plan"] * 2 + [""], ["Plan", "Plan"]),
        (["380 8 Plan > 200 Ages", "380 8 Plan > 200 Carers", "380 8 Plan > 200 Data"], ["Ages", "Carers", "Data"]),
        ([f"20 10 Plan > 85 {name}" for name in NAMES], NAMES),
        ([f"20 10 Plan > 150 {name}" for name in NAMES[:4]] + [""] * 2, NAMES[:4]),
        (["380 8 Plan"] * 3 + ["380 8 Notes"], ["Notes"]),
        (["", "20 10 2", ""], ["2"]),
        (["", "20 10 1", "20 10 2", ""], ["1", "2"]),
        (["", "20 10 4", "20 10 4"], ["4", "4"]),
        (["380 8 Council", "380 8 Plan"] * 2, ["Council", "Plan"] * 2),
        (["380 8 Council", "370 8  > 200 Plan"] * 2, ["Council", "Plan"] * 2),
        ([f"380 14 Plan; 300 20 {BODY[:30]}", *["380 14 Plan"] * 2, "380 14 Notes"], ["Notes"]),
    ],
)
def test_what_may_be_furniture_stays_as_a_paragraph_with_a_question(lines: list[str], kept: list[str]) -> None:
    found = pages(*lines)
    assert [text for text, _ in found] == kept
    assert all(doubt.startswith(f"is “{text}”") for text, doubt in found)


def test_a_line_amid_those_of_a_paragraph_is_text_though_other_pages_have_furniture_at_its_place() -> None:
    found = pages(
        *["40 8 Plan for all"] * 3,
        "48 8 If you have a question on this plan,; 40 8 write to the clerk; 32 8 at any time",
    )
    assert not any(doubt for _, doubt in found)
    assert " ".join(text for text, _ in found) == "If you have a question on this plan, write to the clerk at any time"
    parted = pages(*["40 8 Plan for all"] * 3, "60 8 If you have a question; 40 8 write to the clerk; 20 8 at any time")
    assert [bool(doubt) for text, doubt in parted if text == "write to the clerk"] == [True]


def test_a_question_is_a_guess_of_its_section() -> None:
    css = "h2 { break-before: page; margin: 0 } @page { @top-left { content: 'Plan'; font-size: 7pt } }"
    css += "@page z { @top-left { content: 'Notes'; font-size: 7pt } } .z { page: z }"
    html = "".join(f"<h2 {'class=z' * (n == 3)}>Part {LETTERS[n]}</h2><p>{BODY}</p>" for n in range(4))
    document = assemble(read(printed(f"<h1>Our plan for all</h1>{html}", css)), "case").document
    (guess,) = [guess for _, section in all_sections(document.sections) for guess in section.guesses]
    assert (
        guess
        == "page 5: is “Notes” a running header? Other pages have one at its place (if so, delete its paragraph too)"
    )


def test_a_doubtful_line_does_not_part_a_paragraph_over_two_pages() -> None:
    css = "@page { font-size: 7pt } @page :left { @top-left { content: 'Aims' } } @page :right { @top-left { content: 'Work' } }"
    flow = read(printed(f"<p style='margin: 0; text-align: justify'>{BODY * 60}</p>", css))
    texts = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert max(map(len, texts)) == len(BODY) * 60


BAND = "position: running(band); background: #184a80; color: white; height: 24pt; font-size: 8pt"


def test_a_header_inside_a_coloured_band_is_furniture_on_every_page() -> None:
    css = f"#b {{ {BAND} }} @page {{ margin-top: 30mm; @top-center {{ content: element(band); width: 100% }} }}"
    html = "".join(f"<h2 style='break-before: page'>Part {n}</h2><p>{BODY}</p>" for n in LETTERS[:4])
    flow = read(printed(f"<div id=b>Guide to our plan<br>Version 2 | May 2026</div>{html}", css))
    texts = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert not any("Guide" in text or "Version" in text for text in texts)


@pytest.mark.parametrize(("starts", "aside"), [((320, 300), 3), ((328, 328), 0)])
def test_a_header_with_a_ruling_line_between_its_parts_is_furniture_also_close_over_the_text(
    starts: tuple[int, int], aside: int
) -> None:
    def page(number: int) -> str:
        head = "BT /F 18 Tf 40 360 Td (Our programme) Tj 200 0 Td (2015) Tj ET 220 350 m 220 385 l S"
        text = [
            f"BT /F 10 Tf 40 {starts[number % 2] - 13 * at} Td ({LETTERS[number]}{at} {BODY[:33]}.) Tj ET"
            for at in range(6)
        ]
        return "\n".join([head, *text])

    flow = read(drawn(*(page(number) for number in range(4)), size=(300, 400)))
    assert [aside.text for aside in flow.asides] == ["Our programme 2015"] * aside


@pytest.mark.parametrize(
    ("lines", "foot", "aside"),
    [(3, 345, 3), (5, 300, 0)],
    ids=["a frame around a header of three lines", "a frame that goes on below five rows"],
)
def test_a_frame_holds_a_header_of_a_few_lines_and_a_table_of_more(lines: int, foot: int, aside: int) -> None:
    def page(letter: str) -> str:
        frame = f"30 {foot} m 30 398 l S 270 {foot} m 270 398 l S "
        held = [f"BT /F 8 Tf 40 {388 - 11 * at} Td (Line {LETTERS[at]}) Tj ET" for at in range(lines)]
        text = [f"BT /F 10 Tf 40 {260 - 13 * at} Td ({letter}{at} {BODY[:33]}.) Tj ET" for at in range(6)]
        return frame + "\n".join([*held, *text])

    flow = read(drawn(*(page(letter) for letter in "abcd"), size=(300, 400)))
    assert len([one for one in flow.asides if one.place.page == 1]) == aside


def test_a_frame_around_all_of_each_page_leaves_its_header_furniture() -> None:
    def page(letter: str) -> str:
        frame = "30 2 m 30 398 l S 270 2 m 270 398 l S BT /F 8 Tf 40 388 Td (Ballot) Tj ET"
        text = [f"BT /F 10 Tf 40 {340 - 13 * at} Td ({letter}{at} {BODY[:33]}.) Tj ET" for at in range(6)]
        return "\n".join([frame, *text])

    flow = read(drawn(*(page(letter) for letter in "abcd"), size=(300, 400)))
    assert [one.text for one in flow.asides] == ["Ballot"] * 4


def test_the_header_row_of_small_tables_at_the_head_of_three_pages_is_no_running_header() -> None:
    def page(number: int) -> str:
        table = [(380, 40, "Ward"), (380, 160, "Age"), (366, 40, f"North {LETTERS[number]}"), (366, 160, f"{number}")]
        text = [(380 - 13 * at, 40, f"{LETTERS[number]}{at} {BODY[:33]}.") for at in range(6)]
        return "\n".join(f"BT /F 10 Tf {x} {y} Td ({t}) Tj ET" for y, x, t in (text if number % 2 else table))

    assert not read(drawn(*(page(number) for number in (0, 1, 2, 3, 4, 5, 7)), size=(300, 400))).asides


@pytest.mark.parametrize("marked", [False, True], ids=["as many labels as cells", "a mark without a label in each row"])
def test_the_labels_that_a_table_of_figures_repeats_on_each_page_are_no_running_header(marked: bool) -> None:
    def page(number: int) -> str:
        rows = ["Ward Ages Homes", *(f"North{row} {row + number}1 {row}7" for row in range(9))]
        cells = [(380 - 21 * y, 40 + 60 * x, t) for y, row in enumerate(rows) for x, t in enumerate(row.split())]
        cells += [(380 - 21 * y, 132, "*") for y in range(1, len(rows)) if marked]
        return "\n".join(f"BT /F 10 Tf {x} {y} Td ({t}) Tj ET" for y, x, t in cells)

    flow = read(drawn(*map(page, range(3)), size=(300, 400)))
    assert [aside.reason for aside in flow.asides] == ["repeated header row"] * 2


@pytest.mark.parametrize(
    ("counts", "x", "aside"),
    [
        pytest.param([range(5, 21, 5), range(25, 41, 5)], 10, 8, id="each fifth line"),
        pytest.param([range(5, 21, 5)], 280, 4, id="in the right margin"),
        pytest.param([range(5, 21, 5), [25]], 10, 5, id="and a page with few lines"),
        pytest.param([range(5, 16, 5)], 10, 0, id="three figures are too few"),
        pytest.param([range(1, 21)] * 2, 10, 40, id="each line of two pages anew"),
        pytest.param([range(1, 21)], 10, 0, id="each line of one page may be rows"),
        pytest.param([range(1, 21), range(21, 41)], 10, 0, id="each line counted on may be rows"),
        pytest.param([range(10, 201, 10)], 10, 0, id="figures that count something else"),
        pytest.param([range(5, 21, 5)], 60, 0, id="figures among the words"),
    ],
)
def test_numbers_in_the_margin_that_count_lines_are_set_aside(counts: list[Sequence[int]], x: int, aside: int) -> None:
    contents = []
    for page, numbers in enumerate(counts):
        places = [(number - 1) % 20 + 1 if max(numbers) <= 40 else number // 10 for number in numbers]
        text = [f"BT /F 8 Tf 40 {290 - 12 * at} Td ({LETTERS[page]}{at} {BODY[:50]}) Tj ET" for at in range(1, 21)]
        text += [
            f"BT /F 8 Tf {x} {290 - 12 * at} Td ({number}) Tj ET" for at, number in zip(places, numbers, strict=True)
        ]
        contents.append("\n".join(text))
    reasons = [one.reason for one in read(drawn(*contents, size=(300, 300))).asides]
    assert reasons.count("line number") == aside


def on_pages(*pages: str) -> bytes:
    """Pages with lines of text, and with operators of their own."""
    text = "".join(f"BT /F 10 Tf 40 {200 - 13 * at} Td ({{}}{at} {BODY[:33]}.) Tj ET " for at in range(6))
    return drawn(*(text.replace("{}", LETTERS[at]) + page for at, page in enumerate(pages)), size=(300, 400))


def note(mark: int, words: str, last: str = "") -> str:
    """A raised mark at the head of a page and its note at the foot, over a second line."""
    call = f"BT /F 10 Tf 40 330 Td (We met) Tj /F 6 Tf 4 Ts ({mark}) Tj 0 Ts /F 10 Tf ( in May.) Tj ET "
    foot = f"BT /F 6 Tf 40 42 Td ({mark}) Tj ET BT /F 8 Tf 46 40 Td ({words}) Tj ET "
    return call + foot + (f"BT /F 8 Tf 40 30 Td ({last}) Tj ET" if last else "")


@pytest.mark.parametrize(
    ("words", "last"),
    [("Ibid.", ""), ("See what the council said of it", "in its minutes."), ("1 note", "example.org/minutes")],
)
def test_notes_that_say_the_same_on_each_page_are_no_running_footer(words: str, last: str) -> None:
    flow = read(on_pages(*(note(mark, words, last) for mark in (1, 2, 3, 4))))
    assert not flow.asides
    document = assemble(flow, "case").document
    assert len(document.notes) == 4
    assert not any("running footer" in guess for guess in document.guesses)


def test_the_rest_of_a_note_over_the_first_note_of_the_next_page_is_no_running_footer() -> None:
    rest, foot = (f"BT /F 8 Tf 40 50 Td ({words}) Tj ET " for words in ("and the other minutes.", "Plan for all"))
    pages = on_pages(note(1, "See the minutes of May"), note(2, "See them") + rest, foot, foot, foot)
    document = assemble(read(pages), "case").document
    assert not any("running footer" in guess for guess in document.guesses)
    assert [plain_text(one.inlines).strip() for one in document.notes] == [
        "See the minutes of May and the other minutes.",
        "See them",
    ]

    other = on_pages(
        note(1, "See the minutes of May"), note(2, "See them") + rest.replace("and the", "Our"), foot, foot, foot
    )
    first = assemble(read(other), "case").document.notes[0]
    assert plain_text(first.inlines).strip().endswith("May")


def titled(*heads: str, under: Sequence[str] = ("Homes", "Parks", "Roads")) -> tuple[str, list[str]]:
    """The title and headings of pages with lines at the head, in 16 point, over a heading each in 12 point."""
    pages = [
        "".join(f"BT /F 16 Tf 40 {380 - 20 * at} Td ({line}) Tj ET " for at, line in enumerate(heads))
        + f"BT /F 12 Tf 40 300 Td ({heading}) Tj ET"
        for heading in under
    ]
    document = assemble(read(on_pages(*pages)), "case").document
    return plain_text(document.title), [plain_text(section.heading) for section in document.sections]


def test_the_title_stays_where_each_page_says_it_at_its_head() -> None:
    assert titled("Plan for all") == ("Plan for all", ["Homes", "Parks", "Roads"])
    assert titled("Plan for 2030", under=("", "", "")) == ("Plan for 2030", [])
    assert titled("Plan for all) Tj 200 0 Td (2030") == ("Plan for all 2030", ["Homes", "Parks", "Roads"])


def test_the_title_of_two_lines_stays_where_the_next_page_says_the_first_again() -> None:
    pages = [
        "BT /F 16 Tf 40 380 Td (Summer fair) Tj ET " + more for more in ("BT /F 16 Tf 40 320 Td (For all) Tj ET", "")
    ]
    document = assemble(read(on_pages(*pages)), "case").document
    assert plain_text(document.title) == "Summer fair For all"


def test_a_letterhead_over_a_title_of_its_own_kind_is_furniture_on_the_first_page_too() -> None:
    pages = [
        f"BT /F 16 Tf 40 380 Td (Works Agency) Tj ET {more}" for more in ("BT /F 14 Tf 40 320 Td (Plan) Tj ET", "", "")
    ]
    flow = read(on_pages(*pages))
    assert [aside.text for aside in flow.asides] == ["Works Agency"] * 3


def test_an_i_without_its_dot_is_no_page_number() -> None:
    assert keys_of("page i", 1, False) == ("pagei", "page#0#roman")
    assert keys_of("page \u0131", 1, False) == ("page\u0131",)
    assert not BARE.fullmatch("\u0131")


TURNED = "BT /F 8 Tf 0 1 -1 0 {} {} Tm ({}) Tj ET "


@pytest.mark.parametrize(
    ("sides", "aside"),
    [
        pytest.param([TURNED.format(15, 200, "Plan for all")] * 3, True, id="words on three pages"),
        pytest.param([TURNED.format(15, 200, f"Plan {n}") for n in (4, 5, 6)], True, id="a number that counts on"),
        pytest.param([TURNED.format(15, 200, f"Plan {n}") for n in (4, 7, 9)], False, id="other numbers"),
        pytest.param([TURNED.format(15, 200, n) for n in ("ii", "iii", "iv")], True, id="roman page numbers"),
        pytest.param([TURNED.format(15, 60 * n, "Plan for all") for n in (1, 2, 3)], False, id="at other heights"),
        pytest.param([TURNED.format(35, 100, "Plan for all")] * 3, False, id="farther from the side"),
        pytest.param(
            ["10 190 m 10 300 l S 60 190 m 60 300 l S " + TURNED.format(20, 200, "All")] * 3, False, id="in a table"
        ),
        pytest.param([TURNED.format(x, 200, "Plan for all") for x in (15, 291, 15)], True, id="on the outer sides"),
        pytest.param([f"BT /F 8 Tf 284 250 Td ({n}) Tj ET" for n in (1, 2, 3)], True, id="level page numbers"),
        pytest.param(
            [f"BT /F 8 Tf 284 250 Td ({n}) Tj ET" for n in (1, 5, 3)], False, id="level numbers that do not count"
        ),
    ],
)
def test_words_beside_the_text_are_set_aside_where_repetition_proves_it(sides: Sequence[str], aside: bool) -> None:
    flow = read(on_pages(*sides))
    assert len(flow.asides) == (3 if aside else 0)


def test_a_note_that_runs_on_in_the_next_one_is_two() -> None:
    calls = "BT /F 10 Tf 40 330 Td (We) Tj /F 6 Tf 4 Ts (1) Tj 0 Ts /F 10 Tf ( met) Tj /F 6 Tf 4 Ts (2) Tj ET "
    first = (
        "BT /F 6 Tf 40 44 Td (1) Tj /F 9 Tf 6 -3 Td (In the hall, see {}) Tj /F 6 Tf ( {}) Tj /F 9 Tf ( In May.) Tj ET"
    )
    for end, number, count in ((".", 2, 2), ("page", 2, 1), (".", 3, 1)):
        document = assemble(read(on_pages(calls + first.format(f"it{end}", number))), "case").document
        assert len(document.notes) == count


WIDE = "BT /F 10 Tf 40 60 Td (A table of this page is so wide that it reaches over the number below) Tj ET"


@pytest.mark.parametrize(
    ("second", "pages"),
    [
        pytest.param(f"{WIDE} BT /F 10 Tf 280 20 Td (2) Tj ET", [1, 2, 3, 4], id="text above it"),
        pytest.param(f"{WIDE} BT /F 10 Tf 280 46 Td (2) Tj ET", [1, 3, 4], id="at another height"),
        pytest.param(f"{WIDE} BT /F 10 Tf 280 20 Td (7) Tj ET", [1, 3, 4], id="another number"),
    ],
)
def test_a_page_number_beside_the_text_of_other_pages_is_one_below_a_wide_table(second: str, pages: list[int]) -> None:
    first, *others = (f"BT /F 10 Tf 280 20 Td ({page}) Tj ET" for page in (1, 3, 4))
    feet = zip("abcd", (first, second, *others), strict=True)
    data = drawn(*(f"BT /F 10 Tf 40 200 Td {_text(n, 6)} ET {foot}" for n, foot in feet), size=(400, 240))
    assert [aside.place.page for aside in read(data).asides if aside.reason == "page number"] == pages
