"""Tables that go on over page breaks become one table, and a row that a page break cut becomes one row again.

Two questions are answered. Is the table at the head of a page the rest of the one before it? Its columns stand at the same
places, nothing but a band stands between, and it has no header of its own. Is its first row the rest of the last one? Each
cell speaks for or against it (`why_cut`); without a reason that can be named the rows stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from pipeline.model.flow import Aside, Join
from pipeline.model.place import Box, Place
from pipeline.sources.contents_list import is_led
from pipeline.sources.pdf.tables.cells import PageTable, TableCell
from pipeline.sources.pdf.tables.cut_rows import ENDINGS, goes_on_in, lacks_label, why_cut
from pipeline.sources.pdf.tables.page import is_figure
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.paragraphs import (
    Frame,
    Para,
    are_entries,
    fits,
    make_paragraphs,
    words_of,
)
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word, make_lines
from pipeline.sources.typesetting import DISPLAY

LABEL_ROWS = 3
"""No table repeats more rows of labels at the head of a page."""


@dataclass(slots=True)
class LongTable:
    """A table with its parts on one page or more; `rows` lists the cells of each row."""

    parts: list[PageTable]
    edges: list[float]
    rows: list[list[TableCell]]
    asides: list[Aside] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    header_rows: int | None = None

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.parts[0].sheet.number

    @property
    def box(self) -> Box:
        """The box of its first part on that page."""
        return self.parts[0].box


Blocks = list[Para | LongTable]


def add_table(body: Blocks, table: PageTable, file: str, feet: dict[int, float], first: bool) -> None:
    """Adds a table to the body, or to the table before it.

    `feet` are the lowest baselines of the text on each page; `first` says whether nothing stands above it on its page.
    """
    _add(body, table, file, feet, first)
    asides = next(table for table in reversed(body) if isinstance(table, LongTable)).asides
    asides += [Aside(word.text, "leader dots", table.sheet.place(file, word.box)) for word in table.leaders]


def _repeated(rows: Iterable[Sequence[TableCell]], place: Place) -> list[Aside]:
    """The words of rows of labels that come again, as set aside."""
    return [Aside(" ".join(cell.text for cell in row if cell.text), "repeated header row", place) for row in rows]


def _add(body: Blocks, table: PageTable, file: str, feet: dict[int, float], first: bool) -> None:
    last = next((one for one in reversed(body) if isinstance(one, LongTable)), None)
    if last is None or _has_labels_of_its_own(table, last):
        body.append(begin(table))
        return
    if table.table >= 0 and last.parts[-1].table == table.table:
        _go_on(last, table, list(range(len(table.edges))), file, feet)
        return
    after = takewhile(lambda one: one is not last, reversed(body))
    alone = first and all(isinstance(one, Para) and one.style == "footnote" for one in after)
    if not alone or _begins_again(last, _rows(table), _foot(last, feet)):
        body.append(begin(table))
        return
    _take_edges(last, table)
    matched = same_columns(last, table)
    if matched is None:
        body.append(begin(table))
    else:
        _go_on(last, table, matched, file, feet)


def begin(table: PageTable) -> LongTable:
    """A table that so far stands on one page."""
    return LongTable([table], list(table.edges), _rows(table), header_rows=table.header_rows)


def _take_edges(table: LongTable, other: PageTable) -> None:
    """Gives a table the edges of its drawn part on the next page, whose first row has cells like those of the last one here.

    Inner borders may have been moved there, and rows farther down may have further ones.
    """
    if not other.drawn:
        return
    at = [min(range(len(other.edges)), key=lambda one: abs(other.edges[one] - edge)) for edge in table.edges]
    far = [abs(other.edges[n] - edge) for n, edge in zip(at, table.edges, strict=True)]
    last = [(at[cell.column], at[cell.column + cell.colspan]) for cell in table.rows[-1]]
    alike = len(last) > 1 and last == [(cell.column, cell.column + cell.colspan) for cell in other.row_cells(0)]
    if alike and len(set(at)) == len(at) and max(far[0], far[-1]) < S.slim and max(far) < S.moved_border:
        for cell in (cell for row in table.rows for cell in row):
            cell.column, cell.colspan = at[cell.column], at[cell.column + cell.colspan] - at[cell.column]
        table.edges = list(other.edges)


def same_columns(table: LongTable, other: PageTable) -> list[int] | None:
    """For each column edge of the other table which edge of the first it is; None where an edge has no counterpart.

    Drawn edges stand still over the pages, or move together where margins change sides; edges that only the words show move with
    the words of each page, but not the labels over them.
    """
    if len(table.edges) == len(other.edges) and _repeated_rows(table, _rows(other)):
        return list(range(len(other.edges)))
    drawn = other.drawn and table.parts[-1].drawn
    narrowest = min(b - a for edges in (table.edges, other.edges) for a, b in pairwise(edges))
    near = S.slim if drawn else max(S.slim, S.edge_moved * narrowest)
    moved = other.edges[0] - table.edges[0] if drawn and len(table.edges) == len(other.edges) else 0.0
    matched = []
    for edge in (edge - moved for edge in other.edges):
        at = min(range(len(table.edges)), key=lambda one: abs(table.edges[one] - edge))
        if abs(table.edges[at] - edge) > near:
            return None
        matched.append(at)
    if matched[0] != 0 or matched[-1] != table.columns or len(set(matched)) < len(matched):
        return None
    return matched


def _rows(table: PageTable) -> list[list[TableCell]]:
    return [table.row_cells(row) for row in range(table.rows)]


def _go_on(table: LongTable, other: PageTable, matched: list[int], file: str, feet: dict[int, float]) -> None:
    """Adds the part of the table that stands on the next page; a header row that comes again is set aside."""
    place = other.sheet.place(file, other.box)
    rows = _rows(other)
    for cell in other.cells:
        first, after = matched[cell.column], matched[min(cell.column + cell.colspan, len(matched) - 1)]
        cell.column, cell.colspan = first, max(1, after - first)
    repeated = _repeated_rows(table, rows)
    table.asides += _repeated(rows[:repeated], place)
    rows = rows[repeated:]
    before, after = table.parts[-1].sheet.number, other.sheet.number
    pages = f"over pages {before} and {after}"
    why = "the columns stand at the same places" + (" and the header row is repeated" if repeated else "")
    table.joins.append(Join(f"table {pages}", why, S.sure_header if repeated else S.sure_columns, place))
    merged = _lengthen_merged(table, rows)
    reasons, score = why_cut(table.rows, rows[0], _foot(table, feet), rows[1:] if other.drawn else ())
    if reasons and score > 0:
        _merge(table.rows[-1], rows[0])
        for cell in merged:
            cell.rowspan -= 1
        table.joins.append(Join(f"row {pages}", "; ".join(reasons), _sure(score), place))
        rows = rows[1:]
    table.parts.append(other)
    table.rows += rows


def _sure(score: float) -> float:
    """How sure it is that a row was cut: no surer than where the labels of a table come again."""
    return round(min(S.sure_header, S.sure_least + S.sure_step * score), 2)


def append_part(table: LongTable, after: LongTable, file: str) -> None:
    """Adds a table that a person says goes on: a header that comes again is set aside, a row that the page break cut is whole."""
    repeated = _repeated_rows(table, after.rows)
    table.asides += _repeated(after.rows[:repeated], place_of(after, file))
    rows = after.rows[repeated:]
    if rows and table.rows:
        reasons, score = why_cut(table.rows, rows[0], 0.0, table.rows)
        unlabelled = lacks_label(rows[0]) and not any(map(lacks_label, table.rows))
        if unlabelled or (reasons and score > 0):
            _merge(table.rows[-1], rows[0])
            rows = rows[1:]
    table.rows += rows
    table.parts += after.parts
    table.asides += after.asides
    table.joins += after.joins


def _lengthen_merged(table: LongTable, rows: list[list[TableCell]]) -> list[TableCell]:
    """Makes merged cells that the page break cuts reach over the rows of the next page, which lose their first cells.

    These are empty, or go on with a sentence. Gives the cells that are longer now.
    """
    cut: list[tuple[TableCell, TableCell]] = []
    for rest in rows[0][:-1]:
        above = [cell for row in table.rows for cell in row if (cell.column, cell.colspan) == (rest.column, 1)]
        if not above or all(cell.rowspan == 1 for cell in (*above, rest)):
            break
        last = above[-1]
        if rest.paras and (not last.paras or last.rowspan == 1 or goes_on_in(last, rest) < S.cut_sentence):
            break
        cut.append((last, rest))
    if not rows[0][len(cut)].paras:
        # The row goes on too: what begins in the last row is cut with it.
        cut = [(last, rest) for last, rest in cut if rest.column < table.rows[-1][0].column]
    for last, rest in cut:
        _merge([last], [rest])
        last.rowspan += rest.rowspan
    rows[0] = rows[0][len(cut) :]
    return [last for last, _ in cut]


def take_rest(
    body: Blocks, blocks: list[Para | PageTable], file: str, feet: dict[int, float]
) -> list[Para | PageTable]:
    """The blocks of a page without the lines at its head that are the rest of the last row of the page before.

    They have no ruling line over them, so they are no table of their own, but they stand within the columns of that table.
    """
    table = next((one for one in reversed(body) if isinstance(one, LongTable) or one.style != "footnote"), None)
    lead = [one for one in takewhile(lambda one: isinstance(one, Para), blocks) if isinstance(one, Para)]
    if not isinstance(table, LongTable) or not lead:
        return blocks
    before = max(
        [table.parts[-1].sheet.number, *(para.lines[-1].page for cell in table.rows[-1] for para in cell.paras)]
    )
    for count in range(len(lead), 0, -1):
        words = [word for para in lead[:count] for line in para.lines for word in line.words]
        row = _row_of(words, table, lead[0].page) if lead[0].page == before + 1 else None
        reasons, score = why_cut(table.rows, row, _foot(table, feet)) if row else ([], 0.0)
        if row and score > 0:
            _merge(table.rows[-1], row)
            place = Place(file=file, page=before + 1, box=lead[0].box)
            table.joins.append(
                Join(f"row over pages {before} and {before + 1}", "; ".join(reasons), _sure(score), place)
            )
            return blocks[count:]
    return blocks


def _row_of(words: Sequence[Word], table: LongTable, page: int) -> list[TableCell] | None:
    """Words as a row like the last one of a table; None where one stands in two columns or all stand under empty cells."""
    held: dict[int, list[Word]] = {}
    for line in make_lines(words, page):
        for word in line.words:
            column = _column(word, table.edges)
            if column is None:
                return None
            held.setdefault(column, []).append(word)
    if not any(cell.paras for cell in table.rows[-1] if cell.column in held):
        return None
    frames = {cell.column: cell.paras[-1].frame for row in table.rows for cell in row if cell.paras}
    row = []
    for cell in table.rows[-1]:
        made = replace(cell, page=page, paras=[])
        if cell.column in held:
            frame = frames.get(cell.column)
            own = held[cell.column]
            frame = frame or Frame(min(word.x0 for word in own), cell.box.x1, own[0].size)
            made.paras = make_paragraphs(make_lines(own, page), frame)
        row.append(made)
    return row


def _column(word: Word, edges: Sequence[float]) -> int | None:
    """The column in which all of a word stands."""
    return next((at for at, (a, b) in enumerate(pairwise(edges)) if a - 1 <= word.x0 and word.x1 <= b + 1), None)


def _foot(table: LongTable, feet: dict[int, float]) -> float:
    """How far down the page the table could go on; 0 where notes stand below it."""
    last = table.parts[-1]
    below = (word.base for word in last.sheet.words if word.base > last.box.bottom + word.size)
    return 0.0 if any(below) else feet.get(last.sheet.number, 0.0)


def _repeated_rows(table: LongTable, rows: Sequence[list[TableCell]]) -> int:
    """How many leading rows are the labels of the table again; rows of data that are equal stay."""
    most = min(len(rows) - 1, len(table.rows), table.header_rows or _label_rows(table))
    pairs = zip(table.rows[:most], rows, strict=False)
    same = takewhile(lambda pair: _texts(pair[0]) == _texts(pair[1]), pairs)
    return sum(1 for _ in same)


def _texts(row: Sequence[TableCell]) -> list[tuple[int, str]]:
    return [(cell.column, cell.text) for cell in row if cell.text]


def _label_rows(table: LongTable) -> int:
    """How many of the first rows may be labels: the first, and those under it that its cells span or that are set as it is."""
    for count, (above, row) in enumerate(pairwise(table.rows[:LABEL_ROWS]), 1):
        spans = any(1 < cell.colspan < table.columns for cell in above)
        if not spans and not (_is_bold(above) and _is_bold(row)):
            return count
    return LABEL_ROWS


def _is_bold(row: Sequence[TableCell]) -> bool:
    return all(word.style.bold for cell in row for word in words_of(cell.paras))


def _has_labels_of_its_own(other: PageTable, table: LongTable) -> bool:
    """Whether bold labels over several columns are others than those of the table before: another one begins."""
    first, labels = table.rows[0], other.row_cells(0)
    texts = _texts(labels)
    bold = len(texts) > 1 and _is_bold(labels) and _is_bold(first) and not _is_bold(table.rows[-1])
    return bold and texts != _texts(first) and not any(is_figure(text) for _, text in texts)


def _begins_again(table: LongTable, rows: Sequence[list[TableCell]], foot: float) -> bool:
    """Whether another table with the same labels begins.

    Its first two rows had room on the page before, down to `foot`. Where header and row labels are all those of the table before,
    it is the next of several forms with the same lines.
    """
    if repeated := _repeated_rows(table, rows):
        boxes = [cell.box for row in rows[repeated : repeated + 2] for cell in row]
        if foot - table.parts[-1].box.bottom > max(box.bottom for box in boxes) - boxes[0].top:
            return True
    labels, again = ([row[0].text for row in found if row and row[0].column == 0] for found in (table.rows, rows))
    return len(set(labels)) > 2 and [text.casefold() for text in labels] == [text.casefold() for text in again]


def _merge(row: Sequence[TableCell], after: Sequence[TableCell]) -> None:
    """Adds the rest of a row that a page break cut to its cells."""
    by_column = {cell.column: cell for cell in row}
    for cell in after:
        before, paras = by_column.get(cell.column, row[-1]), cell.paras
        if before.paras and paras and goes_on(before.paras[-1], paras[0]):
            before.paras[-1].lines += paras[0].lines
            paras = paras[1:]
        before.paras = before.paras + paras


def goes_on(last: Para, first: Para) -> bool:
    """Whether the paragraph at the head of a page or column is the rest of the one before it."""
    if first.marked is not None or first.heading != last.heading or are_entries(last, first.lines[0]):
        return False
    before, line = last.lines[-1], first.lines[0]
    if line.size >= DISPLAY * first.frame.body or is_led(last.text):
        return False  # no title is cut by a page, and no line with its page number
    if abs(before.size - line.size) > SETTINGS.same_size or before.words[-1].style.bold != line.words[0].style.bold:
        return False
    if first.text.endswith(":") and first.text[:1].isupper() and len(first.lines) == 1:
        return False  # it leads to what follows, and no sentence through it
    ended = last.text.endswith(ENDINGS)
    if fits(before, line.words[0], last.frame.right):
        return not ended and first.text[:1].islower() and last.align == "left"
    indented = first.text_x0 - first.frame.left > SETTINGS.same_indent and last.marked is None
    return not (ended and indented)


Held = tuple[LongTable, int, TableCell]


def take_shapes(tagged: Iterable[Para | LongTable], drawn: Iterable[Para | LongTable]) -> None:
    """Gives tables that were read by tags the colours that the page shows, and where lines draw their cells the merged cells.

    Many programs leave the spans of merged cells out of the tags.
    """
    owners: dict[int, Held] = {
        id(word): (table, at, cell)
        for table in drawn
        if isinstance(table, LongTable)
        for at, row in enumerate(table.rows)
        for cell in row
        for word in words_of(cell.paras)
    }
    for table in (table for table in tagged if isinstance(table, LongTable)):
        words = words_of(para for row in table.rows for cell in row for para in cell.paras)
        other = next((owners[id(word)][0] for word in words if id(word) in owners), None)
        if other is None or other is table:
            continue
        ruled = all(part.drawn for part in other.parts)
        table.header_rows = table.header_rows or other.header_rows
        if ruled and (_are_run_together(table, other, owners) or _are_lines(table, other, owners)):
            table.rows, table.edges, table.header_rows = other.rows, other.edges, None
        elif ruled and (places := _counterparts(table, other, owners)):
            _reshape(table, other, places)
        elif len(other.rows) == len(table.rows):
            fills = {(at, cell.column): cell.fill for at, row in enumerate(other.rows) for cell in row}
            for at, row in enumerate(table.rows):
                for cell in row:
                    cell.fill = fills.get((at, cell.column), "")


def _are_run_together(table: LongTable, other: LongTable, owners: dict[int, Held]) -> bool:
    """Whether a table has the rows and words of the drawn one, but a list in one cell that is drawn in several.

    Some programs tag the lists of neighbouring cells as one list, in the first of these.
    """
    if len(table.rows) != len(other.rows) or not _have_same_words(table, other):
        return False
    lists = [cell for row in table.rows for cell in row if all(para.marked for para in cell.paras)]
    return any(len({id(owners[id(word)][2]) for word in words_of(cell.paras)}) > 1 for cell in lists)


def _are_lines(table: LongTable, other: LongTable, owners: dict[int, Held]) -> bool:
    """Whether a table has a row for each line of the drawn rows: in each, one cell alone is cut.

    Some programs tag each line of a cell as a row.
    """
    if len(table.rows) <= len(other.rows) or not _have_same_words(table, other):
        return False
    parts: Counter[tuple[int, int]] = Counter()
    for cell in (cell for row in table.rows for cell in row if cell.paras):
        _, row, held = owners[id(words_of(cell.paras)[0])]
        parts[row, held.column] += 1
    cut = Counter(row for (row, _), count in parts.items() if count > 1)
    return max(cut.values(), default=0) < 2


def _have_same_words(table: LongTable, other: LongTable) -> bool:
    words = [{id(word) for row in one.rows for cell in row for word in words_of(cell.paras)} for one in (table, other)]
    return words[0] == words[1]


def _counterparts(table: LongTable, other: LongTable, owners: dict[int, Held]) -> dict[int, tuple[int, TableCell]]:
    """For each cell with words its row and cell in the drawn table; none where not each has one of its own."""
    places: dict[int, tuple[int, TableCell]] = {}
    taken: set[int] = set()
    for row in table.rows:
        for cell in (cell for cell in row if cell.paras):
            held = next((owners[id(word)] for word in words_of(cell.paras) if id(word) in owners), None)
            if held is None or held[0] is not other or id(held[2]) in taken:
                return {}
            taken.add(id(held[2]))
            places[id(cell)] = held[1:]
    whole = all(id(cell) in taken or not cell.paras for row in other.rows for cell in row)
    return places if whole else {}


def _reshape(table: LongTable, other: LongTable, places: dict[int, tuple[int, TableCell]]) -> None:
    """Puts the paragraphs of a tagged table into the cells of the drawn one."""
    heads = [places[id(cell)] for row in table.rows[: table.header_rows or 0] for cell in row if id(cell) in places]
    if heads:
        table.header_rows = max(at + cell.rowspan for at, cell in heads)
    paras = {id(places[id(cell)][1]): cell.paras for row in table.rows for cell in row if cell.paras}
    table.rows = [[replace(cell, paras=paras.get(id(cell), [])) for cell in row] for row in other.rows]
    table.edges = other.edges


def place_of(table: LongTable, file: str) -> Place:
    """Where the table begins."""
    return table.parts[0].sheet.place(file, table.box)
