"""Running headers, running footers and page numbers of a PDF: what repetition proves is set aside, what is in doubt stays.

A line is furniture only with proof: the same words stand at the same place on at least three pages, or on both of two. One
change is allowed, a page number that counts on by one. "Page 2 of 9" on the second of nine pages proves itself. A line that
only looks like furniture (it stands where other pages have proven furniture, or says a page number once) stays in the text
as a paragraph of its own with a question for the person who checks the content.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile

from pipeline.model.flow import Aside
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.settings import SETTINGS as TABLES
from pipeline.sources.pdf.text.furniture_edges import (
    SAME_SIZE,
    Edge,
    Piece,
    edges_of,
    parts_of,
    white_between,
)
from pipeline.sources.pdf.text.furniture_keys import BARE, NAMED, says_page, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word, body_size, make_lines

LABEL_LINES = 3
"""Labels of a table have at most so many more lines."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A line that may be furniture: its words are taken out of the sheet, and come back as a paragraph of its own."""

    line: Line
    foot: bool
    question: str


def set_aside_furniture(
    sheets: list[Sheet], file: str, named: Set[tuple[int, int]] = frozenset()
) -> dict[int, list[Doubtful]]:
    """Take proven furniture out of the words of each sheet; returns the lines in doubt by page, taken out as well.

    `named` are the pages and ids of marked content that the tags have in tables and headings, which is no furniture.
    """
    usual = body_size(line for sheet in sheets for line in sheet.lines)
    edges = [
        edge
        for sheet in sheets
        for edge in edges_of(sheet, usual)
        if not any((sheet.number, word.mcid) in named for word in edge.line.words)
    ]
    _prove(edges, sheets, usual)
    edges = _without_rows(_without_inner(edges, usual), sheets)
    _keep_title(edges, sheets, usual)
    sure = [edge for edge in edges if edge.proven]
    asked = [(edge, _question(edge, _open_pieces(edge), sure, usual)) for edge in edges if not edge.touches]
    asked = [(edge, question) for edge, question in asked if question]
    doubts = {id(edge) for edge, _ in asked}
    texts = [edge for edge in edges if not edge.proven and id(edge) not in doubts]
    for edge in sure:
        _set_aside(edge, file)
    doubtful: dict[int, list[Doubtful]] = defaultdict(list)
    for edge, question in asked:
        if not any(_goes_on(edge, text) for text in texts):
            words = [word for piece in _open_pieces(edge) for word in piece.words]
            _take(edge.sheet, words)
            line = Line(words, edge.line.base, edge.line.size, edge.sheet.number)
            question += " (if so, delete its paragraph too)"
            doubtful[edge.sheet.number].append(Doubtful(line, edge.foot, question))
    return doubtful


def _goes_on(edge: Edge, text: Edge) -> bool:
    """Whether a line of text, set alike, touches a line in doubt, so that both are of one paragraph."""
    near = text.sheet is edge.sheet and white_between(text.line, edge.line) < SETTINGS.furniture_white * edge.line.size
    return near and abs(text.line.size - edge.line.size) < SAME_SIZE


def put_back(doubtful: Mapping[int, Sequence[Doubtful]], sheets: Sequence[Sheet]) -> None:
    """Put the words of doubtful lines back into their sheets, where the tags may have a place for them."""
    for number, lines in doubtful.items():
        sheets[number - 1].words += [word for line in lines for word in line.line.words]


def _prove(edges: list[Edge], sheets: Sequence[Sheet], usual: float) -> None:
    """Find the lines that repetition proves. A line of which only a part repeats needs more pages than a whole one."""
    pages = len(sheets)
    least = min(SETTINGS.furniture_pages, max(2, pages))
    share = max(SETTINGS.furniture_pages, SETTINGS.furniture_share * pages)
    lines, parts, turned = defaultdict(list), defaultdict(list), defaultdict(list)
    apart = [edge for edge in edges if not edge.touches]
    for edge in apart:
        for key in edge.keys:
            lines[edge.foot, key].append(edge)
        for key in (key for piece in edge.pieces for key in piece.keys):
            parts[edge.foot, key].append(edge)
        turned[edge.foot, edge.turned and edge.turned[:2]].append(edge)
    for edge in apart:
        edge.times = max(len(_pages(edge, lines[edge.foot, key])) for key in edge.keys)
        edge.times = max(edge.times, _turned_pages(edge, turned[edge.foot, edge.turned and edge.turned[:2]]))
        sure = says_page(edge.line.text, edge.sheet.number, pages) or _counts_all(edge, lines, pages)
        if edge.times >= least or sure:
            edge.proven = edge.pieces
        elif len(edge.pieces) > 1:
            edge.proven = [
                piece
                for piece in edge.pieces
                if max(len(_pages(edge, parts[edge.foot, key])) for key in piece.keys) >= share
            ]
    _prove_named_pages(edges, least)
    for edge in _by_turns(apart, lines, {sheet.number for sheet in sheets}):
        edge.proven = edge.pieces
    _prove_titles(apart, sheets, usual)
    _prove_letterheads([edge for edge in edges if edge.line.size <= SETTINGS.furniture_larger * usual], lines, least)
    for edge in edges:
        alike = (other for key in edge.keys for other in lines[edge.foot, key] if _set_like(edge, other))
        if edge.touches and len({one.sheet.number for one in alike if one.proven}) >= SETTINGS.furniture_pages:
            edge.proven = edge.pieces


def _prove_named_pages(edges: Sequence[Edge], least: int) -> None:
    """Find the lines that name their page, as "Summer 2031, Page 2", also where they touch the text."""
    named: dict[tuple[bool, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        for key in edge.keys[1:] if NAMED.search(edge.line.text) else ():
            named[edge.foot, key].append(edge)
    for alike in named.values():
        for edge in alike:
            if len(_pages(edge, alike)) >= least:
                edge.proven = edge.pieces


def _prove_letterheads(edges: list[Edge], lines: Mapping[tuple[bool, str], Sequence[Edge]], least: int) -> None:
    """Find the outermost lines of a page, several, that touch the text here and stand apart from it on other pages."""
    sides: dict[tuple[int, bool], list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda edge: edge.away):
        sides[edge.sheet.number, edge.foot].append(edge)
    for side in sides.values():
        same = [
            [other for key in edge.keys for other in lines[edge.foot, key] if _is_level(edge, other)] for edge in side
        ]
        again = [
            len({edge.sheet.number, *(other.sheet.number for other in others)})
            for edge, others in zip(side, same, strict=True)
        ]
        run = sum(1 for _ in takewhile(lambda pages: pages >= least, again))
        for edge in chain(side[:run], *same[:run]) if run >= SETTINGS.letterhead_lines else ():
            edge.proven = edge.pieces


def _turned_pages(edge: Edge, others: Sequence[Edge]) -> int:
    """On how many pages a line has the page number at its outer end; 0 where one has it at the inner end."""
    level = [other for other in others if _is_level(edge, other)]
    outer = edge.turned is not None and all(other.turned == edge.turned for other in level)
    return len(_pages(edge, level)) if outer else 0


def _counts_all(edge: Edge, lines: Mapping[tuple[bool, str], Sequence[Edge]], pages: int) -> bool:
    """Whether a number alone counts the pages of a file, two or more, but for its cover."""
    counted = [lines[edge.foot, key] for key in edge.keys[1:] if BARE.fullmatch(edge.line.text)]
    return pages > 2 and any(_pages(edge, others) == {*range(2, pages + 1)} for others in counted)


def _by_turns(edges: Sequence[Edge], lines: Mapping[tuple[bool, str], Sequence[Edge]], numbers: Set[int]) -> list[Edge]:
    """The lines that stand left on both even pages of a short file and right on both odd ones, or the other way round."""
    whole = []
    for edge in edges:
        pages = _pages(edge, lines[edge.foot, edge.keys[0]])
        side = {number for number in numbers if (number - edge.sheet.number) % 2 == 0}
        if len(pages) > 1 and pages | {1} == side | {1}:
            whole.append(edge)
    return [
        edge
        for edge in whole
        if any(
            other.foot == edge.foot
            and _is_level(edge, other)
            and (other.sheet.number - edge.sheet.number) % 2
            and abs(other.line.x0 - edge.line.x0) > edge.line.size
            for other in whole
        )
    ]


def _prove_titles(edges: Sequence[Edge], sheets: Sequence[Sheet], usual: float) -> None:
    """Find the lines set like proven ones that say a heading of the text, as the running header of a short chapter does."""
    sure = [edge for edge in edges if edge.proven]
    like = [edge for edge in edges if any(edge is one or _set_like(edge, one) for one in sure)]
    known = {id(edge.line.words[0]) for edge in like}
    open_ones = [edge for edge in like if len(edge.proven) < len(edge.pieces)]
    titles = {
        line.text.casefold()
        for sheet in (sheets if open_ones else ())
        for line in sheet.lines
        if id(line.words[0]) not in known and (line.size > usual + SAME_SIZE or line.words[0].style.bold)
    }
    for edge in open_ones:
        if words_of(_text_of(_open_pieces(edge)).casefold()) in titles:
            edge.proven = edge.pieces


def _without_inner(edges: list[Edge], usual: float) -> list[Edge]:
    """The edges without lines that repeat on the text's side of a heading, or of a line that does not on each of their pages."""
    held: dict[tuple[bool, str], list[list[Edge]]] = defaultdict(list)
    outside: dict[int, list[Edge]] = {}
    for edge in (edge for edge in edges if edge.proven):
        near = (one for one in edges if one.sheet is edge.sheet and one.foot == edge.foot and one.away < edge.away)
        outside[id(edge)] = [one for one in near if not one.proven]
        for key in edge.keys:
            held[edge.foot, key].append(outside[id(edge)])

    def is_inner(edge: Edge) -> bool:
        same = max((held[edge.foot, key] for key in edge.keys), key=len)
        return (len(same) > 1 and all(same)) or any(one.line.size > usual + SAME_SIZE for one in outside[id(edge)])

    return [edge for edge in edges if not (edge.proven and is_inner(edge))]


def _without_rows(edges: list[Edge], sheets: Sequence[Sheet]) -> list[Edge]:
    """The edges without the header rows of tables that go on over pages, and of small tables at the head of pages.

    The next rows have as many cells below those of the first; or another row touches it, and other pages have text at its
    place. Lines that are set off and set in the same way are no text: they are the running header of the next chapter.
    """
    known = {id(edge.line.words[0]): edge for edge in edges}
    lines = {sheet.number: sheet.lines for sheet in sheets} if any(edge.proven for edge in edges) else {}

    def is_text(line: Line, edge: Edge) -> bool:
        other = known.get(id(line.words[0]))
        return other is None or not (other.proven or (_set_like(edge, other) and not other.touches))

    rows: list[Edge] = []
    for edge in [edge for edge in edges if edge.proven]:
        if _heads_columns(edge, lines[edge.sheet.number]):
            here = (other for other in edges if other.sheet is edge.sheet and not other.foot)
            rows += [other for other in here if other.line.base >= edge.line.base]
            continue
        touching = (
            line
            for line in lines[edge.sheet.number]
            if line.base != edge.line.base
            and white_between(edge.line, line) <= SETTINGS.furniture_white * max(edge.line.size, line.size)
        )
        if not any(is_text(line, edge) for line in touching):
            continue
        texts = sum(
            any(
                is_text(line, edge) and (sheet.height - line.base if edge.foot else line.base) <= edge.away + 1
                for line in lines[sheet.number]
            )
            for sheet in sheets
        )
        if texts > edge.times:
            rows.append(edge)
    return [edge for edge in edges if not any(edge is row for row in rows)]


def _keep_title(edges: Sequence[Edge], sheets: Sequence[Sheet], usual: float) -> None:
    """Take the title of the document from the proven lines: it is set larger than all else on the first page.

    It is none where the first line of the page that stands out is alone in its kind, which is the title below a letterhead;
    set in the same way as the repeated line, it is the next line of a title.
    """
    heads = [edge for edge in edges if edge.proven and not edge.foot and edge.sheet.number == 1]
    largest = max((edge.line.size for edge in heads), default=0.0)
    known = {id(edge.line.words[0]) for edge in edges if edge.proven}
    lines = {
        sheet.number: [x for x in sheet.lines if id(x.words[0]) not in known] for sheet in (sheets if heads else ())
    }
    first = next((line for line in lines.get(1, ()) if _stands_out(line, usual)), None)
    looks = {_look(line) for number, page in lines.items() if number > 1 for line in page}
    looks |= {_look(edge.line) for edge in heads}
    alone = first is not None and _look(first) not in looks
    if alone or largest <= SETTINGS.furniture_larger * usual or any(x.size > largest for x in lines[1]):
        return
    for edge in heads:
        if edge.line.size > largest - SAME_SIZE and not all(BARE.fullmatch(word.text) for word in edge.line.words):
            again = {_text_of([piece]) for one in edges if one.sheet.number > 1 for piece in one.proven}
            edge.pieces = edge.proven = [
                p for p in edge.proven if BARE.fullmatch(_text_of([p])) and _text_of([p]) not in again
            ]


def _stands_out(line: Line, usual: float) -> bool:
    return line.size > usual + SAME_SIZE or all(word.style.bold for word in line.words)


def _look(line: Line) -> tuple[float, bool]:
    return round(line.size, 1), line.words[0].style.bold


def _heads_columns(edge: Edge, lines: Sequence[Line]) -> bool:
    """Whether a line at the head of a page has three cells or more, and two of the next lines as many, below them.

    Each of these may have one cell more, as a mark that no label stands over.
    """
    cells = parts_of(edge.line, TABLES.wide)
    below = sorted((line for line in lines if line.base > edge.line.base), key=lambda line: line.base)
    rows = [parts_of(line, TABLES.wide) for line in below[: LABEL_LINES + 2]]

    def alike(row: list[list[Word]]) -> bool:
        held = (any(a[0].x0 < b[-1].x1 and b[0].x0 < a[-1].x1 for b in row) for a in cells)
        return 0 <= len(row) - len(cells) <= 1 and all(held)

    return not edge.foot and len(cells) > 2 and any(alike(row) and alike(other) for row, other in pairwise(rows))


def _pages(edge: Edge, others: Sequence[Edge]) -> set[int]:
    """The pages on which the same words stand at the same distance from the page edge."""
    return {other.sheet.number for other in others if _is_level(edge, other)}


def _is_level(edge: Edge, other: Edge) -> bool:
    return abs(other.away - edge.away) <= SETTINGS.furniture_place


def _question(edge: Edge, left: list[Piece], sure: list[Edge], usual: float) -> str:
    """What to ask about a line that repetition does not prove; "" where nothing makes it look like furniture."""
    near = edge.away <= SETTINGS.furniture_near * edge.sheet.height
    text = _text_of(left)
    what = "footer" if edge.foot else "header"
    if not left:
        return ""
    if edge.proven:
        return f"is “{text}” part of the running {what}? It stands beside one"
    if any(_set_like(edge, other) for other in sure):
        return f"is “{text}” a running {what}? Other pages have one at its place"
    if not near or edge.line.size > SETTINGS.furniture_larger * usual:
        return ""
    if edge.times > 1:
        return f"is “{text}” a running {what}? It stands on {edge.times} pages"
    if not edge.foot and _says_title(edge):
        return f"is “{text}” a running header? It says the heading below it again"
    number = re.sub(r"\D", "", text)
    if BARE.fullmatch(text) and number and int(number) == edge.sheet.number:
        return f"is “{text}” the number of page {edge.sheet.number}?"
    return ""


def _open_pieces(edge: Edge) -> list[Piece]:
    return [piece for piece in edge.pieces if not any(piece is proven for proven in edge.proven)]


def _text_of(pieces: Sequence[Piece]) -> str:
    return " ".join(word.text for piece in pieces for word in piece.words)


def _set_like(edge: Edge, other: Edge) -> bool:
    """Whether two lines stand at the same height and are set in the same way."""
    near = other.foot == edge.foot and abs(other.away - edge.away) < 1
    return near and other.line.words[0].style == edge.line.words[0].style


def _says_title(edge: Edge) -> bool:
    larger = [
        word for word in edge.sheet.words if word.turn == 0 and word.size > SETTINGS.furniture_larger * edge.line.size
    ]
    lines = make_lines(larger, edge.sheet.number) if len(edge.line.words) > 1 else []
    return any(edge.line.text.casefold() == line.text.casefold() for line in lines if line.top > edge.line.bottom)


def _take(sheet: Sheet, words: Sequence[Word]) -> None:
    taken = {id(word) for word in words}
    sheet.words = [word for word in sheet.words if id(word) not in taken]


def _set_aside(edge: Edge, file: str) -> None:
    words = [word for piece in edge.proven for word in piece.words]
    _take(edge.sheet, words)
    text = _text_of(edge.proven)
    reason = "page number" if BARE.fullmatch(text) else "running footer" if edge.foot else "running header"
    box = Line(words, edge.line.base, edge.line.size).box
    edge.sheet.asides.append(Aside(text, reason, edge.sheet.place(file, box)))
