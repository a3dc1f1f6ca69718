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

from pipeline.merge.tree import named, tree_of
from tests.projects import PAPER, SITE, paper, project, reports

NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
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


def copied(document: Any, marks: bool = False) -> Any:
    """A copy of the last row, at the end; Word gives it no bookmarks, LibreOffice ones of another name."""
    table = document.tables[-1]
    row = copy.deepcopy(table.rows[-1]._tr)
    for mark in [*row.iter("{*}bookmarkStart"), *row.iter("{*}bookmarkEnd")]:
        if marks and mark.get(NAME):
            mark.set(NAME, mark.get(NAME) + "1")
        elif not marks:
            mark.getparent().remove(mark)
    table._tbl.append(row)
    return table.rows[-1]


def overtype(row: Any, *texts: str) -> None:
    """Types over whole cells: what is typed gets the style of the first run, which in the first cell is the reference."""
    for cell, words in zip(row.cells, texts, strict=False):
        first, *others = [run for paragraph in cell.paragraphs for run in paragraph.runs]
        first.text = words
        for run in others:
            run._r.getparent().remove(run._r)


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
    path = edit(root, lambda document: overtype(copied(document), "Plant trees", "Parks"))
    change(
        root,
        "        - id: CL2\n",
        "        - id: CL3\n          objective: |\n            New\n          officer: |\n            All\n        - id: CL2\n",
    )
    assert reports(root, "extract", str(path)) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert "the row “Plant trees Parks” was pasted, so it has no id; it was given CL4" in capsys.readouterr().err
    after = text[text.index("- id: CL4") :]
    assert "Plant trees" in after
    assert "Parks" in after


def test_a_row_that_is_overtyped_wholly_keeps_its_id_and_says_where_words_were_added(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edit(root, lambda document: overtype(document.tables[-1].rows[1], "Open the depot", "Estates"))
    assert reports(root, "extract", str(path)) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert text.index("id: CL1") < text.index("Open the depot") < text.index("Estates") < text.index("id: CL2")
    assert "in the row CL1 (“Open the depot Estates”)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status"),
    [("Late ●", "Late"), ("Not started ○", "Not started"), ("Done ✓ (part 1)", "Done (part 1)"), ("Done ●", "Done")],
)
def test_a_status_comes_back_without_the_shape_that_stands_behind_it(root: Path, words: str, status: str) -> None:
    change(
        root, "        officer: Responsible officer\n", "        officer: Responsible officer\n        status: Status\n"
    )
    change(root, "            Policy team\n", "            Policy team\n          status: Done\n")
    assert reports(root, "build", "plan", "--format", "docx") == 0

    def how(document: Any) -> None:
        word, shape = document.tables[-1].rows[1].cells[2].paragraphs[0].runs
        word.text, rest = ("Done", words.removeprefix("Done")) if words.startswith("Done") else (words, "")
        shape.text = rest  # what is typed behind the shape gets its style

    path = edit(root, how)
    assert reports(root, "extract", str(path)) == 0
    lines = paper(root, "plan").read_text("utf-8").splitlines()
    told = [line.strip() for line in lines if line.strip().startswith("status:")]
    assert told[2:] == [f"status: {status}"]


def test_a_section_with_another_id_in_the_file_is_named_in_a_whole_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edit(root, retype("Ask residents", "Ask all residents"))
    change(root, "  - id: leader\n", "  - id: leading\n")
    shutil.rmtree(root / ".cache")
    assert reports(root, "build", "plan", "--format", "docx") == 0
    assert reports(root, "extract", str(path)) in (0, 2)
    told = capsys.readouterr().err
    assert "was given the id leader had lost" not in told


def test_the_id_of_a_deleted_row_is_not_given_to_a_new_one(root: Path) -> None:
    def how(document: Any) -> None:
        overtype(copied(document), "Plant trees", "Parks")
        overtype(copied(document), "Buy vans", "Fleet")
        gone = document.tables[-1].rows[2]._tr
        gone.getparent().remove(gone)

    assert reports(root, "extract", str(edit(root, how))) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert "CL2" not in text
    assert text.index("id: CL3") < text.index("Plant trees") < text.index("id: CL4") < text.index("Buy vans")


@pytest.mark.parametrize(("reference", "id"), [("", "CL3"), ("K9", "K9")])
def test_a_new_row_is_not_taken_for_a_deleted_one_of_the_same_officer(root: Path, reference: str, id: str) -> None:
    def how(document: Any) -> None:
        row = copied(document)
        if reference:
            row.cells[0].paragraphs[0].runs[0].text = reference
            row.cells[0].paragraphs[1].runs[0].text = "Open a garden for the staff"
        else:
            overtype(row, "Open a garden for the staff")
        gone = document.tables[-1].rows[2]._tr
        gone.getparent().remove(gone)

    assert reports(root, "extract", str(edit(root, how))) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert text.index(f"id: {id}\n") < text.index("Open a garden for the staff") < text.index("Personnel")
    assert "CL2" not in text


def test_a_row_that_lost_its_mark_is_known_by_its_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def how(document: Any) -> None:
        copied(document)
        gone = document.tables[-1].rows[2]._tr
        gone.getparent().remove(gone)

    assert reports(root, "extract", str(edit(root, how))) == 0
    assert "id: CL2" in paper(root, "plan").read_text("utf-8")
    assert "had lost its id; by its words it is CL2" in capsys.readouterr().err


def test_the_reference_typed_in_a_pasted_row_is_its_id_and_libreoffices_marks_are_not(root: Path) -> None:
    def how(document: Any) -> None:
        row = copied(document, marks=True)
        row.cells[0].paragraphs[0].runs[0].text = "K9"
        row.cells[0].paragraphs[1].runs[0].text = "Plant trees"

    assert reports(root, "extract", str(edit(root, how))) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert text.index("id: K9") < text.index("Plant trees")
    assert "CL21" not in text


def test_a_reference_typed_over_that_of_a_row_with_its_mark_changes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = paper(root, "plan").read_bytes()

    def how(document: Any) -> None:
        document.tables[-1].rows[1].cells[0].paragraphs[0].runs[0].text = "K9"

    assert reports(root, "extract", str(edit(root, how))) == 0
    assert paper(root, "plan").read_bytes() == before
    assert "was changed to “K9”; it stays CL1" in capsys.readouterr().err


def test_a_row_with_another_id_in_the_file_takes_the_edit(root: Path) -> None:
    path = edit(root, retype("what they need", "what they want"))
    change(root, "id: CL1", "id: LEAD1")
    assert reports(root, "extract", str(path)) == 0
    text = paper(root, "plan").read_text("utf-8")
    assert text.index("id: LEAD1") < text.index("what they want")
    assert "CL1" not in text


def test_an_edition_that_sets_tables_out_as_lists_takes_nothing_away(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reports(root, "build", "plan", "--look", "giant-print", "--format", "docx", "--format", "odt") == 0
    before = paper(root, "plan").read_bytes()
    for file in root.joinpath("output", "requests").iterdir():
        assert reports(root, "extract", str(file)) == 2
    assert paper(root, "plan").read_bytes() == before
    assert capsys.readouterr().err.count("(edition-one-way)") == 2


BANDED = """\
title: Plan
sections:
  - id: s1
    heading: One
    table:
      row_header: aim
      columns:
        ref: Ref
        aim: Aim
      groups:
        - id: band1
          band: Band
          rows:
            - id: K1
              ref: "1.1"
              aim: Open
"""


def test_a_row_under_a_band_with_an_id_is_named_by_its_row_header() -> None:
    tree = tree_of(BANDED)
    assert tree is not None
    assert named("K1", (tree,)) == "K1 (“Open”)"
