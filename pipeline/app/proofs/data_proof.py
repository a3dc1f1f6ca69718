"""Whether the open data of a publication, its CSV and JSON files, say what its content says: every record, cell by cell.

The files are read with the standard library and compared with the document's canonical words; the columns of a CSV file are
known by the labels that people see. A cell may have signs that the words have not: the bullet or label of a list item, a colon
after a label, an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from pipeline.model.document import Document
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.model.walk import actions, canonical, plain_text, records

MARK = r"(?:(?:•|\(?(?:\d{1,4}|[a-zA-Z]{1,9})[.)])\s+)?"
BEFORE, AFTER = ("id", "section", "band"), ("reports_on", "same_as")


@dataclass(frozen=True)
class ExpectedCell:
    """A cell with these pieces of text: their words in their order, each piece with a mark or none."""

    texts: tuple[str, ...] = ()

    def is_said_by(self, cell: str) -> bool:
        """Whether a cell of a file says these words; most say no more, and need no pattern, which takes longer to make."""
        pieces = [text.split() for text in self.texts]
        if all(pieces) and cell.split() == [*chain(*pieces)]:
            return True
        patterns = [MARK + r"\s+".join(map(re.escape, words)) + ":?" for words in pieces]
        return re.fullmatch(r"\s+".join(patterns), cell) is not None


@dataclass(frozen=True)
class ExpectedRecord:
    """A record as its data should have it: plain values by name, and its cells."""

    values: dict[str, str]
    cells: dict[str, ExpectedCell]


def prove(document: Document, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """An error for each difference between the content and the open data among some files."""
    shown = {name: data for name, data in files.items() if name.endswith((".csv", ".json"))}
    parts, names = _parts(document), {_file(name) for name in files}
    rows = _rows(document) if shown else []
    if len(parts) > 1 and f"{document.name}.json" in names and (missing := parts.keys() - names):
        yield error("data-differs", f"the tables {', '.join(sorted(missing))} are not there", Place(document.name))
    for name, data in shown.items():
        try:
            messages = list(
                _json(document, data, rows)
                if name.endswith(".json")
                else _csv(parts, data, rows, parts.get(_file(name)))
            )
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, csv.Error) as wrong:
            messages = [f"it cannot be read: {type(wrong).__name__}: {wrong}"]
        for message in messages:
            yield error("data-differs", f"{name} does not say what the content says: {message}", Place(name))


def _file(name: str) -> str:
    """The name of a file without its folder."""
    return name.rpartition("/")[2]


def _rows(document: Document) -> list[ExpectedRecord]:
    """The records of the tables in their order, then the actions in prose."""
    texts: dict[str, list[str]] = {}
    for words in canonical(document):
        parts = words.block.split("/")
        for depth in (1, 2):
            texts.setdefault("/".join(parts[:depth]), []).append(words.text)
    rows = []
    for section, table, group, record in records(document):
        cells = {
            column.key: ExpectedCell(tuple(texts.get(f"{record.id}/{column.key}", ()))) for column in table.columns
        }
        heading = plain_text(section.heading) if section else ""
        values = (record.id, heading, plain_text(group.band or ()), record.reports_on, record.same_as)
        rows.append(_row(cells, *values))
    for section, action in actions(document):
        heading = plain_text(section.heading) if section else ""
        rows.append(
            _row({"action": ExpectedCell(tuple(texts.get(action.id, ())))}, action.id, heading, "", (), action.same_as)
        )
    return rows


def _row(cells: dict[str, ExpectedCell], *values: str | tuple[str, ...]) -> ExpectedRecord:
    texts = [value if isinstance(value, str) else " ".join(value) for value in values]
    return ExpectedRecord(dict(zip((*BEFORE, *AFTER), texts, strict=True)), cells)


@dataclass(frozen=True)
class TableProof:
    """A table of the document: what it is called, its columns as (key, label), its place among all records (first, end)."""

    caption: str
    columns: tuple[tuple[str, str], ...]
    first: int
    end: int


def _parts(document: Document) -> dict[str, TableProof]:
    """The tables of a document by the name of the CSV file that each should have, then the actions in prose."""
    held: dict[int, list[Any]] = {}
    count = 0
    for count, (section, table, _, _) in enumerate(records(document), 1):
        heading = plain_text(section.heading) if section else ""
        caption = plain_text(table.caption) or heading
        held.setdefault(id(table), [section.id if section else "table", caption, table, count - 1, count])[4] = count
    names, found = Counter[str](), {}
    for name, caption, table, first, end in held.values():
        names[name] += 1
        number = f"-{names[name]}" if names[name] > 1 else ""
        columns = tuple((column.key, plain_text(column.label)) for column in table.columns)
        found[f"{document.name}-{name}{number}.csv"] = TableProof(caption, columns, first, end)
    if prose := [plain_text(section.heading) if section else "" for section, _ in actions(document)]:
        found[f"{document.name}-actions.csv"] = TableProof(prose[0], (("action", ""),), count, count + len(prose))
    return found


def _csv(
    tables: Mapping[str, TableProof], data: bytes, rows: list[ExpectedRecord], part: TableProof | None
) -> Iterator[str]:
    """The records of one table, or of all where `part` is None; `rows` are those of all tables."""
    if not data.startswith(codecs.BOM_UTF8):
        yield "it has no mark of its encoding"
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    names = table[0]
    parts = list(tables.values()) if part is None else [part]
    columns = list(dict.fromkeys(column for one in parts for column in one.columns))
    held = [one.columns for one in parts for _ in range(one.first, one.end)]
    rows = rows if part is None else rows[part.first : part.end]
    behind = sum(part is None or any(row.values[key] for row in rows) for key in AFTER)
    start = len(names) - len(columns) - behind
    if (
        (part is None and start != len(BEFORE))
        or start < 0
        or not _labelled([*map(_without_apostrophe, names[start:])], [label for _, label in columns])
    ):
        yield f"its columns are {', '.join(names)}"
    elif len(table) - 1 != len(rows):
        yield f"it has {len(table) - 1} records, the content has {len(rows)}"
    else:
        for row, cells, its in zip(rows, table[1:], held, strict=True):
            plain = [*map(_without_apostrophe, cells)]
            found = list(zip(columns, plain[start:], strict=False))
            own = {column[0]: text for column, text in found if column in its}
            own |= {f"“{column[1]}”": text for column, text in found if text and column not in its}
            around = (*plain[:start], *plain[start + len(columns) :])
            if wrong := set(around) - set(row.values.values()):
                yield f"beside the cells of {row.values['id']} stands “{', '.join(sorted(wrong))}”"
            values = row.values if part else dict(zip((*BEFORE, *AFTER), around, strict=True))
            yield from _differences(row, values, {key: text for key, text in own.items() if key in row.cells or text})


def _labelled(names: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether columns have these labels; a second one of the same label has a number, one without any has a name."""
    pairs = zip(names, labels, strict=False)
    return all(
        name == label or not label or re.fullmatch(re.escape(label) + r" \(\d+\)", name) for name, label in pairs
    )


def _without_apostrophe(cell: str) -> str:
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def _json(document: Document, data: bytes, rows: list[ExpectedRecord]) -> Iterator[str]:
    read: dict[str, Any] = json.loads(data)
    about = {"id": document.name, "title": plain_text(document.title), "kind": document.kind, "status": document.status}
    about |= {key: getattr(document, key) for key in ("period", "language", "owner", "published", "updated")}
    told = read["publication"]
    yield from (f"its {key} is “{told.get(key, '')}”" for key, text in about.items() if told.get(key, "") != text)
    parts = _parts(document)
    labels: dict[str, set[str]] = {}
    for name, part, one in zip_longest(parts, parts.values(), read["tables"]):
        keys = [(column["key"], column["label"]) for column in one["columns"]]
        file = name if len(parts) > 1 else f"{document.name}.csv"
        said = (one["file"], one["caption"], tuple(keys), one["records"])
        if said != (file, part.caption, part.columns, part.end - part.first):
            yield f"it describes the table “{one['caption']}” wrongly"
        for key, label in part.columns:
            labels.setdefault(key, set()).add(label)
    same = {key: next(iter(found)) for key, found in labels.items() if len(found) == 1}
    if {key: text for key, text in read["columns"].items() if same.get(key, "?")} != {
        k: v for k, v in same.items() if v
    }:
        yield "its columns have other labels"
    if len(read["records"]) != len(rows):
        yield f"it has {len(read['records'])} records, the content has {len(rows)}"
        return
    names = [
        name if len(parts) > 1 else f"{document.name}.csv"
        for name, one in parts.items()
        for _ in range(one.first, one.end)
    ]
    for row, name, one in zip(rows, names, read["records"], strict=True):
        if one.get("table") != name:
            yield f"the table of {row.values['id']} is “{one.get('table', '')}”"
        values = {
            key: value if isinstance(value, str) else " ".join(value)
            for key, value in one.items()
            if key not in ("cells", "table")
        }
        yield from _differences(row, values, one.get("cells", {}))


def _differences(row: ExpectedRecord, values: Mapping[str, str], cells: Mapping[str, str]) -> Iterator[str]:
    """How a record of a file differs from that of the content; what is empty may be left out."""
    name = row.values["id"]
    for key in sorted(row.values.keys() | values.keys()):
        if values.get(key, "") != row.values.get(key, ""):
            yield f"{key} of {name} is “{values.get(key, '')}”"
    for key in sorted(row.cells.keys() | cells.keys()):
        if key not in row.cells or not row.cells[key].is_said_by(cells.get(key, "").strip()):
            yield f"the cell {key} of {name} is “{cells.get(key, '')[:60]}”"
