"""Processes that build editions. They come from one that loads what they need while the command itself reads and checks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


class Workers:
    """Processes for tasks, one for each core, forked from one that loads what they need, from now on.

    They end with the one that loads, and that one with this process.
    """

    def __init__(self, load: Callable[..., None], given: object, *more: object) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.given = given
        self.keeper = multiprocessing.Process(target=_keep, args=(theirs, self.pipe, partial(load, *more), given))
        self.keeper.start()
        theirs.close()
        self.waiting: dict[int, Future[Any]] = {}
        self.listener: threading.Thread | None = None
        self.ended = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self.waiting and kind is None:
            self.end()
        elif not self.ended:
            self.keeper.kill()
        self.keeper.join()
        if self.listener:
            self.listener.join()
        self.pipe.close()

    def begin(self, work: Callable[..., None], given: object) -> None:
        """Has each process begin with some work on what is given; what was loaded with is not sent again."""
        if self.listener is None:
            self._send(work, None if given is self.given else given)
            self.listener = threading.Thread(target=self._listen, daemon=True)
            self.listener.start()

    def submit(self, task: Callable[..., T], *given: object) -> Future[T]:
        """Has one task done."""
        future: Future[T] = Future()
        number = len(self.waiting)
        self.waiting[number] = future
        if not self._send(number, task, given):
            _fail(future)
        return future

    def end(self) -> None:
        """Lets the processes end, for no task comes any more."""
        if not self.ended:
            self.ended = True
            self._send()

    def _send(self, *message: object) -> bool:
        """Sends a message; says whether there is still somebody who takes it."""
        with suppress(OSError):
            self.pipe.send(message)
            return True
        return False

    def _listen(self) -> None:
        """Gives each task that has ended what came of it; all that are left the reason where the processes have ended."""
        with suppress(EOFError, OSError):
            while True:
                number, value, wrong = self.pipe.recv()
                if wrong is None:
                    self.waiting[number].set_result(value)
                else:
                    self.waiting[number].set_exception(wrong)
        for future in list(self.waiting.values()):
            _fail(future)


def _fail(future: Future[Any]) -> None:
    with suppress(InvalidStateError):  # it was done before
        future.set_exception(BrokenProcessPool("the process that did it has ended"))


def begin(work: Callable[..., None], given: object) -> None:
    """Begins a process that ends with the one that started it."""
    gc.freeze()  # what was loaded before stays to the end: the search for unused objects need not look at it
    work(given)
    end_with_parent()


def end_with_parent() -> None:
    """Ends this process when the one that gave it work is killed; it would wait or work on for nobody."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _keep(pipe: Connection, theirs: Connection, load: Callable[..., None], loaded: object) -> None:
    """Loads, then hands tasks to processes and their results back, until no more come or the one that asks has ended."""
    theirs.close()  # else its end could not be seen
    with suppress(Exception):  # what cannot be loaded is told where it is used
        load(loaded)
    sending = threading.Lock()

    def answer(number: int, future: Future[Any]) -> None:
        wrong = future.exception()
        with sending, suppress(BrokenPipeError):
            pipe.send((number, None if wrong else future.result(), wrong))

    try:
        first, given = pipe.recv()
        given = loaded if given is None else given
        with ProcessPoolExecutor(os.cpu_count() or 1, initializer=begin, initargs=(first, given)) as pool:
            while asked := pipe.recv():
                number, task, arguments = asked
                pool.submit(task, *arguments).add_done_callback(partial(answer, number))
    except (EOFError, KeyboardInterrupt):
        os._exit(1)
