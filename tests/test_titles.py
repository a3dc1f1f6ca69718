"""Titles: what the first page shows, wherever it stands there, and no property of an older file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.document import Document
from pipeline.model.place import Box
from pipeline.model.walk import canonical, plain_text
from tests.flow_text import flow
from tests.pdf_pages import printed, read

TEXT = "<p>The council keeps a record of each meeting and sends it to every member.</p>" * 3
BOX = "table { border-collapse: collapse; width: 100% } td { border: 1pt solid; padding: 3pt }"
LARGE = "font: bold 18pt 'Liberation Sans'"


def made(html: str) -> Document:
    """The document that pages become."""
    return assemble(read(printed(html, BOX)), "some-file").document


def table(*rows: str) -> str:
    """A ruled table of these rows of cells."""
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


TITLE = f'<td colspan=2 style="{LARGE}">Homework for all</td>'
DATES = ("<td>Adopted<td>May 2026", "<td>Next review<td>May 2028")


@pytest.mark.parametrize(
    "cover",
    [
        pytest.param(table(TITLE, *DATES), id="over labels and values"),
        pytest.param(table(TITLE.replace(" colspan=2", ""), "<td>Adopted: May 2026", "<td>Next: May 2028"), id="over lines"),
        pytest.param(table("<td colspan=2>Our school", TITLE, *DATES), id="below the name of the organisation"),
        pytest.param(table(TITLE.replace("</td>", "<br>and everybody</td>"), *DATES), id="of two lines"),
        pytest.param(table(f"{TITLE.replace(' colspan=2', '')}<td rowspan=3>", "<td>Adopted: May 2026", "<td>Next: May 2028"),
                     id="beside an empty cell over all rows"),
        pytest.param(table(TITLE), id="alone in a frame"),
    ],
)  # fmt: skip
def test_the_title_may_stand_in_a_table_of_the_first_page(cover: str) -> None:
    document = made(f"{cover}<p style='font-weight: bold'>Aim</p>{TEXT}<p style='font-weight: bold'>Scope</p>{TEXT}")
    assert plain_text(document.title).startswith("Homework for all")
    words = " ".join(run.text for run in canonical(document))
    assert words.count("Homework for all") == 1
    assert [plain_text(section.heading) for section in document.sections] == ["Aim", "Scope"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<h1>Plan</h1>{TEXT}{table(TITLE, *DATES)}", id="below a larger title"),
        pytest.param(f'{table(TITLE, *DATES)}<p style="{LARGE}">Plan</p>{TEXT}', id="over a line as large"),
        pytest.param(table(f'<td style="{LARGE}">Homework for all<td>Plan', *DATES) + TEXT, id="beside another cell"),
        pytest.param(table(TITLE.replace("18pt", "11pt"), *DATES) + TEXT, id="hardly larger than the text"),
    ],
)
def test_a_large_cell_is_no_title(page: str) -> None:
    assert plain_text(made(page).title) != "Homework for all"


@pytest.mark.parametrize(
    ("name", "title"), [("Rules for Members", "Rules for Members"), ("Visitors of 2019", "Some file")]
)
def test_a_title_of_the_properties_counts_only_where_the_document_says_its_words(name: str, title: str) -> None:
    flow = read(printed(f"<p>members and rules.</p>{TEXT}"))
    assert plain_text(assemble(replace(flow, title=name), "some-file").document.title) == title


@pytest.mark.parametrize(
    ("size", "page", "title"),
    [(30, 1, "Gardens of the town"), (19, 1, "Trees"), (30, 2, "Trees")],
    ids=["larger by far", "hardly larger", "on another page"],
)
def test_a_line_larger_than_all_else_on_the_first_page_is_the_title_wherever_it_stands(
    size: int, page: int, title: str
) -> None:
    text = "The council keeps its trees and says in May how far it has come with all of them, as it did before."
    left = "".join(
        f"[14 b p1] {word}\n[p1] {text}\n" for word in ("Trees", "Hedges", "Lawns", "Ponds", "Paths", "Walls", "Gates")
    )
    source = flow(f"{left}[{size} b p{page}] Gardens of the town\n[p{page}] {text}\n")
    assert plain_text(assemble(source, "case").document.title) == title


BODY = "The council keeps its trees and says in May how far it has come with all of them, as it did before."


def outline_of(text: str, *boxes: tuple[int, int, int, int]) -> tuple[str, list[str]]:
    """The title and the headings right under it of a flow, whose first blocks stand in these boxes."""
    source = flow(f"{text}\n[12 b p9] Trees\n[p9] {BODY}\n[12 b p9] Hedges\n[p9] {BODY}")
    placed = [replace(b, place=replace(b.place, box=Box(*box))) for b, box in zip(source.blocks, boxes, strict=False)]
    document = assemble(replace(source, blocks=(*placed, *source.blocks[len(placed) :])), "case").document
    return plain_text(document.title), [plain_text(section.heading) for section in document.sections]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("The Corporation of the Town of Ashby", "Rules of trees"),
        ("THE CORPORATION OF THE DISTRICT OF NORTH ASHBY", "Rules of trees"),
        ("Town of Ashby", "Rules of trees"),
        ("Township of East Ashby", "Rules of trees"),
        ("The Friends of Ashby", "The Friends of Ashby"),
    ],
)
def test_the_name_of_a_town_over_the_title_is_none(name: str, title: str) -> None:
    assert outline_of(f"[18 b p1] {name}\n[16 b p1 g30] Rules of trees\n[p1] {BODY}")[0] == title


def test_the_name_of_a_town_that_runs_on_in_the_title_is_part_of_it() -> None:
    found, _ = outline_of(f"[18 b p1 h1] Town of Ashby\n[18 b p1 h1 g2] Rules of trees\n[p1] {BODY}")
    assert found == "Town of Ashby Rules of trees"


COVER = "[14 b p1] Review of\n[30 b p1] Trees\n[20 b p1] and Hedges\n[12 p1] A. Clerk"


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        pytest.param(f"{COVER}\n[18 b p2] Review of Trees & Hedges\n[p3] {BODY}", "Trees and Hedges", "Review of Trees & Hedges",
                     id="a cover in several types"),
        pytest.param(f"{COVER}\n[18 b p2] Review of Trees and Hedges\n[14 b p2] A second edition\n[p3] {BODY}",
                     "Review of Trees and Hedges", "Trees", id="a cover that the next page says again"),
        pytest.param(f"[12 b p1] AGENDA\n[12 b p1 g3] ASHBY TOWN COUNCIL\n[p1] {BODY}", "AGENDA ASHBY TOWN COUNCIL", "Trees",
                     id="the kind of paper, then the body"),
        pytest.param(f"[12 b p1] Gardens\n[12 b p1 g3] ASHBY TOWN COUNCIL\n[p1] {BODY}", "ASHBY TOWN COUNCIL", "Trees",
                     id="no kind of paper"),
        pytest.param(f"[20 b p1] Gardens\n[20 p1 g5] For all people\n[p1] {BODY}", "Gardens For all people", "Trees",
                     id="a second line in another weight"),
        pytest.param(f"[20 b p1] Gardens\n[20 p1 g11] For all people\n[p1] {BODY}", "Gardens", "Trees",
                     id="a line in another weight far below"),
        pytest.param(f"[20 b p1] Gardens\n[20 b p1 g5] Version 2.1\n[p1] {BODY}", "Gardens", "Trees",
                     id="a version in the type of the title"),
        pytest.param(f"[18 b p1] Advice\n[p1] of 3 May 2031\n[14 b p1] On the care of trees\n[18 b p2] Advice\n"
                     f"[p2] of 3 May 2031\n[14 b p2] On the care of trees\n[p2] {BODY}", "Advice", "Trees",
                     id="three lines that come again"),
        pytest.param(f"[20 b p1] Gardens\n[p1] In May\n[16 p2] How it began\n[p2] {BODY}\n[18 b p3] Chapter 1\n[p3] {BODY}",
                     "Gardens", "How it began", id="plain type over text on the next page"),
        pytest.param(f"[18 b p1] ASHBY TOWN COUNCIL\n[10 b p1] PLAN OF TREES\n[10 b p1] AGREED BY ALL\n"
                     f"[10 b p1] MAY 2031\n[p1] {BODY} {BODY}", "PLAN OF TREES", "AGREED BY ALL",
                     id="below the larger name of an organisation"),
        pytest.param(f"[18 b p1] ASHBY TOWN COUNCIL\n[10 b p1] TOWN HALL, ASHBY\n[10 b p1] OPEN TO ALL\n"
                     f"[10 b p1] MAY 2031\n[p1] {BODY} {BODY}", "ASHBY TOWN COUNCIL", "OPEN TO ALL",
                     id="an address below the name of an organisation"),
        pytest.param(f"[14 b p1] Gardens\n[12 b p1 g9] ON 25th April 2024\n[p1] {BODY}", "Gardens", "Trees", id="on a date"),
        pytest.param(f"[14 b p1] Gardens\n[p1] Seen in May\n[12 b p1 g9] by A. Clerk\n[p1] {BODY}", "Gardens", "Trees",
                     id="by an author"),
    ],
)  # fmt: skip
def test_a_title_goes_over_the_lines_that_belong_to_it(text: str, title: str, first: str) -> None:
    found, headings = outline_of(text)
    assert (found, headings[0]) == (title, first)


@pytest.mark.parametrize(
    ("text", "right", "title"),
    [
        pytest.param(
            "[12 b p1] Case study:\n[30 b p1 g9] Old Mill", 500, "Case study: Old Mill", id="a label over the title"
        ),
        pytest.param("[12 b p1] Case study\n[30 b p1 g9] Old Mill", 500, "Old Mill", id="a line without a colon"),
        pytest.param("[12 b p1] Case study:\n[30 b p1 g9] Old Mill", 420, "Old Mill", id="a label at another place"),
    ],
)
def test_a_label_over_a_title_is_part_of_it(text: str, right: int, title: str) -> None:
    found, _ = outline_of(f"{text}\n[p1] {BODY}", (300, 80, 500, 92), (right - 150, 100, right, 130))
    assert found == title


@pytest.mark.parametrize(
    ("line", "left", "title"),
    [
        pytest.param("Form for members", 180, "Walkers of Ashby Form for members", id="in one middle"),
        pytest.param("Form for members", 150, "Walkers of Ashby", id="at the left edge of both"),
        pytest.param("7.30pm in the hall", 180, "Walkers of Ashby", id="a time"),
        pytest.param("Introduction", 180, "Walkers of Ashby", id="the name of a section"),
    ],
)
def test_a_second_line_in_display_type_below_the_middle_of_a_title_is_part_of_it(
    line: str, left: int, title: str
) -> None:
    text = f"[20 b p1] Walkers of Ashby\n[20 b p1 g13] {line}\n[p1] {BODY}\n[20 b p2] Consent of members\n[p2] {BODY}"
    found, _ = outline_of(text, (150, 50, 450, 70), (left, 83, 600 - left, 103))
    assert found == title


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        (
            "[p1] Final minutes Approved May 5, 2031",
            "[c p1] Minutes of the town council",
            "Minutes of the town council",
        ),
        (
            "[p1] Final minutes Approved May 5, 2031",
            "[p1] Minutes of the town council",
            "Final minutes Approved May 5, 2031",
        ),
        ("[p1] Final minutes", "[c p1] Minutes of the town council", "Final minutes"),
    ],
)
def test_the_state_of_a_paper_over_a_line_in_the_middle_is_no_title(first: str, second: str, title: str) -> None:
    document = assemble(flow(f"{first}\n{second}\n[p1] {BODY}\n[p1] {BODY}"), "case").document
    assert plain_text(document.title) == title


def test_a_remark_in_brackets_is_no_title() -> None:
    document = assemble(flow(f"[p1] (As at the end of March)\n[p1] {BODY}\n[p1] {BODY}"), "case").document
    assert plain_text(document.title) != "(As at the end of March)"


LETTER = f"""
[8 b] Ashby Primary School
[8] 1 High Street
[8] Ashby
[8] Northshire
[8] AB1 2CD
[8] Telephone 01632 960123
[8] Fax 01632 960124
[8 h1] Email office@ashby.example
[8] www.ashby.example
[8 b] Head teacher: A. Clerk
[12] Governors: B. Chair
[12] To all of year 4
[12] 14 July 2030
[12] Dear parents,
[12 b] Sports day
[12] {BODY}
[12] {BODY}
"""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(LETTER, "Sports day", id="of a letter, far below its head"),
        pytest.param(f"www.music.example\nAshby music\n{BODY}\n{BODY}", "Ashby music", id="below an address"),
        pytest.param(f"music@ashby.example\nAshby music\n{BODY}", "Ashby music", id="below one of mail"),
    ],
)
def test_an_address_is_no_title(text: str, title: str) -> None:
    assert plain_text(assemble(flow(text), "case").document.title) == title


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("[h1] Hired for: ______", 1), ("[h1] Hired for", 2), ("[b h1] Hired for: ______", 2), ("[14 h1] Hired for: ______", 2),
        ("[h1 #0000FF] Mail office@ashby.example", 1), ("[b h1] Mail office@ashby.example", 2),
    ],
)  # fmt: skip
def test_lines_to_write_on_and_addresses_set_like_text_are_no_headings_though_marked(line: str, count: int) -> None:
    text = f"[18 b h1] Booking form\n[b h1] Your details\n{BODY}\n{line}\n{BODY}"
    assert len(assemble(flow(text), "case").document.sections) == count


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("UC-01: Register", "UC-02: Sign in", "Case"),
        ("Form 09 Register", "Form 10 Sign in", "Case"),
        ("UC-01: Register", "UC-03: Sign in", "UC-01: Register"),
        ("COVID-19: Register", "Sign in", "COVID-19: Register"),
    ],
)
def test_the_first_of_headings_that_count_on_is_no_title(first: str, second: str, title: str) -> None:
    document = assemble(flow(f"[14 b h3] {first}\n{BODY}\n[14 b h3] {second}\n{BODY}"), "case").document
    assert plain_text(document.title) == title


SCHOOL, MOTTO = "[14 b p1 h1] HILL INFANT SCHOOL", "[14 b i p1 g20 h1] Learn and grow"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"{SCHOOL}\n{MOTTO}\n[14 b p1 g60 h1] Charging Policy\n[14 b p1 g20 h1] Day Trips\n[p1] {BODY}",
                     "Charging Policy", id="set like the sections"),
        pytest.param(f"[20 b p1] Hill Village Hall\n[14 b p1 g60] Hiring Policy 2031\n[p1] {BODY}", "Hiring Policy 2031",
                     id="smaller and unlike the sections"),
        pytest.param(f"[20 b p1] Hill Village Hall\n[12 b p1 g60] Hiring Policy\n[p1] {BODY}", "Hill Village Hall",
                     id="a section itself"),
        pytest.param(f"[20 b p1] How we travel\n[14 b p1 g60] Charging Policy\n[p1] {BODY}", "How we travel",
                     id="below no name of a body"),
        pytest.param(f"[14 b p1 h1] Travel to school\n{MOTTO}\n[14 b p1 g60] Day Trips\n[p1] {BODY}", "Travel to school",
                     id="over no name of a paper"),
    ],
)  # fmt: skip
def test_the_title_below_the_name_of_a_school_is_what_the_paper_is_called(text: str, title: str) -> None:
    assert outline_of(text)[0] == title


def test_a_title_over_two_lines_below_a_smaller_name_is_whole() -> None:
    text = f"{SCHOOL}\n[28 c p1 g90] COMPLAINTS\n[28 c p1 g6] POLICY\n[12 b p2] Aims\n[p2] {BODY}"
    assert outline_of(text)[0] == "COMPLAINTS POLICY"


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("[18 b p1 g20] Hill Infant School", "Trees"),
        ("[18 b p1 g20] This policy will be reviewed in: April 2032", "Trees"),
        ("[18 b p1 g20] The children", "The children"),
        ("[12 b p1 g20] Trees of the school", "Trees of the school"),
    ],
)
def test_whose_a_paper_is_and_when_it_is_reviewed_is_no_heading_below_the_title(line: str, first: str) -> None:
    assert outline_of(f"[20 b p1] Tree Policy\n{line}\n[p1] {BODY}")[1][0] == first
