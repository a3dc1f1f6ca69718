"""Equal questions at many places of one table become one question about the table, with their number.

A program that copies a merged cell into forty rows has one cause; forty lines to delete would hide the other questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from pipeline.model.document import Group, Table

MOST_EQUAL = 3
"""Up to so many equal questions stay at their places."""


def with_counts(table: Table) -> Table:
    """The table, with each question that stands more than `MOST_EQUAL` times in it asked once, of the whole table."""
    asked = Counter(guess for group in table.groups for guess in _guesses(group))
    many = {guess: count for guess, count in asked.items() if count > MOST_EQUAL}
    if not many:
        return table
    once = tuple(f"{guess} (at {count} places of this table)" for guess, count in many.items())
    return replace(
        table, guesses=(*table.guesses, *once), groups=tuple(_without(group, many) for group in table.groups)
    )


def _guesses(group: Group) -> list[str]:
    of_records = [guess for record in group.records for guess in record.guesses]
    return [
        *group.guesses,
        *of_records,
        *(guess for record in group.records for cell in record.cells for guess in cell.guesses),
    ]


def _without(group: Group, many: Collection[str]) -> Group:
    def left(guesses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(guess for guess in guesses if guess not in many)

    records = tuple(
        replace(
            record,
            guesses=left(record.guesses),
            cells=tuple(replace(cell, guesses=left(cell.guesses)) if cell.guesses else cell for cell in record.cells),
        )
        for record in group.records
    )
    return replace(group, guesses=left(group.guesses), records=records)
