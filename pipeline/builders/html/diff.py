"""The comparison of two versions as a web page for the committee: insertions and deletions are named in words, not by colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.builders.html.assets import style_sheet
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.text import clean
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site
from pipeline.library.diff import Difference, summary
from pipeline.library.diff_report import NAMES


def page(title: str, versions: tuple[str, str], differences: Sequence[Difference], site: Site, assets: Assets) -> str:
    """The page; it needs no other file."""
    groups = [(where, list(some)) for where, some in groupby(differences, key=lambda difference: difference.where)]
    template = environment(assets).get_template("diff.jinja")
    return clean(
        template.render(
            title=title,
            old=versions[0],
            new=versions[1],
            summary=summary(differences),
            groups=groups,
            names=NAMES,
            site=site,
            style=style_sheet(assets, site.brand).decode("utf-8"),
        )
    )
