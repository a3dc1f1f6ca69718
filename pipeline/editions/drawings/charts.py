"""The chart of a table (`chart:` in its content): which figures it draws, and what it says in words.

The summary is the alternative text of the picture: what kind of chart it is, and each series from its first figure to its last,
or its highest and lowest. The table itself stands below the picture, so no figure is lost to anyone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.editions import figures
from pipeline.editions.assets import INSTEAD
from pipeline.editions.drawings.plot import ChartStyle, Data, Series, bars, lines, shares
from pipeline.editions.drawings.shapes import Drawing, as_png, as_svg, mirrored
from pipeline.editions.words import Words
from pipeline.model.direction import direction
from pipeline.model.document import Added, Chart, Table
from pipeline.model.walk import plain_text
from pipeline.passes.figures import in_order

DRAWN = "drawn/"
"""The folder in the names of pictures that the program draws; the rest of the name is the SHA-256 of the picture."""
MOST_SERIES, MOST_ROWS, MOST_POINTS = 4, 12, 30
"""Columns, and rows: more bars than that would be shrunk with their words to fit a page; the points of a line need no room."""
# “All Saints” and “Total Energies” are names, “All 12 wards”, “Borough total” and “Total (all wards)” are not.
TOTAL = re.compile(
    r"(?:[\w-]+ ){0,2}(?:grand |sub-?)?totals?|(?:grand |sub-?)?totals? ?(?:\(.*|(?:for|of|in|all)\b.*)"
    r"|all(?: (?:\d+|the|of|(?-i:[a-z])).*)?|overall\b.*|sum|(?:cyfanswm|cyfansymiau)\b.*|(?:pob|holl) \w+",
    re.IGNORECASE,
)
LEAST_PARTS = 4
"""Rows that a row must add up in all its figures to be a total whatever it is called; fewer may do so by chance."""
FEW = 6
ROUNDED = 2.0
"""How far the sum of rounded percentages may be from 100."""
"""Figures of a chart that its summary says one by one."""
TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
KINDS: dict[Chart, Callable[[Data, ChartStyle], Drawing]] = {Chart.BAR: bars, Chart.LINE: lines, Chart.SHARE: shares}


@dataclass
class Pencil:
    """Draws charts in one style and keeps the pictures, each under a name made of its own bytes; on wish also in dots."""

    style: ChartStyle
    png: bool = False
    pictures: dict[str, bytes] = field(default_factory=dict)

    def draw(self, kind: Chart, data: Data) -> str:
        """Draws a chart; returns the name of its picture, "" where the fonts of charts cannot write its words."""
        texts = (*data.labels, *(text for series in data.series for text in (series.name, *series.printed)))
        face = self.style.face
        if not all(map(face.has, texts)):
            return ""
        drawing = KINDS[kind](data, self.style)
        drawing = mirrored(drawing, face) if face.from_right else drawing
        picture = as_svg(drawing, face)
        name = f"{DRAWN}{sha256(picture).hexdigest()}.svg"
        self.pictures[name] = picture
        if self.png:
            self.pictures[name + INSTEAD] = as_png(drawing, face)
        return name


def data(table: Table) -> Data:
    """The figures of a table that a chart draws: every column of figures, every row but totals."""
    columns, named = sorted(figures.columns(table)), figures.named(table)
    rows = [[figures.text_of(cell) for cell in record.cells] for group in table.groups for record in group.records]
    rows = [row for row in rows if not TOTAL.fullmatch(row[named])]
    if len(rows) > LEAST_PARTS and columns and all(_adds_up([row[index] for row in rows]) for index in columns):
        rows.pop()
    return Data(
        tuple(row[named] for row in rows),
        tuple(
            Series(
                plain_text(table.columns[index].label, added=True),
                tuple(value(row[index]) for row in rows),
                tuple(row[index] for row in rows),
                unit([row[index] for row in rows]),
            )
            for index in columns
        ),
    )


def _adds_up(cells: Sequence[str]) -> bool:
    """Whether the last figure of a column is the sum of all others."""
    *parts, total = map(value, cells)
    return bool(total) and None not in parts and abs(sum(one or 0.0 for one in parts) - (total or 0.0)) < 1e-6


def value(text: str) -> float | None:
    """The number that a cell of figures says; None where it says none, or only a bound such as "below 10".

    Brackets and dashes before it mean a minus. A share in brackets behind it is not drawn.
    """
    match = figures.FIGURE.fullmatch(text)
    if not match or match["bound"]:
        return None
    number = float(re.sub(r"[^\d.]", "", match["number"])) * TIMES.get((match["unit"] or "").strip().lower(), 1.0)
    return -number if text[0] in "(-−–" else number


def unit(cells: Sequence[str]) -> str:
    """The unit of a column of figures: a currency, "%", "p" for pence; "" for plain numbers and for cells that disagree."""
    found = set()
    for match in filter(None, map(figures.FIGURE.fullmatch, cells)):
        currency = re.search("[£$€]", match["number"])
        written = (match["unit"] or "").strip().lower()
        found.add(currency[0] if currency else "%" if written == "per cent" else "" if written in TIMES else written)
    return found.pop() if len(found) == 1 else ""


def unfit(table: Table) -> str:
    """Why no chart of its kind can be drawn of a table, "" where one can."""
    found = data(table)
    values = [one for series in found.series for one in series.values]
    if not found.series:
        return f"no column of this table holds only figures, which a chart could draw{_nearest(table)}"
    most = MOST_POINTS if table.chart is Chart.LINE else MOST_ROWS
    if not 2 <= len(found.labels) <= most:
        return f"a {table.chart} chart shows 2 to {most} rows of figures; this table has {len(found.labels)}"
    if table.chart is not Chart.SHARE and len(found.series) > MOST_SERIES:
        return f"a chart shows at most {MOST_SERIES} columns of figures; this table has {len(found.series)}"
    if table.chart is Chart.SHARE and len(found.series) > 1:
        return f"a chart of shares shows one column of figures; this table has {len(found.series)}"
    if table.chart is Chart.SHARE and None in values:
        unknown = next(text for text, one in zip(found.series[0].printed, values, strict=True) if one is None)
        return f"a chart of shares needs every figure of a whole, and “{unknown}” is not one"
    if table.chart is Chart.SHARE and (min(one or 0 for one in values) < 0 or not any(values)):
        return "the figures of this table are not parts of a whole"
    if (
        table.chart is Chart.SHARE
        and found.series[0].unit == "%"
        and abs(sum(one or 0 for one in values) - 100) > ROUNDED
    ):
        return (
            f"the percentages of this table make {sum(one or 0 for one in values):g}%, no whole; chart: bar shows them"
        )
    if len(units := dict.fromkeys(series.unit or "numbers" for series in found.series)) > 1:
        return (
            f"its columns have different units ({', '.join(units)}), which one scale cannot show; make a table for each"
        )
    return ""


def _nearest(table: Table) -> str:
    """The first cell that is no figure, of the column that has the fewest such cells."""
    named = figures.named(table)
    cells = [record.cells for group in table.groups for record in group.records]
    wrong = {
        plain_text(column.label, added=True): [
            text for row in cells if (text := figures.text_of(row[place])) and not figures.FIGURE.fullmatch(text)
        ]
        for place, column in enumerate(table.columns)
        if place != named
    }
    label = min(wrong, key=lambda one: len(wrong[one]), default="")
    few = 0 < len(wrong.get(label, ())) < len(cells)
    return f": “{wrong[label][0]}”, in the column “{label}”, is not a figure" if few else ""


def summary(table: Table, title: str, words: Words) -> Added:
    """What the chart shows, in words."""
    text = _summary(table, title, words)
    text = in_order(text) if direction(words.language) == "rtl" else text
    return Added(text, "chart", words.language_of(f"chart_{table.chart}"))


def _summary(table: Table, title: str, words: Words) -> str:
    found = data(table)
    kind = words(f"chart_{table.chart}", title=title)
    if len(found.series) == 1 and len(found.labels) <= FEW:
        pairs = zip(found.labels, found.series[0].printed, strict=True)
        return f"{kind} " + "; ".join(words("chart_value", label=label, value=text) for label, text in pairs) + "."
    line = table.chart is Chart.LINE
    return " ".join(
        [kind, *(one for series in found.series for one in _course(series, found.labels, words, line=line))]
    )


def _course(series: Series, labels: tuple[str, ...], words: Words, *, line: bool) -> Iterator[str]:
    """The first and last figure of a line, and the highest and lowest of it where they are others; of bars these alone."""
    known = {index: one for index, one in enumerate(series.values) if one is not None}
    first, last = min(known), max(known)
    high, low = max(known.values()), min(known.values())

    def said(key: str, one: int, at_one: str, two: int, at_two: str) -> str:
        printed = series.printed
        return words(key, series=series.name, one=printed[one], at_one=at_one, two=printed[two], at_two=at_two)

    def where(value: float) -> tuple[int, str]:
        """The first place of a value, and the labels of all its places."""
        places = [index for index, one in known.items() if one == value]
        return places[0], ", ".join(labels[index] for index in places)

    if line:
        yield said("chart_course", first, labels[first], last, labels[last])
    if not line or {high, low} - {known[first], known[last]}:
        yield said("chart_range", *where(high), *where(low))
