"""A draft builds in every format, whatever is missing, and shows each gap at its place; publishing is the gate."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from pipeline import checks, content
from pipeline.app.settling import to_settle, without_lost_pictures
from pipeline.app.verify import verify
from pipeline.builders import BUILDERS
from pipeline.builders.pictures import unusable
from pipeline.editions import gaps, words
from pipeline.library.library import ContentDocument, Library
from pipeline.model import document as m
from pipeline.model.findings import Severity, error
from pipeline.model.walk import block_text, plain_text
from tests.documents import P
from tests.editions import assets, edition, picture
from tests.opened import opened

GAPS = {
    "picture-alt": "Picture: description needed",
    "table-label": "Label needed",
    "link-kind": "this [link needed]",
    "link-unknown": "that [link needed]",
    "note-unknown": "[note 9 needed]",
    "heading-empty": "Heading needed",
}


def draft() -> m.Document:
    """A draft that lacks all that a paper can lack, with words that an office program might take for labels."""
    columns = (m.Column("item", ()), m.Column("year", (m.Text("2020-21"),)))
    cells = (m.Cell((P("Staff"),)), m.Cell((P("12"),)))
    table = m.Table(columns, (m.Group((m.Record("R1", cells),)),), row_header="item")
    dead = m.Paragraph((m.Text("See "), m.Link("about:blank", (m.Text("this"),)), m.Text(", "),
                        m.Link("#nowhere", (m.Text("that"),)), m.Text(" and the note"), m.NoteRef("9"),
                        m.Text(" "), m.Span("x-none", (m.Text("plain"),))))  # fmt: skip
    labels = (P("f. 613 of the Act"), P("1. Aims"), P("* as amended"), P("– and so on"), P("By 11/15/2020."))
    lost = (m.Image("gone.png", "A tree", caption=(m.Text("Figure 1: A tree"),)), m.Image("broken.png", "An oak"))
    sections = (
        m.Section("one", (m.Text("1. Plan"),), (dead, *labels, m.Image("crest.png"), *lost)),
        m.Section("two", (), (table,)),
        m.Section("three", (m.Text("2. Plan"),), (m.Definitions((m.Definition((), (P("All wards"),)),)),)),
    )
    return m.Document("gaps", (m.Text("What is missing"),), "policy", sections=sections)


@pytest.mark.parametrize("look", ["standard", "large-print"])
@pytest.mark.parametrize("format", sorted(set(BUILDERS) - {"audio"}))
def test_a_draft_builds_in_every_format_and_shows_its_gaps(format: str, look: str) -> None:
    document, told = opened(without_lost_pictures(draft(), format, assets()))
    built = edition(format, look, document)
    assert built.files
    assert [one.as_text() for one in built.findings if one.severity is Severity.ERROR] == []
    assert [one.as_text() for one in verify(draft(), built.files, built.reading).findings] == []
    said = " ".join(" ".join(piece.text.split()) for piece in built.reading)
    assert [words for words in GAPS.values() if words not in said] == []
    assert "Picture: Picture" not in said
    if not BUILDERS[format].linear:  # these say the descriptions of pictures anyway
        assert "Picture needed A tree Figure 1: A tree" in said
        assert ["broken.png" in one.message for one in told] == [True]


@pytest.mark.parametrize("format", sorted(set(BUILDERS) - {"audio"}))
def test_a_draft_without_a_title_builds_in_every_format(format: str) -> None:
    sections = (m.Section("one", (m.Text("One"),), (P("Words."),)),)
    document = m.Document("plan", (), "policy", sections=sections)
    built = edition(format, "standard", document)
    assert built.files
    findings = (*built.findings, *verify(document, built.files, built.reading).findings)
    assert [one.as_text() for one in findings if one.severity is Severity.ERROR] == []
    assert "Heading needed" in " ".join(piece.text for piece in built.reading)


def test_pictures_that_a_format_cannot_show_are_known_by_their_bytes() -> None:
    size = 'viewBox="0 0 9 9"'
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" {}><path d="M0 0h9"/></svg>'
    web = io.BytesIO()
    Image.new("RGB", (9, 9)).save(web, "webp")
    pictures = {
        "good.png": picture("red"), "cut.png": picture("red")[:60], "none.png": b"", "text.jpg": b"no picture",
        "good.svg": drawing.format(size).encode(), "wide.svg": drawing.format("").encode(), "cut.svg": b"<svg",
        "web.webp": web.getvalue(),
    }  # fmt: skip
    document = m.Document("all", (m.Text("All"),), "policy", blocks=(*map(m.Image, pictures), m.Image("gone.png")))
    never = ["cut.png", "none.png", "text.jpg", "cut.svg", "gone.png"]
    assert list(unusable(document, "html", pictures)) == never
    assert set(unusable(document, "docx", pictures)) == {*never, "wide.svg", "web.webp"}
    assert list(unusable(document, "text", pictures)) == []


def test_an_easy_read_without_its_picture_has_one_frame() -> None:
    idea = m.Idea((m.Image("gone.png", "A house"), P("We look after homes.")))
    document = m.Document("homes", (m.Text("Homes"),), "easy-read", blocks=(idea,))
    shown, _ = opened(without_lost_pictures(document, "html", assets()))
    said = " ".join(" ".join(piece.text.split()) for piece in edition("html", document=shown).reading)
    assert said.count("Picture needed") == 1
    assert "A house" in said


def test_a_published_paper_keeps_its_lost_pictures_for_an_error() -> None:
    document = replace(draft(), status="published")
    kept, findings = opened(without_lost_pictures(document, "html", assets()))
    assert kept == document
    assert [(one.rule, one.severity, "broken.png" in one.message) for one in findings] == [
        ("picture-unusable", Severity.ERROR, True)
    ]


def severities(document: m.Document) -> dict[str, Severity]:
    text = content.write(document)
    read, findings = opened(content.read(text.encode(), document.name, "content/gaps.yaml"))
    assert read is not None
    assert findings == ()
    paper = ContentDocument(read, tuple(text.split("\n")))
    return {one.rule: one.severity for one in checks.check(Library((paper,)).neighbours, paper).findings}


def test_what_is_missing_is_an_error_in_a_published_paper_alone() -> None:
    found, published = severities(draft()), severities(replace(draft(), status="published"))
    for rule in (*GAPS, "date-impossible", "language"):
        assert (found[rule], published[rule]) == (Severity.WARNING, Severity.ERROR), rule


def test_a_published_paper_shows_no_gaps() -> None:
    document = replace(draft(), status="published")
    assert gaps.shown(document, words.load(assets(), "en")) is document


def test_the_words_of_a_dead_link_stay() -> None:
    shown = gaps.shown(draft(), words.load(assets(), "en"))
    assert block_text(shown.sections[0].blocks) == block_text(draft().sections[0].blocks)
    assert plain_text(shown.sections[1].heading, added=True) == "Heading needed"


@pytest.mark.parametrize(
    ("rule", "severity"), [("missing-character", Severity.WARNING), ("abbreviation", Severity.ERROR)]
)
def test_boxes_of_missing_characters_that_lie_on_one_another_stop_no_draft(rule: str, severity: Severity) -> None:
    findings = (
        error(rule, "no font has 𓀀"),
        error("pdf-link-area", "a link covers it"),
        error("pdf-unseen", "it is unseen"),
    )
    assert [finding.severity for finding in to_settle(findings)] == [severity] * 3
