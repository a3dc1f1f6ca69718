"""The page of measurements says of each peer what it took, or why it was not measured."""

from __future__ import annotations

import pytest

from tests.bench import peers
from tests.bench.__main__ import Row, peer, table


def test_a_peer_that_could_not_be_installed_has_a_line_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", {}.get)
    peers.missing.cache_clear()
    rows = [Row("ours", 2.0, 10, 50), *peer("OpenDataLoader", "opendataloader_pdf", list, 10)]
    page = table("reading", "pages", rows)
    assert "| ours | 2.00 | 10 | 5.0 | 50 | 1.00 |" in page
    assert "| OpenDataLoader: not measured, for it needs Java | | | | | |" in page
