"""PDF → flow: characters, words, lines, paragraphs and tables in reading order, with an account of every word."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from itertools import chain, pairwise

from pipeline.model.findings import Finding
from pipeline.model.flow import Aside, Flow, FlowBlock, Grid, GridCell, Join, Picture
from pipeline.model.place import Box
from pipeline.model.source_words import SourceWords
from pipeline.model.with_findings import Collector
from pipeline.sources.hints import Hint
from pipeline.sources.pdf import letterforms
from pipeline.sources.pdf.body import Body, ask_about_torn, paragraphs_of, read_body, with_doubtful
from pipeline.sources.pdf.drawings import find_drawings
from pipeline.sources.pdf.file.open import beside_pages, collecting_later, language_of, open_pdf, title_of
from pipeline.sources.pdf.file.read_pages import read_sheets, text_findings
from pipeline.sources.pdf.hinted import with_hints
from pipeline.sources.pdf.pictures import leave_grounds, pictures_of
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.stacked_fractions import read_stacked_fractions
from pipeline.sources.pdf.tables.cut_boxes import set_aside_labels
from pipeline.sources.pdf.tables.join import LongTable, place_of, take_shapes
from pipeline.sources.pdf.tags.mend import without_plain_headers
from pipeline.sources.pdf.tags.tree import Element, named_contents, pages_gone_on, tag_tree
from pipeline.sources.pdf.tags.trust import by_tags
from pipeline.sources.pdf.text.diagrams import find_diagrams, mark_diagrams
from pipeline.sources.pdf.text.furniture import put_back, set_aside_furniture
from pipeline.sources.pdf.text.hyphens import read_hyphens
from pipeline.sources.pdf.text.lexicon import commonness
from pipeline.sources.pdf.text.line_numbers import set_aside_line_numbers
from pipeline.sources.pdf.text.panels import as_folded, find_panels
from pipeline.sources.pdf.text.paragraphs import Para, words_of
from pipeline.sources.pdf.text.runs import to_flow
from pipeline.sources.pdf.text.set_aside import tell_hidden
from pipeline.sources.pdf.text.side_furniture import set_aside_sides
from pipeline.sources.pdf.text.spelling import Speller

WHITE = re.compile(r"[\s\x08]+")
WINDOW_PAGES, LEAST_PAGES = 100, 20
"""The number of pages read together, and the least number at the end: memory does not grow with the length of a file, and
repetition still shows what is furniture."""
KEPT = 4
"""Among so many blocks at the end of a window may be the table or paragraph that the next window goes on with."""


def prepare() -> None:
    """Work out what every file is compared with: the letters of usual fonts, and how common words are."""
    letterforms.usual_letters()
    commonness("")


@collecting_later()
def extract(data: bytes, name: str, hints: Sequence[Hint] = ()) -> Flow:
    """Read a PDF, as the hints of a person have it; raises Unreadable where no page can be read."""
    with open_pdf(data, name) as (pdf, findings):
        reading = _Reading(name, tag_tree(pdf), hints)
        window: list[Sheet] = []
        for sheet in read_sheets(pdf, name):
            window.append(sheet)
            if len(window) >= WINDOW_PAGES + LEAST_PAGES and not hints:
                at = reading.cut(window)
                if at:
                    reading.take(window[:at])
                window = window[at:]
                gc.collect(0)  # what pdfminer and pdfplumber keep in circles of each page that is done
        reading.take(window, last=True)
        sheets = reading.sheets
        findings += [*beside_pages(pdf, name), *text_findings(sheets, name)]
        pictures = pictures_of(pdf, sheets, reading.tree, name)
        title, language = title_of(pdf), language_of(pdf)
    return Flow(
        blocks=_with_pictures(reading.blocks, pictures),
        words=reading.words,
        asides=(*(aside for sheet in sheets for aside in sheet.asides), *reading.asides),
        repairs=tuple(reading.speller.repairs),
        joins=tuple(reading.joins),
        findings=(*findings, *reading.findings, *(finding for sheet in sheets for finding in sheet.findings)),
        title=title,
        language=language,
        pages=len(sheets),
        recognised=tuple(sheet.number for sheet in sheets if sheet.recognised),
    )


class _Reading(Collector):
    """What has been read of a file: the blocks and the account of the windows that are done, and what the next goes on with.

    `sheets` are all pages so far; those of windows that are done have lost their words and shapes.
    """

    def __init__(self, name: str, tree: Element | None, hints: Sequence[Hint]) -> None:
        self.name = name
        self.tree = tree
        self.hints = hints
        self.tagged = tree is not None
        self._gone_on = pages_gone_on(tree)
        self._named = named_contents(tree)
        self.sheets: list[Sheet] = []
        self.words = SourceWords(name)
        self.blocks: list[FlowBlock] = []
        self.asides: list[Aside] = []
        self.joins: list[Join] = []
        self.findings: list[Finding] = []
        self.speller = Speller()
        self._waiting: Body = []

    def add(self, *findings: Finding) -> None:
        """Takes what was found in the pages."""
        self.findings += findings

    def cut(self, window: Sequence[Sheet]) -> int:
        """How many of the pages to take now: what is tagged as one paragraph or table stays together; 0 where nothing ends."""
        ends = range(len(window) - LEAST_PAGES, LEAST_PAGES - 1, -1)
        return next((at for at in ends if not (self.tagged and window[at].number in self._gone_on)), 0)

    def take(self, window: list[Sheet], *, last: bool = False) -> None:
        """Reads the next pages; the `last` ones leave nothing to go on with."""
        name, sheets = self.name, [*self.sheets, *window]
        read_hyphens(window)
        read_stacked_fractions(window)
        self._account(window)
        tell_hidden(window, name)
        set_aside_line_numbers(window, name)
        set_aside_sides(window, name, self._named)
        doubtful = set_aside_furniture(window, name, self._named)
        for sheet in window:
            sheet.worded = bool(sheet.words)
        set_aside_labels(window, name)
        find_diagrams(window)
        find_drawings(window)
        leave_grounds(window)
        find_panels(window)
        body, joins = read_body(window, name, self._waiting)
        put_back(doubtful, sheets)
        if self.tagged:
            tagged, rejoined = by_tags(self.tree, body, sheets, name).take(self)
            self.tagged = bool(tagged)
            take_shapes(tagged, body)
            without_plain_headers(tagged)
            first = [block for block in tagged if block.page == 1]
            folded = as_folded([first, [block for block in tagged if block.page > 1]], window)
            body, joins = ([*chain(*folded)], rejoined) if tagged else (body, joins)
        body = with_doubtful(body, doubtful, sheets)
        ask_about_torn(body)
        mark_diagrams((block for block in body if isinstance(block, Para)), sheets)
        body = with_hints(body, self.hints, sheets, name).take(self)
        self.joins += joins
        self.sheets = sheets
        at = len(body) if last or self.tagged else _going_on(body)
        self._finish(body[:at])
        self._waiting = body[at:]
        for sheet in window:
            sheet.asides += [Aside(word.text, why, sheet.place(name, word.box)) for word, why in sheet.hidden]
            sheet.release()

    def _account(self, window: Sequence[Sheet]) -> None:
        for sheet in window:
            for word in chain(sheet.words, (word for word, _ in sheet.hidden)):
                for part in WHITE.split(word.text):  # a tab inside a word of the page separates words of the text
                    if part:
                        self.words.add(part, sheet.number, sheet.place(self.name, word.box).box)

    def _finish(self, body: Body) -> None:
        self.speller.learn(paragraphs_of(body))
        self.blocks += [_block(one, self.speller, self.sheets, self.name) for one in body]
        for table in body:
            if isinstance(table, LongTable):
                self.asides += table.asides
                self.joins += table.joins


def _going_on(body: Body) -> int:
    """Where the blocks begin that the next page may go on with: the last table or paragraph with what follows it."""
    ends = range(len(body) - 1, max(-1, len(body) - 1 - KEPT), -1)
    table = next((at for at in ends if isinstance(body[at], LongTable)), None)
    return table if table is not None else max(0, len(body) - KEPT)


def _with_pictures(blocks: list[FlowBlock], pictures: Sequence[Picture]) -> tuple[FlowBlock, ...]:
    """Each picture behind the last block of its page that begins above its middle, else before the first of the page.

    Where the page has columns, those over and under the picture tell its place before those beside it.
    """
    for picture in pictures:
        page, box = picture.place.page, picture.place.box or Box(0.0, 0.0, 0.0, 0.0)
        middle = (box.top + box.bottom) / 2
        held = [(at, block.place.box or box) for at, block in enumerate(blocks) if block.place.page == page]
        columns = any(other.top < one.top for (_, one), (_, other) in pairwise(held))
        near = [(at, one) for at, one in held if columns and one.x0 < box.x1 and box.x0 < one.x1] or held
        before = [at for at, one in near if one[1] <= middle] or [at - 1 for at, _ in near[:1]]
        before = before or [at for at, block in enumerate(blocks) if block.place.page < page]
        blocks.insert(max(before, default=-1) + 1, picture)
    return tuple(blocks)


def _block(one: Para | LongTable, speller: Speller, sheets: Sequence[Sheet], file: str) -> FlowBlock:
    if isinstance(one, Para):
        return to_flow(one, speller, sheets[one.page - 1].place(file, one.box))
    cells = []
    for number, row in enumerate(one.rows):
        for cell in row:
            if len(cell.paras) == 1 and len(words_of(cell.paras)) == 1:
                cell.paras[0].marked = None  # a tick or a dot alone in a cell says something
            paras = tuple(to_flow(para, speller, sheets[para.page - 1].place(file, para.box)) for para in cell.paras)
            place = sheets[cell.page - 1].place(file, cell.box) if cell.page else place_of(one, file)
            head = number < one.header_rows if one.header_rows is not None else None
            spans = (cell.rowspan, cell.colspan)
            cells.append(GridCell(number, cell.column, *spans, paras, head, cell.fill, place=place))
    return Grid(len(one.rows), one.columns, tuple(cells), one.header_rows, place=place_of(one, file))
