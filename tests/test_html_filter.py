"""Buttons that choose rows by officer and status: what they are called, which rows they show, and that nothing else can hide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html

from pipeline.model.document import Block, Cell, Column, Document, Group, LineBreak, Record, Section, Table
from pipeline.verifiers.css.verify import verify as verify_css
from pipeline.verifiers.html.verify import verify
from tests.editions import edition, file_of, style_sheet
from tests.pdf_editions import bullets, para, t

OFFICERS = ("Policy team", "Housing team", "policy team", "Mayor", "", "Policy team")
STATUSES = ("Done", "Late", "Done", "Under way", "Done", "Late")


def plan(count: int = 6, *, officers: tuple[str, ...] = OFFICERS) -> Document:
    columns = tuple(Column(key, t(key.title())) for key in ("action", "officer", "status"))
    rows = tuple(
        Record(
            f"M{n}",
            (
                Cell((para(f"Action {n}"),)),
                Cell((para(officer),) if officer else ()),
                Cell((para(status),)),
            ),
        )
        for n, (officer, status) in enumerate(zip(officers[:count], STATUSES[:count], strict=True), 1)
    )
    table = Table(columns, (Group(rows),), t("Plan"), "action")
    return Document("plan", t("A plan"), status="published", sections=(Section("one", t("One"), (table,)),))


def page(document: Document) -> html.HtmlElement:
    return html.document_fromstring(file_of(edition("html", "standard", document), "html")[1].decode())


def test_buttons_name_the_words_of_the_column_and_count_their_rows() -> None:
    labels = [one.text for one in page(plan()).xpath("//label")]
    assert labels == [
        "All (6)", "Housing team (1)", "Mayor (1)", "Not stated (1)", "Policy team (3)",
        "All (6)", "Done (3)", "Late (2)", "Under way (1)",
    ]  # fmt: skip


def test_two_officers_in_one_line_are_found_under_each_and_full_words_make_no_other_officer() -> None:
    officers = (
        "HR, Policy team",
        "Policy team",
        "HR",
        "Housing and HR",
        "Policy and Information team",
        "HR and Policy team",
    )
    document = replace(plan(officers=officers), abbreviations=(("HR", "Human Resources"),))
    assert [one.text for one in page(document).xpath("//fieldset[1]//label")] == [
        "All (6)", "Housing and HR (1)", "HR (3)", "Policy and Information team (1)", "Policy team (3)",
    ]  # fmt: skip


def test_a_key_to_the_statuses_is_not_chosen_from() -> None:
    columns = (Column("status", t("RAG status")), Column("meaning", t("Meaning")))
    cells = ((Cell((para(word),)), Cell((para("What it means"),))) for word in ("Done", "Late"))
    key = Table(
        columns,
        (
            Group(
                tuple(Record(f"L{n}", two) for n, two in enumerate(cells)),
            ),
        ),
        t("Key"),
        "status",
    )
    document = plan()
    document = replace(document, sections=(Section("key", t("Key"), (key,)), *document.sections))
    shown = page(document)
    assert [one.text for one in shown.xpath("//fieldset[2]//label")] == [
        "All (6)", "Done (3)", "Late (2)", "Under way (1)"
    ]  # fmt: skip
    assert len(shown.xpath("//tr[@class]")) == 6
    assert "Key" in [one.text_content().strip() for one in shown.xpath("//div[@class='filter']/preceding::h2")]


def test_rows_carry_the_numbers_of_their_buttons() -> None:
    rows = page(plan()).xpath("//tr[@class]")
    assert [row.get("class") for row in rows] == [
        "row a4 b1", "row a1 b2", "row a4 b1", "row a2 b3", "row a3 b1", "row a4 b2",
    ]  # fmt: skip


def test_every_pair_of_buttons_says_how_many_rows_are_left() -> None:
    said = {}
    for one in page(plan()).xpath("//*[@role='status']/p"):
        names = one.get("class").split()[1:]
        for first in (name for name in names if name[0] == "a"):
            said[first, next(name for name in names if name[0] == "b")] = one.text
    assert len(said) == 5 * 4
    assert said["a0", "b0"] == "Showing 6\u00a0of\u00a06\u00a0rows"
    assert said["a4", "b1"] == "Showing 2\u00a0of\u00a06\u00a0rows"
    assert said["a2", "b2"] == "Showing 0\u00a0of\u00a06\u00a0rows"


def test_a_row_with_two_officers_is_shown_for_each() -> None:
    document = plan()
    table = document.sections[0].blocks[0]
    assert isinstance(table, Table)
    cells: list[Block] = [bullets("Mayor", "Policy team"), para("Mayor", LineBreak(), "Housing team")]
    rows = [
        Record(row.id, (row.cells[0], Cell((cell,)), row.cells[2]))
        for row, cell in zip(table.groups[0].records, cells, strict=False)
    ]
    table = Table(table.columns, (Group((*rows, *table.groups[0].records[2:])),), table.caption, "action")
    made = page(Document("plan", t("A plan"), status="published", sections=(Section("one", t("One"), (table,)),)))
    assert [row.get("class") for row in made.xpath("//tr[@class]")][:2] == ["row a2 a4 b1", "row a2 a1 b2"]


@pytest.mark.parametrize("document", [plan(4), plan(officers=("Mayor",) * 6)])
def test_few_rows_or_one_word_need_no_buttons(document: Document) -> None:
    assert "filter-a-1" not in {one.get("id") for one in page(document).xpath("//input")}


Fault = Callable[[html.HtmlElement], None]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (lambda root: root.get_element_by_id("M2").set("class", "row a2 b2"), "shows a row that does not say so"),
        (lambda root: root.get_element_by_id("filter-a-1").set("checked", ""), "some of its rows alone"),
        (lambda root: root.xpath("//div[@class='text']")[0].set("class", "filter"), "“filter”, which hides it"),
        (lambda root: root.xpath("//div[@class='text']//p")[0].set("class", "count"), "“count”, which hides it"),
        (lambda root: root.xpath("//div[@class='text']//p")[0].set("class", "row"), "“row”, which hides it"),
        (lambda root: root.get_element_by_id("filter-a-1").set("type", "text"), "has type"),
        (
            lambda root: root.xpath("//div[@class='text']//p")[0].set("class", "council-name"),
            "“council-name”, which hides it",
        ),
        (
            lambda root: root.xpath("//p[@class='all-publications']")[0].append(
                root.xpath("//span[@class='council-name']")[0]
            ),
            "hides it beside the logo",
        ),
    ],
)
def test_what_buttons_hide_is_held_to_rows(fault: Fault, message: str) -> None:
    root = page(plan())
    fault(root)
    found = [one.message for one in verify(html.tostring(root, doctype="<!DOCTYPE html>"), "plan.html").strange]
    assert any(message in one for one in found), found


@pytest.mark.parametrize(
    ("rule", "good"),
    [
        ("@media screen { main:has(#filter-a-1:checked) .row:not(.a1, :target) { display: none; } }", True),
        ("main:has(#filter-a-1:checked) .row:not(.a1, :target) { display: none; }", False),
        ("@media screen { main:has(#filter-a-1:checked) .row:not(.a2, :target) { display: none; } }", False),
        ("@media screen { main:has(#filter-a-1:checked) .row { display: none; } }", False),
        ("@media screen { main:has(#filter-a-1:checked) p:not(.a1, :target) { display: none; } }", False),
        ('.status::before { content: "not "; }', False),
        ("details::details-content { content-visibility: hidden; }", False),
        ("summary { cursor: pointer; }", True),
        (".council:has(img) .council-name { position: absolute; }", True),
        (".council-name { position: absolute; }", False),
        (
            '.overview + .picture img[src*="assets/drawn/"] { aspect-ratio: 9; object-fit: cover; object-position: 50% 0; }',
            True,
        ),
        (".idea img { object-fit: contain; max-height: 60vh; }", True),
        (".idea img { object-fit: cover; }", False),
        (".picture img { aspect-ratio: 9; object-fit: contain; }", False),
        ('.overview + .picture:has(img[src*="assets/drawn/"]) { position: absolute; }', False),
    ],
)
def test_the_style_sheet_hides_what_buttons_do_not_mean_and_nothing_else(rule: str, good: bool) -> None:
    found = verify_css(style_sheet() + rule.encode(), "style.css").strange
    assert (not found) == good, [one.message for one in found]
