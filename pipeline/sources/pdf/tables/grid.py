"""A table on one page: its edges, and cells with the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.levels import Row
from pipeline.sources.pdf.text.words import Word

Shape = tuple[int, int, int, int]
"""Row, column, rowspan and colspan."""


@dataclass(frozen=True)
class PageCell:
    """A cell with its spans; row and column count from 0. Its box reaches from edge to edge; words are in reading order.

    `fill` is its colour as six hex digits, "" for none.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    words: tuple[Word, ...]
    fill: str = ""

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class PageGrid:
    """A table on one page. `rows` and `columns` are edges in points, one more than there are rows or columns.

    It is `drawn` where ruling lines make its cells. Every place lies in exactly one cell. One cell alone is a box: of running
    text in the `layout` of a page, else of a flow chart.
    """

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    cells: tuple[PageCell, ...]
    drawn: bool = False
    layout: bool = False

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def words(self) -> Iterable[Word]:
        """The words of all cells."""
        return (word for cell in self.cells for word in cell.words)


def edges_of(extents: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """The y of the edges of rows: half way between each and the next, given the top and bottom of their words."""
    edges = [top]
    for (_, above), (below, _) in pairwise(extents):
        edges.append(max(edges[-1], (above + below) / 2))
    return [*edges, bottom]


def extents_of(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The top and the bottom of the words of each row."""
    return [(min(level.top for level in row), max(level.bottom for level in row)) for row in rows]


class GridDraft:
    """A grid that is being filled: no place is given to two cells."""

    def __init__(self, rows: Iterable[float], columns: Iterable[float]) -> None:
        self.rows, self.columns = tuple(rows), tuple(columns)
        self._words: dict[Shape, list[Word]] = {}
        self._owner: dict[tuple[int, int], Shape] = {}

    def is_free(self, row: int, first: int, last: int) -> bool:
        """Whether no cell has any of the places `first` to `last` of a row."""
        return all((row, column) not in self._owner for column in range(first, last + 1))

    def put(self, shape: Shape, words: Iterable[Word]) -> None:
        """Puts words into a cell of this shape, cut back where others stand, or into the cell that has its first place."""
        row, column, height, width = shape
        owner = self._owner.get((row, column))
        if owner is None:
            while not self.is_free(row, column + 1, column + width - 1):
                width -= 1
            owner = (row, column, height, width)
            for place in [(r, c) for r in range(row, row + height) for c in range(column, column + width)]:
                self._owner.setdefault(place, owner)
        self._words.setdefault(owner, []).extend(words)

    def cells(self) -> tuple[PageCell, ...]:
        """All cells row by row, with empty ones for the places that nothing was put to."""
        shapes = dict(self._words)
        for row in range(len(self.rows) - 1):
            for column in range(len(self.columns) - 1):
                if (row, column) not in self._owner:
                    shapes[row, column, 1, 1] = []
        return tuple(PageCell(*shape, self._box(shape), tuple(words)) for shape, words in sorted(shapes.items()))

    def _box(self, shape: Shape) -> Box:
        row, column, height, width = shape
        return Box(self.columns[column], self.rows[row], self.columns[column + width], self.rows[row + height])
