"""Sections: pages of one shape, with the header and footer that all of them share (ECMA-376 part 1, 17.6)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.builders.docx.blocks import Frame
from pipeline.builders.docx.front import Front
from pipeline.builders.docx.writers import DocxWriters
from pipeline.builders.office.package import MEDIA, RELATIONS
from pipeline.builders.office.pages import PageShape, on_pages
from pipeline.builders.office.shared import raised_marks
from pipeline.editions.edition import IdeaView, NoteView, Piece, TableView, View
from pipeline.editions.reading import added, known
from pipeline.model.document import Added, Inlines, Link
from pipeline.ooxml.elements import Element, R, field, q, text_run, w

EDGE = 567  # header and footer stand 10 mm from the edge of the paper


class Sections:
    """Front and text; wide plans on landscape pages, then the notes that no mark in the text refers to."""

    def __init__(self, kit: DocxWriters, front: Front) -> None:
        self.kit, self.front = kit, front
        self.loose = [note for note in kit.edition.notes if not note.references]
        runs = on_pages(kit.edition.body, kit.look, kit.voice, kit.grids) or [(kit.page, [])]
        if self.loose and kit.edition.notes_heading is not None:
            if runs[-1][0] != kit.page:
                runs.append((kit.page, []))
            runs[-1][1].append(kit.edition.notes_heading)
        front.matter.set_apart(runs)
        self.runs: list[tuple[PageShape, list[View]]] = runs
        self._referred = False

    def body(self) -> Element:
        """The whole body; every run of pages but the last ends in a paragraph that carries its section.

        The contents list stands on pages of the shape that the text begins with, so that no section ends in its field.
        """
        made = self.front.opening()
        if self.front.matter.stands_alone:
            self._close(made, self.kit.page)
        made += self.front.contents()
        for number, (shape, views) in enumerate(self.runs):
            made += self.kit.blocks.views(tuple(views), Frame(shape.text_width))
            if self._goes_back(views):
                made.append(self.kit.blocks.paragraph("Back to Contents", (self._way_back(),), ""))
            if number < len(self.runs) - 1:
                self._close(made, shape)
        made += [self.kit.blocks.paragraph("footnote text", words, note.block) for note, words in self._loose()]
        return w("body", *made, self._section(self.runs[-1][0]))

    def pieces(self) -> Iterator[Piece]:
        """The words of the body in reading order, with the ways back to the contents list."""
        for _, views in self.runs:
            yield from (raised_marks(piece, self.kit.large) for piece in self.kit.voice.views(tuple(views)))
            if self._goes_back(views):
                way_back = self.kit.words.whole("back_to_contents", "contents")
                yield added(way_back.text, "contents", link=self._contents_list, language=way_back.language)
        for note, words in self._loose():
            yield from known(self.kit.voice.inlines(words, note.block))

    def _loose(self) -> Iterator[tuple[NoteView, Inlines]]:
        for note in self.loose:
            yield note, (Added(f"{note.number} ", "note"), *note.inlines)

    def _goes_back(self, views: list[View]) -> bool:
        """Word wants a paragraph after a table that ends its pages; a way back to the contents list is of more use than none."""
        return bool(views and self.front.entries and isinstance(views[-1], TableView | IdeaView))

    @property
    def _contents_list(self) -> str:
        return f"#{self.kit.edition.contents_heading.id}"

    def _way_back(self) -> Link:
        return Link(self._contents_list, (self.kit.words.whole("back_to_contents", "contents"),))

    def _close(self, made: list[Element], shape: PageShape) -> None:
        """End a section with the last paragraph, or with one of its own after a table."""
        section = self._section(shape)
        properties = made[-1].find(q("pPr")) if made[-1].tag == q("p") else None
        if properties is None or properties.find(q("sectPr")) is not None:
            made.append(w("p", w("pPr", section)))
        else:
            properties.append(section)

    def _section(self, shape: PageShape) -> Element:
        """A section; the first one names header and footer, and goes without the header on its first page."""
        made, first = w("sectPr"), not self._referred
        if first:
            self._referred = True
            made.extend(self._references())
        size = w("pgSz", w=shape.width, h=shape.height)
        if shape.landscape:
            size.set(q("orient"), "landscape")
        sides = dict.fromkeys(("top", "right", "bottom", "left"), shape.margin)
        made.extend([w("type", val="nextPage"), size, w("pgMar", **sides, header=EDGE, footer=EDGE, gutter=0)])
        if first:
            made.append(w("titlePg"))
        return made

    def _references(self) -> Iterator[Element]:
        parts = [
            ("header", "default", self._header()),
            ("footer", "default", self._footer()),
            ("footer", "first", self._footer()),
        ]
        for number, (kind, pages, content) in enumerate(parts, 1):
            reference = w(f"{kind}Reference", type=pages)
            reference.set(f"{{{R}}}id", self.kit.file.add(f"{kind}{number}.xml", content, MEDIA[kind], RELATIONS[kind]))
            yield reference

    def _header(self) -> Element:
        """Whose paper it is, and which: short, since screen readers pass it over."""
        return w("hdr", self._line("header", [text_run(self.front.matter.running)]))

    def _footer(self) -> Element:
        """ "Page X of Y" in fields that count for themselves."""
        runs: list[Element] = []
        language = self.kit.words.language_of("page")
        template = self.kit.words("page", number="\0PAGE\0", count="\0NUMPAGES\0")
        for part in template.split("\0"):
            runs += field(part, "1") if part in ("PAGE", "NUMPAGES") else [text_run(part)] if part else []
        for run in runs if language else ():
            properties = w("rPr", w("lang", val=language))
            run.insert(0, properties)
        return w("ftr", self._line("footer", runs))

    def _line(self, style: str, runs: list[Element]) -> Element:
        return w("p", w("pPr", w("pStyle", val=self.kit.styles.id(style))), *runs)
