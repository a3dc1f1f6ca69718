"""A long publication becomes a page for each band and a contents page; nothing is lost and every old link stays good."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from lxml import html

from pipeline.app.verify import verify as prove_pages
from pipeline.builders import Built, Job
from pipeline.builders.html.build import build
from pipeline.editions.edition import Views
from pipeline.editions.looks import Look
from pipeline.editions.set_out import set_out
from pipeline.editions.words import load
from pipeline.model import document as m
from pipeline.verifiers.html.verify import verify
from tests.sample_edition import assets, edition, para, plan, section
from tests.test_html_builder import FACTS, NAME, SITE, job


def long_plan(bands: int, rows: int) -> Views:
    """An action plan of so many bands with so many rows each, a text before and a section after it."""
    made = [
        section(3, f"band_{n}", f"Role {n}", para("We will", m.NoteRef("a"), "."), plan(rows, prefix=f"R{n}_"))
        for n in range(1, bands + 1)
    ]
    return (
        para("Before all."),
        section(2, "plan", "Action plan", para("Leading in."), *made),
        section(2, "after", "After", para("End.")),
    )


def built(bands: int, rows: int) -> Built:
    base = edition()
    return build(job(replace(base, body=long_plan(bands, rows))))


def pages(made: Built) -> dict[str, html.HtmlElement]:
    return {
        file: html.document_fromstring(data.decode("utf-8"))
        for file, data in made.files.items()
        if file.endswith(".html")
    }


def test_up_to_150_records_stay_on_one_page() -> None:
    assert list(pages(built(3, 50))) == [f"{NAME}.html"]


def test_more_become_a_page_for_each_band_in_reading_order() -> None:
    made = built(3, 51)
    expected = ["", "-band_1", "-band_2", "-band_3", "-after", "-notes-list"]
    assert list(pages(made)) == [f"{NAME}{part}.html" for part in expected]
    said = []
    for file in pages(made):
        reading = verify(made.files[file], file)
        assert reading.findings == ()
        said += [one.text for one in reading.words]
    assert re.sub(r"\s+", "", "".join(said)) == re.sub(r"\s+", "", "".join(piece.text for piece in made.reading))


def test_the_documents_own_words_stand_once_and_in_order_over_all_pages() -> None:
    whole, parts = built(1, 153), built(3, 51)
    own = [piece.text for piece in parts.reading if not piece.kind]
    assert own.count("Leading in.") == own.count("End.") == own.count("Role 2") == 1
    assert own.index("Before all.") < own.index("Role 1") < own.index("Role 3") < own.index("End.")
    assert len(pages(whole)) == 1, "one band alone is not split"


def test_every_link_leads_to_an_anchor_that_is_there_and_each_page_has_one_title() -> None:
    made = pages(built(3, 51))
    for file, root in made.items():
        assert len(root.xpath("//h1")) == 1
        for href in root.xpath("//body//a/@href"):
            target, mark, anchor = href.partition("#")
            if mark and "//" not in target and target not in ("index.html",):
                assert anchor in made[target or file].xpath("//@id"), f"{file}: {href}"
    titles = [root.findtext(".//title") for root in made.values()]
    assert len(set(titles)) == len(titles)


def test_the_contents_page_keeps_the_id_of_every_record() -> None:
    made = pages(built(3, 51))
    ids = set(made[f"{NAME}.html"].xpath("//@id"))
    assert {f"R{band}_{row}" for band in (1, 2, 3) for row in range(1, 52)} <= ids
    (leading,) = made[f"{NAME}.html"].xpath("//li[@id='R2_7']/a/@href")
    assert leading == f"{NAME}-band_2.html#R2_7"


def test_pages_lead_to_the_one_before_and_the_one_after() -> None:
    middle = pages(built(3, 51))[f"{NAME}-band_2.html"]
    ways = [" ".join(link.text_content().split()) for link in middle.xpath("//nav//a")]
    assert ways == ["Previous: Role 1", "Next: Role 3", "Back to contents"]


@pytest.mark.parametrize(("bands", "rows"), [(5, 100), (8, 250), (1, 2000)])
def test_large_plans_are_built_fast_and_stay_small(bands: int, rows: int) -> None:
    start = time.process_time()
    made = built(bands, rows)
    assert time.process_time() - start < 20
    sizes = {file: len(data) for file, data in made.files.items() if file.endswith(".html")}
    words = sum(len(piece.text.encode()) for piece in made.reading)
    assert sum(sizes.values()) < 2 * words + 60 * 1024 * len(sizes), sizes


def document(groups: int, rows: int) -> m.Document:
    """An action plan as content has it: a table with so many bands, text before and after, a note."""
    columns = (m.Column("aim", (m.Text("Aim"),)), m.Column("how", (m.Text("How we do it"),)))

    def cell(words: str) -> m.Cell:
        return m.Cell((m.Paragraph((m.Text(words),)),))

    bands = tuple(
        m.Group(
            tuple(m.Record(f"B{g}R{r}", (cell(f"Aim {g} {r}"), cell("Ask people."))) for r in range(rows)),
            (m.Text(f"Role {g}"),), (m.Paragraph((m.Text("We will"), m.NoteRef("1"))),), f"role_{g}",
        )
        for g in range(groups)
    )  # fmt: skip
    table = m.Table(columns, bands, row_header="aim")
    sections = (
        m.Section(
            "plan", (m.Text("Plan"),), (m.Paragraph((m.Text("Before."),)), table, m.Paragraph((m.Text("Between."),)))
        ),
        m.Section("notes", (m.Text("What comes next"),), (m.Paragraph((m.Text("After."),)),)),
    )
    return m.Document("plan", (m.Text("Plan 2027"),), sections=sections, notes=(m.Note("1", (m.Text("The law."),)),))


def test_a_split_publication_is_proved_to_say_every_word_of_its_content_once_and_in_order() -> None:
    made = document(3, 60)
    look = Look("standard", "Standard print, 12 point", 12)
    edition = set_out(made, look, load(assets(), "en"))
    parts = build(Job(made, edition, look, SITE, assets(), 0, FACTS))
    assert len(pages(parts)) > 3
    proof = prove_pages(made, parts.files, parts.reading)
    assert [finding.as_text() for finding in proof.findings] == []
    assert proof.words > 3 * 60 * 5
