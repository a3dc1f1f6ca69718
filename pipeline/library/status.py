"""What has become of every agreed action over all documents: what is overdue on a day, what nobody reports on, what changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.kinds.ratings import is_closed, is_done
from pipeline.kinds.timing import Time, Timing, timing
from pipeline.library.library import ContentDocument, Library, LibraryRecord
from pipeline.library.link import age
from pipeline.model import dates


class ActionState(StrEnum):
    """Where an action stands on the day, in words."""

    OVERDUE = "overdue"
    BEFORE_COMMITTEE = "due before the committee"
    DUE = "due later"
    STANDING = "ongoing"
    DONE = "done"
    DROPPED = "dropped"
    UNDATED = "no date yet"
    UNCLEAR = "date not understood"


@dataclass(frozen=True)
class ActionLine:
    """An agreed action, once, however many documents hold it: `entry` is its newest version, `versions` all, oldest first.

    `told` is the newest word of a status column about it, such as "Amber".
    """

    entry: LibraryRecord
    versions: tuple[LibraryRecord, ...]
    reports: tuple[LibraryRecord, ...]
    due: datetime.date | None
    review: bool
    state: ActionState
    told: str = ""

    @property
    def latest(self) -> LibraryRecord | None:
        """The newest row that tells of progress, or the action's own; None where no row has words about it."""
        return next((report for report in (*reversed(self.reports), self.entry) if report.progress), None)


@dataclass(frozen=True)
class RecordChange:
    """What became of a record between one plan and the next: `what` is "dropped", "re-dated", "re-assigned" or "new"."""

    what: str
    old: LibraryRecord | None
    new: LibraryRecord | None
    older: str
    newer: str


@dataclass(frozen=True)
class Status:
    """The state of all documents on a day. `committee` is the day of its next meeting, None where it is not known or past."""

    on: datetime.date
    committee: datetime.date | None
    lines: tuple[ActionLine, ...]
    changes: tuple[RecordChange, ...] = ()
    orphans: tuple[LibraryRecord, ...] = ()
    without_action: tuple[LibraryRecord, ...] = ()
    documents: dict[str, str] = field(default_factory=dict)

    def of(self, state: ActionState) -> tuple[ActionLine, ...]:
        """The actions in a state, by date."""
        lines = [line for line in self.lines if line.state is state]
        return tuple(sorted(lines, key=lambda line: line.due or datetime.date.max))

    @property
    def open(self) -> tuple[ActionLine, ...]:
        """The actions that somebody still has to do."""
        return tuple(line for line in self.lines if line.state not in (ActionState.DONE, ActionState.DROPPED))

    @property
    def unreported(self) -> tuple[ActionLine, ...]:
        """Open actions that no update row reports on, and whose own row tells of no progress."""
        return tuple(line for line in self.open if not line.reports and not line.entry.progress)

    @property
    def no_progress(self) -> tuple[ActionLine, ...]:
        """Open actions that a row reports on, without a word about progress."""
        return tuple(line for line in self.open if line.reports and line.latest is None)

    @property
    def without_officer(self) -> tuple[ActionLine, ...]:
        """Open actions that name no officer."""
        return tuple(line for line in self.open if not line.entry.officer)


def status(library: Library, on: datetime.date) -> Status:
    """The state of all documents on a day."""
    documents = sorted(library.originals, key=age)
    committee = dates.day(library.site.committee)
    committee = committee if committee and committee >= on else None
    groups = _groups(documents, on)
    replacements = _replacements(documents, on)
    replaced = {older.name for older, _ in replacements}
    lines = tuple(_unless_dropped(_line(group, documents, on, committee), replaced) for group in groups)
    agreed = [entry for content in documents for entry in content.entries if entry.is_action]
    return Status(
        on,
        committee,
        lines,
        tuple(_changes(replacements, lines)),
        tuple(
            entry
            for content in documents
            for entry in content.entries
            if entry.is_update and not _known(library, entry.reports_on)
        ),
        tuple(entry for entry in agreed if entry.objective and "action" in entry.columns and not entry.action),
        {content.name: _title(content) for content in documents},
    )


def _title(content: ContentDocument) -> str:
    title = next(phrase.text for phrase in content.phrases if phrase.kind == "title")
    return f"{title} ({content.document.period})" if content.document.period else title


def _known(library: Library, targets: tuple[str, ...]) -> bool:
    return any(target in library.entries for target in targets)


def _groups(documents: list[ContentDocument], on: datetime.date) -> list[tuple[LibraryRecord, ...]]:
    """Agreed actions with their other versions (`same_as`, over any number of documents), each group oldest first."""
    # A draft is no newer version of anything, nor is a plan before its first day: they come before what is in force.
    ordered = sorted(documents, key=lambda content: _in_force(content, on))
    entries = {entry.target: entry for content in ordered for entry in content.entries if entry.is_action}
    leader = {target: target for target in entries}

    def lead(target: str) -> str:
        while leader[target] != target:
            target = leader[target]
        return target

    for entry in entries.values():
        for other in entry.same_as:
            if other in entries and lead(other) != lead(entry.target):
                leader[lead(entry.target)] = lead(other)
    groups: dict[str, list[LibraryRecord]] = {}
    for target, entry in entries.items():
        groups.setdefault(lead(target), []).append(entry)
    return [tuple(group) for group in groups.values()]


def _line(
    group: tuple[LibraryRecord, ...],
    documents: list[ContentDocument],
    on: datetime.date,
    committee: datetime.date | None,
) -> ActionLine:
    targets = {entry.target for entry in group}
    reports = tuple(
        entry
        for content in documents
        for entry in content.entries
        if entry.is_update and targets.intersection(entry.reports_on)
    )
    entry = group[-1]
    dated = next((entry for entry in reversed(group) if entry.by), entry)
    text, meant = dated.by, timing(dated.by, dated.plan)
    if meant and meant.time is Time.NOW:  # what is to be done at once is due from the first day of its plan
        meant = meant._replace(due=dated.plan.first if dated.plan else datetime.date.min)
    told = next((report.state for report in (*reversed(reports), entry) if report.state), "")
    closed = is_closed(told) or (
        is_closed(text) and not (meant and meant.time is Time.LATER)
    )  # "Not applicable" is no date
    state = ActionState.DONE if is_done(told) else ActionState.DROPPED if closed else _state(meant, text, on, committee)
    return ActionLine(entry, group, reports, meant.due if meant else None, bool(meant and meant.review), state, told)


def _unless_dropped(line: ActionLine, replaced: set[str]) -> ActionLine:
    """A line whose newest version stands in a plan that a later one has replaced is dropped: no date binds anyone to it."""
    gone = line.entry.document in replaced and line.state is not ActionState.DONE
    return replace(line, state=ActionState.DROPPED) if gone else line


def _state(meant: Timing | None, text: str, on: datetime.date, committee: datetime.date | None) -> ActionState:
    if meant is None:
        return ActionState.UNCLEAR if text else ActionState.UNDATED
    if meant.time is Time.DONE:
        return ActionState.DONE
    if meant.due is None:
        return ActionState.STANDING if meant.time is Time.STANDING else ActionState.UNDATED
    if meant.due < on:
        return ActionState.OVERDUE
    return ActionState.BEFORE_COMMITTEE if committee and meant.due <= committee else ActionState.DUE


def _in_force(content: ContentDocument, on: datetime.date) -> bool:
    return content.document.is_published and age(content)[0] <= on


def _replacements(documents: list[ContentDocument], on: datetime.date) -> list[tuple[ContentDocument, ContentDocument]]:
    """(older, newer) for each publication that says that it replaces another, from the first day of its period.

    A draft replaces nothing.
    """
    named = {content.name: content for content in documents}
    return [
        (named[older], newer)
        for newer in documents
        if _in_force(newer, on)
        for older in newer.document.replaces
        if older in named
    ]


def _changes(
    replacements: list[tuple[ContentDocument, ContentDocument]], lines: tuple[ActionLine, ...]
) -> Iterator[RecordChange]:
    """From each plan to the one that replaces it. What was done needs no place in the next plan: it is not dropped."""
    line_of = {entry.target: line for line in lines for entry in line.versions}
    for older, newer in replacements:
        for old in (entry for entry in older.entries if entry.is_action):
            line = line_of[old.target]
            new = next((entry for entry in line.versions if entry.document == newer.name), None)
            if new is not None or line.state is not ActionState.DONE:
                yield from _change(old, new, older.name, newer.name)
        for new in (entry for entry in newer.entries if entry.is_action):
            if not any(entry.document == older.name for entry in line_of[new.target].versions):
                yield RecordChange("new", None, new, older.name, newer.name)


def _change(old: LibraryRecord, new: LibraryRecord | None, older: str, newer: str) -> Iterator[RecordChange]:
    if new is None:
        yield RecordChange("dropped", old, None, older, newer)
        return
    if _due(old) != _due(new):
        yield RecordChange("re-dated", old, new, older, newer)
    if _names(old.officer) != _names(new.officer):
        yield RecordChange("re-assigned", old, new, older, newer)


def _due(entry: LibraryRecord) -> tuple[object, ...]:
    meant = timing(entry.by, entry.plan)
    return (meant.time, meant.due) if meant else (entry.by,)


def _names(officer: str) -> str:
    return "".join(re.findall(r"\w+", officer.lower().replace("&", "and")))
