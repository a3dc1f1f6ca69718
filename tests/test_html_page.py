"""Blocks and inlines become the right elements, always escaped."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.builders.markup.blocks import PageRenderer, PageSetting
from pipeline.editions.edition import HeadingView, ParagraphView, RowView, TableView, Views
from pipeline.model.document import Added, Inline, Link, NoteRef, Span, Text
from tests.sample_edition import assets, bullets, edition, para, plan, section, t, words

ASSETS = assets()


def page(**setting: object) -> PageRenderer:
    return PageRenderer(ASSETS, edition(), PageSetting(words=words(), **setting))  # type: ignore[arg-type]


def body(views: Views) -> str:
    return str(page().views(views))


def test_a_table_has_a_caption_and_headers_for_columns_and_rows() -> None:
    table = html.fromstring(body((plan(2),)))
    assert table.xpath("string(.//caption)").strip() == "Actions CL1 to CL2"
    assert [head.get("scope") for head in table.xpath(".//thead//th")] == ["col"] * 5
    assert [row.get("id") for row in table.xpath(".//tbody/tr")] == ["CL1", "CL2"]
    assert [head.get("scope") for head in table.xpath(".//tbody//th")] == ["row"] * 2
    assert table.xpath(".//tbody/tr[1]/td/@data-label")[0] == "What we will do"
    assert not table.xpath("//*[@role]"), "native elements need no roles"


@pytest.mark.parametrize(
    ("row", "figures", "brief"),
    [
        (("16 to 24", "1,200", "12%"), {1, 2}, True),
        (("Year ending March", "1,200", "12%"), {1, 2}, True),
        (("16 to 24", "1,200,300,400,500", "£12,000,000"), {1, 2}, False),
        (("Administrative/Secretarial", "1,200", "12%"), {1, 2}, False),
        (("Professional", "1,200", "123.4%"), {1, 2}, True),
        (("Professionally", "1,200", "123.4%"), {1, 2}, False),
        (("16 to 24", "1,200", "Up"), {1}, False),
        (("Ask", "Train", "Tell"), set(), False),
    ],
)
def test_a_table_of_figures_that_fits_a_phone_is_marked_to_stay_one(
    row: tuple[str, ...], figures: set[int], brief: bool
) -> None:
    rows = (RowView("r1", tuple((ParagraphView(t(cell), "x"),) for cell in row), "x"),)
    shown = body(
        (TableView("x", (), (t("Age"), t("Women"), t("Men")), ("a", "b", "c"), 0, rows, "x", frozenset(figures)),)
    )
    assert html.fromstring(shown).xpath("string(.//table/@class)") == "columns-3" + " brief" * brief


def test_a_column_without_a_label_gets_no_empty_header() -> None:
    bare = plan(1, 2)
    table = TableView("x", (), (t("Aim"), ()), ("a", "b"), -1, bare.rows, "x")
    assert html.fromstring(body((table,))).xpath("//th[not(normalize-space())]") == []


def test_a_list_item_with_one_paragraph_stands_without_a_paragraph_element() -> None:
    assert body((bullets((para("One"),)),)) == "<ul>\n<li>One</li>\n</ul>"
    assert "<p>Two</p>" in body((bullets((para("One"), para("Two"))),))
    assert '<ol start="3">' in body((bullets((para("One"),), ordered=True, start=3),))


HOSTILE = [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("fish & chips &amp;", "fish &amp; chips &amp;amp;"),
    ("bell\x07 null\x00", "bell\ufffd null\ufffd"),
    ("turned \u202e over", "<bdi>turned \u202e over</bdi>"),
    ('" onmouseover="x', "&#34; onmouseover=&#34;x"),
    ("{{ 7 * 7 }} {% for %}", "{{ 7 * 7 }} {% for %}"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_text_is_always_escaped(text: str, shown: str) -> None:
    assert body((para(text),)) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "file:///etc/passwd", "http://[x"]
)
def test_an_address_that_no_page_should_link_to_is_shown_as_words_and_reported(target: str) -> None:
    made = page()
    assert str(made.views((para(Link(target, t("click"))),))) == "<p>click</p>"
    assert [finding.rule for finding in made.findings] == ["unsafe-link"]


def test_an_address_is_percent_encoded() -> None:
    assert 'href="https://example.org/a%20b?c=%22&amp;d"' in body(
        (para(Link('https://example.org/a b?c="&d', t("x"))),)
    )


@pytest.mark.parametrize(
    ("language", "expected"), [("cy", "ltr"), ("ar", "rtl"), ("ur-PK", "rtl"), ("pa-Arab", "rtl"), ("en", "ltr")]
)
def test_words_in_another_language_carry_its_tag_and_direction(language: str, expected: str) -> None:
    parts: Inline = Span(language, (Text("x"),))
    assert body((para(parts),)) == f'<p><span lang="{language}" dir="{expected}">x</span></p>'


@pytest.mark.parametrize("language", ["", "pl"])
def test_numbers_of_added_words_stay_with_what_they_count_and_the_content_stays_as_it_is(language: str) -> None:
    made = html.fromstring(body((para("2 of 6", Added(" 3 of 8, 20 maja 2027", "position", language)),)))
    assert made.text_content() == "2 of 6 3\u00a0of\u00a08, 20\u00a0maja\u00a02027"


def test_every_note_has_links_both_ways() -> None:
    made = page()
    marks = html.fromstring(f"<div>{made.views(edition().body)}</div>").xpath("//a[@class='note-mark']")
    notes = html.fromstring(str(made.notes(edition().notes)))
    assert [mark.text for mark in marks] == ["[note\u00a01]", "[note\u00a02]", "[note\u00a01]"]
    backs = [back.get("href") for back in notes.xpath("//a[@class='back']")]
    assert sorted(backs) == sorted(f"#{mark.get('id')}" for mark in marks)
    assert {mark.get("href") for mark in marks} == {f"#{note.get('id')}" for note in notes.xpath("//li")}
    texts = notes.xpath("//a[@class='back']/text()")
    assert len(set(texts)) == len(texts)


def test_a_mark_without_a_note_is_reported_and_shown() -> None:
    made = page()
    assert str(made.views((para("x", NoteRef("zz")),))) == "<p>x[zz]</p>"
    assert [finding.rule for finding in made.findings] == ["unknown-note"]


def test_headings_move_with_the_page_and_stop_at_six() -> None:
    made = page(prefix="plan-", shift=1)
    assert str(made.view(HeadingView(2, "aim", t("Aim"), "aim"))) == '<h3 id="plan-aim">Aim</h3>'
    assert "<h6" in str(made.view(HeadingView(6, "deep", t("Deep"), "deep")))
    assert [finding.rule for finding in made.findings] == ["heading-too-deep"]
    assert "<section>\n<h2" in body((section(2, "aim", "Aim", para("x")),))
