"""Tables that go on over page breaks become one table, and a row that a page break cut becomes one row again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model.flow import Aside, Join
from pipeline.model.place import Place
from pipeline.sources.pdf.tables.cells import PageTable, TableCell
from pipeline.sources.pdf.text.paragraphs import Para, fits

SAME_EDGE = 5.0
TERMINAL = (".", "!", "?", ":", ";", "”", '"')
# A first cell that counts its row: "6", "EQ05", "2.3".
COUNTED = re.compile(r"[A-Za-z]{0,4}[\s.-]?\d+(?:\.\d+)*[.)]?")


@dataclass(slots=True)
class LongTable:
    """A table with its parts on one page or more; `rows` lists the cells of each row."""

    parts: list[PageTable]
    edges: list[float]
    rows: list[list[TableCell]]
    asides: list[Aside] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    header_rows: int | None = None

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1


def begin(table: PageTable) -> LongTable:
    """A table that so far stands on one page."""
    return LongTable([table], list(table.edges), [table.row_cells(row) for row in range(table.rows)])


def same_columns(table: LongTable, other: PageTable) -> list[int] | None:
    """For each column edge of the other table which edge of the first it is; None where an edge has no counterpart.

    Drawn edges stand still over the pages; edges that only the words tell move with the words of each page, but not the
    labels over them.
    """
    if len(table.edges) == len(other.edges) and _repeated_rows(
        table, [other.row_cells(row) for row in range(other.rows)]
    ):
        return list(range(len(other.edges)))
    drawn = other.kind == "ruled" and table.parts[-1].kind == "ruled"
    narrowest = min(b - a for edges in (table.edges, other.edges) for a, b in pairwise(edges))
    near = SAME_EDGE if drawn else max(SAME_EDGE, 0.3 * narrowest)
    matched = []
    for edge in other.edges:
        at = min(range(len(table.edges)), key=lambda one: abs(table.edges[one] - edge))
        if abs(table.edges[at] - edge) > near and not (not drawn and edge is other.edges[-1] and at == table.columns):
            return None
        matched.append(at)
    if matched[0] != 0 or matched[-1] != len(table.edges) - 1 or len(set(matched)) < len(matched):
        return None
    return matched


def go_on(table: LongTable, other: PageTable, matched: list[int], file: str) -> None:
    """Add the part of the table that stands on the next page; a header row that comes again is set aside."""
    place = other.sheet.place(file, other.box)
    for cell in other.cells:
        first, after = matched[cell.column], matched[min(cell.column + cell.colspan, len(matched) - 1)]
        cell.column, cell.colspan = first, max(1, after - first)
    rows = [other.row_cells(row) for row in range(other.rows)]
    repeated = _repeated_rows(table, rows)
    for row in rows[:repeated]:
        text = " ".join(cell.text for cell in row if cell.text)
        table.asides.append(Aside(text, "repeated header row", place))
    rows = rows[repeated:]
    pages = _on_pages(table.parts[-1].sheet.number, other.sheet.number)
    why = "the columns stand at the same places" + (" and the header row is repeated" if repeated else "")
    table.joins.append(Join(f"table {pages}", why, 0.95 if repeated else 0.85, place))
    table.parts.append(other)
    if rows and table.rows:
        reasons, score = other.cut or cut_row(table.rows[-1], rows[0])
        if score > 0:
            merge_rows(table.rows[-1], rows[0])
            confidence = round(min(0.98, 0.55 + 0.08 * score), 2)
            table.joins.append(Join(f"row {pages}", "; ".join(reasons), confidence, place))
            rows = rows[1:]
    table.rows += rows


def _on_pages(one: int, other: int) -> str:
    return f"over pages {one} and {other}" if one != other else f"in two parts on page {one}"


def is_band(table: LongTable, para: Para) -> bool:
    """Whether a paragraph under a part of a table can be a band row of it: bold, of its size, at its left edge, close to it."""
    if any(part.kind == "ruled" for part in table.parts) or para.marked or para.heading:
        return False
    sizes = [line.size for row in table.rows for cell in row for one in cell.paras for line in one.lines]
    words = [word for line in para.lines for word in line.words]
    near = (
        para.page != table.parts[-1].sheet.number or para.lines[0].top - table.parts[-1].box[3] < 3 * para.lines[0].size
    )
    return (
        near
        and all(word.style.bold for word in words)
        and bool(sizes)
        and para.lines[0].size <= 1.05 * max(sizes)
        and -12 < para.lines[0].x0 - table.edges[0] < 12
    )


def add_band(table: LongTable, paras: list[Para]) -> None:
    """Add a row that spans all columns and holds the paragraphs."""
    box = paras[0].box
    table.rows.append([TableCell(len(table.rows), 0, 1, table.columns, box, paras[0].page, list(paras))])


def _repeated_rows(table: LongTable, rows: list[list[TableCell]]) -> int:
    """How many leading rows are the first rows of the table again."""
    count = 0
    while count < min(len(rows) - 1, len(table.rows), 3):
        one = [(cell.column, cell.text) for cell in table.rows[count] if cell.text]
        other = [(cell.column, cell.text) for cell in rows[count] if cell.text]
        if not one or one != other:
            break
        count += 1
    return count


def cut_row(row: list[TableCell], after: list[TableCell]) -> tuple[list[str], float]:
    """Why the row after the page break belongs to the row before it, and how strong that is (above 0: it does)."""
    by_column = {cell.column: cell for cell in row}
    if {cell.column for cell in after} != set(by_column) or any(
        cell.colspan != by_column[cell.column].colspan for cell in after
    ):
        return [], -1.0
    score, reasons = -0.5, []
    lead = after[0]
    if COUNTED.fullmatch(lead.text) and COUNTED.fullmatch(by_column[lead.column].text):
        return [], -1.0
    if bool(lead.paras) != bool(by_column[lead.column].paras) and any(cell.paras for cell in after):
        score += 2.5
        reasons.append("the first cell is empty" if not lead.paras else "the first cell before it is empty")
    held = [cell for cell in after if cell.paras]
    if len(held) == 1 and goes_on_in(by_column[held[0].column], held[0]):
        score += 1.5
    level = _set_from_the_top(row)
    for cell in after:
        gain, reason = _cell_goes_on(by_column[cell.column], cell, level)
        score += gain * (2 if cell is lead and gain < 0 else 1)
        if reason and reason not in reasons:
            reasons.append(reason)
    return reasons, score


def goes_on_in(before: TableCell, after: TableCell) -> bool:
    """Whether the text of a cell goes on in the cell after the page break."""
    return bool(before.paras and after.paras) and goes_on(before.paras[-1], after.paras[0])


def _set_from_the_top(row: list[TableCell]) -> bool:
    """Whether the cells of a row begin at one height, so that white space at the foot of a cell means that it has ended."""
    tops = [cell.paras[0].lines[0].top for cell in row if cell.paras]
    return max(tops) - min(tops) < 4 if tops else False


def _cell_goes_on(before: TableCell, after: TableCell, level: bool) -> tuple[float, str]:
    """How much the two cells speak for a cut row (below 0: against it), and why."""
    if not before.paras:
        lines = (before.box[3] - before.box[1]) / (1.3 * after.paras[0].lines[0].size) if after.paras else 0
        return (-2.5 if lines > 4 else 0.0), ""
    last = before.paras[-1]
    line = last.lines[-1]
    room = (before.box[3] - line.bottom) / line.size if level and line.page == before.page else 0.0
    if not after.paras:
        return (0.7, "cells that had ended are empty") if room > 2.5 else (0.0, "")
    first = after.paras[0]
    if room > (3.5 if goes_on(last, first) else 5.0):
        return -2.5, ""
    if first.marked:
        return (0.5, "a list goes on") if last.marked else (0.0, "")
    if not goes_on(last, first):
        return (-0.5 if room < 2.5 else -1.0), ""
    sure = not last.text.endswith(TERMINAL)
    if first.text[:1].islower():
        return (3.0 if sure else 0.5), "a sentence goes on" if sure else "a paragraph goes on"
    return (0.5 if sure else -0.5), ""


def goes_on(last: Para, first: Para) -> bool:
    """Whether the paragraph at the top of a page or column is the rest of the one before it."""
    if first.marked is not None or first.heading != last.heading:
        return False
    before, line = last.lines[-1], first.lines[0]
    if abs(before.size - line.size) > 0.6 or before.words[-1].style.bold != line.words[0].style.bold:
        return False
    ended = last.text.endswith(TERMINAL)
    if fits(before, line.words[0], last.frame.right):
        return not ended and first.text[:1].islower() and last.align == "left"
    return not (ended and _indented(last, first))


def _indented(last: Para, first: Para) -> bool:
    return first.text_x0 - first.frame.left > 4 and last.marked is None


def merge_rows(row: list[TableCell], after: list[TableCell]) -> None:
    """Adds the rest of a row that a page break cut to its cells."""
    by_column = {cell.column: cell for cell in row}
    for cell in after:
        before = by_column[cell.column]
        paras = cell.paras
        if before.paras and paras and goes_on(before.paras[-1], paras[0]):
            before.paras[-1].lines += paras[0].lines
            paras = paras[1:]
        before.paras = before.paras + paras


def place_of(table: LongTable, file: str) -> Place:
    """Where the table begins."""
    return table.parts[0].sheet.place(file, table.parts[0].box)
