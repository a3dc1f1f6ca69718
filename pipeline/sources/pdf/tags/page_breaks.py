"""Tags that end with each page or column: the parts of one table or paragraph become one, as the page shows it.

Some programs close every element at a page break and open it again, so that a table over three pages is tagged as three.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.model.flow import Join
from pipeline.model.place import Place
from pipeline.sources.pdf.tables.join import LongTable, append_part, place_of
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.paragraphs import TERMINAL, Para, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word

Body = list[Para | LongTable]
AGREED = 0.97
"""Of the words of a drawn table so many must stand in the tagged parts, and the other way round."""


def without_cuts(tagged: Body, drawn: Body, file: str) -> tuple[Body, list[Join]]:
    """The tagged blocks with those of one drawn block over several pages or columns as one, and the joins of paragraphs."""
    owners = {id(word): block for block in drawn if _is_cut(block) for word in _words(block)}
    body: Body = []
    joins: list[Join] = []
    for owner, held in groupby(_with_notes_after(tagged, drawn, owners), lambda block: _owner(block, owners)):
        group = list(held)
        if isinstance(owner, LongTable) and len(group) > 1 and _agree(owner, group):
            body.append(_as_drawn(owner, group))
        elif isinstance(owner, Para):
            body += _joined(group, joins, file)
        else:
            body += group
    return _rejoined(body, drawn, file), joins


def _rejoined(body: Body, drawn: Body, file: str) -> Body:
    """The blocks with tables that no line draws, and that the tags end with the page, as one where their columns agree."""
    tables = [block for block in drawn if isinstance(block, LongTable) and block.parts[0].drawn]
    ruled = {id(word) for table in tables for word in _words(table)}
    result: Body = []
    for block in body:
        last = next((one for one in reversed(result) if not isinstance(one, Para) or one.style != "footnote"), None)
        drawn_one = any(id(word) in ruled for word in _words(block))
        if isinstance(last, LongTable) and isinstance(block, LongTable) and not drawn_one and _takes_up(last, block):
            append_part(last, block, file)
            why = "the tags end with the page; the columns stand at the same places"
            over = f"table over pages {block.page - 1} and {block.page}"
            last.joins.append(Join(over, why, S.sure_columns, place_of(block, file)))
            continue
        if isinstance(last, LongTable) and isinstance(block, LongTable) and _goes_on_in_frame(last, block):
            upper, lower = last.rows[0][0], block.rows[0][0]
            upper.paras[-1].lines += lower.paras[0].lines
            upper.paras += lower.paras[1:]
            over = f"frame over pages {block.page - 1} and {block.page}"
            last.joins.append(
                Join(
                    over,
                    "its sentence goes on in a frame on the next page",
                    SETTINGS.sure_sentence,
                    place_of(block, file),
                )
            )
            continue
        result.append(block)
    return result


def _takes_up(table: LongTable, other: LongTable) -> bool:
    """Whether a table without a header row, or with the same one, stands on the next page, its texts in the same columns."""
    last = max(cell.page for row in table.rows for cell in row)
    new_header = other.header_rows and _header(other) != _header(table)
    lefts, others = _lefts(table), _lefts(other)
    both = lefts.keys() & others.keys()
    alike = all(abs(lefts[column] - others[column]) < S.slim for column in both)
    return other.page == last + 1 and not new_header and table.columns == other.columns and len(both) > 1 and alike


def _header(table: LongTable) -> list[str]:
    return [cell.text for row in table.rows[: table.header_rows or 0] for cell in row]


def _goes_on_in_frame(table: LongTable, other: LongTable) -> bool:
    """Whether the sentence at the end of a frame (a table of one cell) goes on in one that begins the next page."""
    cells = [cell for row in (*table.rows, *other.rows) for cell in row]
    if table.columns != 1 or other.columns != 1 or len(cells) != 2 or not all(cell.paras for cell in cells):
        return False
    before, line = cells[0].paras[-1].lines[-1], cells[1].paras[0].lines[0]
    ended = before.text.endswith(TERMINAL) or not line.text[:1].islower()
    return before.page + 1 == line.page and abs(cells[0].box.x0 - cells[1].box.x0) < S.slim and not ended


def _lefts(table: LongTable) -> dict[int, float]:
    """Where the texts of each column begin."""
    lefts: dict[int, float] = {}
    for cell in (cell for row in table.rows for cell in row if cell.paras):
        lefts[cell.column] = min(lefts.get(cell.column, cell.box.x0), cell.box.x0)
    return lefts


def _with_notes_after(tagged: Body, drawn: Body, owners: dict[int, Para | LongTable]) -> Body:
    """The blocks with the notes that stand between two parts of a table, at the foot of a page, behind the second part."""
    at_foot = {id(_words(block)[0]) for block in drawn if isinstance(block, Para) and block.style == "footnote"}
    blocks: Body = []
    notes: Body = []
    for block in tagged:
        if isinstance(block, Para) and (block.style == "footnote" or id(block.lines[0].words[0]) in at_foot):
            notes.append(block)
            continue
        last = _owner(blocks[-1], owners) if blocks else None
        goes_on = isinstance(last, LongTable) and last is _owner(block, owners)
        blocks += [block, *notes] if goes_on else [*notes, block]
        notes = []
    return blocks + notes


def _owner(block: Para | LongTable, owners: dict[int, Para | LongTable]) -> Para | LongTable | None:
    """The drawn block over several pages or columns that holds the words of a tagged one; a repeated header row is in none."""
    found = [owners.get(id(word)) for word in _words(block)]
    known = {id(owner): owner for owner in found if owner is not None}
    whole = isinstance(block, LongTable) or None not in found
    return next(iter(known.values())) if len(known) == 1 and whole else None


def _agree(table: LongTable, parts: Sequence[Para | LongTable]) -> bool:
    """Whether the parts have the columns and the words of a drawn table, all but its repeated header rows.

    Tags may count empty cells, in other columns in each row.
    """
    inside = {id(word) for word in _words(table)}
    held = {id(word) for part in parts for word in _words(part)}
    repeated = sum(len(aside.text.split()) for aside in table.asides)
    alike = all(isinstance(part, LongTable) and _fits(part, table.columns) for part in parts)
    return alike and len(inside & held) >= AGREED * max(len(inside), len(held) - repeated)


def _fits(part: LongTable, columns: int) -> bool:
    """Whether a table has so many columns, or more but no more cells with words in a row."""
    return part.columns >= columns and all(sum(bool(cell.paras) for cell in row) <= columns for row in part.rows)


def _as_drawn(table: LongTable, parts: Sequence[Para | LongTable]) -> LongTable:
    """The drawn table with the header rows that the tags of its first part name, and the paragraphs of its cells."""
    cells = [cell for part in parts if isinstance(part, LongTable) for row in part.rows for cell in row if cell.paras]
    tagged = {frozenset(map(id, words_of(cell.paras))): cell.paras for cell in cells}
    for cell in (cell for row in table.rows for cell in row):
        cell.paras = tagged.get(frozenset(map(id, words_of(cell.paras))), cell.paras)
    first = parts[0]
    if isinstance(first, LongTable) and first.header_rows and first.header_rows < len(table.rows):
        table.header_rows = first.header_rows
    return table


def _joined(parts: Sequence[Para | LongTable], joins: list[Join], file: str) -> Body:
    body: Body = []
    for part in parts:
        last = body[-1] if body else None
        text = isinstance(last, Para) and not last.heading  # a heading that goes on over a page is two
        if text and isinstance(last, Para) and isinstance(part, Para) and _beyond(last.lines[-1], part.lines[0]):
            place = Place(file=file, page=part.page, box=part.box)
            over = f"pages {last.lines[-1].page} and {part.page}" if last.lines[-1].page < part.page else "columns"
            joins.append(
                Join(
                    f"paragraph over {over}",
                    "its last line is full; the tags end with the page",
                    SETTINGS.sure_sentence,
                    place,
                )
            )
            last.lines += part.lines
        else:
            body.append(part)
    return body


def _beyond(before: Line, line: Line) -> bool:
    """Whether a line stands on a later page, or higher up on the same one, in another column."""
    return before.page < line.page or (before.page == line.page and line.base < before.base and line.x0 > before.x0)


def _words(block: Para | LongTable) -> list[Word]:
    if isinstance(block, Para):
        return words_of([block])
    return words_of(para for row in block.rows for cell in row for para in cell.paras)


def _is_cut(block: Para | LongTable) -> bool:
    """Whether a drawn block stands on more pages or columns than one."""
    if isinstance(block, Para):
        return any(_beyond(before, line) for before, line in pairwise(block.lines))
    return len({part.sheet.number for part in block.parts}) > 1
