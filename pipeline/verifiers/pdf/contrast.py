"""Measures the contrast of words in a PDF: their colour against the page drawn without them.

The limits are those for Word files (`verifiers/docx/rules_look.py`): WCAG 1.4.3 is an error, 1.4.6 a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PIL import Image

from pipeline.editions.contrast import WHITE, ratio
from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ShownCharacters
from pipeline.verifiers.pdf.seen import box_of
from pipeline.verifiers.pdf.views import View

LEAST_CONTRAST, LEAST_LARGE, GOOD = 4.5, 3.0, 7.0  # WCAG 1.4.3 and 1.4.6
LARGE, LARGE_BOLD = 18.0, 14.0  # points; the least size of large text in WCAG
Pair = tuple[str, str, bool]
"""The colour of words, their background, and whether they are large."""


def contrast(words: Iterable[tuple[ShownCharacters, str]], file: str) -> Iterator[Finding]:
    """Yields a finding for each pair of colours with too little contrast, with the first words and the number of them.

    The words of all pages are given with the colours behind them.
    """
    pieces_by_pair: dict[Pair, list[ShownCharacters]] = {}
    for piece, background in words:
        large = piece.size >= LARGE or (piece.size >= LARGE_BOLD and "bold" in piece.font.lower())
        pieces_by_pair.setdefault((piece.ink, background, large), []).append(piece)
    for (ink, background, large), pieces in pieces_by_pair.items():
        reached, place = ratio(ink, background), Place(file, page=pieces[0].page + 1)
        message = (
            f"“{pieces[0].text.strip()[:40]}” is {ink} on {background}, {reached:.1f}:1 ({len(pieces)} pieces of text)"
        )
        if reached < (LEAST_LARGE if large else LEAST_CONTRAST):
            yield error("pdf-contrast", message, place, "choose a darker or lighter colour")
        elif reached < GOOD:
            yield warning("pdf-contrast-7", message, place, "7:1 is read by more people (WCAG 1.4.6)")


def backgrounds(view: View) -> Iterator[tuple[ShownCharacters, str]]:
    """Yields the words of a page with the main colour behind them, without those that clearly stand out on white."""
    for piece in view.pieces:
        if piece.ink and piece.size and any(sign.isalnum() for sign in piece.text):
            image = view.bare_in_colour
            box = box_of(piece, view.height, image.size)
            background = _usual(image.crop(box)) if box else ""
            if background and (background != WHITE or ratio(piece.ink, background) < GOOD):
                yield piece, background


def _usual(image: Image.Image) -> str:
    """Returns the colour of most pixels."""
    colours: list[tuple[int, tuple[int, int, int]]] = image.getcolors(image.width * image.height) or []  # type: ignore[assignment]
    return "#" + bytes(max(colours)[1]).hex() if colours else ""
