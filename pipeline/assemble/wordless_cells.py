"""Cells that say something by their colour or a picture alone. A word is proposed for each, for a person to check.

Who does not see the colour, or hears the page, gets nothing from it (WCAG 1.4.1). A fill that the cell shares with its whole
row only makes the table easier to read. Where cells with words have several colours, a person is asked what these say. A
tick as a picture is often all that a cell says (WCAG 1.1.1), and content cannot hold it: its text alternative stands in its
place, or "(picture 1)", so that a person finds and replaces them all at once.
"""

from __future__ import annotations

import colorsys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from pipeline.assemble.grid_rows import ExtractorWords, Row, TableAccount, rows_of, text_of
from pipeline.model.alternative import is_machine_made, names_a_file
from pipeline.model.findings import warning
from pipeline.model.flow import FlowBlock, FlowParagraph, Grid, GridCell, Picture, Run

# The least saturation of a colour that people name, and of one that stands beside another in its column.
NAMED, PALE = 0.45, 0.1
# The hue in degrees up to which a colour has a name.
HUES = ((20, "red"), (52, "amber"), (70, "yellow"), (170, "green"), (260, "blue"), (340, "purple"), (360, "red"))


def colour_words(grid: Grid) -> dict[tuple[int, int], str]:
    """The name of the colour for each cell, by row and column, that has a colour and no words.

    A colour says nothing where as many cells with words have it, nor where no fill, or none, is that of a third of these.
    """
    rows = rows_of(grid)
    worded = Counter(cell.fill for row in rows for cell in row.own if text_of(cell))
    empty = Counter(cell.fill for row in rows for cell in row.own if not text_of(cell))
    if 3 * max(worded.values(), default=0) < worded.total():
        return {}
    found = {
        (cell.row, cell.column): _name(cell.fill)
        for row in rows
        for cell in row.own
        if cell.fill
        and not text_of(cell)
        and not cell.blocks
        and _stands_out(row, cell)
        and _name(cell.fill)
        and empty[cell.fill] > worded[cell.fill]
    }
    columns: dict[int, set[str]] = {}
    for (_, column), name in found.items():
        columns.setdefault(column, set()).add(name)
    strong = {(cell.row, cell.column) for row in rows for cell in row.own if _saturation(cell.fill) >= NAMED}
    return {at: name for at, name in found.items() if at in strong or len(columns[at[1]]) > 1}


def colour_question(rows: Sequence[Row]) -> str:
    """What to ask about cells with words whose colours may say more than these, by the rows of the body; "" for nothing.

    Such are two colours with names in one column, each of several texts, most of which stand there once: none tells its colour.
    """
    for column in range(1, max((len(row.cells) for row in rows), default=0)):
        texts: dict[str, list[str]] = {}
        for row in rows:
            for cell in row.worded:
                if cell.column == column and cell.fill and _stands_out(row, cell):
                    texts.setdefault(_name(cell.fill), []).append(text_of(cell).casefold())
        colours = sorted(name for name, said in texts.items() if name and len(set(said)) > 1)
        said = [text for name in colours for text in texts[name]]
        if len(colours) > 1 and 2 * len(set(said)) > len(said):
            return f"cells are {' or '.join(colours)}; if that says more than their words, write it in words too"
    return ""


def _stands_out(row: Row, cell: GridCell) -> bool:
    """Whether another cell of the row has another fill, or none."""
    return any(other.fill != cell.fill for other in row.own)


def _channels(fill: str) -> Sequence[float]:
    return [int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def _saturation(fill: str) -> float:
    return colorsys.rgb_to_hsv(*_channels(fill))[1] if fill else 0.0


def _name(fill: str) -> str:
    hue, saturation, value = colorsys.rgb_to_hsv(*_channels(fill))
    if saturation < PALE or value < PALE:
        return ""
    return next(name for most, name in HUES if hue * 360 <= most)


@dataclass
class CellPictures:
    """The pictures in cells of one document, numbered in the order in which they come."""

    account: TableAccount
    numbers: dict[str, int] = field(default_factory=dict)

    def worded(self, grid: Grid) -> Grid:
        """The table with words in the place of its pictures; those that only decorate leave nothing."""
        often = Counter(
            _digest(block)
            for cell in grid.cells
            for block in cell.blocks
            if isinstance(block, Picture) and _shown(block)
        )
        if not often:
            return grid
        cells = (
            replace(
                cell, blocks=tuple(self._words(one, often) if isinstance(one, Picture) else one for one in cell.blocks)
            )
            for cell in grid.cells
        )
        return replace(grid, cells=tuple(cells))

    def _words(self, picture: Picture, often: Counter[str]) -> FlowBlock:
        if not _shown(picture):
            return picture
        digest = _digest(picture)
        if picture.alt and not (names_a_file(picture.alt) or is_machine_made(picture.alt)):
            words, doubt = picture.alt, ""
        else:
            new = digest not in self.numbers
            words = f"(picture {self.numbers.setdefault(digest, len(self.numbers) + 1)})"
            count = f"{often[digest]} cells" if often[digest] > 1 else "a cell"
            said = f"the picture {picture.name} stands in {count} of this table without words"
            doubt = f"{said}; what does it say? Write that in place of “{words}”" if new else ""
            if new:
                hint = f"write what it says, such as Yes, in place of “{words}”"
                self.account.findings.append(warning("picture-in-cell", said, picture.place, hint))
        self.account.added.append(ExtractorWords(words, "words for a picture in a cell", picture.place))
        return FlowParagraph((Run(words),), doubt=doubt, place=picture.place)


def _shown(picture: Picture) -> bool:
    return not picture.decorative


def _digest(picture: Picture) -> str:
    return sha256(picture.data).hexdigest()
