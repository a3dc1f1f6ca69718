"""A page that shows mistakes in the content where they stand, instead of a preview that is no longer true."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.builders.html.assets import style_sheet
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.text import clean
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site
from pipeline.model.findings import Findings, Severity


def page(file: str, findings: Findings, site: Site, assets: Assets) -> str:
    """The mistakes of a file, each under a heading with its line, the person's own words and what to do."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    count = f"{len(errors)} mistake{'' if len(errors) == 1 else 's'}"
    return _render("mistakes.jinja", site, assets, title=f"{count} in {file}", errors=errors)


def documents(state: Sequence[tuple[str, bool, int]], site: Site, assets: Assets) -> str:
    """Every document with its state: its name, whether it can be shown, and how many warnings there are."""
    return _render("documents.jinja", site, assets, title="All documents", documents=state)


def _render(template: str, site: Site, assets: Assets, **values: object) -> str:
    style = style_sheet(assets, site.brand).decode("utf-8")
    return clean(environment(assets).get_template(template).render(site=site, style=style, **values))
