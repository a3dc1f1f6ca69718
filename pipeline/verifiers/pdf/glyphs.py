"""Whether each glyph of a PDF looks like the character that it is read as, by the shipped fonts (PDF/UA-1 7.21.7).

A font in the file is a subset that keeps the glyph numbers of the shipped one. So the glyph of a code must have the outline
and the width of the shipped glyph of that number; and where the shipped font gives that glyph to some characters, the file may
read it as one of these only. Glyphs of ligatures and of shaped scripts have no character of their own and are
compared by outline alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import glyph_widths, unicode_map

ALIKE = str.maketrans("\u00a0\u2010\u2011", " --")
SKIPPED = "\u200b\u00ad"


class Shipped:
    """One shipped font: outlines and widths by glyph number, and the characters that each glyph stands for."""

    def __init__(self, data: bytes) -> None:
        self.font = TTFont(io.BytesIO(data), lazy=True)
        self.name = str(self.font["name"].getDebugName(6))
        self.order = self.font.getGlyphOrder()
        self.characters: dict[str, set[str]] = {}
        for code, glyph in self.font.getBestCmap().items():
            self.characters.setdefault(glyph, set()).add(chr(code).translate(ALIKE))

    def width(self, glyph: int) -> float:
        """The advance of a glyph in thousandths of the type size."""
        return float(self.font["hmtx"][self.order[glyph]][0]) * 1000 / float(self.font["head"].unitsPerEm)


@lru_cache(maxsize=32)
def shipped(data: bytes) -> Shipped:
    """A font, read once."""
    return Shipped(data)


def glyphs(data: bytes, fonts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """An error for each font of a file in which a glyph is not what it is read as."""
    known = {_key(one.name): one for name, font in fonts.items() if name.endswith(".ttf") for one in (shipped(font),)}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {
            font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", Dictionary()).values()
        }
        for font in found.values():
            name = str(font.get("/BaseFont", "/"))[1:].partition("+")[2]
            for message in _wrong(font, known.get(_key(name))):
                yield error("pdf-glyph", f"in the font {name} {message}", Place(file))


def _key(name: str) -> str:
    """A font's name without what programs write differently: hyphens, and the word for the regular weight."""
    return re.sub("[^a-z]", "", name.lower()).removesuffix("regular")


def _wrong(font: Any, own: Shipped | None) -> Iterator[str]:
    if own is None:
        yield "no glyph can be compared: it is none of the shipped fonts"
        return
    inner = font.DescendantFonts[0]
    embedded = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()), lazy=True)
    order, widths = embedded.getGlyphOrder(), glyph_widths(inner.get("/W", Array()))
    for code, text in unicode_map(font.ToUnicode.read_bytes()).items():
        glyph = int.from_bytes(code, "big")
        if glyph >= len(order) or glyph >= len(own.order):
            yield f"the glyph {glyph} of “{text}” is missing"
            continue
        if _outline(embedded, order[glyph]) != _outline(own.font, own.order[glyph]):
            yield f"the glyph of “{text}” is drawn otherwise than in the shipped font"
        meant = own.characters.get(own.order[glyph])
        if meant and text and text[0] not in SKIPPED and text[0].translate(ALIKE) not in meant:
            yield f"the glyph of “{'” or “'.join(sorted(meant))}” is read as “{text}”"
        if abs(widths.get(glyph, 1000.0) - own.width(glyph)) > 2:
            yield f"the glyph of “{text}” has another width than in the shipped font"


def _outline(font: TTFont, name: str) -> list[Any]:
    coordinates, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return [list(coordinates), list(ends), [flag & 1 for flag in flags]]
