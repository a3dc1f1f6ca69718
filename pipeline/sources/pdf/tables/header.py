"""The column headers of a table: labels of several lines, turned ones, and those that span the columns below them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.grid import PageCell, PageGrid
from pipeline.sources.pdf.tables.levels import CellLine, Level
from pipeline.sources.pdf.tables.page import Page, Ruling, is_year, reading_order
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Word


@dataclass(slots=True)
class Head:
    """A header cell in the making."""

    first: int
    last: int
    top: float
    bottom: float
    x0: float
    x1: float
    words: list[Word]
    level: int = 0


def header_length(lines: Sequence[Level]) -> int:
    """How many of the first lines of a table are column headers."""
    for number, line in enumerate(lines[1:], 1):
        if line.ruled:
            rows = [0 in line.columns for line in lines[:number] if _is_data(line)]
            if number <= S.header_rows and sum(rows) < 2:
                return number
            break
    for number, line in enumerate(lines):
        if _is_data(line):
            while number and _is_title(lines[number - 1], lines[: number - 1]):
                number -= 1
            return number if number <= S.header_rows else 0
    return 0


def _is_title(line: Level, above: Sequence[Level]) -> bool:
    """Whether a line is the title of the first rows: words alone, in the first column or in one without a label."""
    alone = len(line.lines) == 1 and not line.lines[0].figure
    return alone and (line.columns == {0} or not any(line.columns & level.columns for level in above))


def _is_data(line: Level) -> bool:
    """A line of figures, most of them not years (years are headers)."""
    entries = [entry for entry in line.lines if entry.first > 0]
    figures = [entry for entry in entries if entry.figure and not is_year(entry.text)]
    return 2 * len(figures) > len(entries)


def header_cells(
    lines: Sequence[Level], rulings: Sequence[Ruling], columns: Sequence[tuple[float, float]]
) -> list[Head]:
    """The header cells with the level (row, from 0) of each, given the horizontal lines and the extent of each column."""
    heads: list[Head] = []
    for at, line in enumerate(lines):
        parted = _parts(lines[at - 1], line)
        for entry in line.lines:
            head = None if parted and entry.first > 0 else _above(entry, heads, rulings)
            if head is None:
                words = list(entry.words)
                heads.append(Head(entry.first, entry.last, entry.top, entry.bottom, entry.x0, entry.x1, words))
                continue
            head.bottom = max(head.bottom, entry.bottom)
            head.x0, head.x1 = min(head.x0, entry.x0), max(head.x1, entry.x1)
            head.words += entry.words
    _underlined(heads, rulings, columns)
    _centred(heads, columns)
    heads = _joined(heads)
    _levels(heads)
    return heads


def _between(rulings: Sequence[Ruling], above: float, below: float, x: float) -> bool:
    return any(above <= ruling.at <= below and ruling.start - 2 <= x <= ruling.end + 2 for ruling in rulings)


def _parts(above: Level, line: Level) -> bool:
    """Whether the same labels, "Homes, Share, Homes, Share", stand under each of several ones, which span them."""
    texts, over = ([entry.text for entry in level.lines if entry.first > 0] for level in (line, above))
    count = len(texts) // max(1, len(over))
    return len(set(over)) == len(over) > 1 < count and texts == texts[:count] * len(over)


def _above(entry: CellLine, heads: list[Head], rulings: Sequence[Ruling]) -> Head | None:
    """The label with which an entry goes on."""
    head = next((head for head in reversed(heads) if head.first <= entry.last and head.last >= entry.first), None)
    if head is None or (head.first, head.last) != (entry.first, entry.last):
        return None
    height = entry.bottom - entry.top
    smaller = entry.size * S.larger <= head.words[-1].size
    low, high = head.bottom - S.label_rule * height, entry.top + S.label_rule * height
    if (
        entry.top - head.bottom >= S.label_gap * height
        or smaller
        or _between(rulings, low, high, (entry.x0 + entry.x1) / 2)
    ):
        return None
    return head


def _underlined(heads: list[Head], rulings: Sequence[Ruling], columns: Sequence[tuple[float, float]]) -> None:
    """A header over a line spans the columns over which the line runs."""
    for head in heads:
        middle = (head.x0 + head.x1) / 2
        below = [
            ruling
            for ruling in rulings
            if ruling.start - 2 <= middle <= ruling.end + 2
            and -S.same_edge <= ruling.at - head.bottom < S.rule_under * (head.bottom - head.top)
        ]
        if not below:
            continue
        ruling = min(below, key=lambda ruling: ruling.at)
        under = [
            number
            for number, (x0, x1) in enumerate(columns)
            if ruling.start - S.same_edge <= (x0 + x1) / 2 <= ruling.end + S.same_edge
        ]
        if len(under) > 1 and any(
            other.top >= ruling.at - S.same_edge and under[0] <= other.first and other.last <= under[-1]
            for other in heads
        ):
            beside = [
                other
                for other in heads
                if other is not head
                and other.top < head.bottom
                and head.top < other.bottom
                and other.first <= under[-1]
                and under[0] <= other.last
            ]
            if not beside:
                head.first, head.last = under[0], under[-1]


def _centred(heads: list[Head], columns: Sequence[tuple[float, float]]) -> None:
    """A header that stands over other headers spans the widest run of their columns whose middle is its own.

    Where there is none, as over figures set to the right, it spans the columns that are nearer to it than to its neighbours.
    """
    for head in heads:
        covered = {
            column
            for other in heads
            if other.top >= head.bottom - 1
            for column in range(other.first, other.last + 1)
            if column > 0 or head.first == 0
        }
        if not all(column in covered for column in range(head.first, head.last + 1)):
            continue
        beside = [other for other in heads if other is not head and other.top < head.bottom and head.top < other.bottom]
        low = max((other.last + 1 for other in beside if other.last < head.first), default=0)
        high = min((other.first - 1 for other in beside if other.first > head.last), default=len(columns) - 1)
        head.first, head.last = _widest_centred(head, columns, covered & set(range(low, high + 1)))
        if head.first == head.last:
            _spread_to_nearest(head, [other for other in beside if other.first > 0], columns, covered)


def _spread_to_nearest(
    head: Head, beside: Sequence[Head], columns: Sequence[tuple[float, float]], covered: set[int]
) -> None:
    """Widens a header off the middle of its column over the columns up to about half way to the headers beside it.

    Without any beside it, it spans all columns that have headers under it.
    """
    middle = (head.x0 + head.x1) / 2
    x0, x1 = columns[head.first]
    away = min((abs((other.x0 + other.x1) / 2 - middle) for other in beside), default=inf) * S.half_way
    if abs((x0 + x1) / 2 - middle) < ((x1 - x0) / 2 if beside else S.slim):
        return
    near = [column for column in covered if abs((columns[column][0] + columns[column][1]) / 2 - middle) < away]
    while head.first - 1 in near:
        head.first -= 1
    while head.last + 1 in near:
        head.last += 1


def _widest_centred(head: Head, columns: Sequence[tuple[float, float]], covered: set[int]) -> tuple[int, int]:
    """The run of columns for a header: nearest to its middle, of those about as near the widest."""
    middle = (head.x0 + head.x1) / 2
    runs = []
    first = head.first
    while first in covered:
        last = head.last
        while last in covered:
            width = columns[last][1] - columns[first][0]
            off = abs((columns[first][0] + columns[last][1]) / 2 - middle)
            beside = off > max(S.slim, S.centred * width)
            runs.append((beside, off if beside else -width, first, last))
            last += 1
        first -= 1
    return min(runs)[2:]


def _joined(heads: list[Head]) -> list[Head]:
    """Lines of one spanning header that turned out to span the same columns."""
    done: list[Head] = []
    for head in heads:
        for other in done:
            if (
                head.first < head.last
                and (other.first, other.last) == (head.first, head.last)
                and head.top - other.bottom < S.label_gap * (head.bottom - head.top)
            ):
                other.bottom = head.bottom
                other.words += head.words
                break
        else:
            done.append(head)
    return done


def with_turned_labels(grid: PageGrid, turned: Sequence[Word], page: Page) -> PageGrid:
    """The grid with labels that run up or down the page over half of its columns, and the words beside them, in one row.

    This is the first row of the grid where the labels reach down into it.
    """
    x0, bottom, x1, _ = grid.box
    over = [word for word in turned if x0 < (word.x0 + word.x1) / 2 < x1 and word.top < bottom]
    top = bottom
    columns: set[int] = set()
    for word in sorted(over, key=lambda word: -word.bottom):
        if top - word.bottom < S.row_gap * (word.x1 - word.x0):
            top = min(top, word.top)
            columns.add(bisect_right(grid.columns, (word.x0 + word.x1) / 2) - 1)
    if 2 * len(columns) < len(grid.columns) - 1:
        return grid
    beside = [word for word in page.words if word.bottom > top and (word.top + word.bottom) / 2 < bottom]
    top = min([top, *(word.top for word in beside if x0 < (word.x0 + word.x1) / 2 < x1)]) - 1
    if max(word.bottom for word in over) > bottom + S.touch:
        first = [replace(cell, box=cell.box._replace(top=top)) for cell in grid.cells if cell.row == 0]
        return replace(grid, rows=(top, *grid.rows[1:]), cells=(*first, *(cell for cell in grid.cells if cell.row)))
    boxes = [Box(left, top, right, bottom) for left, right in pairwise(grid.columns)]
    labels = [PageCell(0, at, 1, 1, box, reading_order(page.inside(box))) for at, box in enumerate(boxes)]
    below = [replace(cell, row=cell.row + 1) for cell in grid.cells]
    return replace(grid, rows=(top, *grid.rows), cells=(*labels, *below))


def _levels(heads: list[Head]) -> None:
    """Counts levels from the lowest header of each column upwards."""
    depth: dict[int, int] = {}
    for head in sorted(heads, key=lambda head: -head.bottom):
        level = max(depth.get(column, 0) for column in range(head.first, head.last + 1))
        head.level = level
        for column in range(head.first, head.last + 1):
            depth[column] = level + 1
    most = max((head.level for head in heads), default=0)
    for head in heads:
        head.level = most - head.level
