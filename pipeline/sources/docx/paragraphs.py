"""Reads a paragraph of the normalised XML as a `FlowParagraph`, with the boxes and pictures anchored in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.model.flow import FlowBlock, FlowParagraph, Marker, Run
from pipeline.ooxml.styles import CharacterFormat, ParagraphFormat, first_of
from pipeline.ooxml.xml import Element, child, points, q, switched
from pipeline.sources.docx.fields import ASIDE, BROKEN, LINK
from pipeline.sources.docx.objects import is_below, read_object
from pipeline.sources.docx.story import Layout, Story

Read = Callable[[Story, Element], list[FlowBlock]]
_SPACES = {q("w:br"): "\n", q("w:cr"): "\n", q("w:tab"): "\t", q("w:ptab"): "\t"}
DEFAULT_TAB = 36.0  # points (17.15.1.25)
BLACK = "#000000"  # the colour of text without one
LOST = "this cross-reference of the Word file is broken; what should it say?"
_TEXTS = (q("w:t"), q("w:delText"))
_OBJECTS = (q("w:drawing"), q("w:pict"), q("w:object"))
_NOTES = (q("w:footnoteReference"), q("w:endnoteReference"))
_ALIGN = {"both": "justify", "distribute": "justify", "end": "right", "start": "left"}


@dataclass
class Gathered:
    """The contents of a paragraph: the format of each stretch of text, and its pieces."""

    settings: list[Run] = field(default_factory=list)
    pieces: list[list[str]] = field(default_factory=list)
    asides: list[tuple[list[str], str]] = field(default_factory=list)
    leaving_out: str = ""
    worded: bool = False
    broken: bool = False
    before: list[FlowBlock] = field(default_factory=list)
    after: list[FlowBlock] = field(default_factory=list)

    @property
    def runs(self) -> list[Run]:
        """The runs, with neighbours of the same format joined."""
        texts = ("".join(pieces) for pieces in self.pieces)
        return [replace(setting, text=text) for setting, text in zip(self.settings, texts, strict=True)]

    def add(self, text: str, setting: Run) -> None:
        """Adds text, to the last stretch if it has the same format. A note mark is always a stretch of its own."""
        self.leaving_out = ""
        self.worded = self.worded or bool(text.strip())
        if self.settings and not setting.note and self.settings[-1] == setting:
            self.pieces[-1].append(text)
        else:
            self.settings.append(setting)
            self.pieces.append([text])

    def set_aside(self, text: str, reason: str) -> None:
        """Adds words that are not content; neighbours with the same reason are joined."""
        if self.leaving_out == reason:
            self.asides[-1][0].append(text)
        else:
            self.asides.append(([text], reason))
        self.leaving_out = reason


def read_paragraph(story: Story, paragraph: Element, read: Read, bookmarks: tuple[str, ...] = ()) -> list[FlowBlock]:
    """Returns the objects before the first word, the paragraph if it has words, and the objects behind or below that word."""
    place = story.place(paragraph)
    setting = story.account.styles.setting(paragraph)
    gathered = Gathered()
    for run in paragraph.iterchildren(q("w:r")):
        _read_run(story, run, setting.style, gathered, read)
    for texts, reason in gathered.asides:
        story.set_aside("".join(texts), reason, place)
    blocks = list(gathered.before)
    flow_paragraph = _flow_paragraph(story, setting, story.markers.get(paragraph), gathered.runs)
    if flow_paragraph is not None:
        marks = bookmarks + own_bookmarks(paragraph)
        whole = replace(flow_paragraph, bookmarks=marks, doubt=LOST if gathered.broken else "", place=place)
        blocks += [part for lines in _split_heading(whole) for part in _split_title(lines)]
    return blocks + gathered.after


def _split_title(paragraph: FlowParagraph) -> list[FlowParagraph]:
    """Splits off a bold first line that ends with a manual line break, which looks like a title on the page."""
    title, text = _around_break(paragraph, last=False)
    words = "".join(part.text for part in title).strip()
    bold = [{part.bold for part in runs if part.text.strip()} for runs in (title, text)]
    if paragraph.heading or bold[0] != {True} or True in bold[1] or not bold[1] or words.endswith(":"):
        return [paragraph]
    return _parted(paragraph, title, text)


def _split_heading(paragraph: FlowParagraph) -> list[FlowParagraph]:
    """Splits off a last line behind a manual break, such as one of a column, whose letters are larger than all before.

    One with figures, such as a sum, stays with what it ends.
    """
    above, heading = _around_break(paragraph, last=True)
    largest, least = ([part.size for part in runs if part.text.strip()] for runs in (above, heading))
    figures = any(map(str.isdigit, "".join(part.text for part in heading)))
    if paragraph.heading or not largest or not least or min(least) <= max(largest) or figures:
        return [paragraph]
    return _parted(paragraph, above, heading)


def _around_break(paragraph: FlowParagraph, *, last: bool) -> tuple[list[Run], list[Run]]:
    """Returns the runs before and behind the first or the last manual break; all are before it where there is none."""
    runs = paragraph.runs
    found = [at for at, run in enumerate(runs) if "\n" in run.text]
    if not found:
        return list(runs), []
    at = found[-1] if last else found[0]
    text = runs[at].text
    before, _, behind = text.rpartition("\n") if last else text.partition("\n")
    halves = (*runs[:at], replace(runs[at], text=before)), (replace(runs[at], text=behind), *runs[at + 1 :])
    first, second = ([part for part in half if part.text] for half in halves)
    return first, second


def _parted(paragraph: FlowParagraph, first: list[Run], last: list[Run]) -> list[FlowParagraph]:
    below = replace(paragraph, runs=tuple(last), marker=None, bookmarks=(), gap=0.0)
    return [replace(paragraph, runs=tuple(first)), below]


def own_bookmarks(paragraph: Element) -> tuple[str, ...]:
    """The names of the bookmarks of a paragraph or before a block, without Word's own."""
    marks = [paragraph] if paragraph.tag == q("w:bookmarkStart") else paragraph.iterchildren(q("w:bookmarkStart"))
    names = (mark.get(q("w:name"), "") for mark in marks)
    return tuple(name for name in names if name and name != "_GoBack")


def _read_run(story: Story, run: Element, style: str, gathered: Gathered, read: Read) -> None:
    look = story.account.styles.look(run, style, story.table_style)
    setting = _setting(look, run.get(LINK, ""))
    reason = run.get(ASIDE)
    gathered.broken = gathered.broken or bool(run.get(BROKEN))
    for part in run:
        text = part.text or "" if part.tag in _TEXTS else _SPACES.get(part.tag, "")
        if text == "\n" and not gathered.settings and part.get(q("w:type")) in ("page", "column"):
            continue
        if text and reason:
            gathered.set_aside(text, reason)
        elif text:
            language = _language(story, look, text)
            gathered.add(text, replace(setting, language=language) if language else setting)
        elif part.tag in _NOTES:
            kind = part.tag.rpartition("}")[2].removesuffix("Reference")
            mark = story.account.marks.get((kind, part.get(q("w:id"), "")))
            if mark and not reason:
                gathered.add(mark.mark, replace(setting, note=mark.key, superscript=True, link=""))
        elif part.tag in _OBJECTS:
            if gathered.worded and child(part, "wp:inline") is not None:
                gathered.add(" ", setting)
            side = gathered.after if gathered.worded or is_below(part) else gathered.before
            side += read_object(story, part, read, reason or "")


def _setting(look: CharacterFormat, link: str) -> Run:
    """Returns a run of this format without text."""
    return Run(
        "",
        look.bold,
        look.italic,
        look.superscript,
        look.size,
        "" if look.colour == BLACK else look.colour,
        link,
        capitals=look.capitals,
        underlined=look.underlined and not link,
    )


def _language(story: Story, look: CharacterFormat, text: str) -> str:
    """The language of a text if it differs from the document's, ignoring the country."""
    language = look.language_of(text)
    return "" if language.split("-")[0].lower() == story.account.language.split("-")[0].lower() else language


def _flow_paragraph(
    story: Story, setting: ParagraphFormat, marker: Marker | None, runs: list[Run]
) -> FlowParagraph | None:
    layout = _layout(story, setting)
    gap = layout.before + story.space_after
    text = "".join(run.text for run in runs)
    if not text.strip():
        size = runs[0].size if runs else 10.0
        story.space_after = gap + size + layout.after
        return None
    story.space_after = layout.after
    tabs = DEFAULT_TAB * (len(text) - len(text.lstrip("\t")))
    return FlowParagraph(
        runs=tuple(runs),
        heading=setting.heading,
        marker=marker,
        indent=layout.left + tabs,
        marker_indent=layout.left + layout.first + tabs,
        gap=gap,
        align=layout.align,
        style=setting.name,
    )


def _layout(story: Story, setting: ParagraphFormat) -> Layout:
    """Returns the layout of paragraphs with this setting, which is computed once."""
    cached = story.account.layouts.get(id(setting))
    if cached is not None:
        return cached
    numbering = story.account.numbering
    item = numbering.item(setting)
    layers = setting.layers(child(numbering.level(*item) if item else None, "w:pPr"))
    align = first_of(layers, "w:jc") or "left"
    if any(switched(layer, "w:bidi") for layer in layers):
        align = {"left": "right", "start": "right", "right": "left", "end": "left"}.get(align, align)
    before = points(first_of(layers, "w:spacing", "w:before")) or 0.0
    after = points(first_of(layers, "w:spacing", "w:after")) or 0.0
    layout = Layout(before, after, *_indents(layers), _ALIGN.get(align, align))
    story.account.layouts[id(setting)] = layout
    return layout


def _indents(layers: tuple[Element, ...]) -> tuple[float, float]:
    """Returns the left edge of the text and the indent of its first line from there, in points (17.3.1.12)."""
    left = first_of(layers, "w:ind", "w:left") or first_of(layers, "w:ind", "w:start")
    for layer in layers:
        hanging, first = first_of((layer,), "w:ind", "w:hanging"), first_of((layer,), "w:ind", "w:firstLine")
        if hanging is not None or first is not None:
            return points(left) or 0.0, -(points(hanging) or 0.0) if hanging is not None else points(first) or 0.0
    return points(left) or 0.0, 0.0
