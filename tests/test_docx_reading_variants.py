"""Word files of the same content from other programs, and after years of editing, read as right as the samples."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.docx_wear import with_real_notes, worn
from tests.test_extraction_variants import TRUTH, check, truth
from tests.variants import HABITS, SHEETS, html, word

WORN = {
    0: "styles and real lists",
    1: "bold text and typed bullets",
    2: "symbol bullets, landscape",
    3: "bullets after line breaks",
}


def converted(files: list[Path], to: str, *options: str) -> None:
    """The files converted by LibreOffice, beside them."""
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)


@pytest.mark.parametrize("seed", WORN)
@pytest.mark.parametrize("name", TRUTH)
def test_a_word_file_after_years_of_editing(name: str, seed: int) -> None:
    check(name, worn(word(truth(name), HABITS[WORN[seed]]), seed), ".docx")


def test_a_word_file_with_real_footnotes() -> None:
    name = "equalities-policy-2017-2021"
    check(name, with_real_notes(word(truth(name), HABITS["styles and real lists"])), ".docx")


@pytest.mark.parametrize("sheet", ["sans, ruled"])
def test_a_word_file_that_libreoffice_made_of_a_web_page(tmp_path: Path, sheet: str) -> None:
    pages = [tmp_path / f"{name}.html" for name in TRUTH]
    for page in pages:
        page.write_text(html(truth(page.stem), SHEETS[sheet]), "utf-8")
    converted(pages, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    for name in TRUTH:
        check(name, (tmp_path / f"{name}.docx").read_bytes(), ".docx")


@pytest.mark.parametrize(("way", "habit"), [("odt", "styles and real lists"), ("doc", "symbol bullets, landscape")])
def test_a_word_file_that_libreoffice_made_of_an_older_format(tmp_path: Path, way: str, habit: str) -> None:
    files = [tmp_path / f"{name}.docx" for name in TRUTH]
    for file in files:
        file.write_bytes(word(truth(file.stem), HABITS[habit]))
    converted(files, way)
    for file in files:
        file.unlink()
    converted([file.with_suffix(f".{way}") for file in files], "docx:MS Word 2007 XML")
    for name in TRUTH:
        check(name, (tmp_path / f"{name}.docx").read_bytes(), ".docx")
