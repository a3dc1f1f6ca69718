"""Lets readers see the rows of one officer, or of one status, without any script: radio buttons and rules of the style sheet.

Every row carries the number of its officer and of its status as classes ("a3 b1"), every button has an id with the same number.
The style sheet hides the rows that a pressed button does not mean (CSS `:has()`); a link that leads to a hidden row shows it.
How many rows are left is said in a live region, so that it is heard as well as seen. A browser that does not know `:has()` shows
no buttons and every row, and so does paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.editions.edition import Piece, RowView, View, tables_of
from pipeline.editions.reading import Voice, added
from pipeline.editions.words import Words
from pipeline.kinds.meanings import NAMES_ACTIONS
from pipeline.kinds.statuses import STATUS

FACETS = {"officer": "a", STATUS: "b"}
"""What the columns mean that rows are chosen by, and the sign of their numbers."""
OFFICER = FACETS["officer"]
ROWS_TO_DO = NAMES_ACTIONS | {"officer"}
"""What a column of a table means whose rows somebody has to do."""
LISTED, JOINED = re.compile(r"\s*[,;]\s*|\s+/\s+"), re.compile(r"\s+(?:and|&|a|ac|with)\s+")
"""What stands between officers in one line: a list, and words that also stand inside of the name of one."""
NOT_SAID = ("reference", "note", "expansion", "sign")
"""Added words that are no part of what a cell says; an abbreviation has its full words only once."""
LEAST_ROWS = 5
MOST_CHOICES = 20
"""Buttons of one column; the style sheet has rules for so many."""


@dataclass(frozen=True)
class Choice:
    """A button: its number (0 for all rows), and its words with the number of rows that it shows."""

    number: int
    words: str
    language: str = ""


@dataclass(frozen=True)
class Facet:
    """The buttons of one column: their sign, the label of the column, the button for all rows first."""

    sign: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Filter:
    """All buttons of a page, the classes of its rows by their ids, and what is said of each pair of buttons.

    `place` is the index of the view that the buttons stand before: the first one with such rows.
    """

    facets: tuple[Facet, ...]
    rows: Mapping[str, str]
    results: tuple[tuple[str, str], ...]
    place: int
    language: str = ""

    def reading(self, words: Words) -> Iterator[Piece]:
        """The words in the order in which the page has them."""
        yield added(words("filter"), "site")
        for facet in self.facets:
            yield added(facet.label, "site")
            for choice in facet.choices:
                yield added(choice.words, "site")
        for _, text in self.results:
            yield added(text, "site")


Values = dict[str, dict[str, list[str]]]
"""What each row says in each column that rows are chosen by, line by line: {row: {"a": ["Policy team", "Mayor"]}}."""


def filter_of(views: Sequence[View], voice: Voice, words: Words) -> Filter | None:
    """The filter of a page, None where its rows are few or differ in none of these columns.

    The rows of a key to the statuses are left out: they are no actions, and nobody is named for them.
    """
    values: Values = {}
    labels: dict[str, str] = {}
    tables = list(tables_of(views))
    for table in [table for table in tables if not ROWS_TO_DO.isdisjoint(table.meant)] or tables:
        columns = {FACETS[meaning]: index for index, meaning in enumerate(table.meant) if meaning in FACETS}
        for sign, index in columns.items():
            labels.setdefault(sign, voice.unmarked(table.columns[index]))
        for row in table.rows if columns else ():
            values[row.id] = {sign: _lines(row, index, voice) for sign, index in columns.items()}
    _part_officers(values)
    signs = [sign for sign in sorted(labels) if 1 < len(_choices(values, sign)) <= MOST_CHOICES]
    if len(values) < LEAST_ROWS or not signs:
        return None
    numbers = {sign: {text: number for number, text in enumerate(_choices(values, sign), 1)} for sign in signs}
    rows = {
        row: " ".join(
            ["row", *(f"{sign}{numbers[sign][line.lower()]}" for sign in signs for line in own.get(sign, ()))]
        )
        for row, own in values.items()
    }
    facets = tuple(_facet(sign, labels[sign], values, words) for sign in signs)
    place = next(index for index, view in enumerate(views) if any(row.id in rows for row in _rows(view)))
    return Filter(facets, rows, tuple(_results(facets, rows, words)), place, words.language_of("filter_result"))


def _part_officers(values: Values) -> None:
    """Parts two officers in one line, who are known by other rows: all of "A and B", one of "A, B" is enough."""
    alone = {line.lower() for own in values.values() for line in own.get(OFFICER, ())}
    for own in values.values():
        lines = own.get(OFFICER, ())
        own[OFFICER] = list(dict.fromkeys(part for line in lines for part in _officers(line, alone)))


def _officers(line: str, alone: set[str]) -> list[str]:
    for mark, enough in ((LISTED, any), (JOINED, all)):
        parts = [part for part in map(str.strip, mark.split(line)) if part]
        if len(parts) > 1 and enough(part.lower() in alone for part in parts):
            return [one for part in parts for one in _officers(part, alone)]
    return [line]


def _rows(view: View) -> Iterator[RowView]:
    for table in tables_of((view,)):
        yield from table.rows


def _lines(row: RowView, index: int, voice: Voice) -> list[str]:
    """The lines of a cell: two officers stand in two paragraphs, items or lines."""
    lines = [""]
    for piece in voice.views(row.cells[index]):
        first, *others = piece.text.split("\n") if piece.kind not in NOT_SAID else ("",)
        if piece.opens:
            lines.append("")
        lines[-1] += first
        lines += others
    return list(dict.fromkeys(words for line in lines if (words := " ".join(line.split()))))


def _choices(values: Values, sign: str) -> list[str]:
    """The different lines of a column in the order of the alphabet, in small letters."""
    return sorted({line.lower() for value in values.values() for line in value.get(sign, ())})


def _facet(sign: str, label: str, values: Values, words: Words) -> Facet:
    lines = [line for value in values.values() for line in value.get(sign, ())]
    counts = Counter(line.lower() for line in lines)
    first = {line.lower(): line for line in reversed(lines)}
    choices = [
        Choice(
            0, words("filter_choice", choice=words("filter_all"), count=len(values)), words.language_of("filter_all")
        )
    ]
    for number, line in enumerate(_choices(values, sign), 1):
        language = words.language_of("empty") if first[line] == words("empty") else ""
        choices.append(Choice(number, words("filter_choice", choice=first[line], count=counts[line]), language))
    return Facet(sign, label, tuple(choices))


def _results(facets: tuple[Facet, ...], rows: Mapping[str, str], words: Words) -> Iterator[tuple[str, str]]:
    """(classes, words) for how many rows are left: buttons of the first column with the same number share their words."""
    first, rest = facets[0], facets[1:]
    classes = [set(row.split()) for row in rows.values()]
    for other in rest[0].choices if rest else (None,):
        said: dict[int, list[str]] = {}
        for choice in first.choices:
            wanted = {f"{first.sign}{choice.number}"} if choice.number else set()
            wanted |= {f"{rest[0].sign}{other.number}"} if other and other.number else set()
            said.setdefault(sum(wanted <= class_name for class_name in classes), []).append(
                f"{first.sign}{choice.number}"
            )
        for count, signs in said.items():
            names = [*signs, *([f"{rest[0].sign}{other.number}"] if other else [])]
            yield " ".join(names), words("filter_result", number=count, count=len(rows))
