"""Keeps the boxes of the engine small, which it holds of all pages until the file is written: the memory of a long PDF.

A box has some sixty attributes, of which most are the same in every box of its kind: a margin of 0, no background. Such values
move to a class that boxes with the same attributes share, where reading an attribute finds them as before. With what is given
up of painted pages and with folded pages (`folded_pages.py`), 2,000 rows take 402 MB in place of 1,015
(`docs/decisions/0010-parts-of-long-pdf.md`).
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as page_layout
from weasyprint.layout.absolute import AbsolutePlaceholder

from pipeline.builders.print import folded_pages

PLAIN = (int, float, str, bool, type(None), tuple)
"""Values of these types never change, so that boxes may share them."""
OF_EACH = frozenset({"position_x", "position_y", "width", "height", "baseline", "text", "children", "whole"})
"""Attributes that differ from box to box, or of which it matters whether the box itself has them."""

_set_styles = page_layout.set_page_type_computed_styles
_remake_page = page_layout.remake_page
_copy_with_children = boxes.ParentBox.copy_with_children
_classes: dict[tuple[type, tuple[str, ...]], type] = {}
"""For a kind of box with these attributes the class that has the values of the first such box."""
_values: dict[type, dict[str, Any]] = {}
"""The values that each of these classes has."""


class KindOfPage(page_layout.PageType):  # type: ignore[misc]
    """A page as rules for pages know it that count no pages: first or not, left or right, blank, named.

    The engine works out the styles of sixteen margin boxes for each page by itself; pages of one kind can share them.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KindOfPage) and self._kind == other._kind

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._kind)

    @property
    def _kind(self) -> tuple[str, bool, str, bool]:
        return self.side, self.blank, self.name, self.index == 0


class Sides:
    """The sides of a box that have lost their border and padding at a page break: a set that is made when asked for."""

    def __get__(self, box: Any, kind: type) -> set[str]:
        return vars(box).setdefault("remove_decoration_sides", set())  # type: ignore[no-any-return]


def begin(box: Any, tag: str | None, style: Any, element: Any) -> None:
    """Makes a box, as the engine does, without what most boxes never have."""
    box.element_tag, box.style, box.element, box.children = tag, style, element, []


def set_styles_once(kind: Any, html: Any, style_for: Any) -> None:
    """Works out the styles of a kind of page, unless a page of this kind had them."""
    if style_for(kind) is None:
        _set_styles(kind, html, style_for)


def remake_page(*arguments: Any) -> Any:
    """Lays out a page, as the engine does, makes its boxes small, and folds it if there are many."""
    page, resume_at = _remake_page(*arguments)
    found = [page]
    for box in found:
        found += [child._box if isinstance(child, AbsolutePlaceholder) else child for child in box.children]
        shrink(box)
    folded_pages.put_by(page, arguments[1])
    return page, resume_at


def copy_with_children(box: Any, children: Any) -> Any:
    """Copies a box that was laid out, as the engine does, and makes small what it was laid out from."""
    shrink(box)
    copied = _copy_with_children(box, children)
    del box.remove_decoration_sides
    return copied


def shrink(box: Any) -> None:
    """Takes those values from a box that its class has as well."""
    kind, values = type(box), box.__dict__
    if kind not in _values:
        known = (kind, tuple(values))
        if known not in _classes:
            shared = {name: value for name, value in values.items() if name not in OF_EACH and isinstance(value, PLAIN)}
            _classes[known] = type(kind.__name__, (kind,), shared)
            _values[_classes[known]] = shared
        box.__class__ = kind = _classes[known]
    shared = _values[kind]
    box.__dict__ = {name: value for name, value in values.items() if name not in shared or shared[name] != value}
