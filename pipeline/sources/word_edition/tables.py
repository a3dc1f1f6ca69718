"""Tables of a Word edition of ours as tables of records: bands are headings there, ids are the bookmarks of the rows."""

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
from pipeline.sources.word_edition.typed import RULE, shortened, told

Lines = Sequence[EditionLine]


class TableReader:
    """Reads one table with all its bands; `blocks` reads the lines of a cell."""

    def __init__(self, lines: LineReader, blocks: Callable[[Lines], Blocks], findings: list[Finding]) -> None:
        self.reader, self.blocks, self.findings = lines, blocks, findings
        self.columns: tuple[Column, ...] = ()
        self.row_header = ""

    def read(self, lines: Lines, at: int, caption: Inlines) -> tuple[Block | None, int, Lines]:
        """The table that begins at a line, the line after it, and lines that stand in its midst and are none of it."""
        number = _number(lines, at)
        groups: list[Group] = []
        rest: list[EditionLine] = []
        while at < len(lines):
            line = lines[at]
            if (line.band and line.band != number) or (groups and not line.band and not _goes_on(lines, at, number)):
                break
            if not line.band and not line.is_table and not line.style.startswith("caption"):
                rest.append(line)
                at += 1
                continue
            group, title, at = self._group(lines, at)
            caption = caption or title
            groups += [group] if group else []
        table = Table(self.columns, tuple(groups), caption, self.row_header) if self.columns else None
        return table, at, rest

    def _group(self, lines: Lines, at: int) -> tuple[Group | None, Inlines, int]:
        """The rows of one Word table with the band and the statement before it."""
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
            record for before, record in zip((None, *records), records, strict=False) if self._says(record, before)
        )

    def _says(self, record: Record, before: Record | None) -> bool:
        """Whether a row is one of the content, or says anything; an empty one that someone put in is left out and told."""
        blocks = [block for cell in record.cells for block in cell.blocks]
        if not record.id.startswith(NEW) or block_text(tuple(blocks)).strip() or Image in map(type, blocks):
            return True
        words = shortened(" ".join(block_text(cell.blocks) for cell in before.cells)) if before else ""
        where = f"below “{words}”" if words else "in a table"
        self.findings.append(warning(WITHOUT, f"an empty row {where} was left out", hint="it has nothing to say"))
        return False

    def _columns(self, cells: list[Element]) -> tuple[Column, ...]:
        made: list[Column] = []
        for number, cell in enumerate(cells, 1):
            lines = self.reader.lines(cell)
            words = next((line.words for line in lines if line.words), ())
            label = words or tuple(Text(line.added) for line in lines if line.added)
            key = slug(plain_text(label)) or f"column_{number}"
            taken = {column.key for column in made}
            made.append(Column(key if key not in taken else f"{key}_{number}", label))
        return tuple(made)

    def _record(self, read: list[list[EditionLine]]) -> Record:
        id = self.reader.of_content(_id(read))
        reference = _typed_reference(read)
        blocks = [self.blocks(lines) for lines in read]
        if not id:
            id = NEW + reference
        else:
            self._tell(id, reference, read, " ".join(map(block_text, blocks)))
        if len(blocks) > len(self.columns):
            message = (
                f"a row has {len(blocks)} cells, its table {len(self.columns)} columns; the last cells were joined"
            )
            self.findings.append(warning("row-too-long", message, block=id))
            last = len(self.columns) - 1
            blocks[last:] = [tuple(block for cell in blocks[last:] for block in cell)]
        blocks += [()] * (len(self.columns) - len(blocks))
        return Record(id, tuple(Cell(cell) for cell in blocks))

    def _tell(self, id: str, reference: str, read: list[list[EditionLine]], words: str) -> None:
        """Tells what someone typed over or beside added words of a row that has its id."""
        row = f"{id} (“{shortened(words)}”)"
        if reference:
            message = (
                f"the reference of the row {row} was changed to “{reference}”; it stays {id}, as others point at it"
            )
            self.findings.append(warning(RULE, message, hint="is it another row? Then paste it as a new one", block=id))
        self.findings += told((line for lines in read for line in lines), row)


def _id(row: Sequence[Lines]) -> str:
    """The id of a row, by its bookmark; "" for one that was pasted."""
    return next((line.id for lines in row for line in lines if line.id), "")


def _typed_reference(row: Sequence[Lines]) -> str:
    """The reference that someone typed over the one of a row, which stands above its words; it is taken from the words."""
    for lines in row:
        for line in lines:
            typed = "".join(line.typed)
            alone = plain_text(line.words).strip() == typed and any(other.words for other in lines if other is not line)
            if alone and REFERENCE.fullmatch(typed):
                line.words, line.typed = (), ()
                return typed
    return ""


def pasted(line: EditionLine) -> str:
    """What stands for the id of an action that was pasted, by its reference; as of a row."""
    typed = "".join(line.typed)
    line.typed = ()
    return NEW + (typed if re.fullmatch(r"[A-Za-z]\w*", typed) else "")


def _number(lines: Lines, at: int) -> str:
    """The number that the bands and captions of one table share, "" where the marks are lost."""
    found = (re.fullmatch(r"_(?:Band|Table)(\d+)_\d+", name) for name in lines[at].begins)
    return next((match[1] for match in found if match), "")


def _goes_on(lines: Lines, at: int, number: str) -> bool:
    """Whether, before the next heading that is no band of it, the same table goes on."""
    if not number:
        return False
    for index in range(at, len(lines)):
        if _number(lines, index) == number:
            return True
        if lines[index].heading:
            return False
    return False
