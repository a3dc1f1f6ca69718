"""Links between records of different documents, proposed by likeness: what a row reports on, what stands in two plans."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.library.library import ContentDocument, Library, LibraryRecord
from pipeline.model.walk import plain_text

# Likeness of the words, 0 to 100, from which a link is proposed; the words of one record in two documents often differ a little.
SAME_ACTION = 80.0
# What the same role (the heading above) counts, so that of two actions with like words the one of the same role is taken.
SAME_ROLE = 6.0
# What the same reference adds: the words of "1.1" may then differ a little more.
SAME_REFERENCE = 10.0
# The part of the actions of a plan, 0 to 1, that stands in a newer one, from which the newer one is taken to replace it.
REPLACES = 0.3
# At least this many of them where the titles tell of two subjects, since any two plans may share an action.
FEW_AGAIN = 2
OVERLAP = 366
"""Days by which a plan may begin before or after the end of the one that it goes on from."""
_GENERAL = re.compile(r"\b(?:action|plan|strategy|to|the|for|of|and|our|council|annual|revised)\b")
ORDER = ("policy", "objectives", "action-plan", "update")


@dataclass(frozen=True)
class Proposal:
    """A link that is missing: the record that should have it, its key (`reports_on` or `same_as`), where to, and the likeness."""

    entry: LibraryRecord
    key: str
    target: LibraryRecord
    likeness: float


def age(content: ContentDocument) -> tuple[datetime.date, int, str]:
    """What documents are ordered by: the first day of their period, then the order in which such documents are made."""
    kind = content.document.kind
    order = ORDER.index(kind) if kind in ORDER else len(ORDER)
    return (content.years.first if content.years else datetime.date.min, order, content.name)


def propose(library: Library) -> tuple[Proposal, ...]:
    """Every link that is missing and likely, the likeliest first within each record's document."""
    documents = sorted(library.originals, key=age)
    proposals: list[Proposal] = []
    named = {target for entry in library.entries.values() for target in entry.same_as}
    for number, content in enumerate(documents):
        updates = [entry for entry in content.entries if entry.is_update and not entry.reports_on]
        agreed = [entry for other in documents for entry in other.entries if entry.is_action and other is not content]
        proposals += _best(updates, agreed, "reports_on", {t for e in content.entries for t in e.reports_on})
        waiting = [
            entry for entry in content.entries if entry.is_action and not entry.same_as and entry.target not in named
        ]
        before = sorted(documents[:number], key=lambda other: (_same_subject(content, other), age(other)), reverse=True)
        for earlier in before:
            there = [entry for entry in earlier.entries if entry.is_action]
            mine = [entry for entry in waiting if entry.objective or not any(other.objective for other in there)]
            new = list(_best(mine, there, "same_as", set()))
            proposals += new
            waiting = [entry for entry in waiting if entry not in {proposal.entry for proposal in new}]
    return tuple(proposals)


def replacements(library: Library) -> tuple[tuple[str, str], ...]:
    """(newer, older) names of plans of which the newer one seems to replace the older one: a part of its actions is there again.

    Only plans of different years are meant that do not say so already.
    """
    plans = sorted((original for original in library.originals if original.document.kind == "action-plan"), key=age)
    found = []
    for number, newer in enumerate(plans):
        known = _replaced(newer, plans)
        for older in reversed(plans[:number]):
            if age(older)[0] == age(newer)[0] or older.name in known:
                continue
            mine = [entry for entry in newer.entries if entry.is_action]
            there = [entry for entry in older.entries if entry.is_action]
            again = [entry for entry in mine if any(_again(entry, other) for other in there)]
            fewest = 1 if _same_subject(newer, older) else FEW_AGAIN
            enough = bool(there) and len(again) >= max(fewest, REPLACES * min(len(there), len(mine)))
            if enough or (there and mine and _goes_on(newer, older)):
                found.append((newer.name, older.name))
                break
    return tuple(found)


def _replaced(plan: ContentDocument, plans: Iterable[ContentDocument]) -> set[str]:
    """The names of the plans that a plan says it replaces, and of those that they replaced in their turn."""
    named = {other.name: other.document.replaces for other in plans}
    found, waiting = set[str](), [*plan.document.replaces]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += named.get(name, ())
    return found


def _same_subject(one: ContentDocument, other: ContentDocument) -> bool:
    """Whether the titles are alike but for their years and for words that every plan has."""
    first, second = (
        " ".join(re.findall(r"[^\W\d_]+", plain_text(each.document.title).lower())) for each in (one, other)
    )
    return fuzz.ratio(_GENERAL.sub("", first), _GENERAL.sub("", second)) >= SAME_ACTION


def _goes_on(newer: ContentDocument, older: ContentDocument) -> bool:
    """Whether a plan has the title of another but for its years, and begins where that one ends."""
    titles = (re.sub(r"\b(?:to|and)\b", "", plain_text(one.document.title).lower()) for one in (newer, older))
    first, second = (re.findall(r"[^\W\d_]+", title) for title in titles)
    if first != second or newer.years is None or older.years is None:
        return False
    gap = (newer.years.first - older.years.last).days
    return -OVERLAP <= gap <= OVERLAP and newer.years.first > older.years.first


def _again(one: LibraryRecord, other: LibraryRecord) -> bool:
    return other.target in one.same_as or likeness(one, other) >= SAME_ACTION


def _best(
    entries: Iterable[LibraryRecord], targets: list[LibraryRecord], key: str, taken: set[str]
) -> Iterator[Proposal]:
    """The best pairs, each record and each target once."""
    pairs = [
        Proposal(entry, key, target, score)
        for entry in entries
        for target in targets
        if (score := likeness(entry, target)) >= SAME_ACTION
    ]
    pairs.sort(key=lambda proposal: (-proposal.likeness, proposal.entry.place.line, proposal.target.place.line))
    done: set[str] = set()
    used = set(taken)
    chosen = []
    for pair in pairs:
        if pair.entry.target not in done and pair.target.target not in used:
            done.add(pair.entry.target)
            used.add(pair.target.target)
            chosen.append(pair)
    yield from sorted(chosen, key=lambda proposal: proposal.entry.place.line)


def likeness(one: LibraryRecord, other: LibraryRecord) -> float:
    """How alike two records are, 0 to 100: their objectives where both have one, else what was agreed; a little their role."""
    both = bool(one.objective and other.objective)
    first = _plain(one.objective if both else one.words)
    second = _plain(other.objective if both else other.words)
    # An objective that was shortened or added to is still the same one.
    words = max(fuzz.ratio(first, second), fuzz.token_set_ratio(first, second) - 8 if both else 0.0)
    same_role = bool(role(one.heading)) and role(one.heading) == role(other.heading)
    same = bool(one.reference) and one.reference == other.reference
    return min(
        100.0,
        words * (100.0 - SAME_ROLE) / 100.0 + (SAME_ROLE if same_role else 0.0) + (SAME_REFERENCE if same else 0.0),
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def role(heading: str) -> str:
    """The role that a heading names, without its number and the words round it: "Role 1: As a Community Leader"."""
    plain = re.sub(r"^(?:role|theme|priority|objective)\s*\d+\s*:?", "", heading.lower())
    return " ".join(
        word for word in re.findall(r"[a-z]+", plain.split(":")[0]) if word not in ("as", "a", "an", "the", "our")
    )
