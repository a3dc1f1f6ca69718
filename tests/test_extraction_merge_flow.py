"""What a person wrote in { } or [ ] is merged too; only what changes is set in lines of its own."""

from __future__ import annotations

import pytest

from pipeline import content
from pipeline.content.yaml.flow import without_flow
from pipeline.merge.merge import merge
from pipeline.model.document import Document
from tests.opened import opened

FLOW = """\
title: Plan
kind: action-plan
formerly: [old, older]
table:
  row_header: action
  columns: {action: Action, officer: Officer, by: By}
  rows:
    - {id: A1, action: Ask residents, officer: Parks, by: May 2027}  # the first
    - {id: A2, action: "Train: all", officer: "", by: TBC}
    - {id: A3, action: Report, officer: HR, by: June 2027}
sections:
  - {id: last, heading: Last, text: Thank you.}
  - id: more
    heading: More
    table: {row_header: a, columns: {a: A, b: B}, rows: [{id: B1, a: One, b: Two}, {id: B2, a: Three, b: Four}]}
"""
A1, A2, A3 = (line for line in FLOW.split("\n") if line.startswith("    - {"))


def read(text: str) -> Document:
    document, _ = opened(content.read(text.encode(), "plan", "plan.yaml"))
    assert document is not None
    return document


def merged(new: str, mine: str = FLOW) -> str:
    return merge(read(FLOW), read(new), mine.encode(), "content/plan.yaml").data.decode()


def test_nothing_changes_where_nothing_is_new() -> None:
    assert merged(FLOW) == FLOW


CHANGES = [
    FLOW.replace("by: May 2027", "by: July 2027"),
    FLOW.replace(A2, "    - {id: A2, action: 'Train: all', by: TBC}"),
    FLOW.replace(", by: June 2027", ""),
    FLOW.replace(f"{A2}\n", ""),
    FLOW.replace(A3, f"{A3}\n    - {{id: A4, action: Plant trees, officer: Parks, by: May 2028}}"),
    FLOW.replace("by: By}", "by: By when}"),
    FLOW.replace("Thank you.", "We thank you."),
    FLOW.replace("b: Four", "b: Five"),
    FLOW.replace(", {id: B2, a: Three, b: Four}", ""),
    FLOW.replace("columns: {a: A, b: B}", "columns: {a: A, b: Bee}"),
]


@pytest.mark.parametrize("new", CHANGES)
def test_a_change_is_merged_and_other_entries_keep_their_form(new: str) -> None:
    edited = FLOW.replace("title: Plan", "title: Our plan")
    found = merged(new, edited)
    assert content.write(read(found)) == content.write(read(new.replace("title: Plan", "title: Our plan")))
    for line in (A1, A2, A3, "formerly: [old, older]"):
        assert line in found or line not in new or line.split(", officer")[0] not in new
    if new == CHANGES[0]:
        assert found == edited.replace(
            A1,
            "    # the first\n    - id: A1\n      action: Ask residents\n      officer: Parks\n      by: July 2027",
        )


def test_a_file_without_braces_means_the_same() -> None:
    keys, ids = ("columns", "table"), ("A1", "A2", "A3", "last", "B1", "B2")
    apart = without_flow(FLOW, keys, ids)
    assert "{" not in apart
    assert content.write(read(apart)) == content.write(read(FLOW))
    assert without_flow(apart, keys, ids) == apart
