"""A document as the parts that can be told apart in a comparison: its facts, sections, records, actions and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.kinds.meanings import NAMES_ACTIONS, meanings
from pipeline.model.document import Actions, Blocks, Document, Group, Image, Record, Section, Table
from pipeline.model.walk import all_sections, pieces_of, plain_text

NO_IDENTITY = frozenset({"reference", "officer", "by", "status", "Heading", "Caption", "Columns"})
"""Fields that many parts of a document have alike, by the meaning of their column or by their label."""
EXTRACTED = re.compile(r"(?:.*-)?([0-9a-f]{12})\.\w+")
"""The name of a picture from a source: it ends in the beginning of the hash of its bytes."""
FACTS = {
    "kind": "Kind", "period": "Period", "language": "Language", "owner": "Owner", "published": "Published",
    "updated": "Updated", "status": "Status", "summary": "Summary",
}  # fmt: skip


@dataclass(frozen=True)
class DiffPart:
    """A part: `fields` are (label, lines of text); `keys` what a label means that is a column; `group` where it stands.

    `named` is the label of the field that is its name: a heading, or the first cell of a row of figures. What a plan agrees
    is no name. `header` is the label of the column that `title` is from. `pictures` are the hashes of pictures from a source,
    whose names say nothing to people.
    """

    kind: str
    id: str
    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    group: str = ""
    title: str = ""
    target: str = ""
    same_as: tuple[str, ...] = ()
    keys: dict[str, str] = field(default_factory=dict)
    named: str = ""
    header: str = ""
    pictures: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The words besides its name by which it can be known again."""
        kept = (
            lines for label, lines in self.fields if not {label, self.keys.get(label, "")} & {*NO_IDENTITY, self.named}
        )
        return " ".join(line for lines in kept for line in lines if line != self.title)

    @property
    def words(self) -> str:
        """All its words, each field behind its label where there are several."""
        said = [(label, " ".join(lines)) for label, lines in self.fields if any(lines)]
        parts = [f"{label}: {text}" if len(said) > 1 else text for label, text in said]
        return " ".join(part if part.endswith((".", "!", "?")) else f"{part};" for part in parts).removesuffix(";")


def parts_of(document: Document) -> Iterator[DiffPart]:
    """The parts of a document in reading order."""
    facts: list[tuple[str, tuple[str, ...]]] = [("Title", (plain_text(document.title),))]
    facts += [(label, (getattr(document, key),) if getattr(document, key) else ()) for key, label in FACTS.items()]
    facts.append(("Above the title", _lines(document.before_title)))
    facts.append(("Abbreviations", tuple(f"{short}: {long}" for short, long in document.abbreviations)))
    facts.append(("Text", _lines(document.blocks)))
    pictures = _pictures(document.blocks)
    yield DiffPart("fact", "facts", "the document as a whole", tuple(facts), pictures=pictures)
    yield from _records(document, document.blocks, "")
    for _, section in all_sections(document.sections):
        yield from _section(document, section)
    for entry in document.notes:
        yield DiffPart("note", entry.key, f"note {entry.key}", (("Text", (plain_text(entry.inlines),)),))


def _section(document: Document, section: Section) -> Iterator[DiffPart]:
    heading = plain_text(section.heading)
    tables = tuple(
        (("Caption", (plain_text(block.caption),)), ("Columns", tuple(plain_text(c.label) for c in block.columns)))
        for block in section.blocks
        if isinstance(block, Table)
    )
    fields = (("Heading", (heading,)), ("Text", _lines(section.blocks)), *(pair for table in tables for pair in table))
    name, pictures = f"section “{heading}”", _pictures(section.blocks)
    yield DiffPart("section", section.id, name, fields, title=heading, named="Heading", pictures=pictures)
    yield from _records(document, section.blocks, heading)


def _lines(blocks: Blocks) -> tuple[str, ...]:
    """The lines of running text of some blocks; records are parts of their own."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Image):
            file = "" if EXTRACTED.fullmatch(block.file) else f" {block.file}"
            texts.append(f"picture{file}: {block.alt or ''}".strip(" :"))
        elif not isinstance(block, Table | Actions):
            texts += [piece.text for piece in pieces_of((block,), "") if piece.text]
    return tuple(texts)


def _pictures(blocks: Blocks) -> tuple[str, ...]:
    """The hashes of the pictures that a source holds."""
    names = (EXTRACTED.fullmatch(block.file) for block in blocks if isinstance(block, Image))
    return tuple(name[1] for name in names if name)


def _records(document: Document, blocks: Blocks, heading: str) -> Iterator[DiffPart]:
    for block in blocks:
        if isinstance(block, Actions):
            for action in block.entries:
                words = _lines(action.blocks)
                target = f"{document.name}#{action.id}"
                name = f"action {action.id}"
                yield DiffPart(
                    "action", action.id, name, (("Action", words),), heading, " ".join(words), target, action.same_as
                )
        elif isinstance(block, Table):
            for group in block.groups:
                yield from _group(document, block, group, heading)


def _group(document: Document, table: Table, group: Group, heading: str) -> Iterator[DiffPart]:
    where = plain_text(group.band).rstrip(" :") if group.band is not None else heading
    if group.band is not None:
        fields = (("Heading", (where,)), ("Statement", _lines(group.statement)))
        yield DiffPart("band", group.id or where, f"band “{where}”", fields, heading, where, named="Heading")
    for record in group.records:
        yield _row(document, table, record, where)


def _row(document: Document, table: Table, record: Record, where: str) -> DiffPart:
    labels = [plain_text(column.label) or column.key for column in table.columns]
    fields = tuple(zip(labels, (_lines(cell.blocks) for cell in record.cells), strict=True))
    meant = meanings(table)
    keys = dict(zip(labels, (meant[column.key] for column in table.columns), strict=True))
    label = next((plain_text(one.label) or one.key for one in table.columns if one.key == table.row_header), "")
    header = " ".join(dict(fields).get(label, ()))
    is_name = bool(header) and keys[label] not in NAMES_ACTIONS
    name = (f"row “{header}”" if is_name else f"record {record.id}") + (f", {where}" if where else "")
    target, named = f"{document.name}#{record.id}", label if is_name else ""
    return DiffPart("row", record.id, name, fields, where, header, target, record.same_as, keys, named, label)
