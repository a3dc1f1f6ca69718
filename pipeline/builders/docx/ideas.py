"""The ideas of an Easy Read: rows of a picture and the words beside it, in a table without lines that says nothing by itself.

Word reads such a table cell by cell, so that each picture comes before its words. It has no header row and no style: by
that the verifier, and Word's own checker, know that it sets things out and holds no data.
"""

from __future__ import annotations

from pipeline.ooxml.elements import Element, w

PICTURE_SHARE = 0.38
"""The share of the line that pictures take."""
GAP = 340
"""The room between picture and words, in twentieths of a point."""
Idea = tuple[list[Element], list[Element]]


def widths(line: int) -> tuple[int, int]:
    """The widths of pictures and of words on a line, in twentieths of a point."""
    picture = round(line * PICTURE_SHARE)
    return picture, line - picture


def layout_table(line: int, ideas: list[Idea]) -> Element:
    """The table for ideas that follow each other: (picture, words) of each; rows stay whole."""
    both = widths(line)
    margins = w(
        "tblCellMar",
        *(w(side, w=size, type="dxa") for side, size in (("top", 140), ("left", 0), ("bottom", 260), ("right", GAP))),
    )
    look = w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    properties = w("tblPr", w("tblW", w=line, type="dxa"), w("tblLayout", type="fixed"), margins, look)
    grid = w("tblGrid", *(w("gridCol", w=width) for width in both))
    return w("tbl", properties, grid, *(_row(idea, both) for idea in ideas))


def _row(idea: Idea, both: tuple[int, int]) -> Element:
    cells = (
        w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *(blocks or [w("p")]))
        for blocks, width in zip(idea, both, strict=True)
    )
    return w("tr", w("trPr", w("cantSplit")), *cells)
