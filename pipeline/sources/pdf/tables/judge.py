"""Whether lines in columns are a table at all, and if not, why: one list of named reasons, tried in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.sources.pdf.tables.levels import CellLine, Level, Row, text_by_column
from pipeline.sources.pdf.tables.page import CODE, is_figure
from pipeline.sources.pdf.tables.rows import Split
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.entries import BRACKETS, CODE_FACE, LEADER

MARKER = re.compile(r"[^\w\s]{1,2}|o|\(?([ivxlc]{1,5}|\d{1,3}|[a-z](\d+\.\d+)?)(\.\d+)*[.)]?\)?", re.IGNORECASE)
_ITEM = re.compile(r"([^\w\s]|\(?([ivxlc]{1,5}|\d{1,3}|[a-z])[.)])\s", re.IGNORECASE)
_LETTER = re.compile(r"\(?([ivxlc]{1,5}|[a-z])[.)](\s|$)", re.IGNORECASE)
_CLAUSE = re.compile(r"(\d{1,2}\.)*(\d{1,2}|[A-Z])?\.?")
_PAGE = re.compile(r"\d{1,3}")
_PAGE_LABEL = re.compile(r"(page|seite|tudalen)s?( no\.?)?|[ivx]{1,5}|\d{1,3}", re.IGNORECASE)

Proof = Literal["framed", "captioned", "open", "continued", "aligned"]
"""What else tells of a table: ruling lines of one width, a caption, nothing, the same columns in a table on the page before; or
columns that are aligned over all pages."""


@dataclass(frozen=True)
class TableCandidate:
    """Rows that may be a table; `headed` counts the signs of labels over them, `levels` are all lines, those of labels too."""

    columns: int
    split: Split
    proof: Proof
    headed: int
    levels: Sequence[Level]

    @property
    def framed(self) -> bool:
        """Whether ruling lines of one width stand over and under it."""
        return self.proof == "framed"

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of the body."""
        return self.split.rows

    @cached_property
    def lines(self) -> list[list[CellLine]]:
        """The lines of each column, without those that span."""
        cell_lines: list[list[CellLine]] = [[] for _ in range(self.columns)]
        for line in (line for row in self.rows for level in row for line in level.lines):
            if line.first == line.last:
                cell_lines[line.first].append(line)
        return cell_lines

    @cached_property
    def cells(self) -> list[dict[int, str]]:
        """The text of each row by column."""
        return [text_by_column(row) for row in self.rows]

    @cached_property
    def filled(self) -> list[dict[int, str]]:
        """The rows with words in several columns."""
        return [cells for cells in self.cells if len(cells) > 1]

    @cached_property
    def of_figures(self) -> bool:
        """Whether most entries after the first column are figures."""
        entries = [line for column in self.lines[1:] for line in column]
        return 2 * sum(line.figure for line in entries) >= len(entries)


def _only_figures(c: TableCandidate) -> bool:
    """Figures without a single label are those of a drawing, or go on with a table whose labels stand on the page before."""
    return c.proof != "continued" and all(line.figure for level in c.levels for line in level.lines)


def _is_list(c: TableCandidate) -> bool:
    """Most rows are a bullet or number and a text, or all cells begin with one: items of lists, perhaps side by side.

    Where labels stand alone, one before its words in the same cell counts as well.
    Where no labels stand over them, letters before most rows make a list, as in an agenda that names who speaks at the
    right margin.
    """
    lettered = sum(_LETTER.match(cells.get(0, "")) is not None for cells in c.cells)
    if not c.headed and lettered > S.markers * len(c.rows):
        return True
    columns = [[cells[at] for cells in c.cells if at in cells] for at in range(c.columns)]
    items = [sum(_ITEM.match(text) is not None for text in column) > S.markers * len(column) for column in columns]
    labels = sum(map(_is_labelled, c.cells))
    labels += sum(_ITEM.match(cells[min(cells)]) is not None for cells in c.cells) if labels else 0
    return all(items) or labels > S.markers * len(c.filled)


def _is_labelled(cells: dict[int, str]) -> bool:
    """Whether a row is an item behind its label, or several: "7. Finance" beside "1. Name"."""
    texts = [cells[at] for at in sorted(cells)]
    labels = [text for text in texts[::2] if MARKER.fullmatch(text) and (len(texts) == 2 or text[-1] in ".)")]
    return 2 * len(labels) == len(texts)


def _is_contents(c: TableCandidate) -> bool:
    """Titles with leaders and page numbers, or with page numbers that grow, alone or behind clause numbers.

    The first heading of the next page may stand in the same columns, without either. Figures that grow under a label of their
    own or a caption are no page numbers.
    """
    lasts = [max(cells.items())[1] for cells in c.cells]
    if 2 * sum(LEADER.search(text) is not None for text in lasts) > len(lasts):
        return True
    unnumbered = sum(_CLAUSE.fullmatch(cells.get(0, "")) is None for cells in c.cells)
    numbered = c.columns > 2 and unnumbered <= 1
    if c.proof == "captioned" or not (numbered or c.columns == 2):
        return False
    if c.headed and not _PAGE_LABEL.fullmatch(c.levels[0].lines[-1].text):
        return False
    pages = [int(number) for text in lasts if _PAGE.fullmatch(number := text.split()[-1] if numbered else text)]
    many = len(pages) >= max(S.pages, S.mostly * len(lasts))
    return many and pages == sorted(pages) and pages[0] < pages[-1]


def _is_form(c: TableCandidate) -> bool:
    """Most rows have a line to write on, typed with underscores."""
    return 2 * sum(any("___" in text for text in cells.values()) for cells in c.cells) > len(c.rows)


def _is_empty(c: TableCandidate) -> bool:
    """Most cells are empty."""
    if c.proof in ("aligned", "continued"):
        return False
    return sum(map(len, c.cells)) < (S.held_framed if c.framed else S.held) * c.columns * len(c.rows)


def _is_short(c: TableCandidate) -> bool:
    """Too few rows have words in several columns."""
    if c.proof in ("aligned", "continued"):
        return False
    return len(c.filled) <= (1 if c.framed else 2) or 2 * len(c.filled) < len(c.rows)


def _runs_on(c: TableCandidate) -> bool:
    """Cells take up in the middle of the sentence of the cell before them, as running text does that a gap cuts.

    Where no first cell does, columns of small letters alone, but for their label, tell nothing.
    """
    columns = [[cells[column] for cells in c.filled if column in cells] for column in range(c.columns)]
    small = [[text[:1].islower() and not CODE.match(text.split()[0]) for text in column] for column in columns]
    cuts = [column for column in small[1:] if any(small[0]) or not all(column[1:])]
    return c.proof != "aligned" and sum(map(sum, cuts)) > S.run_on * sum(map(len, cuts))


def _is_prose(c: TableCandidate) -> bool:
    """Lines of running text cross all columns between a few numbers or terms that stand apart from theirs."""
    across = [level for level in c.levels if level.across and level.columns == {0}]
    return 3 * len(across) > len(c.levels)


def _is_listing(c: TableCandidate) -> bool:
    """Lines of code in a typewriter's face: names of programs or brackets stand in most."""
    lines = [[word for line in level.lines for word in line.words] for level in c.levels]
    code = [
        any(CODE.match(word.text) or word.text[0] in (*BRACKETS, "/") for word in words if not is_figure(word.text))
        and any(CODE_FACE.search(word.style.font) for word in words)
        for words in lines
    ]
    return 2 * sum(code) > len(code)


def _is_loose(c: TableCandidate) -> bool:
    """Texts without ruling lines keep to straight edges in too few columns or rows; framed ones leave a column empty."""
    if c.of_figures or c.proof in ("aligned", "continued"):
        return False
    if c.framed:
        return any(len(column) < S.held_framed * len(c.filled) for column in c.lines)
    straight = [column for column in c.lines if len(column) > 2 and aligned(column) > S.mostly]
    return len(straight) <= (1 if c.proof == "captioned" else 2)


def _is_strained(c: TableCandidate) -> bool:
    """Texts whose cells do not begin together. Labels over the columns tell of a table; two columns without any are none."""
    signs = c.headed + (c.proof == "open")
    alone = c.proof == "aligned" or (c.proof == "open" and c.columns == 2)
    if alone and c.split.strain > (S.strain + S.strain_sign * signs) * len(c.rows):
        return True
    if c.proof != "aligned":
        return False
    if c.columns == 2 and not c.headed:
        return True
    two = c.columns == 2 and c.headed < 2
    return len(c.filled) < (S.rows_two if two else S.rows_many + (not c.headed)) and not _is_plain(c)


def _is_plain(c: TableCandidate) -> bool:
    """Bold labels over rows of one line, which stands at one edge or middle with its label in each column."""
    full = all(len(row) == 1 and len(row[0].lines) == c.columns for row in c.rows)
    bold = all(line.bold for line in c.rows[0][0].lines)
    return full and bold and all(aligned(column) == 1 for column in c.lines)


def _is_two_columns(c: TableCandidate) -> bool:
    """Two columns without labels, where the lines of the first go on: running text."""
    if not c.framed or c.columns != 2 or c.of_figures or c.headed:
        return False
    going_on = [not line.begins for line in c.lines[0][1:]]
    return 2 * sum(going_on) > len(going_on)


def _is_figures(c: TableCandidate) -> bool:
    """Most words are figures: such a table is read page by page."""
    words = [word for cells in c.filled for column, text in cells.items() if column for word in text.split()]
    return c.proof == "aligned" and sum(map(is_figure, words)) > S.figures * len(words)


REASONS: tuple[tuple[str, Callable[[TableCandidate], bool]], ...] = (
    ("figures without labels", _only_figures),
    ("a numbered or bulleted list", _is_list),
    ("a contents list", _is_contents),
    ("running text across the columns", _is_prose),
    ("figures, read page by page", _is_figures),
    ("cells that do not begin together", _is_strained),
    ("running text in two columns", _is_two_columns),
    ("a listing of code", _is_listing),
    ("lines to write on", _is_form),
    ("mostly empty", _is_empty),
    ("too few rows", _is_short),
    ("running text cut by gaps", _runs_on),
    ("texts without straight edges", _is_loose),
)


def why_not(candidate: TableCandidate) -> str:
    """Why this is no table, "" where it is one."""
    return next((name for name, holds in REASONS if holds(candidate)), "")


def aligned(column: Sequence[CellLine]) -> float:
    """The share (0 to 1) of the entries of a column that begin, end or have their middle at one place."""
    best = 0.0
    for places in (
        sorted(line.x0 for line in column),
        sorted(line.x1 for line in column),
        sorted((line.x0 + line.x1) / 2 for line in column),
    ):
        low = 0
        for high, place in enumerate(places):
            while place - places[low] > S.same_edge:
                low += 1
            best = max(best, (high - low + 1) / len(places))
    return best
