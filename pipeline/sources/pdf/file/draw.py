"""Runs the content stream of a page (ISO 32000-1, 7.8.2) and the forms in it, and notes each character and painted shape.

pdfminer's own interpreter is not used: its tokeniser takes most of the time of reading a page, and it knows neither the text
rendering mode nor nested marked content. The fonts are pdfminer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import literal_name
from pdfplumber.page import Page

from pipeline.model.place import Box
from pipeline.sources.pdf.file import graphics, marked, paths, showing, syntax
from pipeline.sources.pdf.file.covers import clip_to, cover_with_picture
from pipeline.sources.pdf.file.resources import Resources
from pipeline.sources.pdf.file.state import (
    FAR,
    IDENTITY,
    PARTS,
    Canvas,
    Drawn,
    GraphicsState,
    MarkedContent,
    Matrix,
    TooMuch,
    matrix_of,
    multiplied,
)
from pipeline.sources.pdf.file.streams import TOO_MUCH

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.open import SourcePdf

MAX_DRAWING = 6 * 2**20
"""Bytes of drawing that one page may run through, forms as often as they are used."""
FORM = 800
"""Bytes that the setting up of a form counts for."""
DEEPEST_FORM = 40
"""Forms inside one another."""


def draw(page: Page) -> Drawn:
    """Run the content stream of a page; a fault in it ends the run, and what stood before the fault is kept."""
    resources = Resources(cast("SourcePdf", page.pdf), page.page_obj.resources)
    canvas = Canvas(GraphicsState(_page_matrix(page)), resources, float(page.height))
    drawn = canvas.drawn
    try:
        _run(canvas, [stream_value(content) for content in page.page_obj.contents])
    except TooMuch:
        drawn.stopped = TOO_MUCH
    except Exception as fault:
        drawn.stopped = f"its drawing is damaged ({type(fault).__name__})"
    drawn.unmapped = sum(glyph.text.startswith("(cid:") for glyph in drawn.glyphs)
    return drawn


def drawn_in(page: Page, form: PDFStream, matrix: Matrix = IDENTITY) -> Drawn:
    """What a form by itself draws, an appearance of an annotation for one."""
    canvas = Canvas(
        GraphicsState(matrix), Resources(cast("SourcePdf", page.pdf), page.page_obj.resources), float(page.height)
    )
    with suppress(Exception):
        _form(canvas, form)
    return canvas.drawn


def drawn_in_box(page: Page, form: PDFStream, box: Box) -> Drawn:
    """What the appearance of an annotation draws in its box (12.5.5, algorithm 8.1); what turns with a page is not turned."""
    corners = numbers_of(form.attrs.get("BBox"), 4) or [0.0, 0.0, 1.0, 1.0]
    shape = next(paths.subpaths(paths.around(*corners), _matrix(form), 0.0), None)
    if shape is None:
        return Drawn()
    left, foot, right, head = shape["x0"], -shape["bottom"], shape["x1"], -shape["top"]
    wide, high = (box.x1 - box.x0) / (right - left or 1.0), (box.bottom - box.top) / (head - foot or 1.0)
    to_box = (wide, 0.0, 0.0, high, box.x0 - wide * left, float(page.height) - box.bottom - high * foot)
    return drawn_in(page, form, to_box)


def _page_matrix(page: Page) -> Matrix:
    """From the PDF's own space to the page as it is shown, with its corner at 0."""
    x0, y0, x1, y1 = map(float, page.page_obj.mediabox)
    turned: dict[int, Matrix] = {
        90: (0.0, -1.0, 1.0, 0.0, -y0, x1), 180: (-1.0, 0.0, 0.0, -1.0, x1, y1), 270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
    }  # fmt: skip
    return turned.get(page.page_obj.rotate, (1.0, 0.0, 0.0, 1.0, -x0, -y0))


def _run(canvas: Canvas, streams: Sequence[PDFStream]) -> None:
    """Run content streams that follow one another; raises TooMuch at the bound, after what stands before it."""
    drawn, parts = canvas.drawn, []
    drawn.drawing += FORM
    for stream in streams:
        parts.append(stream.get_data()[: max(0, MAX_DRAWING - drawn.drawing)])
        drawn.drawing += len(stream.get_data())
        if drawn.drawing > MAX_DRAWING:
            break
    find = _OPERATORS.get
    for operands, operator in syntax.operations(b"\n".join(parts)):
        run = find(operator)
        if run is not None:
            run(canvas, operands)
    if drawn.drawing > MAX_DRAWING:
        raise TooMuch


def _object(canvas: Canvas, operands: bytes) -> None:
    """Do: a picture, or a form with resources of its own; a form that draws itself is not drawn again."""
    stream = resolve1(canvas.resources.entry("XObject", syntax.name_in(operands)))
    if not isinstance(stream, PDFStream):
        return
    kind = literal_name(resolve1(stream.attrs.get("Subtype")))
    mark = canvas.mark
    off = False
    if canvas.resources.pdf.layers.is_off(stream.attrs.get("OC")):
        canvas.mark = MarkedContent(mark.mcid, mark.tag, off=True)
    if kind == "Image":
        marked.picture_object(canvas, stream)
    elif kind == "Form" and stream.objid not in canvas.running and len(canvas.running) < DEEPEST_FORM:
        off = _form(canvas, stream)
    canvas.mark = replace(mark, off=mark.off or off)


def _shading(canvas: Canvas, _: bytes) -> None:
    """sh: a gradient fills the clipping path, and the page where there is none."""
    if not canvas.mark.off:
        cover_with_picture(canvas, canvas.state.clip or Box(0.0, 0.0, FAR, FAR), whole=False)


def _form(canvas: Canvas, stream: PDFStream) -> bool:
    """Everything that a form changes is as before when it ends, whatever it leaves open (8.10.1).

    Says whether it leaves a layer open that is off: some viewers then hide what follows.
    """
    outer = (canvas.state, canvas.resources, canvas.saved, canvas.marks, canvas.mark, canvas.path)
    raw = resolve1(stream.attrs.get("Resources"))
    canvas.state, canvas.saved, canvas.marks, canvas.path = canvas.state.copy(), [], [], []
    canvas.resources = Resources(canvas.resources.pdf, raw) if isinstance(raw, dict) else canvas.resources
    state = canvas.state
    state.ctm = multiplied(_matrix(stream), state.ctm)
    if resolve1(stream.attrs.get("Group")):
        state.group, state.fill_alpha, state.stroke_alpha = state.group * state.fill_alpha, 1.0, 1.0
    box = numbers_of(stream.attrs.get("BBox"), 4)
    if box:
        clip_to(state, list(paths.subpaths(paths.around(*box), state.ctm, canvas.high)))
    canvas.running.append(stream.objid or 0)
    try:
        _run(canvas, [stream])
        return bool(canvas.marks) and canvas.mark.off
    finally:
        canvas.running.pop()
        canvas.state, canvas.resources, canvas.saved, canvas.marks, canvas.mark, canvas.path = outer


def _matrix(stream: PDFStream) -> Matrix:
    return matrix_of(numbers_of(stream.attrs.get("Matrix"), PARTS) or IDENTITY)


def numbers_of(raw: object, count: int) -> list[float] | None:
    """An array of so many numbers, None where it is anything else."""
    held = resolve1(raw)
    parts = [resolve1(part) for part in held] if isinstance(held, list) else []
    fine = len(parts) == count and all(isinstance(part, int | float) for part in parts)
    return [float(part) for part in parts] if fine else None


_OPERATORS = (
    graphics.OPERATORS | paths.OPERATORS | showing.OPERATORS | marked.OPERATORS | {b"Do": _object, b"sh": _shading}
)
