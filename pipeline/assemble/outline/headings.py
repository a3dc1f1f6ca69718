"""Headings: those that the source marks, and those that show only in size, weight, colour or numbers.

A heading that is only set as one must be short, no sentence, no label with a colon, no item, and have something under it.
`find` ranks each by the level that the source marks, else by size, weight and number; `sections.py` nests them by rank.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile, zip_longest
from statistics import median

from pipeline.assemble.bullets import typed_bullet
from pipeline.assemble.captions import is_labelled
from pipeline.assemble.outline.heading_lines import (
    ADDRESS,
    TO_FILL_IN,
    filled_in_lines,
    without_letters,
    without_names,
)
from pipeline.assemble.outline.heading_numbers import (
    APPENDIX,
    MOST_WORDS_LARGE,
    SENTENCE_ENDS,
    HeadingCandidate,
    by_numbers,
    counted_name,
    like_numbered_alike,
    like_their_neighbours,
    with_children,
    with_parts,
    within_chapters,
    without_clauses,
)
from pipeline.assemble.outline.heading_series import between_counted, with_series, with_siblings
from pipeline.assemble.outline.heading_styles import SEVERAL, below_larger, with_shades
from pipeline.assemble.runs import folded
from pipeline.model.flow import FlowBlock, FlowParagraph, Grid, Run
from pipeline.sources.contents_list import ENTRY
from pipeline.sources.typesetting import (
    DISPLAY,
    LARGER,
    MOST_WORDS,
    ParagraphLook,
    body_look,
    colour_of,
    count_words,
    look_of,
    number_depth,
)

# A marked heading of more words that ends as a sentence is text in a heading's style; of fewer, where it is set like the text.
SENTENCE_WORDS, PLAIN_SENTENCE_WORDS = 25, 5
MARKED = 3  # this many marked headings mean that the author marks headings
TERMINAL = (".", ";", ":", "!", "?")
LABEL_ENDS = (":", ":-", "–", "—")
# Word's names of styles that may look like those of headings, notes, lines in the margin that may be furniture, hinted text, the
# boxes of a flow chart.
TEXT_STYLES = frozenset({
    "subtitle", "caption", "definition", "definition term", "footnote", "margin", "hinted text", "boxed", ENTRY,
})  # fmt: skip
# A line of a program or a data format: "dct:description", "max_length", "<title>", "# a comment", "type <address>",
# "links": [; an equation; a source in brackets; an address of the web or of mail.
CODE = re.compile(
    r"\S*[A-Za-z0-9][:_=][A-Za-z0-9]\S*|\S*[{}();=]\S*|#\D.*|.*[<\\]\S.*|.*=\s*[-−]?\d[\d.,]*|.*\s=\s.*|.*[\[{]"
    rf"|\[[^\]]*\]|©.*|.*{ADDRESS.pattern}.*"
)
# A key with its value, as in a listing: type: object, "rel": "self".
KEYED = re.compile(r"(?:[a-z$][\w$-]*|[\"“'][^\"”']+[\"”']):\s.*")
LETTER = re.compile(r"(?:Dear|FAO:?|Annwyl)\s.*|(?:Yours|Yn) \w+,?")  # how a letter begins and ends
IN_BRACKETS = re.compile(r"\([^()]{4,}\)")  # a remark on the heading above, or what a label stands for
SOURCE = re.compile(r"(?:Sources?|Ffynhonnell|Quelle|Fuente|Fonte):\s\S.*")  # where a figure or table comes from
# The last line of an address: "Anytown AN1 2BC", "Washington, DC 20503".
POSTCODE = re.compile(
    r"^.{0,60}\b(?:[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}|[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z]\.[A-Z]\. \d{5})$"
)


def find(blocks: Sequence[FlowBlock]) -> list[HeadingCandidate]:
    """The headings among the blocks outside tables, in order, the title among them."""
    body = body_look(blocks)
    paragraphs = [(i, b) for i, b in enumerate(blocks) if isinstance(b, FlowParagraph) and folded(b.text)]
    looks = {index: look_of(paragraph) for index, paragraph in paragraphs}
    marked = _marked(paragraphs, looks, body)
    sizes, levels = _marked_sizes(marked), _levels_of_looks(marked, looks, body)
    shared = next((level for level in sorted(sizes) if sum(p.heading == level for p in marked.values()) > 1), 0)
    marks = len(marked) >= MARKED
    alone = set() if marks else {look for look in looks.values() if look.bold or not look.underlined}
    styles = frozenset() if marks else _heading_styles(paragraphs, looks, body)
    repeated = _repeated(looks, paragraphs) | alone
    filled_in = filled_in_lines(paragraphs)
    candidates = []
    title: list[int] = []
    for index, paragraph in paragraphs:
        look, text = looks[index], folded(paragraph.text)
        if index in marked:
            candidates.append(HeadingCandidate(index, text, look, (float(paragraph.heading),), True))
        elif (
            not (paragraph.heading or index in filled_in)
            and paragraph.style.lower() not in TEXT_STYLES
            and _is_short_line(paragraph, look, body, marks)
            and (look in styles or _reads_as_heading(paragraph, look, body))
        ):
            if _goes_on(title, index, looks, blocks) if title else not candidates:
                title.append(index)
            between = (_between(look, sizes, first=index in title), *order_of(look), 0.0, number_depth(text))
            level = levels.get(look)
            rank: tuple[float, ...] = (float(level),) if level else between
            if shared and APPENDIX.match(text):
                rank = min(rank[:1], (float(shared),))
            weak = _strength(look, body) + bool(number_depth(text) or APPENDIX.match(text)) < 2
            if not weak or look in repeated:
                candidates.append(HeadingCandidate(index, text, look, rank, False, weak))
    candidates = _with_level_of_capitals(with_shades(_without_torn(candidates, paragraphs, looks, body)))
    candidates = _by_labels(without_names(without_letters(candidates), dict(paragraphs)), paragraphs, looks)
    kept = _without_last_lines(_with_content(candidates, blocks), blocks)
    alike = Counter(c.look for c in kept)
    return [replace(c, doubtful=c.doubtful and alike[c.look] < SEVERAL) for c in kept]


def _by_labels(
    candidates: list[HeadingCandidate], paragraphs: Sequence[tuple[int, FlowParagraph]], looks: dict[int, ParagraphLook]
) -> list[HeadingCandidate]:
    """The headings that type shows with those that only labels show, and with the levels that labels tell."""
    plain = [(i, p) for i, p in paragraphs if not p.marker]
    candidates = with_siblings(with_children(below_larger(candidates), plain, looks), plain, looks)
    numbered = like_their_neighbours(without_clauses(candidates, [p.text for _, p in plain]))
    numbered = with_series(by_numbers(like_numbered_alike(numbered)))
    return with_parts(between_counted(within_chapters(numbered, paragraphs)))


def _goes_on(title: Sequence[int], index: int, looks: dict[int, ParagraphLook], blocks: Sequence[FlowBlock]) -> bool:
    """Whether a line is the next on the page, set alike, of the lines that may be the title."""
    last = title[-1]
    return last == index - 1 and looks[last] == looks[index] and blocks[last].place.page == blocks[index].place.page


def _without_torn(
    candidates: Sequence[HeadingCandidate],
    paragraphs: Sequence[tuple[int, FlowParagraph]],
    looks: dict[int, ParagraphLook],
    body: ParagraphLook,
) -> list[HeadingCandidate]:
    """Without lines no larger than the text whose sentence goes on below, set alike, or began in a paragraph above.

    Nor is a line a heading, however large, where a sentence goes through it: "The name is", "The Old School", "and its place".
    """
    torn, known = set(), {c.index for c in candidates}
    for (one, before), (other, after) in pairwise(paragraphs):
        if after.text[:1].islower() and not before.text.rstrip().endswith(TERMINAL):
            torn |= {one} if looks[one] == looks[other] else set()
            torn |= {other} if count_words(before.text) > MOST_WORDS and one not in known else set()
    within = {
        index
        for (one, before), (index, _), (other, after) in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False)
        if looks[one] == looks[other] and not _strength(looks[one], body) and after.text[:1].islower()
        if count_words(before.text) > PLAIN_SENTENCE_WORDS and not before.text.rstrip().endswith(TERMINAL)
    }
    alike = Counter(c.look for c in candidates)
    candidates = [c for c in candidates if c.marked or c.index not in within or alike[c.look] >= SEVERAL]
    return [c for c in candidates if c.marked or c.index not in torn or c.look.size >= body.size * LARGER]


def _with_level_of_capitals(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """With one level for two looks that differ in capitals alone, where the plain one comes first and never right under.

    It is the rarer one: few lines in capitals that part many plain ones hold them. So they do "D. Place" under "I. GENERAL".
    """
    first = {c.look: c for c in reversed(candidates) if not c.marked}
    count = Counter(c.look for c in candidates)
    under = {(one.look, other.look) for one, other in pairwise(candidates) if one.index + 1 == other.index}
    ranks = {}
    for look, plain in first.items():
        loud = first.get(replace(look, capitals=True))
        if (
            loud
            and plain.index < loud.index
            and count[look] <= SEVERAL * count[loud.look]
            and (loud.look, look) not in under
        ):
            ranks[look] = loud.rank
    letters = [(c.index, ord(c.text[0])) for c in candidates if re.match(r"[A-Z][.)]\s", c.text)]
    other = {index for (_, before), (index, letter) in pairwise(letters) if letter != before + 1}
    return [c if c.marked or c.index in other else replace(c, rank=ranks.get(c.look, c.rank)) for c in candidates]


def _may_be_marked(paragraph: FlowParagraph, look: ParagraphLook, body: ParagraphLook) -> bool:
    text = folded(paragraph.text)
    plain = not _strength(look, body)
    most = PLAIN_SENTENCE_WORDS if plain else SENTENCE_WORDS
    ends = text.endswith(SENTENCE_ENDS) or (plain and text.endswith(":") and not number_depth(text))
    listed = plain and text.endswith(SENTENCE_ENDS[1:])
    small = plain and body.size > look.size * DISPLAY and not number_depth(text)
    named = is_labelled(paragraph) or bool(SOURCE.fullmatch(text))  # a caption is none, whatever its style
    bare = not (look.bold or look.size >= body.size * LARGER)  # whatever colour and line an address has
    named = named or (bare and bool(ADDRESS.search(text) or TO_FILL_IN.search(text)))
    return not (small or named or listed or LETTER.fullmatch(text) or (len(text.split()) > most and ends))


def _marked(
    paragraphs: Sequence[tuple[int, FlowParagraph]], looks: dict[int, ParagraphLook], body: ParagraphLook
) -> dict[int, FlowParagraph]:
    """Those that the source marks as headings, without text marked by mistake: from the first long line set like the text.

    So is a line set like the text whose sentence goes on below.
    """
    marked = {i: p for i, p in paragraphs if p.heading and _may_be_marked(p, looks[i], body)}
    for (index, above), (other, below) in pairwise(paragraphs):
        plain = not _strength(looks[index], body) and count_words(above.text) > PLAIN_SENTENCE_WORDS
        first = below.text.partition(" ")[0]  # "a)" is a label
        goes_on = first.isalpha() and first.islower() and not above.text.rstrip().endswith(TERMINAL)
        if plain and ((below.heading == above.heading and other not in marked) or goes_on):
            marked.pop(index, None)
    return marked


def _marked_sizes(marked: dict[int, FlowParagraph]) -> dict[int, float]:
    sizes: dict[int, list[float]] = defaultdict(list)
    for paragraph in marked.values():
        sizes[paragraph.heading].append(look_of(paragraph).size)
    return {level: median(values) for level, values in sizes.items()}


def _between(look: ParagraphLook, sizes: dict[int, float], *, first: bool) -> float:
    """Where a level that only shows stands among the marked ones: under those that are set at least as large.

    Larger than all of them it stands beside the highest: where an author marks headings, no other one holds them. The
    `first` lines of all, set alike, may be the title, which does.
    """
    above = [level for level, size in sizes.items() if size >= look.size - 0.1]
    if above:
        return max(above) + 0.5
    return min(sizes, default=0) - 0.5 * (first and bool(sizes))


def _levels_of_looks(
    marked: dict[int, FlowParagraph], looks: dict[int, ParagraphLook], body: ParagraphLook
) -> dict[ParagraphLook, int]:
    """The level of each look, larger than text, that several headings of one level alone have: what is set so is one of them."""
    levels: dict[ParagraphLook, list[int]] = defaultdict(list)
    for index, paragraph in marked.items():
        levels[looks[index]].append(paragraph.heading)
    large = {look: found for look, found in levels.items() if look.size >= body.size * LARGER > 0}
    return {look: found[0] for look, found in large.items() if len(found) >= SEVERAL and len(set(found)) == 1}


def order_of(look: ParagraphLook) -> tuple[float, ...]:
    """Sorts looks as levels: the larger, bolder, more marked is the higher."""
    return (-look.size, not look.bold, not look.colour, not look.capitals, not look.underlined, look.italic)


def _heading_styles(
    paragraphs: Sequence[tuple[int, FlowParagraph]], looks: dict[int, ParagraphLook], body: ParagraphLook
) -> frozenset[ParagraphLook]:
    """The looks in which each short line is a heading, whatever it says: larger or coloured, as most lines of them are headings.

    In a coloured type that no words inside other paragraphs have, lines that end with a colon count as well: "Rationale:".
    """
    inside = {face for index, p in paragraphs for run in p.runs if (face := _face_of(run)) != _face_of(looks[index])}
    votes: dict[ParagraphLook, list[bool]] = defaultdict(list)
    for index, p in paragraphs:
        look = looks[index]
        larger = look.size >= body.size * LARGER > 0
        coloured = bool(look.colour) and look.colour != body.colour and _face_of(look) not in inside
        if larger or coloured:
            good = _is_short_line(p, look, body, False) and (
                _reads_as_heading(p, look, body) or (coloured and p.text.rstrip().endswith(":"))
            )
            votes[look].append(good)
    return frozenset(look for look, good in votes.items() if sum(good) >= SEVERAL and 2 * sum(good) > len(good))


def _face_of(what: ParagraphLook | Run) -> tuple[bool, bool, str]:
    return what.bold, what.italic, colour_of(what.colour)


def _is_short_line(paragraph: FlowParagraph, look: ParagraphLook, body: ParagraphLook, marks: bool) -> bool:
    """Whether a paragraph is a short line of words set apart; smaller than text it is none where the author `marks` headings."""
    text = folded(paragraph.text)
    linked = sum(len(run.text) for run in paragraph.runs if run.link)
    front = look.bold and look.capitals and paragraph.place.page == 1  # a title in capitals may have as many
    most = MOST_WORDS_LARGE if _is_large(look, body) or front else MOST_WORDS
    return not (
        paragraph.marker
        or typed_bullet(text)
        or LETTER.fullmatch(text)
        or SOURCE.fullmatch(text)
        or is_labelled(paragraph)
        or POSTCODE.search(text)
        or TO_FILL_IN.search(text)
        or IN_BRACKETS.fullmatch(text)
        or count_words(text) > most
        or not any(letter.isalpha() for letter in text)
        or (body.size > look.size * LARGER and (marks or not (look.bold or look.colour)))
        or 2 * linked > len(paragraph.text)
        or _strength(look, body) == 0
    )


def _reads_as_heading(paragraph: FlowParagraph, look: ParagraphLook, body: ParagraphLook) -> bool:
    """Whether a short line is neither code nor a sentence, nor a label.

    A bold label is one too, but for a counted one ("Section 1: Aims:"); larger and set otherwise it is a heading. So is one with
    the sign of a section, whatever its end.
    """
    text = folded(paragraph.text)
    large, stands_out = _is_large(look, body), _strength(look, body) > 2
    if CODE.fullmatch(text) or (not large and (KEYED.fullmatch(text) or _is_link(look))):
        return False
    counted = count_words(text) <= MOST_WORDS and bool(number_depth(text) or counted_name(text))
    if text.endswith(SENTENCE_ENDS):
        return (stands_out and counted) or text.startswith("§")
    return not text.endswith(LABEL_ENDS) or large or stands_out or bool(counted_name(text))


def _is_large(look: ParagraphLook, body: ParagraphLook) -> bool:
    return bool(body.size) and look.size > body.size * DISPLAY


def _is_link(look: ParagraphLook) -> bool:
    """Whether a line is set as browsers set links, whose target the source does not give."""
    return look.underlined and bool(look.colour) and not look.bold


def _strength(look: ParagraphLook, body: ParagraphLook) -> int:
    """How many ways the look differs from running text in a heading's direction; only size counts for much by itself."""
    larger = bool(body.size) and look.size >= body.size * LARGER
    bold = look.bold and not body.bold
    colour = bool(look.colour) and look.colour != body.colour
    capitals = look.capitals and not body.capitals
    underlined = look.underlined and not body.underlined
    return 2 * larger + bold + colour + capitals + underlined


def _repeated(looks: dict[int, ParagraphLook], paragraphs: Sequence[tuple[int, FlowParagraph]]) -> set[ParagraphLook]:
    """The looks that more than one line has which is neither a sentence nor a label."""
    lines = Counter(looks[i] for i, p in paragraphs if not folded(p.text).endswith((*SENTENCE_ENDS, ":")))
    return {look for look, count in lines.items() if count > 1}


# ------------------------------------------------------------------------------------------------ what stands under


def _with_content(candidates: list[HeadingCandidate], blocks: Sequence[FlowBlock]) -> list[HeadingCandidate]:
    """Without those that have nothing under them: lines of a cover, labels one after another; again until none goes.

    The highest rank stays, and so do lines set alike that come first, or that begin with the largest: a title may be broken over
    lines with nothing between.
    """
    largest = candidates.index(max(candidates, key=lambda c: c.look.size)) if candidates else 0
    broken = _broken(candidates, blocks) | _broken(candidates[largest:], blocks)
    while True:
        good = {c.index for c in candidates if c.marked} | _over_content(candidates, blocks)
        all_of, good_of = Counter(c.rank for c in candidates), Counter(c.rank for c in candidates if c.index in good)
        top = min((c.rank for c in candidates), default=None)
        kept = [
            c
            for c in candidates
            if c.marked
            or c.rank == top
            or c.index in broken
            or (2 * good_of[c.rank] >= all_of[c.rank] and (c.index in good or good_of[c.rank] > 1))
        ]
        if len(kept) == len(candidates):
            return kept
        candidates = kept


def _broken(candidates: Sequence[HeadingCandidate], blocks: Sequence[FlowBlock]) -> set[int]:
    """The first candidates, set alike, with nothing between them."""
    lead = list(takewhile(lambda c: c.look == candidates[0].look and not c.marked, candidates))
    broken = {c.index for c in lead[:-1]} - _over_content(lead, blocks)
    return broken | {c.index for above, c in pairwise(lead) if above.index in broken and c.index == above.index + 1}


def _without_last_lines(candidates: list[HeadingCandidate], blocks: Sequence[FlowBlock]) -> list[HeadingCandidate]:
    """Without the last lines of all that only look like headings, with nothing below them: when to review a policy."""
    kept, end = list(candidates), len(blocks)
    while len(kept) > 1 and not (kept[-1].marked or number_depth(kept[-1].text) or counted_name(kept[-1].text)):
        below = blocks[kept[-1].index + 1 : end]
        if any(not isinstance(block, FlowParagraph) or folded(block.text) for block in below):
            break
        end = kept.pop().index
    return kept


def _over_content(candidates: Sequence[HeadingCandidate], blocks: Sequence[FlowBlock]) -> set[int]:
    """Those with text, a table or a lower heading right under them."""
    result = set()
    for candidate, following in zip_longest(candidates, candidates[1:]):
        end = following.index if following else len(blocks)
        between = blocks[candidate.index + 1 : end]
        worded = any(isinstance(b, Grid) or (isinstance(b, FlowParagraph) and folded(b.text)) for b in between)
        if worded or (following is not None and following.rank > candidate.rank):
            result.add(candidate.index)
    return result
