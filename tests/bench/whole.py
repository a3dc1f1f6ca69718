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
import os, subprocess, sys, time
started = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, time.monotonic() - started)
"""
"""Runs a command and says how it ended and what it took.

The peak of a process counts what its parent held when it was started, so the parent is this small program.
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
    """`reports batch` of many small documents into web pages, with one worker and with two."""
    project(folder)
    source = folder / "in"
    source.mkdir()
    pages = list(_pages())
    for number in range(BATCH):
        (source / f"plan-{number}.pdf").write_bytes(pages[number % len(pages)])
    for workers in ("1", "2"):
        target = folder / f"out{workers}"
        ran = reports(folder, "batch", str(source), str(target), "--edition", "html", "--workers", workers)
        yield f"{workers} at a time", ran


def _pages() -> Iterator[bytes]:
    for path in sorted((ROOT / "source_docs").glob("*.pdf")):
        with pikepdf.open(path) as pdf, pikepdf.new() as one:
            one.pages.append(pdf.pages[0])
            buffer = io.BytesIO()
            one.save(buffer)
            yield buffer.getvalue()
