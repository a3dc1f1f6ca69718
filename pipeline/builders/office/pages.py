"""Which parts of a publication stand on which paper: wide plans on landscape pages, with the headings that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.editions.edition import HeadingView, SectionView, TableView, View, Views
from pipeline.editions.looks import Look
from pipeline.editions.paper.grids import PrintedTable
from pipeline.editions.paper.paper_size import paper_size
from pipeline.editions.reading import Voice
from pipeline.model.findings import Finding, note

LEAD = 1500  # characters of text that may move to the landscape page with the table they lead to
SHORT = 400  # characters of text between two headings that both lead to a wide table
SHOWN = 40  # characters of what follows that a message shows
GAP = 700  # characters below which text between two landscape tables stays on their pages


@dataclass(frozen=True)
class PageShape:
    """A page: width and height in twentieths of a point, the margins on all sides alike."""

    width: int
    height: int
    margin: int

    @property
    def text_width(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height


def portrait(look: Look) -> PageShape:
    """The page of the look's paper (A4 where the paper is not known)."""
    return _shapes(look)[0]


def _shapes(look: Look) -> tuple[PageShape, PageShape, PageShape]:
    paper = paper_size(look)
    short, long, margin = (round(side * 20) for side in (paper.width, paper.height, paper.margin))
    return PageShape(short, long, margin), PageShape(long, short, margin), PageShape(2 * short, long, margin)


def leaves(views: Views) -> Iterator[View]:
    """The views in order, sections opened into their headings and what stands under them."""
    for view in views:
        if isinstance(view, SectionView):
            yield view.heading
            yield from leaves(view.blocks)
        else:
            yield view


def on_pages(
    views: Views, look: Look, voice: Voice, grids: Mapping[str, PrintedTable]
) -> list[tuple[PageShape, list[View]]]:
    """The views in runs that share one shape of page."""
    flat = list(leaves(views))
    shapes = [_needed(grids[view.id], look) if isinstance(view, TableView) else None for view in flat]
    lengths = [_length(view, voice) for view in flat]
    _lead_in(flat, shapes, lengths)
    _close_gaps(shapes, lengths)
    upright = portrait(look)
    paired = [(shape or upright, view) for shape, view in zip(shapes, flat, strict=True)]
    return [(shape, [view for _, view in run]) for shape, run in groupby(paired, key=lambda pair: pair[0])]


def turns(runs: list[tuple[PageShape, list[View]]], voice: Voice) -> Iterator[Finding]:
    """A note for each place where the paper turns: the page before it ends early."""
    for shape, views in runs[1:]:
        first = next((piece.text for view in views for piece in voice.view(view)), "")
        shown = first if len(first) <= SHOWN else f"{first[: SHOWN - 1]}…"
        turned = "landscape" if shape.landscape else "upright"
        message = f"the paper turns {turned} for “{shown}”, so the page before it may not be full"
        yield note("page-not-full", message, hint="nothing, or shorten the text there")


def _needed(grid: PrintedTable, look: Look) -> PageShape | None:
    """None where a table stands upright, else the smallest landscape page on which no word has to break."""
    _, across, larger = _shapes(look)
    return None if not grid.wide else across if grid.need * 20 <= across.text_width else larger


def _length(view: View, voice: Voice) -> int:
    return sum(len(piece.text) for piece in voice.view(view))


def _lead_in(flat: list[View], shapes: list[PageShape | None], lengths: list[int]) -> None:
    """Give the headings and the short text directly before a wide table the table's page."""
    for index in range(len(flat) - 1, -1, -1):
        shape = shapes[index]
        if shape is None or not isinstance(flat[index], TableView):
            continue
        at, taken = index - 1, 0
        while at >= 0 and shapes[at] is None and not isinstance(flat[at], HeadingView | TableView):
            taken += lengths[at]
            at -= 1
        if taken > LEAD or at < 0 or not isinstance(flat[at], HeadingView):
            continue
        at = _top(flat, shapes, lengths, at)
        shapes[at:index] = [shape] * (index - at)


def _top(flat: list[View], shapes: list[PageShape | None], lengths: list[int], at: int) -> int:
    """Where the headings begin that lead to the heading at `at`, also over a short text such as the caption of a table."""
    while True:
        above, between = at - 1, 0
        while above >= 0 and shapes[above] is None and not isinstance(flat[above], HeadingView | TableView):
            between += lengths[above]
            above -= 1
        outer, inner = flat[above] if above >= 0 else None, flat[at]
        if not isinstance(outer, HeadingView) or not isinstance(inner, HeadingView) or between > SHORT:
            return at
        if shapes[above] is not None or (between and outer.level >= inner.level):
            return at
        at = above


def _close_gaps(shapes: list[PageShape | None], lengths: list[int]) -> None:
    """Short text between two wide tables, or behind the last one, stays on their pages: turning the page helps nobody."""
    wide = [index for index, shape in enumerate(shapes) if shape]
    for before, after in pairwise(wide):
        if after - before > 1 and sum(lengths[before + 1 : after]) < GAP:
            shapes[before + 1 : after] = [shapes[before]] * (after - before - 1)
    if wide and sum(lengths[wide[-1] + 1 :]) < GAP:
        shapes[wide[-1] + 1 :] = [shapes[wide[-1]]] * (len(shapes) - wide[-1] - 1)
