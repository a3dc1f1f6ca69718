"""Every paragraph of a flow changed in place, those in cells too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.model.flow import Flow, FlowBlock, FlowBlocks, FlowNote, FlowParagraph, Grid

Change = Callable[[FlowParagraph], FlowParagraph]


def blocks_over(blocks: FlowBlocks, change: Change) -> FlowBlocks:
    """The blocks with each paragraph changed."""
    return tuple(_block(block, change) for block in blocks)


def _block(block: FlowBlock, change: Change) -> FlowBlock:
    if isinstance(block, FlowParagraph):
        return change(block)
    if isinstance(block, Grid):
        cells = tuple(replace(cell, blocks=blocks_over(cell.blocks, change)) for cell in block.cells)
        return replace(block, cells=cells)
    return block


def flow_over(flow: Flow, change: Change) -> Flow:
    """The flow with each paragraph changed, those of notes too."""
    notes = tuple(FlowNote(note.key, tuple(map(change, note.paragraphs)), note.place) for note in flow.notes)
    return replace(flow, blocks=blocks_over(flow.blocks, change), notes=notes)
