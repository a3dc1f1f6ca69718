"""Documents of the same kind in other layouts and from other producers come out as right as the samples."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import weasyprint

from pipeline.assemble.assemble import assemble
from pipeline.model.show_json import to_json
from pipeline.sources import SOURCES
from tests.docx_samples import converted
from tests.score import Json, score
from tests.variants import HABITS, SHEETS, html, word

TRUTH = {path.stem: path for path in sorted((Path(__file__).parent / "truth").glob("*.json"))}
LEAST = {"word_recall": 1.0, "cell_accuracy": 0.98, "reading_order": 0.99, "block_type": 0.97, "heading_level": 1.0}

# Where a page ends after one line of a row whose first cell has none yet, nothing tells it from the row above.
PRINTED = [name for name in SHEETS if name != "small, unruled, landscape"]


@cache
def truth(name: str) -> Json:
    data: Json = json.loads(TRUTH[name].read_text("utf-8"))
    return data


def check(name: str, data: bytes, ending: str) -> None:
    """The figures are high enough, and no word is lost or invented."""
    flow = import_module(SOURCES[ending]).extract(data, f"{name}{ending}")
    result = assemble(flow, name)
    figures = score(truth(name), to_json(result.document))
    short = {key: figures[key] for key, least in LEAST.items() if figures[key] is not None and figures[key] < least}  # type: ignore[operator]
    assert not short
    assert not [word.text for word in result.ledger.words if word.fate == "lost"]
    assert not result.ledger.unaccounted


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("name", TRUTH)
def test_a_word_file_of_another_author(name: str, habit: str) -> None:
    check(name, word(truth(name), HABITS[habit]), ".docx")


@pytest.mark.parametrize("sheet", PRINTED)
@pytest.mark.parametrize("name", TRUTH)
def test_a_pdf_of_weasyprint(name: str, sheet: str) -> None:
    check(name, weasyprint.HTML(string=html(truth(name), SHEETS[sheet])).write_pdf(), ".pdf")


def test_a_pdf_of_chromium(tmp_path: Path) -> None:
    for name in ("equalities-action-plan-2018", "equality-objectives-revised-2017-2021"):
        page, out = tmp_path / f"{name}.html", tmp_path / f"{name}.pdf"
        page.write_text(html(truth(name), SHEETS["sans, ruled"]), "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"]
        command = ["chromium", *options, f"--print-to-pdf={out}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        check(name, out.read_bytes(), ".pdf")


def test_a_pdf_of_libreoffice(tmp_path: Path) -> None:
    files = []
    for name in TRUTH:
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(word(truth(name), HABITS["symbol bullets, landscape"]))
    for name, data in converted(files, "pdf", tmp_path).items():
        check(name, data, ".pdf")
