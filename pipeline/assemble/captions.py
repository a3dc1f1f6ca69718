"""Captions: "Table 1: …" and "Figure 2: …" belong to their table or picture, once, and are never headings.

A caption is in Word's Caption style or begins with such a label, and stands right above or below what it names. Which of the
two, the document tells: authors put all captions of their tables on one side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, Picture, Run

LABELLED = re.compile(
    r"(?:(?P<table>table|tabl|tabelle|tableau|tabla)|chart|graph|figure|fig\.|diagram|map|picture|image|photo|illustration|ffigur)"
    r"\s+(?:\d{1,3}|[A-Z])(?:[.\-–]\d{1,3})*[a-z]?(?:\s*[:.–—-]\s|\t|\s*$|\s+(?-i:(?=[A-Z].*[^.;,:?!]$)))",
    re.IGNORECASE,
)
"""Behind the number stands a sign, or words that begin with a capital and are no sentence."""
MOST_WORDS = 60


def with_captions(flow: Flow) -> Flow:
    """The flow with each caption in its table or picture instead of a paragraph beside it."""
    blocks: list[FlowBlock | None] = list(flow.blocks)
    marked = [at for at, block in enumerate(flow.blocks) if _is_caption(block)]
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
