"""Whatever stands in a draft, it is written, read back, built in every format, and every verifier finds the same words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from pipeline import content
from pipeline.app.settling import TO_SETTLE
from pipeline.app.verify import ExpectedFacts, verify
from pipeline.builders import BUILDERS
from pipeline.model import document as m
from pipeline.model.findings import Severity
from tests.editions import assets, built_anew
from tests.odd_papers import drafts, every_odd
from tests.opened import opened

FORMATS = sorted(set(BUILDERS) - {"audio"})
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


def faults(document: m.Document, format: str, look: str) -> list[str]:
    """What a build of the document as content holds it, or the proof of the result, calls an error."""
    read, findings = opened(content.read(content.write(document).encode(), document.name, "any.yaml"))
    assert read is not None, [one.as_text() for one in findings]
    built = built_anew(format, look, read)
    proof = verify(read, built.files, built.reading, ExpectedFacts(built.about, assets()))
    said = [*findings, *(one for one in built.findings if one.rule not in TO_SETTLE), *proof.findings]
    return [one.as_text() for one in said if one.severity is Severity.ERROR]


def every_format(document: m.Document, formats: Sequence[str] = FORMATS) -> None:
    for format in formats:
        for look in ("standard", "large-print"):
            if look == "standard" or format in ("pdf", "docx", "odt"):
                assert faults(document, format, look) == [], (format, look)


def said(words: str) -> m.Paragraph:
    return m.Paragraph((m.Text(words),))


@pytest.mark.parametrize("format", FORMATS)
def test_odd_words_in_every_place_build(format: str) -> None:
    look = "large-print" if format in ("docx", "odt") else "standard"
    assert faults(every_odd(20 if format == "pdf" else 6), format, look) == []


@pytest.mark.parametrize("format", FORMATS)
def test_items_that_begin_with_a_list_or_a_quotation_build(format: str) -> None:
    inner = m.Item((m.List((m.Item((said("inner"),)), m.Item((said("second"),))), m.Numbering()),))
    bullets = m.Item((m.List((m.Item((said("a bullet"),)),)),))
    quoted = m.Item((m.Quote((said("We listen."), said("They speak."))),))
    mixed = m.Item((said("words"), m.Quote((said("We listen."),))))
    lists = (m.List((inner, mixed, quoted)), said("and"), m.List((bullets, quoted, inner), m.Numbering()))
    document = m.Document("plan", (m.Text("Plan"),), "policy", blocks=(*lists, m.Box(m.Role.NOTE, lists)))
    assert faults(document, format, "standard") == []


@pytest.mark.slow
@pytest.mark.parametrize("look", ["standard", "large-print"])
@pytest.mark.parametrize("format", FORMATS)
def test_all_odd_words_in_every_place_build(format: str, look: str) -> None:
    assert faults(every_odd(), format, look) == []


def test_a_title_with_a_sign_that_is_not_seen_builds() -> None:
    assert faults(m.Document("plan", (m.Text("Plan\u200bning"),), "policy"), "pdf", "large-print") == []


@pytest.mark.parametrize("before", ["", "Signed", "Name of the person who pays"])
@pytest.mark.parametrize("sign", [".", "…", "-", "·"])
def test_rows_of_signs_to_write_on_build_behind_bold_words(before: str, sign: str) -> None:
    words = m.Paragraph((m.Strong((m.Text(before),)), m.Text(f": {sign * 150} on{sign * 30}")))
    bold = m.Paragraph((m.Text(f"{before}: "), m.Strong((m.Text(sign * 122),))))
    document = m.Document("plan", (m.Text("Plan"),), "policy", blocks=(words, bold))
    assert faults(document, "pdf", "large-print") == []


def test_the_parts_of_a_heading_in_another_language_are_so_in_the_contents_list_too() -> None:
    names = ("Annex A. All of the questions of our first survey of two – Weeks 1-2", "Two")
    sections = (m.Section("one", (m.Span("cy", (m.Text(names[0]),)),)), m.Section("two", (m.Text(names[1]),)))
    assert faults(m.Document("plan", (m.Text("Plan"),), sections=sections, kind="policy"), "pdf", "large-print") == []


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=QUIET, phases=[Phase.generate])
@given(drafts())
def test_any_draft_builds_in_the_formats_that_are_quick(document: m.Document) -> None:
    every_format(document, ("braille", "docx", "html", "odt", "text"))


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=QUIET)
@given(drafts())
def test_very_many_drafts_build_in_every_format(document: m.Document) -> None:
    every_format(document)


@pytest.mark.parametrize(("words", "listed"), [(28, False), (36, True), (84, True)])
def test_a_table_whose_labels_would_fill_a_page_is_set_as_lists(words: int, listed: bool) -> None:
    labels = ("Loan", "Minimum", "Maximum", "Term", "Charges", "what the guarantee covers " * (words // 4))
    columns = tuple(m.Column(f"c{at}", (m.Text(label.strip()),)) for at, label in enumerate(labels))
    cells = tuple(m.Cell((said(f"Repayments of {label[:8]}"),)) for label in labels)
    table = m.Table(columns, (m.Group(tuple(m.Record(f"R{at}", cells) for at in range(4))),), (m.Text("Loans"),), "c0")
    document = m.Document("plan", (m.Text("Plan"),), "policy", blocks=(table,))
    assert faults(document, "pdf", "standard") == []
    read = built_anew("pdf", "standard", document).reading
    assert any("set out here as a list" in piece.text for piece in read) == listed
