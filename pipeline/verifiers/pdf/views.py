"""The pages of a PDF as the eye gets them: each is opened once for all checks, and drawn with its words and without them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache

import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw as pdfium

from pipeline.verifiers.pdf.marks import ShownCharacters, by_mark, pages_of
from pipeline.verifiers.pdf.structure import StructureReader, Tag

SCALE = 1.0  # pixels per point: a letter of 9 points is 9 pixels high


class View:
    """A page: its number from 0, its height in points, what it shows, and its pictures, drawn when they are asked for."""

    def __init__(self, number: int, page: pypdfium2.PdfPage, pieces: list[ShownCharacters]) -> None:
        self.number, self.page, self.pieces = number, page, pieces
        self.height: float = page.get_height()

    @cached_property
    def complete(self) -> Image.Image:
        """The page in grey."""
        return self.grey()

    @cached_property
    def complete_in_colour(self) -> Image.Image:
        """The page in colour."""
        return self._colour()

    @cached_property
    def bare(self) -> Image.Image:
        """The page in grey without its words."""
        with left_out(self._texts):
            return self.grey()

    @cached_property
    def bare_in_colour(self) -> Image.Image:
        """The page in colour without its words."""
        with left_out(self._texts):
            return self._colour()

    def grey(self) -> Image.Image:
        """The page in grey, as its objects are now."""
        return self.page.render(scale=SCALE, grayscale=True).to_pil()  # type: ignore[no-any-return]

    def _colour(self) -> Image.Image:
        return self.page.render(scale=SCALE).to_pil().convert("RGB")  # type: ignore[no-any-return]

    @cached_property
    def _texts(self) -> list[object]:
        return [shape for shape in self.shapes if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_TEXT]

    @cached_property
    def shapes(self) -> list[object]:
        """The objects of the page in the order of painting, as pdfium has them."""
        return [pdfium.FPDFPage_GetObject(self.page, at) for at in range(pdfium.FPDFPage_CountObjects(self.page))]


@contextmanager
def left_out(shapes: Iterable[object]) -> Iterator[None]:
    """Has a page drawn without some of its objects."""
    for shape in shapes:
        pdfium.FPDFPageObj_SetIsActive(shape, False)
    yield
    for shape in shapes:
        pdfium.FPDFPageObj_SetIsActive(shape, True)


def views(data: bytes) -> Iterator[View]:
    """Yields the pages of a file; each is closed when the next one is asked for."""
    by_page: dict[int, list[ShownCharacters]] = {}
    for piece in pages_of(data).shown:
        by_page.setdefault(piece.page, []).append(piece)
    with pypdfium2.PdfDocument(data) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            yield View(number, page, by_page.get(number, []))
            page.close()


@lru_cache(maxsize=1)
def tree_of(data: bytes) -> Tag:
    """The tags of a file, read once for successive checks, which must not change them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return StructureReader(pdf, by_mark(pages_of(data))).tree()


def give_up() -> None:
    """Gives the pages and the tags up that are kept of a file."""
    pages_of.cache_clear()
    tree_of.cache_clear()


def figures_of(data: bytes) -> set[tuple[int, int]]:
    """The pages and MCIDs of what belongs to figures."""
    return {(mark.page, mark.mcid) for tag in tree_of(data).tags() if tag.type == "Figure" for mark in tag.marks()}
