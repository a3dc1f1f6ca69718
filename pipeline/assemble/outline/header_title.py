"""The title of a document whose text has none: what stands beside the text, in the running header or the file's properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.assemble.outline.heading_numbers import HeadingCandidate
from pipeline.assemble.outline.title import Title
from pipeline.assemble.outline.title_lines import ORGANISATION, VERSION
from pipeline.assemble.runs import folded
from pipeline.model.flow import Aside, Flow
from pipeline.model.place import Box
from pipeline.sources.typesetting import LARGER, body_look, paragraphs_in

HEADER = "running header"
NOWHERE_BOX = Box(0.0, 0.0, 0.0, 0.0)
LEAST_WORDS = 2
"""A header of one word is a label or a mark, as "DRAFT"."""
NO_TITLE = re.compile(r"@|www\.|\bpage\s\d|\b(?:tel|phone|confidential)\b", re.IGNORECASE)
"""In a header of page numbers, addresses or a warning."""
WORDS = re.compile(r"[^\W_]{4,}")
"""The words of a title that a document says as well; shorter ones stand everywhere."""


@dataclass(frozen=True)
class HeaderLine:
    """A line of a running header, the height of its letters in points, and whether that is more than the text's."""

    text: str
    height: float
    large: bool


def title_beside(flow: Flow) -> str:
    """A running header larger than the text, else the title of the file's properties, else a smaller header, else "".

    The properties are those of an older file where the document does not say their words.
    """
    header = header_title(flow)
    if header and header.large:
        return header.text
    title = folded(flow.title)
    texts = chain((paragraph.text for paragraph in paragraphs_in(flow.blocks)), (aside.text for aside in flow.asides))
    said = {word.casefold() for text in texts for word in WORDS.findall(text)}
    older = not said.issuperset(word.casefold() for word in WORDS.findall(title))
    return ("" if older else title) or (header.text if header else "")


def unless_in_header(title: Title, headings: Sequence[HeadingCandidate], flow: Flow) -> Title:
    """No title where it is only set apart from the text, while a running header stands over it in larger type."""
    header, apart = header_title(flow), {c.index for c in headings if c.doubtful}
    return Title() if header and header.large and apart.issuperset(title.indexes) else title


def header_title(flow: Flow) -> HeaderLine | None:
    """The tallest line of the first running header, of those that are no date and no name of a council."""
    usual = LARGER * body_look(flow.blocks).size
    lines = [
        HeaderLine(text, height, height >= usual > 0)
        for text, height in _lines(flow)
        if len(text.split()) >= LEAST_WORDS
        and not (VERSION.fullmatch(text) or ORGANISATION.fullmatch(text) or NO_TITLE.search(text))
    ]
    return max(lines, key=lambda line: line.height, default=None)


def _lines(flow: Flow) -> Iterator[tuple[str, float]]:
    """The lines of the running header of the first page that has one, which may be set aside word by word."""
    asides = [aside for aside in flow.asides if aside.reason == HEADER]
    lines: list[list[Aside]] = []
    for aside in [one for one in asides if one.place.page == asides[0].place.page]:
        if lines and _is_beside(lines[-1][-1].place.box, aside.place.box):
            lines[-1].append(aside)
        else:
            lines.append([aside])
    for line in lines:
        boxes = [one.place.box or NOWHERE_BOX for one in line]
        yield folded(" ".join(one.text for one in line)), max(box.bottom - box.top for box in boxes)


def _is_beside(before: Box | None, box: Box | None) -> bool:
    if before is None or box is None:
        return False
    return before.top < (box.top + box.bottom) / 2 < before.bottom
