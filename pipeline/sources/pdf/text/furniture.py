"""Running headers, running footers and page numbers of a PDF, known by their place and by coming again on other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.flow import Aside
from pipeline.sources.pdf.file.page import Sheet
from pipeline.sources.pdf.tables.edges import Rule, rules_of
from pipeline.sources.pdf.text.words import Line, body_size, make_lines

EDGE = 0.16
"""The part of the page height, at the top and at the foot, in which furniture stands."""
SAME_PLACE = 4.0
NAMED = re.compile(r"\b(?:page|p\.|tudalen|tud\.|seite|página|sida)\s*[-–]?\s*\d+", re.IGNORECASE)
OF = re.compile(r"(?<![\d/.])(\d{1,4})\s*(?:of|o|/|von|de)\s*(\d{1,4})(?![\d/.])", re.IGNORECASE)
BARE = re.compile(r"[-–—|\s]*(?:\d{1,4}|[ivxl]{1,7})[-–—|\s]*", re.IGNORECASE)


@dataclass(slots=True)
class _Edge:
    """A line in the margin: which sheet, how far from the edge it is nearest to, and its words without the numbers."""

    sheet: Sheet
    line: Line
    foot: bool
    away: float
    key: str
    lone: bool
    number: bool
    pieces: frozenset[tuple[str, int]] = frozenset()


def set_aside_furniture(sheets: list[Sheet], file: str) -> None:
    """Take running headers, footers and page numbers out of the words of each sheet and note them as asides."""
    edges = [edge for sheet in sheets for edge in _edges(sheet)]
    places: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        places[edge.foot, edge.key].append(edge)
    sure = [
        edge
        for edge in edges
        if _comes_again(edge, places[edge.foot, edge.key], len(sheets))
        or _comes_in_part(edge, edges, len(sheets))
        or _is_title(edge)
    ]
    sure_ids = {id(edge) for edge in sure}
    area = _Area(sheets, [edge for edge in edges if id(edge) in sure_ids or (edge.lone and _is_page_number(edge))])
    for edge in edges:
        alone = edge.lone and (
            _is_page_number(edge) or _in_the_place_of(edge, sure) or area.leaves_out(edge) or area.is_band(edge, edges)
        )
        if id(edge) in sure_ids or alone:
            _set_aside(edge, file)


class _Area:
    """The part of the page that text fills, page by page, from `top` to `bottom` in points, and the size of the type."""

    def __init__(self, sheets: list[Sheet], furniture: list[_Edge]) -> None:
        gone = {id(word) for edge in furniture for word in edge.line.words}
        held = {sheet.number: [w for w in sheet.words if w.turn == 0 and id(w) not in gone] for sheet in sheets}
        self.tops = {number: min(word.top for word in words) for number, words in held.items() if words}
        self.feet = {number: max(word.bottom for word in words) for number, words in held.items() if words}
        self.size = body_size(make_lines((word for words in held.values() for word in words), 0))

    def leaves_out(self, edge: _Edge) -> bool:
        """Whether a line stands in the margin, where no other page has text; on the first page that can be a letterhead."""
        line, number = edge.line, edge.sheet.number
        others = [other for other in self.tops if other != number]
        if number == 1 or not others or line.size > 1.15 * self.size:
            return False
        if edge.foot:
            return line.top > max(self.feet[other] for other in others) + line.size
        return line.bottom < min(self.tops[other] for other in others) - line.size

    def is_band(self, edge: _Edge, edges: list[_Edge]) -> bool:
        """Whether every page, save perhaps a cover, has a line smaller than the text exactly here, whatever it says."""
        pages = set(self.tops) | {edge.sheet.number}
        same = {
            other.sheet.number
            for other in edges
            if other.lone
            and other.foot == edge.foot
            and abs(other.away - edge.away) < 1
            and other.line.size < 0.95 * self.size
        }
        return edge.sheet.number in same and len(same) >= 2 and pages - same <= {1}


def _edges(sheet: Sheet) -> list[_Edge]:
    """The lines in the outermost block at the head and at the foot of a page."""
    lines = make_lines([word for word in sheet.words if word.turn == 0], sheet.number)
    drawn = sheet.page.objects.get("rect") or sheet.page.objects.get("line")
    upright = rules_of(sheet.page).vertical if drawn else ()
    found = []
    for foot in (False, True):
        block, lone = _outermost(lines[::-1] if foot else lines, sheet.height, foot)
        for line in block:
            away = sheet.height - line.base if foot else line.base
            key = re.sub(r"\d+", "#", line.text).casefold()
            alone = lone and not _in_table(upright, line)
            found.append(_Edge(sheet, line, foot, away, key, alone, _numbered(line), _pieces(line)))
    return found


def _outermost(lines: list[Line], height: float, foot: bool) -> tuple[list[Line], bool]:
    """The lines next to the edge of the page, and whether white space parts them from the rest."""
    block: list[Line] = []
    for line in lines:
        if block and _white_between(block[-1], line) > 0.75 * max(line.size, block[-1].size):
            return block, True
        if (height - line.base if foot else line.base) > EDGE * height or len(block) > 4:
            return block, False
        block.append(line)
    return block, bool(block)


def _white_between(one: Line, other: Line) -> float:
    return max(other.top - one.bottom, one.top - other.bottom)


def _numbered(line: Line) -> bool:
    return bool(NAMED.search(line.text) or OF.search(line.text) or BARE.fullmatch(line.text))


def _comes_again(edge: _Edge, others: list[_Edge], pages: int) -> bool:
    """Whether the same words stand at the same place of enough other pages (odd and even pages may differ)."""
    if not edge.lone:
        return False
    same = {other.sheet.number for other in others if abs(other.away - edge.away) <= SAME_PLACE and other.lone}
    return len(same) >= 2 and (len(same) >= 0.2 * pages or bool(same & {edge.sheet.number - 1, edge.sheet.number + 1}))


def _is_title(edge: _Edge) -> bool:
    """Whether a line at the head of a page says again what stands below it in larger type."""
    if not edge.lone or edge.foot or edge.away > 0.09 * edge.sheet.height or len(edge.line.words) < 2:
        return False
    larger = [word for word in edge.sheet.words if word.turn == 0 and word.size > 1.15 * edge.line.size]
    lines = make_lines(larger, edge.sheet.number)
    return any(edge.line.text.casefold() == line.text.casefold() for line in lines if line.top > edge.line.bottom)


def _comes_in_part(edge: _Edge, edges: list[_Edge], pages: int) -> bool:
    """Whether one side of a line stands at the same place of most pages, beside what changes with the chapter."""
    if not edge.lone or not edge.pieces or edge.away > 0.09 * edge.sheet.height:
        return False
    return any(
        sum(other.foot == edge.foot and piece in other.pieces and abs(other.away - edge.away) < 1 for other in edges)
        >= max(3, 0.6 * pages)
        for piece in edge.pieces
    )


def _pieces(line: Line) -> frozenset[tuple[str, int]]:
    """The outer parts of a line that wide white space parts, those of several words, each with the place of its outer edge."""
    cuts = [at for at, (a, b) in enumerate(pairwise(line.words), 1) if b.x0 - a.x1 > 2 * line.size]
    if not cuts:
        return frozenset()
    left, right = line.words[: cuts[0]], line.words[cuts[-1] :]
    sides = ((left, left[0].x0), (right, right[-1].x1))
    return frozenset((" ".join(word.text for word in words), round(at)) for words, at in sides if len(words) > 1)


def _is_page_number(edge: _Edge) -> bool:
    """A page number in the margin of a page, where no other page needs to confirm it."""
    if not edge.number or edge.away > 0.1 * edge.sheet.height:
        return False
    if NAMED.search(edge.line.text):
        return True
    found = OF.search(edge.line.text)
    if found:
        return int(found[1]) <= int(found[2]) and abs(int(found[1]) - edge.sheet.number) <= 20
    digits = re.sub(r"\D", "", edge.line.text)
    return edge.foot and (not digits or abs(int(digits) - edge.sheet.number) <= 20)


def _in_the_place_of(edge: _Edge, sure: list[_Edge]) -> bool:
    """Whether other pages have furniture exactly here, set in the same way (a header that changes with the chapter)."""
    return edge.away < 0.09 * edge.sheet.height and any(
        other.foot == edge.foot
        and abs(other.away - edge.away) < 1
        and other.line.words[0].style == edge.line.words[0].style
        and other.sheet is not edge.sheet
        for other in sure
    )


def _in_table(upright: Sequence[Rule], line: Line) -> bool:
    """Whether upright rules run past the line into the page: then it is a row of a table, a repeated header row perhaps."""
    middle = line.base - 0.3 * line.size
    return sum(rule.start <= middle <= rule.end and rule.end - rule.start > 3 * line.size for rule in upright) >= 2


def _set_aside(edge: _Edge, file: str) -> None:
    taken = {id(word) for word in edge.line.words}
    edge.sheet.words = [word for word in edge.sheet.words if id(word) not in taken]
    reason = "running footer" if edge.foot else "running header"
    if BARE.fullmatch(edge.line.text):
        reason = "page number"
    edge.sheet.asides.append(Aside(edge.line.text, reason, edge.sheet.place(file, edge.line.box)))
