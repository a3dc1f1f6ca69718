"""The records of a publication as open data: one CSV and one JSON file, made from the same records as every edition.

CSV as RFC 4180 has it (UTF-8, CRLF, one header row); JSON as UTF-8 with the labels of the columns beside their keys.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.editions.site import Site
from pipeline.model.document import (
    Actions,
    Block,
    Blocks,
    Box,
    Definitions,
    Document,
    Image,
    List,
    Paragraph,
    Quote,
    Table,
)
from pipeline.model.numbering import label
from pipeline.model.walk import actions, plain_text, records

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BEFORE, AFTER = ("id", "section", "band"), ("reports_on", "same_as")


@dataclass(frozen=True)
class Entry:
    """A record by itself: where it stands, the text of each cell by column key, and the records that it names."""

    id: str
    section: str
    band: str
    cells: dict[str, str]
    reports_on: tuple[str, ...]
    same_as: tuple[str, ...]


def entries(document: Document) -> tuple[Entry, ...]:
    """Every record of the tables, then every action in prose."""
    found = []
    for section, table, group, record in records(document):
        cells = {c.key: cell_text(cell.blocks) for c, cell in zip(table.columns, record.cells, strict=True)}
        heading = plain_text(section.heading) if section else ""
        band = plain_text(group.band or ())
        found.append(Entry(record.id, heading, band, cells, record.reports_on, record.same_as))
    for section, action in actions(document):
        heading = plain_text(section.heading) if section else ""
        found.append(Entry(action.id, heading, "", {"action": cell_text(action.blocks)}, (), action.same_as))
    return tuple(found)


def as_csv(document: Document) -> bytes:
    """The records as CSV: id, section, band, a column for each key, reports_on, same_as. Empty cells stay empty."""
    found = entries(document)
    keys = list(dict.fromkeys(key for entry in found for key in entry.cells))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*BEFORE, *(f"{key}_" if key in BEFORE + AFTER else key for key in keys), *AFTER])
    for entry in found:
        cells = [entry.id, entry.section, entry.band, *(entry.cells.get(key, "") for key in keys)]
        cells += [" ".join(entry.reports_on), " ".join(entry.same_as)]
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8")


def as_json(document: Document, site: Site) -> bytes:
    """The records as JSON, with what the publication is, the licence, and the label of every column."""
    labels: dict[str, str] = {}
    for _, table, _, _ in records(document):
        for column in table.columns:
            labels.setdefault(column.key, plain_text(column.label))
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
    data = {
        "publication": {key: value for key, value in about.items() if value},
        "columns": labels,
        "records": [_plain(entry) for entry in entries(document)],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def cell_text(blocks: Blocks) -> str:
    """The words of a cell as lines; list items start with a bullet or their number, two spaces for each level."""
    return "\n".join(line for block in blocks for line in _lines(block, 0))


def _lines(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Paragraph(inlines):
            yield plain_text(inlines)
        case List(items, numbering):
            for number, item in enumerate(items):
                lines = [line for inner in item.blocks for line in _lines(inner, depth + 1)]
                mark = label(numbering, number) if numbering else "•"
                yield "  " * depth + f"{mark} {lines[0].strip()}" if lines else "  " * depth + mark
                yield from lines[1:]
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


def _plain(entry: Entry) -> dict[str, object]:
    parts: dict[str, object] = {"id": entry.id, "section": entry.section, "band": entry.band, "cells": entry.cells}
    parts |= {"reports_on": list(entry.reports_on), "same_as": list(entry.same_as)}
    return {key: value for key, value in parts.items() if value}


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    if not text.startswith(FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text
