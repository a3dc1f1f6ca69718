"""A Word edition that someone changed comes back into content that has changed since: what it was built from is known."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_document

from tests.projects import PAPER, SITE, paper, project, reports

ROW = """\
        - id: CL2
          objective: |
            Train every member of staff
          officer: |
            Personnel
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = project(tmp_path, "plan", site=SITE.replace("  - html\n  - pdf\n", ""))
    paper(folder, "plan").write_text(PAPER.format(title="Plan") + ROW, "utf-8")
    assert reports(folder, "build") == 0
    return folder


def change(root: Path, was: str, becomes: str) -> None:
    path = paper(root, "plan")
    assert was in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(was, becomes, 1), "utf-8")


def edit(root: Path, how: Callable[[Any], None]) -> Path:
    """The Word edition as someone sends it back."""
    document = open_document(io.BytesIO((root / "output" / "public" / "plan.docx").read_bytes()))
    how(document)
    path = root / "edited.docx"
    document.save(str(path))
    return path


def retype(was: str, becomes: str) -> Callable[[Any], None]:
    def how(document: Any) -> None:
        paragraphs = [*document.paragraphs]
        paragraphs += [
            p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs
        ]
        for paragraph in paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace(was, becomes)

    return how


def test_edits_in_word_and_in_the_content_are_both_kept(root: Path) -> None:
    path = edit(root, retype("Ask residents what they need", "Ask residents twice"))
    change(root, "We serve everyone.", "We serve each and all.")
    change(root, "Personnel", "Human Resources")
    assert reports(root, "extract", str(path)) == 0
    text = paper(root, "plan").read_text("utf-8")
    for words in ("Ask residents twice", "We serve each and all.", "Human Resources"):
        assert words in text


def test_where_both_changed_the_same_words_the_contents_stay_and_both_are_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edit(root, retype("what they need", "what they want"))
    change(root, "what they need", "what they lack")
    reports(root, "extract", str(path))
    assert "what they lack" in paper(root, "plan").read_text("utf-8")
    said = "".join(capsys.readouterr())
    assert "(merge-clash)" in said
    assert "want" in said


def test_without_the_cache_the_history_of_the_file_is_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["init", "-q"],
        ["add", "content"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Start"],
    ):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    path = edit(root, retype("what they need", "what they want"))
    change(root, "We serve everyone.", "We serve each and all.")
    shutil.rmtree(root / ".cache")
    assert reports(root, "extract", str(path)) == 0
    assert "what they want" in paper(root, "plan").read_text("utf-8")
    shutil.rmtree(root / ".git")
    assert reports(root, "extract", str(path)) == 2
    assert "neither the cache nor git has that state" in capsys.readouterr().err


def test_a_copied_row_that_is_overtyped_keeps_its_words_and_the_id_that_is_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def how(document: Any) -> None:
        table = document.tables[-1]
        row = copy.deepcopy(table.rows[-1]._tr)
        for mark in [*row.iter("{*}bookmarkStart"), *row.iter("{*}bookmarkEnd")]:
            mark.getparent().remove(mark)
        table._tbl.append(row)
        for number, (cell, words) in enumerate(zip(table.rows[-1].cells, ("Plant trees", "Parks"), strict=True)):
            runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
            for run in runs:
                run.text = ""
            if not number:
                # Typed where the reference stood, in its style.
                runs[0].style = "Added Words"
            runs[0].text = words

    path = edit(root, how)
    change(
        root,
        "        - id: CL2\n",
        "        - id: CL3\n          objective: |\n            New\n          officer: |\n            All\n        - id: CL2\n",
    )
    assert reports(root, "extract", str(path)) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert (
        "the row “Plant trees Parks” has no id of its own, as pasted rows have none; it was given CL4"
        in capsys.readouterr().err
    )
    after = text[text.index("- id: CL4") :]
    assert "Plant trees" in after
    assert "Parks" in after
