"""The schema that editor programs use: committed, true, and of one mind with the reader of content files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline import content
from pipeline.content import schema
from pipeline.content.writer import FIRST_LINE
from pipeline.kinds import KINDS
from tests.documents import every_node
from tests.opened import opened
from tests.projects import project, reports

ROOT = Path(__file__).parent.parent
PAPERS = [
    path for path in sorted((ROOT / "content").glob("*.yaml")) if path.name not in ("site.yaml", "manual-checks.yaml")
]
SAMPLE = """\
title: Plan
kind: update
period: 2021
sections:
  - id: one
    heading: One
    table:
      columns:
        action: Action
        next: Next
      rows:
        - id: A1
          action: 12
          next:
notes:
  1: A note.
"""


def faults(text: str) -> list[str]:
    """What a typed parser and the schema find in a file."""
    data: Any = yaml.safe_load(text)
    return [one.message for one in jsonschema.Draft7Validator(schema.schema()).iter_errors(data)]


def test_the_committed_schema_is_the_one_that_the_format_gives() -> None:
    assert (ROOT / "content" / "schema.json").read_text("utf-8") == schema.text(), "run: reports schema --write"
    jsonschema.Draft7Validator.check_schema(json.loads(schema.text()))


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_the_sample_papers_are_valid_and_name_the_schema(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.split("\n")[0] == FIRST_LINE
    assert faults(text) == []


def test_numbers_empty_values_and_every_node_are_valid_for_a_typed_parser() -> None:
    assert faults(SAMPLE) == []
    assert faults(content.write(every_node())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Plan\n", ""),
        ("title: Plan\n", "titel: Plan\n"),
        ("kind: update", "kind: leaflet"),
        ("- id: A1", "- id: 1A"),
        ("- id: A1\n", "- reports_on: nowhere\n          id: A1\n"),
        ("    heading: One\n", ""),
        ("      columns:\n        action: Action\n        next: Next\n", ""),
        ("sections:\n  - id: one", "sections:\n    id: one"),
        ("notes:\n  1: A note.\n", "notes:\n  - A note.\n"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_too(old: str, new: str) -> None:
    assert SAMPLE.count(old) == 1
    text = SAMPLE.replace(old, new)
    assert faults(text)
    assert opened(content.read(text.encode(), "plan", "plan.yaml"))[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_starting_file_is_valid_and_without_fault(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path)
    assert reports(folder, "new", kind, "new-paper") == 0
    text = (folder / "content" / "new-paper.yaml").read_text("utf-8")
    assert faults(text) == []
    assert "# " in text
    capsys.readouterr()
    assert reports(folder, "check") == 0
    assert capsys.readouterr().out == "1 document checked: 0 errors, 0 warnings, 0 notes\n"
    assert reports(folder, "new", kind, "new-paper") == 2, "never over a file that is there"
    assert (folder / "content" / "new-paper.yaml").read_text("utf-8") == text


def test_a_name_or_kind_that_cannot_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path)
    assert reports(folder, "new", "update", "My Plan 2021") == 2
    assert "write for example my-plan-2021" in capsys.readouterr().err
    assert reports(folder, "new", "leaflet", "plan") == 2
    assert reports(folder, "new", "update", "../plan") == 2
    assert reports(folder, "schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A publication of the council"
    assert reports(folder, "schema", "--write") == 0
    assert (folder / "content" / "schema.json").read_text("utf-8") == schema.text()
