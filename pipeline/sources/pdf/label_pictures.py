"""Numbers of clauses that a page shows as small pictures become words: "1.1." is text that no reader may lose.

Word prints the labels of some lists so. A picture is such a label where it stands before the first word of a line and as high as
its letters, and is made of nothing but figures and points. One that cannot be read beside others that can is told of.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import groupby
from math import log
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops

from pipeline.model.findings import warning
from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.file.look import MOST_DOTS, picture_of
from pipeline.sources.pdf.letterforms import INKED, SIDE, LetterForm, letter_of
from pipeline.sources.pdf.text.words import Word, WordPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.sheet import Sheet

SCALE = 4.0
"""Dots for each point: a figure of 8 point type is then some twenty dots high."""
HEIGHTS = (0.55, 1.1)
"""How high a label is, as a share of the font size beside it: a figure alone is 0.7 high, a picture of it hardly higher."""
BELOW = 0.3
"""How far the foot of a label is from the baseline at most, as a share of the font size."""
REACH, CLEAR = 4.0, 1.0
"""How far the text is behind a label at most, and the white space before it at least, in font sizes."""
POINT = 0.24
"""A point is no higher than this share of the label, as a comma is, and stands in the lower half of it."""
TOUCHING = 1.0
"""A piece that is wider than so many times its height is two figures that touch."""
FIGURE = 0.72
"""How high figures are, in font sizes."""
MOST_PICTURES = 1_000
"""A page with more pictures has something else drawn in pieces; it would take long to look for the words beside each."""
LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}\.?")


def read_label_pictures(sheet: Sheet, eyes: Eyes, file: str) -> None:
    """Add a word for each label of the page that is a picture."""
    beside = [*_beside_lines(sheet)]
    if not beside or sheet.number in eyes.endless:
        return
    with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
        page = eyes.page(sheet.number)
        scale = min(SCALE, MOST_DOTS / max(*page.get_size(), 1.0))
        image = ImageChops.invert(picture_of(page, scale).convert("L"))
        texts = [_read(image.crop(Box(*(side * scale for side in sheet.as_drawn(box))))) for box, _ in beside]
        for (box, after), text in zip(beside, texts, strict=True):
            if text:
                at = next(at for at, word in enumerate(sheet.words) if word is after)
                part = WordPart(text, after.style, after.base)
                sheet.words.insert(at, Word([part], *box, after.base, after.size, 0, after.mcid, after.tag))
                sheet.pictured = True
            elif any(texts):
                what = f"the number before “{after.text}” is a picture that could not be read"
                hint = "compare with the page and type the number into the content"
                sheet.findings.append(warning("pdf-recognised", what, sheet.place(file, box), hint))


def _beside_lines(sheet: Sheet) -> Iterator[tuple[Box, Word]]:
    """The pictures that stand where labels do, with the word behind each, as whose part the label will be tagged."""
    level = [word for word in sheet.words if word.turn == 0]
    pictures = sheet.page.objects.get("image", ())
    for shape in pictures if len(pictures) <= MOST_PICTURES else ():
        box = box_of(shape)
        near = [word for word in level if box.top < word.base < box.bottom + word.size]
        after = min((word for word in near if word.x0 >= box.x1), key=lambda word: word.x0, default=None)
        if after is None or after.x0 - box.x1 > REACH * after.size or abs(box.bottom - after.base) > BELOW * after.size:
            continue
        low, high = (share * after.size for share in HEIGHTS)
        first = all(word.x1 < box.x0 - CLEAR * word.size for word in near if word.x0 < box.x1)
        if first and low <= box.bottom - box.top <= high:
            yield box, after


def _read(picture: Image.Image) -> str:
    """The label that a picture shows, light on dark; "" where it is none."""
    ink = picture.point(INKED)
    box = ink.getbbox()
    if box is None:
        return ""
    picture, ink = picture.crop(box), ink.crop(box)
    columns = enumerate(ink.getprojection()[0])
    pieces = [[at for at, _ in piece] for inked, piece in groupby(columns, key=lambda column: column[1]) if inked]
    text = "".join(_sign(picture.crop((piece[0], 0, piece[-1] + 1, picture.height))) for piece in pieces)
    return text if LABEL.fullmatch(text) else ""


def _sign(piece: Image.Image) -> str:
    """The letters, figures or point that a piece between white columns shows; "?" where it is none."""
    left, top, right, bottom = box = piece.point(INKED).getbbox() or (0, 0, *piece.size)
    wide, high = right - left, bottom - top
    if high < POINT * piece.height:
        return "." if top > piece.height / 2 else "?"
    if wide > TOUCHING * high:
        halves = (piece.crop((0, 0, left + wide // 2, piece.height)), piece.crop((left + wide // 2, 0, *piece.size)))
        return "".join(map(_sign, halves))
    cells = piece.resize((SIDE, SIDE), Image.Resampling.BOX, box).tobytes()
    return letter_of(LetterForm(cells, log(wide / high), 0.0, FIGURE))
