"""What is heard, as text cases that people can read: `tests/cases/heard/`.

A case has one utterance a line, under the key that was pressed. `[cy]` in front of an utterance is the language that the screen
reader was asked to say it in, where it is another than the language of the file.

    = h
    Sample plan 2027 to 2031 heading level 1.

`GOLDEN=write make heard` writes the cases anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.heard.desktop import Desktop, Said

FOLDER = Path(__file__).parent.parent / "cases" / "heard"
MOST = 40
"""Times that a key is pressed while something is looked for."""


def lines(said: Iterable[Said], language: str) -> list[str]:
    """Utterances as the lines of a case."""
    own = language.lower().split("-")[0]
    found = []
    for one in said:
        spoken = one.language.lower().split("-")[0]
        text = " ".join(one.text.split())
        if text.strip("\u200b\ufffc"):
            found.append(f"[{spoken}] {text}" if spoken not in ("", own) else text)
    return found


def pressed(desktop: Desktop, keys: Sequence[str], language: str) -> list[str]:
    """What is said after each key. "k … [note 1]" stands for k, pressed until something begins with "[note 1]"."""
    found = []
    for key in keys:
        name, _, wanted = key.partition(" … ")
        said: list[Said] = []
        for _ in range(MOST if wanted else 1):
            desktop.press(name)
            said = desktop.heard(quiet=0.25) if wanted else desktop.heard()
            if not wanted or any(" ".join(one.text.split()).startswith(wanted) for one in said):
                break
        found += [f"= {key}", *lines(said, language)]
    return found


def held(name: str, found: Sequence[str]) -> None:
    """Compares what was heard with its case, or writes the case where that was asked for."""
    path = FOLDER / f"{name}.txt"
    text = "\n".join(found) + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    kept = path.read_text("utf-8")
    assert _settled(kept) == _settled(text), f"{path.name} differs; if that is meant: GOLDEN=write make heard"


_UNSETTLED = re.compile(r"^(?:row|column) \d+\n", re.MULTILINE)


def _settled(text: str) -> str:
    """The text without what Orca says or leaves out from run to run: "link" behind the skip link, and where a cell is.

    Where one is in a table is heard after the keys that move there: "Row 2, column 1."
    """
    return _UNSETTLED.sub("", text.replace("Skip to main content link.", "Skip to main content."))
