"""The lines at the head and at the foot of a page of a PDF, which may be furniture, and the pieces that white space parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.page import Ruling, rulings_of
from pipeline.sources.pdf.text.furniture_keys import Turned, keys_of, turned_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import MIDDLE, Line, Word

SAME_SIZE = 0.3
"""Points; producers round the size of one type differently."""


@dataclass(slots=True)
class Piece:
    """Words of a line in the margin, and their keys (`keys_of`)."""

    words: list[Word]
    keys: tuple[str, ...]


@dataclass(slots=True)
class Edge:
    """A line in the margin: `away` is its distance from the nearer page edge in points, `pieces` what wide white space parts.

    `keys` are those of its words (`keys_of`), `turned` what it is without a page number at its outer end.

    One that `touches` the text, or may be a row of a table, proves nothing; it is furniture only where other pages prove it.
    """

    sheet: Sheet
    line: Line
    foot: bool
    away: float
    keys: tuple[str, ...]
    turned: Turned | None
    pieces: list[Piece]
    touches: bool = False
    proven: list[Piece] = field(default_factory=list)
    times: int = 1


def edges_of(sheet: Sheet, usual: float) -> list[Edge]:
    """The lines at the head and at the foot of a page; where the text begins they may touch it, or stand in a table or a note."""
    lines = sheet.lines
    drawn = sheet.page.objects.get("rect") or sheet.page.objects.get("line")
    upright = rulings_of(sheet.page, sheet.words).vertical if drawn else ()
    notes = _lines_of_notes(lines, usual)
    found: dict[int, Edge] = {}
    for foot in (False, True):
        block, open_ones = _outermost(lines[::-1] if foot else lines, sheet.height, foot, usual)
        for line in (*block, *open_ones):
            if id(line) not in found:
                inside = line in open_ones or id(line) in notes or _in_table(upright, line, lines, foot)
                edge = _edge(sheet, line, foot, line.size < 0.95 * usual)
                found[id(line)] = replace(edge, touches=inside)
    return list(found.values())


def _edge(sheet: Sheet, line: Line, foot: bool, small: bool) -> Edge:
    parts = parts_of(line, SETTINGS.furniture_gap)
    texts = [" ".join(word.text for word in words).casefold() for words in parts]
    pieces = [Piece(words, keys_of(text, sheet.number, small)) for words, text in zip(parts, texts, strict=True)]
    away = sheet.height - line.base if foot else line.base
    keys = keys_of(" | ".join(texts), sheet.number, small)
    return Edge(sheet, line, foot, away, keys, turned_of(line.text.casefold(), sheet.number), pieces)


def _outermost(lines: list[Line], height: float, foot: bool, usual: float) -> tuple[list[Line], list[Line]]:
    """The lines next to the edge of the page that white space parts from the rest, and those that touch it."""
    block: list[Line] = []
    done: list[Line] = []
    for line in lines:
        if block and white_between(block[-1], line) > SETTINGS.furniture_white * min(line.size, block[-1].size):
            done, block = [*done, *block], []
        zone = SETTINGS.furniture_deep if line.size > usual + SAME_SIZE else SETTINGS.furniture_zone
        beyond = (height - line.base if foot else line.base) > zone * height
        if beyond or len(done) + len(block) > SETTINGS.furniture_lines:
            return done, block
        block.append(line)
    return [*done, *block], []


def _lines_of_notes(lines: Sequence[Line], usual: float) -> set[int]:
    """The ids of the lines of notes: each begins with a raised mark, or with one that the text has, and goes on close below.

    The small lines close above the first are the rest of a note that begins on the page before.
    """
    marks = {
        part.text.strip()
        for line in lines
        for at, word in enumerate(line.words)
        for number, part in enumerate(word.parts)
        if part.raised and (at or number)
    }

    def begins(line: Line) -> bool:
        first = line.words[0]
        return first.parts[0].raised or (first.text.strip("[]().") in marks and len(line.words) > 1)

    def goes_on(one: Line, other: Line) -> bool:
        return (
            abs(one.size - other.size) < SAME_SIZE and white_between(one, other) < SETTINGS.furniture_white * one.size
        )

    held = {id(line) for line in lines if line.size < usual and begins(line)}
    for order in (lines, lines[::-1]):
        for before, line in pairwise(order):
            if id(before) in held and line.size < usual and goes_on(before, line):
                held.add(id(line))
    return held


def white_between(one: Line, other: Line) -> float:
    """The height of the white space between two lines, in points."""
    return max(other.top - one.bottom, one.top - other.bottom)


def parts_of(line: Line, gap: float) -> list[list[Word]]:
    """The words of a line, split where the white space is wider than the gap, in multiples of the font size."""
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > gap * line.size:
            parts.append([])
        parts[-1].append(word)
    return parts


def _in_table(upright: Sequence[Ruling], line: Line, lines: list[Line], foot: bool) -> bool:
    """Whether upright ruling lines or edges of fills, other than a frame around the page, make the line a row of a table.

    They run on into the text of the page; or, at its head, they stand between the words of the row with more text right
    below, as those of a header row do that each page repeats.
    """
    past = [rule for rule in upright if rule.start <= _middle(line) <= rule.end]
    if not past:
        return False
    row = [line for line in lines if any(rule.start <= _middle(line) <= rule.end for rule in past)]
    between = [rule for rule in past if min(line.x0 for line in row) < rule.at < max(one.x1 for one in row)]
    long = sum(rule.end - rule.start > 3 * line.size for rule in past)
    if long >= 2 and len(row) > SETTINGS.band_lines and (between or len(row) < len(lines)):
        return True
    near = SETTINGS.table_near
    below = (rule.end < one.base and one.top < rule.end + near * one.size for rule in between for one in lines)
    return not foot and any(below)


def _middle(line: Line) -> float:
    return line.base - MIDDLE * line.size
