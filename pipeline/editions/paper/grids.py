"""How grids stand on the page: the widths of their columns, whether the page turns to landscape, whether they fit at all.

Widths are worked out beforehand from the words, because a table whose columns are fixed is set several times faster than
one that the engine must measure, and because only so is it sure that no word runs out of its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from pipeline.editions.assets import Assets
from pipeline.editions.edition import SectionView, TableView, Views
from pipeline.editions.looks import Look, Tables
from pipeline.editions.paper.fonts import BOLD, Font, Stack, fonts, stack
from pipeline.editions.paper.lines import may_break, runs, words_of
from pipeline.editions.paper.sheet import sheet
from pipeline.model.document import Inlines
from pipeline.model.walk import plain_text

PADDING = 1.15
LEAST = 4.0
# A row of an upright table that runs over more lines than this on average reads better on a turned page.
MOST_LINES = 9.0
# A record set out as a list that takes at most this share of a page stays whole. Longer ones may be cut between
# paragraphs, or each could leave more than half of the page before it empty.
WHOLE = 0.45


Fits = Callable[[Sequence[TableView]], bool]
"""Whether the grids of one table fit where they will stand."""


@dataclass(frozen=True)
class Grid:
    """A table as it will stand.

    `shares` of the columns sum to 1; `wide` turns the page; `fits` says whether the columns fit at all; `tall` says that
    the first row may be cut by a page break, or it would leave its heading alone on the page before. The engine cuts the
    cells of a row one by one and can leave the row header behind, so later rows are cut only where they exceed a page.
    """

    id: str
    shares: tuple[float, ...]
    wide: bool
    fits: bool
    tall: bool = False


def grids(views: Views, look: Look, stack: Stack) -> dict[str, Grid]:
    """The grids of an edition by the id of their table; tables with the same columns stand alike."""
    alike: dict[tuple[str, ...], list[TableView]] = {}
    for table in _tables(views):
        alike.setdefault(table.keys, []).append(table)
    return {one.id: one for tables in alike.values() for one in _together(tables, look, stack)}


def _together(tables: list[TableView], look: Look, stack: Stack) -> list[Grid]:
    """Tables of the same columns measured together; those of each block alone where together they would be too wide."""
    made = measured(tables, look, stack)
    if all(one.fits for one in made):
        return made
    blocks = {table.block: [one for one in tables if one.block == table.block] for table in tables}
    return [one for own in blocks.values() for one in measured(own, look, stack)]


def fitting(look: Look, assets: Assets) -> Fits:
    """Says whether the grids of one table fit the paper of a look, which may turn unless the look prefers lists."""
    used = stack(fonts(assets), look.face, set())

    def fits(tables: Sequence[TableView]) -> bool:
        made = measured(list(tables), look, used)
        return all(one.fits and not (one.wide and look.tables is Tables.LIST) for one in made)

    return fits


def measured(tables: list[TableView], look: Look, stack: Stack) -> list[Grid]:
    """Measure tables of the same columns: each gets its longest word, the rest is shared by how much the columns say."""
    paper = sheet(look)
    columns = [_column(tables, index, look, stack) for index in range(len(tables[0].columns))]
    needs = sum(column.need for column in columns)
    upright, turned = paper.line() / look.size, paper.line(landscape=True) / look.size
    wide = needs > upright or _lines(columns, _widths(columns, upright)) > MOST_LINES
    widths = _widths(columns, turned if wide else upright)
    shares, fits = tuple(width / sum(widths) for width in widths), needs <= (turned if wide else upright)
    most = paper.lines(look, wide) * WHOLE
    return [Grid(table.id, shares, wide, fits, _first_row(table, widths, look, stack) > most) for table in tables]


def _first_row(table: TableView, widths: list[float], look: Look, stack: Stack) -> float:
    """The number of lines of the first row, about."""
    font = stack.plain(bold=look.weight >= BOLD)

    def lines(cell: Views, width: float) -> float:
        return sum(font.width(run.text) / width + 0.5 for run in runs(cell, look))

    return max(map(lines, table.rows[0].cells, widths), default=0.0) if table.rows else 0.0


@dataclass(frozen=True)
class _Column:
    """The width that a column needs for its longest word, and the length of the text of each of its cells; in type sizes."""

    need: float
    cells: tuple[float, ...]

    @property
    def says(self) -> float:
        """How much the column says; columns that say four times as much get twice the room."""
        return sqrt(1.0 + sum(self.cells))


def _column(tables: list[TableView], index: int, look: Look, stack: Stack) -> _Column:
    head, body = stack.plain(bold=True), stack.plain(bold=look.weight >= BOLD)
    needs = [_longest(table.columns[index], head) for table in tables]
    cells = []
    for row in (row for table in tables for row in table.rows):
        cell = list(runs(row.cells[index], look))
        needs += [_longest_word(run.text, body) + run.indent * 0.7 for run in cell]
        cells.append(sum(body.width(run.text) for run in cell))
    return _Column(max(LEAST, *needs) + PADDING, tuple(cells))


def _widths(columns: list[_Column], line: float) -> list[float]:
    rest = max(0.0, line - sum(column.need for column in columns))
    says = sum(column.says for column in columns)
    return [column.need + rest * column.says / says for column in columns]


def _lines(columns: list[_Column], widths: list[float]) -> float:
    """The mean number of lines of a row."""
    rows = zip(*(column.cells for column in columns), strict=True)
    counts = [max(length / width for length, width in zip(row, widths, strict=True)) for row in rows]
    return sum(counts) / len(counts) if counts else 0.0


def _longest(inlines: Inlines, font: Font) -> float:
    return _longest_word(plain_text(inlines, added=True), font)


def _longest_word(text: str, font: Font) -> float:
    return max((font.width(word) for word in words_of(text) if not may_break(word)), default=0.0)


def _tables(views: Views) -> Iterator[TableView]:
    for view in views:
        if isinstance(view, TableView):
            yield view
        elif isinstance(view, SectionView):
            yield from _tables(view.blocks)
