"""Web and mail addresses that a line end cuts."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"www\.|://|\w@(?:\w|$)")
INNER = "_=?&#%~"
"""Signs at which programs break an address, and which no sentence has beside a word."""


def goes_on(before: str, after: str) -> bool:
    """Whether an address at the end of a line goes on with the first word of the next: a sign of addresses shows it."""
    inner = before[-1] in INNER + "-@" or before.endswith("://") or after[0] in INNER + "/>"
    return bool(ADDRESS.search(before)) and inner


def is_entry(before: str, line: str) -> bool:
    """Whether a line is nothing but an address, below a telephone number or another address: each is a line of its own."""
    *label, last = before.split()
    alone = " " not in line and bool(ADDRESS.search(line))
    return alone and (last.isdecimal() or (len(label) < 2 and bool(ADDRESS.search(last))))
