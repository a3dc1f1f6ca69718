"""Which pages are less than half full, and why: the report of the build lists paper that could be saved, page by page.

A page ends early where the cover ends, where the paper turns, or where what follows stays
whole: a picture, a box, a heading with its first lines, the header of a table with its first row. Rows and records that
begin early on a page are cut (`weasyprint_patches.cut_where_paper_is_left`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from pipeline.model.findings import Finding, note

HALF = 0.5
COVER, FLOWING = "cover", "tight"
"""Classes of print.jinja: of the front with a page of its own, and of an edition in which it has none."""
WHOLE = {
    "tr": "row",
    "li": "item",
    "p": "paragraph",
    "caption": "start of the table",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
}
LETTERS_SHOWN = 40
"""Characters of what follows that a message shows."""


@dataclass(frozen=True)
class _Line:
    """A line or picture on a page: its left, upper, right and lower edge, and the elements that it stands in, outermost first."""

    box: tuple[float, float, float, float]
    path: tuple[Element, ...]

    @property
    def bottom(self) -> float:
        """How far down its lower edge is."""
        return self.box[3]


def thin_pages(document: Any) -> Iterator[Finding]:
    """A note for each page that is less than half full, but the last one and that of a cover of one page."""
    pages = list(document.pages)
    for number, (page, after) in enumerate(pairwise(pages), 1):
        lines, following = lines_of(page), lines_of(after)
        ends_cover = bool(lines and following) and _is_cover(lines[-1]) and not _is_cover(following[0])
        if not lines or not following or (number == 1 and ends_cover):
            continue
        box = page._page_box
        share = (max(line.bottom for line in lines) - box.content_box_y()) / box.height
        if share < HALF:
            turned = (box.width > box.height) != (after._page_box.width > after._page_box.height)
            begun = {element for line in lines for element in line.path}
            reason = "the paper turns for what follows" if turned else _reason(following[0], begun)
            message = f"page {number} is {share:.0%} full: {reason}"
            yield note("page-not-full", message, hint="nothing, or shorten the text there")


def _reason(line: _Line, begun: set[Element]) -> str:
    """What on the next page did not fit on this one; `begun` is what stands on this one already."""
    for element in (one for one in line.path if one not in begun):
        picture = element.find(".//img") if element.get("class") == "picture" else None
        words = " ".join("".join(element.itertext()).split()) if picture is None else picture.get("alt", "")
        shown = words if len(words) <= LETTERS_SHOWN else f"{words[: LETTERS_SHOWN - 1]}…"
        if element.tag == "div" and (element.get("class") or "").split()[:1] in (["entry"], ["box"], ["ask"]):
            return f"the record or box “{shown}” that follows stays whole"
        if picture is not None:
            return f"the picture “{shown}” that follows stays whole"
        if element.tag in WHOLE:
            return f"the {WHOLE[element.tag]} “{shown}” that follows stays whole, with what it belongs to"
    return "what follows stays whole"


def cover_fits(document: Any) -> bool:
    """Whether a cover ends on the first page."""
    second = lines_of(document.pages[1]) if len(document.pages) > 1 else []
    return not second or not _is_cover(second[0])


def _is_cover(line: _Line) -> bool:
    """Whether a line stands on a cover that ends its page; on pages of few lines it flows into the contents."""
    classes = [name for element in line.path for name in (element.get("class") or "").split()]
    return COVER in classes and FLOWING not in classes


def lines_of(page: Any) -> list[_Line]:
    """The lines and pictures of a page in reading order, without its margins and repeated headers."""
    lines: list[_Line] = []
    for child in page._page_box.children:
        if not isinstance(child, boxes.MarginBox):
            _gather(child, (), lines)
    return lines


def _gather(box: Any, path: tuple[Element, ...], lines: list[_Line]) -> None:
    if isinstance(box, AbsolutePlaceholder):
        return
    if box.element is not None and (not path or path[-1] is not box.element):
        path = (*path, box.element)
    if isinstance(box, boxes.LineBox | boxes.ReplacedBox):
        x, y = box.position_x, box.position_y
        lines.append(_Line((x, y, x + box.width, y + box.height), path))
    elif isinstance(box, boxes.ParentBox) and not (path and path[-1].tag == "thead"):
        for child in box.children:
            _gather(child, path, lines)
