"""Tables whose rows are filled alternately: the filled rows are drawn cells, the rows between, above and below them are not.

Filled rows with the same columns are one table where the lines between them keep to these columns and follow closely. Lines
above the first and below the last filled row belong to it on the same terms. The rows are then split as in any table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from statistics import median

from pipeline.sources.pdf.tables.build import columns_under, put_rows
from pipeline.sources.pdf.tables.grid import GridDraft, PageGrid, edges_of, extents_of
from pipeline.sources.pdf.tables.levels import CellLine, Level, mark, note_flow
from pipeline.sources.pdf.tables.page import Page, TextLine, begins_note
from pipeline.sources.pdf.tables.rows import measure, rows_of
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Word


def joined_stripes(grids: Sequence[PageGrid], page: Page) -> list[PageGrid]:
    """The grids, with the filled rows of one table and the rows around them made one grid."""
    chains: list[list[PageGrid]] = []
    for grid in sorted(grids, key=lambda grid: grid.box.top):
        above = [chain for chain in chains if _share_width(chain[-1], grid)]
        last = max(above, key=lambda chain: chain[-1].box.bottom, default=None)
        if last is not None and _is_one(last, grid, page):
            last.append(grid)
        else:
            chains.append([grid])
    tops = [chain[0].box.top for chain in chains]
    feet = [chain[-1].box.bottom for chain in chains]
    return [_whole(chain, page, tops, feet) for chain in chains]


def _share_width(one: PageGrid, other: PageGrid) -> bool:
    return one.box.x0 < other.box.x1 and other.box.x0 < one.box.x1


def _is_one(chain: Sequence[PageGrid], below: PageGrid, page: Page) -> bool:
    """Whether the rows of a grid go on in another one below it."""
    above = chain[-1]
    if len(above.columns) != len(below.columns) or below.rows[0] < above.rows[-1] - 2:
        return False
    if any(abs(a - b) > S.same_edge for a, b in zip(above.columns, below.columns, strict=True)):
        return False
    lines = _lines(above, page, above.rows[-1], below.rows[0])
    if not lines:
        return below.rows[0] - above.rows[-1] < 2 * S.same_edge
    if _first_row(chain[0]) == _first_row(below) or not _is_filled(above, page, -1) or not _is_filled(below, page, 0):
        return False
    return all(_fits(level) and _height(level) <= S.larger * _type_height(above) for level in lines)


def _is_closed(grid: PageGrid, page: Page, at: float) -> bool:
    """Whether a drawn line, and not only the side of a fill, runs along an edge of a grid: the table ends there."""
    x0, _, x1, _ = grid.box
    lines = page.strokes.across(at - S.doubled, at + S.doubled, x0, x1)
    return sum(min(line.end, x1) - max(line.start, x0) for line in lines) > S.ruled_share * (x1 - x0)


def _first_row(grid: PageGrid) -> list[str]:
    return [cell.text for cell in grid.cells if cell.row == 0]


def _is_filled(grid: PageGrid, page: Page, row: int) -> bool:
    """Whether a row is drawn by the fill of its cells."""
    at = range(len(grid.rows) - 1)[row]
    boxes = [cell.box for cell in grid.cells if cell.row <= at < cell.row + cell.rowspan]
    return any(
        all(abs(a - b) < S.same_edge for a, b in zip(boxes[0], fill.box, strict=True)) for fill in page.rulings.fills
    )


def _lines(grid: PageGrid, page: Page, top: float, bottom: float) -> list[Level]:
    """The lines between two heights under or over a grid, by its columns."""
    levels = []
    for line in page.between(top, bottom):
        here = [part for part in line if grid.box.x0 <= part.middle <= grid.box.x1]
        if here:
            levels.append(_level(here, grid, page))
    return levels


def _level(parts: TextLine, grid: PageGrid, page: Page) -> Level:
    lines = []
    for words in (words for part in parts for words in _split(part.words, grid, page)):
        line = CellLine(0, 0, words)
        line.first, line.last = columns_under(line, grid.columns)
        lines.append(line)
    return Level(max(line.base for line in lines), lines, len(lines) == 1 and lines[0].last > lines[0].first)


def _split(words: Sequence[Word], grid: PageGrid, page: Page) -> list[list[Word]]:
    """The words of a segment, split where an edge of the grid stands in a gap that is wider than a word space."""
    groups = [[words[0]]]
    for left, right in pairwise(words):
        wide = right.x0 - left.x1 > S.cell_gap * page.space * (right.bottom - right.top)
        if wide and any(left.x1 <= edge <= right.x0 for edge in grid.columns):
            groups.append([])
        groups[-1].append(right)
    return groups


def _fits(level: Level) -> bool:
    """Whether every line stands in one column, or one alone runs across."""
    return len(level.lines) == 1 or all(line.first == line.last for line in level.lines)


def _stands_apart(level: Level, page: Page) -> bool:
    """Whether cells of a line have gaps between them that no word space has, as running text has not."""
    wide = page.wide * _height(level)
    return any(right.x0 - left.x1 > wide for left, right in pairwise(level.lines))


def _height(level: Level) -> float:
    return level.bottom - level.top


def _type_height(grid: PageGrid) -> float:
    return median([word.bottom - word.top for word in grid.words] or [0.0])


def _whole(chain: Sequence[PageGrid], page: Page, tops: Sequence[float], feet: Sequence[float]) -> PageGrid:
    """One grid of the filled rows of a table with the lines around them; a grid without any as it is."""
    first, last = chain[0], chain[-1]
    lead: list[Level] = []
    tail: list[Level] = []
    if _is_filled(first, page, 0):
        lead = lead_of(first, page, feet)
        if _is_closed(first, page, first.rows[0]) and not _are_labels(lead, first, page):
            lead = []
    if _is_filled(last, page, -1) and not _is_closed(last, page, last.rows[-1]):
        tail = _tail(last, page, tops)
    if len(chain) == 1 and not tail:
        return first
    inner = [level for a, b in pairwise(chain) for level in _lines(a, page, a.rows[-1], b.rows[0])]
    drawn = [level for grid in chain for level in _lines(grid, page, grid.rows[0], grid.rows[-1])]
    levels = sorted([*lead, *inner, *drawn, *tail], key=lambda level: level.base)
    sides = (first.columns[0], first.columns[-1])
    mark(levels, sides, page.rulings)
    note_flow(levels)
    rows = rows_of([levels], measure([levels])).rows
    ends = {id(level) for level in tail}
    after = [row for row in rows if id(row[0]) in ends]
    if len(chain) > 1 and after:
        # Next to a filled row stands one row without a fill.
        rows = rows[: len(rows) - len(after) + 1]
    extents = extents_of(rows)
    bottom = last.rows[-1] if not after else extents[-1][1] + 2
    draft = GridDraft(edges_of(extents, min(first.rows[0], extents[0][0] - 2), bottom), first.columns)
    put_rows(draft, rows)
    return PageGrid(draft.rows, draft.columns, draft.cells())


def _are_labels(levels: Sequence[Level], grid: PageGrid, page: Page) -> bool:
    """Whether bold words, or words under a drawn line, stand over all columns but perhaps the first.

    The line under such labels closes no table.
    """
    lines = [line for level in levels for line in level.lines]
    columns = {0, *(line.first for line in lines)}
    if not lines or not columns >= {cell.column for cell in grid.cells if cell.words}:
        return False
    top, height = levels[0].top, _height(levels[0])
    marked = all(line.bold for line in lines) or page.strokes.across(top - height, top, grid.box.x0, grid.box.x1)
    return bool(marked)


def _tail(grid: PageGrid, page: Page, tops: Sequence[float]) -> list[Level]:
    """The lines that follow the last filled row as closely as rows do; cells stand apart in the first row."""
    bottom = grid.rows[-1]
    tail: list[Level] = []
    apart = False
    for level in _lines(grid, page, bottom, min((top for top in tops if top > bottom), default=inf)):
        if level.top - bottom > S.row_gap * _height(level) or not _fits(level) or (level.across and not apart):
            break
        alone = len(level.lines) == 1
        if alone and (_height(level) > S.larger * _type_height(grid) or begins_note(level.lines[0].words)):
            break
        apart = apart or _stands_apart(level, page)
        tail.append(level)
        bottom = max(bottom, level.bottom)
    x0, _, x1, _ = grid.box
    ends = [ruling.at for ruling in page.strokes.across(grid.rows[-1] + S.slim, bottom + S.slim, x0, x1)]
    tail = [level for level in tail if not ends or level.base < max(ends)]
    return tail if apart else []


def lead_of(grid: PageGrid, page: Page, feet: Sequence[float]) -> list[Level]:
    """The lines over the first filled row: the header row, a band, the rest of a row from the page before."""
    top = grid.rows[0]
    lead: list[Level] = []
    above = _lines(grid, page, max((foot for foot in feet if foot <= top), default=-inf), top)
    height = max((word.bottom - word.top for word in grid.words), default=0.0)
    for level in reversed(above):
        larger = len(level.lines) == 1 and _height(level) > S.larger * height
        if top - level.bottom > S.row_gap * _height(level) or not _fits(level) or larger:
            break
        lead.insert(0, level)
        top = min(top, level.top)
    # At the head of a page stands the rest of a cell that the page end cut.
    cut = not page.between(-inf, top - 1)
    while lead and len(lead[0].lines) < 2 and not (cut and lead[0].lines[0].first > 0):
        lead.pop(0)
    return lead
