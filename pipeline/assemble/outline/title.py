"""The title of a document: where it stands, over how many lines, and what stands before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from pipeline.assemble.bullets import typed_bullet
from pipeline.assemble.outline.heading_lines import ADDRESS
from pipeline.assemble.outline.heading_numbers import MOST_WORDS_LARGE, HeadingCandidate
from pipeline.assemble.outline.headings import LETTER, POSTCODE, order_of
from pipeline.assemble.outline.title_lines import (
    DATE,
    INSTITUTION,
    NAMED_PAPER,
    ORGANISATION,
    SECTION_NAMES,
    SHORT,
    STATED,
    VERSION,
    bare,
    is_centred,
    letters_of,
    lines_of,
    lines_under,
    style_of,
    text_of,
)
from pipeline.assemble.runs import folded
from pipeline.model.flow import FlowBlock, FlowParagraph, Grid, Picture
from pipeline.model.numbering import counted, readings
from pipeline.sources.contents_list import ENTRY
from pipeline.sources.typesetting import DISPLAY, LARGER, body_look, look_of, number_depth, paragraphs_in

# A title stands among the first so many pieces of text, with at most so many words before it (a letterhead, a cover).
FIRST_PIECES, FEW_WORDS = 12, 40
# Characters from which a line set like the text is running text, not a date or a name on a cover.
RUNNING = 80
LETTERHEAD = 6  # lines of a letterhead
SERIES = re.compile(r"((?:[^\W\d_]{2,}[\s-])?)0*(\d{1,3}|[A-Z]{1,4})(?=[\s.:)–—-])")
"""The beginning of a heading that others count on from: "Part 1:", "ARTICLE II –", "UC-01:", "3. "."""
FAR_LARGER = 1.5  # times the size of all else on the first page
OFTEN = 3  # headings of one rank with the same words or each with a date, none of which is a title
WORD = re.compile(r"[^\W\d_]{2}")  # single letters and signs are the drawing of a cover
FIGURES_OR_PARTS = re.compile(r"[\d,:]")  # in addresses and dates
HIGHEST = (1.0,)  # the rank of a heading that the source marks as one of level 1
NO_TITLES = frozenset({ENTRY, "margin"})  # styles of lines that are no title, also where they come first


@dataclass(frozen=True)
class Title:
    """The blocks that hold the title (more than one where it is broken over paragraphs), and whether that is a guess."""

    indexes: tuple[int, ...] = ()
    guessed: bool = False


def find(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> Title:
    """The title: the paragraph so styled or over a subtitle, else the most prominent early heading, else the first short line."""
    near = _near(blocks)
    first = next((c.index for c in headings if c.marked and style_of(blocks[c.index]) != "title"), len(blocks))
    for index, block in enumerate(blocks):
        if style_of(block) == "title" and text_of(block) and (index < first or index in near):
            if _is_behind_cover(index, blocks, headings):
                break
            return Title(lines_of(index, blocks, headings))
    if behind := _address(blocks, near):
        near = _near(blocks, near[behind])
    sections = {c.index for c in headings if bare(c.text) in SECTION_NAMES or _is_of_a_series(c, headings)}
    near = list(takewhile(lambda index: index not in sections, near))
    subtitle = next((at for at, index in enumerate(near) if at and style_of(blocks[index]) == "subtitle"), len(near))
    eligible = [
        c for c in headings if c.index in near[:subtitle] and WORD.search(c.text) and not VERSION.fullmatch(c.text)
    ]
    eligible = [c for c in eligible if c.marked or not c.text.split()[0].islower()]
    if not any(c.marked for c in eligible):
        eligible = _under_text(blocks, headings) or eligible
    if not eligible and subtitle < len(near):
        return Title((near[subtitle - 1],))
    letterheads = [
        c
        for c, below in pairwise(eligible)
        if _is_letterhead(c, below, near, headings) and below.index not in lines_of(c.index, blocks, headings)
    ]
    eligible = [c for c in eligible if c not in letterheads]
    if eligible:
        best = min(eligible, key=lambda c: (-c.look.size, c.rank != HIGHEST, order_of(c.look), c.index))
        paper = _named_paper(best, eligible, headings)
        if paper and paper.index not in lines_of(best.index, blocks, headings):
            best = paper
        if said := _of_meeting(best, near, blocks, headings):
            return Title((said,), True)
        return Title(lines_of(best.index, blocks, headings))
    return _short_line(near, blocks) or _over_page(blocks, headings)


def _is_behind_cover(index: int, blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> bool:
    """Whether a page before this line's has a larger one, other than the name of an organisation."""
    block = blocks[index]
    size = look_of(block).size if isinstance(block, FlowParagraph) else 0.0
    before = (c for c in headings if c.index < index and c.look.size > size and not ORGANISATION.fullmatch(c.text))
    return any(blocks[c.index].place.page != block.place.page for c in before)


def _short_line(near: Sequence[int], blocks: Sequence[FlowBlock]) -> Title | None:
    """The first line but for dates, letters and addresses, where it is short and no sentence, or larger than the text.

    One that ends in the state of the paper, "Final minutes   Approved 5 May 2031", is none over a line in the middle.
    """
    texts = {at: text_of(blocks[at]) for at in near}
    lines = [at for at in near if not (VERSION.fullmatch(texts[at]) or LETTER.fullmatch(texts[at]))]
    lines = [at for at in lines if not ADDRESS.search(texts[at])]
    stated = len(lines) > 1 and is_centred(blocks[lines[1]]) and not is_centred(blocks[lines[0]])
    for index in lines[1:2] if stated and STATED.search(text_of(blocks[lines[0]])) else lines[:1]:
        block = blocks[index]
        assert isinstance(block, FlowParagraph)
        text = folded(block.text)
        if (
            block.marker is None
            and not all(typed_bullet(text_of(blocks[at])) for at in lines[:2])
            and len(text.split()) <= SHORT
            and (look_of(block).size >= LARGER * body_look(blocks).size > 0 or not text.endswith((".", ";", ",", ":")))
            and bare(text) not in SECTION_NAMES
            and WORD.search(text)
        ):
            return Title((index,), True)
    return None


def _of_meeting(
    line: HeadingCandidate, near: Sequence[int], blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]
) -> int:
    """The bold sentence that says of what a text is, right below a line that only names an organisation, set alike; else 0.

    "Minutes of the meeting of the above council that was held on …"; with another bold line below it would be a letter's.
    Below a larger name it may be a few words, bold and in capitals as the name is, without the figures of an address.
    """
    below, after = [*[at for at in near if at > line.index], 0, 0][:2]
    block = blocks[below]
    if not isinstance(block, FlowParagraph) or not ORGANISATION.fullmatch(line.text):
        return 0
    look, words = look_of(block), len(text_of(block).split())
    sentence = SHORT < words <= MOST_WORDS_LARGE and not any(c.index == after for c in headings)
    small = line.look.bold and line.look.capitals and replace(look, size=line.look.size) == line.look
    named = small and words <= SHORT and FIGURES_OR_PARTS.search(block.text) is None
    return below if named or (sentence and look == replace(line.look, capitals=False)) else 0


def _named_paper(
    name: HeadingCandidate, eligible: Sequence[HeadingCandidate], headings: Sequence[HeadingCandidate]
) -> HeadingCandidate | None:
    """The line "Charging Policy" near one that only names a school, a hall or the like, whatever stands between the two.

    Where it is set smaller and like later headings, it is one of these.
    """
    if not INSTITUTION.fullmatch(name.text):
        return None
    papers = [c for c in eligible if NAMED_PAPER.fullmatch(c.text)]
    later = {c.look for c in headings if papers and c.index > papers[0].index}
    return next((c for c in papers[:1] if c.look.size >= name.look.size or c.look not in later), None)


def _over_page(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> Title:
    """A heading that stands above all else on the first page, though it comes later in the order of the source."""
    tops = {at: b.place.box[1] for at, b in enumerate(blocks) if b.place.box and not isinstance(b, Picture)}
    on_page = [at for at in tops if blocks[at].place.page == blocks[0].place.page]
    first = min(on_page, key=tops.__getitem__, default=-1)
    return Title((first,), True) if first > 0 and any(c.index == first for c in headings) else Title()


def _is_of_a_series(candidate: HeadingCandidate, headings: Sequence[HeadingCandidate]) -> bool:
    """Whether a heading has sisters further on: the next number, or often another date or the same words.

    Often the same words are the title where they come first of all headings, as at the head of each page.
    """
    later = [c.text for c in headings if c.index > candidate.index and c.rank == candidate.rank]
    dates = (
        [text for text in later if text != candidate.text and DATE.search(text)] if DATE.search(candidate.text) else []
    )
    same = later.count(candidate.text) if candidate is not headings[0] else 0
    return max(len(dates), same) >= OFTEN - 1 or any(_counts_on(candidate.text, text) for text in later)


def _counts_on(text: str, following: str) -> bool:
    """Whether two headings begin with the same word and a number each, one after the other."""
    first, second = SERIES.match(text), SERIES.match(following)
    if first is None or second is None or first[1].lower() != second[1].lower():
        return False
    labels = [f"{match[2]}." for match in (first, second)]
    return bool(readings(labels[0])) and counted(labels)[1] > 1


def _address(blocks: Sequence[FlowBlock], near: Sequence[int]) -> int:
    """How many of the first lines are a letterhead: none larger than the text, and the last one ends in a postcode."""
    size = body_look(blocks).size
    for at, index in enumerate(near[:LETTERHEAD]):
        block = blocks[index]
        if not isinstance(block, FlowParagraph) or look_of(block).size > size:
            return 0
        if POSTCODE.search(text_of(block)) and len(near) > at + 1:
            return at + 1
    return 0


def _is_letterhead(
    line: HeadingCandidate, below: HeadingCandidate, near: Sequence[int], headings: Sequence[HeadingCandidate]
) -> bool:
    """Whether a line only names an organisation and stands right over another that may be the title.

    Over a smaller one that later headings look like, it is the title itself: "Minutes of the parish council".
    """
    over = near.index(below.index) == near.index(line.index) + 1
    first = line.look.size > below.look.size and any(c.look == below.look for c in headings if c.index > below.index)
    return bool(ORGANISATION.fullmatch(line.text)) and over and not first


def cover_lines(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate], title: Title) -> set[int]:
    """Headings after the title that only look so: lines of a cover, which holds no running text, and plain lines under it.

    On a cover all type is large, but what is set as a marked heading further on is one; and no author sets a heading plainer than
    the bold ones that follow it.
    """
    if not title.indexes:
        return set()
    last = title.indexes[-1]
    page = blocks[last].place.page
    again = repeated(blocks, headings, title)
    covers = {at for at in (page, *(blocks[index].place.page for index in again)) if _is_cover(at, blocks)}
    alike = {c.look for c in headings if c.marked and c.index > last}
    plain_lines = {
        c.index
        for c in headings
        if not c.marked and c.look not in alike and blocks[c.index].place.page in covers and c.index > last
    }
    plain_lines |= again | lines_under(blocks, headings, last)
    after = [c for c in headings if c.index > last and c.index not in plain_lines]
    for candidate, following in pairwise(after):
        plain = (
            not candidate.marked
            and candidate.look not in alike
            and not candidate.look.bold
            and not candidate.look.colour
        )
        below = text_of(blocks[candidate.index + 1]) if candidate.index + 1 < len(blocks) else ""
        holds = candidate.look.size > following.look.size or len(below) > RUNNING
        if (
            not plain
            or (holds and blocks[candidate.index].place.page != page)
            or not (following.look.bold or following.look.colour)
        ):
            break
        plain_lines.add(candidate.index)
    return plain_lines


def _is_cover(page: int, blocks: Sequence[FlowBlock]) -> bool:
    """Whether a page holds a few lines, none of them running text, and is not the last one."""
    size = body_look(blocks).size
    on_page = [b for b in blocks if page and b.place.page == page]
    lines = [b for b in on_page if isinstance(b, FlowParagraph) and b.style != "margin" and folded(b.text)]
    small = [folded(line.text) for line in lines if look_of(line).size <= size]
    texts = [text for text in small if len(text) > RUNNING or text.endswith(".")]
    grids = any(isinstance(block, Grid) for block in on_page)
    later = blocks[-1].place.page > page
    return later and not texts and not grids and 0 < len(lines) <= FIRST_PIECES


def repeated(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate], title: Title) -> set[int]:
    """The headings that only say the title again, as on the page after a cover: they stand over nothing of their own.

    The lines under such a title that the cover says as well are no headings either.
    """
    lines = [block.text for at in title.indexes if isinstance(block := blocks[at], FlowParagraph)]
    title_words, last = letters_of(" ".join(lines)), title.indexes[-1]
    starts = [at for at in range(last + 1, len(blocks)) if letters_of(text_of(blocks[at])) == title_words]
    cover = [b for b in blocks[last + 1 : min(starts, default=0)] if b.place.page == blocks[last].place.page]
    said = {letters_of(text_of(block)) for block in cover if style_of(block) not in NO_TITLES} - {""}
    again = set(starts)
    for start in starts:
        again |= {*takewhile(lambda at: letters_of(text_of(blocks[at])) in said, range(start + 1, len(blocks)))}
    return again & {c.index for c in headings}


def over_all(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> set[int]:
    """A line right over the first numbered chapter that would put the whole document under itself: "FOR GENERAL RELEASE"."""
    chapters = (pair for pair in pairwise(headings) if number_depth(pair[1].text) == 1)
    above, chapter = next(chapters, (None, None))
    if above is None or chapter is None or above.marked or number_depth(above.text):
        return set()
    alone = not any(other.rank <= above.rank for other in headings if other is not above)
    between = blocks[above.index + 1 : chapter.index]
    worded = any(not isinstance(block, FlowParagraph) or block.text.strip() for block in between)
    return {above.index} if alone and not worded else set()


def _near(blocks: Sequence[FlowBlock], start: int = 0) -> list[int]:
    """The paragraphs among which a title may stand: the first ones, before any table of many words and before much text.

    Those of a letter are counted from behind its address, where they `start`.
    """
    result: list[int] = []
    words = 0
    for index, block in enumerate(blocks[start:], start):
        if isinstance(block, Grid) and not result and not _has_labels(block):
            words += sum(len(paragraph.text.split()) for paragraph in paragraphs_in([block]))
        elif isinstance(block, Grid) or len(result) >= FIRST_PIECES or words > FEW_WORDS:
            break
        if isinstance(block, FlowParagraph) and folded(block.text) and block.style not in NO_TITLES:
            result.append(index)
            words += len(folded(block.text).split())
    return result


def _has_labels(grid: Grid) -> bool:
    return any(paragraph.text.rstrip().endswith(":") for paragraph in paragraphs_in([grid]))


def _under_text(blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """The one line of all that is set largest, in display type, where much text stands before it, as notes to the user.

    On the first page it is the title wherever it stands, where its type is larger by far than all else there, as on a poster.
    """
    largest = max((c.look.size for c in headings), default=0.0)
    display = [c for c in headings if c.look.size == largest >= DISPLAY * body_look(blocks).size]
    if not display or not WORD.search(display[0].text) or VERSION.fullmatch(display[0].text):
        return []
    above = blocks[: display[0].index] if len(display) == 1 else ()
    first = len(above) < FIRST_PIECES and all(isinstance(block, FlowParagraph | Picture) for block in above)
    page = blocks[0].place.page
    places = {blocks[c.index].place.page for c in display}
    looks = (look_of(p) for p in paragraphs_in(blocks) if page and p.place.page == page and folded(p.text))
    far = display[0].index >= FIRST_PIECES and not ORGANISATION.fullmatch(display[0].text)
    poster = (
        far and places == {page} and all(look.size == largest or FAR_LARGER * look.size <= largest for look in looks)
    )
    return display[:1] if (above and first) or poster else []
