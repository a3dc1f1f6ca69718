"""What a table found on a page looks like: the grid, its cells, and the least that must be known of a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.model.place import Box


class SetWord(Protocol):
    """A word as set on a page, without blanks; its box is in points from the top left corner."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


Kind = Literal["ruled", "shaded", "half-ruled", "unruled"]


@dataclass(frozen=True)
class PageCell:
    """A cell of a table on a page; row and column count from 0.

    `box` reaches from edge to edge of the grid, not only round the words; `words` are indices into the words that were
    given to `find_grids`, in reading order. Every place of the grid lies in exactly one cell; an empty cell has no words.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    words: tuple[int, ...]


@dataclass(frozen=True)
class PageGrid:
    """A table on one page.

    `rows` and `columns` are the edges in points, one more than there are rows or columns. `ruled[i]` tells whether a rule
    is drawn along most of the edge `rows[i]`, so `ruled[-1]` is False where a page break may have cut the last row.
    `header_rows` is the number of leading rows that look like column headers (0 where none does), `kind` how the table is
    drawn, `confidence` (0 to 1) how sure it is that this is a table with these rows.
    """

    box: Box
    rows: tuple[float, ...]
    columns: tuple[float, ...]
    ruled: tuple[bool, ...]
    cells: tuple[PageCell, ...]
    kind: Kind
    confidence: float
    header_rows: int = 0
