"""Checks tables: a caption, labels, a column that names the rows (WCAG 1.3.1), and words in every cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.editions.drawings import charts
from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model.document import Table
from pipeline.model.findings import Finding
from pipeline.model.walk import all_blocks, block_text, plain_text

# Keys that do not describe their column, and forms of cells from which a label can be proposed.
PLAIN_KEY = re.compile(r"(?:column|col|c|k)?_?\d*")
FORMS = {
    "Year": re.compile(r"(?:19|20)\d\d(?: ?[-–/] ?(?:\d\d){1,2})?"),
    "Date": re.compile(r"\d{1,2}[./ -](?:\d{1,2}|[A-Za-z]{3,9})[./ -]\d{2,4}|[A-Z][a-z]{2,8} (?:19|20)\d\d"),
    "Percentage": re.compile(r"[-–]?[\d.,]+ ?%"),
    "Amount": re.compile(r"[-–]?[£€$] ?[\d.,]+ ?[mkb]?n?"),
    "Number": re.compile(r"[-–]?[\d.,]+"),
    "Reference": re.compile(r"[A-Za-z]{0,4}[ .-]?\d+(?:\.\d+)*[a-z]?"),
}


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks every table of the document."""
    for _, block in all_blocks(content.document):
        if isinstance(block, Table):
            yield from _frame(content, block)
            yield from _cells(content, block)
            if block.chart and (reason := charts.unfit(block)):
                hint = "correct the figures, or delete the line chart:"
                yield content.tell("chart-figures", f"no {block.chart} chart can be drawn: {reason}", block.place, hint)


def _frame(content: ContentDocument, table: Table) -> Iterator[Finding]:
    if not plain_text(table.caption):
        message = "this table has no caption, which says what it shows and helps people to find it"
        yield content.tell("table-caption", message, table.place, "add caption: with what the table shows")
    if not table.row_header:
        keys = ", ".join(column.key for column in table.columns)
        message = "no column of this table names its rows"
        yield content.tell("table-row-header", message, table.place, f"add row_header: with one of {keys}")
    for number, column in enumerate(table.columns):
        if not plain_text(column.label):
            message = f"the column “{column.key}” has no label"
            hint = f"write it after the key, for example “{column.key}: {proposed(table, number)}”"
            yield content.tell("table-label", message, column.place, hint, column.key)


def proposed(table: Table, number: int) -> str:
    """Proposes a label for a column that has none, from its key or from the form of its cells."""
    key = table.columns[number].key
    if not PLAIN_KEY.fullmatch(key):
        return key.replace("_", " ").capitalize()
    cells = [block_text(record.cells[number].blocks) for group in table.groups for record in group.records]
    words = [cell.strip() for cell in cells if cell.strip()]
    fitting = (label for label, form in FORMS.items() if words and all(form.fullmatch(word) for word in words))
    return next(fitting, "Name" if number == 0 else "Details")


def _cells(content: ContentDocument, table: Table) -> Iterator[Finding]:
    for group in table.groups:
        for record in group.records:
            empty = [
                (column, cell)
                for column, cell in zip(table.columns, record.cells, strict=True)
                if not block_text(cell.blocks)
            ]
            if len(empty) == len(table.columns):
                yield content.tell(
                    "row-empty", f"the row {record.id} has no words", record.place, "delete it", record.id
                )
                continue
            for column, cell in empty:
                message = f"the cell “{plain_text(column.label)}” of {record.id} is empty"
                hint = "write what is known; editions say that nothing is stated"
                yield content.tell("cell-empty", message, cell.place, hint)
