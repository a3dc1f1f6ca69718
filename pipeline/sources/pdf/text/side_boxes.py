"""Boxes beside the text: filled boxes with a few lines of their own, around which the text of the page runs.

Such a box is read after the text that stands beside it; without that, its lines and those of the text would be read by turns.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.reading_order import is_running, reaching
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word, make_lines


def side_box(words: Sequence[Word], sheet: Sheet) -> Box | None:
    """The first box that has text beside it on one side, and text above or below that runs over its edge.

    One beside running text needs no such line: no row holds its lines and those of the text, as in a column of a table. Text
    below it in a column as wide as the box shows that it stands in that column, which is read by itself.
    """
    upright = [word for word in words if word.turn == 0]
    least = SETTINGS.side_lines * min((word.size for word in upright), default=0.0)
    shapes = [shape for shape in (*sheet.page.rects, *sheet.page.curves) if upright and shape["fill"]]
    for box in dict.fromkeys(box_of(shape) for shape in shapes):
        if box.bottom - box.top > least and _is_beside(box, upright):
            return box
    return None


def in_box(word: Word, box: Box) -> bool:
    """Whether the middle of a word is in a box."""
    return box.x0 < (word.x0 + word.x1) / 2 < box.x1 and box.top < middle(word.box) < box.bottom


def middle(box: Box) -> float:
    """The height of the middle of a box."""
    return (box.top + box.bottom) / 2


def _is_beside(box: Box, words: Sequence[Word]) -> bool:
    level = [word for word in words if box.top < middle(word.box) < box.bottom]
    inside = [word for word in level if in_box(word, box)]
    outside = [word for word in level if not in_box(word, box)]
    if not outside or len(make_lines(inside, 0)) < SETTINGS.side_lines:
        return False
    left, right = (max(w.x1 for w in outside) <= box.x0, min(w.x0 for w in outside) >= box.x1)
    whole = all(box.x0 <= word.x0 and word.x1 <= box.x1 for word in inside)
    lines = make_lines([word for word in words if not in_box(word, box)], 0)
    above = max((line for line in lines if line.base < box.top), key=lambda line: line.base, default=None)
    below = min((line for line in lines if line.base > box.bottom), key=lambda line: line.base, default=None)
    edge = box.x0 if left else box.x1
    if any(line is not None and _crosses(line, edge) for line in (above, below)):
        return whole and (left or right)
    gutter = (max(w.x1 for w in outside) + box.x0) / 2 if left else (box.x1 + min(w.x0 for w in outside)) / 2
    under = [
        line for line in lines if line.base > box.bottom and any(box.x0 < w.x1 and w.x0 < box.x1 for w in line.words)
    ]
    in_column = bool(under) and _leaves_free(min(under, key=lambda line: line.base), gutter)
    return whole and (left or right) and not in_column and _is_panel(inside, outside)


def _is_panel(inside: Sequence[Word], outside: Sequence[Word]) -> bool:
    """Whether running text stands beside the words of a box, most of whose lines have no line of the text beside them."""
    text = make_lines(outside, 0)
    lines = make_lines(inside, 0)
    alone = sum(all(abs(line.base - one.base) > SETTINGS.same_row * line.size for one in text) for line in lines)
    return alone > SETTINGS.panel_alone * len(lines) and is_running(text)


def _crosses(line: Line, edge: float) -> bool:
    return line.x0 < edge - line.size and line.x1 > edge + line.size


def _leaves_free(line: Line, gutter: float) -> bool:
    return not any(word.x0 < gutter < word.x1 for word in line.words) and not reaching(line, gutter)
