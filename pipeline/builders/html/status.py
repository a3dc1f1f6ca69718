"""The status as a web page for the committee: one file with its style inside, headings, captioned tables, no colour needed."""

from __future__ import annotations

from pipeline.builders.html.assets import style_sheet
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.text import clean
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site
from pipeline.library.status import Status
from pipeline.library.status_report import parts, title


def page(status: Status, site: Site, assets: Assets) -> str:
    """The page; it needs no other file."""
    template = environment(assets).get_template("status.jinja")
    return clean(
        template.render(
            title=title(status), parts=parts(status), site=site, style=style_sheet(assets, site.brand).decode("utf-8")
        )
    )
