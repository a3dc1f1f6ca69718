"""English words and how common they are, to tell a word that a line end has broken from two words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def commonness(word: str) -> int:
    """How often the word, in small letters, stands in a trillion words of English print, British or American; 0 if unknown."""
    return _counts().get(word, 0)


@cache
def _counts() -> dict[str, int]:
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return {word: int(count) for word, count in (line.split() for line in text.splitlines() if line.count(" ") == 1)}
