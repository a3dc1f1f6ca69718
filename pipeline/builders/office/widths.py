"""How the tables of a Word or OpenDocument edition stand: measured as those of print, in the cells of these formats."""

from __future__ import annotations

from pipeline.builders import Job
from pipeline.editions.paper.fonts import fonts, stack
from pipeline.editions.paper.grids import TYPED, PrintedTable, grids
from pipeline.editions.reading import Voice

WHOLE = 0.25  # share of a page up to which a row stays whole


def table_grids(job: Job, voice: Voice) -> dict[str, PrintedTable]:
    """The grids of an edition by the id of their table."""
    signs = set().union(*(piece.text for piece in voice.views(job.edition.body)))
    used = stack(fonts(job.assets), job.look.face, signs, job.edition.language)
    return grids(job.edition.body, job.look, used, TYPED)


def column_widths(grid: PrintedTable, width: int) -> list[int]:
    """Widths in twentieths of a point that add up to `width`."""
    rounded = [int(width * share) for share in grid.shares]
    rounded[-1] += width - sum(rounded)
    return rounded
