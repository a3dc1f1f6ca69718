"""The page for an address at which there is nothing: what happened, and the way to all publications."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipeline.builders import Built, SiteJob
from pipeline.builders.html.assets import site_head
from pipeline.builders.html.metadata import head_facts
from pipeline.builders.markup.chrome import Chrome
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.text import clean, marked_words
from pipeline.editions.edition import Piece
from pipeline.editions.words import load
from pipeline.model.direction import direction


def build(job: SiteJob) -> Built:
    """`404.html`. A server shows it at any address, so that its own links start at the root of the site."""
    words = load(job.assets, job.site.language)
    root = "/" + urlsplit(job.site.url).path.strip("/") + "/" if urlsplit(job.site.url).path.strip("/") else "/"
    chrome = Chrome(job.site, words, way=root)
    title = words("not_found")
    head = {
        "language": job.site.language,
        "direction": direction(job.site.language),
        "title": " – ".join(part for part in (title, job.site.council) if part),
        "description": words("not_found_text"),
        "home": False,
        "root": root,
        "site": root,
        "canonical": "",
        **site_head(job.assets, job.site),
    }
    text = (
        environment(job.assets)
        .get_template("404.jinja")
        .render(page=head, site=job.site, words=marked_words(words), chrome_words=chrome)
    )
    pieces = [*chrome.header(), Piece("", title, "site"), Piece("", words("not_found_text"), "site"), *chrome.footer()]
    facts = [*(pair for pair in head_facts(head) if pair[0] != "link canonical"), ("meta robots", "noindex")]
    about = tuple(("404.html", *pair) for pair in facts)
    return Built({"404.html": clean(text).encode("utf-8")}, reading=tuple(pieces), about=about)
