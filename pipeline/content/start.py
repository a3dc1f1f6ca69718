"""A commented starting file for a new document: what its kind usually has, with an example row to write over."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.content.writer import FIRST_LINE
from pipeline.kinds.kind import Kind

# What an example cell says, by the key of its column.
EXAMPLES = {
    "reference": "1",
    "objective": "What we want to achieve.",
    "action": "We will do this.",
    "officer": "Name of the team",
    "measure": "How everyone will see that it is done.",
    "by": "March 2027",
    "progress": "What has been done so far.",
    "next": "What comes next.",
    "status": "In hand",
}
# Columns that such a document may have and rarely needs; an update leaves to the plan what stands there.
LEFT_OUT = ("reference", "resources")
LEFT_TO_THE_PLAN = ("objective", "officer", "by", "status")


def starting_file(kind: Kind, name: str, year: int) -> str:
    """The file as text; it passes `reports check` as it stands."""
    return "\n".join(_lines(kind, name, year)) + "\n"


def _lines(kind: Kind, name: str, year: int) -> Iterator[str]:
    yield FIRST_LINE
    yield "# Lines that start with # are remarks for you; nobody else sees them. Write over the examples."
    yield "# When the document is ready, change draft to published. Check it with: reports check " + name
    yield f"title: {kind.label} {year}"
    yield f"kind: {kind.name}"
    yield "# The years that it is for."
    yield f"period: {year} to {year + 1}"
    yield "language: en-GB"
    yield "owner: Name of the team that answers for it"
    yield "status: draft"
    yield "# One sentence for search results."
    yield "summary: What this document is about."
    yield "# Each short form with what it stands for."
    yield "abbreviations:"
    yield "  PSED: Public Sector Equality Duty"
    yield "# Texts of more than one line stand under the sign | and are indented."
    yield "text: |"
    yield "  This document helps us to meet the PSED. Words can be **important**, and can [lead to a page](https://example.org/duty)."
    yield ""
    yield "  An empty line begins a new paragraph. A list looks like this:"
    yield ""
    yield "  - the first thing"
    yield "  - the second thing"
    yield ""
    yield "sections:"
    yield "  # An id never changes: other documents and published links point at it."
    yield "  - id: community_leader"
    yield "    heading: As a Community Leader"
    yield from (f"    {line}" if line else "" for line in _body(kind))


def _body(kind: Kind) -> Iterator[str]:
    if kind.name in ("objectives",):
        yield from ("text: |", "  What we want, and why it matters.", "actions:", "  - id: CL1", "    action: |")
        yield "      We will do this."
        return
    if not {"table", "column action"} & set(kind.required):
        yield from ("text: |", "  What the council is bound to, and what it will do.")
        return
    columns = [column for column in kind.columns if column.key in EXAMPLES and column.key not in LEFT_OUT]
    if kind.name == "update":
        columns = [column for column in columns if column.key not in LEFT_TO_THE_PLAN]
    yield from ("table:", "  caption: What this table shows", f"  row_header: {kind.row_header}", "  columns:")
    yield from (f"    {column.key}: {column.label}" for column in columns)
    yield "  rows:"
    yield f"    - id: {kind.id_prefix}CL1"
    if kind.name == "update":
        yield "      # The agreed action that this row reports on: the name of its file, # and its id."
        yield "      # reports_on: name-of-the-plan#CL1"
    for column in columns:
        yield f"      {column.key}: |"
        yield f"        {EXAMPLES[column.key]}"
