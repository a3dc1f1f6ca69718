"""A flow written as text that people can read, so that cases for assembling need no PDF or Word file.

A line is a paragraph; four spaces or one › before it are 18 points of indent. `[14 b #1F4E5F h2]` before the text gives size,
bold, colour, marked heading level; `i` italic, `u` underlined, `p3` the page, `s:Title` the style, `x` the size of 8 points,
`c` centred, `-` hanging, `g9` the white space above in points.
`^1^` is raised, `**bold**` bold, `⏎` a manual line break, `⇥` a tab, `~` a no-break space. `(*)`, `(1.)` before the text is
a real marker, its level by the indent. `| a | b |` is a row; `¶` parts paragraphs in a cell, `^^` goes on the cell above,
`<<` the cell to the left; `=` after the first bar marks a row of the header in the source. `(note 1) text` is a real note,
`^[1]` its mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.model.flow import (
    Flow,
    FlowBlock,
    FlowNote,
    FlowParagraph,
    Grid,
    GridCell,
    Marker,
    Run,
    SourceWord,
)
from pipeline.model.place import Place
from pipeline.sources.typesetting import paragraphs_in

SETTING = re.compile(r"\[([^\]]*)\]\s*")
REAL = re.compile(r"\((\*|\d+[.)]|\d+(?:\.\d+)+|[a-z]+[.)])\)\s*")
PIECE = re.compile(r"\*\*(.+?)\*\*|\^\[(\w+)\]|\^(\S+?)\^")
BODY = 11.0
STEP = 18.0


def flow(text: str) -> Flow:
    """The flow that the text describes; its words are those of its paragraphs, as a source would give them."""
    blocks: list[FlowBlock] = []
    notes: list[FlowNote] = []
    rows: list[str] = []
    for line in [*text.strip("\n").splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            blocks.append(_grid(rows))
            rows = []
        if found := re.match(r"\(note (\w+)\) (.*)", line):
            notes.append(FlowNote(found[1], (_paragraph(found[2]),)))
        elif line.strip():
            blocks.append(_paragraph(line))
    words = [
        SourceWord(word, paragraph.place)
        for paragraph in (*paragraphs_in(blocks), *(p for note in notes for p in note.paragraphs))
        for word in ((paragraph.marker.text if paragraph.marker else "") + " " + paragraph.text).split()
    ]
    return Flow(tuple(blocks), tuple(notes), tuple(words))


@dataclass
class _Setting:
    """How a line is set."""

    run: Run = field(default_factory=lambda: Run("", size=BODY))
    heading: int = 0
    page: int = 0
    style: str = ""
    align: str = "left"
    hanging: bool = False
    gap: float = 0.0

    def add(self, word: str) -> None:
        match word[0], word[1:]:
            case "b", "":
                self.run = replace(self.run, bold=True)
            case "i", "":
                self.run = replace(self.run, italic=True)
            case "u", "":
                self.run = replace(self.run, underlined=True)
            case "c", "":
                self.align = "center"
            case "-", "":
                self.hanging = True
            case "x", "":
                self.run = replace(self.run, size=8.0)
            case "#", colour:
                self.run = replace(self.run, colour=colour)
            case "g", gap:
                self.gap = float(gap)
            case "h", level:
                self.heading = int(level)
            case "p", page:
                self.page = int(page)
            case "s", style:
                self.style = style[1:]
            case _:
                self.run = replace(self.run, size=float(word))


def _paragraph(line: str) -> FlowParagraph:
    indent = ((len(line) - len(line.lstrip(" "))) / 4 + line.count("›")) * STEP
    line = line.replace("›", "").strip(" ").replace("⏎", "\n").replace("⇥", "\t").replace("~", "\u00a0")
    setting = _Setting()
    if found := SETTING.match(line):
        line = line[found.end() :]
        for word in found[1].split():
            setting.add(word)
    marker = None
    if found := REAL.match(line):
        line = line[found.end() :]
        text = "•" if found[1] == "*" else found[1]
        marker = Marker(text, text != "•", int(indent / STEP), "1")
    return FlowParagraph(
        runs=_runs(line, setting.run),
        heading=setting.heading,
        marker=marker,
        indent=indent + STEP * bool(marker or setting.hanging),
        marker_indent=indent,
        gap=setting.gap,
        align=setting.align,
        style=setting.style,
        place=Place(page=setting.page),
    )


def _runs(text: str, like: Run) -> tuple[Run, ...]:
    runs, start = [], 0
    for found in PIECE.finditer(text):
        runs.append(replace(like, text=text[start : found.start()]))
        if found[1]:
            runs.append(replace(like, text=found[1], bold=True))
        elif found[2]:
            runs.append(replace(like, text=found[2], superscript=True, note=found[2]))
        else:
            runs.append(replace(like, text=found[3], superscript=True, size=7.0))
        start = found.end()
    runs.append(replace(like, text=text[start:]))
    return tuple(run for run in runs if run.text)


def _grid(rows: list[str]) -> Grid:
    cells: list[GridCell] = []
    header = sum(row.startswith("|=") for row in rows)
    parts = [
        [part.strip() for part in row.removeprefix("|").removeprefix("=").strip().rstrip("|").split("|")]
        for row in rows
    ]
    for r, row in enumerate(parts):
        for c, text in enumerate(row):
            if text == "<<":
                last = cells[-1]
                cells[-1] = replace(last, colspan=c - last.column + 1)
            elif text == "^^":
                above = next(i for i, cell in enumerate(cells) if cell.column == c and cell.row + cell.rowspan == r)
                cells[above] = replace(cells[above], rowspan=cells[above].rowspan + 1)
            else:
                blocks = tuple(_paragraph(piece.strip(" ")) for piece in text.split("¶") if piece.strip())
                cells.append(GridCell(r, c, blocks=blocks))
    return Grid(len(rows), max(len(row) for row in parts), tuple(cells), header_rows=header or None)
