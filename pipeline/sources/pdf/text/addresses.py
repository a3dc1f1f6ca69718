"""Web and mail addresses that a line end cuts."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"www\.|://|\w@\w")
INNER = "_=?&#%~"
"""Signs at which programs break an address, and which no sentence has beside a word."""


def goes_on(before: str, after: str) -> bool:
    """Whether an address at the end of a line goes on with the first word of the next: a sign of addresses shows it."""
    inner = before[-1] in INNER + "-" or before.endswith("://") or after[0] in INNER + "/>"
    return bool(ADDRESS.search(before)) and inner
