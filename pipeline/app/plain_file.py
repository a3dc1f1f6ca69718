"""Reads files that somebody else may have put there: only plain ones, for a pipe is waited for and a device has no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LONGEST_NAME = 150
"""Bytes of the name of a content file without its ending; no file system takes more than 255 for a whole name."""


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is a plain file below a folder. A link that leads out of it, or in a circle, is none."""
    return path.is_file() and real(path).is_relative_to(real(folder))


def can_name_editions(path: Path) -> bool:
    """Whether files can be named after a path: in characters that are text, and with room for what editions add to the name."""
    try:
        return len(path.stem.encode()) <= LONGEST_NAME
    except UnicodeEncodeError:
        return False


def real(path: Path) -> Path:
    """A path without links; one of a circle stays."""
    return Path(os.path.realpath(path))


def read(path: Path) -> bytes:
    """The bytes of a file. Raises OSError where it cannot be read, or is a pipe, a socket or a device."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
    return path.read_bytes()
