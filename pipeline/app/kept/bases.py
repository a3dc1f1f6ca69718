"""The content that a Word edition was built from, so that its edits can be merged into content that has changed since.

Each build of a Word edition keeps it in the cache; where the cache is gone, the history of the content file may have it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from pipeline import content
from pipeline.app import plain_file
from pipeline.app.project import Project, write_kept
from pipeline.model import document_json
from pipeline.model.document import Document
from pipeline.model.walk import canonical, digest
from pipeline.model.with_findings import reported_elsewhere

MOST_REVISIONS = 200
"""This many revisions of a content file are looked through."""


def state(document: Document) -> str:
    """The fingerprint of the words of a document, as its Word editions carry it."""
    return digest(piece.text for piece in canonical(document))


def keep(store: Path, document: Document) -> None:
    """Keeps the document that an edition was built from."""
    path, data = _kept(store, document.name, state(document)), document_json.dump(document).encode()
    if not path.is_file() or path.read_bytes() != data:
        write_kept(path, data)


def find(project: Project, name: str, wanted: str) -> Document | None:
    """The document of a publication in the state with a fingerprint; None where nobody has kept it."""
    try:
        return document_json.load(plain_file.read(_kept(project.root / ".cache", name, wanted)).decode())
    except (OSError, ValueError, document_json.WrongJson):
        return _in_history(project, name, wanted)


def _kept(store: Path, name: str, fingerprint: str) -> Path:
    return store / "bases" / f"{name}-{fingerprint[:24]}.json"


def _in_history(project: Project, name: str, wanted: str) -> Document | None:
    file = f"{name}.yaml"
    revisions = _git(project.content, "log", f"-n{MOST_REVISIONS}", "--format=%H", "--", file).decode().split()
    for revision in revisions:
        data = _git(project.content, "show", f"{revision}:./{file}")
        document = reported_elsewhere(
            content.read(data, name, file), project.read_content
        )  # of an older state, long settled
        if document is not None and state(document) == wanted:
            return document
    return None


def _git(folder: Path, *arguments: str) -> bytes:
    """What git says, nothing where it cannot say it."""
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return b""
