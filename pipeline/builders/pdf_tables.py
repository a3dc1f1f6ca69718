"""How grids stand on the page: the widths of their columns, whether the page turns to landscape, whether they fit at all.

Widths are worked out beforehand from the words, because a table whose columns are fixed is set several times faster than
one that the engine must measure, and because only so is it sure that no word runs out of its cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

from pipeline.builders.pdf_fonts import Font, Stack
from pipeline.builders.pdf_style import sheet
from pipeline.builders.pdf_words import ADDRESS, runs, words_of
from pipeline.edition import Edition, SectionView, TableView, View, Views
from pipeline.findings import Finding, note
from pipeline.looks import Look
from pipeline.model import Inlines
from pipeline.walk import plain_text

PADDING = 1.15
LEAST = 4.0
# Under this many type sizes for a column, about 20 characters, an upright page is too narrow to read a table.
COMFORTABLE = 10.5
FEW_WORDS = 600


@dataclass(frozen=True)
class Grid:
    """A table as it will stand: the share of each column (they sum to 1), whether the page turns, whether it fits."""

    id: str
    shares: tuple[float, ...]
    wide: bool
    fits: bool


def grids(views: Views, look: Look, stack: Stack) -> dict[str, Grid]:
    """The grids of an edition by the id of their table."""
    return {table.id: grid(table, look, stack) for table in _tables(views)}


def grid(table: TableView, look: Look, stack: Stack) -> Grid:
    """Measure a table: each column gets its longest word, the rest is shared by how much the columns say."""
    paper = sheet(look)
    upright, turned = paper.line() / look.size, paper.line(landscape=True) / look.size
    needs, says = zip(*(_column(table, index, look, stack) for index in range(len(table.columns))), strict=True)
    wide = sum(needs) > upright or upright / len(needs) < COMFORTABLE
    line = turned if wide else upright
    rest = max(0.0, line - sum(needs))
    widths = [need + rest * say / sum(says) for need, say in zip(needs, says, strict=True)]
    return Grid(table.id, tuple(width / sum(widths) for width in widths), wide, sum(needs) <= line)


def _column(table: TableView, index: int, look: Look, stack: Stack) -> tuple[float, float]:
    """The width that a column needs for its longest word, and a measure of how much it says; both in type sizes."""
    head, body = stack.plain(bold=True), stack.plain(bold=look.weight >= 600 or index == table.row_header)
    needs = [_longest(table.columns[index], head)]
    says = 1.0
    for row in table.rows:
        for run in runs(row.cells[index], look):
            needs.append(_longest_word(run.text, body) + run.indent * 0.7)
            says += body.width(run.text)
    return max(LEAST, *needs) + PADDING, sqrt(says)


def _longest(inlines: Inlines, font: Font) -> float:
    return _longest_word(plain_text(inlines, added=True), font)


def _longest_word(text: str, font: Font) -> float:
    return max((font.width(word) for word in words_of(text) if not ADDRESS.search(word)), default=0.0)


def _tables(views: Views) -> Iterator[TableView]:
    for view in views:
        if isinstance(view, TableView):
            yield view
        elif isinstance(view, SectionView):
            yield from _tables(view.blocks)


def turned_sections(views: Views, found: dict[str, Grid]) -> set[str]:
    """The ids of the sections that stand on landscape pages: all of a section, so that its heading stays with its table.

    A section whose wide tables stand in its subsections turns with them where it says little before the first.
    """
    turned: set[str] = set()
    for view in views:
        if isinstance(view, SectionView):
            inner = turned_sections(view.blocks, found)
            turned |= inner
            before = list(_before_turn(view.blocks, inner, found))
            if len(before) < len(view.blocks) and _length(before) <= FEW_WORDS:
                turned.add(view.heading.id)
    return turned


def _before_turn(views: Views, inner: set[str], found: dict[str, Grid]) -> Iterator[View]:
    for view in views:
        if isinstance(view, TableView) and found[view.id].wide:
            return
        if isinstance(view, SectionView) and view.heading.id in inner:
            return
        yield view


def _length(views: list[View]) -> int:
    plain = Look("", "", 12)
    return sum(len(run.text) for run in runs(tuple(views), plain))


def listed_instead(edition: Edition, listed: Edition, found: dict[str, Grid]) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition with each section whose table does not fit taken from `listed`, where tables are labelled lists."""
    misfits = {id for id, one in found.items() if not one.fits}
    if not misfits:
        return edition, ()
    sections = {view.heading.id: view for view in _sections(listed.body)}
    told: list[Finding] = []

    def swapped(views: Views) -> Views:
        return tuple(_swap(view) for view in views)

    def _swap(view: View) -> View:
        if not isinstance(view, SectionView):
            return view
        unfit = [table for table in view.blocks if isinstance(table, TableView) and table.id in misfits]
        if not unfit or view.heading.id not in sections:
            return replace(view, blocks=swapped(view.blocks))
        for table in unfit:
            count = len(table.columns)
            message = f"a table of {count} columns does not fit the page at this size; it is set out as a list"
            told.append(note("table-as-list", message, block=table.block))
        return sections[view.heading.id]

    return replace(edition, body=swapped(edition.body)), tuple(told)


def _sections(views: Views) -> Iterator[SectionView]:
    for view in views:
        if isinstance(view, SectionView):
            yield view
            yield from _sections(view.blocks)
