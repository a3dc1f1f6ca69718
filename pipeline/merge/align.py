"""Aligns a new extraction with the old one: which section, band, record or action is the same, even if moved or reworded.

The same part keeps its id. Ids are never renumbered, because other documents, published links and printed references point
at them. Parts are paired by the likeness of their words; position and parent decide between equals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.kinds.column_keys import KEY_LENGTH
from pipeline.model.document import Action, Actions, Block, Blocks, Document, Record, Section, Table
from pipeline.model.walk import block_text, plain_text

# From this likeness (0 to 100) on, two parts are the same one, reworded.
SAME = 55.0
# From this likeness on, a row that lost its mark in Word is the same one: its words may be corrected, not replaced.
LOST = 85.0
# Added for the same position and for the same parent, so that equal texts keep their order.
SAME_PLACE = 6.0


@dataclass(frozen=True)
class Identified:
    """A part of a document that has an id: a "section", "record", "action" or "band".

    `name` is its heading or row header, `text` all its words. `position` runs from 0 to 1 among the parts of its kind.
    """

    kind: str
    id: str
    name: str
    text: str
    position: float
    parent: str = ""


def identified_parts(document: Document) -> list[Identified]:
    """Returns every part with an id, in reading order."""
    parts = [*_of_blocks(document.blocks, ""), *(t for s in document.sections for t in _of_section(s, ""))]
    counts = {kind: sum(part.kind == kind for part in parts) for kind in ("section", "record", "action", "band")}
    positions = dict.fromkeys(counts, 0)
    result = []
    for part in parts:
        result.append(replace(part, position=positions[part.kind] / counts[part.kind]))
        positions[part.kind] += 1
    return result


def _of_section(section: Section, parent: str) -> Iterator[Identified]:
    heading = plain_text(section.heading)
    yield Identified("section", section.id, heading, f"{heading} {block_text(section.blocks)}", 0.0, parent)
    yield from _of_blocks(section.blocks, section.id)
    for child in section.sections:
        yield from _of_section(child, section.id)


def _of_blocks(blocks: Blocks, parent: str) -> Iterator[Identified]:
    for block in blocks:
        if isinstance(block, Actions):
            for action in block.entries:
                text = block_text(action.blocks)
                yield Identified("action", action.id, text, text, 0.0, parent)
        elif isinstance(block, Table):
            keys = [column.key for column in block.columns]
            named = keys.index(block.row_header) if block.row_header in keys else 0
            for group in block.groups:
                band = plain_text(group.band or ())
                if group.id:
                    yield Identified("band", group.id, band, f"{band} {block_text(group.statement)}", 0.0, parent)
                for record in group.records:
                    texts = [block_text(cell.blocks) for cell in record.cells]
                    name = texts[named] if texts else ""
                    yield Identified("record", record.id, name, " ".join(texts), 0.0, group.id or parent)


def aligned(old: Sequence[Identified], new: Sequence[Identified], least: float = SAME) -> dict[str, str]:
    """Maps new ids to the old ids of the same parts. Pairs of less likeness (0 to 100) than `least` are left out."""
    pairs: dict[str, str] = {}
    for kind in ("section", "band", "record", "action"):
        old_parts = [part for part in old if part.kind == kind]
        new_parts = [part for part in new if part.kind == kind]
        scored = [
            (score, -abs(a.position - b.position), a.id, b.id)
            for b in new_parts
            for a in old_parts
            if (score := _likeness(a, b, pairs)) >= least
        ]
        used: set[str] = set()
        for _, _, a, b in sorted(scored, reverse=True):
            if a not in used and b not in pairs:
                pairs[b] = a
                used.add(a)
    return pairs


def _likeness(old: Identified, new: Identified, pairs: dict[str, str]) -> float:
    """The likeness of two parts: of their names and words, then of their positions and parents."""
    name = fuzz.ratio(old.name, new.name)
    text = fuzz.token_sort_ratio(old.text, new.text)
    same_place = SAME_PLACE * (1 - abs(old.position - new.position))
    same_parent = SAME_PLACE if pairs.get(new.parent, new.parent) == old.parent else 0.0
    best = max(name, text) if old.kind == "record" else name
    return 0.6 * best + 0.4 * min(name, text) + (same_place + same_parent if max(name, text) >= SAME else 0.0)


# ------------------------------------------------------------------------------------------------ carrying ids over


@dataclass(frozen=True)
class Marks:
    """What the marks in a new version say about ids: those that are `sure`, and those of `new` parts.

    A part in neither has lost its mark. It is matched only with an old part of almost the same words.
    """

    sure: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()


NO_MARKS = Marks()


def with_old_ids(
    old: Document, new: Document, reserved: frozenset[str] = frozenset(), marks: Marks = NO_MARKS
) -> Document:
    """Returns the new document with the old ids of the same parts. New ids differ from the old ones and from `reserved`."""
    sure = marks.sure
    before, after = identified_parts(old), identified_parts(new)
    pairs = {id: id for id in sure} | aligned(
        [part for part in before if part.id not in sure],
        [part for part in after if part.id not in sure | marks.new],
        LOST if sure else SAME,
    )
    used = {part.id.lower() for part in before} | {name.lower() for name in reserved}
    names = dict(pairs)
    for part in after:
        if part.id not in names:
            names[part.id] = _free(part.id, used)
            used.add(names[part.id].lower())
    return renamed(new, names)


def persons_ids(old: Document, document: Document) -> dict[str, str]:
    """Maps ids of the last extraction to the ids that a person wrote instead, if the words show that the parts are the same."""
    edited, extracted = identified_parts(document), identified_parts(old)
    gone = {part.id for part in extracted} - {part.id for part in edited}
    came = {part.id for part in edited} - {part.id for part in extracted}
    pairs = aligned([part for part in extracted if part.id in gone], [part for part in edited if part.id in came])
    return {before: now for now, before in pairs.items()}


def _free(wish: str, used: set[str]) -> str:
    """Returns the wished id, or the next one with a higher number if it is used."""
    stem = wish.rstrip("0123456789")
    number = int(wish[len(stem) :] or 1)
    result = wish
    while result.lower() in used:
        number += 1
        result = f"{stem[: KEY_LENGTH - len(str(number))]}{number}"
    return result


def renamed(document: Document, names: dict[str, str]) -> Document:
    """Returns the document with new ids for its sections, bands, rows and actions; `names` maps old ids to new ones."""

    def action(old: Action) -> Action:
        return replace(old, id=names.get(old.id, old.id))

    def block(old: Block) -> Block:
        if isinstance(old, Table):
            return replace(old, groups=tuple(replace(g, id=names.get(g.id, g.id)) for g in old.groups))
        return replace(old, entries=tuple(map(action, old.entries))) if isinstance(old, Actions) else old

    def section(old: Section) -> Section:
        return replace(old, id=names.get(old.id, old.id))

    changed = over_document(document, block, section)
    return with_rows(changed, lambda record: replace(record, id=names.get(record.id, record.id)))


def with_rows(document: Document, change: Callable[[Record], Record]) -> Document:
    """Returns the document with each row of its tables changed."""

    def block(old: Block) -> Block:
        if not isinstance(old, Table):
            return old
        return replace(old, groups=tuple(replace(g, records=tuple(map(change, g.records))) for g in old.groups))

    return over_document(document, block, lambda section: section)


def over_document(
    document: Document, change_block: Callable[[Block], Block], change_section: Callable[[Section], Section]
) -> Document:
    """Returns the document with each block and each section changed, at any depth of sections."""

    def section(old: Section) -> Section:
        blocks, sections = tuple(map(change_block, old.blocks)), tuple(map(section, old.sections))
        return replace(change_section(old), blocks=blocks, sections=sections)

    return replace(
        document, blocks=tuple(map(change_block, document.blocks)), sections=tuple(map(section, document.sections))
    )
