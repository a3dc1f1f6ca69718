"""Checks the document as a whole: its notes, guesses, links between records, required parts, and spellings of officers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from pipeline.editions.site import TAKEN
from pipeline.kinds import kind_named
from pipeline.kinds.column_keys import known_key
from pipeline.kinds.meanings import meanings
from pipeline.library.library import ContentDocument, LibraryRecord
from pipeline.library.neighbours import Neighbours, folded
from pipeline.model.document import Actions, NoteRef, Table
from pipeline.model.findings import Finding
from pipeline.model.place import Place
from pipeline.model.walk import all_blocks, leaves, plain_text

_GUESS = re.compile(r"\s*#\s*check:\s*(.*)")


def check(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks what depends on the whole document or on other documents."""
    if content.name.lower() in TAKEN:
        message = (
            f"“{content.name}” is the name of a page or folder of the site itself, which this document would replace"
        )
        yield content.tell(
            "name-taken", message, content.document.place, f"rename the file, for example {content.name}-document.yaml"
        )
    yield from _notes(content)
    yield from _guesses(content)
    for entry in content.entries:
        yield from _records(neighbours, content, entry)
    yield from _replaced(neighbours, content)
    yield from _formerly(neighbours, content)
    yield from _kind(content)
    yield from _spellings(neighbours, content)


def _notes(content: ContentDocument) -> Iterator[Finding]:
    keys = {note.key for note in content.document.notes}
    used: set[str] = set()
    for phrase in content.phrases:
        for leaf in leaves(phrase.inlines):
            if isinstance(leaf, NoteRef):
                used.add(leaf.key)
                if leaf.key not in keys:
                    hint = f"add {leaf.key}: with its text under notes:, or correct the mark"
                    message = f"there is no note “{leaf.key}”"
                    yield content.tell("note-unknown", message, phrase.place, hint, f"[^{leaf.key}]")
    for note in content.document.notes:
        if note.key not in used:
            message = f"no mark in the text refers to the note “{note.key}”"
            plain = any(f"[{note.key}]" in phrase.text for phrase in content.phrases)
            hint = f"put [^{note.key}] where it belongs, or delete it"
            hint = f"write [^{note.key}] instead of [{note.key}] in the text" if plain else hint
            yield content.tell("note-unused", message, note.place, hint)


def _guesses(content: ContentDocument) -> Iterator[Finding]:
    rule = "guess-published" if content.document.is_published else "guess"
    for number, line in enumerate(content.lines, 1):
        if match := _GUESS.fullmatch(line):
            message = f"please check this guess: {match[1]}"
            place = Place(content.document.place.file, number, line.index("#") + 1)
            yield content.tell(rule, message, place, "see the source; if it is right, delete this line")
    if content.document.is_published and not content.document.published:
        message = "this document is published but does not say when it was published"
        yield content.tell("published-date", message, content.document.place, "add published: with the day", "status:")


def _records(neighbours: Neighbours, content: ContentDocument, entry: LibraryRecord) -> Iterator[Finding]:
    for target in (*entry.reports_on, *entry.same_as):
        name, _, record_id = target.partition("#")
        ids = neighbours.records(name)
        if target == entry.target:
            message = f"{entry.id} refers to itself"
            yield content.tell("record-itself", message, entry.place, "name the record in the other document", target)
        elif ids is None:
            near = difflib.get_close_matches(name, neighbours.names(), 1, 0.5)
            hint = f"did you mean “{near[0]}#{record_id}”?" if near else f"the documents are {neighbours.listed()}"
            yield content.tell("record-unknown", f"there is no document “{name}”", entry.place, hint, target)
        elif record_id not in ids:
            near = difflib.get_close_matches(record_id, ids, 1, 0.4)
            hint = f"did you mean “{name}#{near[0]}”?" if near else f"its records are {', '.join(ids[:12])}"
            yield content.tell("record-unknown", f"“{name}” has no record “{record_id}”", entry.place, hint, target)


def _replaced(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Reports unknown names after `replaces:`, because a misspelled name would leave the older plan in force."""
    for name in content.document.replaces:
        if name == content.name:
            message, hint = f"“{name}”, after replaces:, is this document itself", "name the document before it"
        elif neighbours.records(name) is None:
            message = f"this document replaces “{name}”, but there is no document of that name"
            near = difflib.get_close_matches(name, set(neighbours.names()) - {content.name}, 1, 0.5)
            hint = f"did you mean “{near[0]}”?" if near else f"the documents are {neighbours.listed()}"
        else:
            continue
        yield content.tell("replaces-unknown", message, content.document.place, hint, name)


def _formerly(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Reports earlier names that a publication has today or that two had, because old links would lead to the wrong one."""
    for name in content.document.formerly:
        sharers = [sharer for sharer in neighbours.once_called(name) if sharer != content.name]
        if name == content.name:
            message = f"“{name}”, after formerly:, is the name that this document has now"
        elif name in neighbours.names():
            message = f"“{name}”, after formerly:, is a document that still exists"
        elif sharers:
            message = f"“{name}” is also after formerly: in {sharers[0]}, but can lead to only one document"
        else:
            continue
        yield content.tell(
            "formerly-taken", message, content.document.place, "name only files that are gone, each once", name
        )


def _kind(content: ContentDocument) -> Iterator[Finding]:
    kind = kind_named(content.document.kind)
    blocks = [block for _, block in all_blocks(content.document)]
    tables = [block for block in blocks if isinstance(block, Table)]
    columns = {meant for table in tables for meant in meanings(table).values()}
    columns |= {known_key(plain_text(column.label)) for table in tables for column in table.columns}
    present = {
        "table": any(isinstance(block, Table) for block in blocks),
        "actions": any(isinstance(block, Actions) for block in blocks),
        "sections": bool(content.document.sections),
    }
    missing = []
    for part in kind.required if kind else ():
        name = part.removeprefix("column ")
        if not (name in columns if part.startswith("column ") else present.get(part, True)):
            missing.append(f"column “{name}” in a table" if part.startswith("column ") else part)
    if missing:
        listed = ", ".join(missing[:-1]) + f" and {missing[-1]}" if missing[1:] else missing[0]
        message = f"documents of the kind {content.document.kind} have {listed}; this one does not"
        hint = f"add {'them' if missing[1:] else 'it'}, or choose another kind"
        yield content.tell("kind-part", message, content.document.place, hint, "kind:")


def _spellings(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Reports an officer or team in two spellings: other case, dashes, spaces, or "&" for "and"."""
    for entry in content.entries:
        words, target = neighbours.officer(folded(entry.officer)) or (entry.officer, "")
        if words != entry.officer:
            message = f"{entry.id} spells “{entry.officer}” differently from {target}"
            yield content.tell(
                "two-spellings", message, entry.place, f"there it is “{words}”; use one spelling in both"
            )
