"""The engine on many machines: each document is a task of a Dask scheduler, a few for each worker at a time.

The scheduler holds no document: tasks and outcomes are a few hundred bytes. A worker that dies costs the documents that it had in
hand, which others do again; what was finished has its manifest and is not done twice.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.app.project import Refused
from pipeline.batch.job import FAILED, BatchRequest, BatchSource, Outcome
from pipeline.batch.server import through_server
from pipeline.batch.work import key_of
from pipeline.model.findings import Finding, error

AHEAD = 8
"""At most this many tasks for each thread of the workers are with the scheduler, so that none of them waits for this process.

When half of them are done, as many more are given to it at once: each giving costs the scheduler as much as many tasks.
"""
WAIT = 60
"""Seconds to wait for a scheduler, its workers, or a scheduler that is started again."""
AGAIN = 3
"""A document whose worker died is handed out again so often; then it counts as failed."""


def run(jobs: Sequence[BatchSource], order: BatchRequest, workers: int, scheduler: str) -> Iterator[Outcome]:
    """The outcomes as they come, from the workers of a scheduler, or of one that is started here. Raises Refused."""
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError as wrong:
        hint = "install it: pip install 'council-reports[batch]'"
        raise Refused(error("no-engine", "the engine “dask” is not installed", hint=hint)) from wrong
    for library in ("distributed", "distributed.client"):  # what matters of a lost connection is told as a finding
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        address = scheduler or LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        client = Client(address, timeout=WAIT)
        client.wait_for_workers(1, timeout=WAIT)
    except (OSError, TimeoutError) as wrong:
        hint = "start it with: dask scheduler; then, on each machine: dask worker ADDRESS"
        raise Refused(error("no-engine", f"no scheduler with a worker answers at {scheduler}", hint=hint)) from wrong
    with client:
        yield from _Tasks(client, as_completed, order).run(jobs)


class _Tasks:
    """Keeps the workers busy without putting everything before the scheduler at once."""

    def __init__(self, client: object, as_completed: object, order: BatchRequest) -> None:
        self.client, self.as_completed, self.order = client, as_completed, order
        self.tries: dict[str, int] = {}

    def run(self, jobs: Sequence[BatchSource]) -> Iterator[Outcome]:
        """The outcomes as they come."""
        waiting = iter(jobs)
        running = self.as_completed(())  # type: ignore[operator]
        asked: dict[tuple[str, str], BatchSource] = {}

        def submit(jobs: Sequence[BatchSource]) -> None:
            # The scheduler keeps books on each name before the comma, so it is one for all documents.
            keys = [("document", f"{job.name}-{self.tries.get(job.name, 0)}") for job in jobs]
            asked.update(zip(keys, jobs, strict=True))
            for future in self.client.map(through_server, jobs, key=keys, pure=False, order=self.order):  # type: ignore[attr-defined]
                running.add(future)

        submit(list(islice(waiting, AHEAD * self._threads())))
        for future in running:
            job = asked.pop(future.key)
            if future.status == "finished":
                yield future.result()
            elif future.status in ("cancelled", "lost"):
                raise Refused(self._gone())
            elif self.tries.get(job.name, 0) < AGAIN:
                self.tries[job.name] = self.tries.get(job.name, 0) + 1
                submit([job])
                continue
            else:
                yield self._failed(job, future.exception())
            future.release()
            room = AHEAD * self._threads() - len(asked)
            if 2 * room >= AHEAD * self._threads() and (more := list(islice(waiting, room))):
                submit(more)

    def _threads(self) -> int:
        return sum(self.client.nthreads().values()) or (os.cpu_count() or 1)  # type: ignore[attr-defined]

    def _failed(self, job: BatchSource, wrong: BaseException | None) -> Outcome:
        text = f"{job.path}: error: the workers that read it ended {AGAIN + 1} times ({wrong})"
        return Outcome(job.name, job.path, FAILED, job.state, key_of(self.order), errors=1, findings=(text,))

    def _gone(self) -> Finding:
        return error(
            "no-engine", "the scheduler has gone away", hint="start it again, then run the same command: it goes on"
        )
