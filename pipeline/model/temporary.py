"""The names of temporary folders: each says which process made it, so that a later run sweeps up after one that was killed."""

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
    """What the names of temporary folders of this process begin with; the folders of dead processes are removed first."""
    _sweep()
    return f"reports-{os.getpid()}-"


@lru_cache(maxsize=1)
def _sweep() -> None:
    for path in Path(gettempdir()).glob("reports-*"):
        match = NAME.match(path.name)
        if match and not is_running(int(match[1])):
            rmtree(path, ignore_errors=True)


def is_running(process: int) -> bool:
    """Whether a process of this number runs; where nobody can say, it does (outside POSIX `os.kill` would end it)."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    with suppress(OSError, IndexError):  # one that was killed keeps its number until somebody asks how it ended
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return True
