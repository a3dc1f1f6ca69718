"""XLSX → `Flow`: a heading for each sheet, a table for each block of rows, and cells as the workbook shows them.

Rows without words separate the tables of a sheet. A row above a table with a single cell is a paragraph, such as a title.
Hidden content (sheets, rows, columns, unreadable letters) is set aside and reported, and never published unless a person
decides so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline.model.findings import Finding, error
from pipeline.model.flow import Aside, Flow, FlowBlock, FlowParagraph, Grid, GridCell, Run, SourceWord, Unreadable
from pipeline.model.place import Place
from pipeline.ooxml.package import Package, Relationship, macros, open_package
from pipeline.ooxml.xml import Element, number
from pipeline.sources.xlsx.around_cells import AroundCells, around_cells
from pipeline.sources.xlsx.doubtful import doubts
from pipeline.sources.xlsx.formats import BUILT_IN, FIRST_DAY, FIRST_DAY_1904, GENERAL, shown
from pipeline.sources.xlsx.rooms import (
    LAST_COLUMN,
    LAST_ROW,
    LOW,
    NARROW,
    USUAL_WIDTH,
    are_rows_low,
    column_widths,
    first_reachable,
)
from pipeline.sources.xlsx.unseen import Looks, amount

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEETS = ("worksheet", "chartsheet")
"""The kinds of sheet that people see; one that is only a chart has no cells, and its chart is reported."""
MOST_COLUMNS = 200
"""The most columns of a table; more are data that no publication shows."""
MOST_CELLS = 200_000
HIDDEN, UNREADABLE = "hidden in the workbook", "set so that nobody can read them"
PUSHED_OUT = "pushed out of their cells by blanks"
PUSHED = re.compile(r"(?<=\S)(?:[^\S\n]{80,}|\s*(?:\n\s*){12,})(?=\S)")
"""So many blanks or blank lines that no cell shows the text after them."""
SAVE = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
UNHIDE = "in Excel, show them or delete them; if somebody hid words, ask who and why"


Parts = list[tuple[str, Element | None]]
"""A text as its runs, each with its run properties."""


@dataclass(frozen=True)
class SheetCell:
    """A cell with words: its row and column from 0, its spans and its format."""

    row: int
    column: int
    text: str
    bold: bool = False
    rowspan: int = 1
    colspan: int = 1
    style: int = 0
    link: str = ""


@dataclass
class Workbook:
    """What cells refer to: shared texts, the format code and weight of each style, and the first day of the calendar."""

    package: Package
    texts: list[Parts] = field(default_factory=list)
    looks: Looks = field(default_factory=Looks)
    codes: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    first_day: datetime = FIRST_DAY


@dataclass
class Worksheet:
    """A sheet: its cells in reading order, its hidden words with the reasons, and its hidden rows.

    `doubtful` counts the cells that may be hidden, by cause.
    """

    name: str
    cells: list[SheetCell] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    doubtful: Counter[str] = field(default_factory=Counter)
    around: AroundCells = field(default_factory=AroundCells)


def extract(data: bytes, name: str) -> Flow:
    """Reads what a workbook shows. Raises `Unreadable` if it shows no words."""
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
    shown_texts = [*(sheet.name for sheet in full if len(full) > 1), *(c.text for sheet in full for c in sheet.cells)]
    hidden = [pair for sheet in sheets for pair in (*sheet.hidden, *sheet.around.texts)]
    words = [word for text in (*shown_texts, *(text for text, _ in hidden)) for word in text.split()]
    return Flow(
        tuple(blocks),
        words=tuple(SourceWord(word, place) for word in words),
        asides=tuple(Aside(text, reason, place) for text, reason in hidden),
        findings=(
            *package.findings,
            *macros(package),
            *(word for sheet in sheets for word in _hidden_words(sheet, place)),
            *(told for sheet in sheets for told in sheet.around.findings(sheet.name, place)),
        ),
        title=full[0].name if len(full) == 1 and not re.fullmatch(r"\w+\s?\d+", full[0].name) else "",
    )


def _hidden_words(sheet: Worksheet, place: Place) -> Iterator[Finding]:
    """Yields an error for each reason why cells were not read, and for cells that may be hidden."""
    for reason, count in Counter(reason for _, reason in sheet.hidden).items():
        yield error("hidden-words", f"cells of the sheet “{sheet.name}” are {reason}: {count}", place, UNHIDE)
    for cause, count in sheet.doubtful.items():
        yield error("hidden-words", f"{cause} may hide cells of the sheet “{sheet.name}”: {count}", place, UNHIDE)


# ------------------------------------------------------------------------------------------------ reading


def _sheets(package: Package) -> Iterator[Worksheet]:
    targets = (
        relationship.target
        for relationship in package.relationships("").values()
        if relationship.kind == "officeDocument"
    )
    main = next(targets, "xl/workbook.xml")
    root = package.tree(main)
    if root is None or root.tag != f"{MAIN}workbook":
        text = f"{package.name} cannot be read: it is not an Excel workbook"
        raise Unreadable(error("unreadable-source", text, Place(package.name), SAVE))
    relationships = package.relationships(main)
    parts = {
        relationship.kind: package.tree(relationship.target)
        for relationship in relationships.values()
        if relationship.kind in ("sharedStrings", "styles", "theme")
    }
    book = Workbook(package)
    texts = parts.get("sharedStrings")
    book.texts = [_text(entry) for entry in texts.iter(f"{MAIN}si")] if texts is not None else []
    _read_styles(book, parts.get("styles"), parts.get("theme"))
    properties = root.find(f"{MAIN}workbookPr")
    if properties is not None and properties.get("date1904") in ("1", "true"):
        book.first_day = FIRST_DAY_1904
    closed = all(view.get("visibility", "visible") != "visible" for view in root.iter(f"{MAIN}workbookView"))
    closed = closed and next(root.iter(f"{MAIN}workbookView"), None) is not None
    for entry in root.iter(f"{MAIN}sheet"):
        target = relationships.get(entry.get(LINK, ""))
        tree = package.tree(target.target) if target and target.kind in SHEETS else None
        if tree is not None and target is not None:
            sheet = _sheet(book, tree, entry.get("name", ""), closed or entry.get("state", "visible") != "visible")
            sheet.around = around_cells(tree, package, target.target)
            sheet.cells = _linked(sheet.cells, tree, package.relationships(target.target))
            causes = list(doubts(tree, book.looks, package, target.target))
            for cell in sheet.cells if causes else ():
                causes_here = (
                    doubt.cause for doubt in causes if doubt.may_hide(book.looks, cell.row, cell.column, cell.style)
                )
                sheet.doubtful.update(dict.fromkeys(causes_here, 1))
            yield sheet


def _read_styles(book: Workbook, root: Element | None, theme: Element | None) -> None:
    if root is None:
        return
    codes = {
        number(element.get("numFmtId")): element.get("formatCode", GENERAL)
        for element in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    fonts = [font.find(f"{MAIN}b") is not None for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    for style in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        kind, font = number(style.get("numFmtId")), number(style.get("fontId"))
        book.codes.append(codes.get(kind, BUILT_IN.get(kind, GENERAL)))
        book.bold.append(font < len(fonts) and fonts[font])
    book.looks.read(root, theme, book.codes)


def _sheet(book: Workbook, root: Element, name: str, hidden: bool) -> Worksheet:
    sheet = Worksheet(name)
    widths, low = column_widths(root), are_rows_low(root)
    first_row, first_column = first_reachable(root)
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
        away = hidden or line.get("hidden") in ("1", "true") or amount(line.get("ht"), 0.0 if low else LOW) < LOW
        away = away or not first_row <= row < LAST_ROW
        sheet.gone |= {row} if away else set()
        for beside, entry in enumerate(line.iterchildren(f"{MAIN}c")):
            column, style = _column(entry.get("r", ""), beside), number(entry.get("s"))
            wide = widths.get(column, USUAL_WIDTH)
            gone = wide < NARROW or not first_column <= column < LAST_COLUMN
            if away or gone or (row, column) in covered:
                sheet.hidden += [(text, HIDDEN) for text in (_joined(_shown(book, entry)),) if text]
                continue
            if text := _readable(book, entry, style, sheet):
                rows, columns = spans.get((row, column), (1, 1))
                if columns == 1 and book.looks.shrinks(style, wide, text):
                    sheet.hidden.append((text, UNREADABLE))
                    continue
                bold = style < len(book.bold) and book.bold[style]
                sheet.cells.append(SheetCell(row, column, text, bold, rows, columns, style))
        if len(sheet.cells) > MOST_CELLS:
            raise Unreadable(book.package.too_large(f"its sheet {name} has more than {MOST_CELLS:,} cells"))
    return sheet


def _readable(book: Workbook, cell: Element, style: int, sheet: Worksheet) -> str:
    """Returns the readable words of a cell, and adds the others to the hidden words of the sheet."""
    element = cell.find(f"{MAIN}v")
    value = (element.text or "").strip() if element is not None and cell.get("t", "n") == "n" else "text"
    parts = _shown(book, cell)
    readable: Parts = []
    for text, look in _pushed_out(parts, sheet):
        if text.strip() and book.looks.hides(style, look, value, text):
            sheet.hidden.append((" ".join(text.split()), UNREADABLE))
        else:
            readable.append((text, look))
    if not parts and value not in ("", "text"):  # a number that its format does not show
        sheet.hidden.append((value, UNREADABLE))
    return _joined(readable)


def _pushed_out(parts: Parts, sheet: Worksheet) -> Iterator[tuple[str, Element | None]]:
    """Yields a text up to blanks that push the remainder out of the cell, which is added to the hidden words."""
    out = False
    for text, look in parts:
        pieces = [text] if not out else ["", text]
        if not out and (gap := PUSHED.search(text)):
            pieces, out = [text[: gap.start()], text[gap.end() :]], True
        yield pieces[0], look
        if len(pieces) > 1 and pieces[1].strip():
            sheet.hidden.append((" ".join(pieces[1].split()), PUSHED_OUT))


def _joined(parts: Parts) -> str:
    return " ".join("".join(text for text, _ in parts).split())


def _spans(root: Element) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yields the merged cells: row and column of the first, and its row and column span."""
    for element in root.iter(f"{MAIN}mergeCell"):
        ends = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", element.get("ref", ""))
        if ends:
            left, right = _column(ends[1], 0), _column(ends[3], 0)
            top, bottom = int(ends[2]) - 1, int(ends[4]) - 1
            if 0 <= right - left < MOST_COLUMNS and 0 <= bottom - top < MOST_CELLS // MOST_COLUMNS:
                yield (top, left), (bottom - top + 1, right - left + 1)


def _linked(cells: list[SheetCell], root: Element, relationships: dict[str, Relationship]) -> list[SheetCell]:
    """Returns the cells with the addresses to which they lead, the first of a range alone; a place in the workbook is none."""
    links = {}
    for element in root.iter(f"{MAIN}hyperlink"):
        at = re.match(r"([A-Z]+)(\d+)", element.get("ref", ""))
        relation = relationships.get(element.get(LINK, ""))
        if at and relation is not None and relation.external:
            place = element.get("location")
            links[int(at[2]) - 1, _column(at[1], 0)] = f"{relation.target}#{place}" if place else relation.target
    return [replace(cell, link=links.get((cell.row, cell.column), "")) for cell in cells]


def _column(reference: str, default: int) -> int:
    """The column of a reference, from 0: "B7" is 1."""
    letters = re.match("[A-Z]{1,3}", reference)
    column = 0
    for letter in letters[0] if letters else "":
        column = column * 26 + ord(letter) - 64
    return column - 1 if column else default


def _shown(book: Workbook, cell: Element) -> Parts:
    """Returns the words of a cell as the workbook shows them."""
    element = cell.find(f"{MAIN}v")
    value = (element.text or "").strip() if element is not None else ""
    text = " ".join(value.split())
    match cell.get("t", "n"):
        case "s":
            index = number(value, -1)
            return book.texts[index] if 0 <= index < len(book.texts) else []
        case "inlineStr":
            return _text(cell)
        case "b":
            text = "TRUE" if value == "1" else "FALSE"
        case "n":
            style = number(cell.get("s"))
            code = book.codes[style] if style < len(book.codes) else GENERAL
            text = shown(value, code, book.first_day) if value else ""
    return [(text, None)] if text else []


def _text(holder: Element) -> Parts:
    """Returns the runs of a shared or inline text, without the reading aids of East Asian text."""
    texts = (element for element in holder.iter(f"{MAIN}t") if element.getparent().tag != f"{MAIN}rPh")
    return [(element.text or "", element.getparent().find(f"{MAIN}rPr")) for element in texts]


# ------------------------------------------------------------------------------------------------ tables


def _blocks(sheet: Worksheet, place: Place) -> Iterator[FlowBlock]:
    """Yields the paragraphs and tables of a sheet, which rows without words separate."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell)
    stretch: list[list[SheetCell]] = []
    end = -1
    for row in sorted(rows):
        if stretch and not sheet.gone.issuperset(range(end, row)):
            yield from _stretch(stretch, place)
            stretch = []
        stretch.append(rows[row])
        end = max(end, *(cell.row + cell.rowspan for cell in rows[row]))
    yield from _stretch(stretch, place)


def _stretch(rows: list[list[SheetCell]], place: Place) -> Iterator[FlowBlock]:
    while (
        rows
        and len(rows[0]) == 1
        and (len(rows) == 1 or rows[0][0].colspan > 1 or len(rows[1]) == 1 or rows[0][0].bold)
    ):
        yield _paragraph(rows[0][0], place)
        rows = rows[1:]
    if rows:
        yield _grid(rows, place)


def _paragraph(cell: SheetCell, place: Place) -> FlowParagraph:
    return FlowParagraph((Run(cell.text, bold=cell.bold, link=cell.link),), place=place)


def _grid(rows: list[list[SheetCell]], place: Place) -> Grid:
    """Returns the rows as a table, without rows and columns in which no cell begins."""
    kept = [row[0].row for row in rows]
    at_row = {row: at for at, row in enumerate(kept)}
    used = sorted({cell.column for row in rows for cell in row})[:MOST_COLUMNS]
    at_column = {column: at for at, column in enumerate(used)}
    filled = {(cell.row, cell.column): cell for row in rows for cell in row}
    covered: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, down in at_row.items():
        for column, right in at_column.items():
            if (down, right) in covered:
                continue
            cell = filled.get((row, column)) or SheetCell(row, column, "")
            tall = bisect_left(kept, row + cell.rowspan) - down
            wide = bisect_left(used, column + cell.colspan) - right
            covered |= {(down + a, right + b) for a in range(tall) for b in range(wide)}
            inside = (_paragraph(cell, place),) if cell.text else ()
            cells.append(GridCell(down, right, tall, wide, inside, place=place))
    labelled = (
        len(rows) > 1 and len(rows[0]) >= len(used) - 1 and not any(re.search(r"^[\d£$€(-]", c.text) for c in rows[0])
    )
    return Grid(
        len(rows), len(used), tuple(cells), 1 if labelled or all(c.bold for c in rows[0]) else None, place=place
    )
