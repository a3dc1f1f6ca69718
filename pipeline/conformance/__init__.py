"""What each build shows about each requirement: which was met, by what test, and what a person still has to look at.

A clause that a machine cannot decide never says "supports" until a person's check of this very content is recorded.
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
    """A clause of EN 301 549 or a criterion that WCAG 2.2 adds; `check` says for each format what a machine can decide."""

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
    """A clause of the next version of the standard: its clause in this one is `was`, "" for a new one.

    `sourced` says how far number and title are known: "quoted" from the standard, by its "numbering", or "unconfirmed".
    """

    id: str
    title: str
    was: str
    sourced: str
    meaning: str = ""


@dataclass(frozen=True)
class Evidence:
    """What a build knows of one edition: its publication, format and file, what was found, and the words it was proved to say.

    `video` says that it leads to a video.
    """

    publication: str
    format: str
    file: str
    findings: Findings
    words: int
    video: bool = False


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
    """How far a clause is met in one format, the tests that were run, and what was seen or is still to be looked at.

    `signed` says that a person has judged it, for this very content.
    """

    clause: Clause
    format: str
    level: Conformity
    tests: tuple[str, ...] = ()
    note: str = ""
    signed: bool = False
