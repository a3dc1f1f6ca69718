"""How far things are: what the words of a status column mean, and how many actions are in which state.

The words stay the author's own. The program only shows the meaning beside them, by colour and by shape, and counts them at the
head of the text: "8 actions: 3 done, 4 under way, 1 late".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.editions.contrast import mixed, nearest
from pipeline.editions.words import Words
from pipeline.kinds.meanings import AGREED, is_directory, meanings
from pipeline.kinds.ratings import Rating, standard, state_of
from pipeline.kinds.statuses import EARLIER, LONGEST_STATUS, STATUS, status_words
from pipeline.model.document import Added, Cell, Column, Document, Paragraph, Table
from pipeline.model.walk import all_blocks, block_text, plain_text

TOLD = ("overview_next", "overview_progress", "overview_untold")
"""The added words for actions with progress and next steps, with progress only, and without either."""
MOST_STATES = 8


FILLS = {
    Rating.DONE: "#1d6b40",
    Rating.GOOD: "#7cc49a",
    Rating.MIDDLE: "#f2c14e",
    Rating.BAD: "#7d1016",
    Rating.WAITING: "#eef0f2",
    Rating.PAUSED: "#9a95d6",
    Rating.CLOSED: "#4a5157",
    Rating.OTHER: "#8a9399",
}
"""The colours of the parts of an overview, apart in lightness too; each part also has its words and its number."""
COMMAS = {"ar": "، ", "ur": "، ", "zh": "，"}
"""What stands between the parts of a sentence where a language has a comma of its own."""
LIGHTER = 0.45
"""How much lighter the second of two statuses of one meaning is than the first, so that their parts can be told apart."""
HUES = {
    Rating.GOOD: "#1e7a46",
    Rating.MIDDLE: "#8a5a00",
    Rating.BAD: "#b3261e",
    Rating.PAUSED: "#4b4b9f",
    Rating.CLOSED: "#5c6670",
}
"""The colours of statuses; WAITING and OTHER are in the colour of the text, DONE is set on the colour of GOOD."""


def status_of(meaning: str, column: Column, cell: Cell) -> Rating | None:
    """What the status in a cell means; None for a cell of another column or a cell that says more than a status."""
    match cell.blocks:
        case (Paragraph(),) if meaning in (STATUS, EARLIER) and len(text := block_text(cell.blocks)) <= LONGEST_STATUS:
            return state_of(status_words(plain_text(column.label), text))
        case _:
            return None


def status_colours(ground: str, ink: str = "") -> dict[str, str]:
    """The text colour and the tint of each coloured status on a ground, by the names of their CSS properties; 7:1 or more.

    A look that names its ink has no other colour.
    """
    done = nearest(HUES[Rating.GOOD], ground)
    found = {"done": ink, "done-tint": ground} if ink else {"done": ground, "done-tint": done}
    for state, hue in HUES.items():
        tint = ground if ink else mixed(ground, hue, 0.1)
        found |= {str(state): ink or nearest(hue, tint), f"{state}-tint": tint}
    return found


@dataclass(frozen=True)
class Count:
    """How many actions are in a state: its words, and what it means; None where no status says it."""

    words: str
    state: Rating | None
    number: int


def counts(document: Document, words: Words) -> list[Count]:
    """The statuses of the document, the good ones first; none where its columns are no statuses.

    An update without statuses counts which actions it tells progress on, and which it has next steps for.
    """
    tables = _tables_of_actions(document)
    texts = [text or words("empty") for table in tables for text in _texts(table, STATUS)]
    known = [text for text in texts if text != words("empty")]
    if not known:
        return _told(tables, words)
    folded: dict[str, str] = {}
    # "Red" stands for "R" and "RED" too, as the author spells it.
    for text in sorted(texts, key=lambda one: standard(one) != one.casefold() or one.isupper()):
        folded.setdefault(standard(text), text)
    if len(texts) < 2 or len(folded) > MOST_STATES or max(map(len, known)) > LONGEST_STATUS:
        return []
    counter = Counter(map(standard, texts))
    listed = [(state_of(folded[text]), folded[text], number) for text, number in counter.items()]
    order = list(Rating)
    return [Count(text, state, number) for state, text, number in sorted(listed, key=lambda one: order.index(one[0]))]


def _told(tables: list[Table], words: Words) -> list[Count]:
    if words.language_of(TOLD[0]):
        return []  # the words would be of another language than those around them
    found = Counter[str]()
    for table in tables:
        progress, following = list(_texts(table, "progress")), list(_texts(table, "next"))
        for text, further in zip(progress, following, strict=False):
            found[TOLD[0 if text and further else 1 if text else 2]] += 1
    return [Count(words(key), None, found[key]) for key in TOLD if found[key]] if len(found) > 1 else []


def _tables_of_actions(document: Document) -> list[Table]:
    """The tables whose rows somebody has to do.

    A legend, opening hours and pay quarters have rows too, and so have registers of risks or complaints, which name an officer.
    """
    tables = [block for _, block in all_blocks(document) if isinstance(block, Table)]
    agreed = [table for table in tables if not AGREED.isdisjoint(meanings(table).values())]
    return agreed or [table for table in tables if "progress" in meanings(table).values() and not is_directory(table)]


def _texts(table: Table, key: str) -> Iterator[str]:
    """The words of the cells of a column, which is known by its meaning; none where the table has no such column."""
    meant = meanings(table)
    places = [place for place, column in enumerate(table.columns) if meant[column.key] == key]
    records = (record for group in table.groups for record in group.records)
    return (block_text(record.cells[place].blocks) for record in records for place in places[:1])


def fills(states: Sequence[Rating]) -> tuple[str, ...]:
    """The colour of the part of each status: that of its meaning, lighter for each further status of the same."""
    seen = Counter[Rating]()
    made = []
    for state in states:
        darker = state is Rating.WAITING  # nothing is lighter than that
        made.append(mixed("#5f6a72" if darker else "#ffffff", FILLS[state], (1 - LIGHTER) ** seen[state]))
        seen[state] += 1
    return tuple(made)


def sentence(found: list[Count], words: Words) -> tuple[Added, ...]:
    """ "8 actions: 3 done, 4 under way, 1 late"."""
    total = sum(count.number for count in found)
    parts = (words("overview_part", number=count.number, state=small(count.words)) for count in found)
    said = COMMAS.get(words.language, ", ").join(parts)
    return words.parts("overview_one" if total == 1 else "overview", "overview", count=total, parts=said)


def small(text: str) -> str:
    """Words as they stand in a sentence: "Under way" becomes "under way", "RAG" and "A" stay."""
    return text[0].lower() + text[1:] if len(text) > 1 and text[1:] == text[1:].lower() else text
