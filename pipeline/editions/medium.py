"""What the format of an edition can show: which tables fit it as tables, and how its charts are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.editions.drawings.charts import Pencil
from pipeline.editions.paper.grids import Fits


@dataclass(frozen=True)
class Medium:
    """What a format can show.

    `fits` says whether a table fits as a grid: one that does not becomes lists, and in a look that prefers lists a table of
    figures that does stays a table. Without it the look alone decides. `pencil` draws charts; without it their summaries stand
    there as text. `signs` says that the shape of a status is a character, for want of a style sheet that draws it.
    """

    fits: Fits | None = None
    pencil: Pencil | None = None
    signs: bool = False


PLAIN = Medium()
"""A format of which nothing is known: the look alone decides, and charts are given in words."""
