"""Word files of the same content from other programs, and after years of editing, read as right as the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docx_samples import converted
from tests.docx_wear import with_real_notes, worn
from tests.test_extraction_variants import TRUTH, check, truth
from tests.variants import HABITS, SHEETS, html, word

WORN = {
    0: "styles and real lists",
    1: "bold text and typed bullets",
    2: "symbol bullets, landscape",
    3: "bullets after line breaks",
}
WORD = "docx:MS Word 2007 XML"


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
    for name, data in converted(pages, WORD, tmp_path, "--infilter=HTML (StarWriter)").items():
        check(name, data, ".docx")


def test_a_word_file_that_libreoffice_made_of_an_older_format(tmp_path: Path) -> None:
    older = []
    for way, habit in (("odt", "styles and real lists"), ("doc", "symbol bullets, landscape")):
        files = [tmp_path / f"{name}-{way}.docx" for name in TRUTH]
        for file, name in zip(files, TRUTH, strict=True):
            file.write_bytes(word(truth(name), HABITS[habit]))
        assert len(converted(files, way, tmp_path / way)) == len(TRUTH)
        older += sorted((tmp_path / way).iterdir())
    made = converted(older, WORD, tmp_path / "again")
    assert len(made) == len(older)
    for name, data in made.items():
        check(name.rpartition("-")[0], data, ".docx")
