"""Translates the runs of a passage into cells.

What a table would get wrong by itself is done here: a space between two digits (telephone numbers and postcodes), words of
another language, and emphasis, which is marked only where it sets words apart from others in the same passage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.braille.codes import Code
from pipeline.braille.liblouis import Table
from pipeline.braille.signs import BLANK
from pipeline.editions.spoken.runs import Run

# Tables up to liblouis 3.28 join digits over a space by dot 5; each side is translated by itself.
APART = re.compile(r"(?<=\d) (?=\d)")
SPACES = re.compile(r"\s+")
GRADE_1_WORD = "\u2830\u2830"
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


@dataclass
class Translator:
    """Translates with one code; `unknown` are the characters that it has no braille for, by the block they stand in."""

    code: Code
    unknown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.table = Table(self.code.table)
        self.plain = Table(self.code.plain)

    def cells(self, runs: Sequence[Run]) -> str:
        """The cells of some runs, words apart by one blank cell."""
        told = [run for run in runs if not run.kind and run.text.strip()]
        whole = bool(told) and all(run.strong for run in told)
        made = []
        for group in _joined(runs):
            bold = group[0].strong and not whole and not group[0].kind
            text = "".join(self._known(run) for run in group)
            made.append(self._run(text, group[0].language, bold=bold))
        return SPACES.sub(BLANK, "".join(made).replace(BLANK, " ")).strip(BLANK)

    def _known(self, run: Run) -> str:
        """The words of a run in characters that the table has; the others are noted."""
        text = UNSEEN.sub("", unicodedata.normalize("NFC", run.text))
        for character in set(text):
            if character.isspace() or self.table.writes(character):
                continue
            plain = unicodedata.normalize("NFKC", character)
            if plain == character or not all(one.isspace() or self.table.writes(one) for one in plain):
                self.unknown.setdefault(character, run.block)
                plain = ""
            text = text.replace(character, plain)
        return text

    def _run(self, text: str, language: str, *, bold: bool) -> str:
        lead = " " if text[:1].isspace() else ""
        tail = " " if text[-1:].isspace() else ""
        words = SPACES.sub(" ", text).strip()
        if language and self.code.language != language.split("-")[0].lower() and self.code.proof == "back":
            done = " ".join(self._foreign(word) for word in words.split())
        elif self.code.proof == "back":
            done = " ".join(self.table.braille(part, bold=bold) for part in APART.split(words))
        else:
            done = " ".join(self.table.braille(word) for word in words.split())
        return lead + done + tail

    def _foreign(self, word: str) -> str:
        """A word of another language, uncontracted (UEB 13.2.1); a grade 1 sign stands before what would be misread."""
        cells = self.plain.braille(word)
        return cells if self.table.text(cells) == word else GRADE_1_WORD + cells


def _joined(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that a table may translate together: of one language and one emphasis."""
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1][-1] if groups else None
        if last and (last.language, last.strong) == (run.language, run.strong):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups
