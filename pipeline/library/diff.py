"""What changed between two versions of a publication, in words that a committee can follow."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from pipeline.library.diff_parts import DiffPart, parts_of
from pipeline.library.diff_words import ChangedWords, ChangeKind, Runs, compare, whole
from pipeline.library.link import role
from pipeline.model.document import Document
from pipeline.model.walk import plain_text

# Likeness of the words, 0 to 100, from which a part without its id in the other version is the same one.
SAME_PART = 80.0


@dataclass(frozen=True)
class Difference:
    """One change: `what` happened, to which part, and the words with what became of them.

    `what` is "added", "removed", "moved", "renamed", "renumbered", "re-dated", "re-assigned" or "changed".
    """

    what: str
    where: str
    field: str = ""
    runs: Runs = ()


def compare_documents(old: Document, new: Document) -> tuple[Difference, ...]:
    """Every change, in the order of the new version; what was removed stands where it was."""
    before, after = list(parts_of(old)), list(parts_of(new))
    pairs = _pairs(before, after, same_paper=old.name == new.name)
    back = {new_index: old_index for old_index, new_index in pairs.items()}
    moved = _moved([(old_index, new_index) for old_index, new_index in sorted(pairs.items())])
    found: list[tuple[float, Difference]] = []
    for index, part in enumerate(after):
        if index not in back:
            found.append((index, Difference("added", part.name, "", whole(ChangeKind.ADDED, part.words))))
            continue
        other = before[back[index]]
        found += [(index, difference) for difference in _part(other, part, moved=index in moved)]
    for index, part in enumerate(before):
        if index not in pairs:
            near = max((pairs[n] for n in range(index) if n in pairs), default=-1)
            found.append((near + 0.5, Difference("removed", part.name, "", whole(ChangeKind.REMOVED, part.words))))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def summary(differences: Sequence[Difference]) -> str:
    """How many changes of each kind, as a sentence."""
    if not differences:
        return "Nothing changed in the words."
    count = Counter(difference.what for difference in differences)
    return ", ".join(f"{number} {what}" for what, number in count.items()) + "."


def _part(old: DiffPart, new: DiffPart, *, moved: bool) -> Iterator[Difference]:
    if old.id != new.id and old.kind != "fact" and not (new.named and (new.kind == "row" or old.title != new.title)):
        yield Difference("renumbered", new.name, "", compare(old.id, new.id))
    elsewhere = role(old.group) != role(new.group)
    if moved or elsewhere:
        runs = compare(old.group, new.group) if elsewhere else ()
        yield Difference("moved", new.name, "", runs)
    names = dict.fromkeys([*(name for name, _ in new.fields), *(name for name, _ in old.fields)])
    before, after = dict(old.fields), dict(new.fields)
    for name in names:
        first, second = before.get(name, ()), after.get(name, ())
        if [line.split() for line in first] != [line.split() for line in second]:
            if name == new.named == old.named:
                yield Difference("renamed", new.name, "", _lines(first, second))
                continue
            what = {"by": "re-dated", "officer": "re-assigned"}.get(new.keys.get(name, ""), "changed")
            yield Difference(what, new.name, name, _lines(first, second))

    if old.pictures != new.pictures and len(old.pictures) == len(new.pictures):  # else the text tells of more or fewer
        yield Difference("changed", new.name, "Picture", whole(ChangeKind.ADDED, "another one"))


def _lines(old: tuple[str, ...], new: tuple[str, ...]) -> Runs:
    """The changes of a text of several paragraphs and items, each compared with the one that it became."""
    runs: list[ChangedWords] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs += [ChangedWords(ChangeKind.SAME, line) for line in old[a:b]]
            continue
        for number in range(max(b - a, d - c)):
            first = old[a + number] if a + number < b else ""
            second = new[c + number] if c + number < d else ""
            runs += compare(first, second) if first and second else [
                *whole(ChangeKind.REMOVED, first), *whole(ChangeKind.ADDED, second)
            ]  # fmt: skip
    return tuple(runs)


# ------------------------------------------------------------------------------------------------ which part became which


def _pairs(before: list[DiffPart], after: list[DiffPart], *, same_paper: bool) -> dict[int, int]:
    """Index of each old part → index of the new part that it became: by link, by id, else by likeness of the words."""
    pairs: dict[int, int] = {}
    by_key = {(part.kind, part.id.lower()): index for index, part in enumerate(after)}
    linked = {target: index for index, part in enumerate(after) for target in part.same_as}
    for index, part in enumerate(before):
        value = linked.get(part.target)
        if value is None:
            value = by_key.get((part.kind, part.id.lower()))
            if (
                value is not None
                and not same_paper
                and part.kind in ("row", "action")
                and _alike(part, after[value]) < SAME_PART
            ):
                value = None
        if value is not None and value not in pairs.values():
            pairs[index] = value
    _pair_alike(before, after, pairs, _alike)
    _pair_alike(before, after, pairs, _alike_but_for_its_name)
    _pair_in_place(before, after, pairs)
    return pairs


def _pair_alike(
    before: list[DiffPart], after: list[DiffPart], pairs: dict[int, int], alike: Callable[[DiffPart, DiffPart], float]
) -> None:
    taken = set(pairs.values())
    scores = sorted(
        (
            (-alike(old, new), i, j)
            for i, old in enumerate(before)
            if i not in pairs
            for j, new in enumerate(after)
            if j not in taken and old.kind == new.kind
        ),
    )
    for score, i, j in scores:
        if -score >= SAME_PART and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _alike(old: DiffPart, new: DiffPart) -> float:
    """How alike two parts are by their titles; rows that two tables name by different columns, by all their words."""
    if old.header != new.header:
        return fuzz.ratio(old.words, new.words)
    return fuzz.ratio(old.title or old.words, new.title or new.words)


def _alike_but_for_its_name(old: DiffPart, new: DiffPart) -> float:
    same_place = role(old.group) == role(new.group)
    return fuzz.ratio(old.identity, new.identity) if same_place and old.identity and new.identity else 0.0


def _pair_in_place(before: list[DiffPart], after: list[DiffPart], pairs: dict[int, int]) -> None:
    """Pairs rows of figures that stand at the same place between rows that are paired: only their names tell who they are."""
    back = {new: old for old, new in pairs.items()}
    rows = [index for index, part in enumerate(before) if index not in pairs and _is_of_figures(part)]
    for index in rows:
        above = next((n for n in range(index - 1, -1, -1) if n in pairs and n not in rows), -1)
        below = next((n for n in range(index + 1, len(before)) if n in pairs and n not in rows), len(before))
        place = pairs.get(above, -1) + index - above
        end = pairs.get(below, len(after))
        if end - place == below - index and place not in back and _is_of_figures(after[place]):
            pairs[index] = place


def _is_of_figures(part: DiffPart) -> bool:
    return part.kind == "row" and bool(part.named) and bool(re.fullmatch(r"[\W\d_]*\d[\W\d_]*", part.identity))


def _moved(pairs: list[tuple[int, int]]) -> set[int]:
    """The new indexes of parts that moved: all but the longest run that kept its order."""
    tails: list[int] = []
    places: list[int] = []
    chain: list[int] = []
    for _, new in pairs:
        place = bisect_left(tails, new)
        tails[place : place + 1] = [new]
        places.append(place)
    want = len(tails) - 1
    for (_, new), place in zip(reversed(pairs), reversed(places), strict=True):
        if place == want and (not chain or new < chain[-1]):
            chain.append(new)
            want -= 1
    return {new for _, new in pairs} - set(chain)


def title(document: Document) -> str:
    """The title of a version, with its period."""
    return f"{plain_text(document.title)} ({document.period})" if document.period else plain_text(document.title)
