"""Reads tables of a Word edition as tables of records: bands are headings there, and ids are bookmarks of the rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.kinds.column_keys import slug
from pipeline.model.document import Block, Blocks, Cell, Column, Group, Image, Inlines, Record, Table, Text
from pipeline.model.findings import Finding, warning
from pipeline.model.walk import block_text, plain_text
from pipeline.ooxml.xml import Element, child, value
from pipeline.sources.word_edition.lines import REFERENCE, EditionLine, LineReader, table_rows
from pipeline.sources.word_edition.new_ids import NEW, WITHOUT
from pipeline.sources.word_edition.typed import RULE, shortened, typed_findings

Lines = Sequence[EditionLine]


class TableReader:
    """Reads a table with its bands; `blocks` reads the lines of a cell."""

    def __init__(self, lines: LineReader, blocks: Callable[[Lines], Blocks], findings: list[Finding]) -> None:
        self.reader, self.blocks, self.findings = lines, blocks, findings
        self.columns: tuple[Column, ...] = ()
        self.row_header = ""

    def read(self, lines: Lines, at: int, caption: Inlines) -> tuple[Block | None, int, Lines]:
        """Returns the table that begins at a line, the index after it, and lines between its rows that are not part of it."""
        number = _number(lines, at)
        groups: list[Group] = []
        between: list[EditionLine] = []
        while at < len(lines):
            line = lines[at]
            if (line.band and line.band != number) or (groups and not line.band and not _goes_on(lines, at, number)):
                break
            if not line.band and not line.is_table and not line.style.startswith("caption"):
                between.append(line)
                at += 1
                continue
            group, title, at = self._group(lines, at)
            caption = caption or title
            groups += [group] if group else []
        table = Table(self.columns, tuple(groups), caption, self.row_header) if self.columns else None
        return table, at, between

    def _group(self, lines: Lines, at: int) -> tuple[Group | None, Inlines, int]:
        """Returns the rows of a Word table with the band and statement before it."""
        heading = lines[at] if lines[at].band else None
        at += 1 if heading else 0
        statement: list[EditionLine] = []
        caption: Inlines = ()
        while at < len(lines) and not lines[at].is_table and not lines[at].heading:
            if lines[at].style.startswith("caption"):
                caption = lines[at].words
            else:
                statement.append(lines[at])
            at += 1
        records: tuple[Record, ...] = ()
        if at < len(lines) and lines[at].is_table:
            records = self._records(lines[at].element)
            at += 1
        elif heading is None:
            return None, caption, at
        band = heading.words if heading else None
        id = "" if heading is None or re.search(r"_band\d+$", heading.id) else heading.id
        return Group(records, band, self.blocks(statement), id), caption, at

    def _records(self, table: Element) -> tuple[Record, ...]:
        rows = [(head, cells) for head, cells in table_rows(table) if cells]
        heads = [cells for head, cells in rows if head] or [rows[0][1]] if rows else []
        if heads and not self.columns:
            self.columns = self._columns(heads[0])
            named = (value(child(table, "w:tblPr"), "w:tblLook", "w:firstColumn") or "0") in ("1", "true", "on")
            self.row_header = self.columns[0].key if named else ""
        read = [[self.reader.lines(cell) for cell in cells] for head, cells in rows if not head and cells not in heads]
        records = [self._record(row) for row in read]
        return tuple(
            record
            for before, record in zip((None, *records), records, strict=False)
            if self._is_content(record, before)
        )

    def _is_content(self, record: Record, before: Record | None) -> bool:
        """Whether a row has an id or words. A new empty row is left out and reported."""
        blocks = [block for cell in record.cells for block in cell.blocks]
        if not record.id.startswith(NEW) or block_text(tuple(blocks)).strip() or Image in map(type, blocks):
            return True
        words = shortened(" ".join(block_text(cell.blocks) for cell in before.cells)) if before else ""
        where = f"below “{words}”" if words else "in a table"
        self.findings.append(warning(WITHOUT, f"an empty row {where} was left out", hint="nothing to do"))
        return False

    def _columns(self, cells: list[Element]) -> tuple[Column, ...]:
        columns: list[Column] = []
        for number, cell in enumerate(cells, 1):
            lines = self.reader.lines(cell)
            words = next((line.words for line in lines if line.words), ())
            label = words or tuple(Text(line.added) for line in lines if line.added)
            key = slug(plain_text(label)) or f"column_{number}"
            keys = {column.key for column in columns}
            columns.append(Column(key if key not in keys else f"{key}_{number}", label))
        return tuple(columns)

    def _record(self, read: list[list[EditionLine]]) -> Record:
        id = self.reader.of_content(_id(read))
        reference = _typed_reference(read)
        blocks = [self.blocks(lines) for lines in read]
        if not id:
            id = NEW + reference
        else:
            self._report(id, reference, read, " ".join(map(block_text, blocks)))
        if len(blocks) > len(self.columns):
            message = (
                f"a row has {len(blocks)} cells, its table {len(self.columns)} columns; the last cells were joined"
            )
            self.findings.append(warning("row-too-long", message, block=id))
            last = len(self.columns) - 1
            blocks[last:] = [tuple(block for cell in blocks[last:] for block in cell)]
        blocks += [()] * (len(self.columns) - len(blocks))
        return Record(id, tuple(Cell(cell) for cell in blocks))

    def _report(self, id: str, reference: str, read: list[list[EditionLine]], words: str) -> None:
        """Reports words typed over or beside added words of a row with an id."""
        row = f"{id} (“{shortened(words)}”)"
        if reference:
            message = (
                f"the reference of the row {row} was changed to “{reference}”; it stays {id}, as others refer to it"
            )
            self.findings.append(warning(RULE, message, hint="if it is another row, add it as a new one", block=id))
        self.findings += typed_findings((line for lines in read for line in lines), row)


def _id(row: Sequence[Lines]) -> str:
    """The id of a row from its bookmark, or "" for a pasted one."""
    return next((line.id for lines in row for line in lines if line.id), "")


def _typed_reference(row: Sequence[Lines]) -> str:
    """Returns the reference typed over the one of a row, above its words, and removes it from the words."""
    for lines in row:
        for line in lines:
            typed = "".join(line.typed)
            alone = plain_text(line.words).strip() == typed and any(
                neighbour.words for neighbour in lines if neighbour is not line
            )
            if alone and REFERENCE.fullmatch(typed):
                line.words, line.typed = (), ()
                return typed
    return ""


def pasted(line: EditionLine) -> str:
    """The temporary id of a pasted action, with its reference."""
    typed = "".join(line.typed)
    line.typed = ()
    return NEW + (typed if re.fullmatch(r"[A-Za-z]\w*", typed) else "")


def _number(lines: Lines, at: int) -> str:
    """The number that the bands and captions of a table share, or "" if their bookmarks are lost."""
    matches = (re.fullmatch(r"_(?:Band|Table)(\d+)_\d+", name) for name in lines[at].begins)
    return next((match[1] for match in matches if match), "")


def _goes_on(lines: Lines, at: int, number: str) -> bool:
    """Whether the table continues before the next heading that is not one of its bands."""
    if not number:
        return False
    for index in range(at, len(lines)):
        if _number(lines, index) == number:
            return True
        if lines[index].heading:
            return False
    return False
