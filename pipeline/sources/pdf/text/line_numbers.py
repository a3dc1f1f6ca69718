"""Numbers in the margin that count the lines of a draft or an act: the page's help to those who speak of a line, no text.

They are figures in one column beside all other words, and count as many lines as stand between them; or, where each line has
one, they begin again with 1 on every page, which the rows of a table do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model.flow import Aside
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word, make_lines

REASON = "line number"


def set_aside_line_numbers(sheets: Sequence[Sheet], file: str) -> None:
    """Take the numbers of lines out of the words of each sheet; a page of few lines has few of them."""
    columns = [column for sheet in sheets if (column := _counting(sheet))]
    alone = [column for column in columns if _step(column) == 1]
    if len(alone) < 2 or any(column[0].text != "1" for column in alone):
        columns = [column for column in columns if _step(column) > 1]
    outermost = {(round(column[0].x0), round(column[0].x1)): column[0] for column in columns}
    for sheet in sheets if columns else ():
        column = max((_column(sheet, outer) for outer in outermost.values()), key=len)
        taken = set(map(id, column))
        sheet.words = [word for word in sheet.words if id(word) not in taken]
        sheet.asides += [Aside(word.text, REASON, sheet.place(file, word.box)) for word in column]


def _counting(sheet: Sheet) -> list[Word]:
    """The figures at the left or at the right of all other words that count the lines of a page."""
    figures = [word for word in sheet.words if _is_figure(word)]
    ends = (min(figures, key=lambda w: w.x1), max(figures, key=lambda w: w.x0)) if figures else ()
    columns = (_column(sheet, outer) for outer in ends)
    return next((found for found in columns if len(found) >= SETTINGS.counted_lines and _counts(found, sheet)), [])


def _column(sheet: Sheet, outer: Word) -> list[Word]:
    """The figures above and below another, from top to bottom, where all other words stand on one side of them."""
    left = outer.x0 < sheet.width / 2
    column = sorted((w for w in sheet.words if _beneath(w, outer) and _is_figure(w)), key=lambda word: word.base)
    taken = set(map(id, column))
    rest = [word for word in sheet.words if word.turn == 0 and id(word) not in taken]
    return column if all(word.x0 > outer.x1 if left else word.x1 < outer.x0 for word in rest) else []


def _is_figure(word: Word) -> bool:
    return word.turn == 0 and word.text.isdecimal() and len(word.text) < 6


def _beneath(word: Word, outer: Word) -> bool:
    """Whether a word stands in the column of another, set flush left or right."""
    return min(abs(word.x0 - outer.x0), abs(word.x1 - outer.x1)) < 1 and word.x0 < outer.x1 and word.x1 > outer.x0


def _step(column: Sequence[Word]) -> int:
    return int(column[1].text) - int(column[0].text)


def _counts(column: Sequence[Word], sheet: Sheet) -> bool:
    """Whether the figures count on by one step, and most stand so many lines apart."""
    step = _step(column)
    steps = [int(after.text) - int(word.text) for word, after in pairwise(column)]
    taken = set(map(id, column))
    bases = [line.base for line in make_lines((w for w in sheet.words if w.turn == 0 and id(w) not in taken), 0)]
    between = [sum(word.base + 1 < base < after.base + 1 for base in bases) for word, after in pairwise(column)]
    return step > 0 and set(steps) == {step} and 2 * sum(count == step for count in between) > len(between)
