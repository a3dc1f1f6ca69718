"""The rules of a page: every straight edge drawn as line, thin rectangle, frame, row of dots or side of a filled cell."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pipeline.model.place import Box

# Points. A shape thinner than THIN is a rule; parallel rules nearer than SNAP are one (doubled) rule; strokes of one rule may lie
# GAP apart (dots, dashes, the joints that Word leaves between the borders of neighbouring cells).
THIN, SNAP, GAP = 4.0, 2.6, 3.5
# Drawings such as maps hold tens of thousands of strokes and no table: beyond this many only the longest count.
MOST = 1200


class Rule(NamedTuple):
    """One straight edge: `at` is its y (horizontal) or x (vertical), from `start` to `end`, in points from the top left."""

    at: float
    start: float
    end: float


Fill = tuple[float, float, float, float, object]


@dataclass(frozen=True)
class Rules:
    """All rules of a page, merged, sorted by place.

    `fills` are boxes painted as ground of text, `curved` the boxes of curves and slanted strokes.
    """

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    fills: tuple[Box, ...] = ()
    curved: tuple[Box, ...] = ()

    def with_level(self, more: Sequence[Rule]) -> Rules:
        """These rules with some level ones added."""
        return replace(self, horizontal=tuple(sorted((*self.horizontal, *more)))) if more else self

    def drawing_in(self, box: Box) -> bool:
        """Whether curves or slanted strokes run through a good part of a box, as those of a chart do."""
        inside = [
            min(x1, box[2]) - max(x0, box[0])
            for x0, top, x1, bottom in self.curved
            if x0 < box[2] and box[0] < x1 and top < box[3] and box[1] < bottom
        ]
        return sum(inside) > 0.25 * (box[2] - box[0])


def rules_of(page: Any, grounds: bool = True) -> Rules:
    """The rules drawn on a pdfplumber page, from `lines`, `rects` and `curves`; a page frame and slanted strokes are left out.

    With `grounds` the edges of the grounds of cells that lie side by side are rules, too.
    """
    width, height = float(page.width), float(page.height)
    strokes: tuple[list[Rule], list[Rule]] = ([], [])
    fills: list[Fill] = []
    curved: list[Box] = []
    for line in page.lines:
        if not _stroke(line["x0"], line["top"], line["x1"], line["bottom"], strokes):
            curved.append((line["x0"], line["top"], line["x1"], line["bottom"]))
    for rect in page.rects:
        x0, top, x1, bottom = rect["x0"], rect["top"], rect["x1"], rect["bottom"]
        if _stroke(x0, top, x1, bottom, strokes):
            continue
        if (x1 - x0) > 0.93 * width and (bottom - top) > 0.93 * height:
            continue
        if rect["stroke"] and rect["linewidth"] is not None:
            _frame((x0, top, x1, bottom), strokes)
        elif rect["fill"]:
            fill = (x0, top, x1, bottom, _colour(rect["non_stroking_color"]))
            if fills and _hollow(fills[-1], fill):
                _frame(
                    (min(x0, fills[-1][0]), min(top, fills[-1][1]), max(x1, fills[-1][2]), max(bottom, fills[-1][3])),
                    strokes,
                )
            fills.append(fill)
    for curve in page.curves:
        if not _polygon(curve, strokes) and curve["x1"] - curve["x0"] > 8 and curve["bottom"] - curve["top"] > 2:
            curved.append((curve["x0"], curve["top"], curve["x1"], curve["bottom"]))
    for box in _tiles(fills) if grounds else ():
        _frame(box, strokes)
    return Rules(
        tuple(merged(strokes[0], height)),
        tuple(merged(strokes[1], width)),
        tuple(fill[:4] for fill in fills[:MOST] if fill[4] != _WHITE),
        tuple(curved[:MOST]),
    )


_WHITE = (1.0,)


def _colour(value: object) -> object:
    """A colour that can be compared; the whites of grey and RGB are one."""
    parts = value if isinstance(value, list | tuple) else (value,)
    return _WHITE if len(parts) in (1, 3) and all(part == 1 for part in parts) else tuple(parts)


def _stroke(x0: float, top: float, x1: float, bottom: float, strokes: tuple[list[Rule], list[Rule]]) -> bool:
    """Notes a thin shape as a rule; a dot may belong to a rule of either direction. False where the shape has an area."""
    wide, high = x1 - x0, bottom - top
    if wide > THIN and high > THIN:
        return False
    if high <= THIN and wide >= 0.6 * high:
        strokes[0].append(Rule((top + bottom) / 2, x0, x1))
    if wide <= THIN and high >= 0.6 * wide:
        strokes[1].append(Rule((x0 + x1) / 2, top, bottom))
    return True


def _frame(box: Box, strokes: tuple[list[Rule], list[Rule]]) -> None:
    x0, top, x1, bottom = box
    strokes[0].extend((Rule(top, x0, x1), Rule(bottom, x0, x1)))
    strokes[1].extend((Rule(x0, top, bottom), Rule(x1, top, bottom)))


def _hollow(one: Fill, other: Fill) -> bool:
    """Two filled boxes, one just inside the other, are a border painted as a ring."""
    inset = (other[0] - one[0], other[1] - one[1], one[2] - other[2], one[3] - other[3])
    return one[4] == other[4] and (
        all(0.1 < side <= THIN for side in inset) or all(-THIN <= side < -0.1 for side in inset)
    )


def _polygon(curve: Any, strokes: tuple[list[Rule], list[Rule]]) -> bool:
    """A path whose sides are all upright or level is drawn by them; False for any other path."""
    points = curve["pts"]
    if not 2 <= len(points) <= 12 or any(step[0] == "c" for step in curve.get("path") or ()):
        return False
    sides = list(itertools.pairwise(points))
    if any(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in sides):
        return False
    for (xa, ya), (xb, yb) in sides:
        _stroke(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), strokes)
    return True


def _tiles(
    fills: Sequence[Fill],
) -> list[Box]:
    """The filled boxes that lie side by side as the cells of a row do.

    A lone filled box is the ground of a paragraph, and a filled box inside another of its colour is the ground of words.
    """
    if len(fills) > MOST:
        return []
    by_row: dict[tuple[int, int], list[Fill]] = {}
    for fill in fills:
        by_row.setdefault((round(fill[1] / 3), round(fill[3] / 3)), []).append(fill)
    tiles: set[Box] = set()
    for row in by_row.values():
        row.sort(key=lambda fill: (fill[0], -fill[2]))
        outer: list[Fill] = []
        for fill in row:
            if not (outer and fill[2] <= outer[-1][2] + 1):
                outer.append(fill)
        for left, right in itertools.pairwise(outer):
            if abs(right[0] - left[2]) <= THIN and left[3] - left[1] > THIN:
                tiles.update((left[:4], right[:4]))
    return sorted(tiles)


def merged(strokes: Iterable[Rule], most: float) -> list[Rule]:
    """Strokes of one line joined, doubled rules made one, sorted by place; `most` bounds the place (the size of the page)."""
    inside = [stroke for stroke in strokes if -1 <= stroke.at <= most + 1]
    inside.sort()
    rules: list[Rule] = []
    first = 0
    for index in range(1, len(inside) + 1):
        if (
            index == len(inside)
            or inside[index].at - inside[index - 1].at > SNAP
            or (inside[index].at - inside[first].at > 2 * SNAP)
        ):
            rules += _joined(inside[first:index])
            first = index
    if len(rules) > MOST:
        rules = sorted(sorted(rules, key=lambda rule: rule.start - rule.end)[:MOST])
    return rules


def _joined(strokes: list[Rule]) -> list[Rule]:
    """Rules made of strokes at about one place; what stays shorter than a letter is no rule."""
    strokes.sort(key=lambda stroke: stroke.start)
    joined: list[Rule] = []
    weight = 0.0
    for stroke in strokes:
        if joined and stroke.start <= joined[-1].end + GAP:
            last = joined[-1]
            length = stroke.end - stroke.start + 0.01
            at = (last.at * weight + stroke.at * length) / (weight + length)
            weight += length
            joined[-1] = Rule(at, last.start, max(last.end, stroke.end))
        else:
            weight = stroke.end - stroke.start + 0.01
            joined.append(stroke)
    return [rule for rule in joined if rule.end - rule.start > 2 * THIN]


def spans(rules: Sequence[Rule], at: float, near: float = SNAP) -> list[tuple[float, float]]:
    """The stretches that are ruled at a place, given rules sorted by place."""
    low = bisect_left(rules, (at - near,))
    high = bisect_right(rules, (at + near, float("inf")))
    return [(rule.start, rule.end) for rule in rules[low:high]]


def covered(stretches: Sequence[tuple[float, float]], start: float, end: float) -> float:
    """The share (0 to 1) of start to end that the stretches cover."""
    if end <= start:
        return 0.0
    length = 0.0
    done = start
    for a, b in sorted(stretches):
        a = max(a, done)
        b = min(b, end)
        if b > a:
            length += b - a
            done = b
    return length / (end - start)
