"""The Word edition: real styles, lists, tables, notes and bookmarks, filled into the council's style template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.builders import Built, Job
from pipeline.builders.docx_front import Front
from pipeline.builders.docx_kit import Kit
from pipeline.builders.docx_package import Refused, Relate, WordFile
from pipeline.builders.docx_sections import Sections
from pipeline.builders.docx_styles import recolour
from pipeline.builders.docx_xml import Element, text_run, w
from pipeline.edition import Piece
from pipeline.site import EditionName

TEMPLATE = "reference.docx"
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}  # the footnotes that Word wants before the first one


def build(job: Job) -> Built:
    """The file of one edition. A template that cannot be used gives a finding and no file."""
    try:
        file = WordFile(job.assets.templates.get(TEMPLATE))
    except Refused as refusal:
        return Built({}, (refusal.finding,))
    kit = Kit(job, file)
    front = Front(kit)
    sections = Sections(kit, front)
    document = w("document", sections.body())
    if kit.edition.notes:
        file.add_notes(lambda relate: _footnotes(kit, relate))
    _finish(kit, document)
    words = (*front.pieces(), *sections.pieces(), *_note_pieces(kit))
    name = EditionName("docx", job.look.name).file(job.edition.name, ".docx")
    return Built({name: file.written(document)}, tuple(kit.findings()), words)


def _footnotes(kit: Kit, relate: Relate) -> Element:
    """The notes as real footnotes, after the two separators that Word keeps there."""
    made = w("footnotes")
    for ident, kind in SEPARATORS.items():
        made.append(w("footnote", w("p", w("r", w(kind))), type=kind, id=ident))
    style = kit.styles.id("footnote text")
    inlines = replace(kit.inlines, relate=relate)
    for note in kit.edition.notes:
        mark = w("r", w("rPr", w("rStyle", val=kit.styles.id("footnote reference"))), w("footnoteRef"))
        runs = [mark, text_run(" "), *inlines.runs(note.inlines, note.block)]
        made.append(w("footnote", w("p", w("pPr", w("pStyle", val=style)), *runs), id=note.number))
    return made


def _note_pieces(kit: Kit) -> Iterator[Piece]:
    for note in kit.edition.notes:
        yield Piece(note.block, f"{note.number} ", "note")
        yield from kit.voice.note(note)


def _finish(kit: Kit, document: Element) -> None:
    """Language, colours of the paper, and what the file says of itself."""
    job, file, edition = kit.job, kit.file, kit.edition
    if kit.look.ground.lower() != "#ffffff":
        document.insert(0, w("background", color=kit.look.ground.lstrip("#").upper()))
        recolour(file.numbering, kit.look)
        file.show_ground()
    file.name_notes(tuple(SEPARATORS) if edition.notes else ())
    file.set_language(edition.language)
    title = "".join(piece.text for piece in kit.voice.inlines(edition.title, "") if not piece.kind).replace("\n", " ")
    subjects = [job.document.kind.replace("-", " "), job.document.period]
    facts = {
        "title": title,
        "author": job.site.council or job.document.owner,
        "subject": job.document.summary or " ".join(filter(None, subjects)),
        "keywords": ", ".join(filter(None, [*subjects, job.site.council])),
        "language": edition.language,
        "identifier": edition.name,
    }
    file.describe(facts, job.moment, {"Publication": edition.name, "Look": kit.look.name})
