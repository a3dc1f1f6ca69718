"""The clips of recordings on disk, so that a sentence is said once, however often its publication is built."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.app import plain_file
from pipeline.app.project import Refused, write_kept


@dataclass(frozen=True)
class ClipFolder:
    """Clips by the hash of voice and words. `name` is the publication whose progress is shown."""

    folder: Path
    name: str = ""

    def get(self, key: str) -> bytes | None:
        """A clip, None where it was not made yet."""
        try:
            return plain_file.read(self._path(key))
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keeps a clip. Raises OSError where it cannot be written, as on a full disk."""
        try:
            write_kept(self._path(key), data)
        except Refused as wrong:
            raise OSError(wrong.finding.message) from wrong

    def progress(self, number: int, count: int) -> None:
        """Says how far a recording is, on a terminal only."""
        if sys.stderr.isatty():
            done = f"{self.name}: {number} of {count} sentences ({100 * number // count}%)"
            print(done, end="\n" if number == count else "\r", file=sys.stderr, flush=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.flac"
