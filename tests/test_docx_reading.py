"""Reading DOCX: every way in which Word can hold words gives these words once, in order, with the right fate."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extractors.docx import extract
from pipeline.extractors.flow import Flow, FlowBlock, FlowParagraph, Grid
from tests.docx_making import paragraph, word_file

SAMPLES = Path(__file__).parent.parent / "source_docs"


def lines(blocks: tuple[FlowBlock, ...]) -> list[str]:
    """The text of all paragraphs, those in cells too."""
    found = []
    for block in blocks:
        if isinstance(block, FlowParagraph):
            found.append(block.text)
        elif isinstance(block, Grid):
            for cell in block.cells:
                found += lines(cell.blocks)
    return found


def unaccounted(flow: Flow) -> list[str]:
    """Words of the source without a fate, and words that the source does not have."""
    there = sorted(word.text for word in flow.words)
    kept = lines(flow.blocks) + [entry.text for note in flow.notes for entry in note.paragraphs]
    found = sorted(word for text in [*kept, *(aside.text for aside in flow.asides)] for word in text.split())
    return sorted(set(there) ^ set(found)) if there != found else []


@pytest.mark.parametrize("name", ["equalities-action-plan-2018.docx", "equalities-update-2020-21.docx"])
def test_every_word_of_a_sample_has_its_fate(name: str) -> None:
    flow = extract((SAMPLES / name).read_bytes(), name)
    assert len(flow.words) > 500
    assert unaccounted(flow) == []
    assert {aside.reason for aside in flow.asides} <= {"running header", "running footer", "page number"}


def test_words_in_links_smart_tags_controls_and_insertions_are_read_in_order() -> None:
    body = (
        "<w:p><w:r><w:t>one </w:t></w:r>"
        "<w:hyperlink w:anchor='x'><w:r><w:t>two</w:t></w:r></w:hyperlink>"
        "<w:smartTag w:element='place'><w:smartTag><w:r><w:t xml:space='preserve'> three</w:t></w:r></w:smartTag></w:smartTag>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> four</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:ins><w:r><w:t xml:space='preserve'> five</w:t></w:r></w:ins></w:p>"
    )
    flow = extract(word_file(body.replace("one ", "one")), "x.docx")
    assert lines(flow.blocks) == ["onetwo three four five"]
    assert unaccounted(flow) == []


def test_deleted_text_is_left_out_and_accounted_for() -> None:
    body = "<w:p><w:r><w:t>cat</w:t></w:r><w:del><w:r><w:delText>s</w:delText></w:r></w:del></w:p>" + paragraph("end")
    flow = extract(word_file(body), "x.docx")
    assert lines(flow.blocks) == ["cat", "end"]
    assert [(aside.text, aside.reason) for aside in flow.asides] == [("s", "deleted text")]
    assert unaccounted(flow) == []
