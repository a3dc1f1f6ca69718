"""The name of a record in the heading of its list: its reference, and the first words of what it is about.

"M2: Make forms easier to fill in". The words come from the column of actions, else from the column that names the row, else
from the first cell that has words. They are cut to one line of large print, at the end of a sentence or of a word.
"""

from __future__ import annotations

import re

from pipeline.editions import figures
from pipeline.model.document import Record, Table
from pipeline.model.walk import block_text

LONGEST, LETTERS = 60, 1080
"""Characters of a name: two lines at 18 point. Larger type has as many characters as go into the same room."""
TELLING = ("action", "objective")
_SENTENCE = re.compile(r"(.+?[^.\s][.!?])(?=\s+[^\W\da-z])|(.+)", re.DOTALL)


def named(table: Table, record: Record, size: float = 12.0) -> str:
    """The name of a record in type of a size in points, "" where nothing in it can be one."""
    texts = {column.key: block_text(cell.blocks) for column, cell in zip(table.columns, record.cells, strict=True)}
    if figures.nothing_else(table):
        return texts.get(table.row_header) or next(iter(texts.values()), "") or record.id
    reference = texts.get("reference") or (record.id if figures.shows_ids(table) else "")
    keys = (*TELLING, table.row_header, *texts)
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
