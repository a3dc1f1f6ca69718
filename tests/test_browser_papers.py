"""Every page of the site as it is published, in real Chromium: the papers of content/, the home page, on screen and on paper."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pipeline.verifiers.html.verify import verify
from tests import browser as b
from tests.test_browser_publication import unspaced_line

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "content").glob("*.yaml") if path.stem != "site")
PAGES = [
    *(f"{name}.html" for name in NAMES),
    "index.html",
    "accessibility-statement.html",
    "404.html",
    "conformance/index.html",
    "conformance/en-301-549-v4-1-1.html",
]
LARGEST = f"{max(NAMES, key=lambda name: (ROOT / 'content' / f'{name}.yaml').stat().st_size)}.html"
KINDS = [LARGEST, *PAGES[len(NAMES) : -1]]
EVERY = [name if name in KINDS else pytest.param(name, marks=pytest.mark.slow) for name in PAGES]
"""All pages; in the quick tests only one publication, the largest, for they are of one kind."""
SCHEMES: dict[str, Any] = {"light": {}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}


@cache
def site() -> dict[str, bytes]:
    """What `reports build` publishes, by path in the output folder."""
    with TemporaryDirectory() as name:
        folder = Path(name, "public")
        subprocess.run(
            [sys.executable, "-m", "pipeline", "build", "--out", name], cwd=ROOT, capture_output=True, check=True
        )
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def window(chromium: Browser) -> Iterator[b.Window]:
    made = b.Window(chromium, site())
    yield made
    made.close()
    assert made.foreign == []
    assert made.complaints == []


@pytest.mark.parametrize("file", KINDS)
def test_axe_finds_nothing(window: b.Window, file: str) -> None:
    assert b.axe(window.open(file, 1280)) == []
    assert b.axe(window.open(file, 320, color_scheme="dark")) == []


@pytest.mark.slow
@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_at_any_width_in_any_scheme(window: b.Window, file: str, scheme: str) -> None:
    for width in (1280, 768, 320):
        assert b.axe(window.open(file, width, **SCHEMES[scheme])) == [], f"at {width} px"


def before_a_choice(lines: list[str]) -> list[str]:
    """The reading before somebody chooses rows: of the counts, which stand in a status, only the first is shown."""
    kept: list[str] = []
    inside, count = 0, 0
    for line in lines:
        depth = len(line) - len(line.lstrip())
        inside = 0 if inside and depth < inside else inside
        count += bool(inside) and depth == inside
        if not inside or count == 1:
            kept.append(line)
        if line.strip() == "status":
            inside, count = depth + 2, 0
    return kept


@pytest.mark.parametrize("file", EVERY)
def test_the_page_fits_and_reads_alike_at_every_width_and_with_the_readers_settings(
    window: b.Window, file: str
) -> None:
    lines = [unspaced_line(line) if "“" in line else line for line in verify(site()[file], file).tree.splitlines()]
    read = before_a_choice(b.merged(lines))
    for width in (1280, 320):
        page = window.open(file, width)
        for css in ("", b.SPACING, b.TWICE):  # each on top of the one before
            b.style(page, css)
            assert b.too_wide(page) == "", f"at {width} px with {css}"
            assert b.overlaps(page) == [], f"at {width} px with {css}"
        assert b.ax_tree(page) == read


def test_every_page_that_is_published_is_tried_here() -> None:
    assert sorted(name for name in site() if name.endswith(".html")) == sorted(PAGES)


@pytest.mark.parametrize("file", PAGES)
def test_a_page_is_under_200_kilobytes(file: str) -> None:
    assert len(site()[file]) < 200_000


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def printed(page: Page, folder: Path) -> str:
    """The text of the page as Chromium prints it, a form feed after each sheet."""
    (folder / "page.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    return run("pdftotext", "-layout", str(folder / "page.pdf"), "-")


@pytest.mark.parametrize("file", EVERY)
def test_on_paper_nothing_is_cut_off_and_what_only_a_screen_needs_is_gone(
    window: b.Window, file: str, tmp_path: Path
) -> None:
    page = window.open(file, 642)
    page.emulate_media(media="print")
    assert b.too_wide(page) == ""
    assert b.overlaps(page) == []
    assert b.axe(page) == []
    (tmp_path / "page.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    text = subprocess.run(
        ["pdftotext", "-layout", "page.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert "Back to contents" not in text
    assert "Skip to main content" not in text
    assert "(A4)" in run("pdfinfo", str(tmp_path / "page.pdf"))


def test_on_paper_header_rows_are_repeated_and_rows_are_whole(window: b.Window, tmp_path: Path) -> None:
    file = next(name for name in PAGES if "update" in name)
    page = window.open(file, 642)
    (tmp_path / "page.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    text = subprocess.run(
        ["pdftotext", "-layout", "page.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    sheets = text.split("\f")
    heads = page.evaluate(
        "() => [...document.querySelectorAll('table:first-of-type thead th')].map(th => th.innerText)"
    )
    assert len(sheets) > 4
    with_rows = [sheet for sheet in sheets if any(id in sheet.split() for id in page.evaluate(ROW_IDS))]
    for sheet in with_rows:
        assert all(word in sheet for word in heads[1].split()), "each page with rows has a header row"


ROW_IDS = "() => [...document.querySelectorAll('tbody tr')].map(row => row.id)"
