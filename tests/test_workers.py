"""Processes that build editions come from one that loads what they need; whatever becomes of it, nobody waits for ever."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.app.workers import Workers
from tests.projects import ROOT

LOADED: list[object] = []


def _load(more: object, given: object) -> None:
    LOADED.extend([given, more])
    raise ValueError("this is told where it is used")


def _nothing(_: object) -> None:
    pass


def _keep(given: object) -> None:
    LOADED.append(given)


def _loaded() -> list[object]:
    return LOADED


@pytest.mark.parametrize("later", ["words", "other words"])
def test_workers_give_what_came_of_each_task_and_tell_when_they_have_ended(later: str) -> None:
    with Workers(_load, given := "words", 1) as workers:
        workers.begin(_keep, given if later == given else later)
        right, wrong, loaded = workers.submit(abs, -3), workers.submit(int, "x"), workers.submit(_loaded)
        assert (right.result(20), type(wrong.exception(20))) == (3, ValueError)
        assert (loaded.result(20), LOADED) == (["words", 1, later], [])
        ended = workers.submit(os._exit, 3)
        assert isinstance(ended.exception(20), BrokenProcessPool)


def test_workers_that_are_asked_for_nothing_or_are_left_do_not_keep_anybody_waiting() -> None:
    begun = time.monotonic()
    with Workers(time.sleep, 60):
        pass
    with Workers(time.sleep, 60) as workers:
        workers.begin(_nothing, 60)
    with suppress(KeyboardInterrupt), Workers(_nothing, None) as workers:
        workers.begin(_nothing, None)
        workers.submit(time.sleep, 60)
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 30


def test_a_task_for_workers_whose_first_process_has_ended_fails() -> None:
    with Workers(_nothing, None) as workers:
        workers.begin(_nothing, None)
        workers.keeper.kill()
        workers.keeper.join()
        assert isinstance(workers.submit(abs, -3).exception(20), BrokenProcessPool)
        assert isinstance(workers.submit(abs, -3).exception(20), BrokenProcessPool)


def test_when_the_run_is_killed_its_workers_end_too() -> None:
    code = (
        "import os, time\n"
        "from pipeline.app.workers import Workers\n"
        "workers = Workers(print, '')\n"
        "workers.begin(print, '')\n"
        "print(workers.submit(os.getpid).result(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        worker = Path("/proc") / next(filter(None, map(str.strip, run.stdout)))
        run.kill()
    if Path("/proc").is_dir():
        until = time.monotonic() + 10
        while worker.exists() and time.monotonic() < until and "\nState:\tZ" not in (worker / "status").read_text():
            time.sleep(0.05)
        assert time.monotonic() < until
