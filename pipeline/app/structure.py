"""Holds what each word is in a finished file against what it is in the edition: headings, cells, items, links, languages.

The words themselves are the same already (`proof.py`), so the two sides are laid along one stream of letters. Each stretch of
letters has one set of facts on either side (`editions.edition.FACTS`), and every fact that the format can show must be equal.
A link leads to the words that it should lead to, whatever the file calls the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby, islice, zip_longest
from urllib.parse import unquote

from pipeline.app.proof import letters
from pipeline.editions.edition import Piece
from pipeline.model.findings import Finding, error
from pipeline.model.place import NOWHERE, Place
from pipeline.verifiers import ANY, ReadRun

MOST_FACTS_NAMED = 20
RULES = {
    "heading": "structure-heading",
    **dict.fromkeys(("cell", "at", "phone", "caption"), "structure-table"),
    **dict.fromkeys(("list", "depth", "label", "term"), "structure-list"),
    **dict.fromkeys(("quote", "box"), "structure-box"),
    "note": "structure-note",
    "link": "structure-link",
    "language": "structure-language",
    **dict.fromkeys(("strong", "emphasis", "stress"), "structure-stress"),
    "picture": "structure-picture",
}
NAMES = {
    "heading": "the heading level", "cell": "the kind of cell", "at": "the row and column", "phone": "the label on a phone",
    "caption": "the caption", "list": "the kind of list", "depth": "the depth of lists", "label": "the number of the item",
    "term": "the part of a labelled value", "quote": "the quotation", "box": "the box", "note": "the note",
    "link": "the link", "language": "the language", "strong": "bold",
    "emphasis": "stress", "stress": "stress", "picture": "the picture",
}  # fmt: skip
DRAWN = re.compile(r"drawn/([0-9a-f]{64})\.\w+")
UNSTATED = frozenset({"language", "term", "stress"})
"""Facts that added words must not have where the edition states nothing of them."""
Anchors = dict[str, set[int]]
RECORD = re.compile(r"(?:\.\./)*(?:public/)?(?:https?://.*/)?([\w/-]+?)(?:\.\w+)?#(.+)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters `start` to `end` of the stream, with what stands there in the edition (`piece`) or in the file (`run`)."""

    start: int
    end: int
    piece: Piece | None = None
    run: ReadRun | None = None


@dataclass(frozen=True)
class FactDifference:
    """One fact that is not the same on both sides."""

    fact: str
    wanted: str
    found: str
    block: str
    text: str


def compare(
    declared: Sequence[Piece], runs: Sequence[ReadRun], shows: Iterable[str], file: str, places: Mapping[str, Place]
) -> Iterator[Finding]:
    """An error for each stretch of words that is something else in the file than in the edition."""
    wanted = _stretches([(piece.text, piece, None) for piece in declared])
    stretches = _stretches([(run.text, None, run) for run in runs])
    aims = _anchors((at.start, at.piece.anchors) for at in _marked(wanted) if at.piece)
    names = _anchors((at.start, at.run.anchors) for at in stretches if at.run)
    differences = [
        FactDifference(fact, want, is_, piece.block, text)
        for piece, run, text in _pairs([one for one in wanted if one.piece and one.piece.facts is not None], stretches)
        for fact, want, is_ in _differing(sorted(shows), piece, run, (aims, names))
    ]
    alike = groupby(differences, lambda difference: (difference.fact, difference.wanted, difference.found))
    yield from islice((_finding(list(group), file, places) for _, group in alike), MOST_FACTS_NAMED)
    for fact in sorted(UNSTATED.intersection(shows)):
        yield from islice(_unstated(fact, (wanted, stretches), file, places), MOST_FACTS_NAMED)
    yield from islice(_lost_anchors(wanted, names, file, places), MOST_FACTS_NAMED)
    yield from islice(_openings(wanted, stretches, file, places), MOST_FACTS_NAMED)


def _unstated(
    fact: str, streams: tuple[list[Stretch], list[Stretch]], file: str, places: Mapping[str, Place]
) -> Iterator[Finding]:
    """Finds added words with a fact that the edition states neither of them nor of the same words elsewhere.

    Words in another language are so in the contents list too; a term need not be one there. Words that the program adds may all
    be in the language that it has words in.
    """
    wanted, stretches = streams
    usual: dict[str, set[str]] = {}
    around: set[str] = set()
    for piece, run, _ in _pairs(wanted, stretches):
        if (value := _stated(piece, fact)) is not None:
            for text in (piece.text, run.text):
                usual.setdefault(letters(text), set()).add(value)
            if value and not piece.block:
                around.add(value)
    silent = [one for one in wanted if one.piece and _stated(one.piece, fact) is None]
    for piece, run, text in _pairs(silent, stretches):
        said, found = letters(run.text), run.facts.get(fact, "")
        may = usual.get(said, {""})
        listed = (fact, piece.kind) == ("language", "contents")
        if listed and said not in usual:  # a part of a heading
            may = {value for text, values in usual.items() if said in text for value in values} or {""}
        may = may if listed else {*may, ""}
        may = may | around if fact == "language" and not piece.block else may
        if found != ANY and may.isdisjoint(found.split(" or ")):
            yield _finding([FactDifference(fact, " or ".join(sorted(may)), found, piece.block, text)], file, places)


def _stated(piece: Piece, fact: str) -> str | None:
    """What an edition states, None for nothing; where it states all, what it leaves out is not so."""
    stated = dict(piece.facts or ())
    if fact == "stress" and (value := stated.get("strong") or stated.get("emphasis")):
        return value
    return stated.get(fact, None if piece.facts is None or "only" in stated else "")


def _finding(some: list[FactDifference], file: str, places: Mapping[str, Place]) -> Finding:
    """One finding for words that follow each other and differ alike."""
    first, text = some[0], _short(" ".join(difference.text for difference in some))
    message = f"{file}, “{text}”: {NAMES[first.fact]} is {_said(first.found)}; it should be {_said(first.wanted)}"
    return error(RULES[first.fact], message, places.get(first.block, NOWHERE), block=first.block)


def _stretches(parts: Iterable[tuple[str, Piece | None, ReadRun | None]]) -> list[Stretch]:
    made, at = [], 0
    for text, piece, run in parts:
        size = len(letters(text))
        made.append(Stretch(at, at + size, piece, run))
        at += size
    return made


def _marked(wanted: list[Stretch]) -> Iterator[Stretch]:
    """The stretches of the edition; the marks of notes get the anchors to which the notes lead back."""
    seen: dict[str, int] = {}
    for stretch in wanted:
        link = dict(stretch.piece.facts or ()).get("link", "") if stretch.piece else ""
        if stretch.piece and stretch.piece.kind == "note" and re.fullmatch(r"#note-\d+", link):
            seen[link] = seen.get(link, 0) + 1
            mark = f"{link[1:]}-mark-{seen[link]}"
            yield replace(stretch, piece=replace(stretch.piece, anchors=(*stretch.piece.anchors, mark)))
        else:
            yield stretch


def _anchors(places: Iterable[tuple[int, tuple[str, ...]]]) -> Anchors:
    """The letters at which each anchor stands; a contents page has an anchor of the same name as the page it lists."""
    anchors: Anchors = {}
    for at, names in places:
        for name in names:
            anchors.setdefault(name, set()).add(at)
    return anchors


def _pairs(wanted: list[Stretch], stretches: list[Stretch]) -> Iterator[tuple[Piece, ReadRun, str]]:
    """What stands at the same letters on both sides."""
    index = 0
    for stretch in wanted:
        while index < len(stretches) and stretches[index].end <= stretch.start:
            index += 1
        if stretch.piece is None or stretch.start == stretch.end:
            continue
        step = index
        while step < len(stretches) and stretches[step].start < stretch.end:
            run = stretches[step].run
            if run is not None and stretches[step].end > stretches[step].start:
                yield stretch.piece, run, run.text if len(run.text) < len(stretch.piece.text) else stretch.piece.text
            step += 1


def _differing(
    shows: Iterable[str], piece: Piece, run: ReadRun, anchors: tuple[Anchors, Anchors]
) -> Iterator[tuple[str, str, str]]:
    """(fact, wanted, found) for each fact that is not the same on both sides."""
    stated = dict(piece.facts or ())
    for fact in shows:
        want, is_ = stated.get(fact, ""), run.facts.get(fact, "")
        if fact == "stress":
            want = stated.get("strong") or stated.get("emphasis", "")
        known = fact in stated or "only" not in stated
        if want != is_ and known and (pair := _differ(fact, piece, run, (want, is_), anchors)):
            yield fact, *pair


def _differ(
    fact: str, piece: Piece, run: ReadRun, pair: tuple[str, str], anchors: tuple[Anchors, Anchors]
) -> tuple[str, str] | None:
    """(wanted, found) where they are not the same; which kind of space stands in them makes no difference."""
    want, is_ = (re.sub(r"\s+", " ", value) for value in pair)
    if is_ == ANY or want in is_.split(" or "):
        return None
    if piece.kind == "note" and fact == "link" and not any(sign.isdigit() for sign in run.text):
        return None  # the words around the number of a note
    if want == is_ or (fact == "link" and _same_target(want, is_, *anchors)):
        return None
    return want, is_


def _same_target(want: str, is_: str, aims: Anchors, names: Anchors) -> bool:
    """Whether two targets are one: the same address, the same letter of this text, or the same part of another publication."""
    if not want or not is_:
        return False
    if is_ in names and want.startswith("#"):
        return bool(names[is_] & aims[want[1:]]) if want[1:] in aims else is_.endswith(want)
    if is_ in names and is_.endswith(f"/{want}"):  # a page of a folder names the pages beside it without the folder
        return True
    record, other = RECORD.fullmatch(want), RECORD.fullmatch(is_)
    if record and other and "://" not in want:
        return record[1] == other[1] and _bare(record[2]) == _bare(other[2])
    return _address(want) == _address(is_)


def _bare(anchor: str) -> str:
    """An anchor as the poorest format writes it: letters, digits and underscores, 36 of them before a number."""
    return re.sub(r"\W", "_", anchor)[:36]


def _address(target: str) -> str:
    return re.sub(r"^(\.\./)+", "", unquote(target).strip()).removesuffix("/")


def compare_pictures(
    declared: Sequence[Piece], runs: Sequence[ReadRun], pictures: Mapping[str, bytes], file: str
) -> Iterator[Finding]:
    """An error where the file shows other pictures than the edition, or in another order; compared by their bytes."""
    shown = [piece for piece in declared if dict(piece.facts or ()).get("picture")]
    digests = [digest for run in runs if (digest := run.facts.get("picture"))]
    if not runs:  # a format without pictures, which has their alternative texts among its words
        return
    if ".pdf" in file:  # decorative pictures are artifacts there, which nobody hears
        shown = [piece for piece in shown if piece.text]
    wanted = [_digest(dict(piece.facts or ())["picture"], pictures) for piece in shown]
    for number, (want, digest) in enumerate(zip_longest(wanted, digests, fillvalue="")):
        if want != digest and ANY not in (want, digest):
            block = shown[number].block if number < len(shown) else ""
            yield error("structure-picture", f"picture {number + 1} of {file} is not that of the content", block=block)


def _digest(file: str, pictures: Mapping[str, bytes]) -> str:
    """The SHA-256 of a picture; the name of one that the program drew says it."""
    drawn = DRAWN.fullmatch(file)
    return drawn[1] if drawn else sha256(pictures.get(file, b"")).hexdigest()


def _lost_anchors(wanted: list[Stretch], names: Anchors, file: str, places: Mapping[str, Place]) -> Iterator[Finding]:
    """Anchors of the edition that do not begin with the same words in the file; links from elsewhere lead to them."""
    found = {(at, _bare(name.partition("#")[2]).lower()) for name, places_of in names.items() for at in places_of}
    for stretch in wanted:
        for anchor in stretch.piece.anchors if stretch.piece and stretch.end > stretch.start else ():
            if not anchor.startswith("note-") and (stretch.start, _bare(anchor).lower()) not in found:
                words = _short(stretch.piece.text if stretch.piece else "")
                message = f"{file}: nothing with the name “{anchor}” begins at “{words}”"
                block = stretch.piece.block if stretch.piece else ""
                yield error("structure-anchor", message, places.get(block, NOWHERE), block=block)


def _openings(
    wanted: list[Stretch], stretches: list[Stretch], file: str, places: Mapping[str, Place]
) -> Iterator[Finding]:
    """Paragraphs that were joined or cut: the letters at which one begins, on both sides."""
    begins = {
        stretch.start for stretch in stretches if stretch.run and stretch.run.opens and stretch.end > stretch.start
    }
    sure = [stretch for stretch in wanted if stretch.piece and _known(stretch.piece) and stretch.end > stretch.start]
    numbers = {
        stretch.end
        for stretch in wanted
        if stretch.piece and stretch.piece.facts is None and stretch.piece.kind == "note"
    }
    cut = {
        stretch.start: stretch
        for stretch in sure
        if stretch.piece and stretch.piece.opens and stretch.start not in numbers
    }
    for at, one in cut.items():
        if at not in begins and one.piece:
            message = f"{file} joins “{_short(one.piece.text)}” to the words before it"
            yield error("structure-paragraph", message, places.get(one.piece.block, NOWHERE), block=one.piece.block)
    for at in sorted(begins - cut.keys() - numbers):
        inside = next((stretch.piece for stretch in sure if stretch.start <= at < stretch.end), None)
        if inside is not None:
            message = f"{file} begins a paragraph within “{_short(inside.text)}”"
            yield error("structure-paragraph", message, places.get(inside.block, NOWHERE), block=inside.block)


def _known(piece: Piece) -> bool:
    """Whether the edition says all that the words are, not only where they lead."""
    return piece.facts is not None and "only" not in dict(piece.facts)


def _said(value: str) -> str:
    return f"“{value}”" if value else "missing"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
