"""What the program keeps for itself between two runs: JSON with the hash of its data, so that damage of any kind is seen.

Whatever is wrong with such a file (cut off, another form, binary, deep, huge, changed in one place), it is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.app import plain_file

MOST_KEPT_BYTES = 2**28
"""Bytes of a kept file; the cache of 1,000 publications has some 10 million."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


class Damaged(ValueError):
    """A kept file that cannot be used."""


def read_json(path: Path) -> Any:
    """The JSON in a file. Raises FileNotFoundError where there is none, and Damaged where it cannot be read."""
    try:
        if path.stat().st_size > MOST_KEPT_BYTES:
            raise Damaged(f"{path.name} is larger than {MOST_KEPT_BYTES // 2**20} MB")
        return json.loads(plain_file.read(path).decode("utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RecursionError) as wrong:
        raise Damaged(str(wrong)) from wrong


def load(path: Path) -> Any:
    """The data that `dump` made. Raises FileNotFoundError or Damaged."""
    found = read_json(path)
    if not isinstance(found, dict) or found.keys() != {"sha256", "data"} or found["sha256"] != _digest(found["data"]):
        raise Damaged(f"{path.name} is not as it was written")
    return found["data"]


def dump(data: object) -> bytes:
    """Data as JSON with its hash."""
    return json.dumps({"sha256": _digest(data), "data": data}, ensure_ascii=False).encode()


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def inside(name: str) -> str:
    """The name of a file below a folder, as it is. Raises Damaged for one that would lead out of it, or that no file can have."""
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or _CONTROL.search(name) or not _writable(name):
        raise Damaged(f"“{name!r}” is not the name of a file")
    return name


def _writable(name: str) -> bool:
    try:
        return all(len(part) < 256 for part in name.encode().split(b"/"))
    except UnicodeEncodeError:
        return False
