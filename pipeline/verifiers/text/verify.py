"""Reads a plain text edition back as a device or screen reader would, line by line, and checks for obstacles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import bidirectional

from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading

HEADING = re.compile(r"([^\s:]+) ([1-6]): (.+)")
ITEM = re.compile(r"( *)(-|\(?[0-9A-Za-z]{1,5}[.)]) (.+)")
MARKS = "\u200e\u200f"  # invisible: at the start of a line they set its direction
RULER = re.compile(r"[=_*#~-]{4,}")


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a text file. A file that is not UTF-8 gives an error and no words."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        message = f"this is not UTF-8 text: byte {wrong.start + 1} cannot be read"
        return Reading((), "", (error("text-unreadable", message, Place(file=file)),))
    raw = text.split("\n")
    lines = [line.lstrip(MARKS) for line in raw]
    texts = tuple(AnchoredText(line.strip()) for line in lines if line.strip())
    headings = _headings(lines)
    tree = "\n".join(_described(line, headings.get(number, 0)) for number, line in enumerate(lines, 1) if line.strip())
    return Reading(texts, tree + "\n", (*_findings(text, lines, headings, file), *_directions(raw, headings, file)))


def _headings(lines: list[str]) -> dict[int, int]:
    """Maps line numbers to levels of headings. The first one shows the word for “heading” in the language of the text.

    It has two empty lines before it, unless it is the first line, because other lines may look like it: "Figure 2: Map".
    """
    matches = {number: match for number, line in enumerate(lines, 1) if (match := HEADING.fullmatch(line))}
    apart = [match[1] for number, match in matches.items() if number > 2 and not any(lines[number - 3 : number - 1])]
    word = next(iter([*apart, *(match[1] for match in matches.values())]), "")
    return {number: int(match[2]) for number, match in matches.items() if match[1] == word}


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
    """Reports lines in another direction than the title, whose first word is in the language of the text."""
    title = next((lines[number - 1] for number, level in headings.items() if level == 1), "")
    for number, line in enumerate(lines, 1):
        if line.strip() and _leftward(line) != _leftward(title):
            message = f"“{line.strip()[:40]}” runs in another direction than the text"
            yield error("text-direction", message, Place(file=file, line=number))


def _leftward(line: str) -> bool:
    """Whether a line runs from right to left, by its first letter or mark (UAX 9, P2 and P3)."""
    return next((kind != "L" for kind in map(bidirectional, line) if kind in ("L", "R", "AL")), False)
