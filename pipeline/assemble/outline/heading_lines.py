"""Headings that share a paragraph with their text, or that stand on two lines: a number, and its words; lines that are none.

"2.4 Record⏎the set of all that is kept" is a heading and a paragraph where the first line is bold and the next is not; "2.4" over
"Record", both set alike, is one heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.assemble.outline.heading_numbers import APPENDIX_WORDS, COUNTED_NAME, HeadingCandidate, counted_name
from pipeline.assemble.outline.heading_styles import SEVERAL
from pipeline.assemble.runs import folded
from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Run
from pipeline.sources.typesetting import (
    MOST_WORDS,
    ParagraphLook,
    body_look,
    count_words,
    look_of,
    number_depth,
)

FIGURES = 1
"""Words of a line that is a number alone."""
REMARK = re.compile(r"\([^\W\d_]+\)")
"""What standards say of an annex between its label and its name: "(informative)"."""
NAMED_LABELS, NEAR = 2, 2.5
"""So many labels with a name show that the others have one; it stands no farther below than so many times its size."""
SIGNS = frozenset("§¶#")
"""Signs beside headings that are links to them: a reader of an edition has other ways to a heading."""
FEWEST_SIGNS = 3

# A line of the head of a minute or memo: "Date: 3 March 2031", "From: A. Clerk"; three of them below one another are no headings.
HEAD_LINE = re.compile(r"(?:[^\W\d_][\w'’()-]*\s){0,3}[^\W\d_](?:[\w'’-]|\([\w'’-]*\))*:\s*[^\s/].*")
TO_SIGN = re.compile(r"\s*_{3,}(?:\s+_{3,})+\s*")
ENDS_LETTER = re.compile(r"(?!Dear|Annwyl)[^\W\d_]+(?:\s[^\W\d_]+){0,2},")  # "Kind regards,", over a name
TO_FILL_IN = re.compile(r"[.…_]{4}|…{2}")  # a line to write on: "Signed ………… Chair"
ADDRESS = re.compile(r"(?:\S@\S+\.\w|https?://|\bwww\.)")  # of the web or of mail


def with_numbered_lines(flow: Flow) -> Flow:
    """The flow with each numbered heading as one paragraph of its own."""
    body = body_look(flow.blocks)
    blocks: list[FlowBlock] = []
    for block in (part for whole in flow.blocks for part in _parted(whole)):
        last = blocks[-1] if blocks else None
        if isinstance(last, FlowParagraph) and isinstance(block, FlowParagraph) and _numbers(last, block, body):
            blocks[-1] = replace(last, runs=(*last.runs, replace(last.runs[-1], text=" "), *block.runs))
        else:
            blocks.append(block)
    return replace(flow, blocks=tuple(_with_names(blocks, body)))


def _with_names(blocks: Sequence[FlowBlock], body: ParagraphLook) -> Iterator[FlowBlock]:
    """The blocks with each counted label alone on its line, as "Annex A" or "Chapter 1", joined to its name right below.

    Labels of one word are joined where all but one of them have such a name, and at least two; where a remark stands between;
    and the only appendix.
    """
    lines = {at: _named_lines(blocks[at : at + 3], body) for at in range(len(blocks))}
    lines = {at: found for at, found in lines.items() if found}
    named = Counter(counted_name(found[0].text) for found in lines.values() if len(found) > 1)
    bare = Counter(counted_name(found[0].text) for found in lines.values() if len(found) == 1)
    end = 0
    for at, block in enumerate(blocks):
        found = lines.get(at, [])
        word = counted_name(found[0].text) if len(found) > 1 else ""
        several = named[word] > bare[word] < NAMED_LABELS <= named[word]
        alone = word in APPENDIX_WORDS and named[word] == 1 and not bare[word]
        if at >= end and word and (several or alone or len(found) > NAMED_LABELS):
            end = at + len(found)
            set_as = found[-1].runs[0]
            runs = [run for line in found for run in (*line.runs, replace(line.runs[-1], text=" "))][:-1]
            runs = [
                replace(run, size=set_as.size, bold=set_as.bold, italic=set_as.italic, colour=set_as.colour)
                for run in runs
            ]
            yield replace(found[0], runs=tuple(runs))
        elif at >= end:
            yield block


def _named_lines(blocks: Sequence[FlowBlock], body: ParagraphLook) -> list[FlowParagraph]:
    """A label, a remark in brackets if there is one, and its name, set like the label or larger; a label without a name alone."""
    lines = list(takewhile(lambda block: isinstance(block, FlowParagraph), blocks))
    label = lines[0] if lines else None
    if not isinstance(label, FlowParagraph) or not COUNTED_NAME.fullmatch(folded(label.text).rstrip(" :–—-.")):
        return []
    remark = [line for line in lines[1:2] if isinstance(line, FlowParagraph) and REMARK.fullmatch(line.text.strip())]
    name = lines[1 + len(remark)] if len(lines) > 1 + len(remark) else None
    if not isinstance(name, FlowParagraph) or name.marker or label.marker:
        return [label]
    look, other = look_of(label), look_of(name)
    larger = other.size > max(body.size, look.size)
    alike = larger or replace(look, capitals=False) == replace(other, capitals=False)
    apart = other.size > body.size or (other.bold and not body.bold) or bool(name.heading)
    near = label.place.page == name.place.page and name.gap < NEAR * other.size
    whole = count_words(name.text) <= MOST_WORDS and not counted_name(name.text) and not number_depth(name.text)
    return [label, *remark, name] if alike and apart and near and whole else [label]


def without_anchors(flow: Flow) -> Flow:
    """The flow without the signs that a web page shows beside each of its headings, as links to these; they are set aside."""
    signs = [b for b in flow.blocks if isinstance(b, FlowParagraph) and b.text.strip() in SIGNS]
    if len(signs) < FEWEST_SIGNS:
        return flow
    kept = tuple(block for block in flow.blocks if not any(block is sign for sign in signs))
    asides = (Aside(sign.text.strip(), "sign of a link to a heading", sign.place) for sign in signs)
    return replace(flow, blocks=kept, asides=(*flow.asides, *asides))


def _parted(block: FlowBlock) -> tuple[FlowBlock, ...]:
    """A paragraph as its numbered bold lines and the rest, where a manual break parts them; else the block as it is."""
    if not isinstance(block, FlowParagraph) or block.heading or block.marker:
        return (block,)
    bold = list(takewhile(lambda run: run.bold or not run.text.strip(), block.runs))
    rest = block.runs[len(bold) :]
    head = "".join(run.text for run in bold)
    after = rest[0].text if rest else ""
    broken = "\n" in head[len(head.rstrip()) :] or "\n" in after[: len(after) - len(after.lstrip())]
    if not (rest and broken and number_depth(head) and count_words(head) <= MOST_WORDS):
        return (block,)
    lines = tuple(replace(run, text=run.text.replace("\n", " ")) for run in bold)
    return replace(block, runs=lines), replace(block, runs=_stripped(rest), bookmarks=(), gap=0.0)


def _stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])


def _numbers(above: FlowParagraph, below: FlowParagraph, body: ParagraphLook) -> bool:
    """Whether a line is the number of the short line right under it, set like it and unlike the text."""
    look = look_of(above)
    label = count_words(above.text) == FIGURES and bool(number_depth(f"{folded(above.text)} x"))
    alike = look == replace(look_of(below), capitals=False) and above.heading == below.heading
    apart = bool(above.heading) or look.size > body.size or (look.bold and not body.bold)
    near = above.place.page == below.place.page and below.gap < look.size
    short = (
        count_words(below.text) <= MOST_WORDS and not number_depth(below.text) and not (above.marker or below.marker)
    )
    return label and alike and apart and near and short


def filled_in_lines(paragraphs: Sequence[tuple[int, FlowParagraph]]) -> set[int]:
    """Names below lines to sign on or the end of a letter, and lines that begin with a label, three or more together."""
    signed = {index for (_, above), (index, line) in pairwise(paragraphs) if _is_signed(above, line)}
    signed |= {
        index
        for (_, text), (_, end), (index, _) in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False)
        if ENDS_LETTER.fullmatch(folded(end.text)) and look_of(end) == look_of(text)
    }
    lines = [i for i, p in paragraphs if not p.marker and HEAD_LINE.fullmatch(p.text) and not number_depth(p.text)]
    three = [run for run in zip(lines, lines[1:], lines[2:], strict=False) if run[2] - run[0] == len(run) - 1]
    return signed | {index for run in three for index in run}


def _is_signed(above: FlowParagraph, line: FlowParagraph) -> bool:
    """Whether a line stands below lines to sign on, or close below "Signed ……… Date ………": it says who signs."""
    close = line.gap < look_of(line).size and line.place.page == above.place.page
    labelled = any(map(str.isalpha, above.text)) and TO_FILL_IN.search(above.text)
    return bool(TO_SIGN.fullmatch(above.text) or (close and labelled))


def without_letters(candidates: Sequence[HeadingCandidate]) -> list[HeadingCandidate]:
    """Without single characters right under one another: those are a title set downwards, as on the cover of a file."""
    single = {c.index for c in candidates if len(c.text) == 1 and not c.marked}
    return [c for c in candidates if not (c.index in single and single & {c.index - 1, c.index + 1})]


def without_names(
    candidates: Sequence[HeadingCandidate], paragraphs: dict[int, FlowParagraph]
) -> list[HeadingCandidate]:
    """Without lines close below one another on a page, set alike, three or more: the names of those who came, or dates.

    The first lines of all may be a title; and what is numbered is no name.
    """
    runs: list[list[HeadingCandidate]] = []
    for c in candidates:
        last = runs[-1][-1] if runs else None
        line = paragraphs[c.index]
        close = last is not None and c.index == last.index + 1 and 0 < line.gap < c.look.size and line.place.page
        if close and last and last.look == c.look and not (c.marked or last.marked or number_depth(c.text)):
            runs[-1].append(c)
        else:
            runs.append([c])
    return [c for at, run in enumerate(runs) for c in run if at == 0 or len(run) < SEVERAL]
