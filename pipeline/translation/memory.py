"""Which translated phrases still hold when the original has changed.

Phrases are compared in their order, as lines are in a comparison of texts, so that a new paragraph does not make all that follow
it seem changed although their addresses have moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from pipeline.translation.exchange import ExchangePhrase

ALIKE, MOST = 60.0, 100.0
"""From this likeness of the words (0 to 100) on a changed phrase is offered with its old translation, to be mended."""


@dataclass(frozen=True)
class PhraseChange:
    """A phrase that is not what was translated: `old` is None for a new one, `new` None for one that is gone."""

    old: ExchangePhrase | None
    new: ExchangePhrase | None


def carried(asked: Sequence[ExchangePhrase], known: Sequence[ExchangePhrase]) -> tuple[ExchangePhrase, ...]:
    """The phrases asked for, with what is known of their translation; a changed one says which phrase that translates."""
    entries: list[ExchangePhrase] = []
    for new, old, same in _paired(asked, known):
        if new is None:
            continue
        if old is None or not old.translation:
            entries.append(new)
        else:
            previous = old.previous if same else old.source
            entries.append(replace(new, translation=old.translation, previous=previous))
    return tuple(entries)


def put_right(asked: Sequence[ExchangePhrase], given: Sequence[ExchangePhrase]) -> tuple[ExchangePhrase, ...]:
    """The phrases of a file in the order of those asked for: a translator's program may have sorted them.

    Those of a file whose order is as it was stay, for what was asked for may have changed since.
    """
    by_words = Counter(_words(entry) for entry in asked)
    places = {(entry.id, _words(entry)): number for number, entry in enumerate(asked)}
    places |= {("", words): number for number, entry in enumerate(asked) if by_words[words := _words(entry)] == 1}
    found = [places.get((one.id, _words(one)), places.get(("", _words(one)))) for one in given]
    known = [place for place in found if place is not None]
    if known == sorted(known):
        return tuple(given)
    by_id = {entry.id: number for number, entry in enumerate(asked)}
    keys = [by_id.get(one.id, len(asked)) if place is None else place for one, place in zip(given, found, strict=True)]
    return tuple(one for _, one in sorted(zip(keys, given, strict=True), key=lambda pair: pair[0]))


def changes(asked: Sequence[ExchangePhrase], known: Sequence[ExchangePhrase]) -> tuple[PhraseChange, ...]:
    """Where a document differs from the phrases that were translated, in its order."""
    return tuple(PhraseChange(old, new) for new, old, same in _paired(asked, known) if not same)


def kept(
    asked: Sequence[ExchangePhrase], known: Sequence[ExchangePhrase]
) -> tuple[tuple[ExchangePhrase, ExchangePhrase], ...]:
    """The phrases that are as they were, each with what it was: its address may have changed."""
    return tuple((new, old) for new, old, same in _paired(asked, known) if same and new and old)


def _paired(
    asked: Sequence[ExchangePhrase], known: Sequence[ExchangePhrase]
) -> Iterator[tuple[ExchangePhrase | None, ExchangePhrase | None, bool]]:
    """(phrase asked for, known phrase, whether the words are the same), in the order of those asked for."""
    matcher = SequenceMatcher(None, [_words(entry) for entry in asked], [_words(one) for one in known], autojunk=False)
    for kind, start, end, known_start, known_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (
                (new, old, True) for new, old in zip(asked[start:end], known[known_start:known_end], strict=True)
            )
        else:
            yield from _likely(asked[start:end], list(known[known_start:known_end]))


def _likely(
    asked: Sequence[ExchangePhrase], known: list[ExchangePhrase]
) -> Iterator[tuple[ExchangePhrase | None, ExchangePhrase | None, bool]]:
    """Pairs what was changed: each phrase with the likest of those that stood here, in their order."""
    for new in asked:
        likeness, at = max(((_likeness(new, old), -number) for number, old in enumerate(known)), default=(0.0, 0))
        if likeness < ALIKE:
            yield new, None, False
            continue
        yield from ((None, gone, False) for gone in known[:-at])
        yield new, known[-at], False
        known = known[-at + 1 :]
    yield from ((None, gone, False) for gone in known)


def _likeness(new: ExchangePhrase, old: ExchangePhrase) -> float:
    """How alike two phrases are, 0 to 100. Figures have few signs in common: their place tells that one came for the other."""
    if new.worded != old.worded:
        return 0.0
    return MOST if not new.worded and new.id == old.id else fuzz.ratio(new.source, old.source)


def _words(one: ExchangePhrase) -> str:
    return " ".join(one.source.split())
