"""Extracting from the command line: new files, links proposed, a changed source brought in, the account of every word."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document as open_word
from PIL import Image

from pipeline.app import extracting
from pipeline.app.extracting import told
from pipeline.app.project import Project
from pipeline.model.findings import note
from pipeline.model.place import Place
from tests.projects import project, reports
from tests.score import Json
from tests.variants import Habit, word

PLAN: Json = {
    "title": "Equality Objectives 2020-2024",
    "blocks": [
        {"type": "heading", "level": 1, "text": "Equality Objectives 2020-2024"},
        {"type": "heading", "level": 2, "text": "As an Employer"},
        {"type": "heading", "level": 3, "text": "Actions"},
        {"type": "para", "text": "We will hold a survey of all staff every two years."},
        {"type": "para", "text": "We will train every member of staff in equality."},
    ],
}


def report_on(progress: str) -> Json:
    """A report on the plan with one row."""
    cells = [["We will hold a survey of all staff every two years."], [progress], ["Hold it again in 2022."]]
    row = {"cells": [[{"type": "para", "text": text} for text in cell] for cell in cells]}
    table = {"type": "table", "header": ["Agreed actions", "Progress", "Next steps"], "rows": [row]}
    heads = [{"type": "heading", "level": 1, "text": "Equality update 2021"}]
    heads.append({"type": "heading", "level": 2, "text": "As an Employer"})
    return {"title": "Equality update 2021", "blocks": [*heads, table]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = project(tmp_path)
    (root / "source_docs").mkdir(exist_ok=True)
    (root / "source_docs" / "a-report.docx").write_bytes(word(report_on("It was held in May."), Habit()))
    (root / "source_docs" / "plan.docx").write_bytes(word(PLAN, Habit()))
    assert reports(root, "extract") == 0
    return root


def test_a_row_of_progress_is_linked_to_the_action_of_the_other_paper_as_a_guess(folder: Path) -> None:
    text = (folder / "content" / "a-report.yaml").read_text("utf-8")
    assert "reports_on: plan#E1" in text
    assert "# check: does this row report on plan#E1?" in text


def test_a_changed_source_is_brought_in_and_the_lines_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = folder / "content" / "a-report.yaml"
    edited = content.read_text("utf-8").replace("again in 2022", "again in 2023")
    content.write_text(edited, "utf-8")
    (folder / "source_docs" / "a-report.docx").write_bytes(word(report_on("It was held in June."), Habit()))
    capsys.readouterr()
    assert reports(folder, "extract", "a-report") == 0
    said = capsys.readouterr()
    assert (
        "“progress” of UE1 (“We will hold a survey of all staff every two …”) was changed, as in the source" in said.err
    )
    assert "content/a-report.yaml" in said.out
    text = content.read_text("utf-8")
    assert "It was held in June." in text
    assert "again in 2023" in text
    assert "reports_on: plan#E1" in text
    assert reports(folder, "extract", "a-report") == 0
    assert content.read_text("utf-8") == text


def test_without_the_last_extraction_nothing_is_merged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content" / ".extracted" / "plan.json").unlink()
    before = (folder / "content" / "plan.yaml").read_bytes()
    assert reports(folder, "extract", "plan") == 2
    assert "is there already and was left as it is" in capsys.readouterr().err
    assert (folder / "content" / "plan.yaml").read_bytes() == before


def test_the_account_is_written_on_request_and_leaves_the_content_alone(folder: Path) -> None:
    before = (folder / "content" / "plan.yaml").read_bytes()
    assert reports(folder, "extract", "--report") == 0
    data = json.loads((folder / "output" / "private" / "plan-account.json").read_text("utf-8"))
    assert data["counts"]["lost"] == 0
    assert "Every word is accounted for." in (folder / "output" / "private" / "plan-account.html").read_text("utf-8")
    assert (folder / "content" / "plan.yaml").read_bytes() == before


def test_the_words_of_a_source_stay_in_the_process_that_reads_it_unless_their_account_is_asked_for(
    folder: Path,
) -> None:
    """Those of 2,000 pages take 25 MB there, 25 MB on the way, and 25 MB in the process that takes them."""
    made = extracting.extract(Project(folder), folder / "source_docs" / "plan.docx")
    assert made.document.title
    assert not made.ledger.words


def test_of_two_sources_with_one_name_neither_overwrites_the_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "content" / "plan.yaml").read_text("utf-8")
    (folder / "source_docs" / "Plan.DOCX").write_bytes(word(report_on("Another paper."), Habit()))
    (folder / "source_docs" / "plan.pdf").write_bytes(b"%PDF-1.7")
    capsys.readouterr()
    assert reports(folder, "extract") == 0
    assert reports(folder, "extract", "plan") == 0
    assert (folder / "content" / "plan.yaml").read_text("utf-8") == before
    said = capsys.readouterr().err
    assert "“Plan.DOCX” is left aside, for “content/plan.yaml” is made of “plan.docx”, of the same name" in said
    assert "“plan.pdf” is left aside" in said


def test_of_two_new_sources_with_one_name_the_word_file_is_read(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "source_docs").mkdir(exist_ok=True)
    (root / "source_docs" / "a plan.pdf").write_bytes(b"%PDF-1.7")
    (root / "source_docs" / "a-plan.docx").write_bytes(word(PLAN, Habit()))
    assert reports(root, "extract") == 0
    assert "file: a-plan.docx" in (root / "content" / "a-plan.yaml").read_text("utf-8")


def test_what_is_no_source_is_told_and_not_passed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = folder / "source_docs"
    (sources / "2018").mkdir()
    for name in ("old.wpd", "README.md", ".DS_Store", "2018/report.pdf"):
        (sources / name).write_bytes(b"x")
    capsys.readouterr()
    assert reports(folder, "extract") == 0
    said = [line for line in capsys.readouterr().err.split("\n") if "warning:" in line]
    assert said == [
        "source_docs/2018: warning: the documents in the folder “2018” are not read (left-aside)",
        "source_docs/old.wpd: warning: “old.wpd” is not read; "
        "these kinds can be: .pdf, .docx, .odt, .doc, .rtf, .xlsx, .xls, .ods (left-aside)",
    ]


@pytest.mark.parametrize(
    "name", ["-rf the plan.docx", "plan\n\x1b[31m é.docx", "plan \udcff.docx", "$(touch x); .docx"]
)
def test_a_file_of_any_name_is_read_and_told_of_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    root = project(tmp_path)
    (root / "source_docs").mkdir(exist_ok=True)
    (root / "source_docs" / name).write_bytes(word(PLAN, Habit()))
    assert reports(root, "extract", "--report") == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert len([line for line in said.out.splitlines() if ".docx → content/" in line]) == 1
    assert len(list((root / "output" / "private").iterdir())) == 2


def test_rows_that_moved_together_are_told_in_one_line() -> None:
    words = "E{} (“Plant tree {}”) was moved, as in the source"
    moved = tuple(note("merge-changed", words.format(n, n), Place("content/plan.yaml", n)) for n in range(10, 16))
    other = note("merge-changed", "“kind” was changed, as in the source", Place("content/plan.yaml", 3))
    assert [text.splitlines()[-1].strip() for text in told((*moved, other))] == [
        "content/plan.yaml:3: note: “kind” was changed, as in the source (merge-changed)",
        "… and 5 more like it on lines 11, 12, 13, 14, 15",
    ]


@pytest.mark.parametrize(("pictures", "notes"), [(0, 0), (2, 0), (1, 1)])
def test_what_is_written_is_told_in_whole_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pictures: int, notes: int
) -> None:
    root = project(tmp_path)
    word = open_word()
    word.add_heading("Our plan", 0)
    word.add_paragraph("We ask all residents what they need, and we say what we did.")
    for number in range(pictures):
        data = io.BytesIO()
        Image.new("RGB", (90, 60), (number * 90, 9, 9)).save(data, "PNG")
        data.seek(0)
        word.add_picture(data)
    if notes:
        word.add_paragraph("We follow the law").add_run("1").font.superscript = True
        word.add_paragraph("1 Equality Act 2010.")
    word.save(str(root / "source_docs" / "plan.docx"))
    assert reports(root, "extract") == 0
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "→" in one)
    written = sorted(path.name for path in (root / "content").glob("plan*.png"))
    assert len(written) == pictures
    assert all(name in line for name in written)
    guesses = (root / "content" / "plan.yaml").read_text("utf-8").count("# check:")
    assert (f"{guesses} guess{'' if guesses == 1 else 'es'} to confirm" in line) == bool(guesses)
