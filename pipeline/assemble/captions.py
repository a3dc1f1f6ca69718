"""Captions: "Table 1: …" and "Figure 2: …" belong to their table or picture, once, and are never headings.

A caption is in Word's Caption style or begins with such a label, and stands right above or below what it names. Which of the
two, the document decides: authors put all captions of their tables on one side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.assemble.runs import is_bold
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, Picture, Run
from pipeline.sources.typesetting import look_of

LABELLED = re.compile(
    r"(?:(?P<table>table|tabl|tabelle|tableau|tabla)|chart|graph|figure|fig\.|diagram|map|picture|image|photo|illustration|ffigur)"
    r"\s+(?:\d{1,3}|[A-Z])(?:[.\-–]\d{1,3})*[a-z]?(?:\s*[:.–—-]\s|\t|\s*$|\s+(?-i:(?=[A-Z].*[^.;,:?!]$)))",
    re.IGNORECASE,
)
"""Behind the number stands a sign, or words that begin with a capital and are no sentence."""
MOST_WORDS = 60
MOST_TITLE_WORDS = 16
"""Words of a bold line that names a table without a label."""
CENTRED = 12.0
"""Points by which the middle of such a line may miss that of its table: columns and borders are not drawn evenly."""


def with_captions(flow: Flow) -> Flow:
    """The flow with each caption in its table or picture instead of a paragraph beside it."""
    blocks: list[FlowBlock | None] = list(flow.blocks)
    marked = sorted({at for at, block in enumerate(flow.blocks) if _is_caption(block)} | _centred_titles(flow.blocks))
    for table in (True, False):
        kind = [at for at in marked if _of_table(flow.blocks, at) == table]
        below = sum(_fits(blocks, at - 1, table) for at in kind) > sum(_fits(blocks, at + 1, table) for at in kind)
        for at in kind:
            near = (at - 1, at + 1) if below else (at + 1, at - 1)
            # A table may be a picture, and a chart the table of its figures: what is of the other kind comes last.
            target = next((to for own in (table, not table) for to in near if _fits(blocks, to, own)), None)
            caption = flow.blocks[at]
            if target is not None and isinstance(caption, FlowParagraph):
                blocks[target] = _captioned(blocks[target], caption)
                blocks[at] = None
    return replace(flow, blocks=tuple(block for block in blocks if block is not None))


def is_labelled(paragraph: FlowParagraph) -> bool:
    """Whether a paragraph begins as captions do: "Table 1: …", "Figure 2 Map of the wards"."""
    return bool(LABELLED.match(paragraph.text.strip())) and len(paragraph.text.split()) <= MOST_WORDS


def _is_caption(block: FlowBlock) -> bool:
    if not isinstance(block, FlowParagraph) or block.marker:
        return False
    styled = block.style.lower() == "caption" and len(block.text.split()) <= MOST_WORDS
    return bool(block.text.strip()) and (styled or is_labelled(block))


def _centred_titles(blocks: Sequence[FlowBlock]) -> set[int]:
    """Bold lines centred right over tables, where centred lines set alike stand over tables more often than over text."""
    bold = [at for at, block in enumerate(blocks) if _is_short_bold(block)]
    over = {at for at in bold if _fits(blocks, at + 1, table=True) and _is_centred_over(blocks[at], blocks[at + 1])}
    looks = {at: look_of(block) for at in bold if isinstance(block := blocks[at], FlowParagraph)}
    centred = Counter(looks[at] for at in bold if at in over or _is_centred(blocks[at]))
    counts = Counter(looks[at] for at in over)
    return {at for at in over if 2 * counts[looks[at]] > centred[looks[at]] > 1}


def _is_short_bold(block: FlowBlock) -> bool:
    if not isinstance(block, FlowParagraph) or block.marker or block.heading:
        return False
    return len(block.text.split()) <= MOST_TITLE_WORDS and is_bold(block)


def _is_centred(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and block.align == "center"


def _is_centred_over(line: FlowBlock, table: FlowBlock) -> bool:
    """Whether a line is centred over the table under it; where the source gives no places, how the line is set decides."""
    one, other = line.place.box, table.place.box
    if one is None or other is None:
        return _is_centred(line)
    return abs(one[0] + one[2] - other[0] - other[2]) < 2 * CENTRED < abs(one[0] - other[0]) + CENTRED


def _of_table(blocks: Sequence[FlowBlock], at: int) -> bool:
    """Whether a caption names a table: by its label, else by what it stands at."""
    block = blocks[at]
    match = LABELLED.match(block.text.strip()) if isinstance(block, FlowParagraph) else None
    return (
        bool(match["table"])
        if match
        else not (_fits(blocks, at - 1, table=False) or _fits(blocks, at + 1, table=False))
    )


def _fits(blocks: Sequence[FlowBlock | None], at: int, table: bool) -> bool:
    """Whether there is a table, or a picture, that has no caption yet."""
    block = blocks[at] if 0 <= at < len(blocks) else None
    return isinstance(block, Grid if table else Picture) and not block.caption_runs


def _captioned(block: FlowBlock | None, caption: FlowParagraph) -> FlowBlock:
    """The table or picture with its caption. A link into the source leads nowhere from here; its words stay."""
    runs = tuple(_without_inner_link(run) for run in caption.runs)
    if isinstance(block, Grid):
        return replace(block, caption_runs=runs, bookmarks=block.bookmarks + caption.bookmarks)
    assert isinstance(block, Picture)
    return replace(block, caption_runs=runs)


def _without_inner_link(run: Run) -> Run:
    return replace(run, link="") if run.link.startswith("#") else run
