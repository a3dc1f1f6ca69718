"""Any document becomes a valid page that says exactly what it declares, whatever characters its words have."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.app.verify import verify
from pipeline.builders import Job
from pipeline.builders.html.build import build
from pipeline.editions.looks import Look
from pipeline.editions.set_out import set_out
from pipeline.editions.words import load
from pipeline.model import document as m
from tests.documents import every_node, inlines, running
from tests.sample_edition import assets
from tests.test_html_builder import SITE

ASSETS = assets()
LOOK = Look("standard", "Standard print, 12 point", 12)


@st.composite
def documents(draw: st.DrawFn) -> m.Document:
    """A paper with any words in its text, its headings and its table."""
    heading = (m.Text("Heading "), *draw(inlines()))
    cells = tuple(m.Cell(draw(running())) for _ in range(2))
    columns = (m.Column("a", (m.Text("First"),)), m.Column("b", (m.Text("Second "), *draw(inlines(0)))))
    table = m.Table(columns, (m.Group((m.Record("R1", cells),)),), caption=draw(inlines()), row_header="a")
    section = m.Section("s", heading, (*draw(running()), table))
    notes = (m.Note("1", (m.Text("A note."),)),)
    return m.Document("plan", (m.Text("Plan"),), blocks=draw(running()), sections=(section,), notes=notes)


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


def faults(document: m.Document) -> list[str]:
    """What is wrong with the page of a document, but what its content has: no space after a note mark, dead links."""
    edition = set_out(document, LOOK, load(ASSETS, document.language))
    built = build(Job(document, edition, LOOK, SITE, ASSETS))
    proof = verify(document, built.files, built.reading)
    found = [f for f in proof.findings if f.rule != "html-dead-link" and "1]” and" not in f.message]
    return [f.as_text() for f in found]


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=QUIET)
@given(documents())
def test_any_document_is_said_word_for_word(document: m.Document) -> None:
    assert faults(document) == []


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(documents())
def test_very_many_documents_are_said_word_for_word(document: m.Document) -> None:
    assert faults(document) == []


def test_an_item_without_words_has_no_bullet_in_the_data() -> None:
    mark, inner = m.Paragraph((m.NoteRef("1"),)), m.List((m.Item((m.Paragraph((m.Text("One"),)),)),))
    items = m.List((m.Item((mark,)), m.Item((mark, inner)), m.Item((m.Paragraph((m.Text("Two"),)),))))
    table = m.Table(
        (m.Column("a", (m.Text("First"),)),), (m.Group((m.Record("R1", (m.Cell((items,)),)),)),), row_header="a"
    )
    notes = (m.Note("1", (m.Text("A note."),)),)
    assert faults(m.Document("plan", (m.Text("Plan"),), blocks=(table,), notes=notes)) == []


def test_a_hard_space_in_a_label_is_a_space() -> None:
    cells = (m.Cell((m.Paragraph((m.Text("One"),)),)), m.Cell())
    columns = (m.Column("a", (m.Text("First"),)), m.Column("b", (m.Text("Second\xa0half"),)))
    table = m.Table(columns, (m.Group((m.Record("R1", cells),)),), row_header="a")
    assert faults(m.Document("plan", (m.Text("Plan"),), blocks=(table,))) == []


def test_every_node_is_said_word_for_word() -> None:
    assert faults(every_node()) == []


def test_words_in_another_language_that_follow_each_other_are_so_in_the_contents_list_too() -> None:
    heading = (m.Text("Ein "), m.Span("cy", (m.Text("un"),)), m.Span("cy", (m.Text(" dau"),)))
    sections = (m.Section("one", heading), m.Section("two", (m.Text("Two"),)))
    assert faults(m.Document("plan", (m.Text("Plan"),), sections=sections)) == []


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=30))
def test_any_word_survives(word: str) -> None:
    document = m.Document("plan", (m.Text("Plan"),), blocks=(m.Paragraph((m.Text(word),)),))
    assert faults(document) == []


@pytest.mark.parametrize("id", ["title", "contents", "notes", "main", "plan_table1", "A"])
def test_ids_of_the_content_never_clash_with_those_of_the_page(id: str) -> None:
    cell = m.Cell((m.Paragraph((m.Text("x"),)),))
    table = m.Table((m.Column("a", (m.Text("A"),)),), (m.Group((m.Record("R1", (cell,)),)),))
    sections = (
        m.Section("plan", (m.Text("Plan"),), (m.Paragraph((m.NoteRef("1"),)), table)),
        m.Section(id, (m.Text("Own"),), (m.Paragraph((m.Link(f"#{id}", (m.Text("here"),)),)),)),
    )
    document = m.Document("plan", (m.Text("Plan"),), sections=sections, notes=(m.Note("1", (m.Text("n"),)),))
    edition = set_out(document, LOOK, load(ASSETS, "en"))
    built = build(Job(document, edition, LOOK, SITE, ASSETS))
    page = built.files["plan.html"].decode()
    assert f'<h2 id="{id}">' in page, "the anchor that others link to is that of the content"
    assert faults(document) == []
