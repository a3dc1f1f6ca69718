"""The lines of a title: over how many paragraphs it goes, and which lines under it belong to it and are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.assemble.outline.heading_numbers import HeadingCandidate
from pipeline.assemble.runs import folded
from pipeline.model.flow import FlowBlock, FlowParagraph, Grid
from pipeline.sources.typesetting import DISPLAY, body_look, look_of

SHORT = 16  # words of a line of the title
# White space above the next line of one title that stands in a box on a page, in sizes; below a title there is more.
TORN = 0.5
NEAR = 3  # white space above the next line that belongs to a title, in sizes
SAME_PLACE = 3.0  # points between the middles or the left edges of lines that stand under one another
DATE = re.compile(
    r"(?:[A-Z][a-z]+day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+(?: \d{1,2}(?:st|nd|rd|th)?,)? (?:19|20)\d\d"
)
SECTION_NAMES = frozenset(
    {
        "introduction", "background", "foreword", "contents", "table of contents", "summary", "executive summary", "purpose",
        "aims", "aims and objectives", "scope", "context", "overview", "preface", "appendix", "about this document",
        "version history", "revision history", "document history", "list of figures", "list of tables",
    }
)  # fmt: skip
STATED = re.compile(
    r"(?i:(?:last\s|first\s)?(?:revised|updated|amended|reviewed|approved|adopted|issued?|published|version))"
    rf"[\s:]+(?:(?:on|in):?\s)?(?:{DATE.pattern}|\d[\d./-]*)$"
)
"""The state of a paper at the end of a line: "Approved 5 May 2031"."""
VERSION = re.compile(
    rf"(?:(?i:held\s)?(?i:on)\s)?{DATE.pattern}|(?i:status\s?:\s\w[\w ]{{0,20}})|{STATED.pattern}|\([^()]*\)"
)
"""A line that only says of when a document is, or which version, or what stands in brackets: "Version 2.1", "(as at March)"."""
PAPER = re.compile(
    r"(?:(?:draft|final|finali[sz]ed|public)\s)?(?:agenda|minutes|notice|summons|report|newsletter|memorandum)",
    re.IGNORECASE,
)
"""A title that says only what kind of paper this is; whose it is stands below."""
ORGANISATION = re.compile(
    r"(?:[\w’'&.,-]+\s){1,5}(?:council|authority|corporation|cyngor)|(?:council|city|borough|cyngor)\s(?:[\w’'.-]+\s?){1,6}"
    r"|(?:the\s)?(?:town(?:ship)?|village|municipality|county|corporation)\sof\s(?:[\w’'.-]+\s?){1,6}",
    re.IGNORECASE,
)
INSTITUTION = re.compile(
    rf"{ORGANISATION.pattern}|(?:[\w’'&.,-]+\s){{1,6}}(?:school|academy|college|nursery|trust|hall|association|club|society)",
    re.IGNORECASE,
)
"""The name of a body that publishes papers; a title may read so as well ("Travel to school"), so more must speak for it."""
NAMED_PAPER = re.compile(
    r"(?:[\w’'&(),/-]+\s){1,10}(?:policy|plan|strategy|statement|report|procedure|prospectus|handbook|scheme|guide|code)"
    rf"(?:\s(?:{DATE.pattern}|(?:19|20)\d\d\S*))?",
    re.IGNORECASE,
)
"""What residents call a paper: "Charging Policy", "Equality Scheme 2031/32"."""
TIME = re.compile(r"(?:at\s)?\d{1,2}(?:[.:]\d\d|\s?[ap]\.?m)", re.IGNORECASE)
BY = re.compile(r"(?:by|gan|par|por|von)\s")  # whose work it is
MOST_LINES = 6  # lines of a title on a cover
SMALL_WORDS = frozenset({"and", "of", "the", "for", "to", "in", "a", "an", "&", "–", "-", "on", "with"})


def text_of(block: FlowBlock) -> str:
    """The words of a paragraph on one line; "" for any other block."""
    return folded(block.text) if isinstance(block, FlowParagraph) else ""


def bare(text: str) -> str:
    """The words of a heading without numbers and signs around them, in lower case."""
    return text.strip(" .:0123456789").lower()


def style_of(block: FlowBlock) -> str:
    """The name of a paragraph's style in lower case; "" for any other block."""
    return block.style.lower() if isinstance(block, FlowParagraph) else ""


def lines_of(first: int, blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> tuple[int, ...]:
    """The title's paragraph and those round it that hold the rest of it."""
    if again := _said_again(first, blocks, headings):
        return again
    lines = _lines_from(first, blocks, headings)
    above = first - 1
    begins = first > 0 and text_of(blocks[above]).endswith(":") and blocks[above].place.page == blocks[first].place.page
    return (above, *lines) if begins and _is_near(blocks[first], blocks[above], blocks[first]) else lines


def letters_of(text: str) -> str:
    """The letters and figures of a text in lower case: a title is the same whatever signs part its lines."""
    return "".join(filter(str.isalnum, text.casefold()))


def _said_again(first: int, blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> tuple[int, ...]:
    """The lines of the title's page, set in any type, that a later heading says again as one, as on the page behind a cover."""
    page = [at for at, b in enumerate(blocks) if b.place.page == blocks[first].place.page > 0 and text_of(b)]
    here = page.index(first) if first in page else 0
    later = {
        letters_of(c.text)
        for c in headings
        if c.index > first and blocks[c.index].place.page > blocks[first].place.page
    }
    runs = (
        page[start:end] for start in range(here + 1) for end in range(here + 2, min(start + MOST_LINES, len(page)) + 1)
    )
    return next((tuple(run) for run in runs if letters_of("".join(text_of(blocks[at]) for at in run)) in later), ())


def _is_near(title: FlowBlock, line: FlowBlock, lower: FlowBlock) -> bool:
    """Whether a short line stands in one place with a title, the `lower` one of both not far below the other."""
    if not isinstance(line, FlowParagraph) or line.marker or len(line.text.split()) > SHORT:
        return False
    return _gap(lower) < NEAR * look_of(line).size and _in_place(title, line)


def _lines_from(first: int, blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> tuple[int, ...]:
    by_index = {c.index: c for c in headings}
    head = by_index.get(first)
    if head is None or head.marked:
        return _marked_lines(first, blocks, headings)
    alike = [c for c in headings if c.rank == head.rank and c.look == head.look]
    alike = [c for c in alike if _set_as(blocks[first], blocks[c.index])]
    result = [first]
    for index in range(first + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, FlowParagraph) and not folded(block.text):
            continue
        if not isinstance(block, FlowParagraph) or block.place.page != blocks[first].place.page:
            break
        if VERSION.fullmatch(folded(block.text)):
            break
        following = by_index.get(index)
        if following is None or following not in alike:
            twin = following is not None and _is_twin(head, following, block, headings)
            if not (twin or _is_rest(blocks[result[-1]], block, following, body_look(blocks).size)):
                break
            result.append(index)
            continue
        torn = block.gap < TORN * following.look.size < max(_gap(blocks[c.index]) for c in alike) and not block.style
        torn = torn or _is_of_paper(blocks[first], block) or _is_below(blocks[first], block, blocks)
        if len(alike) > len(result) + 1 and not (torn or _runs_on(text_of(blocks[result[-1]]), following.text)):
            break
        result.append(index)
    return tuple(result)


def _is_twin(
    title: HeadingCandidate, line: HeadingCandidate, block: FlowParagraph, headings: Sequence[HeadingCandidate]
) -> bool:
    """Whether a line right below a title differs from it in weight alone, and no other heading is set so."""
    alone = not any(c.look == line.look for c in headings if c is not line) and bare(line.text) not in SECTION_NAMES
    alike = not line.marked and replace(line.look, bold=title.look.bold) == title.look
    return alone and alike and block.gap < TORN * title.look.size


def _is_of_paper(title: FlowBlock, line: FlowBlock) -> bool:
    """Whether a line names the body whose agenda or minutes a title says that this is."""
    return bool(PAPER.fullmatch(text_of(title)) and ORGANISATION.fullmatch(text_of(line)))


def _is_below(title: FlowBlock, line: FlowBlock, blocks: Sequence[FlowBlock]) -> bool:
    """Whether a line in display type stands close under a title, in one middle with it."""
    size = look_of(line).size if isinstance(line, FlowParagraph) else 0.0
    display = size >= DISPLAY * body_look(blocks).size > 0 and _gap(line) < size
    name = bare(text_of(line)) not in SECTION_NAMES and not TIME.match(text_of(line))
    return display and name and _is_under(title, line)


def _is_rest(title: FlowBlock, line: FlowParagraph, heading: HeadingCandidate | None, size: float) -> bool:
    """Whether a short line that is set otherwise is the rest of a title that is not whole.

    The title ends in a small word, or in a colon over a line larger than the text; or the line begins in lower case.
    """
    text, look = text_of(title), look_of(line)
    subtitle = heading is not None and ((text.endswith(":") and look.size > size) or _is_small(line.text.split()[0]))
    torn = text.split()[-1].lower() in SMALL_WORDS or subtitle
    torn = torn or _is_of_paper(title, line)
    return torn and _is_near(title, line, line) and not (heading and heading.marked)


def _is_small(word: str) -> bool:
    return word.isalpha() and word.islower()


def _marked_lines(first: int, blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> tuple[int, ...]:
    """A title that the source marks as one, with the next paragraphs of the style Title, or the heading that it runs on in.

    On a page the next marked lines are the rest of it as well, where they are set like it in display type without white between.
    """
    rest = takewhile(
        lambda at: style_of(blocks[first]) == style_of(blocks[at]) == "title", range(first + 1, len(blocks))
    )
    lines = (first, *rest)
    if torn := list(takewhile(lambda at: _is_torn(blocks[first], blocks[at], blocks), range(first + 1, len(blocks)))):
        return (first, *torn)
    below = next((c for c in headings if c.index == lines[-1] + 1 and c.marked), None)
    head = next((c for c in headings if c.index == first), None)
    runs_on = below is not None and head is not None and below.look == head.look and _runs_on(head.text, below.text)
    return (*lines, first + 1) if runs_on and len(lines) == 1 else lines


def _is_torn(title: FlowBlock, line: FlowBlock, blocks: Sequence[FlowBlock]) -> bool:
    if not (isinstance(title, FlowParagraph) and isinstance(line, FlowParagraph)):
        return False
    look = look_of(title)
    display = look.size >= DISPLAY * body_look(blocks).size > 0
    near = 0 < title.place.page == line.place.page and line.gap < TORN * look.size
    return display and near and look == look_of(line)


def _gap(block: FlowBlock) -> float:
    return block.gap if isinstance(block, FlowParagraph) else 0.0


def _set_as(one: FlowBlock, other: FlowBlock) -> bool:
    """Whether two paragraphs have one style and stand alike in their column, as far as the source says so."""
    assert isinstance(one, FlowParagraph)
    assert isinstance(other, FlowParagraph)
    return one.style == other.style and _in_place(one, other)


def _in_place(one: FlowBlock, other: FlowBlock) -> bool:
    """Whether two lines stand under one another: both in the middle or both not, and on a page with one middle or edge."""
    if one.place.box is None or other.place.box is None:
        return is_centred(one) == is_centred(other) or not (style_of(one) or is_centred(one))
    left, right = (abs(one.place.box[side] - other.place.box[side]) for side in (0, 2))
    return min(left, right, abs(_middle(one) - _middle(other))) <= SAME_PLACE


def _middle(block: FlowBlock) -> float:
    left, _, right, _ = block.place.box or (0, 0, 0, 0)
    return (left + right) / 2


def _runs_on(text: str, following: str) -> bool:
    """Whether a line cannot be whole: it ends in a small word, or the next begins in lower case."""
    return text.split()[-1].lower() in SMALL_WORDS or following[0].islower()


def lines_under(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate], title: int) -> set[int]:
    """Dates and versions among the short lines under a title, the name of a body and centred lines as authors.

    None is set like a later one of its kind; and a name that is set like any later heading may be one itself.
    """
    short = set(takewhile(lambda at: len(text_of(blocks[at]).split()) <= SHORT, _worded(blocks, title + 1)))
    later = {c.look for c in headings if c.index > title and c.index not in short}
    by_index = {c.index: c for c in headings}
    right_under = takewhile(by_index.__contains__, _worded(blocks, title + 1))
    names = {at for at in right_under if by_index[at].look not in later and INSTITUTION.fullmatch(by_index[at].text)}
    dated = [c for c in headings if c.index > title and _says_when(c.text)]
    others = {c.look for c in dated if c.index not in short}
    dates = {c.index for c in dated if c.index in short and (c.look not in others or BY.match(c.text))}
    return dates | names | {c.index for c in _in_middle_under(blocks, headings, title)}


def _says_when(text: str) -> bool:
    """Whether a line says of when a paper is, or by whom."""
    return bool(VERSION.fullmatch(text) or STATED.search(text) or BY.match(text))


def _in_middle_under(
    blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate], title: int
) -> list[HeadingCandidate]:
    """The headings among the short lines right under a title that stand in one middle with it: the place, the authors.

    What is set like a later heading in the middle, or like any that is larger than the text, is a heading itself.
    """
    size = body_look(blocks).size
    by_index = {c.index: c for c in headings}
    lines = list(takewhile(lambda at: _is_under(blocks[title], blocks[at]), _worded(blocks, title + 1)))
    found: list[HeadingCandidate] = []
    for heading in (by_index[at] for at in lines if at in by_index):
        alike = (c for c in headings if c.index > heading.index and c.look == heading.look and c.index not in lines)
        later = any(heading.look.size > size or is_centred(blocks[c.index]) for c in alike)
        if heading.marked or later or bare(heading.text) in SECTION_NAMES:
            break
        found.append(heading)
    return found


def _worded(blocks: Sequence[FlowBlock], start: int) -> list[int]:
    """The places of the paragraphs with words from a block on, over pictures, up to the next table."""
    end = next((at for at in range(start, len(blocks)) if isinstance(blocks[at], Grid)), len(blocks))
    return [at for at in range(start, end) if text_of(blocks[at])]


def _is_under(title: FlowBlock, line: FlowBlock) -> bool:
    """Whether a short line stands in one middle with the title on its page."""
    far = _gap(line) >= NEAR * look_of(line).size if isinstance(line, FlowParagraph) else True
    if far or len(text_of(line).split()) > SHORT or line.place.page != title.place.page:
        return False
    if title.place.box is None or line.place.box is None:
        return is_centred(title) and is_centred(line)
    left, middle = abs(title.place.box[0] - line.place.box[0]), abs(_middle(title) - _middle(line))
    return middle <= SAME_PLACE < left


def is_centred(block: FlowBlock) -> bool:
    """Whether the source or its drawing says that a paragraph stands in the middle of its column."""
    return isinstance(block, FlowParagraph) and block.align == "center"
