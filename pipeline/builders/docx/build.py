"""The Word edition: real styles, lists, tables, notes and bookmarks, filled into the council's style template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.builders import Built, Job
from pipeline.builders.docx.front import Front
from pipeline.builders.docx.sections import Sections
from pipeline.builders.docx.writers import DocxWriters
from pipeline.builders.office.fonts import EmbeddedFonts, embedded
from pipeline.builders.office.front_matter import FrontMatter, about_file
from pipeline.builders.office.package import Relate, TemplateRefused, WordFile
from pipeline.builders.office.pages import turns
from pipeline.builders.office.shared import TEMPLATE
from pipeline.builders.office.styles import recolour
from pipeline.builders.office.template import in_brand
from pipeline.editions.edition import NoteView, Piece
from pipeline.editions.site import EditionName
from pipeline.model.walk import canonical, digest
from pipeline.ooxml.added import properties
from pipeline.ooxml.elements import Element, q, text_run, val, w
from pipeline.ooxml.fixed import digests

SAYING = frozenset(map(q, ("t", "tab", "br", "noBreakHyphen", "footnoteReference")))  # what a run can say
ADDED_STYLES = ("Added Words", "Added Label", "Added Link", "Added Run-in Label", "Run-in Colon")
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}  # the footnotes that Word wants before the first one


def build(job: Job) -> Built:
    """The file of one edition. A template that cannot be used gives a finding and no file."""
    try:
        file = WordFile(in_brand(job.assets.templates.get(TEMPLATE), job.site.brand))
    except TemplateRefused as refusal:
        return Built({}, (refusal.finding,))
    kit = DocxWriters(job, file)
    front = Front(kit)
    sections = Sections(kit, front)
    document = w("document", sections.body())
    marks = list(document.iter(q("footnoteReference")))
    notes = _in_order_of(kit, marks)
    numbers = [note.number for note in notes]
    if numbers != list(range(1, len(numbers) + 1)):
        _tell_numbers(marks)
    words = (*front.matter.pieces(), *sections.pieces(), *_note_pieces(kit, notes))
    inside = embedded(job, words)
    if notes:
        file.add_notes(lambda relate: _in_families(_footnotes(kit, notes, relate), inside))
    _finish(kit, front.matter, document, noted=bool(notes))
    _in_families(document, inside)
    if inside.other:
        kit.styles.set_other(inside.other)
    if inside.fonts:
        file.embed(inside.fonts)
    name = EditionName("docx", job.look.name).file(job.edition.name, ".docx")
    facts = front.matter.facts()
    running = (front.matter.running, *[kit.words("page", number="1", count="1")] * 2)
    about = (*about_file(name, facts), (name, "keywords", facts["keywords"][:255]))
    about += tuple((name, "running words", text) for text in running)
    data = file.written(document)
    about += tuple((name, *fact) for fact in digests(data))
    return Built({name: data}, (*kit.findings(), *turns(sections.runs, kit.voice)), words, about=about)


def _in_families(part: Element, inside: EmbeddedFonts) -> Element:
    """The part, in which runs of further scripts name the family that has their letters."""
    for run in part.iter(q("r")) if inside.more else ():
        if family := inside.family_of("".join(text.text or "" for text in run.iter(q("t")))):
            properties = run.find(q("rPr"))
            if properties is None:
                run.insert(0, properties := w("rPr"))
            properties.insert(int(properties.find(q("rStyle")) is not None), w("rFonts", cs=family))
    return part


def _in_order_of(kit: DocxWriters, marks: list[Element]) -> list[NoteView]:
    """The notes in the order of their marks, in which Word counts them."""
    by_number = {note.number: note for note in kit.edition.notes}
    return [by_number[int(mark.get(q("id")))] for mark in marks]


def _tell_numbers(marks: list[Element]) -> None:
    """Marks that say their own number, where the numbers of the publication are not in the order of its marks (17.11.14)."""
    for mark in marks:
        mark.set(q("customMarkFollows"), "1")
        words = w("t")
        words.text = mark.get(q("id"))
        mark.addnext(words)


def _footnotes(kit: DocxWriters, notes: list[NoteView], relate: Relate) -> Element:
    """The notes as real footnotes, after the two separators that Word keeps there."""
    made = w("footnotes")
    for ident, kind in SEPARATORS.items():
        made.append(w("footnote", w("p", w("r", w(kind))), type=kind, id=ident))
    style, raised = kit.styles.id("footnote text"), kit.styles.id("footnote reference")
    inlines = replace(kit.inlines, relate=relate)
    counted = [note.number for note in notes] == list(range(1, len(notes) + 1))
    for note in notes:
        properties = w("rPr", w("rStyle", val=raised))
        mark = w("r", properties, w("footnoteRef")) if counted else text_run(str(note.number), properties)
        runs = [mark, text_run(" "), *inlines.runs(note.inlines, note.block)]
        made.append(w("footnote", w("p", w("pPr", w("pStyle", val=style)), *runs), id=note.number))
    return made


def _note_pieces(kit: DocxWriters, notes: list[NoteView]) -> Iterator[Piece]:
    for note in notes:
        yield Piece(note.block, f"{note.number} ", "note", anchors=(f"note-{note.number}",))
        yield from kit.voice.note(note)


def _finish(kit: DocxWriters, matter: FrontMatter, document: Element, noted: bool) -> None:
    """Language, colours of the paper, and what the file says of itself."""
    job, file, edition = kit.job, kit.file, kit.edition
    if kit.look.ground.lower() != "#ffffff":
        document.insert(0, w("background", color=kit.look.ground.lstrip("#").upper()))
        recolour(file.numbering, kit.look)
        file.show_ground()
    file.name_notes(tuple(SEPARATORS) if noted else ())
    file.set_language(edition.language)
    custom = {
        "Publication": edition.name,
        "Look": kit.look.name,
        "Content": digest(piece.text for piece in canonical(job.document)),
        **properties(_added(kit, document)),
    }
    file.describe(matter.facts(), job.moment, custom)


def _added(kit: DocxWriters, document: Element) -> Iterator[str]:
    """The stretches of added words: the way back tells by them what someone typed over or beside them."""
    styles = {kit.styles.id(name) for name in ADDED_STYLES}
    for paragraph in document.iter(q("p")):
        stretch = ""
        for run in paragraph.iter(q("r")):
            if val(run.find(f"{q('rPr')}/{q('rStyle')}")) in styles:
                stretch += "".join(text.text or "" for text in run.iter(q("t")))
            elif any(part.tag in SAYING for part in run):
                yield stretch
                stretch = ""
        yield stretch
