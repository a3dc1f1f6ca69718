"""What readers would stumble over in the content: one module a subject, each with `check(neighbours, document) -> findings`.

To add a check: a function in the module of its subject, its rule in `pipeline/rules/content.py`, a case in tests/cases/checks.
"""

from __future__ import annotations

from importlib import import_module

from pipeline.checks.off import switch_off
from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model.findings import Findings, Severity
from pipeline.model.with_findings import WithFindings

CHECKS = {
    "links": "pipeline.checks.links",
    "pictures": "pipeline.checks.pictures",
    "headings": "pipeline.checks.headings",
    "tables": "pipeline.checks.tables",
    "words": "pipeline.checks.words",
    "abbreviations": "pipeline.checks.abbreviations",
    "language": "pipeline.checks.language",
    "dates": "pipeline.checks.dates",
    "documents": "pipeline.checks.documents",
    "bsl": "pipeline.checks.bsl",
}


# What seems to be missing where a slip in the form hides it; reported once the form is in order.
FOLLOW_UPS = frozenset(
    {
        "kind-part", "table-caption", "table-row-header", "table-label", "row-empty", "cell-empty", "heading-empty",
        "note-unused", "abbreviation-unused", "off-unused", "typed-bullet",
    }
)  # fmt: skip
HARMLESS = frozenset({"stray-character"})
"""Errors in the form that hide nothing else."""


def check(neighbours: Neighbours, content: ContentDocument, slips: Findings = ()) -> WithFindings[Findings]:
    """What was found in a document, by line; the value is what is switched off there, each with the reason as its hint.

    `slips` are those in the form of its file: nothing that such an error may have caused is reported.
    """
    found = [one for name in CHECKS.values() for one in import_module(name).check(neighbours, content)]
    found.sort(key=lambda one: (one.place.line, one.place.column, one.rule))
    made = switch_off(content, found)
    in_order = all(slip.severity < Severity.ERROR or slip.rule in HARMLESS for slip in slips)
    return made if in_order else made.without(FOLLOW_UPS)
