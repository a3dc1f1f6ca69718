"""Rules about tables: a repeated header row, a simple structure, undivided rows, names for people who cannot see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.model.findings import Finding, error, note, warning
from pipeline.ooxml.xml import Element, child, number, q, switched, value
from pipeline.verifiers.docx.file import DocxParts, cells, rows, short, text_of
from pipeline.verifiers.docx.reading import TextPart

Rule = Callable[[DocxParts, TextPart], Iterator[Finding]]
SHORT_ROW = (
    200  # the most characters of a row that must not break over pages; a longer one would leave much of a page empty
)
TOLERANCE = 40  # twentieths of a point by which a table may exceed the text width


def header_rows(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Word, WCAG 1.3.1: the first row is marked as header, which also repeats it on every page."""
    for name, table in _tables(document):
        marked = [bool(switched(child(row, "w:trPr"), "w:tblHeader")) for row in rows(table)]
        if not any(marked):
            hint = "in Word: Table, Properties, Row, Repeat as header row"
            yield error("docx-table-header", f"{name} has no header row", file.place, hint)
        elif marked != sorted(marked, reverse=True) or (all(marked) and len(marked) > 1):
            yield error("docx-table-header", f"{name} has its header row marked in the wrong place", file.place)
        look = child(child(table, "w:tblPr"), "w:tblLook")
        if look is not None and look.get(q("w:firstRow")) in ("0", "false"):
            hint = "in Word: Table design, Header row"
            yield warning("docx-table-look", f"{name} does not say that its first row is a header", file.place, hint)


def simple_shape(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Word: no merged, split or nested cells."""
    for name, table in _tables(document):
        properties = [child(cell, "w:tcPr") for row in rows(table) for cell in cells(row)]
        merged = any(
            number(value(element, "w:gridSpan"), 1) > 1
            or child(element, "w:vMerge") is not None
            or child(element, "w:hMerge") is not None
            for element in properties
        )
        uneven = len({len(cells(row)) for row in rows(table)}) > 1
        if merged or uneven:
            hint = "split the cells; a heading that spans the table goes above it"
            yield warning("docx-merged-cells", f"{name} has merged or split cells", file.place, hint)
        if any(True for cell in table.iter(q("w:tc")) for _ in cell.iterchildren(q("w:tbl"))):
            yield warning("docx-nested-table", f"{name} has a table in a cell", file.place, "set it out on its own")


def blank_rows(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Word: rows and columns are not left empty for space; a header cell has words."""
    for name, table in _tables(document):
        texts = [[" ".join(map(text_of, cell.iter(q("w:p")))).strip() for cell in cells(row)] for row in rows(table)]
        drawn = any(True for _ in table.iter(q("w:drawing")))
        if drawn or not texts:
            continue
        if any(not any(row) for row in texts):
            yield warning("docx-blank-row", f"{name} has a row without any words", file.place)
        if len({len(row) for row in texts}) == 1 and any(not any(column) for column in zip(*texts, strict=True)):
            yield warning("docx-blank-column", f"{name} has a column without any words", file.place)
        if not all(texts[0]) and len(texts) > 1:
            yield warning("docx-empty-header", f"{name} has a header cell without words", file.place)
        empty = sum(not text for row in texts[1:] for text in row)
        if empty:
            message = f"{name} has {empty} empty cell{'s' if empty > 1 else ''}; is nothing known, or nothing to say?"
            yield note("docx-empty-cells", message, file.place, "write for instance “None”")


def names(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """A table has a title and a description for people who cannot see it."""
    for name, table in _tables(document):
        properties = child(table, "w:tblPr")
        if not (value(properties, "w:tblCaption") or value(properties, "w:tblDescription")):
            hint = "in Word: Table, Properties, Alt text"
            yield warning("docx-table-name", f"{name} has no alternative text", file.place, hint)


def on_paper(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Short rows do not break, rows grow with their words, and the table is in the text and fits the page."""
    for name, table in _tables(document):
        split = [row for row in rows(table) if not switched(child(row, "w:trPr"), "w:cantSplit")]
        if any(len("".join(row.itertext())) < SHORT_ROW for row in split):
            yield note("docx-row-split", f"{name} has short rows that may break over pages", file.place)
        heights = [child(child(row, "w:trPr"), "w:trHeight") for row in rows(table)]
        if any(height is not None and height.get(q("w:hRule")) == "exact" for height in heights):
            message = f"{name} has rows of a fixed height, which cut off words that are enlarged"
            yield error("docx-row-height", message, file.place, "in Word: Table, Properties, Row, at least")
        if child(child(table, "w:tblPr"), "w:tblpPr") is not None:
            yield warning("docx-floating-table", f"{name} floats beside the text", file.place)
        grid = sum(number(column.get(q("w:w"))) for column in table.iterfind(f"{q('w:tblGrid')}/{q('w:gridCol')}"))
        room = _text_width(file, table)
        if room and grid > room + TOLERANCE:
            yield warning("docx-table-width", f"{name} is wider than the text of its page", file.place)


def _text_width(file: DocxParts, table: Element) -> int:
    """The text width of a table's page in twentieths of a point, or 0 if it is unknown."""
    if table.getparent() is not file.body:
        return 0
    after = (section for block in table.itersiblings() for section in block.iter(q("w:sectPr")))
    section = next(after, None)
    width = number(value(section, "w:pgSz", "w:w"))
    margins = [number(value(section, "w:pgMar", f"w:{side}")) for side in ("left", "right")]
    return width - sum(margins) if width else 0


def _tables(document: TextPart) -> Iterator[tuple[str, Element]]:
    """Yields every table with its name: its title, or the words of its first cell."""
    elements = [part.element for part in document.walk() if part.role == "table" and part.element is not None]
    for position, table in enumerate(elements, 1):
        title = value(child(table, "w:tblPr"), "w:tblCaption")
        first_words = next((text for text in map(text_of, table.iter(q("w:p"))) if text.strip()), "")
        yield (f"the table {short(title)}" if title else f"table {position} (that begins {short(first_words)})"), table


RULES: tuple[Rule, ...] = (header_rows, simple_shape, blank_rows, names, on_paper)
