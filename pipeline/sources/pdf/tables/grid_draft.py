"""A grid being filled: words are put to shapes, and no place is given twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.sources.pdf.tables.header import Head
from pipeline.sources.pdf.tables.page_grid import PageCell

Shape = tuple[int, int, int, int]
"""Row, column, rowspan and colspan."""


@dataclass
class Sheet:
    """Row and column edges in points, and the cells given so far."""

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    _words: dict[Shape, list[int]] = field(default_factory=dict)
    _owner: dict[tuple[int, int], Shape] = field(default_factory=dict)

    def head(self, head: Head) -> None:
        """Puts a column header; it reaches up as far as nothing stands above it."""
        top = head.level
        while top > 0 and all((top - 1, column) not in self._owner for column in range(head.first, head.last + 1)):
            top -= 1
        self.put((top, head.first, head.level - top + 1, head.last - head.first + 1), head.words)

    def put(self, shape: Shape, words: Sequence[int]) -> None:
        """Puts words into the cell of this shape, cut back where others stand, or into the cell that has its first place."""
        row, column, height, width = shape
        owner = self._owner.get((row, column))
        if owner is None:
            while width > 1 and any((row, c) in self._owner for c in range(column + 1, column + width)):
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

    def _box(self, shape: Shape) -> tuple[float, float, float, float]:
        row, column, height, width = shape
        return (self.columns[column], self.rows[row], self.columns[column + width], self.rows[row + height])
