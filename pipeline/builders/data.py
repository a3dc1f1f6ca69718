"""The records of a publication as open data, made from the same records as every edition.

A CSV file holds all records; where there are several tables, each has a CSV file of its own. A JSON file holds the records by
the keys of their columns and describes every table. CSV as RFC 4180 has it (CRLF, one header row with the labels that people
see), in UTF-8 with the mark by which spreadsheets know it; JSON in UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.editions import figures
from pipeline.editions.site import Site
from pipeline.editions.words import Words
from pipeline.model.document import (
    Actions,
    Block,
    Blocks,
    Box,
    Definitions,
    Document,
    Image,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Table,
)
from pipeline.model.numbering import label
from pipeline.model.walk import actions, plain_text, records

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SIGNED = re.compile(r"[+-] ?[£$€]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]?\d+| ?%)?", re.IGNORECASE)
"""A figure with a sign, which is no formula."""
ENCODING = "utf-8-sig"
"""UTF-8 with a byte order mark; without it, spreadsheets on Windows read another encoding."""


@dataclass(frozen=True)
class DataRecord:
    """A record by itself: where it stands, the text of each cell by column key, and the records that it names."""

    id: str
    section: str
    band: str
    cells: dict[str, str]
    reports_on: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True)
class DataTable:
    """A table as data: its file, what it is called, its columns as (key, label), and its records.

    `referred` says that its records have references that people use; those of a table of figures have none.
    """

    file: str
    caption: str
    section: str
    columns: tuple[tuple[str, str], ...]
    entries: tuple[DataRecord, ...]
    referred: bool = True


def entries(document: Document) -> tuple[DataRecord, ...]:
    """Every record of the tables, then every action in prose."""
    return tuple(entry for table in tables(document) for entry in table.entries)


def tables(document: Document) -> tuple[DataTable, ...]:
    """Every table that has records, in order, then the actions in prose as one table; a file is named after its section."""
    found: dict[int, tuple[str, Table, str, list[DataRecord]]] = {}
    for section, table, group, record in records(document):
        cells = {c.key: cell_text(cell.blocks) for c, cell in zip(table.columns, record.cells, strict=True)}
        heading = plain_text(section.heading) if section else ""
        held = found.setdefault(id(table), (section.id if section else "table", table, heading, []))
        held[3].append(
            DataRecord(record.id, heading, plain_text(group.band or ()), cells, record.reports_on, record.same_as)
        )
    made, used = [], Counter[str]()
    for name, table, heading, own in found.values():
        columns = tuple((column.key, plain_text(column.label)) for column in table.columns)
        caption, referred = plain_text(table.caption) or heading, not figures.nothing_else(table)
        used[name] += 1
        file = f"{document.name}-{name}{f'-{used[name]}' if used[name] > 1 else ''}.csv"
        made.append(DataTable(file, caption, heading, columns, tuple(own), referred))
    return (*made, *_prose(document))


def _prose(document: Document) -> Iterator[DataTable]:
    own = []
    for section, action in actions(document):
        heading = plain_text(section.heading) if section else ""
        own.append(DataRecord(action.id, heading, "", {"action": cell_text(action.blocks)}, (), action.same_as))
    if own:
        yield DataTable(f"{document.name}-actions.csv", own[0].section, own[0].section, (("action", ""),), tuple(own))


def files(document: Document, site: Site, words: Words) -> dict[str, bytes]:
    """The open data files of a publication by name; none where it has no records."""
    data_tables = tables(document)
    if not data_tables:
        return {}
    own = {table.file: table_csv(table, words) for table in data_tables} if len(data_tables) > 1 else {}
    return {
        f"{document.name}.csv": as_csv(document, words),
        f"{document.name}.json": as_json(document, site, words),
        **own,
    }


def as_csv(document: Document, words: Words) -> bytes:
    """All records as CSV: reference, section, group, a column for each label, what is reported on. Empty cells stay empty.

    Columns of two tables are one only where key and label are the same: `n` may count staff here and complaints there.
    """
    data_tables = tables(document)
    columns = _columns(data_tables, words)
    head = _apart([words("data_id"), words("data_section"), words("data_band"), *(text for _, text in columns)])
    rows = [
        [entry.id, entry.section, entry.band, *_cells(entry, columns, own), *_related(entry)]
        for table in data_tables
        for own in [_columns([table], words)]
        for entry in table.entries
    ]
    return _written([[*head, words("data_reports_on"), words("data_same_as")], *rows])


def table_csv(table: DataTable, words: Words) -> bytes:
    """One table as CSV: its own columns, and of reference, group and what is reported on those that it has."""
    columns = _columns([table], words)
    labels = [text for _, text in columns]
    rows = [[entry.id, entry.band, *_cells(entry, columns, columns), *_related(entry)] for entry in table.entries]
    own_reference = words("data_id") in labels
    head = [
        words("data_id"),
        words("data_band"),
        *labels,
        words("data_reports_on"),
        words("data_same_as"),
    ]
    own = range(2, 2 + len(labels))
    referred = table.referred and not own_reference
    kept = [at for at in range(len(head)) if at in own or (any(row[at] for row in rows) and (at or referred))]
    return _written([_apart(head[at] for at in kept), *([row[at] for at in kept] for row in rows)])


def _related(entry: DataRecord) -> tuple[str, str]:
    return " ".join(entry.reports_on), " ".join(entry.same_as)


Columns = Sequence[tuple[str, str]]


def _columns(data_tables: Iterable[DataTable], words: Words) -> Columns:
    """Key and label of each different column; a column without a label is called by what it holds."""
    every = (column for table in data_tables for column in table.columns)
    return list(dict.fromkeys((key, text or (words("data_action") if key == "action" else key)) for key, text in every))


def _cells(entry: DataRecord, columns: Columns, own: Columns) -> Iterator[str]:
    """The cells of a record in these columns, of which `own` are those of its table."""
    return (entry.cells.get(column[0], "") if column in own else "" for column in columns)


def _labels(data_tables: Iterable[DataTable], words: Words) -> dict[str, str]:
    """The label of each key that has the same one in every table."""
    columns = _columns(data_tables, words)
    keys = Counter(key for key, _ in columns)
    return {key: text for key, text in columns if keys[key] == 1}


def _apart(labels: Iterable[str]) -> list[str]:
    """Labels of which no two are the same: the second of a kind is "Label (2)"."""
    seen, texts = Counter[str](), []
    for text in labels:
        seen[text] += 1
        texts.append(f"{text} ({seen[text]})" if seen[text] > 1 else text)
    return texts


def _written(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode(ENCODING)


def as_json(document: Document, site: Site, words: Words) -> bytes:
    """The records as JSON, with what the publication is, the licence, and each table with its file and its labels."""
    about = {
        "id": document.name,
        "title": plain_text(document.title),
        "kind": document.kind,
        "period": document.period,
        "language": document.language,
        "owner": document.owner,
        "publisher": site.council,
        "published": document.published,
        "updated": document.updated,
        "status": document.status,
        "licence": site.licence,
        "licence_url": site.licence_url,
    }
    data_tables = tables(document)
    files = [table.file if len(data_tables) > 1 else f"{document.name}.csv" for table in data_tables]
    data = {
        "publication": {key: value for key, value in about.items() if value},
        "tables": [_described(table, file) for table, file in zip(data_tables, files, strict=True)],
        "columns": _labels(data_tables, words),
        "records": [
            _plain(entry, file) for table, file in zip(data_tables, files, strict=True) for entry in table.entries
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _described(table: DataTable, file: str) -> dict[str, object]:
    """What the JSON file says of a table: where it is, what it is called, what its columns are."""
    columns = [{"key": key, "label": text} for key, text in table.columns]
    said: dict[str, object] = {"file": file, "caption": table.caption, "section": table.section}
    return said | {"columns": columns, "records": len(table.entries)}


def cell_text(blocks: Blocks) -> str:
    """The words of a cell as lines; list items start with a bullet or their number, two spaces for each level."""
    return "\n".join(line for block in blocks for line in _lines(block, 0))


def _first_words(item: Item) -> Inlines:
    """What the mark of an item stands before; nothing where the item begins with a list."""
    return item.blocks[0].inlines if item.blocks and isinstance(item.blocks[0], Paragraph) else ()


def _lines(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Paragraph(inlines):
            yield plain_text(inlines)
        case List(items, numbering):
            for number, item in enumerate(items):
                lines = [line for inner in item.blocks for line in _lines(inner, depth + 1) if line.strip()]
                mark = label(numbering, number) if numbering else "•"
                if lines and plain_text(_first_words(item)):
                    lines[0] = "  " * depth + f"{mark} {lines[0].strip()}"
                yield from lines
        case Quote(children) | Box(_, children):
            for inner in children:
                yield from _lines(inner, depth)
        case Definitions(definitions):
            for entry in definitions:
                yield f"{plain_text(entry.label)}:"
                yield from (line for inner in entry.blocks for line in _lines(inner, depth))
        case Image(_, alt, _, caption):
            yield from (words for words in (alt or "", plain_text(caption)) if words)
        case Table() | Actions():
            return  # they have records of their own


def _plain(entry: DataRecord, table: str) -> dict[str, object]:
    """A record of the JSON file; `table` is the file that names its table."""
    parts: dict[str, object] = {
        "id": entry.id,
        "table": table,
        "section": entry.section,
        "band": entry.band,
        "cells": entry.cells,
    }
    parts |= {"reports_on": list(entry.reports_on), "same_as": list(entry.same_as)}
    return {key: value for key, value in parts.items() if value}


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    return "'" + text if text.startswith(FORMULA) and not SIGNED.fullmatch(text) else text
