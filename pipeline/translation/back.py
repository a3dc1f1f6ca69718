"""Reads a translated file: checks every phrase, then makes the document in the other language.

A file that lacks phrases or has lost links is refused. A phrase with different numbers, or whose original has changed since,
gets a question that a person must answer before the document can be published.
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
"""An unchanged phrase of this many words or more is probably untranslated, not a name or a reference."""
LETTERS_SHOWN = 60
_BLOCKS = re.compile(r"\n\s*\n|\n\s*(?:[-*•]|\d{1,3}[.)])\s|^\s*\\?[-*•]\s")
"""A blank line or the label of an item, which would turn a phrase into two paragraphs or a list."""


@dataclass(frozen=True)
class ReturnedTranslation:
    """The document in the other language (None if there are errors), its translated phrases, and the findings."""

    document: Document | None
    entries: tuple[ExchangePhrase, ...]
    findings: Findings = ()


@carrying
def document(
    into: Collector, original: Document, exchange: Exchange, asked: Sequence[ExchangePhrase] = ()
) -> ReturnedTranslation:
    """Makes the language version of a document from its translated phrases. `asked` are the phrases as of today."""
    wanted = units(original)
    asked = asked or entries_of(wanted)
    exchange = replace(exchange, entries=memory.put_right(asked, exchange.entries))
    entries = memory.carried(asked, exchange.entries)
    phrases: dict[str, Phrase] = {}
    file = next((entry.place.file for entry in exchange.entries), "")
    no_phrase = ExchangePhrase("", "", place=Place(file))  # for a phrase that the file lacks
    for unit, entry, back in zip(wanted, entries, _entries_in_file(entries, exchange), strict=True):
        phrases[unit.id] = _phrase(unit, entry, back or no_phrase, exchange).take(into)
    into.add(*_surplus(entries, exchange))
    if worst(into.findings) is Severity.ERROR:
        return ReturnedTranslation(None, entries)
    translated = in_words(original, exchange.language, lambda unit: phrases.get(unit.id, Phrase(unit.source)))
    return ReturnedTranslation(translated, tuple(replace(entry, previous="") for entry in entries))


def _entries_in_file(entries: Sequence[ExchangePhrase], exchange: Exchange) -> list[ExchangePhrase | None]:
    """Returns the entry of the file for each phrase, found by its address, else by its translation."""
    by_id = {entry.id: entry for entry in exchange.entries}
    by_words = {entry.translation: entry for entry in exchange.entries}
    result = []
    for entry in entries:
        same = by_id.get(entry.id)
        result.append(same if same and same.translation == entry.translation else by_words.get(entry.translation, same))
    return result


@collecting
def _phrase(
    into: Collector, unit: Unit, entry: ExchangePhrase, returned: ExchangePhrase | None, file: Exchange
) -> Phrase:
    place = returned.place if returned else Place()
    called = f"“{short(entry.source)}” ({unit.context})"
    if not entry.translation:
        message = f"not translated yet: {called}"
        into.add(error("translation-missing", message, place, "translate it, then import the file again"))
        return Phrase(unit.source)
    if returned and returned.previous:
        message = f"the original has changed, and the translation was not updated: {called}"
        hint = "correct the translation, then remove “fuzzy” (in XLIFF: set the state to translated)"
        into.add(error("translation-missing", message, place, hint))
        return Phrase(unit.source)

    def refuse(rule: str, message: str, _line: int, hint: str) -> None:
        into.add(error(rule, f"{message}: {called}", place, hint))

    source = markdown.MarkdownPlace(lambda _line: place, refuse)
    words = inlines_of(entry.translation, marked=unit.marked, source=source)
    if _BLOCKS.search(entry.translation) and not _BLOCKS.search(entry.source):
        message = f"this phrase is now a list or has a second paragraph: {called}"
        into.add(error("translation-broken", message, place, "write it as one paragraph, as the original is"))
    for reason in facts.broken(unit.source, words):
        into.add(error("translation-broken", f"{reason}: {called}", place, "copy it from the original"))
    return Phrase(words, _doubts(unit, replace(entry, place=place), words, file).take(into))


@collecting
def _doubts(into: Collector, unit: Unit, entry: ExchangePhrase, words: Inlines, file: Exchange) -> tuple[str, ...]:
    """Returns the questions about a usable phrase, which a person must answer in the content file."""
    translated, original = short(entry.translation), short(entry.source)
    doubts: list[str] = []
    if entry.previous:
        reason = f"“{translated}” translates “{short(entry.previous)}”; the original now says “{original}”"
        hint = "ask the translator; reports translate gives the new phrase"
        into.add(warning("translation-stale", reason, entry.place, hint))
        doubts.append(reason)
    for reason in facts.lost(unit.source, words, file.language, file.source_language or "en-GB"):
        into.add(
            warning("translation-lost", f"{reason} (“{original}” → “{translated}”)", entry.place, "compare the two")
        )
        doubts.append(f"{reason}: “{original}” → “{translated}”")
    if reason := letters.other_language(plain_text(unit.source), plain_text(words), file.language):
        into.add(warning("translation-same", f"{reason} (“{translated}”)", entry.place, "compare the two"))
        doubts.append(f"{reason} “{translated}”")
    if same_words(entry.source, entry.translation) and len(entry.source.split()) >= NAMES:
        message = f"this is still in the language of the original: “{original}”"
        into.add(warning("translation-same", message, entry.place))
        doubts.append(f"is “{original}” to stay as it is?")
    return tuple(doubts)


def _surplus(entries: Sequence[ExchangePhrase], exchange: Exchange) -> Findings:
    """Reports phrases of the file that the document no longer has."""
    gone = [change.old for change in memory.changes(entries, exchange.entries) if change.new is None and change.old]
    return tuple(
        note("translation-gone", f"the original no longer has “{short(entry.source)}”", entry.place, "nothing to do")
        for entry in gone
    )


def short(text: str) -> str:
    """Shortens a phrase for messages."""
    text = " ".join(text.split())
    return text if len(text) <= LETTERS_SHOWN else text[: LETTERS_SHOWN - 1].rstrip() + "…"
