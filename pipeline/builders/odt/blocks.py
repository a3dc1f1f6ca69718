"""The views of an edition as OpenDocument text: headings, real lists, tables with header rows, pictures in line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from pipeline.builders.odt.pictures import Pictures
from pipeline.builders.odt.styles import list_style
from pipeline.builders.odt.tables import Tables
from pipeline.builders.odt.text import RunFormat, TextWriter
from pipeline.builders.odt.xml import Element, o, q, style_name
from pipeline.builders.office.shared import COLON, DEEPEST, LABELLED, LOGO, RUN_IN, TEXT_STYLES
from pipeline.builders.office.style_list import LIST_DEPTH
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
from pipeline.model.document import Added, Inlines, Numbering

PLAIN = RunFormat()


@dataclass(frozen=True)
class Frame:
    """Where blocks stand: the style of plain paragraphs, the width in twentieths of a point, whether it is a cell."""

    width: int
    text: str = "Body Text"
    in_cell: bool = False


@dataclass
class BlockWriter:
    """Writes views; `anchors` wait for the next paragraph, which then carries them as bookmarks.

    `numberings` gathers those of the lists that were written, each of which needs a list style.
    """

    text: TextWriter
    pictures: Pictures
    tables: Tables
    anchors: list[str] = field(default_factory=list)
    numberings: set[Numbering] = field(default_factory=set)

    def views(self, views: Views, frame: Frame) -> list[Element]:
        """Views one after another."""
        return [element for view in views for element in self.view(view, frame)]

    def view(self, view: View, frame: Frame) -> list[Element]:
        """One view."""
        match view:
            case HeadingView():
                return [self.heading(view)]
            case ParagraphView():
                return [self.paragraph(TEXT_STYLES.get(view.style, frame.text), view.inlines)]
            case ListView():
                return [self._list(view, frame, 0)]
            case TableView():
                return self._flat_table(view, frame) if frame.in_cell else self._table(view, frame)
            case EntryView():
                return [self.heading(view.heading), *self._fields(view, frame)]
            case ActionView():
                self.anchors.append(view.id)
                return [self.paragraph("Action Reference", view.reference), *self.views(view.blocks, frame)]
            case ImageView():
                caption = [self.paragraph("caption", view.caption)] if view.caption else []
                return [*self._picture(view, frame), *caption]
            case DefinitionsView(entries=entries):
                return [made for entry in entries for made in self._labelled(entry.label, entry.blocks, frame)]
            case QuoteView():
                return self.views(view.blocks, frame if frame.in_cell else replace(frame, text="Quote"))
            case BoxView():
                style, inner = (
                    ("Field Label", frame) if frame.in_cell else ("Box Label", replace(frame, text="Box Text"))
                )
                return [self.paragraph(style, view.label), *self.views(view.blocks, inner)]
            case IdeaView():
                return self.views((view.picture, *view.blocks), frame)
            case SectionView():
                return [self.heading(view.heading), *self.views(view.blocks, frame)]
            case _ as never:
                assert_never(never)

    def heading(self, view: HeadingView, style: str = "") -> Element:
        """A real heading with its outline level (ODF 5.1.2)."""
        self.anchors.append(view.id)
        level = max(1, min(DEEPEST, view.level))
        made = o("text:h", text__style_name=style_name(style or f"heading {level}"), text__outline_level=level)
        return self._filled(made, view.inlines)

    def paragraph(self, style: str, inlines: Inlines) -> Element:
        """A paragraph in a style, with the bookmarks that wait."""
        return self._filled(o("text:p", text__style_name=style_name(style)), inlines)

    def _filled(self, made: Element, inlines: Inlines, setting: RunFormat = PLAIN) -> Element:
        names = [name for anchor in self.anchors if (name := self.text.bookmarks.once(anchor))]
        self.anchors.clear()
        made.extend(o("text:bookmark-start", text__name=name) for name in names)
        self.text.write(made, inlines, setting)
        made.extend(o("text:bookmark-end", text__name=name) for name in names)
        return made

    def _list(self, view: ListView, frame: Frame, level: int) -> Element:
        """A list; nested ones stand in their items, and an item's further paragraphs stand beside its first."""
        made = o("text:list")
        made.set(q("text:style-name"), list_style(view.numbering))
        self.numberings |= {view.numbering} if view.numbering else set()
        shown = min(level, LIST_DEPTH - 1)
        name = "List Number" if view.numbering else "List Bullet"
        style = f"{name} {shown + 1}" if shown else name
        further = f"List Continue {shown + 1}" if shown else "List Continue"
        for position, item in enumerate(view.items):
            entry = o("text:list-item")
            if view.numbering and position == 0:
                entry.set(q("text:start-value"), str(view.numbering.start))
            for index, block in enumerate(item.blocks):
                if isinstance(block, ListView):
                    entry.append(self._list(block, frame, level + 1))
                else:
                    entry.extend(self.view(block, replace(frame, text=further if index else style)))
            made.append(entry)
        return made

    def _table(self, view: TableView, frame: Frame) -> list[Element]:
        self.anchors.append(view.id)
        caption = [self.paragraph("caption", view.caption)] if view.caption else []

        def cell(blocks: Views, width: int, anchors: tuple[str, ...]) -> list[Element]:
            self.anchors.extend(anchors)
            return self.views(blocks, Frame(width, "Table Text", True)) or [self.paragraph("Table Text", ())]

        def label(words: Inlines) -> Element:
            return self.paragraph("Table Heading", words)

        return [*caption, self.tables.table(view, frame.width, cell, label)]

    def _flat_table(self, view: TableView, frame: Frame) -> list[Element]:
        """A table that stands in a cell, as labelled paragraphs."""
        made = [self.paragraph("Field Label", view.caption)] if view.caption else []
        for row in view.rows:
            self.anchors.append(row.id)
            for label, blocks in zip(view.columns, row.cells, strict=True):
                made += [self.paragraph("Field Label", label), *self.views(blocks, frame)]
        return made

    def _fields(self, view: EntryView, frame: Frame) -> list[Element]:
        return [made for part in view.fields for made in self._labelled(part.label, part.blocks, frame)]

    def _labelled(self, label: Inlines, blocks: Views, frame: Frame) -> list[Element]:
        """A label and its value, in one paragraph where the value begins with one; a label that stands alone is not bold."""
        label = with_colon(label)
        first = blocks[0] if blocks else None
        if not label or not isinstance(first, ParagraphView):
            alone = [self.paragraph("Field Label", label)] if label else []
            return [*alone, *self.views(blocks, frame)]
        style = TEXT_STYLES.get(first.style, frame.text)
        made = o("text:p", text__style_name=style_name(LABELLED.get(style, style)))
        self._filled(made, label[:-1], RunFormat(RUN_IN))
        self.text.write(made, label[-1:], RunFormat(COLON))
        self.text.write(made, first.inlines)
        return [made, *self.views(blocks[1:], frame)]

    def _picture(self, view: ImageView, frame: Frame) -> list[Element]:
        drawing = self.pictures.frame(view, frame.width)
        if drawing is None:
            return [self.paragraph(frame.text, (Added(view.alt, "picture", view.language),))] if view.alt else []
        style = "Before Title" if view.block == LOGO else "Picture" if frame.text == "Body Text" else frame.text
        made = self.paragraph(style, ())
        made.append(self.text.in_language(drawing, view.language))
        return [made]
