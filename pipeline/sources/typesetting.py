"""How paragraphs are set: the look that tells a heading from text where the source does not say (size, weight, colour)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from pipeline.model.flow import FlowBlock, FlowParagraph, Grid, Run
from pipeline.sources.leading_dates import begins_with_date

T = TypeVar("T")

# A heading has at most so many words.
MOST_WORDS = 16
# Half a point apart is the same size: producers round differently.
STEP = 0.5
# This much larger than the text that it was meant to be seen, as a factor.
LARGER = 1.07
# So much larger that no text beside it is set so.
DISPLAY = 1.25
# Plain text with one in so many of the characters of what is bold or coloured is the running text.
PLAIN = 4
# The least difference between the colour channels that reads as a colour, not as a grey.
SATURATED = 40
# A heading in capitals that comes again over the rest of its text: "ROADS contd".
CONTINUED = ("contd", "contd.", "cont’d", "cont'd", "continued", "(contd)", "(cont’d)", "(continued)")
HEX = re.compile(r"([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})$")
MARKUP = re.compile(r"</?[A-Za-z].*>")
NUMBERED = re.compile(
    r"(?:(?:section|part|chapter|appendix|annex)\s+)?((?:(?-i:[A-Z])\.)?\d{1,2}(?:\.\d{1,2}){0,4})\.?\)?\s+\S",
    re.IGNORECASE,
)
UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
"""A character of Chinese or Japanese, in which no space parts words and a line can end anywhere; three are about a word."""
LETTERS = 1000
"""The number of a letter before those of a heading, "A.1", begins here, beyond all that are figures."""


@dataclass(frozen=True)
class ParagraphLook:
    """How the words of a paragraph are set; size in points, 0 where unknown."""

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    capitals: bool = False
    underlined: bool = False


def look_of(paragraph: FlowParagraph) -> ParagraphLook:
    """The look that most characters share; bold, italic and underlined only where all words are."""
    worded = [run for run in paragraph.runs if run.text.strip() and not run.superscript]
    if not worded:
        return ParagraphLook()
    text = "".join([run.text for run in worded])
    text = text.rpartition(" ")[0] if text.endswith(CONTINUED) else text
    return ParagraphLook(
        size=_commonest([(run, _stepped(run.size)) for run in worded]),
        bold=all(run.bold for run in worded),
        italic=all(run.italic for run in worded),
        colour=_commonest([(run, colour_of(run.colour)) for run in worded]),
        capitals=(text.isupper() or all(run.capitals for run in worded)) and sum(map(str.isalpha, text)) > 3,
        underlined=all(run.underlined for run in worded),
    )


def _stepped(size: float) -> float:
    return round(size / STEP) * STEP


def _commonest(values: list[tuple[Run, T]]) -> T:
    """The value that most characters have."""
    first = values[0][1]
    if len(values) == 1 or all(value == first for _, value in values):
        return first
    counts: Counter[T] = Counter()
    for run, value in values:
        counts[value] += len(run.text.strip())
    return counts.most_common(1)[0][0]


@lru_cache(maxsize=1024)
def colour_of(text: str) -> str:
    """A colour as six hex digits in lower case; "" for black, automatic and the greys that text is set in."""
    match = HEX.search(text.strip())
    if not match:
        return ""
    channels = [int(part, 16) for part in match.groups()]
    return "".join(match.groups()).lower() if max(channels) - min(channels) >= SATURATED else ""


def paragraphs_in(blocks: Iterable[FlowBlock]) -> Iterator[FlowParagraph]:
    """Every paragraph, those in cells too, in order."""
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield block
        elif isinstance(block, Grid):
            for cell in block.cells:
                yield from paragraphs_in(cell.blocks)


def body_look(blocks: Sequence[FlowBlock]) -> ParagraphLook:
    """The look of running text: that of most characters outside tables, or inside where there is hardly any outside.

    Display type of which no line is a sentence is that of headings, where there is more text, in tables too.
    """
    outside = [block for block in blocks if isinstance(block, FlowParagraph) and not block.heading]
    found = _most(outside)
    most = next((look for look, _ in found.most_common(1)), ParagraphLook())
    if most.bold or most.colour:
        # Headings with little text between them may have most of the characters.
        plain = Counter({look: count for look, count in found.items() if not (look.bold or look.colour)})
        look, count = next(iter(plain.most_common(1)), (most, 0))
        most = look if PLAIN * count >= found[most] and any(_is_sentence(p) for p in outside) else most
    little = sum(found.values()) < 200
    if not little and any(_is_sentence(p) and look_of(p).size == most.size for p in outside):
        return most
    inside = _most(p for block in blocks if isinstance(block, Grid) for p in paragraphs_in([block]))
    if little:
        found = inside if sum(inside.values()) > 2 * sum(found.values()) else found
        return next((look for look, _ in found.most_common(1)), most)
    smaller = {look: count for look, count in found.items() if most.size > DISPLAY * look.size > 0}
    beside = sum(count for look, count in (found + inside).items() if most.size > DISPLAY * look.size > 0)
    return max(smaller, key=lambda look: smaller[look]) if smaller and beside > found[most] else most


def _is_sentence(paragraph: FlowParagraph) -> bool:
    text = paragraph.text.strip()
    return len(text.split()) > MOST_WORDS or text.endswith((".", ";", ","))


def _most(paragraphs: Iterable[FlowParagraph]) -> Counter[ParagraphLook]:
    found: Counter[tuple[float, bool, str]] = Counter()
    for paragraph in paragraphs:
        text = paragraph.text
        if text.strip():
            look = paragraph.runs[0] if len(paragraph.runs) == 1 else look_of(paragraph)
            found[look.size, look.bold, look.colour] += len(text)
    looks: Counter[ParagraphLook] = Counter()
    for (size, bold, colour), count in found.items():
        looks[ParagraphLook(_stepped(size), bold, False, colour_of(colour))] += count
    return looks


def markup_goes_on(before: str, line: str) -> bool:
    """Whether two lines are those of a listing in a markup language, whatever type they are set in."""
    return bool(MARKUP.fullmatch(before.strip())) and line.lstrip().startswith("<")


def count_words(text: str) -> int:
    """The number of words of a text, also of one without spaces."""
    return len(text.split()) + len(UNSPACED.findall(text)) // 3


def number_depth(text: str) -> int:
    """How many numbers stand before a heading's words: 2 for "1.3 Scope", 1 for "1 Aims" and "1.0 Aims", 0 for none."""
    return re.sub(r"(\.0)+$", "", number).count(".") + 1 if (number := _number(text)) else 0


def numbers_of(text: str) -> tuple[int, ...]:
    """These numbers: (1, 3) for "1.3 Scope", () where there is none; a letter before them is one beyond all figures."""
    parts = _number(text).split(".")
    return tuple(LETTERS + ord(part) if part.isalpha() else int(part) for part in parts if part)


def _number(text: str) -> str:
    match = NUMBERED.match(text.strip())
    return match[1] if match and not begins_with_date(text.strip()) else ""


def first_number(text: str) -> int:
    """The first of these numbers, 0 where there is none."""
    return next(iter(numbers_of(text)), 0)
