"""Rows that a page break has left open: lines under the last rule at the foot of a page, or alone at the head of the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.model.flow import Join
from pipeline.model.place import Place
from pipeline.sources.pdf.file.page import Sheet
from pipeline.sources.pdf.tables.cells import PageTable, TableCell
from pipeline.sources.pdf.tables.joins import TERMINAL, LongTable, cut_row, is_band, merge_rows, same_columns
from pipeline.sources.pdf.text.paragraphs import Frame, Para, make_paragraphs
from pipeline.sources.pdf.text.words import Line, Word, make_lines

# Sizes of the type: so much white at least parts two columns, so much at most lies between the rule and the first line.
GUTTER, NEAR = 1.0, 2.5
# What is set so much larger than the table is a heading after it.
LARGER = 1.15
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
    sizes = [line.size for above in table.rows[-1:] for cell in above for para in cell.paras for line in para.lines]
    size = max(sizes, default=lines[0].size)
    near = lines[0].top - last.box[3] < NEAR * size and max(line.size for line in lines) < LARGER * size
    if not near or None in columns or (row and not band and set(columns) == {0}) or not _apart(row, table.edges):
        return
    del body[at:]
    if band:
        table.rows.append([_open(table).cell((0, table.columns), [word for line in band for word in line.words])])
    if row:
        table.rows.append(_open(table).whole(_rest(row, table.edges)))


def take_head(body: list[Para | LongTable], blocks: list[Para | PageTable], file: str) -> list[Para | PageTable]:
    """The blocks of a page without the lines at its head that are the rest of the last row of the page before.

    They stand within the columns of that table, and each goes on in the middle of its cell's sentence, or side by side over
    the next part of the table.
    """
    table = next((one for one in reversed(body) if not (isinstance(one, Para) and one.style == "footnote")), None)
    lead = list(takewhile(lambda block: isinstance(block, Para) and not block.heading, blocks))
    if not isinstance(table, LongTable) or not lead or not table.rows:
        return blocks
    row = {cell.column: cell for cell in table.rows[-1] if cell.colspan == 1}
    for count in range(len(lead), 0, -1):
        lines = [line for block in lead[:count] if isinstance(block, Para) for line in block.lines]
        held = _rest(lines, table.edges)
        if (
            lines[0].page == table.parts[-1].sheet.number + 1
            and held
            and (
                all(_unfinished(row.get(n), held[n]) for n in held)
                or (_beside(row, held) and _leads_on(table, blocks[count:]))
            )
        ):
            cells = [cell for cell in _open(table).whole(held, lines[0].page) if cell.column in row]
            if not _beside(row, held) or 0 not in held or cut_row(table.rows[-1], cells)[1] > 0:
                merge_rows(table.rows[-1], cells)
            else:
                table.rows.append(cells)
            pages = f"pages {lines[0].page - 1} and {lines[0].page}"
            place = Place(file=file, page=lines[0].page, box=lead[0].box)
            table.joins.append(Join(f"row over {pages}", "sentences go on within its columns", 0.8, place))
            return blocks[count:]
    return blocks


def _beside(row: dict[int, TableCell], held: dict[int, list[Word]]) -> bool:
    """Whether words stand under columns as the rest of a row does: in several, or away from the left margin."""
    filled = [n in row and bool(row[n].paras) for n in held]
    return all(n in row for n in held) and (any(filled) if len(held) > 1 else 0 not in held and all(filled))


def _leads_on(table: LongTable, blocks: list[Para | PageTable]) -> bool:
    """Whether the next part of an open table follows, at most a band between, or nothing more on the page."""
    if not table.parts[-1].open_foot or not blocks:
        return table.parts[-1].open_foot
    after = next((block for block in blocks if isinstance(block, PageTable)), None)
    between = list(takewhile(lambda block: block is not after, blocks))
    bands = len(between) <= 2 and all(isinstance(one, Para) and is_band(table, one) for one in between)
    return after is not None and bands and same_columns(table, after) is not None


def _rest(lines: list[Line], edges: list[float]) -> dict[int, list[Word]]:
    """The words by column, nothing where one stands in two or the columns do not stand apart."""
    held: dict[int, list[Word]] = {}
    for line in lines:
        for word in line.words:
            column = _column(word, edges)
            if column is None:
                return {}
            held.setdefault(column, []).append(word)
    return held if _apart(lines, edges) else {}


def _unfinished(cell: TableCell | None, words: list[Word]) -> bool:
    """Whether words in small letters go on with a cell whose sentence has not ended."""
    return cell is not None and bool(cell.paras) and words[0].text[:1].islower() and not cell.text.endswith(TERMINAL)


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


@dataclass(frozen=True)
class _Open:
    """The table that takes new cells: the x of its column borders, its cells, its sheet, and the row and top of the new ones."""

    edges: list[float]
    cells: list[TableCell]
    sheet: Sheet
    row: int
    top: float

    def cell(self, columns: tuple[int, int], words: list[Word], page: int = 0) -> TableCell:
        """A cell from one column up to another, set in paragraphs like the others there."""
        first, end = columns
        bottom = max((word.bottom for word in words), default=self.top)
        box = (self.edges[first], self.top, self.edges[end], bottom)
        cell = TableCell(self.row, first, 1, end - first, box, page or self.sheet.number)
        if words:
            alike = [c for c in self.cells if c.column == first and c.colspan == end - first]
            frames = [para.frame for other in alike for para in other.paras]
            left = min(word.x0 for word in words)
            frame = frames[-1] if frames else Frame(left, box[2], words[0].size, self.sheet.bullets)
            cell.paras = make_paragraphs(make_lines(words, cell.page), frame)
        return cell

    def whole(self, held: dict[int, list[Word]], page: int = 0) -> list[TableCell]:
        """A row of cells, one for each column."""
        return [self.cell((n, n + 1), held.get(n, []), page) for n in range(len(self.edges) - 1)]


def _open(table: LongTable) -> _Open:
    last = table.parts[-1]
    cells = [cell for row in table.rows for cell in row]
    return _Open(table.edges, cells, last.sheet, len(table.rows), last.box[3])


def take_above(blocks: list[Para | PageTable]) -> list[Para | PageTable]:
    """The blocks of a page, with bold labels over the columns of a table, and a row under them, put into that table.

    So stands a header that comes again over a row that has no rule under it but the next.
    """
    result: list[Para | PageTable] = []
    for block in blocks:
        if isinstance(block, PageTable) and block.kind != "tagged":
            _take_labels(result, block)
        result.append(block)
    return result


def _take_labels(above: list[Para | PageTable], table: PageTable) -> None:
    at = len(above)
    while at and isinstance(above[at - 1], Para):
        at -= 1
    paras = [para for para in above[at:] if isinstance(para, Para)]
    while paras and not (_is_label(paras[0].lines[0], table.edges) and _rest(_lines(paras), table.edges)):
        paras, at = paras[1:], at + 1
    if not paras:
        return
    lines = make_lines((word for line in _lines(paras) for word in line.words), table.sheet.number)
    bold = [all(word.style.bold for word in line.words) for line in lines]
    split = bold.index(False) if False in bold else len(lines)
    rows = [held for part in (lines[:split], lines[split:]) if (held := _rest(part, table.edges))]
    for cell in table.cells:
        cell.row += len(rows)
    old = list(table.cells)
    for number, held in enumerate(rows):
        top = min(word.top for words in held.values() for word in words)
        table.cells += _Open(table.edges, old, table.sheet, number, top).whole(held)
    table.rows += len(rows)
    table.box = (table.box[0], lines[0].top, table.box[2], table.box[3])
    del above[at:]


def begin_at_foot(body: list[Para | LongTable], other: PageTable, before: Sheet) -> None:
    """Makes bold labels at the foot of the page before, and the row under them, a table of which `other` is the rest.

    Its header row says the same in the same columns.
    """
    at = _after_table(body)
    paras = [para for para in body[at:] if isinstance(para, Para)]
    while paras and not (_is_label(paras[0].lines[0], other.edges) and _rest(_lines(paras), other.edges)):
        paras, at = paras[1:], at + 1
    if not paras or any(line.page != before.number for line in _lines(paras)):
        return
    lines = make_lines((word for line in _lines(paras) for word in line.words), before.number)
    bold = [all(word.style.bold for word in line.words) for line in lines]
    split = bold.index(False) if False in bold else len(lines)
    edges = list(other.edges)
    box = (edges[0], lines[0].top, edges[-1], max(line.bottom for line in lines))
    table = LongTable([PageTable(before, box, edges, 0, [], other.kind, True)], edges, [])
    for part in (lines[:split], lines[split:]):
        if held := _rest(part, edges):
            table.rows.append(_Open(edges, other.cells, before, len(table.rows), part[0].top).whole(held))
    labels = {cell.column: cell.text for cell in other.row_cells(0) if cell.text}
    if labels and {cell.column: cell.text for cell in table.rows[0] if cell.text} == labels:
        body[at:] = [table]


def _lines(paras: list[Para]) -> list[Line]:
    return [line for para in paras for line in para.lines]


def _is_label(line: Line, edges: list[float]) -> bool:
    """Whether a line is bold labels over at least two columns."""
    columns = {_column(word, edges) for word in line.words}
    return len(columns - {None}) > 1 and all(word.style.bold for word in line.words)
