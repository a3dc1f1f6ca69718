"""Finds which translated phrases are still valid when the original has changed.

Phrases are compared as a sequence, like lines in a text comparison. So a new paragraph does not make all later phrases seem
changed, although their addresses have moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from pipeline.translation.exchange import ExchangePhrase

ALIKE, MOST = 60.0, 100.0
"""From this likeness (0 to 100) on, a changed phrase is offered with its old translation, to be corrected."""


@dataclass(frozen=True)
class PhraseChange:
    """A phrase that differs from what was translated: `old` is None if it is new, `new` is None if it was removed."""

    old: ExchangePhrase | None
    new: ExchangePhrase | None


def carried(asked: Sequence[ExchangePhrase], translated: Sequence[ExchangePhrase]) -> tuple[ExchangePhrase, ...]:
    """Returns the phrases of `asked` with their known translations. A changed one has the translated phrase as `previous`."""
    entries: list[ExchangePhrase] = []
    for new, old, same in _paired(asked, translated):
        if new is None:
            continue
        if old is None or not old.translation:
            entries.append(new)
        else:
            previous = old.previous if same else old.source
            entries.append(replace(new, translation=old.translation, previous=previous))
    return tuple(entries)


def put_right(asked: Sequence[ExchangePhrase], returned: Sequence[ExchangePhrase]) -> tuple[ExchangePhrase, ...]:
    """Returns the phrases of a file in the order of `asked`, because a translator's program may have sorted them.

    A file that is still in order is not changed, because `asked` may have changed since.
    """
    by_words = Counter(_words(entry) for entry in asked)
    places = {(entry.id, _words(entry)): number for number, entry in enumerate(asked)}
    places |= {("", words): number for number, entry in enumerate(asked) if by_words[words := _words(entry)] == 1}
    places_found = [places.get((entry.id, _words(entry)), places.get(("", _words(entry)))) for entry in returned]
    certain = [place for place in places_found if place is not None]
    if certain == sorted(certain):
        return tuple(returned)
    by_id = {entry.id: number for number, entry in enumerate(asked)}
    keys = [
        by_id.get(entry.id, len(asked)) if place is None else place
        for entry, place in zip(returned, places_found, strict=True)
    ]
    return tuple(entry for _, entry in sorted(zip(keys, returned, strict=True), key=lambda pair: pair[0]))


def changes(asked: Sequence[ExchangePhrase], translated: Sequence[ExchangePhrase]) -> tuple[PhraseChange, ...]:
    """Returns the differences between a document and its translated phrases, in the order of the document."""
    return tuple(PhraseChange(old, new) for new, old, same in _paired(asked, translated) if not same)


def unchanged(
    asked: Sequence[ExchangePhrase], translated: Sequence[ExchangePhrase]
) -> tuple[tuple[ExchangePhrase, ExchangePhrase], ...]:
    """Returns the unchanged phrases, each with its translated one, whose address may differ."""
    return tuple((new, old) for new, old, same in _paired(asked, translated) if same and new and old)


def _paired(
    asked: Sequence[ExchangePhrase], translated: Sequence[ExchangePhrase]
) -> Iterator[tuple[ExchangePhrase | None, ExchangePhrase | None, bool]]:
    """Yields (phrase asked for, translated phrase, whether the words are the same) in the order of `asked`."""
    matcher = SequenceMatcher(
        None, [_words(entry) for entry in asked], [_words(entry) for entry in translated], autojunk=False
    )
    for kind, start, end, old_start, old_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (
                (new, old, True) for new, old in zip(asked[start:end], translated[old_start:old_end], strict=True)
            )
        else:
            yield from _likely(asked[start:end], list(translated[old_start:old_end]))


def _likely(
    asked: Sequence[ExchangePhrase], translated: list[ExchangePhrase]
) -> Iterator[tuple[ExchangePhrase | None, ExchangePhrase | None, bool]]:
    """Pairs changed phrases: each with the most similar of the old phrases at this place, in order."""
    for new in asked:
        likeness, at = max(((_likeness(new, old), -number) for number, old in enumerate(translated)), default=(0.0, 0))
        if likeness < ALIKE:
            yield new, None, False
            continue
        yield from ((None, gone, False) for gone in translated[:-at])
        yield new, translated[-at], False
        translated = translated[-at + 1 :]
    yield from ((None, gone, False) for gone in translated)


def _likeness(new: ExchangePhrase, old: ExchangePhrase) -> float:
    """The likeness of two phrases, 0 to 100. Figures without words are compared by their address."""
    if new.worded != old.worded:
        return 0.0
    return MOST if not new.worded and new.id == old.id else fuzz.ratio(new.source, old.source)


def _words(phrase: ExchangePhrase) -> str:
    return " ".join(phrase.source.split())
