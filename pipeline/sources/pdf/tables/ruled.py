"""Tables whose cells are drawn: rules that cross form a lattice, and places of it without a rule between them are one cell."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.sources.pdf.tables.edges import Rule, Rules
from pipeline.sources.pdf.tables.page_grid import PageCell, PageGrid, SetWord
from pipeline.sources.pdf.tables.page_lines import PageText, reading_order

# Points: rules that miss each other by less than TOUCH cross; rows lower and columns narrower than SLIM hold no text
# (they are the white between doubled rules).
TOUCH, SLIM = 4.0, 5.0


@dataclass(frozen=True)
class Lattice:
    """Rules that hang together, and the edges that they make."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def ruled_grids(rules: Rules, text: PageText) -> list[PageGrid]:
    """The tables of a page that are drawn with rules in both directions."""
    grids = (_grid(lattice, text) for lattice in lattices(rules))
    return [grid for grid in grids if grid is not None]


def lattices(rules: Rules) -> list[Lattice]:
    """Groups of rules that cross or touch, with at least one upright and two level rules in each."""
    level, upright = rules.horizontal, rules.vertical
    owner = list(range(len(level) + len(upright)))

    def root(item: int) -> int:
        while owner[item] != item:
            owner[item] = owner[owner[item]]
            item = owner[item]
        return item

    places = [rule.at for rule in upright]
    for number, rule in enumerate(level):
        for other in range(bisect_left(places, rule.start - TOUCH), bisect_right(places, rule.end + TOUCH)):
            if upright[other].start - TOUCH <= rule.at <= upright[other].end + TOUCH:
                owner[root(len(level) + other)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate((*level, *upright)):
        groups.setdefault(root(number), ([], []))[number >= len(level)].append(rule)
    apart = [rule for lines, columns in groups.values() if not lines for rule in columns]
    found = [(lines, columns) for lines, columns in groups.values() if len(lines) > 1 and columns]
    return [_lattice(lines, columns + _within(apart, lines, columns)) for lines, columns in found]


def _within(apart: Sequence[Rule], level: Sequence[Rule], upright: Sequence[Rule]) -> list[Rule]:
    """Upright rules that touch no level rule, among those of a table: they stop short of rows that run across."""
    top = min(level[0].at, *(rule.start for rule in upright)) - TOUCH
    bottom = max(level[-1].at, *(rule.end for rule in upright)) + TOUCH
    start, end = min(rule.start for rule in level), max(rule.end for rule in level)
    return [rule for rule in apart if start < rule.at < end and top < rule.start and rule.end < bottom]


def _lattice(level: list[Rule], upright: list[Rule]) -> Lattice:
    """Edges are where rules are, and where the rules of the other direction end (tables without outer rules)."""
    ends = [end for rule in upright for end in (rule.start, rule.end)]
    rows = _edges([rule.at for rule in level] + _shared(ends, [rule.at for rule in level]), ends)
    columns = _edges([rule.at for rule in upright], [end for rule in level for end in (rule.start, rule.end)])
    return Lattice(tuple(level), tuple(upright), rows, columns)


def _shared(ends: list[float], ruled: list[float]) -> list[float]:
    """Heights away from all level rules at which several upright rules end or begin: rows that run across begin there."""
    ruled = sorted(ruled)
    shared = []
    for low, middle, high in zip(sorted(ends), sorted(ends)[1:], sorted(ends)[2:], strict=False):
        near = ruled[max(bisect_left(ruled, middle) - 1, 0) : bisect_left(ruled, middle) + 1]
        if high - low < 2 and all(abs(middle - at) > 2 * SLIM for at in near):
            shared.append(middle)
    return shared


def _edges(places: list[float], ends: list[float]) -> tuple[float, ...]:
    """Edges in order, those of a doubled rule made one, and the outermost ends where they lie outside."""
    edges: list[float] = []
    for place in sorted(places):
        if edges and place - edges[-1] < SLIM:
            edges[-1] = (edges[-1] + place) / 2
        else:
            edges.append(place)
    if min(ends) < edges[0] - 2 * SLIM:
        edges.insert(0, min(ends))
    if max(ends) > edges[-1] + 2 * SLIM:
        edges.append(max(ends))
    return tuple(edges)


def _grid(lattice: Lattice, text: PageText) -> PageGrid | None:
    """The grid of a lattice, None where it is a box, a frame or a drawing and not a table."""
    rows, columns = lattice.rows, lattice.columns
    if len(rows) < 2 or len(columns) < 3:
        return None
    box = (columns[0], rows[0], columns[-1], rows[-1])
    inside = text.inside(box)
    if not inside:
        return None
    walls = _walls(lattice)
    shapes = _shapes(walls, len(rows) - 1, len(columns) - 1)
    cells = _filled(shapes, lattice, text.words, inside)
    worded = any(any(map(str.isalpha, text.words[index].text)) for index in inside)
    if not worded or not _is_table(cells):
        return None
    return PageGrid(
        box,
        rows,
        columns,
        tuple(sum(row) > 0.5 * len(row) for row in walls.above),
        tuple(cells),
        "ruled",
        0.9 if len(rows) > 2 else 0.6,
    )


@dataclass(frozen=True)
class Walls:
    """`above[row][column]`: a rule stands over this place (one row more than there are); `left` likewise, by column first."""

    above: list[list[bool]]
    left: list[list[bool]]


def _walls(lattice: Lattice) -> Walls:
    rows, columns = lattice.rows, lattice.columns
    return Walls(_marked(lattice.horizontal, rows, columns), _marked(lattice.vertical, columns, rows))


def _marked(rules: Sequence[Rule], edges: Sequence[float], cross: Sequence[float]) -> list[list[bool]]:
    """For each edge, which of the places along it are ruled: those whose middle lies within a rule."""
    middles = [(a + b) / 2 for a, b in itertools.pairwise(cross)]
    marks = [[False] * len(middles) for _ in edges]
    for rule in rules:
        after = bisect_left(edges, rule.at)
        near = [edge for edge in (after - 1, after) if 0 <= edge < len(edges) and abs(edges[edge] - rule.at) <= SLIM]
        if near:
            edge = min(near, key=lambda edge: abs(edges[edge] - rule.at))
            for place in range(bisect_left(middles, rule.start), bisect_right(middles, rule.end)):
                marks[edge][place] = True
    return marks


def _shapes(walls: Walls, rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    """The cells (row, column, rowspan, colspan): runs without an upright rule, joined down to the next level rule."""
    open_runs: dict[tuple[int, int], int] = {}
    shapes: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        runs: dict[tuple[int, int], int] = {}
        first = 0
        for column in range(1, columns + 1):
            if column < columns and not walls.left[column][row]:
                continue
            run = (first, column)
            begun = open_runs.get(run)
            apart = any(walls.above[row][first:column])
            if begun is None or apart:
                shapes.append((row, first, 1, column - first))
                runs[run] = len(shapes) - 1
            else:
                top, left, height, width = shapes[begun]
                shapes[begun] = (top, left, height + 1, width)
                runs[run] = begun
            first = column
        open_runs = runs
    return shapes


def _filled(
    shapes: Sequence[tuple[int, int, int, int]],
    lattice: Lattice,
    words: Sequence[SetWord],
    inside: Sequence[int],
) -> list[PageCell]:
    rows, columns = lattice.rows, lattice.columns
    place: dict[tuple[int, int], int] = {}
    for number, (row, column, height, width) in enumerate(shapes):
        for r in range(row, row + height):
            for c in range(column, column + width):
                place[r, c] = number
    held: list[list[int]] = [[] for _ in shapes]
    for index in inside:
        word = words[index]
        r = min(max(bisect_right(rows, (word.top + word.bottom) / 2) - 1, 0), len(rows) - 2)
        c = min(max(bisect_right(columns, (word.x0 + word.x1) / 2) - 1, 0), len(columns) - 2)
        held[place[r, c]].append(index)
    return [
        PageCell(
            row,
            column,
            height,
            width,
            (columns[column], rows[row], columns[column + width], rows[row + height]),
            reading_order(words, held[number]),
        )
        for number, (row, column, height, width) in enumerate(shapes)
    ]


def _is_table(cells: Sequence[PageCell]) -> bool:
    """A table has a row with words in two cells, and words in a fifth of its cells or in its first row.

    Boxes, page frames, stacked boxes and the grounds of charts have not.
    """
    seen: dict[int, int] = {}
    for cell in cells:
        if cell.words:
            for row in range(cell.row, cell.row + cell.rowspan):
                seen[row] = seen.get(row, 0) + 1
    held = sum(bool(cell.words) for cell in cells)
    width = sum(cell.row == 0 for cell in cells)
    labelled = seen.get(0, 0) > max(1, 0.5 * width)
    return any(count > 1 for count in seen.values()) and (held > 0.2 * len(cells) or labelled) and not _is_layout(cells)


def _is_layout(cells: Sequence[PageCell]) -> bool:
    """One cell of a single row holds nearly all of many words: the frame of a page with its margin or its running title."""
    counts = [len(cell.words) for cell in cells]
    return max(cell.row for cell in cells) == 0 and sum(counts) > 40 and max(counts) > 0.85 * sum(counts)
