"""Whether lines in columns are an open table of texts, and not running text in columns, a list or a table of figures."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.pdf.tables.judge import MARKER
from pipeline.sources.pdf.tables.page_lines import is_figure
from pipeline.sources.pdf.unruled.line_levels import Level, text_by_column
from pipeline.sources.pdf.unruled.rows import Parted

# The strain of a row in the mean, under labels and without any; rows of several cells that there must be of two columns and
# of more; the share of figures among the entries that makes a table of figures.
LABELLED, BARE = 0.9, 0.5
FEW, MANY = 3, 5
FIGURES = 0.35


def is_open_table(columns: int, parted: Parted) -> bool:
    """Whether the rows hang together as those of a table do.

    Labels over the columns (in bold type, on a ground, over a rule) tell of a table. Without them the cells must begin
    together all the better, and two columns are none.
    """
    rows = [row for rows in parted.pages for row in rows]
    cells = [text_by_column(row) for row in rows]
    filled = [held for held in cells if len(held) > 1]
    labelled = len(cells[0]) > 1 and len(rows) > 1 and (_bold(rows[0]) or rows[1][0].marked)
    if parted.strain > (LABELLED if labelled else BARE) * len(rows):
        return False
    if len(filled) < (MANY if columns == 2 else FEW + (not labelled)) or (columns == 2 and not labelled):
        return False
    words = [word for held in filled for column, text in held.items() if column for word in text.split()]
    if sum(map(is_figure, words)) > FIGURES * len(words):
        return False
    firsts = [held[0] for held in filled if 0 in held]
    return columns > 2 or sum(MARKER.fullmatch(text) is not None for text in firsts) < 0.6 * len(firsts)


def _bold(row: Sequence[Level]) -> bool:
    return all(word.style.bold for level in row for line in level.lines for word in line.words)
