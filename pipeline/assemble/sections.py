"""Blocks of the source between headings, put into sections that nest without a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain

from pipeline.assemble.bullets import typed_bullet, typed_number
from pipeline.assemble.definitions import from_grid, from_lines
from pipeline.assemble.grid_parts import parts_of, without_side_heading
from pipeline.assemble.grid_rows import TableAccount, rows_of, text_of
from pipeline.assemble.lists import ToInlines, blocks_of
from pipeline.assemble.outline.heading_numbers import HeadingCandidate
from pipeline.assemble.records import table_of
from pipeline.assemble.runs import folded, inlines_of
from pipeline.assemble.wordless_cells import CellPictures
from pipeline.content.pictures import with_resolution
from pipeline.model.alternative import is_machine_made, names_a_file
from pipeline.model.document import Block, Blocks, Image, Section
from pipeline.model.findings import note, warning
from pipeline.model.flow import FlowBlock, FlowBlocks, FlowParagraph, Grid, GridCell, Picture
from pipeline.model.place import Place

DOUBT = "taken as a heading only because it is set apart; is it one?"


@dataclass
class Shelf:
    """Where blocks become blocks of the model, with the account of what happened on the way."""

    to_inlines: ToInlines
    name: str = "picture"
    account: TableAccount = field(default_factory=TableAccount)
    pictures: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def cell_pictures(self) -> CellPictures:
        """The pictures in cells, numbered through the document."""
        return CellPictures(self.account)

    def blocks(self, blocks: FlowBlocks) -> Blocks:
        """The blocks of one stretch of text: lists, tables of records, pictures."""
        result: list[Block] = []
        waiting: list[FlowParagraph] = []
        behind: list[Picture] = []
        for at, block in enumerate(blocks):
            if isinstance(block, FlowParagraph):
                waiting.append(block)
                continue
            if isinstance(block, Picture) and _is_behind_list(block, blocks[:at], blocks[at + 1 :]):
                behind.append(block)
                continue
            result += (*self._text(waiting), *chain.from_iterable(map(self._picture, behind)))
            waiting, behind = [], []
            made = (
                chain.from_iterable(map(self._grid, parts_of(block)))
                if isinstance(block, Grid)
                else self._picture(block)
            )
            result += made
        return (*result, *self._text(waiting), *chain.from_iterable(map(self._picture, behind)))

    def _text(self, paragraphs: Sequence[FlowParagraph]) -> Blocks:
        """Paragraphs, lists, and lines of labels with their values."""
        result: list[Block] = []
        plain: list[FlowParagraph] = []
        at = 0
        while at < len(paragraphs):
            found = from_lines(paragraphs[at:], self.to_inlines, first=at < 2)
            if found is None:
                plain.append(paragraphs[at])
                at += 1
                continue
            result += [*blocks_of(plain, self.to_inlines, lone=True), found[0]]
            plain = []
            at += found[1]
        return tuple(result) + blocks_of(plain, self.to_inlines, lone=True)

    def _grid(self, grid: Grid) -> Blocks:
        """A table; what is one row or one column was drawn as a table only to place or frame text."""
        rows = [row for row in rows_of(grid) if any(map(_is_filled, row.own))]
        grid = without_side_heading(grid) if len(rows) > 1 else grid
        caption = FlowParagraph(grid.caption_runs, place=grid.place)
        above = blocks_of([caption], self.to_inlines)
        if not rows:
            return above
        if len(rows) == 1 or max(len(row.own) for row in rows) < 2:
            message = "a table of one row or column was taken as text in a frame"
            self.account.findings.append(note("table-as-text", message, grid.place))
            return above + tuple(block for row in rows for cell in row.own for block in self.blocks(cell.blocks))
        grid = self.cell_pictures.worded(grid)
        for inner in (block for cell in grid.cells for block in cell.blocks if isinstance(block, Grid)):
            self.account.findings.append(
                warning("nested-table", "a table inside a cell was put in as paragraphs", inner.place)
            )
        pairs = from_grid(grid, self.to_inlines)
        if pairs is not None:
            return (*above, pairs)
        return table_of(grid, self.to_inlines, self.account)

    def _picture(self, picture: Picture) -> Blocks:
        name = self._file(picture)
        said = picture.alt or ""
        made = is_machine_made(said)
        alt = None if picture.alt is None or made or names_a_file(said) else folded(said)
        if alt is None and not picture.decorative:
            what = "no alternative text" if picture.alt is None else "only the name of a file as alternative text"
            what = f"an alternative text that a program made (“{folded(said)}”)" if made else what
            message = f"the picture {picture.name} has {what}"
            hint = "write what it says as alt:, or decorative: yes (WCAG 1.1.1)"
            self.account.findings.append(warning("picture-without-alt", message, picture.place, hint))
        caption = inlines_of(picture.caption_runs, bold=False, italic=False)
        return (Image(name, alt, picture.decorative, caption, picture.place),)

    def _file(self, picture: Picture) -> str:
        """A file name of the document and of the picture's own bytes, so that no two pictures ever share one."""
        _, dot, ending = picture.name.rpartition(".")
        data = with_resolution(picture.data, picture.size) if picture.size else picture.data
        digest = sha256(data).hexdigest()[:12]
        name = f"{self.name}-{digest}{dot}{ending if dot else ''}"
        self.pictures[name] = data
        return name


def _is_filled(cell: GridCell) -> bool:
    return bool(text_of(cell)) or any(isinstance(block, Picture) for block in cell.blocks)


def _is_behind_list(picture: Picture, before: FlowBlocks, after: FlowBlocks) -> bool:
    """Whether a picture between two items is no part of their list: it only decorates, or lies behind the words of one."""
    beside = [next((b for b in side if not isinstance(b, Picture)), None) for side in (before[::-1], after)]
    items = [
        b for b in beside if isinstance(b, FlowParagraph) and (b.marker or typed_bullet(b.text) or typed_number(b.text))
    ]
    behind = picture.decorative or any(_overlap(picture.place, item.place) for item in items)
    return len(items) == len(beside) and behind


def _overlap(one: Place, other: Place) -> bool:
    """Whether two places have a part of their page in common."""
    if one.box is None or other.box is None or one.page != other.page:
        return False
    return all(max(one.box[at], other.box[at]) < min(one.box[at + 2], other.box[at + 2]) for at in (0, 1))


@dataclass
class _Node:
    """A section that still grows; the root has no heading."""

    heading: HeadingCandidate | None
    blocks: list[FlowBlock] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def sectioned(
    blocks: Sequence[FlowBlock], headings: Sequence[HeadingCandidate], start: int, shelf: Shelf
) -> tuple[Blocks, tuple[Section, ...]]:
    """The blocks from `start` on: those before the first heading, and the sections."""
    by_index = {candidate.index: candidate for candidate in headings}
    root = _Node(None)
    stack = [root]
    for index in range(start, len(blocks)):
        candidate = by_index.get(index)
        if candidate is None:
            stack[-1].blocks.append(blocks[index])
            continue
        while (top := stack[-1].heading) is not None and top.rank >= candidate.rank:
            stack.pop()
        node = _Node(candidate)
        stack[-1].children.append(node)
        stack.append(node)
    before = shelf.blocks(tuple(root.blocks))
    return before, tuple(_section(child, blocks, shelf) for child in root.children)


def _section(node: _Node, blocks: Sequence[FlowBlock], shelf: Shelf) -> Section:
    assert node.heading is not None
    paragraph = blocks[node.heading.index]
    assert isinstance(paragraph, FlowParagraph)
    return Section(
        id="",
        heading=inlines_of(paragraph.runs, bold=False, italic=False),
        blocks=shelf.blocks(tuple(node.blocks)),
        sections=tuple(_section(child, blocks, shelf) for child in node.children),
        guesses=((DOUBT,) if node.heading.doubtful else ()) + doubts_in(node.blocks),
        place=paragraph.place,
    )


def doubts_in(blocks: Iterable[FlowBlock]) -> tuple[str, ...]:
    """The questions of the source's reader about these paragraphs, each once, with the page that it is about."""
    doubtful = [block for block in blocks if isinstance(block, FlowParagraph) and block.doubt]
    return tuple(dict.fromkeys(f"page {block.place.page}: {block.doubt}" for block in doubtful))


def front_matter(blocks: Sequence[FlowBlock], shelf: Shelf) -> Blocks:
    """What stands before the title; a picture there is a letterhead, which every edition has anyway."""
    kept: list[FlowBlock] = []
    for block in blocks:
        if isinstance(block, Picture):
            text = f" (“{block.alt}”)" if block.alt else ""
            message = f"the picture {block.name}{text} before the title was left out"
            hint = "the council's emblem comes from site.yaml; any other picture can be put in as image:"
            shelf.account.findings.append(note("picture-before-title", message, block.place, hint))
            kept += [FlowParagraph(block.caption_runs, place=block.place)] if block.caption_runs else []
        else:
            kept.append(block)
    return shelf.blocks(tuple(kept))
