"""Finds the columns of a table that hold statuses, by their key, their label in any language, or their cells.

A table may have one for each quarter. The latest one with words is the status; the others are earlier statuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.kinds import known_columns, ratings
from pipeline.kinds.column_keys import RISK, known_key
from pipeline.kinds.languages import BEFORE, english_date
from pipeline.model import dates
from pipeline.model.document import Column, Table
from pipeline.model.walk import block_text, plain_text

STATUS, EARLIER = "status", "earlier status"
"""The meanings of columns of statuses; the first is also a key."""
LONGEST_STATUS = 40
"""The most characters of a status; a longer text is a report of progress."""
LONGEST_RATING = 4
"""The most words of a cell that shows, under any label, that its column holds statuses."""
_BEFORE = re.compile(BEFORE, re.IGNORECASE)
_QUARTER = re.compile(r"\bQ(?:uarter )?([1-4])\b", re.IGNORECASE)
_YES = re.compile(r"\W*(?:yes|y|ydy|ydyn|do|ie|oes|tak|da|так|نعم|جی ہاں|ہاں|ਹਾਂ|হ্যাঁ|हो|是)\W*", re.IGNORECASE)


def statuses(table: Table, *, of_actions: bool) -> dict[str, str]:
    """Maps the key of each column of statuses to STATUS or EARLIER. `of_actions` is true if other columns name actions.

    In a table of risks, ratings are sizes of risks, not statuses.
    """
    labels = {column.key: plain_text(column.label) for column in table.columns}
    risks = any(map(RISK.search, labels.values()))
    places = {
        column.key: place
        for place, column in enumerate(table.columns)
        if column.key == STATUS or (not risks and _is_status(table, place, column, of_actions))
    }
    filled = [key for key, place in places.items() if any(_texts(table, place))] or list(places)
    newest = _newest([key for key in filled if not _BEFORE.search(labels[key])] or filled, labels)
    return {key: STATUS if key == newest else EARLIER for key in places}


def _is_status(table: Table, place: int, column: Column, of_actions: bool) -> bool:
    if column.key in {known.key for known in known_columns()}:
        return False
    key = known_key(plain_text(column.label))
    texts = list(filter(None, _texts(table, place)))
    if key == STATUS:
        return of_actions or any(map(_is_rating, texts))
    if key or not of_actions:
        return False
    return all(map(_is_rating, texts)) and len({ratings.standard(text) for text in texts}) > 1


def _is_rating(text: str) -> bool:
    words = len(text.split())
    return words <= LONGEST_RATING and ratings.state_of(text) is not ratings.Rating.OTHER


def _texts(table: Table, place: int) -> Iterator[str]:
    return (block_text(record.cells[place].blocks) for group in table.groups for record in group.records)


def _newest(keys: list[str], labels: dict[str, str]) -> str:
    """Returns the column whose label has the latest day or quarter, or the first column if not all labels have one."""
    texts = {key: english_date(labels[key]) for key in keys}
    days = {key: max((span.last for span in dates.spans(text, plan=True)), default=None) for key, text in texts.items()}
    quarters = {key: match[1] for key, text in texts.items() if (match := _QUARTER.search(text))}
    for times in (days, quarters):
        named = {key: time for key, time in times.items() if time}
        if len(named) == len(keys) > 0:
            return max(keys, key=lambda key: str(named[key]))
    return next(iter(keys), "")


def status_words(label: str, text: str) -> str:
    """Returns the status in a cell; "Yes" under the label "Completed" means "Completed"."""
    return label if _YES.fullmatch(text) and ratings.is_done(label) else text
