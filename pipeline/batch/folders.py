"""A folder anywhere, by its address: a path, `s3://bucket/folder`, `memory://…`, whatever fsspec has a driver for."""

from __future__ import annotations

import hashlib
import os
import platform
import posixpath
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from pipeline.app.project import TEMPORARY, Refused, printable, sweep
from pipeline.model.findings import error

MACHINE = hashlib.sha256(platform.node().encode()).hexdigest()[:12]
"""Stands in the names of files that are being written, for several machines may write below one folder."""
HASHED = 1024
"""Facts of a file that are longer than this are not kept as they are."""


@dataclass(frozen=True)
class File:
    """A file below a folder: its path there, its size in bytes, and what changes whenever its bytes do, as its store gives it."""

    path: str
    size: int
    state: str


class Folder:
    """Reads, lists and writes below an address. Raises Refused with a finding for everything that cannot be done."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self.store, self.root = fsspec.url_to_fs(address)
        except (ImportError, ValueError) as wrong:
            hint = "install the driver of such addresses, for example: pip install s3fs"
            raise Refused(error("no-folder", f"“{printable(address)}” cannot be used: {wrong}", hint=hint)) from wrong

    def holds(self, other: Folder) -> bool:
        """Whether another folder is this one or lies below it."""
        same_store = type(self.store) is type(other.store)
        return same_store and f"{other.root}/".startswith(f"{self.root.rstrip('/')}/")

    def files(self) -> Iterator[File]:
        """Every file below the folder, by path."""
        try:
            found: dict[str, dict[str, Any]] = self.store.find(self.root, detail=True)
        except FileNotFoundError:
            found = {}
        except Exception as wrong:
            raise _refused(self.address, "cannot be listed", wrong) from wrong
        for path, facts in sorted(found.items()):
            inside = posixpath.relpath(path, self.root)
            yield File(inside, int(facts.get("size") or 0), _state(facts))

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        try:
            data: bytes = self.store.cat_file(self._at(path))
        except Exception as wrong:
            raise _refused(f"{self.address}/{path}", "cannot be read", wrong) from wrong
        return data

    def read_if_there(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        try:
            data: bytes = self.store.cat_file(self._at(path))
        except FileNotFoundError:
            return None
        except Exception as wrong:
            raise _refused(f"{self.address}/{path}", "cannot be read", wrong) from wrong
        return data

    def write(self, path: str, data: bytes) -> None:
        """Writes a file whole or not at all: object stores do so by themselves, on a disk the file takes its name last."""
        target = self._at(path)
        try:
            if not isinstance(self.store, LocalFileSystem):
                self.store.pipe_file(target, data)
                return
            folder = posixpath.dirname(target)
            self.store.makedirs(folder, exist_ok=True)
            temporary = f"{folder}/{TEMPORARY}{os.getpid()}-{MACHINE}{secrets.token_hex(8)}"
            try:
                self.store.pipe_file(temporary, data)
                self.store.mv(temporary, target)
            except BaseException:
                with suppress(OSError):
                    self.store.rm_file(temporary)
                raise
        except Exception as wrong:
            raise _refused(f"{self.address}/{path}", "cannot be written", wrong) from wrong

    def sweep(self) -> None:
        """Removes what runs on this machine that were killed had begun to write."""
        if isinstance(self.store, LocalFileSystem):
            sweep(Path(self.root), mark=MACHINE)

    def remove(self, path: str) -> None:
        """Removes a file, if it is there."""
        with suppress(FileNotFoundError):
            self.store.rm_file(self._at(path))

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}"


def _refused(address: str, what: str, wrong: Exception) -> Refused:
    reason = " ".join(str(wrong).split()) or type(wrong).__name__
    hint = "check the address and the permissions; what was written before is whole, and the same command goes on"
    return Refused(error("folder-failed", f"{printable(address)} {what}: {reason}", hint=hint))


def _state(facts: dict[str, Any]) -> str:
    """The mark that a store gives to a version of a file, else the time of its last change."""
    mark = (
        facts.get("ETag")
        or facts.get("etag")
        or facts.get("md5Hash")
        or facts.get("mtime")
        or facts.get("LastModified")
    )
    text = f"{facts.get('size')}:{mark}"
    return text if len(text) < HASHED else hashlib.sha256(text.encode()).hexdigest()
