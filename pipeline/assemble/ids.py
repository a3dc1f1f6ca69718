"""Stable ids for sections, records and actions: readable, valid in HTML, XML and Word, unique whatever the case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.kinds import kind_named
from pipeline.kinds.action_plan import REFERENCE
from pipeline.kinds.column_keys import KEY_LENGTH, slug
from pipeline.model.document import Action, Actions, Block, Blocks, Document, Group, Paragraph, Section, Table
from pipeline.model.walk import plain_text

# What stands before the words that name a role: "Role 2: As a", "Objective 3 -", "Appendix A:", "1.2".
LEAD = re.compile(
    r"^\s*(?:(?:role|objective|priority|theme|aim|goal|strand|section|part|chapter)\s+[\dA-Z]+(?:\.\d+)*\s*[:.–—-]?\s+|"
    r"\d+(?:\.\d+)*[.)]?\s+)?(?:(?:as|our|the)\s+)?(?:(?:an?|our|the)\s+)?",
    re.IGNORECASE,
)
SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "we", "with"}
)
MOST_INITIALS = 3
# A reference of the council's own: letters, then figures, such as CL1, EQ 12, A1.2, PLACE-4b.
OWN_REFERENCE = re.compile(r"[A-Za-z]{1,12}[\s_./-]?\d{1,4}(?:[_./-]\d{1,4}){0,3}[A-Za-z]?[.:]?")


@dataclass
class _Ids:
    """The ids given so far; those of an anchor that readers see elsewhere count too."""

    prefix: str = ""
    taken: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    owners: dict[str, str] = field(default_factory=dict)

    def free(self, wish: str) -> str:
        """The id wished for, or the same with a number."""
        result, number = wish, 2
        while result.lower() in self.taken:
            tail = f"_{number}"
            result, number = wish[: KEY_LENGTH - len(tail)] + tail, number + 1
        self.taken.add(result.lower())
        return result

    def own(self, reference: str) -> str:
        """The reference that the source prints, as an id, so that what cites it still leads there; "" where it cannot be one."""
        if not OWN_REFERENCE.fullmatch(reference):
            return ""
        wish = self.prefix + re.sub(r"[./-]", "_", re.sub(r"\s", "", reference.rstrip(".:")))
        if wish.lower() in self.taken:
            return ""
        self.taken.add(wish.lower())
        return wish

    def record(self, about: str) -> str:
        """The next id among the records about something: CL1, CL2 … for "As a Community Leader"."""
        letters = self._letters(about)
        while True:
            self.counts[letters] += 1
            wish = f"{letters}{self.counts[letters]}"
            if wish.lower() not in self.taken:
                self.taken.add(wish.lower())
                return wish

    def _letters(self, about: str) -> str:
        words = _naming(about)
        capital = [word for word in words if word[0].isupper()] or words
        shortest = "".join(word[0] for word in capital[:MOST_INITIALS]).upper()
        longer = [shortest] + [(capital[0][:n] if capital else "").upper() for n in (2, 3, 4)]
        for letters in longer:
            wish = self.prefix + (letters or "R")
            if self.owners.setdefault(wish, about) == about:
                return wish
        return self.prefix + (shortest or "R")


def _naming(text: str) -> list[str]:
    """The words that name a role or section, small words and numbers left out."""
    bare = LEAD.sub("", text, count=1) or text
    label = re.split(r"[:;–—(]|\s-\s", bare)[0]
    words = re.findall(r"[A-Za-z]+", label) or re.findall(r"[A-Za-z]+", text)
    return [word for word in words if word.lower() not in SMALL]


def with_ids(document: Document) -> Document:
    """The document with an id for each section, band, record and action, in reading order."""
    kind = kind_named(document.kind)
    ids = _Ids(kind.id_prefix if kind else "")
    slugs = Counter(section_slug(plain_text(section.heading)) for section in _all(document.sections))
    sections = tuple(_section(section, "", slugs, ids) for section in document.sections)
    title = plain_text(document.title)
    return replace(
        document,
        blocks=_blocks(document.blocks, title, ids),
        sections=tuple(_records(section, (), ids) for section in sections),
    )


def section_slug(heading: str) -> str:
    """The id that a heading asks for."""
    return slug(LEAD.sub("", heading, count=1)) or slug(heading) or "section"


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _section(section: Section, parent: str, slugs: Counter[str], ids: _Ids) -> Section:
    own = section_slug(plain_text(section.heading))
    wish = slug(f"{parent}_{own}") if parent and slugs[own] > 1 else own
    name = ids.free(wish)
    return replace(section, id=name, sections=tuple(_section(s, name, slugs, ids) for s in section.sections))


def _records(section: Section, above: tuple[str, ...], ids: _Ids) -> Section:
    headings = (*above, plain_text(section.heading))
    return replace(
        section,
        blocks=_blocks(section.blocks, _about(headings), ids),
        sections=tuple(_records(child, headings, ids) for child in section.sections),
    )


def _about(headings: tuple[str, ...]) -> str:
    """The heading that names what the records are about: the nearest that is not the mere word for them."""
    for heading in reversed(headings):
        words = {word.lower() for word in re.findall(r"[A-Za-z]+", heading)}
        if not words & {"action", "actions", "progress", "plan", "table", "do"}:
            return heading
    return headings[0]


def _blocks(blocks: Blocks, about: str, ids: _Ids) -> Blocks:
    return tuple(_block(block, about, ids) for block in blocks)


def _block(block: Block, about: str, ids: _Ids) -> Block:
    if isinstance(block, Actions):
        return replace(block, entries=tuple(_action(entry, about, ids) for entry in block.entries))
    if isinstance(block, Table):
        printed = _with_own(block, ids)
        return replace(printed, groups=tuple(_group(group, about, ids) for group in printed.groups))
    return block


def _with_own(table: Table, ids: _Ids) -> Table:
    """The table with the id of each record whose reference the source prints in a column for it."""
    at = next((index for index, column in enumerate(table.columns) if column.key == REFERENCE.key), None)
    if at is None:
        return table
    return replace(table, groups=tuple(
        replace(group, records=tuple(
            replace(record, id=ids.own(_words(record.cells[at].blocks))) for record in group.records
        ))
        for group in table.groups
    ))  # fmt: skip


def _words(blocks: Blocks) -> str:
    """The words of a cell that is one paragraph, or ""."""
    match blocks:
        case (Paragraph(inlines=inlines),):
            return plain_text(inlines)
    return ""


def _action(action: Action, about: str, ids: _Ids) -> Action:
    return replace(action, id=ids.record(about))


def _group(group: Group, about: str, ids: _Ids) -> Group:
    band = plain_text(group.band or ())
    name = ids.free(section_slug(band.rstrip(":"))) if band else ""
    records = tuple(replace(record, id=record.id or ids.record(band or about)) for record in group.records)
    return replace(group, id=name, records=records)
