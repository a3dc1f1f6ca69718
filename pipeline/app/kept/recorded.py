"""Reads the build record `build.json` of a folder; one that is damaged anywhere is as good as none.

The folder to upload has a whole one. The folders of drafts and of copies for readers have one that only says what was written
there, so that without the cache the files of publications that are gone are known.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.app.kept import stored

NAME = "build.json"
ENTRY: dict[str, type] = {
    **dict.fromkeys(("file", "sha256", "content", "content_sha256", "content_commit", "format", "look"), str),
    **dict.fromkeys(("words", "errors", "warnings"), int),
}
"""What is recorded of an edition, and the type of each value."""


def entries(folder: Path) -> dict[str, dict[str, Any]]:
    """The editions of a record by file name; none where there is no record, or a damaged one."""
    return _read(folder)[0]


def pages(folder: Path) -> dict[str, str]:
    """The files of a record that are no editions, each with the hash of its bytes."""
    return _read(folder)[1]


def damaged(folder: Path) -> bool:
    """Whether something lies in the place of the record that is none."""
    try:
        _parsed(folder)
    except stored.Damaged:
        return True
    except FileNotFoundError:
        pass
    return False


def written(folder: Path) -> dict[str, str]:
    """Every file that a build made in a folder and nobody removed, with the name of the edition or page that it belongs to."""
    try:
        data = stored.read_json(folder / NAME)
        return {stored.inside(file): str(name) for file, name in data["written"].items()}
    except (FileNotFoundError, stored.Damaged, KeyError, TypeError, AttributeError):
        return {}


def _read(folder: Path) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    try:
        return _parsed(folder)
    except (FileNotFoundError, stored.Damaged):
        return {}, {}


def _parsed(folder: Path) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Editions and pages. Raises FileNotFoundError or Damaged."""
    data = stored.read_json(folder / NAME)
    parts = {"files": list, "pages": dict, "written": dict}
    if not isinstance(data, dict) or not all(isinstance(data.get(name), kind) for name, kind in parts.items()):
        raise stored.Damaged("this is not a build record")
    if not all(isinstance(name, str) for name in data["written"].values()):
        raise stored.Damaged("an entry is not as it was written")
    for one in data["files"]:
        if not isinstance(one, dict) or {key: type(value) for key, value in one.items()} != ENTRY:
            raise stored.Damaged("an entry is not as it was written")
    if not all(isinstance(digest, str) for digest in data["pages"].values()):
        raise stored.Damaged("an entry is not as it was written")
    own = {stored.inside(str(one["file"])): one for one in data["files"]}
    return own, {stored.inside(file): digest for file, digest in data["pages"].items()}
