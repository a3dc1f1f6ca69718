"""Words that a line end cuts: hyphens of the type-setter and of the author, slashes, and words broken without a sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf

from pipeline.model.flow import Repair
from pipeline.sources.pdf.text.addresses import ADDRESS, goes_on
from pipeline.sources.pdf.text.lexicon import commonness
from pipeline.sources.pdf.text.paragraphs import Para
from pipeline.sources.pdf.text.words import Word
from pipeline.sources.typesetting import UNSPACED

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
HYPHENS = "-\u2010\u2011\u00ad"
OPENING = frozenset("([{=<,:;^")
"""Before a hyphen with a figure behind it these make it a minus."""
CLOSING = frozenset(")]}%,.;:!?’”")
# In sizes of the type: nearer to the edge than the widest letter a word may be broken; a space is about so wide.
EDGE, SPACE = 0.9, 0.3
# Letters of a word that may well be too long for a narrow column.
LONG = 11
# How common a word of the document is held to be at the least, beside the counts of `commonness`.
RARE = 100_000
# How much more common than the whole the rest of a word is that stands by itself.
ALONE = 4
# Letters that the forms of one word share at the least, and those of an ending.
STEM, ENDING = 4, 3
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


# The words that `commonness` counts among, and how much more often than by chance two words may stand side by side.
PRINTED, MUCH = 10**12, 20
# Behind one of these the hyphen at the line end stands for the rest of a word: "Technologie- und".
CONJUNCTIONS = frozenset({"and", "or", "und", "oder", "bzw", "y", "et", "ou", "en", "och", "og", "neu"})
ENGLISH = frozenset({"and", "or"})
REFERENCE = re.compile(r"[A-Za-z]{1,4}[-/]?\d+")
GROUPS, GROUPS_CUT = (re.compile(rf"\W?\d{{1,3}}(?:,\d{{3}})+{end}") for end in (r"(?:\.\d+)?\W*", r",\d\d?"))
"""A figure with its digits in groups of three, and one whose last group is cut."""
DOMAIN = re.compile(r"\w\.[a-z]{2,6}$")
"""The end of an address that is whole."""
CODE = re.compile(r"\w[._:>]\w|[a-z][A-Z]")
"""A sign of code inside a word."""
CAPITAL_INSIDE = re.compile(r"^\W*[^\W_]*[a-z][A-Z][^\W_]*\W*$")
"""A word of which a capital alone may be a sign of code: names are written so too."""
GOES_ON = re.compile(r"\.[a-z_]|\(\)")
"""With these no word begins."""
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|(?:19|20)\d\d(?:/\d{2})?")


@dataclass(frozen=True, slots=True)
class End:
    """How a line ends: the gap to the edge of its column in multiples of the font size, and whether it is one `lone` word.

    `forced` says that its last word and the first of the next line would together be too long for any line of the column;
    `beyond` is how that word may go on over more lines, each longer than the one before.
    """

    room: float = inf
    lone: bool = False
    forced: bool = False
    beyond: tuple[str, ...] = ()


@dataclass(slots=True)
class Speller:
    """What the whole document tells about its words: which it has, and whether a space is drawn where a line ends.

    `vocabulary` counts the words that no line end can have cut, in small letters; `small` are those that stand so. `breaks` are
    words put together from two lines where a space would have had room, so that, where spaces are drawn, the word itself was
    cut. `doubts` are words whose hyphen may be the type-setter's, as yet unasked.
    """

    vocabulary: Counter[str] = field(default_factory=Counter)
    small: set[str] = field(default_factory=set)
    breaks: set[str] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)
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
                texts = [word.text.translate(LIGATURES) for word in whole]
                self.vocabulary.update(map(_bare, texts))
                self.small.update(_bare(text) for text in texts if text[0].islower())
                for inner in (word.text[1:-1] for word in whole):
                    if not inner.isascii():
                        self.signs.update(sign for sign in "–—\u2010" if sign in inner)
            for before, line in pairwise(para.lines):
                last = before.words[-1].text
                self.line_ends += 1
                self.spaced += line.words[0].spaced
                self.hyphens += last[-1] == "-" and last[-2:-1].isalpha()
                # A drawn space or a capital behind it shows that the word is whole, if it is not the rest of a cut one.
                rest = len(before.words) == 1 and not before.words[0].spaced and before is not para.lines[0]
                ends = line.words[0].spaced or (line.words[0].text[:1].isupper() and last[-1].isalpha())
                if ends and not rest:
                    self.vocabulary[_bare(last)] += 1
                room, after = (para.frame.right - before.x1) / max(1.0, before.size), line.words[0]
                if len(before.words) == 1 and SPACE < room < EDGE and not after.spaced and last[-1].isalpha():
                    self.breaks.add(_bare(last) + _bare(after.text))

    def rejoin(self, repair: Repair) -> None:
        """Note a word put together from two lines; one that goes on over a third line is one repair of all its pieces."""
        last = self.repairs[-1] if self.repairs else None
        if last and last.place == repair.place and repair.before.startswith(f"{last.after} "):
            repair = replace(repair, before=last.before + repair.before.removeprefix(last.after))
            self.repairs.pop()
        self.repairs.append(repair)

    @property
    def draws_spaces(self) -> bool:
        """Whether this file draws the space at a line end, so that none there means that the word goes on."""
        return self.line_ends > 8 and self.spaced > 0.8 * self.line_ends

    def glue(self, before: str, after: Word, end: End) -> tuple[str, bool]:
        """The end of a line and the word that begins the next: what is left of the first, and whether they are one word."""
        text = after.text.translate(LIGATURES)
        if before[-1] == "-" and (text[0] in "->" or (text[0].isdecimal() and before[-2:-1] in OPENING)):
            return before, len(before) > 1 or not after.spaced  # two hyphens, an arrow, a minus
        if UNSPACED.match(before[-1:]) and UNSPACED.match(text[:1]):
            return before, not after.spaced
        if goes_on(before, text):
            return before, not (self.draws_spaces and after.spaced)
        tight = end.room < EDGE and end.lone
        closes = text[:1] in CLOSING and (before[-1:].isdigit() if text[:1] == "%" else before[-1:].isalnum())
        if not after.spaced and CODE.search(before) and GOES_ON.match(text):
            return before, True
        if tight and not after.spaced and (closes or (end.forced and self._goes_on_code(before, text))):
            return before, True
        if not (text[:1].isalnum() or (text[:1] in ("@", "/") and end.forced)):
            return before, False
        if before[-1] in "/–—" and before[-2:-1].isalnum():
            years = before[-2:-1].isdigit() and text[:1].isdigit()
            close = before[-1] == "/" or years or self.signs[before[-1]] > 0
            return before, close and not (self.draws_spaces and after.spaced)
        if before[-1] not in HYPHENS:
            whole = self.draws_spaces and after.spaced
            return before, end.room < EDGE and not whole and self._broken(before, text, end)
        if not before[-2:-1].isalnum() or _bare(text) in CONJUNCTIONS:
            return before, False
        if before[-2].isdecimal() and text[0].isdecimal():
            return before[:-1] + before[-1].replace("\u00ad", "-"), True
        if before[-1] == "\u00ad" or (before[-1] == "\u2010" and not self.signs["\u2010"]):
            return before[:-1], True
        own = (before + text).casefold() in after.link.casefold()  # the address of a link shows how its text is written
        return (before if own or self._true_hyphen(before[:-1], text) else before[:-1]), True

    def _goes_on_code(self, left: str, right: str) -> bool:
        """Whether a word of code that fills its line, as "dct:acces" in a narrow cell, goes on with the next line."""
        begun = CODE.search(left) and not (ADDRESS.search(left) or re.match(r"\w+:\w", right))
        word = CAPITAL_INSIDE.search(left) and self._common(_bare(right))
        return bool(begun and not word) and (right[0].islower() or right[0] in ">_." or self.draws_spaces)

    def _broken(self, left: str, right: str, end: End) -> bool:
        """Whether two pieces without a hyphen are one word, which a narrow column alone can have broken."""
        ways = [right + more for more in ("", *end.beyond)] if end.forced else []
        if DOMAIN.search(left) and DOMAIN.search(right):
            return False  # two addresses
        if ways and (ADDRESS.search(left) or right[0] == "@" or any(_is_date(left, way) for way in ways)):
            return True
        if end.forced and end.lone and REFERENCE.fullmatch(left) and right.isdigit():
            return True
        if GROUPS_CUT.fullmatch(left) and GROUPS.fullmatch(left + right):
            return True
        if not (left[-1].isalpha() or left[-1] in "'’") or not right[:1].islower():
            return False
        if any(self._known_broken(left, way, end.lone) for way in ways):
            return True
        return end.lone and self._likely_broken(_bare(left), _bare(right), end.room)

    def _known_broken(self, left: str, right: str, lone: bool) -> bool:
        """Whether English or the document has the word, and more often than one of its pieces, or than both side by side."""
        one, other = _bare(re.split(r"[-/–]", left)[-1]), _bare(re.split(r"[-/–'’]", right)[0])
        whole, beside = self._common(one + other), self._common(one) * self._common(other) / PRINTED
        return whole > min(self._common(one), self._common(other)) or (lone and whole > MUCH * beside)

    def _common(self, word: str) -> int:
        """How common a word is in English, where the document has it at least as much as the rarest ones are."""
        return max(commonness(word), RARE if self.vocabulary[word] else 0)

    def _likely_broken(self, one: str, other: str, room: float) -> bool:
        """The same by the document alone.

        It has the word, or the second piece is too short for a word; where spaces are drawn, one would have had room between
        them, or the document has only longer words that begin like the first, or none that begins like the second.
        """
        unknown = not self.vocabulary[other] and other not in SHORT_WORDS
        if self.vocabulary[one + other] or (unknown and len(other) <= 3):
            return True
        if not self.draws_spaces:
            return False
        if room > SPACE or one + other in self.breaks:
            return True
        if not unknown or self.vocabulary[one] or commonness(one) > RARE < commonness(other):
            return False
        longer = any(word.startswith(one) for word in self.vocabulary)
        long = len(one + other) >= LONG
        return longer or (long and not any(word.startswith(other[:3]) for word in self.vocabulary))

    def _true_hyphen(self, left: str, right: str) -> bool:
        """Whether a hyphen at a line end is the author's: the document or English tell, and how many lines end in one.

        How the document spells the word elsewhere comes first, then a word that is commoner than each of its pieces.
        """
        if self.vocabulary[f"{_bare(left)}-{_bare(right)}"]:
            return True
        one, other = _bare(left.rsplit("-", 1)[-1]), _bare(right.split("-")[0])
        whole = _bare(left) + other
        if not self.vocabulary[whole] and (len(one) == 1 or self._has_form(_bare(left), other)):
            return True
        few = self.hyphens < 4 or self.hyphens < 0.03 * self.line_ends
        if self.vocabulary[whole] and not (few and one in TRUE_PREFIXES and self._common(other)):
            return False
        if not right[:1].islower() or CODE.search(right):
            return True
        known, pieces = commonness(whole), (self._common(one), self._common(other))
        if known > max(pieces):
            return False
        prefix = one in TRUE_PREFIXES or "-" in left
        if few:
            return prefix or not known or pieces[1] > ALONE * known or min(pieces) > 0
        both = not known and min(self.vocabulary[one], self.vocabulary[other]) > 0
        if not (known or both) and min(pieces) > 0 and self._is_english():
            # Two words of English that are none together: "high-dimensional"; it may yet be a name, as "Maidstone".
            self.doubts.append(f"{left}-{right}")
            return True
        if left.istitle() and self.vocabulary["und"] > self.vocabulary["and"]:
            # German would have a capital behind the hyphen of a noun: "Nicht-Erfüllung", but "Bund-spezifisch".
            both = both and other in self.small
            self.doubts += [f"{left}-{right}"] if both else []
        return prefix or both

    def _is_english(self) -> bool:
        return self.vocabulary["and"] > max(self.vocabulary[word] for word in CONJUNCTIONS - ENGLISH)

    def _has_form(self, left: str, right: str) -> bool:
        """Whether the document has another form of a word with its hyphen: "e-teenus" of "e-teenuseid"."""
        stem = f"{left}-{right[: max(STEM, len(right) - ENDING)]}"
        return any(word.startswith(stem) for word in self.vocabulary)


def _is_date(left: str, right: str) -> bool:
    whole = left + right.rstrip(".,;")
    return bool(DATE.fullmatch(whole) and not DATE.fullmatch(left))


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]“”‘’'\"").casefold()
