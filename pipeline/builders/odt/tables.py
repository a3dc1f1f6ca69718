"""Tables of an OpenDocument edition: header row, header column, whole rows, title and description (ODF 9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.builders.odt.styles import HEX, StyleConverter, points
from pipeline.builders.odt.xml import Element, add_text, o, q
from pipeline.builders.office.styles import StyleSheet
from pipeline.builders.office.widths import WHOLE, column_widths
from pipeline.editions.edition import TableView, Views
from pipeline.editions.paper.grids import SMALL, PrintedTable
from pipeline.editions.reading import Voice
from pipeline.model.document import Inlines
from pipeline.ooxml.elements import q as word

Cell = Callable[[Views, int, tuple[str, ...]], list[Element]]
Label = Callable[[Inlines], Element]


PLACES = {"": (True, True), "Start": (False, True), "End": (True, False), "Alone": (False, False)}
"""Where a cell stands in its row → whether a line stands before it and behind it."""


class Tables:
    """Writes tables; `automatic` gathers the styles that give columns their widths."""

    def __init__(
        self, sheet: StyleSheet, grids: Mapping[str, PrintedTable], voice: Voice, *, leftward: bool = False
    ) -> None:
        self.grids, self.voice = grids, voice
        self.automatic: list[Element] = []
        self._right: dict[str, str] = {}
        self._count = 0
        style = sheet.style("Plan Table")
        borders = style.find(f"{word('tblPr')}/{word('tblBorders')}")
        lines = (
            {border.tag.rpartition("}")[2]: StyleConverter.border(border) for border in borders}
            if borders is not None
            else {}
        )
        self.leftward = leftward
        self._thin, self._thick = lines.get("insideH", "0.5pt solid #000000"), lines.get("top", "1pt solid #000000")
        self._fills = {
            part.get(word("type")): shade.get(word("fill"))
            for part in style.iterfind(word("tblStylePr"))
            for shade in part.iter(word("shd"))
        }

    def cell_styles(self) -> list[Element]:
        """The styles of header cells, of cells that name their row, and of others; short rows stay whole."""
        if not self._count:
            return []
        row = o("style:style", o("style:table-row-properties", fo__keep_together="always"), style__name="Row")
        row.set(q("style:family"), "table-row")
        lines = {"Head": (self._thick, self._thick), "First": ("none", self._thin), "Cell": ("none", self._thin)}
        fills = {"Head": self._fills.get("firstRow", ""), "First": self._fills.get("firstCol", "")}
        cells = (self._cell(name, place, fills.get(name, ""), *lines[name]) for name in lines for place in PLACES)
        figures = (
            o(
                "style:style", o("style:paragraph-properties", fo__text_align="right"), style__name=name,
                style__family="paragraph", style__parent_style_name=style,
            )
            for style, name in self._right.items()
        )  # fmt: skip
        return [row, *cells, *figures, *self.automatic]

    def table(self, view: TableView, width: int, cell: Cell, label: Label) -> Element:
        """The table as wide as the text, `width` in twentieths of a point."""
        self._count += 1
        name = f"Table{self._count}"
        measured = self.grids[view.id]
        widths = column_widths(measured, width)
        self._widths(name, widths, whole=measured.pages <= SMALL)
        made = o("table:table", table__name=name, table__style_name=name)
        for tag, text in (
            ("table:title", self._plain(view.caption)),
            ("table:desc", "; ".join(map(self._plain, view.columns))),
        ):
            about = o(tag)
            add_text(about, text)
            made.append(about)
        columns = [
            o("table:table-column", table__style_name=f"{name}.{number}") for number in range(1, len(widths) + 1)
        ]
        named = view.row_header == 0
        made.extend([o("table:table-header-columns", columns[0]), *columns[1:]] if named else columns)
        last = len(view.columns) - 1
        heads = [_cell("Head", index, last, [label(words)]) for index, words in enumerate(view.columns)]
        made.append(o("table:table-header-rows", o("table:table-row", *heads, table__style_name="Row")))
        for row, high in zip(view.rows, measured.rows, strict=True):
            line = o("table:table-row", **({} if high > WHOLE else {"table__style_name": "Row"}))
            for index, (blocks, share) in enumerate(zip(row.cells, widths, strict=True)):
                style = "First" if named and index == 0 else "Cell"
                line.append(_cell(style, index, last, cell(blocks, share, (row.id,) if index == 0 else ())))
            made.append(line)
        self._align(made, view.figures)
        return made

    def _align(self, table: Element, figures: frozenset[int]) -> None:
        """Sets the paragraphs of cells with figures to the right, in styles of their own."""
        for row in table.iter(q("table:table-row")) if figures else ():
            for index in figures:
                for paragraph in row[index].iter(q("text:p")):
                    style = paragraph.get(q("text:style-name"))
                    paragraph.set(q("text:style-name"), self._right.setdefault(style, f"Figures{len(self._right) + 1}"))

    def _widths(self, name: str, widths: list[int], *, whole: bool) -> None:
        side, mode = ("right", {"style__writing_mode": "rl-tb"}) if self.leftward else ("left", {})
        mode |= {"style__may_break_between_rows": "false"} if whole else {}
        properties = o("style:table-properties", style__width=points(str(sum(widths))), table__align=side, **mode)
        self.automatic.append(o("style:style", properties, style__name=name, style__family="table"))
        for number, share in enumerate(widths, 1):
            column = o("style:table-column-properties", style__column_width=points(str(share)))
            self.automatic.append(
                o("style:style", column, style__name=f"{name}.{number}", style__family="table-column")
            )

    def _cell(self, name: str, place: str, fill: str, top: str, bottom: str) -> Element:
        """The style of a cell; there is no line beside the table, as in Word. From the right, LibreOffice turns them round."""
        left, right = (self._thin if line else "none" for line in PLACES[place])
        properties = o(
            "style:table-cell-properties",
            fo__padding="4pt", fo__border_top=top, fo__border_bottom=bottom, fo__border_left=left, fo__border_right=right,
        )  # fmt: skip
        if HEX.fullmatch(fill or ""):
            properties.set(q("fo:background-color"), f"#{fill.lower()}")
        return o("style:style", properties, style__name=name + place, style__family="table-cell")

    def _plain(self, inlines: Inlines) -> str:
        pieces = (piece.text for piece in self.voice.inlines(inlines, "") if piece.kind != "note")
        return " ".join("".join(pieces).split())


def _cell(style: str, index: int, last: int, blocks: list[Element]) -> Element:
    place = "Alone" if last == 0 else "Start" if index == 0 else "End" if index == last else ""
    return o("table:table-cell", *blocks, table__style_name=style + place, office__value_type="string")
