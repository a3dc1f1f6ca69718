"""Finds words of a PDF that are partly covered or crossed by something.

`seen` judges words as a whole, so it misses a box over two of their letters. Our pages paint everything behind words before
them (ISO 32000-1, 8.2), and it has one colour there.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from PIL import ImageChops
from pypdfium2 import raw as pdfium

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import Box, ShownCharacters
from pipeline.verifiers.pdf.views import View, left_out

CORE = (0.1, 0.5)
"""The band above the baseline, as shares of the font size, where a line crosses small letters; a lower one underlines them."""
MIDDLE = 0.3
"""The share of the box of letters above and below that part."""
DIFFERENT = 24
"""Out of 255: grey levels that differ by less look the same."""
BAND = 32
"""Points: letters are sorted into bands of this height, to find those under a shape."""


def covered(view: View, figures: Container[tuple[int, int]], file: str) -> Iterator[Finding]:
    """Yields an error for a page with words that are partly covered or crossed, except words of figures."""
    pieces = [
        piece
        for piece in view.pieces
        if piece.size and any(map(str.isalnum, piece.text)) and (piece.page, piece.mcid) not in figures
    ]
    hit = (_crossed(view, pieces) or _over(view, pieces)) if pieces else None
    if hit:
        message = f"something is painted over “{hit.text.strip()[:40]}”, or crosses it"
        yield error("pdf-unseen", message, Place(file, page=view.number + 1))


def _core(piece: ShownCharacters) -> Box:
    return piece.x, piece.y + CORE[0] * piece.size, piece.x + piece.width, piece.y + CORE[1] * piece.size


def _crossed(view: View, pieces: Sequence[ShownCharacters]) -> ShownCharacters | None:
    """Returns the first words behind which the page has more than one colour."""
    image, height = view.bare, view.height
    for piece in pieces:
        left, bottom, right, top = _core(piece)
        box = int(left) + 1, int(height - top), int(right), int(height - bottom) + 1
        if 0 <= box[0] < box[2] <= image.width and 0 <= box[1] < box[3] <= image.height:
            least, most = image.crop(box).getextrema()
            if most - least > DIFFERENT:  # type: ignore[operator]
                return piece
    return None


def _over(view: View, pieces: Sequence[ShownCharacters]) -> ShownCharacters | None:
    """Returns the first words that look different without what is painted after them."""
    later = dict(_painted_later(view))
    if not later:
        return None
    before = view.complete
    with left_out(later.values()):
        changed = ImageChops.difference(before, view.grey())
    for left, bottom, right, top in later:
        box = int(left), int(view.height - top), int(right) + 1, int(view.height - bottom) + 1
        if changed.crop(box).getextrema()[1] > DIFFERENT:  # type: ignore[operator]
            return min(pieces, key=lambda piece: abs(piece.x - left) + abs(piece.y - bottom))
    return None


def _painted_later(view: View) -> Iterator[tuple[Box, object]]:
    """Yields boxes of letters, each with an object other than letters that is painted over it."""
    sides = [pdfium.c_float() for _ in range(4)]
    bands: dict[int, list[Box]] = {}
    for shape in view.shapes:
        pdfium.FPDFPageObj_GetBounds(shape, *sides)
        left, bottom, right, top = (side.value for side in sides)
        text = pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_TEXT
        if text:
            edge = MIDDLE * (top - bottom)
            bottom, top = bottom + edge, top - edge
        for band in range(int(max(bottom, -BAND) // BAND), int(min(top, view.height) // BAND) + 1):
            if text:
                bands.setdefault(band, []).append((left, bottom, right, top))
                continue
            for box in bands.get(band, ()):
                if box[0] < right and left < box[2] and box[1] < top and bottom < box[3]:
                    yield box, shape
