"""Faults in the packages of word processors: what Word and OpenDocument files have in common."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from tests.plant import Fault
from tests.plant.trees import TEXTS, Change, text_changed, tried, with_text

Part = tuple[str, str, str, Change]
"""A kind of damage: its name, the part, an XPath in it, and the change."""


def parts(data: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """A package of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def xpath(root: Any, path: str) -> list[Any]:
    """What a path finds, with the prefixes that the part declares."""
    found: list[Any] = root.xpath(path, namespaces={prefix: uri for prefix, uri in root.nsmap.items() if prefix})
    return found


def in_part(data: bytes, part: str) -> tuple[Any, Callable[[Any], bytes]]:
    """The tree of a part, and how a damaged tree becomes a package."""
    files = parts(data)
    return etree.fromstring(files[part]), lambda root: packed({**files, part: etree.tostring(root)})


def damaged(data: bytes, kinds: list[Part]) -> Iterator[Fault]:
    """Every fault of these kinds."""
    for kind, part, path, change in kinds:
        root, save = in_part(data, part)
        yield from tried(root, kind, xpath(root, path), change, save)


def texts(data: bytes, part: str, path: str) -> Iterator[Fault]:
    """Every change of words."""
    root, save = in_part(data, part)
    for kind, change in TEXTS.items():
        yield from tried(root, f"{kind} in {part}", with_text(xpath(root, path)), text_changed(change), save)


def replaced(data: bytes, changes: dict[str, tuple[str, bytes, bytes]]) -> Iterator[Fault]:
    """Changes of the bytes of parts: kind → (part, old, new)."""
    files = parts(data)
    for kind, (part, old, new) in changes.items():
        if old in files.get(part, b""):
            yield Fault(kind, part, packed({**files, part: files[part].replace(old, new, 1)}))


def added(data: bytes, files: dict[str, bytes]) -> Iterator[Fault]:
    """Parts that are put in."""
    for name, content in files.items():
        yield Fault(f"put in: {name}", name, packed({**parts(data), name: content}))
