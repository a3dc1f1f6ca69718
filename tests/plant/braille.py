"""Faults in a finished braille file (BRF): each line × each kind of damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.plant import Fault, spread

Lines = list[str]


def _put(lines: Lines, at: int, *new: str) -> Lines:
    return [*lines[:at], *new, *lines[at + 1 :]]


def _letter(line: str, place: int) -> str:
    """The line with one letter changed into another, from the left (0) or from the right (-1)."""
    letters = [number for number, sign in enumerate(line) if sign.isalpha()]
    if not letters:
        return line
    at = letters[place]
    return line[:at] + ("B" if line[at].upper() != "B" else "K") + line[at + 1 :]


def _together(line: str) -> str:
    """The line with its words run together; a line of one word stays."""
    return line.strip().replace(" ", "") if " " in line.strip() else line


def _swapped(lines: Lines, at: int) -> Lines:
    others = (n for n in range(at + 1, len(lines)) if lines[n].strip() and not lines[n].startswith("\f"))
    after = next((n for n in others if lines[n].strip() != lines[at].strip()), at)
    changed = list(lines)
    changed[at], changed[after] = changed[after], changed[at]
    return changed


KINDS: dict[str, Callable[[Lines, int], Lines]] = {
    "a line loses its indent": lambda lines, at: _put(lines, at, lines[at].lstrip(" ")),
    "a line is lost": lambda lines, at: _put(lines, at),
    "a line stands twice": lambda lines, at: _put(lines, at, lines[at], lines[at]),
    "lines change places": _swapped,
    "the first letter is another": lambda lines, at: _put(lines, at, _letter(lines[at], 0)),
    "the last letter is another": lambda lines, at: _put(lines, at, _letter(lines[at], -1)),
    "a cell is lost": lambda lines, at: _put(lines, at, lines[at].rstrip("\r")[:-1]),
    "spaces are lost": lambda lines, at: _put(lines, at, _together(lines[at])),
    "the rest is lost": lambda lines, at: lines[:at],
    "a line is too long": lambda lines, at: _put(lines, at, lines[at].rstrip("\r") + " " + "A" * 40),
    "print stands there": lambda lines, at: _put(lines, at, "é" + lines[at][1:]),
}  # fmt: skip


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    text = data.decode("ascii")
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if line.startswith("\f") and line.strip()]
    ours = [
        number
        for number, line in enumerate(lines)
        if line.strip() and number not in heads and ";CTB" not in line and "LIBLOUIS" not in line
    ]
    for at in heads:
        yield Fault("a running head is lost", f"line {at + 1}", "\n".join(_put(lines, at, "\f")).encode())
    for kind, change in KINDS.items():
        for at in spread(ours, 3):
            changed = "\n".join(change(lines, at))
            if changed != text:
                yield Fault(kind, f"line {at + 1}: {lines[at].strip()[:30]}", changed.encode("utf-8"))
    for at in spread([number for number, sign in enumerate(text) if sign == "\f"][:-1]):
        yield Fault("a page end is lost", f"sign {at}", (text[:at] + text[at + 1 :]).encode())
