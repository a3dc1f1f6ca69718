"""Each reason against a table, and each number of the scorer of page breaks, from both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.sources.pdf.tables.cut_rows import why_cut
from pipeline.sources.pdf.tables.judge import Proof, TableCandidate, why_not
from pipeline.sources.pdf.tables.rows import Split
from tests.test_pdf_tables_signs import joined, page, row_of


def judged(rows: list[str], proof: Proof, headed: int = 0, strain: float = 0.0, columns: int = 0) -> str:
    """Why rows such as "Ask | Put it" are no table."""
    levels = page("\n".join(f"14 {row}" for row in rows))
    split = Split([[[level] for level in levels]], "top", 0.0, strain)
    return why_not(TableCandidate(columns or len(rows[0].split("|")), split, proof, headed, levels))


TEXTS = [
    "Ask them | Put it up | May",
    "Train all | Book it now | June",
    "Tell them | Write it | July",
    "Vote now | Count | June",
]


@pytest.mark.parametrize(
    ("marked", "reason"),
    [(4, "a numbered or bulleted list"), (3, "")],
    ids=["most rows have a label", "half of them have"],
)
def test_a_list_has_labels_in_most_rows(marked: int, reason: str) -> None:
    rows = [f"{n}. | Ask ward {n} again" if n <= marked else f"Ward {n} | Ask them" for n in range(1, 6)]
    assert judged(rows, "aligned", 2) == reason


@pytest.mark.parametrize(("mark", "reason"), [("•", "a numbered or bulleted list"), ("Ward", "")])
def test_items_whose_labels_stand_alone_or_before_their_words_make_a_list(mark: str, reason: str) -> None:
    rows = ["o | Ask all again", "o | Ask them", *(f"{mark} Ask {text} | Now" for text in ("Ann", "Lee", "Kim"))]
    assert judged(rows, "aligned", 2) == reason


@pytest.mark.parametrize(("lone", "reason"), [(8, ""), (11, "mostly empty")])
def test_a_table_without_lines_has_words_in_half_of_its_cells(lone: int, reason: str) -> None:
    rows = ["Ward | 1.5 | 2.5 | 3.5 | 4.5 | 5.5"] * 3 + ["Town | 1.5"] * lone
    assert judged(rows, "captioned", columns=6) == reason


@pytest.mark.parametrize(("lone", "reason"), [(8, ""), (11, "mostly empty")])
def test_a_framed_table_has_words_in_a_third_of_its_cells(lone: int, reason: str) -> None:
    rows = ["Ward | 1.5 | 2.5 | 3.5 | 4.5 | 5.5 | 6.5 | 7.5 | 8.5"] + ["Town | 1.5"] * lone
    assert judged(rows, "framed", columns=9) == reason


@pytest.mark.parametrize(("cut", "reason"), [(2, "running text cut by gaps"), (1, "")])
def test_cells_that_take_up_the_sentence_before_them_are_running_text(cut: int, reason: str) -> None:
    rows = [f"The council will | {'look at it' if n < cut else 'Look at it'} | May" for n in range(3)]
    assert judged(rows, "framed") == reason


@pytest.mark.parametrize(
    ("headed", "strain", "reason"),
    [
        (0, 0.4, ""),
        (0, 0.6, "cells that do not begin together"),
        (1, 0.8, ""),
        (1, 1.1, "cells that do not begin together"),
    ],
)
def test_cells_begin_together(headed: int, strain: float, reason: str) -> None:
    assert judged(TEXTS, "aligned", headed, strain * len(TEXTS)) == reason


@pytest.mark.parametrize(("count", "reason"), [(5, ""), (4, "cells that do not begin together")])
def test_texts_in_two_columns_have_five_rows(count: int, reason: str) -> None:
    assert judged([f"Ward {n} | Ask them" for n in range(count)], "aligned", 1) == reason


@pytest.mark.parametrize(("count", "reason"), [(3, ""), (2, "cells that do not begin together")])
def test_texts_in_more_columns_have_three_rows(count: int, reason: str) -> None:
    assert judged(TEXTS[:count], "aligned", 1) == reason


@pytest.mark.parametrize(("figures", "reason"), [(1, ""), (2, "figures, read page by page")])
def test_a_table_of_texts_has_few_figures(figures: int, reason: str) -> None:
    rows = [f"Ward | {'12' if figures > 1 else 'Ask'} | 11 | Ask | Put" for _ in range(4)]
    assert judged(rows, "aligned", 2) == reason


CONTENTS, SHORT, LOOSE = "a contents list", "too few rows", "texts without straight edges"
SPARSE = ["Ward | Ask | Tell | See | Meet | Vote", *["Town | Ask"] * 11]
GAPS = ["Ask | Put it up | May", "Train | Book it | June", *["Tell | Write |"] * 3]


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        pytest.param("1 2 5 5 8 9", CONTENTS, id="they never fall"),
        pytest.param("1 2 5 4 8 9", "", id="they fall"),
        pytest.param("1 2 5 5 All", CONTENTS, id="most are numbers"),
        pytest.param("1 2 5 5 All Some", "", id="some are numbers"),
        pytest.param("5 5 5 5", "", id="they are all the same"),
        pytest.param("2011 2012 2015 2015 2018 2019", "", id="years"),
    ],
)
def test_page_numbers_after_titles_are_a_contents_list(numbers: str, reason: str) -> None:
    assert judged([f"Part {at} | {number}" for at, number in enumerate(numbers.split())], "open") == reason


@pytest.mark.parametrize(("count", "reason"), [(4, CONTENTS), (3, "")])
def test_a_contents_list_has_four_pages(count: int, reason: str) -> None:
    assert judged([f"Part {at} | {at}" for at in range(count)], "open") == reason


@pytest.mark.parametrize(
    ("label", "reason"),
    [("Page", CONTENTS), ("Page no.", CONTENTS), ("iv", CONTENTS), ("1", CONTENTS), ("Homes", ""), ("2011", "")],
)
def test_labels_over_figures_that_grow_say_what_they_are(label: str, reason: str) -> None:
    levels = page("\n".join([f"14 Part | {label}", *(f"14 Part {at} | {at}" for at in range(4))]))
    split = Split([[[level] for level in levels[1:]]], "top", 0.0, 0.0)
    assert why_not(TableCandidate(2, split, "open", 1, levels)) == reason


def test_figures_that_grow_under_a_caption_are_a_table() -> None:
    assert judged([f"Part {at} | {at}" for at in range(8)], "captioned") == ""


@pytest.mark.parametrize(
    ("across", "text", "reason"),
    [
        pytest.param(3, "Ask all of them", "running text across the columns", id="three of seven lines"),
        pytest.param(2, "Ask all of them", "", id="two of six lines"),
        pytest.param(3, "| Ask all of them", "", id="lines across the later columns"),
    ],
)
def test_a_third_of_the_lines_of_running_text_cross_the_columns(across: int, text: str, reason: str) -> None:
    levels = page("\n".join([*[f"14 {row}" for row in TEXTS], *[f"14 {text}"] * across]))
    for level in levels[len(TEXTS) :]:
        level.across = True
    split = Split([[[level] for level in levels]], "top", 0.0, 0.0)
    assert why_not(TableCandidate(3, split, "aligned", 2, levels)) == reason


@pytest.mark.parametrize(
    ("first", "century", "reason"),
    [("1.", "", CONTENTS), ("1", "", CONTENTS), ("1.1", "", CONTENTS), ("A", "", CONTENTS), ("", "", CONTENTS),
     ("Ask", "", ""), ("1.", "201", "")],
)  # fmt: skip
def test_page_numbers_behind_clause_numbers_are_a_contents_list(first: str, century: str, reason: str) -> None:
    rows = [f"{first} | Part | {century}{at}" for at in range(4)]
    assert (judged(rows, "open", columns=3) == CONTENTS) is bool(reason)
    assert (judged([*rows, "1. First part"], "aligned", columns=3) == CONTENTS) is bool(reason)


@pytest.mark.parametrize(
    ("rows", "proof", "reason"),
    [
        pytest.param(["Ward | 1.5 | 2.5"] * 2, "framed", "", id="two rows between lines"),
        pytest.param(["Ward | 1.5 | 2.5"] * 2, "captioned", SHORT, id="two rows without lines"),
        pytest.param(["Ward | 1.5 | 2.5"] * 2, "continued", "", id="two rows of a table on the page before"),
        pytest.param(["Ward | 1.5 | 2.5", *["Town"] * 4], "framed", SHORT, id="one row"),
        pytest.param([*["Ward | 1.5 | 2.5"] * 3, *["Town"] * 4], "framed", SHORT, id="most rows are titles"),
        pytest.param([*["Ward | 1.5 | 2.5"] * 3, *["Town"] * 3], "framed", "", id="half the rows are titles"),
        pytest.param(SPARSE, "captioned", "mostly empty", id="empty"),
        pytest.param(SPARSE, "continued", "", id="empty, but a table on the page before"),
        pytest.param(SPARSE, "aligned", "", id="empty, but aligned on all pages"),
        pytest.param(GAPS, "open", LOOSE, id="two columns have three entries"),
        pytest.param(GAPS, "captioned", "", id="two columns under a caption"),
        pytest.param(GAPS, "framed", "", id="columns between lines"),
        pytest.param([GAPS[0], *GAPS[2:] * 2], "framed", LOOSE, id="a column between lines with hardly any entry"),
        pytest.param(["Part 1", *["Ask | Put it up | May"] * 4], "aligned", "", id="a title over rows"),
        pytest.param(["12 | Ask | Put | See"] * 4, "aligned", "", id="figures in the first column"),
        pytest.param(["11 | 12 | 13"] * 4, "framed", "figures without labels", id="figures"),
        pytest.param(["11 | 12 | 13"] * 4, "continued", "", id="figures that go on"),
    ],
)
def test_what_shows_a_table(rows: list[str], proof: Proof, reason: str) -> None:
    assert judged(rows, proof, 2, columns=max(row.count("|") for row in rows) + 1) == reason


@pytest.mark.parametrize(
    ("sign", "entry", "headed", "reason"),
    [
        pytest.param("+", "Ask them", 0, "running text in two columns", id="lines go on"),
        pytest.param("^", "Ask them", 0, "", id="lines begin"),
        pytest.param("+", "Ask them", 1, "", id="labels"),
        pytest.param("+", "12", 0, "", id="figures"),
    ],
)
def test_two_columns_whose_lines_go_on_are_running_text(sign: str, entry: str, headed: int, reason: str) -> None:
    rows = [f"{sign if at else ''}Council | {entry}" for at in range(5)]
    assert judged(rows, "framed", headed) == reason


@pytest.mark.parametrize(("foot", "whole"), [(30.0, True), (40.0, False)])
def test_room_at_the_foot_of_a_page_means_that_nothing_was_cut(foot: float, whole: bool) -> None:
    reasons, score = why_cut([row_of("0 Ask them | Put it all", 60)], row_of("0 Train | online", 60), foot)
    assert (bool(reasons) and score > 0) is whole


@pytest.mark.parametrize(("lines", "whole"), [(3, True), (4, False)])
def test_room_at_the_foot_of_a_cell_means_that_it_has_ended(lines: int, whole: bool) -> None:
    before = "0 Ask them | Put it all on\n" + "\n".join("12 | And more of it," for _ in range(lines))
    reasons, score = why_cut([row_of(before, 60)], row_of("0 again now | Next", 60), 0.0)
    assert (bool(reasons) and score > 0) is whole


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        pytest.param(
            ["1. | Ask again |", "2. | Tell all | Now", "3. | Meet |"], True, id="hardly any words behind items"
        ),
        pytest.param(["1. | Ask again | Now", "2. | Tell all | May", "3. | Meet |"], False, id="words behind items"),
        pytest.param(["2. | Ask again |", "| (a) | Put it up", "| (b) | Book it"], True, id="items in items"),
        pytest.param(["Ask them", "1. | Tell all |", "All of us", "2. | Meet |", "We go on"], True, id="text between"),
        pytest.param(["1. | Ask | 4. | Tell", "2. | Put | 5. | See", "3. | Meet | 6. | Go"], True, id="side by side"),
        pytest.param(["1. | Ask | 14 | Tell", "2. | Put | 15 | See", "3. | Meet | 16 | Go"], False, id="with figures"),
    ],
)
def test_a_list_is_of_labels_with_a_text_each(rows: list[str], listed: bool) -> None:
    columns = max(row.count("|") for row in rows) + 1
    assert (judged(rows, "aligned", 2, columns=columns) == "a numbered or bulleted list") is listed


@pytest.mark.parametrize(
    ("face", "entry", "reason"),
    [
        pytest.param("Courier New", "skos:notation", "a listing of code", id="code in its face"),
        pytest.param("Courier New", "<board>", "a listing of code", id="brackets"),
        pytest.param("Courier New", "/*/board", "a listing of code", id="a path"),
        pytest.param("Courier New", "0.25", "", id="figures"),
        pytest.param("Courier New", "Ask", "", id="words"),
        pytest.param("Sans", "skos:notation", "", id="another face"),
    ],
)
def test_lines_of_code_are_no_table(face: str, entry: str, reason: str) -> None:
    levels = page("\n".join(f"14 Ward | {entry} | Put it up" for _ in range(4)))
    for part in (part for level in levels for line in level.lines for word in line.words for part in word.parts):
        part.style = replace(part.style, font=face)
    assert (
        why_not(TableCandidate(3, Split([[[level] for level in levels]], "top", 0.0, 0.0), "aligned", 2, levels))
        == reason
    )


@pytest.mark.parametrize(
    ("left", "right", "listed"),
    [
        pytest.param("1. Ask", "4. Tell", True, id="numbers"),
        pytest.param("• Ask", "– Tell", True, id="bullets"),
        pytest.param("a) Ask", "(b) Tell", True, id="letters"),
        pytest.param("1. Ask", "Tell", False, id="one column"),
        pytest.param("1 Ask", "2 Tell", False, id="bare numbers"),
    ],
)
def test_items_in_all_columns_are_lists_side_by_side(left: str, right: str, listed: bool) -> None:
    reason = judged(["Ward | Town", *[f"{left} | {right}"] * 4], "aligned", 2)
    assert (reason == "a numbered or bulleted list") is listed


@pytest.mark.parametrize(
    ("open_ones", "ended", "whole"), [(4, 1, True), (2, 1, False), (5, 2, False)], ids=["more", "fewer", "too few"]
)
def test_full_lines_speak_for_a_cut_row_unless_they_end_a_sentence(open_ones: int, ended: int, whole: bool) -> None:
    # One cell goes on with its sentence, one in bold type does not; the first begins an item.
    texts = ["Ask", "Put the", "Tell", *["Tell allnow"] * open_ones, *["Tell them."] * ended]
    rest = ["•", "council", "*all*", *["Requirements"] * (open_ones + ended)]
    assert joined("0 " + " | ".join(texts), "0 " + " | ".join(rest)) is whole
