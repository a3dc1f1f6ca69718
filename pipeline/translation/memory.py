"""Which translated phrases still hold when the original has changed.

Phrases are compared in their order, as lines are in a comparison of texts, so that a new paragraph does not make all that follow
it seem changed although their addresses have moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from pipeline.translation.exchange import Entry

ALIKE = 60.0
"""From this likeness of the words (0 to 100) on a changed phrase is offered with its old translation, to be mended."""


@dataclass(frozen=True)
class Change:
    """A phrase that is not what was translated: `old` is None for a new one, `new` None for one that is gone."""

    old: Entry | None
    new: Entry | None


def carried(asked: Sequence[Entry], known: Sequence[Entry]) -> tuple[Entry, ...]:
    """The phrases asked for, with what is known of their translation; a changed one says which phrase that translates."""
    entries: list[Entry] = []
    for new, old, same in _paired(asked, known):
        if new is None:
            continue
        if old is None or not old.translation:
            entries.append(new)
        else:
            previous = old.previous if same else old.source
            entries.append(replace(new, translation=old.translation, previous=previous))
    return tuple(entries)


def changes(asked: Sequence[Entry], known: Sequence[Entry]) -> tuple[Change, ...]:
    """Where a document differs from the phrases that were translated, in its order."""
    return tuple(Change(old, new) for new, old, same in _paired(asked, known) if not same)


def _paired(asked: Sequence[Entry], known: Sequence[Entry]) -> Iterator[tuple[Entry | None, Entry | None, bool]]:
    """(phrase asked for, known phrase, whether the words are the same), in the order of those asked for."""
    known = _in_order(asked, known)
    matcher = SequenceMatcher(None, [_words(entry) for entry in asked], [_words(one) for one in known], autojunk=False)
    for kind, start, end, known_start, known_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (
                (new, old, True) for new, old in zip(asked[start:end], known[known_start:known_end], strict=True)
            )
        else:
            yield from _likely(asked[start:end], list(known[known_start:known_end]))


def _in_order(asked: Sequence[Entry], known: Sequence[Entry]) -> Sequence[Entry]:
    """Known phrases in the order of those asked for, where a program has sorted the file: each finds its place by its address."""
    places = {entry.id: number for number, entry in enumerate(asked)}
    found = [places[one.id] for one in known if one.id in places]
    if found == sorted(found):
        return known
    return sorted(known, key=lambda one: places.get(one.id, len(places)))


def _likely(asked: Sequence[Entry], known: list[Entry]) -> Iterator[tuple[Entry | None, Entry | None, bool]]:
    """Pairs what was changed: each phrase with the likest of those that stood here, in their order."""
    for new in asked:
        likeness, at = max(
            ((fuzz.ratio(new.source, old.source), -number) for number, old in enumerate(known)), default=(0.0, 0)
        )
        if likeness < ALIKE:
            yield new, None, False
            continue
        yield from ((None, gone, False) for gone in known[:-at])
        yield new, known[-at], False
        known = known[-at + 1 :]
    yield from ((None, gone, False) for gone in known)


def _words(one: Entry) -> str:
    return " ".join(one.source.split())
