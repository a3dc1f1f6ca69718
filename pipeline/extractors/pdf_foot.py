"""Lines between the last rule of a table and the foot of its page, which are a row that the page break has left open."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extractors.pdf_cells import PageTable, TableCell
from pipeline.extractors.pdf_joins import LongTable, same_columns
from pipeline.extractors.pdf_paragraphs import Frame, Para, make_paragraphs
from pipeline.extractors.pdf_words import Line, Word, make_lines

# Sizes of the type: so much white at least parts two columns, so much at most lies between the rule and the first line.
GUTTER, NEAR = 1.0, 2.5
# Points by which a word may reach over the edge of its column.
OVER = 1.0


def take_foot(body: list[Para | LongTable], other: PageTable) -> None:
    """Makes paragraphs at the end of the body rows of the table before them, if `other` begins the next page as its rest.

    Bold lines that run over the columns are a band; what follows them, or stands there alone, is one row.
    """
    at = _after_table(body)
    table, stray = body[at - 1] if at else None, [block for block in body[at:] if isinstance(block, Para)]
    if not stray or not isinstance(table, LongTable) or same_columns(table, other) is None:
        return
    last = table.parts[-1]
    page = last.sheet.number
    if any(line.page != page for para in stray for line in para.lines) or any(para.heading for para in stray):
        return
    lines = make_lines((word for para in stray for line in para.lines for word in line.words), page)
    bold = [all(word.style.bold for word in line.words) for line in lines]
    band = lines[: bold.index(False) if False in bold else len(lines)]
    row = lines[len(band) :]
    words = [word for line in row for word in line.words]
    columns = [_column(word, table.edges) for word in words]
    near = lines[0].top - last.box[3] < NEAR * lines[0].size
    if not near or None in columns or (row and not band and set(columns) == {0}) or not _apart(row, table.edges):
        return
    del body[at:]
    if band:
        table.rows.append([_cell(table, (0, table.columns), [word for line in band for word in line.words])])
    if row:
        held: dict[int, list[Word]] = {}
        for word, column in zip(words, columns, strict=True):
            held.setdefault(column or 0, []).append(word)
        table.rows.append([_cell(table, (n, n + 1), held.get(n, [])) for n in range(table.columns)])


def _after_table(body: list[Para | LongTable]) -> int:
    """The index behind the last table of the body."""
    at = len(body)
    while at and isinstance(body[at - 1], Para):
        at -= 1
    return at


def _column(word: Word, edges: list[float]) -> int | None:
    """The column in which all of a word stands, None where it stands in two."""
    found = [n for n, (a, b) in enumerate(pairwise(edges)) if a - OVER <= word.x0 and word.x1 <= b + OVER]
    return found[0] if found else None


def _apart(lines: list[Line], edges: list[float]) -> bool:
    """Whether the words of neighbouring columns stand apart in every line, as those of running text do not."""
    return all(
        b.x0 - a.x1 > GUTTER * line.size
        for line in lines
        for a, b in pairwise(line.words)
        if _column(a, edges) != _column(b, edges)
    )


def _cell(table: LongTable, columns: tuple[int, int], words: list[Word]) -> TableCell:
    """A cell of the open row from one column up to another, set in paragraphs like those above it."""
    last, (first, end) = table.parts[-1], columns
    bottom = max((word.bottom for word in words), default=last.box[3])
    box = (table.edges[first], last.box[3], table.edges[end], bottom)
    cell = TableCell(len(table.rows), first, 1, end - first, box, last.sheet.number)
    if words:
        above = [
            p.frame
            for row in table.rows
            for c in row
            if c.column == first and c.colspan == end - first
            for p in c.paras
        ]
        frame = above[-1] if above else Frame(min(word.x0 for word in words), box[2], words[0].size, last.sheet.bullets)
        cell.paras = make_paragraphs(make_lines(words, last.sheet.number), frame)
    return cell
