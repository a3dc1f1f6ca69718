"""What stays together on printed pages: sections that turn with their wide tables, and short values beside their labels."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.editions.edition import EntryView, FieldView, ParagraphView, SectionView, TableView, View, Views
from pipeline.editions.looks import Look
from pipeline.editions.paper.fonts import BOLD, Stack
from pipeline.editions.paper.grids import PrintedTable
from pipeline.editions.paper.lines import runs
from pipeline.editions.paper.paper_size import paper_size
from pipeline.model.walk import plain_text

FEW_WORDS = 600
LABEL_GAP = 1.0
"""Room between a label and a value on its line, in type sizes."""


def turned_sections(views: Views, found: dict[str, PrintedTable]) -> set[str]:
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


def _before_turn(views: Views, inner: set[str], found: dict[str, PrintedTable]) -> Iterator[View]:
    for view in views:
        if isinstance(view, TableView) and found[view.id].wide:
            return
        if isinstance(view, SectionView) and view.heading.id in inner:
            return
        yield view


def _length(views: list[View]) -> int:
    plain = Look("", "", 12)
    return sum(len(run.text) for run in runs(tuple(views), plain))


def short_fields(views: Views, look: Look, stack: Stack) -> dict[str, list[bool]]:
    """For each record set out as a list, by its id: which of its values share the line of their label.

    Where all type is bold, a value that stands behind its label could not be told from it.
    """
    found: dict[str, list[bool]] = {}
    for view in views if look.weight < BOLD else ():
        if isinstance(view, SectionView):
            found |= short_fields(view.blocks, look, stack)
        elif isinstance(view, EntryView):
            found[view.heading.id] = [_is_short(part, look, stack) for part in view.fields]
    return found


def _is_short(part: FieldView, look: Look, stack: Stack) -> bool:
    """Whether a value is one paragraph that fits on the line behind its label."""
    if len(part.blocks) != 1 or not isinstance(part.blocks[0], ParagraphView):
        return False
    label, value = plain_text(part.label, added=True), list(runs(part.blocks, look))
    width = stack.plain(bold=True).width(label) + sum(
        stack.plain(bold=run.bold).width(run.text) + run.indent for run in value
    )
    return width + LABEL_GAP < paper_size(look).line() / look.size
