"""Whether anything is painted over the words of a PDF, or runs behind them, so that some letters are hidden or struck through.

`seen` looks at words as a whole: a box over two of their letters leaves others to be seen. Our pages paint all that lies behind
words before them (ISO 32000-1, 8.2), and it has one colour there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing

import pikepdf
import pypdfium2
from PIL import ImageChops
from pypdfium2 import raw as pdfium

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import Box, ShownCharacters, pages_of
from pipeline.verifiers.pdf.seen import without_text
from pipeline.verifiers.pdf.structure import StructureReader

CORE = (0.1, 0.5)
"""Of the size, above the baseline: where a line crosses small letters; one that is lower lies under them."""
MIDDLE = 0.3
"""The share of the box of letters above and below that part."""
DIFFERENT = 24
"""Of 255: grey levels that differ by less look the same."""
BAND = 32
"""Points; letters are sorted into bands of this height, to find those under a shape."""


def covered(data: bytes, file: str) -> Iterator[Finding]:
    """An error for each page on which words are covered in part or crossed; of the words of figures nothing is said."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = StructureReader(pdf, {}).tree().tags()
        drawn = {(mark.page, mark.mcid) for tag in tags if tag.type == "Figure" for mark in tag.marks()}
    by_page: dict[int, list[ShownCharacters]] = {}
    for one in pages_of(data).shown:
        if one.size and any(map(str.isalnum, one.text)) and (one.page, one.mcid) not in drawn:
            by_page.setdefault(one.page, []).append(one)
    with closing(pypdfium2.PdfDocument(data)) as whole, closing(pypdfium2.PdfDocument(without_text(data))) as bare:
        for number, some in by_page.items():
            found = _crossed(bare[number], some) or _over(whole[number], some)
            if found:
                message = f"something is painted over “{found.text.strip()[:40]}”, or crosses it"
                yield error("pdf-unseen", message, Place(file, page=number + 1))


def _core(one: ShownCharacters) -> Box:
    return one.x, one.y + CORE[0] * one.size, one.x + one.width, one.y + CORE[1] * one.size


def _crossed(bare: pypdfium2.PdfPage, some: Sequence[ShownCharacters]) -> ShownCharacters | None:
    """The first words behind which the page has more than one colour."""
    image, height = bare.render(scale=1.0, grayscale=True).to_pil(), bare.get_height()
    for one in some:
        left, bottom, right, top = _core(one)
        box = int(left) + 1, int(height - top), int(right), int(height - bottom) + 1
        if 0 <= box[0] < box[2] <= image.width and 0 <= box[1] < box[3] <= image.height:
            least, most = image.crop(box).getextrema()
            if most - least > DIFFERENT:
                return one
    return None


def _over(page: pypdfium2.PdfPage, some: Sequence[ShownCharacters]) -> ShownCharacters | None:
    """The first words that look otherwise without what is painted after them where they stand."""
    later = dict(_painted_later(page))
    if not later:
        return None
    height = page.get_height()
    before = page.render(scale=1.0, grayscale=True).to_pil()
    for shape in later.values():
        pdfium.FPDFPageObj_SetIsActive(shape, False)
    changed = ImageChops.difference(before, page.render(scale=1.0, grayscale=True).to_pil())
    for left, bottom, right, top in later:
        box = int(left), int(height - top), int(right) + 1, int(height - bottom) + 1
        if changed.crop(box).getextrema()[1] > DIFFERENT:  # type: ignore[operator]
            return min(some, key=lambda one: abs(one.x - left) + abs(one.y - bottom))
    return None


def _painted_later(page: pypdfium2.PdfPage) -> Iterator[tuple[Box, object]]:
    """Boxes of letters, each with something that is no letter and is painted there later."""
    sides = [pdfium.c_float() for _ in range(4)]
    bands: dict[int, list[Box]] = {}
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        shape = pdfium.FPDFPage_GetObject(page, number)
        pdfium.FPDFPageObj_GetBounds(shape, *sides)
        left, bottom, right, top = (side.value for side in sides)
        text = pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_TEXT
        if text:
            edge = MIDDLE * (top - bottom)
            bottom, top = bottom + edge, top - edge
        for band in range(int(max(bottom, -BAND) // BAND), int(min(top, page.get_height()) // BAND) + 1):
            if text:
                bands.setdefault(band, []).append((left, bottom, right, top))
                continue
            for box in bands.get(band, ()):
                if box[0] < right and left < box[2] and box[1] < top and bottom < box[3]:
                    yield box, shape
