"""A page of a PDF that has been read: what every room of this reader knows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_
from typing import cast

from pdfplumber.page import Page

from pipeline.model.findings import Finding
from pipeline.model.flow import Aside
from pipeline.model.place import Box, Place
from pipeline.sources.pdf.text.words import Line, Word, make_lines


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture on a page, or a drawing: its box, and the marked content that it stands in."""

    box: Box
    mcid: int | None
    tag: str
    lettering: bool = False


@dataclass(slots=True)
class Sheet:
    """A page that has been read. `page` keeps only the drawn shapes; `bullets` are the boxes of small drawn marks.

    `diagrams` has the boxes of each flow chart, `folds` the x of the folds between panels, of which the last may be the front
    `cover` of a leaflet. `worded` says that it has words that are no furniture, `pictured` that labels on it are pictures;
    `grounds` are the pictures that words stand on; `struck` holds the boxes that comments strike through.
    """

    page: Page
    number: int
    width: float
    height: float
    turned: int = 0
    origin: tuple[float, float] = (0.0, 0.0)
    words: list[Word] = field(default_factory=list)
    bullets: list[Box] = field(default_factory=list)
    diagrams: list[list[Box]] = field(default_factory=list)
    folds: list[float] = field(default_factory=list)
    cover: bool = False
    pictures: list[PagePicture] = field(default_factory=list)
    drawings: list[PagePicture] = field(default_factory=list)
    grounds: list[PagePicture] = field(default_factory=list)
    hidden: list[tuple[Word, str]] = field(default_factory=list)
    struck: list[Box] = field(default_factory=list)
    outside: bool = False
    asides: list[Aside] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    glyphs: int = 0
    shapes: int = 0
    drawing: int = 0
    recognised: bool = False
    pictured: bool = False
    worded: bool = False
    _lines: tuple[list[Word], list[Line]] = field(default_factory=lambda: ([], []))

    @property
    def lines(self) -> list[Line]:
        """The level lines of the page from top to bottom, made anew where its words are no longer the same."""
        level = [word for word in self.words if word.turn == 0]
        if len(level) != len(self._lines[0]) or not all(map(is_, level, self._lines[0])):
            self._lines = (level, make_lines(level, self.number))
        return self._lines[1]

    def release(self) -> None:
        """Gives up all that is large, once the page has been read: what is left says where places on it lie."""
        self.words, self.hidden, self.bullets, self._lines = [], [], [], ([], [])
        self.page = cast("Page", None)

    def place(self, file: str, box: Box | None = None) -> Place:
        """A place on this page."""
        return Place(file=file, page=self.number, box=box and self._as_stored(box))

    def as_drawn(self, box: Box) -> Box:
        """The box on the page as it is shown, counted from the top left corner of its media box."""
        x0, top, x1, bottom = self._as_stored(box)
        left, head = self.origin
        return Box(x0 - left, top - head, x1 - left, bottom - head)

    def _as_stored(self, box: Box) -> Box:
        """The box on the page as pdfplumber has it, where the page was turned for reading or does not begin at 0."""
        if not self.turned and self.origin == (0.0, 0.0):
            return box
        x0, top, x1, bottom = box
        wide, high = self.width, self.height
        if self.turned == 90:
            x0, top, x1, bottom = top, wide - x1, bottom, wide - x0
        elif self.turned == 180:
            x0, top, x1, bottom = wide - x1, high - bottom, wide - x0, high - top
        elif self.turned == 270:
            x0, top, x1, bottom = high - bottom, x0, high - top, x1
        left, head = self.origin
        return Box(x0 + left, top + head, x1 + left, bottom + head)


def is_inside(word: Word, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
