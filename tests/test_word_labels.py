"""Labels of Word and OpenDocument editions: they run in before their values, and nothing but headings looks like a heading."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from docx import Document as open_document

from pipeline.builders.odt.build import build as odt
from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    DefinitionView,
    EntryView,
    FieldView,
    HeadingView,
    ItemView,
    ListView,
    ParagraphView,
    Views,
)
from pipeline.editions.reading import with_colon
from pipeline.model.document import Added, Definitions, Link, Role, Strong, Text
from pipeline.model.walk import plain_text
from pipeline.sources.word_edition.read import read_back
from pipeline.verifiers.docx.verify import verify
from pipeline.verifiers.odt.verify import verify as verify_odt
from tests import sample_edition
from tests.docx_samples import LARGE, NEGATIVE, STANDARD, built, file_of, job


def words(text: str, style: str = "body") -> ParagraphView:
    return ParagraphView((Text(text),), "r1", style)


ITEMS = ListView((ItemView((words("Train every manager"),)), ItemView((words("Write to residents"),))))
ENTRY = EntryView(
    HeadingView(3, "r1", (Added("CL1: Train, 1 of 1", "position"),), "r1", contents=False),
    (
        FieldView((Added("Officer", "label"),), "officer", (words("Jo Bloggs"),)),
        FieldView((Added("Actions", "label"),), "actions", (ITEMS,)),
        FieldView((Added("How will we know?", "label"),), "how", (words("One."), words("Two."))),
        FieldView((Added("Status", "label"),), "status", (words("Done", "status good"),)),
    ),
    "r1",
)
FACTS = DefinitionsView(
    (
        DefinitionView((Text("Meeting"),), (words("Cabinet"),), "r1"),
        DefinitionView((Link("https://example.org/", (Strong((Text("Wards"),)),)),), (words("All"),), "r1"),
        DefinitionView((Text("Papers"),), (ITEMS,), "r1"),
    )
)
BODY = (
    words("What we will do, who does it and by when", "table_title"),
    words("8 actions: 3 done, 5 under way", "overview"),
    ENTRY,
    FACTS,
    BoxView(Role.NOTE, (Added("Note", "label"),), (words("The plan runs for two years."),)),
    ActionView("a1", (Added("Action 1", "reference"),), (words("Plant trees."),), "a1"),
)


def paragraphs(body: Views, look: Any) -> list[Any]:
    """The paragraphs of a Word file outside of tables."""
    return list(open_document(io.BytesIO(file_of(built(body, look)))).paragraphs)


def lines(look: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The style of each paragraph, and its runs with their character styles."""
    for paragraph in paragraphs(BODY, look):
        yield paragraph.style.name, [(run.text, run.style.name) for run in paragraph.runs if run.text.strip()]


@pytest.mark.parametrize("look", [STANDARD, LARGE], ids=["standard", "large"])
def test_a_label_runs_in_before_a_value_that_begins_with_a_paragraph(look: Any) -> None:
    made = {runs[0][0]: (style, runs[1:]) for style, runs in lines(look) if runs}
    assert made["Officer"] == ("Labelled Text", [(": ", "Run-in Colon"), ("Jo Bloggs", "Default Paragraph Font")])
    assert made["How will we know?"][1][0][0] == "One."  # a mark of its own, so no colon
    assert made["Meeting"] == ("Labelled Text", [(": ", "Run-in Colon"), ("Cabinet", "Default Paragraph Font")])
    assert made["Status"][0] == "Status Good"


def test_a_label_above_a_list_is_a_line_of_its_own_that_is_not_bold() -> None:
    made = [(style, "".join(text for text, _ in runs)) for style, runs in lines(LARGE)]
    assert ("Field Label", "Actions: ") in made
    assert ("Field Label", "Papers: ") in made


def bold(paragraph: Any, run: Any) -> bool:
    """Whether people see a run bold, by its own setting, its character style or the style of the paragraph."""
    styles = [run.style, paragraph.style]
    while styles[-1].base_style is not None:
        styles.append(styles[-1].base_style)
    return bool(next((one.font.bold for one in [run, *styles] if one.font.bold is not None), False))


@pytest.mark.parametrize("look", [STANDARD, LARGE], ids=["standard", "large"])
def test_no_short_bold_paragraph_looks_like_a_heading_and_is_none(look: Any) -> None:
    """What checkers flag: a paragraph of which every word is bold, and that is no heading."""
    for view in (BODY, sample_edition.edition().body):
        for paragraph in paragraphs(view, look):
            runs = [run for run in paragraph.runs if run.text.strip()]
            heading = paragraph.style.name.startswith(("Heading", "TOC Heading"))
            assert heading or not runs or not all(bold(paragraph, run) for run in runs), paragraph.text


def test_in_bold_editions_labels_stay_bold() -> None:
    """Bold of a paragraph's style and of a character's style would cancel out."""
    labels = [
        run
        for paragraph in paragraphs(BODY, NEGATIVE)
        for run in paragraph.runs
        if run.style.name.endswith("Run-in Label")
    ]
    assert labels
    assert all(run.bold for run in labels)


def test_word_and_opendocument_say_which_words_are_label_and_value() -> None:
    for runs in (verify(file_of(built(BODY, LARGE)), "a.docx").runs, verify_odt(opendocument(), "a.odt").runs):
        found = [(run.text.strip(), run.facts.get("term", ""), run.opens) for run in runs]
        assert ("Officer", "term", True) in found
        assert any(text == "Jo Bloggs" and "value" in term and opens for text, term, opens in found)
        assert any(text == "Wards" and term == "term" for text, term, _ in found)
        assert any(text == "All" and "value" in term for text, term, _ in found)


def opendocument() -> bytes:
    made = odt(job(sample_edition.edition(BODY), replace(LARGE, name="large-print")))
    return next(iter(made.files.values()))


def test_a_label_with_a_mark_of_its_own_gets_no_colon() -> None:
    said = [plain_text(with_colon((Text(text),)), added=True) for text in ("Owner", "Done?", "Owner:", " ")]
    assert said == ["Owner:", "Done?", "Owner:", ""]


def test_labels_that_run_in_come_back_from_word_as_definitions() -> None:
    block = read_back(file_of(built((FACTS,))), "a.docx").document.blocks[0]
    assert isinstance(block, Definitions)
    assert [(entry.label, len(entry.blocks)) for entry in block.entries] == [
        ((Text("Meeting"),), 1),
        ((Link("https://example.org/", (Strong((Text("Wards"),)),)),), 1),
        ((Text("Papers"),), 1),
    ]
