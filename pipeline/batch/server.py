"""A quiet process beside a Dask worker: it takes jobs on its input, guards each, and answers on its output.

A Dask worker has threads and may not have children of its own, so nothing can be forked from it. This process has no
thread but one that waits, has loaded everything, and forks for each document in milliseconds. It ends when the worker does, whose
number it is given. Messages are pickled, with their length before them; both ends are ours.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
import time
from typing import IO, Any

from pipeline.batch.job import BatchRequest, BatchSource, Outcome

_LENGTH = struct.Struct(">Q")
_SERVERS = threading.local()
WATCH = 0.5
"""Seconds between two looks at whether the worker is there."""


def through_server(job: BatchSource, order: BatchRequest) -> Outcome:
    """The outcome of a job, from the quiet process of this thread. Raises ConnectionError where that process died."""
    server: subprocess.Popen[bytes] | None = getattr(_SERVERS, "process", None)
    if server is None or server.poll() is not None:
        server = _SERVERS.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.batch.server", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    assert server.stdin
    assert server.stdout
    try:
        _send(server.stdin, (job, order))
        kind, value = _receive(server.stdout)
    except (OSError, EOFError) as wrong:
        server.kill()
        raise ConnectionError(f"the process that reads {job.path} was killed") from wrong
    if kind == "outcome" and isinstance(value, Outcome):
        return value
    raise RuntimeError(str(value))


def serve(worker: int) -> None:
    """Answers until the input ends, or the worker dies: others do then what it had in hand."""
    threading.Thread(target=_end_with, args=(worker,), daemon=True).start()
    from pipeline.batch.guard import guarded

    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            job, order = _receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            _send(output, ("outcome", next(iter(guarded([job], order, 1)))))
        except Exception as wrong:
            _send(output, ("wrong", f"{type(wrong).__name__}: {wrong}"))


def _end_with(worker: int) -> None:
    """Ends this process, and with it the one that reads a document, once its parent is no longer the worker."""
    while os.getppid() == worker:
        time.sleep(WATCH)
    os._exit(1)


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[Any, Any]:
    head = _exactly(stream, _LENGTH.size)
    value: tuple[Any, Any] = pickle.loads(_exactly(stream, _LENGTH.unpack(head)[0]))
    return value


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


if __name__ == "__main__":
    serve(int(sys.argv[1]))
