"""Second opinions on every page: the Nu HTML checker, and IBM's Equal Access engine."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browser as b
from tests.test_browser_papers import site
from tests.test_browser_publication import small_site

pytestmark = pytest.mark.slow


# The engine calls an attribute deprecated that the HTML standard has (4.4.5, the ol element). What is not a failure asks a
# person to look, whatever the page.
STANDARD_START = 'attribute(s) "start" is deprecated'


def everything() -> dict[str, bytes]:
    """The published pages, a publication with every kind of block, and a long one."""
    return {**small_site(), **site()}


def names() -> list[str]:
    return sorted(name for name in everything() if name.endswith(".html"))


def test_the_nu_checker_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    for name, data in everything().items():
        if name.endswith(".html"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    jar = next((b.MODULES / "vnu-jar").rglob("vnu.jar"))
    command = ["java", "-jar", str(jar), "--format", "json", *names()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    found = [f"{one.get('url', '')}: {one['message']}" for one in json.loads(done.stderr)["messages"]]
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_equal_access_finds_no_failure(chromium: Browser, width: int, scheme: str) -> None:
    engine = (b.MODULES / "accessibility-checker-engine" / "ace.js").read_text("utf-8")
    window = b.Window(chromium, everything())
    problems = []
    for name in names():
        page = window.open(name, width, color_scheme=scheme)
        page.evaluate(engine)
        report = page.evaluate("() => new window.ace.Checker().check(document, ['IBM_Accessibility', 'WCAG_2_2'])")
        problems += [
            f"{name}: {one['ruleId']}: {one['message']}: {one['snippet'][:120]}"
            for one in report["results"]
            if one["value"][1] == "FAIL" and STANDARD_START not in one["message"]
        ]
    window.close()
    assert problems == []
