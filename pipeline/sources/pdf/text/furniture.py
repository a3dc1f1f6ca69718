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
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.model.flow import Aside
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.page import Ruling, rulings_of
from pipeline.sources.pdf.tables.settings import SETTINGS as TABLES
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word, body_size, make_lines

_PAGE = r"(?:page|p\.|tudalen|tud\.|seite|página|sida)"
NAMED = re.compile(rf"\b{_PAGE}\s*[-–]?\s*\d+", re.IGNORECASE)
OF = re.compile(r"(?<![\d/.])(\d{1,4})\s*(?:of|o|/|von|de)\s*(\d{1,4})(?![\d/.])", re.IGNORECASE)
BARE = re.compile(r"[-–—|\s]*(?:\d{1,4}|[ivxl]{1,7})[-–—|\s]*", re.IGNORECASE)
ROMAN = re.compile(rf"(?:^|\b{_PAGE}[\s|]*)([ivxl]{{1,7}})$", re.IGNORECASE)
SAME_SIZE = 0.3
"""Points; producers round the size of one type differently."""
SIGNS = frozenset("|–—-•·/")
LABEL_LINES = 3
"""Labels of a table have at most so many more lines."""
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}

Key = tuple[bool, str]


@dataclass(slots=True)
class _Piece:
    """Words of a line in the margin. `keys` are they as other pages would have them: as they are, and with a page number open."""

    words: list[Word]
    keys: tuple[Key, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class _Edge:
    """A line in the margin: `away` is its distance from the nearer page edge in points, `pieces` what wide white space parts.

    One that `touches` the text, or may be a row of a table, proves nothing; it is furniture only where other pages prove it.
    """

    sheet: Sheet
    line: Line
    foot: bool
    away: float
    keys: tuple[Key, ...]
    pieces: list[_Piece]
    touches: bool = False
    proven: list[_Piece] = field(default_factory=list)
    times: int = 1


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
    usual = body_size(line for sheet in sheets for line in _lines(sheet))
    edges = [
        edge
        for sheet in sheets
        for edge in _edges(sheet, usual)
        if not any((sheet.number, word.mcid) in named for word in edge.line.words)
    ]
    _prove(edges, len(sheets))
    edges = _without_rows(_without_inner(edges, usual), sheets)
    doubtful: dict[int, list[Doubtful]] = defaultdict(list)
    sure = [edge for edge in edges if edge.proven]
    for edge in edges:
        left = [piece for piece in edge.pieces if not any(piece is proven for proven in edge.proven)]
        if edge.proven:
            _set_aside(edge, file)
        if left and not edge.touches and (question := _question(edge, left, sure, usual)):
            words = [word for piece in left for word in piece.words]
            _take(edge.sheet, words)
            line = Line(words, edge.line.base, edge.line.size, edge.sheet.number)
            doubtful[edge.sheet.number].append(Doubtful(line, edge.foot, question))
    return doubtful


def put_back(doubtful: Mapping[int, Sequence[Doubtful]], sheets: Sequence[Sheet]) -> None:
    """Put the words of doubtful lines back into their sheets, where the tags may have a place for them."""
    for number, lines in doubtful.items():
        sheets[number - 1].words += [word for line in lines for word in line.line.words]


def _lines(sheet: Sheet) -> list[Line]:
    return make_lines([word for word in sheet.words if word.turn == 0], sheet.number)


def _edges(sheet: Sheet, usual: float) -> list[_Edge]:
    """The lines at the head and at the foot of a page; where the text begins they may touch it, or stand in a table."""
    lines = _lines(sheet)
    drawn = sheet.page.objects.get("rect") or sheet.page.objects.get("line")
    upright = rulings_of(sheet.page, sheet.words).vertical if drawn else ()
    found: dict[int, _Edge] = {}
    for foot in (False, True):
        block, open_ones = _outermost(lines[::-1] if foot else lines, sheet.height, foot, usual)
        for line in (*block, *open_ones):
            if id(line) not in found:
                inside = line in open_ones or _in_table(upright, line, lines, foot)
                edge = _edge(sheet, line, foot, line.size < 0.95 * usual)
                found[id(line)] = replace(edge, touches=inside)
    return list(found.values())


def _edge(sheet: Sheet, line: Line, foot: bool, small: bool) -> _Edge:
    parts = _parts(line, SETTINGS.furniture_gap)
    texts = [" ".join(word.text for word in words).casefold() for words in parts]
    pieces = [_Piece(words, _keys(text, sheet.number, small)) for words, text in zip(parts, texts, strict=True)]
    away = sheet.height - line.base if foot else line.base
    keys = (*_keys(" | ".join(texts), sheet.number, small), *_mirrored(texts, sheet.number))
    return _Edge(sheet, line, foot, away, keys, pieces)


def _mirrored(texts: list[str], page: int) -> tuple[Key, ...]:
    """The words of a line without the page number at its outer end, which stands left and right by turns."""
    ends = [at for at in {0, len(texts) - 1} if len(texts) > 1 and BARE.fullmatch(texts[at])]
    keys = []
    for at in ends:
        number = texts[at].strip(" -–—|")
        ahead = f"#{int(number) - page}#" if number.isdecimal() else f"#{_roman(number) - page}# roman"
        keys.append((True, f"mirrored {ahead} {' '.join([*texts[:at], *texts[at + 1 :]])}"))
    return tuple(keys)


def _outermost(lines: list[Line], height: float, foot: bool, usual: float) -> tuple[list[Line], list[Line]]:
    """The lines next to the edge of the page that white space parts from the rest, and those that touch it."""
    block: list[Line] = []
    done: list[Line] = []
    for line in lines:
        if block and _white_between(block[-1], line) > SETTINGS.furniture_white * min(line.size, block[-1].size):
            done, block = [*done, *block], []
        zone = SETTINGS.furniture_deep if line.size > usual + SAME_SIZE else SETTINGS.furniture_zone
        beyond = (height - line.base if foot else line.base) > zone * height
        if beyond or len(done) + len(block) > SETTINGS.furniture_lines:
            return done, block
        block.append(line)
    return [*done, *block], []


def _white_between(one: Line, other: Line) -> float:
    return max(other.top - one.bottom, one.top - other.bottom)


def _parts(line: Line, gap: float) -> list[list[Word]]:
    """The words of a line, split where the white space is wider than the gap, in multiples of the font size."""
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > gap * line.size:
            parts.append([])
        parts[-1].append(word)
    return parts


def _keys(text: str, page: int, small: bool) -> tuple[Key, ...]:
    """The words as they are, and once for each number that may be the page's, which is replaced by what it is ahead.

    White space between the words and the number is no part of them: producers set "Page 1" and "Page1" on pages of one file.
    """
    keys = [(False, text)]
    for match in re.finditer(r"\d{1,4}", text):
        if small or _counts_pages(text, match.start(), match.end()):
            keys.append((True, f"{text[: match.start()]}#{int(match.group()) - page}#{text[match.end() :]}"))
    if roman := ROMAN.search(text.strip(" -–—|")):
        keys.append((True, f"{text.strip(' -–—|')[: roman.start(1)]}#{_roman(roman[1]) - page}# roman"))
    return tuple((counts, re.sub(r"[\s|]", "", key)) for counts, key in keys)


def _counts_pages(text: str, start: int, end: int) -> bool:
    """Whether a number can be the page's: alone, behind the word "page", before "of 9", or set off by a sign."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not before and not after:
        return True
    named = any(match.start() <= start < match.end() for match in (*NAMED.finditer(text), *OF.finditer(text)))
    first, last = not before or before[-1] in SIGNS, not after or after[0] in SIGNS
    return named or (first and last)


def _roman(text: str) -> int:
    values = [VALUES[letter] for letter in text.casefold()]
    return sum(-value if following > value else value for value, following in pairwise([*values, 0]))


def _prove(edges: list[_Edge], pages: int) -> None:
    """Find the lines that repetition proves. A line of which only a part repeats needs more pages than a whole one."""
    least = min(SETTINGS.furniture_pages, max(2, pages))
    share = max(SETTINGS.furniture_pages, SETTINGS.furniture_share * pages)
    lines, parts = defaultdict(list), defaultdict(list)
    apart = [edge for edge in edges if not edge.touches]
    for edge in apart:
        for key in edge.keys:
            lines[edge.foot, key].append(edge)
        for key in (key for piece in edge.pieces for key in piece.keys):
            parts[edge.foot, key].append(edge)
    for edge in apart:
        edge.times = max(_pages(edge, lines[edge.foot, key]) for key in edge.keys)
        if edge.times >= least or _proves_itself(edge.line.text, edge.sheet, pages):
            edge.proven = edge.pieces
        elif len(edge.pieces) > 1:
            edge.proven = [
                piece
                for piece in edge.pieces
                if max(_pages(edge, parts[edge.foot, key]) for key in piece.keys) >= share
            ]
    for edge in edges:
        same = [
            other for key in edge.keys for other in lines[edge.foot, key] if other.proven and _set_like(edge, other)
        ]
        if edge.touches and len({other.sheet.number for other in same}) >= SETTINGS.furniture_pages:
            edge.proven = edge.pieces


def _without_inner(edges: list[_Edge], usual: float) -> list[_Edge]:
    """The edges without lines that repeat on the text's side of a heading that does not, as "Aims" under each chapter."""
    headings = [edge for edge in edges if not edge.proven and edge.line.size > usual + SAME_SIZE]
    return [
        edge
        for edge in edges
        if not edge.proven
        or not any(one.sheet is edge.sheet and one.foot == edge.foot and one.away < edge.away for one in headings)
    ]


def _without_rows(edges: list[_Edge], sheets: Sequence[Sheet]) -> list[_Edge]:
    """The edges without the header rows of tables that go on over pages, and of small tables at the head of pages.

    The next rows have as many cells below those of the first; or another row touches it, and other pages have text at its
    place. Lines that are set off and set in the same way are no text: they are the running header of the next chapter.
    """
    known = {id(edge.line.words[0]): edge for edge in edges}
    lines = {sheet.number: _lines(sheet) for sheet in sheets} if any(edge.proven for edge in edges) else {}

    def is_text(line: Line, edge: _Edge) -> bool:
        other = known.get(id(line.words[0]))
        return other is None or not (other.proven or (_set_like(edge, other) and not other.touches))

    rows: list[_Edge] = []
    for edge in [edge for edge in edges if edge.proven]:
        if _heads_columns(edge, lines[edge.sheet.number]):
            here = (other for other in edges if other.sheet is edge.sheet and not other.foot)
            rows += [other for other in here if other.line.base >= edge.line.base]
            continue
        touching = (
            line
            for line in lines[edge.sheet.number]
            if line.base != edge.line.base
            and _white_between(edge.line, line) <= SETTINGS.furniture_white * max(edge.line.size, line.size)
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
    taken = {id(row) for row in rows}
    return [edge for edge in edges if id(edge) not in taken]


def _heads_columns(edge: _Edge, lines: Sequence[Line]) -> bool:
    """Whether a line at the head of a page has three cells or more, and two of the next lines as many, below them.

    Each of these may have one cell more, as a mark that no label stands over.
    """
    cells = _parts(edge.line, TABLES.wide)
    below = sorted((line for line in lines if line.base > edge.line.base), key=lambda line: line.base)
    rows = [_parts(line, TABLES.wide) for line in below[: LABEL_LINES + 2]]

    def alike(row: list[list[Word]]) -> bool:
        held = (any(a[0].x0 < b[-1].x1 and b[0].x0 < a[-1].x1 for b in row) for a in cells)
        return 0 <= len(row) - len(cells) <= 1 and all(held)

    return not edge.foot and len(cells) > 2 and any(alike(row) and alike(other) for row, other in pairwise(rows))


def _pages(edge: _Edge, others: Sequence[_Edge]) -> int:
    """On how many pages the same words stand at the same distance from the page edge."""
    return len({other.sheet.number for other in others if abs(other.away - edge.away) <= SETTINGS.furniture_place})


def _proves_itself(text: str, sheet: Sheet, pages: int) -> bool:
    match = OF.search(text)
    return bool(match and NAMED.search(text) and (int(match[1]), int(match[2])) == (sheet.number, pages))


def _question(edge: _Edge, left: list[_Piece], sure: list[_Edge], usual: float) -> str:
    """What to ask about a line that repetition does not prove; "" where nothing makes it look like furniture."""
    near = edge.away <= SETTINGS.furniture_near * edge.sheet.height
    text = " ".join(piece.text for piece in left)
    what = "footer" if edge.foot else "header"
    if edge.proven:
        return f"is “{text}” part of the running {what}? It stands beside one"
    if not near or edge.line.size > SETTINGS.furniture_larger * usual:
        return ""
    if edge.times > 1:
        return f"is “{text}” a running {what}? It stands on {edge.times} pages"
    if any(_set_like(edge, other) for other in sure):
        return f"is “{text}” a running {what}? Other pages have one at its place"
    if not edge.foot and _says_title(edge):
        return f"is “{text}” a running header? It says the heading below it again"
    number = re.sub(r"\D", "", text)
    if BARE.fullmatch(text) and number and int(number) == edge.sheet.number:
        return f"is “{text}” the number of page {edge.sheet.number}?"
    return ""


def _set_like(edge: _Edge, other: _Edge) -> bool:
    """Whether two lines stand at the same height and are set in the same way."""
    near = other.foot == edge.foot and abs(other.away - edge.away) < 1
    return near and other.line.words[0].style == edge.line.words[0].style


def _says_title(edge: _Edge) -> bool:
    larger = [word for word in edge.sheet.words if word.turn == 0 and word.size > 1.15 * edge.line.size]
    lines = make_lines(larger, edge.sheet.number) if len(edge.line.words) > 1 else []
    return any(edge.line.text.casefold() == line.text.casefold() for line in lines if line.top > edge.line.bottom)


def _in_table(upright: Sequence[Ruling], line: Line, lines: list[Line], foot: bool) -> bool:
    """Whether upright ruling lines or edges of fills make the line a row of a table.

    They run on into the text of the page; or, at its head, they stand between the words of the row with more text right
    below, as those of a header row do that each page repeats.
    """
    past = [rule for rule in upright if rule.start <= _middle(line) <= rule.end]
    long = [rule for rule in past if rule.end - rule.start > 3 * line.size]
    row = [line for line in lines if any(rule.start <= _middle(line) <= rule.end for rule in past)]
    # A band holds the few lines of a header; the lines of a table go on below it.
    if len(long) >= 2 and len(row) > SETTINGS.band_lines:
        return True
    if foot or not past:
        return False
    between = [rule for rule in past if min(line.x0 for line in row) < rule.at < max(one.x1 for one in row)]
    reach = SETTINGS.table_near
    return any(rule.end < line.base and line.top < rule.end + reach * line.size for rule in between for line in lines)


def _middle(line: Line) -> float:
    return line.base - 0.3 * line.size


def _take(sheet: Sheet, words: Sequence[Word]) -> None:
    taken = {id(word) for word in words}
    sheet.words = [word for word in sheet.words if id(word) not in taken]


def _set_aside(edge: _Edge, file: str) -> None:
    words = [word for piece in edge.proven for word in piece.words]
    _take(edge.sheet, words)
    text = " ".join(word.text for word in words)
    reason = "running footer" if edge.foot else "running header"
    if BARE.fullmatch(text):
        reason = "page number"
    box = Line(words, edge.line.base, edge.line.size).box
    edge.sheet.asides.append(Aside(text, reason, edge.sheet.place(file, box)))
