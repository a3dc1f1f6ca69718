"""Labels of numbered lists: what the author typed is what every edition shows, and words that look like labels stay words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.content import markdown
from pipeline.model import document as m
from pipeline.model.numbering import counted, label
from pipeline.model.show import show_blocks
from tests.documents import as_read, numberings


def labels(text: str) -> list[str]:
    """The labels of all numbered lists, deep ones too, in their order; "-" for the item of a bulleted list."""
    found: list[str] = []

    def look(blocks: m.Blocks) -> None:
        for block in blocks:
            for index, item in enumerate(block.items if isinstance(block, m.List) else ()):
                assert isinstance(block, m.List)
                found.append(label(block.numbering, index) if block.numbering else "-")
                look(item.blocks)

    look(markdown.parse(text))
    return found


LISTS = {
    "(a) one\n(b) two\n    (i) deep\n    (ii) deeper\n(c) three": ["(a)", "(b)", "(i)", "(ii)", "(c)"],
    "a) one\nb) two": ["a)", "b)"],
    "A. one\nB. two": ["A.", "B."],
    "(1) one\n(2) two": ["(1)", "(2)"],
    "iv. four\nv. five": ["iv.", "v."],
    "h. eight\ni. nine\nj. ten": ["h.", "i.", "j."],
    "10. ten\n11. eleven": ["10.", "11."],
    "1. one\n\nBetween.\n\n2. two": ["1.", "2."],
    "a. one\n\nBetween.\n\nb. two": ["a.", "b."],
    "1. one\n1. two\n1. three": ["1.", "2.", "3."],
    "1. one\n3. three": ["1.", "3."],
    "1. one\n\n\n1. one again": ["1.", "1."],
    "(a) one\nb) two": ["(a)", "b)"],
    "y) one\nz) two\naa) three\nbb) four": ["y)", "z)", "aa)", "bb)"],
    "- (a) one\n- two": ["-", "(a)", "-"],
    "1. (a) one\n   (b) two": ["1.", "(a)", "(b)"],
    "See:\n(a) one": ["(a)"],
    "a.  with two spaces": ["a."],
}
WORDS = (
    "A. Smith said", "c. 1850", "p. 12 of it", "i. e. so", "(2020) it began", "mix. of it", "Mr. Jones", "2.1 Aims",
    "see\n(b) of it", "\\(a) point", "a\\) point", "did) so", "(and) so", "A.", "a)", "(Ab) so",
)  # fmt: skip


@pytest.mark.parametrize("text", LISTS)
def test_a_list_keeps_its_labels(text: str) -> None:
    assert labels(text) == LISTS[text]


@pytest.mark.parametrize("text", WORDS)
def test_words_that_look_like_a_label_stay_words(text: str) -> None:
    blocks = markdown.parse(text)
    assert list(show_blocks(blocks)) == ["paragraph: " + text.replace("\\", "").replace("\n", " ")]


@given(numberings(), st.integers(1, 30))
def test_labels_tell_their_numbering(numbering: m.Numbering, count: int) -> None:
    shown = [label(numbering, index) for index in range(count)]
    found, counting_on = counted(shown)
    assert [label(found, index) for index in range(count)] == shown
    assert counting_on == count
    assert found == as_read(numbering, count)
