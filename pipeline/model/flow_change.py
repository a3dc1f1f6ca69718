"""Changes every paragraph of a flow, including those in cells and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.model.flow import Flow, FlowBlock, FlowBlocks, FlowNote, FlowParagraph, Grid

Change = Callable[[FlowParagraph], FlowParagraph]


def blocks_over(blocks: FlowBlocks, change: Change) -> FlowBlocks:
    """Returns the blocks with each paragraph changed, at any depth."""
    return tuple(_block(block, change) for block in blocks)


def _block(block: FlowBlock, change: Change) -> FlowBlock:
    if isinstance(block, FlowParagraph):
        return change(block)
    if isinstance(block, Grid):
        cells = tuple(replace(cell, blocks=blocks_over(cell.blocks, change)) for cell in block.cells)
        return replace(block, cells=cells)
    return block


def flow_over(flow: Flow, change: Change) -> Flow:
    """Returns the flow with each paragraph changed, including those of notes."""
    notes = tuple(FlowNote(note.key, tuple(map(change, note.paragraphs)), note.place) for note in flow.notes)
    return replace(flow, blocks=blocks_over(flow.blocks, change), notes=notes)
