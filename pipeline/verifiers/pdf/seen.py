"""Checks that the words of a PDF are visible, by comparing each page drawn with and without its text.

Words that are white, transparent, covered, clipped, in a hidden layer or off the page change no pixel. Of other words, the
pixels that they change most must have enough contrast (WCAG 1.4.3).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ShownCharacters, pages_of
from pipeline.verifiers.pdf.shaping import SHAPED

SCALE = 1.0  # pixels per point: a letter of 9 points is 9 pixels high
SMALLEST = 7.0  # points; smaller letters are unreadable
FARTHEST = 0.3  # of the size: no font moves letters closer or apart by more
ENOUGH = 3.0  # contrast of the darkest pixel of a drawn word; thin letters never reach their full colour at this scale
CLEAR = 150  # of 255: grey levels that differ by more have a contrast of at least 5:1
SHOWING = frozenset({"TJ", "Tj", "'", '"'})


def seen(data: bytes, file: str) -> Iterator[Finding]:
    """Yields an error for each page with invisible words."""
    by_page: dict[int, list[ShownCharacters]] = {}
    for piece in pages_of(data).shown:
        if piece.text.strip() and piece.size:
            by_page.setdefault(piece.page, []).append(piece)
    for message, page in _by_numbers(by_page):
        yield error("pdf-unseen", message, Place(file, page=page + 1))
    with_text, without = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(without_text(data))
    try:
        for number, pieces in sorted(by_page.items()):
            yield from _unseen(with_text[number], without[number], pieces, Place(file, page=number + 1))
    finally:
        with_text.close()
        without.close()


def _by_numbers(by_page: dict[int, list[ShownCharacters]]) -> Iterator[tuple[str, int]]:
    for page, pieces in by_page.items():
        for shown in pieces:
            if not shown.unturned:
                yield f"“{shown.text.strip()[:40]}” is mirrored or upside down", page
                break
            if shown.moved > FARTHEST and any(map(str.isalnum, shown.text)) and not SHAPED.search(shown.text):
                yield f"the letters of “{shown.text.strip()[:40]}” overlap, or are far apart", page
                break
            if shown.size < SMALLEST:
                yield f"“{shown.text.strip()[:40]}” is {shown.size:g} points high", page
                break


@lru_cache(maxsize=1)
def without_text(data: bytes) -> bytes:
    """Returns the file without its text, cached for successive checks."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            remaining = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) not in SHOWING]
            page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(remaining))
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def _unseen(
    page: pypdfium2.PdfPage, bare: pypdfium2.PdfPage, pieces: list[ShownCharacters], place: Place
) -> Iterator[Finding]:
    """Reports words that change no pixel, or too little; a comparison in grey suffices for clearly visible ones."""
    height = page.get_height()
    grey = ImageChops.difference(*(drawing.render(scale=SCALE, grayscale=True).to_pil() for drawing in (page, bare)))
    pieces = [
        words
        for words in pieces
        if (box := box_of(words, height, grey.size)) is None or _greatest_change(grey.crop(box)) < _clear_level(words)
    ]
    if not pieces:
        return
    with_words, without_words = (drawing.render(scale=SCALE).to_pil().convert("RGB") for drawing in (page, bare))
    changed = ImageChops.difference(with_words, without_words).convert("L")
    for words in pieces:
        box = box_of(words, height, with_words.size)
        text = words.text.strip()[:40]
        if box is None:
            yield error("pdf-unseen", f"“{text}” is outside the page", place)
        elif not (change := _greatest_change(changed.crop(box))):
            yield error("pdf-unseen", f"“{text}” cannot be seen on the page", place)
        elif (
            change < _clear_level(words)
            and (reached := _contrast(with_words.crop(box), without_words.crop(box))) < ENOUGH
        ):
            yield error(
                "pdf-unseen", f"“{text}” has too little contrast with what is behind it, {reached:.1f}:1", place
            )
        else:
            continue
        return


def _clear_level(words: ShownCharacters) -> int:
    """The level from which words are clearly visible; a bullet or a dash only has to be there."""
    return CLEAR if any(sign.isalnum() for sign in words.text) else 1


def _greatest_change(changed: Image.Image) -> int:
    """The level of the most changed pixel of a grey picture."""
    return int(changed.getextrema()[1])  # type: ignore[arg-type]


def box_of(words: ShownCharacters, height: float, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixels of words, or None if they are off the page."""
    drawn = words.glyphs or words.text  # from left to right; spaces show what is behind the words
    letter = words.width / max(1, len(drawn))
    start = words.x + letter * (len(drawn) - len(drawn.lstrip()))
    left, right = start * SCALE, (start + max(letter * len(drawn.strip()), words.size * 0.3)) * SCALE
    top, bottom = (height - words.y - words.size * 0.9) * SCALE, (height - words.y + words.size * 0.3) * SCALE
    if left < -1 or top < -2 or right > size[0] + 1 or bottom > size[1] + 2:
        return None
    return max(0, int(left)), max(0, int(top)), min(size[0], int(right) + 1), min(size[1], int(bottom) + 1)


def _contrast(drawn: Image.Image, behind: Image.Image) -> float:
    """The contrast of the pixel that the words change most (WCAG 2.2, “contrast ratio”)."""
    pairs = zip(_luminances(drawn), _luminances(behind), strict=True)
    return max((max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairs)


LINEAR = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)]


def _luminances(image: Image.Image) -> list[float]:
    data = image.tobytes()
    steps = zip(data[::3], data[1::3], data[2::3], strict=True)
    return [0.2126 * LINEAR[red] + 0.7152 * LINEAR[green] + 0.0722 * LINEAR[blue] for red, green, blue in steps]
