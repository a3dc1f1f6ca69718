"""Paints list markers and floats where they are read, not after or before everything else on the page.

The engine places markers out of the flow and paints them last, and paints floats before all other words of the page. Some
readers go by the order of the page's content, so it must agree with the order of the tags (PDF/UA-1 7.1, WCAG 1.3.2). Pictures
get the box that they fill.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.replaced import replacedbox_layout

from pipeline.builders.print.folded_pages import was_folded


def settle(document: Any) -> None:
    """Give the markers and floats of all laid-out pages, which keep their place on the page, their turn in the reading order."""
    for page in document.pages:
        if not was_folded(page._page_box):  # else it was done before it was folded
            settle_boxes(page._page_box)


def settle_boxes(box: Any) -> None:
    """Do so for a box and all below it."""
    if isinstance(box, boxes.ReplacedBox):
        _fit(box)
    if not isinstance(box, boxes.ParentBox):
        return
    if box.is_floated():
        box.style["float"] = "none"
    markers = [child for child in box.children if _is_marker(child)]
    if markers:
        home = _first_lines(box)
        if home is not None:
            rest = [child for child in box.children if not _is_marker(child)]
            box.children = rest
            home.children = [line for marker in markers for line in marker._box.children] + list(home.children)
    for child in box.children:
        settle_boxes(child._box if isinstance(child, AbsolutePlaceholder) else child)


def _fit(box: Any) -> None:
    """Makes the box of a picture as large as what is painted in it: a tall one fills only a part (object-fit), and its tag names
    the box."""
    width, height, x, y = replacedbox_layout(box)
    box.position_x += x - box.content_box_x()
    box.position_y += y - box.content_box_y()
    box.width, box.height = width, height


def _is_marker(child: Any) -> bool:
    return isinstance(child, AbsolutePlaceholder) and bool(getattr(child._box, "is_outside_marker", False))


def _first_lines(box: Any) -> Any:
    """The first box below that holds lines of text; None where there is none."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            return box
        if isinstance(child, boxes.BlockBox) and not _is_marker(child):
            return _first_lines(child)
    return None
