"""Slips in what designers change: looks, added words, page templates and the standard, as findings with place and hint."""

from __future__ import annotations

from pipeline.builders.markup.template_slips import template_findings
from pipeline.conformance import clauses
from pipeline.editions import looks, words
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings, error
from pipeline.model.place import Place
from pipeline.translation import glossary

NEEDED = ("words/en.yaml", "looks/standard.yaml", "style.css.jinja", "print.css", clauses.FILE)


def slips(assets: Assets) -> Findings:
    """Everything that is wrong below `templates/`; nothing is built while an error is among it."""
    missing = tuple(
        error("no-template", f"templates/{file} is missing", Place(f"templates/{file}"), "take it from the repository")
        for file in NEEDED
        if file not in assets.templates
    )
    if missing:
        return missing
    return (
        *looks.slips(assets), *words.slips(assets), *glossary.slips(assets), *template_findings(assets),
        *clauses.slips(assets),
    )  # fmt: skip
