"""Random changes of the source against random edits: the file stays valid, no edit is lost, a second time changes nothing."""

from __future__ import annotations

import random
import re

import pytest

from pipeline import content
from pipeline.merge.merge import merge
from pipeline.model.document import Document
from pipeline.model.findings import Severity
from pipeline.model.walk import block_text, records
from tests.opened import opened
from tests.test_extraction_merge import ROWS, made

WORDS = (
    "council", "people", "plan", "forum", "road", "school", "museum", "library", "officer", "report", "survey", "money",
    "care", "park", "bus", "voice", "page",
)  # fmt: skip


def row(rng: random.Random) -> str:
    cells = [" ".join(rng.sample(WORDS, count)) for count in (4, 6, 2)]
    return f"| {' | '.join(cells)} | {rng.choice(('May', 'June', 'March'))} {rng.randint(2018, 2022)} |"


def rewritten(rows: list[str], rng: random.Random) -> list[str]:
    """The rows with one to four of them inserted, taken out, moved or reworded."""
    rows = list(rows)
    for _ in range(rng.randint(1, 4)):
        data = [i for i, text in enumerate(rows) if "<<" not in text]
        match rng.choice(("insert", "take out", "move", "reword", "copy", "split", "move and reword", "band")):
            case "insert":
                rows.insert(rng.randint(1, len(rows)), row(rng))
            case "take out" if len(data) > 1:
                rows.pop(rng.choice(data))
            case "copy":
                rows.insert(rng.randint(1, len(rows)), rows[rng.choice(data)])
            case "split":
                place = rng.choice(data)
                first, second, *rest = rows[place].split(" | ")
                half = len(second) // 2
                rows[place : place + 1] = [" | ".join([first, part, *rest]) for part in (second[:half], second[half:])]
            case "move and reword":
                moved = rows.pop(rng.choice(data))
                rows.insert(rng.randint(1, len(rows)), moved.replace(" ", f" {rng.choice(WORDS)} ", 1))
            case "band" if len(rows) > len(data):
                place = rng.choice([i for i, text in enumerate(rows) if "<<" in text])
                rows[place] = rows[place].replace(": As", f": {rng.choice(WORDS)} As")
            case "move":
                moved = rows.pop(rng.choice(data))
                rows.insert(rng.randint(1, len(rows)), moved)
            case _:
                place = rng.choice(data)
                words = rows[place].split(" ")
                words[rng.choice([i for i, word in enumerate(words) if word.isalpha()])] = rng.choice(WORDS)
                rows[place] = " ".join(words)
    return rows


def edited(text: str, rng: random.Random) -> tuple[str, list[str]]:
    """The file with words of its cells, ids and comments changed by a person, and these as they are in the end."""
    lines = text.split("\n")
    cells = [i for i, line in enumerate(lines) if re.match(r"\s{12,}[a-zA-Z]+( [a-z]+)+", line)]
    for number in range(rng.randint(0, 3)):
        place = rng.choice(cells)
        words = lines[place].split(" ")
        words[rng.choice([i for i, word in enumerate(words) if word.isalpha()])] = f"EDIT{number}"
        lines[place] = " ".join(words)
    for number in range(3, 3 + rng.randint(0, 2)):
        place = rng.choice([i for i, line in enumerate(lines) if line.lstrip().startswith("- id:")])
        indent, _, name = lines[place].partition("- id: ")
        given = (
            [f"{indent}# EDIT{number}", lines[place]] if rng.random() < 0.5 else [f"{indent}- id: {name}EDIT{number}"]
        )
        lines[place : place + 1] = given
    return "\n".join(lines), re.findall(r"EDIT\d", "\n".join(lines))


def first_cells(document: Document) -> list[str]:
    return [block_text(record.cells[0].blocks) for *_, record in records(document)]


@pytest.mark.parametrize("seed", range(60))
def test_no_edit_is_lost_and_nothing_comes_twice(seed: int) -> None:
    rng = random.Random(seed)
    rows = [
        ROWS[0],
        *(row(rng) for _ in range(rng.randint(1, 5))),
        ROWS[4],
        *(row(rng) for _ in range(rng.randint(1, 5))),
    ]
    old, source = made(rows), rewritten(rows, rng)
    new = made(source)
    mine, edits = edited(content.write(old), rng)
    merged = merge(old, new, mine.encode(), "content/plan.yaml")
    assert not [finding.as_text() for finding in merged.findings if finding.severity is Severity.ERROR]
    assert [word for word in edits if word.encode() not in merged.data] == []
    assert merge(merged.pristine, made(source), merged.data, "content/plan.yaml").data == merged.data
    if not edits:
        document, _ = opened(content.read(merged.data, "plan", "content/plan.yaml"))
        assert document
        assert first_cells(document) == first_cells(new)
