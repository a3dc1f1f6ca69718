"""Turns cells back into print, word by word.

liblouis translates back, but some words of correct braille come back wrong. The rules below mend these; each has a case in
`tests/cases/braille/`. Cells are written here as ASCII braille. A code that cannot be translated back (Welsh) is proved
forward: what is read are cells, and `fold` translates the words that are compared with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pipeline.braille import signs
from pipeline.braille.liblouis import Table

REVERSIBLE = ("en-ueb-g1.ctb", "en-ueb-g2.ctb")
PLAIN = "en-ueb-g1.ctb"

OPENING = {'"<': "(", ".<": "[", "_<": "{", ",8": "'", "8": '"'}
CLOSING = {
    '">': ")", ".>": "]", "_>": "}", ",0": "'", "0": '"', "'": "'", "1": ",", "2": ";", "3": ":", "4": ".", "6": "!", "8": "?",
    '"9': "*", ",-": "-",
}  # fmt: skip
_LEAD = re.compile("^(" + "|".join(map(re.escape, OPENING)) + ")(?=.)")
# A cell after a prefix, such as the bullet “_4”, is no mark of its own.
_TAIL = re.compile('(?<=[^_@^."])(' + "|".join(map(re.escape, sorted(CLOSING, key=len, reverse=True))) + ")$")
# Emphasis of a word, a passage, and its end: italic, bold, underlined.
_EMPHASIS = re.compile(r"^(?:\.1|\.7|\^1|\^7|_1|_7)|(?:\.'|\^'|_')")
_CAPITALS, _CAPITALS_END = ",,,", ",'"
_LETTERS = re.compile(r";?,?[A-Z](?:4,?[A-Z])+")
_LETTER = re.compile(",?[A-Z]")
WHOLE = {"5": "enough"}
SHAPES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-"})


def folded(text: str) -> str:
    """Print with the shapes of quotation marks and dashes that braille does not tell apart made equal."""
    return unicodedata.normalize("NFKC", text).translate(SHAPES)


class Reader:
    """Reads the words of one file, whose table is known from its title page."""

    def __init__(self, table: str) -> None:
        self.table, self.plain = Table(table), Table(PLAIN)
        self.reversible = table in REVERSIBLE
        self.fold: Callable[[str], str] = folded if self.reversible else self._forward
        self._one = cache(self._back)

    def words(self, tokens: Iterable[str]) -> Iterator[str]:
        """The words of some tokens (cells between blanks)."""
        capitals = False
        for token in tokens:
            token = token.removeprefix(signs.NOTE_OPEN).removesuffix(signs.NOTE_CLOSE)
            if not token:
                continue
            if not self.reversible:
                yield token
                continue
            ascii = signs.ascii(token)
            capitals = capitals or _CAPITALS in ascii
            word = self._one(ascii.replace(_CAPITALS, "").replace(_CAPITALS_END, "") if capitals else ascii)
            yield word.upper() if capitals else word
            capitals = capitals and _CAPITALS_END not in ascii

    def _forward(self, text: str) -> str:
        cells = " ".join(self.table.braille(word) for word in unicodedata.normalize("NFC", text).split())
        return cells.replace(signs.BLANK, " ")

    def _back(self, ascii: str) -> str:
        ascii = _EMPHASIS.sub("", ascii)
        if ascii.startswith(";;") and not ascii.startswith(";;;"):
            return folded(self.plain.text(signs.cells(ascii[2:])))
        lead, tail = "", ""
        if re.fullmatch("[0-9]+", ascii):  # only lower cells: a word such as “was”, not marks
            return WHOLE.get(ascii) or folded(self.table.text(signs.cells(ascii)))
        while found := _LEAD.match(ascii):
            lead, ascii = lead + OPENING[found[1]], ascii[found.end() :]
        while found := _TAIL.search(ascii):
            tail, ascii = CLOSING[found[1]] + tail, ascii[: found.start()]
        if "*" in tail and _LETTER.fullmatch(ascii):  # a letter before an asterisk is no word
            return lead + (ascii[1:] if "," in ascii else ascii.lower()) + tail
        return lead + self._core(ascii) + tail

    def _core(self, ascii: str) -> str:
        if "_/" in ascii.strip("_/"):
            return "/".join(self._part(part) for part in ascii.split("_/"))
        if ascii in WHOLE:
            return WHOLE[ascii]
        if _LETTERS.fullmatch(ascii):  # i.e., e.g.: letters, not words of one letter
            return ".".join(part[-1].upper() if "," in part else part[-1].lower() for part in ascii.split("4"))
        text = folded(self.table.text(signs.cells(ascii)))
        head, apostrophe, rest = text.partition("'")
        if apostrophe and "'," not in ascii and ",," in ascii:  # the sign for capitals ends at an apostrophe
            head = head.upper() if ascii.startswith(";") else head
            text = head + apostrophe + rest.lower()
        return text

    def _part(self, ascii: str) -> str:
        """A part between slashes, where a letter by itself is no word (UEB 2.6)."""
        if _LETTER.fullmatch(ascii):
            return ascii[1:] if "," in ascii else ascii.lower()
        return self._back(ascii) if ascii else ""
