"""The page of measurements says of each peer what it took, or why it was not measured."""

from __future__ import annotations

import sys

import pytest

from tests.bench import __main__ as bench
from tests.bench import peers, whole
from tests.bench.__main__ import Row, peer, table


def test_a_peer_that_could_not_be_installed_has_a_line_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", {}.get)
    peers.missing.cache_clear()
    rows = [Row("ours", 2.0, 10, 50), *peer("OpenDataLoader", "opendataloader_pdf", list, 10)]
    page = table("reading", "pages", rows)
    assert "| ours | 2.00 | 10 | 5.0 | 50 | 1.00 |" in page
    assert "| OpenDataLoader: not measured, for it needs Java | | | | | |" in page


def test_what_is_not_on_this_machine_has_a_line_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "inside", lambda _: {"done": 0.0})
    said = bench.group("reading PDF files of other people", 1)
    assert said.endswith(
        "not be measured here: there are no PDF files in ../shared, nor in the folder that CORPUS names."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the system says what a process took")
def test_the_memory_of_a_command_is_its_own() -> None:
    held = bytearray(b"x" * 200_000_000)
    ran = whole.run([sys.executable, "-S", "-c", "pass"])
    assert len(held) == 200_000_000
    assert ran.megabytes < 60
    assert 0 < ran.seconds < 60
