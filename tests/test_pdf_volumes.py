"""Volumes: each a book of its own with cover, contents and notes, together the whole text once."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from pipeline.app.proof import prove
from pipeline.builders import Built
from pipeline.model.document import Document, Link, Note, NoteRef, Section
from pipeline.model.walk import canonical
from pipeline.verifiers.pdf.verify import verify
from tests.pdf_editions import built, failures, para, t, table


def long_plan() -> Document:
    sections = (
        Section(
            "first",
            t("First part"),
            (para("It begins", NoteRef("a"), " here, see ", Link("#P20", t("action P20")), "."),),
        ),
        Section("plan", t("The plan"), (table(24, "P"),)),
        Section("last", t("Last part"), (para("It ends here, see ", Link("#first", t("the first part")), "."),)),
    )
    return Document("long-plan", t("A long plan"), sections=sections, notes=(Note("a", t("The law says so.")),))


@pytest.fixture(scope="module")
def volumes() -> Built:
    return built(long_plan(), "giant-print", pages_per_volume=5)


def test_each_volume_keeps_to_the_asked_pages_and_is_valid(volumes: Built) -> None:
    names = list(volumes.files)
    assert names == [
        f"long-plan-giant-print-volume-{number}-of-{len(names)}.pdf" for number in range(1, len(names) + 1)
    ]
    assert len(names) > 2
    assert volumes.findings == ()
    for name, data in volumes.files.items():
        assert not failures(data)
        assert [one.as_text() for one in verify(data, name).findings] == []
        with pikepdf.open(BytesIO(data)) as file:
            assert len(file.pages) <= 8
            assert str(file.docinfo.Title).startswith("A long plan, Volume ")


def test_the_volumes_say_the_whole_text_once(volumes: Built) -> None:
    read = tuple(said for name, data in volumes.files.items() for said in verify(data, name).words)
    assert [one.as_text() for one in prove(canonical(long_plan()), volumes.reading, read, "volumes").findings] == []


def test_each_volume_has_a_cover_its_own_contents_and_says_where_a_section_goes_on(volumes: Built) -> None:
    trees = [verify(data, name).tree for name, data in volumes.files.items()]
    for number, tree in enumerate(trees, start=1):
        assert f"Giant print, 28 point. Volume {number} of {len(trees)}" in tree
        assert tree.count("TOC\n") == 1
    assert "The plan (continued)" not in trees[0]
    assert "The plan (continued)" in trees[1]
    assert "Last part" in trees[-1]


def test_links_and_notes_lead_into_the_right_volume(volumes: Built) -> None:
    addresses = set()
    for data in volumes.files.values():
        with pikepdf.open(BytesIO(data)) as file:
            marks = [a for page in file.pages for a in page.get("/Annots", [])]
            addresses |= {str(mark.A.URI) for mark in marks if "/A" in mark}
    first_name = next(iter(volumes.files))
    home = next(name for name, data in volumes.files.items() if "#P20 " in verify(data, name).tree)
    assert {f"{home}#P20", f"{first_name}#first"} <= addresses
    first, *_, last = volumes.files.items()
    for name, data in (first, last):
        assert "Note #note-1" in verify(data, name).tree
    assert f"{first_name}#note-1-mark-1" in addresses


def test_an_edition_within_the_limit_stays_one_file() -> None:
    made = built(long_plan(), "large-print", pages_per_volume=500)
    assert list(made.files) == ["long-plan-large-print.pdf"]


def test_a_part_longer_than_a_volume_is_told() -> None:
    made = built(long_plan(), "standard", pages_per_volume=2)
    assert {finding.rule for finding in made.findings} == {"volume-too-long"}
