"""What stays together on printed pages: sections that turn with their wide tables, and records that a page break may cut."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from pipeline.editions.edition import EntryView, SectionView, TableView, View, Views
from pipeline.editions.looks import Look
from pipeline.editions.paper.fonts import BOLD, Stack
from pipeline.editions.paper.grids import WHOLE, Grid
from pipeline.editions.paper.lines import runs
from pipeline.editions.paper.sheet import sheet

FEW_WORDS = 600


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


def tall_entries(views: Views, look: Look, stack: Stack) -> set[str]:
    """The ids of the records, set out as lists, that are long enough to be cut by a page break."""
    tall: set[str] = set()
    most = sheet(look).lines(look) * WHOLE
    for view in views:
        if isinstance(view, SectionView):
            tall |= tall_entries(view.blocks, look, stack)
        elif isinstance(view, EntryView) and _height(view, look, stack) > most:
            tall.add(view.heading.id)
    return tall


def _height(entry: EntryView, look: Look, stack: Stack) -> float:
    """The number of lines of a record set out as a list, about."""
    line = sheet(look).line() / look.size
    font = stack.plain(bold=look.weight >= BOLD)
    return sum(ceil(font.width(run.text) * run.scale / (line - run.indent)) + 0.3 for run in runs((entry,), look))
