"""Paper is not wasted, every page that is not full says why, and the front and the head of the pages are in order."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pikepdf
import pytest
from weasyprint.css import StyleFor
from weasyprint.formatting_structure import boxes

from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import Built, Job
from pipeline.builders.docx import build as docx
from pipeline.builders.html import build as html
from pipeline.builders.orders import edition_for
from pipeline.builders.print import build as pdf
from pipeline.builders.print.engine import lay_out
from pipeline.builders.print.named_places import follow_words
from pipeline.editions import looks
from pipeline.editions.paper.fonts import fonts, stack
from pipeline.editions.paper.grids import grids
from pipeline.editions.paper.joined import joined, joined_label
from pipeline.editions.paper.lines import may_break, words_of
from pipeline.editions.site import Brand, Contact
from pipeline.model.document import Cell, Chart, Column, Document, Group, Image, Record, Section, Table
from pipeline.model.findings import Severity
from pipeline.verifiers.pdf.marks import read_pages
from tests.pdf_editions import ASSETS, SITE, built, bullets, job, look, of, only_file, para, t

LOGO = b"<svg xmlns='http://www.w3.org/2000/svg' width='900' height='300'><rect width='900' height='300' fill='#00436b'/></svg>"
SENTENCE = "The team met every quarter and wrote to each parish about what it had heard there. "


def plan(rows: int, words: str, items: int = 1) -> Table:
    labels = {"action": "What we will do", "officer": "Officer", "by": "Done by"}
    records = tuple(
        Record(f"M{n}", (Cell((bullets(*[words] * items),)), Cell((para("Policy team"),)), Cell((para("May 2027"),))))
        for n in range(1, rows + 1)
    )
    return Table(tuple(Column(key, t(label)) for key, label in labels.items()), (Group(records),), t("Plan"), "action")


def texts(made: Built) -> list[str]:
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        return [page.extract_text() or "" for page in file.pages]


def told(made: Built) -> list[str]:
    return [one.message for one in made.findings if one.rule == "page-not-full"]


@pytest.mark.parametrize("items", [1, 6])
def test_a_row_is_cut_where_else_much_of_the_page_would_stay_empty(items: int) -> None:
    assert told(built(of(plan(4, SENTENCE * (30 // items), items)))) == []


@pytest.mark.parametrize("lines", [15, 17, 19])
def test_no_cell_of_a_row_that_is_cut_is_left_for_the_next_page(lines: int) -> None:
    made = built(of(*[para("A line.") for _ in range(lines)], plan(2, SENTENCE * 12)))
    with pikepdf.open(BytesIO(only_file(made))) as file:
        words = [(one.page, one.text.strip()) for one in read_pages(file).shown]
    for row in ("M1", "M2"):
        at = next(number for number, (_, text) in enumerate(words) if text == row)
        assert (words[at][0], "May 2027") in words


def test_a_table_whose_turned_rows_would_waste_paper_becomes_lists() -> None:
    columns = tuple(Column(f"c{n}", t(f"Responsibilities {n}")) for n in range(6))

    def made(words: str, every: int) -> Built:
        cells = tuple(Cell((para(words if n % every == 0 else "Yes."),)) for n in range(6))
        return built(of(Table(columns, (Group((Record("R1", cells),)),), t("Plan"), "c0")))

    assert [one.rule for one in made(SENTENCE * 6, 6).findings] == ["table-as-list"]
    assert "table-as-list" not in {one.rule for one in made(SENTENCE, 1).findings}


@pytest.mark.parametrize(("size", "paper", "spacing"), [(48, "A4", 1.35), (30, "A5", 1.35), (26, "A5", 2)])
def test_a_table_is_lists_where_a_page_has_no_room_for_labels_and_rows(size: float, paper: str, spacing: float) -> None:
    document = of(plan(2, "Ask residents what they need."))
    made = built(document, "giant-print", size=size, paper=paper, spacing=spacing, tables="grid")
    assert "table-as-list" in {one.rule for one in made.findings}
    proof = verify(document, made.files, made.reading, ExpectedFacts(made.about))
    assert [one.as_text() for one in proof.findings if one.severity is Severity.ERROR] == []


def small(rows: int) -> Table:
    """A table of figures of so many rows."""
    records = tuple(Record(f"r{n}", (Cell((para(f"Ward {n}"),)), Cell((para(f"{n}00"),)))) for n in range(1, rows + 1))
    return Table(
        (Column("ward", t("Ward")), Column("staff", t("Staff"))), (Group(records),), t("Staff by ward"), "ward"
    )


@pytest.mark.parametrize(("rows", "pages"), [(3, {2}), (9, {1, 2})])
def test_a_small_table_is_not_cut_by_a_page_break(rows: int, pages: set[int]) -> None:
    found = texts(built(of(*[para("A line.") for _ in range(9)], small(rows))))
    assert {number for number, text in enumerate(found, 1) if re.search(r"Ward \d", text)} == pages


@pytest.mark.parametrize(("rows", "turns"), [(2, False), (30, True)])
def test_a_table_that_fits_turns_only_where_that_saves_a_page(rows: int, turns: bool) -> None:
    words = (*["Interpretation"] * 4, SENTENCE * 2)
    records = tuple(Record(f"M{n}", tuple(Cell((para(word),)) for word in words)) for n in range(1, rows + 1))
    table = Table(tuple(Column(f"c{n}", t("Part")) for n in range(5)), (Group(records),), t("Plan"), "c0")
    made = job(of(table), look("standard"))
    (grid,) = grids(made.edition.body, made.look, stack(fonts(ASSETS), made.look.face, set())).values()
    assert (grid.fits, grid.wide) == (True, turns)


def test_room_that_several_columns_can_spare_goes_to_the_one_that_is_narrow_for_its_words() -> None:
    words = ("1", "Publish the allotment waiting list.", "Parks Manager", "September 2025", "Not started")
    records = tuple(Record(f"M{n}", tuple(Cell((para(word),)) for word in words)) for n in range(1, 6))
    labels = ("Ref", "What we do (key action)", "Lead officer", "By when", "Status")
    table = Table(
        tuple(Column(f"c{n}", t(label)) for n, label in enumerate(labels)), (Group(records),), t("Plan"), "c1"
    )
    made = job(of(table), look("standard"))
    (grid,) = grids(made.edition.body, made.look, stack(fonts(ASSETS), made.look.face, set())).values()
    assert grid.shares[1] > 0.27


def test_the_column_that_says_most_gets_the_room_that_saves_lines() -> None:
    words = ("Open the house at noon", SENTENCE, "30 September 2025", "Not started")
    records = tuple(Record(f"M{n}", tuple(Cell((para(word),)) for word in words)) for n in range(1, 6))
    table = Table(tuple(Column(f"c{n}", t("Part")) for n in range(4)), (Group(records),), t("Plan"), "c0")
    made = job(of(table), look("standard"))
    (grid,) = grids(made.edition.body, made.look, stack(fonts(ASSETS), made.look.face, set())).values()
    assert grid.shares[1] == max(grid.shares) > 1 / 3


def test_a_column_of_few_sentences_is_still_wide_enough_to_be_read() -> None:
    words = ("Ask at every first visit", SENTENCE * 4, "Nothing more.", "Not started")
    records = [Record(f"M{n}", tuple(Cell((para(word),)) for word in words)) for n in range(1, 9)]
    records.append(replace(records[0], id="M9", cells=(*records[0].cells[:2], Cell((para(SENTENCE),)), Cell())))
    labels = ("What we said", "What we did", "What comes next", "How far")
    table = Table(tuple(Column(f"c{n}", t(name)) for n, name in enumerate(labels)), (Group(tuple(records)),), (), "c0")
    made = job(of(table), look("standard"))
    (grid,) = grids(made.edition.body, made.look, stack(fonts(ASSETS), made.look.face, set())).values()
    assert grid.shares[2] > 0.16


@pytest.mark.parametrize("name", ["standard", "large-print"])
def test_a_link_to_a_table_leads_to_the_first_line_of_its_caption(name: str) -> None:
    document = of(replace(small(2), caption=t(SENTENCE * 6)))
    made = built(document, name)
    assert verify(document, made.files, made.reading, ExpectedFacts(made.about, ASSETS)).findings == ()


def test_a_place_follows_words_that_a_page_break_moved() -> None:
    document = lay_out("<p id='a'>One</p><p id='b' style='break-before: page'>Two</p>", ASSETS, lambda _: None)
    first, second = document.pages
    place = second.anchors.pop("b")
    first.anchors["b"] = (0, 700, 0, 700)
    follow_words(document)
    assert "b" not in first.anchors
    assert second.anchors["b"][1] == pytest.approx(place[1], abs=2)
    assert "a" in first.anchors


def test_the_table_of_a_chart_may_begin_on_the_page_after_it() -> None:
    rows = tuple(Record(f"r{n}", (Cell((para(f"Ward {n}"),)), Cell((para(str(n)),)))) for n in range(1, 9))
    chart = Table(
        (Column("a", t("Ward")), Column("b", t("Staff"))), (Group(rows),), t("Staff by ward"), "a", chart=Chart.BAR
    )
    for before in range(2, 12):
        assert told(built(of(*[para(SENTENCE * 3) for _ in range(before)], chart))) == []


@pytest.mark.parametrize(
    ("name", "paper", "flows"),
    [("large-print", "A4", False), ("large-print-22", "A4", True), ("large-print-22", "A3", False)],
)
def test_the_cover_flows_into_the_contents_where_pages_hold_few_lines(name: str, paper: str, flows: bool) -> None:
    sections = tuple(Section(f"s{n}", t(f"Part {n}"), (para(SENTENCE),)) for n in range(3))
    first, *others = texts(built(Document("small", t("A small plan"), sections=sections), name, paper=paper))
    assert ("Contents" in first) == flows, "the contents follow the cover on its page"
    assert "Contents" in first + others[0]


def test_a_cover_that_is_longer_than_its_page_flows_into_the_contents() -> None:
    sections = tuple(Section(f"s{n}", t(f"Part {n}"), (para(SENTENCE),)) for n in range(3))
    own = job(Document("small", t("A small plan"), sections=sections), look("large-print"))
    made = pdf.build(replace(own, site=replace(own.site, notice=SENTENCE * 14)))
    assert "Contents" in texts(made)[1]
    assert told(made) == []


@pytest.mark.parametrize("sentences", range(2, 12, 2))
def test_how_to_ask_for_another_format_stands_on_one_page(sentences: int) -> None:
    own = job(
        Document("small", t("A small plan"), sections=(Section("s", t("Part"), (para(SENTENCE),)),)),
        look("large-print"),
    )
    contact = Contact(
        "Policy team", "policy@example.org", "01632 960 123", "18001 01632 960 123", "Town Hall, High Street"
    )
    made = pdf.build(replace(own, site=replace(own.site, notice=SENTENCE * sentences, contact=contact)))
    (page,) = (text for text in texts(made) if "Ask for this publication" in text)
    assert all(words in page for words in ("policy@example.org", "18001 01632 960 123", "Town Hall"))


def test_a_page_that_is_not_full_names_what_stays_whole() -> None:
    picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='900'><rect width='400' height='900'/></svg>"
    document = of(*[para(SENTENCE * 3) for _ in range(8)], Image("tall.svg", "Homes by ward"))
    made = pdf.build(replace(job(document, look("standard")), assets=replace(ASSETS, pictures={"tall.svg": picture})))
    assert [one.split(": ")[1] for one in told(made)] == ["the picture “Homes by ward” that follows stays whole"]


def test_a_turned_page_is_a_reason_of_its_own() -> None:
    columns = tuple(Column(f"c{n}", t(f"Responsibilities {n}")) for n in range(5))
    rows = tuple(Record(f"R{n}", tuple(Cell((para(SENTENCE),)) for _ in columns)) for n in range(3))
    wide = Section("wide", t("Wide"), (Table(columns, (Group(rows),), (), "c0"),))
    text = Section("text", t("Text"), tuple(para(SENTENCE * 9) for _ in range(4)))
    made = built(Document("small", t("A small plan"), sections=(text, wide)))
    assert [message.split(": ")[1] for message in told(made)] == ["the paper turns for what follows"]


def test_full_pages_and_the_last_page_of_a_part_need_no_reason() -> None:
    assert told(built(of(*[para(SENTENCE * 3) for _ in range(30)]), "large-print")) == []


def test_short_values_share_the_line_of_their_label_in_large_print() -> None:
    pages = texts(built(of(plan(2, "Act.")), "large-print"))
    assert "Officer Policy team" in " ".join(pages).replace("\u00a0", " ")
    heavy = texts(built(of(plan(2, "Act.")), "yellow-on-black"))
    assert "Officer\nPolicy team" in "\n".join(heavy).replace("\u00a0", " "), (
        "bold text cannot be told from bold labels"
    )


def test_giant_print_cuts_items_rather_than_leaving_pages_empty() -> None:
    assert told(built(of(plan(6, SENTENCE * 4, items=3)), "giant-print")) == []


def with_logo(format: str, look: str, alt: str = "Crest of the borough") -> tuple[Document, Job]:
    document = of(plan(2, "Act."))
    brand = Brand(logo="logo.svg", logo_alt=alt)
    assets = replace(ASSETS, pictures={**ASSETS.pictures, "logo.svg": LOGO})
    chosen, edition, assets = edition_for(format, document, looks.load(ASSETS, look), assets, brand)
    return document, Job(document, edition, chosen, replace(SITE, brand=brand), assets)


@pytest.mark.parametrize("look", ["standard", "giant-print"])
def test_the_logo_stands_small_on_the_front_and_its_words_are_the_sites(look: str) -> None:
    document, job = with_logo("pdf", look)
    made = pdf.build(job)
    assert verify(document, made.files, made.reading, ExpectedFacts(made.about, job.assets)).findings == ()
    with pdfplumber.open(BytesIO(only_file(made))) as file:
        shapes = [one for one in file.pages[0].rects if one["height"] > 20 and one["width"] < 2 * 170]
    heights = [one["height"] for one in shapes if one["width"] == pytest.approx(3 * one["height"], rel=0.01)]
    assert heights
    assert max(heights) <= 57  # 20 mm
    assert next(one.kind for one in made.reading if one.text == "Crest of the borough") == "site"


@pytest.mark.parametrize(
    "inside", ["<text x='10' y='200' font-size='90'>Council</text>", "<circle r='90' opacity='.5'/>"]
)
def test_a_drawing_with_words_or_half_transparent_is_painted(inside: str) -> None:
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='900' height='300'>{inside}</svg>".encode()
    document, job = with_logo("pdf", "standard")
    own = replace(job, assets=replace(job.assets, pictures={"logo.svg": drawing}))
    made = pdf.build(own)
    assert verify(document, made.files, made.reading, ExpectedFacts(made.about, own.assets)).findings == ()


def test_the_logo_of_a_word_edition_is_proved_too() -> None:
    document, job = with_logo("docx", "standard")
    made = docx.build(job)
    assert [one for one in verify(document, made.files, made.reading).findings if one.rule == "words-extra"] == []


@pytest.mark.parametrize("alt", ["", "Crest", "Crest of the borough"])
def test_the_words_of_a_logo_stand_apart_from_the_council_on_a_web_page(alt: str) -> None:
    document, job = with_logo("html", "standard", alt)
    made = html.build(job)
    assert [one for one in verify(document, made.files, made.reading).findings if one.severity > 0] == []


def test_every_page_but_the_first_says_whose_it_is_and_which_in_standard_print() -> None:
    made = built(of(*[para(SENTENCE * 3) for _ in range(30)]))
    first, *others = texts(made)
    assert len(others) > 1
    assert all(page.startswith("Borough Council · A small plan") for page in others)
    assert "Borough Council · " not in first
    with pikepdf.open(BytesIO(only_file(made))) as file:
        tagged = "".join(one.text for one in read_pages(file).shown if one.mcid >= 0)
    assert "·" not in tagged, "a running head is an artifact"
    assert not any("·" in page for page in texts(built(of(para(SENTENCE * 60)), "large-print")))


def test_a_running_head_stays_on_one_line() -> None:
    long = Document(
        "small",
        t("A plan of many words " * 9),
        sections=(Section("s", t("One"), tuple(para(SENTENCE * 9) for _ in range(6))),),
    )
    head = texts(built(long))[1].splitlines()[0]
    assert re.fullmatch(r".*Borough Council · (A plan of many words )+.* …", head)


def test_a_contents_list_that_its_numbers_make_longer_says_the_pages_as_they_are_then() -> None:
    """In a narrow list, numbers of two figures take a second line; the list grows by a page, and all after it moves."""
    rules = re.findall(r"^\.toc-page.*$", ASSETS.text("print.css"), re.MULTILINE)
    (number,) = re.findall(r'<span class="toc-page".*?</span>', ASSETS.text("print.jinja"))
    small = "@page { size: 200px 100px; margin: 0 } * { font: 10px/10px Arimo; margin: 0 } li { width: 34px }"
    lines = "".join(f"<li>Part {number.replace('{{ id }}', f's{n}')}</li>" for n in range(6))
    parts = "".join(f"<h2 id='s{n}'>Part</h2>{'<p>A page.</p>' * (9 if n == 0 else 1)}" for n in range(6))
    css = f"{small} ul {{ list-style: none; padding: 0 }} ul, p {{ break-after: page }} {' '.join(rules)}"
    made = lay_out(f"<style>{css}</style><ul>{lines}</ul>{parts}", ASSETS, lambda _: None)
    texts = [box.text for page in made.pages for box in page._page_box.descendants() if isinstance(box, boxes.TextBox)]
    at = pdf.page_numbers(made)
    assert [text for text in texts if text.isdigit()] == [str(at[f"s{n}"]) for n in range(6)]


def test_a_heading_that_goes_on_on_the_next_page_stands_on_the_first() -> None:
    small = "@page { size: 200px 30px; margin: 0 } * { font: 10px/10px Arimo; margin: 0; orphans: 1; widows: 1 }"
    made = lay_out(f"<style>{small}</style><h2 id='s'>One<br>Two<br>Three<br>Four</h2>", ASSETS, lambda _: None)
    assert pdf.page_numbers(made) == {"s": 1}
    assert len(made.pages) == 2


def test_a_row_is_cut_where_only_the_space_under_its_words_does_not_fit() -> None:
    """Else it would begin on the next page and leave the caption of the table alone."""
    style = "@page { size: 300pt 200pt; margin: 20pt } p, caption { margin: 0; line-height: 10pt }"
    style += "table { width: 200pt } td { padding: 8pt 0 }"
    lines = "".join(f"<p>Line {number}</p>" for number in range(13))
    html = f"<style>{style}</style><table><caption>Our plan</caption><tr><td>{lines}</td></tr></table>"
    document = lay_out(html, ASSETS, lambda _: None)
    first = [box.text for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.TextBox)]
    assert first[:2] == ["Our plan", "Line 0"]


def test_elements_have_styles_of_only_the_parts_that_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: list[tuple[str, str]] = []
    compute = StyleFor.set_computed_styles

    def noting(self: Any, element: Any, *rest: Any, pseudo_type: str | None = None, **named: Any) -> None:
        if pseudo_type:
            styled.append((getattr(element, "tag", "page"), pseudo_type))  # the margins of a page are parts of it
        compute(self, element, *rest, pseudo_type=pseudo_type, **named)

    monkeypatch.setattr(StyleFor, "set_computed_styles", noting)
    lay_out("<h1>Plan</h1><p>One</p><ul><li>Two</li></ul><p><q>Three</q></p>", ASSETS, lambda _: None)
    assert set(styled) >= {("li", "marker"), ("q", "before")}
    assert {tag for tag, part in styled if part == "marker"} == {"li"}
    assert not [part for tag, part in styled if "note" in part and tag != "page"]


def test_a_style_sheet_may_have_footnotes() -> None:
    assets = replace(ASSETS, templates={**ASSETS.templates, "own.css": b".foot { float: footnote }"})
    html = "<style>.foot { float: footnote }</style><p>One<span class='foot'>Two</span></p>"
    assert len(lay_out(html, assets, lambda _: None).pages) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("from 1 April 2022 to 31 March 2023", "from 1_April_2022 to 31_March_2023"),
        ("action 2 of 6 by 20 May", "action 2_of_6 by 20_May"),
        ("on 3 May 2021 or 14 June 2022", "on 3_May_2021 or 14_June_2022"),
        ("of 12 to 18 months", "of 12_to_18 months"),
    ],
)
def test_numbers_stay_with_what_they_count_and_periods_may_part(text: str, lines: str) -> None:
    assert joined(text).replace("\u00a0", "_") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Standard print, 12 point (PDF, 34 KB, 2 pages)", "Standard print, 12_point (PDF, 34_KB, 2_pages)"),
        ("Odpowiemy w ciągu 5 dni", "Odpowiemy w ciągu_5_dni"),
        ("action 2 of 6: 3 on track", "action 2_of_6: 3_on track"),
        ("20 maja 2025", "20_maja_2025"),
        ("where note 1 is mentioned", "where note_1_is mentioned"),
        ("12 representatives", "12 representatives"),
        ("2.5 times at 2021 East homes", "2.5 times at 2021 East homes"),
    ],
)
def test_numbers_that_the_program_adds_stay_with_a_short_word_that_they_count(text: str, lines: str) -> None:
    assert joined_label(text).replace("\u00a0", "_") == lines


def test_a_word_of_many_capitals_is_looked_at_once() -> None:
    assert joined("Act 2010") == "Act\u00a02010"
    assert joined("the 2010") == "the 2010"
    assert joined("A" * 200_000) == "A" * 200_000  # a pattern that tries each capital in turn takes minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("27/09/2021", ["27/09/2021"]),
        ("2025-03-31", ["2025-03-31"]),
        ("£1,234.56", ["£1,234.56"]),
        ("2017–2021", ["2017–", "2021"]),
        ("Duties/Outcomes", ["Duties/", "Outcomes"]),
        ("self-taught", ["self-", "taught"]),
    ],
)
def test_a_column_is_as_wide_as_what_stays_on_one_line(text: str, words: list[str]) -> None:
    assert words_of(text) == words
    assert not any(map(may_break, words))


@pytest.mark.parametrize("address", ["https://www.example.org/a/long-path", "docs/plan-2021.pdf", "kim@example.org"])
def test_an_address_is_one_word_that_may_break(address: str) -> None:
    assert words_of(address) == [address]
    assert may_break(address)
