"""How much room a sheet gives its rows and columns, and which of them nobody can reach (ISO/IEC 29500-1, 18.3.1)."""

from __future__ import annotations

import re

from pipeline.ooxml.xml import Element, number
from pipeline.sources.xlsx.unseen import MAIN, amount

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
LOW, NARROW = 4.0, 0.6
"""Points, and widths of a figure: a lower row and a narrower column show no words."""
USUAL_WIDTH = 8.43
"""Widths of a figure: a column of which a sheet says nothing."""


def column_widths(root: Element) -> dict[int, float]:
    """The widths of the columns that a sheet speaks of, in widths of a figure; those that it hides have none."""
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
    """Whether a sheet shows no row of which it does not say how high it is."""
    usual = root.find(f"{MAIN}sheetFormatPr")
    if usual is None:
        return False
    kept = usual.get("customHeight") in ("1", "true")
    return usual.get("zeroHeight") in ("1", "true") or (kept and amount(usual.get("defaultRowHeight"), LOW) < LOW)


def first_reachable(root: Element) -> tuple[int, int]:
    """The first row and column, from 0, that anybody can scroll to: frozen panes leave out what lies before them."""
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
