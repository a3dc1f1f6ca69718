"""Numbered lists whose every item is a title: tags and styles call "1. GENERAL REQUIREMENTS" an item of a list.

Such an item is a short line set apart from text, is no sentence, and has other text under it before the next one. Its label
becomes text, so that the line can be a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.document import Numbering
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph
from pipeline.model.numbering import readings
from pipeline.sources.typesetting import LARGER, MOST_WORDS, ParagraphLook, body_look, look_of

FEWEST_TITLES = 2
ENDS = (".", ";", ",", ":")


@dataclass(frozen=True)
class _Item:
    """A paragraph with a label of a list: its place among the blocks, its level, and what its label may count."""

    at: int
    level: int
    readings: Sequence[Numbering]


def with_numbered_titles(flow: Flow) -> Flow:
    """The flow with the label of each item that is a title as the first word of its text."""
    blocks = list(flow.blocks)
    body = body_look(blocks)
    for count in _counts(blocks):
        if len(count) >= FEWEST_TITLES and all(_is_title(blocks, item, count, body) for item in count):
            for item in count:
                blocks[item.at] = _with_label(blocks[item.at])
    return replace(flow, blocks=tuple(blocks))


def _counts(blocks: Sequence[FlowBlock]) -> Iterator[list[_Item]]:
    """The items that count on from one another on one level, over all that stands between them."""
    open_counts: dict[int, list[_Item]] = {}
    for at, block in enumerate(blocks):
        marker = block.marker if isinstance(block, FlowParagraph) else None
        if marker is None or not marker.ordered or marker.level is None:
            continue
        item = _Item(at, marker.level, readings(marker.text.strip()))
        last = open_counts.get(item.level)
        if last and any(_follows(before, after) for before in last[-1].readings for after in item.readings):
            last.append(item)
            continue
        if last:
            yield last
        open_counts[item.level] = [item]
    yield from open_counts.values()


def _follows(one: Numbering, other: Numbering) -> bool:
    return replace(one, start=one.start + 1) == other


def _is_title(blocks: Sequence[FlowBlock], item: _Item, count: Sequence[_Item], body: ParagraphLook) -> bool:
    """Whether an item is a short line set apart, with something else than the next item of its count right under it."""
    block = blocks[item.at]
    if not isinstance(block, FlowParagraph) or block.heading or item.at + 1 >= len(blocks):
        return False
    text, look = block.text.strip(), look_of(block)
    apart = (look.bold and not body.bold) or look.capitals or look.underlined or look.size > LARGER * body.size
    short = len(text.split()) <= MOST_WORDS and not text.endswith(ENDS)
    return apart and short and all(other.at != item.at + 1 for other in count)


def _with_label(block: FlowBlock) -> FlowBlock:
    assert isinstance(block, FlowParagraph)
    assert block.marker is not None
    label = replace(block.runs[0], text=f"{block.marker.text.strip()} ", note="", link="")
    return replace(block, runs=(label, *block.runs), marker=None)
