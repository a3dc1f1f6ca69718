"""Translates cells back into print, word by word.

The verifier uses it to prove words, and the builder to find words that would be misread. liblouis translates some words of
correct braille back wrongly. The rules below correct these; each has a case in `tests/cases/braille/`. Cells are written
here as ASCII braille. A code that cannot be translated back (Welsh) is proved forward: the cells are compared with the
translation of the words by `fold`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import groupby

from pipeline.braille import signs
from pipeline.braille.liblouis import BrailleTable, table

REVERSIBLE = ("en-ueb-g1.ctb", "en-ueb-g2.ctb")
PLAIN = "en-ueb-g1.ctb"

OPENING = {'"<': "(", ".<": "[", "_<": "{", ",8": "'", "8": '"'}
_MARKS = {"1": ",", "2": ";", "3": ":", "4": ".", "6": "!", "8": "?"}
CLOSING = {
    '">': ")", ".>": "]", "_>": "}", ",0": "'", "0": '"', "'": "'", "1": ",", "2": ";", "3": ":", "4": ".", "6": "!", "8": "?",
    '"9': "*", ",-": "-",
}  # fmt: skip
_LEAD = re.compile("^(" + "|".join(map(re.escape, OPENING)) + ")(?=.)")
# A cell after a prefix, such as in the bullet “_4”, is not a mark of its own.
_TAIL = re.compile('(?<=[^_@^."])(' + "|".join(map(re.escape, sorted(CLOSING, key=len, reverse=True))) + ")$")
# Emphasis of a letter, a word or a passage, and its end: italic, bold, underlined.
_EMPHASIS = re.compile(r"^[.^_][127]|\^[127]|[.^_]'")
_CAPITALS, _CAPITALS_END = ",,,", ",'"
_LETTERS = re.compile(r";?,?[A-Z](?:4,?[A-Z])+")
_LETTER = re.compile(",?[A-Z]")
STAND_IN = "zqz"  # replaces words in another table while the words around them are read
_OTHER_TABLE = re.compile(f"{signs.OTHER_OPEN}(.*?){signs.OTHER_CLOSE}")
_WORDS = re.compile(r"\w+|\W+")
_SHAPE, _SHAPE_CELL = "xX", "\u282d"  # the letter x, which no table contracts
_CELLS = re.compile("[\u2801-\u28ff]+")
WHOLE_WORDS = {"5": "enough"}
_MARKS_ALONE = re.compile(";[1-468]+")
_MARKS_ONLY = re.compile("[1-8]{2,}")  # such as “∷”, which is read as two colons
_ONE_SIGN = re.compile("[^\\\\\ue000-\uf8ff]+")  # no cells by their dots, no signs of private use
_MARKS_FIRST = re.compile(";([1-468]+)(?=[A-Z@,_.^])")
SHAPES = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "∷": "::"}
)

SHAPED = frozenset(map(chr, SHAPES))


def folded(text: str) -> str:
    """Returns print with equal shapes for quotation marks and dashes that braille does not distinguish."""
    return unicodedata.normalize("NFKC", text).translate(SHAPES)


def cells_of(other: BrailleTable, part: str) -> str:
    """Translates letters of another script by its table, without blank cells, because they are part of a word."""
    return other.braille(part).replace(signs.BLANK, "")


PASSAGE, PASSAGE_END = ";;;", ";'"  # a passage in grade 1, and its end (UEB 5.4, 5.5)
_SINGLY = {'"': ",7", "'": "'", "?": "8", ":": "3", ";": "2", ",": "1", ".": "4", "!": "6", "-": "-", "⁄": "./"}


@cache
def singly() -> dict[str, str]:
    """Returns the cells of each single character in ASCII braille; each digit has the number sign."""
    plain = table(PLAIN)
    signs_ = [sign for sign in map(chr, range(0x21, 0x2600)) if sign not in SHAPED and plain.knows(sign)]
    cells_by_sign = {
        sign: signs.ascii(plain.braille(sign)) for sign in signs_ if unicodedata.category(sign)[0] not in "MCZ"
    }
    return {sign: cells for sign, cells in cells_by_sign.items() if not _MARKS_ONLY.fullmatch(cells)} | _SINGLY


def spelled(word: str) -> str | None:
    """Writes a word as a passage in grade 1, character by character, for words that would be misread in any other form.

    Returns None if a character has no cells.
    """
    cells = [singly().get(sign) for sign in folded(word)]
    passage = PASSAGE + "".join(cell or "" for cell in cells) + PASSAGE_END
    return (
        signs.cells(passage) if all(cells) and [singly().get(sign) for sign in _unspelled(passage)] == cells else None
    )


def _unspelled(ascii: str) -> str:
    """Reads a passage of `spelled`, at each position the character with the most cells."""
    back = {cells: sign for sign, cells in reversed(singly().items())}
    remaining, text = ascii.removeprefix(PASSAGE).removesuffix(PASSAGE_END), ""
    longest = max(map(len, back))
    while remaining:
        length = next((n for n in range(min(longest, len(remaining)), 0, -1) if remaining[:n] in back), 0)
        text += back.get(remaining[:length], "\\")
        remaining = remaining[max(1, length) :]
    return folded(text)


class BackTranslator:
    """Reads the words of a file, whose table is named on its title page."""

    def __init__(self, name: str, *others: str) -> None:
        self.table, self.plain = table(name), table(PLAIN)
        self.others = tuple(map(table, others))
        self.reversible = name in REVERSIBLE
        self._read_word = cache(lambda ascii: "".join(map(self._alike, self._back(ascii))))
        self.written = cache(self._written)
        self._folds: dict[str, str] = {}
        self._seen: set[str] = set()
        self._capitals = False
        self._signs: dict[str, str] = {}

    def words(self, tokens: Iterable[str], *, goes_on: bool = False) -> Iterator[str]:
        """Yields the words of tokens (cells between blanks). With `goes_on`, a passage in capitals may continue in them."""
        capitals = goes_on and self._capitals
        for token in tokens:
            token = token.removeprefix(signs.NOTE_OPEN).removesuffix(signs.NOTE_CLOSE)
            if not token:
                continue
            if not self.reversible:
                self._seen.add(token)
                yield _OTHER_TABLE.sub(lambda match: self._noted(match[1]), token)
                continue
            other_parts = [match[1] for match in _OTHER_TABLE.finditer(token)]
            ascii = signs.ascii(_OTHER_TABLE.sub(self.plain.braille(STAND_IN), token))
            capitals = capitals or _CAPITALS in ascii
            word = self._read_word(ascii.replace(_CAPITALS, "").replace(_CAPITALS_END, "") if capitals else ascii)
            word = word.upper() if capitals else word
            for cells in map(self._noted, other_parts):
                word = word.replace(STAND_IN, cells, 1)
            yield word
            capitals = capitals and _CAPITALS_END not in ascii
        self._capitals = capitals

    def fold(self, text: str) -> str:
        """Returns a text in the form in which it can be compared with the words read from this file."""
        if text in self._folds:
            return self._folds[text]
        written = "".join(self.shown(signs.composed(text)))
        if not self.reversible:
            return " ".join(map(self._forward, written.split())).replace(signs.BLANK, " ")
        folded_text = folded("".join(map(self._alike, written)))
        if None not in map(self.written, signs.composed(text)):  # the cells of other scripts depend on what was read
            self._folds[text] = folded_text
        return folded_text

    def _forward(self, word: str) -> str:
        """Translates a word in which parts in another table are already cells."""
        other_cells = _CELLS.findall(word)
        plain = self.table.braille(_CELLS.sub(STAND_IN, word))
        letter_by_letter = self.uncontracted(word) if not other_cells else plain
        cells = letter_by_letter if letter_by_letter in self._seen else plain
        for part in other_cells:
            cells = cells.replace(self.table.braille(STAND_IN), part, 1)
        return cells

    def uncontracted(self, word: str) -> str:
        """Writes a word of another language letter by letter, so that “strategy” has no Welsh contraction.

        A placeholder without contractions shows the positions of the letters. Single letters, and words that the table
        divides, are translated as usual.
        """
        letters = [sign for sign in word if sign.isalpha()]
        shape = self.table.braille("".join(_SHAPE[sign.isupper()] if sign.isalpha() else sign for sign in word))
        if len(letters) < 2 or shape.count(_SHAPE_CELL) != len(letters):
            return self.table.braille(word)
        cells = iter(self._letter(sign.lower()) for sign in letters)
        return re.sub(_SHAPE_CELL, lambda _: next(cells), shape)

    def _letter(self, letter: str) -> str:
        """Returns the cells of a lower-case letter, without a letter sign."""
        return (self.plain if letter.isascii() else self.table).braille(letter)

    def _noted(self, cells: str) -> str:
        """Returns cells of another table in the spelling that is compared, which `shown` then prefers."""
        cells = self._one_spelling(cells)
        self._seen.add(cells)
        return cells

    def shown(self, text: str) -> Iterator[str]:
        """Yields a text in characters that have braille; other scripts as cells of their tables, or as names."""
        for foreign, part in self.parted(text):
            if foreign:
                yield self._other_cells(part) or "".join(map(signs.named, part))
            else:
                yield "".join(self.written(sign) or "" for sign in part)

    def parted(self, text: str) -> Iterator[tuple[bool, str]]:
        """Yields the parts of a text with whether they lack braille in this table.

        A word in the script of the text, such as an Urdu word in Arabic, is not divided between two tables.
        """
        for word in [text] if self.reversible else _WORDS.findall(text):
            if None not in map(self.written, set(word)):
                yield False, word
            elif not self.reversible and self.other_tables(word):
                yield True, word
            else:
                for foreign, signs_ in groupby(word, lambda sign: self.written(sign) is None):
                    yield foreign, "".join(signs_)

    def _written(self, character: str) -> str | None:
        """Returns a character that has braille, or its plain form (㎡ is m2), or None."""
        forms = signs.forms(character)
        written = (form for form in forms if all(sign.isspace() or self._writes(sign) for sign in form))
        return next(written, None) if forms else ""

    def _writes(self, character: str) -> bool:
        """Whether the table has cells for a character; in UEB they must also be read back as a character."""
        return self.table.writes(character) and (
            not self.reversible or character.isascii() or bool(_ONE_SIGN.fullmatch(self._again(character)))
        )

    def _alike(self, character: str) -> str:
        """Returns the character that is read back: “✔” is read as “✓”, and a capital sigma as “∑”."""
        if (
            character.isascii()
            or character in SHAPED
            or "\u2800" <= character < "\u2900"
            or not self.plain.knows(character)
        ):
            return character
        again = self._again(character)
        return folded(again) if len(again) == 1 else character

    def _again(self, character: str) -> str:
        """Translates a character into uncontracted UEB and back."""
        if character not in self._signs:
            cells = self.plain.braille(character) if self.plain.knows(character) else ""
            self._signs[character] = self.plain.text(cells) if cells else ""
        return self._signs[character]

    def other_tables(self, part: str) -> list[BrailleTable]:
        """Returns the other tables that have all letters of a part in another script."""
        fit = (candidate for candidate in self.others if all(map(candidate.knows, part)))
        return [
            candidate for candidate in fit if cells_of(candidate, part)
        ]  # the Chinese table knows all letters and writes some as nothing

    def _other_cells(self, part: str) -> str:
        """Returns the cells of letters of another script, as this file writes them, or "" if no table has them.

        Arabic and Urdu write a word in two ways.
        """
        ways = [self._one_spelling(cells_of(other_table, part)) for other_table in self.other_tables(part)]
        return next((cells for cells in ways if cells in self._seen), next(iter(ways), ""))

    def _one_spelling(self, cells: str) -> str:
        """Returns one of the spellings of a word by the other tables, always the same, because a file does not name the table."""
        texts: set[str] = set()
        waiting = [cells]
        while waiting and len(self.others) > 1:
            texts.add(spelling := waiting.pop())
            for other_table in self.others:
                with suppress(ValueError):  # cells of another table may be invalid in this one
                    word = other_table.text(spelling)
                    if word.isalpha() and cells_of(other_table, word) == spelling:
                        waiting += {cells_of(same, word) for same in self.other_tables(word)} - texts
        return min(texts, default=cells)

    def _back(self, ascii: str) -> str:
        ascii = _EMPHASIS.sub("", ascii)
        if ascii.startswith(PASSAGE) and ascii.endswith(PASSAGE_END):
            return _unspelled(ascii)
        if _MARKS_ALONE.fullmatch(ascii):
            return "".join(_MARKS[sign] for sign in ascii[1:])
        if match := _MARKS_FIRST.match(ascii):  # the grade 1 sign applies only to the first mark
            return "".join(_MARKS[sign] for sign in match[1]) + self._back(ascii[match.end() :])
        if ascii.startswith(";;") and not ascii.startswith(";;;"):
            return folded(self.plain.text(signs.cells(ascii[2:])))
        lead, tail = "", ""
        if re.fullmatch("[0-9]+", ascii):  # only lower cells: a word such as “was”, not marks
            return WHOLE_WORDS.get(ascii) or folded(self.table.text(signs.cells(ascii)))
        while match := _LEAD.match(ascii):
            lead, ascii = lead + OPENING[match[1]], ascii[match.end() :]
        while match := _TAIL.search(ascii):
            tail, ascii = CLOSING[match[1]] + tail, ascii[: match.start()]
        if "*" in tail and _LETTER.fullmatch(ascii):  # a letter before an asterisk is not a word
            return lead + (ascii[1:] if "," in ascii else ascii.lower()) + tail
        return lead + self._core(ascii) + tail

    def _core(self, ascii: str) -> str:
        if "_/" in ascii.strip("_/"):
            return "/".join(self._part(part) for part in ascii.split("_/"))
        if ascii in WHOLE_WORDS:
            return WHOLE_WORDS[ascii]
        if _LETTERS.fullmatch(ascii):  # i.e., e.g.: letters, not words of one letter
            return ".".join(part[-1].upper() if "," in part else part[-1].lower() for part in ascii.split("4"))
        text = folded(self.table.text(signs.cells(ascii)))
        head, apostrophe, tail = text.partition("'")
        if apostrophe and "'," not in ascii and ",," in ascii:  # the sign for capitals ends at an apostrophe
            head = head.upper() if ascii.startswith(";") else head
            text = head + apostrophe + tail.lower()
        return text

    def _part(self, ascii: str) -> str:
        """Reads a part between slashes, where a single letter is not a word (UEB 2.6)."""
        if _LETTER.fullmatch(ascii):
            return ascii[1:] if "," in ascii else ascii.lower()
        return self._back(ascii) if ascii else ""
