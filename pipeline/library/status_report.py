"""The status as sections of titled tables, the same for the terminal, the web page, CSV and JSON."""

from __future__ import annotations

import csv
import datetime
import io
import json
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.kinds.ratings import SIGNS, state_of
from pipeline.library.library import LibraryRecord
from pipeline.library.status import ActionLine, ActionState, RecordChange, Status
from pipeline.model.dates import MONTHS, iso

HEADERS = ("Record", "Agreed action", "Officer", "Date", "State", "Latest progress")
CHANGE_HEADERS = ("Change", "Record", "Agreed action", "Before", "After")
CSV_HEADERS = (
    "record", "reference", "document", "heading", "agreed action", "officer", "date as written", "due", "state", "draft",
    "rating", "progress", "reported by", "also in",
)  # fmt: skip
ALL = "All agreed actions"
# Columns of the terminal get this part of its width each.
SHARES = (0.2, 0.25, 0.17, 0.11, 0.09, 0.18)
NARROWEST = 60
LONGEST_WORDS = 120
SECOND = "\ue000"


@dataclass(frozen=True)
class ReportTable:
    """A titled part of the report: a sentence that is whole by itself, and rows under headers (the first names the row)."""

    title: str
    lead: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def day(date: datetime.date) -> str:
    """A day in words: "1 October 2018"."""
    return f"{date.day} {MONTHS[date.month - 1].title()} {date.year}"


def title(status: Status) -> str:
    """The title of the report."""
    return f"Status of all agreed actions on {day(status.on)}"


def parts(status: Status) -> list[ReportTable]:
    """The parts of the report; one without rows is left out, except overdue, where none is good news."""
    found = [
        _summary(status),
        _lines("Overdue", "whose date has passed", status.of(ActionState.OVERDUE), always=True),
        *_committee(status),
        _lines("Not reported", "that no update row reports on", status.unreported),
        _lines("Without progress", "that a row reports on without a word about progress", status.no_progress),
        _changes(status),
        _entries("Rows that report on nothing", "update rows without reports_on", status.orphans),
        _entries("Objectives without an action", "objectives whose action is empty", status.without_action),
        _lines("Without an officer", "without an officer", status.without_officer),
        _lines("Dates not understood", "whose date cannot be understood", status.of(ActionState.UNCLEAR)),
        ReportTable(ALL, f"All {_count(len(status.lines), 'agreed action')}.", HEADERS, _rows(status.lines))
        if status.lines
        else ReportTable(ALL, ""),
    ]
    return [part for part in found if part.rows or part.lead]


def _count(number: int, what: str) -> str:
    return f"{number or 'No'} {what}{'' if number == 1 else 's'}"


def _summary(status: Status) -> ReportTable:
    states = [f"{len(status.of(state))} {state}" for state in ActionState if status.of(state)]
    committee = (
        f"The next committee is on {day(status.committee)}. "
        if status.committee
        else "No later committee is named in content/site.yaml. "
    )
    lead = f"{_count(len(status.lines), 'agreed action')} in {_count(len(status.documents), 'document')}"
    if drafts := sum(line.entry.draft for line in status.lines):
        lead += f", {drafts} of them in drafts"
    if not states:
        return ReportTable("Summary", f"{lead}. {committee.rstrip()}")
    unreported = f"{len(status.unreported)} {'has' if len(status.unreported) == 1 else 'have'} no update row."
    return ReportTable("Summary", f"{lead}: {', '.join(states)}. {committee}{unreported}")


def _committee(status: Status) -> Iterator[ReportTable]:
    if status.committee:
        words = f"due before the committee of {day(status.committee)}"
        yield _lines("Due before the committee", words, status.of(ActionState.BEFORE_COMMITTEE), always=True)


def _lines(title: str, words: str, lines: tuple[ActionLine, ...], *, always: bool = False) -> ReportTable:
    lead = f"{_count(len(lines), 'agreed action')} {words}." if lines or always else ""
    return ReportTable(f"{title} ({len(lines)})", lead, HEADERS if lines else (), _rows(lines))


def _rows(lines: tuple[ActionLine, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (name(line.entry), agreed(line.entry), line.entry.officer or "none named", when(line), standing(line), progress(line))
        for line in lines
    )  # fmt: skip


def name(entry: LibraryRecord) -> str:
    """A record by its reference and its document, and whether nobody has agreed that yet."""
    return f"{entry.called} in {entry.document}{' (draft)' if entry.draft else ''}"


def agreed(entry: LibraryRecord) -> str:
    """What was agreed: the objective, then the action."""
    return " — ".join(part for part in (entry.objective, entry.action) if part) or entry.words


def when(line: ActionLine) -> str:
    """The date in the person's own words."""
    return next((version.by for version in reversed(line.versions) if version.by), "none")


def standing(line: ActionLine) -> str:
    """Where an action stands, and how an update rates it: the word of its status column with a shape, never colour alone."""
    word = line.told.strip(" .")
    return f"{line.state}; rated {SIGNS[state_of(word)]} {shorten(word)}" if word else str(line.state)


def progress(line: ActionLine) -> str:
    """The newest words about progress, and where they stand."""
    latest = line.latest
    return f"{latest.progress} ({latest.called} in {latest.document})" if latest else "none reported"


def _changes(status: Status) -> ReportTable:
    rows = tuple(change_row(change) for change in status.changes)
    lead = f"{_count(len(rows), 'change')} between one plan and the next." if rows else ""
    return ReportTable(
        f"Changes from plan to plan ({len(rows)})", lead, ("Change", "Record", "Agreed action", "Before", "After"), rows
    )


def change_row(change: RecordChange) -> tuple[str, ...]:
    """A change as a row: what, which record, what was agreed, before and after."""
    old, new = change.old, change.new
    entry = new or old
    assert entry is not None
    before, after = "", ""
    if change.what == "re-dated" and old and new:
        before, after = old.by or "no date", new.by or "no date"
    elif change.what == "re-assigned" and old and new:
        before, after = old.officer or "nobody", new.officer or "nobody"
    elif change.what == "dropped":
        before, after = f"in {change.older}", f"not in {change.newer}"
    else:
        before, after = f"not in {change.older}", f"in {change.newer}"
    return (change.what, name(entry), entry.objective or entry.words, before, after)


def _entries(title: str, words: str, entries: tuple[LibraryRecord, ...]) -> ReportTable:
    rows = tuple((name(entry), agreed(entry)) for entry in entries)
    lead = f"{len(rows)} {words}." if rows else ""
    return ReportTable(f"{title} ({len(rows)})", lead, ("Record", "Words") if rows else (), rows)


# ------------------------------------------------------------------------------------------------ formats


def as_text(status: Status, width: int) -> str:
    """The report for a terminal of so many columns: each part as sentences, then the table of all agreed actions."""
    lines = [title(status), ""]
    for part in parts(status):
        lines += [part.title, *textwrap.wrap(part.lead, width), ""]
        if part.title == ALL:
            lines += [*table(part.headers, part.rows, width), ""]
        elif part.rows:
            lines += [*(line for row in part.rows for line in _sentence(row, width)), ""]
    return "\n".join(lines)


def _sentence(row: tuple[str, ...], width: int) -> list[str]:
    """A row as a sentence that can be heard: "CL1 in plan-2017: …; Policy team; November 2017; overdue"."""
    if len(row) == len(HEADERS):
        record, words, officer, date, state, _ = row
        text = f"{record}: {shorten(words)}; officer: {officer}; date: {date}; {state}"
    elif len(row) == len(CHANGE_HEADERS):
        what, record, words, before, after = row
        text = f"{what}: {record}: {shorten(words)}; before: {shorten(before)}; after: {shorten(after)}"
    else:
        text = f"{row[0]}: {shorten(row[1])}"
    return textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)


def shorten(text: str) -> str:
    """The first words of a text, for a line."""
    return textwrap.shorten(text, LONGEST_WORDS, placeholder=" …")


def table(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> list[str]:
    """A table of wrapped cells with two spaces between columns; narrower than 60 columns: a labelled list."""
    if width < NARROWEST:
        pairs = (zip(headers, row, strict=True) for row in rows)
        return [line for row in pairs for line in (*(f"{header}: {shorten(cell)}" for header, cell in row), "")]
    rest = width - 2 * (len(headers) - 1)
    widths = [max(8, int(rest * share)) for share in SHARES]
    short = max((len(word) for row in rows for word in row[4].split()), default=0)  # no word of a state is broken
    if short > widths[4]:
        widths[1], widths[4] = max(8, widths[1] - short + widths[4]), short
    lines = [*_wrapped(headers, widths), "  ".join("-" * width for width in widths)]
    for row in rows:
        lines += _wrapped(tuple(shorten(cell) for cell in row), widths)
    return lines


def _wrapped(cells: tuple[str, ...], widths: list[int]) -> list[str]:
    wrapped = [_lines_of(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    columns = [
        [line + " " * (width - sum(map(_places, line))) for line in lines] + [" " * width] * (height - len(lines))
        for lines, width in zip(wrapped, widths, strict=True)
    ]
    return ["  ".join(parts).rstrip() for parts in zip(*columns, strict=True)]


def _lines_of(text: str, width: int) -> list[str]:
    """The lines of a text; the terminal gives a Chinese character two places, so each is wrapped with a second one."""
    wide = "".join(sign + SECOND * (_places(sign) - 1) for sign in text)
    return [line.replace(SECOND, "") for line in textwrap.wrap(wide, width - 1 if SECOND in wide else width)] or [""]


def _places(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def as_csv(status: Status) -> str:
    """One line for each agreed action, for a spreadsheet; a cell that a spreadsheet would take for a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        CSV_HEADERS
    )  # fmt: skip
    for line in status.lines:
        entry = line.entry
        latest = line.latest
        row = (
            entry.target, entry.called, status.documents[entry.document], entry.heading, agreed(entry), entry.officer, entry.by,
            iso(line.due), str(line.state), "yes" if entry.draft else "no", line.told, latest.progress if latest else "",
            " ".join(report.target for report in line.reports),
            " ".join(version.target for version in line.versions[:-1]),
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row])
    return out.getvalue()


def as_json(status: Status) -> str:
    """Everything as data."""
    data = {
        "on": iso(status.on),
        "committee": iso(status.committee),
        "actions": [_line_data(line) for line in status.lines],
        "changes": [
            {"what": change.what, "from": change.old.target if change.old else "", "to": change.new.target if change.new else "",
             "before": change_row(change)[3], "after": change_row(change)[4]}
            for change in status.changes
        ],
        "unreported": [line.entry.target for line in status.unreported],
        "report_on_nothing": [orphan.target for orphan in status.orphans],
        "objectives_without_action": [entry.target for entry in status.without_action],
        "actions_without_officer": [line.entry.target for line in status.without_officer],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1)


def _line_data(line: ActionLine) -> dict[str, object]:
    entry = line.entry
    return {
        "record": entry.target, "reference": entry.called, "heading": entry.heading, "objective": entry.objective,
        "action": entry.action, "officer": entry.officer, "date": entry.by, "due": iso(line.due), "review": line.review,
        "draft": entry.draft,
        "state": str(line.state), "rating": line.told,
        "progress": line.latest.progress if line.latest else "", "reported_by": [report.target for report in line.reports],
        "also_in": [version.target for version in line.versions[:-1]],
    }  # fmt: skip
