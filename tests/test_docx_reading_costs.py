"""Hostile Word files cost time and memory that grow with their size, never with its square."""

from __future__ import annotations

import time

import pytest

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.model.flow import FlowParagraph
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, word_file
from tests.test_docx_reading_hostile import changed, members

LABEL = "%1" * 60_000
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{LABEL}"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
ITEM = paragraph("x", '<w:numPr><w:numId w:val="1"/></w:numPr>')
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="S{n}"/><w:basedOn w:val="S{n + 1}"/></w:style>'
    for n in range(1500)
)
STYLED = "".join(paragraph("We listen.", f'<w:pStyle w:val="S{n}"/>') for n in range(1500))
HOSTILE = {
    "line breaks": word_file(f"<w:p><w:r>{'<w:br/><w:t>x</w:t>' * 20_000}</w:r></w:p>"),
    "typed numbers": word_file(f"<w:p><w:r>{''.join(f'<w:br/><w:t>{n % 9 + 1}. x</w:t>' for n in range(8_000))}</w:r></w:p>"),
    "lines to write on": word_file(paragraph("_" * 235 + " (signed) x") * 90),
    "brackets": word_file(paragraph("[" * 200_000)),
    "styles in a row": word_file(STYLED, {"styles": STYLES}),
    "a long label": word_file(ITEM * 500, {"numbering": NUMBERING}),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_may_stand_in_a_file_many_times_ends_in_time(data: bytes) -> None:
    started = time.process_time()
    assert content.write(assemble(extract(data, "x.docx"), "x").document)
    assert time.process_time() - started < 8


def test_halves_of_characters_become_the_sign_for_a_lost_one_and_are_told() -> None:
    part = "word/document.xml"
    data = word_file(paragraph("before@after"))
    xml = members(data)[part].replace(b"@", b"\xed\xa0\xbd\xed\xb2\xa9")
    flow = extract(changed(data, part, xml), "x.docx")
    assert [word.text for word in flow.words] == ["before\ufffd\ufffdafter"]
    assert [finding.rule for finding in flow.findings] == ["damaged-source"]


def test_attributes_that_look_like_our_private_ones_hide_nothing() -> None:
    data = word_file('<w:p properties="7" page="9"><w:r aside="hidden text"><w:t>Shown in Word</w:t></w:r></w:p>')
    flow = extract(data, "x.docx")
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == ["Shown in Word"]
    assert not flow.asides
