"""A value beside its findings, for tests, which look at both."""

from __future__ import annotations

from typing import TypeVar

from pipeline.model.findings import Finding, Findings
from pipeline.model.with_findings import Collector, WithFindings

T = TypeVar("T")


class Kept(Collector):
    """Keeps what it takes."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, *findings: Finding) -> None:
        self.findings += findings


def opened(made: WithFindings[T]) -> tuple[T, Findings]:
    return made.take(Kept()), made.findings
