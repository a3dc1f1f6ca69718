"""The PDF edition: PDF/UA-1 and PDF/A-3a in one file, set for print by the page engine (ISO 14289-1, ISO 19005-3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from pipeline.builders import BUILDERS, Built, Job
from pipeline.builders.data import as_csv, entries
from pipeline.builders.markup.notes import Marks
from pipeline.builders.office.picture_size import enlargement, resolution
from pipeline.builders.print.engine import collecting_later, lay_out, listening
from pipeline.builders.print.finish import PdfMetadata, finished
from pipeline.builders.print.fullness import cover_fits, thin_pages
from pipeline.builders.print.html import OnShelf, Print
from pipeline.builders.print.markup import DocumentLayout, prepare
from pipeline.builders.print.starts import starts
from pipeline.builders.print.style import mirrored, style
from pipeline.builders.print.tables import short_fields, turned_sections
from pipeline.builders.print.volumes import Volume, declared, grouped, parts, volumes
from pipeline.editions import words as added_words
from pipeline.editions.contrast import ENOUGH_CONTRAST, ratio
from pipeline.editions.edition import Piece
from pipeline.editions.looks import Look
from pipeline.editions.paper.fonts import Stack, fonts, stack
from pipeline.editions.paper.grids import grids
from pipeline.editions.paper.lines import too_wide, without_glyph
from pipeline.editions.site import EditionName
from pipeline.editions.words import Words
from pipeline.model.direction import direction
from pipeline.model.findings import Finding, Findings, error, note, warning
from pipeline.model.place import Place
from pipeline.model.walk import canonical

TRIES = 4
FLOWING_COVER = ".cover { break-after: auto; }"


@dataclass(frozen=True)
class PrintedFile:
    """One finished file: its bytes, its words, what was found, and where its anchors stand."""

    data: bytes
    pieces: tuple[Piece, ...]
    findings: Findings
    pages: int
    anchors: Mapping[str, int]
    about: PdfMetadata
    starts: tuple[str, ...]


def build(job: Job) -> Built:
    """Set an edition as a tagged PDF; findings say what the engine complained of and what cannot be set in this look."""
    words = added_words.load(job.assets, job.edition.language)
    used = stack(fonts(job.assets), job.look.face, characters(Print(job, words)), job.edition.language)
    places = {piece.block: piece.place for piece in canonical(job.document)}
    # Reported before anything is laid out: the engine takes minutes over a word of thousands of letters.
    wide = tuple(too_wide(job.edition.body, job.look, used, places))
    if wide and job.document.is_published:
        return Built({}, (*low_contrast(job.look), *wide))
    told = [_listed(block, count) for block, count in job.edition.listed]
    name = EditionName("pdf", job.look.name).file(job.edition.name, BUILDERS["pdf"].suffix)
    book = bound(job, Print(job, words), used)
    findings = (*wide, *told, *low_contrast(job.look), *without_glyph(book.pieces, used, places))
    if 0 < job.look.pages_per_volume < book.pages:
        built = divided(job, words, used, book)
        return replace(built, findings=(*findings, *built.findings))
    said = tuple(declared_about(book.about, name))
    return Built({name: book.data}, (*findings, *book.findings), book.pieces, {"pages": book.pages}, said, book.starts)


def bound(job: Job, made: Print, used: Stack) -> PrintedFile:
    """Lay out and finish one file."""
    with listening() as complaints, collecting_later():
        document = set_pages(job, made, used)
        own = about(job, made)
        anchors, thin, begun = page_numbers(document), tuple(thin_pages(document)), starts(document)
        data = finished(document, own)
    findings = (*made.page.findings, *complaints, *thin)
    return PrintedFile(data, tuple(made.reading(anchors)), findings, len(document.pages), anchors, own, begun)


def divided(job: Job, words: Words, used: Stack, whole: PrintedFile) -> Built:
    """The edition in volumes of at most as many pages as the look asks for; `whole` tells where its parts stand."""
    most = job.look.pages_per_volume
    found = list(parts(job.edition.body))
    front = min((whole.anchors.get(part.anchor, whole.pages) for part in found), default=1) - 1
    for spare in range(TRIES):
        groups = grouped(found, whole.anchors, whole.pages, max(1, most - front - spare))
        shelf = volumes(job.edition, groups, words.texts)
        books = list(shelved(job, words, used, shelf))
        if all(book.pages <= most for _, book in books):
            break
    findings = [finding for _, book in books for finding in book.findings]
    for file, book in books:
        if book.pages > most:
            message = f"{file} has {book.pages} pages, more than {most}: its text cannot be divided further"
            findings.append(warning("volume-too-long", message))
    texts: set[str] = set()
    pieces = [
        piece for volume, (_, book) in zip(shelf, books, strict=True) for piece in declared(volume, book.pieces, texts)
    ]
    facts = {"pages": sum(book.pages for _, book in books), "volumes": len(books)}
    own = tuple(entry for file, book in books for entry in declared_about(book.about, file))
    return Built({file: book.data for file, book in books}, tuple(findings), tuple(pieces), facts, own)


def shelved(job: Job, words: Words, used: Stack, shelf: list[Volume]) -> Iterator[tuple[str, PrintedFile]]:
    """Each volume as a file; its links know in which volume their targets stand."""
    whole = EditionName("pdf", job.look.name).file(job.edition.name, BUILDERS["pdf"].suffix)
    marks: Marks = {}
    for volume in shelf:
        elsewhere = {anchor: other.file(whole) for other in shelf if other is not volume for anchor in other.anchors}
        elsewhere |= {other.file(whole): other.file(whole) for other in shelf if other is not volume}
        title = words("volume", number=volume.number, count=volume.count)
        own = replace(job, edition=volume.edition)
        place = OnShelf(title, volume.file(whole), elsewhere, marks)
        yield volume.file(whole), bound(own, Print(own, words, place), used)


def characters(made: Print) -> set[str]:
    """Every character that the edition shows."""
    return set().union(*(piece.text for piece in made.reading({})), made.page_words, made.running, "0123456789•◦▪.")


def _listed(block: str, columns: int) -> Finding:
    message = f"a table of {columns} columns does not fit the page well at this size; it is set out as a list"
    return note("table-as-list", message, block=block)


def set_pages(job: Job, made: Print, used: Stack) -> Any:
    """The laid-out pages of an edition. A cover that does not fit on one page flows into the contents: paper is not wasted."""
    css = style(job.look, used, job.site.brand.accent, made.page_words, made.running)
    css += job.assets.text("labels.css") + job.assets.text("print.css")
    if direction(job.edition.language) == "rtl":
        css = mirrored(css) + job.assets.text("print-rtl.css")
    markup = made.html(css)
    found = grids(job.edition.body, job.look, used)
    shape = DocumentLayout(
        found,
        turned_sections(job.edition.body, found),
        short_fields(job.edition.body, job.look, used),
        dict(job.document.abbreviations),
        dict(_resolutions(job, made)),
    )
    pages = lay_out(markup, job.assets, lambda root: prepare(root, shape))
    if job.look.cover and not cover_fits(pages):
        flowing = markup.replace("</style>", f"{FLOWING_COVER}</style>", 1)
        pages = lay_out(flowing, job.assets, lambda root: prepare(root, shape))
    return pages


def _resolutions(job: Job, made: Print) -> Iterator[tuple[str, float]]:
    """Yields the address of each picture shown whose file asks for a resolution, and the dots for each inch in this look."""
    for file in made.page.pictures & job.assets.pictures.keys():
        if dots := resolution(job.assets.pictures[file]):
            yield made.page.setting.picture(file), dots / enlargement(job.look)


def page_numbers(document: Any) -> dict[str, int]:
    """The number of the page on which each anchor stands: the first, where a long heading goes on on the next page."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    return numbers


def low_contrast(look: Look) -> Iterator[Finding]:
    """An error where ink and ground stand out too little (WCAG 1.4.6)."""
    if ratio(look.ink, look.ground) < ENOUGH_CONTRAST:
        found = ratio(look.ink, look.ground)
        message = f"{look.ink} on {look.ground} has a contrast of {found:.1f}:1; text needs {ENOUGH_CONTRAST:g}:1"
        yield error("look-contrast", message, Place(f"templates/looks/{look.name}.yaml"))


def declared_about(about: PdfMetadata, file: str) -> Iterator[tuple[str, str, str]]:
    """What a verifier should read in the metadata of a file; four of them stand in the older information as well."""
    who = (("title", about.title), ("creator", about.author))
    once = (("rights", about.rights), ("publisher", about.publisher), ("coverage", about.period))
    twice = (*who, ("description", about.subject), ("keywords", about.keywords))
    pairs = [*twice, *twice, *once, ("language", about.language), ("language of the file", about.language)]
    pairs += [("attached", f"{name} {sha256(data).hexdigest()}") for name, _, data in about.attachments]
    return ((file, name, text) for name, text in pairs if text)


def about(job: Job, made: Print) -> PdfMetadata:
    """What the file says of itself, with its records as a table that programs can read."""
    document, site = job.document, job.site
    records = (
        ((f"{document.name}.csv", made.words("data_csv"), as_csv(document, made.words)),) if entries(document) else ()
    )
    return PdfMetadata(
        title=made.title,
        language=job.edition.language,
        author=document.owner or site.council,
        publisher=site.council,
        subject=document.summary or ", ".join(filter(None, (site.council, document.period))),
        period=document.period,
        keywords=document.kind,
        rights=site.licence,
        moment=job.moment,
        attachments=records,
    )
