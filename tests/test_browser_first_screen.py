"""What the reader meets first on a phone, and the buttons that choose rows, in real Chromium without any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser

from pipeline.builders import SiteJob
from pipeline.builders.html import assets as html_assets
from tests import browser as b
from tests.editions import SITE, assets, edition
from tests.pdf_editions import para, t
from tests.test_html_filter import plan

FIRST = "The plan says who does what by when, and how we know that it is done."


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with b.browser() as running:
        yield running


@pytest.fixture
def window(chromium: Browser) -> Iterator[b.Window]:
    made = plan()
    section = replace(made.sections[0], blocks=(para(FIRST), *made.sections[0].blocks))
    document = replace(
        made,
        title=t("Equality objectives and action plan of the council, 2027 to 2031"),
        before_title=(para("Sample Borough Council"),),
        period="2027 to 2031",
        owner="Policy and Information team",
        published="12 October 2027",
        sections=(section,),
    )
    shared = html_assets.build(SiteJob((), SITE, assets())).files
    yield (opened := b.Window(chromium, {**edition("html", "standard", document).files, **shared}))
    opened.close()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (375, 667)])
def test_the_text_begins_on_the_first_screen_of_a_phone(window: b.Window, width: int, height: int) -> None:
    page = window.open("plan.html", width, unfolded=False)
    overview = page.get_by_text("6 actions: 3 done")
    assert overview.bounding_box()["y"] + overview.bounding_box()["height"] <= height  # type: ignore[index]
    assert b.too_wide(page) == ""


def test_buttons_choose_rows_without_a_script_and_say_how_many_are_left(window: b.Window) -> None:
    page = window.open("plan.html", 1280, javascript=False)
    rows = page.locator("tr.row")
    assert [row.is_visible() for row in rows.all()] == [True] * 6
    page.get_by_label("Policy team (3)").check()
    assert [row.is_visible() for row in rows.all()] == [True, False, True, False, False, True]
    assert [one.inner_text() for one in page.locator(".count").all() if one.is_visible()] == ["3 of 6 rows are shown"]
    page.get_by_label("Late (2)").check()
    assert [row.is_visible() for row in rows.all()] == [False, False, False, False, False, True]
    page.goto(b.HOST + "plan.html#M2")
    assert page.locator("#M2").is_visible()


def test_axe_finds_nothing_in_the_buttons_and_the_statuses(window: b.Window) -> None:
    settings: list[dict[str, Any]] = [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}]
    for setting in settings:
        assert b.axe(window.open("plan.html", 320, **setting)) == []
