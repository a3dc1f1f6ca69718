"""One document with every node, in every format: what the finished file says to an assistive technology, as text.

`make golden` writes the files in tests/golden/every-node anew; git shows the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.app.verify import read_back, verify
from pipeline.builders import BUILDERS
from pipeline.model.show import show
from tests.editions import edition, file_of, published

FOLDER = Path(__file__).parent / "golden" / "every-node"
EDITIONS = [
    (format, look)
    for format in BUILDERS
    for look in ("standard", "large-print")
    if look == "standard" or format not in ("html", "audio")
]


def held(name: str, text: str) -> None:
    """Compares a text with its file, or writes the file where that was asked for."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, f"{name} differs; if that is meant: make golden"


def test_golden_tree_of_the_document() -> None:
    held("model.txt", show(published()))


@pytest.mark.parametrize(("format", "look"), EDITIONS)
def test_golden_tree_of_an_edition(format: str, look: str) -> None:
    name, data = file_of(edition(format, look), format)
    reading = read_back(data, name)
    assert reading is not None
    held(f"{format}-{look}.txt", reading.tree.rstrip("\n") + "\n")


@pytest.mark.parametrize(("format", "look"), EDITIONS)
def test_every_edition_is_proved_to_say_what_the_content_says(format: str, look: str) -> None:
    built = edition(format, look)
    assert verify(published(), built.files, built.reading).findings == ()
    assert [one for one in built.findings if one.severity > 0] == []
