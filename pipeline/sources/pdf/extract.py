"""PDF → flow: characters, words, lines, paragraphs and tables in reading order, with an account of every word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipeline.model.flow import Aside, Flow, FlowBlock, Grid, GridCell, Picture
from pipeline.model.source_words import SourceWords
from pipeline.sources.hints import Hint
from pipeline.sources.pdf.body import ask_about_torn, paragraphs_of, read_body, with_doubtful
from pipeline.sources.pdf.file.open import beside_pages, collecting_later, language_of, open_pdf, title_of
from pipeline.sources.pdf.file.page import Sheet
from pipeline.sources.pdf.file.pictures import pictures_of
from pipeline.sources.pdf.file.read_pages import read_sheets, text_findings
from pipeline.sources.pdf.hinted import with_hints
from pipeline.sources.pdf.tables.join import LongTable, place_of, take_shapes
from pipeline.sources.pdf.tags.tree import tag_tree
from pipeline.sources.pdf.tags.trust import by_tags
from pipeline.sources.pdf.text.furniture import put_back, set_aside_furniture
from pipeline.sources.pdf.text.paragraphs import Para
from pipeline.sources.pdf.text.runs import to_flow
from pipeline.sources.pdf.text.spelling import Speller


@collecting_later()
def extract(data: bytes, name: str, hints: Sequence[Hint] = ()) -> Flow:
    """Read a PDF, as the hints of a person have it; raises Unreadable where no page can be read."""
    with open_pdf(data, name) as (pdf, findings):
        sheets = read_sheets(pdf, name)
        title, language = title_of(pdf), language_of(pdf)
        tree = tag_tree(pdf)
        findings += beside_pages(pdf, name)
        pictures = pictures_of(pdf, sheets, tree, name)
    findings += text_findings(sheets, name)
    words = _source_words(sheets, name)
    doubtful = set_aside_furniture(sheets, name)
    body, joins = read_body(sheets, name)
    put_back(doubtful, sheets)
    tagged, rejoined, about = by_tags(tree, body, sheets, name)
    take_shapes(tagged, body)
    body, joins = (tagged, rejoined) if tagged else (body, joins)
    body = with_doubtful(body, doubtful, sheets)
    ask_about_torn(body)
    body, hinted = with_hints(body, hints, sheets, name)
    findings += [*about, *hinted]
    speller = Speller()
    speller.learn(paragraphs_of(body))
    blocks = _with_pictures([_block(one, speller, sheets, name) for one in body], pictures)
    tables = [one for one in body if isinstance(one, LongTable)]
    asides = [aside for sheet in sheets for aside in (*sheet.asides, *_hidden(sheet, name))]
    return Flow(
        blocks=blocks,
        words=words,
        asides=(*asides, *(aside for table in tables for aside in table.asides)),
        repairs=tuple(speller.repairs),
        joins=(*joins, *(join for table in tables for join in table.joins)),
        findings=(*findings, *(finding for sheet in sheets for finding in sheet.findings)),
        title=title,
        language=language,
        pages=len(sheets),
        recognised=tuple(sheet.number for sheet in sheets if sheet.recognised),
    )


def _with_pictures(blocks: list[FlowBlock], pictures: Sequence[Picture]) -> tuple[FlowBlock, ...]:
    """Each picture before the first block of its page that begins below its middle, else after the last one above."""
    for picture in pictures:
        page, box = picture.place.page, picture.place.box or (0.0, 0.0, 0.0, 0.0)
        middle = (box[1] + box[3]) / 2
        before = [
            at
            for at, block in enumerate(blocks)
            if block.place.page < page or (block.place.page == page and (block.place.box or box)[1] <= middle)
        ]
        blocks.insert(max(before, default=-1) + 1, picture)
    return tuple(blocks)


def _source_words(sheets: Sequence[Sheet], file: str) -> SourceWords:
    found = SourceWords(file)
    for sheet in sheets:
        for word in chain(sheet.words, (word for word, _ in sheet.hidden)):
            place = sheet.place(file, word.box)
            found.add(word.text, sheet.number, place.box)
    return found


def _hidden(sheet: Sheet, file: str) -> list[Aside]:
    return [Aside(word.text, reason, sheet.place(file, word.box)) for word, reason in sheet.hidden]


def _block(one: Para | LongTable, speller: Speller, sheets: Sequence[Sheet], file: str) -> FlowBlock:
    if isinstance(one, Para):
        return to_flow(one, speller, sheets[one.page - 1].place(file, one.box))
    cells = []
    for number, row in enumerate(one.rows):
        for cell in row:
            paras = tuple(to_flow(para, speller, sheets[para.page - 1].place(file, para.box)) for para in cell.paras)
            place = sheets[cell.page - 1].place(file, cell.box) if cell.page else place_of(one, file)
            head = number < one.header_rows if one.header_rows is not None else None
            spans = (cell.rowspan, cell.colspan)
            cells.append(GridCell(number, cell.column, *spans, paras, head, cell.fill, place=place))
    return Grid(len(one.rows), one.columns, tuple(cells), one.header_rows, place=place_of(one, file))
