"""Which paragraphs are list items: real markers, typed bullets and typed numbers, and bullets after manual line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from pipeline.assemble.bullets import (
    DOUBTFUL,
    FEWEST_GLUED,
    NO,
    PLUS,
    SAID,
    SHAPE_OF,
    Typed,
    begins,
    glued_dash,
    may_start,
    opposed,
    shape_of,
    typed_bullet,
    typed_number,
)
from pipeline.assemble.runs import cut, folded, lines_of
from pipeline.model.document import Numbering, NumberStyle
from pipeline.model.flow import FlowParagraph, Marker, Run
from pipeline.model.numbering import readings
from pipeline.sources.typesetting import markup_goes_on

# Alone these are as likely a note mark or an angle as a bullet; a lone dash or "o" before words is a bullet.
LONELY = frozenset("*>»§¨")
# Before a word these can only point at it; before a figure ">" may mean "more than".
POINTING = frozenset(">»")
# Points by which the text of an item stands right of its number.
HANGING = 4.0
ADDRESS_LINES = 3
LISTED_LINES = 3


@dataclass(frozen=True)
class LabelledLine:
    """A paragraph with its marker told apart: `shape` is "" for plain text; `level` is None where only the indent shows it.

    `numbering` is that of a list beginning with this item, None for a bullet.
    """

    paragraph: FlowParagraph
    shape: str = ""
    numbering: Numbering | None = None
    level: int | None = None
    list_id: str = ""

    @property
    def item(self) -> bool:
        """Whether it is a list item."""
        return bool(self.shape)


def lines(paragraphs: Sequence[FlowParagraph], *, lone: bool = False) -> list[LabelledLine]:
    """The paragraphs of one cell, or of the text between two headings, one line each; empty ones are gone.

    `lone` says that a number without a neighbour is a list of one where its text hangs beside it.
    """
    parts = [part for paragraph in paragraphs for part in split(paragraph) if folded(part.text)]
    typed = [None if part.marker else typed_bullet(part.text) for part in parts]
    glued = [None if part.marker else glued_dash(part.text) for part in parts]
    if sum(map(bool, glued)) >= FEWEST_GLUED:
        typed = [bullet or dash for bullet, dash in zip(typed, glued, strict=True)]
    counts: dict[str, int] = {}
    for bullet in typed:
        if bullet:
            counts[bullet.text] = counts.get(bullet.text, 0) + 1
    numbers, real = _sequences(parts), _real_numbers(parts)
    if lone:
        hanging = {at: typed_number(part.text) for at, part in enumerate(parts) if _hangs(part)}
        numbers = {at: found[0] for at, found in hanging.items() if found} | numbers
    beside: dict[int, list[str]] = {}
    for part, bullet in zip(parts, typed, strict=True):
        beside.setdefault(_column(part), []).append(_sign(part, bullet) or _no(part))
    said = {column: opposed(signs) for column, signs in beside.items()}
    result = []
    for index, (part, bullet) in enumerate(zip(parts, typed, strict=True)):
        if (sign := _sign(part, bullet)) in said[_column(part)]:
            result.append(
                LabelledLine(_with_sign(part, sign), "sign", level=part.marker.level if part.marker else None)
            )
        elif part.marker:
            result.append(_real(part, part.marker, real.get(index)))
        elif bullet and _credible(part, bullet, counts[bullet.text]):
            result.append(_typed(part, bullet))
        elif number := numbers.get(index) or _begins_deeper(part, result[-1] if result else None):
            result.append(_typed(part, number))
        else:
            result.append(LabelledLine(part))
    return [line for line in result if folded(line.paragraph.text)]


def _sign(part: FlowParagraph, bullet: Typed | None) -> str:
    """The bullet that stands before the text of a line, or a plus in its place; "" for none."""
    if part.marker:
        return part.marker.text.strip().translate(SAID)
    return bullet.text if bullet else PLUS if part.text.lstrip().startswith(f"{PLUS} ") else ""


def _no(part: FlowParagraph) -> str:
    """The sign for no that begins the text of a line; it is part of the text."""
    sign = part.text.lstrip()[:1]
    return sign if sign in NO else ""


def _column(part: FlowParagraph) -> int:
    """Which of the columns of signs beside each other a line stands in: a list below an item has its own."""
    return round(part.marker_indent / HANGING)


def _with_sign(part: FlowParagraph, sign: str) -> FlowParagraph:
    """The paragraph with its sign as part of its text."""
    bullet = None if part.marker else typed_bullet(part.text)
    runs = cut(part.runs, bullet.length) if bullet else part.runs
    if not runs or not (bullet or part.marker):
        return part
    label = replace(runs[0], text=f"{sign} ", note="", link="")
    return replace(part, runs=(label, *runs), marker=None)


def _credible(part: FlowParagraph, bullet: Typed, count: int) -> bool:
    rest = folded(part.text[bullet.length :])
    if not rest:
        return False
    if bullet.text in POINTING and rest[0].isalpha():
        return True
    return bullet.sure or count > 1 or bullet.text not in LONELY


def _real(part: FlowParagraph, marker: Marker, numbering: Numbering | None) -> LabelledLine:
    if _is_clause(marker, numbering):
        return LabelledLine(clause_as_text(part))
    inner = typed_bullet(part.text)
    if inner and inner.sure and inner.text not in DOUBTFUL:
        part = replace(part, runs=cut(part.runs, inner.length))
    shape = shape_of(numbering) if numbering else SHAPE_OF.get(marker.text.strip()[:1], "other")
    return LabelledLine(part, shape, numbering, marker.level, marker.list_id)


def _is_clause(marker: Marker, numbering: Numbering | None) -> bool:
    return marker.ordered and numbering is None and not SHAPE_OF.get(marker.text.strip())


def clause_as_text(part: FlowParagraph) -> FlowParagraph:
    """The paragraph with its label before its text where it is none that a list counts, as "2.1" or "A1"."""
    marker = part.marker
    if marker is None or not part.runs or not _is_clause(marker, next(iter(_readings(marker)), None)):
        return part
    label = replace(part.runs[0], text=f"{marker.text.strip()} ", note="", link="")
    return replace(part, runs=(label, *part.runs), marker=None)


def _typed(part: FlowParagraph, typed: Typed) -> LabelledLine:
    return LabelledLine(replace(part, runs=cut(part.runs, typed.length)), typed.shape, typed.numbering)


def _real_numbers(parts: Sequence[FlowParagraph]) -> dict[int, Numbering]:
    """The numberings of real markers, by position. A label with two readings goes with the next one, then the last one."""
    options = {at: list(_readings(part.marker)) for at, part in enumerate(parts) if part.marker}
    order = [at for at, found in options.items() if found]
    result: dict[int, Numbering] = {}
    last: dict[tuple[int | None, NumberStyle, str], int] = {}
    for at, following in zip_longest(order, order[1:]):
        marker = parts[at].marker
        level = marker.level if marker else None
        later = {
            (numbering.style, numbering.form, numbering.start - 1)
            for numbering in (options[following] if following else ())
        }
        goes_on = [
            numbering for numbering in options[at] if (numbering.style, numbering.form, numbering.start) in later
        ]
        counts_on = [
            numbering
            for numbering in options[at]
            if last.get((level, numbering.style, numbering.form)) == numbering.start - 1
        ]
        result[at] = (goes_on or counts_on or options[at])[0]
        last[level, result[at].style, result[at].form] = result[at].start
    return result


def _readings(marker: Marker) -> Sequence[Numbering]:
    if marker.numbering is not None:
        return (marker.numbering,)
    text = marker.text.strip()
    if text in SHAPE_OF:
        return ()
    return readings(text) or (readings(f"{text}.") if marker.ordered else ())


def _sequences(parts: Sequence[FlowParagraph]) -> dict[int, Typed]:
    """The typed numbers that count on from one another or from a real one, by position; one without a neighbour stays text."""
    options = [[] if part.marker or part.heading else typed_number(part.text) for part in parts]
    real = _real_numbers(parts)
    latest = {_count(typed): at for at, found in enumerate(options) for typed in found}
    found: dict[int, Typed] = {}
    last: dict[str, int] = {}
    for at, readings_of in enumerate(options):
        if at in real:
            last[shape_of(real[at])] = real[at].start
        following = {_count(typed) for typed in options[at + 1]} if at + 1 < len(options) else set()
        following |= {(shape_of(real[at + 1]), real[at + 1].start)} if at + 1 in real else set()
        for typed in sorted(readings_of, key=lambda one: not _stands_between(one, last, following)):
            shape, number = _count(typed)
            later = latest.get((shape, number + 1), 0) > at
            starts = (number == 1 and later) or (shape, number + 1) in following
            if (starts and may_start(typed)) or (number > 1 and last.get(shape) == number - 1):
                last[shape] = number
                found[at] = typed
                break
    return found


def _stands_between(typed: Typed, last: Mapping[str, int], following: Set[tuple[str, int]]) -> bool:
    """Whether a label counts on from the last one of its kind and the next paragraph from it: "(i)" between "(h)" and "(j)"."""
    shape, number = _count(typed)
    return number > 1 and last.get(shape) == number - 1 and (shape, number + 1) in following


def _hangs(part: FlowParagraph) -> bool:
    """Whether a plain paragraph is set as an item is: its first word stands to the left of all others."""
    return not part.marker and not part.heading and part.indent > part.marker_indent + HANGING


def _begins_deeper(part: FlowParagraph, above: LabelledLine | None) -> Typed | None:
    """The first number of a list that stands deeper right under an item, though nothing counts on from it: "(1)", "a)"."""
    if above is None or not above.item or part.marker_indent <= above.paragraph.marker_indent + HANGING:
        return None
    return next((typed for typed in typed_number(part.text) if begins(typed.numbering) and may_start(typed)), None)


def _count(typed: Typed) -> tuple[str, int]:
    return typed.shape, typed.numbering.start if typed.numbering else 0


# ------------------------------------------------------------------------------------------------ line breaks


def split(paragraph: FlowParagraph) -> list[FlowParagraph]:
    """The paragraph cut where a manual line break starts a new bullet, number or paragraph; other breaks become a space.

    Those between the lines of an address stay.
    """
    texts = paragraph.text.split("\n")
    if len(texts) == 1:
        return _split_inline(paragraph)
    stretches = [list(some) for _, some in groupby(range(len(texts)), lambda at: bool(texts[at].strip()))]
    kept = {at for some in stretches if _is_address(paragraph, [texts[at] for at in some]) for at in some}
    first = typed_bullet(texts[0])
    glyphs = Counter(bullet.text for text in texts[1:] if (bullet := typed_bullet(text)))
    lines = lines_of(paragraph)
    numbers = _sequences([replace(line, marker=None) for line in lines])
    listed = _listed(texts)
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
        listing = index > 0 and markup_goes_on(lines[index - 1].text, line.text)
        if fresh or starts or listing or index in numbers or index in listed or not result:
            result.append((line, list(line.runs)))
        else:
            between = "\n" if index in kept else " "
            result[-1][1].extend((replace(line.runs[0], text=between, note=""), *line.runs))
        fresh = False
    return [piece for part, runs in result for piece in _split_inline(replace(part, runs=tuple(runs)))]


def _listed(texts: Sequence[str]) -> set[int]:
    """The lines of a list without labels, and the one behind it: three or more end in a semicolon, and one stands below."""
    ends = [at for at, text in enumerate(texts) if text.rstrip().endswith(";")]
    return set() if len(ends) < LISTED_LINES else {ends[0], *(at + 1 for at in ends), ends[-1] + 2}


def _is_address(paragraph: FlowParagraph, texts: Sequence[str]) -> bool:
    """Lines that the author set apart for their meaning: three or more, none a sentence, none marked."""
    return (
        len(texts) >= ADDRESS_LINES
        and not paragraph.marker
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
    cuts = [match.start(1) for match in re.finditer(rf"\s({re.escape(bullet.text)})\s", paragraph.text)]
    cuts = [position for position in cuts if position >= bullet.length]
    bounds = [0, *cuts, len(paragraph.text)]
    pieces = [cut(paragraph.runs, start, end) for start, end in pairwise(bounds)]
    return [replace(paragraph, runs=pieces[0]), *(replace(paragraph, runs=piece, gap=0.0) for piece in pieces[1:])]
