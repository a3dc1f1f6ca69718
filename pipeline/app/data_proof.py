"""Whether the open data of a publication, its CSV and JSON files, say what its content says: every record, cell by cell.

The files are read with the standard library and compared with the document's canonical words. A cell may have signs that the
words have not: the bullet or label of a list item, a colon after a label, an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model.document import Document
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.model.walk import actions, canonical, plain_text, records

MARK = r"(?:(?:•|\(?(?:\d{1,4}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9})[.)])\s+)?"
BEFORE, AFTER = ("id", "section", "band"), ("reports_on", "same_as")


@dataclass(frozen=True)
class Row:
    """A record as its data should have it: plain values by name, and the patterns that its cells match."""

    values: dict[str, str]
    cells: dict[str, re.Pattern[str]]


def prove(document: Document, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """An error for each difference between the content and the open data among some files."""
    readers: dict[str, Callable[[Document, bytes], Iterator[str]]] = {".csv": _csv, ".json": _json}
    for name, data in files.items():
        reader = readers.get(name[name.rfind(".") :])
        if reader is None:
            continue
        try:
            messages = list(reader(document, data))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, csv.Error) as wrong:
            messages = [f"it cannot be read: {type(wrong).__name__}: {wrong}"]
        for message in messages:
            yield error("data-differs", f"{name} does not say what the content says: {message}", Place(name))


def _rows(document: Document) -> list[Row]:
    """The records of the tables in their order, then the actions in prose."""
    texts: dict[str, list[str]] = {}
    for words in canonical(document):
        parts = words.block.split("/")
        for depth in (1, 2):
            texts.setdefault("/".join(parts[:depth]), []).append(words.text)
    found = []
    for section, table, group, record in records(document):
        cells = {one.key: _pattern(texts.get(f"{record.id}/{one.key}", [])) for one in table.columns}
        heading = plain_text(section.heading) if section else ""
        values = (record.id, heading, plain_text(group.band or ()), record.reports_on, record.same_as)
        found.append(_row(cells, *values))
    for section, action in actions(document):
        heading = plain_text(section.heading) if section else ""
        found.append(_row({"action": _pattern(texts.get(action.id, []))}, action.id, heading, "", (), action.same_as))
    return found


def _row(cells: dict[str, re.Pattern[str]], *values: str | tuple[str, ...]) -> Row:
    texts = [one if isinstance(one, str) else " ".join(one) for one in values]
    return Row(dict(zip((*BEFORE, *AFTER), texts, strict=True)), cells)


def _pattern(texts: list[str]) -> re.Pattern[str]:
    """What a cell with these pieces of text is: their words in their order, each piece with a mark or none."""
    pieces = [MARK + r"\s+".join(map(re.escape, text.split())) + ":?" for text in texts]
    return re.compile(r"\s+".join(pieces))


def _csv(document: Document, data: bytes) -> Iterator[str]:
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    rows, names = _rows(document), table[0]
    keys = list(dict.fromkeys(key for row in rows for key in row.cells))
    shown = {key: f"{key}_" if key in BEFORE + AFTER else key for key in keys}
    if names != [*BEFORE, *shown.values(), *AFTER]:
        yield f"its columns are {', '.join(names)}"
    elif len(table) - 1 != len(rows):
        yield f"it has {len(table) - 1} records, the content has {len(rows)}"
    else:
        for row, cells in zip(rows, table[1:], strict=True):
            found = dict(zip(names, map(_without_apostrophe, cells), strict=True))
            own = {key: found.pop(shown[key]) for key in keys}
            yield from _differences(row, found, {key: text for key, text in own.items() if key in row.cells or text})


def _without_apostrophe(cell: str) -> str:
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def _json(document: Document, data: bytes) -> Iterator[str]:
    read: dict[str, Any] = json.loads(data)
    about = {"id": document.name, "title": plain_text(document.title), "kind": document.kind, "status": document.status}
    about |= {key: getattr(document, key) for key in ("period", "language", "owner", "published", "updated")}
    told = read["publication"]
    yield from (f"its {key} is “{told.get(key, '')}”" for key, text in about.items() if told.get(key, "") != text)
    labels: dict[str, str] = {}
    for _, table, _, _ in records(document):
        for column in table.columns:
            labels.setdefault(column.key, plain_text(column.label))
    if read["columns"] != labels:
        yield "its columns have other labels"
    rows = _rows(document)
    if len(read["records"]) != len(rows):
        yield f"it has {len(read['records'])} records, the content has {len(rows)}"
        return
    for row, one in zip(rows, read["records"], strict=True):
        values = {
            key: value if isinstance(value, str) else " ".join(value) for key, value in one.items() if key != "cells"
        }
        yield from _differences(row, values, one.get("cells", {}))


def _differences(row: Row, values: Mapping[str, str], cells: Mapping[str, str]) -> Iterator[str]:
    """How a record of a file differs from that of the content; what is empty may be left out."""
    name = row.values["id"]
    for key in sorted(row.values.keys() | values.keys()):
        if values.get(key, "") != row.values.get(key, ""):
            yield f"{key} of {name} is “{values.get(key, '')}”"
    for key in sorted(row.cells.keys() | cells.keys()):
        if key not in row.cells or not row.cells[key].fullmatch(cells.get(key, "").strip()):
            yield f"the cell {key} of {name} is “{cells.get(key, '')[:60]}”"
