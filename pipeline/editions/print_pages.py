"""Where the pages of the standard PDF begin in another edition, so that readers of both can name a page to each other.

The PDF says with which words each of its pages begins: the first line of the first block that starts there. These are
looked for in the other edition, page after page and never backwards, since both have the same words in the same order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LEAST_LETTERS = 3
"""Letters that a line needs to be looked for: "3." or "–" stands in many places."""


def letters(text: str) -> str:
    """What is compared of a text: letters and figures, composed."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def found(starts: Sequence[str], blocks: Sequence[str]) -> dict[int, int]:
    """The number of the page that begins with a block, by the index of the block. `starts` are the words of page 1, 2 and so on.

    A page that begins within a block is not found, and the pages after it are.
    """
    plain = [letters(text) for text in blocks]
    places: dict[int, int] = {}
    after = 0
    for number, start in enumerate(starts, 1):
        wanted = letters(start)
        if len(wanted) < LEAST_LETTERS:
            continue
        index = next((n for n in range(after, len(plain)) if plain[n].startswith(wanted)), None)
        if index is not None:
            places[index] = number
            after = index + 1
    return places
