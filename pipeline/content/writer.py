"""Writes a document as a content file: the keys in the format's order, texts as `|` blocks, guesses as `# check:` lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.content import markdown_write
from pipeline.content.keys import BODY
from pipeline.content.yaml.characters import without_stray
from pipeline.content.yaml.nodes import block, quoted
from pipeline.model.document import (
    Action,
    Actions,
    Block,
    Blocks,
    Box,
    Bsl,
    Definition,
    Definitions,
    Document,
    Group,
    Idea,
    Image,
    List,
    Paragraph,
    Quote,
    Record,
    Section,
    Table,
)

FIRST_LINE = "# yaml-language-server: $schema=schema.json"
STEP = "  "


def write(document: Document) -> str:
    """The content file of a document. Reading it gives the same document."""
    return "\n".join([FIRST_LINE, *_document(document)]) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield from _guesses(document.guesses, "")
    yield f"title: {quoted(markdown_write.write_inlines(document.title))}"
    for key in ("kind", "period", "language", "owner", "published", "updated", "status", "summary"):
        if getattr(document, key):
            yield f"{key}: {quoted(getattr(document, key))}"
    yield from _targets("replaces", document.replaces)
    yield from _targets("formerly", document.formerly)
    if document.source:
        yield "source:"
        yield f"{STEP}file: {quoted(document.source.file)}"
        yield f"{STEP}sha256: {quoted(document.source.sha256)}"
    yield from _text("before_title", document.before_title, "")
    if document.abbreviations:
        yield "abbreviations:"
        yield from (f"{STEP}{quoted(short)}: {quoted(long)}" for short, long in document.abbreviations)
    yield from _body(document.blocks, "")
    yield from _sections(document.sections, "")
    if document.notes:
        yield "notes:"
        for entry in document.notes:
            yield f"{STEP}{quoted(entry.key)}: {quoted(markdown_write.write_inlines(entry.inlines))}"
    if document.bsl:
        yield "bsl:"
        yield from (f"{STEP}{line}" for line in _bsl(document.bsl))


def _bsl(bsl: Bsl) -> Iterator[str]:
    yield f"video: {quoted(bsl.video)}"
    for key in ("captions", "transcript", "signed_by", "length", "published"):
        if getattr(bsl, key):
            yield f"{key}: {quoted(getattr(bsl, key))}"
    yield from _targets("covers", bsl.covers)


def _guesses(guesses: tuple[str, ...], indent: str) -> Iterator[str]:
    for guess in guesses:
        yield f"{indent}# check: {' '.join(without_stray(guess).split())}"


def _sections(sections: tuple[Section, ...], indent: str) -> Iterator[str]:
    if not sections:
        return
    yield f"{indent}sections:"
    for number, section in enumerate(sections):
        if number:
            yield ""
        yield from _item(_section(section), section.guesses, indent + STEP)


def _item(lines: Iterator[str], guesses: tuple[str, ...], indent: str) -> Iterator[str]:
    """Lines as an item of a list: the first behind "- ", the others under it; guesses before it."""
    yield from _guesses(guesses, indent)
    for number, line in enumerate(lines):
        yield (indent + ("- " if number == 0 else STEP) + line) if line else ""


def _section(section: Section) -> Iterator[str]:
    yield f"id: {section.id}"
    yield f"heading: {quoted(markdown_write.write_inlines(section.heading))}"
    yield from _body(section.blocks, "")
    yield from _sections(section.sections, "")


def _text(key: str, blocks: Blocks, indent: str) -> Iterator[str]:
    if blocks:
        yield from f"{indent}{key}: {block(markdown_write.write(blocks), indent + STEP)}".split("\n")


def _runs(blocks: Blocks) -> list[tuple[str, Blocks]]:
    """The blocks as parts: running text together, each other block by itself."""
    parts: list[tuple[str, Blocks]] = []
    for key, group in groupby(blocks, _key):
        together = tuple(group)
        parts += [(key, together)] if key == "text" else [(key, (one,)) for one in together]
    return parts


def _key(one: Block) -> str:
    match one:
        case Paragraph() | List():
            return "text"
        case Definitions():
            return "definitions"
        case Quote():
            return "quote"
        case Actions():
            return "actions"
        case Table():
            return "table"
        case Image():
            return "image"
        case Box():
            return "box"
        case Idea():
            raise TypeError("the ideas of an Easy Read are written by people alone")


def _body(blocks: Blocks, indent: str) -> Iterator[str]:
    parts = _runs(blocks)
    keys = [key for key, _ in parts]
    if all(key in BODY for key in keys) and sorted(set(keys), key=BODY.index) == keys:
        for key, inside in parts:
            yield from _part(key, inside, indent)
    else:
        yield f"{indent}parts:"
        for key, inside in parts:
            yield from _item(_part(key, inside, ""), (), indent + STEP)


def _part(key: str, blocks: Blocks, indent: str) -> Iterator[str]:
    one = blocks[0]
    match one:
        case Paragraph() | List():
            yield from _text(key, blocks, indent)
        case Quote(children):
            yield from _text(key, children, indent)
        case Definitions(definitions):
            yield f"{indent}definitions:"
            for entry in definitions:
                yield from _item(_definition(entry), entry.guesses, indent + STEP)
        case Actions(entries):
            yield f"{indent}actions:"
            for action in entries:
                yield from _item(_action(action), action.guesses, indent + STEP)
        case Table():
            yield f"{indent}table:"
            yield from _table(one, indent + STEP)
        case Image():
            yield f"{indent}image:"
            yield f"{indent}{STEP}file: {quoted(one.file)}"
            if one.alt is not None:
                yield f"{indent}{STEP}alt: {quoted(one.alt)}"
            if one.decorative:
                yield f"{indent}{STEP}decorative: yes"
            if one.caption:
                yield f"{indent}{STEP}caption: {quoted(markdown_write.write_inlines(one.caption))}"
        case Box(role, children):
            yield f"{indent}box:"
            yield f"{indent}{STEP}role: {role}"
            yield from _text("text", children, indent + STEP)


def _definition(entry: Definition) -> Iterator[str]:
    yield f"label: {quoted(markdown_write.write_inlines(entry.label))}"
    yield from _text("text", entry.blocks, "")


def _action(action: Action) -> Iterator[str]:
    yield f"id: {action.id}"
    yield from _targets("same_as", action.same_as)
    yield from _text("action", action.blocks, "")


def _targets(key: str, targets: tuple[str, ...]) -> Iterator[str]:
    if len(targets) == 1:
        yield f"{key}: {targets[0]}"
    elif targets:
        yield f"{key}:"
        yield from (f"{STEP}- {target}" for target in targets)


def _table(table: Table, indent: str) -> Iterator[str]:
    yield from _guesses(table.guesses, indent)
    if table.caption:
        yield f"{indent}caption: {quoted(markdown_write.write_inlines(table.caption))}"
    if table.row_header:
        yield f"{indent}row_header: {table.row_header}"
    if table.chart:
        yield f"{indent}chart: {table.chart}"
    yield f"{indent}columns:"
    for column in table.columns:
        yield f"{indent}{STEP}{column.key}: {quoted(markdown_write.write_inlines(column.label))}"
    groups = table.groups
    if groups and groups[0] == Group(groups[0].records):
        yield f"{indent}rows:"
        yield from _rows(table, groups[0], indent + STEP)
        groups = groups[1:]
    if groups:
        yield f"{indent}groups:"
        for group in groups:
            yield from _item(_group(table, group), group.guesses, indent + STEP)


def _group(table: Table, group: Group) -> Iterator[str]:
    if group.id:
        yield f"id: {group.id}"
    if group.band is not None:
        yield f"band: {quoted(markdown_write.write_inlines(group.band))}"
    yield from _text("statement", group.statement, "")
    yield "rows:" if group.records else "rows: []"
    yield from _rows(table, group, STEP)


def _rows(table: Table, group: Group, indent: str) -> Iterator[str]:
    for number, record in enumerate(group.records):
        if number:
            yield ""
        yield from _item(_row(table, record), record.guesses, indent)


def _row(table: Table, record: Record) -> Iterator[str]:
    yield f"id: {record.id}"
    yield from _targets("reports_on", record.reports_on)
    yield from _targets("same_as", record.same_as)
    for column, cell in zip(table.columns, record.cells, strict=True):
        yield from _guesses(cell.guesses, "")
        if cell.blocks:
            yield from _text(column.key, cell.blocks, "")
        else:
            yield f"{column.key}:"
