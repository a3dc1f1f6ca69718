"""Faults in a finished plain text: each line × each kind of damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.plant import Fault, spread
from tests.plant.trees import TEXTS

Lines = list[str]


def _put(lines: Lines, at: int, *new: str) -> Lines:
    return [*lines[:at], *new, *lines[at + 1 :]]


def _swapped(lines: Lines, at: int) -> Lines:
    after = next((n for n in range(at + 1, len(lines)) if lines[n].strip() and lines[n] != lines[at]), at)
    changed = list(lines)
    changed[at], changed[after] = changed[after], changed[at]
    return changed


def _changed(change: Callable[[str], str]) -> Callable[[Lines, int], Lines]:
    return lambda lines, at: _put(lines, at, change(lines[at]))


KINDS: dict[str, Callable[[Lines, int], Lines]] = {
    "a line is lost": lambda lines, at: _put(lines, at),
    "a line stands twice": lambda lines, at: _put(lines, at, lines[at], lines[at]),
    "lines change places": _swapped,
    "a line is put in": lambda lines, at: _put(lines, at, lines[at], "Vote for us."),
    "the rest is lost": lambda lines, at: lines[:at],
    "a control character is put in": lambda lines, at: _put(lines, at, lines[at][:1] + "\x07" + lines[at][1:]),
    **{kind: _changed(change) for kind, change in TEXTS.items()},
}  # fmt: skip


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    text = data.decode("utf-8")
    lines = text.split("\n")
    for kind, change in KINDS.items():
        for at in spread([number for number, line in enumerate(lines) if line.strip(" -=*\r\ufeff")], 3):
            changed = "\n".join(change(lines, at))
            if changed != text:
                yield Fault(kind, f"line {at + 1}: {lines[at].strip()[:30]}", changed.encode("utf-8", "surrogatepass"))
    yield Fault("another encoding", "the whole", text.encode("utf-16"))
