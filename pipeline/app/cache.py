"""What was built from what: so that a second run builds nothing and still says and exits what the first one did."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.app.project import sha256, write
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, Findings


@dataclass(frozen=True)
class Made:
    """A cached result: the key of its inputs, the hashes of its files, what it found, and facts such as pages."""

    key: str
    files: Mapping[str, str]
    findings: Findings = ()
    facts: Mapping[str, int] = field(default_factory=dict)


def key(*parts: object) -> str:
    """A fingerprint of inputs: bytes as they are, all else by its repr. Every input of a result belongs in it."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


class Cache:
    """The results of earlier runs into one output folder, in a file of the store; a damaged file is as good as none."""

    def __init__(self, folder: Path, store: Path) -> None:
        own = store / key(str(folder.resolve()))[:16]
        self.folder, self.path, self.readings = folder, own / "made.json", own / "readings"
        self.made: dict[str, Made] = {}
        try:
            data = json.loads(self.path.read_text("utf-8"))
            self.made = {name: _from_json(one) for name, one in data.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.made = {}

    def get(self, name: str, key: str) -> Made | None:
        """The result of that name if its inputs are the same and its files are still what was written."""
        made = self.made.get(name)
        if made is None or made.key != key:
            return None
        return made if all(_hash(self.folder / file) == digest for file, digest in made.files.items()) else None

    def put(self, name: str, made: Made) -> None:
        """Remembers a result."""
        self.made[name] = made

    def keep_reading(self, name: str, reading: Iterable[Piece]) -> None:
        """Keeps the words that an edition declares, for verifying its file later."""
        data = [[one.block, one.text, one.kind, one.facts, one.anchors, one.opens] for one in reading]
        write(self.readings / f"{name}.json", json.dumps(data, ensure_ascii=False).encode())

    def reading(self, name: str) -> tuple[Piece, ...] | None:
        """The words that an edition declared when it was built; None where nothing of it is kept."""
        try:
            data = json.loads((self.readings / f"{name}.json").read_text("utf-8"))
            return tuple(_piece(one) for one in data)
        except (OSError, ValueError, TypeError):
            return None

    def save(self) -> None:
        """Writes the file."""
        data = {name: _as_json(made) for name, made in sorted(self.made.items())}
        write(self.path, json.dumps(data, ensure_ascii=False, indent=1).encode())


def _piece(data: list[Any]) -> Piece:
    block, text, kind, facts, anchors, opens = data
    known = None if facts is None else tuple((key, value) for key, value in facts)
    return Piece(block, text, kind, known, tuple(anchors), opens)


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return ""


def _as_json(made: Made) -> dict[str, object]:
    return {
        "key": made.key,
        "files": dict(made.files),
        "findings": [one.as_json() for one in made.findings],
        "facts": dict(made.facts),
    }


def _from_json(data: dict[str, object]) -> Made:
    files, findings, facts = data["files"], data["findings"], data["facts"]
    assert isinstance(files, dict)
    assert isinstance(findings, list)
    assert isinstance(facts, dict)
    return Made(str(data["key"]), files, tuple(Finding.from_json(one) for one in findings), facts)
