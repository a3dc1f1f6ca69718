"""Glossaries whose terms only show: each a short bold line of its own, most of them in small letters, over what it means.

    **baseline run**
    run that produces a baseline to which later runs can be compared

Headings begin with a capital or a number. The terms and meanings get the names of Word's styles for definitions, which the
rest of the assembly knows; a note under a meaning stays a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.assemble.bullets import typed_number
from pipeline.assemble.runs import is_bold
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph
from pipeline.sources.typesetting import look_of

TERM, MEANING = "definition term", "definition"
LONGEST_TERM = 6  # words
FEWEST_TERMS = 3
NEAR = 5  # paragraphs from one term to the next, notes between them counted
ENDS = (".", ":", ";", ",", "?", "!")


def with_glossaries(flow: Flow) -> Flow:
    """The flow with the terms of each glossary, and the paragraph or list under each, in the styles of definitions."""
    blocks = list(flow.blocks)
    for at in _terms(blocks):
        more = takewhile(_is_item, blocks[at + 2 :]) if _has_list(blocks[at + 1]) else ()
        for number, block in enumerate((*blocks[at : at + 2], *more), at):
            assert isinstance(block, FlowParagraph)
            blocks[number] = replace(block, style=TERM if number == at else MEANING)
    return replace(flow, blocks=tuple(blocks))


def _terms(blocks: Sequence[FlowBlock]) -> Iterator[int]:
    """The places of all terms: several lines set alike near one another, of which most begin in small letters."""
    found = [at for at in range(len(blocks) - 1) if _may_be_term(blocks[at]) and _may_be_meaning(blocks[at + 1])]
    runs: list[list[int]] = []
    for at in found:
        if runs and at - runs[-1][-1] <= NEAR and _alike(blocks[at], blocks[runs[-1][-1]]):
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        small = sum(_begins_small(blocks[at]) for at in run)
        if len(run) >= FEWEST_TERMS and 2 * small > len(run):
            yield from run


def _may_be_term(block: FlowBlock) -> bool:
    if not isinstance(block, FlowParagraph) or block.heading or block.marker or not is_bold(block):
        return False
    return len(block.text.split()) <= LONGEST_TERM and not block.text.rstrip().endswith(ENDS)


def _may_be_meaning(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and not block.heading and bool(block.text.strip()) and not is_bold(block)


def _has_list(block: FlowBlock) -> bool:
    """Whether a meaning is a list, or leads to one."""
    return _is_item(block) or (isinstance(block, FlowParagraph) and block.text.rstrip().endswith(":"))


def _is_item(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and (block.marker is not None or bool(typed_number(block.text)))


def _alike(one: FlowBlock, other: FlowBlock) -> bool:
    return isinstance(one, FlowParagraph) and isinstance(other, FlowParagraph) and look_of(one) == look_of(other)


def _begins_small(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and block.text.strip(" (“\"'")[:1].islower()
