"""The pictures of a PDF as a reader sees them, cut from the drawn page, with the alternative text that the tags hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import PurePath

import pypdfium2
from pdfplumber.pdf import PDF
from PIL import Image

from pipeline.model.flow import Picture
from pipeline.model.place import Box
from pipeline.sources.pdf.file.page import Drawing, Sheet
from pipeline.sources.pdf.tags.tree import Element

DOTS_PER_INCH = 150
MOST_PIXELS = 2000
MOST_PICTURES = 80
GROUND = 0.6
"""A picture that covers so much of a page with text is its ground, or the scan that the text was recognised from."""


def pictures_of(pdf: PDF, sheets: Sequence[Sheet], tree: Element | None, name: str) -> list[Picture]:
    """The pictures that are content: not the ground of a page, not a rule, and not the same on every page.

    A picture that cannot be drawn is left out.
    """
    wanted = list(_content(sheets))[:MOST_PICTURES]
    if not wanted:
        return []
    alts = _alternatives(tree) if tree is not None else {}
    stem = PurePath(name).stem
    found = []
    with suppress(pypdfium2.PdfiumError), _document(pdf) as document:
        for number, (sheet, drawing) in enumerate(wanted, 1):
            place = sheet.place(name, drawing.box)
            with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
                png = _cut(document, sheet, place.box or drawing.box)
                alt = alts.get((sheet.number, drawing.mcid)) if drawing.mcid is not None else None
                artifact = drawing.tag == "Artifact"
                found.append(Picture(png, f"{stem}-picture-{number}.png", alt, artifact and alt is None, place))
    return found


def _document(pdf: PDF) -> pypdfium2.PdfDocument:
    pdf.stream.seek(0)
    return pypdfium2.PdfDocument(pdf.stream.read())


def _content(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Drawing]]:
    again = Counter(_place_key(drawing) for sheet in sheets for drawing in sheet.pictures)
    for sheet in sheets:
        if sheet.recognised:
            continue
        area = sheet.width * sheet.height
        for drawing in sheet.pictures:
            x0, top, x1, bottom = drawing.box
            wide, high = x1 - x0, bottom - top
            ground = wide * high > GROUND * area and sheet.words
            rule = max(wide, high) > 25 * min(wide, high)
            repeated = len(sheets) > 1 and again[_place_key(drawing)] > max(1, 0.3 * len(sheets))
            outside = x1 <= 0 or bottom <= 0 or x0 >= sheet.width or top >= sheet.height
            if not (ground or rule or repeated or outside):
                yield sheet, drawing


def _place_key(drawing: Drawing) -> tuple[int, ...]:
    return tuple(round(side / 2) for side in drawing.box)


def _alternatives(tree: Element) -> dict[tuple[int, int], str]:
    """The alternative text of each figure, by the page and the id of its marked content."""
    found: dict[tuple[int, int], str] = {}
    stack = [tree]
    while stack:
        element = stack.pop()
        if element.alt:
            found.update({(one.page, one.mcid): element.alt for one in element.contents()})
        stack += element.elements()
    return found


def _cut(document: pypdfium2.PdfDocument, sheet: Sheet, box: Box) -> bytes:
    """The part of the page in the box, as PNG."""
    page = document[sheet.number - 1]
    wide, high = page.get_size()
    x0, top, x1, bottom = max(0.0, box[0]), max(0.0, box[1]), min(wide, box[2]), min(high, box[3])
    scale = min(DOTS_PER_INCH / 72, MOST_PIXELS / max(x1 - x0, bottom - top, 1.0))
    bitmap = page.render(scale=scale, crop=(x0, high - bottom, wide - x1, top))
    image: Image.Image = bitmap.to_pil().convert("RGB")
    page.close()
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
