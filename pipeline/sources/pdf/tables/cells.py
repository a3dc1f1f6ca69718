"""The tables of a page as cells of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.find import TablePart
from pipeline.sources.pdf.tables.grid import PageGrid
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.directions import by_direction
from pipeline.sources.pdf.text.paragraphs import USUAL_STEP, Frame, Para, make_paragraphs, usual_step
from pipeline.sources.pdf.text.side_boxes import in_box
from pipeline.sources.pdf.text.words import Word, make_lines

_COUNTED = re.compile(r"\(?(\d+|[a-z](?=[).]))[).]?")
_LEADER = re.compile(r"[.…·]{4,}")


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
    fill: str = ""

    @property
    def text(self) -> str:
        """All its words with single spaces."""
        return " ".join(para.text for para in self.paras)


@dataclass(slots=True)
class PageTable:
    """A table, or the part of a table that stands on one page. `edges` are the x of its column borders, in points.

    It is `drawn` where ruling lines make its cells; one cell alone may be a box in the `layout` of a page. `table` is the
    number of the table of the document that it is known to belong to, else -1. `leaders` are the dots that lead from labels to
    figures. Its header is known where labels run up the page.
    """

    sheet: Sheet
    box: Box
    edges: list[float]
    rows: int
    cells: list[TableCell]
    drawn: bool = True
    table: int = -1
    layout: bool = False
    leaders: list[Word] = field(default_factory=list)
    header_rows: int | None = None

    def row_cells(self, row: int) -> list[TableCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == row), key=lambda cell: cell.column)


def counts_on(row: Sequence[TableCell], after: Sequence[TableCell]) -> bool:
    """Whether the number or letter in the first cell of the next row follows that of this row: no row is the header."""
    labels = [_COUNTED.fullmatch(cells[0].text) for cells in (row, after) if cells]
    numbers = [int(label[1]) if label[1].isdecimal() else ord(label[1]) for label in labels if label]
    return len(numbers) == 2 and numbers[0] + 1 == numbers[1]


def page_tables(sheet: Sheet, body: float, parts: Sequence[TablePart]) -> tuple[list[PageTable], list[Word]]:
    """The tables of a page with filled cells, and the words that stand outside of them."""
    tables: list[PageTable] = []
    inside: set[int] = set()
    for part in parts:
        grid = part.grid
        turned = _turned_in(grid, sheet, inside)
        held = [[*cell.words, *more] for cell, more in zip(grid.cells, turned, strict=True)]
        cells = [
            TableCell(cell.row, cell.column, cell.rowspan, cell.colspan, cell.box, sheet.number, fill=cell.fill)
            for cell in grid.cells
        ]
        edges = list(grid.columns)
        table = PageTable(sheet, grid.box, edges, len(grid.rows) - 1, cells, grid.drawn, part.table, grid.layout)
        table.header_rows = _turned_rows(grid, turned)
        inside.update(id(word) for words in held for word in words)
        for words in held:
            while len(words) > 1 and _LEADER.fullmatch(words[-1].text):
                table.leaders.append(words.pop())
        _fill(table, held, body)
        tables.append(table)
    return tables, [word for word in sheet.words if word.turn >= 0 and id(word) not in inside]


def _turned_in(grid: PageGrid, sheet: Sheet, inside: set[int]) -> list[list[Word]]:
    """For each cell the words in its box that run up or down the page, without those that it holds already."""
    held = inside.union(id(word) for word in grid.words)
    turned = [word for word in sheet.words if word.turn > 0 and id(word) not in held]
    return [[word for word in turned if in_box(word, cell.box)] for cell in grid.cells]


def _turned_rows(grid: PageGrid, turned: Sequence[Sequence[Word]]) -> int | None:
    """The number of the first rows down to the lower one of the first two in which most cells with words hold turned ones."""
    rows: list[list[bool]] = [[], []]
    for cell, more in zip(grid.cells, turned, strict=True):
        if cell.row < len(rows) and (cell.words or more):
            rows[cell.row].append(bool(more))
    return max((at for at, cells in enumerate(rows, 1) if 2 * sum(cells) > len(cells)), default=None)


def _fill(table: PageTable, held: list[list[Word]], body: float) -> None:
    upright = [[word for word in words if word.turn == 0] for words in held]
    lines = [make_lines(words, table.sheet.number) for words in upright]
    pads = [line.x0 - cell.box.x0 for cell, own in zip(table.cells, lines, strict=True) for line in own]
    pad = min(S.most_pad, max(0.0, min(pads, default=0.0)))
    reached: dict[int, list[float]] = {}
    for cell, own in zip(table.cells, lines, strict=True):
        reached.setdefault(cell.column + cell.colspan, []).extend(line.x1 for line in own)
    frames = [
        Frame(cell.box.x0 + pad, _right_edge(cell, reached[cell.column + cell.colspan], pad), body, table.sheet.bullets)
        for cell in table.cells
    ]
    steps = sorted(usual_step(own, frame) for own, frame in zip(lines, frames, strict=True) if len(own) > 1)
    step = steps[len(steps) // 2] if steps else USUAL_STEP
    for cell, own, frame in zip(table.cells, lines, frames, strict=True):
        cell.paras = make_paragraphs(own, replace(frame, step=step)) if own else []
    for cell, words in zip(table.cells, held, strict=True):
        cell.paras += turned_paragraphs(words, table.sheet, body)


def _right_edge(cell: TableCell, reached: Sequence[float], pad: float) -> float:
    """How far the text of a cell may reach: as far as it does anywhere in the column, and no less than its padding allows."""
    drawn = cell.box.x1 - pad
    return min(drawn, max(*reached, drawn - S.pad_right * pad - 2)) if len(reached) > S.rows_many else drawn


def turned_paragraphs(words: list[Word], sheet: Sheet, body: float) -> list[Para]:
    """Paragraphs of the words that run up, down or upside down (the labels of narrow columns, say)."""
    paras: list[Para] = []
    for group in by_direction(word for word in words if word.turn != 0):
        lines = make_lines(group, sheet.number)
        frame = Frame(min(line.x0 for line in lines), max(line.x1 for line in lines), body)
        paras += make_paragraphs(lines, frame)
    return paras
