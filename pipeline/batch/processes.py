"""The engine on one machine: as many documents at a time as there are cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.batch.guard import guarded
from pipeline.batch.job import BatchRequest, BatchSource, Outcome

WINDOW = 1000
"""This many documents are handed out together; their outcomes are waited for before the next ones are listed."""


def run(jobs: Sequence[BatchSource], order: BatchRequest, workers: int, _scheduler: str) -> Iterator[Outcome]:
    """The outcomes, roughly as they come. `workers` are processes at a time."""
    for start in range(0, len(jobs), WINDOW):
        yield from guarded(jobs[start : start + WINDOW], order, workers)
