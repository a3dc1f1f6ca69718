"""The list of pages for search engines (sitemaps.org protocol 0.9), which asks for full addresses."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pipeline.builders import Built, SiteJob
from pipeline.builders.html.metadata import iso_date
from pipeline.model.findings import note


def build(job: SiteJob) -> Built:
    """`sitemap.xml` with the home page and every publication that is not a draft; none while the site's address is unknown."""
    if not job.site.url:
        message = "no sitemap is made, because content/site.yaml does not say the public address of the site"
        return Built({}, (note("no-site-address", message, job.site.place, "write it as url: https://…"),))
    base = job.site.url.rstrip("/") + "/"
    pages: list[tuple[str, str]] = []
    for publication in job.publications:
        document = publication.document
        changed = iso_date(document.updated) or iso_date(document.published)
        if document.is_published:
            pages += [(base + fact.file, changed) for fact in publication.facts if fact.format == "html"]
    newest = max((changed for _, changed in pages), default="")
    pages.insert(0, (base, newest))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, changed in pages:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{when}</url>")
    return Built({"sitemap.xml": ("\n".join([*lines, "</urlset>"]) + "\n").encode("utf-8")})
