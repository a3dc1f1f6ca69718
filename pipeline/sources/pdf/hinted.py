"""The body of a PDF as a person's hints have it: each hint takes words out of their blocks and puts them in as it says.

Blocks are numbered page by page as the reader found them without hints, which is how the page pictures number them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.findings import note, warning
from pipeline.model.flow import Aside
from pipeline.model.place import Box
from pipeline.model.with_findings import Collector, collecting
from pipeline.sources.hints import OUT_OF_PICTURE, Hint
from pipeline.sources.pdf.body import Body, first_page, paragraphs_of
from pipeline.sources.pdf.sheet import Sheet, is_inside
from pipeline.sources.pdf.tables.cells import PageTable, TableCell
from pipeline.sources.pdf.tables.join import LongTable, append_part, begin
from pipeline.sources.pdf.tables.page import CAPTION
from pipeline.sources.pdf.text.paragraphs import Frame, Para, make_paragraphs, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word, around, body_size, make_lines

WORDS_SHOWN = 6
"""This many words of a block are quoted in a message."""
CELL_PAD = 1.5
"""Points between the words of a cell and the edge that its picture shows."""
AS_TEXT = "hinted text"
"""The style of a paragraph that a person says is text, however it looks."""


def numbers(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The page and the number on it of each block, from the pages on which the blocks begin."""
    count: Counter[int] = Counter()
    for page in pages:
        count[page] += 1
        yield page, count[page]


@collecting
def with_hints(into: Collector, body: Body, hints: Sequence[Hint], sheets: Sequence[Sheet], file: str) -> Body:
    """The body as the hints have it, with a note for each that holds and a warning for each that fits nothing."""
    numbered = dict(zip(numbers([first_page(block) for block in body]), body, strict=True))
    for hint in hints:
        if hint.kind == OUT_OF_PICTURE and 0 < hint.page <= len(sheets):
            body = _with_seen(body, hint, sheets[hint.page - 1])
    targets = [_words(hint, numbered.get((hint.page, hint.block)), body) for hint in hints]
    for hint, words in zip(hints, targets, strict=True):
        held = {id(word) for word in words_of(paragraphs_of(body))}
        words = [word for word in words if id(word) in held]
        if not words or not 0 < hint.page <= len(sheets):
            where = f"block {hint.block}" if hint.block else "the box"
            message = f"this hint fits nothing: {where} of page {hint.page} holds no words"
            into.add(warning("hint-fits-nothing", message, hint.place, "correct its place, or delete it"))
            continue
        body = _changed(body, hint, words, (sheets[hint.page - 1], file))
        text = " ".join(word.text for word in words[:WORDS_SHOWN]) + (" …" if len(words) > WORDS_SHOWN else "")
        what = f"heading {hint.level}" if hint.kind == "heading" else hint.kind
        into.add(note("hint-applied", f"by a hint, “{text}” on page {hint.page} is: {what}", hint.place))
    return body


def _with_seen(body: Body, hint: Hint, sheet: Sheet) -> Body:
    """The body with the words in the box of a hint that were set aside because a picture seems to hide or to hold them."""
    words = [word for word, _ in sheet.hidden if hint.box and is_inside(word, hint.box)]
    if not words:
        return body
    sheet.hidden[:] = [pair for pair in sheet.hidden if pair[0] not in words]
    lines = make_lines(words, sheet.number)
    frame = Frame(min(line.x0 for line in lines), max(line.x1 for line in lines), body_size(lines), sheet.bullets)
    at = sum(
        first_page(block) < sheet.number or (first_page(block) == sheet.number and _top(block) <= lines[0].top)
        for block in body
    )
    return [*body[:at], *make_paragraphs(lines, frame), *body[at:]]


def _top(block: Para | LongTable) -> float:
    return min(line.top for para in paragraphs_of([block]) for line in para.lines)


def _words(hint: Hint, block: Para | LongTable | None, body: Body) -> list[Word]:
    if hint.block:
        return words_of(paragraphs_of([block])) if block is not None else []
    box = hint.box
    assert box is not None
    return [
        word
        for para in paragraphs_of(body)
        for line in para.lines
        if line.page == hint.page
        for word in line.words
        if is_inside(word, box)
    ]


def _changed(body: Body, hint: Hint, words: list[Word], on: tuple[Sheet, str]) -> Body:
    if hint.kind == "goes on from the page before":
        return _joined(body, {id(word) for word in words}, on[1])
    old = next(block for block in body if any(word is words[0] for word in words_of(paragraphs_of([block]))))
    if hint.kind == "table" and isinstance(old, LongTable) and not hint.columns:
        old.header_rows = old.header_rows if hint.header_rows is None else hint.header_rows
        return body
    sheet, file = on
    before, after = _without(body, {id(word) for word in words})
    if isinstance(old, LongTable) and not any(block is old for block in (*before, *after)):
        sheet.asides += old.asides
    if hint.kind in ("leave out", "running header"):
        reason = "running header, by a hint" if hint.kind == "running header" else "left out by a hint"
        lines = _lines(words, old, sheet.number)
        sheet.asides += [Aside(line.text, reason, sheet.place(file, line.box)) for line in lines]
        return before + after
    return before + _made(hint, words, old, sheet) + after


def _made(hint: Hint, words: list[Word], old: Para | LongTable, sheet: Sheet) -> Body:
    """The blocks that the words are by the hint."""
    lines = _lines(words, old, sheet.number)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    frame = Frame(left, right, body_size(lines), sheet.bullets)
    if hint.kind == "heading":
        return [Para(lines, frame, heading=hint.level)]
    if hint.kind == "caption":
        return [Para(lines, frame, style="caption")]
    if hint.kind == "table":
        return [_table(hint, lines, sheet)]
    if hint.kind == "two columns":
        middle = hint.at or (left + right) / 2
        sides = [[w for w in words if (w.x0 < middle) == first] for first in (True, False)]
        columns = [make_lines(side, sheet.number) for side in sides if side]
        return [para for column in columns for para in make_paragraphs(column, _frame(column, frame))]
    return [replace(para, style=AS_TEXT) for para in make_paragraphs(lines, frame)]


def _frame(lines: list[Line], frame: Frame) -> Frame:
    return replace(frame, left=min(line.x0 for line in lines), right=max(line.x1 for line in lines))


def _lines(words: list[Word], old: Para | LongTable, page: int) -> list[Line]:
    """The words as lines: those of their block where it is taken whole, so that they keep their pages."""
    if isinstance(old, Para) and len(words) == len(words_of([old])):
        return old.lines
    return make_lines(words, page)


def _table(hint: Hint, lines: list[Line], sheet: Sheet) -> LongTable:
    """A table with the columns of the hint; a row begins where a line has words in the first column and in another, or white."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    edges = [left, *(x for x in sorted(hint.columns) if left < x < right), right + 1]
    rows: list[list[list[Word]]] = []
    last: Line | None = None
    for line in lines:
        words: list[list[Word]] = [[] for _ in edges[1:]]
        for word in line.words:
            words[sum(word.x0 >= edge - 1 for edge in edges[1:-1])].append(word)
        white = line.top - last.bottom if last else 0.0
        begins = words[0] and (any(words[1:]) or white > SETTINGS.row_white * line.size)
        if not rows or begins:
            rows.append([[] for _ in words])
        for cell, more in zip(rows[-1], words, strict=True):
            cell += more
        last = line
    cells = [cell for at, row in enumerate(rows) for cell in _row(at, row, edges, sheet)]
    table = begin(PageTable(sheet, around(line.box for line in lines), edges, len(rows), cells))
    table.header_rows = hint.header_rows
    return table


def _row(at: int, row: list[list[Word]], edges: list[float], sheet: Sheet) -> Iterator[TableCell]:
    """The cells of a row, each as wide as its column and as high as the row."""
    _, top, _, bottom = around(word.box for words in row for word in words)
    for column, (words, left, right) in enumerate(zip(row, edges, edges[1:], strict=False)):
        frame = Frame(left, right, 0.0, sheet.bullets)
        paras = make_paragraphs(make_lines(words, sheet.number), frame) if words else []
        box = Box(left - CELL_PAD, top - CELL_PAD, right - CELL_PAD, bottom + CELL_PAD)
        yield TableCell(at, column, 1, 1, box, sheet.number, paras)


def _without(body: Body, gone: set[int]) -> tuple[Body, Body]:
    """The body without these words, in two parts: what stands before the first of them, and what stands after."""
    before: Body = []
    after: Body = []
    seen = False
    for block in body:
        if not any(id(word) in gone for word in words_of(paragraphs_of([block]))):
            (after if seen else before).append(block)
            continue
        head, tail = _rest_of_para(block, gone) if isinstance(block, Para) else _rest_of_table(block, gone)
        (after if seen else before).extend(head)
        after += tail
        seen = True
    return before, after


def _rest_of_para(para: Para, gone: set[int]) -> tuple[Body, Body]:
    first = next(at for at, line in enumerate(para.lines) if any(id(word) in gone for word in line.words))
    parts = []
    for lines in (para.lines[:first], para.lines[first:]):
        left = [replace(line, words=[word for word in line.words if id(word) not in gone]) for line in lines]
        left = [line for line in left if line.words]
        marked = para.marked if left and left[0] is para.lines[0] else None
        parts.append([replace(para, lines=left, marked=marked)] if left else [])
    return list(parts[0]), list(parts[1])


def _rest_of_table(table: LongTable, gone: set[int]) -> tuple[Body, Body]:
    """What is left of a table goes before the words that are taken out of its foot, and after those taken out of its head."""
    at_head = any(id(word) in gone for cell in table.rows[0] for word in words_of(cell.paras))
    for row in table.rows:
        for cell in row:
            cell.paras = [
                paragraph
                for para in cell.paras
                for part in _kept(para, gone)
                for paragraph in part
                if isinstance(paragraph, Para)
            ]
    table.rows = [row for row in table.rows if any(cell.paras for cell in row)]
    left: Body = [table] if table.rows else []
    return ([], left) if at_head else (left, [])


def _kept(para: Para, gone: set[int]) -> tuple[Body, Body]:
    return _rest_of_para(para, gone) if any(id(word) in gone for word in words_of([para])) else ([para], [])


def _joined(body: Body, words: set[int], file: str) -> Body:
    """The body with a block joined to the one of its kind that goes before it on an earlier page."""
    at = next(n for n, block in enumerate(body) if any(id(word) in words for word in words_of(paragraphs_of([block]))))
    block = body[at]
    earlier = [n for n in range(at) if first_page(body[n]) < first_page(block)]
    last = next((body[n] for n in reversed(earlier) if _alike(body[n], block)), None)
    if isinstance(last, Para) and isinstance(block, Para):
        last.lines += block.lines
    elif isinstance(last, LongTable) and isinstance(block, LongTable):
        append_part(last, block, file)
    else:
        return body
    return body[:at] + body[at + 1 :]


def _alike(one: Para | LongTable, other: Para | LongTable) -> bool:
    if isinstance(one, LongTable) and isinstance(other, LongTable):
        return one.columns == other.columns
    if not isinstance(one, Para) or not isinstance(other, Para) or one.style in ("footnote", "margin"):
        return False
    return _is_caption(one) == _is_caption(other)


def _is_caption(para: Para) -> bool:
    return para.style == "caption" or CAPTION.match(para.text) is not None
