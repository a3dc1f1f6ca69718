"""The programs in which finished files are heard: Chromium, LibreOffice Writer, and the PDF viewer Evince."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from tests.browser import OPTIONS, chromium
from tests.heard.desktop import Desktop, Said, need

# What lets Writer speak is its face for GTK.
# Writer without its panels ends when the caret enters a table.
PANELS = "/usr/lib/libreoffice/share/config/soffice.cfg/modules/swriter/ui/navigatorpanel.ui"
GTK = "/usr/lib/libreoffice/program/libvclplug_gtk3lo.so"
HEIGHT = 900
OPENS = 120
"""Seconds after which the window of a program is no longer waited for."""


@dataclass
class Browser:
    """Chromium on a desktop, showing one page of a set of files."""

    desktop: Desktop
    context: BrowserContext
    files: Mapping[str, bytes]
    opened: int = 0

    @property
    def page(self) -> Page:
        """The only page."""
        return self.context.pages[0]

    def open(self, name: str, width: int = 1280) -> list[Said]:
        """Opens a page at a width in CSS pixels; what Orca says by itself: the whole page, from its first word to its last.

        Each page has a host of its own, so that none of its links was visited before.
        """
        self.opened += 1
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.desktop.heard(quiet=0.3)
        self.page.goto(f"http://{self.opened}.test/{name}")
        return _after_loading(self.desktop.said_all())

    def answer(self, route: Route) -> None:
        """Serves a file; there is no other host. What a page has folded away is open, so that all of it is heard."""
        name = urlsplit(route.request.url).path.removeprefix("/")
        if name not in self.files:
            route.abort()
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        body = self.files[name].replace(b"<details", b"<details open") if kind == "text/html" else self.files[name]
        route.fulfill(body=body, headers={"Content-Type": kind})


def _after_loading(said: list[Said]) -> list[Said]:
    """What is said of a page, without what is said of the window while the page loads."""
    for number in range(len(said) - 1, -1, -1):
        if said[number].text.startswith("Finished loading"):
            return said[number + 1 :]
    return said


@contextmanager
def browser(desktop: Desktop, files: Mapping[str, bytes]) -> Iterator[Browser]:
    """Chromium in a window without an address bar, so that the page has the keyboard."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(desktop.folder / "chromium"),
            executable_path=chromium(),
            headless=False,
            args=[*OPTIONS, "--force-renderer-accessibility", "--app=data:text/html,<title>none</title>"],
            env={**desktop.environment},
        )
        made = Browser(desktop, context, files)
        context.route("**/*", made.answer)
        desktop.heard()
        try:
            yield made
        finally:
            context.close()


def writer(desktop: Desktop, path: Path) -> None:
    """Opens a Word or OpenDocument file in LibreOffice Writer and waits for its window."""
    need({PANELS: "libreoffice-writer", GTK: "libreoffice-gtk3"})
    desktop.environment |= {"SAL_USE_VCLPLUGIN": "gtk3", "GNOME_ACCESSIBILITY": "1"}
    settings = f"-env:UserInstallation=file://{desktop.folder}/libreoffice"
    _open(desktop, path.stem, "soffice", settings, "--norestore", "--nologo", "--nolockcheck", "--writer", str(path))


def viewer(desktop: Desktop, path: Path) -> None:
    """Opens a PDF file in Evince with its caret on, so that the keyboard moves through the text."""
    need({"evince": "evince"})
    _open(desktop, path.stem, "evince", str(path))
    desktop.press("F7")
    desktop.heard()
    # The caret is nowhere until it has moved.
    for key in ("Down", "Down", "Up", "Up"):
        desktop.press(key)
        desktop.heard()


def _open(desktop: Desktop, title: str, *command: str) -> None:
    """Starts a program and waits until its window is there and Orca is quiet."""
    desktop.start(*command)
    end = time.monotonic() + OPENS
    while not (windows := desktop.run("xdotool", "search", "--onlyvisible", "--name", title).split()):
        if time.monotonic() > end:
            raise RuntimeError(f"{command[0]} shows no window for {title} in {OPENS} seconds")
        time.sleep(0.5)
    desktop.heard(quiet=2)
    if title not in desktop.run("xdotool", "getactivewindow", "getwindowname"):
        desktop.run("xdotool", "windowactivate", "--sync", windows[-1])
        desktop.heard(quiet=2)
