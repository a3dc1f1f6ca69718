"""Whether the words of a PDF stand out from what is behind them: the colour they are set in against the page drawn without them.

The limits are those of Word files (`verifiers/docx/rules_look.py`): WCAG 1.4.3 is an error, 1.4.6 a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image

from pipeline.editions.contrast import WHITE, ratio
from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ShownCharacters, pages_of
from pipeline.verifiers.pdf.seen import box_of, without_text

LEAST_CONTRAST, LEAST_LARGE, GOOD = 4.5, 3.0, 7.0  # WCAG 1.4.3 and 1.4.6
LARGE, LARGE_BOLD = 18.0, 14.0  # points from which WCAG speaks of large text
Pair = tuple[str, str, bool]
"""The colour of words, that of what is behind them, and whether the words are large."""


def contrast(data: bytes, file: str) -> Iterator[Finding]:
    """A finding for each pair of colours with too little contrast, with the first words that have it and how many do."""
    found: dict[Pair, list[ShownCharacters]] = {}
    for one, ground in _on_their_grounds(data):
        large = one.size >= LARGE or (one.size >= LARGE_BOLD and "bold" in one.font.lower())
        found.setdefault((one.ink, ground, large), []).append(one)
    for (ink, ground, large), some in found.items():
        reached, place = ratio(ink, ground), Place(file, page=some[0].page + 1)
        message = f"“{some[0].text.strip()[:40]}” is {ink} on {ground}, {reached:.1f}:1 ({len(some)} pieces of text)"
        if reached < (LEAST_LARGE if large else LEAST_CONTRAST):
            yield error("pdf-contrast", message, place, "choose a darker or lighter colour")
        elif reached < GOOD:
            yield warning("pdf-contrast-7", message, place, "7:1 is read by more people (WCAG 1.4.6)")


def _on_their_grounds(data: bytes) -> Iterator[tuple[ShownCharacters, str]]:
    """The words of a file with the colour that is behind most of each; those on white that stand out clearly are left out."""
    by_page: dict[int, list[ShownCharacters]] = {}
    for one in pages_of(data).shown:
        if one.ink and one.size and any(sign.isalnum() for sign in one.text):
            by_page.setdefault(one.page, []).append(one)
    with pypdfium2.PdfDocument(without_text(data)) as bare:
        for number, some in sorted(by_page.items()):
            page = bare[number]
            image, height = page.render().to_pil().convert("RGB"), page.get_height()
            for one in some:
                box = box_of(one, height, image.size)
                ground = _usual(image.crop(box)) if box else ""
                if ground and (ground != WHITE or ratio(one.ink, ground) < GOOD):
                    yield one, ground


def _usual(image: Image.Image) -> str:
    """The colour of most pixels."""
    colours: list[tuple[int, tuple[int, int, int]]] = image.getcolors(image.width * image.height) or []  # type: ignore[assignment]
    return "#" + bytes(max(colours)[1]).hex() if colours else ""
