"""Replaces the editions of a publication all together or not at all: where one of them fails, the others are put back.

What a build is about to replace or remove is kept below the cache, and put back where the publication fails, or by the next
run where this one was killed. So nobody finds the new page beside the PDF of the old text. What was there before is what lies
on the disk: it counts also where the cache is gone and only the files are left.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.app.cache import Cache, Made
from pipeline.app.project import remove, write

FILES, READINGS, NEW = "files", "readings", "new"
"""Folders of the store: old files, old readings, and an empty file for each that there was not before."""


class Swap:
    """The old files of the editions that a build replaces in one folder."""

    def __init__(self, cache: Cache) -> None:
        self.cache, self.store = cache, cache.path.parent / "before"
        self.roots = {FILES: cache.folder, READINGS: cache.readings}
        self.written = dict(cache.written)
        self.old: dict[str, Made | None] = {}
        self.there: dict[str, set[str]] = {}
        for kind in (FILES, READINGS, NEW):  # of a run that was killed
            for path in list((self.store / kind).rglob("*")):
                self._restore(kind, path.relative_to(self.store / kind).as_posix())
        self.end()

    def keep(self, edition: str, files: Iterable[str]) -> None:
        """Keeps what lies at the places of an edition, before files are written or removed there."""
        self.old.setdefault(edition, self.cache.made.get(edition))
        before = self.there.setdefault(edition, set())
        own = {edition, *files, *(file for file, name in self.written.items() if name == edition)}
        for kind, file in (*((FILES, file) for file in sorted(own)), (READINGS, f"{edition}.json")):
            place, kept, new = self.roots[kind] / file, self.store / kind / file, self.store / NEW / file
            if not kept.exists() and not new.exists():
                if place.is_file():
                    write(kept, place.read_bytes())  # whole: a run that is killed meanwhile would put half a file back
                elif kind == FILES:
                    write(new, b"")
            if kind == FILES and kept.exists():
                before.add(file)

    def had(self, edition: str) -> bool:
        """Whether there was an edition of that name before."""
        return bool(self.there.get(edition))

    def put_back(self, edition: str) -> None:
        """Puts back what an edition was before this build."""
        made, now = self.old[edition], self.cache.made.pop(edition, None)
        for file in {*self.there[edition], *(now.files if now else ())}:
            self.cache.written.pop(file, None)
            self._restore(FILES if file in self.there[edition] else NEW, file)
        self._restore(READINGS, f"{edition}.json")
        if made:
            self.cache.put(edition, made)
        self.cache.written |= {file: self.written.get(file, edition) for file in self.there[edition]}

    def _restore(self, kind: str, file: str) -> None:
        """Makes the place of a file what it was: with the old file, or with none."""
        kept = self.store / kind / file
        if not kept.is_file():
            return
        if kind == NEW:
            remove(self.roots[FILES] / file)
            kept.unlink()
        else:
            _move(kept, self.roots[kind] / file)

    def end(self) -> None:
        """Forgets what was kept, all at once: a run that is killed meanwhile leaves nothing that would be put back in part."""
        done = self.store.with_name("before-done")
        shutil.rmtree(done, ignore_errors=True)
        with suppress(OSError):
            os.replace(self.store, done)
            shutil.rmtree(done)


def _move(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(old, new.with_name(f"{new.name}.before"))
    os.replace(new.with_name(f"{new.name}.before"), new)
    old.unlink()
