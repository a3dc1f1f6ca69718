"""How grids stand on the page: the widths of their columns, whether the page turns to landscape, whether they fit at all.

Widths are worked out beforehand from the words, because a table whose columns are fixed is set several times faster than
one that the engine must measure, and because only so is it sure that no word runs out of its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from math import ceil, sqrt

from pipeline.editions.assets import Assets
from pipeline.editions.edition import TableView, Views, tables_of
from pipeline.editions.looks import Look, TableShape
from pipeline.editions.paper.fonts import BOLD, Measure, Stack, fonts, stack
from pipeline.editions.paper.lines import may_break, runs, words_of
from pipeline.editions.paper.paper_size import paper_size
from pipeline.model.document import Inlines
from pipeline.model.walk import plain_text

PADDING = 1.15
LEAST_WIDTH = 4.0
"""The least room of a column in type sizes, about eight characters; less where no cell of it says more than that."""
READABLE = 5.5
"""The room that a column of sentences gets where it can be spared, in type sizes: about 11 characters."""
NARROW, HIGH_ROWS, SAVES = 16.0, 14.0, 0.8
"""A table whose upright columns are all narrower, in type sizes, turns where its rows have more lines on average, or where
it takes more than a page and turned at most this share of its paper."""
WASTE = 1.3
"""A turned table of so high rows, or a table of large print, that takes this many times the paper of lists becomes lists."""
HEADING_LINES, LABEL_LINES = 2.5, 0.7
"""What a record as a list has above its first value, and what a label adds on average, in lines."""
ROW_ROOM, HEAD_ROOM = 0.65, 4.0
"""The room above and below a row, and that of the caption and the column labels, in lines."""
LEAST_PAGE = 10.0
"""A page of fewer lines has no room for the labels of a table above its rows, so the table becomes lists."""
MOST_LABELS = 0.5
"""The share of a page that the labels of the columns may take; behind higher ones no row may fit, and the engine drops them."""
STATUS = 12.0
"""A status with its shape stays on one line in a table unless it is longer, in type sizes."""
RAGGED = 1.06
"""How much more room words take on many lines than in one row, because lines end where words do."""
FEW_LINES, SPACE = 6.0, 0.28
"""Up to so many lines the words are laid out one by one; the space between two of them, in type sizes."""
FAVOURS = (1, 2, 4)
"""How much columns that say more are favoured where the search for widths begins: as powers of what they say."""
STEP, STEPS, SAMPLE = 0.25, 20, 40
"""How exactly the least width of a column is sought, how often room goes to another column, and how many rows are looked at."""
PARTS = (0.15, 0.3, 0.45, 0.6, 0.8, 1.0)
"""Parts of the room that is left over which one column may get."""

SMALL = 0.4
"""A table that takes at most this share of a page stays whole."""

Fits = Callable[[Sequence[TableView]], bool]
"""Whether the grids of one table fit where they will stand."""


@dataclass(frozen=True)
class Indents:
    """How far the words of a list and of a status stand in inside a cell, as shares of what they do in text."""

    item: float
    status: float


PRINTED, TYPED = Indents(0.7, 0.7), Indents(0.94, 0.0)
"""Those of print, and those of Word and OpenDocument, where a status is its words and a sign."""


@dataclass(frozen=True)
class PrintedTable:
    """A table as it will stand.

    `shares` of the columns sum to 1; `wide` turns the page; `fits` says whether the columns fit at all; `need` is the least
    length of its line in points; `rows` and `pages` are about how much of a page each row takes, and all of it.
    """

    id: str
    shares: tuple[float, ...]
    wide: bool
    fits: bool
    need: float
    rows: tuple[float, ...]
    pages: float


def grids(views: Views, look: Look, stack: Stack, indents: Indents = PRINTED) -> dict[str, PrintedTable]:
    """The grids of an edition by the id of their table; tables with the same columns stand alike."""
    alike: dict[tuple[str, ...], list[TableView]] = {}
    for table in tables_of(views):
        alike.setdefault(table.keys, []).append(table)
    return {grid.id: grid for tables in alike.values() for grid in _together(tables, look, stack, indents)}


def _together(tables: list[TableView], look: Look, stack: Stack, indents: Indents) -> list[PrintedTable]:
    """Tables of the same columns measured together; those of each block alone where together they would be too wide."""
    made = measured(tables, look, stack, indents)
    if all(grid.fits for grid in made):
        return made
    blocks = {table.block: [table_view for table_view in tables if table_view.block == table.block] for table in tables}
    return [grid for block in blocks.values() for grid in measured(block, look, stack, indents)]


def fitting(look: Look, assets: Assets, indents: Indents = PRINTED) -> Fits:
    """Says whether the grids of one table fit the paper of a look, which may turn unless the look prefers lists."""
    shipped = fonts(assets)

    def fits(tables: Sequence[TableView]) -> bool:
        made = measured(list(tables), look, stack(shipped, look.face, _characters(tables, look)), indents)
        return all(grid.fits and not (grid.wide and look.tables is TableShape.LIST) for grid in made)

    return fits


def _characters(tables: Sequence[TableView], look: Look) -> set[str]:
    labels = (plain_text(label, added=True) for table in tables for label in table.columns)
    cells = (run.text for table in tables for row in table.rows for cell in row.cells for run in runs(cell, look))
    return set().union(*labels, *cells)


def measured(tables: list[TableView], look: Look, stack: Stack, indents: Indents = PRINTED) -> list[PrintedTable]:
    """Measure tables of the same columns: each gets its longest word, the rest is shared by how much the columns say."""
    paper = paper_size(look)
    columns = [_column(tables, index, look, stack, indents) for index in range(len(tables[0].columns))]
    needs = sum(column.need for column in columns)
    upright, turned = paper.line() / look.size, paper.line(landscape=True) / look.size
    widths, turned_widths = _widths(columns, upright), _widths(columns, turned)
    lines, turned_lines = _lines(columns, widths), _lines(columns, turned_widths)
    upright_paper, turned_paper = lines / paper.lines(look), turned_lines / paper.lines(look, landscape=True)
    saves = lines > HIGH_ROWS or (len(columns[0].cells) * upright_paper > 1 and turned_paper < SAVES * upright_paper)
    # In large print a table that fits upright stays upright: a turned page is hard to hold, and lists take its place.
    upright_only = look.tables is TableShape.LIST
    wide = needs > upright or (not upright_only and max(widths) < NARROW and saves)
    line = turned if wide else upright
    widths = _widths(_readable(columns, line), line)
    shares, fits = tuple(width / sum(widths) for width in widths), needs <= line
    listed = upright_only or (wide and turned_lines > HIGH_ROWS)
    table_paper = turned_paper if wide else upright_paper
    fits = fits and not (listed and table_paper > WASTE * _lines_as_list(columns, upright) / paper.lines(look))
    page = paper.lines(look, landscape=wide)
    fits = fits and page >= LEAST_PAGE and _label_lines(columns, widths) <= MOST_LABELS * page
    heights = iter([(high + ROW_ROOM) / page for high in _heights(columns, widths)])
    made = []
    for table in tables:
        rows = tuple(islice(heights, len(table.rows)))
        made.append(PrintedTable(table.id, shares, wide, fits, needs * look.size, rows, sum(rows) + HEAD_ROOM / page))
    return made


def _label_lines(columns: list[_Column], widths: list[float]) -> int:
    """The lines of the highest label."""
    return max(ceil(RAGGED * one.label / (width - PADDING)) for one, width in zip(columns, widths, strict=True))


def _heights(columns: list[_Column], widths: list[float]) -> list[int]:
    """The lines of each row."""
    return [
        max(row) for row in zip(*[one.lines(width) for one, width in zip(columns, widths, strict=True)], strict=True)
    ]


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph of a cell: its length in one row, its indent and, of the rows that are looked at, its words; in type sizes."""

    long: float
    indent: float
    words: tuple[float, ...] = ()

    def lines(self, room: float) -> int:
        """About how many lines it takes; a few lines end where its words do."""
        wide = room - self.indent
        about = RAGGED * self.long / wide
        if not self.words or about > FEW_LINES:
            return ceil(about)
        count, left = 0, 0.0
        for word in self.words:
            if word > left:
                count, left = count + 1, wide
            left = left - word - SPACE
        return count


@dataclass(frozen=True)
class _Column:
    """The width that a column needs for its longest word, in type sizes, and the paragraphs of each cell.

    `label` is the length of its label in one row, `known` are the lines of its cells by the widths that were tried.
    """

    need: float
    cells: tuple[tuple[_Paragraph, ...], ...]
    label: float
    known: dict[float, tuple[int, ...]] = field(default_factory=dict)

    @property
    def says(self) -> float:
        """How much the column says; columns that say four times as much get twice the room."""
        return sqrt(1.0 + sum(paragraph.long for cell in self.cells for paragraph in cell))

    @property
    def longest(self) -> float:
        """Its longest paragraph in one row."""
        return max((paragraph.long + paragraph.indent for cell in self.cells for paragraph in cell), default=0.0)

    def lines(self, width: float) -> tuple[int, ...]:
        """About how many lines each cell takes in a column of a width."""
        if width not in self.known:
            room = width - PADDING
            self.known[width] = tuple([sum([paragraph.lines(room) for paragraph in cell]) for cell in self.cells])
        return self.known[width]


def _column(tables: list[TableView], index: int, look: Look, stack: Stack, indents: Indents) -> _Column:
    head, body = stack.plain(bold=True), stack.plain(bold=look.weight >= BOLD)
    needs = [_longest(table.columns[index], head) for table in tables]
    rows = [row for table in tables for row in table.rows]
    cells = []
    for number, row in enumerate(rows):
        found = list(runs(row.cells[index], look))
        cell = [(run.text, run.indent * (indents.status if run.whole else indents.item)) for run in found]
        needs += [_longest_word(text, body) + indent for text, indent in cell]
        needs += [length for run in found if run.whole and (length := head.width(run.text) + run.indent) <= STATUS]
        seen = number % _every(rows) == 0
        cells.append(
            tuple(
                _Paragraph(body.width(text), indent, tuple(map(body.width, words_of(text))) if seen else ())
                for text, indent in cell
            )
        )
    says = [paragraph.long + paragraph.indent for cell in cells for paragraph in cell]
    least = min(LEAST_WIDTH, max(says, default=0.0))
    label = max(head.width(plain_text(table.columns[index], added=True)) for table in tables)
    return _Column(max(least, *needs) + PADDING, tuple(cells), label)


def _every(rows: Sequence[object]) -> int:
    """Which rows are looked at: each, or every second, third … one of a long table."""
    return ceil(len(rows) / SAMPLE) or 1


def _widths(columns: list[_Column], line: float) -> list[float]:
    """The widths of the columns on a line: each what it needs, and the rest so that the rows take the fewest lines.

    The search begins at shares that favour the columns that say most a little, more and much; a step at a time cannot tell
    which of these leads further.
    """
    rest = max(0.0, line - sum(column.need for column in columns))
    every = _every(columns[0].cells)
    some = [replace(one, cells=one.cells[::every], known={}) for one in columns] if every > 1 else columns
    found = []
    for power in FAVOURS:
        weights = [column.says**power for column in columns]
        widths = [column.need + rest * weight / sum(weights) for column, weight in zip(columns, weights, strict=True)]
        found.append(_stepped(some, widths))
    return min(found, key=lambda widths: _total([one.lines(width) for one, width in zip(some, widths, strict=True)]))


def _readable(columns: list[_Column], line: float) -> list[_Column]:
    """The columns with up to half of the room that is left over, so that those of sentences are wide enough to be read."""
    rest = line - sum(column.need for column in columns)
    wanted = [max(0.0, min(READABLE, column.longest) + PADDING - column.need) for column in columns]
    part = min(1.0, max(0.0, rest) / 2 / sum(wanted)) if any(wanted) else 0.0
    return [replace(one, need=one.need + more * part) for one, more in zip(columns, wanted, strict=True)]


def _stepped(columns: list[_Column], widths: list[float]) -> list[float]:
    """Room that saves no line where it is goes to the column where it saves most lines, until it saves none anywhere.

    Then it goes to the columns whose cells have most lines.
    """
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    for _ in range(STEPS):
        tight = _without_slack(columns, widths, lines)
        slack = sum(widths) - sum(tight)
        least, best = _total(lines), None
        for place, column in enumerate(columns):
            for part in PARTS:
                tried = [*lines[:place], column.lines(tight[place] + slack * part), *lines[place + 1 :]]
                if (total := _total(tried)) < least:
                    least, best = total, (place, slack * part, tried[place])
        if best is None:
            weights = [1 + sum(cells) - len(cells) for cells in lines]
            return [width + slack * weight / sum(weights) for width, weight in zip(tight, weights, strict=True)]
        place, room, lines[place] = best
        tight[place] += room
        widths = [width + (slack - room) / len(columns) for width in tight]
        lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    return widths


def _without_slack(columns: list[_Column], widths: list[float], lines: list[tuple[int, ...]]) -> list[float]:
    """The least widths, one column after another, with which the rows take as few lines as before; `lines` become those."""
    total, tight = _total(lines), [*widths]
    for place, column in enumerate(columns):
        low, high = column.need, widths[place]
        while high - low > STEP:
            middle = (low + high) / 2
            fewer = _total([*lines[:place], column.lines(middle), *lines[place + 1 :]]) <= total
            low, high = (low, middle) if fewer else (middle, high)
        tight[place], lines[place] = high, column.lines(high)
    return tight


def _total(lines: Sequence[Sequence[float]]) -> float:
    """The lines of all rows, each as high as its highest cell."""
    total: float = sum(max(row) for row in zip(*lines, strict=True))
    return total


def _lines(columns: list[_Column], widths: list[float]) -> float:
    """The mean number of lines of a row."""
    heights = _heights(columns, widths)
    return sum(heights) / len(heights) if heights else 0.0


def _lines_as_list(columns: list[_Column], line: float) -> float:
    """The mean number of lines of a record set out as a list on lines of a length."""
    rows = len(columns[0].cells)
    lines = sum(count for column in columns for count in column.lines(line))
    return lines / rows + HEADING_LINES + LABEL_LINES * len(columns) if rows else 0.0


def _longest(inlines: Inlines, font: Measure) -> float:
    return _longest_word(plain_text(inlines, added=True), font)


def _longest_word(text: str, font: Measure) -> float:
    return max((font.width(word) for word in words_of(text) if not may_break(word)), default=0.0)
