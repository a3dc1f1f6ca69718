"""Whether a page break cut a row of a table: each cell of the row after it speaks for or against it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.sources.pdf.tables.cells import TableCell
from pipeline.sources.pdf.tables.levels import BULLET
from pipeline.sources.pdf.tables.page import CODE, is_figure
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.paragraphs import TERMINAL, fits
from pipeline.sources.pdf.text.words import Line

# A first cell that counts its row: "6", "EQ05", "2.3".
COUNTED = re.compile(r"[A-Za-z]{0,4}[\s.-]?\d+(?:\.\d+)*[.)]?")
# Words that no text ends with (English and Welsh).
UNFINISHED = frozenset(
    {
        "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "that", "which", "who",
        "as", "our", "their", "its", "your", "be", "is", "are", "y", "yr", "i", "o", "ac", "neu", "ar", "gan", "gyda", "&",
    }
)  # fmt: skip
ENDINGS = (*TERMINAL, "”", '"')


def why_cut(
    rows: Sequence[Sequence[TableCell]],
    after: Sequence[TableCell],
    foot: float,
    below: Sequence[Sequence[TableCell]] = (),
) -> tuple[list[str], float]:
    """Why the row after the page break belongs to the last one before it, and how strong that is (above 0: it does).

    `foot` is the lowest baseline of the text on the page before. Where lines draw the rows `below` and the first cell of one is
    empty, that of the row itself tells nothing.
    """
    row = rows[-1]
    if not _are_alike(row, after):
        return [], -1.0
    last = {cell.column: cell.paras[-1].lines[-1] for cell in row if cell.paras}
    first = {cell.column: cell.paras[0].lines[0] for cell in after if cell.paras}
    if not last or not first or after[0].text.endswith(":"):
        return [], -1.0
    lead = row[0].column
    reasons: list[str] = []
    bottom = max(line.base for line in last.values())
    size = max(line.size for line in last.values())
    score = -S.cut_against if foot - bottom > S.page_room * size else 0.0
    labelled = not any(map(lacks_label, below))
    if labelled and lead not in first:
        score += S.cut_empty
        reasons.append("the first cell is empty")
    gains = _gains(rows, last, first, bottom if _is_top_aligned(row) else 0.0)
    if max(gains.values()) > 1:
        reasons.append("a sentence goes on")
    score += sum(gain * (2 if column == lead else 1) for column, gain in gains.items())
    if set(first) == {0} and score > 0 and _has_few_lone_labels(rows):
        score += S.cut_empty
        reasons.append("its other cells are empty, as in few rows")
    return reasons, score


def _gains(
    rows: Sequence[Sequence[TableCell]], last: Mapping[int, Line], first: Mapping[int, Line], bottom: float
) -> dict[int, float]:
    """By column, how much each cell after the page break speaks for a cut row."""
    cells = {cell.column: cell for cell in rows[-1]}
    small = _small_columns(rows)
    return {
        column: _goes_on(last.get(column), line, cells[column], bottom, column in small)
        for column, line in first.items()
    }


def lacks_label(row: Sequence[TableCell]) -> bool:
    """Whether the first cell of a row is empty, and others are not."""
    return not row[0].paras and any(cell.paras for cell in row)


def _are_alike(row: Sequence[TableCell], after: Sequence[TableCell]) -> bool:
    """Whether two rows have the same cells and fills, and do not both begin with a number of their own."""
    if len(row) < 2 or [(cell.column, cell.colspan) for cell in after] != [(cell.column, cell.colspan) for cell in row]:
        return False
    counted = COUNTED.fullmatch(after[0].text) and COUNTED.fullmatch(row[0].text)
    return not counted and any(cell.fill == other.fill for cell, other in zip(row, after, strict=True))


def _has_few_lone_labels(rows: Sequence[Sequence[TableCell]]) -> bool:
    """Whether rows that do not run across mostly have words in other columns than the first; a few rows show nothing."""
    others = [any(cell.paras for cell in row if cell.column) for row in rows if len(row) > 1]
    return len(others) > 2 and others.count(False) < S.lone_labels * len(others)


def _small_columns(rows: Sequence[Sequence[TableCell]]) -> set[int]:
    """The columns in which most texts begin in small letters, as names and addresses do: there a small letter tells nothing."""
    begins: dict[int, list[bool]] = {}
    for cell in (cell for row in rows[1:] or rows for cell in row if cell.paras):
        begins.setdefault(cell.column, []).append(cell.text[:1].islower())
    return {column for column, small in begins.items() if 2 * sum(small) > len(small)}


def _is_top_aligned(row: Sequence[TableCell]) -> bool:
    """Whether the cells of a row begin at one height, so that room at the foot of a cell means that it has ended."""
    tops = [cell.paras[0].lines[0].top for cell in row if cell.paras]
    return max(tops) - min(tops) < S.touch


def _goes_on(above: Line | None, line: Line, cell: TableCell, bottom: float, small: bool) -> float:
    """How much a cell speaks for a cut row (below 0: against it).

    `bottom` is the lowest baseline of the row, 0 if unknown; `small` says that texts of this column begin in small letters.
    """
    if above is None:
        return -S.missed_cut if cell.column else 0.0
    if bottom - above.base > S.cell_ended * above.size:
        return -2.0
    if above.words[-1].style.bold != line.words[0].style.bold:
        return -2.0
    if BULLET.fullmatch(line.words[0].text):
        return 0.0
    open_end = above.text.endswith((",", "(", "-", "–")) and not is_figure(above.text)
    if above.words[-1].text.lower() in UNFINISHED or open_end:
        return S.cut_sentence
    if line.text.lstrip("(‘“'\"")[:1].islower() and not small and not CODE.match(line.words[0].text):
        return S.cut_sentence
    lone = sum(len(para.lines) for para in cell.paras) == len(above.words) == len(line.words) == 1
    if lone or fits(above, line.words[0], cell.paras[-1].frame.right):
        return -1.0 if cell.column == 0 else -S.missed_cut
    return -S.cut_stop if above.text.endswith(ENDINGS) else S.cut_full


def goes_on_in(cell: TableCell, rest: TableCell) -> float:
    """How much the first line of a cell speaks for being the rest of another one, where nothing else of its row tells."""
    return _goes_on(cell.paras[-1].lines[-1], rest.paras[0].lines[0], cell, 0.0, False)
