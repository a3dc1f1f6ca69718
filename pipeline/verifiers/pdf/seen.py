"""Whether the words of a PDF can be seen: each page is drawn with its text and without it, and the two are compared.

Words that are white, transparent, covered, clipped away, in a layer that is off or beside the page change no pixel. Where they
do, the pixels that they change most must stand out from what is behind them (WCAG 1.4.3).
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

SCALE = 1.0  # pixels for a point: a letter of 9 points is 9 pixels high
SMALLEST = 7.0  # points below which nobody reads
FARTHEST = 0.3  # of the size: by more no font moves two letters towards each other or apart
ENOUGH = (
    3.0  # contrast of the darkest pixel of a word as drawn; thin letters never reach their full colour at this scale
)
CLEAR = 150  # of 255: grey levels so far apart have a contrast of 5:1 at least, so nothing need be counted
SHOWING = frozenset({"TJ", "Tj", "'", '"'})


def seen(data: bytes, file: str) -> Iterator[Finding]:
    """An error for each page on which words cannot be seen."""
    by_page: dict[int, list[ShownCharacters]] = {}
    for one in pages_of(data).shown:
        if one.text.strip() and one.size:
            by_page.setdefault(one.page, []).append(one)
    for message, page in _by_numbers(by_page):
        yield error("pdf-unseen", message, Place(file, page=page + 1))
    with_text, without = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(without_text(data))
    try:
        for number, some in sorted(by_page.items()):
            yield from _unseen(with_text[number], without[number], some, Place(file, page=number + 1))
    finally:
        with_text.close()
        without.close()


def _by_numbers(by_page: dict[int, list[ShownCharacters]]) -> Iterator[tuple[str, int]]:
    for page, some in by_page.items():
        for shown in some:
            if not shown.upright:
                yield f"“{shown.text.strip()[:40]}” is turned over or turned round", page
                break
            if shown.moved > FARTHEST and any(map(str.isalnum, shown.text)) and not SHAPED.search(shown.text):
                yield f"the letters of “{shown.text.strip()[:40]}” lie on each other, or far apart", page
                break
            if shown.size < SMALLEST:
                yield f"“{shown.text.strip()[:40]}” is {shown.size:g} points high", page
                break


@lru_cache(maxsize=1)
def without_text(data: bytes) -> bytes:
    """The file with pages that show no words, made once for all that look at them one after the other."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in SHOWING]
            page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def _unseen(
    page: pypdfium2.PdfPage, bare: pypdfium2.PdfPage, some: list[ShownCharacters], place: Place
) -> Iterator[Finding]:
    """Words that change no pixel, or change them too little; grey is enough for those that stand out clearly."""
    height = page.get_height()
    grey = ImageChops.difference(*(each.render(scale=SCALE, grayscale=True).to_pil() for each in (page, bare)))
    some = [
        words
        for words in some
        if (box := box_of(words, height, grey.size)) is None or _most(grey.crop(box)) < _clear(words)
    ]
    if not some:
        return
    one, other = (each.render(scale=SCALE).to_pil().convert("RGB") for each in (page, bare))
    changed = ImageChops.difference(one, other).convert("L")
    for words in some:
        box = box_of(words, height, one.size)
        text = words.text.strip()[:40]
        if box is None:
            yield error("pdf-unseen", f"“{text}” is outside the page", place)
        elif not (most := _most(changed.crop(box))):
            yield error("pdf-unseen", f"“{text}” cannot be seen on the page", place)
        elif most < _clear(words) and (reached := _contrast(one.crop(box), other.crop(box))) < ENOUGH:
            yield error("pdf-unseen", f"“{text}” hardly stands out from what is behind it, {reached:.1f}:1", place)
        else:
            continue
        return


def _clear(words: ShownCharacters) -> int:
    """The level from which on words stand out clearly; a bullet or a dash needs only to be there."""
    return CLEAR if any(sign.isalnum() for sign in words.text) else 1


def _most(changed: Image.Image) -> int:
    """The level of the pixel that is changed most, of a picture in grey."""
    return int(changed.getextrema()[1])  # type: ignore[arg-type]


def box_of(words: ShownCharacters, height: float, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixels that words stand on, None where they stand beside the page."""
    drawn = words.glyphs or words.text  # from left to right; a space shows what stands behind the words
    letter = words.width / max(1, len(drawn))
    start = words.x + letter * (len(drawn) - len(drawn.lstrip()))
    left, right = start * SCALE, (start + max(letter * len(drawn.strip()), words.size * 0.3)) * SCALE
    top, bottom = (height - words.y - words.size * 0.9) * SCALE, (height - words.y + words.size * 0.3) * SCALE
    if left < -1 or top < -2 or right > size[0] + 1 or bottom > size[1] + 2:
        return None
    return max(0, int(left)), max(0, int(top)), min(size[0], int(right) + 1), min(size[1], int(bottom) + 1)


def _contrast(drawn: Image.Image, behind: Image.Image) -> float:
    """The contrast of the pixel that words change most (WCAG 2.2, “contrast ratio”)."""
    pairs = zip(_luminances(drawn), _luminances(behind), strict=True)
    return max((max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairs)


LINEAR = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)]


def _luminances(image: Image.Image) -> list[float]:
    data = image.tobytes()
    steps = zip(data[::3], data[1::3], data[2::3], strict=True)
    return [0.2126 * LINEAR[red] + 0.7152 * LINEAR[green] + 0.0722 * LINEAR[blue] for red, green, blue in steps]
