"""Tables of records: one header row that repeats, short rows that stay whole, first column as row header, no merged cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.builders.office.bookmarks import Bookmarks
from pipeline.builders.office.styles import StyleSheet
from pipeline.builders.office.widths import WHOLE, column_widths
from pipeline.editions.edition import RowView, TableView, Views
from pipeline.editions.paper.grids import SMALL, PrintedTable
from pipeline.editions.reading import Voice
from pipeline.model.document import Inlines
from pipeline.ooxml.elements import Element, printable, q, w

LONGEST_DESCRIPTION = 255  # characters that Word's dialogue keeps
Cell = Callable[[Views, int, tuple[str, ...]], list[Element]]
Label = Callable[[Inlines], list[Element]]


class TableWriter:
    """Writes a grid. `cell` writes the blocks of a cell of a width under anchors, `label` the words of a column."""

    def __init__(
        self, styles: StyleSheet, bookmarks: Bookmarks, grids: Mapping[str, PrintedTable], voice: Voice
    ) -> None:
        self.styles, self.bookmarks, self.grids, self.voice = styles, bookmarks, grids, voice
        self._count = 0

    def table(self, view: TableView, width: int, cell: Cell, label: Label) -> Element:
        """The table as wide as the text, `width` in twentieths of a point."""
        measured = self.grids[view.id]
        widths = column_widths(measured, width)
        grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
        body = (self._row(row, widths, cell, high) for row, high in zip(view.rows, measured.rows, strict=True))
        rows = [self._head(view, widths, label), *body]
        for row in rows:
            _align_figures(row, view.figures)
        if measured.pages <= SMALL:
            for row in rows[:-1]:
                _keep_with_next(row)
        return w("tbl", self._properties(view), grid, *rows)

    def _properties(self, view: TableView) -> Element:
        first = int(view.row_header == 0)
        look = w(
            "tblLook",
            val="04A0" if first else "0420",
            firstRow=1, lastRow=0, firstColumn=first, lastColumn=0, noHBand=1, noVBand=1,
        )  # fmt: skip
        return w(
            "tblPr",
            w("tblStyle", val=self.styles.id("Plan Table")),
            w("tblW", w=5000, type="pct"),
            w("tblLayout", type="fixed"),
            look,
            w("tblCaption", val=self._plain(view.caption)[:LONGEST_DESCRIPTION]),
            w("tblDescription", val="; ".join(map(self._plain, view.columns))[:LONGEST_DESCRIPTION]),
        )

    def _plain(self, inlines: Inlines) -> str:
        pieces = (piece.text for piece in self.voice.inlines(inlines, "") if piece.kind != "note")
        return printable(" ".join("".join(pieces).split()))

    def _head(self, view: TableView, widths: list[int], label: Label) -> Element:
        """The header row; the bookmark in its first cell tells JAWS and NVDA which headers to read out."""
        self._count += 1
        mark = f"{'Title' if view.row_header == 0 else 'ColumnTitle'}_{self._count}"
        row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
        for index, (words, width) in enumerate(zip(view.columns, widths, strict=True)):
            runs = label(words)
            if index == 0:
                runs = self.bookmarks.around(runs, mark)
            style = w("pPr", w("pStyle", val=self.styles.id("Table Heading")))
            row.append(_cell(width, [w("p", style, *runs)]))
        return row

    def _row(self, row: RowView, widths: list[int], cell: Cell, high: float) -> Element:
        """A row, `high` as a share of the page; one that is high may break over pages, for no page should stay half empty."""
        whole = [] if high > WHOLE else [w("trPr", w("cantSplit"))]
        made = w("tr", *whole)
        for index, (blocks, width) in enumerate(zip(row.cells, widths, strict=True)):
            made.append(_cell(width, cell(blocks, width, (row.id,) if index == 0 else ())))
        return made


def _cell(width: int, blocks: list[Element]) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *blocks)


def _keep_with_next(row: Element) -> None:
    """Keep a row on the page of the next one: in Word, that is said in its paragraphs."""
    for properties in row.iter(q("pPr")):
        if properties.find(q("keepNext")) is None:
            properties.insert(0 if properties.find(q("pStyle")) is None else 1, w("keepNext"))


def _align_figures(row: Element, figures: frozenset[int]) -> None:
    """Set the paragraphs of cells with figures to the right."""
    for index in figures:
        for properties in row.findall(q("tc"))[index].iter(q("pPr")):
            properties.append(w("jc", val="right"))
