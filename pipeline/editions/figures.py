"""Tables of figures: which columns hold numbers, so that they align on the right, and which tables hold nothing else.

The rows of a table of figures are no actions: their ids mean nothing to a reader. A year, a date, a telephone number is a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from pipeline.kinds.meanings import meanings
from pipeline.model.document import Cell, Table
from pipeline.model.walk import block_text
from pipeline.passes.figures import unmarked

_NUMBER = r"[+−–-]?\s?[£$€]?\s?(?:[1-9]\d{0,2}(?:[ ,\u00a0]\d{3})+|[1-9]\d*|0)(?:\.\d+)?"
_UNIT = r"\s?(?:%|per cent|p|k|m|bn|thousand|million|billion|pp|percentage points?)"
_BOUND = r"(?:[<>≤≥~]|under|over|below|above|fewer than|less than|more than|up to|at least)\s?"
FIGURE = re.compile(
    rf"(?P<bound>{_BOUND})?\(?(?P<number>{_NUMBER})(?P<unit>{_UNIT})?\)?(?: \({_NUMBER}(?:{_UNIT})?\))?", re.IGNORECASE
)
"""A number, also with its unit, its share behind it in brackets, or as a bound that keeps people from being known: "below 10"."""
YEAR = re.compile(r"(?:19|20|21)\d\d")
REFERRED = ("action", "objective", "officer", "progress", "next")
REFERENCE = "reference"
"""The key of the column of a plan's own references: 1.10 is no figure there, and comes after 1.9."""
NO_FIGURE = frozenset(
    {"", "-", "–", "—", "..", "*", "~", "#", "n/a", "nil", "none", "c", "[c]", "x", "[x]", "[z]", "[low]"}
    | {"suppressed", "not known", "not stated", "not available", "not applicable", "no data"}
)
"""What stands for a figure that is not told, in small letters; in brackets the shorthand of official statistics."""
SHORT, LONGEST_NAME = 24, 60
"""Characters of a cell of a small table, and of the cell that names its row."""
GLANCE = 8
"""Characters of a cell that says no more than "Yes", "None" or "Nac oes"."""
PLANNED = frozenset((*REFERRED, "by"))
"""What the columns of a plan hold: its rows are read one by one, so in large print they are lists."""


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
    """Whether it holds figures, or short facts with figures, dates or marks: read across and down even in large print."""
    if nothing_else(table):
        return True
    if not PLANNED.isdisjoint(meanings(table).values()):
        return False
    name = named(table)
    places = [place for place in range(len(table.columns)) if place != name]
    short = all(len(text) <= SHORT for place in places for text in _texts(table, place))
    named_briefly = all(len(text) <= LONGEST_NAME for text in _texts(table, name))
    return short and named_briefly and any(map(partial(_at_a_glance, table), places))


def _at_a_glance(table: Table, place: int) -> bool:
    """Whether the cells of a column are taken in without reading: a date, a span of numbers, "Yes", a tick."""
    texts = [text for text in _texts(table, place) if text]
    return bool(texts) and all(len(text) <= GLANCE or any(map(str.isdigit, text)) for text in texts)


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


def _texts(table: Table, index: int) -> Iterator[str]:
    return (text_of(record.cells[index]) for group in table.groups for record in group.records)


def text_of(cell: Cell) -> str:
    """The words of a cell, as an author wrote them: "8.4%" in a text from the right too."""
    return unmarked(block_text(cell.blocks)).strip()


def _figures(table: Table, index: int) -> bool:
    texts = {text for text in _texts(table, index) if text.lower() not in NO_FIGURE}
    return bool(texts) and all(map(FIGURE.fullmatch, texts)) and not all(map(YEAR.fullmatch, texts))
