"""Bullets and numbers at the beginning of a line of a PDF: characters, symbol fonts' private characters, small shapes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import Protocol

from pipeline.model.flow import Marker
from pipeline.model.place import Box
from pipeline.ooxml.symbols import family
from pipeline.sources.leading_dates import begins_with_date
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word

SHAPES = ((0x2190, 0x21FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF))
"""Where Unicode has arrows, geometric shapes, signs and dingbats: each of them alone before a text is a bullet."""
TREND = re.compile(r"\b(?:UP|UPWARDS|DOWN|DOWNWARDS|NORTH|SOUTH|LEFT RIGHT)\b")
"""In the Unicode name of an arrow or triangle: it says that something grows or falls, or stays as it is ("↑ 3 %")."""
SMALL_DOTS = frozenset("·∙")
BULLETS = SMALL_DOTS | set("•‣⁃⦁⮚∗")
CHECK_BOXES = frozenset("☐☑☒")
"""What a person ticks is part of the text, not the bullet of a list."""
PICTURED = "\ufe0f"
"""Says that the sign before it is a picture in a text, an emoji."""
DASHES = frozenset("-–—*o§+~¤")
NUMBER = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]|(?P<twice>[a-z])(?P=twice)|[ivxl]{2,5}|[IVXL]{2,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
)
CLAUSE = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){1,5}\.?|[A-Z]\d{1,3}\.?")
"""The number of a clause (1.2.3, A.1) or of an action (A1): it stands for itself and does not count on in a list."""
TALLEST = 8.0
"""Points; a drawn shape beyond this height is no bullet."""
UNKNOWN = re.compile(r"\(cid:\d+\)")
"""A glyph to which its font gives no letter."""
COUNTED = re.compile(r"(\(?(?:\d{1,2}\.)*)(\d{1,3}|\d{4}(?=[.)]\s))([.):、]*\s*)(?=\D)")
"""The number of an item: what stands before its last figure, that figure, and the signs behind it."""
LAST = re.compile(r"(\(?(?:\d{1,2}\.)*)(\d{1,3}|[a-zA-Z])([.)]*)")
"""What stands before the last figure or the only letter of a label, that figure or letter, and the signs behind it."""
GLUED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){2,4}\.?|\d{1,2}\.)(?=[A-Z][a-z]+|[AI]$)")
"""The number of a clause or an item whose text begins at once, as where the label is as wide as its indent."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The marker that begins a line; `word` is the word that it is, None where it was drawn as a shape."""

    marker: Marker
    word: Word | None
    x0: float
    label: tuple[Word, ...] = ()

    def __contains__(self, word: object) -> bool:
        return word is self.word or any(word is part for part in self.label)


class HasMark(Protocol):
    """A paragraph, as far as its label goes."""

    heading: int
    marked: Marked | None


def marker_of(line: Line, shapes: Sequence[Box] = (), right: float = inf) -> Marked | None:
    """The bullet or number at the beginning of a line, None where it begins with text or with several signs ("★★★").

    A dash with no more than a space behind it is none here; whether it begins an item is for `find_items` to say.
    """
    first = line.words[0]
    if len(line.words) == 1:
        if is_bullet(first) and not first.text.isascii():
            return Marked(Marker(first.text), first, first.x0)
        return _drawn(line, shapes)
    wide = _stands_off(line, right)
    signs = all(all(map(is_shape, word.text)) for word in line.words) or line.words[1].text.startswith(first.text)
    if (is_bullet(first) and not signs) or (_is_dash(line) and wide):
        return Marked(Marker(first.text), first, first.x0)
    if wide and NUMBER.fullmatch(first.text):
        return Marked(Marker(first.text, ordered=True), first, first.x0)
    return _drawn(line, shapes)


def _is_dash(line: Line) -> bool:
    """Whether a dash or the like begins a line; a plus or a tilde before a figure, or a dash before nothing else, is its sign."""
    first, after, *more = line.words
    return first.text in DASHES and not (after.text[0].isdecimal() and (first.text in "+~" or not more))


def is_label(text: str) -> bool:
    """Whether a word can be the label of an item, as printed: "(a)", "iv)", "2.1", "A1"."""
    return bool(NUMBER.fullmatch(text) or CLAUSE.fullmatch(text))


def labels_count_on(first: str, line: str) -> bool:
    """Whether a line begins with the number after that of the first line, written in the same way: "1. …" and "2. …"."""
    one, other = _count(first), _count(line)
    return one is not None and other is not None and other == (one[0], one[1] + 1)


def _count(text: str) -> tuple[tuple[str, str], int] | None:
    """How the number that begins a text is written, and its last figure; None where none begins it."""
    match = COUNTED.match(text)
    return ((match[1], match[3]), int(match[2])) if match else None


def _stands_off(line: Line, right: float) -> bool:
    """Whether the white space behind the first word is wider than a space, and than those that justified lines have."""
    gaps = [after.x0 - word.x1 for word, after in pairwise(line.words)]
    if len(gaps) == 1 and line.x1 > right - 1.5:
        return False
    return gaps[0] > (0.5 if len(gaps) > 1 else 0.8) * line.size and gaps[0] > 1.3 * max(gaps[1:], default=0)


def settle_levels(paras: Sequence[HasMark]) -> None:
    """Give items of lists that text interrupts the level that their label's indent has had since the last heading.

    Programs end a list at the text between two items, so that the tags count the levels of the next part from 0 again.
    """
    known: dict[float, int] = {}
    for para in paras:
        mark = para.marked
        if para.heading:
            known = {}
        if mark is None or mark.marker.level is None:
            continue
        level = mark.marker.level
        same = [known[x] for x in known if abs(x - mark.x0) < SETTINGS.same_indent]
        left = [known[x] for x in known if x <= mark.x0 - SETTINGS.same_indent]
        level = max(level, same[0]) if same else max([level, *(known_level + 1 for known_level in left)])
        if not same:
            known[mark.x0] = level
        para.marked = replace(mark, marker=replace(mark.marker, level=level))


def find_items(lines: list[Line], marks: list[Marked | None], ended: Callable[[Line, Word], bool]) -> None:
    """Find the items that only other lines show; `ended` says whether a word would have fitted at the end of a line."""
    dash_items(lines, marks, ended)
    number_items(lines, marks, ended)
    sign_items(lines, marks)
    next_items(lines, marks, ended)


def dash_items(lines: list[Line], marks: list[Marked | None], ended: Callable[[Line, Word], bool]) -> None:
    """Find the items among lines that begin with a dash and a space; a dash of the sentence can stand there as well.

    It is an item where the line before was ended by hand, or where the dash stands out from the text above or below it.
    """
    open_ones = []
    numbers: set[int] = set()
    for at, line in enumerate(lines):
        first = line.words[0]
        if marks[at] is not None or len(line.words) < 2 or not _is_dash(line):
            continue
        open_ones.append((at, first))
        before = lines[at - 1] if at else None
        below = lines[at + 1].words[0] if at + 1 < len(lines) else None
        hangs = below is not None and abs(below.x0 - line.words[1].x0) < 1 and marks[at + 1] is None
        if before is None or ended(before, replace(first, x1=line.words[1].x1)) or hangs:
            numbers.add(round(first.x0))
    for at, first in open_ones:
        if round(first.x0) in numbers:
            marks[at] = Marked(Marker(first.text), first, first.x0)


def sign_items(lines: list[Line], marks: list[Marked | None]) -> None:
    """Find the items among lines that begin with a sign in a face of its own: it is a bullet, whatever its font reads it as.

    The same one begins several lines, or the line below hangs beside it.
    """
    alike: dict[tuple[str, str, int], list[int]] = {}
    hanging: set[tuple[str, str, int]] = set()
    for at, line in enumerate(lines):
        if marks[at] is None and len(line.words) > 1 and _is_sign(*line.words[:2]):
            first, after = line.words[:2]
            key = (first.text, first.style.font, round(first.x0))
            alike.setdefault(key, []).append(at)
            if at + 1 < len(lines) and marks[at + 1] is None and abs(lines[at + 1].x0 - after.x0) < 1:
                hanging.add(key)
    for key, places in alike.items():
        for at in places if len(places) > 1 or key in hanging else ():
            first = lines[at].words[0]
            marks[at] = Marked(Marker(first.text), first, first.x0)


def _is_sign(word: Word, after: Word) -> bool:
    """Whether a word is one sign beyond ASCII, or one without a letter, in another face than the words far behind it."""
    text = word.text
    one = bool(UNKNOWN.fullmatch(text)) or ("\u024f" < text < "\u2190" and len(text) == 1)
    apart = after.x0 - word.x1 > 0.5 * after.size
    return one and apart and word.style.font != after.style.font


def number_items(lines: list[Line], marks: list[Marked | None], ended: Callable[[Line, Word], bool]) -> None:
    """Find the items among lines that begin with a number and no more than a space: their text hangs beside the number.

    Where one item hangs so, or two numbers stand over each other with their texts aligned, all items aligned with them count,
    but a number in the middle of a sentence ("version / 4.0 of the licence"), which neither begins a count nor goes on with one.
    """
    counts: set[object] = set()
    edges = {round(line.words[1].x0) for line, mark in zip(lines, marks, strict=True) if mark and mark.marker.ordered}
    open_ones = []
    for at, line in enumerate(lines):
        numbered = marks[at] is None and len(line.words) > 1 and NUMBER.fullmatch(line.words[0].text)
        count = _count(line.text)
        stray = count is not None and count[1] != 1 and (count[0], count[1] - 1) not in counts
        counts.add(count)
        if stray and at and _runs_into(lines[at - 1], line, ended):
            continue
        if numbered and not begins_with_date(line.text):
            open_ones.append(at)
            text = line.words[1].x0
            below = lines[at + 1] if at + 1 < len(lines) and marks[at + 1] is None else None
            if below is None:
                continue
            numbered = len(below.words) > 1 and NUMBER.fullmatch(below.words[0].text)
            if abs((below.words[1] if numbered else below).x0 - text) < 1:
                edges.add(round(text))
    for at in open_ones:
        first, after = lines[at].words[:2]
        if any(abs(after.x0 - edge) < 1.5 for edge in edges):
            marks[at] = Marked(Marker(first.text, ordered=True), first, first.x0)


def next_items(lines: list[Line], marks: list[Marked | None], ended: Callable[[Line, Word], bool]) -> None:
    """Find the items whose label is the one after that of an item above ("b)" after "a)"), below a line ended by hand."""
    awaited: dict[str, float] = {}
    for at, line in enumerate(lines):
        first = line.words[0]
        near = abs(first.x0 - awaited.get(first.text, inf)) < SETTINGS.label_near * line.size
        if marks[at] is None and near and len(line.words) > 1 and ended(lines[at - 1], first):
            marks[at] = Marked(Marker(first.text, ordered=True), first, first.x0)
        mark = marks[at]
        if mark is not None and mark.marker.ordered:
            awaited[_after(mark.marker.text)] = mark.x0


def _after(label: str) -> str:
    """The label behind one whose last figure, or only letter, counts: "b)" for "a)", "2.13" for "2.12"; "" for "ii."."""
    parts = LAST.fullmatch(label)
    if parts is None:
        return ""
    count = parts[2]
    return f"{parts[1]}{int(count) + 1 if count.isdecimal() else chr(ord(count) + 1)}{parts[3]}"


def _runs_into(before: Line, line: Line, ended: Callable[[Line, Word], bool]) -> bool:
    """Whether a line stands under a full one that ends in the middle of a sentence."""
    flush = abs(before.x0 - line.x0) < SETTINGS.same_indent
    return flush and before.words[-1].text[-1].isalpha() and not ended(before, line.words[0])


def split_bullets(words: list[Word]) -> list[Word]:
    """A bullet or the number of a clause that touches its text ("•Text", "1.1.1Text") becomes a word of its own."""
    split: list[Word] = []
    for word in words:
        text = word.parts[0].text
        if word.turn == 0 and (clause := GLUED.match(word.text)):
            split += _cut(word, len(clause[1]))
            continue
        glued = is_shape(text[0]) and text[0] not in SMALL_DOTS and len(word.text) > 1
        if glued and word.text[1] != PICTURED and word.turn == 0:
            width = (word.x1 - word.x0) / len(word.text)
            head = replace(word, parts=[replace(word.parts[0], text=text[0])], x1=word.x0 + width)
            word.parts = [part for part in (replace(word.parts[0], text=text[1:]), *word.parts[1:]) if part.text]
            word.x0, word.spaced = head.x1, True
            split.append(head)
        split.append(word)
    return split


def _cut(word: Word, length: int) -> tuple[Word, Word]:
    """A word cut behind so many characters, which are taken to be equally wide where one part of the word holds the cut."""
    head, tail, left = [], [], length
    for part in word.parts:
        head += [replace(part, text=part.text[:left])] if part.text[:left] else []
        tail += [replace(part, text=part.text[left:])] if part.text[left:] else []
        left = max(0, left - len(part.text))
    edge = word.x0 + (word.x1 - word.x0) * length / len(word.text)
    return replace(word, parts=head, x1=edge), replace(word, parts=tail, x0=edge, spaced=True)


def is_bullet(word: Word) -> bool:
    """Whether a word is a sign that can only be a bullet."""
    text = word.text
    if len(text) != 1:
        return False
    private = 0xE000 <= ord(text) <= 0xF8FF
    sign = bool(family(word.style.font)) and not text.isalnum() and text not in CHECK_BOXES
    return is_shape(text) or private or sign


def is_shape(sign: str) -> bool:
    """Whether a sign draws a shape that says nothing by itself."""
    shape = any(first <= ord(sign) <= last for first, last in SHAPES) and sign not in CHECK_BOXES
    return (shape and not TREND.search(unicodedata.name(sign, ""))) or sign in BULLETS


def _drawn(line: Line, shapes: Sequence[Box]) -> Marked | None:
    """A small filled shape just before the line, at the height of its letters; the shapes stand from top to bottom."""
    left = line.words[0].x0
    head, foot = line.base - SETTINGS.letters_high * line.size, line.base + SETTINGS.letters_low * line.size
    first = bisect_left(shapes, head - TALLEST, key=itemgetter(1))
    last = bisect_left(shapes, foot, key=itemgetter(1))
    for x0, top, x1, bottom in shapes[first:last]:
        middle = (top + bottom) / 2
        if 0 < left - x1 < 3 * line.size and head < middle < foot:
            return Marked(Marker("•"), None, x0)
    return None
