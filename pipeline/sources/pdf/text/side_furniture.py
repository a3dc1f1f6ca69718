"""Words and page numbers beside the text of a PDF's pages, most often turned: what repetition proves is set aside.

They say the name of the document or of the chapter along the outer edge, or number the page there: portrait footers of pages that
lie on their side do so too. The same words stand as far from the nearer side and from the head on at least three pages, or on
both of two; a page number may count on by one. Level words are taken for the page number alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from pipeline.model.flow import Aside
from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.page import rulings_of
from pipeline.sources.pdf.text.directions import by_direction
from pipeline.sources.pdf.text.furniture_edges import parts_of
from pipeline.sources.pdf.text.furniture_keys import BARE, NAMED, keys_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word, around, body_size, make_lines

SMALL = 0.95
"""In type smaller than so many parts of the text any number may be the page's."""
EDGE = 3.0
"""Points; a fill that reaches so near the edge of the page is a tab of the whole page, no cell."""


@dataclass(frozen=True, slots=True)
class _Side:
    """Words of one line, the box around them, and what they have in common with others (`keys_of`).

    They are `beside` where no text stands above or below. A table may be so wide that it stands above what is beside the text of
    other pages.
    """

    sheet: Sheet
    words: list[Word]
    box: Box
    keys: tuple[str, ...]
    beside: bool

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def is_level(self, other: _Side) -> bool:
        """Whether both stand as far from the nearer side of the page, and at one height: an end or the middle is the same."""
        (left, top, right, bottom), (x0, y0, x1, y1) = self.box, other.box
        away = min(left, self.sheet.width - right) - min(x0, other.sheet.width - x1)
        high = min(abs(top - y0), abs(bottom - y1), abs(top + bottom - y0 - y1) / 2)
        return max(abs(away), high) <= SETTINGS.furniture_place


def set_aside_sides(sheets: Sequence[Sheet], file: str, named: Set[tuple[int, int]] = frozenset()) -> None:
    """Take the words beside the text that repetition proves out of those of each sheet.

    `named` are the pages and ids of marked content that the tags have in tables and headings.
    """
    groups: dict[str, list[_Side]] = defaultdict(list)
    usual = body_size(line for sheet in sheets for line in sheet.lines)
    sides = [side for sheet in sheets for side in _sides(sheet, usual)]
    sides = [side for side in sides if not any((side.sheet.number, word.mcid) in named for word in side.words)]
    for side in sides:
        for key in side.keys if side.beside else ():
            groups[key].append(side)
    least = min(SETTINGS.furniture_pages, max(2, len(sheets)))
    for side in sides:
        pages = ({other.sheet.number for other in groups[key] if side.is_level(other)} for key in side.keys)
        if max(map(len, pages)) >= least:
            taken = set(map(id, side.words))
            side.sheet.words = [word for word in side.sheet.words if id(word) not in taken]
            reason = "page number" if BARE.fullmatch(side.text) else "running words at the side"
            side.sheet.asides.append(Aside(side.text, reason, side.sheet.place(file, side.box)))


def _sides(sheet: Sheet, usual: float) -> Iterator[_Side]:
    level = [word for word in sheet.words if word.turn == 0]
    stored = {word.box: word for word in sheet.words}
    lines = [line for group in by_direction(sheet.words) if group[0].home for line in make_lines(group, sheet.number)]
    pieces = [([stored[word.box] for word in line.words], line.size < SMALL * usual) for line in lines]
    for line in sheet.lines:
        parts = parts_of(line, SETTINGS.furniture_gap)
        for part in {id(part): part for part in (parts[0], parts[-1])}.values():
            text = " ".join(word.text for word in part)
            if BARE.fullmatch(text) or NAMED.fullmatch(text):
                pieces.append((part, False))
    for words, small in pieces:
        box = around([word.box for word in words])
        text = " ".join(word.text for word in words).casefold()
        beside = _is_beside(box, words, level, sheet) and not _in_table(box, sheet)
        yield _Side(sheet, words, box, keys_of(text, sheet.number, small), beside)


def _is_beside(box: Box, words: Sequence[Word], level: Sequence[Word], sheet: Sheet) -> bool:
    """Whether a box lies near a side of the page, and no level word stands above, below or outside of it."""
    taken = set(map(id, words))
    rest = (word for word in level if id(word) not in taken)
    if box.x1 <= SETTINGS.furniture_near * sheet.width:
        return all(word.x0 > box.x1 for word in rest)
    return sheet.width - box.x0 <= SETTINGS.furniture_near * sheet.width and all(word.x1 < box.x0 for word in rest)


def _in_table(box: Box, sheet: Sheet) -> bool:
    """Whether an upright ruling line stands between a box and the nearer side of the page, as left of the cells of a table."""
    left = box.x0 + box.x1 < sheet.width
    past = (r for r in rulings_of(sheet.page, sheet.words).vertical if r.start < box.bottom and box.top < r.end)
    return any(
        EDGE < (r.at if left else sheet.width - r.at) < (box.x0 + 1 if left else sheet.width - box.x1 + 1) for r in past
    )
