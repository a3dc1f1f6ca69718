"""The web page of a publication in real Chromium: whatever the width, the colours and the reader's own settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser

from pipeline.builders import Publication, SiteJob
from pipeline.builders.html import assets as html_assets
from pipeline.builders.html import build as html_builder
from pipeline.builders.html import index as html_index
from pipeline.editions.edition import RowView, SectionView, TableView, Views
from pipeline.verifiers.html.verify import verify
from tests import browser as b
from tests.sample_edition import assets, edition
from tests.test_html_builder import FACTS, SITE, job
from tests.test_html_split import long_plan

PAGE, INDEX = "sample-plan-2027.html", "index.html"
LONG, BAND = "long.html", "long-band_2.html"
WIDTHS = (1280, 768, 320)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return small_site()


@cache
def small_site() -> dict[str, bytes]:
    """A whole small site: a publication with every view, the home page, the style sheet."""
    document = replace(job().document, status="published")
    page = html_builder.build(replace(job(), document=document))
    listed = tuple(
        Publication(
            replace(document, name=name), tuple(replace(fact, file=f"{name}-{n}") for n, fact in enumerate(FACTS))
        )
        for name in ("one", "two")
    )
    site = SiteJob(listed, SITE, assets())
    long = html_builder.build(replace(job(replace(edition(), body=long_plan(3, 51), name="long")), document=document))
    return {**page.files, **long.files, **html_index.build(site).files, **html_assets.build(site).files}


@pytest.fixture
def window(chromium: Browser, files: dict[str, bytes]) -> Iterator[b.Window]:
    made = b.Window(chromium, files)
    yield made
    made.close()
    assert made.foreign == [], "a page asked for something that is not part of the site"
    assert made.complaints == [], "the browser complained, for instance about the content security policy"


SETTINGS: dict[str, Any] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "dark forced colours": {"forced_colors": "active", "color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
}


def slow(value: object) -> Any:
    """A value that only the slow tests try; each kind of page is tried once in the quick ones."""
    return pytest.param(value, marks=pytest.mark.slow)


def crossed(*quick: tuple[int, str]) -> list[Any]:
    """Every width in every setting; all but a few are slow."""
    every = [(width, setting) for width in WIDTHS for setting in SETTINGS]
    return [one if one in quick else pytest.param(*one, marks=pytest.mark.slow) for one in every]


@pytest.mark.parametrize(("width", "setting"), crossed((1280, "light"), (320, "dark")))
def test_axe_finds_no_violation_of_any_level(window: b.Window, width: int, setting: str) -> None:
    assert b.axe(window.open(PAGE, width, **SETTINGS[setting])) == []


@pytest.mark.parametrize("file", [LONG, BAND])
@pytest.mark.parametrize(("width", "setting"), [(1280, "light"), (320, "dark")])
def test_axe_finds_no_violation_on_the_pages_of_a_long_plan(
    window: b.Window, file: str, width: int, setting: str
) -> None:
    assert b.axe(window.open(file, width, **SETTINGS[setting])) == []


@pytest.mark.parametrize("file", [PAGE, INDEX, LONG])
@pytest.mark.parametrize(
    "css",
    ["", slow(b.SPACING), slow(b.TWICE), b.TWICE + b.SPACING],
    ids=["plain", "spaced", "twice", "both"],
)
def test_nothing_scrolls_sideways_overlaps_or_is_cut_off(window: b.Window, file: str, css: str) -> None:
    for width in WIDTHS:
        page = window.open(file, width)
        b.style(page, css)
        assert b.too_wide(page) == "", f"at {width} px"
        assert b.overlaps(page) == [], f"at {width} px"


@pytest.mark.parametrize("css", [slow(b.SPACING), b.TWICE], ids=["spaced", "twice"])
def test_axe_agrees_with_the_readers_own_spacing_and_size(window: b.Window, css: str) -> None:
    page = window.open(PAGE, 1280)
    b.style(page, css)
    assert b.axe(page) == []


@pytest.mark.parametrize("file", [PAGE, slow(INDEX)])
@pytest.mark.parametrize("width", [slow(1280), 320])
@pytest.mark.parametrize("setting", [slow("light"), "forced colours"])
def test_the_keyboard_reaches_everything_in_order_with_a_visible_focus(
    window: b.Window, file: str, width: int, setting: str
) -> None:
    assert b.keyboard_walk(window.open(file, width, **SETTINGS[setting])) == []


def test_the_skip_link_leads_to_the_main_part(window: b.Window) -> None:
    page = window.open(PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def tables(views: Views) -> Iterator[TableView]:
    for view in views:
        if isinstance(view, TableView):
            yield view
        elif isinstance(view, SectionView):
            yield from tables(view.blocks)


@pytest.mark.parametrize("width", [1280, slow(768), 320])
def test_the_accessibility_tree_names_the_headers_of_every_cell_in_both_shapes(window: b.Window, width: int) -> None:
    page = window.open(PAGE, width)
    found = b.cell_headers(page)
    expected = [(label, row) for table in tables(edition().body) for row in table.rows for label in table.columns[1:]]
    assert len(found) == len(expected)
    for (_, column, name), (label, row) in zip(found, expected, strict=True):
        assert column == getattr(label[0], "text", "")
        assert isinstance(row, RowView)
        assert name.startswith(row.id)
    shapes = page.evaluate(
        "[...document.querySelectorAll('table')].map(t => getComputedStyle(t.rows[1].cells[1]).display)"
    )
    assert shapes == {1280: ["table-cell", "table-cell", "block"], 768: ["block", "table-cell", "block"]}.get(
        width, ["block"] * 3
    )


def test_labels_of_the_list_shape_are_seen_and_not_spoken_twice(window: b.Window) -> None:
    page = window.open(PAGE, 320)
    label = page.evaluate("getComputedStyle(document.querySelector('td[data-label]'), '::before').content")
    assert label == '"What we will do" / ""'
    assert sum("Whatwewilldo" in line for line in b.ax_tree(page)) == 3, "one header in each of the three tables"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("file", [PAGE, INDEX, LONG, BAND])
def test_the_static_reading_is_what_chromium_exposes(
    window: b.Window, file: str, width: int, files: dict[str, bytes]
) -> None:
    exposed = b.ax_tree(window.open(file, width))
    read = [line if "“" not in line else unspaced_line(line) for line in verify(files[file], file).tree.splitlines()]
    assert b.merged(read) == exposed


def unspaced_line(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    role, _, text = line.strip().partition(" “")
    return " " * indent + role + f" “{b.unspaced(text[:-1])}”"


def test_everything_can_be_read_without_a_script_and_without_the_style_sheet(
    chromium: Browser, files: dict[str, bytes]
) -> None:
    bare = b.Window(chromium, {name: b"" if name.endswith(".css") else data for name, data in files.items()})
    shown = b.unspaced(bare.open(PAGE, javascript=False).inner_text("body"))
    bare.close()
    for said in verify(files[PAGE], PAGE).words:
        words = said.text.replace("Map of the borough with its 26 wards", "")
        assert b.unspaced(words) in shown
