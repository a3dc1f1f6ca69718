"""Whether lines in columns are a table at all, and not a list, a contents list, letterhead or the labels of a chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.sources.pdf.tables.rows import Piece, TableLine

MARKER = re.compile(r"[^\w\s]{1,2}|o|\(?([ivxlc]{1,5}|\d{1,3}|[a-z])(\.\d+)*[.)]?\)?", re.IGNORECASE)
_LEADERS = re.compile(r"(\s?[.…·_]){4,}\s*$")

Proof = Literal["framed", "captioned", "open", "parallel"]
"""What tells of a table: rules of one width, a caption, nothing else; or only texts in parallel columns are sought."""


def is_table(rows: Sequence[Sequence[TableLine]], columns: int, proof: Proof) -> bool:
    """Judges the rows of a body, the harder the less else tells of a table."""
    framed = proof == "framed"
    cells: list[list[Piece]] = [[] for _ in range(columns)]
    filled = 0
    for row in rows:
        places = {piece.first for line in row for piece in line.pieces}
        filled += len(places) > 1
        for line in row:
            for piece in line.pieces:
                if piece.first == piece.last:
                    cells[piece.first].append(piece)
    held = sum(len({piece.first for line in row for piece in line.pieces}) for row in rows)
    if held < (0.3 if framed else 0.5) * columns * len(rows):
        return False
    if filled < (2 if framed else 3) or filled < 0.5 * len(rows):
        return False
    if columns == 2 and (_is_list(cells[0]) or _is_contents(cells)):
        return False
    entries = [piece for column in cells[1:] for piece in column]
    figures = sum(piece.figure for piece in entries)
    if figures < 0.5 * len(entries):
        empty = any(len(column) < 0.3 * filled for column in cells)
        if (framed and empty) or (not framed and not _is_text_table(cells, filled, proof == "captioned")):
            return False
    ragged = sum(len(column) for column in cells if _aligned(column) < 0.5)
    return ragged <= 0.3 * sum(map(len, cells)) or framed


def _is_list(first: Sequence[Piece]) -> bool:
    """Bullets or numbers of list items stand in the first column."""
    return sum(MARKER.fullmatch(piece.text) is not None for piece in first) > 0.6 * len(first)


def _is_contents(cells: Sequence[Sequence[Piece]]) -> bool:
    """A contents list: titles, often with leaders, and page numbers that never fall."""
    numbers = [int(piece.text) for piece in cells[1] if piece.text.isdecimal() and len(piece.text) < 5]
    if len(numbers) < 0.8 * len(cells[1]) or numbers != sorted(numbers):
        return False
    titles = [piece for piece in cells[0] if not piece.figure]
    return len(titles) > 0.8 * len(cells[0]) and (
        len(numbers) > 5 or any(_LEADERS.search(piece.text) for piece in titles)
    )


def _is_text_table(cells: Sequence[Sequence[Piece]], filled: int, captioned: bool) -> bool:
    """Entries of words without rules are a table where three columns at least keep to straight edges, in four rows at least.

    Under the caption of a table two columns and three rows will do.
    """
    straight = [column for column in cells if len(column) > 2 and _aligned(column) > 0.8]
    return len(straight) > (1 if captioned else 2) and filled > (2 if captioned else 3)


def _aligned(column: Sequence[Piece]) -> float:
    """The share (0 to 1) of the entries of a column that begin, end or have their middle at one place."""
    if not column:
        return 1.0
    best = 0.0
    for places in (
        [piece.x0 for piece in column],
        [piece.x1 for piece in column],
        [(piece.x0 + piece.x1) / 2 for piece in column],
    ):
        places.sort()
        low = 0
        for high, place in enumerate(places):
            while place - places[low] > 3:
                low += 1
            best = max(best, (high - low + 1) / len(places))
    return best
