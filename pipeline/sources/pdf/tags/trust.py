"""Whether the tag tree of a PDF tells the truth: it reaches the words, its order and tables agree with what is drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from pipeline.model.findings import note
from pipeline.model.flow import Aside, Join
from pipeline.model.place import Place
from pipeline.model.with_findings import WithFindings
from pipeline.sources.contents_list import REASON, is_label, key
from pipeline.sources.pdf.body import paragraphs_of
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.join import LongTable
from pipeline.sources.pdf.tags.mend import (
    in_page_order,
    mark_breaks,
    with_definitions,
    with_headings_apart,
    with_items_in_order,
    with_missed,
    with_sizes_apart,
    with_untagged,
    with_whole_sentences,
)
from pipeline.sources.pdf.tags.page_breaks import without_cuts
from pipeline.sources.pdf.tags.read_tagged import Tagged, read_by_tags
from pipeline.sources.pdf.tags.settings import SETTINGS as S
from pipeline.sources.pdf.tags.tree import Element
from pipeline.sources.pdf.text.paragraphs import TERMINAL, Para, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word, body_size, make_lines

Body = list[Para | LongTable]
WORDED = re.compile(r"[^\W_]")


def why_not(tagged: Tagged, drawn: Body, sheets: Sequence[Sheet]) -> str:
    """Why the tags are not to be trusted, "" where they are; `drawn` is the body as the page shows it."""
    words = [word for sheet in sheets for word in sheet.words if word.tag != "Artifact"]
    by_drawing = {id(word) for word in all_words([*missed_tables(tagged, drawn)])}
    reached = sum(id(word) in tagged.used or id(word) in by_drawing for word in words)
    if not words or reached < S.reach * len(words):
        return f"they reach only {reached} of {len(words)} words"
    paras = [block for block in tagged.blocks if isinstance(block, Para)]
    headings = [para for para in paras if para.heading]
    if sum(len(words_of([para])) for para in headings) > S.headings * len(words):
        return "they make most of the text headings"
    if _cut(paras) > max(2, S.cut * len(paras)):
        return "they cut sentences into paragraphs"
    if _is_back_and_forth(tagged, drawn):
        return "their order is not that of the page"
    if _missed_too_many(tagged, drawn):
        return "they leave out tables that are drawn"
    if _crossed(tagged):
        return "the cells of their tables reach over each other"
    if _ragged(tagged):
        return "the rows of their tables differ in length"
    if len(words) > S.paragraph * max(
        1, len(paras) + sum(len(b.rows) for b in tagged.blocks if isinstance(b, LongTable))
    ):
        return "they know no paragraphs"
    return ""


def all_words(blocks: Body) -> Iterator[Word]:
    """Every word of paragraphs and tables, in order."""
    return iter(words_of(paragraphs_of(blocks)))


def set_aside_artifacts(sheets: Sequence[Sheet], used: set[int], file: str) -> None:
    """Words that the file itself marks as no content (ISO 32000-1, 14.8.2.2), if not `used` by its tags all the same.

    Level lines amid a page that stand nowhere else stay as text: some programs mark what stands in boxes so. Signs alone are
    bullets that are drawn for items.
    """
    marked = {sheet.number: [w for w in sheet.words if w.tag == "Artifact" and id(w) not in used] for sheet in sheets}
    if not any(marked.values()):
        return
    said = Counter(line.text for sheet in sheets for line in sheet.lines)
    for sheet in sheets:
        inner = [word for word in marked[sheet.number] if word.turn == 0 and _is_inner(word, sheet)]
        lines = [line for line in make_lines(inner, sheet.number) if said[line.text] < 2 and WORDED.search(line.text)]
        kept = {id(word) for line in lines for word in line.words}
        gone = [word for word in marked[sheet.number] if id(word) not in kept]
        for word in gone:
            edge = "running header" if word.base < sheet.height / 2 else "running footer"
            reason = "marked as no content by the file" if _is_inner(word, sheet) else edge
            sheet.asides.append(Aside(word.text, reason, sheet.place(file, word.box)))
        taken = set(map(id, gone))
        sheet.words = [word for word in sheet.words if id(word) not in taken]


def _is_inner(word: Word, sheet: Sheet) -> bool:
    zone = SETTINGS.furniture_zone * sheet.height
    return zone < word.base < sheet.height - zone


def _cut(paras: list[Para]) -> int:
    """How many paragraphs end in the middle of a sentence that the next one takes up in lower case."""
    return sum(
        not (a.heading or a.marked or b.heading or b.marked)
        and not a.text.endswith(TERMINAL)
        and b.text[:1].islower()
        and b.lines[0].size == a.lines[-1].size
        and b.page == a.lines[-1].page
        for a, b in pairwise(paras)
    )


def _is_back_and_forth(tagged: Tagged, drawn: Body) -> bool:
    """Whether many blocks stand above the one before, on the page; one does in many a file."""
    place = {id(word): at for at, word in enumerate(all_words(drawn))}
    firsts = [next((place[id(w)] for w in all_words([block]) if id(w) in place), None) for block in tagged.blocks]
    order = [first for first in firsts if first is not None]
    return sum(b < a for a, b in pairwise(order)) > max(1, S.back * len(order))


def missed_tables(tagged: Tagged, drawn: Body) -> list[LongTable]:
    """The tables that the tags leave out: ruled ones, and those whose cells are tagged one by one. Boxes of a figure are none.

    Nor are numbered clauses, which the tags have as the items of a list.
    """
    inside = {id(word) for word in all_words([block for block in tagged.blocks if isinstance(block, LongTable)])}
    inside |= tagged.drawn
    paras = [block for block in tagged.blocks if isinstance(block, Para)]
    owners = {id(word): at for at, para in enumerate(paras) for word in words_of([para])}
    listed = {id(word) for para in paras if para.marked and para.marked.word for word in words_of([para])}
    long_tables = []
    for table in drawn:
        if not isinstance(table, LongTable) or len(table.rows) < 2 or table.columns < 2:
            continue
        words = list(all_words([table]))
        ruled = all(part.drawn for part in table.parts)
        items = sum(id(word) in listed for word in words) > S.listed * len(words)
        if sum(id(word) in inside for word in words) < S.table_held * len(words) and (
            ruled or (not items and _cell_by_cell(table, owners))
        ):
            long_tables.append(table)
    return long_tables


def _cell_by_cell(table: LongTable, owners: dict[int, int]) -> bool:
    """Whether the cells of three columns or more are paragraphs of their own in the tags, row by row, or cut into its lines.

    `owners` has the number of the paragraph of each word. Where tabs set the columns, each line across them is tagged as one.
    """
    cells = [cell for row in table.rows for cell in row if cell.paras]
    numbers = [{owners.get(id(word), -1) for word in words_of(cell.paras)} for cell in cells]
    apart = sum(max(one) < min(other) for one, other in pairwise(numbers))
    held = Counter(chain.from_iterable(numbers))
    cut = any(sum(held[number] > 1 for number in one) > 1 for one in numbers)
    return table.columns > 2 and (cut or apart > S.cells_apart * len(cells))


def _missed_too_many(tagged: Tagged, drawn: Body) -> bool:
    """Whether the tags take so much of the ruled tables for text that they know no tables at all."""
    ruled = [table for table in missed_tables(tagged, drawn) if all(part.drawn for part in table.parts)]
    missed = sum(id(word) in tagged.used for word in all_words([*ruled]))
    whole = sum(len(list(all_words([table]))) for table in drawn if isinstance(table, LongTable))
    return missed > S.tables_missed * whole


def _crossed(tagged: Tagged) -> bool:
    """Whether words of cells begin in the next column, as where a program tags the lists of two cells as one list.

    A word too long for its column may reach into the next one.
    """
    bad = total = 0
    for table in tagged.blocks:
        if not isinstance(table, LongTable):
            continue
        cells = [cell for row in table.rows for cell in row if cell.paras and cell.colspan == 1]
        starts: dict[int, list[float]] = {}
        for cell in cells:
            starts.setdefault(cell.column, []).append(cell.box.x0)
        lefts = {column: median(found) for column, found in starts.items()}
        total += len(cells)
        for cell in cells:
            beyond = lefts.get(cell.column + 1, cell.box.x1) + 2
            bad += any(word.x0 > beyond for word in words_of(cell.paras))
    return bad > S.crossed * total


def _ragged(tagged: Tagged) -> bool:
    for table in tagged.blocks:
        if not isinstance(table, LongTable):
            continue
        ends = [0] * len(table.rows)
        for row in table.rows:
            for cell in row:
                for at in range(cell.row, min(len(ends), cell.row + cell.rowspan)):
                    ends[at] += cell.colspan
        if sum(end > table.columns or end == 0 for end in ends) > S.ragged * len(ends):
            return True
    return False


def by_tags(
    tree: Element | None, drawn: Body, sheets: Sequence[Sheet], file: str
) -> WithFindings[tuple[Body, list[Join]]]:
    """The body as the tags have it where they are sane, with its joins; else none and a note that says why they are not."""
    if tree is None:
        return WithFindings(([], []))
    tagged = read_by_tags(tree, sheets, body_size(_lines(drawn)))
    reason = why_not(tagged, drawn, sheets)
    if reason:
        place = Place(file=file)
        take_headings(tagged, drawn)
        message = f"the tags of {file} are not trusted: {reason}; it was read as drawn"
        return WithFindings(([], []), [note("pdf-tags", message, place)])
    set_aside_artifacts(sheets, tagged.used, file)
    _set_aside(tagged.repeated, "repeated header row", sheets, file)
    blocks = in_page_order(with_missed(_without_contents(tagged, sheets, file), missed_tables(tagged, drawn)), drawn)
    blocks = with_definitions(with_sizes_apart(with_items_in_order(blocks), drawn), drawn)
    body, joins = without_cuts(with_whole_sentences(with_headings_apart(blocks)), drawn, file)
    mark_breaks(body, drawn)
    return WithFindings((with_untagged(body, drawn, _left(sheets, drawn, tagged.used)), joins))


def _left(sheets: Sequence[Sheet], drawn: Body, used: set[int]) -> set[int]:
    """The ids of the words that no tag reaches; of turned words the drawn text has copies, known by their place."""
    left = {id(word): (sheet.number, word.box) for sheet in sheets for word in sheet.words if id(word) not in used}
    places = {*left.values()}
    copies = (word for line in _lines(drawn) for word in line.words if word.home and (line.page, word.home) in places)
    return left.keys() | {id(word) for word in copies}


def _set_aside(words: list[tuple[Word, int]], reason: str, sheets: Sequence[Sheet], file: str) -> None:
    for word, page in words:
        sheet = sheets[page - 1]
        sheet.asides.append(Aside(word.text, reason, sheet.place(file, word.box)))


def _without_contents(tagged: Tagged, sheets: Sequence[Sheet], file: str) -> Body:
    """The blocks without the headings over contents lists and lists of tables, on the pages where their entries are.

    These (TOC, ISO 32000-1 table 333) are set aside; a chapter of that name has its text on other pages.
    """
    _set_aside(tagged.contents, REASON, sheets, file)
    pages = {page for _, page in tagged.contents}
    labels = [b for b in tagged.blocks if isinstance(b, Para) and b.page in pages and is_label(key(b.text))]
    _set_aside([(word, line.page) for b in labels for line in b.lines for word in line.words], REASON, sheets, file)
    return [block for block in tagged.blocks if not any(block is label for label in labels)]


def take_headings(tagged: Tagged, drawn: Body) -> None:
    """Where the tags as a whole are not trusted, those headings of theirs that are whole paragraphs of the page still help."""
    level = {id(word): para.heading for para in paragraphs_of(tagged.blocks) for word in words_of([para])}
    paras = [para for para in drawn if isinstance(para, Para) and not para.style]
    found = {id(para): {level.get(id(word), 0) for word in words_of([para])} for para in paras}
    headings = [para for para in paras if len(found[id(para)]) == 1 and found[id(para)] != {0}]
    if len(headings) <= S.headings_taken * len(paras):
        for para in headings:
            para.heading = min(found[id(para)])


def _lines(blocks: Body) -> Iterator[Line]:
    return (line for para in paragraphs_of(blocks) for line in para.lines)
