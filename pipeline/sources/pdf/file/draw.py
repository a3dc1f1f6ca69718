"""Runs the content stream of a page (ISO 32000-1, 7.8.2) and the forms in it, and notes each character and painted shape.

pdfminer's own interpreter is not used: its tokeniser takes most of the time of reading a page, and it knows neither the text
rendering mode nor nested marked content. The fonts are pdfminer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psparser import literal_name
from pdfplumber.page import Page

from pipeline.sources.pdf.file import graphics, marked, paths, showing, syntax
from pipeline.sources.pdf.file.glyphs import Drawn
from pipeline.sources.pdf.file.resources import Resources
from pipeline.sources.pdf.file.state import IDENTITY, Canvas, Matrix, State, TooMuch, multiplied
from pipeline.sources.pdf.file.streams import TOO_MUCH

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.open import SourcePdf

MAX_DRAWING = 6 * 2**20
"""Bytes of drawing that one page may run through, forms as often as they are used."""
FORM = 800
"""Bytes that the setting up of a form counts for."""
DEEPEST = 40
"""Forms inside one another."""


def draw(page: Page) -> Drawn:
    """Run the content stream of a page; a fault in it ends the run, and what stood before the fault is kept."""
    resources = Resources(cast("SourcePdf", page.pdf), page.page_obj.resources)
    canvas = Canvas(State(_page_matrix(page)), resources, float(page.height))
    drawn = canvas.drawn
    try:
        _run(canvas, [stream_value(one) for one in page.page_obj.contents])
    except TooMuch:
        drawn.stopped = TOO_MUCH
    except Exception as fault:
        drawn.stopped = f"its drawing is damaged ({type(fault).__name__})"
    drawn.unmapped = sum(glyph.text.startswith("(cid:") for glyph in drawn.glyphs)
    return drawn


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
    if kind == "Image" and marked.is_picture(stream):
        marked.picture(canvas)
    elif kind == "Form" and stream.objid not in canvas.running and len(canvas.running) < DEEPEST:
        _form(canvas, stream)


def _form(canvas: Canvas, stream: PDFStream) -> None:
    """Everything that a form changes is as before when it ends, whatever it leaves open (8.10.1)."""
    outer = (canvas.state, canvas.resources, canvas.saved, canvas.marks, canvas.mark, canvas.path)
    raw = resolve1(stream.attrs.get("Resources"))
    canvas.state, canvas.saved, canvas.marks, canvas.path = canvas.state.copy(), [], [], []
    canvas.resources = Resources(canvas.resources.pdf, raw) if isinstance(raw, dict) else canvas.resources
    canvas.state.ctm = multiplied(_matrix(stream), canvas.state.ctm)
    canvas.running.append(stream.objid or 0)
    try:
        _run(canvas, [stream])
    finally:
        canvas.running.pop()
        canvas.state, canvas.resources, canvas.saved, canvas.marks, canvas.mark, canvas.path = outer


def _matrix(stream: PDFStream) -> Matrix:
    raw = resolve1(stream.attrs.get("Matrix"))
    parts = [resolve1(part) for part in raw] if isinstance(raw, list) else []
    if len(parts) != 6 or not all(isinstance(part, int | float) for part in parts):
        return IDENTITY
    a, b, c, d, e, f = map(float, parts)
    return a, b, c, d, e, f


_OPERATORS = graphics.OPERATORS | paths.OPERATORS | showing.OPERATORS | marked.OPERATORS | {b"Do": _object}
