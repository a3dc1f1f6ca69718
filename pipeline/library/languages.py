"""Language versions: `content/NAME.pl.yaml` holds the publication NAME in Polish. The ending of the name is a BCP 47 tag."""

from __future__ import annotations

import re
from collections.abc import Collection

TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_VERSION = re.compile(rf"(?P<name>.+)\.(?P<language>{TAG.pattern})")


def original_of(name: str, names: Collection[str]) -> str:
    """The publication that a name is a language version of, "" where it is one of its own."""
    match = _VERSION.fullmatch(name)
    return match["name"] if match and match["name"] in names else ""


def versions(names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The language versions of each publication that has some, by name; the publication itself is not among them."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        if original := original_of(name, names):
            found[original] = (*found.get(original, ()), name)
    return found
