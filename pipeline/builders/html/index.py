"""The home page: every publication with its formats, sizes and page counts, and whom to ask for another format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.builders import Built, Publication, SiteJob, Version
from pipeline.builders.html.assets import site_head
from pipeline.builders.html.metadata import full_title, head_facts, iso_date
from pipeline.builders.markup.chrome import Chrome, Download, LanguageLink, download, tongues
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.text import clean, marked_words
from pipeline.editions.edition import Piece
from pipeline.editions.site import STANDARD
from pipeline.editions.words import Words, load
from pipeline.kinds import KINDS
from pipeline.library.languages import original_of, versions
from pipeline.model.direction import direction


@dataclass(frozen=True)
class Known:
    """What is known of a publication: a label, and words of its own.

    `language` is that of the label and `other` that of the words, where they are not in the language of the page.
    """

    label: str
    words: str
    language: str = ""
    other: str = ""


@dataclass(frozen=True)
class Listed:
    """A publication as the home page shows it; `page` is the file of its web page, "" where it has none."""

    title: str
    language: str
    direction: str
    page: str
    summary: str
    facts: tuple[Known, ...]
    downloads: tuple[Download, ...]
    tongues: tuple[LanguageLink, ...] = ()


def build(job: SiteJob) -> Built:
    """The home page; drafts are not on it."""
    words = load(job.assets, job.site.language)
    chrome = Chrome(job.site, words)
    title = job.site.title or words("publications")
    groups = by_kind(job, words)
    head = {
        "language": job.site.language,
        "direction": direction(job.site.language),
        "title": " – ".join(part for part in (title, job.site.council) if part),
        "description": words("index_intro"),
        "home": True,
        "root": "",
        "site": "",
        **site_head(job.assets, job.site),
        "heading": title,
        "canonical": job.site.url.rstrip("/") + "/" if job.site.url else "index.html",
    }
    text = environment(job.assets).get_template("index.jinja").render(
        page=head, site=job.site, words=marked_words(words), chrome_words=chrome, groups=groups
    )  # fmt: skip
    pieces = reading(title, groups, chrome)
    facts = [*head_facts(head), *([("link alternate", "feed.xml")] if job.site.url else [])]
    about = tuple(("index.html", *pair) for pair in facts)
    return Built({"index.html": clean(text).encode("utf-8")}, reading=tuple(pieces), about=about)


Groups = list[tuple[Known, list[Listed]]]


def by_kind(job: SiteJob, words: Words) -> Groups:
    """The published ones under the name of their kind, in the order of the kinds, the newest of each first."""
    shown = {
        publication.document.name: publication for publication in job.publications if publication.document.is_published
    }
    others = versions(shown)
    publications = [publication for publication in shown.values() if not original_of(publication.document.name, shown)]
    newest = sorted(publications, key=age, reverse=True)
    kinds = [*KINDS, *sorted({publication.document.kind for publication in newest} - set(KINDS))]
    found = [
        (
            kind,
            [
                listed(
                    publication,
                    words,
                    job,
                    tongues(pages_of(shown[name] for name in others.get(publication.document.name, ())), job.assets),
                )
                for publication in newest
                if publication.document.kind == kind
            ],
        )
        for kind in kinds
    ]
    return [(_kind(kind, words), some) for kind, some in found if some]


def _kind(kind: str, words: Words) -> Known:
    """The name of a kind; that of all publications for a kind that has none."""
    key = f"kind_{kind.replace('-', '_')}"
    key = key if key in words.texts else "publications"
    return Known("", words(key), other=words.language_of(key))


def age(publication: Publication) -> tuple[str, str]:
    """What the newest publication is told by: the day of its last change, else the years that it is for."""
    document = publication.document
    return iso_date(document.updated) or iso_date(document.published), document.period


def pages_of(publications: Iterable[Publication]) -> Iterator[Version]:
    """The web pages of publications, as links to language versions need them."""
    for publication in publications:
        for fact in publication.facts:
            if fact.format == "html" and fact.look.name == STANDARD:
                yield Version(fact.file, publication.document.language, full_title(publication.document))


def listed(publication: Publication, words: Words, job: SiteJob, others: tuple[LanguageLink, ...] = ()) -> Listed:
    """What the home page says of a publication; its web page stands first among the formats.

    Dates stand as its author wrote them, so in its language.
    """
    document = publication.document
    facts = sorted(publication.facts, key=lambda fact: (fact.format != "html", fact.look.name != STANDARD))
    other = document.language if document.language != job.site.language else ""
    dates = [(key, getattr(document, key)) for key in ("period", "published", "updated")]
    return Listed(
        title=full_title(document),
        language=document.language,
        direction=direction(document.language),
        page=next((fact.file for fact in facts if fact.format == "html"), ""),
        summary=document.summary,
        facts=tuple(Known(words(key), value, words.language_of(key), other) for key, value in dates if value),
        downloads=tuple(download(fact, words, full_title(document)) for fact in facts),
        tongues=others,
    )


def reading(title: str, groups: Groups, chrome: Chrome) -> Iterator[Piece]:
    """The words of the home page in the order in which the template sets them."""
    yield from chrome.header(home=True)
    yield Piece("", title, "site")
    yield Piece("", chrome.words("index_intro" if groups else "index_empty"), "site")
    for kind, some in groups:
        yield Piece("", kind.words, "site")
        yield from _listed(some, chrome.words)
    yield from chrome.asking("index_ask", "2")
    yield from chrome.footer()


def _listed(publications: list[Listed], words: Words) -> Iterator[Piece]:
    for publication in publications:
        facts = [f"{fact.label}: {fact.words}" for fact in publication.facts]
        for text in (publication.title, publication.summary, *facts):
            yield Piece("", text, "site")
        for other in publication.tongues:
            yield Piece("", other.words, "site")
        if publication.downloads:
            yield Piece("", f"{words('other_formats')}: {publication.title}", "site")
        for link in publication.downloads:
            yield Piece("", f"{publication.title}: {link.words}", "site")
