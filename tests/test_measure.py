"""`make measure` says what it needs where it finds nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import measure


def test_a_folder_without_a_corpus_is_told_how_it_has_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["measure", "--corpus", str(tmp_path)])
    assert measure.main() == 2
    said = capsys.readouterr().out
    assert f"nothing to measure in {tmp_path}; " in said
    assert "corpus/pairs/NAME.docx" in said
