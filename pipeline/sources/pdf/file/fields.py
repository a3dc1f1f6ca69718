"""Words laid over a page: filled in form fields, typed on it, on stamps and buttons, in comments (ISO 32000-1, 12.5.6, 12.7.4).

A field that is hidden, asks for a password, lies off the page or is drawn in the colour of the paper shows nothing; one with
an appearance of its own shows that, whatever its value is. What a person typed on the page with a PDF viewer is text of the
page. Stamps, buttons and comments are set aside, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdfminer.pdftypes import PDFStream
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.model.findings import Finding, note
from pipeline.model.place import Box
from pipeline.sources.pdf.file.annotations import UNSEEN, Annotation
from pipeline.sources.pdf.file.covers import DOUBT, FAINT
from pipeline.sources.pdf.file.draw import drawn_in, drawn_in_box
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.file.hidden import IN_FIELD, SMALLEST, TYPED_UNSEEN
from pipeline.sources.pdf.file.overlaid import letters_of
from pipeline.sources.pdf.text.words import ASCENT, DESCENT, Word, WordPart, make_words, word_gap

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.look import Eyes
    from pipeline.sources.pdf.sheet import Sheet

PASSWORD = 1 << 13
"""The flag of a text field that shows a sign for each letter (table 228)."""

LARGEST_TYPE, TYPE_IN_FIELD = 12.0, 0.75
"""The type size of what is filled in: at most so many points, and this share of the height of the field."""
HALF_CAPITAL = 0.3
"""How far the baseline is below the middle of the field, in type sizes."""
PUSHED = 1 << 16
"""The flag of a button that only starts something (table 226)."""
DRAWN = {"Stamp": "stamp", "Watermark": "watermark", "Widget": "button"}
"""Annotations whose drawn words are set aside, with the reason."""
SAID = frozenset({
    "Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Square", "Circle", "Polygon", "PolyLine", "Line", "Ink",
    "FileAttachment", "Stamp",
})  # fmt: skip
"""Annotations that can hold a comment."""
SHOWN = 12  # words of a comment
LIGHTEST = 0.92
"""Out of 1: typed words whose colour has no darker part are not seen on paper."""
_NUMBER = r"\d{0,4}\.?\d{1,4}"
_SIZE = re.compile(rf"({_NUMBER})\s+Tf\b")
_COLOUR = re.compile(rf"((?:{_NUMBER}\s+){{1,3}})(?:g|rg)\b")


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
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return min(wide, high) > 1 and box.x1 > 0 and box.bottom > 0 and box.x0 < sheet.width and box.top < sheet.height


def _words(text: str, box: Box) -> list[Word]:
    """Words in the box of a field: pdfminer reads the page without its fields."""
    x0, top, x1, bottom = box
    size = max(1.0, round(min(LARGEST_TYPE, TYPE_IN_FIELD * (bottom - top)), 1))
    pieces = text.split()
    width = (x1 - x0) / max(1, sum(len(piece) + 1 for piece in pieces))
    words = []
    for piece in pieces:
        style = Style("form field", size, False, False, "#000000", 0)
        base = (top + bottom) / 2 + HALF_CAPITAL * size
        end = x0 + width * len(piece)
        words.append(
            Word([WordPart(piece, style, base)], x0, base - ASCENT * size, end, base + DESCENT * size, base, size, 0)
        )
        words[-1].spaced = True
        x0 = end + width
    return words


def take_laid_over(sheet: Sheet, annotation: Annotation, file: str, eyes: Eyes) -> Iterator[Finding]:
    """Put the words of an annotation with those of the page, or set them aside; yields what a person should know of it."""
    raw, box = annotation
    kind, flags = str(getattr(raw.get("Subtype"), "name", "")), raw.get("F")
    if (isinstance(flags, int) and flags & UNSEEN) or not _is_on(sheet, box):
        return
    said = " ".join(decode_text(raw["Contents"]).split()) if isinstance(raw.get("Contents"), bytes) else ""
    button = kind == "Widget" and isinstance(raw.get("Ff"), int) and raw["Ff"] & PUSHED
    if kind == "FreeText":
        _take_typed(sheet, annotation, said, eyes)
    elif button or (kind in DRAWN and kind != "Widget"):
        words = _drawn(sheet, annotation)
        sheet.hidden += [(word, DRAWN[kind]) for word in words]
        if words and not button:
            text = " ".join(word.text for word in words[:SHOWN])
            told = f"a {DRAWN[kind]} was left out: “{text}”"
            yield note("comment", told, sheet.place(file, box), "put it in by hand if it matters")
    if kind in SAID and said:
        sheet.hidden += [(word, "comment") for word in _words(said, box)]
        author = decode_text(raw["T"]).strip() if isinstance(raw.get("T"), bytes) else ""
        text = " ".join(said.split()[:SHOWN]) + (" …" if said.count(" ") >= SHOWN else "")
        told = f"a comment by {author or 'someone'} was left out: “{text}”"
        yield note("comment", told, sheet.place(file, box), "settle it in the PDF, or carry it over by hand")


def _take_typed(sheet: Sheet, annotation: Annotation, said: str, eyes: Eyes) -> None:
    """What a person typed on the page becomes words of it, where the page shows them."""
    raw, box = annotation
    alpha = raw.get("CA", 1)
    clear = isinstance(alpha, int | float) and alpha < FAINT
    words = _drawn(sheet, annotation)
    for word in words:
        blank = eyes.can_see(sheet.number) and not eyes.sees_anything(sheet.number, sheet.as_drawn(word.box))
        reason = word.why.removeprefix(DOUBT) if not word.why.startswith(DOUBT) else ""
        if reason or blank or clear or word.size < SMALLEST:
            sheet.hidden.append((word, reason or TYPED_UNSEEN))
        else:
            sheet.words.append(word)
    for word in () if words else _words(said, box):
        if clear or _is_faint(raw.get("DA")):
            sheet.hidden.append((word, TYPED_UNSEEN))
        else:
            sheet.words.append(word)


def _is_faint(look: object) -> bool:
    """Whether the operators with which a viewer sets typed words (12.7.3.3) make them white or tiny."""
    operators = look.decode("latin-1") if isinstance(look, bytes) else ""
    size, colour = _SIZE.search(operators), _COLOUR.search(operators)
    light = colour is not None and all(float(part) > LIGHTEST for part in colour[1].split())
    return light or (size is not None and 0 < float(size[1]) < SMALLEST)


def _drawn(sheet: Sheet, annotation: Annotation) -> list[Word]:
    """The words that the appearance of an annotation draws, where it draws them."""
    raw, box = annotation
    look = raw.get("look")
    if not isinstance(look, PDFStream):
        return []
    glyphs = drawn_in_box(sheet.page, look, box).glyphs
    return make_words(glyphs, word_gap(glyphs))
