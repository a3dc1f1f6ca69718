"""Plants faults in finished files by rule: each node × each kind of damage, in the document with every node, in every format.

`python -m tests.plant [FORMAT…] [--all]` prints which share of them the verifiers find, and which they do not. The code that
damages knows nothing of the code that verifies: it works on the bytes with lxml, pikepdf and zipfile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from pipeline.builders import BUILDERS

FORMATS = {name: f"tests.plant.{name}" for name in ("css", "ebraille", *BUILDERS)}
MOST = 14
"""How many nodes one kind of damage is tried on; they are spread over the whole file."""


class Fault(NamedTuple):
    """A damaged file: the kind of damage, where it is, and the bytes."""

    kind: str
    where: str
    data: bytes


Damage = Callable[..., object]


def spread(nodes: Iterable[Any], times: int = 1) -> list[Any]:
    """At most MOST nodes, or so many times as many, from the first to the last."""
    found, most = list(nodes), MOST * times
    if len(found) <= most or most == 1:
        return found[:most]
    return [found[round(index * (len(found) - 1) / (most - 1))] for index in range(most)]


def faults(format: str, data: bytes) -> Iterator[Fault]:
    """Every fault of a format."""
    made: Iterator[Fault] = import_module(FORMATS[format]).faults(data)
    return made
