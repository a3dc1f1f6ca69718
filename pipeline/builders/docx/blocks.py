"""The views of an edition as paragraphs and tables of a Word document, each in a style of the template."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import assert_never

from pipeline.builders.docx.ideas import GAP, layout_table, widths
from pipeline.builders.docx.inlines import InlineWriter, RunFormat
from pipeline.builders.docx.pictures import Pictures
from pipeline.builders.docx.tables import TableWriter
from pipeline.builders.office.bookmarks import Bookmarks
from pipeline.builders.office.numbering import NumberingPart
from pipeline.builders.office.shared import COLON, DEEPEST, LABELLED, LOGO, RUN_IN, TEXT_STYLES
from pipeline.builders.office.style_list import LIST_DEPTH
from pipeline.builders.office.styles import StyleSheet
from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    EntryView,
    HeadingView,
    IdeaView,
    ImageView,
    ListView,
    ParagraphView,
    QuoteView,
    SectionView,
    TableView,
    View,
    Views,
)
from pipeline.editions.reading import with_colon
from pipeline.model.document import Added, Inlines
from pipeline.ooxml.elements import Element, q, w

BAND = re.compile(r"(.+)/band\d+")


@dataclass(frozen=True)
class Frame:
    """Where blocks stand: the style of plain paragraphs there, the width in twentieths of a point, whose words they are."""

    width: int
    text: str = "Body Text"
    lists: tuple[str, str] = ("List Bullet", "List Number")
    block: str = ""
    in_cell: bool = False


@dataclass
class BlockWriter:
    """Writes views; `anchors` wait for the next paragraph, which then carries them as bookmarks."""

    styles: StyleSheet
    bookmarks: Bookmarks
    inlines: InlineWriter
    numbering: NumberingPart
    pictures: Pictures
    tables: TableWriter
    anchors: list[str] = field(default_factory=list)
    _tables_seen: dict[str, int] = field(default_factory=dict)

    def views(self, views: Views, frame: Frame) -> list[Element]:
        """Views one after another; a bulleted list straight after another is a list of its own."""
        made: list[Element] = []
        previous: View | None = None
        for at, view in enumerate(views):
            if isinstance(view, IdeaView):
                if not isinstance(previous, IdeaView):
                    made += self._ideas(views[at:], frame)
            elif isinstance(view, ListView) and _bulleted(view) and _bulleted(previous):
                made += self._list(view, frame, self.numbering.new(None, view.depth))
            else:
                made += self.view(view, frame)
            previous = view
        return made

    def view(self, view: View, frame: Frame) -> list[Element]:
        """One view."""
        match view:
            case HeadingView():
                return [self._heading(view)]
            case ParagraphView():
                style = TEXT_STYLES.get(view.style, frame.text)
                return [self.paragraph(style, view.inlines, view.block or frame.block)]
            case ListView():
                return self._list(view, frame)
            case TableView():
                return self._flat_table(view, frame) if frame.in_cell else self._table(view, frame)
            case EntryView():
                return [*self.view(view.heading, frame), *self._fields(view, frame)]
            case ActionView():
                reference = self.paragraph("Action Reference", view.reference, view.block, anchor=view.id)
                words = self.views(view.blocks, replace(frame, block=view.block))
                return self.bookmarks.span([reference, *words], "Action")
            case ImageView():
                return [*self._picture(view, frame), *self._caption_below(view)]
            case DefinitionsView():
                return self._definitions(view, frame)
            case QuoteView():
                return self._quote(view, frame)
            case BoxView():
                return self._box(view, frame)
            case IdeaView():
                return self._ideas((view,), frame)
            case SectionView():
                return [*self.view(view.heading, frame), *self.views(view.blocks, frame)]
            case _ as never:
                assert_never(never)

    def _heading(self, view: HeadingView) -> Element:
        """A heading; one of a band also says which table's rows it stands above."""
        made = self.paragraph(f"heading {max(1, min(DEEPEST, view.level))}", view.inlines, view.block, anchor=view.id)
        band = BAND.fullmatch(view.block)
        if band:
            self.bookmarks.marked(made, f"Band{self._table_number(band[1])}")
        return made

    def _table_number(self, block: str) -> int:
        return self._tables_seen.setdefault(block, len(self._tables_seen) + 1)

    def paragraph(
        self, style: str, inlines: Inlines, block: str, number: Element | None = None, anchor: str = ""
    ) -> Element:
        """A paragraph in a style, with the bookmarks that wait and its own; `number` is its place in a list."""
        return self._paragraph(style, self.inlines.runs(inlines, block, self._setting(style)), number, anchor)

    def _setting(self, style: str) -> RunFormat:
        return RunFormat(ground_bold=self.styles.bold(style))

    def _paragraph(self, style: str, runs: list[Element], number: Element | None = None, anchor: str = "") -> Element:
        if anchor:
            self.anchors.append(anchor)
        properties = w("pPr", w("pStyle", val=self.styles.id(style)))
        if number is not None:
            properties.append(number)
        return w("p", properties, *self._anchored(runs))

    def _anchored(self, runs: list[Element]) -> list[Element]:
        waiting, self.anchors[:] = tuple(self.anchors), []
        return self.bookmarks.anchored(runs, waiting)

    # ------------------------------------------------------------------------------------------ lists

    def _list(self, view: ListView, frame: Frame, number: int = 0, level: int = 0) -> list[Element]:
        """A list in the styles of its level; `number` is the numbering it counts by, 0 for that of a bulleted style."""
        leveled = frame.lists[0].startswith("List ")  # boxes have one style for all levels
        if view.numbering or (level and not leveled and not number):
            number = self.numbering.new(view.numbering, level)
        made: list[Element] = []
        for item in view.items:
            first = item.blocks[0] if item.blocks else None
            if isinstance(first, ParagraphView):
                text, blocks = first, item.blocks[1:]
            else:  # its label stands alone
                text, blocks = ParagraphView((), frame.block), item.blocks
            made.append(self._item(text, bool(view.numbering), number, level, frame))
            inner = replace(frame, text=self._continued(level, frame))
            nested = 0
            for block in blocks:
                if isinstance(block, ListView):
                    shared = 0 if block.numbering or view.numbering or nested else number
                    nested += 1
                    made += self._list(block, frame, shared, level + 1)
                else:
                    made += self.view(block, inner)
        return made

    def _item(self, text: ParagraphView, ordered: bool, number: int, level: int, frame: Frame) -> Element:
        name, level = frame.lists[ordered], min(level, LIST_DEPTH - 1)
        style = f"{name} {level + 1}" if level and name.startswith("List ") else name
        place = w("numPr", w("ilvl", val=level), w("numId", val=number)) if number else None
        return self.paragraph(style, text.inlines, text.block or frame.block, place)

    def _continued(self, level: int, frame: Frame) -> str:
        if not frame.lists[0].startswith("List "):
            return "Box Continue"
        level = min(level, LIST_DEPTH - 1)
        return f"List Continue {level + 1}" if level else "List Continue"

    # ------------------------------------------------------------------------------------------ tables and records

    def _table(self, view: TableView, frame: Frame) -> list[Element]:
        caption: list[Element] = []
        if view.caption:
            caption.append(self.paragraph("caption", view.caption, view.block, anchor=view.id))
            self.bookmarks.marked(caption[0], f"Table{self._table_number(view.block)}")

        def cell(blocks: Views, width: int, anchors: tuple[str, ...]) -> list[Element]:
            self.anchors.extend(anchors)
            inner = Frame(width, "Table Text", frame.lists, view.block, in_cell=True)
            return self.views(blocks, inner) or [w("p", w("pPr", w("pStyle", val=self.styles.id("Table Text"))))]

        def label(words: Inlines) -> list[Element]:
            return self._anchored(
                self.inlines.runs(words, view.block, RunFormat(ground_bold=self.styles.bold("Table Heading")))
            )

        return [*caption, self.tables.table(view, frame.width, cell, label)]

    def _flat_table(self, view: TableView, frame: Frame) -> list[Element]:
        """A table that stands in a cell, as labelled paragraphs: Word's checker allows no nested tables."""
        made = [self.paragraph("Field Label", view.caption, view.block)] if view.caption else []
        for row in view.rows:
            self.anchors.append(row.id)
            for label, blocks in zip(view.columns, row.cells, strict=True):
                made.append(self.paragraph("Field Label", label, view.block))
                made += self.views(blocks, frame)
        return made

    def _fields(self, view: EntryView, frame: Frame) -> list[Element]:
        inner = replace(frame, block=view.block)
        return [made for part in view.fields for made in self._labelled(part.label, part.blocks, inner)]

    def _labelled(self, label: Inlines, blocks: Views, frame: Frame) -> list[Element]:
        """A label and its value, in one paragraph where the value begins with one.

        A label that stands alone, above a list or a picture, is not bold: it is no heading and looks like none.
        """
        label = with_colon(label)
        first = blocks[0] if blocks else None
        if not label or not isinstance(first, ParagraphView):
            alone = [self.paragraph("Field Label", label, frame.block)] if label else []
            return [*alone, *self.views(blocks, frame)]
        style = TEXT_STYLES.get(first.style, frame.text)
        style = LABELLED.get(style, style)
        setting = self._setting(style)
        runs = self.inlines.runs(label[:-1], frame.block, replace(setting, style=RUN_IN))
        runs += self.inlines.runs(label[-1:], frame.block, replace(setting, style=COLON))
        runs += self.inlines.runs(first.inlines, first.block or frame.block, setting)
        return [self._paragraph(style, runs), *self.views(blocks[1:], frame)]

    def _definitions(self, view: DefinitionsView, frame: Frame) -> list[Element]:
        made: list[Element] = []
        for entry in view.entries:
            made += self._labelled(entry.label, entry.blocks, replace(frame, block=entry.block))
        return self.bookmarks.span(made, "Definitions") if made else []

    def _caption_below(self, view: ImageView) -> list[Element]:
        """The caption of a picture. Captions stand above tables, so the style keeps them with what follows: not here."""
        if not view.caption:
            return []
        made = self.paragraph("caption", view.caption, view.block)
        made.find(q("pPr")).find(q("pStyle")).addnext(w("keepNext", val=0))
        self.bookmarks.marked(made, "Figure")
        return [made]

    def _box(self, view: BoxView, frame: Frame) -> list[Element]:
        inner = replace(frame, text="Box Text", lists=("Box Bullet", "Box Number"))
        style, inner = ("Field Label", frame) if frame.in_cell else ("Box Label", inner)
        made = [self.paragraph(style, view.label, frame.block), *self.views(view.blocks, inner)]
        return self.bookmarks.span(made, f"Box_{view.role.value}")

    def _ideas(self, views: Views, frame: Frame) -> list[Element]:
        """The ideas that stand first and follow each other."""
        left, right = widths(frame.width)
        sides = replace(frame, width=left - GAP), replace(frame, width=right - GAP)
        ideas = [
            idea_view
            for idea_view in takewhile(lambda view: isinstance(view, IdeaView), views)
            if isinstance(idea_view, IdeaView)
        ]
        made = [(self.view(idea.picture, sides[0]), self.views(idea.blocks, sides[1])) for idea in ideas]
        return [layout_table(frame.width, made)]

    def _quote(self, view: QuoteView, frame: Frame) -> list[Element]:
        apart = not frame.in_cell and "Continue" not in frame.text  # in an item, the style says of which list
        made = self.views(view.blocks, replace(frame, text="Quote") if apart else frame)
        return self.bookmarks.span(made, "Quote") if made and made[0].tag == q("p") else made

    def _picture(self, view: ImageView, frame: Frame) -> list[Element]:
        drawing = self.pictures.drawing(view, frame.width)
        alone = frame.text in ("Body Text", "Quote", "Box Text")
        style = "Before Title" if view.block == LOGO else "Picture" if alone else frame.text
        if drawing is None:
            return [self.paragraph(style, (Added(view.alt, "picture", view.language),), view.block)] if view.alt else []
        properties = w("pPr", w("pStyle", val=self.styles.id(style)))
        return [w("p", properties, *self._anchored([self.inlines.drawn(drawing, view.language)]))]


def _bulleted(view: View | None) -> bool:
    return isinstance(view, ListView) and not view.numbering
