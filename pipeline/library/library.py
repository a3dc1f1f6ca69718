"""All documents together: what checks, status and links look at. Records of every document are found by `name#id`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.editions.site import Site
from pipeline.kinds.languages import english_date
from pipeline.kinds.meanings import is_directory, meanings
from pipeline.kinds.statuses import STATUS, status_words
from pipeline.library.languages import original_of
from pipeline.library.neighbours import Neighbours, Summary
from pipeline.model import dates
from pipeline.model.document import (
    Action,
    Actions,
    Blocks,
    Box,
    Definitions,
    Document,
    Idea,
    Image,
    Inlines,
    List,
    Numbering,
    Paragraph,
    Quote,
    Record,
    Table,
    Text,
)
from pipeline.model.findings import Finding, Severity
from pipeline.model.numbering import label
from pipeline.model.place import Place
from pipeline.model.walk import NOTE, actions, all_sections, pieces_of, plain_text, records
from pipeline.rules import rules

# A paragraph is rarely written over more lines than this; further down its words are not looked for.
LINES_OF_A_TEXT = 40
# "1.1 ", "2) ", "HP 3: ", "(a) "
_NUMBER = re.compile(r"\(?((?:[A-Z]{1,4}[ -]?)?\d+(?:\.\d+)*[a-z]?|[a-z](?=[.)]))[.):]?\s+(?=[^\W\d_]|[\"“‘'(])")
# A draft with such a name would take the place of a page of the site.
EVEN_IN_DRAFTS = frozenset({"name-taken"})


NOTHING = re.compile(
    r"\W*(?:no(?:ne|ted?| (?:further )?actions?(?: (?:needed|required|arising|agreed))?)|nil|n/?a|not applicable)\W*|[-–—]+",
    re.IGNORECASE,
)
PLANS = ("action-plan", "objectives")
"""The kinds of document whose rows are agreed, also where a column says how far they are."""


@dataclass(frozen=True)
class LibraryPhrase:
    """Words with where they stand: `kind` is "title", "summary", "heading", "band", "caption", "label", "text" or "note"."""

    kind: str
    inlines: Inlines
    place: Place
    block: str

    @cached_property
    def text(self) -> str:
        """Its plain words."""
        return plain_text(self.inlines)


@dataclass(frozen=True)
class LibraryRecord:
    """A record of any document, a row or an agreed action in prose, with what its columns mean; "" where a cell is empty."""

    document: str
    id: str
    heading: str
    objective: str
    action: str
    officer: str
    by: str
    progress: str
    next: str
    state: str
    reports_on: tuple[str, ...]
    same_as: tuple[str, ...]
    place: Place
    columns: frozenset[str] = frozenset()
    reference: str = ""
    planned: bool = False
    draft: bool = False
    plan: dates.DaySpan | None = None

    @property
    def target(self) -> str:
        """Its name in other documents."""
        return f"{self.document}#{self.id}"

    @property
    def words(self) -> str:
        """The words by which it is known: what was agreed."""
        return self.action or self.objective or self.progress

    @property
    def called(self) -> str:
        """What readers call it: the reference that the document itself prints, else its id."""
        return self.reference or self.id

    @property
    def is_action(self) -> bool:
        """Whether it was agreed: an action in prose, or a row of a table that says what is done or who does it.

        Legends, age bands, pay quarters and lists of whom to ask are rows, too; nobody has to do them. Minutes say "None" or
        "Noted" where nothing was agreed.
        """
        if NOTHING.fullmatch(self.action):
            return False
        return not self.is_update and (not self.columns or not self.columns.isdisjoint(("action", "officer")))

    @property
    def is_update(self) -> bool:
        """Whether it tells of progress on what another record agreed; a plan may tell of its own actions beside them."""
        return "progress" in self.columns and (not self.planned or bool(self.reports_on))


@dataclass(frozen=True)
class ContentDocument:
    """One publication with the lines of its file, which findings quote."""

    document: Document
    lines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its id."""
        return self.document.name

    @cached_property
    def phrases(self) -> tuple[LibraryPhrase, ...]:
        """Every run of words of the document in reading order."""
        return tuple(_phrases(self.document))

    @cached_property
    def years(self) -> dates.DaySpan | None:
        """From which day to which the document holds: its period, else from when it was published; None where it says neither."""
        found = [dates.spans(english_date(text)) for text in (self.document.period, self.document.published)]
        spans = next(filter(None, found), None)
        return dates.DaySpan(spans[0].first, max(span.last for span in spans), self.document.period) if spans else None

    @cached_property
    def entries(self) -> tuple[LibraryRecord, ...]:
        """Every record of the document, in reading order of rows, then of actions in prose."""
        roles = _roles(self.document)
        tables: dict[int, list[LibraryRecord]] = {}
        columns: dict[int, _Columns] = {}
        for section, table, group, record in records(self.document):
            heading = plain_text(group.band or ()) or (roles[section.id] if section else "")
            if id(table) not in columns:
                columns[id(table)] = _Columns(table)
            entry = _row_entry(self.name, heading, columns[id(table)], record)
            tables.setdefault(id(table), []).append(replace(entry, planned=self.document.kind in PLANS))
        prose = [
            _action_entry(self.name, roles[section.id] if section else "", action)
            for section, action in actions(self.document)
        ]
        numbered = (_numbered(entries) for entries in (*tables.values(), prose))
        found = sorted((entry for entries in numbered for entry in entries), key=lambda entry: entry.place.line)
        return tuple(replace(entry, draft=not self.document.is_published, plan=self.years) for entry in found)

    @cached_property
    def summary(self) -> Summary:
        """What other documents ask about it; an officer counts once, where it stands first."""
        officers: dict[str, str] = {}
        for entry in self.entries:
            if entry.officer:
                officers.setdefault(entry.officer, entry.target)
        records = tuple(entry.id for entry in self.entries)
        formerly = self.document.formerly
        return Summary(self.name, tuple(dict.fromkeys(_ids(self.document))), records, tuple(officers.items()), formerly)

    def tell(self, rule: str, message: str, at: Place, hint: str, words: str = "") -> Finding:
        """A finding of a rule about the content, at the words meant, with the person's line quoted.

        What prevents publishing is an error in a published document alone: a draft is always built.
        """
        place, width = self.find(at, words)
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        severity = Severity[rules()[rule].severity.upper()]
        if severity is Severity.ERROR and not self.document.is_published and rule not in EVEN_IN_DRAFTS:
            severity = Severity.WARNING
        return Finding(rule, severity, message, place, hint, line, width)

    def find(self, at: Place, words: str) -> tuple[Place, int]:
        """Where some words stand at or after a place, and how wide they are; the place itself where they are not found."""
        if words:
            for line in range(at.line, min(at.line + LINES_OF_A_TEXT, len(self.lines) + 1)):
                start = max(0, at.column - 1) if line == at.line else 0
                column = self.lines[line - 1].find(words, start)
                if column >= 0:
                    return Place(at.file, line, column + 1), len(words)
        return at, 0


@dataclass(frozen=True)
class Library:
    """All documents, the site, and the pictures below `content/` (None where they are not known)."""

    documents: tuple[ContentDocument, ...]
    site: Site = field(default_factory=Site)
    pictures: frozenset[str] | None = None

    @cached_property
    def by_name(self) -> dict[str, ContentDocument]:
        """Documents by name."""
        return {content.name: content for content in self.documents}

    @cached_property
    def originals(self) -> tuple[ContentDocument, ...]:
        """The documents that are no language version of another one: what was agreed counts once."""
        return tuple(content for content in self.documents if not original_of(content.name, self.by_name))

    @cached_property
    def entries(self) -> dict[str, LibraryRecord]:
        """Every record of every document by `name#id`."""
        return {entry.target: entry for content in self.documents for entry in content.entries}

    @cached_property
    def neighbours(self) -> Neighbours:
        """What a check of one document may ask about all of them."""
        return Neighbours((content.summary for content in self.documents), self.pictures)


def _ids(document: Document) -> Iterator[str]:
    yield from (section.id for _, section in all_sections(document.sections))
    for _, _, group, record in records(document):
        yield from (group.id, record.id)
    yield from (action.id for _, action in actions(document))


# ------------------------------------------------------------------------------------------------ phrases


def _phrases(document: Document) -> Iterator[LibraryPhrase]:
    yield from _in_blocks(document.before_title, "before_title")
    yield LibraryPhrase("title", document.title, document.place, "title")
    if document.summary:
        yield LibraryPhrase("summary", (Text(document.summary),), document.place, "summary")
    yield from _in_blocks(document.blocks, "document")
    for _, section in all_sections(document.sections):
        yield LibraryPhrase("heading", section.heading, section.place, section.id)
        yield from _in_blocks(section.blocks, section.id)
    for entry in document.notes:
        yield LibraryPhrase("note", entry.inlines, entry.place, f"{NOTE}{entry.key}")


def _in_blocks(blocks: Blocks, block: str) -> Iterator[LibraryPhrase]:
    for one in blocks:
        match one:
            case Paragraph(inlines, place):
                yield LibraryPhrase("text", inlines, place, block)
            case List(items):
                for item in items:
                    yield from _in_blocks(item.blocks, block)
            case Quote(children) | Idea(children) | Box(_, children):
                yield from _in_blocks(children, block)
            case Definitions(definitions):
                for entry in definitions:
                    yield LibraryPhrase("label", entry.label, entry.place, block)
                    yield from _in_blocks(entry.blocks, block)
            case Image(caption=caption) if caption:
                yield LibraryPhrase("caption", caption, one.place, block)
            case Actions(entries):
                for action in entries:
                    yield from _in_blocks(action.blocks, action.id)
            case Table():
                yield from _in_table(one, block)


def _in_table(table: Table, block: str) -> Iterator[LibraryPhrase]:
    yield LibraryPhrase("caption", table.caption, table.place, block)
    for column in table.columns:
        yield LibraryPhrase("label", column.label, column.place, block)
    for group in table.groups:
        if group.band is not None:
            yield LibraryPhrase("band", group.band, group.place, group.id or block)
        yield from _in_blocks(group.statement, group.id or block)
        for record in group.records:
            for cell in record.cells:
                yield from _in_blocks(cell.blocks, record.id)


# ------------------------------------------------------------------------------------------------ records


def _roles(document: Document) -> dict[str, str]:
    """The heading of the outermost section round each section: in such documents, the role."""
    return {
        section.id: plain_text(top.heading) for top in document.sections for _, section in all_sections((top,))
    }  # fmt: skip


class _Columns:
    """What the columns of a table mean, read once for all its rows."""

    def __init__(self, table: Table) -> None:
        meant = meanings(table)
        self.meant = tuple(meant[column.key] for column in table.columns)
        self.status = next((plain_text(one.label) for one in table.columns if meant[one.key] == STATUS), "")
        self.header = meant.get(table.row_header, "")
        agreed = frozenset(self.meant) - ({"officer"} if is_directory(table) else set())
        self.kept = agreed or frozenset({table.row_header})


def _row_entry(document: str, heading: str, columns: _Columns, record: Record) -> LibraryRecord:
    texts = {meaning: joined(cell.blocks) for meaning, cell in zip(columns.meant, record.cells, strict=True)}
    for meaning, cell in zip(columns.meant, record.cells, strict=True):
        match cell.blocks:  # "1. Ask residents" alone in its cell is a list of one item
            case (List((_,), Numbering() as numbering), *_) if meaning in ("action", "objective"):
                texts[meaning] = f"{label(numbering, 0)} {texts[meaning]}"
    header = texts.get(columns.header, "")
    return LibraryRecord(
        document, record.id, heading,
        objective=texts.get("objective", ""),
        action=texts.get("action", "") or ("" if "objective" in texts else header),
        officer=texts.get("officer", ""),
        by=texts.get("by", ""),
        progress=texts.get("progress", ""),
        next=texts.get("next", ""),
        state=status_words(columns.status, texts.get(STATUS, "")),
        reports_on=record.reports_on,
        same_as=record.same_as,
        place=record.place,
        columns=columns.kept,
        reference=texts.get("reference", ""),
    )  # fmt: skip


def joined(blocks: Blocks) -> str:
    """The words of some blocks on one line; what ends without a full stop is set off by a semicolon."""
    text = ""
    for piece in pieces_of(blocks, ""):
        text += ("" if not text else " " if text[-1] in ".!?:;," else "; ") + piece.text
    return text


def _numbered(entries: list[LibraryRecord]) -> list[LibraryRecord]:
    """The records of a table with the numbers by which their words begin as their references, where each has one of its own.

    "1.1 Ask GPs to name carers." is 1.1, and "A1 road" alone in its table has no number.
    """
    if any(entry.reference for entry in entries):
        return entries
    for texts in ([entry.action for entry in entries], [entry.objective for entry in entries]):
        matches = [match for text in texts if (match := _NUMBER.match(text))]
        if len({match[1] for match in matches}) == len(entries) > 1:
            return [
                replace(
                    entry,
                    reference=match[1],
                    action=entry.action.removeprefix(match[0]),
                    objective=entry.objective.removeprefix(match[0]),
                )
                for entry, match in zip(entries, matches, strict=True)
            ]
    return entries


def _action_entry(document: str, heading: str, action: Action) -> LibraryRecord:
    words = joined(action.blocks)
    return LibraryRecord(document, action.id, heading, "", words, "", "", "", "", "", (), action.same_as, action.place)
