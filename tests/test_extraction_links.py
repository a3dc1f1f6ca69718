"""Links inside a paper that arrives lead to the right section of the paper that it becomes."""

from __future__ import annotations

import pytest

from pipeline import content
from pipeline.assemble.assemble import Extraction, assemble
from pipeline.model.document import Inline, Link, Paragraph
from pipeline.model.flow import Flow, FlowParagraph, Run
from pipeline.model.walk import all_blocks
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, word_file


def heading(text: str, level: int, bookmark: str = "") -> str:
    mark = f'<w:bookmarkStart w:id="1" w:name="{bookmark}"/>' if bookmark else ""
    return f'<w:p><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>'


def link(text: str, bookmark: str) -> str:
    return f'<w:p><w:hyperlink w:anchor="{bookmark}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>'


def linked(*body: str) -> Extraction:
    title = heading("Plan of the council", 1) + paragraph("It says what we will do.")
    return assemble(extract(word_file(title + "".join(body)), "plan.docx"), "plan")


def links(result: Extraction) -> list[tuple[str, str]]:
    """Section and target of every link of the document."""
    found: list[tuple[str, str]] = []
    for section, block in all_blocks(result.document):
        inlines: tuple[Inline, ...] = block.inlines if isinstance(block, Paragraph) else ()
        found += [(section, inline.target) for inline in inlines if isinstance(inline, Link)]
    return found


AIMS = heading("Our aims", 2, "_Ref1") + paragraph("We aim high.")
NEXT = heading("What comes next", 2) + paragraph("More of it.", "") + paragraph("And more.")


@pytest.mark.parametrize(
    ("bookmark", "target"), [("_Ref1", "#aims"), ("inside", "#what_comes_next"), ("in_table", "#what_comes_next")]
)
def test_a_link_leads_to_the_section_that_holds_its_bookmark(bookmark: str, target: str) -> None:
    inside = '<w:p><w:bookmarkStart w:id="2" w:name="inside"/><w:r><w:t>Inside.</w:t></w:r></w:p>'
    cell = '<w:tc><w:p><w:bookmarkStart w:id="3" w:name="in_table"/><w:r><w:t>Cell</w:t></w:r></w:p></w:tc>'
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>"
    result = linked(AIMS, link("see there", bookmark), NEXT, inside, table)
    ((_, found),) = links(result)
    assert found == target
    assert not result.ledger.unaccounted


def test_a_link_that_leads_to_no_section_becomes_plain_words_and_is_reported() -> None:
    result = linked(AIMS, link("see there", "gone"))
    assert links(result) == []
    assert [finding.rule for finding in result.findings] == ["link-to-nowhere"]
    assert [word.text for word in result.ledger.words if word.fate == "lost"] == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "VBScript:x"])
def test_an_address_that_runs_or_opens_something_here_is_no_link_and_its_words_stay(address: str) -> None:
    for one, found in ((address, []), ("https://example.org/report", ["https://example.org/report"])):
        runs = (Run("Read the ", size=11), Run("report", size=11, link=one), Run(" of the year.", size=11))
        result = assemble(Flow((FlowParagraph((Run("Plan", True, size=18),)), FlowParagraph(runs))), "case")
        assert [target for _, target in links(result)] == found
        assert "report" in content.write(result.document)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("our plan.", "See [our plan](https://example.org/a). Go"), ("our plan…", "See [our plan](https://example.org/a)… Go"),
        ("our plan...", "See [our plan](https://example.org/a)... Go"),
        ("“our plan.”", "See “[our plan](https://example.org/a).” Go"),
        ("our plan).", "See [our plan](https://example.org/a)). Go"),
        ("our " + 60 * "." + " plan", "See [our " + 60 * "." + " plan](https://example.org/a) Go"),
        ("Smith & Co.", "See [Smith & Co.](https://example.org/a) Go"),
    ],
)  # fmt: skip
def test_the_stop_of_a_sentence_stands_behind_its_link(words: str, written: str) -> None:
    runs = (Run("See ", size=11), Run(words, size=11, link="https://example.org/a"), Run(" Go on.", size=11))
    result = assemble(Flow((FlowParagraph((Run("Plan", True, size=18),)), FlowParagraph(runs))), "case")
    assert written in content.write(result.document)
