"""Reads a plain text edition as a device or a screen reader would, line by line, and checks that nothing hinders it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import bidirectional

from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.verifiers import Reading, Said

HEADING = re.compile(r"([^\s:]+) ([1-6]): (.+)")
ITEM = re.compile(r"( *)(-|\(?[0-9A-Za-z]{1,5}[.)]) (.+)")
MARKS = "\u200e\u200f"  # nobody sees them: at the start of a line they say which way it runs
RULER = re.compile(r"[=_*#~-]{4,}")


def verify(data: bytes, file: str) -> Reading:
    """What a text file says. A file that is no UTF-8 gives an error and no words."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        message = f"this is no UTF-8 text: byte {wrong.start + 1} cannot be read"
        return Reading((), "", (error("text-unreadable", message, Place(file=file)),))
    raw = text.split("\n")
    lines = [line.lstrip(MARKS) for line in raw]
    said = tuple(Said(line.strip()) for line in lines if line.strip())
    headings = _headings(lines)
    tree = "\n".join(_described(line, headings.get(number, 0)) for number, line in enumerate(lines, 1) if line.strip())
    return Reading(said, tree + "\n", (*_findings(text, lines, headings, file), *_directions(raw, headings, file)))


def _headings(lines: list[str]) -> dict[int, int]:
    """Line number and level of each heading. The first one shows the word for “heading” in the language of the text.

    Two empty lines stand before it, unless it is the first line: words before the title may say "Figure 2: Map", too.
    """
    found = {number: match for number, line in enumerate(lines, 1) if (match := HEADING.fullmatch(line))}
    apart = [match[1] for number, match in found.items() if number > 2 and not any(lines[number - 3 : number - 1])]
    word = next(iter([*apart, *(match[1] for match in found.values())]), "")
    return {number: int(match[2]) for number, match in found.items() if match[1] == word}


def _described(line: str, level: int) -> str:
    if level:
        return f"heading {level} “{line.split(': ', 1)[1]}”"
    if item := ITEM.fullmatch(line):
        return f"{item[1]}item {item[2]} “{item[3]}”"
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}line “{line.strip()}”"


def _findings(text: str, lines: list[str], headings: dict[int, int], file: str) -> Iterator[Finding]:
    if text.startswith("\ufeff"):
        yield error(
            "text-mark", "the file starts with a byte order mark, which devices show as signs", Place(file=file)
        )
    if list(headings.values()).count(1) != 1:
        yield error("text-heading-1", "there is not one heading of level 1, the title", Place(file=file))
    for (_, above), (number, level) in pairwise(headings.items()):
        if level > above + 1:
            message = f"a heading of level {level} follows one of level {above}"
            yield error("text-heading-skip", message, Place(file=file, line=number))
    for number, line in enumerate(lines, 1):
        place = Place(file=file, line=number)
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in line):
            yield error("text-control", "this line contains a tab or another control character", place)
        if RULER.search(line):
            yield warning("text-ruler", "this line contains a row of signs; a screen reader says each of them", place)


def _directions(lines: list[str], headings: dict[int, int], file: str) -> Iterator[Finding]:
    """Lines that are shown in another direction than the title, whose first word is in the language of the text."""
    title = next((lines[number - 1] for number, level in headings.items() if level == 1), "")
    for number, line in enumerate(lines, 1):
        if line.strip() and _leftward(line) != _leftward(title):
            message = f"“{line.strip()[:40]}” runs in another direction than the text"
            yield error("text-direction", message, Place(file=file, line=number))


def _leftward(line: str) -> bool:
    """Whether a line is shown from right to left: its first letter or mark says so (UAX 9, P2 and P3)."""
    return next((kind != "L" for kind in map(bidirectional, line) if kind in ("L", "R", "AL")), False)
