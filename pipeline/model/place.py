"""Where a part of a document came from: file, line and column of the YAML, or file, page and box of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Box(NamedTuple):
    """The edges of a part of a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


def box_of(shape: Any) -> Box:
    """The box of what names its sides, as drawn shapes do."""
    return Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file.

    `line` and `column` count from 1; 0 is unknown. `page` counts from 1. `box` is (x0, top, x1, bottom) in points from
    the top left corner of the page, as pdfplumber has it.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    page: int = 0
    box: Box | None = None

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line:
            parts.append(str(self.line))
        if self.page:
            parts.append(f"page {self.page}")
        return ":".join(parts)


NOWHERE = Place()
