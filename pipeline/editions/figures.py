"""Tables of figures: which columns hold numbers, so that they align on the right, and which tables hold nothing else.

The rows of a table of figures are no actions: their ids mean nothing to a reader. A year, a date, a telephone number is a label.
"""

from __future__ import annotations

import re

from pipeline.model.document import Table
from pipeline.model.walk import block_text

FIGURE = re.compile(r"\(?[+−–-]?\s?[£$€]?\s?(?:[1-9]\d{0,2}(?:[ ,\u00a0]\d{3})+|[1-9]\d*|0)(?:\.\d+)?\s?%?\)?")
YEAR = re.compile(r"(?:19|20|21)\d\d")
REFERRED = ("action", "objective", "officer", "progress", "next")
REFERENCE = "reference"
"""The key of the column of a plan's own references; 1.10 is no figure there, and comes after 1.9."""
NO_FIGURE = frozenset({"", "-", "–", "—", "..", "*", "n/a", "N/A"})


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


def shows_ids(table: Table) -> bool:
    """Whether the ids of its rows mean something to a reader: it holds actions or objectives, or what became of them.

    A plan with a column of references has these instead; the rows of other tables are never referred to.
    """
    keys = {column.key for column in table.columns}
    return not keys.isdisjoint(REFERRED) and REFERENCE not in keys and not nothing_else(table)


def named(table: Table) -> int:
    """The index of the column that names the rows: the row header, else the first."""
    keys = [column.key for column in table.columns]
    return keys.index(table.row_header) if table.row_header in keys else 0


def _figures(table: Table, index: int) -> bool:
    cells = (record.cells[index].blocks for group in table.groups for record in group.records)
    texts = {block_text(blocks).strip() for blocks in cells} - NO_FIGURE
    return bool(texts) and all(map(FIGURE.fullmatch, texts)) and not all(map(YEAR.fullmatch, texts))
