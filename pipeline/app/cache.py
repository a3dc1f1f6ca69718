"""What was built from what: so that a second run builds nothing and still says and exits what the first one did."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.app import plain_file
from pipeline.app.kept import recorded, stored
from pipeline.app.project import remove, sha256, write_kept
from pipeline.builders import About
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, Findings, Severity, worst


@dataclass(frozen=True)
class Made:
    """A cached result: the key of its inputs, the hashes of its files, what it found, and facts such as pages.

    `reading` is the hash of the file that keeps the words that the edition declares, "" where none is kept.
    """

    key: str
    files: Mapping[str, str]
    findings: Findings = ()
    facts: Mapping[str, int] = field(default_factory=dict)
    reading: str = ""
    starts: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether an error stopped it; without one, a result of no files says that none is wanted, as a feed without `url:`."""
        return not self.files and worst(self.findings) is Severity.ERROR


def key(*parts: object) -> str:
    """A fingerprint of inputs: bytes as they are, all else by its repr. Every input of a result belongs in it."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


class Cache:
    """The results of earlier runs into one output folder, in a file of the store.

    A damaged file is as good as none, and `damaged` says so. `written` are all files that were ever written and not removed,
    with the name of the edition or page that they belong to; without a cache, the build record of the folder names them.
    `records` are the hashes of the build record that was written last, and of the one before.
    """

    def __init__(self, folder: Path, store: Path) -> None:
        path = store / key(str(plain_file.real(folder)))[:16]
        self.folder, self.path, self.readings = folder, path / "made.json", path / "readings"
        self.made: dict[str, Made] = {}
        self.written: dict[str, str] = {}
        self.damaged = False
        self.records: tuple[str, ...] = ()
        try:
            data = stored.load(self.path)
            self.made = {name: _from_json(one) for name, one in data["made"].items()}
            self.written = {stored.inside(file): str(name) for file, name in data["written"].items()}
            self.records = tuple(map(str, data["records"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError) as wrong:
            self.made, self.damaged = {}, not isinstance(wrong, FileNotFoundError)
            self.written = recorded.written(folder)
        self.before = self._data()

    def get(self, name: str, key: str) -> Made | None:
        """The result of that name if its inputs are the same and its files are still what was written."""
        made = self.made.get(name)
        if made is None or made.key != key or (made.reading and _hash(self._reading(name)) != made.reading):
            return None
        return made if all(_hash(self.folder / file) == digest for file, digest in made.files.items()) else None

    def put(self, name: str, made: Made) -> None:
        """Remembers a result."""
        self.made[name] = made
        self.written |= dict.fromkeys(made.files, name)

    def fail(self, name: str, key: str, findings: Findings) -> None:
        """Remembers that a result has errors. Its last good files stay, and so does what is known of them."""
        facts = self.made[name].facts if name in self.made else {}
        self.made[name] = Made(key, {}, findings, facts)

    def keep_reading(self, name: str, reading: Iterable[Piece], about: About) -> str:
        """Keeps what an edition declares of its words and of itself, for verifying it later; gives the hash of what was kept."""
        pieces = [[piece.block, piece.text, piece.kind, piece.facts, piece.anchors, piece.opens] for piece in reading]
        data = json.dumps({"reading": pieces, "about": about}, ensure_ascii=False).encode()
        write_kept(self._reading(name), data)
        return sha256(data)

    def reading(self, name: str) -> tuple[tuple[Piece, ...], About] | None:
        """What an edition declared when it was built; None where nothing of it is kept."""
        try:
            data = stored.read_json(self._reading(name))
            return tuple(_piece(one) for one in data["reading"]), tuple((a, b, c) for a, b, c in data["about"])
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return None

    def _reading(self, name: str) -> Path:
        return self.readings / f"{name}.json"

    def stale(self, names: Collection[str]) -> list[str]:
        """The files that belong to none of these editions and pages, or that a newer build of one of them no longer has.

        An edition that failed keeps its last good files. What is no longer there, for a run was killed after it removed it, is
        forgotten.
        """
        self.written = {file: name for file, name in self.written.items() if (self.folder / file).is_file()}
        gone = {name for name, made in self.made.items() if made.files and not self.written.keys() & made.files.keys()}
        self.made = {name: made for name, made in self.made.items() if name in names or name not in gone}
        current = {file for name in names if name in self.made for file in self.made[name].files}
        failed = {name for name in names if name not in self.made or self.made[name].failed}
        return sorted(file for file, name in self.written.items() if file not in current and name not in failed)

    def remove(self, files: Iterable[str]) -> None:
        """Removes files, folders that they leave empty, and what is remembered of them."""
        for file in files:
            path = self.folder / file
            remove(path)
            name = self.written.pop(file, "")
            if name in self.made and file in self.made[name].files:
                del self.made[name]
            with suppress(OSError):
                if path.parent != self.folder:
                    path.parent.rmdir()

    def save(self) -> None:
        """Writes the file, where anything in it has changed."""
        if (data := self._data()) != self.before:
            write_kept(self.path, stored.dump(data))

    def _data(self) -> dict[str, object]:
        made = {name: _as_json(made) for name, made in sorted(self.made.items())}
        return {"made": made, "written": dict(sorted(self.written.items())), "records": list(self.records)}


def _piece(data: list[Any]) -> Piece:
    block, text, kind, facts, anchors, opens = data
    known = None if facts is None else tuple((key, value) for key, value in facts)
    return Piece(block, text, kind, known, tuple(anchors), opens)


def _hash(path: Path) -> str:
    try:
        return sha256(plain_file.read(path))
    except OSError:
        return ""


def _as_json(made: Made) -> dict[str, object]:
    return {
        "key": made.key,
        "files": dict(made.files),
        "findings": [finding.as_json() for finding in made.findings],
        "facts": dict(made.facts),
        "reading": made.reading,
        "starts": list(made.starts),
    }


def _from_json(data: dict[str, object]) -> Made:
    """The result that `_as_json` wrote. Raises TypeError, ValueError or KeyError for anything else."""
    files, findings, facts = data["files"], data["findings"], data["facts"]
    if not (isinstance(files, dict) and isinstance(findings, list) and isinstance(facts, dict)):
        raise TypeError("this is not a cached result")
    numbers = {str(name): int(number) for name, number in facts.items()}
    found = tuple(Finding.from_json(finding) for finding in findings)
    starts = data["starts"]
    if not isinstance(starts, list):
        raise TypeError("this is not a cached result")
    own = {stored.inside(file): str(digest) for file, digest in files.items()}
    return Made(str(data["key"]), own, found, numbers, str(data["reading"]), tuple(map(str, starts)))
