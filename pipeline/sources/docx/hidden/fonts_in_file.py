"""Reads the fonts in a Word file: those of its theme, and embedded ones (ECMA-376 part 1, 17.8) that are unreadable."""

from __future__ import annotations

import io
import re
from contextlib import suppress

from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.xml import Element, child, q

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FEWEST_SHAPES = 0.5
"""In a readable font, at least this share of the small letters have distinct shapes."""
MOST_FONTS = 40
"""The most fonts to check; files embed four faces of a few fonts."""
MASKED = 32
"""The number of bytes at the start of a font that Word masks with the key in the font table (17.8.1)."""
_EMBEDDED = ("w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic")


def theme_fonts(theme: Element | None) -> dict[str, str]:
    """Returns the "major" and "minor" Latin fonts of a theme."""
    fonts = {}
    for kind in ("major", "minor"):
        font = next(theme.iter(q(f"a:{kind}Font")), None) if theme is not None else None
        latin = child(font, "a:latin")
        if latin is not None and latin.get("typeface"):
            fonts[kind] = latin.get("typeface")
    return fonts


def unreadable_fonts(package: Package, relationships: dict[str, Relationship]) -> frozenset[str]:
    """Returns the names, in lower case, of embedded fonts whose letters are empty or look the same."""
    part = next(
        (entry.target for entry in relationships.values() if entry.kind == "fontTable" and not entry.external), ""
    )
    table = package.tree(part) if part else None
    font_relationships = package.relationships(part) if table is not None else {}
    names = set()
    unreadable: dict[tuple[str, str], bool] = {}
    for font in table.iter(q("w:font")) if table is not None else ():
        for embedded in font.iterchildren(*map(q, _EMBEDDED)):
            relation = font_relationships.get(embedded.get(q("r:id"), ""))
            key = (relation.target if relation and not relation.external else "", embedded.get(q("w:fontKey"), ""))
            if key not in unreadable and len(unreadable) < MOST_FONTS:
                unreadable[key] = _is_unreadable(_unmasked(package.read(key[0]) or b"", key[1]))
            if unreadable.get(key):
                names.add(font.get(q("w:name"), "").lower())
    return frozenset(names)


def _unmasked(data: bytes, key: str) -> bytes:
    digits = re.sub("[^0-9a-fA-F]", "", key)
    if len(digits) != 2 * MASKED // 2:
        return data
    mask = bytes.fromhex(digits)[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:MASKED], mask, strict=False)) + data[MASKED:]


def _is_unreadable(data: bytes) -> bool:
    """Whether most letters of a font are empty or look the same; False if the font cannot be parsed."""
    with suppress(Exception), TTFont(io.BytesIO(data), lazy=True) as font:
        shapes, glyphs = [], font.getGlyphSet()
        for name in filter(None, map(font.getBestCmap().get, map(ord, LETTERS))):
            pen = RecordingPen()
            glyphs[name].draw(pen)
            shapes.append(str(pen.value))
        return bool(shapes) and len(set(filter("[]".__ne__, shapes))) < FEWEST_SHAPES * len(shapes)
    return False
