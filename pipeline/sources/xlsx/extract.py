"""XLSX → `Flow`: each sheet a heading, each stretch of rows in it a table, each cell in the words that the workbook shows.

Rows without words part the tables of a sheet. Rows above a table that hold one cell alone are paragraphs: a title, a remark.
What the workbook hides (sheets, rows, columns) is set aside and told, never published without a person's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.model.findings import error
from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Grid, GridCell, Run, SourceWord, Unreadable
from pipeline.model.place import Place
from pipeline.ooxml.package import Package, macros, open_package
from pipeline.ooxml.xml import Element, number
from pipeline.sources.xlsx.formats import BUILT_IN, FIRST_DAY, FIRST_DAY_1904, GENERAL, shown

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_COLUMNS = 200
"""Columns of a table that anybody reads; more are data, which no publication shows."""
MOST_CELLS = 200_000
HIDDEN = "hidden in the workbook"
SAVE = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
UNHIDE = "in Excel, show them or delete them; if somebody hid words, ask who and why"


@dataclass(frozen=True)
class Cell:
    """A cell with words: row and column from 0, whether it is bold, and how many rows and columns it covers."""

    row: int
    column: int
    text: str
    bold: bool = False
    rowspan: int = 1
    colspan: int = 1


@dataclass
class Workbook:
    """What cells refer to: shared texts, the code and the weight of each style, the first day of the calendar."""

    package: Package
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    first_day: datetime = FIRST_DAY


@dataclass
class Sheet:
    """One sheet: its cells in reading order, the words that it hides, and the rows that it hides."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)


def extract(data: bytes, name: str) -> Flow:
    """All that a workbook shows; raises `Unreadable` where it shows nothing."""
    package = open_package(data, name)
    sheets = list(_sheets(package))
    place = Place(name)
    if not any(sheet.cells for sheet in sheets):
        raise Unreadable(error("unreadable-source", f"{name} shows no words in any sheet", place, SAVE))
    full = [sheet for sheet in sheets if sheet.cells]
    blocks: list[FlowBlock] = []
    for sheet in full:
        if len(full) > 1:
            blocks.append(FlowParagraph((Run(sheet.name),), heading=1, place=place))
        blocks += _blocks(sheet, place)
    said = [*(sheet.name for sheet in full if len(full) > 1), *(c.text for sheet in full for c in sheet.cells)]
    hidden = [(sheet, text) for sheet in sheets for text in sheet.hidden]
    findings = [
        error("hidden-words", f"cells of the sheet “{sheet.name}” are {HIDDEN}: {len(sheet.hidden)}", place, UNHIDE)
        for sheet in sheets
        if sheet.hidden
    ]
    words = [word for text in (*said, *(text for _, text in hidden)) for word in text.split()]
    return Flow(
        tuple(blocks),
        words=tuple(SourceWord(word, place) for word in words),
        asides=tuple(Aside(text, HIDDEN, place) for _, text in hidden),
        findings=(*package.findings, *macros(package), *findings),
        title=full[0].name if len(full) == 1 and not re.fullmatch(r"\w+\s?\d+", full[0].name) else "",
    )


# ------------------------------------------------------------------------------------------------ reading


def _sheets(package: Package) -> Iterator[Sheet]:
    targets = (
        relationship.target
        for relationship in package.relationships("").values()
        if relationship.kind == "officeDocument"
    )
    main = next(targets, "xl/workbook.xml")
    root = package.tree(main)
    if root is None or root.tag != f"{MAIN}workbook":
        text = f"{package.name} cannot be read: it is no Excel workbook"
        raise Unreadable(error("unreadable-source", text, Place(package.name), SAVE))
    relationships = package.relationships(main)
    parts = {
        relationship.kind: package.tree(relationship.target)
        for relationship in relationships.values()
        if relationship.kind in ("sharedStrings", "styles")
    }
    book = Workbook(package)
    texts = parts.get("sharedStrings")
    book.texts = [_text(entry) for entry in texts.iter(f"{MAIN}si")] if texts is not None else []
    _read_styles(book, parts.get("styles"))
    properties = root.find(f"{MAIN}workbookPr")
    if properties is not None and properties.get("date1904") in ("1", "true"):
        book.first_day = FIRST_DAY_1904
    for entry in root.iter(f"{MAIN}sheet"):
        target = relationships.get(entry.get(LINK, ""))
        tree = package.tree(target.target) if target and target.kind == "worksheet" else None
        if tree is not None:
            yield _sheet(book, tree, entry.get("name", ""), entry.get("state", "visible") != "visible")


def _read_styles(book: Workbook, root: Element | None) -> None:
    if root is None:
        return
    codes = {
        number(element.get("numFmtId")): element.get("formatCode", GENERAL) for element in root.iter(f"{MAIN}numFmt")
    }
    fonts = [font.find(f"{MAIN}b") is not None for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    for style in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        kind, font = number(style.get("numFmtId")), number(style.get("fontId"))
        book.codes.append(codes.get(kind, BUILT_IN.get(kind, GENERAL)))
        book.bold.append(font < len(fonts) and fonts[font])


def _sheet(book: Workbook, root: Element, name: str, hidden: bool) -> Sheet:
    sheet = Sheet(name)
    gone = {
        column
        for element in root.iter(f"{MAIN}col")
        if element.get("hidden") in ("1", "true")
        for column in range(number(element.get("min")) - 1, min(number(element.get("max")), 20_000))
    }
    spans = dict(_spans(root))
    covered = {
        (row + down, column + right)
        for (row, column), (rows, columns) in spans.items()
        for down in range(rows)
        for right in range(columns)
        if down or right
    }
    for at, line in enumerate(root.iter(f"{MAIN}row")):
        row = number(line.get("r"), at + 1) - 1
        away = hidden or line.get("hidden") in ("1", "true")
        sheet.gone |= {row} if away else set()
        for beside, entry in enumerate(line.iterchildren(f"{MAIN}c")):
            text, column = _shown(book, entry), _column(entry.get("r", ""), beside)
            if not text or (row, column) in covered:
                continue
            if away or column in gone:
                sheet.hidden.append(text)
                continue
            style = number(entry.get("s"))
            rows, columns = spans.get((row, column), (1, 1))
            sheet.cells.append(Cell(row, column, text, style < len(book.bold) and book.bold[style], rows, columns))
        if len(sheet.cells) > MOST_CELLS:
            raise Unreadable(book.package.too_large(f"its sheet {name} holds more than {MOST_CELLS:,} cells"))
    return sheet


def _spans(root: Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged cells: row and column of the first, and how many rows and columns it covers."""
    for element in root.iter(f"{MAIN}mergeCell"):
        ends = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", element.get("ref", ""))
        if ends:
            left, right = _column(ends[1], 0), _column(ends[3], 0)
            top, bottom = int(ends[2]) - 1, int(ends[4]) - 1
            if 0 <= right - left < MOST_COLUMNS and 0 <= bottom - top < MOST_CELLS // MOST_COLUMNS:
                yield (top, left), (bottom - top + 1, right - left + 1)


def _column(reference: str, default: int) -> int:
    """The column that a reference names, from 0: "B7" is 1."""
    letters = re.match("[A-Z]{1,3}", reference)
    found = 0
    for letter in letters[0] if letters else "":
        found = found * 26 + ord(letter) - 64
    return found - 1 if found else default


def _shown(book: Workbook, cell: Element) -> str:
    """The words of a cell as the workbook shows them."""
    held = cell.find(f"{MAIN}v")
    value = (held.text or "").strip() if held is not None else ""
    match cell.get("t", "n"):
        case "s":
            index = number(value, -1)
            return book.texts[index] if 0 <= index < len(book.texts) else ""
        case "inlineStr":
            return _text(cell)
        case "b":
            return "TRUE" if value == "1" else "FALSE"
        case "n":
            style = number(cell.get("s"))
            code = book.codes[style] if style < len(book.codes) else GENERAL
            return shown(value, code, book.first_day) if value else ""
    return " ".join(value.split())


def _text(holder: Element) -> str:
    """The words of a shared or inline text, without the reading aids of East Asian text."""
    parts = (element.text or "" for element in holder.iter(f"{MAIN}t") if element.getparent().tag != f"{MAIN}rPh")
    return " ".join("".join(parts).split())


# ------------------------------------------------------------------------------------------------ tables


def _blocks(sheet: Sheet, place: Place) -> Iterator[FlowBlock]:
    """The paragraphs and tables of a sheet, parted by rows without words."""
    rows: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell)
    stretch: list[list[Cell]] = []
    end = -1
    for row in sorted(rows):
        if stretch and not sheet.gone.issuperset(range(end, row)):
            yield from _stretch(stretch, place)
            stretch = []
        stretch.append(rows[row])
        end = max(end, *(cell.row + cell.rowspan for cell in rows[row]))
    yield from _stretch(stretch, place)


def _stretch(rows: list[list[Cell]], place: Place) -> Iterator[FlowBlock]:
    while (
        rows
        and len(rows[0]) == 1
        and (len(rows) == 1 or rows[0][0].colspan > 1 or len(rows[1]) == 1 or rows[0][0].bold)
    ):
        yield _paragraph(rows[0][0], place)
        rows = rows[1:]
    if rows:
        yield _grid(rows, place)


def _paragraph(cell: Cell, place: Place) -> FlowParagraph:
    return FlowParagraph((Run(cell.text, bold=cell.bold),), place=place)


def _grid(rows: list[list[Cell]], place: Place) -> Grid:
    """The rows as one table, without the rows and columns in which no cell begins."""
    at_row = {row[0].row: at for at, row in enumerate(rows)}
    used = sorted({cell.column for row in rows for cell in row})[:MOST_COLUMNS]
    at_column = {column: at for at, column in enumerate(used)}
    filled = {(cell.row, cell.column): cell for row in rows for cell in row}
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, down in at_row.items():
        for column, right in at_column.items():
            if (down, right) in taken:
                continue
            cell = filled.get((row, column)) or Cell(row, column, "")
            tall = max(1, sum(row <= one < row + cell.rowspan for one in at_row))
            wide = max(1, sum(column <= one < column + cell.colspan for one in at_column))
            taken |= {(down + a, right + b) for a in range(tall) for b in range(wide)}
            inside = (_paragraph(cell, place),) if cell.text else ()
            cells.append(GridCell(down, right, tall, wide, inside, place=place))
    labelled = (
        len(rows) > 1 and len(rows[0]) >= len(used) - 1 and not any(re.search(r"^[\d£$€(-]", c.text) for c in rows[0])
    )
    return Grid(
        len(rows), len(used), tuple(cells), 1 if labelled or all(c.bold for c in rows[0]) else None, place=place
    )
