"""What a page shows, read once and never changed: its words in lines, its ruling lines, fills and drawings.

`rulings_of` collects every straight edge of the page: lines, thin rectangles, frames, rows of dots, and the sides of filled
cells that lie side by side. `Page` holds these and the words in lines of segments. A segment is words with no more than word
spaces between them, so a line of a table has one segment for each cell. Places are points from the top left corner.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any, NamedTuple

from pipeline.model.place import Box, box_of
from pipeline.sources.pdf.tables.settings import SETTINGS as S
from pipeline.sources.pdf.text.underlines import underlined_by
from pipeline.sources.pdf.text.words import Word, around

MOST_RULINGS = 1200
"""Maps hold tens of thousands of strokes and no table: beyond this many only the longest are kept, so that time is bounded."""
_FIGURE = re.compile(
    r"[\W_]*(\d[\d\W]*[a-zA-Z]{0,2}[\W_]*|[—–\-−.…*†‡#]+|n/?a\.?|nil|\(?[xX]\)?|ref\.?)", re.IGNORECASE
)
_YEAR = re.compile(r"\(?(FY\s*)?(18|19|20)\d\d([-–/](\d{2,4})?)?[*a-z\d]?\)?")
CAPTION = re.compile(
    r"(table|exhibit|figure|chart|box|map|tableau|tabelle|tabella|tabla|tabel|abbildung|graph|grafico)\s+\S*\d\S*",
    re.IGNORECASE,
)
CODE = re.compile(r"\w+[:._/@]\w|\S*[a-z][A-Z]")
"""A word of code, a web address or a name that programs use: its first letter tells nothing."""
NOTE = re.compile(
    r"(notes?|sources?|key|quellen?|anmerkung|remarque|fonte|fuente|nota|bron|kilde|exhibit reads)\b|[*†‡§]",
    re.IGNORECASE,
)
_NOTE_LABEL = re.compile(rf"(?:{NOTE.pattern})+[:.]?", re.IGNORECASE)
TINY = 0.01
"""Points; a stroke without length has a place."""
CURRENCIES = ("$", "£", "€")
_DASHES = re.compile(r"[-_=–—]{12,}")
_WHITE = (1.0,)


class Ruling(NamedTuple):
    """A straight edge: `at` is its y (horizontal) or x (vertical), from `start` to `end`."""

    at: float
    start: float
    end: float


class Fill(NamedTuple):
    """A filled box and its colour as the file gives it, None where it is transparent: its sides may be those of cells."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: object

    @property
    def box(self) -> Box:
        """Its sides."""
        return Box(self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True)
class Rulings:
    """All ruling lines of a page, merged and sorted; fills that are not white; the boxes of curves.

    `painted` are all fills in the order of painting, the white ones too, which cover what was painted before.
    """

    horizontal: tuple[Ruling, ...] = ()
    vertical: tuple[Ruling, ...] = ()
    fills: tuple[Fill, ...] = ()
    curved: tuple[Box, ...] = ()
    painted: tuple[Fill, ...] = ()

    def colour_at(self, x: float, y: float) -> object:
        """The colour that is seen at a point, as the file gives it; None where it is white."""
        over = (fill for fill in reversed(self.painted) if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom)
        fill = next(over, None)
        return fill.colour if fill and fill.colour != _WHITE else None

    def drawing_in(self, box: Box) -> bool:
        """Whether a box holds a chart: curves run through a good part of it, or bars stand in it."""
        inside = [
            min(x1, box.x1) - max(x0, box.x0)
            for x0, top, x1, bottom in self.curved
            if x0 < box.x1 and box.x0 < x1 and top < box.bottom and box.top < bottom
        ]
        return sum(inside) > S.chart_share * (box.x1 - box.x0) or self._bars_in(box)

    def _bars_in(self, box: Box) -> bool:
        """Whether fills of one colour and width stand on one line, apart from each other and of different heights."""
        bars: dict[tuple[object, int, int], list[Fill]] = {}
        for fill in self.fills:
            if box.x0 <= fill.x0 and fill.x1 <= box.x1 and box.top <= fill.top and fill.bottom <= box.bottom:
                bars.setdefault((fill.colour, round(fill.x1 - fill.x0), round(fill.bottom)), []).append(fill)
        return any(
            len({round(bar.top) for bar in row}) >= S.bars
            and all(right.x0 - left.x1 > S.touch for left, right in itertools.pairwise(sorted(row)))
            for row in bars.values()
        )

    def across(self, low: float, high: float, x0: float, x1: float) -> list[Ruling]:
        """The horizontal rulings between two heights that overlap a stretch."""
        rulings = self.horizontal[
            bisect_left(self.horizontal, (low,)) : bisect_right(self.horizontal, (high, float("inf")))
        ]
        return [ruling for ruling in rulings if ruling.start < x1 and x0 < ruling.end]


def rulings_of(page: Any, words: Sequence[Word] = (), fills_too: bool = True) -> Rulings:
    """The ruling lines of a pdfplumber page with these words; a page frame and the lines under links are left out.

    With `fills_too` the sides of filled cells that lie side by side are ruling lines as well.
    """
    width, height = float(page.width), float(page.height)
    strokes: tuple[list[Ruling], list[Ruling]] = ([], [])
    fills: list[Fill] = []
    curved: list[Box] = []
    for rect in page.rects:
        box = box_of(rect)
        if _stroke(*box, strokes) or _is_border(box, width, height):
            continue
        if rect["stroke"]:
            _frame(box, strokes)
        if rect["fill"]:
            fill = Fill(*box, None if rect.get("clear") else _colour(rect["non_stroking_color"]))
            if fills and _is_ring(fills[-1], fill):
                _frame(around((box, fills[-1].box)), strokes)
            if not _is_unseen(fill, fills):
                fills.append(fill)
    for line in page.lines:
        _stroke(*box_of(line), strokes)
    for curve in page.curves:
        box = box_of(curve)
        if _is_border(box, width, height) or _polygon(curve, strokes):
            continue
        if box.x1 - box.x0 > 2 * S.thin and box.bottom - box.top > 2:
            curved.append(box)
    for box in _tiles(fills, words) if fills_too else ():
        _frame(box, strokes)
    painted = tuple(fill for fill in fills[-MOST_RULINGS:] if fill.colour)
    coloured = tuple(fill for fill in fills[:MOST_RULINGS] if fill.colour not in (None, _WHITE))
    linked = sorted((word for word in words if word.link), key=lambda word: word.x0)
    level = [one for one in strokes[0] if not underlined_by(Box(one.start, one.at, one.end, one.at), linked)]
    lines = tuple(_merged(level, height)), tuple(_merged(strokes[1], width))
    return Rulings(*lines, coloured, tuple(curved[:MOST_RULINGS]), painted)


def _is_border(box: Box, width: float, height: float) -> bool:
    """Whether a box frames the page, or is small and near the edge of it, as the ornaments of a border are."""
    wide, high = box.x1 - box.x0, box.bottom - box.top
    near = min(box.x1, box.bottom, width - box.x0, height - box.top) < S.page_margin
    return (wide > S.page_frame * width and high > S.page_frame * height) or (near and max(wide, high) < S.ornament)


def _colour(value: object) -> object:
    """A colour that can be compared; the whites of grey and RGB are one."""
    parts = value if isinstance(value, list | tuple) else (value,)
    return _WHITE if len(parts) in (1, 3) and all(part == 1 for part in parts) else tuple(parts)


def _stroke(x0: float, top: float, x1: float, bottom: float, strokes: tuple[list[Ruling], list[Ruling]]) -> bool:
    """Adds a thin shape as a ruling; a dot may belong to one of either direction. False where the shape has an area."""
    wide, high = x1 - x0, bottom - top
    if wide > S.thin and high > S.thin:
        return False
    if high <= S.thin and wide >= S.dot * high:
        strokes[0].append(Ruling((top + bottom) / 2, x0, x1))
    if wide <= S.thin and high >= S.dot * wide:
        strokes[1].append(Ruling((x0 + x1) / 2, top, bottom))
    return True


def _frame(box: Box, strokes: tuple[list[Ruling], list[Ruling]]) -> None:
    x0, top, x1, bottom = box
    strokes[0].extend((Ruling(top, x0, x1), Ruling(bottom, x0, x1)))
    strokes[1].extend((Ruling(x0, top, bottom), Ruling(x1, top, bottom)))


def _is_ring(one: Fill, other: Fill) -> bool:
    """Whether two fills, one just inside the other, are a border painted as a ring."""
    inset = (other.x0 - one.x0, other.top - one.top, one.x1 - other.x1, one.bottom - other.bottom)
    return one.colour == other.colour and (
        all(S.hair < side <= S.thin for side in inset) or all(-S.thin <= side < -S.hair for side in inset)
    )


def _is_unseen(shape: Fill, fills: Sequence[Fill]) -> bool:
    """Whether a fill lies within the last one under it, in its colour: Word paints the space around shaded lines so."""
    x, y = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2
    over = (fill for fill in reversed(fills) if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom)
    under = next(over, None) if len(fills) <= MOST_RULINGS else None
    if under is None or shape.colour is None or shape.colour != under.colour:
        return False
    wide = under.x0 < shape.x0 + 1 and shape.x1 < under.x1 + 1
    return wide and under.top < shape.top + 1 and shape.bottom < under.bottom + 1


def _polygon(curve: Any, strokes: tuple[list[Ruling], list[Ruling]]) -> bool:
    """Adds the sides of a path where all are horizontal or vertical; False for any other path."""
    points = curve["pts"]
    if not 2 <= len(points) <= S.corners or any(step[0] == "c" for step in curve.get("path") or ()):
        return False
    sides = list(itertools.pairwise(points))
    if any(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in sides):
        return False
    for (xa, ya), (xb, yb) in sides:
        _stroke(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), strokes)
    return True


def _tiles(fills: Sequence[Fill], words: Sequence[Word]) -> list[Box]:
    """The filled boxes that lie side by side as the cells of a row do.

    A lone filled box is the background of a paragraph; one inside another of its colour is that of a few words, as are two
    over whose common side a line of text runs on.
    """
    if len(fills) > MOST_RULINGS:
        return []
    by_row: dict[tuple[int, int], list[Fill]] = {}
    for fill in fills:
        by_row.setdefault((round(fill.top / S.same_edge), round(fill.bottom / S.same_edge)), []).append(fill)
    tiles: set[Box] = set()
    for row in by_row.values():
        outer: list[Fill] = []
        for fill in sorted(row, key=lambda fill: (fill.x0, -fill.x1)):
            if not (outer and fill.x1 <= outer[-1].x1 + 1):
                outer.append(fill)
        near = [
            word for word in words if row[0].top - S.same_edge < word.bottom and word.top < row[0].bottom + S.same_edge
        ]
        for left, right in itertools.pairwise(outer):
            if abs(right.x0 - left.x1) <= S.thin and not _runs_on(left, near):
                tiles.update((left.box, right.box))
    return sorted(tiles)


def _runs_on(left: Fill, words: Sequence[Word]) -> bool:
    """Whether a word crosses the right side of a fill, or ends or begins right there with the next one a word space away.

    The text of a cell keeps off its sides.
    """
    inside = [word for word in words if left.top < (word.top + word.bottom) / 2 < left.bottom]
    if any(word.x0 < left.x1 - 1 and left.x1 + 1 < word.x1 for word in inside):
        return True
    before = max((word for word in inside if word.x1 < left.x1 + 1), key=lambda word: word.x1, default=None)
    after = min((word for word in inside if word.x0 > left.x1 - 1), key=lambda word: word.x0, default=None)
    if before is None or after is None:
        return False
    touches = abs(before.x1 - left.x1) < S.at_side or abs(after.x0 - left.x1) < S.at_side
    return touches and after.x0 - before.x1 < S.over_side * (after.bottom - after.top)


def _merged(strokes: Iterable[Ruling], most: float) -> list[Ruling]:
    """Strokes of one line joined, doubled lines made one; `most` bounds the place (the size of the page)."""
    inside = sorted(stroke for stroke in strokes if -1 <= stroke.at <= most + 1)
    rulings: list[Ruling] = []
    first = 0
    for at in range(1, len(inside) + 1):
        if (
            at == len(inside)
            or inside[at].at - inside[at - 1].at > S.doubled
            or inside[at].at - inside[first].at > 2 * S.doubled
        ):
            rulings += _joined(inside[first:at])
            first = at
    if len(rulings) > MOST_RULINGS:
        rulings = sorted(sorted(rulings, key=lambda ruling: ruling.start - ruling.end)[:MOST_RULINGS])
    return rulings


def _joined(strokes: list[Ruling]) -> list[Ruling]:
    """Ruling lines made of strokes at about one place; what stays shorter than a letter is none."""
    strokes.sort(key=lambda stroke: stroke.start)
    joined: list[Ruling] = []
    weight = 0.0
    for stroke in strokes:
        length = stroke.end - stroke.start + TINY
        if joined and stroke.start <= joined[-1].end + S.stroke_gap:
            last = joined[-1]
            at = (last.at * weight + stroke.at * length) / (weight + length)
            weight += length
            joined[-1] = Ruling(at, last.start, max(last.end, stroke.end))
        else:
            weight = length
            joined.append(stroke)
    return [ruling for ruling in joined if ruling.end - ruling.start > 2 * S.thin]


@dataclass(slots=True)
class Segment:
    """Words of one line with no more than word spaces between them."""

    words: list[Word]
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0

    def __post_init__(self) -> None:
        """Computes the box of the words."""
        self.x0 = self.words[0].x0
        self.x1 = max(word.x1 for word in self.words)
        self.top = min(word.top for word in self.words)
        self.bottom = max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


TextLine = list[Segment]


def is_figure(text: str) -> bool:
    """Whether an entry is a number, a date, a sum, or a sign that stands for one ("27.9%", "(1.1–1.2)", "—", "n/a")."""
    return len(text) < S.figure_letters and _FIGURE.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a figure is a year or a span of years, which usually is a label."""
    return _YEAR.fullmatch(text) is not None


def belongs_to(word: Word, after: Word) -> bool:
    """Whether a word belongs to the next one, however far apart: a currency sign before a figure, the sides of a box to tick."""
    return (word.text in CURRENCIES and is_figure(after.text)) or (word.text == "[" and after.text == "]")


def begins_note(words: Sequence[Word]) -> bool:
    """Whether a line begins as a note under a table does: with a raised mark, an asterisk, or a word such as "Source:"."""
    label = words[0].text
    named = _NOTE_LABEL.fullmatch(label) is not None and not label[-1].isalnum()
    return named or words[0].parts[0].raised


def is_row_of_figures(line: TextLine) -> bool:
    """Whether all words of a line but the first are figures; a typewriter sets full rows with single spaces between them."""
    words = [word for part in line for word in part.words]
    return len(words) > S.rows_many and all(is_figure(word.text) for word in words[1:])


def text_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words in lines from top to bottom, each from left to right.

    A raised or lowered word belongs to the line with which it overlaps by more than half its height.
    """
    lines: list[list[Word]] = []
    top = bottom = 0.0
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        overlap = min(bottom, word.bottom) - max(top, word.top)
        if 2 * overlap > min(bottom - top, word.bottom - word.top):
            lines[-1].append(word)
            if word.bottom - word.top > bottom - top:
                top, bottom = word.top, word.bottom
        else:
            lines.append([word])
            top, bottom = word.top, word.bottom
    for line in lines:
        line.sort(key=lambda word: word.x0)
    return lines


def reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one cell as they are read."""
    return tuple(word for line in text_lines(words) for word in line) if len(words) > 1 else tuple(words)


@dataclass(frozen=True)
class Page:
    """The upright words of a page in lines of segments, with its ruling lines.

    `space` is the usual word space and `wide` what is wider than a word space can be, both in multiples of the height of the
    words; `height` is the usual height of words in points. Lines of dashes are ruling lines and no text. `strokes` are the
    ruling lines without the sides of fills.
    """

    number: int
    words: tuple[Word, ...]
    rulings: Rulings
    strokes: Rulings
    space: float = 0.27
    height: float = 0.0
    lines: tuple[TextLine, ...] = ()
    _tops: tuple[float, ...] = field(default=(), repr=False)
    _order: tuple[Word, ...] = field(default=(), repr=False)
    _middles: tuple[float, ...] = field(default=(), repr=False)

    @property
    def wide(self) -> float:
        """What is wider than a word space can be, in multiples of the height of the words."""
        return S.wide_space * self.space

    def between(self, top: float, bottom: float) -> tuple[TextLine, ...]:
        """The lines whose middle lies between two heights."""
        return self.lines[bisect_left(self._tops, top) : bisect_right(self._tops, bottom)]

    def inside(self, box: Box) -> list[Word]:
        """The words whose middle lies in a box, by height on the page."""
        x0, top, x1, bottom = box
        words = self._order[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]
        return [word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1]

    def segments(self, line: Sequence[Word]) -> TextLine:
        """A line of words split where the gap is wider than a word space can be."""
        return _segments(line, self.wide)


def word_space(words: Sequence[Word], most: float, otherwise: float) -> float:
    """The usual gap between words of a line, in multiples of their height, no more than `most`; `otherwise` for few gaps."""
    gaps = []
    for left, right in itertools.pairwise(words):
        gap, height = right.x0 - left.x1, right.bottom - right.top
        if left.base == right.base and 0 < gap < S.counted_gap * height:
            gaps.append(gap / height)
    return min(most, median(gaps)) if len(gaps) > S.many_gaps else otherwise


def page_of(number: int, words: Iterable[Word], rulings: Rulings, strokes: Rulings, space: float) -> Page:
    """The page with these words and ruling lines, and with this word space."""
    held = tuple(word for word in words if word.turn == 0)
    order = sorted(held, key=lambda word: word.top + word.bottom)
    raw = text_lines(held)
    wide = S.wide_space * space
    lines: list[TextLine] = []
    drawn: list[Ruling] = []
    for line in raw:
        if _DASHES.fullmatch("".join(word.text for word in line)):
            drawn.append(Ruling((line[0].top + line[0].bottom) / 2, line[0].x0, line[-1].x1))
        else:
            lines.append(_segments(line, wide))
    if drawn:
        level = tuple(sorted((*rulings.horizontal, *drawn)))
        rulings = replace(rulings, horizontal=level)
    height = median(word.bottom - word.top for word in held) if held else 0.0
    return Page(
        number, held, rulings, strokes, space, height, tuple(lines),
        tuple((line[0].top + line[0].bottom) / 2 for line in lines), tuple(order),
        tuple((word.top + word.bottom) / 2 for word in order),
    )  # fmt: skip


def _segments(line: Sequence[Word], wide: float) -> TextLine:
    groups: list[list[Word]] = []
    for word in line:
        if groups:
            last = groups[-1][-1]
            height = max(word.bottom - word.top, last.bottom - last.top)
            if word.x0 - max(word.x1 for word in groups[-1]) <= wide * height or belongs_to(last, word):
                groups[-1].append(word)
                continue
        groups.append([word])
    return [Segment(group) for group in groups]
