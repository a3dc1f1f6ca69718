"""Ids for rows, actions and sections that were pasted or typed in Word: pasted ones have no bookmark of their own.

A row gets the reference that someone gave it, else the next number of its table; never the id of a row that was deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.kinds.column_keys import slug
from pipeline.model.document import Action, Actions, Block, Blocks, Group, Record, Section, Table
from pipeline.model.findings import Finding, note, warning
from pipeline.model.place import Place
from pipeline.model.walk import block_text, plain_text
from pipeline.sources.word_edition.lines import ID
from pipeline.sources.word_edition.typed import shortened

NEW = "+"
"""How the id of a new row begins until it has one; the reference that someone typed for it may follow."""
WITHOUT = "record-without-id"


class NewIds:
    """Gives ids; `given` are all that the document has or had, in small letters."""

    def __init__(self, name: str, given: set[str], findings: list[Finding]) -> None:
        self.name, self.given, self.findings = name, given, findings
        self.named: set[str] = set()

    def section(self, section: Section) -> Section:
        """A section with ids for itself and all that is in it."""
        if not section.id:
            words = plain_text(section.heading)
            id = self._free(slug(words) or "section", "_")
            message = f"the section “{words}” is new; it was given the id {id}"
            self.findings.append(note("section-without-id", message, Place(self.name), block=id))
            section = replace(section, id=id)
        return replace(section, blocks=self.blocks(section.blocks), sections=tuple(map(self.section, section.sections)))

    def blocks(self, blocks: Blocks) -> Blocks:
        """Blocks with an id for every row and action that has none."""
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Table):
            column = _reference_column(block)
            return replace(block, groups=tuple(self._group(group, column) for group in block.groups))
        if isinstance(block, Actions):
            known = [entry.id for entry in block.entries if not entry.id.startswith(NEW)]
            return Actions(tuple(self._action(entry, known) for entry in block.entries))
        return block

    def _group(self, group: Group, column: int | None) -> Group:
        known = [record.id for record in group.records if not record.id.startswith(NEW)]
        return replace(group, records=tuple(self._record(record, known, column) for record in group.records))

    def _record(self, record: Record, known: Sequence[str], column: int | None) -> Record:
        if not record.id.startswith(NEW):
            return record
        texts = [block_text(cell.blocks) for cell in record.cells]
        shown = texts[column].strip() if column is not None else ""
        id = self._wished(shown or record.id[len(NEW) :], known)
        self._tell("row", id, " ".join(texts), shown)
        return replace(record, id=id)

    def _action(self, action: Action, known: Sequence[str]) -> Action:
        if not action.id.startswith(NEW):
            return action
        id = self._wished(action.id[len(NEW) :], known)
        self._tell("action", id, block_text(action.blocks), "")
        return replace(action, id=id)

    def _tell(self, what: str, id: str, words: str, shown: str) -> None:
        message = f"the {what} “{shortened(words)}” has no id of its own, as pasted ones have none; it was given {id}"
        hint = "is it a new one?"
        if shown and shown != id:
            message += f", for the reference that it shows, “{shown}”, is not free"
            hint = "is it a new one? Then give it a reference of its own"
        self.findings.append(warning(WITHOUT, message, hint=hint, block=id))

    def _wished(self, wish: str, known: Sequence[str]) -> str:
        """The reference that a row shows, where it can be its id; else the next number behind the letters of its table."""
        if ID.fullmatch(wish) and wish.lower() not in self.given:
            self.given.add(wish.lower())
            self.named.add(wish)
            return wish
        return self._free(re.sub(r"\d+$", "", known[0]) if known else "R", "", 1)

    def _free(self, stem: str, between: str, first: int = 0) -> str:
        id, count = f"{stem}{first or ''}", max(first, 1)
        while id.lower() in self.given:
            count += 1
            id = f"{stem}{between}{count}"
        self.given.add(id.lower())
        return id


def _reference_column(table: Table) -> int | None:
    """The column that shows the reference of each row, where the table has one: what it says is the id."""
    known = [record for group in table.groups for record in group.records if not record.id.startswith(NEW)]
    columns = range(len(table.columns)) if known else ()
    return next(
        (at for at in columns if all(block_text(row.cells[at].blocks).strip() == row.id for row in known)), None
    )


def ids_in(blocks: Blocks, sections: Sequence[Section]) -> Iterator[str]:
    """The ids of sections, rows and actions."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (record.id for group in block.groups for record in group.records)
        elif isinstance(block, Actions):
            yield from (entry.id for entry in block.entries)
    for section in sections:
        yield section.id
        yield from ids_in(section.blocks, section.sections)
