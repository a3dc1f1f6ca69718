"""The page of the output folder, for those who work on this machine: what is published, and which drafts there are."""

from __future__ import annotations

from pipeline.builders import Publication
from pipeline.builders.html.assets import style_address
from pipeline.builders.html.metadata import full_title
from pipeline.builders.markup.environment import environment
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site


def page(site: Site, assets: Assets, published: tuple[Publication, ...], drafts: tuple[Publication, ...]) -> bytes:
    """`output/index.html`. It leads straight to the home page where there are no drafts."""
    text = (
        environment(assets)
        .get_template("start.jinja")
        .render(
            site=site,
            style=style_address(assets, site),
            published=_listed(published),
            drafts=_listed(drafts),
        )
    )
    return text.encode("utf-8")


def _listed(publications: tuple[Publication, ...]) -> list[dict[str, object]]:
    return [
        {
            "title": full_title(publication.document),
            "language": publication.document.language,
            "files": [fact.file for fact in publication.facts],
        }
        for publication in publications
    ]
