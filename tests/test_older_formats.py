"""OpenDocument, RTF and old Word files: by way of LibreOffice where it is installed, else told how to save them."""

from __future__ import annotations

import shutil

import pytest

from pipeline.app import older_formats
from pipeline.model.flow import FlowParagraph, Unreadable
from pipeline.sources import SOURCES
from pipeline.sources.docx.extract import extract

RTF = rb"{\rtf1\ansi Plan of the town\par Second line\par}"


@pytest.mark.parametrize("suffix", older_formats.KINDS)
def test_without_libreoffice_a_message_says_how_to_save_the_file(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Unreadable) as refused:
        older_formats.as_word(b"x", f"plan{suffix}", suffix)
    assert older_formats.KINDS[suffix] in refused.value.finding.message
    assert (".xlsx" if suffix in older_formats.WORKBOOKS else ".docx") in refused.value.finding.hint
    assert suffix in SOURCES


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_rich_text_file_is_read() -> None:
    flow = extract(older_formats.as_word(RTF, "plan.rtf", ".rtf"), "plan.rtf")
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == [
        "Plan of the town",
        "Second line",
    ]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_file_that_libreoffice_cannot_read_is_refused() -> None:
    with pytest.raises(Unreadable, match="LibreOffice cannot read"):
        older_formats.as_word(b"PK\x03\x04 damaged", "plan.odt", ".odt")
