"""Gives ids to rows, actions and sections that were pasted or typed in Word, which have no bookmark.

A row gets the reference that it shows, or the next number of its table, and never the id of a deleted row.
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
"""The temporary id of a new row, which may be followed by its typed reference."""
WITHOUT = "record-without-id"


class NewIds:
    """Gives ids; `used` are all that the document has or had, in lower case."""

    def __init__(self, name: str, used: set[str], findings: list[Finding]) -> None:
        self.name, self.used, self.findings = name, used, findings
        self.named: set[str] = set()

    def section(self, section: Section) -> Section:
        """Gives ids to a section and its contents."""
        if not section.id:
            words = plain_text(section.heading)
            id = self._free(slug(words) or "section", "_")
            message = f"the section “{words}” is new; it was given the id {id}"
            self.findings.append(note("section-without-id", message, Place(self.name), block=id))
            section = replace(section, id=id)
        return replace(section, blocks=self.blocks(section.blocks), sections=tuple(map(self.section, section.sections)))

    def blocks(self, blocks: Blocks) -> Blocks:
        """Gives ids to the rows and actions that have none."""
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Table):
            column = _reference_column(block)
            return replace(block, groups=tuple(self._group(group, column) for group in block.groups))
        if isinstance(block, Actions):
            ids = [entry.id for entry in block.entries if not entry.id.startswith(NEW)]
            return Actions(tuple(self._action(entry, ids) for entry in block.entries))
        return block

    def _group(self, group: Group, column: int | None) -> Group:
        ids = [record.id for record in group.records if not record.id.startswith(NEW)]
        return replace(group, records=tuple(self._record(record, ids, column) for record in group.records))

    def _record(self, record: Record, ids: Sequence[str], column: int | None) -> Record:
        if not record.id.startswith(NEW):
            return record
        texts = [block_text(cell.blocks) for cell in record.cells]
        shown = texts[column].strip() if column is not None else ""
        id = self._wished(shown or record.id[len(NEW) :], ids)
        self._report("row", id, " ".join(texts), shown)
        return replace(record, id=id)

    def _action(self, action: Action, ids: Sequence[str]) -> Action:
        if not action.id.startswith(NEW):
            return action
        id = self._wished(action.id[len(NEW) :], ids)
        self._report("action", id, block_text(action.blocks), "")
        return replace(action, id=id)

    def _report(self, kind: str, id: str, words: str, shown: str) -> None:
        message = f"the {kind} “{shortened(words)}” was pasted, so it has no id; it was given {id}"
        hint = "is it a new one?"
        if shown and shown != id:
            message += f", because its reference “{shown}” is already used"
            hint = "if it is new, give it a new reference"
        self.findings.append(warning(WITHOUT, message, hint=hint, block=id))

    def _wished(self, wish: str, ids: Sequence[str]) -> str:
        """Returns the reference of a row if it can be its id, or the next number with the letters of its table."""
        if ID.fullmatch(wish) and wish.lower() not in self.used:
            self.used.add(wish.lower())
            self.named.add(wish)
            return wish
        return self._free(re.sub(r"\d+$", "", ids[0]) if ids else "R", "", 1)

    def _free(self, stem: str, between: str, first: int = 0) -> str:
        id, count = f"{stem}{first or ''}", max(first, 1)
        while id.lower() in self.used:
            count += 1
            id = f"{stem}{between}{count}"
        self.used.add(id.lower())
        return id


def _reference_column(table: Table) -> int | None:
    """Returns the column whose words are the ids of the rows, or None."""
    rows = [record for group in table.groups for record in group.records if not record.id.startswith(NEW)]
    columns = range(len(table.columns)) if rows else ()
    return next((at for at in columns if all(block_text(row.cells[at].blocks).strip() == row.id for row in rows)), None)


def ids_in(blocks: Blocks, sections: Sequence[Section]) -> Iterator[str]:
    """Yields the ids of sections, rows and actions."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (record.id for group in block.groups for record in group.records)
        elif isinstance(block, Actions):
            yield from (entry.id for entry in block.entries)
    for section in sections:
        yield section.id
        yield from ids_in(section.blocks, section.sections)
