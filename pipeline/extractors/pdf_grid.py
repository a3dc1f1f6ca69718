"""The tables of a PDF page as grids: box, row and column edges, cells with spans, and the words in each.

Drawn cells come first (`pdf_grid_ruled`), then what stands between level rules, then what only white sets out as a table
(`pdf_grid_unruled`). Words are named by their index in the sequence that the caller passes and are never changed, so that the
caller keeps its own words with all they carry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.extractors.pdf_grid_edges import rules_of
from pipeline.extractors.pdf_grid_prose import mark_prose
from pipeline.extractors.pdf_grid_refine import refine
from pipeline.extractors.pdf_grid_regions import open_regions, stacked_regions
from pipeline.extractors.pdf_grid_ruled import ruled_grids
from pipeline.extractors.pdf_grid_shape import PageCell, PageGrid, SetWord
from pipeline.extractors.pdf_grid_text import PageText
from pipeline.extractors.pdf_grid_unruled import table_in

__all__ = ["PageCell", "PageGrid", "SetWord", "find_grids"]


def find_grids(page: Any, words: Sequence[SetWord]) -> list[PageGrid]:
    """Every table of a pdfplumber page, top to bottom, given its words (no blanks in them, boxes in points from the top left).

    A word is in one cell of one grid at most; words outside of all tables are in none. A word set across a drawn rule
    belongs to the cell that holds its middle.
    """
    rules = rules_of(page)
    text = PageText(words)
    grids = [refine(grid, text) for grid in ruled_grids(rules, text)]
    mark_prose(text)
    for region in stacked_regions(rules, text, [grid.box for grid in grids]):
        grid = table_in(region.lines, rules, text, region.box)
        if grid is not None:
            grids.append(grid)
    for region in open_regions(text, [grid.box for grid in grids]):
        grid = table_in(region.lines, rules, text)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))
