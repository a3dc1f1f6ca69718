"""Runs work on files that others made in processes of their own, so that one bad file costs only itself.

Each task gets a limit of CPU time, of waiting time, of memory and of the size of its result. Whatever happens to it (an endless
loop, a crash, an exception, no memory) becomes a finding about its file, and the other tasks go on. Where the system can fork, a
task starts in milliseconds, because it inherits the modules that are loaded already.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.app.project import Refused
from pipeline.app.workers import end_with_parent
from pipeline.model.findings import Finding, error
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place

MEMORY = 900 * 2**20
"""Bytes of data that a task may hold; a page of text needs less than 1 MB."""
RESULT = 400 * 2**20
"""Bytes that a task may give back or write."""
WAITING = 5
"""A task may take so many times its CPU time by the clock, for other tasks and other programs share the machine."""
PROGRESS, MORE = 0.2, 60
"""On a busy machine, a task that worked, or waited for a core, for so many seconds since it was last asked gets so many more."""
_FORK = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Task(Generic[T]):
    """Work on one file. `name` is the file as messages show it, `seconds` the CPU time that it may take, `memory` its bytes."""

    name: str
    work: Callable[[], T]
    seconds: int
    memory: int = MEMORY


@dataclass(frozen=True)
class TaskResult(Generic[T]):
    """What a task gave, or the finding that says why it gave nothing."""

    value: T | None
    finding: Finding | None = None

    def unwrap(self) -> T:
        """The value. Raises Refused where there is none."""
        if self.finding is not None:
            raise Refused(self.finding)
        assert self.value is not None
        return self.value


def run(task: Task[T]) -> T:
    """The value of one task. Raises Refused where it gave none."""
    return next(iter(run_all([task]))).unwrap()


def run_all(tasks: Sequence[Task[T]], cores: int = os.cpu_count() or 1) -> Iterator[TaskResult[T]]:
    """The outcomes in the order of the tasks; so many of them run at the same time."""
    waiting = list(enumerate(tasks))
    running: dict[int, _Running[T]] = {}
    ended: dict[int, TaskResult[T]] = {}
    try:
        for number in range(len(tasks)):
            while number not in ended:
                while waiting and len(running) < cores:
                    index, task = waiting.pop(0)
                    running[index] = _Running(task)
                connection.wait([one.pipe for one in running.values()], 0.5)
                for index, one in list(running.items()):
                    if (outcome := one.poll()) is not None:
                        ended[index] = outcome
                        del running[index]
            yield ended.pop(number)
    finally:
        for one in running.values():
            one.end()


_SPREAD: list[Any] = []
FEW = 40
"""So few files are read or checked in less time than processes take to begin."""


def spread(work: Callable[[T], R], over: Sequence[T]) -> list[R]:
    """What some work makes of each thing, in their order: on all cores where there are many and the system can fork."""
    if len(over) <= FEW or not _FORK or os.cpu_count() == 1:
        return [work(one) for one in over]
    _SPREAD[:] = [work, over]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork"), _begin_spread) as pool:
        return list(pool.map(_spread_one, range(len(over)), chunksize=10))


def _begin_spread() -> None:
    gc.freeze()  # what was there before stays: the search for unused objects need not look at it
    end_with_parent()


def _spread_one(number: int) -> Any:
    work, over = _SPREAD
    return work(over[number])


def say(text: str) -> None:
    """Prints a line on the error stream of the whole run, also from within a task."""
    if _PARENT:
        _PARENT[0].send_bytes(pickle.dumps(("say", text)))
    else:
        print(text, file=sys.stderr)


def allow(seconds: int) -> None:
    """Lets the task in which it is called wait for so many seconds more, for a program that it starts."""
    if _PARENT:
        _PARENT[0].send_bytes(pickle.dumps(("allow", seconds)))


def limit_program(seconds: int) -> None:
    """Gives a program that a task starts CPU time of its own, and as much memory and room for files as the task has."""
    without_limits()
    _limit(seconds, MEMORY)


def without_limits() -> None:
    """Takes the limits of CPU time and memory away; called in a program that a task starts, which has limits of its own."""
    if sys.platform != "win32":
        import resource

        for kind in (resource.RLIMIT_CPU, _memory_limit(), resource.RLIMIT_FSIZE):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (hard, hard))


# ------------------------------------------------------------------------------------------------ in the parent


class _Running(Generic[T]):
    """A task that runs: its process, the pipe that it answers through, and when it has to have ended."""

    def __init__(self, task: Task[T]) -> None:
        context: Any = multiprocessing.get_context("fork" if _FORK else "spawn")
        self.task = task
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_child, args=(theirs, task), daemon=True)
        self.process.start()
        theirs.close()
        self.latest = time.monotonic() + WAITING * task.seconds
        self.used = 0.0

    def poll(self) -> TaskResult[T] | None:
        """The outcome once there is one; what the task says on the way is printed."""
        while self.pipe.poll():
            try:
                kind, value = pickle.loads(self.pipe.recv_bytes())
            except (EOFError, OSError):
                self.process.join()
                return TaskResult(None, _ended(self.task, self.process.exitcode or 0))
            if kind == "say":
                say(value)
            elif kind == "allow":
                self.latest += value
            else:
                self.end()
                return TaskResult(value) if kind == "value" else TaskResult(None, value)
        if time.monotonic() <= self.latest:
            return None
        used = _cpu_time(self.process.pid) + _time_without_core(self.process.pid)
        if used - self.used >= PROGRESS:
            self.used, self.latest = used, time.monotonic() + MORE
            return None
        self.end()
        return TaskResult(None, _too_slow(self.task, WAITING * self.task.seconds))

    def end(self) -> None:
        """Ends the process, which has answered or is not wanted any more."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _cpu_time(process: int | None) -> float:
    """The seconds of CPU time that a process has used; 0 where the system does not say it."""
    with suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _time_without_core(process: int | None) -> float:
    """The seconds that a process could have worked and had no core, for others worked; 0 where the system does not say it."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9
    return 0.0


HELP = "the other files are not affected; open it and save it again, or type what it says into a content file"


def _too_slow(task: Task[Any], seconds: int) -> Finding:
    message = f"reading was stopped after {seconds} seconds"
    return error("source-too-slow", message, Place(task.name), f"it may be damaged; {HELP}")


def _too_big(task: Task[Any]) -> Finding:
    message = f"reading was stopped: it needs more than {task.memory // 2**20} MB of memory"
    return error("source-too-big", message, Place(task.name), f"it may be damaged; {HELP}")


def _ended(task: Task[Any], code: int) -> Finding:
    """The finding for a process that ended without an answer, with this exit code (the signal, negated, if one ended it)."""
    if -code == getattr(signal, "SIGXCPU", None):
        return _too_slow(task, task.seconds)
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    return error("source-crashed", f"the program that reads this file ended ({how})", Place(task.name), HELP)


# ------------------------------------------------------------------------------------------------ in the child

_PARENT: list[Connection] = []


def _child(pipe: Connection, task: Task[Any]) -> None:
    _PARENT[:] = [pipe]
    end_with_parent()
    try:
        _limit(task.seconds, task.memory + _memory_used())
        answer = _answer(task)
    except MemoryError:
        answer = ("finding", _too_big(task))
    except KeyboardInterrupt:
        os._exit(130)
    with suppress(OSError):
        data = pickle.dumps(answer)
        pipe.send_bytes(data if len(data) <= RESULT else pickle.dumps(("finding", _too_big(task))))
    os._exit(0)


def _answer(task: Task[Any]) -> tuple[str, object]:
    try:
        return "value", task.work()
    except (Refused, Unreadable) as wrong:
        return "finding", wrong.finding
    except Exception as wrong:
        if isinstance(wrong, MemoryError):
            raise
        return "finding", fault("source-crashed", "this file could not be read", wrong, Place(task.name))


def fault(rule: str, message: str, wrong: BaseException, place: Place) -> Finding:
    """The finding for an exception that nobody expected: what it was and the line of the program where it arose."""
    at = traceback.extract_tb(wrong.__traceback__)
    where = f", {Path(at[-1].filename).name} line {at[-1].lineno}" if at else ""
    text = " ".join(f"{type(wrong).__name__}: {wrong}".split())[:200]
    return error(rule, f"{message}: a fault of the program ({text}{where})", place, f"please report it; {HELP}")


def _memory_limit() -> int:
    """The limit on private data where the system counts it, else on addresses."""
    import resource

    return resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS


def _memory_used() -> int:
    """The private data that this process got from the one it was forked from, in bytes, which are not the task's."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _limit(seconds: int, memory: int) -> None:
    """Sets the limits of this process; programs that it starts can take them away again."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    for kind, most in ((resource.RLIMIT_CPU, seconds), (_memory_limit(), memory), (resource.RLIMIT_FSIZE, RESULT)):
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
