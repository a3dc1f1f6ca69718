"""The comparison for a terminal: each change as a sentence, insertions and deletions named in words."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from pipeline.library.diff import Difference, summary
from pipeline.library.diff_words import ChangedWords, ChangeKind, Runs

# Words of an unchanged run that are shown beside a change; the rest is "…".
AROUND = 8
NAMES = {
    "added": "Added", "removed": "Removed", "moved": "Moved", "renamed": "Renamed", "renumbered": "Got another id",
    "re-dated": "Re-dated", "re-assigned": "Re-assigned", "changed": "Changed",
}  # fmt: skip


def as_text(title: str, differences: Sequence[Difference], width: int) -> str:
    """The comparison as lines of so many columns."""
    lines = [title, "", summary(differences), ""]
    for difference in differences:
        words = sentence(difference)
        lines += textwrap.wrap(words, width, subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(lines)


def sentence(one: Difference) -> str:
    """A change as a sentence: what, where, and the words."""
    where = f"{one.where}, {one.field}" if one.field else one.where
    words = marked(one) if one.runs else "to another place in the order" if one.what == "moved" else ""
    return f"{NAMES[one.what]}: {where}" + (f": {words}" if words else "")


def marked(one: Difference) -> str:
    """The words with what became of them, in words."""
    if one.what in ("added", "removed"):
        return " ".join(run.text for run in one.runs)
    parts = []
    for run in shortened(one.runs):
        parts.append(run.text if run.kind is ChangeKind.SAME else f"[{run.kind}: {run.text}]")
    return " ".join(parts)


def shortened(runs: Runs) -> Runs:
    """The runs with long unchanged ones cut in the middle."""
    result: list[ChangedWords] = []
    for number, run in enumerate(runs):
        words = run.text.split()
        if run.kind is ChangeKind.SAME and len(words) > 2 * AROUND + 2:
            head = words[:AROUND] if number and runs[number - 1].kind is not ChangeKind.SAME else []
            following = runs[number + 1].kind if number + 1 < len(runs) else ChangeKind.SAME
            tail = words[-AROUND:] if following is not ChangeKind.SAME else []
            run = ChangedWords(run.kind, " ".join([*head, "…", *tail]))
        if not (run.text == "…" and result and result[-1].text.endswith("…")):
            result.append(run)
    return tuple(result)
