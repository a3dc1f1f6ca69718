"""The fonts inside a Word or OpenDocument file, so that it looks alike on machines that do not have them.

These are the face that was asked for, and those of scripts that the usual face does not have. They are embedded whole, so that
people can go on writing. What a machine has anyway stays out: the usual face, and signs that are no letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.builders import Job
from pipeline.editions.edition import Piece
from pipeline.editions.looks import USUAL_FACE
from pipeline.editions.paper.fonts import BOLD, LAST, FontFile, fonts, stack

MOST_BYTES = 2**20
"""Bytes of a font that is embedded; one of Chinese has ten times as many, and machines of its readers have their own."""


@dataclass(frozen=True)
class EmbeddedFonts:
    """The fonts of a file.

    `other` is the family that the styles name for letters that the usual face does not have, "" where there are none; `more` are
    further families, each with its letters, that only a run itself can name.
    """

    fonts: tuple[FontFile, ...] = ()
    other: str = ""
    more: tuple[tuple[str, frozenset[str]], ...] = ()

    def family_of(self, text: str) -> str:
        """The family that a run of these words has to name, "" where the styles have all that it needs."""
        return next((family for family, letters in self.more if not letters.isdisjoint(text)), "")


def embedded(job: Job, words: Iterable[Piece]) -> EmbeddedFonts:
    """The fonts that a file with these words needs."""
    letters = {sign for piece in words for sign in piece.text if unicodedata.category(sign)[0] in "LM"}
    used = stack(fonts(job.assets), job.look.face, letters, job.edition.language)
    usual, *others = [family for family in used.families if family != LAST] or [LAST]
    named = (usual, *others) if job.look.face != USUAL_FACE else others
    own = tuple(font for font in used.fonts if font.family in named and len(font.data) <= MOST_BYTES)
    more: dict[str, frozenset[str]] = {}
    for family in [usual, *(family for family in others if any(font.family == family for font in own))]:
        there = {sign for font in used.fonts if font.family == family for sign in font.advances}
        more[family] = frozenset(letters & there)
        letters -= there
    return EmbeddedFonts(own, next(iter([*more][1:]), ""), tuple(more.items())[2:])


def style_of(font: FontFile) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it is italic."""
    return font.weight >= BOLD, font.italic
