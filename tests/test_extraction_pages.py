"""What `reports extract --overlay` writes: a picture of each page of a PDF, and nothing into the content."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.projects import ROOT, project, reports


def test_each_page_of_a_pdf_becomes_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path)
    shutil.copy(ROOT / "source_docs" / "equalities-action-plan-2017.pdf", folder / "source_docs" / "plan.pdf")
    assert reports(folder, "extract", "plan", "--overlay") == 0
    pictures = sorted((folder / "output" / "private").glob("plan-page-*.png"))
    assert len(pictures) == 4
    drawn = Image.open(io.BytesIO(pictures[0].read_bytes())).convert("RGB")
    assert len({drawn.getpixel((x, y)) for x in range(0, drawn.width, 3) for y in range(0, drawn.height, 3)}) > 3
    assert "4 page pictures" in capsys.readouterr().out


def test_a_word_file_has_no_pages_to_draw_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path)
    shutil.copy(ROOT / "source_docs" / "equalities-action-plan-2018.docx", folder / "source_docs" / "plan.docx")
    assert reports(folder, "extract", "plan", "--overlay") == 0
    assert "PDF files only" in capsys.readouterr().out


def test_a_picture_is_named_after_its_paper_without_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path)
    shutil.copy(ROOT / "source_docs" / "equalities-action-plan-2017.pdf", folder / "source_docs" / "plan.pdf")
    reports(folder, "extract", "plan")
    assert "picture plan-picture-1.png" in capsys.readouterr().err
