"""The body of a PDF in reading order: paragraphs and tables of all pages, rejoined over the page breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from math import inf

from pipeline.model.flow import Join
from pipeline.model.place import Box, Place
from pipeline.sources.pdf.footnotes import SMALLER, mark_footnotes
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.cells import PageTable, page_tables, turned_paragraphs
from pipeline.sources.pdf.tables.find import TablePart, find_tables
from pipeline.sources.pdf.tables.join import LongTable, add_table, goes_on, take_rest
from pipeline.sources.pdf.text.addresses import ADDRESS
from pipeline.sources.pdf.text.entries import is_code
from pipeline.sources.pdf.text.furniture import Doubtful
from pipeline.sources.pdf.text.list_labels import is_label
from pipeline.sources.pdf.text.panels import as_folded, is_within, panel_of
from pipeline.sources.pdf.text.paragraphs import (
    TERMINAL,
    Frame,
    Para,
    fits,
    make_paragraphs,
    usual_step,
    words_of,
)
from pipeline.sources.pdf.text.reading_order import column_section, columns_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.side_boxes import in_box, middle, side_box
from pipeline.sources.pdf.text.spelling import CODE
from pipeline.sources.pdf.text.underlines import mark_underlined, tell_struck_through
from pipeline.sources.pdf.text.words import Line, Word, body_size, make_lines

ABOVE, LEFT, RIGHT, BELOW = PARTS = range(4)
"""The parts of a page around a section of two columns, in reading order."""
SHOWN = 6
"""This many words of a paragraph are quoted in a question about it."""
Body = list[Para | LongTable]
Margins = dict[tuple[int, int], tuple[float, float]]


def read_body(sheets: Sequence[Sheet], file: str, before: Sequence[Para | LongTable] = ()) -> tuple[Body, list[Join]]:
    """Paragraphs and tables in order, and the joins of paragraphs that page breaks had cut.

    `before` are the last blocks of the pages before, which these may go on with; they come first.
    """
    for sheet in sheets:
        mark_underlined(sheet)
        tell_struck_through(sheet, file)
    lines = [line for sheet in sheets for line in make_lines(sheet.words, sheet.number)]
    size = body_size(lines)
    body: Body = [*before]
    joins: list[Join] = []
    found = find_tables(sheets)
    feet = _feet(sheets)
    for blocks in as_folded(_page_bodies(sheets, found, size), sheets):
        for at, block in enumerate(take_rest(body, blocks, file, feet)):
            if isinstance(block, PageTable):
                add_table(body, block, file, feet, not at)
            else:
                _add(body, block, joins, file, not at)
    return body, joins


def with_doubtful(body: Body, doubtful: Mapping[int, Sequence[Doubtful]], sheets: Sequence[Sheet]) -> Body:
    """The body with each line that may be furniture as a paragraph with a question, at the head or the end of its page.

    Lines that the tags have set aside, or made part of a paragraph, are left as they are; one that is a paragraph is asked about.
    """
    paras = {frozenset(map(id, words_of([para]))): para for para in paragraphs_of(body)}
    placed = {word for words in paras for word in words}
    body = list(body)
    for number, lines in sorted(doubtful.items()):
        held = {id(word) for word in sheets[number - 1].words} - placed
        for line in lines:
            words = frozenset(map(id, line.line.words))
            if not words <= held:
                if words in paras:
                    paras[words].doubt = line.question
                continue
            frame = Frame(line.line.x0, line.line.x1, line.line.size)
            para = Para([line.line], frame, style="margin", doubt=line.question)
            last = number if line.foot else number - 1
            at = max((at for at, block in enumerate(body) if first_page(block) <= last), default=-1)
            body.insert(at + 1, para)
    return body


def ask_about_torn(body: Body) -> None:
    """Ask about each paragraph that begins in the middle of a sentence: its beginning may stand elsewhere, or be missing.

    Behind a colon, a comma or a semicolon a line in small letters is a line of a list; a few words are a label, and type
    larger than the text names an author. Behind a heading or a term, in bold or larger, it is what the term means; a name of
    code begins small.
    """
    for before, para in pairwise(body):
        if not isinstance(para, Para) or para.heading or para.marked or para.style or para.doubt:
            continue
        words = words_of([para])
        text = para.text
        lead = before.text if isinstance(before, Para) else "."
        defined = isinstance(before, Para) and _is_term(before, para)
        display = para.lines[0].size > SETTINGS.heading_size * para.frame.body
        torn = text[0].islower() and len(words) >= SETTINGS.torn_words and not lead.endswith((":", ",", ";"))
        code = is_code(para.lines[0]) or CODE.search(words[0].text) or ADDRESS.search(words[0].text)
        if torn and not (defined or display or code or is_label(words[0].text)):
            para.doubt = (
                f"“{quoted(para).removesuffix(' …')} …” begins in the middle of a sentence; is its beginning missing?"
            )


def quoted(para: Para) -> str:
    """The first words of a paragraph, for a question about it."""
    words = words_of([para])
    return " ".join(word.text for word in words[:SHOWN]) + (" …" if len(words) > SHOWN else "")


def _is_term(before: Para, para: Para) -> bool:
    """Whether a line that ends no sentence is larger than the text below it, or bold above text that is not."""
    bold = all(word.style.bold for word in words_of([before])) and not para.lines[0].words[0].style.bold
    larger = SMALLER * before.lines[0].size > para.lines[0].size
    return (bold or larger) and not before.text.endswith(TERMINAL)


def paragraphs_of(blocks: Body) -> Iterator[Para]:
    """Every paragraph, those in cells too, in order."""
    for block in blocks:
        if isinstance(block, Para):
            yield block
        else:
            yield from (para for row in block.rows for cell in row for para in cell.paras)


def first_page(block: Para | LongTable) -> int:
    """The page on which a block begins."""
    return block.page


def _feet(sheets: Sequence[Sheet]) -> dict[int, float]:
    """For each page the lowest baseline on pages of its size, in points."""
    lowest: dict[tuple[int, int], float] = {}
    sizes = {sheet.number: _paper(sheet) for sheet in sheets}
    for sheet in sheets:
        base = max((word.base for word in sheet.words if word.turn == 0), default=0.0)
        lowest[sizes[sheet.number]] = max(lowest.get(sizes[sheet.number], 0.0), base)
    return {page: lowest[size] for page, size in sizes.items()}


def _add(body: Body, block: Para, joins: list[Join], file: str, first: bool) -> None:
    """Add a paragraph; the `first` one of a page may be the rest of the last one of the page before."""
    last = next((one for one in reversed(body) if not _is_beside(one)), None) if first else None
    if isinstance(last, Para) and _runs_on(last, block):
        before = last.lines[-1].page
        last.lines += block.lines
        place = Place(file=file, page=block.page, box=block.box)
        joins.append(
            Join(
                f"paragraph over pages {before} and {block.page}",
                "its last line is full",
                SETTINGS.sure_sentence,
                place,
            )
        )
        return
    body.append(block)


def _is_beside(block: Para | LongTable) -> bool:
    """Whether text may go on behind a paragraph: a note at the foot of its page, a box of a diagram."""
    return isinstance(block, Para) and block.style in ("footnote", "boxed")


def _margins(sheets: Sequence[Sheet]) -> Margins:
    """For pages of each size the left and right edge of the text: the leftmost edge that lines share, the rightmost end.

    A few lines that reach farther, as in a wide table, are left out. Few or short lines need not reach the right edge: one
    that goes on below in small letters shows it, or several with another line close below them. Else it is taken to be as far
    from the paper's edge as the left one.
    """
    lefts: dict[tuple[int, int], Counter[int]] = {}
    held: dict[tuple[int, int], list[tuple[Line, Line | None]]] = {}
    for sheet in sheets:
        key, lines = _paper(sheet), sheet.lines
        for line, below in zip_longest(lines, lines[1:]):
            lefts.setdefault(key, Counter())[round(line.x0)] += 1
            held.setdefault(key, []).append((line, below))
    margins = {}
    for key, pairs in held.items():
        left = _shared_edge(lefts[key])
        right = sorted(line.x1 for line, _ in pairs)[-1 - int(SETTINGS.text_beyond * len(pairs))]
        shown = sum(_shows_edge(line, below, right) for line, below in pairs if below is not None)
        few = len(pairs) < 8 or shown < SETTINGS.text_fulls or right < SETTINGS.text_right * key[0]
        margins[key] = (left, max(right, key[0] - left) if few else right)
    return margins


def _usual_steps(sheets: Sequence[Sheet], margins: Margins, size: float) -> dict[tuple[int, int], float]:
    """For pages of each size the usual distance of two baselines in sizes, for columns whose lines are too few to tell."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for sheet in sheets:
        lines.setdefault(_paper(sheet), []).extend(sheet.lines)
    return {paper: usual_step(held, Frame(*margins[paper], size)) for paper, held in lines.items() if held}


def _paper(sheet: Sheet) -> tuple[int, int]:
    """The size of a page in whole points."""
    return round(sheet.width), round(sheet.height)


def _shows_edge(line: Line, below: Line, right: float) -> int:
    """How well a line shows the right edge of the text: the next word did not fit, which in small letters is proof enough."""
    if below.base - line.base >= SETTINGS.wide_step * line.size or fits(line, below.words[0], right):
        return 0
    return 1 if below.text[0].isupper() else SETTINGS.text_fulls


def _shared_edge(lefts: Counter[int]) -> float:
    shared = [x for x, count in lefts.items() if count > 1]
    return float(min(shared or lefts))


@dataclass(frozen=True, slots=True)
class _Setting:
    """A page with the edges of its text, the body size in points and the usual step, and the gutters of the pages so far."""

    sheet: Sheet
    left: float
    right: float
    size: float
    step: float
    gutters: dict[float, float]


def _in_order(words: list[Word], tables: list[PageTable], on: _Setting) -> list[Para | PageTable]:
    """Paragraphs and tables in reading order. A table in one of two columns stands in its column; others divide the text."""
    folds = on.sheet.folds
    if any(on.left < fold < on.right for fold in folds) and all(is_within(table.box, folds) for table in tables):
        return _by_panels(words, tables, on)
    box = side_box(words, on.sheet)
    if box is not None and not any(table.box.top < box.bottom and box.top < table.box.bottom for table in tables):
        return _around_box(words, tables, on, box)
    for table in tables:
        section = column_section(words, table.box)
        if section is not None:
            return _around(words, tables, on, section)
    blocks: list[Para | PageTable] = []
    foot = -inf
    for page_table in [*sorted(tables, key=lambda one: one.box[1::-1]), None]:
        limit = page_table.box.top if page_table is not None else inf
        blocks += _paragraphs([word for word in words if foot <= middle(word.box) < limit], on)
        if page_table is not None:
            style = "" if page_table.layout else "boxed"
            one_box = len(page_table.cells) == 1
            inside = [replace(para, style=style) for para in page_table.cells[0].paras] if one_box else []
            blocks += inside or [page_table]
            foot = limit
    return blocks


def _by_panels(words: list[Word], tables: list[PageTable], on: _Setting) -> list[Para | PageTable]:
    """The panels of a page from left to right, each with its own columns; a paragraph may go on in the next."""
    folds = on.sheet.folds
    blocks: list[Para | PageTable] = []
    for number, (left, right) in enumerate(pairwise([0.0, *folds, on.sheet.width])):
        held = [word for word in words if panel_of(word.box, folds) == number]
        inside = [table for table in tables if panel_of(table.box, folds) == number]
        start = min((word.x0 for word in held), default=left)
        edge = max([right - (start - left), *(word.x1 for word in held)])
        _append(blocks, _in_order(held, inside, replace(on, left=start, right=edge)))
    return blocks


def _around_box(words: list[Word], tables: list[PageTable], on: _Setting, box: Box) -> list[Para | PageTable]:
    """What stands above a box beside the text, the text beside it, which may go on below it, then the box and the rest."""
    inside = [word for word in words if in_box(word, box)]
    rest = [word for word in words if not in_box(word, box)]
    areas: list[list[Word]] = [
        [word for word in rest if middle(word.box) <= box.top],
        [word for word in rest if box.top < middle(word.box) < box.bottom],
        [word for word in rest if middle(word.box) >= box.bottom],
    ]
    edge = max(word.x1 for word in areas[1])
    narrow = replace(on, right=edge) if edge <= box.x0 else replace(on, left=box.x1)
    above = [table for table in tables if middle(table.box) <= box.top]
    blocks = _in_order(areas[0], above, on)
    _append(blocks, _in_order(areas[1], [], narrow))
    before = len(blocks)
    _append(blocks, _in_order(areas[2], [table for table in tables if table not in above], on))
    blocks[before:before] = _in_order(inside, [], replace(on, left=box.x0, right=box.x1))
    return blocks


def _append(blocks: list[Para | PageTable], more: list[Para | PageTable]) -> None:
    """Add blocks, of which the first may go on with the last paragraph before."""
    last, first = blocks[-1] if blocks else None, more[0] if more else None
    if isinstance(last, Para) and isinstance(first, Para) and _runs_on(last, first):
        last.lines += first.lines
        more = more[1:]
    blocks += more


def _around(
    words: list[Word], tables: list[PageTable], on: _Setting, section: tuple[float, float, float]
) -> list[Para | PageTable]:
    """What stands above a section of two columns, its left and its right column, and what stands below it."""
    gutter, top, bottom = section

    def part(box: Box) -> int:
        if middle(box) < top:
            return ABOVE
        return BELOW if middle(box) > bottom else RIGHT if box.x0 > gutter else LEFT

    blocks: list[Para | PageTable] = []
    for number in PARTS:
        held = [word for word in words if part(word.box) == number]
        edge = max((word.x1 for word in held), default=on.right) if number == LEFT else on.right
        more = _in_order(held, [table for table in tables if part(table.box) == number], replace(on, right=edge))
        if number == RIGHT:
            _append(blocks, more)
        else:
            blocks += more
    return blocks


def _page_bodies(
    sheets: Sequence[Sheet], found: Mapping[int, Sequence[TablePart]], size: float
) -> list[list[Para | PageTable]]:
    """The paragraphs and tables of each page. A page before the first columns of text may have the head of these columns."""
    margins = _margins(sheets)
    steps = _usual_steps(sheets, margins, size)
    gutters: dict[float, float] = {}
    bodies: list[list[Para | PageTable]] = []
    known: list[int] = []
    for again in (False, True):
        for at, sheet in enumerate(sheets):
            if again and known[at] == len(gutters):
                continue
            known.append(len(gutters))
            parts = [part for part in found[sheet.number] if part.grid.drawn or is_within(part.grid.box, sheet.folds)]
            tables, rest = page_tables(sheet, size, parts)
            left, right = margins.get(_paper(sheet), (0.0, sheet.width))
            step = steps.get(_paper(sheet), 0.0)
            blocks = _in_order(rest, tables, _Setting(sheet, left, right, size, step, gutters))
            mark_footnotes(blocks, sheet)
            bodies[at : at + 1] = [[*blocks, *turned_paragraphs(rest, sheet, size)]]
    return bodies


def _paragraphs(words: list[Word], on: _Setting) -> list[Para]:
    """Paragraphs in the order of the columns."""
    sheet, margin = on.sheet, on.left
    paras: list[Para] = []
    gutter = 0.0
    for column in columns_of([word for word in words if word.turn == 0], sheet.number, on.right, on.gutters):
        left = min(line.x0 for line in column.lines)
        left = margin if abs(left - margin) < 60 and margin <= left else left
        pictures = [drawing.box for drawing in sheet.pictures]
        frame = Frame(left, column.right, on.size, sheet.bullets, usual=on.step, pictures=pictures)
        more = make_paragraphs(column.lines, frame)
        # Notes and boxes at the foot of the column before are set smaller than the text, which goes on beside them.
        least = SMALLER * min(on.size, more[0].lines[0].size)
        last = next((para for para in reversed(paras) if para.lines[0].size > least), None)
        if last and gutter and more[0].lines[0].base < last.lines[-1].base and _runs_on(last, more[0]):
            last.lines += more.pop(0).lines
        paras += more
        gutter = column.gutter
        if gutter:
            on.gutters[gutter] = column.right
    return paras


def _runs_on(last: Para, first: Para) -> bool:
    """Whether a paragraph at the head of a column or page is the rest of the one before it.

    A line in the middle, however wide, that is bold or in capitals throughout is a heading above text that is not.
    """
    line = last.lines[-1]
    left, right = line.x0 - last.frame.left, last.frame.right - line.x1
    centred = left > 2 and abs(left - right) < SETTINGS.centred_off * line.size
    heading = centred and _stands_out(last) and not _stands_out(first)
    return goes_on(last, first) and not heading and not last.text.endswith((".", "!", "?", ":"))


def _stands_out(para: Para) -> bool:
    return para.text.isupper() or all(word.style.bold for word in words_of([para]))
