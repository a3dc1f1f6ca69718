"""The plain text edition: one passage a line, everything named in words, and a verifier that sees planted faults."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.app.verify import verify as proved
from pipeline.builders import Built, Job, look_for
from pipeline.builders.text.build import build
from pipeline.editions import looks, words
from pipeline.editions.set_out import set_out
from pipeline.model import document as m
from pipeline.verifiers.text.verify import verify
from tests.documents import P
from tests.editions import SITE, assets, edition, published

LINK = m.Link("https://example.org/plan", (m.Text("the plan"),))


def built(document: m.Document, width: int = 0) -> Built:
    look = replace(look_for("text", looks.load(assets(), "standard")), width=width)
    view = set_out(document, look, words.load(assets(), document.language))
    return build(Job(document, view, look, SITE, assets()))


def text(document: m.Document, width: int = 0) -> str:
    return next(iter(built(document, width).files.values())).decode("utf-8")


def paper(*blocks: m.Block, **keys: object) -> m.Document:
    sections = (m.Section("part", (m.Text("Part"),), blocks),)
    return replace(m.Document("paper", (m.Text("A paper"),), status="published", sections=sections), **keys)  # type: ignore[arg-type]


def test_lines_are_whole_paragraphs_unless_a_width_is_asked_for() -> None:
    long = paper(P("word " * 60))
    assert max(map(len, text(long).split("\n"))) > 290
    assert max(map(len, text(long, 72).split("\n"))) <= 72
    assert text(long).split() == text(long, 72).split()


def test_headings_have_their_level_in_words_and_values_their_labels() -> None:
    file = text(published())
    assert "Heading 1: Every node: a paper\n" in file
    assert "\nHeading 3: Inner part\n" in file
    assert "\nAgreed action: Train staff: all of them # soon\nProgress: Two parts:\n- one\n  - half\n- two\n" in file
    assert "\nTable: 2 actions.\n" in file
    assert "\nEnd of table.\n" in file


@pytest.mark.parametrize(("label", "length"), [("Action", "Table: 2 actions."), ("Ward", "Table: 2 rows.")])
def test_the_length_of_a_table_says_whether_its_rows_are_actions(label: str, length: str) -> None:
    columns = tuple(m.Column(one.lower(), (m.Text(one),)) for one in (label, "Officer", "By"))
    rows = tuple(m.Record(id, tuple(m.Cell((P(f"{id} {n}"),)) for n in range(3))) for id in ("A1", "A2"))
    assert f"\n{length}\n" in text(paper(m.Table(columns, (m.Group(rows),))))


def test_the_text_says_which_edition_it_is() -> None:
    assert "\nEdition: Plain text\n" in text(published())


def test_a_welsh_text_is_labelled_in_welsh() -> None:
    file = text(paper(P("Croeso."), language="cy"))
    assert "Pennawd 1: A paper\n" in file
    assert verify(file.encode(), "x.txt").findings == ()


def test_addresses_follow_once_at_the_end_unless_they_stand_in_the_text() -> None:
    shown = m.Link("https://example.org/", (m.Text("example.org"),))
    file = text(paper(m.Paragraph((LINK, m.Text(" and "), shown)), m.Paragraph((LINK,))))
    assert file.count("the plan: https://example.org/plan\n") == 1
    assert "example.org: " not in file


@pytest.mark.parametrize(
    ("url", "address"), [("https://example.org/", "https://example.org/fees.html#P1"), ("", "fees.html#P1")]
)
def test_the_address_of_another_publication_stands_in_the_list(
    monkeypatch: pytest.MonkeyPatch, url: str, address: str
) -> None:
    monkeypatch.setattr("tests.test_text.SITE", replace(SITE, url=url))
    own = m.Link("paper#part", (m.Text("above"),))
    file = text(paper(m.Paragraph((m.Link("fees#P1", (m.Text("the fees"),)), m.Text(" and "), own))))
    assert f"the fees: {address}\n" in file
    assert "above: " not in file


def test_a_label_that_ends_in_a_mark_gets_no_colon() -> None:
    columns = (m.Column("a", (m.Text("Is it done?"),)), m.Column("b", (m.Text("When"),)))
    record = m.Record("R1", (m.Cell((P("Yes"),)), m.Cell((P("May"),))))
    assert "\nIs it done? Yes\nWhen: May\n" in text(paper(m.Table(columns, (m.Group((record,)),))))


def test_numbers_of_lists_count_as_printed_and_inner_lists_are_indented() -> None:
    inner = m.List((m.Item((P("half"),)),))
    file = text(paper(m.List((m.Item((P("one"), inner)), m.Item((P("two"), P("more")))), m.Numbering(start=3))))
    assert "\n3. one\n  - half\n4. two\n  more\n" in file


def test_a_line_break_in_a_heading_does_not_cut_it() -> None:
    document = replace(paper(P("x")), title=(m.Text("Our"), m.LineBreak(), m.Text("plan")))
    assert "Heading 1: Our plan\n" in text(document)


def test_a_control_character_is_left_out_and_told() -> None:
    result = built(paper(P("on\x07ly")))
    assert [one.rule for one in result.findings] == ["control-character"]
    assert b"only" in next(iter(result.files.values()))


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("text-heading-1", b"Heading 1: ", b""),
        ("text-heading-skip", b"Heading 2: First", b"Heading 4: First"),
        ("text-control", b"Before.", b"Before.\t"),
        ("text-ruler", b"Before.", b"Before.\n-----"),
        ("text-mark", b"Sample", b"\xef\xbb\xbfSample"),
        ("text-unreadable", b"Before.", b"Before\xff."),
    ],
)
def test_a_planted_fault_is_found(rule: str, old: bytes, new: bytes) -> None:
    file = next(iter(edition("text").files.values()))
    planted = new + file if rule == "text-mark" else file.replace(old, new)
    assert rule in [one.rule for one in verify(planted, "x.txt").findings]


@pytest.mark.parametrize(
    ("language", "words", "mark"), [("ar", "EqIA: تقييم", "\u200f"), ("en-GB", "مرحبا means welcome", "\u200e")]
)
def test_a_line_keeps_its_direction_where_it_begins_with_another_script(language: str, words: str, mark: str) -> None:
    document = paper(P(words), P("سلام Hello"), P("12 %"), language=language)
    made = built(document)
    assert proved(document, made.files, made.reading).findings == ()
    file = next(iter(made.files.values())).decode()
    assert f"\n{mark}{words}\n" in file
    assert all(line.startswith(mark) for line in text(document, 20).split("\n") if line.endswith(words.split()[0]))
    planted = file.replace(mark + words, words)
    assert [one.rule for one in verify(planted.encode(), "x.txt").findings] == ["text-direction"]


def test_a_lost_word_and_a_doubled_line_are_found() -> None:
    made = edition("text")
    name, file = next(iter(made.files.items()))
    for old, new in ((b"Between.", b""), (b"Between.", b"Between.\n\nBetween.")):
        assert proved(published(), {name: file.replace(old, new)}, made.reading).findings


def test_a_paragraph_that_looks_like_a_heading_is_none() -> None:
    assert verify(text(paper(P("Role 1: Leader"))).encode(), "x.txt").findings == ()
    above = replace(paper(P("Words.")), before_title=(P("Figure 2: Map"),))
    assert verify(text(above).encode(), "x.txt").findings == ()


def test_a_note_that_names_another_has_a_space_before_it() -> None:
    notes = (m.Note("1", (m.Text("As in"), m.NoteRef("2"))), m.Note("2", (m.Text("The plan"),)))
    assert "As in [note 2]" in text(replace(paper(P("Words.")), notes=notes))


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_a_telephone_number_is_not_parted_between_two_lines(language: str) -> None:
    shown = text(paper(P("Ring us now on 01632 960 555 or on 01632 960 556 today."), language=language), width=24)
    assert shown.count("01632 960 555") == 1
    assert shown.count("01632 960 556") == 1
