"""Every kind of page in real Chromium by keyboard alone, at 400 %, in the reader's own colours and spacing.

The quick tests open each page in each way once. The slow ones cross the ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import browser as b
from tests.page_kinds import ALONE, KINDS, pages

SMALL_TARGETS = (Path(__file__).parent / "targets.js").read_text("utf-8")

SETTINGS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "dark forced": {"forced_colors": "active", "color_scheme": "dark"},
}
GROUNDS = """() => [...document.querySelectorAll('body *')].map((e, number) => [e, number]).filter(([e]) => {
  const own = getComputedStyle(e).backgroundColor;
  let around = e.parentElement;
  while (around && getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)') around = around.parentElement;
  return e.checkVisibility() && own !== 'rgba(0, 0, 0, 0)' && (!around || own !== getComputedStyle(around).backgroundColor);
}).map(([, number]) => number)"""
"""The elements that stand out by their ground, by their number on the page."""
EDGELESS = """numbers => { const all = [...document.querySelectorAll('body *')];
  const edge = e => { const look = getComputedStyle(e); return ['Top', 'Right', 'Bottom', 'Left'].some(side =>
    look[`border${side}Style`] !== 'none' && parseFloat(look[`border${side}Width`]) > 0) || look.outlineStyle !== 'none' };
  return numbers.map(number => all[number]).filter(e => !edge(e) && !(e.matches('th, td') && edge(e.closest('tr'))))
    .map(e => e.outerHTML.slice(0, 120)) }"""
"""Those of them that have no line around them either: without their ground nothing would tell them apart."""


@pytest.fixture
def window(chromium: Browser) -> Iterator[b.Window]:
    made = b.Window(chromium, pages(), ALONE)
    yield made
    made.close()


def zoomed(window: b.Window, file: str, **settings: Any) -> Page:
    """A page in a window of 1280 by 1024 pixels at 400 %: 320 by 256 CSS pixels (WCAG 1.4.10)."""
    page = window.open(file, 320, device_scale_factor=4, **settings)
    page.set_viewport_size({"width": 320, "height": 256})
    return page


def test_at_400_percent_with_wide_spacing_nothing_scrolls_sideways_is_cut_off_or_small(window: b.Window) -> None:
    zoomed(window, "404.html")
    found = {}
    for file in KINDS:
        page = window.turn_to(file)
        found[file] = page.evaluate(SMALL_TARGETS)
        b.style(page, b.SPACING)
        found[file] += [*b.too_wide(page).splitlines(), *b.overlaps(page)]
    assert {file: problems for file, problems in found.items() if problems} == {}


def test_the_keyboard_alone_is_enough_and_its_first_stop_skips_to_the_main_part(window: b.Window) -> None:
    window.open("404.html", forced_colors="active")
    found = {}
    for file in KINDS:
        page = window.turn_to(file)
        found[file] = b.keyboard_walk(page, most=12)
        if b'class="skip-link"' in pages()[file]:
            page = window.turn_to(file)
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            skipped = page.evaluate("document.activeElement.tagName")
            found[file] += [] if skipped == "MAIN" else [f"the skip link leads to {skipped}"]
        else:
            before = "() => [...document.querySelectorAll('a[href]')].filter(e => !e.closest('main')).length"
            found[file] += ["has links before its main part, and no skip link"] if page.evaluate(before) else []
    assert {file: problems for file, problems in found.items() if problems} == {}


def test_what_a_ground_tells_apart_has_an_edge_in_forced_colours(window: b.Window) -> None:
    window.open("404.html")
    grounds = {file: window.turn_to(file).evaluate(GROUNDS) for file in KINDS}
    window.open("404.html", forced_colors="active")
    found = {file: window.turn_to(file).evaluate(EDGELESS, numbers) for file, numbers in grounds.items()}
    assert {file: problems for file, problems in found.items() if problems} == {}


BROKEN = """<!DOCTYPE html><html><body><main><p style="width: 900px">wide</p><p><a href="#a" style="outline: none">x</a></p>
<p><a href="#b" tabindex="-1">never</a></p><p style="height: 1em; overflow: hidden">cut<br>off</p>
<p style="background: yellow">only a ground</p></main></body></html>"""


def test_planted_faults_are_found(chromium: Browser) -> None:
    window = b.Window(chromium, {"broken.html": BROKEN.encode()}, {"broken.html"})
    page = zoomed(window, "broken.html")
    assert "wide" in b.too_wide(page)
    assert any("is cut off" in one for one in b.overlaps(page))
    assert len(page.evaluate(SMALL_TARGETS)) == 2
    assert any("visible focus" in one for one in b.keyboard_walk(page))
    grounds = page.evaluate(GROUNDS)
    assert "only a ground" in page.evaluate(EDGELESS, grounds)[0]
    window.close()


@pytest.mark.slow
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("file", KINDS)
def test_the_keyboard_reaches_everything_and_leaves_again_at_every_width(
    window: b.Window, file: str, setting: str
) -> None:
    for width in (1280, 320):
        page = window.open(file, width, **SETTINGS[setting])
        assert b.keyboard_walk(page) == [], f"at {width} px"
        assert b.keyboard_walk_back(page) == [], f"at {width} px"


@pytest.mark.slow
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("file", KINDS)
def test_every_page_bears_zoom_spacing_and_size_in_every_colour(window: b.Window, file: str, setting: str) -> None:
    for css, width in product(("", b.SPACING, b.TWICE, b.TWICE + b.SPACING), (1280, 768, 320)):
        page = (
            window.open(file, width, **SETTINGS[setting]) if width > 320 else zoomed(window, file, **SETTINGS[setting])
        )
        b.style(page, css)
        assert b.too_wide(page) == "", f"at {width} px with {css}"
        assert b.overlaps(page) == [], f"at {width} px with {css}"
        assert page.evaluate(SMALL_TARGETS) == [], f"at {width} px with {css}"
    assert b.axe(window.open(file, **SETTINGS[setting])) == []
