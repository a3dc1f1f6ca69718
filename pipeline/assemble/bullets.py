"""Bullets and numbers as authors type them or symbol fonts hold them.

Symbol and Wingdings keep their glyphs at U+F020 to U+F0FF of the private use area; a screen reader says nothing there, or
nonsense. What looks like a bullet is therefore known by its shape, and never becomes text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.model.document import Numbering
from pipeline.model.numbering import readings
from pipeline.sources.leading_dates import begins_with_date

# shape -> the characters that authors and fonts use for it; the shape tells levels apart where indents do not
SHAPES = {
    "disc": "•·●∙⦁⚫\uf0b7\uf06c\uf09f\uf0a0\u2024\u25cf\u2219\u22c5\u30fb\uf02e",
    "circle": "o◦○⚪\uf06f\uf0a1\uf0a2\u25e6\u26ac",
    "square": "▪■▫□◾◼❑❒§¨\uf0a7\uf06e\uf0a8\uf071\uf072\uf070\uf078",
    "dash": "-–—−‐‑⁃―\uf02d\uf0be",
    "arrow": "→►▶➢➤➔➜‣»>▸⇒\uf0d8\uf0e0\uf0e8\uf0f0\uf0ae\uf0de",
    "tick": "✓✔☑✗✘\uf0fc\uf0fe\uf0fb\uf050",
    "star": "*★☆✦✱❖◆◇\uf076\uf0ab\uf075\uf0b6\uf074",
}
SHAPE_OF = {character: shape for shape, characters in SHAPES.items() for character in characters}

PLUS = "+"
FEW = 3
"""One plus among more than so many dashes is the beginning of a line."""
NO = "❌☐☒×"
"""Signs that say no and are text wherever they stand."""
OPPOSED = (
    (frozenset("✗✘✕✖" + NO), frozenset("✓✔✅☑"), True),
    (frozenset(PLUS), frozenset(SHAPES["dash"]), False),
)
"""Signs that say yes and no before an item, the second kind beside the first; and whether the first says so alone."""
SAID = str.maketrans({"\uf0fb": "✗", "\uf0fc": "✓", "\uf0fe": "☑", "\uf050": "✓"})
"""What markers of Wingdings and Wingdings 2 say in Unicode."""

# Letters and signs that are bullets only with a tab or a wide gap behind them, or among others of their kind.
DOUBTFUL = frozenset("o-–—−‐‑§¨*>»")
# Dots that stand inside words or numbers, too, so that they need a space behind them.
SMALL_DOTS = frozenset("·∙\u2024\u22c5\u30fb")
TIGHT = "".join(set(SHAPE_OF) - DOUBTFUL - SMALL_DOTS)
BULLET = re.compile(rf"([{re.escape(''.join(SHAPE_OF))}])(\s+|$)|([{re.escape(TIGHT)}])(?=\w)")
GLUED = re.compile(r"\s*([-–—])(?=[^\W\d_])")
"""A dash that touches the word behind it; several paragraphs that begin so are a list, as hurried authors type one."""
FEWEST_GLUED = 3
WIDE = re.compile(r"\t|\s{2,}|\u00a0")
NUMBER = re.compile(r"(\(?(?:\d{1,4}|[a-zA-Z]|(?P<twice>[a-z])(?P=twice)|[ivxlcIVXLC]{1,6})[.)])\s+")
TWICE, OF_ITS_OWN = 27, "twice"
"""What a letter twice, "aa)", counts as behind z, and the shape of a list of these, as German texts have under "a)"."""


@dataclass(frozen=True)
class Typed:
    """A marker at the start of a text: its characters, its shape, its length, and the numbering that it may begin.

    `sure` says that it cannot be a word or a dash of the sentence; a number is sure only beside its neighbours.
    """

    text: str
    shape: str
    length: int
    numbering: Numbering | None = None
    sure: bool = True


def typed_bullet(text: str) -> Typed | None:
    """The bullet at the start of the text: one with white space behind it, or one that can be nothing else."""
    lead = len(text) - len(text.lstrip())
    match = BULLET.match(text, lead)
    if not match or (match[1] == "§" and text[match.end() : match.end() + 1].isdigit()):
        return None
    glyph, space = match[1] or match[3], match[2] or ""
    return Typed(glyph, SHAPE_OF[glyph], match.end(), sure=glyph not in DOUBTFUL or bool(WIDE.search(space)))


def opposed(signs: Collection[str]) -> frozenset[str]:
    """What is no bullet beside these signs before lines, since it says yes or no: ticks and crosses, a plus and a minus."""
    held = Counter(filter(None, signs))
    return frozenset().union(*(no | yes for no, yes, alone in OPPOSED if _are_opposed(held, no, yes, alone)))


def _are_opposed(held: Counter[str], no: frozenset[str], yes: frozenset[str], alone: bool) -> bool:
    """Whether signs of both kinds stand there, those of the first not far fewer; `alone` says that one of the first is enough."""
    first, second = (sum(held[sign] for sign in kind) for kind in (no, yes))
    return first > 0 and (alone or FEW * first >= second > 0)


def glued_dash(text: str) -> Typed | None:
    """The dash at the start of a text that touches its first word, as "-Welcome" has it."""
    match = GLUED.match(text)
    return Typed(match[1], SHAPE_OF[match[1]], match.end(), sure=False) if match else None


def typed_number(text: str) -> list[Typed]:
    """The ways to read a number at the start of the text: "i)" may be one or the ninth letter."""
    lead = len(text) - len(text.lstrip())
    match = NUMBER.match(text, lead)
    if not match or not text[match.end() :].strip() or begins_with_date(text[lead:]):
        return []
    shapes = [(reading, shape) for reading in readings(match[1]) for shape in _shapes(reading)]
    return [Typed(match[1], shape, match.end(), reading, sure=False) for reading, shape in shapes]


def shape_of(numbering: Numbering) -> str:
    """How the labels of a numbered list look, equal for all lists that look alike."""
    return f"{numbering.form} {numbering.style}"


def _shapes(numbering: Numbering) -> tuple[str, ...]:
    """The shapes that a label may have: "aa)" goes on after z, or is one of a list of its own, which is not like "a)"."""
    shape = shape_of(numbering)
    return (shape, f"{shape} {OF_ITS_OWN}") if _is_twice(numbering) else (shape,)


def _is_twice(numbering: Numbering) -> bool:
    return numbering.start >= TWICE and "letter" in numbering.style


def may_start(typed: Typed) -> bool:
    """Whether a label may start a list, as far as it goes: one that goes on after z may not."""
    return typed.numbering is None or not _is_twice(typed.numbering) or typed.shape.endswith(OF_ITS_OWN)


def begins(numbering: Numbering | None) -> bool:
    """Whether a list can begin with this number: with one, or with "aa"."""
    return numbering is not None and (numbering.start == 1 or (numbering.start == TWICE and _is_twice(numbering)))
