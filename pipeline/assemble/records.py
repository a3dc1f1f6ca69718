"""Grid to records: columns with stable keys, rows under their bands, and what had to be guessed or added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import shorten

from pipeline.assemble.equal_checks import with_counts
from pipeline.assemble.grid_rows import (
    ExtractorWords,
    Row,
    TableAccount,
    band_rows,
    header_span,
    may_head,
    paragraphs_of,
    repeats,
    rows_of,
    rows_text,
    text_of,
)
from pipeline.assemble.lists import ToInlines, all_bold, blocks_of
from pipeline.assemble.runs import cut, folded, inlines_of, lines_of
from pipeline.assemble.wordless_cells import colour_question, colour_words
from pipeline.kinds import all_kinds
from pipeline.kinds.column_keys import keys_of
from pipeline.kinds.ratings import is_colour
from pipeline.model.document import Block, Blocks, Cell, Column, Group, Inline, Inlines, Paragraph, Record, Table, Text
from pipeline.model.findings import note, warning
from pipeline.model.flow import Aside, FlowParagraph, Grid, GridCell
from pipeline.model.place import NOWHERE
from pipeline.model.walk import block_text, plain_text, tidy

# A label before a colon that may stand as a heading; a longer text is a sentence.
BAND_WORDS, LONG_BAND_WORDS = 10, 45
JOINT = ", "
FEWEST_TOLD = 2
"""This many cells with a colour of a rating make a column of statuses, and with numbers that count on one of references."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
ROW_NUMBER = re.compile(r"\(?(\d{1,3})[a-z]?[.)]?")
NAMING = ("objective", "action")
"""The columns that may name the rows of a table of no known kind."""
QUOTED = 60  # characters of a cell that a finding quotes
RANK = re.compile(
    r"(?:very )?(?:high|medium|low|critical|urgent|moderate|essential|desirable)|[hml]|p?\d", re.IGNORECASE
)


def table_of(grid: Grid, to_inlines: ToInlines, account: TableAccount) -> Blocks:
    """The grid as a table of records, with paragraphs after it where the last row ran across it; ids come later."""
    rows = rows_of(grid)
    first, end = header_span(grid, rows)
    doubts: tuple[str, ...] = ()
    if end == first and may_head(rows, first):
        end, doubts = first + 1, ("the first row was taken as the header, though nothing marks it as one; is it one?",)
    elif end == first:
        doubts = ("no header row was found; what do the columns hold?",)
    doubts += (question,) if (question := colour_question(rows[end:])) else ()
    grid_cells = _label_cells(rows[first:end], grid.columns)
    labels = _labels(grid_cells, to_inlines, account)
    keys, known = keys_of(list(map(plain_text, labels)), _told_columns(rows[end:], labels))
    if not known:
        account.findings.append(
            note(
                "table-not-records",
                f"none of the columns of this table is one that the kinds of document know ({', '.join(keys)})",
                grid.place,
                "it is kept as it stands, with joined labels; rename a key if a column is a known one",
            )
        )
    maker = _Maker(to_inlines, account, keys, _bold_columns(rows[end:], grid.columns), colour_words(grid))
    groups, caption, after = maker.groups(rows, first, end, captioned=bool(grid.caption_runs))
    caption = inlines_of(grid.caption_runs, bold=False, italic=False) or caption
    if grid.caption and not caption:
        account.added.append(
            ExtractorWords(folded(grid.caption), "caption taken from the table's properties", grid.place)
        )
    table = Table(
        columns=tuple(Column(key, label) for key, label in zip(keys, labels, strict=True)),
        groups=tuple(groups),
        caption=caption or inlines_of_text(grid.caption),
        row_header=_row_header(keys, groups),
        guesses=doubts,
        place=grid.place,
    )
    return (with_counts(table), *after)


def inlines_of_text(text: str) -> Inlines:
    """Plain words as inlines."""
    return (Text(folded(text)),) if folded(text) else ()


def _label_cells(header: Sequence[Row], columns: int) -> list[list[GridCell]]:
    """For each column the header cells over it from top to bottom, each once."""
    result = []
    for column in range(columns):
        grid_cells = [row.cells[column] for row in header]
        result.append(
            [cell for n, cell in enumerate(grid_cells) if cell and cell not in grid_cells[:n] and text_of(cell)]
        )
    return result


def _label_of(cell: GridCell, to_inlines: ToInlines) -> Inlines:
    """The words of a header cell with its links and the marks of its notes; bold and italic only set it apart."""
    label: list[Inline] = []
    for paragraph in paragraphs_of(cell):
        runs = tuple(replace(run, bold=False, italic=False) for run in paragraph.runs)
        label += [Text(" "), *to_inlines(replace(paragraph, runs=runs), False)]
    return tidy(tuple(label))


def _labels(headers: Sequence[Sequence[GridCell]], to_inlines: ToInlines, account: TableAccount) -> list[Inlines]:
    """The labels, joined where a header cell stands over others; a cell over several columns is said again for each."""
    labels: list[Inlines] = []
    known: set[int] = set()
    for cells in headers:
        parts: list[Inline] = []
        for cell in cells:
            words = _label_of(cell, to_inlines)
            parts += [Text(JOINT), *words] if parts else words
            if id(cell) in known:
                account.added.append(ExtractorWords(plain_text(words), "label over several columns", cell.place))
            known.add(id(cell))
        labels.append(tidy(tuple(parts)))
    return labels


def _told_columns(rows: Sequence[Row], labels: Sequence[Inlines]) -> dict[int, str]:
    """The keys of the columns whose cells tell what they hold: colours of ratings, or in the first the numbers of the rows."""
    result: dict[int, str] = {}
    for column, label in enumerate(labels):
        texts = [text_of(cell) for row in rows if (cell := row.cells[column]) and cell.colspan == 1 and text_of(cell)]
        if len(texts) >= FEWEST_TOLD and all(map(is_colour, texts)):
            result[column] = "status"
        elif column == 0 and not label and _are_references(texts):
            result[column] = "reference"
    return result


def _are_references(texts: Sequence[str]) -> bool:
    """Whether texts number the rows of a table, as those of an agenda: 1, 2, 3a, 3b."""
    found = [match for text in texts if (match := ROW_NUMBER.fullmatch(text))]
    counts = [int(match[1]) for match in found]
    return len(found) == len(texts) >= FEWEST_TOLD and counts[0] < counts[-1] and counts == sorted(counts)


def _bold_columns(rows: Sequence[Row], columns: int) -> set[int]:
    """The columns in which every cell is all bold: there it only sets the column apart."""
    result = set()
    for column in range(columns):
        cells = [row.cells[column] for row in rows]
        worded = [cell for cell in cells if cell and cell.colspan == 1 and text_of(cell)]
        if worded and all(all_bold(paragraphs_of(cell)) for cell in worded):
            result.add(column)
    return result


def _row_header(keys: Sequence[str], groups: Sequence[Group]) -> str:
    """The column that names the rows: one that the kinds know for it, else the first if it is whole."""
    records = [record for group in groups for record in group.records]
    first = keys[0]
    keys = [key for at, key in enumerate(keys) if key not in NAMING or not _only_ranks(records, at)]
    for kind in reversed(all_kinds()):
        if kind.row_header in keys and all(c.key in keys for c in kind.columns if f"column {c.key}" in kind.required):
            return kind.row_header
    for key in NAMING:
        if key in keys:
            return key
    return first if records and all(record.cells[0].blocks for record in records) else ""


def _only_ranks(records: Sequence[Record], column: int) -> bool:
    """Whether all cells of a column say how urgent a row is: "Priority" may mean that, or an objective."""
    cells = [record.cells[column].blocks for record in records if record.cells[column].blocks]
    said = (" ".join(plain_text(block.inlines) for block in blocks if isinstance(block, Paragraph)) for blocks in cells)
    return bool(cells) and all(RANK.fullmatch(text.strip()) for text in said)


@dataclass
class _Maker:
    to_inlines: ToInlines
    account: TableAccount
    keys: Sequence[str]
    bold: set[int]
    colours: dict[tuple[int, int], str]

    def groups(
        self, rows: Sequence[Row], first: int, end: int, *, captioned: bool
    ) -> tuple[list[Group], Inlines, list[Block]]:
        """The groups of rows under their bands, a caption from a row above the header, and blocks after the table."""
        columns = len(self.keys)
        body = [row for row in rows[end:] if row.worded]
        drawn, looking = band_rows(body, columns, rows[first:end])
        leading = [row for row in rows[:first] if row.worded]
        caption: Inlines = ()
        if leading and not drawn and not looking and not captioned:
            caption = inlines_of_text(rows_text(leading.pop(0)))
        after: list[Block] = []
        bands = {row.worded[0].fill for row, below in pairwise(body) if row.index in drawn and below.index not in drawn}
        while len(body) > 1 and body[-1].index in drawn and not _is_like_bands(body[-1], bands):
            after[:0] = blocks_of(_paragraphs(body.pop()), self.to_inlines)
        groups: list[Group] = [self._band(row, guess=False) for row in leading]
        for row in body:
            if row.index in drawn | looking and not self._long(row):
                self._add_band(groups, row, row.index in looking)
            elif repeats(row, rows[first:end]):
                self.account.asides.append(Aside(rows_text(row), "repeated header row", row.worded[0].place))
            else:
                groups = groups or [Group(())]
                groups[-1] = replace(groups[-1], records=(*groups[-1].records, self._record(row)))
        return groups or [Group(())], caption, after

    def _long(self, row: Row) -> bool:
        """A row across the table that is no heading for others: an address, or much text that is not bold."""
        text = rows_text(row)
        return bool(ADDRESS.fullmatch(text)) or (len(text.split()) > LONG_BAND_WORDS and not _bold_row(row))

    def _add_band(self, groups: list[Group], row: Row, guess: bool) -> None:
        last = groups[-1] if groups else None
        if last and last.band is not None and not last.records and not last.statement and _is_statement(rows_text(row)):
            groups[-1] = replace(last, statement=blocks_of(_plain(_paragraphs(row)), self.to_inlines))
            return
        groups.append(self._band(row, guess))

    def _band(self, row: Row, guess: bool) -> Group:
        title, statement = band_parts(_paragraphs(row))
        return Group(
            records=(),
            band=inlines_of(title.runs, bold=False),
            statement=blocks_of(_plain(statement), self.to_inlines),
            guesses=("taken as a heading for the rows under it, though only its first cell has words",)
            if guess
            else (),
            place=title.place,
        )

    def _record(self, row: Row) -> Record:
        cells = [self._cell(row, column) for column in range(len(self.keys))]
        wide = [cell for cell in row.worded if cell.colspan > 1]
        guesses: list[str] = []
        if wide:
            guesses.append("a cell of this row is merged over several columns; its words stand in the first of them")
            for cell in wide:
                words = shorten(text_of(cell), QUOTED, placeholder=" …")
                message = f"the cell “{words}” is merged over several columns; its words stand in the first of them"
                self.account.findings.append(warning("merged-columns", message, cell.place))
        return Record("", tuple(cells), guesses=tuple(guesses), place=row.own[0].place if row.own else NOWHERE)

    def _cell(self, row: Row, column: int) -> Cell:
        cell = row.cells[column]
        if cell is None or cell.column != column:
            return Cell()
        if colour := self.colours.get((cell.row, column)):
            word = colour.capitalize()
            self.account.added.append(ExtractorWords(word, "word for a colour", cell.place))
            doubt = f"the cell is {colour} in the source and has no words; what does the colour say?"
            return Cell((Paragraph((Text(word),), cell.place),), (doubt,), cell.place)
        paragraphs = paragraphs_of(cell)
        if column in self.bold:
            paragraphs = _plain(paragraphs)
        blocks = blocks_of(paragraphs, self.to_inlines)
        guesses = tuple(paragraph.doubt for paragraph in paragraphs if paragraph.doubt)
        if cell.row != row.index and blocks:
            guesses = (
                *guesses,
                "copied from the cell above, with which it is merged in the source",
            )
            self.account.added.append(ExtractorWords(block_text(blocks), "copied from a merged cell", cell.place))
        return Cell(blocks, guesses, cell.place)


def _paragraphs(row: Row) -> list[FlowParagraph]:
    return [p for cell in row.worded for p in paragraphs_of(cell) if folded(p.text)]


def _bold_row(row: Row) -> bool:
    return all_bold(_paragraphs(row))


def _is_like_bands(row: Row, fills: set[str]) -> bool:
    """Whether a row is set apart as the bands are that have rows under them: in bold type, or by one of their `fills`."""
    return _bold_row(row) or row.worded[0].fill in fills - {""}


def _plain(paragraphs: Sequence[FlowParagraph]) -> list[FlowParagraph]:
    return [replace(p, runs=tuple(replace(run, bold=False) for run in p.runs)) for p in paragraphs]


def _is_statement(text: str) -> bool:
    return text.endswith((".", "!", "?")) or len(text.split()) > BAND_WORDS


def band_parts(paragraphs: Sequence[FlowParagraph]) -> tuple[FlowParagraph, list[FlowParagraph]]:
    """The title of a band and its statement: its lines, or what stands before and after the last colon of a short label."""
    first, *rest = paragraphs
    pieces = [line for line in lines_of(first) if folded(line.text)]
    if len(pieces) > 1 and folded(pieces[1].text)[0].isupper():
        return pieces[0], [*pieces[1:], *rest]
    if rest:
        return first, rest
    for match in reversed(list(re.finditer(r":\s+(?=[^\s])", first.text))):
        label, statement = first.text[: match.end()], first.text[match.end() :]
        if len(label.split()) <= BAND_WORDS and _is_statement(folded(statement)):
            return (
                replace(first, runs=cut(first.runs, 0, match.start() + 1)),
                [replace(first, runs=cut(first.runs, match.end()))],
            )
    return first, []
