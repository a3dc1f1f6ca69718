"""What the reader meets first on a phone, and the buttons that choose rows, in real Chromium without any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser

from pipeline.builders import Job, SiteJob, Version
from pipeline.builders.html import assets as html_assets
from pipeline.builders.html import build as html_builder
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.site import Brand
from tests import browser as b
from tests import editions, page_kinds
from tests.pdf_editions import para, t
from tests.test_html_builder import FACTS
from tests.test_html_filter import plan

LOGO = b"<svg xmlns='http://www.w3.org/2000/svg' width='240' height='80'><rect width='240' height='80' fill='#ffffff'/></svg>"
SITE = replace(editions.SITE, brand=Brand(logo="logo.svg"))


def assets() -> Assets:
    return Assets(editions.assets().templates, {"logo.svg": LOGO})


FIRST = "The plan says who does what by when, which of the partners pays for it, and how we know that it is done."


@pytest.fixture
def window(chromium: Browser) -> Iterator[b.Window]:
    made = plan()
    section = replace(made.sections[0], blocks=(para(FIRST), *made.sections[0].blocks))
    document = replace(
        made,
        title=t(
            "Equality, diversity and inclusion objectives and action plan of the council and its partners"
            " in the county, 2027 to 2031"
        ),
        before_title=(para("Sample Borough Council"), para("Communities, Housing and Environment Committee")),
        period="2027 to 2031",
        owner="Housing, homelessness and private sector team",
        published="12 October 2027",
        updated="3 May 2028",
        sections=(section,),
    )
    others = tuple(Version(f"plan.{language}.html", language, "") for language in ("pl", "ur", "cy"))
    short = replace(made, name="short", title=t("Housing plan"), period="2027 to 2031", sections=(section,))
    files: dict[str, bytes] = {}
    for one, versions in ((document, others), (short, ())):
        look, edition, drawn = edition_for("html", one, looks.load(assets(), "standard"), assets(), SITE.brand)
        files |= html_builder.build(Job(one, edition, look, SITE, drawn, facts=FACTS, versions=versions)).files
    shared = {
        name: data
        for site in (SITE, editions.SITE)
        for name, data in html_assets.build(SiteJob((), site, assets())).files.items()
    }
    yield (opened := b.Window(chromium, {**page_kinds.pages(), **files, **shared}, page_kinds.ALONE))
    opened.close()


FIRST_SENTENCE = """() => {
  const start = document.querySelector('.text') || document.querySelector('main');
  const walker = document.createTreeWalker(start, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const other = node.parentElement.closest('.overview, h1, h2, h3, h4, h5, h6, nav, details, .visually-hidden');
    if (!node.data.trim() || other) continue;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, (node.data.match(/[^]*?[.!?](?=\\s|$)/) || [node.data])[0].length);
    return range.getBoundingClientRect().bottom;
  }
}"""
"""How far down the first sentence ends that is no heading, in CSS pixels."""


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 640)])
def test_the_text_begins_on_the_first_screen_of_a_phone(window: b.Window, width: int, height: int) -> None:
    page = window.open("plan.html", width, unfolded=False)
    overview = page.get_by_text("6 actions: 3 done")
    assert overview.bounding_box()["y"] + overview.bounding_box()["height"] <= height  # type: ignore[index]
    bar = page.locator(".overview + .picture img").first.bounding_box()
    assert bar is not None
    assert (bar["width"] > width * 0.8, 20 < bar["height"] < 60) == (True, True)
    assert b.too_wide(page) == ""
    late = {}
    for file in (*page_kinds.KINDS, "short.html"):
        window.turn_to(file)
        late[file] = page.evaluate(FIRST_SENTENCE)
    assert {file: bottom for file, bottom in late.items() if not bottom or bottom > height} == {}


def test_the_home_page_folds_the_formats_and_names_whose_they_are(window: b.Window) -> None:
    page = window.open("index.html", 320, unfolded=False)
    folded = page.locator("article summary").first
    assert folded.text_content() == "Formats: Sample plan 2027 to 2031"
    assert not page.locator("article .downloads a").first.is_visible()
    folded.press("Enter")
    assert page.locator("article .downloads a").first.is_visible()


def test_buttons_choose_rows_without_a_script_and_say_how_many_are_left(window: b.Window) -> None:
    page = window.open("plan.html", 1280, javascript=False)
    rows = page.locator("tr.row")
    assert [row.is_visible() for row in rows.all()] == [True] * 6
    page.get_by_label("Policy team (3)").check()
    assert [row.is_visible() for row in rows.all()] == [True, False, True, False, False, True]
    assert [one.inner_text() for one in page.locator(".count").all() if one.is_visible()] == [
        "Showing 3\u00a0of\u00a06\u00a0rows"
    ]
    page.get_by_label("Late (2)").check()
    assert [row.is_visible() for row in rows.all()] == [False, False, False, False, False, True]
    page.goto(b.HOST + "plan.html#M2")
    assert page.locator("#M2").is_visible()


def test_axe_finds_nothing_in_the_buttons_and_the_statuses(window: b.Window) -> None:
    settings: list[dict[str, Any]] = [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}]
    for setting in settings:
        assert b.axe(window.open("plan.html", 320, **setting)) == []
