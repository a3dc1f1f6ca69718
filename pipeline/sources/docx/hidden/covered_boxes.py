"""Finds words in a text box or shape that another one covers.

Boxes are compared if their offsets have the same origin: anchored in one paragraph, on one canvas, or placed on the page by
nearby paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.fields import ASIDE
from pipeline.sources.docx.shapes import is_filled

COVERED = "text under another text box or shape"
HALF = 0.5
"""A box is hidden if at least this share of it is covered."""
PARAGRAPHS_APART = 3
"""Drawings placed on the page whose paragraphs are at most so many apart, without a break, are on the same page."""
MOST_BOXES = 500
"""With more boxes in one place it is not computed which are visible: all count as hidden."""
ON_PAGE = ("page", "margin", "topMargin", "bottomMargin")


@dataclass(frozen=True)
class _Box:
    """A drawn shape with its sides in English metric units, and whether it is opaque."""

    shape: Element
    left: int
    top: int
    right: int
    bottom: int
    opaque: bool

    def hides(self, other: _Box) -> bool:
        """Whether it covers so much of another box that its words cannot be read."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        area = (other.right - other.left) * (other.bottom - other.top)
        return self.opaque and wide > 0 and high > 0 and wide * high >= HALF * area


def mark_covered(root: Element) -> None:
    """Marks the runs of covered words with the reason to set them aside."""
    for canvas in root.iter(q("wpg:wgp"), q("wpc:wpc"), q("wpg:grpSp")):
        _mark([_inside(shape) for shape in canvas.iterchildren(q("wps:wsp"), q("pic:pic"))])
    places: dict[Element, list[Element]] = {}
    for anchor in root.iter(q("wp:anchor")):
        paragraph = next(anchor.iterancestors(q("w:p")), None)
        if paragraph is not None and anchor.get("behindDoc") not in ("1", "true"):
            places.setdefault(paragraph, []).append(anchor)
    for paragraph, anchors in places.items():
        near = list(_on_the_page(anchors))
        for following in _same_page(paragraph) if near else ():
            near += _on_the_page(places.get(following, []))
        for group in (anchors, near):
            for frame in {_frame(anchor) for anchor in group} if len(group) > 1 else ():
                elements = [anchor for anchor in group if _frame(anchor) == frame]
                _mark([_outside(anchor) for anchor in sorted(elements, key=_height)])


def _mark(boxes: list[_Box]) -> None:
    """Marks the words of boxes that later boxes cover."""
    for at, lower in enumerate(boxes):
        if len(boxes) > MOST_BOXES or any(upper.hides(lower) for upper in boxes[at + 1 :]):
            for run in lower.shape.iter(q("w:r")):
                run.set(ASIDE, run.get(ASIDE) or COVERED)


def _on_the_page(anchors: list[Element]) -> Iterator[Element]:
    return (anchor for anchor in anchors if _frame(anchor)[1] in ON_PAGE)


def _same_page(paragraph: Element) -> Iterator[Element]:
    """Yields the next paragraphs, up to one that may begin another page."""
    for before, following in pairwise((paragraph, *islice(paragraph.itersiblings(), PARAGRAPHS_APART))):
        ends = (q("w:br"), q("w:sectPr"), q("w:lastRenderedPageBreak"))
        if next(before.iter(*ends), None) is not None or next(following.iter(q("w:pageBreakBefore")), None) is not None:
            return
        yield following


def _frame(anchor: Element) -> tuple[str, ...]:
    """Returns the origins of a drawing's offsets, across and down, and its alignments."""
    places = [child(anchor, f"wp:position{axis}") for axis in "HV"]
    froms = [place.get("relativeFrom", "") if place is not None else "" for place in places]
    return (*froms, *(place.findtext(q("wp:align")) or "" if place is not None else "" for place in places))


def _height(anchor: Element) -> int:
    return number(anchor.get("relativeHeight"))


def _outside(anchor: Element) -> _Box:
    """Returns the box of a drawing relative to its page or paragraph."""
    places = (child(anchor, f"wp:position{axis}") for axis in "HV")
    left, top = (number(place.findtext(q("wp:posOffset"))) if place is not None else 0 for place in places)
    extent = child(anchor, "wp:extent")
    wide, high = (number(extent.get(side)) if extent is not None else 0 for side in ("cx", "cy"))
    return _Box(anchor, left, top, left + wide, top + high, _is_opaque(anchor))


def _inside(shape: Element) -> _Box:
    """Returns the box of a shape on its canvas."""
    off, size = next(shape.iter(q("a:off")), None), next(shape.iter(q("a:ext")), None)
    left, top = (number(off.get(side)) if off is not None else 0 for side in "xy")
    wide, high = (number(size.get(side)) if size is not None else 0 for side in ("cx", "cy"))
    return _Box(shape, left, top, left + wide, top + high, _is_opaque(shape))


def _is_opaque(drawing: Element) -> bool:
    """Whether a drawing is a picture or has a filled shape."""
    picture = next(drawing.iter(q("a:blip")), None) is not None
    return picture or any(map(is_filled, drawing.iter(q("wps:spPr"))))
