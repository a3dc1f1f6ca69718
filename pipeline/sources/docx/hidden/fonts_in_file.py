"""The fonts that a Word file names in its theme or brings itself (ECMA-376 part 1, 17.8), and those that nobody can read."""

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
"""The share of small letters that have a shape of their own in any font that can be read."""
MOST_FONTS = 40
"""Fonts that are looked at; a file brings four faces of a few."""
MASKED = 32
"""Bytes at the start of a font that Word masks with the key in the table of fonts (17.8.1)."""
_EMBEDDED = ("w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic")


def theme_fonts(theme: Element | None) -> dict[str, str]:
    """The Latin fonts that a theme calls "major" and "minor"."""
    found = {}
    for kind in ("major", "minor"):
        font = next(theme.iter(q(f"a:{kind}Font")), None) if theme is not None else None
        latin = child(font, "a:latin")
        if latin is not None and latin.get("typeface"):
            found[kind] = latin.get("typeface")
    return found


def unreadable_fonts(package: Package, relationships: dict[str, Relationship]) -> frozenset[str]:
    """The names, in small letters, of the fonts in the file whose letters are empty or alike."""
    part = next(
        (entry.target for entry in relationships.values() if entry.kind == "fontTable" and not entry.external), ""
    )
    table = package.tree(part) if part else None
    own = package.relationships(part) if table is not None else {}
    names = set()
    known: dict[tuple[str, str], bool] = {}
    for font in table.iter(q("w:font")) if table is not None else ():
        for embedded in font.iterchildren(*map(q, _EMBEDDED)):
            relation = own.get(embedded.get(q("r:id"), ""))
            key = (relation.target if relation and not relation.external else "", embedded.get(q("w:fontKey"), ""))
            if key not in known and len(known) < MOST_FONTS:
                known[key] = _is_unreadable(_unmasked(package.read(key[0]) or b"", key[1]))
            if known.get(key):
                names.add(font.get(q("w:name"), "").lower())
    return frozenset(names)


def _unmasked(data: bytes, key: str) -> bytes:
    digits = re.sub("[^0-9a-fA-F]", "", key)
    if len(digits) != 2 * MASKED // 2:
        return data
    mask = bytes.fromhex(digits)[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:MASKED], mask, strict=False)) + data[MASKED:]


def _is_unreadable(data: bytes) -> bool:
    """Whether most letters that a font has are drawn as nothing, or as others are; False where it cannot be read."""
    with suppress(Exception), TTFont(io.BytesIO(data), lazy=True) as font:
        shapes, glyphs = [], font.getGlyphSet()
        for name in filter(None, map(font.getBestCmap().get, map(ord, LETTERS))):
            pen = RecordingPen()
            glyphs[name].draw(pen)
            shapes.append(str(pen.value))
        return bool(shapes) and len(set(filter("[]".__ne__, shapes))) < FEWEST_SHAPES * len(shapes)
    return False
