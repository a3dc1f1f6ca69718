"""Which paragraphs are list items: real markers, typed bullets and typed numbers, and bullets after manual line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.assemble.bullets import (
    DOUBTFUL,
    SHAPE_OF,
    Typed,
    typed_bullet,
    typed_number,
)
from pipeline.assemble.runs import cut, folded, lines_of
from pipeline.model.flow import FlowParagraph, Marker, Run

# Alone these are as likely a note mark or an angle as a bullet; a lone dash or "o" before words is a bullet.
LONELY = frozenset("*>»§¨")
# Before a word these can only point at it; before a figure ">" may mean "more than".
POINTING = frozenset(">»")
ADDRESS_LINES, ADDRESS_WIDTH = 3, 45


@dataclass(frozen=True)
class Line:
    """A paragraph with its marker told apart: `shape` is "" for plain text; `level` is None where only the indent tells."""

    paragraph: FlowParagraph
    shape: str = ""
    ordered: bool = False
    number: int = 1
    level: int | None = None
    list_id: str = ""
    marker: str = ""

    @property
    def item(self) -> bool:
        """Whether it is a list item."""
        return bool(self.shape)


def lines(paragraphs: Sequence[FlowParagraph]) -> list[Line]:
    """The paragraphs of one cell, or of the text between two headings, one line each; empty ones are gone."""
    parts = [part for paragraph in paragraphs for part in split(paragraph) if folded(part.text)]
    typed = [None if part.marker else typed_bullet(part.text) for part in parts]
    counts: dict[str, int] = {}
    for bullet in typed:
        if bullet:
            counts[bullet.text] = counts.get(bullet.text, 0) + 1
    numbers = _sequences(parts)
    result = []
    for index, (part, bullet) in enumerate(zip(parts, typed, strict=True)):
        if part.marker:
            result.append(_real(part, part.marker))
        elif bullet and _credible(part, bullet, counts[bullet.text]):
            result.append(_typed(part, bullet))
        elif number := numbers.get(index):
            result.append(_typed(part, number))
        else:
            result.append(Line(part))
    return [line for line in result if folded(line.paragraph.text)]


def _credible(part: FlowParagraph, bullet: Typed, count: int) -> bool:
    rest = folded(part.text[bullet.length :])
    if not rest:
        return False
    if bullet.text in POINTING and rest[0].isalpha():
        return True
    return bullet.sure or count > 1 or bullet.text not in LONELY


def _real(part: FlowParagraph, marker: Marker) -> Line:
    text = marker.text.strip()
    inner = typed_bullet(part.text)
    if inner and inner.sure and inner.text not in DOUBTFUL:
        part = replace(part, runs=cut(part.runs, inner.length))
    readings = typed_number(f"{text} x") or typed_number(f"{text}. x")
    ordered = marker.ordered or bool(readings and text not in SHAPE_OF)
    shape = readings[0].shape if ordered and readings else SHAPE_OF.get(text[:1], "other")
    number = readings[0].number if ordered and readings else 1
    return Line(part, shape, ordered, number, marker.level, marker.list_id, text)


def _typed(part: FlowParagraph, typed: Typed) -> Line:
    rest = replace(part, runs=cut(part.runs, typed.length))
    return Line(rest, typed.shape, typed.ordered, typed.number or 1, None, "", typed.text)


def _sequences(parts: Sequence[FlowParagraph]) -> dict[int, Typed]:
    """The typed numbers that count on from one another, by position; a number without a neighbour stays text."""
    readings = [[] if part.marker or part.heading else typed_number(part.text) for part in parts]
    latest = {(typed.shape, typed.number): index for index, options in enumerate(readings) for typed in options}
    found: dict[int, Typed] = {}
    last: dict[str, int] = {}
    for index, options in enumerate(readings):
        for typed in options:
            later = latest.get((typed.shape, typed.number + 1), 0) > index
            if last.get(typed.shape, 0) == typed.number - 1 and (typed.number > 1 or later):
                last = {shape: n for shape, n in last.items() if n > 0} | {typed.shape: typed.number}
                found[index] = typed
                break
            if typed.number == 1 and later:
                last[typed.shape] = 1
                found[index] = typed
                break
    return found


# ------------------------------------------------------------------------------------------------ line breaks


def split(paragraph: FlowParagraph) -> list[FlowParagraph]:
    """The paragraph cut where a manual line break starts a new bullet, number or paragraph; other breaks become a space."""
    texts = paragraph.text.split("\n")
    if len(texts) == 1:
        return _split_inline(paragraph)
    if _is_address(paragraph, texts):
        return [paragraph]
    first = typed_bullet(texts[0])
    glyphs = Counter(bullet.text for text in texts[1:] if (bullet := typed_bullet(text)))
    lines = lines_of(paragraph)
    numbers = _sequences([replace(line, marker=None) for line in lines])
    result: list[tuple[FlowParagraph, list[Run]]] = []
    fresh = True
    for index, line in enumerate(lines):
        if not line.text.strip():
            fresh = True
            continue
        bullet = typed_bullet(line.text)
        starts = bullet is not None and (
            bullet.text not in DOUBTFUL
            or bullet.sure
            or glyphs[bullet.text] > 1
            or (first is not None and first.shape == bullet.shape)
        )
        if fresh or starts or index in numbers or not result:
            result.append((line, list(line.runs)))
        else:
            result[-1][1].extend((replace(line.runs[0], text=" ", note=""), *line.runs))
        fresh = False
    return [piece for part, runs in result for piece in _split_inline(replace(part, runs=tuple(runs)))]


def _is_address(paragraph: FlowParagraph, texts: Sequence[str]) -> bool:
    """Lines that the author set apart for their meaning: three or more, all short, none a sentence, none marked."""
    return (
        len(texts) >= ADDRESS_LINES
        and not paragraph.marker
        and all(0 < len(text.strip()) < ADDRESS_WIDTH for text in texts)
        and all(text.strip()[:1].isupper() or text.strip()[:1].isdigit() for text in texts)
        and not any(typed_bullet(text) or typed_number(text) for text in texts)
        and not any(text.rstrip().endswith((".", ";", ",")) and text.count(" ") > 3 for text in texts)
    )


def keeps_breaks(paragraph: FlowParagraph) -> bool:
    """Whether the manual line breaks of a paragraph that `split` has left whole carry meaning."""
    return "\n" in paragraph.text


def _split_inline(paragraph: FlowParagraph) -> list[FlowParagraph]:
    """Several bullets in one line of text, cut apart at each further bullet of the first one's kind."""
    bullet = typed_bullet(paragraph.text)
    if bullet is None or bullet.text in DOUBTFUL:
        return [paragraph]
    cuts = [found.start(1) for found in re.finditer(rf"\s({re.escape(bullet.text)})\s", paragraph.text)]
    cuts = [position for position in cuts if position >= bullet.length]
    bounds = [0, *cuts, len(paragraph.text)]
    pieces = [cut(paragraph.runs, start, end) for start, end in pairwise(bounds)]
    return [replace(paragraph, runs=pieces[0]), *(replace(paragraph, runs=piece, gap=0.0) for piece in pieces[1:])]
