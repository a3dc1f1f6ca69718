"""A file that comes back from translators: every phrase checked, then the document in the other language.

Nothing comes of a file that lacks phrases or has lost links; a phrase whose numbers differ, or whose original has changed since,
comes with a question that a person has to settle before the document can be published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.content import markdown
from pipeline.model.document import Document, Inlines
from pipeline.model.findings import Finding, Findings, Severity, error, note, warning, worst
from pipeline.model.place import Place
from pipeline.translation import facts, memory
from pipeline.translation.exchange import Entry, Exchange, entries_of, inlines_of, same_words
from pipeline.translation.units import Phrase, Unit, in_words, units

NAMES = 4
"""From so many words on a phrase that came back unchanged was hardly a name or a reference."""
SHOWN = 60


@dataclass(frozen=True)
class Returned:
    """The document in the other language, None where errors prevent it; its phrases as they were translated; the findings."""

    document: Document | None
    entries: tuple[Entry, ...]
    findings: Findings


def document(original: Document, given: Exchange, asked: Sequence[Entry] = ()) -> Returned:
    """The language version of a document from a file with its translated phrases. `asked` are the phrases asked for today."""
    wanted = units(original)
    asked = asked or entries_of(wanted)
    given = replace(given, entries=memory.put_right(asked, given.entries))
    entries = memory.carried(asked, given.entries)
    found: list[Finding] = []
    phrases: dict[str, Phrase] = {}
    file = next((one.place.file for one in given.entries), "")
    whole = Entry("", "", place=Place(file))  # for a phrase that the file lacks
    for unit, entry, back in zip(wanted, entries, _givens(entries, given), strict=True):
        findings, phrase = _phrase(unit, entry, back or whole, given)
        found += findings
        phrases[unit.id] = phrase
    found += _surplus(entries, given)
    if worst(found) is Severity.ERROR:
        return Returned(None, entries, tuple(found))
    made = in_words(original, given.language, lambda unit: phrases.get(unit.id, Phrase(unit.source)))
    return Returned(made, tuple(replace(entry, previous="") for entry in entries), tuple(found))


def _givens(entries: Sequence[Entry], given: Exchange) -> list[Entry | None]:
    """The entry of the file that each phrase came from: by its address, else by its words."""
    by_id = {entry.id: entry for entry in given.entries}
    by_words = {entry.translation: entry for entry in given.entries}
    found = []
    for one in entries:
        same = by_id.get(one.id)
        found.append(same if same and same.translation == one.translation else by_words.get(one.translation, same))
    return found


def _phrase(unit: Unit, entry: Entry, given: Entry | None, file: Exchange) -> tuple[Findings, Phrase]:
    place = given.place if given else Place()
    called = f"“{short(entry.source)}” ({unit.what})"
    if not entry.translation:
        message = f"not translated yet: {called}"
        return (error("translation-missing", message, place, "translate it, and give the whole file again"),), _as_is(
            unit
        )
    if given and given.previous:
        message = f"the original has changed since, and the translation was not mended: {called}"
        hint = "correct the translation, then remove “fuzzy” (in XLIFF: set the state to translated)"
        return (error("translation-missing", message, place, hint),), _as_is(unit)
    refused: list[Finding] = []

    def refuse(rule: str, message: str, _line: int, hint: str) -> None:
        refused.append(error(rule, f"{message}: {called}", place, hint))

    source = markdown.Source(lambda _line: place, refuse)
    words = inlines_of(entry.translation, marked=unit.marked, source=source)
    for reason in facts.broken(unit.source, words):
        refused.append(error("translation-broken", f"{reason}: {called}", place, "copy it from the original"))
    findings, doubts = _doubts(unit, entry, words, file)
    return (*refused, *(replace(finding, place=place) for finding in findings)), Phrase(words, doubts)


def _doubts(unit: Unit, entry: Entry, words: Inlines, file: Exchange) -> tuple[Findings, tuple[str, ...]]:
    """What is told about a phrase that can be used, and what a person has to settle in the content file."""
    said, called = short(entry.translation), short(entry.source)
    findings: list[Finding] = []
    doubts: list[str] = []
    if entry.previous:
        reason = f"“{said}” translates “{short(entry.previous)}”; the original now says “{called}”"
        findings.append(
            warning("translation-stale", reason, hint="ask the translator; reports translate gives the new phrase")
        )
        doubts.append(reason)
    for reason in facts.lost(unit.source, words, file.language, file.source_language or "en-GB"):
        findings.append(warning("translation-lost", f"{reason} (“{called}” → “{said}”)", hint="compare the two"))
        doubts.append(f"{reason}: “{called}” → “{said}”")
    if same_words(entry.source, entry.translation) and len(entry.source.split()) >= NAMES:
        findings.append(warning("translation-same", f"this is still in the language of the original: “{called}”"))
        doubts.append(f"is “{called}” to stay as it is?")
    return tuple(findings), tuple(doubts)


def _surplus(entries: Sequence[Entry], given: Exchange) -> Findings:
    """Phrases of the file that the document no longer has."""
    gone = [change.old for change in memory.changes(entries, given.entries) if change.new is None and change.old]
    return tuple(
        note("translation-gone", f"the original no longer has “{short(entry.source)}”", entry.place, "nothing to do")
        for entry in gone
    )


def _as_is(unit: Unit) -> Phrase:
    return Phrase(unit.source)


def short(text: str) -> str:
    """A phrase as messages show it."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
