"""What each build shows about each requirement: which was met, by what test, and what a person still has to look at.

A clause that a machine cannot decide never says "supports" until a person's check of this very content is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.findings import Findings

FORMATS = {"html": "Web page", "pdf": "PDF", "docx": "Word document"}


class Level(StrEnum):
    """How far a requirement is met, worst first."""

    FAILS = "Does not support"
    PERSON = "Needs a person"
    NOT_TESTED = "Not tested in this build"
    SUPPORTS = "Supports"
    NOT_APPLICABLE = "Not applicable"


@dataclass(frozen=True)
class Clause:
    """A clause of EN 301 549 or a criterion that WCAG 2.2 adds; `check` says for each format what a machine can decide."""

    id: str
    title: str
    chapter: int
    wcag: str
    level: str
    status: str
    meaning: str
    look_at: str
    check: dict[str, str]

    @property
    def name(self) -> str:
        """The clause as people cite it: "9.1.1.1 Non-text content" or "WCAG 2.5.8 Target size (minimum)"."""
        number = f"WCAG {self.wcag}" if self.id.startswith("wcag22") else self.id
        return f"{number} {self.title}"


@dataclass(frozen=True)
class Evidence:
    """What a build knows of one edition: its publication, format and file, what was found, and the words it was proved to say."""

    publication: str
    format: str
    file: str
    findings: Findings
    words: int


@dataclass(frozen=True)
class ManualCheck:
    """A check by a person. `clause` is its id, `publication` "" for all; `version` the fingerprint of the content checked."""

    clause: str
    format: str
    publication: str
    role: str
    when: str
    what: str
    supports: bool
    version: str


@dataclass(frozen=True)
class Result:
    """How far a clause is met in one format, the tests that were run, and what was seen or is still to be looked at."""

    clause: Clause
    format: str
    level: Level
    tests: tuple[str, ...] = ()
    note: str = ""
