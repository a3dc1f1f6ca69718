"""The operators that make and paint paths (ISO 32000-1, 8.5): lines, rectangles and curves, described as pdfplumber does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.model.place import Box
from pipeline.sources.pdf.file.colours import shown
from pipeline.sources.pdf.file.covers import UNSEEN, clip_to, cover_with
from pipeline.sources.pdf.file.state import Canvas, Matrix, Step, TooMuch, is_near
from pipeline.sources.pdf.file.syntax import numbers

MAX_SHAPES = 150_000
NOTHING = Box(0.0, 0.0, 0.0, 0.0)
"""The clip of a path without lines: some viewers show nothing within it, others everything, so that readers differ too."""
SUBPATH = re.compile(r"m[^m]+")
LINES, BOXES = {"mlh", "ml"}, {"mlllh", "mllll"}
Operator = Callable[[Canvas, bytes], None]


def step(letter: str, count: int) -> Operator:
    """m, l, c, v and y, with so many numbers each."""

    def operator(canvas: Canvas, operands: bytes) -> None:
        found = numbers(operands, count)
        if found:
            canvas.path.append((letter, *found))

    return operator


def close(canvas: Canvas, _: bytes) -> None:
    """h"""
    canvas.path.append(("h",))


def rectangle(canvas: Canvas, operands: bytes) -> None:
    """re"""
    found = numbers(operands, 4)
    if found:
        x, y, wide, high = found
        canvas.path += around(x, y, x + wide, y + high)


def around(left: float, foot: float, right: float, head: float) -> tuple[Step, ...]:
    """The path around a box."""
    return (("m", left, foot), ("l", right, foot), ("l", right, head), ("l", left, head), ("h",))


def paint(stroke: bool, fill: bool, closed: bool = False, odd: bool = False) -> Operator:
    """S, s, f, B, b and their even-odd sisters; what a layer that is off paints is not on the page."""

    def operator(canvas: Canvas, operands: bytes) -> None:
        if closed:
            canvas.path.append(("h",))
        state, mark, shapes = canvas.state, canvas.mark, canvas.drawn.shapes
        before = len(shapes)
        colour = shown(state.fill_space, state.fill)
        for shape in subpaths(canvas.path, state.ctm, canvas.high) if not mark.off else ():
            shape["stroke"], shape["fill"], shape["linewidth"] = stroke, fill, state.line_width
            shape["clear"] = state.fill_alpha * state.group < UNSEEN
            shape["stroking_color"], shape["non_stroking_color"] = state.stroke, colour
            shape["mcid"], shape["tag"] = mark.mcid, mark.tag
            shapes.append(shape)
        cover_with(canvas, shapes[before:], odd)
        end(canvas, operands)
        if len(shapes) > MAX_SHAPES:
            raise TooMuch

    return operator


def clip(canvas: Canvas, _: bytes) -> None:
    """W, W*"""
    canvas.clipping = True


def end(canvas: Canvas, _: bytes) -> None:
    """n: the path is used up, and is the clipping path from here on where W came before (8.5.4)."""
    path, canvas.path = canvas.path, []
    if canvas.clipping:
        canvas.clipping = False
        clip_to(canvas.state, list(subpaths(path, canvas.state.ctm, canvas.high)))
        if all(step[0] == "m" for step in path):
            canvas.state.clip = NOTHING


def subpaths(path: Sequence[Step], ctm: Matrix, high: float) -> Iterator[dict[str, Any]]:
    """Each part of a path as an object with its kind, its box and its corners; `high` is the height of the page."""
    letters = "".join([step[0] for step in path])
    parts = [(0, len(path))] if letters == "mlllh" else [match.span() for match in SUBPATH.finditer(letters)]
    for first, end in parts if letters[:1] == "m" else ():
        shape = _described(letters[first:end], path[first:end], ctm, high)
        if shape is not None:
            yield shape


def _described(letters: str, path: Sequence[Step], ctm: Matrix, high: float) -> dict[str, Any] | None:
    """One subpath, in points from the top left of a page that is `high`; None where it lies far beyond the page."""
    a, b, c, d, e, f = ctm
    points = []
    for step in path:
        x, y = step[-2:] if len(step) > 1 else path[0][-2:]
        points.append((a * x + c * y + e, high - (b * x + d * y + f)))
    if len(letters) > 3 and letters[-2:] == "lh" and points[-2] == points[0]:
        letters = letters[:-2] + "h"
        points.pop()
    kind = "curve"
    if letters in LINES:
        kind = "line"
        points = points[:2]
    elif letters in BOXES and points[0] == points[-1] and _is_box(points):
        kind = "rect"
        points.pop()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not is_near((*xs, *ys)):
        return None
    found = {"object_type": kind, "x0": min(xs), "top": min(ys), "x1": max(xs), "bottom": max(ys), "pts": points}
    if kind == "curve":
        found["path"] = [(letter,) for letter in letters]
        found["hull"] = _hull(path, ctm, high)
    return found


def _hull(path: Sequence[Step], ctm: Matrix, high: float) -> Box:
    """The box around all points of a path, those that only bend its curves among them; no curve leaves it (8.5.2.2)."""
    a, b, c, d, e, f = ctm
    pairs = [(step[at], step[at + 1]) for step in path for at in range(1, len(step), 2)]
    xs, ys = [a * x + c * y + e for x, y in pairs], [high - (b * x + d * y + f) for x, y in pairs]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_box(points: Sequence[tuple[float, float]]) -> bool:
    (xa, ya), (xb, yb), (xc, yc), (xd, yd), _ = points
    return (xa == xb and yb == yc and xc == xd and yd == ya) or (ya == yb and xb == xc and yc == yd and xd == xa)


OPERATORS: dict[bytes, Operator] = {
    b"m": step("m", 2), b"l": step("l", 2), b"c": step("c", 6), b"v": step("v", 4), b"y": step("y", 4),
    b"h": close, b"re": rectangle, b"n": end, b"W": clip, b"W*": clip,
    b"S": paint(True, False), b"s": paint(True, False, closed=True),
    b"f": paint(False, True), b"F": paint(False, True), b"f*": paint(False, True, odd=True),
    b"B": paint(True, True), b"B*": paint(True, True, odd=True),
    b"b": paint(True, True, closed=True), b"b*": paint(True, True, closed=True, odd=True),
}  # fmt: skip
