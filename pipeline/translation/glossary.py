"""Reads a council's glossary for translators: `templates/glossary/LANGUAGE.yaml` has a line "term: translation" for each term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.content.yaml import nodes
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere
from pipeline.translation.exchange import Term

FOLDER = "glossary"


def load(assets: Assets, language: str) -> dict[str, str]:
    """Returns the translations of terms for a language such as "pl"; empty if there is no file."""
    code = next(
        (
            candidate
            for candidate in (language, language.split("-")[0].lower())
            if f"{FOLDER}/{candidate}.yaml" in assets.templates
        ),
        "",
    )
    node = reported_elsewhere(nodes.root(assets.templates.get(f"{FOLDER}/{code}.yaml", b"")), slips)
    entries = node.entries if isinstance(node, nodes.Mapping) else ()
    return {entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, nodes.Scalar)}


def slips(assets: Assets) -> Findings:
    """Returns the findings about the glossary files."""
    return _checked(assets).findings


@collecting
def _checked(into: Collector, assets: Assets) -> None:
    for path in sorted(assets.under(FOLDER)):
        node, lines = nodes.read(assets.templates[f"{FOLDER}/{path}"], f"templates/{FOLDER}/{path}", into)
        for entry in node.entries if isinstance(node, nodes.Mapping) else ():
            if not isinstance(entry.value, nodes.Scalar) or not entry.value.text.strip():
                lines.error(
                    "bad-words", f"“{entry.key.text}” has no translation", entry.key.place, "write it after the colon"
                )
        if node is not None and not isinstance(node, nodes.Mapping):
            lines.error("not-content", "this file must have lines such as “policy: polityka”", lines.place(1))


def terms_in(text: str, terms: Mapping[str, str], abbreviations: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """Returns the terms in a phrase, longest first, then the abbreviations with their meanings."""
    matches = [Term(term, translation) for term, translation in terms.items() if _holds(text, term, re.IGNORECASE)]
    matches.sort(key=lambda term: (-len(term.term), term.term))
    return (
        *matches,
        *(
            Term(abbreviation, meaning=meaning)
            for abbreviation, meaning in abbreviations
            if _holds(text, abbreviation, re.NOFLAG)
        ),
    )


def _holds(text: str, term: str, flags: re.RegexFlag) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, flags))
