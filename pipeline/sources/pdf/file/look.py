"""Looks at a page as a reader sees it: pdfium draws it with its text and without, and where the two differ there is a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from math import ceil, floor
from operator import itemgetter

import pypdfium2
from pdfplumber.pdf import PDF
from PIL import Image, ImageChops
from pypdfium2 import raw as pdfium

from pipeline.model.place import Box
from pipeline.sources.pdf.file.colours import FULL
from pipeline.sources.pdf.file.faces import Face, note_alike

POINTS_PER_INCH = 72
SCALE = 2.0
"""Dots for each point, so that the strokes of 6 point type are still about one dot wide."""
MOST_DOTS = 4_000
CONTRAST = 32
"""Out of 255: a dot that differs by less looks the same to a reader."""
FAINTEST = 12
"""Out of 255: where no dot of a word differs by so much from the page without text, the word is not there to the eye."""
GLANCE = 1.0
"""Dots for each point of a page that is only glanced at."""
CLEAR, CLEAR_INK = 96, (0.12, 0.7)
"""At a glance, a dot that differs by so much is a stroke, and a letter has this share of them; a block has more."""
FEWEST_ACROSS, FEWEST_DOWN = 3, 4
"""At a glance, nothing is said of a box with fewer dots that lie wholly in it."""
BLOCK = 0.85
"""The share of the box of a letter or figure from which on it is a block: even the widest stem leaves more white beside it."""
INK = 0.03
"""The share of the box of a letter that its strokes cover at least; a comma covers about so much."""
STRONG, LEAST_INK = 48, 0.02
"""In the picture of a page, a dot that differs by so much is ink, and a word has such a share of it."""
DEEPEST = 20
REOPENED = 64
"""After so many pages the file is opened again, since pdfium keeps what it has read of a file until it is closed."""
LOW = (0.05, 0.45)
"""As a share of the font size: from where to where above the line every letter and figure has a stroke in each row of dots."""
LEAST_ROWS, LEAST_COLUMNS = 0.4, 0.3
"""The shares of the rows of small letters, and of the columns of a word, that are seen at least where it can be read."""
FAINT, STROKES = (bytes(value >= least for value in range(256)) for least in (FAINTEST, CLEAR))
"""What the difference of a dot says, 1 where there is something, or a stroke."""
LARGER = 2.0
"""Letters so many times as high as others are looked at as what lies on those."""


def _differ(one: Image.Image, other: Image.Image, most: float = 1.0) -> bool:
    """Whether two pictures of one place differ by as much as a letter, and in no larger share of their dots than `most`."""
    apart = _apart(one, other)
    return INK <= sum(apart.histogram()[CONTRAST:]) / (apart.width * apart.height) <= most


def _inked(one: Image.Image, other: Image.Image) -> tuple[Sequence[int], Sequence[int]]:
    """Which columns and which rows of two pictures of one place differ, as 0 and 1."""
    return _apart(one, other).point(lambda value: FULL * (value >= CONTRAST)).getprojection()


def _apart(one: Image.Image, other: Image.Image) -> Image.Image:
    """How much each dot of two pictures differs, in that of its colours that differs most."""
    red, green, blue, *_ = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def picture_of(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """A page as it is drawn, in colour; `convert` would copy a picture that has its colours already."""
    image: Image.Image = page.render(scale=scale).to_pil()
    return image if image.mode == "RGB" else image.convert("RGB")


def _view(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """A page as it is drawn, in red, green, blue and a fourth value that says nothing: pdfium's own memory, without a copy."""
    image: Image.Image = page.render(scale=scale, prefer_bgrx=True, rev_byteorder=True).to_pil()
    return image


def _texts_in(objects: Iterable[object], deepest: int) -> Iterator[object]:
    """The texts among objects of a page, also those in forms that lie in each other, so `deepest` many at most."""
    for drawn in objects:
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield drawn
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and deepest > 1:
            count = pdfium.FPDFFormObj_CountObjects(drawn)
            yield from _texts_in((pdfium.FPDFFormObj_GetObject(drawn, at) for at in range(count)), deepest - 1)


@contextmanager
def _left_out(texts: Sequence[object]) -> Iterator[None]:
    """Draws the page without some of its texts."""
    _draw_them(texts, False)
    try:
        yield
    finally:
        _draw_them(texts, True)


def _draw_them(texts: Sequence[object], active: bool) -> None:
    for text in texts:
        pdfium.FPDFPageObj_SetIsActive(text, active)


def _area(box: Box, size: tuple[int, int], scale: float) -> tuple[int, int, int, int]:
    """The dots of a picture that a box covers, left, top, right and bottom."""
    left, top, right, bottom = box
    return (
        max(0, round(left * scale)), max(0, round(top * scale)),
        min(size[0], round(right * scale) + 1), min(size[1], round(bottom * scale) + 1),
    )  # fmt: skip


class _Glance:
    """Which dots of a page differ from the page without text, at one dot to the point."""

    def __init__(self, number: int, difference: Image.Image, scale: float) -> None:
        self.number = number
        self.size, self._scale = difference.size, scale
        self._difference = difference.tobytes()
        self._dots = self._difference.translate(FAINT)

    @cached_property
    def _clear(self) -> bytes:
        return self._difference.translate(STROKES)

    def is_empty(self, box: Box) -> bool:
        """Whether there are dots in the box and none of them differs."""
        left, top, right, bottom = _area(box, self.size, self._scale)
        wide = self.size[0]
        middle = (top + bottom) // 2 * wide  # where most words have dots
        if left >= right or top >= bottom or self._dots.find(1, middle + left, middle + right) >= 0:
            return False
        return all(self._dots.find(1, row + left, row + right) < 0 for row in range(top * wide, bottom * wide, wide))

    def shows_letter(self, box: Box) -> bool:
        """Whether clear strokes and gaps lie in the box; False where it is too small to tell, or the dots leave a doubt."""
        left, top, right, bottom = (side * self._scale for side in box)
        wide = self.size[0]
        first, end = max(0, ceil(left)), min(wide, floor(right))
        rows = range(max(0, ceil(top)), min(self.size[1], floor(bottom)))
        if end - first < FEWEST_ACROSS or len(rows) < FEWEST_DOWN:
            return False
        ink = sum(self._clear.count(1, row * wide + first, row * wide + end) for row in rows)
        return CLEAR_INK[0] <= ink / (len(rows) * (end - first)) <= CLEAR_INK[1]


class Eyes:
    """The pages of a file as they look, drawn when they are asked for; boxes are in points from the top left corner.

    `whole` holds the media box of each page that was read, which pdfium finds only where the page itself has one, and not those
    above it. `proven` holds the fonts and colours of letters that were seen on some page, `endless` the numbers of the pages that
    draw more than can be read: pdfium would draw them for hours, so they are never looked at.
    """

    def __init__(self, pdf: PDF) -> None:
        self._pdf = pdf
        self._page = self._window = self._opened = 0
        self._texts: list[object] = []
        self._views: tuple[Image.Image, Image.Image, float] | None = None
        self._below: dict[float, Image.Image] = {}
        self._glance: _Glance | None = None
        self.whole: dict[int, Box] = {}
        self.proven: set[object] = set()
        self.endless: set[int] = set()

    @cached_property
    def document(self) -> pypdfium2.PdfDocument:
        """The file as pdfium opens it; raises PdfiumError where it cannot."""
        self._pdf.stream.seek(0)
        document = pypdfium2.PdfDocument(self._pdf.stream.read())
        with suppress(pypdfium2.PdfiumError):
            document.init_forms()
        return document

    def page(self, number: int) -> pypdfium2.PdfPage:
        """A page, all of its media box visible, so that its boxes count from the same corner as everywhere else.

        It stays open until another one is asked for.
        """
        if number != self._opened:
            self._close_page()
            if number // REOPENED != self._window:
                self._window = number // REOPENED
                self.close()
            self._open, self._opened = self.document[number - 1], number
            self._open.set_cropbox(*self.whole.get(number) or self._open.get_mediabox())
        return self._open

    def texts(self, number: int) -> Sequence[object]:
        """The texts that a page draws, also those in forms, as pdfium has them."""
        page = self.page(number)
        if not self._texts:
            drawn = (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))
            self._texts = [*_texts_in(drawn, DEEPEST)]
        return self._texts

    def sees_text(self, number: int, box: Box) -> bool:
        """Whether text shows in the box on that page; False where the page cannot be drawn."""
        return self.glances_at_letter(number, box) or self._differs(number, box)

    def sees_letter(self, number: int, box: Box) -> bool:
        """Whether the text in the box is a letter, and not a block that fills it."""
        return self.glances_at_letter(number, box) or self._differs(number, box, BLOCK)

    def glances_at_letter(self, number: int, box: Box) -> bool:
        """Whether a letter shows clearly in the box, without drawing the page larger."""
        return self._at_a_glance(number).shows_letter(box)

    def _differs(self, number: int, box: Box, most: float = 1.0) -> bool:
        found = self._cut(number, box)
        return found is not None and _differ(*found, most)

    def sees_none(self, number: int, box: Box) -> bool:
        """Whether no dot in the box changes where the page is drawn without its text; False where it cannot be drawn."""
        return self._at_a_glance(number).is_empty(box)

    def _at_a_glance(self, number: int) -> _Glance:
        if self._glance is None or self._glance.number != number:
            self._glance = _Glance(number, *self._difference(number))
        return self._glance

    def _difference(self, number: int) -> tuple[Image.Image, float]:
        """How each dot of a page differs from the page without text; a picture without dots where it cannot be drawn."""
        with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
            if number not in self.endless:
                with_text, without, scale = self._draw(number, GLANCE)
                return _apart(with_text, without), scale
        return Image.new("L", (0, 0)), 1.0

    def compare_shapes(self, number: int, faces: Mapping[Face, set[int]]) -> None:
        """Note which of these codes of each font stand for letters that nobody can tell apart."""
        with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
            if faces and number not in self.endless:
                note_alike(faces, self.document, self.texts(number))

    def sees_below(self, number: int, box: Box, size: float) -> bool:
        """Whether letters of that size show in the box through the drawn and the larger letters that lie on them."""
        found = self._cut(number, box)
        if found is None or self._views is None:
            return False
        if size not in self._below:
            with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
                self._below[size] = self._without_small(number, size, self._views[2])
        without = self._below.get(size)
        return without is not None and _differ(found[0], without.crop(_area(box, without.size, self._views[2])))

    def sees_stripes(self, number: int, box: Box, size: float) -> bool:
        """Whether the page shows too little of level letters of that size to read them; the box ends at their line."""
        left, _, right, base = box
        low, word = (
            self._cut(number, Box(left, base - LOW[1] * size, right, base - LOW[0] * size)),
            self._cut(number, box),
        )
        if low is None or word is None:
            return False
        rows, columns = _inked(*low)[1], _inked(*word)[0]
        return sum(rows) < LEAST_ROWS * len(rows) or sum(columns) < LEAST_COLUMNS * len(columns)

    def can_see(self, number: int) -> bool:
        """Whether the page can be drawn."""
        return self._at_a_glance(number).size != (0, 0)

    def sees_anything(self, number: int, box: Box) -> bool:
        """Whether the box has more than one colour on that page; False where the page cannot be drawn."""
        found = self._cut(number, box)
        if found is None:
            return False
        grey = found[0].convert("L")
        usual = max(enumerate(grey.histogram()), key=itemgetter(1))[0]
        apart = grey.point(lambda value: abs(value - usual))
        return sum(apart.histogram()[STRONG:]) >= LEAST_INK * grey.width * grey.height

    def _cut(self, number: int, box: Box) -> tuple[Image.Image, Image.Image] | None:
        """The part of a page in the box, with its text and without; None where there is nothing to see."""
        self._look_at(number)
        if self._views is None:
            return None
        with_text, without, scale = self._views
        left, top, right, bottom = area = _area(box, with_text.size, scale)
        return (with_text.crop(area), without.crop(area)) if left < right and top < bottom else None

    def _look_at(self, number: int) -> None:
        if number != self._page:
            self._views, self._page, self._below = None, number, {}
            if number in self.endless:
                return
            with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
                self._views = self._draw(number)

    def _draw(self, number: int, scale: float = SCALE) -> tuple[Image.Image, Image.Image, float]:
        page = self.page(number)
        scale = min(scale, MOST_DOTS / max(*page.get_size(), 1.0))
        with_text = _view(page, scale)
        with _left_out(self.texts(number)):
            return with_text, _view(page, scale), scale

    def _without_small(self, number: int, size: float, scale: float) -> Image.Image:
        """The page without the letters of about that size, but with those that are drawings and with larger ones."""
        small = []
        high, matrix = pdfium.c_float(), pdfium.FS_MATRIX()
        for text in self.texts(number):
            named = pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(text), None, 0) > 1
            pdfium.FPDFTextObj_GetFontSize(text, high)
            pdfium.FPDFPageObj_GetMatrix(text, matrix)
            if named and high.value * abs(matrix.d or matrix.b) < LARGER * size:
                small.append(text)
        with _left_out(small):
            return _view(self.page(number), scale)

    def _close_page(self) -> None:
        if self._opened:
            self._opened, self._texts = 0, []
            self._open.close()

    def close(self) -> None:
        """Close the file until a page is asked for again."""
        self._close_page()
        if "document" in vars(self):
            self.document.close()
            del self.document
