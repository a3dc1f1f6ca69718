"""Reads the blocks of a body, cell, text box or note: its paragraphs and tables in their order."""

from __future__ import annotations

from pipeline.model.flow import FlowBlock
from pipeline.ooxml.xml import Element, q
from pipeline.sources.docx.paragraphs import own_bookmarks, read_paragraph
from pipeline.sources.docx.story import Story
from pipeline.sources.docx.tables import read_table


def read_blocks(story: Story, holder: Element) -> list[FlowBlock]:
    """Returns the blocks that are children of an element. Bookmarks of an empty paragraph go to the next block."""
    blocks: list[FlowBlock] = []
    waiting: tuple[str, ...] = ()
    for element in holder:
        new_blocks: list[FlowBlock] = []
        if element.tag == q("w:bookmarkStart"):
            waiting += own_bookmarks(element)
            continue
        if element.tag == q("w:p"):
            new_blocks = read_paragraph(story, element, read_blocks, waiting)
            if new_blocks:
                waiting = ()
            elif not any((text.text or "").strip() for text in element.iter(q("w:t"))):
                waiting += own_bookmarks(element)
        elif element.tag == q("w:tbl"):
            new_blocks = read_table(story, element, read_blocks, waiting)
            waiting = () if new_blocks else waiting
        blocks += new_blocks
    return blocks
