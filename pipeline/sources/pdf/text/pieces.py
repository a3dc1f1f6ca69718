"""Pieces of one word that the page draws apart: ligatures, coloured letters, dropped initials, letters set apart, leaders."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from pipeline.sources.pdf.text.lexicon import commonness
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import ASCENT, WORD_GAP, Word, make_lines

LEADER_DOTS = 4
"""This many dots side by side lead to a page number; three are an ellipsis."""
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def with_initials(words: list[Word]) -> list[Word]:
    """The words, each dropped initial (a letter as high as the lines beside it) put before the word that it begins.

    The other lines beside it then begin where it stood, as all lines of their column do.
    """
    upright = sorted((word for word in words if word.turn == 0), key=attrgetter("base"))
    bases = [word.base for word in upright]
    usual = median(word.size for word in upright) if upright else 0.0
    gone: set[int] = set()
    for initial in upright:
        if initial.size >= 2 * usual and len(initial.text) <= 2 and initial.text[-1].isupper():
            high = initial.size
            first, last = (
                bisect_right(bases, initial.base - ASCENT * high),
                bisect_right(bases, initial.base + high / 2),
            )
            heads = _lines_beside(initial, upright[first:last])
            if len(heads) > 1:
                for head in heads[1:]:
                    head.x0 = initial.x0
                if _begins(initial.text, heads[0].text):
                    heads[0].parts.insert(0, replace(heads[0].parts[0], text=initial.text))
                    heads[0].x0 = initial.x0
                    gone.add(id(initial))
                else:
                    initial.parts = [replace(heads[0].parts[0], text=initial.text)]
                    initial.base, initial.size = heads[0].base, heads[0].size
                    initial.top, initial.bottom = heads[0].top, heads[0].bottom
                    heads[0].spaced = True
    return [word for word in words if id(word) not in gone]


def _lines_beside(initial: Word, words: Sequence[Word]) -> list[Word]:
    """The first words of the lines that begin right of a large letter, of those within its height, from top to bottom."""
    heads: dict[int, Word] = {}
    for word in words:
        within = word.base < initial.base + word.size / 2
        near = initial.x1 - SETTINGS.pieces_over * word.size < word.x0 < initial.x1 + SETTINGS.initial_gap * word.size
        if within and near and 2 * word.size <= initial.size:
            heads.setdefault(round(word.base), word)
    return [heads[base] for base in sorted(heads)]


def _begins(letter: str, rest: str) -> bool:
    """Whether a letter and the word after it are one word: "C" and "reated", and no "A" and "plan"."""
    one, other = (commonness(word.lower().strip(",.;:’'s")) for word in (letter[-1] + rest, rest))
    return letter[-1] not in "AIO" or one > other or not other


def glue(words: list[Word], page: int) -> list[Word]:
    """The words with the pieces of each as one."""
    gone: set[int] = set()
    for line in make_lines((word for word in words if word.turn == 0), page):
        for groups in (_touching, _letters_apart, _leaders):
            for word, *pieces in groups([word for word in line.words if id(word) not in gone]):
                for piece in pieces:
                    _append(word, piece)
                    gone.add(id(piece))
    return [word for word in words if id(word) not in gone] if gone else words


def _append(word: Word, piece: Word) -> None:
    word.parts += piece.parts
    word.x1 = max(word.x1, piece.x1)
    word.top, word.bottom = min(word.top, piece.top), max(word.bottom, piece.bottom)
    word.size = max(word.size, piece.size)


def _touching(words: Sequence[Word]) -> Iterable[list[Word]]:
    """The words of a line in groups, those that touch without a space in one."""
    groups = [[words[0]]]
    for word in words[1:]:
        gap = word.x0 - max(piece.x1 for piece in groups[-1])
        if not word.spaced and -SETTINGS.pieces_over * word.size < gap < SETTINGS.pieces_touch * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _letters_apart(words: Sequence[Word]) -> Iterable[list[Word]]:
    """The letters of each word of a line whose letters are set apart; a few of them may touch ("S TAT I S T I C A L").

    Letters set apart by a full word space are a word only where wider gaps separate them from others, or English has it:
    "A B C" may be a list.
    """
    for lone, held in groupby(words, _may_be_letters):
        run = list(held)
        few = 2 * sum(len(word.text) > 2 for word in run) < len(run)
        gaps = [(right.x0 - left.x1) / left.size for left, right in pairwise(run)]
        if lone and few and (most := _widest_within(run, gaps)) > 0:
            ends = [0, *(at for at, gap in enumerate(gaps, 1) if gap >= most), len(run)]
            yield from (run[start:end] for start, end in pairwise(ends))


def _may_be_letters(word: Word) -> bool:
    """Whether a word is one or two capitals or figures, or more of them without a space drawn before."""
    text = word.text
    return text.isalnum() and text.upper() == text and (len(text) <= 2 or not word.spaced)


def _leaders(words: Sequence[Word]) -> Iterable[list[Word]]:
    """The dots of each row that leads from a title to its page number, and that is drawn dot by dot (LaTeX)."""
    for dots, held in groupby(words, lambda word: not word.text.strip(".")):
        run = list(held)
        close = all(right.x0 - left.x1 < SETTINGS.tab_gap * left.size for left, right in pairwise(run))
        if dots and close and len(run) >= LEADER_DOTS:
            yield run


def _widest_within(run: Sequence[Word], gaps: Sequence[float]) -> float:
    """The gap, as a share of the font size, that ends a word of this run; less than 0 where its letters are no words."""
    letters = "".join(word.text for word in run)
    if len(run) < SETTINGS.letters_apart or letters in ALPHABET or not any(map(str.isalpha, letters)):
        return -1.0
    usual = median(gaps)
    most = usual + WORD_GAP
    even = sum(abs(gap - usual) < SETTINGS.letters_alike * WORD_GAP for gap in gaps if gap < most)
    inside = sum(gap < most for gap in gaps)
    whole = usual < WORD_GAP or (usual < 2 * WORD_GAP and (inside < len(gaps) or commonness(letters.lower()) > 0))
    return most if whole and even >= SETTINGS.letters_even * inside else -1.0
