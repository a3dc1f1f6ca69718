"""Reads what is around the text of a Word file: notes, comments, running headers and footers."""

from __future__ import annotations

from pipeline.model.findings import note, warning
from pipeline.model.flow import FlowBlocks, FlowNote, FlowParagraph, Grid
from pipeline.ooxml.numbering import formatted
from pipeline.ooxml.package import Relationship
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element, child, q, value
from pipeline.sources.docx.blocks import read_blocks
from pipeline.sources.docx.fields import ASIDE, CODE, PAGE_NUMBER
from pipeline.sources.docx.findings import shortened
from pipeline.sources.docx.hidden.hidden_runs import DELETED, HIDDEN, NOT_SHOWN
from pipeline.sources.docx.hidden.unseen_places import MERGED
from pipeline.sources.docx.story import NoteMark, Story

LEAST_TITLE = 3
"""Words: a shorter line of a header, such as "DRAFT" or the name of the council, is no title."""
SENTENCE = 8
"""Words: a shorter line that ends in a full stop may be an address or a name."""
NOT_PRINTED = (DELETED, HIDDEN, NOT_SHOWN, MERGED, CODE)
"""Word does not print a note whose mark is deleted, hidden, or in a place that shows nothing."""
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


def title_in(root: Element, styles: Styles) -> str:
    """What a header says in the style Title, or else its longest bold line; "" if that is short."""
    titles, bold = [], [""]
    for paragraph in root.iter(q("w:p")):
        setting = styles.setting(paragraph)
        runs = [
            run for run in paragraph.iterchildren(q("w:r")) if not run.get(ASIDE) and run.find(q("w:t")) is not None
        ]
        text = " ".join("".join(part.text or "" for run in runs for part in run.iterchildren(q("w:t"))).split())
        if setting.name.lower() == "title":
            titles.append(text)
        elif all(styles.look(run, setting.style).bold for run in runs):
            bold.append(text)
    title = " ".join(titles) or max(bold, key=len)
    return title if len(title.split()) >= LEAST_TITLE else ""


def first_page_parts(body: Element, relationships: dict[str, Relationship]) -> set[str]:
    """The headers and footers that no page but the first of a section shows (17.10.5)."""
    kinds: dict[str, set[str]] = {}
    for reference in body.iter(q("w:headerReference"), q("w:footerReference")):
        entry = relationships.get(reference.get(q("r:id"), ""))
        kinds.setdefault(entry.target if entry else "", set()).add(reference.get(q("w:type"), "default"))
    return {part for part, types in kinds.items() if types == {"first"}}


def report_sentences(story: Story, root: Element) -> None:
    """Warns of each sentence in a header or footer of first pages only, which is no furniture."""
    for paragraph in root.iter(q("w:p")):
        text = " ".join("".join(part.text or "" for part in paragraph.iter(q("w:t"))).split())
        if len(text.split()) >= SENTENCE and text.endswith("."):
            message = f"text that is in the header or footer of a first page only was left out: “{shortened(text)}”"
            hint = "if readers need it, add it to the text"
            story.account.findings.append(warning("left-out", message, story.place(paragraph), hint))


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
