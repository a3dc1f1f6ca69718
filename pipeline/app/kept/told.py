"""The findings of earlier builds, so that one of a document that has not changed is shown once and only counted afterwards."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.app.kept import stored
from pipeline.app.project import write_kept
from pipeline.model.findings import Finding


class Told:
    """The findings that earlier builds have reported, by their fingerprints, in a file of the cache."""

    def __init__(self, store: Path) -> None:
        self.path = store / "told.json"
        self.now: set[str] = set()
        try:
            self.before = set(map(str, stored.load(self.path)))
        except (FileNotFoundError, ValueError, TypeError):
            self.before = set()

    def is_new(self, about: str, finding: Finding) -> bool:
        """Whether no earlier build has reported a finding about a document; the next one will know that it was."""
        own = _key(about, finding)
        self.now.add(own)
        return own not in self.before

    def save(self, *, whole: bool) -> None:
        """Keeps what is told by now; after a whole build that alone."""
        found = self.now if whole else self.now | self.before
        if found != self.before:
            write_kept(self.path, stored.dump(sorted(found)))


def _key(about: str, finding: Finding) -> str:
    return hashlib.sha256(f"{about}\n{finding.as_text()}".encode()).hexdigest()[:24]
