"""Series of headings, whose labels count on from one another: "Article 1" to "Article 6", "C.1" to "C.9", "Q1:" to "Q33:".

The headings of a series stand on one level, under the heading whose number begins theirs, whatever their type and the marks
of the source say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.assemble.outline.heading_numbers import MOST_WORDS_LARGE, NAMES_APPENDICES, HeadingCandidate
from pipeline.assemble.runs import folded
from pipeline.model.flow import FlowParagraph
from pipeline.model.numbering import readings
from pipeline.sources.typesetting import LETTERS, MOST_WORDS, ParagraphLook, numbers_of

WORDED = re.compile(r"(?P<word>[^\W\d_]{3,}\.?\s|Q)(?P<count>\d{1,3}|[A-Z]|[IVXL]{1,7})(?=[\s:)–—-]|\.(?!\d)|$)")

FEWEST_GAPS = 2
"""Between so many pairs of members of a series other headings prove that the series holds these."""

FEWEST_COUNTED, FEWEST_BETWEEN = 3, 3
"""So many counted headings hold what stands between them where it is so many headings."""


@dataclass(frozen=True)
class HeadingLabel:
    """What counts a heading: its `kind` ("article"), its `value`, and its whole number, `path`: ("1", "1", "4") for "1.1.4"."""

    kind: str
    value: int
    path: tuple[str, ...]

    @property
    def above(self) -> tuple[str, ...]:
        """The number that it stands under: ("1", "1")."""
        return self.path[:-1]


@dataclass(frozen=True)
class HeadingSeries:
    """Headings that count on from one another, with the label of the first."""

    label: HeadingLabel
    members: list[HeadingCandidate]


def labels_of(text: str) -> Iterator[HeadingLabel]:
    """What may count a heading: "Part C" is the third part, or the hundredth.

    A nought counts nothing, as 1.0 may stand over 1.1 or beside it.
    """
    if worded := WORDED.match(text):
        word, count = worded["word"].strip(" .").casefold(), worded["count"]
        for reading in readings(f"{count}."):
            yield HeadingLabel(f"{word} {reading.style.value}", reading.start, (count,))
    elif numbers := numbers_of(text):
        if numbers[-1]:
            yield HeadingLabel("", numbers[-1], tuple(chr(n - LETTERS) if n > LETTERS else str(n) for n in numbers))
    else:
        label = text.partition(" ")[0]
        for reading in readings(label):
            yield HeadingLabel(f"{reading.form} {reading.style.value}", reading.start, (label.strip("()."),))


def series_of(headings: Sequence[HeadingCandidate]) -> list[HeadingSeries]:
    """All series, those of one heading too. What counts on from two goes on with the one on its level, else the last one.

    Numbers without a word or a chapter, "1." and "2.", count on only where they are set alike. A heading that is set like others
    without a label is one of these: "Level 4 and 5" does not count on from a smaller "Level 3".
    """
    plain = {heading.look for heading in headings if not heading.marked and not any(labels_of(heading.text))}
    found: list[HeadingSeries] = []
    waiting: dict[object, dict[tuple[float, ...], HeadingSeries]] = defaultdict(dict)
    for heading in headings:
        options = [(label, _key(label, heading)) for label in labels_of(heading.text)]
        begun = None
        for label, key in options:
            before = waiting.get((*key, label.value), {})
            begun = before.get(heading.rank)
            if begun is None and heading.look not in plain:
                begun = next(reversed(before.values()), None)
            if begun is not None:
                options = [(label, key)]
                break
        for label, key in options:
            series = begun or HeadingSeries(label, [])
            found += [] if begun else [series]
            series.members.append(heading)
            waiting[*key, label.value + 1][heading.rank] = series
    return found


def with_siblings(
    candidates: list[HeadingCandidate],
    paragraphs: Sequence[tuple[int, FlowParagraph]],
    looks: Mapping[int, ParagraphLook],
) -> list[HeadingCandidate]:
    """With the lines that are set like a counted heading and count on from it, whatever sign they end with: "3. Duties:".

    Where the next heading so counted is of a higher number, a line may be long: 3 between 2 and 5 is one.
    """
    held: dict[tuple[object, ...], HeadingCandidate] = {}
    later: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    for c in candidates:
        for label in labels_of(c.text):
            later[label.kind, label.above, c.look].append((c.index, label.value))
    by_index = {c.index: c for c in candidates}
    for index, paragraph in paragraphs:
        text, look = folded(paragraph.text), looks[index]
        for label in labels_of(text):
            key = (label.kind, label.above, look)
            before = held.get((*key, label.value - 1))
            missed = next((value for at, value in later[key] if at > index), 0) > label.value
            long = len(text.split()) > (MOST_WORDS_LARGE if missed else MOST_WORDS)
            if index not in by_index and before and not long and (missed or not before.marked):
                by_index[index] = replace(before, index=index, text=text)
            if index in by_index:
                held[*key, label.value] = by_index[index]
    return sorted(by_index.values(), key=lambda c: c.index)


def _key(label: HeadingLabel, heading: HeadingCandidate) -> tuple[object, ...]:
    return (label.kind, label.above, None if label.above or label.kind else heading.look)


def with_series(headings: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings with one level for each series; that of most marked ones of it, else the highest."""
    found = series_of(headings)
    ranks = {heading.index: heading.rank for heading in headings}
    paths: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for heading in headings:
        for path in {label.path for label in labels_of(heading.text)}:
            paths[path].append(heading.index)
    for series in found:
        rank = _rank(series, ranks)
        above = series.label.above
        parents = [ranks[at] for at in paths[above] if at < series.members[0].index] if above else []
        # A chapter may hold a list of headings that are numbered as the chapters are, which stand under its sections.
        parent = next((other for other in reversed(parents) if len(above) > 1 or other <= rank), None)
        rank = (*parent, 1.0) if parent is not None and rank <= parent else rank
        rank = _over_held(series, rank, headings)
        ranks |= {heading.index: rank for heading in series.members}
    return [replace(heading, rank=ranks[heading.index]) for heading in headings]


def _over_held(
    series: HeadingSeries, rank: tuple[float, ...], headings: Sequence[HeadingCandidate]
) -> tuple[float, ...]:
    """The rank of a series that type alone shows, above marked headings of which one stands between each two of its members.

    It stays below the heading that stands over its first member: that one holds the series and all between.
    """
    first = series.members[0].index
    gaps = [
        [h.rank for h in headings if one.index < h.index < other.index and h.rank < rank]
        for one, other in pairwise(series.members)
    ]
    if len(gaps) < FEWEST_GAPS or not all(gaps) or any(member.marked for member in series.members):
        return rank
    highest = min(min(held) for held in gaps)
    over = max((h.rank for h in headings if h.index < first and h.rank < highest), default=None)
    return (*over, 1.0) if over is not None else rank


def _rank(series: HeadingSeries, ranks: Mapping[int, tuple[float, ...]]) -> tuple[float, ...]:
    marked = Counter(heading.rank for heading in series.members if heading.marked)
    if marked:
        return max(marked, key=lambda rank: (marked[rank], rank))
    return min(ranks[heading.index] for heading in series.members)


def between_counted(headings: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings with those below "Article 1", "Article 2", … that are set alike, have no label and stand between these.

    What is set so before the first article stands beside the articles, as do appendices.
    """
    counted: dict[tuple[str, tuple[float, ...]], list[int]] = defaultdict(list)
    for heading in headings:
        words = {label.kind.partition(" ")[0] for label in labels_of(heading.text)}
        if not heading.marked and (word := min(words, default="")).isalpha():
            counted[word, heading.rank].append(heading.index)
    ranks: dict[int, tuple[float, ...]] = {}
    for (_, rank), (first, *_, last) in ((key, at) for key, at in counted.items() if len(at) >= FEWEST_COUNTED):
        alike = [h for h in headings if h.rank == rank and h.index > first and not (h.marked or any(labels_of(h.text)))]
        if sum(h.index < last for h in alike) >= FEWEST_BETWEEN:
            ranks |= {h.index: (*rank, 0.5) for h in alike if not NAMES_APPENDICES.match(h.text)}
    return [replace(h, rank=ranks.get(h.index, h.rank)) for h in headings]
