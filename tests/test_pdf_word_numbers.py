"""Each number by which characters become words and lines, from both sides: just inside it holds, just outside it does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.sources.pdf.file.glyphs import Glyph, Style
from pipeline.sources.pdf.text.pieces import glue, with_initials
from pipeline.sources.pdf.text.words import (
    NARROW_GAP,
    WORD_GAP,
    Word,
    WordPart,
    body_size,
    make_lines,
    make_words,
    word_gap,
)

STYLE = Style("Sans", 10.0, False, False, "#000000", 0)


def glyphs(text: str, gaps: Sequence[float] = (), lifts: Sequence[float] = (), turn: int = 0) -> list[Glyph]:
    """Characters 5 points wide, with these gaps between them and so far above the baseline at 100 points."""
    found, x = [], 50.0
    for at, sign in enumerate(text):
        x += gaps[at - 1] if 0 < at <= len(gaps) else 0.0
        base = 100.0 - (lifts[at] if at < len(lifts) else 0.0)
        found.append(Glyph(sign, x, base - 8, x + 5, base + 2, base, STYLE, None, "", turn, 0))
        x += 5
    return found


def word(text: str, x: float, base: float = 100.0, size: float = 10.0, spaced: bool = False) -> Word:
    """A word whose letters are half as wide as its type is large."""
    style = Style("Sans", size, False, False, "#000000", 0)
    wide = size / 2 * len(text)
    part = WordPart(text, style, base)
    return Word([part], x, base - 0.8 * size, x + wide, base + 0.2 * size, base, size, 0, spaced=spaced)


@pytest.mark.parametrize(("spaces", "gap"), [(2, NARROW_GAP), (4, WORD_GAP)])
def test_drawn_spaces(spaces: int, gap: float) -> None:
    assert word_gap(glyphs("a" * 100 + " " * spaces)) == gap


@pytest.mark.parametrize(("apart", "gap"), [(0.4, NARROW_GAP), (0.8, WORD_GAP)])
def test_loose(apart: float, gap: float) -> None:
    assert word_gap(glyphs("a" * 50, [apart] * 49)) == gap


@pytest.mark.parametrize(("loose", "gap"), [(1, NARROW_GAP), (2, WORD_GAP)])
def test_loose_share(loose: int, gap: float) -> None:
    assert word_gap(glyphs("a" * 151, [0.8] * loose)) == gap


@pytest.mark.parametrize(("lift", "parts"), [(0.07, 1), (0.13, 2)])
def test_one_base(lift: float, parts: int) -> None:
    (one,) = make_words(glyphs("ab", lifts=[0, lift]))
    assert len(one.parts) == parts


@pytest.mark.parametrize(("lift", "count"), [(5.0, 1), (7.0, 2)])
def test_lifted(lift: float, count: int) -> None:
    assert len(make_words(glyphs("ab", lifts=[0, lift]))) == count


@pytest.mark.parametrize(("gap", "count"), [(0.7, 1), (1.3, 2)])
def test_slanted_gap(gap: float, count: int) -> None:
    assert len(make_words(glyphs("ab", [gap], turn=-1))) == count


@pytest.mark.parametrize(("gap", "count"), [(-4.0, 1), (-7.0, 2)])
def test_pulled_back(gap: float, count: int) -> None:
    assert len(make_words(glyphs("ab", [gap]))) == count


@pytest.mark.parametrize(("gap", "texts"), [(-2.0, ["Council"]), (-4.0, ["Cou", "ncil"])])
def test_over(gap: float, texts: list[str]) -> None:
    assert [one.text for one in glue([word("Cou", 50), word("ncil", 65 + gap)], 1)] == texts


@pytest.mark.parametrize(("gap", "texts"), [(0.7, ["Council"]), (1.3, ["Cou", "ncil"])])
def test_touching(gap: float, texts: list[str]) -> None:
    assert [one.text for one in glue([word("Cou", 50), word("ncil", 65 + gap)], 1)] == texts


@pytest.mark.parametrize(("gap", "first"), [(12.0, "There"), (18.0, "T")])
def test_initial_gap(gap: float, first: str) -> None:
    words = [word("T", 50, 112, 30), word("here", 65 + gap), word("are", 65 + gap, 112), word("many", 50, 124)]
    assert with_initials(words)[0].text == first


@pytest.mark.parametrize(("wave", "texts"), [(0.35, ["COUNCILS"]), (0.65, list("COUNCILS"))])
def test_even(wave: float, texts: list[str]) -> None:
    words, x = [], 50.0
    for at, letter in enumerate("COUNCILS"):
        words.append(word(letter, x, spaced=True))
        x += 5 + 1.7 + (wave if at % 2 else 0.0)
    assert [one.text for one in glue(words, 1)] == texts


@pytest.mark.parametrize(("above", "lines"), [(6.0, 1), (9.0, 2)])
def test_raised_near(above: float, lines: int) -> None:
    assert len(make_lines([word("Council", 50), word("7", 90, 100 - above, 6)], 1)) == lines


@pytest.mark.parametrize(("times", "lines"), [(0.8, 1), (0.95, 2)])
def test_smaller(times: float, lines: int) -> None:
    assert len(make_lines([word("Council", 50), word("(draft)", 90, 94, 10 * times)], 1)) == lines


@pytest.mark.parametrize(("mark", "lines"), [("(1)", 1), ("(123)", 2)])
def test_few_letters(mark: str, lines: int) -> None:
    assert len(make_lines([word("Council", 50), word(mark, 90, 94)], 1)) == lines


@pytest.mark.parametrize(("over", "lines"), [(0.3, 1), (0.7, 2)])
def test_aside(over: float, lines: int) -> None:
    assert len(make_lines([word("Council", 50), word("7", 85 - over, 94, 6)], 1)) == lines


@pytest.mark.parametrize(("above", "raised"), [(1.0, False), (1.5, True)])
def test_raised_small(above: float, raised: bool) -> None:
    (line,) = make_lines([word("Council", 50), word("7", 86, 100 - above, 7)], 1)
    assert line.words[1].parts[0].raised is raised


@pytest.mark.parametrize(("above", "raised"), [(2.0, False), (3.0, True)])
def test_raised_large(above: float, raised: bool) -> None:
    (line,) = make_lines([word("Council", 50), word("7", 86, 100 - above, 9)], 1)
    assert line.words[1].parts[0].raised is raised


@pytest.mark.parametrize(("letters", "size"), [(10, 10.0), (20, 14.0)])
def test_body_share(letters: int, size: float) -> None:
    lines = make_lines([word("a" * (100 - letters), 50), word("a" * letters, 50, 200, 14)], 1)
    assert body_size(lines) == size
