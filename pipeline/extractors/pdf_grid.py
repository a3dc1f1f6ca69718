"""The tables of a PDF page as grids: box, row and column edges, cells with spans, and the words in each.

Drawn rules come first (`pdf_grid_ruled`). Words are named by their index in the sequence that the caller passes and are never
changed, so that the caller keeps its own words with all they carry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.extractors.pdf_grid_edges import rules_of
from pipeline.extractors.pdf_grid_ruled import ruled_grids
from pipeline.extractors.pdf_grid_shape import PageCell, PageGrid, SetWord

__all__ = ["PageCell", "PageGrid", "SetWord", "find_grids"]


def find_grids(page: Any, words: Sequence[SetWord]) -> list[PageGrid]:
    """Every table of a pdfplumber page, top to bottom, given its words (no blanks in them, boxes in points from the top left).

    A word is in one cell of one grid at most; words outside of all tables are in none. A word set across a drawn rule
    belongs to the cell that holds its middle.
    """
    rules = rules_of(page)
    grids = ruled_grids(rules, words)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))
