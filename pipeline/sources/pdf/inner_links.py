"""Links of a PDF to another place in it (ISO 32000-1, 12.3.2): what they lead to is named on the word that stands there.

The flow has them as links to bookmarks, which become links to sections. A link to a page as a whole is left out: which of its
sections is meant, it does not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdfdocument import PDFDestinationNotFound
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef
from pdfplumber.utils.pdfinternals import resolve, resolve_all

from pipeline.model.place import Box
from pipeline.sources.pdf.text.words import Word

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

AT_A_POINT, AT_A_HEIGHT, IN_A_BOX = "XYZ", ("FitH", "FitBH"), "FitR"
"""The ways of naming a place on a page that say how far down it is (12.3.2.2); the others show the whole page."""


class Goal(NamedTuple):
    """A place that a link leads to: the page, counted from 1, and points in the page's own space; `x` is 0 where none is said."""

    page: int
    x: float
    y: float

    @property
    def name(self) -> str:
        """What the place is called in the flow."""
        return f"{self.page}-{self.x:g}-{self.y:g}"


class InnerLinks:
    """The links of a file to places in it."""

    def __init__(self, pdf: PDF) -> None:
        self._doc = pdf.doc
        self._pages: dict[object, int] = {}
        self._goals: dict[int, set[Goal]] | None = None

    def on(self, page: int) -> set[Goal]:
        """The places on a page that links lead to; all pages are looked through for links when the first is asked for."""
        if self._goals is None:
            self._goals = {}
            with suppress(Exception):
                pages = list(PDFPage.create_pages(self._doc))
                self._pages = {one.pageid: number for number, one in enumerate(pages, 1)}
                for one in pages:
                    for goal in self._led_to(one):
                        self._goals.setdefault(goal.page, set()).add(goal)
        return self._goals.get(page, set())

    def _led_to(self, page: PDFPage) -> Iterator[Goal]:
        raw = resolve(page.annots)
        for one in raw if isinstance(raw, list) else []:
            with suppress(Exception):
                held = resolve(one)
                goal = self.goal({key: resolve_all(held[key]) for key in ("A", "Dest") if key in held})
                if goal is not None:
                    yield goal

    def goal(self, annotation: dict[str, Any]) -> Goal | None:
        """The place in this file that an annotation leads to, None where it leads to none or does not say where on a page."""
        action = annotation.get("A")
        inside = isinstance(action, dict) and getattr(action.get("S"), "name", "") == "GoTo"
        there = action.get("D") if isinstance(action, dict) and inside else annotation.get("Dest")
        with suppress(PDFDestinationNotFound):
            name = getattr(there, "name", there)
            if isinstance(name, bytes | str):
                there = resolve_all(self._doc.get_dest(name))
        there = there.get("D") if isinstance(there, dict) else there
        return self._place(there) if isinstance(there, list) and len(there) > 1 else None

    def _place(self, there: list[Any]) -> Goal | None:
        page = self._pages.get(there[0].objid) if isinstance(there[0], PDFObjRef) else None
        kind, numbers = (
            getattr(there[1], "name", ""),
            [one if isinstance(one, int | float) else None for one in there[2:]],
        )
        x, y = {AT_A_POINT: (0, 1), IN_A_BOX: (0, 3), **dict.fromkeys(AT_A_HEIGHT, (None, 0))}.get(kind, (None, None))
        if page is None or y is None or len(numbers) <= y or numbers[y] is None:
            return None
        return Goal(page, float((numbers[x] if x is not None else None) or 0.0), float(numbers[y] or 0.0))


def mark_goal(words: Sequence[Word], at: Box, name: str) -> None:
    """Name a place, a box without size in points from the top left corner, on the nearest word that stands below it."""
    below = [word for word in words if (word.top + word.bottom) / 2 >= at.top]
    if below:
        nearest = min(below, key=lambda word: hypot(word.x0 - at.x0, word.top - at.top))
        nearest.goals = (*nearest.goals, name)
