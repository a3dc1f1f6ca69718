"""Checks of the content: problems for readers, a module for each subject, with `check(neighbours, document) -> findings`.

To add a check, write a function in the module of its subject, its rule in `pipeline/rules/content.py`, and a case in
tests/cases/checks.
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


# Rules about missing parts, which an error in the form of the file may hide. They are reported when the form is correct.
FOLLOW_UPS = frozenset(
    {
        "kind-part", "table-caption", "table-row-header", "table-label", "row-empty", "cell-empty", "heading-empty",
        "note-unused", "abbreviation-unused", "off-unused", "typed-bullet",
    }
)  # fmt: skip
HARMLESS = frozenset({"stray-character"})
"""Errors in the form that cannot hide anything."""


def check(neighbours: Neighbours, content: ContentDocument, slips: Findings = ()) -> WithFindings[Findings]:
    """Checks a document. The findings are in order of line; the value is the findings switched off, with the reason as hint.

    `slips` are the findings about the form of its file. Findings that an error in the form may have caused are left out.
    """
    findings = [finding for name in CHECKS.values() for finding in import_module(name).check(neighbours, content)]
    findings.sort(key=lambda finding: (finding.place.line, finding.place.column, finding.rule))
    result = switch_off(content, findings)
    in_order = all(slip.severity < Severity.ERROR or slip.rule in HARMLESS for slip in slips)
    return result if in_order else result.without(FOLLOW_UPS)
