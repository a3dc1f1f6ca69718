"""Finds the sizes of rows and columns of a sheet, and those that cannot be scrolled to (ISO/IEC 29500-1, 18.3.1)."""

from __future__ import annotations

import re

from pipeline.ooxml.xml import Element, number
from pipeline.sources.xlsx.unseen import MAIN, amount

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
LOW, NARROW = 4.0, 0.6
"""A lower row (in points) and a narrower column (in widths of a digit) cannot show words."""
USUAL_WIDTH = 8.43
"""The default width of a column, in widths of a digit."""


def column_widths(root: Element) -> dict[int, float]:
    """Returns the widths of columns that the sheet sets, in widths of a digit; 0 for hidden ones."""
    widths: dict[int, float] = {}
    usual = root.find(f"{MAIN}sheetFormatPr")
    wide = USUAL_WIDTH if usual is None else amount(usual.get("defaultColWidth"), USUAL_WIDTH)
    if wide < NARROW:
        widths = dict.fromkeys(range(LAST_COLUMN), wide)
    for element in root.iter(f"{MAIN}col"):
        away = element.get("hidden") in ("1", "true")
        width = 0.0 if away else amount(element.get("width"), wide)
        for column in range(number(element.get("min")) - 1, min(number(element.get("max")), LAST_COLUMN)):
            widths[column] = width
    return widths


def are_rows_low(root: Element) -> bool:
    """Whether rows without a height of their own are hidden."""
    usual = root.find(f"{MAIN}sheetFormatPr")
    if usual is None:
        return False
    custom = usual.get("customHeight") in ("1", "true")
    return usual.get("zeroHeight") in ("1", "true") or (custom and amount(usual.get("defaultRowHeight"), LOW) < LOW)


def first_reachable(root: Element) -> tuple[int, int]:
    """The first row and column, from 0, that can be scrolled to: frozen panes hide those before them."""
    for view in root.iter(f"{MAIN}sheetView"):
        pane = view.find(f"{MAIN}pane")
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", view.get("topLeftCell", ""))
        if match and pane is not None and pane.get("state") in ("frozen", "frozenSplit"):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            return (
                int(match[2]) - 1 if amount(pane.get("ySplit"), 0.0) else 0,
                column - 1 if amount(pane.get("xSplit"), 0.0) else 0,
            )
    return 0, 0
