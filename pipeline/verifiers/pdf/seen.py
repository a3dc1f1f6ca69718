"""Checks that the words of a PDF are visible, by comparing each page drawn with and without its text.

Words that are white, transparent, covered, clipped, in a hidden layer or off the page change no pixel. Of other words, the
pixels that they change most must have enough contrast (WCAG 1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PIL import Image, ImageChops

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ShownCharacters
from pipeline.verifiers.pdf.shaping import SHAPED
from pipeline.verifiers.pdf.views import SCALE, View

SMALLEST = 7.0  # points; smaller letters are unreadable
FARTHEST = 0.3  # of the size: no font moves letters closer or apart by more
ENOUGH = 3.0  # contrast of the darkest pixel of a drawn word; thin letters never reach their full colour at this scale
CLEAR = 150  # of 255: grey levels that differ by more have a contrast of at least 5:1


def seen(view: View, file: str) -> Iterator[Finding]:
    """Yields an error for a page with invisible words."""
    pieces = [piece for piece in view.pieces if piece.text.strip() and piece.size]
    for message in (*islice(_by_numbers(pieces), 1), *islice(_by_dots(view, pieces), 1)):
        yield error("pdf-unseen", message, Place(file, page=view.number + 1))


def _by_numbers(pieces: list[ShownCharacters]) -> Iterator[str]:
    for shown in pieces:
        if not shown.unturned:
            yield f"“{shown.text.strip()[:40]}” is mirrored or upside down"
        if shown.moved > FARTHEST and any(map(str.isalnum, shown.text)) and not SHAPED.search(shown.text):
            yield f"the letters of “{shown.text.strip()[:40]}” overlap, or are far apart"
        if shown.size < SMALLEST:
            yield f"“{shown.text.strip()[:40]}” is {shown.size:g} points high"


def _by_dots(view: View, pieces: list[ShownCharacters]) -> Iterator[str]:
    """Yields words that change no pixel, or too little; a comparison in grey suffices for clearly visible ones."""
    if not pieces:
        return
    grey = ImageChops.difference(view.complete, view.bare)
    pieces = [
        words
        for words in pieces
        if (box := box_of(words, view.height, grey.size)) is None
        or _greatest_change(grey.crop(box)) < _clear_level(words)
    ]
    if not pieces:
        return
    with_words, without_words = view.complete_in_colour, view.bare_in_colour
    changed = ImageChops.difference(with_words, without_words).convert("L")
    for words in pieces:
        box = box_of(words, view.height, with_words.size)
        text = words.text.strip()[:40]
        if box is None:
            yield f"“{text}” is outside the page"
        elif not (change := _greatest_change(changed.crop(box))):
            yield f"“{text}” cannot be seen on the page"
        elif (
            change < _clear_level(words)
            and (reached := _contrast(with_words.crop(box), without_words.crop(box))) < ENOUGH
        ):
            yield f"“{text}” has too little contrast with what is behind it, {reached:.1f}:1"


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
