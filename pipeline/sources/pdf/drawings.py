"""Drawings that a page makes with lines and shapes, as maps, charts and logos: they are pictures, though the file has none.

Only slanted lines and curves tell a drawing; level and upright lines are those of tables, frames and rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any

from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.pictures import is_ground
from pipeline.sources.pdf.sheet import PagePicture, Sheet
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.side_boxes import in_box
from pipeline.sources.pdf.text.words import around

CELL = 12.0
"""Points; shapes that stand no farther apart are one drawing."""
MOST_SHAPES = 5_000
"""More shapes on a page are one drawing; to tell which of them touch would take long."""
LETTERS = 5
"""Fewer shapes side by side are no line of letters but parts of a picture."""
BASE, APART = 0.2, 1.1
"""Letters end so far from one base line, in heights, and are together no wider than so many times their line."""
Place = tuple[int, int]
"""A square of the page, counted in cells."""


def find_drawings(sheets: Iterable[Sheet]) -> None:
    """Gives each page its drawings, but for those that flow charts, small marks and boxes with words are.

    Those in the margin of a page behind the first are ornaments.
    """
    for sheet in sheets:
        slanted = [shape for kind in ("curve", "line") for shape in sheet.page.objects.get(kind, ()) if _pieces(shape)]
        known = [*map(around, sheet.diagrams), *(p.box for p in sheet.pictures if not is_ground(p.box, sheet))]
        for shapes in [slanted] if len(slanted) > MOST_SHAPES else _groups(slanted, sheet):
            box = around(box_of(shape) for shape in shapes)
            pieces = sum(map(_pieces, shapes))
            words = sum(in_box(word, box) for word in sheet.words)
            large = min(box.x1 - box.x0, box.bottom - box.top) > SETTINGS.drawing_side
            inside = any(a.x0 < box.x1 and box.x0 < a.x1 and a.top < box.bottom and box.top < a.bottom for a in known)
            if large and pieces > SETTINGS.drawing_pieces and words < SETTINGS.drawing_words * pieces and not inside:
                tag = "Artifact" if sheet.number > 1 and _is_in_margin(box, sheet) else shapes[0]["tag"]
                sheet.drawings.append(PagePicture(box, shapes[0]["mcid"], tag, _is_lettering(shapes)))


def _is_in_margin(box: Box, sheet: Sheet) -> bool:
    """Whether a drawing stands where running headers and footers do, as the logo at the head of each page does."""
    zone = SETTINGS.furniture_zone * sheet.height
    return box.bottom < zone or box.top > sheet.height - zone


def _pieces(shape: dict[str, Any]) -> int:
    """The number of slanted or bent pieces of a painted shape."""
    painted = shape["stroke"] or shape["fill"]
    points = shape.get("pts") or ()
    return sum(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in pairwise(points)) if painted else 0


def _is_lettering(shapes: Iterable[dict[str, Any]]) -> bool:
    """Whether most filled shapes of a colour stand side by side on base lines, as the letters of WordArt do."""
    by_colour: dict[str, list[Box]] = defaultdict(list)
    for shape in shapes:
        if shape["fill"]:
            by_colour[str(shape["non_stroking_color"])].append(box_of(shape))
    return any(map(_are_letters, by_colour.values()))


def _are_letters(boxes: Sequence[Box]) -> bool:
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.bottom):
        if lines and box.bottom - lines[-1][-1].bottom <= BASE * (box.bottom - box.top):
            lines[-1].append(box)
        else:
            lines.append([box])
    return 2 * sum(len(line) for line in lines if _is_line_of_letters(line)) > len(boxes)


def _is_line_of_letters(boxes: Sequence[Box]) -> bool:
    box = around(boxes)
    return len(boxes) >= LETTERS and sum(letter.x1 - letter.x0 for letter in boxes) <= APART * (box.x1 - box.x0)


def _groups(shapes: Sequence[dict[str, Any]], sheet: Sheet) -> Iterator[list[dict[str, Any]]]:
    """The shapes that stand close to one another on the page, together."""
    held: dict[Place, list[int]] = defaultdict(list)
    for number, shape in enumerate(shapes):
        for place in product(
            _cells(shape["x0"], shape["x1"], sheet.width), _cells(shape["top"], shape["bottom"], sheet.height)
        ):
            held[place].append(number)
    while held:
        found: set[int] = set()
        open_places = [next(iter(held))]
        while open_places:
            x, y = open_places.pop()
            found.update(held.pop((x, y), ()))
            open_places += [near for near in product((x - 1, x, x + 1), (y - 1, y, y + 1)) if near in held]
        yield [shapes[number] for number in sorted(found)]


def _cells(start: float, end: float, page: float) -> range:
    """The cells of a side, on the page: a damaged number may put a shape over millions of them."""
    start, end = (min(max(side, 0.0), page) for side in (start, end))
    return range(int(start // CELL), int(end // CELL) + 1)
