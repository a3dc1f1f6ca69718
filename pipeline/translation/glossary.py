"""How a council's terms are translated: `templates/glossary/LANGUAGE.yaml` holds "term: translation", one a line."""

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
    """The terms of a language such as "pl"; without a file, none."""
    own = next(
        (one for one in (language, language.split("-")[0].lower()) if f"{FOLDER}/{one}.yaml" in assets.templates), ""
    )
    node = reported_elsewhere(nodes.root(assets.templates.get(f"{FOLDER}/{own}.yaml", b"")), slips)
    entries = node.entries if isinstance(node, nodes.Mapping) else ()
    return {entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, nodes.Scalar)}


def slips(assets: Assets) -> Findings:
    """What is wrong with the files of terms."""
    return _judged(assets).findings


@collecting
def _judged(into: Collector, assets: Assets) -> None:
    for path in sorted(assets.under(FOLDER)):
        node, lines = nodes.read(assets.templates[f"{FOLDER}/{path}"], f"templates/{FOLDER}/{path}", into)
        for entry in node.entries if isinstance(node, nodes.Mapping) else ():
            if not isinstance(entry.value, nodes.Scalar) or not entry.value.text.strip():
                lines.error(
                    "bad-words", f"“{entry.key.text}” has no translation", entry.key.place, "write it behind the colon"
                )
        if node is not None and not isinstance(node, nodes.Mapping):
            lines.error("not-content", "this file holds no terms such as “policy: polityka”", lines.place(1))


def terms_in(text: str, terms: Mapping[str, str], short_forms: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """The terms that stand in a phrase, longest first, then the short forms with what they stand for."""
    found = [Term(term, said) for term, said in terms.items() if _holds(text, term, re.IGNORECASE)]
    found.sort(key=lambda term: (-len(term.term), term.term))
    return (*found, *(Term(short, meaning=long) for short, long in short_forms if _holds(text, short, re.NOFLAG)))


def _holds(text: str, term: str, flags: re.RegexFlag) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, flags))
