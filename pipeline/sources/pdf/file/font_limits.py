"""The fonts of a PDF, with ranges of codes no longer than fonts have: a few bytes can name thousands of millions of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pdfminer.cmapdb import CMap, CMapBase, IdentityCMap
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFType1Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.sources.pdf.file.faces import Face, Named

LAST = 0xFFFF
"""The largest character identifier of a font (ISO 32000-1, annex C)."""
MOST_CODES = 8 * LAST
"""Codes that the ranges of one font may hold together; no font has more glyphs than `LAST`."""
RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)(?:end|$)", re.DOTALL)
RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,16})\s*>\s*<\s*([0-9A-Fa-f]{1,16})\s*>\s*(?:<[^>]*>|\[[^]]*\]|\d+)")
CID_MAPS = re.compile(rb"begincid(?:range|char)(.*?)(?:end|$)", re.DOTALL)
CID_MAP = re.compile(rb"<\s*((?:[0-9A-Fa-f]{2}){1,4})\s*>\s*(?:<\s*([0-9A-Fa-f]{2,8})\s*>\s*)?(\d+)")
TABLES = {"W": 3, "W2": 5}
"""The tables of widths (9.7.4.3), and how many numbers describe a range in them."""


class Fonts(PDFResourceManager):
    """Makes the fonts of a document; tables and character maps beyond every font are left out.

    `faults` names the fonts that cannot be read.
    """

    def __init__(self, faults: list[str]) -> None:
        super().__init__()
        self._faults = faults
        self._faces: dict[int, Face] = {}

    def face(self, number: int | None, raw: object) -> Face:
        """The font of a dictionary or of a reference to one with this number; a font without letters where it is damaged."""
        face = self._faces.get(number) if number else None
        if face is None:
            spec = resolve1(raw)
            try:
                spec = spec if isinstance(spec, dict) else {}
                face = Face(self.get_font(number, spec), Named(spec))
            except Exception as fault:
                self._faults.append(f"a font of it is damaged ({type(fault).__name__})")
                face = Face(self.get_font(None, {}), Named({}))
            if number:
                self._faces[number] = face
        return face

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a font dictionary."""
        kept = dict(spec)
        for key, numbers in TABLES.items():
            if key in kept and _codes(resolve1(kept[key]), numbers) > MOST_CODES:
                del kept[key]
        for key in ("ToUnicode", "Encoding"):
            found = resolve1(kept.get(key))
            if isinstance(found, PDFStream) and _mapped(found.get_data()) > MOST_CODES:
                del kept[key]
        font = super().get_font(objid, kept)
        if isinstance(font, PDFCIDFont) and isinstance(font.cmap, CMap) and not font.cmap.code2cid:
            font.cmap = _codes_of(resolve1(kept.get("Encoding")))
        widths, first = resolve1(kept.get("Widths")), resolve1(kept.get("FirstChar", 0))
        if isinstance(font, PDFType1Font) and isinstance(widths, list) and isinstance(first, int):
            font.widths = font.widths | {first + at: resolve1(width) for at, width in enumerate(widths)}
        return font


class CodeMap(CMap):
    """A character map that the file itself brings (9.7.5.4): its codes as numbers, and the `glyphs` that they stand for."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.glyphs: dict[int, int] = {}
        for maps in CID_MAPS.findall(data):
            for first, last, glyph in CID_MAP.findall(maps):
                start, width = int(first, 16), len(first) // 2
                for code in range(start, int(last or first, 16) + 1):
                    self.glyphs[code] = int(glyph) + code - start
                    *path, end = code.to_bytes(width)
                    branch: Any = self.code2cid
                    for byte in path:
                        branch = branch.setdefault(byte, {})
                    branch[end] = code


def _codes_of(encoding: object) -> CMapBase:
    """The character map of a stream; codes of two bytes that name their glyphs, as most fonts have, where there is none."""
    found = CodeMap(encoding.get_data() if isinstance(encoding, PDFStream) else b"")
    return found if found.code2cid else IdentityCMap()


def _codes(table: object, numbers: int) -> int:
    """How many codes a table of widths says something about."""
    total = 0
    plain: list[float] = []
    for entry in table if isinstance(table, list) else []:
        one = resolve1(entry)
        if isinstance(one, list):
            total, plain = total + len(one), []
        elif isinstance(one, int | float):
            plain.append(one)
            if len(plain) == numbers:
                total, plain = total + max(0, round(plain[1] - plain[0])) + 1, []
    return total


def _mapped(data: bytes) -> int:
    """How many codes the ranges of a character map hold (9.7.5)."""
    pairs = (pair for ranges in RANGES.findall(data) for pair in RANGE.findall(ranges))
    return sum(max(0, int(last, 16) - int(first, 16)) + 1 for first, last in pairs)
