"""The PDF edition: PDF/UA-1 and PDF/A-3a in one file, set for print by the page engine (ISO 14289-1, ISO 19005-3)."""

from __future__ import annotations

from pipeline import words
from pipeline.builders import Built, Job
from pipeline.builders.page import Page, Setting
from pipeline.builders.pdf_engine import lay_out, listening
from pipeline.builders.pdf_finish import About, finished
from pipeline.builders.pdf_fonts import fonts, stack
from pipeline.builders.pdf_print import letters, plain, print_page
from pipeline.builders.pdf_style import style
from pipeline.reading import reading


def build(job: Job) -> Built:
    """Set an edition as a tagged PDF; findings say what the engine complained of and what could not be set."""
    added = words.load(job.assets, job.edition.language)
    page = Page(job.assets, job.edition, Setting(words=added.texts, picture=lambda file: f"picture:{file}"))
    pieces = reading(job.edition, added.texts)
    fonts_used = stack(fonts(job.assets), job.look.face, letters(pieces))
    css = style(job.look, fonts_used, job.site.brand.accent, added.texts["page"]) + job.assets.text("print.css")
    with listening() as complaints:
        document = lay_out(print_page(job, page, css), job.assets)
        data = finished(document, about(job))
    name = job.edition.name + ("" if job.look.name == "standard" else f"-{job.look.name}") + ".pdf"
    findings = (*page.findings, *complaints)
    return Built({name: data}, findings, pieces, {"pages": len(document.pages)})


def about(job: Job) -> About:
    """What the file says of itself."""
    document, site = job.document, job.site
    return About(
        title=plain(job.edition.title),
        language=job.edition.language,
        author=document.owner or site.council,
        publisher=site.council,
        subject=document.summary or ", ".join(filter(None, (site.council, document.period))),
        period=document.period,
        keywords=document.kind,
        rights=site.licence,
        moment=job.moment,
    )
