"""Replaces the editions of a publication all together or not at all: where one of them fails, the others are put back.

What a build is about to replace or remove is kept below the cache, and put back where the publication fails, or by the next
run where this one was killed. So nobody finds the new page beside the PDF of the old text.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.app.cache import Cache, Made
from pipeline.app.project import remove, write

FILES, READINGS = "files", "readings"


class Swap:
    """The old files of the editions that a build replaces in one folder."""

    def __init__(self, cache: Cache) -> None:
        self.cache, self.store = cache, cache.path.parent / "before"
        self.roots = {FILES: cache.folder, READINGS: cache.readings}
        self.old: dict[str, Made | None] = {}
        self.new: dict[str, set[str]] = {}
        for kind, root in self.roots.items():  # of a run that was killed
            for path in (self.store / kind).rglob("*") if (self.store / kind).is_dir() else ():
                if path.is_file():
                    _move(path, root / path.relative_to(self.store / kind))
        self.end()

    def keep(self, edition: str, files: Iterable[str]) -> None:
        """Keeps what lies at the places of some files of an edition, before they are written or removed."""
        self.old.setdefault(edition, self.cache.made.get(edition))
        for kind, file in (*((FILES, file) for file in files), (READINGS, f"{edition}.json")):
            place, kept = self.roots[kind] / file, self.store / kind / file
            if kept.exists() or file in self.new.get(edition, ()):
                continue
            if place.is_file():
                write(kept, place.read_bytes())  # whole: a run that is killed meanwhile would put half a file back
            elif kind == FILES:
                self.new.setdefault(edition, set()).add(file)

    def had(self, edition: str) -> bool:
        """Whether there was an edition of that name before."""
        made = self.old.get(edition)
        return bool(made and made.files)

    def put_back(self, edition: str) -> None:
        """Puts back what an edition was before this build."""
        made, now = self.old[edition], self.cache.made.pop(edition, None)
        for file in now.files if now else ():
            self.cache.written.pop(file, None)
            kept = self.store / FILES / file
            if kept.is_file():
                _move(kept, self.roots[FILES] / file)
            elif file in self.new.get(edition, ()):
                remove(self.roots[FILES] / file)
        if made:
            self.cache.put(edition, made)
            for file in made.files:
                if (kept := self.store / FILES / file).is_file():
                    _move(kept, self.roots[FILES] / file)
        if (kept := self.store / READINGS / f"{edition}.json").is_file():
            _move(kept, self.roots[READINGS] / f"{edition}.json")

    def end(self) -> None:
        """Forgets what was kept."""
        with suppress(OSError):
            shutil.rmtree(self.store)


def _move(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(old, new.with_name(f"{new.name}.before"))
    os.replace(new.with_name(f"{new.name}.before"), new)
    old.unlink()
