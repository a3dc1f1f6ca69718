"""Accidents at every change that a run makes on disk: the run is killed there, or the disk is full from there on.

A kill leaves the disk as it is before a change. So one run that keeps a copy before each change shows all that kills can leave.

A run happens in a process of its own. An audit hook of Python sees each file that is opened for writing, each rename, removal
and new folder, whoever asks for it; so no write can be forgotten here.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
UNIQUE = re.compile(r"[0-9a-f]{16,}|[0-9]+")
"""What differs between folders of one kind: hashes and numbers."""
BEGUN = ".reports-"
UNHARMED = ("os.remove", "os.rmdir")
"""What a full disk still does."""


@dataclass
class Faults:
    """What the hook does in the process `process`: it counts changes below `root`, and acts from number `at` on.

    Where there is a `store`, it keeps the folder there as it is before each change.
    """

    root: str
    process: int = field(default_factory=os.getpid)
    at: int = -1
    error: int = 0
    kinds: list[str] = field(default_factory=list)
    store: Path | None = None

    def change(self, event: str, path: str) -> None:
        """One change that is about to be made; its kind is what is done, in which folder, with which ending of a name."""
        number = len(self.kinds)
        where = PurePath(path.removeprefix(self.root))
        self.kinds.append(f"{event} {UNIQUE.sub('*', str(where.parent))} {where.suffix}")
        if self.store:
            _ACTIVE.clear()
            copy(Path(self.root), self.store / f"{number:04}")
            _ACTIVE.append(self)
        if self.at < 0 or number < self.at:
            return
        if not self.error:
            os.kill(os.getpid(), signal.SIGKILL)
        if event not in UNHARMED or self.error == READ_ONLY:
            raise OSError(self.error, os.strerror(self.error))


_ACTIVE: list[Faults] = []
_HOOKED: list[bool] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _ACTIVE or os.getpid() != _ACTIVE[0].process:
        return
    if event != "open" and event not in CHANGES:
        return
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
        return
    where = arguments[1] if event == "os.rename" else arguments[0]
    path = os.path.abspath(os.fsdecode(where)) if isinstance(where, str | bytes | os.PathLike) else ""
    if path.startswith(_ACTIVE[0].root):
        _ACTIVE[0].change(event, path)


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (-9: it was killed), what it said, and the kind of each change that it made."""

    code: int
    said: str
    kinds: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        """How many changes it made."""
        return len(self.kinds)


def run_until(seconds: float, work: Callable[[], int]) -> int:
    """Does work in a process of its own, which is killed after that time; gives its exit code, or -9."""
    child = os.fork()
    if not child:
        code = 99
        try:
            with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
                code = work()
        finally:
            os._exit(code)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)  # a process that has ended keeps its number until it is waited for
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(root: Path, work: Callable[[], int], at: int = -1, error: int = 0, store: Path | None = None) -> Ended:
    """Does work in a process of its own; from change number `at` on it is killed, or gets the error of this number."""
    if not _HOOKED:
        sys.addaudithook(_hook)
        _HOOKED.append(True)
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as counted:
        child = os.fork()
        if not child:
            code = 99
            try:
                faults = Faults(f"{root.resolve()}{os.sep}", at=at, error=error, store=store)
                with redirect_stdout(said), redirect_stderr(said):
                    _ACTIVE[:] = [faults]
                    code = work()
                _ACTIVE.clear()
                counted.write("\n".join(faults.kinds))
                counted.flush()
                said.flush()
            finally:
                os._exit(code)
        status = os.waitpid(child, 0)[1]
        said.seek(0)
        counted.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), said.read(), tuple(counted.read().splitlines()))


def states(root: Path, work: Callable[[], int], store: Path) -> list[Path]:
    """Each state in which a kill can leave a folder; of those that differ only in a file that was begun, the last."""
    run(root, work, store=store)
    found: dict[str, Path] = {}
    for folder in sorted(store.iterdir()):
        whole = {name: data for name, data in tree(folder).items() if BEGUN not in name}
        found[repr(sorted(whole.items()))] = folder
    return sorted(found.values())


def tree(root: Path, leave_out: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file below a folder with its bytes, and every folder; those whose path begins with one of these are left out."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(leave_out):
            found[name] = path.read_bytes() if path.is_file() else b"folder"
    return found


def copy(source: Path, target: Path, leave_out: str = "templates") -> None:
    """Makes a folder what another one is, but for one folder in it."""
    for path in target.iterdir() if target.is_dir() else ():
        if path.name != leave_out:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(leave_out), dirs_exist_ok=True)


FULL, READ_ONLY = errno.ENOSPC, errno.EROFS
