"""A paragraph of the (normalised) XML as a `FlowParagraph`, with the boxes and pictures that are anchored in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.model.flow import FlowBlock, FlowParagraph, Marker, Run
from pipeline.ooxml.styles import Look, Setting, first_of
from pipeline.ooxml.xml import Element, child, points, q, switched
from pipeline.sources.docx.fields import ASIDE, LINK
from pipeline.sources.docx.objects import read_object
from pipeline.sources.docx.story import Story

Read = Callable[[Story, Element], list[FlowBlock]]
_SPACES = {q("w:br"): "\n", q("w:cr"): "\n", q("w:tab"): "\t", q("w:ptab"): "\t"}
DEFAULT_TAB = 36.0  # points (17.15.1.25)
BLACK = "#000000"  # what text without a colour prints in
_TEXTS = (q("w:t"), q("w:delText"))
_OBJECTS = (q("w:drawing"), q("w:pict"), q("w:object"))
_NOTES = (q("w:footnoteReference"), q("w:endnoteReference"))
_ALIGN = {"both": "justify", "distribute": "justify", "end": "right", "start": "left"}


@dataclass
class Gathered:
    """What the runs of one paragraph hold."""

    runs: list[Run] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    leaving_out: str = ""
    before: list[FlowBlock] = field(default_factory=list)
    after: list[FlowBlock] = field(default_factory=list)

    def add(self, run: Run) -> None:
        """Add a run, to the last one where both are set alike."""
        self.leaving_out = ""
        last = self.runs[-1] if self.runs else None
        if last and not last.note and not run.note and replace(last, text="") == replace(run, text=""):
            self.runs[-1] = replace(last, text=last.text + run.text)
        else:
            self.runs.append(run)

    def set_aside(self, text: str, reason: str) -> None:
        """Add words that are no content; neighbours of one reason are one piece."""
        if self.leaving_out == reason:
            text = self.asides.pop()[0] + text
        self.asides.append((text, reason))
        self.leaving_out = reason


def read_paragraph(story: Story, paragraph: Element, read: Read, bookmarks: tuple[str, ...] = ()) -> list[FlowBlock]:
    """The blocks of a paragraph: what is anchored before its first word, itself if it has words, what is anchored later."""
    place = story.place(paragraph)
    setting = story.account.styles.setting(paragraph)
    gathered = Gathered()
    for run in paragraph.iterchildren(q("w:r")):
        _read_run(story, run, setting.style, gathered, read)
    for text, reason in gathered.asides:
        story.set_aside(text, reason, place)
    blocks = list(gathered.before)
    made = _made(story, setting, story.markers.get(paragraph), gathered.runs)
    if made is not None:
        blocks.append(replace(made, bookmarks=bookmarks + own_bookmarks(paragraph), place=place))
    return blocks + gathered.after


def own_bookmarks(paragraph: Element) -> tuple[str, ...]:
    """The names of the bookmarks that begin in a paragraph or stand before a block, without Word's own."""
    marks = [paragraph] if paragraph.tag == q("w:bookmarkStart") else paragraph.iterchildren(q("w:bookmarkStart"))
    names = (mark.get(q("w:name"), "") for mark in marks)
    return tuple(name for name in names if name and name != "_GoBack")


def _read_run(story: Story, run: Element, style: str, gathered: Gathered, read: Read) -> None:
    look = story.account.styles.look(run, style, story.table_style)
    reason = run.get(ASIDE)
    for part in run:
        text = part.text or "" if part.tag in _TEXTS else _SPACES.get(part.tag, "")
        if text == "\n" and not gathered.runs and part.get(q("w:type")) in ("page", "column"):
            continue
        if text and reason:
            gathered.set_aside(text, reason)
        elif text:
            gathered.add(_run(story, text, look, run.get(LINK, "")))
        elif part.tag in _NOTES:
            kind = part.tag.rpartition("}")[2].removesuffix("Reference")
            mark = story.account.marks.get((kind, part.get(q("w:id"), "")))
            if mark and not reason:
                gathered.add(replace(_run(story, mark.mark, look, ""), note=mark.key, superscript=True))
        elif part.tag in _OBJECTS:
            side = gathered.after if any(entry.text.strip() for entry in gathered.runs) else gathered.before
            side += read_object(story, part, read, bool(reason))


def _run(story: Story, text: str, look: Look, link: str) -> Run:
    """The run; its language only where that is another than the document's, whatever the country."""
    language = look.language_of(text)
    if language.split("-")[0].lower() == story.account.language.split("-")[0].lower():
        language = ""
    colour = "" if look.colour == BLACK else look.colour
    return Run(
        text,
        look.bold,
        look.italic,
        look.superscript,
        look.size,
        colour,
        link,
        language,
        capitals=look.capitals,
        underlined=look.underlined and not link,
    )


def _made(story: Story, setting: Setting, marker: Marker | None, runs: list[Run]) -> FlowParagraph | None:
    numbering = story.account.numbering
    item = numbering.item(setting)
    level = numbering.level(*item) if item else None
    layers = setting.layers(child(level, "w:pPr"))
    before = points(first_of(layers, "w:spacing", "w:before")) or 0.0
    after = points(first_of(layers, "w:spacing", "w:after")) or 0.0
    gap = before + story.space_after
    if not "".join(run.text for run in runs).strip():
        size = runs[0].size if runs else 10.0
        story.space_after = gap + size + after
        return None
    story.space_after = after
    left, first = _indents(layers)
    text = "".join(run.text for run in runs)
    tabs = DEFAULT_TAB * (len(text) - len(text.lstrip("\t")))
    align = first_of(layers, "w:jc") or "left"
    if any(switched(layer, "w:bidi") for layer in layers):
        align = {"left": "right", "start": "right", "right": "left", "end": "left"}.get(align, align)
    return FlowParagraph(
        runs=tuple(runs),
        heading=setting.heading,
        marker=marker,
        indent=left + tabs,
        marker_indent=left + first + tabs,
        gap=gap,
        align=_ALIGN.get(align, align),
        style=setting.name,
    )


def _indents(layers: tuple[Element, ...]) -> tuple[float, float]:
    """The left edge of the text and how far its first line stands right of that, in points (17.3.1.12)."""
    left = first_of(layers, "w:ind", "w:left") or first_of(layers, "w:ind", "w:start")
    for layer in layers:
        hanging, first = first_of((layer,), "w:ind", "w:hanging"), first_of((layer,), "w:ind", "w:firstLine")
        if hanging is not None or first is not None:
            return points(left) or 0.0, -(points(hanging) or 0.0) if hanging is not None else points(first) or 0.0
    return points(left) or 0.0, 0.0
