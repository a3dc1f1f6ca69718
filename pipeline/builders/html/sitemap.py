"""The list of pages for search engines (sitemaps.org protocol 0.9), which asks for full addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from pipeline.builders import Built, Publication, SiteJob
from pipeline.builders.html.metadata import iso_date
from pipeline.library.languages import original_of
from pipeline.model.findings import note

SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def build(job: SiteJob) -> Built:
    """`sitemap.xml` with the home page and every publication that is not a draft; none while the site's address is unknown."""
    if not job.site.url:
        message = "no sitemap is made, because content/site.yaml does not say the public address of the site"
        return Built({}, (note("no-site-address", message, job.site.place, "write it as url: https://…"),))
    base = job.site.url.rstrip("/") + "/"
    published = {
        publication.document.name: publication for publication in job.publications if publication.document.is_published
    }
    pages: list[tuple[str, str, str]] = []
    for name, publication in published.items():
        document = publication.document
        changed = iso_date(document.updated) or iso_date(document.published)
        others = _versions(base, name, published)
        pages += [(base + file, changed, others) for file in _pages(publication)]
    newest = max((changed for _, changed, _ in pages), default="")
    pages.insert(0, (base, newest, ""))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {SPACES}>"]
    for address, changed, others in pages:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{when}{others}</url>")
    return Built({"sitemap.xml": ("\n".join([*lines, "</urlset>"]) + "\n").encode("utf-8")})


def _pages(publication: Publication) -> Iterator[str]:
    return (fact.file for fact in publication.facts if fact.format == "html")


def _versions(base: str, name: str, published: Mapping[str, Publication]) -> str:
    """The links to all language versions of a publication, itself among them; none where it has only one."""
    first = original_of(name, published) or name
    versions = [first, *(one for one in published if original_of(one, published) == first)]
    links = (
        f'<xhtml:link rel="alternate" hreflang={quoteattr(published[version].document.language)} href={quoteattr(base + file)}/>'
        for version in versions
        for file in list(_pages(published[version]))[:1]
    )
    return "".join(links) if len(versions) > 1 else ""
