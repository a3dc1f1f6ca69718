"""Where the parts of a chart stand: bars with their values, lines with their points, shares of a whole.

Every series differs by fill or by sign as well as by colour, and values stand at what they are the values of, so that
nothing depends on colour (WCAG 1.4.1) and nobody has to look back and forth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import ceil, cos, floor, log10, pi, sin

from pipeline.editions.contrast import mixed, nearest, ratio
from pipeline.editions.drawings.lettering import DrawingFonts
from pipeline.editions.drawings.shapes import Drawing, DrawnWords, Point, Polygon, Shape, Stroke

TICKS = 4
ROUND = 32
"""Corners of what is drawn as a circle."""
EDGE = 1.0
"""Room at the sides of a chart for half of its lines: it begins where the text around it begins."""
DASHES = (0.0, 6.0, 2.0, 10.0)
TINTS = (0.0, 0.66, 0.33, 1.0)
"""How much of the ground is mixed into the accent for the fill of each series; all have an edge of the accent."""


FORMS = {
    "done": (((0.0, 0.55), (0.2, 0.35), (0.4, 0.58), (0.82, 0.1), (1.0, 0.28), (0.42, 0.95)),),
    "paused": (((0.1, 0.0), (0.4, 0.0), (0.4, 1.0), (0.1, 1.0)), ((0.6, 0.0), (0.9, 0.0), (0.9, 1.0), (0.6, 1.0))),
    "closed": (((0.0, 0.33), (1.0, 0.33), (1.0, 0.67), (0.0, 0.67)),),
}
"""The corners of a tick, of two bars and of one across, as parts of the box in which they stand."""


@dataclass(frozen=True)
class Series:
    """A column of figures: its name, its values (None where there is none), the values as they are printed, their unit."""

    name: str
    values: tuple[float | None, ...]
    printed: tuple[str, ...]
    unit: str = ""

    def mark(self, number: float) -> str:
        """A number of the scale, with the unit of the column."""
        text = f"{abs(number):,.10g}"
        return ("−" if number < 0 else "") + (f"{self.unit}{text}" if self.unit in "£$€" else f"{text}{self.unit}")


@dataclass(frozen=True)
class Data:
    """What a chart shows: the names of the rows and their figures.

    `fills` are the colours of the parts of a share, `forms` what shapes stand for them in the key, by their meanings.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    fills: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartStyle:
    """How a chart is drawn: width and type size in 1/96 inch, colours, and the fonts of its words."""

    width: float
    size: float
    ink: str
    ground: str
    accent: str
    face: DrawingFonts


def bars(data: Data, style: ChartStyle) -> Drawing:
    """A bar for each figure, its value at its end; the names of the rows stand above their bars."""
    plot = _Plot(style)
    if len(data.series) > 1:
        plot.legend([series.name for series in data.series])
    widest = max(style.face.width(text, style.size) for series in data.series for text in (*series.printed, ""))
    values = [value for series in data.series for value in series.values if value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    unit = (plot.room - widest - style.size) / ((high - low) or 1.0)
    zero = plot.left - low * unit
    for row, label in enumerate(data.labels):
        plot.line(label, bold=True)
        first = plot.y
        for number, series in enumerate(data.series):
            value = series.values[row]
            top, bottom = plot.y, plot.y + style.size * 0.9
            start, end = sorted((zero, zero + (value or 0.0) * unit))
            if value:
                plot.shapes.append(plot.area(_box(start, top, end, bottom), number))
            plot.words((end + style.size * 0.4, bottom - style.size * 0.1), series.printed[row])
            plot.y = bottom + style.size * 0.3
        plot.shapes.append(Stroke(((zero, first), (zero, plot.y - style.size * 0.3)), style.ink, 1.5))
        plot.y += style.size * 0.4
    return plot.drawing()


def lines(data: Data, style: ChartStyle) -> Drawing:
    """A line for each column of figures over the rows, from zero; each has its own dashes and its own signs."""
    plot = _Plot(style)
    if len(data.series) > 1:
        plot.legend([series.name for series in data.series], signs=True)
    values = [value for series in data.series for value in series.values if value is not None]
    steps = _ticks(min(0.0, *values), max(0.0, *values))
    marks = [data.series[0].mark(step) for step in steps]
    left = plot.left + max(style.face.width(mark, style.size) for mark in marks) + style.size * 0.5
    right = plot.left + plot.room
    first, last = left + style.size, right - style.size  # points stand clear of the figures of the scale
    top, height = plot.y + style.size, plot.room * 0.5
    span = steps[-1] - steps[0] or 1.0

    def at(row: int, value: float) -> Point:
        across = (last - first) * row / max(1, len(data.labels) - 1)
        return first + across, top + height * (steps[-1] - value) / span

    for step, mark in zip(steps, marks, strict=True):
        level = at(0, step)[1]
        plot.shapes.append(Stroke(((left, level), (right, level)), mixed(style.ink, style.ground, 0.6), 1.0))
        plot.words((left - style.size * 0.5 - style.face.width(mark, style.size), level + style.size * 0.35), mark)
    for number, series in enumerate(data.series):
        points = [None if value is None else at(row, value) for row, value in enumerate(series.values)]
        for known, run in groupby(points, lambda point: point is not None):
            part = tuple(point for point in run if point is not None)
            if known and len(part) > 1:  # a year without a figure leaves a gap
                plot.shapes.append(Stroke(part, style.accent, 2.5, DASHES[number % len(DASHES)]))
        plot.shapes += [plot.sign(point, number) for point in points if point is not None]
    plot.y = top + height + style.size * 1.5
    plot.names_below([at(row, 0)[0] for row in range(len(data.labels))], data.labels)
    return plot.drawing()


def shares(data: Data, style: ChartStyle) -> Drawing:
    """One bar cut in parts, and a line for each part: its name, its figure, and its share of the whole."""
    plot = _Plot(style)
    (series,) = data.series
    values = [value or 0.0 for value in series.values]
    whole = sum(values)
    x, bottom = plot.left, plot.y + style.size * 2
    for number, value in enumerate(values):
        end = x + plot.room * value / whole
        if value:
            plot.shapes.append(part := plot.part(_box(x, plot.y, end, bottom), number, data))
            plot.within(part, series.printed[number])
        x = end
    plot.y = bottom + style.size * 0.8
    for number, (label, value, text) in enumerate(zip(data.labels, values, series.printed, strict=True)):
        side = style.size * 0.8
        box = _box(plot.left, plot.y, plot.left + side, plot.y + side)
        plot.shapes += plot.key(box, number, data)
        share = share_of(value / whole)
        figure = text if text == share else f"{text} ({share})"
        plot.line(f"{label}: {figure}", indent=style.size * 1.4)
    return plot.drawing()


def share_of(part: float) -> str:
    """A share as a whole percentage; a small one is not nothing, and one that is not all is not all."""
    if 0 < part < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= part < 1 else f"{part:.0%}"


def _box(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from one not above `low` to one not below `high`."""
    rough = (high - low or 1.0) / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    return [step * number for number in range(floor(low / step), ceil(high / step) + 1)]


@dataclass
class _Plot:
    """Gathers shapes from top to bottom; `y` is how far it has come."""

    style: ChartStyle
    shapes: list[Shape] = field(default_factory=list)
    y: float = 0.0

    def __post_init__(self) -> None:
        self.left, self.y = EDGE, self.style.size * 0.5
        self.room = self.style.width - 2 * EDGE

    def drawing(self) -> Drawing:
        return Drawing(self.style.width, ceil(self.y + self.style.size * 0.5), self.style.ground, tuple(self.shapes))

    def words(self, at: Point, text: str, bold: bool = False) -> None:
        if text:
            self.shapes.append(DrawnWords(at, text, self.style.size, self.style.ink, bold))

    def line(self, text: str, *, bold: bool = False, indent: float = 0.0) -> None:
        """Words on lines of their own, cut where the room ends."""
        for part in self._wrapped(text, self.room - indent, bold):
            self.words((self.left + indent, self.y + self.style.size * 0.8), part, bold)
            self.y += self.style.size * 1.35

    def _wrapped(self, text: str, room: float, bold: bool) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.style.face.width(longer, self.style.size, bold) > room:
                yield line
                longer = word
            line = longer
        yield line

    def legend(self, names: Sequence[str], *, signs: bool = False) -> None:
        size = self.style.size
        for number, name in enumerate(names):
            if signs:
                middle = self.y + size * 0.5
                dash = DASHES[number % len(DASHES)]
                self.shapes.append(
                    Stroke(((self.left, middle), (self.left + size * 2, middle)), self.style.accent, 2.5, dash)
                )
                self.shapes.append(self.sign((self.left + size, middle), number))
            else:
                self.shapes.append(
                    self.area(_box(self.left, self.y, self.left + size * 0.8, self.y + size * 0.8), number)
                )
            self.line(name, indent=size * 2.6 if signs else size * 1.4)
        self.y += size * 0.6

    def area(self, points: tuple[Point, ...], number: int) -> Polygon:
        style = self.style
        return Polygon(points, mixed(style.accent, style.ground, TINTS[number % len(TINTS)]), style.accent)

    def part(self, points: tuple[Point, ...], number: int, data: Data) -> Polygon:
        style = self.style
        if data.fills:
            return Polygon(points, data.fills[number], nearest(style.accent, style.ground, 3.0))
        step = number / max(1, len(data.labels) - 1)
        return Polygon(points, mixed(style.accent, style.ground, step), style.accent)

    def key(self, box: tuple[Point, ...], number: int, data: Data) -> list[Polygon]:
        """The sign of a part in the key: a box in its colour, or the shape that the status of its meaning has everywhere."""
        part = self.part(box, number, data)
        form = data.forms[number] if data.forms else ""
        (left, top), (right, bottom) = box[0], box[2]
        if form == "other":  # a hollow square
            rim = (right - left) / 4
            inner = _box(left + rim, top + rim, right - rim, bottom - rim)
            return [part, replace(part, points=inner, fill=self.style.ground)]
        if form in FORMS:
            width, height = right - left, bottom - top
            pieces = (tuple((left + x * width, top + y * height) for x, y in piece) for piece in FORMS[form])
            return [replace(part, points=piece) for piece in pieces]
        if form not in ("good", "middle", "waiting"):
            return [part]
        radius = (right - left) / 2
        turns = [2 * pi * step / ROUND for step in range(ROUND)]
        circle = tuple((left + radius * (1 - cos(turn)), top + radius * (1 - sin(turn))) for turn in turns)
        if form != "middle":
            return [replace(part, points=circle)]
        half = tuple(point for point in circle if point[0] <= left + radius + 0.01)
        return [replace(part, points=circle, fill=self.style.ground), replace(part, points=half)]

    def within(self, part: Polygon, text: str) -> None:
        """A figure in the middle of its part of a bar, where there is room for it."""
        size, width = self.style.size, self.style.face.width(text, self.style.size, True)
        (left, top), (right, bottom) = part.points[0], part.points[2]
        if right - left > width + size * 0.5:
            colour = max((self.style.ink, self.style.ground), key=lambda one: ratio(one, part.fill))
            at = (left + right - width) / 2, (top + bottom) / 2 + size * 0.35
            self.shapes.append(DrawnWords(at, text, size, colour, True))

    def sign(self, at: Point, number: int) -> Polygon:
        """A square, diamond, triangle or another triangle around a point."""
        x, y = at
        r = self.style.size * 0.32
        forms = (
            _box(x - r, y - r, x + r, y + r),
            ((x, y - r * 1.4), (x + r * 1.4, y), (x, y + r * 1.4), (x - r * 1.4, y)),
            ((x, y - r * 1.3), (x + r * 1.3, y + r), (x - r * 1.3, y + r)),
            ((x, y + r * 1.3), (x + r * 1.3, y - r), (x - r * 1.3, y - r)),
        )
        return self.area(forms[number % len(forms)], number)

    def names_below(self, places: Sequence[float], names: Sequence[str]) -> None:
        """The names of the points under the axis; where they would run together, only every second, third … one."""
        widths = [self.style.face.width(name, self.style.size) for name in names]
        room = (places[-1] - places[0]) / max(1, len(places) - 1) if len(places) > 1 else self.room
        every = max(1, ceil((max(widths) + self.style.size) / room)) if room else 1
        for number, (x, name, width) in enumerate(zip(places, names, widths, strict=True)):
            if number % every == 0:
                start = min(max(self.left, x - width / 2), self.left + self.room - width)
                self.words((start, self.y), name)
        self.y += self.style.size * 0.4
