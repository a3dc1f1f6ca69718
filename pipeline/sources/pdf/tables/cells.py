"""The cells of a table on one page, filled with the words that stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf

from pipeline.model.place import Box
from pipeline.sources.pdf.file.page import Sheet
from pipeline.sources.pdf.tables.edges import rules_of
from pipeline.sources.pdf.tables.find import PageCell, PageGrid, find_grids
from pipeline.sources.pdf.tables.half_ruled import table_in
from pipeline.sources.pdf.tables.page_lines import PageText
from pipeline.sources.pdf.text.paragraphs import Frame, Para, make_paragraphs, usual_step
from pipeline.sources.pdf.text.reading_order import are_columns
from pipeline.sources.pdf.text.words import Word, by_direction, make_lines
from pipeline.sources.pdf.unruled.read_tables import OpenPart


@dataclass(slots=True)
class TableCell:
    """A cell with its spans, box and paragraphs."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    page: int
    paras: list[Para] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its words with single spaces."""
        return " ".join(para.text for para in self.paras)


@dataclass(slots=True)
class PageTable:
    """A table, or the part of a table that stands on one page. `edges` are the x of its column borders, in points.

    `table` is the number of the open table that it is known to belong to, else -1, and `cut` why its first row is the rest of
    the one before it, and how strong that is (above 0: it is).
    """

    sheet: Sheet
    box: Box
    edges: list[float]
    rows: int
    cells: list[TableCell]
    kind: str = "ruled"
    open_foot: bool = False
    table: int = -1
    cut: tuple[list[str], float] | None = None

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1

    def row_cells(self, row: int) -> list[TableCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == row), key=lambda cell: cell.column)


def page_tables(
    sheet: Sheet, body: float, going_on: Sequence[float] = (), known: Sequence[OpenPart] = ()
) -> tuple[list[PageTable], list[Word]]:
    """The tables of a page with filled cells, and the words that stand outside of them.

    `going_on` are the column edges of a table without upright rules that ended the page before and may go on here, `known`
    the parts of open tables on this page.
    """
    tables = [_open(part, sheet, body) for part in known]
    opened = {id(word) for part in known for word in part.words}
    words = [word for word in sheet.words if word.turn >= 0 and id(word) not in opened]
    inside: set[int] = set()
    for grid in _grids(sheet, words, going_on):
        held = {cell: [words[at] for at in cell.words if id(words[at]) not in inside] for cell in grid.cells}
        taken = sum(map(len, held.values())) < 0.5 * sum(len(cell.words) for cell in grid.cells)
        if taken or (grid.kind == "unruled" and _is_prose(list(held.values()), sheet.number)):
            continue
        table = PageTable(sheet, grid.box, list(grid.columns), len(grid.rows) - 1, [], grid.kind, not grid.ruled[-1])
        table.cells, contents = _whole_rows(table, grid, held)
        _fill(table, contents, body)
        tables.append(table)
        inside.update(id(word) for cell_words in held.values() for word in cell_words)
    return tables, [word for word in words if id(word) not in inside]


def _open(part: OpenPart, sheet: Sheet, body: float) -> PageTable:
    """The part of an open table with filled cells."""
    grid = part.grid
    table = PageTable(sheet, grid.box, list(grid.columns), len(grid.rows) - 1, [], grid.kind, not grid.ruled[-1])
    table.table, table.cut = part.table, part.cut
    for cell in grid.cells:
        table.cells.append(TableCell(cell.row, cell.column, 1, cell.colspan, cell.box, sheet.number))
    _fill(table, [[part.words[at] for at in cell.words] for cell in grid.cells], body)
    return table


def _whole_rows(
    table: PageTable, grid: PageGrid, held: dict[PageCell, list[Word]]
) -> tuple[list[TableCell], list[list[Word]]]:
    """The cells and their words; in a drawn table, lines without a rule over them and nothing in the first column go on.

    So stand the items of a row that a page break leaves without its lower rule.
    """
    filled: dict[int, list[PageCell]] = {}
    for cell in grid.cells:
        if held[cell]:
            filled.setdefault(cell.row, []).append(cell)
    number, rows = -1, {}
    for row in range(len(grid.rows) - 1):
        cells = filled.get(row, [])
        going_on = grid.kind == "ruled" and row and not grid.ruled[row] and cells and cells[0].column > 0
        number += 0 if going_on else 1
        rows[row] = number
    table.rows = number + 1
    found: dict[tuple[int, int], tuple[TableCell, list[Word]]] = {}
    for cell in grid.cells:
        row, last = rows[cell.row], rows[min(cell.row + cell.rowspan, len(rows)) - 1]
        above = found.get((row, cell.column))
        if above is not None:
            x0, top, x1, bottom = above[0].box
            above[0].box = (min(x0, cell.box[0]), min(top, cell.box[1]), max(x1, cell.box[2]), max(bottom, cell.box[3]))
            above[1].extend(held[cell])
        else:
            one = TableCell(row, cell.column, last - row + 1, cell.colspan, cell.box, table.sheet.number)
            found[row, cell.column] = (one, list(held[cell]))
    return [cell for cell, _ in found.values()], [words for _, words in found.values()]


def _is_prose(held: list[list[Word]], page: int) -> bool:
    """Whether what white sets apart are columns of prose, or the words of justified lines: most begin in small letters."""
    firsts = [words[0].text for words in held if words]
    upright = [word for words in held for word in words if word.turn == 0]
    return sum(first[0].islower() for first in firsts) > 0.5 * len(firsts) or (
        bool(upright) and are_columns(upright, page)
    )


def _grids(sheet: Sheet, words: list[Word], going_on: Sequence[float]) -> list[PageGrid]:
    """The grids of a page. What is too short to be known as a table by itself is one where it goes on in known columns."""
    grids = find_grids(sheet.page, words)
    first = min((grid.box[1] for grid in grids), default=inf)
    if not going_on or not any(word.bottom < first for word in words):
        return grids
    text = PageText(words)
    lines = text.between(0, first)
    found = table_in(lines, rules_of(sheet.page), text, None, "framed") if lines else None
    if found is None or len(found.columns) != len(going_on):
        return grids
    near = 0.3 * min(b - a for a, b in pairwise(going_on))
    same = all(abs(a - b) <= near for a, b in zip(found.columns[:-1], going_on, strict=False))
    return [found, *grids] if same else grids


def _fill(table: PageTable, held: list[list[Word]], body: float) -> None:
    upright = [[word for word in words if word.turn == 0] for words in held]
    lines = [make_lines(words, table.sheet.number) for words in upright]
    pads = [line.x0 - cell.box[0] for cell, own in zip(table.cells, lines, strict=True) for line in own]
    pad = min(6.0, max(0.5, min(pads))) if pads else 4.0
    reached: dict[int, list[float]] = {}
    for cell, own in zip(table.cells, lines, strict=True):
        reached.setdefault(cell.column + cell.colspan, []).extend(line.x1 for line in own)
    frames = [
        Frame(cell.box[0] + pad, _right_edge(cell, reached[cell.column + cell.colspan], pad), body, table.sheet.bullets)
        for cell in table.cells
    ]
    steps = sorted(usual_step(own, frame) for own, frame in zip(lines, frames, strict=True) if len(own) > 1)
    step = steps[len(steps) // 2] if steps else 1.3
    for cell, own, frame in zip(table.cells, lines, frames, strict=True):
        cell.paras = make_paragraphs(own, replace(frame, step=step)) if own else []
    for cell, words in zip(table.cells, held, strict=True):
        cell.paras += turned_paragraphs(words, table.sheet, body)


def _right_edge(cell: TableCell, reached: Sequence[float], pad: float) -> float:
    """How far the text of a cell may reach: as far as it does anywhere in the column, and no less than its padding allows."""
    drawn = cell.box[2] - pad
    return min(drawn, max(*reached, drawn - 0.6 * pad - 2)) if len(reached) > 3 else drawn


def turned_paragraphs(words: list[Word], sheet: Sheet, body: float) -> list[Para]:
    """Paragraphs of the words that run up, down or upside down (the labels of narrow columns, say)."""
    paras: list[Para] = []
    for group in by_direction(word for word in words if word.turn != 0):
        lines = make_lines(group, sheet.number)
        frame = Frame(min(line.x0 for line in lines), max(line.x1 for line in lines), body)
        paras += make_paragraphs(lines, frame)
    return paras
