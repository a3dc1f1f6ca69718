"""The documents that the editions of a folder were built from last, kept in the cache for a build that cannot read them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.app import plain_file
from pipeline.app.cache import Cache
from pipeline.model import document_json
from pipeline.model.document import Document


def path(cache: Cache, content: str) -> Path:
    """Where the document of a content file is kept."""
    return cache.path.parent / "documents" / f"{content}.json"


def last(cache: Cache, content: str) -> Document | None:
    """The document that was built last of a content file; None where none is kept."""
    with suppress(OSError, ValueError, document_json.WrongJson):
        return document_json.load(plain_file.read(path(cache, content)).decode())
    return None


def with_page(cache: Cache, name: str) -> Document | None:
    """The document whose web page lies in the folder still; None where there is no such page."""
    return last(cache, f"{name}.yaml") if (cache.folder / f"{name}.html").is_file() else None
