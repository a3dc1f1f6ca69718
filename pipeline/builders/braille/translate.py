"""Translates the runs of a passage into cells.

It handles what a table alone gets wrong: a space between two digits (telephone numbers and postcodes), words of another
language, words that would be misread, and emphasis, which is marked only if it distinguishes words within a passage.
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

# Tables up to liblouis 3.28 join digits over a space by dot 5, so each side is translated separately.
APART = re.compile(r"(?<=\d) (?=\d)")
GRADE_1_WORD = "\u2830\u2830"
# The typeform of emphasised words, and the sign before a word in that typeform (UEB 9.1).
FORMS = {Stress.NONE: PLAIN, Stress.STRONG: BOLD, Stress.EMPHASIS: ITALIC}
WORD_SIGNS = {PLAIN: "", BOLD: "\u2818\u2802", ITALIC: "\u2828\u2802"}
# Quotation marks in the middle of a word have the cells of other signs.
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


class BrailleWord(NamedTuple):
    """The text between two spaces. Language and emphasis are those of its first letter or digit."""

    text: str
    language: str
    form: int


@dataclass
class Translator:
    """Translates with one code.

    `others` are the tables of the other languages in the text, for letters that the code lacks; those in `used` are named on
    the title page. Words marked with a language use its table if that has their letters. `home` is the language of the text,
    whose words have no contractions if the code is for another language. `native` are words in the language of the text,
    because a file does not state which of two spellings a word has. `unknown` are the characters that no table has, with
    their first block and their marked language.
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
        """Returns the cells of runs, with a blank cell between words."""
        other_parts: list[str] = []
        own_runs = [run for run in runs if not run.kind and run.text.strip()]
        uniform = len({run.stress for run in own_runs}) == 1
        signs = [
            (sign, run.language, PLAIN if uniform or run.kind else FORMS[run.stress])
            for run in runs
            for sign in self._representable(run, other_parts)
        ]
        translated = []
        for (language, form), group in groupby(_words(signs), lambda word: (word.language, word.form)):
            translated.append(self._translated([word.text for word in group], language, form))
        cells = " ".join(translated).replace(" ", BLANK)
        for part in other_parts:
            cells = cells.replace(self._stand_in, f"{OTHER_OPEN}{part}{OTHER_CLOSE}", 1)
        return cells

    def _representable(self, run: SpokenRun, other_parts: list[str]) -> str:
        """Returns the words of a run in characters that the table has.

        Parts in another script are replaced by a placeholder, and their cells added to `other_parts`; characters without
        braille are recorded and replaced by their names.
        """
        text = ""
        for foreign, part in self.reader.parted(composed(run.text)):
            if not foreign:
                text += "".join(self.reader.written(sign) or "" for sign in part)
            elif tables := self.reader.other_tables(part):
                own_table = next(
                    (candidate for candidate in tables if candidate.name == self.others.get(run.language)), tables[0]
                )
                self.used.add(own_table.name)
                other_parts.append(cells_of(own_table, part))
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
        parts = []
        for plain, run_words in groupby(words, self._reads_back):
            group = list(run_words)
            parts.append(self._together(group, form) if plain else self._each(group, form))
        return " ".join(parts)

    def _forward(self, word: str, foreign: bool) -> str:
        """Translates a word in a code that is proved forward. Foreign words get contractions only if the text has them too."""
        return self.reader.uncontracted(word) if foreign and word not in self.native else self.table.braille(word)

    def _together(self, words: list[str], form: int) -> str:
        """Translates words together, or separately if one of them would be misread beside the others."""
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
        """Translates a word without contractions (UEB 13.2.1), with a grade 1 sign if it would be misread (UEB 5.7).

        If that is misread too, the word becomes a passage in grade 1, character by character.
        """
        straight = word.translate(STRAIGHT)
        ways = (self.plain.braille(word), self.plain.braille(straight), GRADE_1_WORD + self.plain.braille(straight))
        wanted = self.reader.fold(word)
        right = next((cells for cells in ways if self._read(cells) == wanted), None)
        return WORD_SIGNS[form] + (right or spelled(wanted) or ways[0])


def _words(signs: Sequence[tuple[str, str, int]]) -> Iterator[BrailleWord]:
    for space, word_signs in groupby(signs, lambda sign: sign[0].isspace()):
        if not space:
            word = tuple(word_signs)
            _, language, form = next((sign for sign in word if sign[0].isalnum()), word[0])
            yield BrailleWord("".join(sign for sign, _, _ in word), language, form)
