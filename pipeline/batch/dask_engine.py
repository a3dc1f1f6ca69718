"""The engine on many machines: each document is a task of a Dask scheduler, a few for each worker at a time.

The scheduler holds no document: tasks and outcomes are a few hundred bytes. A worker that dies costs the documents that it had in
hand, which others do again; what was finished has its manifest and is not done twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from pipeline.app.project import Refused
from pipeline.batch.job import FAILED, Job, Order, Outcome
from pipeline.batch.server import through_server
from pipeline.batch.work import key_of
from pipeline.model.findings import Finding, error

AHEAD = 4
"""So many tasks are with the scheduler for each thread of the workers, so that none of them waits for this process."""
WAIT = 60
"""Seconds to wait for a scheduler, its workers, or a scheduler that is started again."""
AGAIN = 3
"""So often a document is handed out anew whose worker died; then it is called failed."""


def run(jobs: Sequence[Job], order: Order, workers: int, scheduler: str) -> Iterator[Outcome]:
    """The outcomes as they come, from the workers of a scheduler, or of one that is started here. Raises Refused."""
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError as wrong:
        hint = "install it: pip install 'council-reports[batch]'"
        raise Refused(error("no-engine", "the engine “dask” is not installed", hint=hint)) from wrong
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

    def __init__(self, client: object, as_completed: object, order: Order) -> None:
        self.client, self.as_completed, self.order = client, as_completed, order
        self.tries: dict[str, int] = {}

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The outcomes as they come."""
        waiting = iter(jobs)
        running = self.as_completed(())  # type: ignore[operator]
        asked: dict[str, Job] = {}

        def submit(job: Job) -> None:
            future = self.client.submit(  # type: ignore[attr-defined]
                through_server, job, self.order, pure=False, key=f"{job.name}-{self.tries.get(job.name, 0)}"
            )
            asked[future.key] = job
            running.add(future)

        for job in self._some(waiting, AHEAD * self._threads()):
            submit(job)
        for future in running:
            job = asked.pop(future.key)
            if future.status == "finished":
                yield future.result()
            elif future.status in ("cancelled", "lost"):
                raise Refused(self._gone())
            elif self.tries.get(job.name, 0) < AGAIN:
                self.tries[job.name] = self.tries.get(job.name, 0) + 1
                submit(job)
                continue
            else:
                yield self._failed(job, future.exception())
            future.release()
            for more in self._some(waiting, 1):
                submit(more)

    def _threads(self) -> int:
        return sum(self.client.nthreads().values()) or (os.cpu_count() or 1)  # type: ignore[attr-defined]

    def _some(self, waiting: Iterator[Job], count: int) -> list[Job]:
        return [job for _, job in zip(range(count), waiting, strict=False)]

    def _failed(self, job: Job, wrong: BaseException | None) -> Outcome:
        text = f"{job.path}: error: the workers that read it ended {AGAIN + 1} times ({wrong})"
        return Outcome(job.name, job.path, FAILED, job.state, key_of(self.order), errors=1, findings=(text,))

    def _gone(self) -> Finding:
        return error(
            "no-engine", "the scheduler has gone away", hint="start it again, then run the same command: it goes on"
        )
