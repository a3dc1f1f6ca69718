"""The OpenDocument edition (ODF 1.3), made on request from the same views and the same style template as the Word edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from pipeline.builders import Built, Job
from pipeline.builders.odt.blocks import BlockWriter, Frame
from pipeline.builders.odt.fonts import FONT, font_faces, font_parts
from pipeline.builders.odt.pictures import Pictures
from pipeline.builders.odt.styles import StyleConverter
from pipeline.builders.odt.tables import Tables
from pipeline.builders.odt.text import TextWriter
from pipeline.builders.odt.xml import VERSION, Element, add_text, o, package, q, serialised, style_name
from pipeline.builders.office.bookmarks import Bookmarks
from pipeline.builders.office.fonts import EmbeddedFonts, embedded
from pipeline.builders.office.front_matter import FrontMatter, about_file
from pipeline.builders.office.numbering import NumberingPart
from pipeline.builders.office.package import TemplateRefused, WordFile
from pipeline.builders.office.pages import PageShape, on_pages, portrait, turns
from pipeline.builders.office.picture_size import enlargement
from pipeline.builders.office.shared import TEMPLATE, raised_marks
from pipeline.builders.office.styles import LARGE_PRINT, StyleSheet
from pipeline.builders.office.template import in_brand
from pipeline.builders.office.widths import table_grids
from pipeline.editions.edition import Piece, View
from pipeline.editions.reading import Voice
from pipeline.editions.site import EditionName
from pipeline.editions.words import load
from pipeline.model.document import Added
from pipeline.model.findings import Finding, error
from pipeline.ooxml.fixed import digests


def build(job: Job) -> Built:
    """The file of one edition. A template that cannot be used gives a finding and no file."""
    try:
        template = WordFile(in_brand(job.assets.templates.get(TEMPLATE), job.site.brand))
    except TemplateRefused as refusal:
        return Built({}, (refusal.finding,))
    writer = _Writer(job, template)
    data = writer.file()
    name = EditionName("odt", job.look.name).file(job.edition.name, ".odt")
    about = (*about_file(name, writer.matter.facts()), *((name, *fact) for fact in digests(data)))
    return Built({name: data}, tuple(writer.findings()), tuple(writer.pieces()), about=about)


class _Writer:
    """Writes one file: content, styles with page layouts, and what the file says of itself."""

    def __init__(self, job: Job, template: WordFile) -> None:
        self.job, self.edition, look = job, job.edition, job.look
        self.words = load(job.assets, job.edition.language)
        self.voice = Voice(job.edition, self.words.texts, run_in=True)
        self.matter = FrontMatter(job, self.voice, self.words)
        self.sheet = StyleSheet(template.styles)
        numbering = NumberingPart(template.numbering, self.sheet)
        numbering.set_for(look.size / self.sheet.size)
        self.sheet.set_for(look)
        self.styles = StyleConverter(self.sheet, template.numbering, job.edition.language, look.ground)
        self.large = look.size >= LARGE_PRINT
        before, _, after = self.words("note", number="\0").partition("\0")
        mark = (f" [{before}", f"{after}]") if self.large else ("", "")
        self.text = TextWriter(
            {note.key: note for note in job.edition.notes}, Bookmarks(), mark, job.edition.mark_language
        )
        self.pictures = Pictures(dict(job.assets.pictures), enlargement(job.look))
        measured = table_grids(job, self.voice)
        tables = Tables(self.sheet, measured, self.voice, leftward=bool(self.styles.writing_mode))
        self.blocks = BlockWriter(self.text, self.pictures, tables)
        self.loose = [note for note in job.edition.notes if not note.references]
        self.runs: list[tuple[PageShape, list[View]]] = on_pages(job.edition.body, look, self.voice, measured) or [
            (portrait(look), [])
        ]
        self.matter.set_apart(self.runs)
        self.shapes = list(dict.fromkeys([portrait(look), *(shape for shape, _ in self.runs)]))
        self._starts: list[Element] = []
        self.inside = EmbeddedFonts()

    def file(self) -> bytes:
        """The package."""
        words = (*self.pieces(), *(piece for note in self.edition.notes for piece in self.voice.note(note)))
        self.inside = self.text.inside = embedded(self.job, words)
        content = self._content()
        content.insert(0, font_faces(self.inside))
        if self.inside.other:
            self.sheet.set_other(self.inside.other)
        parts = {
            "content.xml": serialised(content),
            "styles.xml": serialised(self._styles()),
            "meta.xml": serialised(self._meta()),
            **self.pictures.parts,
            **font_parts(self.inside),
        }
        return package(parts, {**self.pictures.media, **dict.fromkeys(font_parts(self.inside), FONT)})

    def findings(self) -> Iterator[Finding]:
        """What could not be done as the document or the template wants it."""
        yield from (*self.sheet.findings, *self.text.findings, *self.pictures.findings)
        yield from turns(self.runs, self.voice)
        for anchor in self.text.bookmarks.dangling:
            yield error("link-broken", f"a link leads to “#{anchor}”, which this publication does not have")

    def pieces(self) -> Iterator[Piece]:
        """The words in reading order, the notes at the end in the order of their marks."""
        yield from self.matter.pieces()
        for _, views in self.runs:
            yield from (raised_marks(piece, self.large) for piece in self.voice.views(tuple(views)))
        if self.loose and self.edition.notes_heading is not None:
            yield from self.voice.view(self.edition.notes_heading)
        by_number = {note.number: note for note in self.edition.notes}
        for note in (*self.loose, *(by_number[number] for number in self.text.seen)):
            yield Piece(note.block, f"{note.number} ", "note")
            loose = note in self.loose  # a paragraph under the heading of the notes
            yield from self.voice.inlines(note.inlines, note.block) if loose else self.voice.note(note)

    # ------------------------------------------------------------------------------------------ content

    def _content(self) -> Element:
        body = o("office:text", *self._front(), *self._text())
        automatic = o(
            "office:automatic-styles", *self._starts, *self.text.languages(), *self.blocks.tables.cell_styles()
        )
        return o("office:document-content", automatic, o("office:body", body), office__version=VERSION)

    def _front(self) -> list[Element]:
        page = portrait(self.job.look)
        first = page if self.matter.stands_alone else self.runs[0][0]
        made = self.blocks.views(self.matter.views(), Frame(page.text_width))
        made += [self.blocks.paragraph(style, line) for style, line in self.matter.details()]
        self._start(made, first, "Front")
        contents = self._contents()
        if self.matter.stands_alone and contents:
            self._start([contents[0]], self.runs[0][0])
        return [*made, *contents]

    def _contents(self) -> list[Element]:
        """A heading and a contents index whose entries are links without page numbers (ODF 8.3)."""
        if not self.matter.entries:
            return []
        self.blocks.anchors.append(self.edition.contents_heading.id)
        heading = self.blocks.heading(self.edition.contents_heading, "TOC Heading")
        deepest = max(view.level for view in self.matter.entries)
        source = o("text:table-of-content-source", text__outline_level=deepest)
        for level in range(1, deepest + 1):
            template = o("text:table-of-content-entry-template", text__outline_level=level)
            template.set(q("text:style-name"), style_name(f"toc {min(level, 4)}"))
            template.extend(
                [o("text:index-entry-link-start"), o("text:index-entry-text"), o("text:index-entry-link-end")]
            )
            source.append(template)
        entries = o("text:index-body")
        for view in self.matter.entries:
            link = o("text:a", xlink__type="simple", xlink__href=f"#{self.text.bookmarks.name(view.id, used=True)}")
            link.set(q("text:style-name"), style_name("Hyperlink"))
            link.set(q("text:visited-style-name"), style_name("Hyperlink"))
            self.text.write(link, self.matter.entry(view))
            entries.append(o("text:p", link, text__style_name=style_name(f"toc {view.level}")))
        return [heading, o("text:table-of-content", source, entries, text__name="Contents")]

    def _text(self) -> list[Element]:
        made: list[Element] = []
        for number, (shape, views) in enumerate(self.runs):
            text = self.blocks.views(tuple(views), Frame(shape.text_width))
            if number or (self.matter.stands_alone and not self.matter.entries):
                self._start(text, shape)
            made += text
        if self.loose and self.edition.notes_heading is not None:
            made.append(self.blocks.heading(self.edition.notes_heading))
            for note in self.loose:
                words = (Added(f"{note.number} ", "note"), *note.inlines)
                made.append(self.blocks.paragraph("footnote text", words))
        return made

    def _start(self, blocks: list[Element], shape: PageShape, kind: str = "Pages") -> None:
        """Let the first paragraph begin a page of a shape, by a style of its own (ODF 20.346)."""
        first = next((block for block in blocks if block.tag in (q("text:p"), q("text:h"))), None)
        if first is None:
            return
        name = f"Start{len(self._starts) + 1}"
        page = f"{kind}{self.shapes.index(shape) + 1}"
        style = o("style:style", style__name=name, style__family="paragraph", style__master_page_name=page)
        style.set(q("style:parent-style-name"), first.get(q("text:style-name")))
        first.set(q("text:style-name"), name)
        self._starts.append(style)

    # ------------------------------------------------------------------------------------------ styles and properties

    def _styles(self) -> Element:
        masters = o("office:master-styles")
        for number, _ in enumerate(self.shapes, 1):
            page = o("style:master-page", style__name=f"Pages{number}", style__page_layout_name=f"Page{number}")
            page.extend([o("style:header", self._header()), o("style:footer", self._footer())])
            first = o("style:master-page", style__name=f"Front{number}", style__page_layout_name=f"Page{number}")
            first.set(q("style:next-style-name"), f"Pages{number}")
            first.append(o("style:footer", self._footer()))
            masters.extend([page, first])
        parts = [self.styles.common(self.blocks.numberings), self.styles.pages(self.shapes), masters]
        return o("office:document-styles", font_faces(self.inside), *parts, office__version=VERSION)

    def _header(self) -> Element:
        made = o("text:p", text__style_name=style_name("header"))
        add_text(made, self.matter.running)
        return made

    def _footer(self) -> Element:
        """ "Page X of Y" in fields that count for themselves."""
        made = o("text:p", text__style_name=style_name("footer"))
        for part in self.words("page", number="\0number\0", count="\0count\0").split("\0"):
            if part in ("number", "count"):
                made.append(o(f"text:page-{part}"))
                made[-1].text = "1"
            else:
                add_text(made, part)
        return made

    def _meta(self) -> Element:
        facts = self.matter.facts()
        time = datetime.fromtimestamp(self.job.moment, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        named = {
            "dc:title": facts["title"], "dc:subject": facts["subject"], "meta:keyword": facts["keywords"],
            "meta:initial-creator": facts["author"], "dc:creator": facts["author"], "meta:creation-date": time,
            "dc:date": time, "dc:language": facts["language"],
        }  # fmt: skip
        meta = o("office:meta")
        for name, text in named.items():
            entry = o(name)
            entry.text = text
            meta.append(entry)
        element = o("meta:user-defined", meta__name="Publication")
        element.text = facts["identifier"]
        meta.append(element)
        return o("office:document-meta", meta, office__version=VERSION)
