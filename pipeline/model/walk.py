"""Walks the tree of a document: its plain text, its canonical words, its blocks and records, and rewriting of its phrases.

Builders walk the tree themselves. All other code calls these functions, so that a new node needs its cases only here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from pipeline.model.document import (
    Action,
    Actions,
    Added,
    Block,
    Blocks,
    Box,
    Cell,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Group,
    Idea,
    Image,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    NoteRef,
    Paragraph,
    Quote,
    Record,
    Section,
    Span,
    Strong,
    Table,
    Text,
)
from pipeline.model.place import NOWHERE, Place

SPACE = re.compile(r"[ \t\r\n\f\v]+")
# After these words a full stop belongs to the word.
_ABBREVIATED = re.compile(r"(?:\b\w\.\w|\b(?:etc|Ltd|Inc|Co|Corp|Plc|No|Nos|Dr|St|Jr|Bros|al|pp?|[A-Z]))\.$")
# A quotation that ends with a stop: "“our plan.”"
QUOTED = re.compile(r"([“‘\"'])([^“”‘\"]+?)([.,;:…]+[”’\"'])")
_STOP = re.compile(r"(?<=[^.,;:…])[.,;:…]+$")


def stop_of(text: str) -> str:
    """The punctuation that ends a text, or "" if it is part of the last word ("etc.")."""
    match = _STOP.search(text)
    return match[0] if match and not (match[0] == "." and _ABBREVIATED.search(text)) else ""


def plain_text(inlines: Inlines, *, added: bool = False, notes: bool = False) -> str:
    """The words of a phrase with white space folded; with added words and note marks ("[key]") only on request."""
    return SPACE.sub(" ", "".join(_words(inlines, added, notes))).strip()


def _words(inlines: Inlines, added: bool, notes: bool) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text
            case Strong(children) | Emphasis(children) | Link(_, children) | Span(_, children):
                yield from _words(children, added, notes)
            case LineBreak():
                yield " "
            case NoteRef(key):
                yield f"[{key}]" if notes else ""
            case Added(text, _):
                yield text if added else ""
            case _:
                assert_never(inline)


def block_text(blocks: Blocks) -> str:
    """All words of the blocks as one line of text."""
    return " ".join(piece.text for piece in pieces_of(blocks, "") if piece.text)


# ------------------------------------------------------------------------------------------------ canonical words


NOTE = "note-"
"""How the ids of notes begin; no other block's does, as an id of the content has no hyphen."""


@dataclass(frozen=True)
class WordRun:
    """The words of a block, and the id of that block. All of them in reading order are the canonical text.

    A block's id is the id of its section, record or action, then the number of the block in it, counted from 1 at each depth:
    "community_leader/3/2/1" is the first block of the second item of the third block there.
    """

    block: str
    text: str
    place: Place = field(default=NOWHERE, compare=False)


def digest(texts: Iterable[str]) -> str:
    """SHA-256 of the texts in their order, without white space, in hex."""
    return hashlib.sha256("".join("".join(text.split()) for text in texts).encode()).hexdigest()


def version(document: Document) -> str:
    """The fingerprint of the words of a document: the first twelve hex digits of the SHA-256 of its canonical words."""
    words = "\n".join(piece.text for piece in canonical(document))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def canonical(document: Document) -> tuple[WordRun, ...]:
    """Every word of a document in reading order, block by block. Every edition must contain exactly these."""
    return tuple(words for words in _canonical(document) if words.text)


def _canonical(document: Document) -> Iterator[WordRun]:
    yield from pieces_of(document.before_title, "before_title")
    yield WordRun("title", plain_text(document.title), document.place)
    yield from pieces_of(document.blocks, "document")
    for section in document.sections:
        yield from _section_pieces(section)
    for entry in document.notes:
        yield WordRun(f"{NOTE}{entry.key}", plain_text(entry.inlines), entry.place)


def _section_pieces(section: Section) -> Iterator[WordRun]:
    yield WordRun(section.id, plain_text(section.heading), section.place)
    yield from pieces_of(section.blocks, section.id)
    for child in section.sections:
        yield from _section_pieces(child)


def pieces_of(blocks: Blocks, prefix: str) -> Iterator[WordRun]:
    """Yields the words of the blocks in order, with ids that start with the prefix."""
    for number, block in enumerate(blocks, 1):
        text = f"{prefix}/{number}"
        match block:
            case Paragraph(inlines):
                yield WordRun(text, plain_text(inlines), block.place)
            case List(items):
                for count, item in enumerate(items, 1):
                    yield from pieces_of(item.blocks, f"{text}/{count}")
            case Definitions(entries):
                for count, entry in enumerate(entries, 1):
                    yield WordRun(f"{text}/{count}", plain_text(entry.label), entry.place)
                    yield from pieces_of(entry.blocks, f"{text}/{count}")
            case Image(_, alt, decorative, caption):
                yield WordRun(text, "" if decorative else alt or "", block.place)
                yield WordRun(f"{text}/caption", plain_text(caption), block.place)
            case Quote(children) | Idea(children) | Box(_, children):
                yield from pieces_of(children, text)
            case Table():
                yield from _table_pieces(block, text)
            case Actions(entries):
                for action in entries:
                    yield from pieces_of(action.blocks, action.id)
            case _:
                assert_never(block)


def _table_pieces(table: Table, prefix: str) -> Iterator[WordRun]:
    yield WordRun(f"{prefix}/caption", plain_text(table.caption), table.place)
    labelled = False
    for number, group in enumerate(table.groups, 1):
        yield WordRun(f"{prefix}/band{number}", plain_text(group.band or ()), group.place)
        yield from pieces_of(group.statement, f"{prefix}/band{number}")
        if not labelled and (group.records or number == len(table.groups)):
            for column in table.columns:
                yield WordRun(f"{prefix}/column/{column.key}", plain_text(column.label), column.place)
            labelled = True
        for record in group.records:
            for column, cell in zip(table.columns, record.cells, strict=True):
                yield from pieces_of(cell.blocks, f"{record.id}/{column.key}")


# ------------------------------------------------------------------------------------------------ walking and rewriting


def all_sections(sections: tuple[Section, ...], level: int = 2) -> Iterator[tuple[int, Section]]:
    """(heading level, section) in reading order; the title is level 1, so the first sections are level 2."""
    for section in sections:
        yield level, section
        yield from all_sections(section.sections, level + 1)


def all_blocks(document: Document) -> Iterator[tuple[str, Block]]:
    """(id of the section, or "document", block) for every block of the document at any depth, in reading order."""
    for block in _deep(document.blocks):
        yield "document", block
    for _, section in all_sections(document.sections):
        for block in _deep(section.blocks):
            yield section.id, block


def _deep(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        yield block
        for inner in _children(block):
            yield from _deep(inner)


def _children(block: Block) -> Iterable[Blocks]:
    match block:
        case List(items):
            return [item.blocks for item in items]
        case Quote(children) | Idea(children) | Box(_, children):
            return [children]
        case Table(_, groups):
            return [b for g in groups for b in (g.statement, *(cell.blocks for r in g.records for cell in r.cells))]
        case Actions(entries):
            return [action.blocks for action in entries]
        case Definitions(definitions):
            return [entry.blocks for entry in definitions]
        case Paragraph() | Image():
            return []
        case _:
            assert_never(block)


def records(document: Document) -> Iterator[tuple[Section | None, Table, Group, Record]]:
    """Yields every record with its section, table and group. The section is None before the first heading."""
    places: list[tuple[Section | None, Blocks]] = [(None, document.blocks)]
    places += [(section, section.blocks) for _, section in all_sections(document.sections)]
    for section, blocks in places:
        for block in blocks:
            if isinstance(block, Table):
                for group in block.groups:
                    for record in group.records:
                        yield section, block, group, record


def actions(document: Document) -> Iterator[tuple[Section | None, Action]]:
    """Yields every prose action with its section, which is None before the first heading."""
    places: list[tuple[Section | None, Blocks]] = [(None, document.blocks)]
    places += [(section, section.blocks) for _, section in all_sections(document.sections)]
    for section, blocks in places:
        for block in blocks:
            if isinstance(block, Actions):
                for action in block.entries:
                    yield section, action


def leaves(inlines: Inlines) -> Iterator[Inline]:
    """Yields the innermost inlines of a phrase in order: texts, line breaks, note references and added words."""
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis | Link | Span):
            yield from leaves(inline.children)
        else:
            yield inline


Rewrite = Callable[[Inline], Inlines]


def rewrite_inlines(inlines: Inlines, change: Rewrite) -> Inlines:
    """Returns the phrase with each innermost inline replaced by the result of `change`."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Strong(children) | Emphasis(children) | Link(_, children) | Span(_, children):
                result.append(replace(inline, children=rewrite_inlines(children, change)))
            case Text() | LineBreak() | NoteRef() | Added():
                result.extend(change(inline))
            case _:
                assert_never(inline)
    return tuple(result)


def rewrite_blocks(blocks: Blocks, change: Rewrite) -> Blocks:
    """Returns the blocks with every phrase of running text rewritten."""
    return tuple(_rewrite_block(block, change) for block in blocks)


def _rewrite_block(block: Block, change: Rewrite) -> Block:
    match block:
        case Paragraph(inlines):
            return replace(block, inlines=rewrite_inlines(inlines, change))
        case List(items):
            return replace(block, items=tuple(Item(rewrite_blocks(i.blocks, change), i.place) for i in items))
        case Quote(children) | Idea(children) | Box(_, children):
            return replace(block, blocks=rewrite_blocks(children, change))
        case Table(_, groups):
            return replace(block, groups=tuple(_rewrite_group(group, change) for group in groups))
        case Actions(entries):
            return replace(block, entries=tuple(replace(a, blocks=rewrite_blocks(a.blocks, change)) for a in entries))
        case Definitions(definitions):
            return replace(block, entries=tuple(_rewrite_definition(entry, change) for entry in definitions))
        case Image(caption=caption):
            return replace(block, caption=rewrite_inlines(caption, change))
        case _:
            assert_never(block)


def _rewrite_definition(entry: Definition, change: Rewrite) -> Definition:
    return replace(entry, label=rewrite_inlines(entry.label, change), blocks=rewrite_blocks(entry.blocks, change))


def _rewrite_group(group: Group, change: Rewrite) -> Group:
    def cell(old: Cell) -> Cell:
        return replace(old, blocks=rewrite_blocks(old.blocks, change))

    rows = tuple(replace(record, cells=tuple(cell(old) for old in record.cells)) for record in group.records)
    return replace(group, statement=rewrite_blocks(group.statement, change), records=rows)


def rewrite(document: Document, change: Rewrite) -> Document:
    """Returns the document with the running text of its blocks rewritten; headings, labels and notes are unchanged."""

    def section(old: Section) -> Section:
        return replace(
            old,
            blocks=rewrite_blocks(old.blocks, change),
            sections=tuple(section(child) for child in old.sections),
        )

    return replace(
        document,
        blocks=rewrite_blocks(document.blocks, change),
        sections=tuple(section(child) for child in document.sections),
    )


def tidy(inlines: Inlines) -> Inlines:
    """Returns the phrase in its normal form: adjacent texts joined, white space folded and trimmed, empty parts removed."""
    return _trim(_merge(inlines))


def _join(result: list[Inline], text: str) -> None:
    """Appends a text, joining it to a text before it, and drops white space after a line break.

    White space before a note's mark that runs into the next word stands behind the mark: "parks ¹and" is "parks¹ and". There is
    some also behind a mark that begins a paragraph or a line.
    """
    previous = result[-1] if result else None
    before = result[-2] if len(result) > 1 else LineBreak()
    ended = isinstance(before, Text) and before.text.endswith(" ")
    if isinstance(previous, NoteRef) and text[:1].isalnum() and (ended or isinstance(before, LineBreak)):
        if isinstance(before, Text):
            result[-2:] = [*([Text(before.text[:-1])] if before.text[:-1] else []), previous]
        result.append(Text(f" {text}"))
    elif isinstance(previous, Text):
        result[-1] = Text(SPACE.sub(" ", previous.text + text))
    elif isinstance(previous, LineBreak):
        text = text.lstrip()
        result += [Text(text)] if text else []
    elif text:
        result.append(Text(text))


def _break(result: list[Inline]) -> None:
    """Appends a line break and drops white space before it."""
    if result and isinstance(previous := result[-1], Text):
        text = previous.text.rstrip()
        result[-1:] = [Text(text)] if text else []
    result.append(LineBreak())


def _merge(inlines: Inlines) -> Inlines:
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text):
                _join(result, SPACE.sub(" ", text))
            case Strong(children) | Emphasis(children) | Link(_, children) | Span(_, children):
                merged = _merge(children)
                if merged:
                    result.append(replace(inline, children=merged))
            case LineBreak():
                _break(result)
            case NoteRef() | Added():
                result.append(inline)
            case _:
                assert_never(inline)
    return tuple(result)


def _trim(inlines: Inlines) -> Inlines:
    result = list(inlines)
    while result and isinstance(result[0], Text | LineBreak):
        first = result[0].text.lstrip() if isinstance(result[0], Text) else ""
        if first:
            result[0] = Text(first)
            break
        result.pop(0)
    while result and isinstance(result[-1], Text | LineBreak):
        last = result[-1]
        text = last.text.rstrip() if isinstance(last, Text) else ""
        if text:
            result[-1] = Text(text)
            break
        result.pop()
    return tuple(result)
