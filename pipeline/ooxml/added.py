"""The words that a Word edition adds, remembered in the file, so that the way back knows what someone typed over or beside them.

Word gives what is typed next to “Not stated” the style of these words. Only a list of the words tells the two apart. The
file carries a short hash of each stretch, in custom properties of at most 240 letters, as Word keeps no more than 255.
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
    """The custom properties that remember stretches of added words."""
    joined = "".join(sorted({_hash(text) for text in stretches if text.strip()}))
    parts = [joined[at : at + PART] for at in range(0, len(joined), PART)]
    return {f"{PROPERTY}{number}": part for number, part in enumerate(parts, 1)}


@dataclass(frozen=True)
class AddedWords:
    """What a file remembers of its added words; nothing where another version of the program built it."""

    hashes: frozenset[str] = frozenset()

    def typed(self, stretch: str) -> tuple[str, str]:
        """What someone typed before and behind added words that stand in a stretch; all of it where none are left."""
        if not self.hashes or not stretch.strip() or _hash(stretch) in self.hashes:
            return "", ""
        for cut in range(len(stretch) - 1, 0, -1):
            if _hash(stretch[:cut]) in self.hashes:  # a space behind them is of what was typed
                return "", stretch[len(stretch[:cut].rstrip()) :]
        for cut in range(1, len(stretch)):
            if _hash(stretch[cut:]) in self.hashes:
                return stretch[: len(stretch) - len(stretch[cut:].lstrip())], ""
        return stretch, ""


def added_words(custom: dict[str, str]) -> AddedWords:
    """What the custom properties of a file remember of its added words."""
    joined = [text for name, text in custom.items() if name.removeprefix(PROPERTY).isdigit()]
    return AddedWords(frozenset(text[at : at + HASH] for text in joined for at in range(0, len(text), HASH)))
