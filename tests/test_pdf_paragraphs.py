"""Which lines of a PDF are one paragraph: by white space, type, sentences, and whether the next word would have fitted."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

import pytest

from pipeline.model.flow import FlowParagraph
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.text.paragraphs import Frame, make_paragraphs
from pipeline.sources.pdf.text.words import Line, Word, WordPart
from tests.pdf_pages import drawn, printed, read, told

PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
TEXT = (
    "The council keeps a record of each meeting and sends it to every member within a week of the day on which it was held",
    "and it prints the list of those who came because the law asks for it and because people want to know who was there",
)


def set_by_hand(*lines: str, font: str = "", step: int = 13) -> str:
    """Lines under one another, as the reader tells them."""
    ops = [f"BT /F 10 Tf 40 {380 - step * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    return told(drawn("\n".join(ops), size=(560, 400), font=font))


def test_lines_broken_after_so_many_characters_are_one_paragraph() -> None:
    words = f"{TEXT[0]} {TEXT[1]}. Where it is late, the clerk tells the chair iiiiii iiiiii lilil".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 40:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines = [*lines, line, "W" * 24 + "."]
    assert set_by_hand(*lines).count("\n") == 0


def test_justified_lines_of_a_narrow_column_are_one_paragraph() -> None:
    words = " ".join(TEXT).capitalize()
    page = printed(f"<p>{words}</p><p>{words}</p><div>{words}</div>", "div { width: 40mm; text-align: justify }")
    assert told(page).count("\n") == 2


def test_a_sentence_goes_on_over_one_short_line() -> None:
    others = [f"{letter} {TEXT[0][:74]}." for letter in "ABCD"] + [f"Entry {n}" for n in range(5)]
    assert "in May and of each vote." in set_by_hand(
        "The council keeps a record of each meeting in May", "and of each vote.", *others
    )


def test_a_long_line_that_ends_in_a_small_word_goes_on() -> None:
    first = "The council keeps a record of each meeting, see the acts of the"
    assert set_by_hand(f"{first} state and", "1972 Act.", TEXT[0][:92]).count("\n") == 1
    assert set_by_hand(f"{first} year 1999", "1972 Act.", TEXT[0][:92]).count("\n") == 2


@pytest.mark.parametrize(
    ("end", "paragraphs"), [("state. This", 2), ("state? Such", 2), ("Other Acts", 3), ("state. 1999", 3)]
)
def test_a_long_line_that_ends_in_the_first_word_of_a_sentence_goes_on(end: str, paragraphs: int) -> None:
    first = "The council keeps a record of each meeting, see the law of the"
    assert set_by_hand(f"{first} {end}", "Act of the clerk.", TEXT[0][:92]).count("\n") == paragraphs - 1


@pytest.mark.parametrize(("indent", "paragraphs"), [(36, 1), (120, 2)])
def test_a_number_in_the_margin_hides_no_sentence_that_goes_on(indent: int, paragraphs: int) -> None:
    first = "A keeper has the duty to hold an up-to-date list. This"
    page = (
        f"BT /F 10 Tf 10 180 Td (1.1) Tj 36 0 Td ({first}) Tj {indent - 36} -13 Td (Act sets out the land) Tj ET "
        "BT /F 10 Tf 10 120 Td (Each keeper of the town meets the clerk in the spring, often too.) Tj ET"
    )
    assert told(drawn(page, size=(320, 200))).count("\n") == paragraphs


@pytest.mark.parametrize(("next_number", "paragraphs"), [("2735.", 2), ("2736.", 1), ("2735", 1)])
def test_an_item_that_is_counted_on_through_many_meetings_begins_a_paragraph(next_number: str, paragraphs: int) -> None:
    full = f"2734. {TEXT[0][:92]}"
    assert set_by_hand(full, f"{next_number} Report from the clerk").count("\n") == paragraphs - 1


def test_short_lines_in_small_letters_stay_apart() -> None:
    assert set_by_hand("the chair", "the clerk", "the treasurer", TEXT[0][:80]).count("\n") == 3
    half = "The chair of the council and her clerk of old"
    assert set_by_hand(half, "the treasurer of it", TEXT[0]).count("\n") == 2


def test_short_lines_on_a_page_of_short_lines_stay_apart() -> None:
    lines = [
        line
        for letter in "ABCD"
        for line in (f"My choice {letter} here", f"item_{letter}", f"The clerk wrote {letter}.")
    ]
    assert set_by_hand(*lines).splitlines() == lines


def test_short_lines_that_begin_two_pages_are_two_paragraphs() -> None:
    lines = "".join(f"<p>Line {n} of it</p>" for n in range(9))
    flow = read(
        printed(f"{lines}<p>The second page with a line</p><p style='break-before: page'>The third page too</p>")
    )
    texts = [block.text for block in flow.blocks if isinstance(block, FlowParagraph)]
    assert texts[-2:] == ["The second page with a line", "The third page too"]


def test_lines_of_labels_and_values_stay_apart_though_they_are_full() -> None:
    lines = [("Report of:", "Director of Homes"), ("Wards affected:", "All of the town"), ("To:", "Cabinet")]
    ops = [
        f"BT /B 10 Tf 40 {380 - 13 * at} Td ({label}) Tj /F 10 Tf {24 + 5 * len(label)} 0 Td ({value}) Tj ET"
        for at, (label, value) in enumerate(lines)
    ]
    bold = (
        "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /B << /Type /Font /Subtype /Type1 /BaseFont"
    )
    page = drawn("\n".join(ops), size=(260, 400), extra=f"/Resources << {bold} /Helvetica-Bold >> >> >>")
    assert [line.split(":")[0] for line in told(page).splitlines()] == ["Report of", "Wards affected", "To"]


def test_a_value_that_a_tab_sets_off_from_its_label_stands_behind_a_tab() -> None:
    ops = "BT /F 10 Tf 40 380 Td (Report to:) Tj 130 0 Td (Cabinet) Tj ET"
    (block,) = read(drawn(ops, size=(560, 400))).blocks
    assert isinstance(block, FlowParagraph)
    assert block.text == "Report to:\tCabinet"


@pytest.mark.parametrize(
    ("left", "step", "after", "goes_on"),
    [(120, 17, "Anytown", True), (60, 17, "Anytown", False), (120, 21, "Anytown", False), (120, 17, "Sort: 1", False)],
)
def test_a_value_goes_on_under_itself(left: int, step: int, after: str, goes_on: bool) -> None:
    full = "Bank of Anytown, Corporate Service Centre of the Region, Second Floor, Long Street, in the very middle of all of"
    text = [(40, 380 - 12 * at, f"{TEXT[at % 2]} in the year 1999") for at in range(6)]
    value = [(40, 280, "Bank address:"), (120, 280, full), (left, 280 - step, after)]
    values = [(40, 280 - 2 * step, "Account name:"), (120, 280 - 2 * step, "Receipts of all the year")]
    ops = [f"BT /F 10 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in (*text, *value, *values)]
    lines = told(drawn("\n".join(ops), size=(640, 400))).splitlines()
    assert any(line.endswith(f"of {after}") for line in lines) == goes_on


def test_the_rest_of_an_item_under_its_label_goes_on_with_it() -> None:
    lines = [(40, f"1. {TEXT[0][:96]}"), (51, "people"), (40, f"2. {TEXT[1][:87]}"), (40, "of them came and said so")]
    ops = [f"BT /F 10 Tf {x} {380 - 13 * at} Td ({line}) Tj ET" for at, (x, line) in enumerate(lines)]
    assert told(drawn("\n".join(ops), size=(545, 400))).count("\n") == 1


def test_short_lines_at_the_head_of_two_pages_stay_apart() -> None:
    lines = [
        f"{what} of the council for the people of the town and of all the villages"
        for what in ("Plans", "Aims", "Ends")
    ]
    first = "\n".join(f"BT /F 12 Tf 40 {360 - 40 * at} Td (Part {at}) Tj ET" for at in range(8))
    pages = [f"BT /F 12 Tf 40 360 Td ({line}) Tj ET" for line in lines]
    flow = read(drawn(first, f"{pages[0]}\n{pages[1].replace('360', '345')}", pages[2], size=(500, 400)))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)][-3:] == lines


def test_three_full_lines_show_the_right_edge_of_the_text() -> None:
    line = "Anna and the clerk read all that there is to say of"
    parts = [f"BT /F 12 Tf 40 {290 - 40 * at} Td (Part {at}.) Tj ET" for at in range(6)]
    full = [f"BT /F 12 Tf 40 {60 - 15 * at} Td ({line}) Tj ET" for at in range(4)]
    pages = ("\n".join([*parts, *full]), "BT /F 12 Tf 40 360 Td (Nora went home.) Tj ET")
    assert told(drawn(*pages, size=(400, 400))).endswith(f"{line} Nora went home.")


def chinese(text: str, base: float) -> Line:
    part = WordPart(text, Style("SimSun", 10.0, False, False, "#000000", 0), base)
    return Line([Word([part], 40, base - 8, 40 + 10 * len(text), base + 2, base, 10.0, 0)], base, 10.0, 1)


def test_a_line_of_chinese_that_has_room_for_a_character_ends_its_paragraph() -> None:
    texts = (
        "市议会每月开会一次，记录所有的讨论和决定并且",
        "在一周内送给成员。",
        "（会议）对公众开放，欢迎大家参加会议并且提问",
    )
    lines = [chinese(text, 100 + 13.0 * at) for at, text in enumerate(texts)]
    frame = Frame(40, 40 + 10 * len(texts[0]), 10.0)
    assert [len(para.lines) for para in make_paragraphs(lines, frame)] == [2, 1]


def test_a_figure_that_touches_chinese_characters_is_no_long_word() -> None:
    texts = ("市议会每月开会一次。", "4.6在一周内送给成员并且记录所有的讨论和决定。")
    lines = [chinese(text, 100 + 13.0 * at) for at, text in enumerate(texts)]
    assert [len(para.lines) for para in make_paragraphs(lines, Frame(40, 280, 10.0))] == [1, 1]


@pytest.mark.parametrize(("end", "step", "paragraphs"), [("并且", 22, 1), ("并且", 29, 2), ("并。", 22, 2)])
def test_full_lines_without_spaces_go_on_over_wide_steps(end: str, step: int, paragraphs: int) -> None:
    texts = (f"市议会每月开会一次，记录所有的讨论和决定{end}", "在一周内送给成员。")
    lines = [chinese(text, 100 + float(step) * at) for at, text in enumerate(texts)]
    assert len(make_paragraphs(lines, Frame(40, 40 + 10 * len(texts[0]), 10.0))) == paragraphs


def test_lines_of_a_listing_stay_apart() -> None:
    lines = [
        "dct:title a literal for the name of it",
        "dct:type a concept for the kind",
        "owl:same a link to the thing itself it is",
    ]
    assert set_by_hand(*lines, font="Courier").splitlines() == lines


@pytest.mark.parametrize(("indents", "paragraphs"), [((40, 42.5), 2), ((40, 41.5), 1)])
def test_full_lines_of_a_listing_stay_apart(indents: tuple[float, float], paragraphs: int) -> None:
    lines = [
        "run: call the list of all of the runs that were made in it # A run of it, see 3.14.",
        "more: the list",
    ]
    ops = [f"BT /F 10 Tf {x} {380 - 13 * at} Td ({lines[at]}) Tj ET" for at, x in enumerate(indents)]
    assert told(drawn("\n".join(ops), size=(580, 400), font="Courier")).count("\n") == paragraphs - 1


def test_a_word_in_a_typewriter_face_leaves_its_sentence_whole() -> None:
    text = f"BT /F 10 Tf 40 380 Td (call) Tj /G 10 Tf 40 0 Td ({TEXT[0][:70]}) Tj -40 -13 Td (of all of it ends) Tj "
    text += f"0 -40 Td ({TEXT[1][:80]}) Tj ET"
    assert told(drawn(text, size=(520, 400), font="Courier")).count("\n") == 1


def test_lines_of_a_markup_language_stay_apart_in_any_type() -> None:
    long = '<meeting place="The Old Library" chair="the member who was elected in the month of May" title="All of it">'
    lines = [long, "<member/>", "</meeting>"]
    assert set_by_hand(*lines).splitlines() == lines


def test_lines_with_a_tab_inside_are_not_centred() -> None:
    ops = [f"BT /F 10 Tf 40 {380 - 13 * at} Td ({' '.join(['nnnn'] * 12)}) Tj ET" for at in range(2)]
    ops += [
        f"BT /F 10 Tf 70 {340 - 13 * at} Td ({line}) Tj 185 0 Td (Yes) Tj 40 0 Td (No) Tj ET"
        for at, line in enumerate(("Links have names", "Lists are lists", "Tables have headers"))
    ]
    assert told(drawn("\n".join(ops), size=(390, 400))).count("\n") == 3


@pytest.mark.parametrize(
    ("bar", "underlined"),
    [
        pytest.param("40 378 54.5 0.7", True, id="a line under the words"),
        pytest.param("40 378 30 0.7 re f 70 378 24.5 0.7", True, id="a line in two pieces"),
        pytest.param("40 377 54.5 2", False, id="a bar"),
        pytest.param("40 375.6 54.5 0.7", False, id="a line far below"),
        pytest.param("40 378 59.5 0.7", False, id="a line that reaches beyond"),
    ],
)
def test_a_line_under_whole_words_underlines_them(bar: str, underlined: bool) -> None:
    text = f"BT /F 10 Tf 40 380 Td (Duty of care) Tj 0 -13 Td ({TEXT[0][:60]}) Tj ET {bar} re f"
    blocks = [block for block in read(drawn(text, size=(560, 400))).blocks if isinstance(block, FlowParagraph)]
    assert [run.underlined for run in blocks[0].runs] == [underlined]


def test_a_full_line_and_a_line_far_below_it_are_two_paragraphs() -> None:
    assert set_by_hand(TEXT[0], "Everybody came to it", step=23).count("\n") == 1


def test_a_full_line_and_one_a_line_and_a_half_below_it_are_one_paragraph() -> None:
    assert set_by_hand(TEXT[0], "or not of it.", step=17).count("\n") == 0


def test_double_spaced_lines_are_one_paragraph() -> None:
    full = TEXT[0].lower()
    assert set_by_hand(TEXT[0], full, full, "or not.", step=23).count("\n") == 0


@pytest.mark.parametrize(
    ("end", "start"), [("action-", "plan"), ("action/-", "/plan"), ("action?", "plan"), ("action", "&plan")]
)
def test_an_address_stays_whole_over_a_line_end(end: str, start: str) -> None:
    before = "The council keeps the whole list for everybody who wants it at https://council.example/"
    lines = (f"{before}{end}", f"{start}/a.html for all.")
    assert f"https://council.example/{end}{start}/a.html" in set_by_hand(*lines)


@pytest.mark.parametrize(
    ("end", "start"), [("", "https://council.example/the/list/of/all"), (" https://council.exa-", "mple.org/all")]
)
def test_an_address_in_the_colour_of_links_goes_on_with_its_paragraph(end: str, start: str) -> None:
    lines = [f"{TEXT[0][:90]}{end}", start]
    ops = [f"BT {'0 0 1 rg ' * at}/F 10 Tf 40 {380 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    assert told(drawn("\n".join(ops), size=(560, 400))).count("\n") == 0


@pytest.mark.parametrize(
    "words", ["the list of all those who came to it in May", "1 in 4 of the people of the town who came to it in May"]
)
def test_a_line_that_is_all_link_goes_on_with_its_paragraph(words: str) -> None:
    link = "<a href='https://example.org' style='color: #0000ee; text-decoration: underline; white-space: nowrap'>"
    css = "@page { size: 95mm 90mm; margin: 10mm } p { margin: 0 0 8pt }"
    text = f"{TEXT[0][:58]} and prints there of the {link}{words}</a> and of those who did not."
    assert told(printed(f"<p>{text}</p><p>{TEXT[1]}</p>", css)).count("\n") == 1


def test_an_address_over_three_lines_is_one_repair() -> None:
    lines = ("https://council.example/the-", "whole/list/of/everything?all=", "yes")
    ops = [f"BT /F 10 Tf 40 {380 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    (repair,) = read(drawn("\n".join(ops), size=(200, 400))).repairs
    assert (repair.before, repair.after) == (" ".join(lines), "".join(lines))


def test_a_paragraph_that_begins_in_the_middle_of_a_sentence_is_asked_about() -> None:
    lines = (
        "We met.",
        "chair of all",
        "We met in May.",
        "of the rest nobody knew a thing.",
        "<span style='font-size: 10.5pt'>by which all of us hold our land</span>",
        "We buy:",
        "seats for all of the rooms we have",
        "the chair",
        "c. The members send a record to all.",
        "dct:spatial names the place of each record.",
        "maxLength is what no title goes beyond.",
        "<b>Risk register</b>",
        "a list of all that may go wrong in a year",
        "<big>Key dates</big>",
        "days on which all of us meet again",
        "<small>See the list.</small>",
        "of those who came nobody knew it",
        "<b>We met in May.</b>",
        "and others came on the day of it.",
        "<span style='font-size: 11.5pt'>by the clerk of the parish council</span>",
    )
    html = "".join(f"<p>{line}</p>" for line in (*lines, "www.council.example has the list of those who came."))
    doubts = [block.doubt for block in read(printed(html)).blocks if isinstance(block, FlowParagraph) and block.doubt]
    asked = (
        "of the rest nobody knew a",
        "by which all of us hold",
        "of those who came nobody knew",
        "and others came on the day",
    )
    assert doubts == [f"“{one} …” begins in the middle of a sentence; is its beginning missing?" for one in asked]


def test_a_few_lines_that_reach_beyond_the_text_leave_its_paragraphs_whole() -> None:
    lines = [
        f"Mary {letter} Jones of Anytown came and was asked by Ann {letter} Brown of the clerks whether"
        for letter in "ABCDEFGHIJ"
    ] * 5
    page = "\n".join(f"BT /F 10 Tf 40 {790 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(lines))
    wide = f"BT /F 10 Tf 40 40 Td ({TEXT[0]}) Tj ET"
    assert told(drawn(f"{page}\n{wide}", size=(560, 850))).count("\n") == 1


def test_entries_stay_apart_where_only_two_lines_of_text_show_the_right_edge() -> None:
    def page(first: int) -> str:
        names = [
            f"Mary {n} Jones of Anytown came and was asked by Ann {n} Brown of the clerks whether"
            for n in range(first, 100, 2)
        ]
        ops = [f"BT /F 10 Tf 40 {800 - 20 * at} Td ({line}) Tj ET" for at, line in enumerate(names[:33])]
        text = (f"{first} {TEXT[first % 2][:108]}", "one of them." if first % 2 else "and so on.")
        return "\n".join([*ops, *(f"BT /F 10 Tf 40 {130 - 13 * at} Td ({line}) Tj ET" for at, line in enumerate(text))])

    found = told(drawn(page(10), page(11), size=(560, 850))).splitlines()
    assert len(found) == 2 * 34


def test_centred_lines_of_an_address_stay_apart() -> None:
    lines = ("The Council", "1 High Street", "Anytown")
    centred = "".join(f"<p style='text-align: center; margin: 0'>{line}</p>" for line in lines)
    page = printed(f"<p>{TEXT[0]} {TEXT[1]}</p>{centred}", "@page { size: A4 }")
    assert told(page).splitlines()[1:] == list(lines)
    title = "<p style='text-align: center'>The plan of the council for all<br>of the town and its region</p>"
    assert told(printed(f"<p>{TEXT[0]} {TEXT[1]}</p>{title}")).splitlines()[1:] == [
        "The plan of the council for all of the town and its region"
    ]


def test_lines_of_an_address_set_to_the_right_stay_apart() -> None:
    lines = ("Anytown Borough Council", "Town Hall", "1 High Street")
    right = "<br>".join(lines)
    page = printed(f"<p style='text-align: right'>{right}</p><p>{TEXT[0]} {TEXT[1]}</p>", "@page { size: A4 }")
    assert told(page).splitlines()[:3] == list(lines)
    indented = printed(
        f"<p style='margin-left: 110pt; text-align: justify'>{TEXT[0]}</p><p>{TEXT[0]}</p>", "@page { size: A4 }"
    )
    assert told(indented).count("\n") == 1


def test_lines_of_display_type_that_leave_much_room_are_titles_of_their_own() -> None:
    lines = ("English", "Welsh and Irish", "Report of the director of", "Housing")
    ops = [f"BT /F 20 Tf 40 {360 - 24 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)]
    ops += [f"BT /F 10 Tf 40 {240 - 13 * at} Td ({TEXT[at % 2]}) Tj ET" for at in range(12)]
    found = told(drawn("\n".join(ops), size=(560, 400))).splitlines()
    assert found[:3] == ["English", "Welsh and Irish", "Report of the director of Housing"]
    for line, parted in (("townships", False), ("home", True)):  # room for three of its letters, and for five
        title = f"The council of all the people in our {line}"
        ops[:4] = [f"BT /F 20 Tf 40 {y} Td ({text}) Tj ET" for y, text in ((360, title), (336, "Welsh and Irish"))]
        assert (told(drawn("\n".join(ops), size=(560, 400))).splitlines()[0] == title) == parted


def test_a_line_with_the_next_number_begins_a_paragraph_though_the_line_before_is_full() -> None:
    lines = [f"{number}. {TEXT[0][:-9]}" for number in (9, 10, 11)]
    assert set_by_hand(*lines).splitlines() == lines
    assert set_by_hand(f"3.9 {TEXT[0][:-9]}", f"3.10 {TEXT[0][:-8]}").count("\n") == 1
    assert set_by_hand(f"9. {TEXT[0][:-9]} in", "12 of the wards").count("\n") == 0


def test_a_box_to_tick_begins_a_paragraph() -> None:
    box = "<p style='text-align-last: justify'>☐ The first of two answers to one question<br>☐ The second</p>"
    assert told(printed(box)).splitlines() == ["☐ The first of two answers to one question", "☐ The second"]


def test_a_bullet_without_text_does_not_take_the_next_line() -> None:
    page = "BT /F 10 Tf 60 180 Td (\x95) Tj 0 -14 Td (\x95) Tj -20 -40 Td (Our roles) Tj ET"
    assert told(drawn(page)).splitlines()[-1] == "Our roles"


def test_the_second_line_of_an_item_stands_lower_where_its_bullet_is_large() -> None:
    def page(lower: int, end: str = "") -> str:
        lines = (f"{TEXT[0]}{end}", TEXT[1], *TEXT * 3)
        heights = (380, 380 - lower, *(300 - 12 * at for at in range(6)))
        ops = [f"BT /F 10 Tf 60 {y} Td ({line}) Tj ET" for y, line in zip(heights, lines, strict=True)]
        ops += ["BT /F 14 Tf 45 380 Td (\\225) Tj ET"]
        return told(drawn("\n".join(ops), size=(600, 400), font="Helvetica /Encoding /WinAnsiEncoding"))

    assert page(17).count("\n") == 1
    assert page(17, ".").count("\n") == 2
    assert page(22).count("\n") == 2


def test_lines_beside_a_picture_are_one_paragraph_with_those_under_it() -> None:
    picture = f"<img style='float: right; width: 40%; height: 4em; margin-left: 1em' src='{PIXEL}'>"
    paras = "".join(f"<p>{text}</p>" for text in (f"{picture}{TEXT[0]} {TEXT[1]}.", TEXT[0] + ".", TEXT[1] + "."))
    assert sum(line.startswith(("The", "and")) for line in told(printed(paras)).splitlines()) == 3
    assert len(told(printed(paras)).splitlines()) <= 4


@pytest.mark.parametrize(
    ("text", "items"),
    [
        *((f"{sign} (9)", 0) for sign in "↑↓↕↔↗↘⇧⬆▲▼"),
        *((f"{sign} more", 1) for sign in "→➔▶◆★"),
        ("★ ★", 0), ("★★★", 0), ("★★★ hotel", 0), ("★ ★ hotel", 0), ("• ★", 0), ("★ ____", 1),
    ],
)  # fmt: skip
def test_arrows_that_say_how_something_changes_and_signs_alone_are_text(text: str, items: int) -> None:
    flow = read(printed(f"<p>{text}</p><p>Our halls have rooms for all.</p>", "p { font-family: DejaVu Sans }"))
    markers = [block.marker for block in flow.blocks if isinstance(block, FlowParagraph) and block.marker]
    assert len(markers) == items
    if not items:
        texts = [block.text.replace(" ", "") for block in flow.blocks if isinstance(block, FlowParagraph)]
        assert text.replace(" ", "") in texts


def test_any_sign_of_unicode_that_draws_a_shape_is_a_bullet() -> None:
    blocks = read(printed("<p>❏ Read it</p><p>➠ Send it</p>")).blocks
    assert [isinstance(block, FlowParagraph) and block.marker and block.marker.text for block in blocks] == ["❏", "➠"]


def test_a_note_whose_mark_stands_on_a_line_of_its_own_is_one_note() -> None:
    text = "BT /F 10 Tf 40 180 Td (The council keeps a record) Tj /F 6 Tf 4 Ts (1) Tj 0 Ts /F 10 Tf ( of) Tj "
    text += "/F 6 Tf 4 Ts (2) Tj ET "
    notes = "BT /F 8 Tf 40 60 Td (1 See the minutes.) Tj /F 6 Tf 0 -12 Td (2) Tj /F 8 Tf 10 -12 Td (example.org/minutes) Tj ET"
    found = [block for block in read(drawn(text + notes)).blocks if isinstance(block, FlowParagraph)]
    assert [(block.style, block.text) for block in found[1:]] == [
        ("footnote", "1 See the minutes."),
        ("footnote", "2 example.org/minutes"),
    ]


@pytest.mark.parametrize(("step", "size", "notes"), [(16, 9, 1), (22, 9, 0), (16, 8, 0)])
def test_lines_of_a_note_that_are_set_apart_are_one_note(step: int, size: int, notes: int) -> None:
    """Below the note stand words that are farther away, or smaller."""
    text = "BT /F 12 Tf 40 180 Td (The council keeps a record) Tj /F 7 Tf 4 Ts (1) Tj 0 Ts /F 12 Tf ( of it) Tj ET "
    note = f"BT /F 9 Tf 40 80 Td (1 See the minutes of Smith &) Tj 0 -{step} Td /F {size} Tf (Jones.) Tj ET"
    found = [block for block in read(drawn(text + note)).blocks if isinstance(block, FlowParagraph)]
    whole = [
        block for block in found if (block.style, block.text) == ("footnote", "1 See the minutes of Smith & Jones.")
    ]
    assert len(whole) == notes


@pytest.mark.parametrize(
    ("step", "mark", "words"),
    [
        (20, "1", "See the minutes of Smith &/Jones and others, one of/Oxbury."),
        (22, "12", "See the minutes of Smith &/Jones and others, one of/Oxbury."),
    ],
)
def test_notes_as_large_as_the_text_are_whole_below_a_rule(step: int, mark: str, words: str) -> None:
    """Not without the rule, where words stand between it and the note, or where nothing in the text is marked so."""

    def notes(rule: int, call: str = mark, said: str = "") -> list[str]:
        text = f"BT /F 12 Tf 40 380 Td (The council keeps a record) Tj /F 7 Tf 4 Ts ({call}) Tj 0 Ts /F 12 Tf ( of it) Tj ET "
        text += f"BT /F 12 Tf 40 340 Td (The chair reads it.) Tj ET BT /F 12 Tf 40 160 Td ({said}) Tj ET "
        lines = words.split("/")
        text += f"40 {rule} m 170 {rule} l S BT /F 7 Tf 40 120 Td 4 Ts ({mark}) Tj 0 Ts /F 12 Tf "
        text += f"( {lines[0]}) Tj " + " ".join(f"0 -{step} Td ({line}) Tj" for line in lines[1:]) + " ET"
        blocks = read(drawn(text, size=(300, 400))).blocks
        return [block.text for block in blocks if isinstance(block, FlowParagraph) and block.style == "footnote"]

    whole = f"{mark} {words.replace('/', ' ')}"
    assert notes(150) == [whole]
    assert whole not in notes(30)
    assert whole not in notes(180, said="One line more.")
    assert whole not in notes(150, call="7")


@pytest.mark.parametrize("width", [60, 75, 90])
def test_the_last_line_of_a_justified_paragraph_may_stand_in_the_middle(width: int) -> None:
    style = f"p {{ width: {width}mm; text-align: justify; text-align-last: center }} @page {{ size: A4 }}"
    texts = [f"{TEXT[0]} by the Clerk of Oxbury, too.", f"{TEXT[1]}, as it says."]
    assert told(printed("".join(f"<p>{text}</p>" for text in texts), style)).splitlines() == texts


def pairs(*rows: str, x: int = 130) -> list[tuple[str, str]]:
    """The paragraphs under a line of text, with their styles: rows "label > value" with the values at `x`."""
    ops = [(40, 380, f"{TEXT[0][:70]}.")]
    for at, row in enumerate(rows):
        label, _, value = row.rpartition(" > ")
        ops += [(40, 350 - 14 * at, label), (x, 350 - 14 * at, value)]
    page = "\n".join(f"BT /F 10 Tf {left} {y} Td ({words}) Tj ET" for left, y, words in ops if words)
    blocks = [block for block in read(drawn(page, size=(420, 400))).blocks if isinstance(block, FlowParagraph)]
    return [(block.text, block.style) for block in blocks[1:]]


WHOLE = "To say what the council means to do and how it will"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        (["Aims"], [WHOLE, "know that it has done so"]),
        (["Aims of", "the plan"], [WHOLE, "know that it has done so"]),
        (["Aims of", "the plan"], [WHOLE]),
        (["Aims"], [WHOLE, "know that it has done so", "Each year"]),
    ],
    ids=["a value of two lines", "a label beside them", "a label of two lines", "a value of two paragraphs"],
)
def test_labels_with_values_in_a_column_beside_them_are_definitions(label: list[str], value: list[str]) -> None:
    rows = [" > ".join(pair) for pair in zip_longest(label, value, fillvalue="")]
    found = pairs(*rows, f"Owner > {WHOLE}", " > know that it has gone", "Review > Each spring")
    assert [text for text, style in found if style == "definition term"] == [" ".join(label), "Owner", "Review"]
    meaning = [" ".join(value[:2]), *value[2:], f"{WHOLE} know that it has gone", "Each spring"]
    assert [text for text, style in found if style == "definition"] == meaning


@pytest.mark.parametrize(
    ("step", "terms"),
    [
        (26, ["Act", "The old Rules", "sqm", "Owner"]),
        (21, ["Act", "The old Rules", "sqm", "Owner"]),
        (18, ["Act", "The old", "Rules sqm", "Owner"]),
        (14, ["Act", "The old", "Rules sqm", "Owner"]),
    ],
)
def test_white_space_tells_where_a_label_with_its_value_begins(step: int, terms: list[str]) -> None:
    rows = [("Act", WHOLE, step), *[("", "know that it has", 14)] * 3, ("The old", WHOLE, step), ("Rules", "(Rules of 2031)", 14),
            ("sqm", "Square metres", step), ("Owner", "The head", step)]  # fmt: skip
    ops, y = [f"BT /F 10 Tf 40 380 Td ({TEXT[0][:70]}.) Tj ET"], 380
    for label, value, down in rows:
        y -= down
        ops.append(f"BT /F 10 Tf 40 {y} Td ({label}) Tj ET BT /F 10 Tf 130 {y} Td ({value}) Tj ET")
    blocks = read(drawn("\n".join(ops), size=(420, 400))).blocks
    found = [one.text for one in blocks if isinstance(one, FlowParagraph) and one.style == "definition term"]
    assert found == terms


@pytest.mark.parametrize(
    ("rows", "terms"),
    [
        ([("Net", "500 for the whole of the year that is meant", 26), ("VAT", "100 for the whole of the year that is", 14),
          ("Owner", "The head of the policy of all the halls", 26)], ["Net", "VAT", "Owner"]),
        ([("Net", "Some of it for the whole of the year that is", 26), ("VAT", "More of it for the whole of the year", 14),
          ("Gross", "All of it for the whole of the year", 14), ("Owner", "The head", 26)],
         ["Net", "VAT", "Gross", "Owner"]),
    ],
)  # fmt: skip
def test_figures_and_several_lines_without_white_space_are_pairs(
    rows: list[tuple[str, str, int]], terms: list[str]
) -> None:
    ops, y = [f"BT /F 10 Tf 40 380 Td ({TEXT[0][:70]}.) Tj ET"], 380
    for label, value, down in [
        ("Act", WHOLE, 26),
        ("", "know that it has", 14),
        ("End", "In May", 26),
        *rows,
        ("Site", "East", 26),
    ]:
        y -= down
        ops.append(f"BT /F 10 Tf 40 {y} Td ({label}) Tj ET BT /F 10 Tf 130 {y} Td ({value}) Tj ET")
    blocks = read(drawn("\n".join(ops), size=(420, 400))).blocks
    found = [one.text for one in blocks if isinstance(one, FlowParagraph) and one.style == "definition term"]
    assert found == ["Act", "End", *terms, "Site"]


@pytest.mark.parametrize("bold", [True, False])
def test_a_bold_label_that_fills_its_column_is_one(bold: bool) -> None:
    rows = [("Aims", WHOLE), ("", "know that it has done so"), ("Owner", "The head"), ("Number", "Of all that they"),
            ("of entries", "Bring to the hall"), ("Review", "Each spring")]  # fmt: skip
    ops = [f"BT /G 10 Tf 40 380 Td ({TEXT[0][:70]}.) Tj ET"]
    for at, (label, value) in enumerate(rows):
        y = 350 - 14 * at
        ops.append(f"BT /{'F' if bold else 'G'} 10 Tf 40 {y} Td ({label}) Tj ET BT /G 10 Tf 90 {y} Td ({value}) Tj ET")
    blocks = read(drawn("\n".join(ops), size=(420, 400), font="Helvetica-Bold")).blocks
    terms = [block.text for block in blocks if isinstance(block, FlowParagraph) and block.style == "definition term"]
    assert ("Number of entries" in terms) == bold


def test_the_value_of_a_label_may_be_a_list() -> None:
    rows = [("Aims", f"{TEXT[0]}."), ("Owner", "<ul><li>The head<li>Her team</ul>"), ("Review", "Each spring")]
    held = "".join(f"<div>{label}</div><div>{value}</div>" for label, value in rows)
    css = "section { display: grid; grid-template-columns: 25mm 1fr } ul { margin: 0; padding-left: 12pt }"
    found = [one for one in read(printed(f"<section>{held}</section>", css)).blocks if isinstance(one, FlowParagraph)]
    assert [(one.text, one.style, bool(one.marker)) for one in found[2:5]] == [
        ("Owner", "definition term", False),
        ("The head", "definition", True),
        ("Her team", "definition", True),
    ]


@pytest.mark.parametrize(("shift", "found"), [(0, 4), (5, 4), (8, 0)])
def test_dates_and_years_are_labels_and_their_values_may_begin_a_little_apart(shift: int, found: int) -> None:
    rows = [
        ("S.31/190", WHOLE),
        ("", "know that it has done so"),
        ("9/1/2031", "Letter of the council"),
        ("2031", "Seen"),
        ("May", "End"),
    ]
    ops = [f"BT /F 10 Tf 40 380 Td ({TEXT[0][:70]}.) Tj ET"]
    for at, (label, value) in enumerate(rows):
        x, y = 130 + shift * (at % 2), 350 - 14 * at
        ops.append(f"BT /F 10 Tf 40 {y} Td ({label}) Tj ET BT /F 10 Tf {x if label else 130} {y} Td ({value}) Tj ET")
    blocks = [
        block for block in read(drawn("\n".join(ops), size=(420, 400))).blocks if isinstance(block, FlowParagraph)
    ]
    assert sum(block.style == "definition term" for block in blocks) == found


@pytest.mark.parametrize(
    "rows",
    [
        ("Aims > To say it", "Owner > The head", "Review > Each spring"),
        (f"Aims > {WHOLE}", " > know that it has done so", "Owner > The head of policy"),
        ("Aims > To say it", " > 176", "Owner > The head", "Review > Each spring"),
        (f"1. > {WHOLE}", " > know that it has done so", "2. > The head of policy", "3. > Each spring"),
        (f"2016 > {WHOLE}", " > know that it has done so", "2017 > The head of policy", "2018 > Each spring"),
        (f"One two three four five six seven > {WHOLE}", " > know it", "Owner > The head", "Review > Each spring"),
    ],
    ids=["rows of short cells", "two labels", "figures under a word", "numbers of items", "years", "a long label"],
)
def test_other_lines_with_white_space_inside_are_no_definitions(rows: tuple[str, ...]) -> None:
    assert not any(style for _, style in pairs(*rows, x=230))


@pytest.mark.parametrize(
    ("size", "words", "paragraphs"),
    [
        (11.5, "Roads and paths of the council and the houses of all its Towns", 2),
        (10.5, "Roads and paths of the council and the houses of the old Towns", 3),
        (11.5, "Roads and paths of the council and houses of all these Towns", 3),
    ],
    ids=["large", "as text", "short"],
)
def test_a_heading_of_two_lines_is_one_though_its_column_may_be_a_little_wider(
    size: float, words: str, paragraphs: int
) -> None:
    """One more word seems to have had room behind the first line, as where lines of a table reach beyond the text."""
    text = [f"BT /F 10 Tf 40 {330 - 13 * at} Td ({TEXT[0][:80]}) Tj ET" for at in range(8)]
    ops = [f"BT /F {size} Tf 40 380 Td ({words}) Tj ET", f"BT /F {size} Tf 40 365 Td (Offices in town) Tj ET", *text]
    assert told(drawn("\n".join(ops), size=(470, 400))).split("The council")[0].count("\n") == paragraphs - 1


@pytest.mark.parametrize(("x", "lines"), [(156, 2), (140, 3)])
def test_lines_in_one_middle_go_on_though_the_edge_of_their_column_is_not_known(x: int, lines: int) -> None:
    """Text in small letters below a centred line goes on with it; it would have fitted behind it."""
    centred = [
        (x, 380, "Bring the council to people: offices"),
        (103, 367, "and desks of the council in each of the houses of its towns"),
    ]
    text = [(40, 330 - 13 * at, f"{TEXT[0][:92]}") for at in range(2)]
    ops = [f"BT /F 10 Tf {x0} {y} Td ({words}) Tj ET" for x0, y, words in (*centred, *text)]
    assert told(drawn("\n".join(ops), size=(560, 400))).split("The council")[0].count("\n") == lines - 1


@pytest.mark.parametrize(
    ("first", "paragraphs"),
    [(TEXT[0][:60], 1), (TEXT[0][:40], 2), (f"{TEXT[0][:58]}.", 2)],
    ids=["hardly", "much", "a sentence"],
)
def test_no_paragraph_ends_before_an_address_that_has_hardly_room(first: str, paragraphs: int) -> None:
    """The word before the address would have had room by itself, but stays with it."""
    rest = [f"BT /F 10 Tf 40 {354 - 13 * at} Td ({TEXT[0][:92]}) Tj ET" for at in range(8)]
    ops = [
        f"BT /F 10 Tf 40 380 Td ({first}) Tj ET",
        "BT /F 10 Tf 40 367 Td (2119: www.example.org/rules and more) Tj ET",
        *rest,
    ]
    assert told(drawn("\n".join(ops), size=(560, 400))).split("2119:")[0].count("\n") == paragraphs - 1


def test_names_with_the_addresses_of_their_mail_are_lines_of_a_list() -> None:
    rest = [f"BT /F 10 Tf 40 {341 - 13 * at} Td ({TEXT[0][:92]}) Tj ET" for at in range(8)]
    names = [
        f"BT /F 10 Tf 40 {380 - 13 * at} Td (Old Member \\(old.member.of.town@example.org\\), Individual) Tj ET"
        for at in range(2)
    ]
    assert told(drawn("\n".join([*names, *rest]), size=(560, 400))).count("Old Member") == 2
    assert told(drawn("\n".join([*names, *rest]), size=(560, 400))).splitlines()[1].startswith("Old Member")


def typed(words: str, x: float, base: float, size: float = 10.0) -> Line:
    """A line of a face whose letters are half as wide as it is large."""
    found: list[Word] = []
    for text in words.split():
        part = WordPart(text, Style("Helvetica", size, False, False, "#000000", 0), base)
        x1 = x + size / 2 * len(text)
        found.append(Word([part], x, base - 0.8 * size, x1, base + 0.2 * size, base, size, 0))
        x = x1 + size / 2
    return Line(found, base, size, 1)


def counted(*lines: Line) -> int:
    """The paragraphs in a column from 40 to 440 points whose lines of ten points stand thirteen apart."""
    return len(make_paragraphs(list(lines), Frame(40, 440, 10.0, step=1.3)))


@pytest.mark.parametrize(
    ("end", "start", "wider", "size", "paragraphs"),
    [
        pytest.param("town", "and", 3, 10, 1, id="a step hardly wide"),
        pytest.param("town", "and", 4, 10, 2, id="a wide step"),
        pytest.param("town.", "And", 1, 10, 1, id="a step hardly wide behind a full stop"),
        pytest.param("town.", "And", 2, 10, 2, id="a wide step behind a full stop"),
        pytest.param("town", "and", 0, 10.5, 1, id="hardly larger"),
        pytest.param("town", "and", 0, 10.75, 2, id="larger"),
    ],
)
def test_a_line_below_a_full_one_goes_on_with_it(
    end: str, start: str, wider: float, size: float, paragraphs: int
) -> None:
    full = typed(f"{TEXT[0][:73]} {end}", 40, 100)
    assert counted(full, typed(f"{start} who was there", 45, 113 + wider, size)) == paragraphs


@pytest.mark.parametrize(
    ("end", "start", "left", "wider", "paragraphs"),
    [
        pytest.param("town", "and", 40, 4, 1, id="in the middle of a sentence"),
        pytest.param("town.", "and", 40, 4, 2, id="behind a full stop"),
        pytest.param("town", "And", 40, 4, 2, id="with a capital"),
        pytest.param("town", "and", 43, 4, 2, id="farther in"),
        pytest.param("town", "and", 40, 8, 2, id="far below"),
        pytest.param("hall", "and", 40, 4, 2, id="below a line with room"),
    ],
)
def test_a_line_that_a_larger_link_sets_apart_goes_on_in_small_letters(
    end: str, start: str, left: float, wider: float, paragraphs: int
) -> None:
    full = typed(f"{TEXT[0][:73]} {end}" if end != "hall" else "The town has a hall", 40, 100)
    assert counted(full, typed(f"{start} who was there", left, 113 + wider)) == paragraphs


@pytest.mark.parametrize(("first", "second", "paragraphs"), [(10, 12, 1), (12, 12, 2), (12, 10, 1)])
def test_a_line_is_set_larger_where_its_first_word_is_too(first: float, second: float, paragraphs: int) -> None:
    line = typed("and who was there", 40, 113, second)
    line.words[0].size = first
    assert counted(typed(f"{TEXT[0][:73]} town", 40, 100), line) == paragraphs


@pytest.mark.parametrize(
    ("text", "size", "paragraphs"),
    [
        pytest.param(f"{TEXT[0][:75]} and", 10, 1, id="in a small word"),
        pytest.param(f"{TEXT[0][:75]} And", 10, 2, id="in a name"),
        pytest.param(f"{TEXT[0][:75]} halls", 10, 2, id="in a longer word"),
        pytest.param("The town and", 10, 2, id="before the edge"),
        pytest.param(f"{TEXT[0][:75]} and", 11, 2, id="in other type"),
    ],
)
def test_a_sentence_goes_on_in_bold_where_a_full_line_ends(text: str, size: float, paragraphs: int) -> None:
    bold = typed("CANS AND BOTTLES are taken away", 40, 113, size)
    for word in bold.words:
        word.parts[0].style = replace(word.style, bold=True)
    assert counted(typed(text, 40, 100), bold) == paragraphs


LINE = "_" * 72


@pytest.mark.parametrize(
    ("first", "second", "paragraphs"),
    [
        pytest.param(f"Name: {LINE}", f"Address: {LINE}", 2, id="two"),
        pytest.param(f"{TEXT[0][:75]} town", f"Address: {LINE}", 2, id="below text"),
        pytest.param(f"Name: {LINE}", "Both halls are let by the day", 2, id="over text"),
        pytest.param(f"Name: {LINE}", "who was there", 1, id="within a sentence"),
        pytest.param(f"Whereas {LINE}", "The clerk says so", 1, id="without a label"),
        pytest.param(f"Name: {LINE[:3]} {TEXT[0][:64]}", "Clerk of the town", 1, id="with a short one"),
    ],
)
def test_lines_of_a_form_stand_for_themselves_though_they_are_full(first: str, second: str, paragraphs: int) -> None:
    assert counted(typed(first, 40, 100), typed(second, 40, 113)) == paragraphs


@pytest.mark.parametrize(("count", "align"), [(11, ["left"]), (10, ["right", "right"])])
def test_lines_that_begin_far_from_the_left_edge_are_set_to_the_right(count: int, align: list[str]) -> None:
    """They begin 75 or 105 points from the left edge and end at the right one."""
    lines = [typed("Nnnnn " * (count - at), 445 - 30 * (count - at), 100 + 13 * at) for at in range(2)]
    paras = make_paragraphs(lines, Frame(40, 440, 10.0, step=1.3))
    assert [para.align for para in paras] == align


@pytest.mark.parametrize(("off", "paragraphs"), [(1.5, 1), (2.5, 2)])
def test_lines_have_one_middle_where_their_middles_lie_near_each_other(off: float, paragraphs: int) -> None:
    assert counted(typed("All of the plans", 80, 100), typed("for the people of it now", 60 + off, 113)) == paragraphs


@pytest.mark.parametrize(("off", "align"), [(5, "center"), (7, "left")])
def test_a_line_is_centred_that_has_as_much_room_on_both_sides(off: float, align: str) -> None:
    (para,) = make_paragraphs([typed("n" * 40, 140 + off / 2, 100)], Frame(40, 440, 10.0))
    assert para.align == align


@pytest.mark.parametrize(
    ("size", "room", "paragraphs"),
    [
        pytest.param(10, 5, 1, id="text that leaves hardly room"),
        pytest.param(10, 6, 2, id="text that leaves room"),
        pytest.param(10.8, 10, 2, id="hardly larger than text"),
        pytest.param(11.2, 10, 1, id="larger than text"),
        pytest.param(12, 12, 1, id="a heading that leaves hardly room"),
        pytest.param(12, 14, 2, id="a heading that leaves room"),
    ],
)
def test_lines_that_leave_room_for_the_next_word_were_ended_by_hand(size: float, room: int, paragraphs: int) -> None:
    """So many points are left behind the next word; a heading may leave a little more."""
    lines = [typed("Plans of all of our councils", 40, 100, size), typed("Offices in town", 40, 100 + 1.3 * size, size)]
    frame = Frame(40, 40 + size / 2 * len("Plans of all of our councilsOffices") + room, 10.0, step=1.3)
    assert len(make_paragraphs(lines, frame)) == paragraphs


@pytest.mark.parametrize(("room", "paragraphs"), [(14, 1), (16, 2)])
def test_a_word_before_an_address_stays_with_it(room: int, paragraphs: int) -> None:
    """So many points after the two words, on a page whose letters are five points wide."""
    address = "www.example.org/rules"
    right = 40 + 5 * 60 + 5.5 + 5 * (len(address) + 4) + room
    lines = [typed("n" * 60, 40, 100), typed(f"See {address} of it", 40, 113)]
    assert len(make_paragraphs(lines, Frame(40, right, 10.0, step=1.3))) == paragraphs


@pytest.mark.parametrize(
    ("first", "second", "paragraphs"),
    [
        ("25/00123/FUL", "25/00098/FUL", 2),
        ("DM/2025/00679", "DM/2025/709", 2),
        ("2017/18", "2015/16", 1),
        ("state-of-art", "state-of-art", 1),
    ],
)
def test_lines_that_begin_with_references_written_alike_are_entries(first: str, second: str, paragraphs: int) -> None:
    """Applications for planning permission, as minutes list them; the first line is full."""
    full = f"{first} is for a house, for a garage at the end of the lane by the old church and for a wall of many grey stones"
    assert set_by_hand(full, f"{second} is for a barn.", f"{TEXT[1][:75]}.").count("\n") == paragraphs


@pytest.mark.parametrize(("end", "paragraphs"), [("paid:-", 2), ("paid -", 1)])
def test_a_line_that_ends_with_a_colon_and_a_dash_is_ended_though_the_next_stands_below_its_middle(
    end: str, paragraphs: int
) -> None:
    lines = (
        f"BT /F 10 Tf 40 340 Td (Accounts that are {end}) Tj ET",
        "BT /F 10 Tf 53 327 Td (Our insurer and all) Tj ET",
    )
    wide = f"BT /F 10 Tf 40 380 Td ({TEXT[0][:90]}.) Tj ET"
    assert told(drawn("\n".join((wide, *lines)), size=(560, 400))).count("\n") == paragraphs


@pytest.mark.parametrize(
    ("head", "apart"),
    [("Costs of it:", True), ("costs of it:", False), ("Costs of it", False), (f"Costs {TEXT[1]}:", False)],
)
def test_a_line_that_leads_to_what_follows_does_not_take_up_the_page_before(head: str, apart: bool) -> None:
    css = "p { text-align: justify } .full { text-align-last: justify } .new { break-before: page }"
    page = f"<p class=full>{TEXT[0]} {TEXT[1]}</p><p class=new>{head}</p><p>Ten.</p>"
    assert any(line.startswith(head) for line in told(printed(page, css)).splitlines()) == apart


@pytest.mark.parametrize(("end", "count"), [(";", 1), (",", 0)])
def test_lines_tagged_as_one_paragraph_are_broken_behind_semicolons(end: str, count: int) -> None:
    text = "The council keeps a record of each meeting and sends it to every member that has asked for it in writing."
    html = (
        f"<h1>Plan</h1><p>{text}<p>It names all of these:<br>oak{end}<br>elm{end}<br>lime{end}<br>and thorn.<p>{text}"
    )
    flow = read(printed(html, variant="pdf/ua-1"))
    assert (
        sum(f"oak{end}\nelm{end}\nlime{end}" in block.text for block in flow.blocks if isinstance(block, FlowParagraph))
        == count
    )
