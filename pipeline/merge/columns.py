"""Gives the columns of a new extraction their old keys: a column whose label changed is still the same column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.merge.align import over_document
from pipeline.model.document import Block, Document, Record, Table
from pipeline.model.walk import all_sections, block_text

SAME = 60.0
"""From this likeness (0 to 100) of all their words on, two columns are the same."""


def with_old_keys(old: Document, new: Document) -> Document:
    """Returns the new document with old keys for columns that have much the same words. Its rows must have their old ids."""
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
    """Maps each new key to the column's key in the old table, which is the one that shares most rows."""
    records = _records(table)
    old = max(before, key=lambda table: len(_records(table).keys() & records.keys()), default=None)
    shared = sorted(_records(old).keys() & records.keys()) if old else []
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
    renames: dict[str, str] = {}
    for score, a, b in alike:
        if score >= SAME and b not in renames and a not in renames.values():
            renames[b] = a
    return renames


def _words(table: Table, column: int, names: Sequence[str]) -> str:
    records = _records(table)
    return " ".join(block_text(records[name].cells[column].blocks) for name in names)


def _renamed(table: Table, keys: dict[str, str]) -> Table:
    columns = tuple(replace(column, key=keys.get(column.key, column.key)) for column in table.columns)
    return replace(table, columns=columns, row_header=keys.get(table.row_header, table.row_header))
