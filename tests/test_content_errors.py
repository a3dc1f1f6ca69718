"""Plausible slips in a content file are told at the line to mend, with a hint that names the cure, and nothing else is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline import checks, content
from pipeline.library.library import ContentDocument, Library
from pipeline.model.findings import Finding, Severity
from tests.opened import opened

FOLDER = Path(__file__).parent / "cases" / "mutations"
PAPER = (FOLDER / "paper.yaml").read_text("utf-8")


@dataclass
class Case:
    """A slip: lines taken out ("-"), lines put in ("+", "!" where it is to be named), and what is to be told of it.

    "= rule: words of the hint" stands for each finding in order; "> words" under it, where another line is to be named.
    """

    title: str
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    expected: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: dict[int, str] = field(default_factory=dict)

    def text(self) -> tuple[str, int]:
        """The paper with the slip in it, and the line (from 1) where the lines put in begin."""
        old = "\n".join(self.old) + "\n"
        assert PAPER.count("\n" + old) == 1, f"{self.title}: {self.old} stands {PAPER.count(old)} times in the paper"
        before, after = PAPER.split("\n" + old)
        return before + "\n" + "".join(line + "\n" for line in self.new) + after, before.count("\n") + 2


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").split("\n"):
            mark, rest = line[:1], line[1:]
            if mark == "#":
                found.append(Case(rest.strip()))
            elif mark == "-":
                found[-1].old.append(rest)
            elif mark in ("+", "!"):
                if mark == "!":
                    found[-1].named.append(len(found[-1].new))
                found[-1].new.append(rest)
            elif mark == "=":
                rule, _, hint = rest.strip().partition(": ")
                found[-1].expected.append((rule, hint))
            elif mark == ">":
                found[-1].elsewhere[len(found[-1].expected) - 1] = rest.strip()
    return found


CASES = cases()


EARLIER = b"""\
title: Earlier plan
kind: objectives
sections:
  - id: one
    heading: One
    actions:
      - id: A4
        action: We will answer soon.
"""


def every(text: str) -> list[Finding]:
    """All errors and warnings of the paper with this text, in a library with one earlier plan and one picture."""
    document, findings = opened(content.read(text.encode("utf-8"), "paper", "content/paper.yaml"))
    earlier, _ = opened(content.read(EARLIER, "plan-2017", "content/plan-2017.yaml"))
    assert earlier is not None
    if document is not None:
        paper = ContentDocument(document, tuple(text.split("\n")))
        library = Library((paper, ContentDocument(earlier)), pictures=frozenset({"partners.png"}))
        findings += checks.check(library.neighbours, paper, findings).findings
    found = [one for one in findings if one.severity > Severity.NOTE]
    return sorted(found, key=lambda one: (one.place.line, one.place.column))


USUAL = {(one.rule, one.message) for one in every(PAPER)}


def told(text: str) -> list[Finding]:
    """What is found besides what the paper has anyway: a guess to confirm."""
    return [one for one in every(text) if (one.rule, one.message) not in USUAL]


def test_the_paper_itself_is_without_fault() -> None:
    document, findings = opened(content.read(PAPER.encode("utf-8"), "paper", "content/paper.yaml"))
    assert document is not None
    assert findings == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_slip_is_told_at_its_line_with_its_cure(case: Case) -> None:
    text, start = case.text()
    findings = told(text)
    seen = "\n".join(one.as_text() for one in findings)
    assert [one.rule for one in findings] == [rule for rule, _ in case.expected], seen
    for number, finding in enumerate(findings):
        words = case.elsewhere.get(number) or case.new[case.named[min(number, len(case.named) - 1)]]
        assert words in text.split("\n")[finding.place.line - 1], seen
        if number not in case.elsewhere:
            assert finding.place.line - start in case.named, seen
    for finding, (_, hint) in zip(findings, case.expected, strict=True):
        assert hint in f"{finding.message} {finding.hint}", seen
        assert finding.hint, seen


def test_there_are_a_hundred_cases() -> None:
    assert len(CASES) >= 100
    assert len({case.title for case in CASES}) == len(CASES)


def test_many_slips_are_told_in_one_run() -> None:
    text = PAPER
    for title in (
        "A colon is left out in a row",
        "A stray word",
        "An apostrophe inside single quotes",
        "A star instead of a hyphen",
    ):
        case = next(one for one in CASES if one.title == title)
        text = text.replace("\n".join(case.old) + "\n", "\n".join(case.new) + "\n", 1)
    assert sorted(one.rule for one in told(text)) == ["inner-quote", "missing-colon", "missing-dash", "stray-line"]


@pytest.mark.parametrize("number", range(1, PAPER.count("\n"), 3))
def test_a_file_cut_off_or_with_a_line_lost_never_stops_the_program(number: int) -> None:
    lines = PAPER.split("\n")
    told("\n".join(lines[:number]))
    told("\n".join(lines[: number - 1] + lines[number:]))
    told("\n".join([*lines[: number - 1], re.sub(r"[:|\"-]", "", lines[number - 1]), *lines[number:]]))
