"""What is filled in form fields (ISO 32000-1, 12.7.4): the words that a field shows, which are not always its value.

A field that is hidden, asks for a password, lies off the page or is drawn in the colour of the paper shows nothing; one with
an appearance of its own shows that, whatever its value is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfminer.pdftypes import PDFStream
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.model.place import Box
from pipeline.sources.pdf.file.annotations import UNSEEN, Annotation
from pipeline.sources.pdf.file.draw import drawn_in
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.file.hidden import IN_FIELD
from pipeline.sources.pdf.file.overlaid import letters_of
from pipeline.sources.pdf.text.words import Part, Word, make_words, word_gap

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.file.page import Sheet

PASSWORD = 1 << 13
"""The flag of a text field that shows a sign for each letter (table 228)."""


def take_field(sheet: Sheet, annotation: Annotation, eyes: Eyes) -> None:
    """The words that a field shows become words of the page; a value that it does not show is set aside."""
    raw, box = annotation
    value = raw.get("V")
    if not isinstance(value, bytes) or not value.strip(b"\xfe\xff\x00 "):
        return
    said = decode_text(value)
    seen = _shown(sheet, raw.get("look"), said)
    flags = raw.get("F"), raw.get("Ff")
    hides = (isinstance(flags[0], int) and flags[0] & UNSEEN) or (isinstance(flags[1], int) and flags[1] & PASSWORD)
    can_tell = isinstance(raw.get("look"), PDFStream) or "DA" in raw  # else each viewer draws it in its own way
    blank = can_tell and eyes.can_see(sheet.number) and not eyes.sees_anything(sheet.number, sheet.as_drawn(box))
    if seen.strip() and not (hides or blank) and _is_on(sheet, box):
        sheet.words += _words(seen, box)
    else:
        sheet.hidden += [(word, IN_FIELD) for word in _words(said, box)]


def _shown(sheet: Sheet, look: object, said: str) -> str:
    """The words of the appearance, the value itself where the two say the same or the viewer draws it."""
    if not isinstance(look, PDFStream):
        return said
    glyphs = drawn_in(sheet.page, look).glyphs
    lines = " ".join(word.text for word in make_words(glyphs, word_gap(glyphs)))
    return said if letters_of(said) == letters_of(lines) else lines


def _is_on(sheet: Sheet, box: Box) -> bool:
    """Whether a field has room for words, on the page."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) > 1 and box[2] > 0 and box[3] > 0 and box[0] < sheet.width and box[1] < sheet.height


def _words(text: str, box: Box) -> list[Word]:
    """Words in the box of a field: pdfminer reads the page without its fields."""
    x0, top, x1, bottom = box
    size = max(1.0, round(min(12.0, 0.75 * (bottom - top)), 1))
    pieces = text.split()
    width = (x1 - x0) / max(1, sum(len(piece) + 1 for piece in pieces))
    words = []
    for piece in pieces:
        style = Style("form field", size, False, False, "#000000", 0)
        base = top + 0.5 * (bottom - top) + 0.3 * size
        end = x0 + width * len(piece)
        words.append(Word([Part(piece, style, base)], x0, base - 0.8 * size, end, base + 0.2 * size, base, size, 0))
        words[-1].spaced = True
        x0 = end + width
    return words
