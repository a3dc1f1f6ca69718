"""Turns cells back into print, word by word.

The verifier proves words by it, and the builder finds by it which words would be misread. liblouis translates back, but some
words of correct braille come back wrong. The rules below mend these; each has a case in `tests/cases/braille/`. Cells are
written here as ASCII braille. A code that cannot be translated back (Welsh) is proved forward: what is read are cells, and
`fold` translates the words that are compared with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import groupby

from pipeline.braille import signs
from pipeline.braille.liblouis import Table, table

REVERSIBLE = ("en-ueb-g1.ctb", "en-ueb-g2.ctb")
PLAIN = "en-ueb-g1.ctb"

OPENING = {'"<': "(", ".<": "[", "_<": "{", ",8": "'", "8": '"'}
_MARKS = {"1": ",", "2": ";", "3": ":", "4": ".", "6": "!", "8": "?"}
CLOSING = {
    '">': ")", ".>": "]", "_>": "}", ",0": "'", "0": '"', "'": "'", "1": ",", "2": ";", "3": ":", "4": ".", "6": "!", "8": "?",
    '"9': "*", ",-": "-",
}  # fmt: skip
_LEAD = re.compile("^(" + "|".join(map(re.escape, OPENING)) + ")(?=.)")
# A cell after a prefix, such as the bullet “_4”, is no mark of its own.
_TAIL = re.compile('(?<=[^_@^."])(' + "|".join(map(re.escape, sorted(CLOSING, key=len, reverse=True))) + ")$")
# Emphasis of a letter, a word or a passage, and its end: italic, bold, underlined.
_EMPHASIS = re.compile(r"^[.^_][127]|\^[127]|[.^_]'")
_CAPITALS, _CAPITALS_END = ",,,", ",'"
_LETTERS = re.compile(r";?,?[A-Z](?:4,?[A-Z])+")
_LETTER = re.compile(",?[A-Z]")
STAND_IN = "zqz"  # for what is written in another table, while the words round it are read
_OTHER = re.compile(f"{signs.OTHER_OPEN}(.*?){signs.OTHER_CLOSE}")
WHOLE = {"5": "enough"}
_MARKS_ALONE = re.compile(";[1-468]+")
SHAPES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-"})


def folded(text: str) -> str:
    """Print with the shapes of quotation marks and dashes that braille does not tell apart made equal."""
    return unicodedata.normalize("NFKC", text).translate(SHAPES)


def cells_of(other: Table, part: str) -> str:
    """Letters of another script in a table of theirs; they hold no blank cell, since they are a part of a word."""
    return other.braille(part).replace(signs.BLANK, "")


class Reader:
    """Reads the words of one file, whose table is known from its title page."""

    def __init__(self, name: str, *others: str) -> None:
        self.table, self.plain = table(name), table(PLAIN)
        self.others = tuple(map(table, others))
        self.reversible = name in REVERSIBLE
        self._one = cache(self._back)
        self._seen: set[str] = set()

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
            other = [match[1] for match in _OTHER.finditer(token)]
            ascii = signs.ascii(_OTHER.sub(self.plain.braille(STAND_IN), token))
            capitals = capitals or _CAPITALS in ascii
            word = self._one(ascii.replace(_CAPITALS, "").replace(_CAPITALS_END, "") if capitals else ascii)
            word = word.upper() if capitals else word
            for cells in map(self._one_spelling, other):
                self._seen.add(cells)
                word = word.replace(STAND_IN, cells, 1)
            yield word
            capitals = capitals and _CAPITALS_END not in ascii

    def fold(self, text: str) -> str:
        """What a text is as far as this file can tell its characters apart."""
        text = "".join(self.shown(signs.composed(text)))
        if self.reversible:
            return folded(text)
        return " ".join(self.table.braille(word) for word in text.split()).replace(signs.BLANK, " ")

    def shown(self, text: str) -> Iterator[str]:
        """A text in characters that have braille; letters of another script as cells of their own table, or by their names."""
        for foreign, some in groupby(text, lambda sign: self.written(sign) is None):
            part = "".join(some)
            if foreign:
                yield self._other_cells(part) or "".join(map(signs.named, part))
            else:
                yield "".join(self.written(sign) or "" for sign in part)

    def written(self, character: str) -> str | None:
        """A character that has braille, or its plain form (㎡ is m2); None for one that has none."""
        forms = signs.forms(character)
        written = (form for form in forms if all(one.isspace() or self.table.writes(one) for one in form))
        return next(written, None) if forms else ""

    def other_tables(self, part: str) -> list[Table]:
        """The other tables that have all letters of a part in another script."""
        fit = (other for other in self.others if self.reversible and all(map(other.knows, part)))
        return [
            other for other in fit if cells_of(other, part)
        ]  # the Chinese table knows all letters and writes some as nothing

    def _other_cells(self, part: str) -> str:
        """Letters of another script as this file has them, "" where no table has them.

        Arabic and Urdu write one word in two ways.
        """
        ways = [self._one_spelling(cells_of(other, part)) for other in self.other_tables(part)]
        return next((cells for cells in ways if cells in self._seen), next(iter(ways), ""))

    def _one_spelling(self, cells: str) -> str:
        """Of the ways in which the other tables write a word, the first in order: a file does not say which table it used."""
        found: set[str] = set()
        waiting = [cells]
        while waiting and len(self.others) > 1:
            found.add(one := waiting.pop())
            for other in self.others:
                with suppress(ValueError):  # cells of another table may be none of this one
                    word = other.text(one)
                    if word.isalpha() and cells_of(other, word) == one:
                        waiting += {cells_of(same, word) for same in self.other_tables(word)} - found
        return min(found, default=cells)

    def _back(self, ascii: str) -> str:
        ascii = _EMPHASIS.sub("", ascii)
        if _MARKS_ALONE.fullmatch(ascii):
            return "".join(_MARKS[sign] for sign in ascii[1:])
        if ascii.startswith(";;") and not ascii.startswith(";;;"):
            return folded(self.plain.text(signs.cells(ascii[2:])))
        lead, tail = "", ""
        if re.fullmatch("[0-9]+", ascii):  # only lower cells: a word such as “was”, not marks
            return WHOLE.get(ascii) or folded(self.table.text(signs.cells(ascii)))
        while match := _LEAD.match(ascii):
            lead, ascii = lead + OPENING[match[1]], ascii[match.end() :]
        while match := _TAIL.search(ascii):
            tail, ascii = CLOSING[match[1]] + tail, ascii[: match.start()]
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
