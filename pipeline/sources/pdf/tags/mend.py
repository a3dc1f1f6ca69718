"""A tag tree that tells the truth but for a few places: a heading in the wrong place, a table that it leaves out.

The tags give the structure; the page shows where a block stands. Only what the page contradicts plainly is mended.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from pipeline.sources.pdf.body import Body, first_page, paragraphs_of, quoted
from pipeline.sources.pdf.tables.cells import TableCell
from pipeline.sources.pdf.tables.join import LongTable
from pipeline.sources.pdf.tags.settings import SETTINGS as S
from pipeline.sources.pdf.text.addresses import ADDRESS
from pipeline.sources.pdf.text.entries import is_code
from pipeline.sources.pdf.text.list_labels import is_label
from pipeline.sources.pdf.text.paragraphs import TERMINAL, Para, align_of, fits, set_otherwise, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.typesetting import number_depth

WIDEST_LEADING = 1.45
"""In sizes of the type: lines of one paragraph are no farther apart."""


def in_page_order(blocks: Body, drawn: Body) -> Body:
    """The blocks with those that go back to an earlier page put where the page shows them; notes stay at their marks."""
    place = {id(word): at for at, word in enumerate(words_of(paragraphs_of(drawn)))}
    moving = [at for at, block in enumerate(blocks) if not _is_note(block)]
    kept = set(_longest_rise([first_page(blocks[at]) for at in moving]))
    strays = [at for number, at in enumerate(moving) if number not in kept]
    result = [block for at, block in enumerate(blocks) if at not in strays]
    for at in strays:
        stray = _first(blocks[at], place)
        later = [n for n, block in enumerate(result) if not _is_note(block) and _first(block, place) > stray]
        result.insert(later[0] if later else len(result), blocks[at])
    return result


def with_labels(blocks: Body) -> Body:
    """The blocks with each label that is tagged as a paragraph of its own put before the words behind it on its line.

    A line of more than these is a row of a table.
    """
    result: Body = []
    for _, run in groupby(blocks, key=_line_of):
        line = list(run)
        label, para = line[0], line[-1]
        if len(line) == 2 and isinstance(label, Para) and isinstance(para, Para) and _is_label_of(label, para):
            para.lines[0].words[:0] = label.lines[0].words
            line = [para]
        result += line
    return result


def _line_of(block: Para | LongTable) -> object:
    """The page and the height of the first line; a table stands for itself."""
    return (block.page, round(block.lines[0].base)) if isinstance(block, Para) else id(block)


def _is_label_of(label: Para, para: Para) -> bool:
    return is_label(label.text) and label.lines[0].x1 <= para.lines[0].x0


def with_items_in_order(blocks: Body) -> Body:
    """The blocks with the items of a list in the order of the page where they stand in one column.

    Word may tag the deeper items of a long list as one list, and those over them behind it as another.
    """
    result: Body = []
    for listed, group in groupby(blocks, lambda block: isinstance(block, Para) and bool(block.marked)):
        run = list(group)
        boxes = [block.box for block in run if isinstance(block, Para)]
        one_column = listed and max(box.x0 for box in boxes) < min(box.x1 for box in boxes)
        result += sorted(run, key=_height) if one_column else run
    return result


def _height(block: Para | LongTable) -> tuple[int, float]:
    """The page and the height of the first line."""
    return first_page(block), block.lines[0].base if isinstance(block, Para) else 0.0


def with_missed(blocks: Body, missed: Sequence[LongTable]) -> Body:
    """The blocks with each table that the tags leave out, as it is drawn, in the place of the paragraphs of its words."""
    for table in missed:
        inside = {id(word) for word in words_of(paragraphs_of([table]))}
        gone = [at for at, block in enumerate(blocks) if _all_in(block, inside)]
        if gone and {id(word) for at in gone for word in words_of(paragraphs_of([blocks[at]]))} == inside:
            blocks = [table if at == gone[0] else block for at, block in enumerate(blocks) if at not in gone[1:]]
    return blocks


def with_untagged(blocks: Body, drawn: Body, untagged: set[int]) -> Body:
    """The blocks and the words that no tag reaches, as they are drawn, each after what stands before it on the page.

    Those that end a paragraph stay in it.

    `untagged` holds the `id` of each such word. Some programs tag no word of a table.
    """
    home = {id(word): block for block in blocks if not _is_note(block) for word in words_of(paragraphs_of([block]))}
    behind: dict[int, Body] = {}
    last = 0
    for block in drawn:
        words = words_of(paragraphs_of([block]))
        parts = _untagged_part(block, untagged)
        begun = home.get(id(words[0])) if words else None
        if isinstance(begun, Para) and isinstance(block, Para):
            begun.lines += [line for part in paragraphs_of(parts) for line in part.lines]
        else:
            behind.setdefault(last, []).extend(parts)
        last = next((id(home[id(word)]) for word in reversed(words) if id(word) in home), last)
    return behind.get(0, []) + [each for block in blocks for each in (block, *behind.get(id(block), []))]


def _untagged_part(block: Para | LongTable, untagged: set[int]) -> Body:
    paras = list(paragraphs_of([block]))
    if isinstance(block, LongTable) and all(id(word) in untagged for word in words_of(paras)):
        return [block]
    parts: Body = []
    for para in paras:
        lines = [replace(line, words=[word for word in line.words if id(word) in untagged]) for line in para.lines]
        if lines := [line for line in lines if line.words]:
            part = replace(para, lines=lines, marked=None)
            if all(word.tag == "Artifact" for word in words_of([part])):
                part.doubt = f"the file marks “{quoted(part)}” as no content; is it part of the text?"
            parts.append(part)
    return parts


def with_sizes_apart(blocks: Body, drawn: Body) -> Body:
    """The blocks, each paragraph that holds a title, or items, with paragraphs around them split into those.

    Some programs tag all the text of a page as one paragraph, with its headings and numbered clauses.
    """
    owner = {id(word): block for block in drawn if isinstance(block, Para) for word in words_of([block])}
    result: Body = []
    for block in blocks:
        words = words_of([block]) if isinstance(block, Para) and not (block.marked or block.heading) else []
        owners = {id(owner[id(word)]): owner[id(word)] for word in words if id(word) in owner}
        paras = [part for para in owners.values() if (part := _part_in(para, {id(word) for word in words})).lines]
        whole = sum(len(words_of([para])) for para in paras) == len(words)
        sizes = [para.lines[0].size for para in paras]
        titled = any(size > SETTINGS.sizes_apart * below for size, below in pairwise(sizes))
        counted = any(para.marked and para.marked.marker.ordered for para in paras[1:])
        result += paras if whole and (titled or counted) else [block]
    return result


def _part_in(para: Para, inside: set[int]) -> Para:
    """A paragraph, or those of its lines whose words are all among the ids `inside`."""
    lines = [line for line in para.lines if all(id(word) in inside for word in line.words)]
    return para if len(lines) == len(para.lines) else replace(para, lines=lines)


def with_definitions(blocks: Body, drawn: Body) -> Body:
    """The blocks, with the labels and values that the drawing shows in place of paragraphs that hold a line of both.

    Authors part labels from values with tabs, and end each line of a long value by hand. Text that the tags have as one
    paragraph is not cut into several values.
    """
    pairs = [para for para in drawn if isinstance(para, Para) and para.style.startswith("definition")]
    owner = {id(word): para for para in pairs for word in words_of([para])}
    inside = {*owner}

    def owners(paras: Body) -> list[Para]:
        return list({id(one): one for word in words_of(paragraphs_of(paras)) if (one := owner.get(id(word)))}.values())

    def is_of_pair(block: Para | LongTable) -> bool:
        styles = [para.style for para in owners([block])]
        return not getattr(block, "heading", 0) and _all_in(block, inside) and len(styles) == len({*styles})

    result: Body = []
    for held, run in groupby(blocks, key=is_of_pair):
        paras = [*run]
        found = owners(paras) if held else []
        whole = len(words_of(found)) == len(words_of(paragraphs_of(paras)))
        result += found if whole and len({para.style for para in found}) > 1 else paras
    return result


def with_headings_apart(blocks: Body) -> Body:
    """The blocks with each paragraph cut where its sentence ends with the page and the rest is set in another way.

    Some programs tag the heading at the head of a page with the last paragraph of the page before; and authors end a numbered
    heading in bold with a manual break.
    """
    result: Body = []
    for block in blocks:
        paras = _cut_at_break(block) if isinstance(block, Para) else []
        result += [part for para in paras for part in _cut_at_page(para)] or [block]
    return result


def mark_breaks(blocks: Body, drawn: Body) -> None:
    """Marks the lines that their authors ended by hand within paragraphs: an address, or what follows after a colon.

    Each is the end of a paragraph as drawn, and the first word of the next line would have fitted, which does not begin small but
    below a semicolon or colon. Headings are left whole.
    """
    owner = {id(word): para for para in drawn if isinstance(para, Para) for word in words_of([para])}
    for para in (block for block in blocks if isinstance(block, Para) and not block.heading):
        for line, after in pairwise(para.lines):
            last = owner.get(id(line.words[-1]))
            ends = last is not None and last is not owner.get(id(after.words[0]))
            near = line.page == after.page and 0 < after.base - line.base < WIDEST_LEADING * after.size
            near = near and (line.text.endswith((";", ":")) or not after.text[:1].islower())
            line.broken = bool(last and ends and near and fits(line, after.words[0], last.frame.right_of(line)))


def _cut_at_break(para: Para) -> list[Para]:
    """A paragraph without its numbered bold first line, where the next one is plain though its first word would have fitted."""
    if len(para.lines) < 2 or para.heading or para.marked:
        return [para]
    line, after = para.lines[:2]
    bold = all(word.style.bold for word in line.words) and not after.words[0].style.bold
    if not (bold and number_depth(line.text) and fits(line, after.words[0], para.frame.right)):
        return [para]
    return [replace(para, lines=[line]), replace(para, lines=para.lines[1:], gap=0.0)]


def _cut_at_page(para: Para) -> list[Para]:
    for at, (line, after) in enumerate(pairwise(para.lines), 1):
        rest = para.lines[at:]
        ends = line.page < after.page and line.text.endswith(TERMINAL)
        if ends and all(set_otherwise(line, one) for one in rest):
            heading = replace(para, lines=rest, marked=None, gap=0.0)
            heading.align = align_of(heading)
            return [replace(para, lines=para.lines[:at]), heading]
    return [para]


def with_whole_sentences(blocks: Body) -> Body:
    """The blocks with two paragraphs made one where the second takes up the sentence of the first right under it.

    A person who sets a long title or subject over two lines with the return key makes two paragraphs of it. A program may take
    the first line of a clause for a heading.
    """
    result: Body = []
    edges: dict[int, float] = {}
    for line in (line for para in paragraphs_of(blocks) for line in para.lines):
        edges[line.page] = max(edges.get(line.page, 0.0), line.x1)
    for block in blocks:
        last = result[-1] if result else None
        if isinstance(last, Para) and isinstance(block, Para) and _takes_up(last, block, edges[block.page]):
            result[-1] = replace(last, lines=[*last.lines, *block.lines], heading=min(last.heading, block.heading))
        else:
            result.append(block)
    return result


def _takes_up(last: Para, block: Para, right: float) -> bool:
    """Whether a paragraph goes on with the last one; `right` is the right edge of the text in points."""
    before, line = last.lines[-1], block.lines[0]
    style = line.words[0].style
    role = last.heading == block.heading or not style.bold
    set_alike = before.words[-1].style == style and role
    leading = WIDEST_LEADING * line.size
    if len(last.lines) > 1:
        leading = S.same_leading * (before.base - last.lines[-2].base)
    near = before.page == line.page and 0 < line.base - before.base < leading
    long = before.x1 - before.x0 > SETTINGS.loose_least * before.size
    own = (
        block.marked is not None or is_label(line.words[0].text) or is_code(line) or ADDRESS.search(line.words[0].text)
    )
    comma = before.text.endswith(",") and fits(before, line.words[0], right)
    goes_on = line.text[:1].islower() and not (comma or before.text.endswith(TERMINAL))
    return set_alike and near and long and not own and goes_on


def _all_in(block: Para | LongTable, inside: set[int]) -> bool:
    return isinstance(block, Para) and all(id(word) in inside for word in words_of([block]))


def _is_note(block: Para | LongTable) -> bool:
    return isinstance(block, Para) and block.style == "footnote"


def _first(block: Para | LongTable, place: dict[int, int]) -> int:
    return next((place[id(word)] for word in words_of(paragraphs_of([block])) if id(word) in place), -1)


def _longest_rise(values: Sequence[int]) -> list[int]:
    """The positions of a longest part of the values that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_right(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [at]
    at = ends[-1] if ends else -1
    rise = []
    while at >= 0:
        rise.append(at)
        at = before[at]
    return rise[::-1]


def without_plain_headers(blocks: Body) -> None:
    """Takes the mark from a header row of which each cell is set like one below it, and that comes on one page only.

    Word marks the first row of every table whose style could show a header row, whether it does or not.
    """
    for table in (block for block in blocks if isinstance(block, LongTable) and block.header_rows == 1):
        heads, *rows = [[cell for cell in row if cell.paras] for row in table.rows]
        below = {(cell.column, _look_of(cell)) for row in rows for cell in row}
        if not table.asides and all((cell.column, _look_of(cell)) in below for cell in heads):
            table.header_rows = None


def _look_of(cell: TableCell) -> tuple[object, ...]:
    word = cell.paras[0].lines[0].words[0]
    return word.style.bold, word.style.italic, word.style.colour, round(word.size), cell.fill


def mend_short_rows(rows: list[list[TableCell]], columns: int) -> None:
    """Some programs leave empty cells out of the tags; the cells of such a row go to the columns below which they stand."""
    full = [row for row in rows if sum(cell.colspan for cell in row) == columns and len(row) == columns]
    lefts = [median([row[at].box.x0 for row in full if row[at].paras] or [0.0]) for at in range(columns)]
    if lefts != sorted(lefts) or (len(set(lefts)) < columns):
        return
    for row in rows:
        if not row or sum(cell.colspan for cell in row) >= columns or any(c.rowspan > 1 or c.colspan > 1 for c in row):
            continue
        least = 0
        for at, cell in enumerate(row):
            last = columns - (len(row) - at)
            if cell.paras:
                choice = range(least, last + 1)
                cell.column = min(choice, key=lambda column: abs(lefts[column] - cell.box.x0))
            else:
                cell.column = least
            least = cell.column + 1


def drop_empty_columns(tables: Sequence[LongTable]) -> None:
    """Take out the columns in which no cell with words begins (Word tags the indent of a table so).

    The tables are parts of one, as far as their tags say: what one page leaves empty may be filled on the next.
    """
    rows = [row for table in tables for row in table.rows]
    kept = sorted({cell.column for row in rows for cell in row if cell.paras})
    for row in rows:
        row[:] = [cell for cell in row if any(cell.column <= at < cell.column + cell.colspan for at in kept)]
        for cell in row:
            covered = [at for at in kept if cell.column <= at < cell.column + cell.colspan]
            cell.column, cell.colspan = kept.index(covered[0]), len(covered)
    for table in tables:
        table.parts[0].edges = table.edges = [float(edge) for edge in range(len(kept) + 1)]
