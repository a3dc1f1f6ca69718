"""Which characters a glyph of a font can stand for, in scripts whose letters change their shape beside others.

Letters of Arabic and of the Indic scripts are drawn as glyphs that no character has by itself: joined forms, half forms,
conjuncts. A font says in its GSUB table which glyphs take the place of which others. So a glyph can stand for the characters
of all glyphs that it takes the place of, directly or by several steps.
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
"""Brackets are drawn the other way round from right to left (UAX 9, L4)."""
STEPS = 12
Substitution = tuple[tuple[str, ...], tuple[str, ...]]


def sources(font: TTFont) -> dict[str, frozenset[str]]:
    """The characters that each glyph can stand for, taken apart (NFKD)."""
    found: dict[str, frozenset[str]] = {}
    for code, glyph in font.getBestCmap().items():
        found[glyph] = found.get(glyph, frozenset()) | characters(chr(code))
    steps = list(_substitutions(font))
    for _ in range(STEPS):
        changed = False
        for taken, given in steps:
            own = frozenset[str]().union(*(found.get(glyph, frozenset()) for glyph in taken))
            for glyph in given:
                if not own <= found.get(glyph, frozenset()):
                    found[glyph] = found.get(glyph, frozenset()) | own
                    changed = True
        if not changed:
            break
    return found


def characters(text: str) -> frozenset[str]:
    """The characters of a text, taken apart, without those that are never drawn (joiners, direction marks)."""
    return frozenset(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Cf")


def _substitutions(font: TTFont) -> Iterator[Substitution]:
    """(glyphs, glyphs that take their place) of every lookup of GSUB; context only says when, so it is left aside."""
    if "GSUB" not in font or font["GSUB"].table.LookupList is None:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from _of(table.ExtSubTable if table.LookupType == 7 else table)


def _of(table: Any) -> Iterator[Substitution]:
    match table.LookupType:
        case 1:
            yield from (((taken,), (given,)) for taken, given in table.mapping.items())
        case 2:
            yield from (((taken,), tuple(given)) for taken, given in table.mapping.items())
        case 3:
            yield from (((taken,), tuple(given)) for taken, given in table.alternates.items())
        case 4:
            for first, ligatures in table.ligatures.items():
                yield from (((first, *ligature.Component), (ligature.LigGlyph,)) for ligature in ligatures)
        case 8:
            pairs = zip(table.Coverage.glyphs, table.Substitute, strict=True)
            yield from (((taken,), (given,)) for taken, given in pairs)
