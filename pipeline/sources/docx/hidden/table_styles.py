"""Applies table styles to cells: finds the conditional formats of a cell (ECMA-376 part 1, 17.7.6), the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.ooxml.styles import Styles, shading_colour
from pipeline.ooxml.xml import Element, child, q, value

FLAGS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
"""The bits of `w:tblLook` in older files (17.4.56)."""
USUAL = FLAGS["firstRow"] | FLAGS["firstColumn"] | FLAGS["noVBand"]
"""Word's default for a table without the setting."""
PROPERTIES = ("w:tcPr", "w:tblPr", "w:pPr")


@dataclass(frozen=True)
class _Table:
    """A table with its style, its conditional formats, and the numbers of its rows."""

    style: str
    look: dict[str, bool]
    rows: dict[Element, int]


@dataclass
class TableStyles:
    """The formats of cells by table styles. Results for tables and conditions are cached."""

    styles: Styles
    _tables: dict[Element, _Table] = field(default_factory=dict)
    _fills: dict[tuple[str, str], str] = field(default_factory=dict)
    _letters: dict[tuple[str, str], bool] = field(default_factory=dict)

    def fill(self, cell: Element) -> str:
        """The fill that its table's style gives a cell, or ""."""
        return next(filter(None, (self._fill(*condition) for condition in self._conditions(cell))), "")

    def letters(self, cell: Element) -> str:
        """The table style, for `Styles.look`, with the nearest condition that has a character format."""
        return next((" ".join(condition).strip() for condition in self._conditions(cell) if self._says(*condition)), "")

    def _conditions(self, cell: Element) -> Iterator[tuple[str, str]]:
        """Yields the table's style with each condition that applies to the cell, and finally with none."""
        row = cell.getparent()
        table = self._table(next(cell.iterancestors(q("w:tbl")), None))
        if table is None:
            return
        look, style, at = table.look, table.style, table.rows.get(row, 0)
        across = sum(1 for _ in cell.itersiblings(q("w:tc"), preceding=True))
        is_last = next(cell.itersiblings(q("w:tc")), None) is None
        conditions = {
            "firstRow": look["firstRow"] and at == 0, "lastRow": look["lastRow"] and at == len(table.rows) - 1,
            "firstCol": look["firstColumn"] and across == 0, "lastCol": look["lastColumn"] and is_last,
            f"band{1 + (across - look['firstColumn']) % 2}Vert": not look["noVBand"],
            f"band{1 + (at - look['firstRow']) % 2}Horz": not look["noHBand"], "": True,
        }  # fmt: skip
        yield from ((style, condition) for condition, holds in conditions.items() if holds)

    def _table(self, table: Element | None) -> _Table | None:
        style = value(child(table, "w:tblPr"), "w:tblStyle")
        if table is None or not style:
            return None
        if table not in self._tables:
            look = _look(child(child(table, "w:tblPr"), "w:tblLook"))
            rows = {row: number for number, row in enumerate(table.iterchildren(q("w:tr")))}
            self._tables[table] = _Table(style, look, rows)
        return self._tables[table]

    def _fill(self, style: str, condition: str) -> str:
        key = (style, condition)
        if key not in self._fills:
            shades = (child(child(part, name), "w:shd") for part in self._parts(*key) for name in PROPERTIES)
            self._fills[key] = next(filter(None, map(shading_colour, shades)), "")
        return self._fills[key]

    def _says(self, style: str, condition: str) -> bool:
        key = (style, condition)
        if key not in self._letters:
            self._letters[key] = any(child(part, "w:rPr") is not None for part in self._parts(*key))
        return self._letters[key]

    def _parts(self, style: str, condition: str) -> Iterator[Element]:
        for entry in self.styles.chain(style):
            if condition:
                conditional = entry.iterchildren(q("w:tblStylePr"))
                yield from (part for part in conditional if part.get(q("w:type")) == condition)
            else:
                yield entry


def _look(look: Element | None) -> dict[str, bool]:
    bits = look.get(q("w:val"), "") if look is not None else ""
    default_flags = int(bits, 16) if bits and all(sign in "0123456789abcdefABCDEF" for sign in bits) else USUAL
    values = {name: look.get(q(f"w:{name}")) if look is not None else None for name in FLAGS}
    return {
        name: bool(default_flags & bit) if values[name] is None else values[name] in ("1", "true")
        for name, bit in FLAGS.items()
    }
