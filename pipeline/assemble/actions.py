"""Actions that are prose: the paragraphs of a section of actions become records that can be followed."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.kinds.objectives import ACTION_HEADINGS
from pipeline.model.document import Action, Actions, Block, Blocks, List, Paragraph, Section
from pipeline.model.walk import plain_text

# What an action says: somebody will or must do it, or the verb that it begins with.
PROMISE = re.compile(
    r"\b(?:will|shall|must|to be|aim to|commit|ensure|continue to)\b|^(?:To )?[A-Z][a-z]+ (?:all|an?|the|our|new|more)\b"
)


def with_actions(section: Section) -> Section:
    """The section, and those in it, with the prose under a heading for actions as entries of their own."""
    blocks = section.blocks
    if is_for_actions(plain_text(section.heading)):
        blocks = _entries(blocks)
    return replace(section, blocks=blocks, sections=tuple(with_actions(child) for child in section.sections))


def is_for_actions(heading: str) -> bool:
    """Whether a heading announces agreed actions and nothing else."""
    bare = re.sub(r"^[\d.\s]+", "", heading.lower()).strip(" :.?")
    return bare in ACTION_HEADINGS


def _entries(blocks: Blocks) -> Blocks:
    """Neighbouring paragraphs as entries, each with the list that it leads into; other blocks stay as they are."""
    result: list[Block] = []
    entries: list[Action] = []
    for block in blocks:
        if isinstance(block, Paragraph) and not _is_label(block):
            entries.append(Action("", (block,), place=block.place))
        elif isinstance(block, List) and entries and _leads(entries[-1]):
            entries[-1] = replace(entries[-1], blocks=(*entries[-1].blocks, block))
        else:
            result += [Actions(tuple(entries), entries[0].place)] if entries else []
            entries = []
            result.append(block)
    result += [Actions(tuple(entries), entries[0].place)] if entries else []
    return blocks if _is_remark(result) else tuple(result)


def _is_remark(blocks: list[Block]) -> bool:
    """Whether all that stands there is one paragraph that promises nothing: "The plan was agreed in May." is no action."""
    match blocks:
        case [Actions((Action(blocks=(Paragraph(inlines),)),))]:
            return not PROMISE.search(plain_text(inlines))
    return False


def _is_label(paragraph: Paragraph) -> bool:
    """A short line with a colon before a list of actions is no action itself."""
    text = plain_text(paragraph.inlines)
    return text.endswith(":") and len(text.split()) <= 3


def _leads(action: Action) -> bool:
    last = action.blocks[-1]
    return isinstance(last, Paragraph) and plain_text(last.inlines).endswith(":")
