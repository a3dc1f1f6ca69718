"""Which columns of a table hold statuses: known by their key, by their label in any language, or by what their cells say.

A table may have one for each quarter. The newest that anybody has filled in counts; the others are earlier ones.
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
"""What a column of statuses means; the first is its key, too."""
LONGEST_STATUS = 40
"""Characters of a status; a longer text tells of progress and is no status."""
LONGEST_RATING = 4
"""Words of a cell that shows by itself, under any label, that its column holds statuses."""
_BEFORE = re.compile(BEFORE, re.IGNORECASE)
_QUARTER = re.compile(r"\bQ(?:uarter )?([1-4])\b", re.IGNORECASE)
_YES = re.compile(r"\W*(?:yes|y|ydy|ydyn|do|ie|oes|tak|da|так|نعم|جی ہاں|ہاں|ਹਾਂ|হ্যাঁ|हो|是)\W*", re.IGNORECASE)


def statuses(table: Table, *, of_actions: bool) -> dict[str, str]:
    """For the key of each column of statuses STATUS or EARLIER; `of_actions` says that other columns name actions.

    A rating of a risk says how bad it is, not how far anything is.
    """
    labels = {column.key: plain_text(column.label) for column in table.columns}
    risks = any(map(RISK.search, labels.values()))
    found = {
        column.key: place
        for place, column in enumerate(table.columns)
        if column.key == STATUS or (not risks and _is_status(table, place, column, of_actions))
    }
    filled = [key for key, place in found.items() if any(_texts(table, place))] or list(found)
    newest = _newest([key for key in filled if not _BEFORE.search(labels[key])] or filled, labels)
    return {key: STATUS if key == newest else EARLIER for key in found}


def _is_status(table: Table, place: int, column: Column, of_actions: bool) -> bool:
    if column.key in {one.key for one in known_columns()}:
        return False
    known = known_key(plain_text(column.label))
    texts = list(filter(None, _texts(table, place)))
    if known == STATUS:
        return of_actions or any(map(_is_rating, texts))
    if known or not of_actions:
        return False
    return all(map(_is_rating, texts)) and len({ratings.standard(text) for text in texts}) > 1


def _is_rating(text: str) -> bool:
    words = len(text.split())
    return words <= LONGEST_RATING and ratings.state_of(text) is not ratings.Rating.OTHER


def _texts(table: Table, place: int) -> Iterator[str]:
    return (block_text(record.cells[place].blocks) for group in table.groups for record in group.records)


def _newest(keys: list[str], labels: dict[str, str]) -> str:
    """The column whose label names the last day or quarter; the first where one of them names none."""
    texts = {key: english_date(labels[key]) for key in keys}
    days = {key: max((span.last for span in dates.spans(text, plan=True)), default=None) for key, text in texts.items()}
    quarters = {key: match[1] for key, text in texts.items() if (match := _QUARTER.search(text))}
    for times in (days, quarters):
        named = {key: time for key, time in times.items() if time}
        if len(named) == len(keys) > 0:
            return max(keys, key=lambda key: str(named[key]))
    return next(iter(keys), "")


def status_words(label: str, text: str) -> str:
    """What a cell says as a status: under "Completed" a "Yes" means that the action is completed."""
    return label if _YES.fullmatch(text) and ratings.is_done(label) else text
