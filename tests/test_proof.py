"""The proof finds every planted fault: words lost, added, doubled, moved, changed or run together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.app.proof import prove
from pipeline.app.structure import _same_target
from pipeline.editions import looks, words
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Piece
from pipeline.editions.reading import reading
from pipeline.editions.set_out import set_out
from pipeline.model.walk import canonical
from pipeline.verifiers import AnchoredText
from tests.documents import every_node

TEMPLATES = Path(__file__).parent.parent / "templates"
ASSETS = Assets({p.relative_to(TEMPLATES).as_posix(): p.read_bytes() for p in TEMPLATES.rglob("*") if p.is_file()})
DOCUMENT = every_node()


def declared(look: str) -> tuple[Piece, ...]:
    added = words.load(ASSETS, DOCUMENT.language)
    return reading(set_out(DOCUMENT, looks.load(ASSETS, look), added), added.texts)


def said(pieces: tuple[Piece, ...]) -> list[AnchoredText]:
    return [AnchoredText(piece.text, piece.block) for piece in pieces]


def rules(read: list[AnchoredText], look: str = "standard") -> set[str]:
    return {one.rule for one in prove(canonical(DOCUMENT), declared(look), read, "paper.pdf").findings}


@pytest.mark.parametrize("look", ["standard", "large-print"])
def test_an_edition_that_says_what_it_declared_is_proved(look: str) -> None:
    proof = prove(canonical(DOCUMENT), declared(look), said(declared(look)), "paper.pdf")
    assert proof.findings == ()
    assert proof.words == sum(len(piece.text.split()) for piece in canonical(DOCUMENT))


def index(pieces: list[AnchoredText], text: str) -> int:
    return next(n for n, piece in enumerate(pieces) if text in piece.text)


def lose(pieces: list[AnchoredText]) -> None:
    del pieces[index(pieces, "Ask residents")]


def change(pieces: list[AnchoredText]) -> None:
    n = index(pieces, "Train staff")
    pieces[n] = AnchoredText(pieces[n].text.replace("all of them", "all of us"), pieces[n].anchor)


def double(pieces: list[AnchoredText]) -> None:
    n = index(pieces, "Ask residents")
    pieces.insert(n, pieces[n])


def add(pieces: list[AnchoredText]) -> None:
    pieces.insert(4, AnchoredText("Confidential stamp"))


def swap(pieces: list[AnchoredText]) -> None:
    a, b = index(pieces, "Before."), index(pieces, "Between.")
    pieces[a], pieces[b] = pieces[b], pieces[a]


def join(pieces: list[AnchoredText]) -> None:
    n = index(pieces, "Ask residents")
    pieces[n] = AnchoredText("Askresidents", pieces[n].anchor)


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (lose, "words-missing"), (change, "words-missing"), (double, "words-doubled"), (add, "words-extra"),
        (swap, "words-reordered"), (join, "words-run-together"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(fault: Callable[[list[AnchoredText]], None], rule: str) -> None:
    pieces = said(declared("standard"))
    fault(pieces)
    assert rule in rules(pieces)


def test_a_fault_names_the_block_and_the_line() -> None:
    pieces = said(declared("standard"))
    lose(pieces)
    (finding,) = prove(canonical(DOCUMENT), declared("standard"), pieces, "paper.pdf").findings
    assert finding.block == "R2/action/1"


def test_words_that_a_builder_adds_without_saying_so_are_found() -> None:
    pieces = (*declared("standard"), Piece("last", "And more"))
    findings = prove(canonical(DOCUMENT), pieces, said(pieces), "paper.html").findings
    assert {one.rule for one in findings} == {"words-extra"}


@pytest.mark.parametrize(("before", "after", "found"), [
    ("Type (", "14 point", False), ("See “", "Example", False), ("Ward", "; team", False), ("see §", "2", False),
    ("Contents:", "Title", True), ("Type", "14 point", True),
])  # fmt: skip
def test_added_words_may_touch_at_an_opening_bracket(before: str, after: str, found: bool) -> None:
    pieces = (Piece("", before, "contents"), Piece("", after, "contents"))
    proof = prove((), pieces, [AnchoredText(before + after, "")], "paper.epub")
    assert ("words-run-together" in {finding.rule for finding in proof.findings}) is found


@pytest.mark.parametrize("words", ["E-book (EPUB)", "Contact: ; team", "Large print, 18 point (E-book)"])
def test_the_spaces_within_added_words_are_held_whatever_follows_them(words: str) -> None:
    piece = (Piece("", words, "cover"), Piece("", "Next", "cover"))
    for place in (n for n, sign in enumerate(words) if sign == " "):
        back = [AnchoredText(words[:place] + words[place + 1 :]), AnchoredText("Next")]
        assert [one.rule for one in prove((), piece, back, "paper.epub").findings] == ["words-run-together"]


def test_a_draft_leads_to_a_part_of_a_publication_in_the_published_folder() -> None:
    assert _same_target("fees-2025#P1", "../public/fees-2025.html#P1", {}, {})
    assert not _same_target("fees-2025#P1", "../public/fees-2024.html#P1", {}, {})
