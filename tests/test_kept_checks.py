"""A check that reads only what has changed says the same as one that reads everything, after every kind of change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.app import checking
from pipeline.app.kept import checks as kept_checks
from pipeline.app.project import ContentFile, Project
from pipeline.library.library import Library
from pipeline.library.neighbours import MOST_NAMES, Neighbours, Summary
from tests.projects import ROOT, SITE, reports

PLAN = """\
title: Plan {number}
kind: action-plan
period: 2020
sections:
  - id: first
    heading: First
    parts:
      - text: |
          See [our update](update#R1) and [the other plan](plan2#first).
      - image:
          file: images/crest.png
          alt: Our crest
      - table:
          caption: What we agreed
          row_header: action
          columns: {{action: Action, officer: Officer}}
          rows:
            - id: A1
              action: Train every manager.
              officer: Head of Policy and Strategy
            - id: A2
              action: Ask what people need.
              officer: {officer}
"""
UPDATE = """\
title: Update
kind: update
period: 2020
table:
  caption: How it went
  row_header: action
  columns: {action: Action, progress: Progress}
  rows:
    - id: R1
      reports_on: plan1#A1
      action: Train every manager.
      progress: Done.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three publications that name one another, a language version of one, and a picture."""
    content = tmp_path / "content"
    (content / "images").mkdir(parents=True)
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("*.ttf", "*.otf"))
    (content / "site.yaml").write_text(SITE, "utf-8")
    (content / "images" / "crest.png").write_bytes(b"not looked into")
    (content / "plan1.yaml").write_text(PLAN.format(number=1, officer="Head of HR"), "utf-8")
    (content / "plan2.yaml").write_text(PLAN.format(number=2, officer="Head of Policy & Strategy"), "utf-8")
    (content / "plan1.cy.yaml").write_text("language: cy\n" + PLAN.format(number=1, officer="Head of HR"), "utf-8")
    (content / "update.yaml").write_text(UPDATE, "utf-8")
    return tmp_path


def told(root: Path) -> list[tuple[str, ...]]:
    """What the check that reads only changes says, after comparing it with one that reads everything."""
    project = Project(root)
    paths = project.content_paths()
    kept = kept_checks.check(project, paths)
    files = [project.read_content(path) for path in paths]
    whole = checking.check(project, files, checking.library(project, files))
    assert kept == [(one.findings, one.off) for one in whole]
    return [tuple(one.rule for one in findings) for findings, _ in kept]


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "content" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


Change = Callable[[Path], object]


def edits(name: str, old: str, new: str) -> Change:
    return lambda root: edit(root, name, old, new)


def comes(path: str, text: str) -> Change:
    return lambda root: (root / path).write_text(text, "utf-8")


def goes(path: str) -> Change:
    return lambda root: (root / path).unlink()


def moves(path: str, to: str) -> Change:
    return lambda root: (root / path).rename(root / to)


EASY = "title: Plan\nideas:\n  - covers: first\n    text: We train.\n"
CHANGES: dict[str, tuple[str, Change]] = {
    "a record that another names gets another id": ("record-unknown", edits("plan1.yaml", "id: A1", "id: A9")),
    "a section that another links to gets another id": ("link-unknown", edits("plan2.yaml", "id: first", "id: last")),
    "a publication that others name goes": ("link-unknown", goes("content/plan2.yaml")),
    "a publication comes": ("", comes("content/more.yaml", UPDATE.replace("plan1#", "plan2#"))),
    "another spells an officer first": (
        "two-spellings",
        edits("plan1.yaml", "Head of HR", "Head of policy and strategy"),
    ),
    "a picture goes": ("picture-missing", goes("content/images/crest.png")),
    "a picture moves": ("picture-missing", moves("content/images/crest.png", "content/crest.png")),
    "a publication cannot be read any more": ("record-unknown", comes("content/plan1.yaml", "\n")),
    "an Easy Read comes": ("easy-read-unchecked", comes("content/plan1.easy-read.yaml", EASY)),
    "the words of a language go": ("words-english", goes("templates/words/cy.yaml")),
}


@pytest.mark.parametrize(("rule", "change"), CHANGES.values(), ids=list(CHANGES))
def test_after_each_change_the_check_says_what_a_whole_one_says(root: Path, rule: str, change: Change) -> None:
    before = told(root)
    change(root)
    after = told(root)
    assert after != before
    assert not rule or any(rule in found for found in after)


def test_only_what_changed_and_what_asks_about_it_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(root)
    read: list[str] = []
    real = Project.read_content

    def counted(self: Project, path: Path) -> ContentFile:
        read.append(path.stem)
        return real(self, path)

    monkeypatch.setattr(Project, "read_content", counted)

    def reading() -> list[str]:
        read.clear()
        reports(root, "check")
        return sorted(set(read))

    assert reading() == []
    edit(root, "plan2.yaml", "Train every manager", "Train each manager")
    assert reading() == ["plan2"]
    edit(root, "plan1.yaml", "id: A1", "id: A9")
    assert reading() == ["plan1", "plan1.cy", "update"]
    (root / ".cache" / "checks.json").write_text("{", "utf-8")
    assert reading() == ["plan1", "plan1.cy", "plan2", "update"]


def test_a_hint_of_a_large_library_names_a_few_publications() -> None:
    many = Neighbours(Summary(f"plan{number:03}", (), (), ()) for number in range(1000))
    assert many.listed().endswith("plan011 and 988 more")
    assert many.listed().count("plan") == MOST_NAMES
    assert Library(()).neighbours.listed() == ""
