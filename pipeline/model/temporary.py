"""Names temporary folders after the process that made them, so that a later run can remove those of a killed process."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir

NAME = re.compile(r"reports-(\d{1,9})-")


def prefix() -> str:
    """The start of the names of this process's temporary folders. Removes the folders of ended processes first."""
    _sweep()
    return f"reports-{os.getpid()}-"


@lru_cache(maxsize=1)
def _sweep() -> None:
    for path in Path(gettempdir()).glob("reports-*"):
        match = NAME.match(path.name)
        if match and not is_running(int(match[1])):
            rmtree(path, ignore_errors=True)


def is_running(process: int) -> bool:
    """Whether a process with this id is running; True if that cannot be known (outside POSIX `os.kill` would end it)."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    with suppress(OSError, IndexError):  # a killed process keeps its id until its parent collects its exit code
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return True
