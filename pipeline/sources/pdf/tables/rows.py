"""The rows of a table without rules between them: which lines begin a row and which go on in its cells."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from pipeline.sources.pdf.tables.page_lines import PageText, is_figure


@dataclass(slots=True)
class Piece:
    """Words of one line in one cell, from column `first` to column `last`; `over` where they run on over empty columns."""

    first: int
    last: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[int]
    text: str
    figure: bool
    over: bool = False


@dataclass(slots=True)
class TableLine:
    """One line of a table; `rule` tells whether a rule runs over it, through most of the table."""

    top: float
    bottom: float
    pieces: list[Piece]
    rule: bool = False

    @property
    def height(self) -> float:
        """Height of the words in points."""
        return self.bottom - self.top


@dataclass
class Columns:
    """What the lines of a table tell about its columns: how wide their texts get, and how far the lines of a cell are apart."""

    text: PageText
    width: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)
    wordy: bool = False
    inner: float = 0.0

    def full(self, piece: Piece, following: Piece) -> bool:
        """Whether a line is broken because the next word had no room in its column."""
        word = self.text.words[following.words[0]]
        more = word.x1 - word.x0 + self.text.space * (piece.bottom - piece.top)
        return piece.x1 + more > self.right[piece.first] or piece.x1 - piece.x0 + more > self.width[piece.first]


def figure_rows(lines: Sequence[TableLine], columns: Columns) -> list[list[TableLine]]:
    """The lines of the body of a table of figures, put together into rows."""
    rows: list[list[TableLine]] = []
    for line in lines:
        if rows and not line.rule and not _begins(rows[-1], line, columns):
            rows[-1].append(line)
        else:
            rows.append([line])
    return _with_labels_above(rows, columns)


def columns_of(lines: Sequence[TableLine], text: PageText) -> Columns:
    """What the lines of the body of a table tell about its columns."""
    columns = Columns(text)
    entries = figures = words = small = 0
    for line in lines:
        for piece in line.pieces:
            if piece.first == piece.last and not piece.over:
                columns.width[piece.first] = max(columns.width.get(piece.first, 0.0), piece.x1 - piece.x0)
                columns.right[piece.first] = max(columns.right.get(piece.first, 0.0), piece.x1)
            if piece.first > 0:
                entries += 1
                figures += piece.figure
                words += len(piece.words)
                small += piece.text[:1].islower()
    columns.wordy = figures < 0.4 * entries and (words > 1.8 * entries or small > 0.2 * entries)
    for piece in (piece for line in lines for piece in line.pieces):
        columns.width.setdefault(piece.first, piece.x1 - piece.x0)
        columns.right.setdefault(piece.first, piece.x1)
    columns.inner = _inner_gap(lines, columns)
    return columns


def _inner_gap(lines: Sequence[TableLine], columns: Columns) -> float:
    """The usual white between two lines of one cell: where a full line goes on with a small letter."""
    inner: list[float] = []
    gaps: list[float] = []
    for above, below in itertools.pairwise(lines):
        gap = below.top - above.bottom
        gaps.append(gap)
        heads = {piece.first: piece for piece in above.pieces}
        if any(
            piece.first in heads and piece.text[:1].islower() and columns.full(heads[piece.first], piece)
            for piece in below.pieces
        ):
            inner.append(gap)
    if inner:
        return median(inner)
    return min(gaps, default=0.0)


def _begins(row: Sequence[TableLine], line: TableLine, columns: Columns) -> bool:
    """Whether a line begins a new row under the lines of a row so far."""
    above = row[-1]
    gap = line.top - above.bottom
    if gap < -0.35 * min(line.height, above.height):
        return False
    if gap > columns.inner + 1.1 * line.height:
        return True
    return _begins_figures(row, line, columns)


def _begins_figures(row: Sequence[TableLine], line: TableLine, columns: Columns) -> bool:
    """In a table of figures every line with figures is a row; a label alone goes on where it hangs under the label above."""
    if len(line.pieces) == 1 and line.pieces[0].first == 0 and line.pieces[0].last == 0:
        return not _goes_on(row, line.pieces[0], columns)
    if any(piece.figure for piece in line.pieces) or line.pieces[0].first == 0:
        return True
    held = {piece.first: piece for above in row for piece in above.pieces}
    return not all(
        piece.first in held and not held[piece.first].figure and columns.full(held[piece.first], piece)
        for piece in line.pieces
    )


def _goes_on(row: Sequence[TableLine], piece: Piece, columns: Columns) -> bool:
    """Whether a label standing alone on its line is the rest of the label above."""
    labels = [above for line in row for above in line.pieces if above.first == 0]
    if not labels or not columns.full(labels[-1], piece):
        return False
    before = " ".join(label.text for label in labels)
    if piece.text[0].islower() or before.count("(") > before.count(")") or before[-1] in "-–/,&":
        return True
    alone = all(len(line.pieces) == 1 for line in row)
    return not alone and piece.x0 > labels[0].x0 + 2


def _with_labels_above(rows: list[list[TableLine]], columns: Columns) -> list[list[TableLine]]:
    """Joins a label that begins on the lines above its figures with the row of these."""
    joined: list[list[TableLine]] = []
    for row in rows:
        first = row[0].pieces[0]
        if joined and not row[0].rule and first.first == 0 and first.text[:1].islower() and len(row[0].pieces) > 1:
            above = joined[-1]
            alone = all(len(line.pieces) == 1 and line.pieces[0].first == 0 for line in above)
            if (
                alone
                and columns.full(above[-1].pieces[0], first)
                and row[0].top - above[-1].bottom <= columns.inner + 0.6 * row[0].height
            ):
                joined[-1] = above + row
                continue
        joined.append(row)
    return joined


def piece_of(text: PageText, words: list[int], first: int, last: int) -> Piece:
    """A piece of a line made of words."""
    set_words = [text.words[index] for index in words]
    joined = " ".join(word.text for word in set_words)
    return Piece(
        first,
        last,
        set_words[0].x0,
        min(word.top for word in set_words),
        max(word.x1 for word in set_words),
        max(word.bottom for word in set_words),
        words,
        joined,
        is_figure(joined),
    )
