"""Any paper that Hypothesis makes up: both editions say all of it, and the Word edition comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.app.proof import prove
from pipeline.builders.docx import build as docx
from pipeline.builders.odt import build as odt
from pipeline.editions.looks import Look
from pipeline.editions.set_out import set_out
from pipeline.editions.words import load
from pipeline.model import document as m
from pipeline.model.show import show
from pipeline.model.walk import canonical, tidy
from pipeline.sources.word_edition.read import read_back
from pipeline.verifiers.docx.verify import verify as verify_docx
from pipeline.verifiers.odt.verify import verify as verify_odt
from tests.documents import lists, paragraphs
from tests.docx_samples import LARGE, STANDARD, file_of, job

RUNNING = st.one_of(paragraphs(), lists())


def some(least: int, most: int) -> st.SearchStrategy[m.Blocks]:
    return st.lists(RUNNING, min_size=least, max_size=most).map(tuple)


def table(draw: st.DrawFn, ids: Iterator[str]) -> m.Table:
    """A table of records, in bands or without."""
    keys = [f"k{number}" for number in range(draw(st.integers(1, 3)))]
    banded = draw(st.booleans())

    def record() -> m.Record:
        return m.Record(next(ids), tuple(m.Cell(draw(some(0, 2))) for _ in keys))

    def group(number: int) -> m.Group:
        records = tuple(record() for _ in range(draw(st.integers(1, 2))))
        statement = draw(st.lists(paragraphs(), max_size=1).map(tuple)) if banded else ()
        return m.Group(records, (m.Text(f"Band {number}"),) if banded else None, statement)

    groups = tuple(group(number) for number in range(draw(st.integers(1, 3)) if banded else 1))
    caption = draw(st.sampled_from([(), (m.Text("A caption"),)]))
    columns = tuple(m.Column(key, (m.Text(f"Label {key}"),)) for key in keys)
    return m.Table(columns, groups, caption, draw(st.sampled_from(["", "k0"])))


def block(draw: st.DrawFn, ids: Iterator[str]) -> m.Block:
    kind = draw(st.sampled_from(["text", "text", "list", "table", "table", "quote", "box", "actions"]))
    if kind == "text":
        return draw(paragraphs())
    if kind == "list":
        return draw(lists(2))
    if kind == "table":
        return table(draw, ids)
    if kind == "quote":
        return m.Quote(draw(some(1, 2)))
    if kind == "box":
        return m.Box(draw(st.sampled_from(list(m.Role))), draw(some(1, 2)))
    return m.Actions(tuple(m.Action(next(ids), draw(some(1, 2))) for _ in range(draw(st.integers(1, 2)))))


@st.composite
def papers(draw: st.DrawFn) -> m.Document:
    ids = (f"I{number}" for number in count(1))

    def section(depth: int) -> m.Section:
        own = tuple(block(draw, ids) for _ in range(draw(st.integers(0, 3))))
        below = tuple(section(depth - 1) for _ in range(draw(st.integers(0, 2)))) if depth else ()
        return m.Section(next(ids), (m.Text("Heading"),), own, below)

    blocks = tuple(block(draw, ids) for _ in range(draw(st.integers(0, 2))))
    sections = tuple(section(1) for _ in range(draw(st.integers(0, 2))))
    note = m.Note("1", (m.Text("Words of the note."),))
    return m.Document("paper", (m.Text("A paper"),), blocks=blocks, sections=sections, notes=(note,))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(papers(), st.sampled_from([STANDARD, LARGE]))
def test_both_editions_say_every_word_in_order(paper: m.Document, look: Look) -> None:
    plain = job(look=look)
    made = replace(plain, document=paper, edition=set_out(paper, look, load(plain.assets, paper.language)))
    for build, verify in ((docx.build, verify_docx), (odt.build, verify_odt)):
        result = build(made)
        proof = prove(tuple(canonical(paper)), result.reading, verify(file_of(result), "paper").words, "paper")
        # Words that a mark of a note parts may stand close: only lines of a content file tell them apart.
        assert [finding for finding in proof.findings if finding.rule != "words-run-together"] == []


def in_two_languages(year: str) -> m.Inlines:
    return tidy((m.Text("时间"), m.Span("cy", (m.Text(year),)), m.Text("年")))


NOTED = tidy((m.Text("Trees in parks "), m.NoteRef("1"), m.Text("and streets.")))
NOTED_FIRST = tidy((m.NoteRef("1"), m.Text("Trees in streets.")))


@pytest.mark.parametrize("look", [STANDARD, LARGE], ids=lambda look: look.name)
@pytest.mark.parametrize(
    ("heading", "words"),
    [(in_two_languages("2027"), ()), ((m.Text("Trees"),), NOTED), ((m.Text("Trees"),), NOTED_FIRST)],
)
def test_words_beside_a_change_of_language_or_a_mark_do_not_run_together(
    look: Look, heading: m.Inlines, words: m.Inlines
) -> None:
    note = m.Note("1", (m.Text("Counted in spring."),))
    sections = tuple(m.Section(f"s{number}", heading, (m.Paragraph(words),) * bool(words)) for number in range(4))
    paper = m.Document("paper", (m.Text("A paper"),), sections=sections, notes=(note,) * bool(words))
    plain = job(look=look)
    made = replace(plain, document=paper, edition=set_out(paper, look, load(plain.assets, "en-GB")))
    result = docx.build(made)
    read = verify_docx(file_of(result), "paper").words
    assert prove(tuple(canonical(paper)), result.reading, read, "paper").findings == ()


@settings(max_examples=10, deadline=None, derandomize=True)
@given(papers())
def test_the_word_edition_comes_back_as_the_paper(paper: m.Document) -> None:
    plain = job()
    edition = set_out(paper, STANDARD, load(plain.assets, paper.language))
    data = file_of(docx.build(replace(plain, document=paper, edition=edition)))
    back = read_back(data, "paper", paper).document
    assert show(replace(back, notes=())) == show(replace(paper, notes=()))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(papers(), st.sampled_from([STANDARD, LARGE]))
def test_very_many_papers_are_said_in_both_editions_and_come_back(paper: m.Document, look: Look) -> None:
    test_both_editions_say_every_word_in_order.hypothesis.inner_test(paper, look)  # type: ignore[attr-defined]
    test_the_word_edition_comes_back_as_the_paper.hypothesis.inner_test(paper)  # type: ignore[attr-defined]
