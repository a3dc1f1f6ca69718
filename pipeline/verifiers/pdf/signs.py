"""Finds signs that lines and areas draw in blank room of a PDF: words that only the eye gets.

Outside of figures our pages paint areas behind words, level lines between them, frames around words,
and signs inside the round labels of statuses.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import combinations
from typing import Any

from pypdfium2 import raw as pdfium

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ARTIFACT, UNMARKED, Box
from pipeline.verifiers.pdf.views import View

THICKEST, SHORTEST = 12.0, 18.0
"""Points: an area without words is a level line, no higher and no shorter than this."""
UNDERLINE = 24.0
"""Points from a short level line up to the middle of the word that it underlines, at the largest sizes."""
EDGE = 3.0
"""Points by which the lines of a frame may miss each other."""
ALMOST = 0.01
"""Points: the ends of a level or upright edge may differ by so much."""
PAINTED = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM)


def signs(view: View, figures: Container[tuple[int, int]], file: str, *, ornaments: bool = False) -> Iterator[Finding]:
    """Yields an error for a page with a shape that is no line, box or figure; `ornaments` are drawings that nobody hears."""
    words = [(piece.x + piece.width / 2, piece.y + piece.size / 4) for piece in view.pieces if piece.text.strip()]
    painted = [shape for shape in view.shapes if pdfium.FPDFPageObj_GetType(shape) in PAINTED]
    own = [shape for shape in painted if not _is_known(view.number, _mark(shape), figures, ornaments)]
    strange = [shape for shape in own if not _is_plain(shape, words)]
    if strange and not _are_inside(strange, [shape for shape in own if shape not in strange], words):
        message = "the page draws a shape that is no line, box or picture of ours"
        yield error("pdf-strange", message, Place(file, page=view.number + 1))


def _are_inside(shapes: Sequence[Any], plain: Sequence[Any], words: Sequence[tuple[float, float]]) -> bool:
    """Whether shapes are the icons of labels, or the sides of frames."""
    labels = [_bounds(shape) for shape in plain if not _has_straight_edges(shape)]
    levels = [box for box in map(_bounds, plain) if _is_level(box)]
    boxes = [*labels, *_frames(levels, words)]
    return all(any(_is_in(_bounds(shape), box) for box in boxes) for shape in shapes)


def _is_known(page: int, mark: int, figures: Container[tuple[int, int]], ornaments: bool) -> bool:
    return (page, mark) in figures or (ornaments and mark == ARTIFACT)


def _frames(levels: Sequence[Box], words: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """Yields the left and right sides of each frame that two level lines begin around words, as of a picture that is needed."""
    for upper, lower in combinations(sorted(levels, key=lambda box: -box[3]), 2):
        left, bottom, right, top = lower[0], lower[1] - EDGE, lower[2], upper[3] + EDGE
        alike = abs(upper[0] - left) < EDGE and abs(upper[2] - right) < EDGE
        if alike and any(left <= x <= right and bottom <= y <= top for x, y in words):
            yield left - EDGE, bottom, left + THICKEST, top
            yield right - THICKEST, bottom, right + EDGE, top


def _is_level(box: Box) -> bool:
    return box[3] - box[1] <= THICKEST and box[2] - box[0] >= SHORTEST


def _is_in(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _mark(shape: Any) -> int:
    """The MCID of the content that a shape belongs to; ARTIFACT or UNMARKED if it has none."""
    number, kind = pdfium.c_int(), UNMARKED
    for at in range(pdfium.FPDFPageObj_CountMarks(shape)):
        mark = pdfium.FPDFPageObj_GetMark(shape, at)
        if pdfium.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number):
            return int(number.value)
        kind = ARTIFACT
    return kind


def _is_plain(shape: Any, words: Sequence[tuple[float, float]]) -> bool:
    """Whether a shape is an area with words in it, or a level line; its words are given by their middles."""
    if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke = pdfium.c_int(), pdfium.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    if not fill.value and not stroke.value:
        return True
    left, bottom, right, top = _bounds(shape)
    if _is_level((left, bottom, right, top)):
        return _has_straight_edges(shape)
    above = UNDERLINE if top - bottom <= THICKEST and _has_straight_edges(shape) else 0.0
    return any(left <= x <= right and bottom <= y <= top + above for x, y in words)


def _bounds(shape: Any) -> Box:
    sides = [pdfium.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(shape, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _has_straight_edges(shape: Any) -> bool:
    """Whether all edges of a path are level or upright on the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    if abs(matrix.b) > ALMOST or abs(matrix.c) > ALMOST:
        return False
    x, y, before = pdfium.c_float(), pdfium.c_float(), (0.0, 0.0)
    for number in range(pdfium.FPDFPath_CountSegments(shape)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        if kind == pdfium.FPDF_SEGMENT_LINETO and min(abs(x.value - before[0]), abs(y.value - before[1])) > ALMOST:
            return False
        before = (x.value, y.value)
    return True
