"""The PDF edition: PDF/UA-1 and PDF/A-3a in one file, set for print by the page engine (ISO 14289-1, ISO 19005-3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline import words as added_words
from pipeline.builders import BUILDERS, Built, Job
from pipeline.builders.open_data import as_csv, entries
from pipeline.builders.pdf_engine import collecting_later, lay_out, listening
from pipeline.builders.pdf_finish import About, finished
from pipeline.builders.pdf_fonts import Stack, fonts, stack
from pipeline.builders.pdf_markup import Shape, prepare
from pipeline.builders.pdf_print import Print
from pipeline.builders.pdf_style import style
from pipeline.builders.pdf_tables import grids, listed_instead, tall_entries, turned_sections
from pipeline.builders.pdf_words import too_wide, without_glyph
from pipeline.contrast import ENOUGH, ratio
from pipeline.findings import Finding, error
from pipeline.looks import Look, Tables
from pipeline.place import Place
from pipeline.set_out import set_out
from pipeline.site import EditionName
from pipeline.walk import canonical, plain_text
from pipeline.words import Words


def build(job: Job) -> Built:
    """Set an edition as a tagged PDF; findings say what the engine complained of and what cannot be set in this look."""
    words = added_words.load(job.assets, job.edition.language)
    used = stack(fonts(job.assets), job.look.face, characters(Print(job, words)))
    job, told = fitting(job, words, used)
    made = Print(job, words)
    with listening() as complaints, collecting_later():
        document = set_pages(job, made, used)
        data = finished(document, about(job, words))
    pieces = tuple(made.reading(page_numbers(document)))
    places = {piece.block: piece.place for piece in canonical(job.document)}
    findings = [*told, *made.page.findings, *complaints, *low_contrast(job.look)]
    findings += [*without_glyph(pieces, used, places), *too_wide(job.edition.body, job.look, used, places)]
    name = EditionName("pdf", job.look.name).file(job.edition.name, BUILDERS["pdf"].suffix)
    return Built({name: data}, tuple(findings), pieces, {"pages": len(document.pages)})


def characters(made: Print) -> set[str]:
    """Every character that the edition shows."""
    return set().union(*(piece.text for piece in made.reading({})), made.words.texts["page"], "0123456789•◦▪.")


def fitting(job: Job, words: Words, used: Stack) -> tuple[Job, tuple[Finding, ...]]:
    """The job with tables that no page can hold set out as lists."""
    found = grids(job.edition.body, job.look, used)
    if all(one.fits for one in found.values()):
        return job, ()
    listed = set_out(job.document, replace(job.look, tables=Tables.LIST), words)
    edition, told = listed_instead(job.edition, listed, found)
    return replace(job, edition=edition), told


def set_pages(job: Job, made: Print, used: Stack) -> Any:
    """The laid-out pages of an edition."""
    found = grids(job.edition.body, job.look, used)
    shape = Shape(
        found,
        turned_sections(job.edition.body, found),
        tall_entries(job.edition.body, job.look, used),
        dict(job.document.abbreviations),
    )
    css = style(job.look, used, job.site.brand.accent, made.words.texts["page"]) + job.assets.text("print.css")
    return lay_out(made.html(css), job.assets, lambda root: prepare(root, shape))


def page_numbers(document: Any) -> dict[str, int]:
    """The number of the page on which each anchor stands."""
    return {anchor: number for number, page in enumerate(document.pages, start=1) for anchor in page.anchors}


def low_contrast(look: Look) -> Iterator[Finding]:
    """An error where ink and ground stand out too little (WCAG 1.4.6)."""
    if ratio(look.ink, look.ground) < ENOUGH:
        found = ratio(look.ink, look.ground)
        message = f"{look.ink} on {look.ground} has a contrast of {found:.1f}:1; text needs {ENOUGH:g}:1"
        yield error("look-contrast", message, Place(f"templates/looks/{look.name}.yaml"))


def about(job: Job, words: Words) -> About:
    """What the file says of itself, with its records as a table that programs can read."""
    document, site = job.document, job.site
    records = ((f"{document.name}.csv", words("data_csv"), as_csv(document)),) if entries(document) else ()
    return About(
        title=plain_text(job.edition.title),
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
