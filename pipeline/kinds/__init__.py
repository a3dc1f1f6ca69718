"""The kinds of document, one line for each: what its tables are called, which parts it must have, how one recognises it.

To add one: write a module with `KIND: Kind`, add its line. A document of no known kind is read all the same.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pipeline.kinds.kind import Kind, KnownColumn

KINDS = {
    "policy": "pipeline.kinds.policy",
    "objectives": "pipeline.kinds.objectives",
    "action-plan": "pipeline.kinds.action_plan",
    "report": "pipeline.kinds.report",
    "update": "pipeline.kinds.update",
}


@cache
def kind_named(name: str) -> Kind | None:
    """The kind of that name, None where there is none; "action plan" and "action_plan" mean the same as "action-plan"."""
    module = KINDS.get(name.strip().lower().replace(" ", "-").replace("_", "-"))
    if module is None:
        return None
    kind = import_module(module).KIND
    assert isinstance(kind, Kind)
    return kind


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the table."""
    return tuple(kind for kind in map(kind_named, KINDS) if kind is not None)


def known_columns() -> tuple[KnownColumn, ...]:
    """The columns of all kinds; the first kind that names a key describes it."""
    found: dict[str, KnownColumn] = {}
    for kind in all_kinds():
        for column in kind.columns:
            found.setdefault(column.key, column)
    return tuple(found.values())
