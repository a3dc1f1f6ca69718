"""The Atom feed of the publications (RFC 4287), newest first, for people and programs that follow what the council publishes."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from pipeline.builders import Built, SiteJob
from pipeline.builders.html.metadata import full_title, iso_date
from pipeline.editions.words import load
from pipeline.model.document import Document

EPOCH = "2000-01-01"
"""The date of a publication that names none: an entry must have one."""


def build(job: SiteJob) -> Built:
    """`feed.xml`; none while the address of the site is unknown, for an entry is known by its full address."""
    if not job.site.url:
        return Built({})
    base = job.site.url.rstrip("/") + "/"
    found = []
    for publication in job.publications:
        page = next((fact.file for fact in publication.facts if fact.format == "html"), "")
        day = iso_date(publication.document.updated) or iso_date(publication.document.published) or EPOCH
        if page and publication.document.is_published:
            found.append((day, page, publication.document))
    found.sort(key=lambda entry: entry[:2], reverse=True)
    title = job.site.title or load(job.assets, job.site.language)("publications")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(job.site.language)}>',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(base)}</id>",
        f"<link href={quoteattr(base)}/>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + "feed.xml")}/>',
        f"<author><name>{escape(job.site.council)}</name></author>",
        f"<updated>{max((day for day, _, _ in found), default=EPOCH)}T00:00:00Z</updated>",
    ]
    for day, page, document in found:
        summary = f"<summary>{escape(document.summary)}</summary>" if document.summary else ""
        lines += [
            f"<entry xml:lang={quoteattr(document.language)}><title>{escape(full_title(document))}</title>",
            f"<id>{escape(base + _first(document, page))}</id><link href={quoteattr(base + page)}/>",
            f"<updated>{day}T00:00:00Z</updated>{summary}</entry>",
        ]
    return Built({"feed.xml": ("\n".join([*lines, "</feed>"]) + "\n").encode("utf-8")})


def _first(document: Document, page: str) -> str:
    """The page by the first name that the publication had: the id of an entry stays when it gets another (RFC 4287, 4.2.6)."""
    return page.replace(document.name, document.formerly[0], 1) if document.formerly else page
