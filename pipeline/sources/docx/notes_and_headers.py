"""Reads what is around the text of a Word file: notes, comments, running headers and footers."""

from __future__ import annotations

from pipeline.model.findings import note
from pipeline.model.flow import FlowBlocks, FlowNote, FlowParagraph, Grid
from pipeline.ooxml.numbering import formatted
from pipeline.ooxml.xml import Element, child, q, value
from pipeline.sources.docx.blocks import read_blocks
from pipeline.sources.docx.fields import ASIDE, PAGE_NUMBER
from pipeline.sources.docx.findings import shortened
from pipeline.sources.docx.hidden.hidden_runs import DELETED, HIDDEN
from pipeline.sources.docx.story import NoteMark, Story

NOT_PRINTED = (DELETED, HIDDEN)
"""Word does not print a note whose mark is deleted or hidden."""
_AUTOMATIC = ("separator", "continuationSeparator", "continuationNotice")


def number_notes(body: Element, settings: Element | None) -> dict[tuple[str, str], NoteMark]:
    """Numbers the notes in the order in which the text refers to them (17.11): footnotes 1, 2; endnotes i, ii."""
    marks: dict[tuple[str, str], NoteMark] = {}
    for kind, prefix, usual in (("footnote", "", "decimal"), ("endnote", "e", "lowerRoman")):
        form = value(child(settings, f"w:{kind}Pr"), "w:numFmt") or usual
        for reference in body.iter(q(f"w:{kind}Reference")):
            identity = (kind, reference.get(q("w:id"), ""))
            if reference.getparent().get(ASIDE) not in NOT_PRINTED and identity not in marks:
                count = sum(1 for note_kind, _ in marks if note_kind == kind) + 1
                custom = reference.get(q("w:customMarkFollows"), "0").lower() in ("1", "true", "on")
                marks[identity] = NoteMark(f"{prefix}{count}", "" if custom else formatted(count, form))
    return marks


def read_notes(story: Story, root: Element, kind: str) -> list[FlowNote]:
    """Returns the notes of a part. A note without a reference is set aside, because Word does not print it."""
    notes = []
    for element in root.iterchildren(q(f"w:{kind}")):
        if element.get(q("w:type")) in _AUTOMATIC:
            continue
        mark = story.account.marks.get((kind, element.get(q("w:id"), "")))
        paragraphs = tuple(paragraphs_of(tuple(read_blocks(story, element))))
        if mark is not None:
            notes.append(FlowNote(mark.key, paragraphs, story.place(element)))
        else:
            for paragraph in paragraphs:
                story.set_aside(paragraph.text, f"{kind} that no mark refers to", paragraph.place)
    return notes


def paragraphs_of(blocks: FlowBlocks) -> list[FlowParagraph]:
    """Returns the paragraphs of blocks, including those in cells."""
    flow_paragraphs: list[FlowParagraph] = []
    for block in blocks:
        if isinstance(block, FlowParagraph):
            flow_paragraphs.append(block)
        elif isinstance(block, Grid):
            for cell in block.cells:
                flow_paragraphs += paragraphs_of(cell.blocks)
    return flow_paragraphs


def read_comments(story: Story, root: Element) -> None:
    """Sets comments aside and reports them. They are for the authors and never published."""
    for element in root.iterchildren(q("w:comment")):
        text = " ".join(paragraph.text for paragraph in paragraphs_of(tuple(read_blocks(story, element))))
        place = story.place(element)
        story.set_aside(text, "comment", place)
        author = element.get(q("w:author")) or "someone"
        message = f"a comment by {author} was left out: “{shortened(text)}”"
        story.account.findings.append(
            note("comment", message, place, "resolve it in Word, or add what it says yourself")
        )


def read_running(story: Story, root: Element) -> None:
    """Sets aside a header or footer: its page number separately, with the words up to the next tab stop."""
    reason = "running header" if root.tag == q("w:hdr") else "running footer"
    for paragraph in root.iter(q("w:p")):
        place = story.place(paragraph)
        segments: list[list[tuple[str, bool]]] = [[]]
        for run in paragraph.iterchildren(q("w:r")):
            is_number = run.get(ASIDE) == PAGE_NUMBER
            for part in run:
                if part.tag in (q("w:tab"), q("w:ptab"), q("w:br")):
                    segments.append([])
                elif part.tag in (q("w:t"), q("w:delText")):
                    segments[-1].append((part.text or "", is_number))
        for segment in segments:
            numbered = any(is_number for _, is_number in segment)
            story.set_aside("".join(text for text, _ in segment), PAGE_NUMBER if numbered else reason, place)
