"""Real Chromium for tests: serves built files without a network and tells what it shows, reaches by keyboard, and exposes.

Every request to another host is refused and kept in `foreign`. The policy is as strict as a web server can set it.
"""

from __future__ import annotations

import json
import mimetypes
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

MODULES = Path(__file__).parent / "node_modules"
HOST = "http://pages.test/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag2aaa",
    "wcag21a",
    "wcag21aa",
    "wcag21aaa",
    "wcag22a",
    "wcag22aa",
    "wcag22aaa",
    "best-practice",
]
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
SPACING += " p { margin-bottom: 2em !important }"
# A machine may have no shared memory and no sandbox for its root user.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
TWICE = "html { font-size: 212.5% !important }"


def chromium() -> str:
    """The path of Debian's Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is missing; run: apt-get install chromium"
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)


_TABS: dict[tuple[Browser, bool, float], Page] = {}
"""The page of the browser with or without scripts and of some density: it stays open, for a new one takes half a second."""
_SHOWN: list[Window] = []
"""The window of which the browser shows a page."""
USUAL: dict[str, Any] = {
    "media": "null",
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
    "contrast": "no-preference",
}
"""What a reader has set who has set nothing."""


def _tab(browser: Browser, javascript: bool, density: float) -> Page:
    """The page of the browser that is this one, opened when it is first asked for."""
    key = browser, javascript, density
    if key not in _TABS:
        context = browser.new_context(java_script_enabled=javascript, device_scale_factor=density)
        context.route("**/*", lambda route: _SHOWN[0].answer(route))
        _TABS[key] = context.new_page()
        _TABS[key].on("console", lambda message: _SHOWN[0].complaints.append(message.text))
    return _TABS[key]


@dataclass
class Window:
    """The browser on the built files; pages of which the name is in `alone` bring their own style sheet inside.

    One is open at a time.
    """

    browser: Browser
    files: Mapping[str, bytes]
    alone: Collection[str] = ()
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _page: Page | None = None

    def open(
        self,
        file: str,
        width: int = 1280,
        *,
        javascript: bool = True,
        unfolded: bool = True,
        device_scale_factor: float = 1,
        **settings: str,
    ) -> Page:
        """The page of a file at a width in CSS pixels, with its folded parts open unless that is not wanted.

        Settings such as color_scheme or forced_colors are Playwright's.
        """
        self.close()
        _SHOWN[:] = [self]
        self._page = page = _tab(self.browser, javascript, device_scale_factor)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**{**USUAL, **settings})
        page.goto(HOST + file)
        if unfolded and javascript:
            page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        elif unfolded:
            for folded in page.locator("summary").all()[::-1]:
                folded.click()
        return page

    def turn_to(self, file: str) -> Page:
        """Another page in the window as it is."""
        assert self._page
        self._page.goto(HOST + file)
        return self._page

    def close(self) -> None:
        """Leaves the page that is shown."""
        if self._page:
            self._page.goto("about:blank")
            self._page = None

    def answer(self, route: Route) -> None:
        """Gives the browser a file, or notes that it asked for something else."""
        address = route.request.url
        name = address.removeprefix(HOST).split("#")[0].split("?")[0]
        if not address.startswith(HOST) or name not in self.files:
            self.foreign.append(address)
            route.abort()
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Content-Security-Policy": "" if name in self.alone else POLICY, "Content-Type": kind}
        route.fulfill(body=self.files[name], headers=headers)


def style(page: Page, css: str) -> None:
    """Lays a reader's own style over the page."""
    page.evaluate(
        """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
           document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet] }""",
        css,
    )


def axe(page: Page) -> list[str]:
    """The violations that axe-core finds with all its rules, as "rule: element"."""
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS)
    ran = {one["id"] for kind in ("violations", "passes", "incomplete", "inapplicable") for one in found[kind]}
    assert {"color-contrast-enhanced", "target-size", "region"} <= ran, (
        "axe must run the AAA rules and the best practices"
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


def too_wide(page: Page) -> str:
    """What makes the page scroll sideways, "" where nothing does (WCAG 1.4.10)."""
    return str(
        page.evaluate(
            """() => { const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return '';
            const outside = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1);
            return outside.map(e => e.outerHTML.slice(0, 120)).join('\\n') || 'the page itself' }"""
        )
    )


def overlaps(page: Page) -> list[str]:
    """Pairs of texts that lie over each other, and texts that their box cuts off."""
    found: list[str] = page.evaluate((Path(__file__).parent / "overlaps.js").read_text("utf-8"))
    return found


# ------------------------------------------------------------------------------------------------ accessibility tree

PASSED = {
    "generic",
    "rowgroup",
    "none",
    "strong",
    "emphasis",
    "DescriptionList",
    "RootWebArea",
    "bdi",
    "DisclosureTriangle",
    "Legend",
}
# Engines differ in whether the words of a label stand beside the button that they name.
DROPPED = {"ListMarker", "InlineTextBox", "LineBreak", "LabelText"}
NAMES = {"StaticText": "text", "DescriptionListTerm": "term", "DescriptionListDetail": "definition"}
NAMED = {"navigation", "region", "image", "text", "radio"}


def _ax_nodes(page: Page) -> Any:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return nodes


def ax_tree(page: Page) -> list[str]:
    """Chromium's accessibility tree as indented lines: roles, levels, names of what is named by itself, texts unspaced."""
    nodes = _ax_nodes(page)
    by_id = {node["nodeId"]: node for node in nodes}
    lines: list[str] = []

    def visit(node: Any, depth: int) -> None:
        role = node["role"]["value"]
        if role in DROPPED:
            return
        inner = depth
        if not node.get("ignored") and role not in PASSED:
            name = unspaced(node.get("name", {}).get("value", "")) if NAMES.get(role, role) in NAMED else ""
            level = next(
                (
                    f" {p['value']['value']}"
                    for p in node.get("properties", [])
                    if p["name"] == "level" and role == "heading"
                ),
                "",
            )
            lines.append("  " * depth + NAMES.get(role, role) + level + (f" “{name}”" if name else ""))
            inner += 1
        if role != "StaticText":
            for child in node.get("childIds", []):
                visit(by_id[child], inner)

    visit(nodes[0], 0)
    return merged(lines)


def unspaced(text: str) -> str:
    """Text without any white space, so that only the words are compared."""
    return re.sub(r"\s+", "", text)


def merged(lines: list[str]) -> list[str]:
    """The tree with texts that follow each other at one depth as one; the text after a button is its name."""
    out: list[str] = []
    for line in lines:
        text = re.fullmatch(r"( *)text “(.*)”", line)
        before = re.fullmatch(r"( *)text “(.*)”", out[-1]) if out else None
        if text and out and out[-1] == f"{text[1]}radio":
            out[-1] += f" “{text[2]}”"
        elif text and before and before[1] == text[1]:
            out[-1] = f"{text[1]}text “{before[2]}{text[2]}”"
        elif line.strip() != "text":
            out.append(line)
    return out


def cell_headers(page: Page) -> list[tuple[str, str, str]]:
    """(words, name of the column header, name of the row header) of every data cell, from Chromium's accessibility tree."""
    nodes = _ax_nodes(page)
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node: Any, roles: set[str]) -> list[Any]:
        found = []
        for id in node.get("childIds", []):
            child = by_id[id]
            if child["role"]["value"] in roles and not child.get("ignored"):
                found.append(child)
            else:
                found += below(child, roles)
        return found

    def words(node: Any) -> str:
        return " ".join(text["name"]["value"].strip() for text in below(node, {"StaticText"}))

    out = []
    for table in below(nodes[0], {"table"}):
        rows = [below(row, {"cell", "gridcell", "columnheader", "rowheader"}) for row in below(table, {"row"})]
        heads = [words(head) if head["role"]["value"] == "columnheader" else "" for head in rows[0]]
        for row in rows[1:]:
            name = next((words(cell) for cell in row if cell["role"]["value"] == "rowheader"), "")
            assert len(row) == len(heads), f"a row has {len(row)} cells under {len(heads)} headers"
            out += [(words(c), h, name) for c, h in zip(row, heads, strict=True) if c["role"]["value"] != "rowheader"]
    return out


# ------------------------------------------------------------------------------------------------ keyboard

STOP = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), look = getComputedStyle(e);
  const shown = box.width > 0 && box.height > 0 && box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1;
  const seen = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  const line = e.getClientRects()[0];
  const hit = document.elementFromPoint(line.left + Math.min(4, line.width / 2), line.top + Math.min(line.height / 2, 8));
  return [e.outerHTML.slice(0, 140), shown, seen, !!hit && (e.contains(hit) || hit.contains(e))] }"""


REACHABLE = """() => [...document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex="0"]')]
  .filter(e => e.matches('.skip-link') || (e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.type !== 'hidden'))
  .filter(e => e.type !== 'radio' || e.checked || ![...document.getElementsByName(e.name)].some(other => other.checked))
  .map(e => e.outerHTML.slice(0, 140))"""
"""What a reader must be able to reach with the Tab key; of a group of radio buttons it is one."""


def keyboard_walk(page: Page, most: int = 2000) -> list[str]:
    """Tabs through the page; the problems met: what is not reached in order, not in view, covered, or without visible focus.

    Where the whole page was walked, one more Tab must leave it: what holds the keyboard is a trap (WCAG 2.1.2).
    """
    wanted: list[str] = page.evaluate(REACHABLE)
    problems, reached = [], []
    for _ in range(min(most, len(wanted))):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        reached.append(stop[0])
        for good, what in zip(stop[1:], ("is not in view", "has no visible focus", "is covered"), strict=True):
            if not good:
                problems.append(f"{stop[0]} {what}")
    if reached != wanted[:most]:
        problems.append(f"reached {json.dumps(reached[:5])}… instead of {json.dumps(wanted[:5])}…")
    if len(wanted) <= most:
        page.keyboard.press("Tab")
        last = page.evaluate(STOP)
        if last is not None and wanted and last[0] not in (wanted[0], "<"):
            problems.append(f"{last[0]} keeps the keyboard after the last part of the page")
    return problems


def keyboard_walk_back(page: Page) -> list[str]:
    """What Shift and Tab reach from the end of the page in another order than Tab reached it."""
    wanted: list[str] = page.evaluate(REACHABLE)
    page.keyboard.press("Shift+Tab")
    reached: list[str] = []
    while len(reached) < len(wanted) and (stop := page.evaluate(STOP)):
        reached.append(stop[0])
        page.keyboard.press("Shift+Tab")
    return [] if reached == wanted[::-1] else [f"backwards {json.dumps(reached[:5])}… instead of {wanted[-5:]}"]
