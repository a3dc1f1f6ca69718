"""Judges from each build how far each requirement is met, by which tests, and what a person still has to check.

A clause that a machine cannot decide is "supported" only if a person's check of the current content is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.builders import BUILDERS
from pipeline.model.findings import Findings

FORMATS = {name: row.words for name, row in BUILDERS.items()}


class Conformity(StrEnum):
    """How far a requirement is met, worst first."""

    FAILS = "Does not support"
    PERSON = "Needs a person"
    NOT_TESTED = "Not tested in this build"
    SUPPORTS = "Supports"
    NOT_APPLICABLE = "Not applicable"


@dataclass(frozen=True)
class Clause:
    """A clause of EN 301 549 or a criterion that WCAG 2.2 adds. `check` says by format who can decide it."""

    id: str
    title: str
    chapter: int
    wcag: str
    level: str
    status: str
    meaning: str
    look_at: str
    check: Mapping[str, str]

    @property
    def name(self) -> str:
        """The clause as people cite it: "9.1.1.1 Non-text content" or "WCAG 2.5.8 Target size (minimum)"."""
        number = f"WCAG {self.wcag}" if self.id.startswith("wcag22") else self.id
        return f"{number} {self.title}"


@dataclass(frozen=True)
class Successor:
    """A clause of the next version of the standard. `was` is its clause in this version, "" for a new one.

    `sourced` is the source of number and title: "quoted" from the standard, by its "numbering", or "unconfirmed".
    """

    id: str
    title: str
    was: str
    sourced: str
    meaning: str = ""


@dataclass(frozen=True)
class Evidence:
    """The evidence of a build for an edition: publication, format, file, findings, and the number of its proved words.

    `video` is true if it links to a video.
    """

    publication: str
    format: str
    file: str
    findings: Findings
    words: int
    video: bool = False


@dataclass(frozen=True)
class ManualCheck:
    """A check by a person. `publication` is "" for all; `version` is the fingerprint of the checked content."""

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
    """How far a clause is met in a format, the tests that were run, and a note on what was seen or has to be checked.

    `signed` is true if a person has judged it for the current content.
    """

    clause: Clause
    format: str
    level: Conformity
    tests: tuple[str, ...] = ()
    note: str = ""
    signed: bool = False
