"""The name of a record in the heading of its list: its reference, and the first words of what it is about.

"M2: Make forms easier to fill in". The words come from the column of actions, or from that of objectives where fewer rows of it
begin alike. A plan without either takes the column that names the row, else the first cell that has words; an officer or a date
is never taken for an action.
The words are cut to one line of large print, at the end of a sentence or of a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.editions import figures
from pipeline.kinds import known_columns
from pipeline.kinds.meanings import meanings
from pipeline.model.document import Blocks, List, Numbering, Paragraph, Record, Table
from pipeline.model.numbering import label
from pipeline.model.walk import block_text, plain_text

LONGEST_ENTRY_NAME, LETTERS = 60, 1080
"""Characters of a name: two lines at 18 point. Larger type has as many characters as go into the same room."""
TELLING = ("action", "objective")
_SMALL_WORDS = re.compile(r"(?:\s[^\W\dA-Z]{1,3})+$")
"""“and of the” at the end of a name that is cut: such words lead on to what is missing."""
ENDS = ".:;,。．：；，、۔؛،।॥።፣፤"
"""What ends a sentence, or divides it, in the scripts of the shipped fonts; a comma follows the name of a record."""
_SENTENCE = re.compile(r"((?:(?:\d[\d.]*|[^\W\d_]|[ivx]+)[.)]\s+)?.+?[^.\s][.!?])(?=\s+[^\W\da-z])|(.+)", re.DOTALL)
"""A number that begins a text, as in “12. Train staff”, is no sentence."""


@dataclass(frozen=True)
class TableFacts:
    """What holds for every row of a table, asked once because it takes reading every cell."""

    only_figures: bool
    shows_ids: bool
    reference: str
    """The key of the column of the plan's own references, "" for none."""
    naming: tuple[str, ...]
    """The keys of the columns that can name a record, the best first."""


def facts(table: Table) -> TableFacts:
    """Whether a table holds figures only, whether the ids of its rows are shown, and which columns name its rows."""
    meant = meanings(table)
    by_meaning = {meaning: key for key, meaning in meant.items()}
    telling = [by_meaning[meaning] for meaning in TELLING if meaning in by_meaning]
    telling.sort(key=lambda key: -_names_in(table, key))
    others = (table.row_header, *meant)
    if telling:
        known = {column.key for column in known_columns()}
        others = tuple(key for key in others if meant.get(key) not in known)
    return TableFacts(
        figures.nothing_else(table), figures.shows_ids(table), by_meaning.get("reference", ""), (*telling, *others)
    )


def _names_in(table: Table, key: str) -> int:
    """How many different names the rows have by a column."""
    place = [column.key for column in table.columns].index(key)
    return len({_opening(record.cells[place].blocks) for group in table.groups for record in group.records} - {""})


def named(table: Table, record: Record, known: TableFacts, size: float = 12.0) -> str:
    """The name of a record in type of a size in points, "" where nothing in it can be one.

    Rows of tables of figures are called by their own names, without a reference. A name without letters, such as a year, has the
    label of its column before it: “Year 2021”.
    """
    name = _named(table, record, known, size)
    if not name or any(map(str.isalpha, name)):
        return name
    labels = [
        plain_text(column.label, added=True).rstrip(" :")
        for column, cell in zip(table.columns, record.cells, strict=True)
        if _opening(cell.blocks) == name
    ]
    return f"{labels[0]} {name}" if labels and labels[0] else name


def _named(table: Table, record: Record, known: TableFacts, size: float) -> str:
    texts = {column.key: _opening(cell.blocks) for column, cell in zip(table.columns, record.cells, strict=True)}
    if known.only_figures:
        return texts.get(table.row_header) or next(iter(texts.values()), "") or record.id
    reference = texts.get(known.reference) or (record.id if known.shows_ids else "")
    words = next((texts[key] for key in known.naming if texts.get(key) and texts[key] != reference), "")
    name = shortened(words, min(LONGEST_ENTRY_NAME, round(LETTERS / size))) if words else ""
    return ": ".join(filter(None, (reference, name))) or record.id


def _opening(blocks: Blocks) -> str:
    """The words that a cell begins with: its first paragraph or item, with that of the list that a colon announces.

    What is numbered as a whole, as “3. Train staff”, keeps its number.
    """
    match blocks:
        case (List((item,), Numbering() as numbering), *_):
            return f"{label(numbering, 0)} {_opening(item.blocks)}"
        case (List(items), *_):
            return _opening(items[0].blocks) if items else ""
        case (Paragraph() as first, List() as listed, *_) if (words := block_text((first,))).endswith(":"):
            return f"{words} {_opening((listed,))}"
        case (first, *_):
            return block_text((first,))
        case _:
            return ""


def shortened(text: str, longest: int = LONGEST_ENTRY_NAME) -> str:
    """The first sentence of a text without its full stop, or as many whole words as fit with a sign that more follow."""
    match = _SENTENCE.match(text)
    first = (match[1] or match[2]).rstrip() if match else text
    if len(first) <= longest:
        return first.rstrip(ENDS)
    words = first[: longest - 1].rsplit(" ", 1)[0]
    return (_SMALL_WORDS.sub("", words) or words).rstrip(f"{ENDS}–— ") + " …"
