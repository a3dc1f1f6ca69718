"""Tables of figures: which columns hold numbers, so that they align on the right, and which tables hold nothing else.

The rows of a table of figures are no actions: their ids mean nothing to a reader. A year, a date, a telephone number is a label.
"""

from __future__ import annotations

import re

from pipeline.kinds.meanings import meanings
from pipeline.model.document import Table
from pipeline.model.walk import block_text

_NUMBER = r"[+−–-]?\s?[£$€]?\s?(?:[1-9]\d{0,2}(?:[ ,\u00a0]\d{3})+|[1-9]\d*|0)(?:\.\d+)?"
_UNIT = r"\s?(?:%|per cent|p|k|m|bn|thousand|million|billion|pp|percentage points?)"
_BOUND = r"(?:[<>≤≥~]|under|over|below|above|fewer than|less than|more than|up to|at least)\s?"
FIGURE = re.compile(
    rf"(?P<bound>{_BOUND})?\(?(?P<number>{_NUMBER})(?P<unit>{_UNIT})?\)?(?: \({_NUMBER}(?:{_UNIT})?\))?", re.IGNORECASE
)
"""A number, also with its unit, its share behind it in brackets, or as a bound that keeps people from being known: "below 10"."""
YEAR = re.compile(r"(?:19|20|21)\d\d")
REFERRED = ("action", "objective", "officer", "progress", "next")
REFERENCE, STATUS = "reference", "status"
"""The keys of the columns of a plan's own references (1.10 is no figure there, and comes after 1.9) and of statuses."""
NO_FIGURE = frozenset(
    {"", "-", "–", "—", "..", "*", "~", "#", "n/a", "nil", "none", "c", "[c]", "x", "[x]", "[z]", "[low]"}
    | {"suppressed", "not known", "not stated", "not available", "not applicable", "no data"}
)
"""What stands for a figure that is not told, in small letters; in brackets the shorthand of official statistics."""
SHORT = 24
"""Characters of a cell that is read at a glance, as those of a small table are."""


def columns(table: Table) -> frozenset[int]:
    """The indexes of the columns, other than the one that names the rows, whose cells all hold one figure or none."""
    return frozenset(
        index
        for index, column in enumerate(table.columns)
        if index != named(table) and column.key != REFERENCE and _figures(table, index)
    )


def nothing_else(table: Table) -> bool:
    """Whether every column but the one that names the rows holds figures."""
    return len(table.columns) > 1 and len(columns(table)) == len(table.columns) - 1


def stays_table(table: Table) -> bool:
    """Whether it is a table of figures, or a small one with figures, which is read across and down even in large print."""
    if nothing_else(table):
        return True
    keys = {column.key for column in table.columns}
    shown = columns(table)
    others = [index for index in range(len(table.columns)) if index not in shown]
    short = all(
        len(block_text(record.cells[index].blocks)) <= SHORT
        for group in table.groups
        for record in group.records
        for index in others
    )
    return bool(shown) and short and keys.isdisjoint((*REFERRED, REFERENCE, STATUS))


def shows_ids(table: Table) -> bool:
    """Whether the ids of its rows mean something to a reader: it holds actions or objectives, or what became of them.

    A plan with a column of references has these instead; the rows of other tables are never referred to.
    """
    keys = set(meanings(table).values())
    return not keys.isdisjoint(REFERRED) and REFERENCE not in keys and not nothing_else(table)


def named(table: Table) -> int:
    """The index of the column that names the rows: the row header, else the first."""
    keys = [column.key for column in table.columns]
    return keys.index(table.row_header) if table.row_header in keys else 0


def _figures(table: Table, index: int) -> bool:
    cells = (record.cells[index].blocks for group in table.groups for record in group.records)
    texts = {text for blocks in cells if (text := block_text(blocks).strip()).lower() not in NO_FIGURE}
    return bool(texts) and all(map(FIGURE.fullmatch, texts)) and not all(map(YEAR.fullmatch, texts))
