"""Whole runs of the command line, with all their processes: building, checking, batches."""

from __future__ import annotations

import compileall
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pikepdf

ROOT = Path(__file__).parent.parent.parent
CHECKED = 1000
"""Publications that are checked: copies of the samples under names of their own, whose links lead to one another."""
BATCH = 160
"""Documents of one page in a batch."""


class Ran(NamedTuple):
    """Seconds of processor time of a command and its processes, the peak of the largest in MB, and seconds by the clock."""

    seconds: float
    megabytes: float
    wall: float


LAUNCHER = """
import ctypes, os, resource, subprocess, sys, time
from contextlib import suppress
with suppress(OSError, AttributeError):
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
started = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
code, wall = process.wait(), time.monotonic() - started
with suppress(ChildProcessError):
    while time.monotonic() < started + wall + 10:
        os.waitpid(-1, os.WNOHANG) == (0, 0) and time.sleep(0.1)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, wall)
"""
"""Runs a command and says how it ended and what it took.

The peak of a process counts what its parent held when it was started, so the parent is this small program. On Linux (prctl 36)
it also waits for processes whose parent has ended before them, as those of Dask's workers: else their time would be nobody's.
"""


@cache
def compiled() -> None:
    """Compiles the program once, as an installed one is; else each process would, where Python may not keep what it compiled."""
    compileall.compile_dir(ROOT / "pipeline", quiet=2)


def run(command: Sequence[str], folder: Path = ROOT) -> Ran:
    """Runs a command; raises CalledProcessError where it could not do its work."""
    compiled()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    ran = subprocess.run(launch, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    code, seconds, megabytes, wall = map(float, ran.stdout.split())
    if code not in (0, 1):
        raise subprocess.CalledProcessError(int(code), command)
    return Ran(seconds, megabytes, wall)


def reports(folder: Path, *arguments: str) -> Ran:
    """One run of `reports`."""
    return run([sys.executable, "-m", "pipeline", "--project", str(folder), *arguments], folder)


def project(folder: Path) -> Path:
    """A copy of this project without what was built."""
    for name in ("content", "templates", "source_docs"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def building(folder: Path) -> Iterator[tuple[str, Ran]]:
    """`reports make` of the samples: from nothing, nothing changed, one word changed."""
    project(folder)
    yield "from nothing", reports(folder, "make")
    yield "nothing changed", reports(folder, "make")
    change(max((folder / "content").glob("*.yaml"), key=lambda path: path.stat().st_size))
    yield "one word changed", reports(folder, "make")


def change(file: Path) -> None:
    """Changes one word of a content file."""
    text = file.read_text("utf-8")
    file.write_text(text.replace(" the ", " this ", 1), "utf-8")


def checking(folder: Path) -> Iterator[tuple[str, Ran]]:
    """`reports check` of many publications: from nothing, nothing changed, one word changed."""
    (folder / "content").mkdir(parents=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "content" / "site.yaml", folder / "content" / "site.yaml")
    files = [path for path in sorted((ROOT / "content").glob("*.yaml")) if path.name != "site.yaml"]
    for number in range(CHECKED):
        file, copy = files[number % len(files)], number // len(files)
        text = file.read_text("utf-8")
        for other in files:
            text = text.replace(f"{other.stem}#", f"{other.stem}-{copy}#")
        (folder / "content" / f"{file.stem}-{copy}.yaml").write_text(text, "utf-8")
    yield "from nothing", reports(folder, "check")
    yield "nothing changed", reports(folder, "check")
    change(folder / "content" / f"{files[0].stem}-7.yaml")
    yield "one word changed", reports(folder, "check")


def batches(folder: Path) -> Iterator[tuple[str, Ran]]:
    """`reports batch` of many small documents into web pages, with one worker and with two, and by Dask where it is there."""
    project(folder)
    source = folder / "in"
    source.mkdir()
    pages = list(_pages())
    for number in range(BATCH):
        (source / f"plan-{number}.pdf").write_bytes(pages[number % len(pages)])
    engines = ("processes", "processes", "dask") if find_spec("distributed") else ("processes", "processes")
    for number, (workers, engine) in enumerate(zip(("1", "2", "2"), engines, strict=False)):
        options = ("--edition", "html", "--workers", workers, "--engine", engine)
        ran = reports(folder, "batch", str(source), str(folder / f"out{number}"), *options)
        yield f"{workers} at a time{', by Dask' if engine == 'dask' else ''}", ran


def _pages() -> Iterator[bytes]:
    for path in sorted((ROOT / "source_docs").glob("*.pdf")):
        with pikepdf.open(path) as pdf, pikepdf.new() as one:
            one.pages.append(pdf.pages[0])
            buffer = io.BytesIO()
            one.save(buffer)
            yield buffer.getvalue()
