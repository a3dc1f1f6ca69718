"""A grid of cells as rows: which lead it as header, which run across it as bands, which hold records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from pipeline.assemble.lists import all_bold
from pipeline.assemble.runs import folded
from pipeline.kinds.column_keys import known_key
from pipeline.model.findings import Finding
from pipeline.model.flow import Aside, FlowParagraph, Grid, GridCell
from pipeline.model.place import NOWHERE, Place
from pipeline.sources.typesetting import paragraphs_in

LABEL_WORDS, HEADER_ROWS = 12, 4
SENTENCES = 4
"""One cell of so many in a row of labels may be a sentence."""
# Words that begin a row about the rows under it: "Role 1:", "Priority B", "As a Community Leader".
BAND_START = re.compile(
    r"(?:(?:role|objective|priority|theme|aim|goal|strand|outcome|section|part|area|pillar|stage|phase|commitment|duty)\s*"
    r"(?:\d+|[A-Z]\b|[ivxIVX]+\b|one\b|two\b|three\b|four\b|five\b|six\b)|as\s+an?\s+\w)",
    re.IGNORECASE,
)
NUMERIC = re.compile(r"[\s\d.,%£$€()+*/–-]*\d[\s\d.,%£$€()+*/–-]*$")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?(?:\s[£$€%])?$")

COUNTED = re.compile(r"\d+|(?<!\w)(?:[a-z]|[ivx]+)(?=[).])")
"""What counts on from row to row: figures, and the letter or roman numeral of a label."""


@dataclass(frozen=True)
class ExtractorWords:
    """Words that the extractor adds, and why."""

    text: str
    reason: str
    place: Place = NOWHERE


@dataclass
class TableAccount:
    """What making one table brought to light."""

    findings: list[Finding] = field(default_factory=list)
    added: list[ExtractorWords] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A row of the grid: for each column the cell that covers it, None where none does."""

    index: int
    cells: tuple[GridCell | None, ...]

    @cached_property
    def own(self) -> tuple[GridCell, ...]:
        """The cells that begin in this row, each once."""
        return tuple(
            cell for column, cell in enumerate(self.cells) if cell and cell.row == self.index and cell.column == column
        )

    @cached_property
    def worded(self) -> tuple[GridCell, ...]:
        """The cells of this row that hold words."""
        return tuple(cell for cell in self.own if text_of(cell))


def rows_of(grid: Grid) -> list[Row]:
    """The rows of the grid, spans resolved; where cells overlap, each has its own place, so that no word is under another."""
    at: list[list[GridCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        row, column = min(cell.row, grid.rows - 1), min(cell.column, grid.columns - 1)
        under = at[row][column]
        at[row][column] = replace(under, blocks=under.blocks + cell.blocks) if under else cell
    for cell in [cell for row in at for cell in row if cell]:
        for row in range(cell.row, min(grid.rows, cell.row + max(1, cell.rowspan))):
            for column in range(cell.column, min(grid.columns, cell.column + max(1, cell.colspan))):
                at[row][column] = at[row][column] or cell
    return [Row(index, tuple(cells)) for index, cells in enumerate(at)]


def paragraphs_of(cell: GridCell) -> list[FlowParagraph]:
    """The paragraphs of a cell, those of tables inside it too."""
    return list(paragraphs_in(cell.blocks))


def text_of(cell: GridCell | None) -> str:
    """The words of a cell on one line."""
    return folded(" ".join(p.text for p in paragraphs_of(cell))) if cell else ""


def is_full(row: Row, columns: int) -> bool:
    """Whether the row is drawn as one cell from edge to edge (or, in one row, beside an empty one) and has words."""
    if columns < 2 or len(row.worded) != 1:
        return False
    cell = row.worded[0]
    beside = cell.column == 0 and cell.rowspan < 2 and cell.colspan > 1 and cell.colspan >= columns - 1
    return cell.colspan >= columns or beside


# ------------------------------------------------------------------------------------------------ header


def header_span(grid: Grid, rows: Sequence[Row]) -> tuple[int, int]:
    """First and last+1 of the header rows, (n, n) where there are none; the few rows before run across the table."""
    lead = 0
    while lead < len(rows) - 1 and (is_full(rows[lead], grid.columns) or not rows[lead].worded or _leads(rows, lead)):
        lead += 1
    if sum(bool(row.worded) for row in rows[:lead]) > HEADER_ROWS:
        return 0, 0
    marked = grid.header_rows or 0
    while marked < len(rows) and rows[marked].own and all(cell.header for cell in rows[marked].own):
        marked += 1
    # A band marked as header, too, heads the rows under it, not the columns.
    heads = range(lead, min(marked, len(rows)))
    marked = next((n for n in heads if is_full(rows[n], grid.columns) or _says_sentences(rows[n])), marked)
    if marked > lead and marked < len(rows):
        return lead, _extended(rows, lead, marked)
    if lead < len(rows) - 1 and _looks_like_header(rows, lead):
        return lead, _extended(rows, lead, lead + 1)
    return lead, lead


def _leads(rows: Sequence[Row], index: int) -> bool:
    """Whether only the first cell of a row has words and the next row is the header: it heads the rows under that."""
    row, below = rows[index], rows[index + 1]
    first = len(row.own) > 2 and len(row.worded) == 1 and row.worded[0] is row.own[0] and row.own[0].rowspan == 1
    return first and 2 * len(below.worded) > len(row.own) and _looks_like_header(rows, index + 1)


def _extended(rows: Sequence[Row], first: int, end: int) -> int:
    """The end of the header with the rows that its merged cells reach into or divide under them."""
    while end < min(len(rows) - 1, first + HEADER_ROWS):
        last = rows[end - 1]
        reaches = any(cell and cell.row < end < cell.row + cell.rowspan for cell in last.cells)
        divides = any(cell.colspan > 1 and cell.colspan < len(last.cells) for cell in last.own)
        divides = divides and len(rows[end].own) > len(last.own)
        if not (reaches or (divides and _labels(rows[end]) and not is_full(rows[end], len(last.cells)))):
            break
        end += 1
    return end


def _labels(row: Row, below: Sequence[Row] = (), *, set_apart: int = 0) -> bool:
    """Whether all words of the row could be labels; `set_apart` counts what sets it apart: bold type, a colour of its own.

    Years are labels where no year stands below them; so are other figures in a row that is set apart. What is in both ways may be
    long.
    """
    return bool(row.worded) and all(_is_label(cell, below, set_apart) for cell in row.worded)


def _says_sentences(row: Row) -> bool:
    """Whether cells hold sentences, which head no column; in a long row of labels one may, such as a question of a survey."""
    texts = [text_of(cell) for cell in row.worded]
    sentences = sum(text.endswith(".") and len(text.split()) > LABEL_WORDS for text in texts)
    return SENTENCES * sentences > len(texts)


def _is_label(cell: GridCell, below: Sequence[Row], set_apart: int) -> bool:
    text = text_of(cell)
    if NUMERIC.match(text):
        kind = YEAR if YEAR.match(text) else NUMERIC
        others = [text_of(row.cells[cell.column]) for row in below]
        return (kind is YEAR or set_apart > 0) and not any(map(kind.match, others))
    short = len(text.split()) <= LABEL_WORDS and not (text.endswith(".") and " " in text)
    return short or set_apart > 1


def _looks_like_header(rows: Sequence[Row], index: int) -> bool:
    row, below = rows[index], [r for r in rows[index + 1 :] if r.worded]
    texts = [text_of(cell) for cell in row.worded]
    set_apart = (_bold(row) and not all(map(_bold, below))) + _has_own_fill(row, below)
    all_named = row.worded == row.own[1:]  # each column but that of the names of the rows
    if (len(texts) < 2 and not all_named) or not _labels(row, below, set_apart=set_apart) or _is_field(row, below):
        return False
    if not below:
        return len(texts) == len(row.own)
    known = sum(bool(known_key(text)) for text in texts)
    if known >= 2 or known == len(texts):
        return True
    if set_apart or any(repeats(r, [row]) for r in below):
        return True
    if len(texts) < len(row.own) - 1 or _labels_rows([row, *below]) or _counts(row, below):
        return False
    cells = [text_of(cell) for r in below if not is_full(r, len(row.cells)) for cell in r.worded]
    numbers = sum(bool(NUMERIC.match(text)) for text in cells)
    longest = max((len(text) for text in cells), default=0)
    return 3 * numbers >= len(cells) > 0 or longest > 3 * max(len(text) for text in texts)


def _counts(row: Row, below: Sequence[Row]) -> bool:
    """Whether a cell differs from one below it by its figures or a list label at most: "FGB 40/2021", "b)" under "a)"."""
    shapes = {(cell.column, COUNTED.sub("0", text_of(cell))) for r in below for cell in r.worded}
    return any((cell.column, COUNTED.sub("0", text_of(cell))) in shapes for cell in row.worded)


def _is_field(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row is a label with one value over all other columns, as the next is, and a fill sets off the labels alone."""
    shapes = [[(cell.colspan, cell.fill) for cell in each.own] for each in (row, *below[:1])]
    label, value = row.own[0], row.own[-1]
    return len(row.own) == 2 < len(row.cells) and shapes == 2 * shapes[:1] and label.fill != value.fill


def _labels_rows(rows: Sequence[Row]) -> bool:
    """Whether the first cell of each row is bold, and none beside it: the first column is what names the rows, all of them."""
    return all(
        row.cells[0]
        and [all_bold(paragraphs_of(cell)) for cell in row.worded] == [True] + [False] * (len(row.worded) - 1)
        for row in rows
    )


def may_head(rows: Sequence[Row], index: int) -> bool:
    """Whether only its words make a row a header: in each cell a short label that its column does not say again."""
    row, below = rows[index], [r for r in rows[index + 1 :] if len(r.worded) > 1]
    if len(row.worded) < len(row.cells) or len(row.cells) < 3 or len(below) < 2 or not _labels(row, below):
        return False
    return not _counts(row, below)


def _bold(row: Row) -> bool:
    return all(all_bold(paragraphs_of(cell)) for cell in row.worded)


def _has_own_fill(row: Row, below: Sequence[Row]) -> bool:
    """Whether all cells of a row have one colour that no cell below has, but for row headers in the first column."""
    fills = {cell.fill for cell in row.own}
    others = (cell.fill for r in below for cell in r.own if cell.column)
    return len(fills) == 1 and "" not in fills and fills.isdisjoint(others)


def repeats(row: Row, header: Sequence[Row]) -> bool:
    """Whether the row says again what one of the header rows says."""
    texts = [text_of(cell) for cell in row.worded]
    return bool(texts) and any(texts == [text_of(cell) for cell in head.worded] for head in header)


# ------------------------------------------------------------------------------------------------ bands


def band_rows(rows: Sequence[Row], columns: int, header: Sequence[Row] = ()) -> tuple[set[int], set[int]]:
    """The indexes of the rows that run across the table by drawing, and of those that only look as if they should."""
    indexes = {row.index for row, below in pairwise(rows) if repeats(below, header)}
    drawn = {row.index for row in rows if is_full(row, columns)}
    starts = {_first_word(rows_text(row)) for row in rows if row.index in drawn}
    others = [row for row in rows if row.index not in drawn and row.worded]
    first_bold = sum(
        1 for row in others if len(row.worded) > 1 and row.cells[0] and all_bold(paragraphs_of(row.cells[0]))
    )
    looking = set()
    for row in others:
        if len(row.worded) != 1 or row.worded[0].column or columns < 3 or row.worded[0].rowspan > 1:
            continue
        text = rows_text(row)
        bold = all_bold(paragraphs_of(row.worded[0])) and 3 * first_bold < len(others)
        if bold or row.index in indexes or BAND_START.match(text) or (_first_word(text) in starts and len(starts) > 0):
            looking.add(row.index)
    if 2 * len(looking) > len(others):
        looking = set()
    return drawn, looking


def rows_text(row: Row) -> str:
    """The words of a row on one line."""
    return " ".join(text_of(cell) for cell in row.worded)


def _first_word(text: str) -> str:
    return (text.split() or [""])[0].strip(":.").lower()
