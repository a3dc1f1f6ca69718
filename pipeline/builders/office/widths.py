"""Column widths for a table of words: no word broken where that can be, and as few lines in all as possible."""

from __future__ import annotations

from pipeline.editions.edition import RowView, TableView, Views
from pipeline.editions.looks import Look
from pipeline.editions.reading import Voice

CHARACTER = 0.53  # mean width of a character of Arial, as a multiple of its size
BOLD = 1.08  # how much wider bold characters are
PADDING = 12  # points that the two sides of a cell take
INDENT = 18  # points by which a list stands in, at 12 point
LONGEST_WORD = 20  # characters of a word that may not be broken; longer ones (addresses) may
SAMPLE = 60  # rows that are looked at when widths are weighed, evenly spread over the table
STEPS = 40  # times that a part of one column may go to another


def character(look: Look) -> float:
    """The mean width of a character in points."""
    return CHARACTER * look.size * (BOLD if look.weight >= 600 else 1)


def word_widths(table: TableView, look: Look, voice: Voice) -> list[float]:
    """The width in points that the longest word of each column takes, with the cell's padding and a list's indent."""
    widths = []
    for index, label in enumerate(table.columns):
        texts = [_text(row.cells[index], voice) for row in table.rows]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        head = max((len(word) for piece in voice.inlines(label, "") for word in piece.text.split()), default=1)
        indent = INDENT * look.size / 12
        body = min(longest, LONGEST_WORD) * character(look) * 1.06 + indent
        widths.append(max(body, min(head, LONGEST_WORD) * character(look) * BOLD * 1.06) + PADDING)
    return widths


def column_widths(table: TableView, width: int, look: Look, voice: Voice) -> list[int]:
    """Widths in twentieths of a point that add up to `width`."""
    least = [points * 20 for points in word_widths(table, look, voice)]
    if sum(least) >= width:
        shares = [width * one / sum(least) for one in least]
    else:
        spare = (width - sum(least)) / len(least)
        shares = _weighed([one + spare for one in least], least, _contents(table, look, voice))
    rounded = [int(share) for share in shares]
    rounded[-1] += width - sum(rounded)
    return rounded


def _contents(table: TableView, look: Look, voice: Voice) -> list[list[tuple[float, float]]]:
    """For each sampled row and column: the length of its text in twentieths of a point on one line, and its paragraphs."""
    step = max(1, len(table.rows) // SAMPLE)
    return [_measured(row, look, voice) for row in table.rows[::step]]


def _measured(row: RowView, look: Look, voice: Voice) -> list[tuple[float, float]]:
    unit = character(look) * 20
    return [(len(_text(cell, voice)) * unit, sum(1 for _ in voice.views(cell)) or 1) for cell in row.cells]


def row_lines(row: RowView, widths: list[int], look: Look, voice: Voice) -> float:
    """About how many lines a row takes in columns of these widths, in twentieths of a point."""
    return _lines(list(map(float, widths)), [_measured(row, look, voice)])


def _text(cell: Views, voice: Voice) -> str:
    return " ".join(piece.text for piece in voice.views(cell))


def _lines(shares: list[float], rows: list[list[tuple[float, float]]]) -> float:
    """How many lines the rows take; a paragraph's last line is half empty on the average."""
    inner = [max(1.0, share - (PADDING + INDENT) * 20) for share in shares]
    return sum(
        max((length / room + paragraphs / 2 for (length, paragraphs), room in zip(row, inner, strict=True)), default=0)
        for row in rows
    )


def _weighed(shares: list[float], least: list[float], rows: list[list[tuple[float, float]]]) -> list[float]:
    """Move width from column to column as long as that saves lines."""
    best, part = _lines(shares, rows), sum(shares) / 10
    for _ in range(STEPS):
        found: tuple[float, list[float]] | None = None
        for giver in range(len(shares)):
            for taker in range(len(shares)):
                if giver == taker or shares[giver] - part < least[giver]:
                    continue
                tried = list(shares)
                tried[giver] -= part
                tried[taker] += part
                lines = _lines(tried, rows)
                if lines < (found[0] if found else best) - 0.01:
                    found = (lines, tried)
        if found:
            best, shares = found
        elif part < sum(shares) / 100:
            break
        else:
            part /= 2
    return shares
