"""Flow charts and other diagrams: boxes with words, which lines and arrows join amid their sides.

    +---------+       +----------+
    | Request | ----> | Decision |
    +---------+       +----------+

Their words are no headings, however they are set. They stay where they stand in the text, for nothing else holds them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.paragraphs import Para
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.side_boxes import in_box, middle
from pipeline.sources.pdf.text.words import around

MOST_BOXES = 300
"""A page with more boxes is a map or a drawing; comparing all of them would take long."""


def find_diagrams(sheets: Iterable[Sheet]) -> None:
    """Gives each page its diagrams; the heads of their arrows are no bullets."""
    for sheet in sheets:
        shapes: list[Any] = [*sheet.page.rects, *sheet.page.curves, *sheet.page.lines]
        boxes = _boxes(shapes, sheet)
        parts: list[set[Box]] = []
        for met in filter(None, (_joined_by(shape, boxes) for shape in shapes if len(boxes) > 1)):
            apart = [part for part in parts if not part & met]
            parts = [*apart, met.union(*(part for part in parts if part & met))]
        sheet.diagrams = [sorted(part) for part in parts if len(part) >= SETTINGS.diagram_boxes]
        areas = [around(diagram) for diagram in sheet.diagrams]
        sheet.bullets = [bullet for bullet in sheet.bullets if not any(_covers(area, bullet) for area in areas)]


def mark_diagrams(paras: Iterable[Para], sheets: Iterable[Sheet]) -> None:
    """Gives the style "boxed" to each paragraph in a diagram that has no tag of a heading; asks about the first of each."""
    areas = {sheet.number: [around(diagram) for diagram in sheet.diagrams] for sheet in sheets}
    asked = set()
    for para in paras:
        area = next((area for area in areas.get(para.page, ()) if _covers(area, para.box)), None)
        if area is None or para.heading or para.style not in ("", "boxed"):
            continue
        para.style = "boxed"
        if (para.page, area) not in asked:
            asked.add((para.page, area))
            para.doubt = para.doubt or f"“{para.text}” begins the boxes of a diagram; do they say all that it shows?"


def _boxes(shapes: Sequence[Any], sheet: Sheet) -> list[Box]:
    """The drawn boxes that hold words with white space round them but no other box, and stand apart, unlike cells of a table."""
    least = min((word.size for word in sheet.words), default=0.0)
    drawn = {box_of(shape) for shape in shapes}
    drawn = {box for box in drawn if min(box.x1 - box.x0, box.bottom - box.top) > least}
    if not SETTINGS.diagram_boxes <= len(drawn) <= MOST_BOXES:
        return []
    boxes: list[Box] = []
    words = sorted(sheet.words, key=lambda word: middle(word.box))
    heights = [middle(word.box) for word in words]
    for box in sorted(drawn, key=_size):
        level = words[bisect_left(heights, box.top) : bisect_right(heights, box.bottom)]
        size = max((word.size for word in level if in_box(word, box)), default=box.bottom)
        if SETTINGS.diagram_high * size < box.bottom - box.top and not any(_covers(box, other) for other in boxes):
            boxes.append(box)
    return [box for box in boxes if not any(other is not box and _shared(_grown(box), other) >= 0 for other in boxes)]


def _joined_by(shape: Any, boxes: Sequence[Box]) -> set[Box]:
    """The boxes, two at least, before which the ends of a line or arrow lie; a thick bar is the shading of a text."""
    thick = min(shape["x1"] - shape["x0"], shape["bottom"] - shape["top"])
    if shape["object_type"] == "rect" and thick > SETTINGS.diagram_white:
        return set()
    points = shape.get("pts") or [(shape["x0"], shape["top"]), (shape["x1"], shape["bottom"])]
    met = {box for box in boxes if any(_meets(x, y, box) for x, y in points)}
    return met if len(met) > 1 else set()


def _meets(x: float, y: float, box: Box) -> bool:
    """Whether a point lies before the middle part of a side of a box, no farther than the head of an arrow is long."""
    x0, top, x1, bottom = box
    wide, high = SETTINGS.diagram_inset * (x1 - x0), SETTINGS.diagram_inset * (bottom - top)
    beside = min(abs(x - x0), abs(x - x1)) < SETTINGS.diagram_arrow and top + high < y < bottom - high
    above = min(abs(y - top), abs(y - bottom)) < SETTINGS.diagram_arrow and x0 + wide < x < x1 - wide
    return (beside and not x0 + 1 < x < x1 - 1) or (above and not top + 1 < y < bottom - 1)


def _grown(box: Box) -> Box:
    """The box with as much white space round it as stands between the boxes of a diagram."""
    white = SETTINGS.diagram_white
    return Box(box.x0 - white, box.top - white, box.x1 + white, box.bottom + white)


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _covers(box: Box, other: Box) -> bool:
    """Whether a box covers more than half of another one."""
    return 2 * max(0.0, _shared(box, other)) > _size(other)


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share: 0 where they touch, less where they stand apart."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide * high if wide >= 0 and high >= 0 else -1.0
