"""What the columns of a table mean, whatever keys a person gave them: `lead: Lead officer` is the column of officers.

Only a table of actions is read so, and no column stands for one that the table has by its key: "Service" is the officer in a
plan, and a place in a table of staff.
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
TOLD = AGREED | {"progress"}
LEAST_COLUMNS = 3
"""This many columns of a plan make a table of actions; beside a column of statuses one is enough."""


def meanings(table: Table) -> dict[str, str]:
    """For each key of a table the key of the known column that it stands for, or itself."""
    keys = {column.key: column.key for column in table.columns}
    meant = _by_label(tuple((column.key, plain_text(column.label)) for column in table.columns))
    rated = statuses(table, of_actions=not TOLD.isdisjoint(meant.values()))
    known = PLAN.intersection(meant.values())
    return (meant if known & AGREED and (len(known) >= LEAST_COLUMNS or rated) else keys) | rated


@cache
def _by_label(columns: tuple[tuple[str, str], ...]) -> dict[str, str]:
    keys = {key: key for key, _ in columns}
    found: dict[str, str] = {}
    for key, label in columns:
        meant = known_key(label)
        if key not in PLAN and meant in PLAN and meant not in keys and meant not in found.values():
            found[key] = meant
    return keys | found


_REACHED = re.compile(
    r"\b(?:tele)?phone\b|\be-?mail\b|\bmobile\b|\bcontact (?:details|number)\b|\bextension\b"
    rf"|{languages.REACHED}",
    re.IGNORECASE,
)


def is_directory(table: Table) -> bool:
    """Whether a table says whom to ask or who watches a risk, not who does what.

    Its rows are named by officers, say how to reach them, or how likely something is.
    """
    meant = meanings(table)
    if not AGREED.isdisjoint(meant.values()):
        return False
    labels = [plain_text(column.label) for column in table.columns]
    return (
        any(_REACHED.search(label) or RISK.search(label) for label in labels)
        or meant.get(table.row_header) == "officer"
    )
