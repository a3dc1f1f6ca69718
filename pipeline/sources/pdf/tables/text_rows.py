"""Rows of tables whose cells hold texts of several lines, and what parts such a table from running text in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeVar

from pipeline.sources.pdf.tables.rows import Columns, Piece, TableLine

_Item = TypeVar("_Item")


@dataclass(slots=True)
class _Joint:
    """What stands on both sides of the white between two lines.

    `fresh` are the columns that begin again after a silence, `held` those that have text directly above and below;
    `runs_on` where a full line of one of these goes on with a small letter.
    """

    gap: float
    below: set[int]
    fresh: set[int]
    held: set[int]
    runs_on: bool
    band: bool


def text_rows(lines: Sequence[TableLine], columns: Columns) -> list[list[TableLine]]:
    """Rows begin where several columns begin together after more white than there is inside of cells.

    How much white this is, the rows tell themselves that begin in columns which had fallen silent. Where rules part most rows,
    no white does.
    """
    if not lines:
        return []
    joints = _joints(lines, columns)
    starts = _starts(joints, columns, lines)
    ruled = [line.rule for line in lines[1:]]
    if sum(ruled) > 1:
        strips = cut(list(range(len(joints) + 1)), ruled)
        parted = sum(any(starts[number - 1] for number in strip[1:]) for strip in strips)
        if parted < 0.6 * len(strips):
            starts = ruled
    return cut(lines, [start or rule for start, rule in zip(starts, ruled, strict=True)])


def cut(items: Sequence[_Item], starts: Sequence[bool]) -> list[list[_Item]]:
    """The items in groups; `starts` tells for each but the first whether it begins one."""
    groups = [[items[0]]]
    for item, start in zip(items[1:], starts, strict=True):
        if start:
            groups.append([])
        groups[-1].append(item)
    return groups


def _joints(lines: Sequence[TableLine], columns: Columns) -> list[_Joint]:
    joints = []
    bottom = lines[0].bottom
    for above, line in pairwise(lines):
        bottom = max(bottom, above.bottom)
        live = {piece.first: piece for piece in above.pieces}
        below = {piece.first for piece in line.pieces}
        joints.append(
            _Joint(
                line.top - bottom,
                below,
                below - set(live),
                below & set(live),
                any(
                    piece.first in live
                    and piece.text[:1].islower()
                    and (columns.full(live[piece.first], piece) or live[piece.first].text[-1] not in ".;:!?")
                    for piece in line.pieces
                ),
                _is_band(line) != _is_band(above),
            )
        )
    return joints


def _is_band(line: TableLine) -> bool:
    """A line that runs on over several columns, alone."""
    return len(line.pieces) == 1 and (line.pieces[0].last > line.pieces[0].first or line.pieces[0].over)


def _starts(joints: Sequence[_Joint], columns: Columns, lines: Sequence[TableLine]) -> list[bool]:
    height = median(line.height for line in lines)
    more = columns.inner + max(0.8, 0.08 * height)
    sure = sorted(
        joint.gap
        for joint in joints
        if joint.gap >= more and not joint.runs_on and (len(joint.fresh) > 1 or (0 in joint.below and joint.fresh))
    )
    if sum(joint.gap < -0.2 * height for joint in joints) > 0.1 * len(joints):
        # Cells are set in the middle of their rows: the lines of neighbours interlock, and rows begin in the tallest cell alone.
        wide = sorted(joint.gap for joint in joints if joint.gap >= more and not joint.runs_on)
        half = columns.inner + 0.5 * (wide[len(wide) // 2] - columns.inner) if wide else 0.0
        return [not joint.runs_on and joint.gap >= max(more, half) for joint in joints]
    if not sure:
        return [not joint.runs_on and (joint.band or (0 in joint.fresh and len(joint.below) > 1)) for joint in joints]
    least = columns.inner + 0.6 * (sure[len(sure) // 5] - columns.inner)
    # A heading of its own stands off by a line, and more than rows do.
    heading = max(columns.inner + 0.8 * height, 1.5 * sure[len(sure) // 2])
    return [
        not joint.runs_on
        and (
            (joint.gap >= heading and 0 in joint.below)
            or (joint.band and joint.gap > columns.inner + 0.5)
            or (joint.gap >= least and (len(joint.below) > 1 or bool(joint.fresh & {0})))
        )
        for joint in joints
    ]


def is_parallel(rows: Sequence[Sequence[TableLine]], count: int, columns: Columns, headed: bool) -> bool:
    """Whether rows of texts in columns are a table and not running text in columns; `headed` where rules set off headers.

    In a table rows begin together, cells end at different heights and begin as sentences do; columns of running text are
    full to the foot, a line that stands beside another one begins amid a sentence, and the line before it was full.
    """
    firsts = []
    slots = empty = 0
    for row in rows:
        first: dict[int, Piece] = {}
        for line in row:
            for piece in line.pieces:
                first.setdefault(piece.first, piece)
        if len(first) > 1:
            firsts.append(first)
            slots += len(row) * count
            empty += len(row) * count - sum(len({piece.first for piece in line.pieces}) for line in row)
    ruled = sum(row[0].rule for row in rows[1:])
    if ruled > 1 and ruled > 0.6 * len(rows) and len(firsts) > 0.5 * len(rows):
        return True
    if len(firsts) < (1 if headed else 3 if count > 2 else 4):
        return False
    # A row may go on from the page before.
    begun = [piece for first in (firsts[2:] if len(firsts) > 3 else firsts) for piece in first.values()]
    amid = sum(piece.text[:1].islower() for piece in begun)
    if empty <= (0.1 if count > 2 else 0.2) * slots or amid > 0.15 * len(begun):
        return False
    if count > 3 or (count > 2 and empty > 0.3 * slots):
        return True
    return _full_before(rows, columns) < (0.6 if headed else 0.45 if count > 2 else 0.35)


def _full_before(rows: Sequence[Sequence[TableLine]], columns: Columns) -> float:
    """The share (0 to 1) of cells of several words over which the line above is full up to the edge of its column."""
    last: dict[int, Piece] = {}
    full = cells = 0
    for row in rows:
        seen: set[int] = set()
        for line in row:
            for piece in line.pieces:
                above = last.get(piece.first)
                if piece.first not in seen and above is not None and len(above.words) > 1:
                    cells += 1
                    full += columns.full(above, piece)
                seen.add(piece.first)
                last[piece.first] = piece
    return full / cells if cells else 0.0
