"""The name of a record in the heading of its list: its reference, and the first words of what it is about.

"M2: Make forms easier to fill in". The words come from the column of actions, else from the column that names the row, else
from the first cell that has words. They are cut to one line of large print, at the end of a sentence or of a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.editions import figures
from pipeline.kinds.meanings import meanings
from pipeline.model.document import Record, Table
from pipeline.model.walk import block_text

LONGEST, LETTERS = 60, 1080
"""Characters of a name: two lines at 18 point. Larger type has as many characters as go into the same room."""
TELLING = ("action", "objective")
_SENTENCE = re.compile(r"(.+?[^.\s][.!?])(?=\s+[^\W\da-z])|(.+)", re.DOTALL)


@dataclass(frozen=True)
class Facts:
    """What holds for every row of a table, asked once because it takes reading every cell."""

    only_figures: bool
    shows_ids: bool
    meant: dict[str, str]


def facts(table: Table) -> Facts:
    """Whether a table holds figures only, whether the ids of its rows are shown, and what its columns mean."""
    return Facts(figures.nothing_else(table), figures.shows_ids(table), meanings(table))


def named(table: Table, record: Record, known: Facts, size: float = 12.0) -> str:
    """The name of a record in type of a size in points, "" where nothing in it can be one.

    Rows of tables of figures are called by their own names, without a reference.
    """
    texts = {column.key: block_text(cell.blocks) for column, cell in zip(table.columns, record.cells, strict=True)}
    if known.only_figures:
        return texts.get(table.row_header) or next(iter(texts.values()), "") or record.id
    by_meaning = {known.meant[key]: key for key in texts}
    reference = texts.get(by_meaning.get("reference", "")) or (record.id if known.shows_ids else "")
    keys = (*(by_meaning.get(key, "") for key in TELLING), table.row_header, *texts)
    words = next((texts[key] for key in keys if texts.get(key) and texts[key] != reference), "")
    name = shortened(words, min(LONGEST, round(LETTERS / size))) if words else ""
    return ": ".join(filter(None, (reference, name))) or record.id


def shortened(text: str, longest: int = LONGEST) -> str:
    """The first sentence of a text without its full stop, or as many whole words as fit with a sign that more follow."""
    match = _SENTENCE.match(text)
    first = (match[1] or match[2]).rstrip() if match else text
    if len(first) <= longest:
        return first.rstrip(".:;,")
    return first[: longest - 1].rsplit(" ", 1)[0].rstrip(".:;,–— ") + " …"
