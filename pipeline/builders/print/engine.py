"""Runs the page engine: HTML in, laid-out pages out, its log lines as findings, nothing fetched but our own files."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from weasyprint import HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from pipeline.builders.print import weasyprint_patches
from pipeline.builders.print.folded_pages import OPEN
from pipeline.builders.print.lettered import CLEAR, as_png, fetched, is_drawing, painted
from pipeline.builders.print.named_places import follow_words
from pipeline.builders.print.paint_order import settle
from pipeline.editions.assets import Assets
from pipeline.model import temporary
from pipeline.model.findings import Finding, error, warning

PSEUDO, MARKER = 3, "marker"
"""Where a rule of the engine's matcher names its pseudo-element, and the name of what stands before an item of a list."""
NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
"""The parts of the notes of CSS; our own notes are not made with them."""
SHARP = 2.0
"""Dots for each pixel of a drawing 800 pixels wide: 240 an inch where it is as wide as the text of A4."""
# A character without a glyph is reported as `missing-character`, with its place.
TOLD_OTHERWISE = ".notdef glyph"


class _Shelf(URLFetcher):  # type: ignore[misc]
    """Gives the engine the files of the assets and refuses every other address."""

    def __init__(self, assets: Assets) -> None:
        super().__init__()
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 (the engine's signature)
        kind, _, path = url.partition(":")
        files = {"template": self._assets.templates, "picture": self._assets.pictures}.get(kind, {})
        if unquote(path) not in files:
            raise ValueError(f"“{unquote(path)}” is not among the files of this project")
        data = files[unquote(path)]
        return fetched(url, painted(data, _font_configuration()) if kind == "picture" else data)


class _Record(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[tuple[int, str], None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[record.levelno, record.getMessage()] = None


@contextmanager
def listening() -> Iterator[list[Finding]]:
    """Gathers what the engine complains about while it works; each complaint once."""
    record = _Record()
    findings: list[Finding] = []
    LOGGER.addHandler(record)
    try:
        yield findings
    finally:
        LOGGER.removeHandler(record)
        for level, message in record.lines:
            if message.startswith(TOLD_OTHERWISE):
                continue
            make = error if level >= logging.ERROR else warning
            findings.append(make("page-engine", f"the page engine says: {message}"))


@contextmanager
def collecting_later() -> Iterator[None]:
    """Puts off the search for unused objects: the engine makes millions that all live until the file is written."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Fonts(FontConfiguration):  # type: ignore[misc]
    """The fonts that the engine has loaded. It writes each into a folder, and takes one that lies there for loaded.

    So a process that is forked gets a folder of its own: in a shared one, each would leave out the fonts of the other.
    """

    def __init__(self) -> None:
        super().__init__()
        self.font_features = weasyprint_patches.FreedFeatures()
        self._process, self._loaded = 0, frozenset[str]()

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
        """Loads a font once for each process."""
        if self._process != os.getpid():
            self._process, self._folder = os.getpid(), Path(mkdtemp(prefix=temporary.prefix()))
            Finalize(None, rmtree, args=(self._folder, True), exitpriority=0)
            for name in self._loaded:
                (self._folder / name).touch()
        super().add_font_face(rule_descriptors, url_fetcher)
        self._loaded = frozenset(path.name for path in self._folder.iterdir())


def shown(data: bytes) -> tuple[bytes, bool]:
    """The pixels of a picture as the engine has them, and whether they stand for a drawing, of which a file has no pixels."""
    pixels = painted(data, _font_configuration())
    drawing = is_drawing(pixels)
    return (_in_dots(pixels, 1.0) if drawing else pixels), drawing


def in_dots(drawing: bytes) -> bytes:
    """A drawing (SVG) as a PNG that is clear where nothing is drawn; nothing for one that the engine cannot read."""
    dots = _in_dots(drawing, SHARP)
    return b"" if dots == drawing else dots


@lru_cache(maxsize=32)
def _in_dots(drawing: bytes, sharpness: float) -> bytes:
    return as_png(drawing, _font_configuration(), CLEAR, sharpness)


@lru_cache(maxsize=1)
def _font_configuration() -> _Fonts:
    """One for the process: the engine writes each shipped font out once and reads it back for all editions."""
    return _Fonts()


class _Lean(HTML):  # type: ignore[misc]
    """A page whose elements get the styles of only those parts that they have.

    The engine's own style sheet gives every element a marker and four parts of notes: nine styles of ten, of which each takes
    memory to the end.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        own, *others = super()._ua_stylesheets(forms)
        lean, lean.matcher = copy(own), copy(own.matcher)
        rules = own.matcher.other_selectors
        lean.matcher.other_selectors = [rule for rule in rules if rule[PSEUDO] not in (MARKER, *NOTES)]
        markers = [rule for rule in rules if rule[PSEUDO] == MARKER]
        by_name = lean.matcher.lower_local_name_selectors
        lean.matcher.lower_local_name_selectors = {**by_name, "li": [*by_name.get("li", ()), *markers]}
        return [lean, *others]


def lay_out(html: str, assets: Assets, prepare: Callable[[Element], None]) -> Any:
    """The pages of an HTML text, as the engine's own document; `prepare` may change the parsed tree before it is set."""
    weasyprint_patches.install(counting=":nth(" in html)
    with_notes = any(b"note" in data for name, data in assets.templates.items() if name.endswith(".css"))
    source = (HTML if with_notes else _Lean)(string=html, base_url="template:", url_fetcher=_Shelf(assets))
    prepare(source.etree_element)
    document = source.render(font_config=_font_configuration())
    if len(document.pages) > OPEN:
        gc.collect()  # what the pages were laid out from refers to itself
    settle(document)
    follow_words(document)
    return document
