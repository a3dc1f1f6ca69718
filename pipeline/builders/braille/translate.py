"""Translates the runs of a passage into cells.

What a table would get wrong by itself is done here: a space between two digits (telephone numbers and postcodes), words of
another language, words that would be misread, and emphasis, which is marked only where it sets words apart from others in the
same passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple

from pipeline.braille.back import STAND_IN, BackTranslator, cells_of, spelled
from pipeline.braille.codes import Code, is_of
from pipeline.braille.liblouis import BOLD, ITALIC, PLAIN, table
from pipeline.braille.signs import BLANK, OTHER_CLOSE, OTHER_OPEN, composed, named
from pipeline.editions.spoken.runs import SpokenRun, Stress

# Tables up to liblouis 3.28 join digits over a space by dot 5; each side is translated by itself.
APART = re.compile(r"(?<=\d) (?=\d)")
GRADE_1_WORD = "\u2830\u2830"
# The form of type of stressed words, and the sign before a word of that form (UEB 9.1).
FORMS = {Stress.NONE: PLAIN, Stress.STRONG: BOLD, Stress.EMPHASIS: ITALIC}
WORD_SIGNS = {PLAIN: "", BOLD: "\u2818\u2802", ITALIC: "\u2828\u2802"}
# Quotation marks in the middle of a word have the cells of other signs.
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


class BrailleWord(NamedTuple):
    """What stands between two spaces. Language and emphasis are those of its first letter or figure."""

    text: str
    language: str
    form: int


@dataclass
class Translator:
    """Translates with one code.

    `others` are the tables of the other languages in the text, for letters that the code has not; those that were `used` are
    named on the title page. Words marked with a language are in its own table where that has their letters. `home` is the
    language of the text, whose words have no contractions where the code is that of another one. `native` are words in
    the language of the text: a file does not say which of two spellings a word has. `unknown` are the characters that no table
    has, with the block they stand in first and the language that they are marked with.
    """

    code: Code
    others: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    native: frozenset[str] = frozenset()
    unknown: dict[str, tuple[str, str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.table = table(self.code.table)
        self.plain = table(self.code.plain)
        self.reader = BackTranslator(self.code.table, *dict.fromkeys(self.others.values()))
        self._reads_back = cache(self._is_read_back)
        self._stand_in = self.plain.braille(STAND_IN)

    def cells(self, runs: Sequence[SpokenRun]) -> str:
        """The cells of some runs, words apart by one blank cell."""
        other: list[str] = []
        told = [run for run in runs if not run.kind and run.text.strip()]
        whole = len({run.stress for run in told}) == 1
        signs = [
            (sign, run.language, PLAIN if whole or run.kind else FORMS[run.stress])
            for run in runs
            for sign in self._known(run, other)
        ]
        made = []
        for (language, form), some in groupby(_words(signs), lambda word: (word.language, word.form)):
            made.append(self._translated([word.text for word in some], language, form))
        cells = " ".join(made).replace(" ", BLANK)
        for part in other:
            cells = cells.replace(self._stand_in, f"{OTHER_OPEN}{part}{OTHER_CLOSE}", 1)
        return cells

    def _known(self, run: SpokenRun, other: list[str]) -> str:
        """The words of a run in characters that the table has.

        For those of another script a word stands in, and their cells go to `other`; the rest is noted, and names stand for it.
        """
        text = ""
        for foreign, part in self.reader.parted(composed(run.text)):
            if not foreign:
                text += "".join(self.reader.written(sign) or "" for sign in part)
            elif tables := self.reader.other_tables(part):
                own = next((one for one in tables if one.name == self.others.get(run.language)), tables[0])
                self.used.add(own.name)
                other.append(cells_of(own, part))
                text += STAND_IN
            else:
                self.unknown |= {sign: (run.block, run.language) for sign in part if sign not in self.unknown}
                text += "".join(map(named, part))
        return text

    def _translated(self, words: list[str], language: str, form: int) -> str:
        spoken = language or self.home or self.code.language
        foreign = not is_of(self.code, spoken)
        if self.code.proof != "back":
            return " ".join(self._forward(word, foreign) for word in words)
        if foreign:
            return self._each(words, form)
        done = []
        for plain, some in groupby(words, self._reads_back):
            group = list(some)
            done.append(self._together(group, form) if plain else self._each(group, form))
        return " ".join(done)

    def _forward(self, word: str, foreign: bool) -> str:
        """A word in a code that is proved forward; one of another language has no contractions, unless the text has it too."""
        return self.reader.uncontracted(word) if foreign and word not in self.native else self.table.braille(word)

    def _together(self, words: list[str], form: int) -> str:
        """Words as the table writes them in one go, unless one of them is misread beside the others."""
        text = " ".join(words)
        cells = " ".join(self.table.braille(part, form=form) for part in APART.split(text))
        if self._read(cells.replace(" ", BLANK)) == self.reader.fold(text):
            return cells
        alone = ((word, self.table.braille(word, form=form)) for word in words)
        return " ".join(
            cells if self._read(cells) == self.reader.fold(word) else self._uncontracted(word, form)
            for word, cells in alone
        )

    def _each(self, words: Iterable[str], form: int) -> str:
        return " ".join(self._uncontracted(word, form) for word in words)

    def _is_read_back(self, word: str) -> bool:
        return self._read(self.table.braille(word)) == self.reader.fold(word)

    def _read(self, cells: str) -> str:
        return " ".join(self.reader.words(cells.split(BLANK)))

    def _uncontracted(self, word: str, form: int) -> str:
        """A word without contractions (UEB 13.2.1); a grade 1 sign stands before what would be misread (UEB 5.7).

        What is misread even so is a passage in grade 1, sign by sign.
        """
        straight = word.translate(STRAIGHT)
        ways = (self.plain.braille(word), self.plain.braille(straight), GRADE_1_WORD + self.plain.braille(straight))
        wanted = self.reader.fold(word)
        right = next((cells for cells in ways if self._read(cells) == wanted), None)
        return WORD_SIGNS[form] + (right or spelled(wanted) or ways[0])


def _words(signs: Sequence[tuple[str, str, int]]) -> Iterator[BrailleWord]:
    for space, some in groupby(signs, lambda sign: sign[0].isspace()):
        if not space:
            word = tuple(some)
            _, language, form = next((sign for sign in word if sign[0].isalnum()), word[0])
            yield BrailleWord("".join(sign for sign, _, _ in word), language, form)
