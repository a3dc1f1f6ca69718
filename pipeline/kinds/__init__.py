"""The kinds of document: their columns, the parts that they must have, and the words by which they are recognised.

To add a kind, write a module with `KIND: Kind` and add its line here. Documents of no known kind are read too.
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
    """Returns the kind of a name, or None. "action plan" and "action_plan" mean "action-plan"."""
    module = KINDS.get(name.strip().lower().replace(" ", "-").replace("_", "-"))
    if module is None:
        return None
    kind = import_module(module).KIND
    assert isinstance(kind, Kind)
    return kind


def all_kinds() -> tuple[Kind, ...]:
    """Returns every kind, in the order of the table."""
    return tuple(kind for kind in map(kind_named, KINDS) if kind is not None)


def known_columns() -> tuple[KnownColumn, ...]:
    """Returns the columns of all kinds. If two kinds have a key, the first one describes it."""
    columns: dict[str, KnownColumn] = {}
    for kind in all_kinds():
        for column in kind.columns:
            columns.setdefault(column.key, column)
    return tuple(columns.values())
