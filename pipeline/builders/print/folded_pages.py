"""Folds the later pages of a long PDF into bytes while nothing is done with them: the memory of thousands of rows.

The engine draws no page before all are laid out, for each says how many there are. A page of boxes takes over 200 KB meanwhile,
and 12 KB as the bytes of a pickle, compressed: its boxes by value, and what boxes share (elements, styles, colours, pictures) by
its number on a shelf of the document. A folded page looks like an open one: whoever asks for its children gets them.

    laid out ─▶ Folded ─(its margins are made)─▶ open ─(its links and bookmarks are known)─▶ Shelved ─(it is drawn)─▶ open
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from types import FunctionType
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import Background, BackgroundLayer
from weasyprint.text.line_break import Layout

OPEN = 80
"""A document with more pages has all of them folded, for that takes a sixteenth of the time that a page takes in all."""
BY_VALUE = (Layout, Background, BackgroundLayer, FunctionType)
FAST = 1


class SharedBoxes:
    """What the boxes of a document share, by number."""

    def __init__(self) -> None:
        self.things: list[Any] = []
        self.numbers: dict[int, int] = {}

    def number(self, thing: Any) -> int:
        """The number of a thing, which lives as long as the shelf."""
        if id(thing) not in self.numbers:
            self.numbers[id(thing)] = len(self.things)
            self.things.append(thing)
        return self.numbers[id(thing)]

    def fold(self, children: Any, kept: Collection[int]) -> bytes:
        """The children of a page as bytes; boxes whose ids are `kept` stay the same objects."""
        out = io.BytesIO()
        _Folder(out, self, kept).dump(children)
        return zlib.compress(out.getvalue(), FAST)

    def unfold(self, data: bytes) -> Any:
        """The children of a page."""
        _reading[:] = [self.things]
        return pickle.loads(zlib.decompress(data))


_reading: list[list[Any]] = []
"""The things of the shelf from which a page is unfolded."""


def _shared(number: int) -> Any:
    return _reading[0][number]


def _box(kind: int) -> Any:
    return object.__new__(_shared(kind))


def _placeholder(box: Any, done: bool) -> Any:
    placeholder = AbsolutePlaceholder(box)
    if done:
        placeholder.set_laid_out_box(box)
    return placeholder


class _Folder(pickle.Pickler):
    def __init__(self, out: io.BytesIO, shelf: SharedBoxes, kept: Collection[int]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self.shelf, self.kept = shelf, kept

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, AbsolutePlaceholder):
            return _placeholder, (value._box, value._layout_done)
        if isinstance(value, BY_VALUE):
            return NotImplemented
        if isinstance(value, boxes.Box) and id(value) not in self.kept:
            return _box, (self.shelf.number(type(value)),), vars(value)
        return _shared, (self.shelf.number(value),)


def put_by(page: Any, context: Any) -> None:
    """Folds a page that has been laid out, and all before it, once there are many."""
    waiting = vars(context).setdefault("waiting", [])
    waiting.append(page)
    if len(waiting) <= OPEN and "shelf" not in vars(context):
        return
    shelf = vars(context).setdefault("shelf", SharedBoxes())
    while waiting:
        _put_by(waiting.pop(), shelf)


def _put_by(page: Any, shelf: SharedBoxes) -> None:
    """Folds a page unless others refer to some of its boxes."""
    found = list(page.descendants(placeholders=True))
    if not (page.fixed_boxes or any(box.missing_link for box in found)):
        page.told = any(box.bookmark_label or box.string_set for box in found)
        page.shelf = shelf
        _fold(page, Folded, frozenset())


def shelve(page: Any, linked: Iterable[Any]) -> None:
    """Folds a page that has been folded before, and has all that will be drawn; of its links these boxes are known outside."""
    _fold(page, Shelved, {id(box) for box in linked})


def was_folded(page: Any) -> bool:
    """Whether a page, folded or open, is one of the later ones that are folded."""
    return "shelf" in vars(page)


def unfold(page: Any) -> Any:
    """Opens a page, if it is folded, and gives its children."""
    if "folded" in vars(page):
        page.__class__ = type(page).__bases__[1]
        page.children = page.shelf.unfold(vars(page).pop("folded"))
    return page.children


def _fold(page: Any, state: Any, kept: Collection[int]) -> None:
    page.folded = page.shelf.fold(vars(page).pop("children"), kept)
    own: Any = type(page)
    page.__class__ = _kind(state, own)


@lru_cache(maxsize=64)
def _kind(state: Any, own: Any) -> Any:
    return type(own.__name__, (state, own), {})


class Folded:
    """A page of which the margins are still to be made: it opens when its children are asked for."""

    @property
    def children(self) -> Any:
        """The boxes on the page, from now on its own again."""
        return unfold(self)

    def descendants(self, placeholders: bool = False) -> Iterator[Any]:
        """All boxes on the page where any has what the engine gathers before it makes margins, else none."""
        if vars(self)["told"]:
            unfold(self)
            yield from self.descendants(placeholders)
            _fold(self, Folded, frozenset())


class Shelved:
    """A page that is ready to be drawn: who asks for its children gets a copy to look at."""

    @property
    def children(self) -> Any:
        """The boxes on the page, new ones each time."""
        return vars(self)["shelf"].unfold(vars(self)["folded"])
