"""Checks that a Word or OpenDocument file shows its words, on the pages that LibreOffice makes of it.

A word of the file that is on no page is hidden. A word that changes no pixel is white, covered or cut off. Words in another
font may be pictures. The tests that have LibreOffice use this.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers import ReadRun
from pipeline.verifiers.pdf.marks import ShownCharacters, read_pages
from pipeline.verifiers.pdf.seen import seen
from pipeline.verifiers.pdf.views import views

WORD = re.compile(r"[^\W\d]+|\d+")  # the number of a note comes directly after its word
NEAR, COMMON = 0.5, 0.5  # shares of the font size and of the narrower line: overlapping lines cannot be read
ASCII, FAMILY = re.compile("[A-Za-z]{2}"), re.compile("-")
"""The letters to compare, and the separators between a font family and its weight."""


def drawn(pages: bytes, runs: Iterable[ReadRun], file: str) -> Iterator[Finding]:
    """Yields errors for words in `runs` that are not visible on `pages`, the PDF that LibreOffice made of the file."""
    texts = [run.text for run in runs if "picture" not in run.facts]
    wanted = Counter(word for text in texts for word in WORD.findall(text))
    with pypdfium2.PdfDocument(pages) as pdf:
        counter = Counter(word for page in pdf for word in WORD.findall(page.get_textpage().get_text_range()))
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        shown = read_pages(pdf).shown
    letters = Counter("".join(piece.text for piece in shown))
    lost = wanted - counter
    if not lost:  # letters in another form, as transparent ones are
        pale = Counter("".join("".join(WORD.findall(text)) for text in texts)) - letters
        lost = Counter({f"the letter {sign}": count for sign, count in pale.items()})
    if lost:
        examples = "”, “".join(sorted(lost)[:5])
        yield error("office-unseen", f"no page shows “{examples}” ({lost.total()} in all)", Place(file))
    families = Counter(FAMILY.split(piece.font)[0] for piece in shown for _ in ASCII.findall(piece.text))
    usual = max(families, key=families.__getitem__, default="")
    second = next((piece for piece in shown if ASCII.search(piece.text) and FAMILY.split(piece.font)[0] != usual), None)
    if second:
        yield error("office-unseen", f"“{second.text[:40]}” is set in {second.font}, not in {usual}", Place(file))
    for piece, second in _overlapping(shown):
        message = f"“{piece.text.strip()[:40]}” lies on “{second.text.strip()[:40]}”"
        yield error("office-unseen", message, Place(file, page=piece.page + 1))
        break
    for view in views(pages):
        yield from seen(view, file)


def _overlapping(shown: Iterable[ShownCharacters]) -> Iterator[tuple[ShownCharacters, ShownCharacters]]:
    """Yields words of two lines that are too close to be read."""
    by_page: dict[int, list[ShownCharacters]] = {}
    for piece in shown:
        if piece.text.strip():
            by_page.setdefault(piece.page, []).append(piece)
    for pieces in by_page.values():
        pieces.sort(key=lambda shown: -shown.y)
        for number, piece in enumerate(pieces):
            for second in pieces[number + 1 :]:
                if piece.y - second.y >= NEAR * piece.size:
                    break
                common = min(piece.x + piece.width, second.x + second.width) - max(piece.x, second.x)
                if piece.y != second.y and common > COMMON * min(piece.width, second.width) > 0:
                    yield piece, second
