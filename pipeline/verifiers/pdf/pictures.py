"""Whether a PDF shows the pictures of the content: their pixels as they lie in the file, and what is drawn where they stand.

The pixels in the file must be those that were given, and the page, drawn by pdfium, must show them there: upright, whole,
uncovered. A drawing (SVG) has no pixels in the file; what the page shows is compared with the drawing painted by itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageOps

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ARTIFACT, Box, pages_of
from pipeline.verifiers.pdf.structure import StructureReader

CELLS = 12
"""A picture and what the page shows of it are compared in so many cells each way, since the page has fewer pixels or more."""
DIFFERENT = 64
"""Out of 255: a cell that differs by more shows something else. Edges of thin lines fall into one cell or the next."""
LOSSY = 40
"""Out of 255: how far a pixel may be from the one given where the picture was turned and its JPEG saved again."""
FIGURE_AWAY = 3.0
"""Points that a figure may say it stands beside its picture."""
SHARPNESS = 2.0
"""Pixels for a point."""
NO_BOX = (0.0, 0.0, 0.0, 0.0)
WHITE = (255, 255, 255, 255)


class ContentPicture(NamedTuple):
    """A picture of the content: its block and its pixels, b"" for unknown ones; `drawing`: painted from an SVG.

    Nobody hears of pictures that are not `heard`; they are artifacts.
    """

    block: str
    pixels: bytes
    drawing: bool = False
    heard: bool = True


class Painted(NamedTuple):
    """A picture with pixels that a page paints: its page from 0, its MCID, where it stands, and its object."""

    page: int
    mcid: int
    box: Box
    image: Any


class Awaited:
    """The pictures that an edition still has to show, in reading order over all its volumes; `others` may be shown besides."""

    def __init__(self, given: Sequence[ContentPicture], others: Iterable[bytes] = ()) -> None:
        self.heard = (one for one in given if one.heard)
        self.quiet = [one for one in given if not one.heard and not one.drawing]
        self.known = (*(one.pixels for one in given), *others)

    def missing(self, file: str) -> Iterator[Finding]:
        """An error for each quiet picture that no file has shown."""
        for one in self.quiet:
            yield error("structure-picture", f"{file} does not show a picture", Place(file), block=one.block)


def pictures(data: bytes, awaited: Awaited, file: str) -> Iterator[Finding]:
    """An error for each figure, in reading order, that does not show the picture given for it.

    Artifacts show the pictures that nobody hears of; on the first page they may show others, such as the logo of a template.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as drawn:
        found = [Painted(*at, box, pdf.get_object(objgen)) for at, box, objgen in pages_of(data).pictures]
        figures = [tag for tag in StructureReader(pdf, {}).tree().tags() if tag.type == "Figure" and tag.alt]
        for number, (tag, one) in enumerate(zip(figures, awaited.heard, strict=False), 1):
            page, mcid = next(((mark.page, mark.mcid) for mark in tag.marks()), (0, -1))
            held = [painted for painted in found if (painted.page, painted.mcid) == (page, mcid)]
            box = tag.attributes.get("BBox", NO_BOX)
            if one.pixels and (message := _wrong([float(side) for side in box], one, held, drawn[page])):
                place = Place(file, page=page + 1)
                yield error("structure-picture", f"picture {number} of {file} {message}", place, block=one.block)
        yield from _ornaments([one for one in found if one.mcid == ARTIFACT], awaited, (drawn, file))


def _ornaments(found: list[Painted], awaited: Awaited, where: tuple[pypdfium2.PdfDocument, str]) -> Iterator[Finding]:
    """An error for each artifact that shows no picture of the project; the others are no longer awaited."""
    drawn, file = where
    for painted in found:
        ours = [one for one in awaited.quiet if not _wrong(painted.box, one, [painted], drawn[painted.page])]
        if ours:
            awaited.quiet.remove(ours[0])
        elif painted.page or not any(_is(painted.image, other) for other in awaited.known):
            message = f"{file} shows a picture that is not of the content, or not as it is there"
            yield error("structure-picture", message, Place(file, page=painted.page + 1))


def _wrong(said: Sequence[float], given: ContentPicture, held: list[Painted], page: pypdfium2.PdfPage) -> str:
    """What is wrong with a picture that is said to stand in a box, "" for nothing; a drawing may have parts with pixels."""
    wanted = _opened(given.pixels)
    if not given.drawing:
        if len(held) != 1:
            return f"is painted {len(held)} times"
        if not _same(held[0].image, wanted, given.pixels):
            return "is not that of the content"
        if any(abs(one - other) > FIGURE_AWAY for one, other in zip(said, held[0].box, strict=True)):
            return "says that it stands elsewhere"
    return "" if _looks_so(page, said, wanted) else "does not look like that of the content where it stands"


def _opened(data: bytes) -> Image.Image:
    """A picture as it is to be seen."""
    with Image.open(io.BytesIO(data)) as image:
        return ImageOps.exif_transpose(image).convert("RGBA")


def _same(painted: Any, wanted: Image.Image, given: bytes) -> bool:
    """Whether the pixels in the file are those that were given; a JPEG may lie there as it is."""
    if painted.read_raw_bytes() == given:
        return True
    image = pikepdf.PdfImage(painted).as_pil_image().convert("RGBA")
    if "/SMask" in painted:
        image.putalpha(pikepdf.PdfImage(painted.SMask).as_pil_image().convert("L"))
    if image.size != wanted.size or image.tobytes() == wanted.tobytes():
        return image.size == wanted.size
    most = LOSSY if painted.get("/Filter") == pikepdf.Name.DCTDecode else 0
    return all(_farthest(*(_on(one, ground) for one in (image, wanted))) <= most for ground in (WHITE, (0, 0, 0, 255)))


def _is(painted: Any, other: bytes) -> bool:
    """Whether the pixels in the file are those of a picture, which may be damaged."""
    with suppress(Exception):  # Pillow raises errors of many kinds
        return _same(painted, _opened(other), other)
    return False


def _on(image: Image.Image, ground: tuple[int, int, int, int]) -> Image.Image:
    """A picture on a colour that shows through it."""
    return Image.alpha_composite(Image.new("RGBA", image.size, ground), image).convert("RGB")


def _farthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any pixel."""
    bands: Any = ImageChops.difference(one, other).getextrema()
    return int(max(most for _, most in bands))


def _looks_so(page: pypdfium2.PdfPage, said: Sequence[float], wanted: Image.Image) -> bool:
    """Whether the page shows a picture where it is said to stand; parts that show what is behind them have its colour."""
    left, bottom, right, top = (side * SHARPNESS for side in said)
    image = page.render(scale=SHARPNESS).to_pil().convert("RGBA")
    corners = round(left), round(image.height - top), round(right), round(image.height - bottom)
    if not (0 <= corners[0] < corners[2] <= image.width and 0 <= corners[1] < corners[3] <= image.height):
        return False
    behind = image.getpixel((max(0, corners[0] - 2), max(0, corners[1] - 2)))
    shown = image.crop(corners)
    cells = (min(CELLS, shown.width, wanted.width), min(CELLS, shown.height, wanted.height))
    seen, meant = (one.convert("RGB").resize(cells, Image.Resampling.BOX) for one in (shown, _on(wanted, behind)))
    return _farthest(seen, meant) <= DIFFERENT
