"""Lines into paragraphs and nested lists: real levels first, then indents, then the shapes of the bullets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.assemble.bullets import begins
from pipeline.assemble.explanations import explanations
from pipeline.assemble.list_labels import LabelledLine, keeps_breaks, lines
from pipeline.assemble.runs import is_bold
from pipeline.model.document import Block, Blocks, Inlines, Item, List, Numbering, Paragraph
from pipeline.model.flow import FlowParagraph
from pipeline.model.place import Place

# Points by which the left edge must differ to mean another level: type set by hand wobbles, more so under one bullet.
TOLERANCE, SAME_SHAPE_TOLERANCE = 4.0, 8.0
# Points by which an author indents an item whose level in the list stays the same, to set it under the one before.
SET_BY_HAND = 12.0
# Shapes that stand under a disc or a number when nothing else tells them apart.
INNER = frozenset({"circle", "square", "dash", "arrow", "star", "tick"})

ToInlines = Callable[[FlowParagraph, bool], Inlines]


@dataclass
class _Entry:
    """An item with what stands under it: paragraphs that explain it, and lists."""

    line: LabelledLine
    below: list[LabelledLine | _Open] = field(default_factory=list)


@dataclass
class _Open:
    """A list that still takes items."""

    line: LabelledLine
    items: list[_Entry] = field(default_factory=list)


def blocks_of(paragraphs: Sequence[FlowParagraph], to_inlines: ToInlines, *, lone: bool = False) -> Blocks:
    """The paragraphs as paragraphs and nested lists. A paragraph that does not explain an item ends the list before it.

    `to_inlines` makes the inlines of a paragraph; it is told whether line breaks in it carry meaning. `lone` allows
    numbered lists of one item.
    """
    result: list[Block] = []
    run: list[LabelledLine] = []
    found = lines(paragraphs, lone=lone)
    inside = explanations(found)
    for at, line in enumerate(found):
        if line.item or at in inside:
            run.append(line)
            continue
        result += [*_nested(run, to_inlines), _paragraph(line, to_inlines)]
        run = []
    return tuple(result + _nested(run, to_inlines))


def _paragraph(line: LabelledLine, to_inlines: ToInlines) -> Paragraph:
    return Paragraph(to_inlines(line.paragraph, keeps_breaks(line.paragraph)), line.paragraph.place)


def _depth(line: LabelledLine, other: LabelledLine) -> int:
    """1 where the line stands deeper than the other, 0 for the same level, -1 for a higher one."""
    shift = line.paragraph.marker_indent - other.paragraph.marker_indent
    if line.level is not None and other.level is not None:
        if line.level != other.level:
            return 1 if line.level > other.level else -1
        if line.list_id == other.list_id:
            return 0 if abs(shift) < SET_BY_HAND else 1 if shift > 0 else -1
    tolerance = SAME_SHAPE_TOLERANCE if line.shape == other.shape else TOLERANCE
    if abs(shift) > tolerance:
        return 1 if shift > 0 else -1
    if line.shape == other.shape:
        return 0
    if line.shape in INNER and other.shape not in INNER:
        return 1
    return -1 if other.shape in INNER and line.shape not in INNER else 0


def _nested(run: Sequence[LabelledLine], to_inlines: ToInlines) -> list[Block]:
    roots: list[_Open] = []
    stack: list[_Open] = []
    for line in run:
        if line.item and (not roots or _stands_above(line, roots[-1].line)):
            roots.append(_Open(line))
            stack = [roots[-1]]
        if line.item:
            _insert(stack, line)
        else:
            stack[-1].items[-1].below.append(line)
    for root in roots:
        _nest_by_numbers(root)
    return [block for root in roots for block in _lists(root, to_inlines)]


def _stands_above(line: LabelledLine, first: LabelledLine) -> bool:
    """Whether a numbered item stands higher than the first of all: a bullet, or far to its right one that begins no count."""
    left = first.paragraph.marker_indent - line.paragraph.marker_indent > SET_BY_HAND and line.shape != first.shape
    higher = first.numbering is None or (left and not begins(first.numbering))
    return line.numbering is not None and higher and _depth(line, first) < 0


def _nest_by_numbers(opened: _Open) -> None:
    """Put items that are set flush under an item but count from 1, "(1)" under "b.", below it where "c." counts on after them.

    Without a "c." the colon of "b. …:" tells. Lists under these items are told in the same way: "aa)" under "a)" under "(1)".
    """
    kept: list[_Entry] = []
    for at, entry in enumerate(opened.items):
        numbering = entry.line.numbering
        if not kept or numbering is None or kept[-1].line.numbering is None:
            kept.append(entry)
            continue
        inner = _lists_under(kept[-1])
        above = next((one.items[-1] for one in inner[::-1] if one.line.numbering), kept[-1])
        goes_on = next((one for one in inner[::-1] if _counts_on(one.line.numbering, len(one.items), numbering)), None)
        if goes_on is not None and not _counts_on(kept[-1].line.numbering, 1, numbering):
            goes_on.items.append(entry)
        elif begins(numbering) and _leads_on(above.line, opened.items[at:]):
            above.below.append(_Open(entry.line, [entry]))
        else:
            kept.append(entry)
    opened.items[:] = kept


def _lists_under(entry: _Entry) -> list[_Open]:
    """The list that stands last under an item, the one under its last item, and so on."""
    inner = entry.below[-1] if entry.below else None
    return [inner, *_lists_under(inner.items[-1])] if isinstance(inner, _Open) else []


def _leads_on(line: LabelledLine, entries: Sequence[_Entry]) -> bool:
    """Whether items of another kind stand under one: the count goes on behind them, or it ends with a colon.

    A colon is enough only before labels of another form, "(1)" under "b. …:"; "I. …:" may be a letter or a number.
    """
    first = entries[0].line
    if line.shape == first.shape or line.numbering is None or first.numbering is None:
        return False
    following = replace(line.numbering, start=line.numbering.start + 1)
    later = any(entry.line.numbering == following for entry in entries)
    leads = line.paragraph.text.rstrip().endswith(":") and line.numbering.form != first.numbering.form
    return later or leads


def _insert(stack: list[_Open], line: LabelledLine) -> None:
    while len(stack) > 1 and _depth(line, stack[-1].line) < 0:
        stack.pop()
    top = stack[-1]
    if top.items and _depth(line, top.line) > 0:
        below = top.items[-1].below
        inner = below[-1] if below else None
        if not isinstance(inner, _Open):
            inner = _Open(line)
            below.append(inner)
        stack.append(inner)
    stack[-1].items.append(_Entry(line))


def _lists(opened: _Open, to_inlines: ToInlines) -> list[Block]:
    """The items as lists: one for each stretch of bullets, or of numbers that count on from the first."""
    result: list[Block] = []
    first: Numbering | None = None
    items: list[Item] = []
    for entry in opened.items:
        numbering = entry.line.numbering
        if items and not _counts_on(first, len(items), numbering):
            result.append(List(tuple(items), first, items[0].place))
            items = []
        first = first if items else numbering
        items.append(_item(entry, to_inlines))
    return [*result, List(tuple(items), first, items[0].place)]


def _counts_on(first: Numbering | None, count: int, numbering: Numbering | None) -> bool:
    if first is None or numbering is None:
        return first is numbering
    return replace(first, start=first.start + count) == numbering


def _item(entry: _Entry, to_inlines: ToInlines) -> Item:
    place = _place(entry.line)
    blocks: list[Block] = [Paragraph(to_inlines(entry.line.paragraph, False), place)]
    for below in entry.below:
        blocks += [_paragraph(below, to_inlines)] if isinstance(below, LabelledLine) else _lists(below, to_inlines)
    return Item(tuple(blocks), place)


def _place(line: LabelledLine) -> Place:
    return line.paragraph.place


def all_bold(paragraphs: Sequence[FlowParagraph]) -> bool:
    """Whether every word of these paragraphs is bold, so that bold says nothing there."""
    worded = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    return bool(worded) and all(is_bold(paragraph) for paragraph in worded)
