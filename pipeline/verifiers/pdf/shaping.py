"""Finds the characters that a glyph can represent, in scripts whose letters change their shape beside others.

Letters of Arabic and of the Indic scripts are drawn as joined forms, half forms and conjuncts, glyphs without a character of
their own. The GSUB table of a font states which glyphs replace which others. So a glyph can represent the characters of all
glyphs that it replaces, directly or in several steps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont

SHAPED = re.compile("[\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Hebrew, Arabic, the Indic scripts and those of South-East Asia, with their presentation forms."""
MIRRORED = str.maketrans(")]}>»›", "([{<«‹")
"""Brackets are mirrored from right to left (UAX 9, L4)."""
STEPS = 12
Substitution = tuple[tuple[str, ...], tuple[str, ...]]


def sources(font: TTFont) -> dict[str, frozenset[str]]:
    """Returns the characters that each glyph can represent, decomposed (NFKD)."""
    by_glyph: dict[str, frozenset[str]] = {}
    for code, glyph in font.getBestCmap().items():
        by_glyph[glyph] = by_glyph.get(glyph, frozenset()) | characters(chr(code))
    steps = list(_substitutions(font))
    for _ in range(STEPS):
        changed = False
        for replaced, replacing in steps:
            signs = frozenset[str]().union(*(by_glyph.get(glyph, frozenset()) for glyph in replaced))
            for glyph in replacing:
                if not signs <= by_glyph.get(glyph, frozenset()):
                    by_glyph[glyph] = by_glyph.get(glyph, frozenset()) | signs
                    changed = True
        if not changed:
            break
    return by_glyph


def characters(text: str) -> frozenset[str]:
    """Returns the decomposed characters of a text, without those that are never drawn (joiners, direction marks)."""
    return frozenset(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Cf")


def _substitutions(font: TTFont) -> Iterator[Substitution]:
    """Yields (glyphs, replacing glyphs) of every GSUB lookup, whatever the context."""
    if "GSUB" not in font or font["GSUB"].table.LookupList is None:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from _of(table.ExtSubTable if table.LookupType == 7 else table)


def _of(table: Any) -> Iterator[Substitution]:
    match table.LookupType:
        case 1:
            yield from (((replaced,), (replacing,)) for replaced, replacing in table.mapping.items())
        case 2:
            yield from (((replaced,), tuple(replacing)) for replaced, replacing in table.mapping.items())
        case 3:
            yield from (((replaced,), tuple(replacing)) for replaced, replacing in table.alternates.items())
        case 4:
            for first_glyph, ligatures in table.ligatures.items():
                yield from (((first_glyph, *ligature.Component), (ligature.LigGlyph,)) for ligature in ligatures)
        case 8:
            pairs = zip(table.Coverage.glyphs, table.Substitute, strict=True)
            yield from (((replaced,), (replacing,)) for replaced, replacing in pairs)
