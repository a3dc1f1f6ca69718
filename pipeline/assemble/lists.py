"""Lines into paragraphs and nested lists: real levels first, then indents, then the shapes of the bullets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.assemble.list_labels import Line, keeps_breaks, lines
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
class _Open:
    """A list that still takes items."""

    line: Line
    items: list[tuple[Line, list[_Open]]] = field(default_factory=list)


def blocks_of(paragraphs: Sequence[FlowParagraph], to_inlines: ToInlines) -> Blocks:
    """The paragraphs as paragraphs and nested lists. A paragraph without a marker ends the list before it.

    `to_inlines` makes the inlines of a paragraph; it is told whether line breaks in it carry meaning.
    """
    result: list[Block] = []
    run: list[Line] = []
    for line in lines(paragraphs):
        if line.item and not (run and _new_list(run, line)):
            run.append(line)
            continue
        result += _nested(run, to_inlines)
        run = [line] if line.item else []
        if not line.item:
            paragraph = line.paragraph
            result.append(Paragraph(to_inlines(paragraph, keeps_breaks(paragraph)), paragraph.place))
    return tuple(result + _nested(run, to_inlines))


def _new_list(run: Sequence[Line], line: Line) -> bool:
    """Whether an item at the level of the first one starts a list of its own: another kind, or a count that begins again."""
    first = run[0]
    if _depth(line, first) != 0:
        return False
    again = line.ordered and line.number == 1 and (line.level is None or line.list_id != first.list_id)
    return line.ordered != first.ordered or again


def _depth(line: Line, other: Line) -> int:
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


def _nested(run: Sequence[Line], to_inlines: ToInlines) -> list[Block]:
    if not run:
        return []
    root = _Open(run[0])
    stack = [root]
    for line in run:
        _insert(stack, line)
    return [_list(root, to_inlines)]


def _insert(stack: list[_Open], line: Line) -> None:
    while len(stack) > 1 and _depth(line, stack[-1].line) < 0:
        stack.pop()
    top = stack[-1]
    if top.items and _depth(line, top.line) > 0:
        children = top.items[-1][1]
        if not children or children[-1].line.ordered != line.ordered:
            children.append(_Open(line))
        stack.append(children[-1])
    stack[-1].items.append((line, []))


def _list(opened: _Open, to_inlines: ToInlines) -> List:
    items = tuple(_item(line, children, to_inlines) for line, children in opened.items)
    first = opened.line
    return List(items, Numbering(start=first.number) if first.ordered else None, _place(first))


def _item(line: Line, children: Sequence[_Open], to_inlines: ToInlines) -> Item:
    text = Paragraph(to_inlines(line.paragraph, False), _place(line))
    return Item((text, *(_list(child, to_inlines) for child in children)), _place(line))


def _place(line: Line) -> Place:
    return line.paragraph.place


def all_bold(paragraphs: Sequence[FlowParagraph]) -> bool:
    """Whether every word of these paragraphs is bold, so that bold says nothing there."""
    worded = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    return bool(worded) and all(is_bold(paragraph) for paragraph in worded)
