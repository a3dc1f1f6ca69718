"""How far things are: what the words of a status column mean, and how many actions are in which state.

The words stay the author's own. The program only shows the meaning beside them, by colour and by shape, and counts them at the
head of the text: "8 actions: 3 done, 4 under way, 1 late".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.editions.contrast import mixed, nearest
from pipeline.editions.words import Words
from pipeline.kinds.meanings import meanings
from pipeline.kinds.ratings import State, standard, state_of
from pipeline.model.document import Added, Cell, Document, Paragraph, Table
from pipeline.model.walk import all_blocks, block_text

STATUS = "status"
"""The key of the column that says how far an action is."""
TASKS = frozenset(("action", "officer", "progress"))
"""What a column means by which the rows of a table are actions, as in `reports status`."""
LONGEST = 40
"""Characters of a status; a longer text tells of progress and is no status."""
MOST_STATES = 8


FILLS = {
    State.GOOD: "#2f8a55",
    State.MIDDLE: "#f2c14e",
    State.BAD: "#7d1016",
    State.WAITING: "#eef0f2",
    State.OTHER: "#8a9399",
}
"""The colours of the parts of an overview, apart in lightness too; each part also has its words and its number."""
COMMAS = {"ar": "، ", "ur": "، ", "zh": "，"}
"""What stands between the parts of a sentence where a language has a comma of its own."""
LIGHTER = 0.45
"""How much lighter the second of two statuses of one meaning is than the first, so that their parts can be told apart."""
HUES = {State.GOOD: "#1e7a46", State.MIDDLE: "#8a5a00", State.BAD: "#b3261e"}
"""The colours of statuses; WAITING and OTHER are in the colour of the text."""


def status_of(key: str, cell: Cell) -> State | None:
    """What the status in a cell means; None for a cell of another column or a cell that says more than a status."""
    match cell.blocks:
        case (Paragraph(),) if key == STATUS and len(text := block_text(cell.blocks)) <= LONGEST:
            return state_of(text)
        case _:
            return None


def status_colours(ground: str, ink: str = "") -> dict[str, str]:
    """The text colour and the tint of each coloured status on a ground, by the names of their CSS properties; 7:1 or more.

    A look that names its ink has no other colour.
    """
    found: dict[str, str] = {}
    for state, hue in HUES.items():
        tint = ground if ink else mixed(ground, hue, 0.1)
        found |= {str(state): ink or nearest(hue, tint), f"{state}-tint": tint}
    return found


def counts(document: Document, words: Words) -> list[tuple[str, State, int]]:
    """(words, meaning, number) of each status of the document, the good ones first; none where its columns are no statuses."""
    texts = [text or words("empty") for text in _statuses(document)]
    known = [text for text in texts if text != words("empty")]
    folded: dict[str, str] = {}
    # "Red" stands for "R" and "RED" too, as the author spells it.
    for text in sorted(texts, key=lambda one: standard(one) != one.casefold() or one.isupper()):
        folded.setdefault(standard(text), text)
    if len(texts) < 2 or not known or len(folded) > MOST_STATES or max(map(len, known)) > LONGEST:
        return []
    counter = Counter(map(standard, texts))
    listed = [(folded[text], state_of(folded[text]), number) for text, number in counter.items()]
    order = list(State)
    return sorted(listed, key=lambda one: order.index(one[1]))


def _statuses(document: Document) -> Iterator[str]:
    for _, block in all_blocks(document):
        # A legend, opening hours and pay quarters have rows too, and nobody has to do them.
        if isinstance(block, Table) and not TASKS.isdisjoint(meanings(block).values()):
            places = [place for place, column in enumerate(block.columns) if column.key == STATUS]
            for group in block.groups:
                for record in group.records:
                    yield from (block_text(record.cells[place].blocks) for place in places)


def fills(states: Sequence[State]) -> tuple[str, ...]:
    """The colour of the part of each status: that of its meaning, lighter for each further status of the same."""
    seen = Counter[State]()
    made = []
    for state in states:
        made.append(mixed("#ffffff", FILLS[state], (1 - LIGHTER) ** seen[state]))
        seen[state] += 1
    return tuple(made)


def sentence(found: list[tuple[str, State, int]], words: Words) -> tuple[Added, ...]:
    """ "8 actions: 3 done, 4 under way, 1 late"."""
    total = sum(number for _, _, number in found)
    parts = (words("overview_part", number=number, state=small(text)) for text, _, number in found)
    said = COMMAS.get(words.language, ", ").join(parts)
    return words.parts("overview_one" if total == 1 else "overview", "overview", count=total, parts=said)


def small(text: str) -> str:
    """Words as they stand in a sentence: "Under way" becomes "under way", "RAG" and "A" stay."""
    return text[0].lower() + text[1:] if len(text) > 1 and text[1:] == text[1:].lower() else text
