"""What is asked for one source, and what became of it: both small, and the same on every machine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from pipeline.editions.site import EditionName

BUILT, ERRORS, FAILED = "built", "errors", "failed"
STATES = {
    BUILT: "read, built and proved",
    ERRORS: "read; some of what was asked for has errors",
    FAILED: "not read: too slow, too big, damaged, or of no known kind",
}


@dataclass(frozen=True)
class Limits:
    """What one document may cost: seconds of CPU time (0: by its size) and bytes of memory."""

    seconds: int = 0
    memory: int = 900 * 2**20


@dataclass(frozen=True)
class BatchRequest:
    """What is asked for every document of a run: addresses, editions, limits, and whether failed ones are tried again.

    `project` is the SHA-256 of the kit, which lies below the target; `program` is the fingerprint of the program.
    """

    sources: str
    target: str
    editions: tuple[EditionName, ...]
    project: str
    program: str
    limits: Limits = field(default_factory=Limits)
    retry: bool = False


@dataclass(frozen=True)
class BatchSource:
    """One source: the name of its publication, its path below the sources, its size, and the mark of its version."""

    name: str
    path: str
    size: int
    state: str


@dataclass(frozen=True)
class Outcome:
    """What became of a source, as its manifest holds it.

    `key` is of everything that the result depends on but the source: `sha256` is of that. `files` are the SHA-256 of what was
    written, by name. `seconds` are CPU time, `memory` is the most that was held, in bytes. `kept`: an earlier run did it.
    """

    name: str
    source: str
    state: str
    version: str
    key: str
    sha256: str = ""
    title: str = ""
    kind: str = ""
    words: int = 0
    errors: int = 0
    warnings: int = 0
    to_check: int = 0
    findings: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    memory: int = 0
    kept: bool = False

    def as_json(self) -> bytes:
        """The manifest."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def outcome(data: bytes | None) -> Outcome | None:
    """What a manifest says; None where there is none, or where it is damaged."""
    try:
        values = json.loads(data or b"")
        values["findings"] = tuple(values["findings"])
        return Outcome(**values)
    except (ValueError, KeyError, TypeError):
        return None


def manifest_of(name: str) -> str:
    """Where the manifest of a document lies below the target."""
    return f"manifest/{name}.json"
