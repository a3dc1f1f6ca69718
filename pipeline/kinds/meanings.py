"""Finds what the columns of a table mean, whatever their keys: `lead: Lead officer` is the column of officers.

This is done only for a table of actions: "Service" is the officer in a plan, and a place in a table of staff. A column cannot
mean one whose key the table has already.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.kinds import languages
from pipeline.kinds.column_keys import RISK, known_key
from pipeline.kinds.statuses import statuses
from pipeline.model.document import Table
from pipeline.model.walk import plain_text

PLAN = frozenset({"reference", "objective", "action", "officer", "by", "progress", "next"})
AGREED = frozenset({"objective", "action"})
NAMES_ACTIONS = AGREED | {"progress"}
LEAST_COLUMNS = 3
"""A table of actions has at least so many columns of a plan; with a column of statuses, one is enough."""


def meanings(table: Table) -> dict[str, str]:
    """Maps each key of a table to the key of the known column that it means, or to itself."""
    keys = {column.key: column.key for column in table.columns}
    meant = _by_label(tuple((column.key, plain_text(column.label)) for column in table.columns))
    rated = statuses(table, of_actions=not NAMES_ACTIONS.isdisjoint(meant.values()))
    plan_columns = PLAN.intersection(meant.values())
    return (meant if plan_columns & AGREED and (len(plan_columns) >= LEAST_COLUMNS or rated) else keys) | rated


@cache
def _by_label(columns: tuple[tuple[str, str], ...]) -> dict[str, str]:
    keys = {key: key for key, _ in columns}
    result: dict[str, str] = {}
    for key, label in columns:
        meant = known_key(label)
        if key not in PLAN and meant in PLAN and meant not in keys and meant not in result.values():
            result[key] = meant
    return keys | result


_REACHED = re.compile(
    r"\b(?:tele)?phone\b|\be-?mail\b|\bmobile\b|\bcontact (?:details|number)\b|\bextension\b"
    rf"|{languages.REACHED}",
    re.IGNORECASE,
)


def is_directory(table: Table) -> bool:
    """Whether a table is a directory or a risk register, not a table of who does what.

    Its row header is the officer, or it has a column for telephone numbers, e-mail addresses or likelihood.
    """
    meant = meanings(table)
    if not AGREED.isdisjoint(meant.values()):
        return False
    labels = [plain_text(column.label) for column in table.columns]
    return (
        any(_REACHED.search(label) or RISK.search(label) for label in labels)
        or meant.get(table.row_header) == "officer"
    )
