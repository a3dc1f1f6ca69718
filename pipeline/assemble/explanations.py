"""Which paragraphs belong to the list item before them: a bullet with its explanation is one item, and its list goes on.

Three signs show one: it is indented like the item's text and is no clause with a number; the numbers of the list count on
behind it; or each of several items has exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from pipeline.assemble.list_labels import LabelledLine
from pipeline.sources.typesetting import MOST_WORDS, number_depth

# Points by which an explanation stands right of its item's marker, and of the text around the list.
INDENT = 4.0
# Points by which text may stand right of the item that it explains.
FAR = 54.0
# This many items in sequence with one paragraph each are entries of one list, however these are indented.
ENTRIES = re.compile(r"(?:ip){3,}")


def explanations(lines: Sequence[LabelledLine]) -> set[int]:
    """The positions of the paragraphs that belong to the item before them."""
    found = {at for match in ENTRIES.finditer("".join(_sign(line) for line in lines)) for at in range(*match.span())}
    found = {at for at in found if not lines[at].item}
    # Text in the margin does not make what begins at the margin deeper.
    outermost = max(0.0, min((_edge(line) for line in lines if not line.item), default=0.0))
    for start, end in _between(lines):
        item, following = lines[start - 1], lines[end] if end < len(lines) else None
        leads = _sign(lines[end - 1]) == ":"
        apart = any(_stands_over(lines[at], item) for at in range(start, end))
        if (
            following
            and (not apart or _hang_close(lines[start - 1 : end + 1]))
            and (_goes_on(lines[:start], following, leads=leads) or _goes_on_later(lines, start, end))
        ):
            found.update(range(start, end))
            continue
        for at in range(start, end):
            edge = _edge(lines[at])
            deeper = edge > item.paragraph.marker_indent + INDENT and (following or edge > outermost + INDENT)
            if not deeper or _is_centred(lines[at], item) or number_depth(lines[at].paragraph.text):
                break
            found.add(at)
    return found


def _stands_over(line: LabelledLine, item: LabelledLine) -> bool:
    """Whether a few words without an end, centred or no deeper than the item, stand over the next part of a list."""
    text = line.paragraph.text.strip()
    short = len(text.split()) <= MOST_WORDS and not text.endswith((".", ":", ";", ",", "!", "?"))
    level = _edge(line) <= item.paragraph.marker_indent + INDENT
    return short and text[:1].isupper() and (level or _is_centred(line, item))


def _hang_close(lines: Sequence[LabelledLine]) -> bool:
    """Whether all lines between two items stand right of the label and closer below the first than the second below them.

    So authors set what an item names one below another, behind a tab: "9. Finance – Website", "Budget", "Precept".
    """
    item, *between, following = lines
    edge, white = item.paragraph.marker_indent + INDENT, following.paragraph.gap
    return all(_edge(line) > edge and line.paragraph.gap < white / 2 for line in between)


def _is_centred(line: LabelledLine, item: LabelledLine) -> bool:
    """Whether a paragraph is centred; words far to the right of the item's text are, where no full line shows the page's edge."""
    far = _edge(line) > item.paragraph.indent + FAR and any(map(str.isalpha, line.paragraph.text))
    return line.paragraph.align == "center" or far


def _edge(line: LabelledLine) -> float:
    """Where a paragraph without a marker begins, in points."""
    return min(line.paragraph.indent, line.paragraph.marker_indent)


def _sign(line: LabelledLine) -> str:
    """ "i" for an item, "p" for a paragraph, ":" for one that leads to what follows."""
    return "i" if line.item else ":" if line.paragraph.text.rstrip().endswith(":") else "p"


def _between(lines: Sequence[LabelledLine]) -> Iterator[tuple[int, int]]:
    """Where the paragraphs behind an item begin and end."""
    at = 0
    for item, stretch in groupby(lines, key=lambda line: line.item):
        end = at + len(list(stretch))
        if not item and at:
            yield at, end
        at = end


def _goes_on(before: Sequence[LabelledLine], line: LabelledLine, *, leads: bool) -> bool:
    """Whether a numbered list counts on with this item, or the item begins a deeper level of the list before.

    A paragraph that `leads` to the item, with a colon, stands over a list of its own unless that is deeper.
    """
    if line.numbering is None:
        return False
    last = next((one for one in reversed(before) if one.numbering and _of_one_list(one, line)), None)
    if last is not None and last.numbering is not None:
        return last.numbering.start == line.numbering.start - 1 and not leads
    above = before[-1]
    under = above.level is not None and line.level is not None and line.level > above.level
    return under and line.list_id == above.list_id and line.numbering.start == 1


def _goes_on_later(lines: Sequence[LabelledLine], start: int, end: int) -> bool:
    """Whether the list before the paragraphs counts on behind a deeper list that follows them: (b), text, i., ii., (c)."""
    deeper = list(takewhile(lambda line: line.item and line.shape != lines[start - 1].shape, lines[end:]))
    after = lines[end + len(deeper)] if end + len(deeper) < len(lines) else None
    if not deeper or after is None or not after.item:
        return False
    edge = after.paragraph.marker_indent + INDENT
    return all(line.paragraph.marker_indent > edge for line in deeper) and _goes_on(lines[:start], after, leads=False)


def _of_one_list(one: LabelledLine, other: LabelledLine) -> bool:
    """Whether two labels look alike and stand at one level; a PDF has no list that goes on, only equal indents."""
    near = abs(one.paragraph.marker_indent - other.paragraph.marker_indent) <= 2 * INDENT
    return one.shape == other.shape and ((one.level, one.list_id) == (other.level, other.list_id) or near)
