"""The fonts of a PDF as drawing needs them: what each code says and how wide it is, worked out once for each code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import cast

from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType1Font, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.ooxml.symbols import family
from pipeline.sources.pdf.file.glyphs import EMBEDDED, name_of
from pipeline.sources.pdf.file.letter_shapes import LEAST_ROOM, NOTHING, Named

BULLET_CODES = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Codes to which WinAnsiEncoding gives no letter; all of them draw the bullet (ISO 32000-1, annex D.2, note 3)."""
NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Characters that only say where lines may end; no reader sees them."""


PRIVATE = 0xF000
"""Where Unicode has room for the signs of symbol fonts, as Word places them."""
FIRST_BEYOND_LATIN = "\u0530"
"""Letters from here on are not in the fonts that viewers bring with them, whatever a file calls them."""
DEEPEST, USUAL = 1.0, -0.2
"""Of the size: no letter reaches so far below its line; a font that says so, as Cambria does, is taken for a usual one."""
SYMBOLIC = 4
"""The flag of a font whose letters are not those of its codes (9.8.2)."""


class Face:
    """A font: `codes` holds (text, width) of each code that was met, the width as a multiple of the font size.

    `drawn` says that its letters are small drawings (9.6.5), `signs` that its font is a symbol font, `embedded` that the file
    itself brings their shapes, and `sure` that it says which letters they are. `seen` holds the codes that a page has shown,
    `false` those that are read as other letters than viewers draw with a font of their own, `crowded` those with too little room,
    `nothing` those that are named as none, `alike` those whose shape stands for many letters, as `shapes` has them.
    """

    def __init__(self, font: PDFFont, named: Named) -> None:
        self.font, self.named = font, named
        self.name = name_of(font)
        self.vertical = bool(font.is_vertical())
        self.one_byte = not font.is_multibyte()
        descent = float(font.get_descent())
        self.descent = descent if abs(descent) < DEEPEST else USUAL
        self.codes: dict[int, tuple[str, float]] = {}
        self.seen: set[int] = set()
        self.false: set[int] = set()
        self.crowded: set[int] = set()
        self.nothing: set[int] = set()
        self.alike: set[int] = set()
        self.known: set[int] = set()
        self.shapes: dict[object, dict[int, str]] = {}
        self.glyphs: dict[int, int] = getattr(getattr(font, "cmap", None), "glyphs", {})
        held = font.descriptor if isinstance(font.descriptor, dict) else {}
        self.drawn = isinstance(font, PDFType3Font)
        self.signs = bool(family(self.name))
        programs = (resolve1(held.get(key)) for key in EMBEDDED)
        self.length = next((len(program.get_data()) for program in programs if isinstance(program, PDFStream)), 0)
        self.embedded = self.drawn or not EMBEDDED.isdisjoint(held)
        self.sure = getattr(font, "unicode_map", None) is not None or not int(font.flags or 0) & SYMBOLIC

    def decode(self, data: bytes) -> Iterable[int]:
        """The codes in a string."""
        return data if self.one_byte else self.font.decode(data)

    def look_up(self, code: int) -> tuple[str, float]:
        """The text and the width of a code that is met for the first time; one without a letter is "(cid:n)"."""
        try:
            text = self.font.to_unichr(code).translate(NO_WIDTH)
        except PDFUnicodeNotDefined:
            bullet = code in BULLET_CODES and getattr(self.font, "cid2unicode", {}).get(0x95) == "•"
            text = "•" if bullet else chr(PRIVATE + code) if self.signs and code <= 0xFF else f"(cid:{code})"
        width = float(self.font.char_width(self.glyphs.get(code, code)))
        self._compare(code, text, width)
        found = self.codes[code] = (text, width)
        return found

    def _compare(self, code: int, text: str, width: float) -> None:
        """Note what viewers draw otherwise with a font of their own, by the name that a code has and the width of its letter."""
        font = self.font
        if not self.embedded and self.named.names.get(code) == NOTHING:
            self.nothing.add(code)
        if isinstance(font, PDFSimpleFont) and not self.embedded and not int(font.flags or 0) & SYMBOLIC:
            named = _letters(font.cid2unicode.get(code) or text)
            if "" != _letters(text) < FIRST_BEYOND_LATIN and _letters(text) != named < FIRST_BEYOND_LATIN:
                self.false.add(code)
        whole = font.widths.get(text) if isinstance(font, PDFType1Font) else None
        if text.isalnum() and isinstance(whole, int | float) and width < LEAST_ROOM * whole * font.hscale:
            self.crowded.add(code)

    def origin(self, code: int) -> tuple[float | None, float]:
        """Where a glyph of vertical writing has its origin, in thousandths of the size; None is half its width (9.7.4.3)."""
        return cast(tuple[float | None, float], self.font.char_disp(code))


def _letters(text: str) -> str:
    """The letters and figures of a text, whatever their case and form."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))
