"""A look: how one edition is set, read from `templates/looks/*.yaml`.

The named looks are the contract with readers who ask for a format; a request may override a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tables(StrEnum):
    """The shape in which tables of records are shown."""

    GRID = "grid"
    LIST = "list"


@dataclass(frozen=True)
class Look:
    """How an edition is set.

    `size` and all sizes derived from it are points; `spacing` is the line height as a multiple of the size; `paper` is
    a paper name ("A4", "A3"); `ink` and `ground` are `#rrggbb` with a contrast of at least 7:1 (WCAG 1.4.6); `words` is
    the name that readers see ("Large print, 18 point").
    """

    name: str
    words: str
    size: float
    face: str = "Arimo"
    spacing: float = 1.4
    weight: int = 400
    paper: str = "A4"
    ink: str = "#000000"
    ground: str = "#ffffff"
    tables: Tables = Tables.GRID
    italics: bool = True
    pages_per_volume: int = 0
    cover: bool = False
