"""Boxes of text that go on over page breaks: text programs draw them as tables of one column, and say their label again.

+----------------+        +----------------+
| Label          |        | Label          |   set aside: the item goes on
+----------------+        +----------------+
| * an item that |        |   here         |
+-- page break --+        +----------------+
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model.flow import Aside
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.evidence import drawn_grids
from pipeline.sources.pdf.tables.grid import PageGrid
from pipeline.sources.pdf.tables.page import page_of, rulings_of
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.words import Word, around


def set_aside_labels(sheets: Sequence[Sheet], file: str) -> None:
    """Takes the label of the first box of a page out of its words where the last box of the page before has it too.

    Nothing stands above the one and below the other, and both have their sides at the same places.
    """
    for before, sheet in pairwise(sheets):
        if not _says_again(sheet, before):  # to look for boxes takes longer
            continue
        for foot, head in zip(_boxes(before)[-1:], _boxes(sheet)[:1], strict=False):
            label = _label(head)
            alone = before.lines[-1].base < foot.box.bottom and sheet.lines[0].base > head.box.top
            if alone and _text(label) == _text(_label(foot)) and _same_sides(foot, head):
                taken = set(map(id, label))
                sheet.words = [word for word in sheet.words if id(word) not in taken]
                place = sheet.place(file, around(word.box for word in label))
                sheet.asides.append(Aside(_text(label), "repeated header row", place))


def _says_again(sheet: Sheet, before: Sheet) -> bool:
    """Whether the first line of a page stood on the page before."""
    return any(line.text == sheet.lines[0].text for line in before.lines) if sheet.lines else False


def _boxes(sheet: Sheet) -> list[PageGrid]:
    """The drawn boxes of a page, from top to bottom: a label and text below it, with no two cells of words side by side."""
    rulings = rulings_of(sheet.page, sheet.words)
    grids = drawn_grids(rulings, page_of(sheet.number, sheet.words, rulings, rulings, S.usual_space))
    return [*filter(_is_box, grids)]


def _is_box(grid: PageGrid) -> bool:
    rows = [cell.row for cell in grid.cells if cell.words]
    return len(set(rows)) == len(rows) > 1


def _label(box: PageGrid) -> list[Word]:
    return [word for cell in box.cells if cell.row == 0 for word in cell.words]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _same_sides(one: PageGrid, other: PageGrid) -> bool:
    return all(abs(one.box[side] - other.box[side]) < S.slim for side in (0, 2))
