"""What search engines and catalogues read of a page: description, Dublin Core terms, schema.org properties.

Schema.org properties stand as microdata inside the main part, so that they move with it into a CMS and need no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.builders import Job
from pipeline.editions.edition import ImageView, every
from pipeline.editions.words import Words
from pipeline.kinds.languages import english_date
from pipeline.model import dates
from pipeline.model.document import Document
from pipeline.model.walk import plain_text

Pairs = tuple[tuple[str, str], ...]


def full_title(document: Document) -> str:
    """The title with its period, which is left out where the title already names one of its years."""
    title, period = plain_text(document.title) or document.name, document.period
    years = re.findall(r"\d{4}", period)
    return title if not period or any(year in title for year in years) else f"{title}, {period}"


def page_title(document: Document, council: str, section: str = "") -> str:
    """What a tab or a search result shows: section, document, period, council (WCAG 2.4.2)."""
    parts = [f"{section} – {full_title(document)}" if section else full_title(document), council]
    return " – ".join(part for part in parts if part)


def description(job: Job, words: Words) -> str:
    """The summary of the publication, or a sentence that says what it is and whose."""
    document = job.document
    return document.summary or words("description", title=full_title(document), council=job.site.council)


def iso_date(text: str) -> str:
    """The one day of a text such as "5 April 2026" or "5 Ebrill 2026" as 2026-04-05; "" for a text that is no such date."""
    found = dates.spans(english_date(text))
    return dates.iso(found[0].first) if len(found) == 1 and found[0].first == found[0].last else ""


def head_facts(head: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What the frame of every page says in its head, as a verifier reads it back."""
    yield from ((name, str(head[name])) for name in ("title", "language", "direction"))
    yield from (("meta description", str(head["description"])), ("link canonical", str(head["canonical"])))
    yield from (("meta viewport", "width=device-width, initial-scale=1"), ("meta color-scheme", "light dark"))
    yield "link stylesheet", f"{head['root']}{head['style']}"
    yield "link icon", f"{head['root']}{head['icon']}"


def dublin_core(job: Job) -> Pairs:
    """The Dublin Core terms that are known (names as DCMI writes them)."""
    document, site = job.document, job.site
    issued, modified = iso_date(document.published), iso_date(document.updated)
    terms = [
        ("title", plain_text(document.title)),
        ("creator", document.owner),
        ("publisher", site.council),
        ("identifier", _identifier(job)),
        ("type", "Text"),
        ("format", "text/html"),
        ("language", document.language),
        ("temporal", document.period),
        ("issued", issued),
        ("modified", modified or issued),
        ("rights", site.licence),
        ("license", site.licence_url),
    ]
    terms += [("hasFormat", fact.file) for fact in job.facts]
    return tuple((f"dcterms.{term}", value) for term, value in terms if value)


def _identifier(job: Job) -> str:
    """The address of the page, or the name of the publication where the site has none."""
    name = job.area.folder + job.document.name
    return f"{job.site.url.rstrip('/')}/{name}.html" if job.site.url else name


def schema_org(job: Job, words: Words) -> Pairs:
    """The schema.org properties of the publication, those on accessibility included."""
    document, site = job.document, job.site
    views = every(ImageView, (job.edition.front, job.edition.body))
    pictures = [view for view in views if not view.decorative]
    described = not any(view.added == "gap" for view in pictures)
    issued, modified = iso_date(document.published), iso_date(document.updated)
    properties = [
        ("name", plain_text(document.title)),
        ("description", description(job, words)),
        ("inLanguage", document.language),
        ("datePublished", issued),
        ("dateModified", modified or issued),
        ("temporalCoverage", document.period),
        ("creativeWorkStatus", words("status_published" if document.is_published else "status_draft")),
        ("license", site.licence_url),
        ("isAccessibleForFree", "true"),
        ("accessMode", "textual"),
        ("accessMode", "visual" if pictures else ""),
        ("accessModeSufficient", "textual" if described else "textual,visual"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "displayTransformability"),
        ("accessibilityFeature", "alternativeText" if pictures and described else ""),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", words("accessibility_summary")),
    ]
    return tuple((name, value) for name, value in properties if value)


def schema_type(document: Document) -> str:
    """The schema.org type of a kind of paper."""
    return "https://schema.org/" + ("Report" if document.kind == "update" else "DigitalDocument")
