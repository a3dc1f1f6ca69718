"""Fonts whose letters nobody can tell apart, since one shape stands for many of them, or none.

The shapes are compared as the file draws them (ISO 32000-1, 9.6.5 and 9.9), not as dots: small letters may look alike as dots.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pypdfium2
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pypdfium2 import raw as pdfium

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.faces import Face

NOTHING = ".notdef"
FEWEST = 3
"""Letters; so many with one shape cannot be told apart."""
LOOK_ALIKE = str.maketrans("il1o0", "IIIOO")
"""Letters that some fonts draw alike, and readers tell apart by what stands beside them."""
LAST_LATIN = "\u024f"
MOST_POINTS = 200
"""Points of an outline that are compared."""
LEAST_ROOM = 0.4
"""The share of the width of a letter from which on the next one may begin; letters that lie closer cannot be told apart."""
FINE = 100
"""Parts of the size: points of outlines are the same where they differ by less."""
_WIDTH = re.compile(rb"^.*?\bd[01]\b", re.DOTALL)
_LONGEST_NAME = 200
Shape = tuple[object, ...]
Font = tuple[str, int]
"""The name of a font, without the letters of a subset, and how many bytes its program has."""
Outline = tuple[Shape, float]
"""What tells the outline of a letter from others, and how wide it is, as a multiple of the size."""


class Named:
    """What a font dictionary says of single codes: their names in it, and the small drawings of a font of drawings."""

    def __init__(self, spec: Mapping[str, object]) -> None:
        self.names: dict[int, str] = {}
        encoding = resolve1(spec.get("Encoding"))
        entries = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
        at = 0
        for entry in map(resolve1, entries if isinstance(entries, list) else ()):
            if isinstance(entry, int):
                at = entry
            elif isinstance(entry, PSLiteral):
                self.names[at] = entry.name if isinstance(entry.name, str) else entry.name.decode("latin-1")
                at += 1
        drawings = resolve1(spec.get("CharProcs"))
        self._drawings: dict[str, object] = drawings if isinstance(drawings, dict) else {}

    def drawing(self, code: int) -> Shape:
        """The small drawing of a code, without the width that it states; () where there is none."""
        stream = resolve1(self._drawings.get(self.names.get(code, "")))
        if not isinstance(stream, PDFStream):
            return ()
        return (hashlib.sha256(_WIDTH.sub(b"", stream.get_data(), count=1)).digest(),)


def note_alike(faces: Mapping[Face, set[int]], page: pypdfium2.PdfPage) -> None:
    """Look up the shapes of codes that were met for the first time, and note those that stand for many letters."""
    wanted = {
        (face.name, face.length): {face.codes[code][0] for code in codes}
        for face, codes in faces.items()
        if not face.drawn
    }
    outlines = _outlines(page, wanted) if wanted else {}
    for face, codes in faces.items():
        found = outlines.get((face.name, face.length), {})
        for code in codes:
            text, width = face.codes[code]
            shape, wide = (face.named.drawing(code), 0.0) if face.drawn else found.get(text, ((), 0.0))
            if shape and _folded(text):
                face.shapes.setdefault(shape, {})[code] = _folded(text)
            if text.isalnum() and width < LEAST_ROOM * wide:
                face.crowded.add(code)
        for letters in face.shapes.values():
            if len(set(letters.values())) >= FEWEST:
                face.alike.update(letters)


def _folded(text: str) -> str:
    """The letter or figure that a text is, whatever its case and its accents; "" where it is none of the Latin ones."""
    plain = unicodedata.normalize("NFKD", text).casefold()[:1]
    return plain.translate(LOOK_ALIKE) if plain.isalnum() and plain <= LAST_LATIN and len(text) == 1 else ""


def _outlines(page: pypdfium2.PdfPage, wanted: Mapping[Font, Iterable[str]]) -> dict[Font, dict[str, Outline]]:
    """The outlines of letters in the fonts of a page; pdfium asks for a letter, not for its code.

    Of several fonts with one name and one length, as one for codes of one byte and one for longer ones that share a program, the
    one that tells most letters apart is the right one.
    """
    found: dict[Font, dict[str, Outline]] = {}
    met: set[int] = set()
    length = pdfium.c_size_t()
    for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=20):
        font = pdfium.FPDFTextObj_GetFont(text.raw)
        address = pdfium.addressof(font.contents)
        if address in met:
            continue
        met.add(address)
        buffer = pdfium.create_string_buffer(_LONGEST_NAME)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
        pdfium.FPDFFont_GetFontData(font, None, 0, length)
        key = (buffer.value.decode("latin-1").split("+", 1)[-1], length.value)
        if key in wanted:
            shapes = {letter: _outline(font, letter) for letter in wanted[key] if len(letter) == 1}
            found[key] = max(shapes, found.get(key, {}), key=lambda outlines: len(set(outlines.values())))
    return found


def _outline(font: object, letter: str) -> Outline:
    path = pdfium.FPDFFont_GetGlyphPath(font, ord(letter), 1.0)
    count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    x, y = pdfium.c_float(), pdfium.c_float()
    points: list[object] = [count]
    sides: list[float] = []
    for at in range(min(count, MOST_POINTS)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, at), x, y)
        sides.append(x.value)
        points += (round(FINE * x.value), round(FINE * y.value))
    return (tuple(points), max(sides) - min(sides)) if sides else ((), 0.0)
