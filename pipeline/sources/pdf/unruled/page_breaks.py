"""Whether the first row of an open table on a page is the rest of the last one on the page before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.pdf.text.list_labels import BULLETS
from pipeline.sources.pdf.text.paragraphs import TERMINAL
from pipeline.sources.pdf.unruled.line_levels import CellLine, Level
from pipeline.sources.pdf.unruled.zones import BULLET

# So many lines of white at the foot of a page, and in a cell over the foot of its row, mean that nothing was cut there.
FOOT, ENDED = 2.5, 2.6
# Words that no text ends with (English and Welsh).
UNFINISHED = frozenset(
    {
        "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "that", "which", "who",
        "as", "our", "their", "its", "your", "be", "is", "are", "y", "yr", "i", "o", "ac", "neu", "ar", "gan", "gyda", "&",
    }
)  # fmt: skip

Row = Sequence[Level]


def cut(before: Row, after: Row, step: float, foot: float, level: bool) -> tuple[list[str], float]:
    """Why the row after a page break belongs to the row before it, and how strong that is (above 0: it does).

    `step` is the distance of two baselines in a cell, `foot` the height of the lowest baseline on pages of this kind, both
    in points; `level` tells whether cells are set from the top of their rows.
    """
    if before[0].across or after[0].across:
        return [], -1.0
    last, first = _lines(before, -1), _lines(after, 0)
    score, reasons = 0.0, []
    bottom = max(line.base for line in last.values())
    if foot - bottom > FOOT * step:
        score -= 3.0
    if 0 not in first:
        score += 4.0 if 0 in last else 1.0
        reasons.append("the first cell is empty")
    if 0 not in last and not set(last) & set(first):
        return ["its cells stand on one page or the other"], score + 3.0
    if 0 not in last:
        score += 3.0
        reasons.append("the first cell before it is empty")
    for column, line in first.items():
        above = last.get(column)
        gain = _goes_on(above, line) if above or column else 0.0
        if above is not None and level and bottom - above.base > ENDED * step:
            gain = -2.0
        if gain > 1 and "a sentence goes on" not in reasons:
            reasons.append("a sentence goes on")
        score += gain * (2 if column == 0 else 1)
    return reasons, score


def _lines(row: Row, at: int) -> dict[int, CellLine]:
    """The first (0) or last (-1) line of each cell."""
    cells: dict[int, list[CellLine]] = {}
    for level in row:
        for line in level.lines:
            cells.setdefault(line.column, []).append(line)
    return {column: lines[at] for column, lines in cells.items()}


def _goes_on(above: CellLine | None, line: CellLine) -> float:
    """How much a cell speaks for a cut row (below 0: against it)."""
    if above is None:
        return -0.5
    ended = above.text.endswith(TERMINAL)
    if above.words[-1].style.bold != line.words[0].style.bold:
        return -2.0
    if BULLET.fullmatch(line.words[0].text) or line.text[:1] in BULLETS:
        return 0.0
    if above.words[-1].text.lower() in UNFINISHED or above.text.endswith((",", "(", "-", "–")):
        return 2.0
    if line.text.lstrip("(‘“'\"")[:1].islower():
        return 0.5 if ended else 2.0
    if above.has_room(line) or (len(above.words) == 1 and len(line.words) == 1):
        return -1.0 if line.column == 0 else -0.5
    return -0.3 if ended else 0.1
