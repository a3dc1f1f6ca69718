"""English words and how common they are, to tell a word that a line end has broken from two words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def commonness(word: str) -> int:
    """How often the word, in small letters, stands in a trillion words of English print, British or American; 0 if unknown."""
    return int(_counts().get(word, 0))


@cache
def _counts() -> dict[str, str]:
    """The count of each word as it is written: few of 82,000 are asked for."""
    parts = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").split()
    return dict(zip(parts[::2], parts[1::2], strict=True))
