"""One source in a process of its own with limits of time and memory. What ends it early becomes its outcome, written as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module

from pipeline import sources
from pipeline.app import apart
from pipeline.app.extracting import BYTES_A_SECOND
from pipeline.batch.folders import Folder
from pipeline.batch.job import FAILED, BatchRequest, BatchSource, Outcome, manifest_of
from pipeline.batch.kit import kit_of
from pipeline.batch.work import key_of, line_of, rehearse, work
from pipeline.builders import BUILDERS
from pipeline.model.findings import Finding
from pipeline.sources import SOURCES

SECONDS = 60
"""Seconds of CPU time that a document may take, and ten more for each that its source may take to read."""


def guarded(jobs: Iterable[BatchSource], order: BatchRequest, cores: int) -> Iterator[Outcome]:
    """The outcomes of some jobs, in their order, so many at a time. A store that fails is an outcome, too."""
    _load(order)
    asked = list(jobs)
    tasks = [
        apart.Task(job.path, partial(work, job, order), _seconds(job, order), order.limits.memory) for job in asked
    ]
    for job, ended in zip(asked, apart.run_all(tasks, cores), strict=True):
        yield ended.value if ended.value is not None else _failed(job, order, ended.finding)


def _load(order: BatchRequest) -> None:
    """Loads once what every process that is forked from this one needs. Raises Refused where the kit is not there."""
    for suffix in SOURCES:
        sources.load(suffix)
    for edition in order.editions:
        import_module(BUILDERS[edition.format].module)
    kit_of(order)
    rehearse(order)


def _seconds(job: BatchSource, order: BatchRequest) -> int:
    return order.limits.seconds or SECONDS + 10 * job.size // BYTES_A_SECOND


def _failed(job: BatchSource, order: BatchRequest, finding: Finding | None) -> Outcome:
    """The outcome of a source that gave nothing; it is kept, so that the next run does not try the same again unasked."""
    text = line_of(finding, job) if finding else ""
    result = Outcome(job.name, job.path, FAILED, job.state, key_of(order), errors=1, findings=(text,))
    if finding is None or finding.rule != "folder-failed":
        Folder(order.target).write(manifest_of(job.name), result.as_json())
    return result
