"""Links of a PDF to another place in it (ISO 32000-1, 12.3.2): what they lead to is named on the word that stands there.

The flow has them as links to bookmarks, which become links to sections. A link to a page as a whole is left out: which of its
sections is meant, it does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from math import hypot
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef
from pdfplumber.utils.pdfinternals import resolve

from pipeline.model.place import Box
from pipeline.sources.pdf.text.words import Word

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

NUMBERS = {"XYZ": (0, 1), "FitR": (0, 3), "FitH": (None, 0), "FitBH": (None, 0)}
"""The ways of naming a place on a page that say how far down it is (12.3.2.2), and which of their numbers are x and y."""


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
    """The links of a file to places in it. What is damaged leads nowhere."""

    def __init__(self, pdf: PDF) -> None:
        self._doc = pdf.doc

    def on(self, page: int) -> set[Goal]:
        """The places on a page that links lead to."""
        return self._goals.get(page, set())

    @cached_property
    def _goals(self) -> dict[int, set[Goal]]:
        """The places that the links of all pages lead to, by their page."""
        goals: dict[int, set[Goal]] = {}
        for held in self._pages.values():
            with suppress(Exception):
                for annotation in resolve(held) or ():
                    goal = self.goal(resolve(annotation))
                    if goal is not None:
                        goals.setdefault(goal.page, set()).add(goal)
        return goals

    @cached_property
    def _pages(self) -> dict[object, Any]:
        """The annotations of each page by the number of its object, in the order of the pages; no page itself is kept."""
        pages: dict[object, Any] = {}
        with suppress(Exception):
            pages.update((page.pageid, page.annots) for page in PDFPage.create_pages(self._doc))
        return pages

    @cached_property
    def _numbers(self) -> dict[object, int]:
        """The numbers of the pages by their objects."""
        return {page: number for number, page in enumerate(self._pages, 1)}

    @cached_property
    def _named(self) -> dict[object, Any]:
        """The places that have names (12.3.2.3); each node of the tree is looked at once, however it refers to others."""
        catalogue = self._doc.catalog
        named: dict[object, Any] = dict(_held(catalogue.get("Dests")).items())
        waiting, seen = [_held(catalogue.get("Names")).get("Dests")], set()
        while waiting:
            one = waiting.pop()
            if isinstance(one, PDFObjRef) and one.objid in seen:
                continue
            seen.add(getattr(one, "objid", None))
            with suppress(Exception):
                names, kids = (resolve(_held(one).get(key)) or [] for key in ("Names", "Kids"))
                named |= {name: place for name, place in zip(names[::2], names[1::2], strict=False) if _is_name(name)}
                waiting += kids
        return named

    def goal(self, annotation: object) -> Goal | None:
        """The place in this file that an annotation leads to, None where it leads to none or does not say where on a page."""
        action = _held(_held(annotation).get("A"))
        inside = getattr(resolve(action.get("S")), "name", "") == "GoTo"
        there = resolve(action.get("D") if inside else _held(annotation).get("Dest"))
        name = getattr(there, "name", there)
        there = resolve(self._named.get(name)) if _is_name(name) else there
        there = resolve(there.get("D")) if isinstance(there, dict) else there
        return self._place(*there[:2], *map(resolve, there[2:])) if isinstance(there, list) and len(there) > 1 else None

    def _place(self, page: object, kind: object, *numbers: object) -> Goal | None:
        number, places = self._numbers.get(getattr(page, "objid", None)), NUMBERS.get(getattr(kind, "name", ""))
        if number is None or places is None:
            return None
        x, y = (numbers[at] if at is not None and at < len(numbers) else None for at in places)
        return Goal(number, x if isinstance(x, int | float) else 0.0, y) if isinstance(y, int | float) else None


def _held(value: object) -> dict[str, Any]:
    """A dictionary of the file, empty where something else stands in its place."""
    found = resolve(value)
    return found if isinstance(found, dict) else {}


def _is_name(value: object) -> bool:
    return isinstance(value, bytes | str)


def mark_goal(words: Sequence[Word], at: Box, name: str) -> None:
    """Name a place, a box without size in points from the top left corner, on the nearest word that stands below it."""
    below = [word for word in words if (word.top + word.bottom) / 2 >= at.top]
    if below:
        nearest = min(below, key=lambda word: hypot(word.x0 - at.x0, word.top - at.top))
        nearest.goals = (*nearest.goals, name)
