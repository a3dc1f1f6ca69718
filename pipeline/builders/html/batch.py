"""What became of many documents, as a page: counts first, then each document that needs a person, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.builders.html.assets import style_sheet
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.text import clean
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site


class BatchEntry(Protocol):
    """What the page says of a document: its name, its source, and the first of its findings."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def source(self) -> str:
        """The path of its source."""

    @property
    def findings(self) -> tuple[str, ...]:
        """What is wrong with it."""

    @property
    def files(self) -> dict[str, str]:
        """What was written of it, by name."""


def page(counts: Sequence[tuple[str, int]], told: Sequence[BatchEntry], table: str, site: Site, assets: Assets) -> str:
    """The page; it needs no other file. `counts` are states in words, `table` is the file that names every document."""
    template = environment(assets).get_template("batch.jinja")
    return clean(
        template.render(
            title="What became of the documents",
            counts=counts,
            total=sum(count for _, count in counts),
            told=told,
            table=table,
            site=site,
            style=style_sheet(assets, site.brand).decode("utf-8"),
        )
    )
