"""Pages drawn with letters: a picture of lines becomes pages of words, ruling lines and fills, and their tables become text.

A character is 5 points wide, a word space 2.8 points, the type 10 points, a line 12 points high. In a picture

- words stand where they stand; `*words*` are bold; `^word` runs up the page from its line;
- `|` is a vertical ruling line as high as its line; a line of `-`, `+` and `|` is a horizontal one, 4 points high;
- a line that begins with `~` is filled: in one box, or in one for each stretch between `:` marks; `~~`: from the first mark on;
- a line such as `+6` is a gap of so many points, `===` begins the next page, `curve` draws a curve over the lines below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from pipeline.sources.pdf.body import read_body
from pipeline.sources.pdf.file.glyphs import Style
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.join import LongTable
from pipeline.sources.pdf.text.words import Word, WordPart

WIDE, SIDE, SIZE, HIGH, RULE = 5.0, 2.2, 10.0, 12.0, 4.0
LEFT, TOP = 40.0, 40.0
_RULING = re.compile(r"[-+| ]*-{2}[-+| ]*")


@dataclass
class _Drawing:
    """What is drawn on a page so far, and how far down."""

    number: int
    y: float = TOP
    words: list[Word] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    rects: list[dict[str, Any]] = field(default_factory=list)
    curves: list[dict[str, Any]] = field(default_factory=list)

    def line(self, text: str) -> None:
        if found := re.fullmatch(r"\+(\d+)", text):
            self.y += float(found[1])
        elif text == "curve":
            points = [(LEFT, self.y), (LEFT + 300, self.y + 80)]
            self.curves.append(
                _box(LEFT, self.y, LEFT + 300, self.y + 80) | {"pts": points, "path": [("c",)], "fill": False}
            )
        elif _RULING.fullmatch(text):
            self._rulings(text)
        else:
            self._text(text)

    def _rulings(self, text: str) -> None:
        middle = self.y + RULE / 2
        for found in re.finditer(r"[-+]{2,}", text):
            self.lines.append(_box(_x(found.start()) + 2.5, middle, _x(found.end()) - 2.5, middle))
        for found in re.finditer(r"[|+]", text):
            self.lines.append(_box(_x(found.start()) + 2.5, self.y, _x(found.start()) + 2.5, self.y + RULE))
        self.y += RULE

    def _text(self, text: str) -> None:
        if text.startswith("~"):
            marks = [0] * (text[1] != "~") + [found.start() for found in re.finditer(":", text)] + [len(text.rstrip())]
            text = text.replace("~", " ")
            for start, end in pairwise(marks):
                fill = _box(_x(start) + 2.5, self.y, _x(end) + 2.5, self.y + HIGH)
                self.rects.append(fill | {"fill": True, "stroke": False, "linewidth": 0, "non_stroking_color": (0.8,)})
            text = text.replace(":", " ")
        bold = False
        for found in re.finditer(r"[^\s|]+", text):
            word = found[0]
            bold = bold or word.startswith("*")
            x0 = _x(found.start() + word.startswith("*"))
            shown = word.strip("*").removeprefix("^") if word not in ("*", "^") else word
            style = Style("Sans", SIZE, bold, False, "#000000", 0)
            base = self.y + 9
            box = (x0, self.y + 1, x0 + WIDE * len(shown) + SIDE, self.y + 11)
            if turned := shown != word and word.startswith("^"):
                box = (x0, self.y + 11 - WIDE * len(shown) - SIDE, x0 + 10, self.y + 11)
            self.words.append(Word([WordPart(shown, style, base)], *box, base, SIZE, 90 if turned else 0))
            bold = bold and not word.endswith("*")
        for found in re.finditer(r"\|", text):
            self.lines.append(_box(_x(found.start()) + 2.5, self.y, _x(found.start()) + 2.5, self.y + HIGH))
        self.y += HIGH


def _x(column: int) -> float:
    return LEFT + WIDE * column


def _box(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}


def sheets_of(picture: str) -> list[Sheet]:
    """The pages of a picture."""
    sheets = []
    for number, page in enumerate(re.split(r"^===\n", picture, flags=re.MULTILINE), 1):
        drawing = _Drawing(number)
        for line in page.rstrip("\n").split("\n"):
            drawing.line(line.rstrip())
        shapes: Any = SimpleNamespace(
            width=595.0, height=842.0, lines=drawing.lines, rects=drawing.rects, curves=drawing.curves
        )
        sheets.append(Sheet(shapes, number, 595.0, 842.0, words=drawing.words))
    return sheets


def tables_of(picture: str) -> str:
    """The tables of all pages: a line for each row, cells by " | ", a blank line between tables; "text*2x1" spans.

    Rows that are known to be the header begin with "= ".
    """
    return tables_in(sheets_of(picture))


def tables_in(sheets: list[Sheet]) -> str:
    """The tables of pages, in the same way."""
    body, _ = read_body(sheets, "picture.pdf")
    return "\n\n".join(
        "\n".join(
            "= " * (at < (block.header_rows or 0)) + " | ".join(_cell(cell) for cell in row)
            for at, row in enumerate(block.rows)
        )
        for block in body
        if isinstance(block, LongTable)
    )


def _cell(cell: Any) -> str:
    text = cell.text or "_"
    return f"{text}*{cell.colspan}x{cell.rowspan}" if cell.colspan > 1 or cell.rowspan > 1 else text
