"""What in a new extraction is the same section, record or action as in the old one, however much it was moved or reworded.

Ids travel along this alignment and are never renumbered: other documents, published links and printed references point at
them. Likeness of the words decides, then the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.kinds.column_keys import KEY_LENGTH
from pipeline.model.document import Action, Actions, Block, Blocks, Document, Record, Section, Table
from pipeline.model.walk import block_text, plain_text

# Likeness (0 to 100) from which two records are one that was reworded; the row header counts beside the whole.
SAME = 55.0
# Likeness from which a row that lost its mark in Word is the one of before: its words may be mended, not others.
LOST = 85.0
# What the same place among its neighbours adds, so that equal texts keep their order.
SAME_PLACE = 6.0


@dataclass(frozen=True)
class Thing:
    """Something with an id: its kind ("section", "record", "action", "band"), naming words, all words, where it stands."""

    kind: str
    id: str
    name: str
    text: str
    position: float
    parent: str = ""


def things(document: Document) -> list[Thing]:
    """Everything with an id, in reading order; the position runs from 0 to 1 within its kind."""
    found = [*_of_blocks(document.blocks, ""), *(t for s in document.sections for t in _of_section(s, ""))]
    counts = {kind: sum(thing.kind == kind for thing in found) for kind in ("section", "record", "action", "band")}
    seen = dict.fromkeys(counts, 0)
    result = []
    for thing in found:
        result.append(replace(thing, position=seen[thing.kind] / counts[thing.kind]))
        seen[thing.kind] += 1
    return result


def _of_section(section: Section, parent: str) -> Iterator[Thing]:
    heading = plain_text(section.heading)
    yield Thing("section", section.id, heading, f"{heading} {block_text(section.blocks)}", 0.0, parent)
    yield from _of_blocks(section.blocks, section.id)
    for child in section.sections:
        yield from _of_section(child, section.id)


def _of_blocks(blocks: Blocks, parent: str) -> Iterator[Thing]:
    for block in blocks:
        if isinstance(block, Actions):
            for action in block.entries:
                text = block_text(action.blocks)
                yield Thing("action", action.id, text, text, 0.0, parent)
        elif isinstance(block, Table):
            keys = [column.key for column in block.columns]
            named = keys.index(block.row_header) if block.row_header in keys else 0
            for group in block.groups:
                band = plain_text(group.band or ())
                if group.id:
                    yield Thing("band", group.id, band, f"{band} {block_text(group.statement)}", 0.0, parent)
                for record in group.records:
                    texts = [block_text(cell.blocks) for cell in record.cells]
                    name = texts[named] if texts else ""
                    yield Thing("record", record.id, name, " ".join(texts), 0.0, group.id or parent)


def aligned(old: Sequence[Thing], new: Sequence[Thing], least: float = SAME) -> dict[str, str]:
    """For each new id the old id of the same thing, of at least this likeness; things without one are new."""
    pairs: dict[str, str] = {}
    for kind in ("section", "band", "record", "action"):
        one = [thing for thing in old if thing.kind == kind]
        other = [thing for thing in new if thing.kind == kind]
        scored = [
            (score, -abs(a.position - b.position), a.id, b.id)
            for b in other
            for a in one
            if (score := _likeness(a, b, pairs)) >= least
        ]
        taken: set[str] = set()
        for _, _, a, b in sorted(scored, reverse=True):
            if a not in taken and b not in pairs:
                pairs[b] = a
                taken.add(a)
    return pairs


def _likeness(old: Thing, new: Thing, pairs: dict[str, str]) -> float:
    """How like two things are: their names most, their words next, then the same parent and the same place."""
    name = fuzz.ratio(old.name, new.name)
    text = fuzz.token_sort_ratio(old.text, new.text)
    here = SAME_PLACE * (1 - abs(old.position - new.position))
    family = SAME_PLACE if pairs.get(new.parent, new.parent) == old.parent else 0.0
    best = max(name, text) if old.kind == "record" else name
    return 0.6 * best + 0.4 * min(name, text) + (here + family if max(name, text) >= SAME else 0.0)


# ------------------------------------------------------------------------------------------------ carrying ids over


@dataclass(frozen=True)
class Marks:
    """What a new version knows of its things by marks that it carries: ids that are `sure`, and those of `new` things.

    A thing without either has lost its mark; only one that says much the same is the old one.
    """

    sure: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()


NO_MARKS = Marks()


def with_old_ids(
    old: Document, new: Document, taken: frozenset[str] = frozenset(), marks: Marks = NO_MARKS
) -> Document:
    """The new document with the old ids where a thing is the same; new ids differ from the old ones and from `taken`."""
    sure = marks.sure
    before, after = things(old), things(new)
    pairs = {id: id for id in sure} | aligned(
        [thing for thing in before if thing.id not in sure],
        [thing for thing in after if thing.id not in sure | marks.new],
        LOST if sure else SAME,
    )
    used = {thing.id.lower() for thing in before} | {name.lower() for name in taken}
    names = dict(pairs)
    for thing in after:
        if thing.id not in names:
            names[thing.id] = _free(thing.id, used)
            used.add(names[thing.id].lower())
    return renamed(new, names)


def persons_ids(old: Document, document: Document) -> dict[str, str]:
    """The ids that a person gave in the file to parts of the last extraction, where the words tell that they are these."""
    here, there = things(document), things(old)
    gone = {thing.id for thing in there} - {thing.id for thing in here}
    came = {thing.id for thing in here} - {thing.id for thing in there}
    pairs = aligned([thing for thing in there if thing.id in gone], [one for one in here if one.id in came])
    return {before: now for now, before in pairs.items()}


def _free(wish: str, used: set[str]) -> str:
    """The id itself, else the next number behind its letters."""
    stem = wish.rstrip("0123456789")
    number = int(wish[len(stem) :] or 1)
    result = wish
    while result.lower() in used:
        number += 1
        result = f"{stem[: KEY_LENGTH - len(str(number))]}{number}"
    return result


def renamed(document: Document, names: dict[str, str]) -> Document:
    """The document with other ids for the sections, bands, rows and actions that `names` names by their old ones."""

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
    """The document with each row of its tables changed."""

    def block(old: Block) -> Block:
        if not isinstance(old, Table):
            return old
        return replace(old, groups=tuple(replace(g, records=tuple(map(change, g.records))) for g in old.groups))

    return over_document(document, block, lambda section: section)


def over_document(document: Document, block: Callable[[Block], Block], own: Callable[[Section], Section]) -> Document:
    """The document with each block and each section changed, in whatever section they stand."""

    def section(old: Section) -> Section:
        blocks, sections = tuple(map(block, old.blocks)), tuple(map(section, old.sections))
        return replace(own(old), blocks=blocks, sections=sections)

    return replace(document, blocks=tuple(map(block, document.blocks)), sections=tuple(map(section, document.sections)))
