"""Shows a document as indented text, the debug format in which most tests state what they expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from pipeline.model.document import (
    Actions,
    Added,
    Blocks,
    Box,
    Definitions,
    Document,
    Emphasis,
    Idea,
    Image,
    Inlines,
    LineBreak,
    Link,
    List,
    NoteRef,
    Numbering,
    NumberStyle,
    Paragraph,
    Quote,
    Record,
    Section,
    Span,
    Strong,
    Table,
    Text,
)
from pipeline.model.numbering import label

INDENT = "  "


def show(document: Document) -> str:
    """Returns the document as text: a line for each of its facts, headings, paragraphs, items and cells."""
    return "\n".join(_document(document)) + "\n"


def show_inlines(inlines: Inlines) -> str:
    """A phrase on one line with its marks: *emphasis*, **strong**, [text](target), [text]{lang}, [^key], / for a line break."""
    return "".join(_inline(inlines))


def _inline(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text
            case Strong(children):
                yield f"**{show_inlines(children)}**"
            case Emphasis(children):
                yield f"*{show_inlines(children)}*"
            case Link(target, children):
                yield f"[{show_inlines(children)}]({target})"
            case Span(language, children):
                yield f"[{show_inlines(children)}]{{{language}}}"
            case LineBreak():
                yield " / "
            case NoteRef(key):
                yield f"[^{key}]"
            case Added(text, kind):
                yield f"‹{kind}: {text}›"
            case _:
                assert_never(inline)


def _document(document: Document) -> Iterator[str]:
    yield f"document {document.name}"
    for key in ("kind", "period", "language", "owner", "published", "updated", "status", "summary"):
        if getattr(document, key):
            yield f"{INDENT}{key}: {getattr(document, key)}"
    for key in ("replaces", "formerly"):
        yield from (f"{INDENT}{key}: {name}" for name in getattr(document, key))
    if document.source:
        yield f"{INDENT}source: {document.source.file}"
    for short, long in document.abbreviations:
        yield f"{INDENT}abbreviation {short}: {long}"
    yield from _guesses(document.guesses, INDENT)
    if document.before_title:
        yield f"{INDENT}before title"
        yield from show_blocks(document.before_title, INDENT * 2)
    yield f"{INDENT}title: {show_inlines(document.title)}"
    yield from show_blocks(document.blocks, INDENT)
    for section in document.sections:
        yield from _section(section, 2, INDENT)
    if document.bsl:
        yield f"{INDENT}bsl {document.bsl.video}{_links('covers', document.bsl.covers)}"
    for entry in document.notes:
        yield f"{INDENT}note {entry.key}: {show_inlines(entry.inlines)}"


def _guesses(guesses: tuple[str, ...], indent: str) -> Iterator[str]:
    for guess in guesses:
        yield f"{indent}check: {guess}"


def _section(section: Section, level: int, indent: str) -> Iterator[str]:
    yield from _guesses(section.guesses, indent)
    yield f"{indent}heading {level} #{section.id}: {show_inlines(section.heading)}"
    yield from show_blocks(section.blocks, indent + INDENT)
    for child in section.sections:
        yield from _section(child, level + 1, indent + INDENT)


def show_blocks(blocks: Blocks, indent: str = "") -> Iterator[str]:
    """Yields the lines that show the blocks."""
    for block in blocks:
        match block:
            case Paragraph(inlines):
                yield f"{indent}paragraph: {show_inlines(inlines)}"
            case List(items, numbering):
                yield f"{indent}list{_numbered(numbering)}"
                for item in items:
                    yield f"{indent}{INDENT}item"
                    yield from show_blocks(item.blocks, indent + INDENT * 2)
            case Definitions(definitions):
                yield f"{indent}definitions"
                for entry in definitions:
                    yield from _guesses(entry.guesses, indent + INDENT)
                    yield f"{indent}{INDENT}label: {show_inlines(entry.label)}"
                    yield from show_blocks(entry.blocks, indent + INDENT * 2)
            case Image(file, alt, decorative, caption):
                yield f"{indent}image {file}: {'decorative' if decorative else alt if alt is not None else 'no alt'}"
                if caption:
                    yield f"{indent}{INDENT}caption: {show_inlines(caption)}"
            case Quote(children):
                yield f"{indent}quote"
                yield from show_blocks(children, indent + INDENT)
            case Idea(children, covers):
                yield f"{indent}idea{_links('covers', covers)}"
                yield from show_blocks(children, indent + INDENT)
            case Box(role, children):
                yield f"{indent}box {role}"
                yield from show_blocks(children, indent + INDENT)
            case Table():
                yield from _table(block, indent)
            case Actions(entries):
                for action in entries:
                    yield from _guesses(action.guesses, indent)
                    yield f"{indent}action #{action.id}{_links('same as', action.same_as)}"
                    yield from show_blocks(action.blocks, indent + INDENT)
            case _:
                assert_never(block)


def _numbered(numbering: Numbering | None) -> str:
    """How a list is numbered: "numbered from 3" for plain figures, else the first label and the style."""
    if numbering is None:
        return ""
    plain = numbering.style is NumberStyle.DECIMAL and numbering.form == "1."
    return f" numbered from {numbering.start if plain else f'{label(numbering, 0)} {numbering.style}'}"


def _table(table: Table, indent: str) -> Iterator[str]:
    yield from _guesses(table.guesses, indent)
    chart = f" ({table.chart} chart)" if table.chart else ""
    yield f"{indent}table{chart}: {show_inlines(table.caption)}".rstrip()
    for column in table.columns:
        header = " (row header)" if column.key == table.row_header else ""
        yield f"{indent}{INDENT}column {column.key}{header}: {show_inlines(column.label)}"
    for group in table.groups:
        inner = indent + INDENT
        if group.band is not None:
            yield from _guesses(group.guesses, inner)
            name = f" #{group.id}" if group.id else ""
            yield f"{inner}band{name}: {show_inlines(group.band)}"
            yield from show_blocks(group.statement, inner + INDENT)
        for record in group.records:
            yield from _record(table, record, inner)


def _record(table: Table, record: Record, indent: str) -> Iterator[str]:
    yield from _guesses(record.guesses, indent)
    links = _links("reports on", record.reports_on) + _links("same as", record.same_as)
    yield f"{indent}record #{record.id}{links}"
    for column, cell in zip(table.columns, record.cells, strict=True):
        yield from _guesses(cell.guesses, indent + INDENT)
        yield f"{indent}{INDENT}{column.key}{'' if cell.blocks else ' (empty)'}"
        yield from show_blocks(cell.blocks, indent + INDENT * 2)


def _links(words: str, targets: tuple[str, ...]) -> str:
    return f", {words} {', '.join(targets)}" if targets else ""
