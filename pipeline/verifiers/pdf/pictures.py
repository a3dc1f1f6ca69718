"""Checks that a PDF shows the pictures of the content, by their pixels in the file and by the drawn page.

The pixels in the file must be those of the content, and the page, drawn by pdfium, must show them unrotated, complete and
uncovered. A drawing (SVG) has no pixels in the file, so the page is compared with the separately drawn picture.
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
from pipeline.verifiers.pdf.views import tree_of

CELLS = 12
"""The cells in each direction in which a picture and the page are compared, because their numbers of pixels differ."""
WIDEST_EDGE = 4
"""Pixels of the drawn page, and of the picture, that a cell has at least in each direction: edges fall between pixels."""
DIFFERENT = 64
"""Out of 255: a cell that differs by more shows something else. Thin lines may fall into adjacent cells."""
LOSSY = 40
"""Out of 255: the tolerance for a pixel if a picture was rotated and saved as JPEG again."""
FIGURE_AWAY = 3.0
"""Points by which the box of a figure may differ from its picture."""
SHARPNESS = 2.0
"""Pixels per point."""
NO_BOX = (0.0, 0.0, 0.0, 0.0)
WHITE = (255, 255, 255, 255)


class ContentPicture(NamedTuple):
    """A picture of the content: its block and its pixels, b"" if unknown. A `drawing` comes from an SVG.

    A picture that is not `heard` is an artifact.
    """

    block: str
    pixels: bytes
    drawing: bool = False
    heard: bool = True


class Painted(NamedTuple):
    """A bitmap on a page: its page from 0, its MCID, its place and its object."""

    page: int
    mcid: int
    box: Box
    image: Any


class Awaited:
    """The pictures that an edition still has to show, in reading order over its volumes; `others` may be shown too."""

    def __init__(self, expected: Sequence[ContentPicture], others: Iterable[bytes] = ()) -> None:
        self.heard = (picture for picture in expected if picture.heard)
        self.quiet = [picture for picture in expected if not picture.heard and not picture.drawing]
        self.has_ornaments = any(picture.drawing and not picture.heard for picture in expected)
        self.allowed = (*(picture.pixels for picture in expected), *others)

    def missing(self, file: str) -> Iterator[Finding]:
        """Yields an error for each artifact picture that no file has shown."""
        for picture in self.quiet:
            yield error("structure-picture", f"{file} does not show a picture", Place(file), block=picture.block)


def pictures(data: bytes, awaited: Awaited, file: str) -> Iterator[Finding]:
    """Yields an error for each figure, in reading order, that does not show its picture.

    Artifacts must show pictures of the content; on the first page they may be others, such as the logo of a template.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as drawn:
        all_painted = [Painted(*at, box, pdf.get_object(objgen)) for at, box, objgen in pages_of(data).pictures]
        figures = [tag for tag in tree_of(data).tags() if tag.type == "Figure" and tag.alt]
        for number, (tag, expected) in enumerate(zip(figures, awaited.heard, strict=False), 1):
            page, mcid = next(((mark.page, mark.mcid) for mark in tag.marks()), (0, -1))
            own_painted = [painted for painted in all_painted if (painted.page, painted.mcid) == (page, mcid)]
            box = tag.attributes.get("BBox", NO_BOX)
            if expected.pixels and (
                message := _wrong([float(side) for side in box], expected, own_painted, drawn[page])
            ):
                place = Place(file, page=page + 1)
                yield error("structure-picture", f"picture {number} of {file} {message}", place, block=expected.block)
        yield from _ornaments([painted for painted in all_painted if painted.mcid == ARTIFACT], awaited, drawn, file)


def _ornaments(shown: list[Painted], awaited: Awaited, drawn: pypdfium2.PdfDocument, file: str) -> Iterator[Finding]:
    """Yields an error for each artifact that is not a picture of the project; the others are marked as shown."""
    for painted in shown:
        page = drawn[painted.page]
        ours = next((one for one in awaited.quiet if not _wrong(painted.box, one, [painted], page)), None)
        if ours is not None:
            awaited.quiet.remove(ours)
        elif painted.page or not any(_is(painted.image, picture) for picture in awaited.allowed):
            message = f"{file} shows a picture that is not of the content, or not as it is there"
            yield error("structure-picture", message, Place(file, page=painted.page + 1))


def _wrong(box: Sequence[float], expected: ContentPicture, own_painted: list[Painted], page: pypdfium2.PdfPage) -> str:
    """Returns what is wrong with a picture in its stated box, or ""; a drawing may have parts with pixels."""
    wanted = _opened(expected.pixels)
    if not expected.drawing:
        if len(own_painted) != 1:
            return f"is painted {len(own_painted)} times"
        if not _same(own_painted[0].image, wanted, expected.pixels):
            return "is not the one of the content"
        if any(abs(stated - actual) > FIGURE_AWAY for stated, actual in zip(box, own_painted[0].box, strict=True)):
            return "has another place than its tag states"
    return "" if _looks_so(page, box, wanted) else "does not look like the one of the content"


def _opened(data: bytes) -> Image.Image:
    """Opens a picture as it should be shown."""
    with Image.open(io.BytesIO(data)) as image:
        return ImageOps.exif_transpose(image).convert("RGBA")


def _same(painted: Any, wanted: Image.Image, original: bytes) -> bool:
    """Whether the pixels in the file are those of the original; a JPEG may be embedded unchanged."""
    if painted.read_raw_bytes() == original:
        return True
    image = pikepdf.PdfImage(painted).as_pil_image().convert("RGBA")
    if "/SMask" in painted:
        image.putalpha(pikepdf.PdfImage(painted.SMask).as_pil_image().convert("L"))
    if image.size != wanted.size or image.tobytes() == wanted.tobytes():
        return image.size == wanted.size
    most = LOSSY if painted.get("/Filter") == pikepdf.Name.DCTDecode else 0
    return all(
        _farthest(*(_on(picture, background) for picture in (image, wanted))) <= most
        for background in (WHITE, (0, 0, 0, 255))
    )


def _is(painted: Any, data: bytes) -> bool:
    """Whether the pixels in the file are those of a picture, which may be damaged."""
    with suppress(Exception):  # Pillow raises errors of many kinds
        return _same(painted, _opened(data), data)
    return False


def _on(image: Image.Image, background: tuple[int, int, int, int]) -> Image.Image:
    """Puts a transparent picture on a colour."""
    return Image.alpha_composite(Image.new("RGBA", image.size, background), image).convert("RGB")


def _farthest(first: Image.Image, second: Image.Image) -> int:
    """The largest difference of any pixel."""
    bands: Any = ImageChops.difference(first, second).getextrema()
    return int(max(most for _, most in bands))


def _looks_so(page: pypdfium2.PdfPage, box: Sequence[float], wanted: Image.Image) -> bool:
    """Whether the page shows a picture in its stated box; transparent parts have the colour behind them."""
    left, bottom, right, top = (side * SHARPNESS for side in box)
    image = page.render(scale=SHARPNESS).to_pil().convert("RGBA")
    corners = round(left), round(image.height - top), round(right), round(image.height - bottom)
    if not (0 <= corners[0] < corners[2] <= image.width and 0 <= corners[1] < corners[3] <= image.height):
        return False
    behind = image.getpixel((max(0, corners[0] - 2), max(0, corners[1] - 2)))
    shown = image.crop(corners)
    across, down = (
        max(1, min(CELLS, *(size // WIDEST_EDGE for size in sizes)))
        for sizes in zip(shown.size, wanted.size, strict=True)
    )
    actual, meant = (
        picture.convert("RGB").resize((across, down), Image.Resampling.BOX) for picture in (shown, _on(wanted, behind))
    )
    return _farthest(actual, meant) <= DIFFERENT
