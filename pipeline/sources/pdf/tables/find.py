"""The tables of a PDF page as grids: box, row and column edges, cells with spans, and the words in each.

Drawn cells come first (`pdf_grid_ruled`), then what stands between level rules (`pdf_grid_stacks`), then what only white sets
out as a table (`pdf_grid_regions`). Words are named by their index in the sequence that the caller passes and are never
changed, so that the caller keeps its own words with all they carry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.model.place import Box
from pipeline.sources.pdf.tables.edges import Rule, Rules, rules_of
from pipeline.sources.pdf.tables.half_ruled import table_in
from pipeline.sources.pdf.tables.judge import Proof
from pipeline.sources.pdf.tables.page_grid import PageCell, PageGrid, SetWord
from pipeline.sources.pdf.tables.page_lines import PageText, TextLine
from pipeline.sources.pdf.tables.parts import joined_parts
from pipeline.sources.pdf.tables.prose import mark_prose
from pipeline.sources.pdf.tables.refine import crowded, refine
from pipeline.sources.pdf.tables.regions import open_regions
from pipeline.sources.pdf.tables.ruled import ruled_grids
from pipeline.sources.pdf.tables.ruled_strips import stacked_regions
from pipeline.sources.pdf.tables.striped_fills import joined_stripes
from pipeline.sources.pdf.tables.tail import tail_of
from pipeline.sources.pdf.tables.trim import trimmed

__all__ = ["PageCell", "PageGrid", "SetWord", "find_grids"]


def find_grids(page: Any, words: Sequence[SetWord]) -> list[PageGrid]:
    """Every table of a page, top to bottom, given its words (no blanks in them, boxes in points from the top left).

    Of the page only `width`, `height`, `lines`, `rects` and `curves` are read, as pdfplumber has them. A word is in one cell of
    one grid at most; words outside of all tables, and words that draw a rule ("-----"), are in none. A word set across a
    drawn rule belongs to the cell that holds its middle.
    """
    rules = rules_of(page)
    text = PageText(words)
    grids = joined_stripes([_drawn(grid, rules, text) for grid in ruled_grids(rules, text)], rules, text)
    grids = [trimmed(grid, text) for grid in grids]
    taken = [grid.box for grid in grids]
    mark_prose(text)
    rules = rules.with_level(text.drawn)
    free = [rule for rule in rules.horizontal if not any(_holds(box, rule) for box in taken)]
    for region in stacked_regions(free, text, taken):
        if not any(_overlap(region.box, box) for box in taken):
            _add(grids, (region.lines, region.box, "framed"), (rules, text, taken))
    for lines, _ in open_regions(text, taken, prose=True):
        if any(part.prose for line in lines for part in line):
            _add(grids, (lines, None, "parallel"), (rules, text, taken))
    for lines, captioned in open_regions(text, taken):
        if not _prose_among(lines, text):
            _add(grids, (lines, None, "captioned" if captioned else "open"), (rules, text, taken))
    return joined_parts(grids, rules, text)


def _prose_among(lines: Sequence[TextLine], text: PageText) -> bool:
    """Whether running text stands between the lines: a table without it would have lost words."""
    x0 = min(part.x0 for line in lines for part in line)
    x1 = max(part.x1 for line in lines for part in line)
    return any(
        part.prose and x0 < (part.x0 + part.x1) / 2 < x1
        for line in text.between(lines[0][0].top, lines[-1][0].bottom)
        for part in line
    )


def _holds(box: Box, rule: Rule) -> bool:
    return box[1] - 1 <= rule.at <= box[3] + 1 and rule.start < box[2] and box[0] < rule.end


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] - 1 and other[1] < one[3] - 1


def _drawn(grid: PageGrid, rules: Rules, text: PageText) -> PageGrid:
    """A drawn grid as it is, or read by its white where several columns stand in one drawn column."""
    if crowded(grid, text):
        box = grid.box
        lines = [
            [part for part in line if box[0] <= (part.x0 + part.x1) / 2 <= box[2]]
            for line in text.between(box[1], box[3])
        ]
        other = table_in([line for line in lines if line], rules, text, box, "framed")
        if other is not None and len(other.columns) > len(grid.columns):
            return other
    return refine(grid, text)


def _add(
    grids: list[PageGrid],
    found: tuple[list[TextLine], Box | None, Proof],
    known: tuple[Rules, PageText, list[Box]],
) -> None:
    """Adds the table that lines make, if any, unless it is the labels of a chart: curves are drawn among them."""
    lines, box, proof = found
    rules, text, taken = known
    grid = table_in(lines, rules, text, box, proof)
    if grid is None or rules.drawing_in(grid.box):
        return
    tail = tail_of(grid, text, taken)
    whole = table_in(lines + tail, rules, text, box, proof) if tail else None
    if whole is not None and len(whole.columns) == len(grid.columns):
        grid = whole
    grids.append(grid)
    taken.append(grid.box)
