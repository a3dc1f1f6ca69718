"""What the numbers of headings tell: which lines count on from others, which are clauses, and which level each has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.assemble.runs import folded
from pipeline.model.flow import FlowParagraph
from pipeline.sources.typesetting import LETTERS, MOST_WORDS, ParagraphLook, first_number, number_depth, numbers_of

MOST_WORDS_LARGE = 30
COUNTED_NAME = re.compile(r"([^\W\d_]{4,}) (?:[A-Z]|[IVX]{1,5}|\d{1,2})\b")
APPENDIX_WORDS = ("appendix", "annex", "schedule", "atodiad")
APPENDIX = re.compile(rf"(?:{'|'.join(APPENDIX_WORDS)}) (?:[A-Z]|[IVX]{{1,4}}|\d{{1,2}})\b\W+\w", re.IGNORECASE)
NAMES_APPENDICES = re.compile(r"append|annex|schedul|atodiad", re.IGNORECASE)
LETTERED = re.compile(r"(?:[A-Z]|[IVX]{2,5})[.)]\s")
COMPOUND = re.compile(r"\d+(?:[./()-]+\d+)+[.):]*")
"""The label of a minute: figures with signs between them, as the month, the meeting and the item."""
SENTENCE_ENDS = (".", ";", ",")


@dataclass(frozen=True)
class HeadingCandidate:
    """A paragraph that may be a heading: the lower its `rank`, the higher its level; `doubtful` asks for a check."""

    index: int
    text: str
    look: ParagraphLook
    rank: tuple[float, ...]
    marked: bool
    doubtful: bool = False


def with_children(
    candidates: list[HeadingCandidate], paragraphs: Sequence[tuple[int, FlowParagraph]], looks: dict[int, ParagraphLook]
) -> list[HeadingCandidate]:
    """With the lines in plain type that are numbered under a heading, "3.1.1 Scope" under "3.1", where all are headings."""
    known = {numbers_of(c.text): c for c in candidates if numbers_of(c.text)}
    taken = {c.index for c in candidates}
    children: dict[tuple[int, ...], list[tuple[int, str, bool]]] = defaultdict(list)
    for (index, paragraph), (_, below) in pairwise(paragraphs):
        numbers = numbers_of(text := folded(paragraph.text))
        if len(numbers) > 2 and index not in taken:
            children[numbers[:-1]].append((index, text, _may_be_child(text, folded(below.text))))
    for above in sorted(children, key=len):
        parent = known.get(above)
        if parent is not None and parent.index < children[above][0][0] and all(fits for _, _, fits in children[above]):
            more = [
                HeadingCandidate(index, text, looks[index], (*parent.rank, 1.0), False)
                for index, text, _ in children[above]
            ]
            known |= {numbers_of(c.text): c for c in more}
            candidates = [*candidates, *more]
    return sorted(candidates, key=lambda c: c.index)


def _may_be_child(text: str, below: str) -> bool:
    """Whether a numbered line is short and no sentence, begins with a capital, and has text without a number under it."""
    short = len(text.split()) <= MOST_WORDS and not text.endswith((*SENTENCE_ENDS, ":", "?"))
    return short and text.lstrip("0123456789. ")[:1].isupper() and not numbers_of(below)


def without_clauses(candidates: Sequence[HeadingCandidate], texts: Sequence[str]) -> list[HeadingCandidate]:
    """Without numbered lines, as "2.1.4", of which most others under their number are text: those are clauses that look so."""
    siblings = Counter(numbers_of(text)[:-1] for text in texts if number_depth(text) > 1)
    alike = Counter(numbers_of(c.text)[:-1] for c in candidates)
    return [
        c
        for c in candidates
        if c.marked or number_depth(c.text) < 2 or 2 * alike[above := numbers_of(c.text)[:-1]] >= siblings[above]
    ]


def by_numbers(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings with their levels by their numbers where the source marks none: 2 after 1.4 stands above it.

    All chapters of numbered count have the rank of the highest of them, so that type set by hand makes no levels. A count that
    begins again, as in an appendix, is numbered of its own.
    """
    single = {numbers_of(c.text): c.index for c in reversed(candidates) if len(numbers_of(c.text)) == 1}

    def depth_of(c: HeadingCandidate) -> int:
        """The depth of a number, of which "2.0" stands under a chapter numbered 2 where there is one before it."""
        numbers = numbers_of(c.text)
        return len(numbers) if single.get(numbers[:1], c.index) < c.index else number_depth(c.text)

    counts: list[list[HeadingCandidate]] = []
    last = 0
    for candidate in candidates:
        depth = depth_of(candidate)
        if candidate.marked or not depth:
            continue
        first = first_number(candidate.text)
        if not counts or first < last or (depth == 1 and first == last):
            counts.append([])
        counts[-1].append(candidate)
        last = first
    ranks: dict[int, tuple[float, ...]] = {}
    chapters = set()
    for count in counts:
        if _nest_by_type(count):
            ranks |= {c.index: (*c.rank[:-1], 0.0) for c in count}
            continue
        top = min(count, key=lambda c: (depth_of(c), c.rank)).rank
        highest = min(depth_of(candidate) for candidate in count)
        for numbered in count:
            ranks[numbered.index] = (*top, *(1.0,) * (depth_of(numbered) - highest))
        chapters |= {top} if highest == 1 else set()
    alike = {(*top[:-1], 0.0): top for top in chapters}  # a foreword set like the chapters is one of them
    return [
        replace(candidate, rank=ranks.get(candidate.index) or alike.get(candidate.rank, candidate.rank))
        for candidate in candidates
    ]


def like_their_neighbours(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """With the rank of chapters 1 and 3, where these have the same, for a chapter 2 between them.

    The first chapter of all has the rank of 2 and 3, where it alone is marked.
    """
    chapters = [c for c in candidates if number_depth(c.text) == 1]
    ranks: dict[int, tuple[float, ...]] = {}
    for one, two, three in zip(chapters, chapters[1:], chapters[2:], strict=False):
        next_one = first_number(one.text) + 1 == first_number(two.text)
        if next_one and one.rank == three.rank:
            ranks[two.index] = one.rank
        elif next_one and one.marked and two.rank == three.rank and one is chapters[0]:
            ranks[one.index] = two.rank
    return [replace(c, rank=ranks.get(c.index, c.rank)) for c in candidates]


def within_chapters(
    candidates: Sequence[HeadingCandidate], paragraphs: Sequence[tuple[int, FlowParagraph]]
) -> list[HeadingCandidate]:
    """With the headings without number that stand over clauses of the chapter before, "2.8" below "2. Scope", put below it."""
    clauses = [(index, numbers_of(f"{p.marker.text if p.marker else ''} {p.text}")) for index, p in paragraphs]
    result: list[HeadingCandidate] = []
    chapter: HeadingCandidate | None = None
    for c in candidates:
        if number_depth(c.text) == 1:
            chapter = c
        under = next((numbers for index, numbers in clauses if index > c.index and numbers), ())
        held = chapter is not None and chapter.rank == c.rank and not (c.marked or number_depth(c.text))
        if chapter and held and len(under) > 1 and under[0] == first_number(chapter.text):
            result.append(replace(c, rank=(*c.rank, 1.0)))
        else:
            result.append(c)
    return result


def like_numbered_alike(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """With one rank, that of most, for headings whose labels are written alike and count no chapters: "04(2).24.07", "12/31"."""
    groups: dict[str, list[HeadingCandidate]] = defaultdict(list)
    for c in candidates:
        label = c.text.partition(" ")[0]
        if not c.marked and not numbers_of(c.text) and COMPOUND.fullmatch(label):
            groups[re.sub(r"\d+", "0", label)].append(c)
    ranks = {
        c.index: Counter(one.rank for one in group).most_common(1)[0][0] for group in groups.values() for c in group
    }
    return [replace(c, rank=ranks.get(c.index, c.rank)) for c in candidates]


def _nest_by_type(count: Sequence[HeadingCandidate]) -> bool:
    """Whether type nests numbered headings as their numbers do: each is set below its parent, and its sisters are set alike."""
    by_numbers = {numbers_of(c.text): c.rank[:-1] for c in count}
    sisters: dict[tuple[int, ...], set[tuple[float, ...]]] = defaultdict(set)
    for numbers, rank in by_numbers.items():
        sisters[numbers[:-1]].add(rank)
    below = [(by_numbers[above], ranks) for above, ranks in sisters.items() if above in by_numbers]
    return bool(below) and all(len(ranks) == 1 for ranks in sisters.values()) and all(a < b for a, (b,) in below)


def counted_name(text: str) -> str:
    """The word that a letter or number counts at the head of a heading: "subpart" of "SUBPART C – Gifts"; "" without one."""
    match = COUNTED_NAME.match(text)
    return match[1].casefold() if match else ""


def with_parts(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings with those of one rank that others hold below these: "Chapter 1" and "2" between "Part I" and "Part II".

    They do where they follow a part at least twice.
    """
    groups: dict[tuple[float, ...], list[HeadingCandidate]] = defaultdict(list)
    for candidate in candidates:
        if not candidate.marked and _counted_as(candidate.text):
            groups[candidate.rank].append(candidate)
    ranks: dict[int, tuple[float, ...]] = {}
    for rank, group in groups.items():
        for kind in dict.fromkeys(_counted_as(candidate.text) for candidate in group):
            part = _counted_as(group[0].text)
            pair = [c for c in group if _counted_as(c.text) in (part, kind)]
            held = sum(_counted_as(one.text) == part != _counted_as(other.text) for one, other in pairwise(pair))
            if held > 1:
                ranks |= {c.index: (*rank, 0.5) for c in pair if _counted_as(c.text) == kind}
    held_below = [replace(c, rank=ranks.get(c.index, c.rank)) for c in candidates]
    return with_parts(held_below) if ranks else held_below


def _counted_as(text: str) -> str:
    """What is counted at the head of a heading: a word, letters or Roman numerals ("A"), or figures, with a letter or none."""
    if name := counted_name(text):
        return name
    numbers = numbers_of(text)
    return "A" if LETTERED.match(text) else f"{'A.' * (numbers[0] > LETTERS)}1" if numbers else ""


def with_front_matter(headings: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings of a text with those that stand larger before or behind its numbered chapters alone on their level.

    None of these few holds the chapters: they are a foreword, an introduction, a list of sources.
    """
    chapters = [c for c in headings if not c.marked and c.text[:1].isdecimal() and number_depth(c.text) == 1]
    if len(chapters) < 2 or first_number(chapters[0].text) != 1 or len({c.rank for c in chapters}) > 1:
        return list(headings)
    above = [c for c in headings if c.rank < chapters[0].rank]
    if (
        len(above) > len(chapters)
        or len({c.rank for c in above}) > 1
        or any(c.marked or chapters[0].index < c.index < chapters[-1].index for c in above)
    ):
        return list(headings)
    return [replace(c, rank=chapters[0].rank) if c in above else c for c in headings]


def with_appendices(headings: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The headings with each appendix beside the numbered chapter that it would stand under, unless that names appendices."""
    result: list[HeadingCandidate] = []
    for heading in headings:
        higher = (c for c in reversed(result) if c.rank < heading.rank and not APPENDIX.match(c.text))
        above = next(higher, heading) if APPENDIX.match(heading.text) else heading
        chapter = (
            above.text[:1].isdecimal() and number_depth(above.text) == 1 and not NAMES_APPENDICES.search(above.text)
        )
        result.append(replace(heading, rank=above.rank) if chapter else heading)
    return result
