"""The tables of a document: evidence → columns → rows → judge → header → cells, page by page.

Drawn cells come first, then what stands between horizontal lines, then lines that keep to columns with nothing but gaps between
them. These last are followed over all pages together, so one table may have a part on each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from pipeline.model.place import Box
from pipeline.sources.pdf.file.colours import hex_of
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.aligned import OpenLine, Zone, open_line, zones_of
from pipeline.sources.pdf.tables.build import put_rows, split_drawn, table_in
from pipeline.sources.pdf.tables.evidence import frames, is_caption, is_free, ruled_grids, strips, within
from pipeline.sources.pdf.tables.forms import boxes_in_diagrams, boxes_of, in_step, is_ruled_table, side_by_side
from pipeline.sources.pdf.tables.grid import GridDraft, PageCell, PageGrid, edges_of, extents_of
from pipeline.sources.pdf.tables.header import with_turned_labels
from pipeline.sources.pdf.tables.judge import Proof, TableCandidate, why_not
from pipeline.sources.pdf.tables.levels import CellLine, Level, Row, levels_of, mark, note_flow
from pipeline.sources.pdf.tables.page import (
    CAPTION,
    NOTE,
    Page,
    TextLine,
    page_of,
    reading_order,
    rulings_of,
    word_space,
)
from pipeline.sources.pdf.tables.rows import measure, rows_of
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.tables.stripes import joined_stripes, lead_of
from pipeline.sources.pdf.text.reading_order import are_columns
from pipeline.sources.pdf.text.side_boxes import in_box
from pipeline.sources.pdf.text.words import Line, Word, make_lines

BOXES = ("[", "☐", "☑", "☒", "□")
"""Boxes to tick begin most rows of a form."""

Region = tuple[int, Box]
"""The number of a zone, and the box of its lines on one page."""


@dataclass(slots=True)
class TablePart:
    """A table, or its part on one page. `table` is the number of the table of the document that it is known to belong to."""

    grid: PageGrid
    table: int = -1


def find_tables(sheets: Sequence[Sheet]) -> dict[int, list[TablePart]]:
    """The tables of each page, by its number, from top to bottom; a word is in one cell of one table at most."""
    text = [word for sheet in sheets for word in sheet.words]
    space = word_space(text, S.most_space, 0.0)
    boxed = {sheet.number: [TablePart(box) for box in boxes_in_diagrams(sheet)] for sheet in sheets}
    pages = {sheet.number: _page(sheet, space, boxed[sheet.number]) for sheet in sheets}
    drawn = {number: _drawn(page) for number, page in pages.items()}
    found, regions = _over_pages(sheets, pages, drawn)
    begun: dict[int, _Begun] = {}
    for sheet, (number, page) in zip(sheets, pages.items(), strict=True):
        turned = [word for word in sheet.words if word.turn > 0]
        found[number] += boxed[number]
        taken = [part.grid.box for part in found[number]]
        free = page_of(number, _outside(page, found[number]), page.rulings, page.strokes, page.space) if taken else page
        found[number] += _on_page(free, regions[number], begun, found.get(number - 1, [])[-1:])
        found[number].sort(key=lambda part: part.grid.box.top)
        for part in found[number]:
            part.grid = _with_fills(with_turned_labels(part.grid, turned, page), page)
    return found


def _page(sheet: Sheet, usual: float, boxed: Sequence[TablePart]) -> Page:
    """What a page shows outside the boxes of diagrams; `usual` is the word space of the text, 0 where there is hardly any."""
    space = word_space(sheet.words, usual or S.most_space, usual or S.usual_space)
    held = {id(word) for part in boxed for word in part.grid.words}
    return page_of(
        sheet.number,
        [word for word in sheet.words if id(word) not in held],
        rulings_of(sheet.page, sheet.words),
        rulings_of(sheet.page, sheet.words, fills_too=False),
        space,
    )


def _with_fills(grid: PageGrid, page: Page) -> PageGrid:
    """The grid with the colour that was painted last under the middle of each cell."""
    cells = []
    for cell in grid.cells:
        x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
        colour = page.rulings.colour_at(x, y)
        cells.append(replace(cell, fill=hex_of(colour).removeprefix("#")) if colour else cell)
    return replace(grid, cells=tuple(cells))


def _outside(page: Page, parts: Sequence[TablePart]) -> Iterator[Word]:
    held = {id(word) for part in parts for word in part.grid.words}
    return (word for word in page.words if id(word) not in held)


def _drawn(page: Page) -> list[Box]:
    """The boxes of the tables of a page that are drawn with lines in both directions."""
    grids = [grid for grid in ruled_grids(page.strokes, page) if len(grid.rows) > 2]
    return [grid.box for grid in grids if is_ruled_table(grid)]


@dataclass(frozen=True, slots=True)
class _Begun:
    """The table that a zone held on the page before, and its lines: a few more rows are a table too, and have its columns."""

    grid: PageGrid
    lines: Sequence[TextLine]


def _drawn_tables(page: Page, above: Sequence[TablePart]) -> tuple[list[PageGrid], list[PageGrid]]:
    """The tables that are drawn in both directions, and the boxes of flow charts and layouts.

    `above` is the last table of the page before: drawn cells with its columns go on with it, however few have words.
    """
    lattices = ruled_grids(page.rulings, page)
    rest = [grid for grid in lattices[:1] for part in above if part.grid.drawn and _has_edges(grid, part.grid.columns)]
    boxed = [(grid, () if grid in rest else boxes_of(grid)) for grid in lattices]
    boxes = [box for _, parts in boxed for box in parts]
    drawn = [grid for grid, parts in boxed if grid in rest or (not parts and is_ruled_table(grid))]
    grids = joined_stripes([split_drawn(_with_labels(grid, page), page) for grid in drawn], page)
    feet = [grid.box.bottom for grid in grids]
    return _apart([_labelled(in_step(without_empty_columns(_trimmed(grid))), page, feet) for grid in grids]), boxes


def _on_page(
    page: Page, regions: Sequence[Region], begun: dict[int, _Begun], above: Sequence[TablePart]
) -> list[TablePart]:
    """The tables of a page; `regions` are where lines keep to columns.

    `begun` has, by the number of a zone, what it held on the page before, and `above` is the last table there.
    """
    grids, boxes = _drawn_tables(page, above)
    taken = [grid.box for grid in (*grids, *boxes)]
    parts = [TablePart(box) for box in boxes] + [TablePart(part) for grid in grids for part in side_by_side(grid)]

    def table(
        lines: Sequence[TextLine], box: Box | None, proof: Proof, before: Sequence[TextLine] = ()
    ) -> PageGrid | None:
        grid = table_in(lines, page, box, proof, before)
        if grid is None or page.rulings.drawing_in(grid.box):
            return None
        taken.append(grid.box)
        return without_empty_columns(grid)

    for region in strips(page, taken):
        grid = table(region.lines, region.box, "framed")
        parts += [TablePart(part) for part in side_by_side(grid)] if grid else []
    for zone, (x0, top, x1, bottom) in regions:
        held = (within(line, x0, x1) for line in page.between(top - 1, bottom + 1))
        lines = [free for line in held if (free := [part for part in line if is_free(part, taken)])]
        if sum(len(line) > 1 for line in lines) > 1:
            proof: Proof = "captioned" if _is_captioned(page, top) else "open"
            last = begun.get(zone)
            grid = table(lines, None, "continued" if last else proof, last.lines if last else ())
            if grid:
                whole = side_by_side(grid) == [grid]
                parts += [TablePart(part, zone if whole else -1) for part in side_by_side(grid)]
                begun[zone] = _Begun(grid, lines)
    return parts


def _has_edges(grid: PageGrid, edges: Sequence[float]) -> bool:
    return len(grid.columns) == len(edges) and all(
        abs(a - b) < S.slim for a, b in zip(grid.columns, edges, strict=True)
    )


def _with_labels(grid: PageGrid, page: Page) -> PageGrid:
    """The grid with the labels of its rows that stand left of its fills, on the lines of most rows, as a column of their own.

    Of a line that runs on over the first edge all words belong to it.
    """
    x0, top, _, bottom = grid.box
    parts = [part for line in page.between(top, bottom) for part in line if part.x0 < x0 - S.touch]
    bases = {word.base for word in grid.words}
    rows = {bisect_right(grid.rows, part.words[0].base) - 1 for part in parts if part.words[0].base in bases}
    worded = {cell.row for cell in grid.cells if cell.words}
    closed = any(
        abs(side.at - x0) < S.touch and side.start < bottom and top < side.end for side in page.strokes.vertical
    )
    small = sum(part.text[0].islower() for part in parts)
    away = x0 - max((part.x1 for part in parts), default=x0)
    if closed or len(rows) < S.ruled_share * len(worded) or small > S.run_on * len(parts) or away > S.labels_away:
        return grid
    held = {id(word) for part in parts for word in part.words}
    left = min(part.x0 for part in parts) - S.touch
    cells = [
        replace(cell, column=cell.column + 1, words=tuple(word for word in cell.words if id(word) not in held))
        for cell in grid.cells
    ]
    for row, (above, below) in enumerate(pairwise(grid.rows)):
        words = [word for part in parts if above <= (part.top + part.bottom) / 2 < below for word in part.words]
        cells.append(PageCell(row, 0, 1, 1, Box(left, above, x0, below), reading_order(words)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(grid, columns=(left, *grid.columns), cells=tuple(cells))


def _labelled(grid: PageGrid, page: Page, feet: Sequence[float]) -> PageGrid:
    """The grid with the labels over it that no lines frame, each over a column of its own and most columns under one.

    `feet` are the lower ends of all grids of the page.
    """
    lead = lead_of(grid, page, feet)
    # A lone line in the first column is the title, where labels stand below it.
    titles = [at for at, level in enumerate(lead[:-1], 1) if level.columns == {0} and len(level.lines) == 1]
    lead = lead[max(titles, default=0) :]
    columns = {line.first for level in lead for line in level.lines}
    if len(columns) <= 2 or len(columns) < S.ruled_share * (len(grid.columns) - 1) or not grid.drawn:
        return grid
    rows = rows_of([lead], measure([lead])).rows
    draft = GridDraft(edges_of(extents_of(rows), lead[0].top - 1, grid.rows[0]), grid.columns)
    put_rows(draft, rows)
    below = (replace(cell, row=cell.row + len(rows)) for cell in grid.cells)
    return replace(grid, rows=(*draft.rows, *grid.rows[1:]), cells=(*draft.cells(), *below))


def _apart(grids: Sequence[PageGrid]) -> list[PageGrid]:
    """The grids without those that share words with a larger one, as the boxes of a drawing that lie on each other do."""
    words = {id(grid): {id(word) for word in grid.words} for grid in grids}
    kept: list[PageGrid] = []
    for grid in sorted(grids, key=lambda grid: -len(words[id(grid)])):
        if all(words[id(grid)].isdisjoint(words[id(other)]) for other in kept):
            kept.append(grid)
    return kept


def _is_captioned(page: Page, top: float) -> bool:
    """Whether the caption of a table stands over a height."""
    return any(map(is_caption, page.between(top - S.far * page.height, top)))


def without_empty_columns(grid: PageGrid) -> PageGrid:
    """The grid without columns that have no words of their own and are narrow, or part of a wider one in most rows.

    Some programs draw padding as cells, and lines in one row that are in no other.
    """
    count = len(grid.columns) - 1
    filled = {cell.column for cell in grid.cells if cell.words and cell.colspan == 1}
    empty = {
        at
        for at in set(range(count)) - filled
        if grid.columns[at + 1] - grid.columns[at] < S.padding_column or _is_part(at, grid)
    }
    for cell in grid.cells:
        if cell.words and empty.issuperset(range(cell.column, cell.column + cell.colspan)):
            empty.remove(cell.column)
    if not empty:
        return grid
    kept = [column for column in range(count) if column not in empty]
    begun = Counter(cell.column for cell in grid.cells)
    edges = [grid.columns[0]]
    for column, after in pairwise(kept):
        most = max(begun[at] for at in range(column + 1, after + 1))
        edges.append(mean(grid.columns[at] for at in range(column + 1, after + 1) if begun[at] == most))
    edges.append(grid.columns[-1])
    cells = []
    for cell in grid.cells:
        inside = [kept.index(at) for at in range(cell.column, cell.column + cell.colspan) if at in kept]
        if inside:
            box = Box(edges[inside[0]], cell.box.top, edges[inside[-1] + 1], cell.box.bottom)
            cells.append(replace(cell, column=inside[0], colspan=len(inside), box=box))
    return replace(grid, columns=tuple(edges), cells=tuple(cells))


def _is_part(column: int, grid: PageGrid) -> bool:
    """Whether most rows but those that run across have a column in a wider cell, all in the same one."""
    count = len(grid.columns) - 1
    over = [cell for cell in grid.cells if cell.column <= column < cell.column + cell.colspan and cell.colspan < count]
    wider = [cell for cell in over if cell.colspan > 1]
    rows, most = (sum(cell.rowspan for cell in cells) for cells in (over, wider))
    return 2 * most > rows and len({(cell.column, cell.colspan) for cell in wider}) == 1


def _trimmed(grid: PageGrid) -> PageGrid:
    """The grid without a caption in its first row and notes in its last rows, where these run across all columns."""
    first, last = 0, len(grid.rows) - 1
    across = {cell.row: cell for cell in grid.cells if cell.colspan == len(grid.columns) - 1 and cell.rowspan == 1}
    while first in across and last - first > 2 and (not across[first].words or CAPTION.match(across[first].text)):
        first += 1
    while last - 1 in across and last - first > 2 and (not across[last - 1].words or NOTE.match(across[last - 1].text)):
        last -= 1
    cells = tuple(replace(cell, row=cell.row - first) for cell in grid.cells if first <= cell.row < last)
    return replace(grid, rows=grid.rows[first : last + 1], cells=cells)


def _over_pages(
    sheets: Sequence[Sheet], pages: dict[int, Page], drawn: dict[int, list[Box]]
) -> tuple[dict[int, list[TablePart]], dict[int, list[Region]]]:
    """The tables of texts without drawn cells, part by part, and where else lines keep to columns."""
    found: dict[int, list[TablePart]] = defaultdict(list)
    regions: dict[int, list[Region]] = defaultdict(list)
    framed = {number: frames(page) for number, page in pages.items()}
    lines = [
        open_line(line, sheet.number, pages[sheet.number].wide, framed[sheet.number])
        for sheet in sheets
        for line in _free_lines(sheet, drawn[sheet.number])
    ]
    pictures = {sheet.number: [picture.box for picture in sheet.pictures] for sheet in sheets}
    for number, zone in enumerate(zones_of(lines)):
        by_page: dict[int, list[OpenLine]] = defaultdict(list)
        for line in zone.lines:
            by_page[line.page].append(line)
        if _is_beside_picture(zone, by_page[zone.lines[0].page], pictures[zone.lines[0].page]):
            continue
        levels = _levels(zone, by_page, pages)
        split = rows_of(list(levels.values()), measure(list(levels.values())))
        headed = _header_signs(split.rows[0], split.rows[1]) if len(split.rows) > 1 else 0
        headed += _is_captioned(pages[zone.lines[0].page], zone.lines[0].line.top)
        headed += 2 * (2 * sum(row[0].lines[0].words[0].text in BOXES for row in split.rows) > len(split.rows))
        candidate = TableCandidate(
            zone.columns, split, "aligned", headed, [level for page in levels.values() for level in page]
        )
        if is_rest(zone, drawn) or why_not(candidate) or _is_text_in_columns(zone, by_page):
            for page, open_lines in by_page.items():
                right = max(line.line.x1 for line in open_lines)
                box = Box(
                    min(line.x0 for line in open_lines), open_lines[0].line.top, right, open_lines[-1].line.bottom
                )
                regions[page].append((number, box))
            continue
        for page, rows in zip(levels, split.pages, strict=True):
            grid = _grid(zone, rows, pages[page])
            found[page].append(TablePart(grid, number))
    return found, regions


def _is_text_in_columns(zone: Zone, by_page: dict[int, list[OpenLine]]) -> bool:
    """Whether two columns are running text on any page."""
    return zone.columns == 2 and any(
        are_columns([word for line in lines for word in line.line.words], page) for page, lines in by_page.items()
    )


def _is_beside_picture(zone: Zone, lines: Sequence[OpenLine], pictures: Sequence[Box]) -> bool:
    """Whether the words of the first column stand on a picture and no others, or those of all others alone: its labels."""
    words = [word for line in lines for word in line.line.words]
    first = [zone.column((word.x0 + word.x1) / 2) == 0 for word in words]
    on = ([in_box(word, picture) for word in words] for picture in pictures)
    return any(each in (first, [not at for at in first]) for each in on)


def _header_signs(row: Row, after: Row) -> int:
    """How many signs show that the first row is labels in several columns: bold type, a line or another fill under it."""
    bold = all(line.bold for level in row for line in level.lines)
    several = len({line.first for level in row for line in level.lines}) > 1
    return (bold or after[0].marked) + (bold and after[0].ruled) if several else 0


def _free_lines(sheet: Sheet, boxes: Sequence[Box]) -> list[Line]:
    """The lines of a page outside of drawn tables."""
    free = [word for word in sheet.words if word.turn == 0 and not any(in_box(word, box) for box in boxes)]
    return make_lines(free, sheet.number)


def is_rest(zone: Zone, boxes: dict[int, list[Box]]) -> bool:
    """Whether lines are a part of a drawn table whose ruling lines a page break or its style leaves out."""
    first, last = zone.lines[0], zone.lines[-1]
    near = S.row_gap * first.size
    above = [box.bottom for box in boxes[first.page] if box.bottom < first.line.base]
    below = [box.top for box in boxes[last.page] if box.top > last.line.base - last.size]
    return any(first.line.top - bottom < near for bottom in above) or (not below and bool(boxes.get(last.page + 1)))


def _levels(zone: Zone, by_page: dict[int, list[OpenLine]], pages: dict[int, Page]) -> dict[int, list[Level]]:
    """The lines of a zone by baseline, page by page."""
    found: dict[int, list[Level]] = {}
    rights: dict[int, float] = {}
    for line in zone.lines:
        for word in line.line.words if not line.across else ():
            column = zone.column((word.x0 + word.x1) / 2)
            rights[column] = max(rights.get(column, 0.0), word.x1)
    for page, lines in by_page.items():
        columns: dict[int, list[Word]] = defaultdict(list)
        for word in (word for line in lines if not line.across for word in line.line.words):
            columns[zone.column((word.x0 + word.x1) / 2)].append(word)
        cells = [
            CellLine(column, column, line.words, rights[column])
            for column, words in columns.items()
            for line in make_lines(words, page)
        ]
        cells += [CellLine(0, zone.columns - 1, line.line.words, over=True) for line in lines if line.across]
        found[page] = levels_of(cells)
        note_flow(found[page], rights)
        mark(found[page], (zone.left, zone.right), pages[page].rulings)
    return found


def _grid(zone: Zone, rows: Sequence[Row], page: Page) -> PageGrid:
    """The rows on one page as a grid."""
    extents = extents_of(rows)
    edges = edges_of(extents, extents[0][0] - 1, extents[-1][1] + 1)
    draft = GridDraft(edges, _edges(zone, page, edges[0], edges[-1]))
    for at, row in enumerate(rows):
        spans = any(level.across for level in row)
        for line in (line for level in row for line in level.lines):
            draft.put((at, line.first, 1, zone.columns if spans else 1), line.words)
    return PageGrid(draft.rows, draft.columns, draft.cells())


def _edges(zone: Zone, page: Page, top: float, bottom: float) -> tuple[float, ...]:
    """The x of the edges of the columns: a vertical line where one stands in the gutter, else its middle."""
    inner = []
    for gutter in zone.gutters:
        drawn = [
            ruling.at
            for ruling in page.rulings.vertical
            if gutter.start - 1 <= ruling.at <= gutter.end + 1 and ruling.start < bottom and top < ruling.end
        ]
        inner.append(drawn[0] if drawn else gutter.middle)
    return (zone.left - S.touch, *inner, zone.right + S.touch)
