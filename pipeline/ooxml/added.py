"""Stores hashes of the words that a Word edition adds, so that the way back can find words typed over or beside them.

Words typed next to “Not stated” get the style of these added words, so only a list of the added words distinguishes them.
The hashes are in custom properties of at most 240 characters each, because Word keeps only 255.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

PROPERTY = "AddedWords"
HASH = 6
PART = 240


def _hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(" ".join(text.split()).encode()).digest()).decode()[:HASH]


def properties(stretches: Iterable[str]) -> dict[str, str]:
    """Returns the custom properties with the hashes of stretches of added words."""
    joined = "".join(sorted({_hash(text) for text in stretches if text.strip()}))
    parts = [joined[at : at + PART] for at in range(0, len(joined), PART)]
    return {f"{PROPERTY}{number}": part for number, part in enumerate(parts, 1)}


@dataclass(frozen=True)
class AddedWords:
    """The hashes of the added words of a file; empty if an older version of the program built it."""

    hashes: frozenset[str] = frozenset()

    def typed(self, stretch: str) -> tuple[str, str]:
        """Returns the words typed before and after the added words of a stretch; all of it if no added words are left."""
        if not self.hashes or not stretch.strip() or _hash(stretch) in self.hashes:
            return "", ""
        for cut in range(len(stretch) - 1, 0, -1):
            if _hash(stretch[:cut]) in self.hashes:  # a space after them was typed
                return "", stretch[len(stretch[:cut].rstrip()) :]
        for cut in range(1, len(stretch)):
            if _hash(stretch[cut:]) in self.hashes:
                return stretch[: len(stretch) - len(stretch[cut:].lstrip())], ""
        return stretch, ""


def added_words(custom: dict[str, str]) -> AddedWords:
    """Reads the hashes of added words from the custom properties of a file."""
    joined = [text for name, text in custom.items() if name.removeprefix(PROPERTY).isdigit()]
    return AddedWords(frozenset(text[at : at + HASH] for text in joined for at in range(0, len(text), HASH)))
