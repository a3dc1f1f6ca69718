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
# A cell after a prefix, such as the bullet “_4”, is no mark of its own.
_TAIL = re.compile('(?<=[^_@^."])(' + "|".join(map(re.escape, sorted(CLOSING, key=len, reverse=True))) + ")$")
# Emphasis of a letter, a word or a passage, and its end: italic, bold, underlined.
_EMPHASIS = re.compile(r"^[.^_][127]|\^[127]|[.^_]'")
_CAPITALS, _CAPITALS_END = ",,,", ",'"
_LETTERS = re.compile(r";?,?[A-Z](?:4,?[A-Z])+")
_LETTER = re.compile(",?[A-Z]")
STAND_IN = "zqz"  # for what is written in another table, while the words round it are read
_OTHER = re.compile(f"{signs.OTHER_OPEN}(.*?){signs.OTHER_CLOSE}")
_WORDS = re.compile(r"\w+|\W+")
_SHAPE, _SHAPE_CELL = "xX", "\u282d"  # the letter x, which no table contracts
_CELLS = re.compile("[\u2801-\u28ff]+")
WHOLE = {"5": "enough"}
_MARKS_ALONE = re.compile(";[1-468]+")
_MARKS_ONLY = re.compile("[1-8]{2,}")  # such as “∷”, which is read as two colons
_ONE_SIGN = re.compile("[^\\\\\ue000-\uf8ff]+")  # no cells by their dots, no signs of private use
_MARKS_FIRST = re.compile(";([1-468]+)(?=[A-Z@,_.^])")
SHAPES = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "∷": "::"}
)

SHAPED = frozenset(map(chr, SHAPES))


def folded(text: str) -> str:
    """Print with the shapes of quotation marks and dashes that braille does not tell apart made equal."""
    return unicodedata.normalize("NFKC", text).translate(SHAPES)


def cells_of(other: BrailleTable, part: str) -> str:
    """Letters of another script in a table of theirs; they hold no blank cell, since they are a part of a word."""
    return other.braille(part).replace(signs.BLANK, "")


PASSAGE, PASSAGE_END = ";;;", ";'"  # a passage in grade 1, and its end (UEB 5.4, 5.5)
_SINGLY = {'"': ",7", "'": "'", "?": "8", ":": "3", ";": "2", ",": "1", ".": "4", "!": "6", "-": "-", "⁄": "./"}


@cache
def singly() -> dict[str, str]:
    """Cells of each character by itself, in ASCII braille; figures have the sign for numbers each."""
    plain = table(PLAIN)
    known = [sign for sign in map(chr, range(0x21, 0x2600)) if sign not in SHAPED and plain.knows(sign)]
    found = {sign: signs.ascii(plain.braille(sign)) for sign in known if unicodedata.category(sign)[0] not in "MCZ"}
    return {sign: cells for sign, cells in found.items() if not _MARKS_ONLY.fullmatch(cells)} | _SINGLY


def spelled(word: str) -> str | None:
    """A word as a passage in grade 1, character by character: for words that are misread in any other way.

    None where a character has no cells of its own.
    """
    cells = [singly().get(sign) for sign in folded(word)]
    whole = PASSAGE + "".join(cell or "" for cell in cells) + PASSAGE_END
    return signs.cells(whole) if all(cells) and [singly().get(sign) for sign in _unspelled(whole)] == cells else None


def _unspelled(ascii: str) -> str:
    """What a passage of `spelled` says: at each place the character with the most cells."""
    back = {cells: sign for sign, cells in reversed(singly().items())}
    rest, text = ascii.removeprefix(PASSAGE).removesuffix(PASSAGE_END), ""
    longest = max(map(len, back))
    while rest:
        length = next((n for n in range(min(longest, len(rest)), 0, -1) if rest[:n] in back), 0)
        text += back.get(rest[:length], "\\")
        rest = rest[max(1, length) :]
    return folded(text)


class BackTranslator:
    """Reads the words of one file, whose table is known from its title page."""

    def __init__(self, name: str, *others: str) -> None:
        self.table, self.plain = table(name), table(PLAIN)
        self.others = tuple(map(table, others))
        self.reversible = name in REVERSIBLE
        self._one = cache(lambda ascii: "".join(map(self._alike, self._back(ascii))))
        self.written = cache(self._written)
        self._folds: dict[str, str] = {}
        self._seen: set[str] = set()
        self._capitals = False
        self._signs: dict[str, str] = {}

    def words(self, tokens: Iterable[str], *, goes_on: bool = False) -> Iterator[str]:
        """The words of some tokens (cells between blanks). A passage in capitals of the line before may go on in them."""
        capitals = goes_on and self._capitals
        for token in tokens:
            token = token.removeprefix(signs.NOTE_OPEN).removesuffix(signs.NOTE_CLOSE)
            if not token:
                continue
            if not self.reversible:
                self._seen.add(token)
                yield _OTHER.sub(lambda match: self._noted(match[1]), token)
                continue
            other = [match[1] for match in _OTHER.finditer(token)]
            ascii = signs.ascii(_OTHER.sub(self.plain.braille(STAND_IN), token))
            capitals = capitals or _CAPITALS in ascii
            word = self._one(ascii.replace(_CAPITALS, "").replace(_CAPITALS_END, "") if capitals else ascii)
            word = word.upper() if capitals else word
            for cells in map(self._noted, other):
                word = word.replace(STAND_IN, cells, 1)
            yield word
            capitals = capitals and _CAPITALS_END not in ascii
        self._capitals = capitals

    def fold(self, text: str) -> str:
        """What a text is as far as this file can tell its characters apart."""
        if text in self._folds:
            return self._folds[text]
        written = "".join(self.shown(signs.composed(text)))
        if not self.reversible:
            return " ".join(map(self._forward, written.split())).replace(signs.BLANK, " ")
        made = folded("".join(map(self._alike, written)))
        if None not in map(self.written, signs.composed(text)):  # the cells of other letters depend on what was read
            self._folds[text] = made
        return made

    def _forward(self, word: str) -> str:
        """The cells of a word; those of another table stand in it already."""
        other = _CELLS.findall(word)
        plain = self.table.braille(_CELLS.sub(STAND_IN, word))
        letter_by_letter = self.uncontracted(word) if not other else plain
        cells = letter_by_letter if letter_by_letter in self._seen else plain
        for part in other:
            cells = cells.replace(self.table.braille(STAND_IN), part, 1)
        return cells

    def uncontracted(self, word: str) -> str:
        """A word of another language in the signs of this table, letter by letter: no Welsh contraction stands in “strategy”.

        A stand-in without contractions shows where the letters go; a single letter, and what the table takes apart, stay as
        the table has them.
        """
        letters = [sign for sign in word if sign.isalpha()]
        shape = self.table.braille("".join(_SHAPE[sign.isupper()] if sign.isalpha() else sign for sign in word))
        if len(letters) < 2 or shape.count(_SHAPE_CELL) != len(letters):
            return self.table.braille(word)
        cells = iter(self._letter(sign.lower()) for sign in letters)
        return re.sub(_SHAPE_CELL, lambda _: next(cells), shape)

    def _letter(self, letter: str) -> str:
        """The cells of a small letter; that of the Latin alphabet has one in every table, without a letter sign."""
        return (self.plain if letter.isascii() else self.table).braille(letter)

    def _noted(self, cells: str) -> str:
        """Cells of another table in the one spelling that is compared, which `shown` then prefers."""
        cells = self._one_spelling(cells)
        self._seen.add(cells)
        return cells

    def shown(self, text: str) -> Iterator[str]:
        """A text in characters that have braille; letters of another script as cells of their own table, or by their names."""
        for foreign, part in self.parted(text):
            if foreign:
                yield self._other_cells(part) or "".join(map(signs.named, part))
            else:
                yield "".join(self.written(sign) or "" for sign in part)

    def parted(self, text: str) -> Iterator[tuple[bool, str]]:
        """The parts of a text that have braille and those that have not.

        A word of the same script as the text, such as an Urdu one in Arabic, is not divided between two tables.
        """
        for word in [text] if self.reversible else _WORDS.findall(text):
            if None not in map(self.written, set(word)):
                yield False, word
            elif not self.reversible and self.other_tables(word):
                yield True, word
            else:
                for foreign, some in groupby(word, lambda sign: self.written(sign) is None):
                    yield foreign, "".join(some)

    def _written(self, character: str) -> str | None:
        """A character that has braille, or its plain form (㎡ is m2); None for one that has none."""
        forms = signs.forms(character)
        written = (form for form in forms if all(one.isspace() or self._writes(one) for one in form))
        return next(written, None) if forms else ""

    def _writes(self, character: str) -> bool:
        """Whether a table has cells for a character; those of UEB must be read as a character again."""
        return self.table.writes(character) and (
            not self.reversible or character.isascii() or bool(_ONE_SIGN.fullmatch(self._again(character)))
        )

    def _alike(self, character: str) -> str:
        """The character that is read for one, where two have the same cells: “✔” is read as “✓”, a capital sigma as “∑”."""
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
        """A character in the uncontracted cells of UEB, read back."""
        if character not in self._signs:
            cells = self.plain.braille(character) if self.plain.knows(character) else ""
            self._signs[character] = self.plain.text(cells) if cells else ""
        return self._signs[character]

    def other_tables(self, part: str) -> list[BrailleTable]:
        """The other tables that have all letters of a part in another script."""
        fit = (other for other in self.others if all(map(other.knows, part)))
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
        texts: set[str] = set()
        waiting = [cells]
        while waiting and len(self.others) > 1:
            texts.add(one := waiting.pop())
            for other in self.others:
                with suppress(ValueError):  # cells of another table may be none of this one
                    word = other.text(one)
                    if word.isalpha() and cells_of(other, word) == one:
                        waiting += {cells_of(same, word) for same in self.other_tables(word)} - texts
        return min(texts, default=cells)

    def _back(self, ascii: str) -> str:
        ascii = _EMPHASIS.sub("", ascii)
        if ascii.startswith(PASSAGE) and ascii.endswith(PASSAGE_END):
            return _unspelled(ascii)
        if _MARKS_ALONE.fullmatch(ascii):
            return "".join(_MARKS[sign] for sign in ascii[1:])
        if match := _MARKS_FIRST.match(ascii):  # the sign of grade 1 stands for the first mark only
            return "".join(_MARKS[sign] for sign in match[1]) + self._back(ascii[match.end() :])
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
