"""Headings that share a paragraph with their text, or that stand on two lines: a number, and the words that it numbers.

"2.4 Record⏎the set of all that is kept" is a heading and a paragraph where the first line is bold and the next is not; "2.4" over
"Record", both set alike, is one heading.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from pipeline.assemble.runs import folded
from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Run
from pipeline.sources.typesetting import MOST_WORDS, ParagraphLook, body_look, count_words, look_of, number_depth

FIGURES = 1
"""Words of a line that is a number alone."""
SIGNS = frozenset("§¶#")
"""Signs beside headings that are links to them: a reader of an edition has other ways to a heading."""
FEWEST_SIGNS = 3


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
    return replace(flow, blocks=tuple(blocks))


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
