"""The home page: every publication with its formats, sizes and page counts, and whom to ask for another format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.builders import Built, Publication, SiteJob
from pipeline.builders.html.assets import asset, style_address
from pipeline.builders.html.metadata import full_title, head_facts, iso_date
from pipeline.builders.markup.blocks import environment
from pipeline.builders.markup.chrome import Chrome, Download, download
from pipeline.builders.markup.text import clean, direction
from pipeline.editions.edition import Piece
from pipeline.editions.site import STANDARD
from pipeline.editions.words import Words, load


@dataclass(frozen=True)
class Listed:
    """A publication as the home page shows it; `page` is the file of its web page, "" where it has none."""

    title: str
    language: str
    direction: str
    page: str
    summary: str
    facts: tuple[str, ...]
    downloads: tuple[Download, ...]


def build(job: SiteJob) -> Built:
    """The home page; drafts are not on it."""
    words = load(job.assets, job.site.language)
    chrome = Chrome(job.site, words)
    title = job.site.title or words("publications")
    newest = sorted(job.publications, key=age, reverse=True)
    publications = [listed(one, words) for one in newest if one.document.is_published]
    head = {
        "language": job.site.language,
        "direction": direction(job.site.language),
        "title": " – ".join(part for part in (title, job.site.council) if part),
        "description": words("index_intro"),
        "home": True,
        "root": "",
        "site": "",
        "style": style_address(job.assets, job.site),
        "logo": asset(job.site.brand.logo),
        "heading": title,
        "canonical": job.site.url.rstrip("/") + "/" if job.site.url else "index.html",
    }
    text = environment(job.assets).get_template("index.jinja").render(
        page=head, site=job.site, words=words.texts, chrome_words=chrome, publications=publications
    )  # fmt: skip
    pieces = reading(title, publications, chrome)
    facts = [*head_facts(head), *([("link alternate", "feed.xml")] if job.site.url else [])]
    about = tuple(("index.html", *pair) for pair in facts)
    return Built({"index.html": clean(text).encode("utf-8")}, reading=tuple(pieces), about=about)


def age(publication: Publication) -> tuple[str, str]:
    """What the newest publication is told by: the day of its last change, else the years that it is for."""
    document = publication.document
    return iso_date(document.updated) or iso_date(document.published), document.period


def listed(publication: Publication, words: Words) -> Listed:
    """What the home page says of a publication; its web page stands first among the formats."""
    document = publication.document
    facts = sorted(publication.facts, key=lambda fact: (fact.format != "html", fact.look.name != STANDARD))
    dates = [(key, getattr(document, key)) for key in ("period", "published", "updated")]
    return Listed(
        title=full_title(document),
        language=document.language,
        direction=direction(document.language),
        page=next((fact.file for fact in facts if fact.format == "html"), ""),
        summary=document.summary,
        facts=tuple(f"{words(key)}: {value}" for key, value in dates if value),
        downloads=tuple(download(fact, words) for fact in facts),
    )


def reading(title: str, publications: list[Listed], chrome: Chrome) -> Iterator[Piece]:
    """The words of the home page in the order in which the template sets them."""
    yield from chrome.header(home=True)
    yield Piece("", title, "site")
    yield Piece("", chrome.words("index_intro" if publications else "index_empty"), "site")
    for one in publications:
        for text in (one.title, one.summary, *one.facts):
            yield Piece("", text, "site")
        for link in one.downloads:
            yield Piece("", f"{one.title}: {link.words}", "site")
    yield from chrome.asking("index_ask", "2")
    yield from chrome.footer()
