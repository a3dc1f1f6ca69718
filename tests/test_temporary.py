"""Temporary folders of runs that were killed are swept up by the next run; those of runs that go on stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.builders.print.engine import _Fonts
from pipeline.model import temporary


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    temporary._sweep.cache_clear()
    return tmp_path


def dead() -> int:
    """The number of a process that has ended."""
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_folders_of_dead_processes_are_removed(folder: Path) -> None:
    kept = [
        folder / name for name in (f"reports-{os.getpid()}-a", f"reports-{os.getppid()}-b", "reports-batch", "other")
    ]
    gone = folder / f"reports-{dead()}-c"
    for path in (*kept, gone):
        path.mkdir()
        (path / "font").touch()
    assert temporary.prefix() == f"reports-{os.getpid()}-"
    assert sorted(folder.iterdir()) == sorted(kept)


def test_a_killed_process_that_nobody_has_asked_for_runs_no_more() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert not temporary.is_running(child)
    assert temporary.is_running(os.getpid())
    os.waitpid(child, 0)


def test_the_page_engine_keeps_its_fonts_in_such_a_folder(folder: Path) -> None:
    fonts = _Fonts()
    fonts.add_font_face({"font_family": "x", "src": [("external", "no:where")]}, lambda _: {})
    assert [path.name.startswith(f"reports-{os.getpid()}-") for path in folder.iterdir()] == [True]
