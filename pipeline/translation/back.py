"""A file that comes back from translators: every phrase checked, then the document in the other language.

Nothing comes of a file that lacks phrases or has lost links; a phrase whose numbers differ, or whose original has changed since,
comes with a question that a person has to settle before the document can be published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.content import markdown
from pipeline.model.document import Document, Inlines
from pipeline.model.findings import Findings, Severity, error, note, warning, worst
from pipeline.model.place import Place
from pipeline.model.walk import plain_text
from pipeline.model.with_findings import Collector, carrying, collecting
from pipeline.translation import facts, letters, memory
from pipeline.translation.exchange import Exchange, ExchangePhrase, entries_of, inlines_of, same_words
from pipeline.translation.units import Phrase, Unit, in_words, units

NAMES = 4
"""From so many words on a phrase that came back unchanged was hardly a name or a reference."""
LETTERS_SHOWN = 60
_BLOCKS = re.compile(r"\n\s*\n|\n\s*(?:[-*•]|\d{1,3}[.)])\s|^\s*\\?[-*•]\s")
"""What makes of a phrase two paragraphs or a list: a blank line, or the label of an item."""


@dataclass(frozen=True)
class ReturnedTranslation:
    """The document in the other language, None where errors prevent it; its phrases as they were translated; the findings."""

    document: Document | None
    entries: tuple[ExchangePhrase, ...]
    findings: Findings = ()


@carrying
def document(
    into: Collector, original: Document, given: Exchange, asked: Sequence[ExchangePhrase] = ()
) -> ReturnedTranslation:
    """The language version of a document from a file with its translated phrases. `asked` are the phrases asked for today."""
    wanted = units(original)
    asked = asked or entries_of(wanted)
    given = replace(given, entries=memory.put_right(asked, given.entries))
    entries = memory.carried(asked, given.entries)
    phrases: dict[str, Phrase] = {}
    file = next((one.place.file for one in given.entries), "")
    whole = ExchangePhrase("", "", place=Place(file))  # for a phrase that the file lacks
    for unit, entry, back in zip(wanted, entries, _givens(entries, given), strict=True):
        phrases[unit.id] = _phrase(unit, entry, back or whole, given).take(into)
    into.add(*_surplus(entries, given))
    if worst(into.findings) is Severity.ERROR:
        return ReturnedTranslation(None, entries)
    made = in_words(original, given.language, lambda unit: phrases.get(unit.id, Phrase(unit.source)))
    return ReturnedTranslation(made, tuple(replace(entry, previous="") for entry in entries))


def _givens(entries: Sequence[ExchangePhrase], given: Exchange) -> list[ExchangePhrase | None]:
    """The entry of the file that each phrase came from: by its address, else by its words."""
    by_id = {entry.id: entry for entry in given.entries}
    by_words = {entry.translation: entry for entry in given.entries}
    found = []
    for one in entries:
        same = by_id.get(one.id)
        found.append(same if same and same.translation == one.translation else by_words.get(one.translation, same))
    return found


@collecting
def _phrase(into: Collector, unit: Unit, entry: ExchangePhrase, given: ExchangePhrase | None, file: Exchange) -> Phrase:
    place = given.place if given else Place()
    called = f"“{short(entry.source)}” ({unit.what})"
    if not entry.translation:
        message = f"not translated yet: {called}"
        into.add(error("translation-missing", message, place, "translate it, and give the whole file again"))
        return Phrase(unit.source)
    if given and given.previous:
        message = f"the original has changed since, and the translation was not mended: {called}"
        hint = "correct the translation, then remove “fuzzy” (in XLIFF: set the state to translated)"
        into.add(error("translation-missing", message, place, hint))
        return Phrase(unit.source)

    def refuse(rule: str, message: str, _line: int, hint: str) -> None:
        into.add(error(rule, f"{message}: {called}", place, hint))

    source = markdown.MarkdownPlace(lambda _line: place, refuse)
    words = inlines_of(entry.translation, marked=unit.marked, source=source)
    if _BLOCKS.search(entry.translation) and not _BLOCKS.search(entry.source):
        message = f"a list or a second paragraph begins in this phrase: {called}"
        into.add(error("translation-broken", message, place, "write it as one paragraph, as the original is"))
    for reason in facts.broken(unit.source, words):
        into.add(error("translation-broken", f"{reason}: {called}", place, "copy it from the original"))
    return Phrase(words, _doubts(unit, replace(entry, place=place), words, file).take(into))


@collecting
def _doubts(into: Collector, unit: Unit, entry: ExchangePhrase, words: Inlines, file: Exchange) -> tuple[str, ...]:
    """What a person has to settle in the content file about a phrase that can be used."""
    said, called = short(entry.translation), short(entry.source)
    doubts: list[str] = []
    if entry.previous:
        reason = f"“{said}” translates “{short(entry.previous)}”; the original now says “{called}”"
        hint = "ask the translator; reports translate gives the new phrase"
        into.add(warning("translation-stale", reason, entry.place, hint))
        doubts.append(reason)
    for reason in facts.lost(unit.source, words, file.language, file.source_language or "en-GB"):
        into.add(warning("translation-lost", f"{reason} (“{called}” → “{said}”)", entry.place, "compare the two"))
        doubts.append(f"{reason}: “{called}” → “{said}”")
    if reason := letters.other_language(plain_text(unit.source), plain_text(words), file.language):
        into.add(warning("translation-same", f"{reason} (“{said}”)", entry.place, "compare the two"))
        doubts.append(f"{reason} “{said}”")
    if same_words(entry.source, entry.translation) and len(entry.source.split()) >= NAMES:
        message = f"this is still in the language of the original: “{called}”"
        into.add(warning("translation-same", message, entry.place))
        doubts.append(f"is “{called}” to stay as it is?")
    return tuple(doubts)


def _surplus(entries: Sequence[ExchangePhrase], given: Exchange) -> Findings:
    """Phrases of the file that the document no longer has."""
    gone = [change.old for change in memory.changes(entries, given.entries) if change.new is None and change.old]
    return tuple(
        note("translation-gone", f"the original no longer has “{short(entry.source)}”", entry.place, "nothing to do")
        for entry in gone
    )


def short(text: str) -> str:
    """A phrase as messages show it."""
    text = " ".join(text.split())
    return text if len(text) <= LETTERS_SHOWN else text[: LETTERS_SHOWN - 1].rstrip() + "…"
