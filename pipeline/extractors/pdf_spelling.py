"""Words that a line end cuts: hyphens of the type-setter and of the author, slashes, and words broken without a sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extractors.flow import Repair
from pipeline.extractors.pdf_paragraphs import Para
from pipeline.extractors.pdf_words import Word

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
HYPHENS = "-\u2010\u00ad"
TRUE_PREFIXES = frozenset({"non", "self", "co", "well", "cross", "long", "short", "anti", "multi", "mid", "ex", "semi"})
SHORT_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a add age ago aim all an and any are art as ask at be but by can car cut day did do due each end far few fit for from
        fun get go got had has he her him his how i if in is it its job key law led let lie lot low man may me men met my new
        no nor not now of off old on one or our out own pay per put ran run saw say see set she sit six so sum tax ten the to
        too top try two up us use via was way we who why win won yes yet you""",
    )
)


@dataclass(slots=True)
class Speller:
    """What the whole document tells about its words: which it has, and whether a space is drawn where a line ends.

    `vocabulary` counts the words that no line end can have cut, in small letters.
    """

    vocabulary: Counter[str] = field(default_factory=Counter)
    signs: Counter[str] = field(default_factory=Counter)
    line_ends: int = 0
    spaced: int = 0
    hyphens: int = 0
    repairs: list[Repair] = field(default_factory=list)

    def learn(self, paras: Iterable[Para]) -> None:
        """Take in the words of paragraphs."""
        for para in paras:
            for number, line in enumerate(para.lines):
                whole = line.words[bool(number) : len(line.words) - (number + 1 < len(para.lines))]
                self.vocabulary.update(_bare(word.text.translate(LIGATURES)) for word in whole)
                for word in whole:
                    self.signs.update(sign for sign in "–—\u2010" if sign in word.text[1:-1])
            for before, line in pairwise(para.lines):
                last = before.words[-1].text
                self.line_ends += 1
                self.spaced += line.words[0].spaced
                self.hyphens += last[-1] == "-" and last[-2:-1].isalpha()

    @property
    def draws_spaces(self) -> bool:
        """Whether this file draws the space at a line end, so that none there means that the word goes on."""
        return self.line_ends > 8 and self.spaced > 0.8 * self.line_ends

    def glue(self, before: str, after: Word, full: bool) -> tuple[str, bool]:
        """The end of a line and the word that begins the next: what is left of the first, and whether they are one word.

        `full` says that the first is all of its line and reaches the edge of a narrow column, where it may have been broken.
        """
        text = after.text.translate(LIGATURES)
        if len(before) < 2 or not text[:1].isalnum():
            return before, False
        if before[-1] in "/–—" and before[-2].isalnum():
            close = before[-1] == "/" or self.signs[before[-1]] > 0
            return before, close and not (self.draws_spaces and after.spaced)
        if before[-1] not in HYPHENS:
            return before, full and self._broken(before, text) and not (self.draws_spaces and after.spaced)
        if not before[-2].isalnum():
            return before, False
        if before[-1] == "\u00ad" or (before[-1] == "\u2010" and not self.signs["\u2010"]):
            return before[:-1], True
        return (before, True) if not text[:1].islower() or self._true_hyphen(before[:-1], text) else (before[:-1], True)

    def _broken(self, left: str, right: str) -> bool:
        """Whether two pieces without a hyphen are one word: the document has it, or the second is too short for a word."""
        if not ((left[-1].isalpha() or left[-1] in "'’") and right[:1].islower()):
            return False
        one, other = _bare(left), _bare(right)
        short = len(other) <= 3 and not self.vocabulary[other] and other not in SHORT_WORDS
        return bool(self.vocabulary[one + other]) or short

    def _true_hyphen(self, left: str, right: str) -> bool:
        one, other = _bare(left.rsplit("-", 1)[-1]), _bare(right)
        whole = _bare(left)
        if self.hyphens < 4 or self.hyphens < 0.03 * self.line_ends:
            halves = self.vocabulary[one] and self.vocabulary[other]
            return bool(halves or not self.vocabulary[whole + other] or one in TRUE_PREFIXES)
        if self.vocabulary[f"{whole}-{other}"]:
            return True
        if self.vocabulary[whole + other]:
            return False
        return one in TRUE_PREFIXES or "-" in left or bool(self.vocabulary[one] and self.vocabulary[other])


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]“”‘’'\"").casefold()
