"""Figures of accounts whose minus or bracket is printed apart from them, at the left edge of the cell: "-   2,454" is "-2,454".

Left apart, the minus would be taken for a bullet, and a deficit for a surplus.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.assemble.runs import Edit, edited, folded
from pipeline.model.flow import Flow, FlowBlock, FlowBlocks, FlowParagraph, Grid, Repair

REASON = "sign apart from its figure"
# A minus or a bracket, white space, and nothing but a figure.
APART = re.compile(r"\s*[-–−(](?P<gap>\s+)[£$€(]?\s?\d[\d.,\s]*(?:[)%£$€]+\s*)?")


def with_signs(flow: Flow) -> tuple[Flow, list[Repair]]:
    """The flow with each sign at its figure, where they are all that a cell says, and what was joined where."""
    repairs: list[Repair] = []

    def over(blocks: FlowBlocks, in_cell: bool) -> FlowBlocks:
        return tuple(change(block, in_cell and len(blocks) == 1) for block in blocks)

    def change(block: FlowBlock, alone: bool) -> FlowBlock:
        if isinstance(block, Grid):
            return replace(block, cells=tuple(replace(cell, blocks=over(cell.blocks, True)) for cell in block.cells))
        if not isinstance(block, FlowParagraph) or block.marker or not alone:
            return block
        if apart := APART.fullmatch(block.text):
            whole = replace(block, runs=edited(block.runs, [Edit(*apart.span("gap"), "")]))
            repairs.append(Repair(folded(block.text), folded(whole.text), REASON, block.place))
            return whole
        return block

    return replace(flow, blocks=over(flow.blocks, False)), repairs
