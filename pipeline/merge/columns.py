"""Columns of a new extraction under the keys that they had: a column that got another label is still the same column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.merge.align import over_document
from pipeline.model.document import Block, Document, Record, Table
from pipeline.model.walk import all_sections, block_text

SAME = 60.0
"""Likeness (0 to 100) of all their words from which two columns are one."""


def with_old_keys(old: Document, new: Document) -> Document:
    """The new document, whose rows have their old ids, with the old key where a column with a new key says the same."""
    before = list(_tables(old))

    def block(table: Block) -> Block:
        return _renamed(table, _keys(before, table)) if isinstance(table, Table) else table

    return over_document(new, block, lambda section: section)


def _tables(document: Document) -> Iterator[Table]:
    for blocks in (document.blocks, *(section.blocks for _, section in all_sections(document.sections))):
        yield from (block for block in blocks if isinstance(block, Table))


def _records(table: Table) -> dict[str, Record]:
    return {record.id: record for group in table.groups for record in group.records}


def _keys(before: Sequence[Table], table: Table) -> dict[str, str]:
    """For each key that is new the one that the column had in the old table with most of the same rows."""
    own = _records(table)
    old = max(before, key=lambda table: len(_records(table).keys() & own.keys()), default=None)
    shared = sorted(_records(old).keys() & own.keys()) if old else []
    if old is None or not shared:
        return {}
    keys, had = [column.key for column in table.columns], [column.key for column in old.columns]
    alike = sorted(
        (
            (fuzz.ratio(_words(old, had.index(a), shared), _words(table, keys.index(b), shared)), a, b)
            for b in keys
            for a in had
            if b not in had and a not in keys
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, a, b in alike:
        if score >= SAME and b not in found and a not in found.values():
            found[b] = a
    return found


def _words(table: Table, column: int, names: Sequence[str]) -> str:
    records = _records(table)
    return " ".join(block_text(records[name].cells[column].blocks) for name in names)


def _renamed(table: Table, keys: dict[str, str]) -> Table:
    columns = tuple(replace(column, key=keys.get(column.key, column.key)) for column in table.columns)
    return replace(table, columns=columns, row_header=keys.get(table.row_header, table.row_header))
