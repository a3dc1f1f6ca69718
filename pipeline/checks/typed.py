"""What people type or paste in place of a list or a table: "-Item", "o first", "1)Plant", "| a | b |", cells between tabs.

The lines of the content file are looked at as they stand, since Markdown takes such lines for running text, wherever they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.library.library import ContentDocument
from pipeline.model.findings import Finding
from pipeline.model.place import Place

# A sign without a space in front of a word, or one that no word begins with. "-5" alone is a figure, "*Photo: us*" is emphasis.
_SURE = re.compile(
    r"\s*(?:- )?(?P<sign>-(?=[^\W\d]|[£$€“\"‘'(]\S|\d[\d.,]*\s+[^\W\d])|[•·●▪■◦○‣⁃∙➢✓\uf0a7\uf0b7]\s*(?=\S)|§\s*(?=[^\W\d])"
    r"|o\s+(?=[A-Z])|[–‐‑](?=[A-Z])|\+(?=[A-Z][a-z])|\*(?=[A-Z][a-z])(?!.*\S\*(?!\w))|\(?\d{1,2}(?:\)(?=[^\W\d])|\.(?=[A-Z][a-z]))|\(?[a-z]\)(?=[A-Z][a-z]))"
)
# What may as well be a dash, a word or a mark; two lines that begin alike are a list. The letters are bullets of Word whose
# symbol font is lost.
_ALIKE = re.compile(r"\s*(?:- )?(?P<sign>[–—−‐‑](?=[^\W\d])|(?:o|[vqüØà→⇒»>])\s+(?=[^\W\d]))")
# What stands under these keys is no text in which a list could be.
_SHORT = re.compile(r"\s*(?:- )?(?:title|heading|caption|band|label):\s*\|?\s*$")
_BARS = re.compile(r"^\s*(?:- )?\|\s*[^|\s][^|]*\|.*\S")
_RULED = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_TABS = re.compile(r"\S[ ]?\t[ ]?\S")
# Cells without bars at the ends, or between runs of spaces, are known by the like line beside them.
_CELLS = (re.compile(r"\S \| \S"), re.compile(r"(?<=[^\s:|-]) {3,}(?=\S)"))


def check(content: ContentDocument, told: frozenset[int]) -> Iterator[Finding]:
    """The first line of each list and table that is typed; on the lines in `told` one was found before."""
    lines = ["" if line.lstrip().startswith("#") else line for line in content.lines]
    yield from _lists(content, lines, told)
    yield from _rows(content, lines)


def _lists(content: ContentDocument, lines: Sequence[str], told: frozenset[int]) -> Iterator[Finding]:
    before, last = "", ""  # the line before that is not empty, and the last one that was an entry
    for number, line in enumerate(lines, 1):
        match = (
            None
            if _SHORT.match(before)
            else _SURE.match(_paragraph(lines, number - 1)) or _with_another(lines, number - 1)
        )
        goes_on = bool(last) and before == last
        before = line if line.strip() else before
        if match is None:
            continue
        last = line
        if not goes_on and number not in told:
            sign = match["sign"].strip()
            place = Place(content.document.place.file, number, match.start("sign") + 1)
            yield content.tell("typed-bullet", *_words(sign, place), sign)


def _paragraph(lines: Sequence[str], index: int) -> str:
    """A line with those under it up to an empty one: emphasis may end on a later line."""
    return " ".join(takewhile(str.strip, lines[index:])) if "*" in lines[index] else lines[index]


def _with_another(lines: Sequence[str], index: int) -> re.Match[str] | None:
    """A line that begins with a doubtful sign, where the next or the last line that is not empty begins with it too."""
    match = _ALIKE.match(lines[index])
    if match is None:
        return None
    for step in (1, -1):
        near = index + step
        while 0 <= near < len(lines) and not lines[near].strip():
            near += step
        other = _ALIKE.match(lines[near]) if 0 <= near < len(lines) else None
        if other and other["sign"].strip() == match["sign"].strip():
            return match
    return None


def _words(sign: str, place: Place) -> tuple[str, Place, str]:
    """Message, place and hint for a sign that is typed in place of a list."""
    if sign[-1] in ").":
        return (
            f"behind “{sign}” there is no space, so that the list is not a list",
            place,
            f"start the line with “{sign} ”",
        )
    hint = "put a space behind the hyphen: “- ”" if sign == "-" else "start the line with “- ” instead"
    return f"a bullet “{sign}” is typed here, so that the list is not a list", place, hint


def _rows(content: ContentDocument, lines: Sequence[str]) -> Iterator[Finding]:
    last = 0
    for number, line in enumerate(lines, 1):
        match = _BARS.search(line) or _RULED.search(line) or _TABS.search(line) or _like_the_next(lines, number - 1)
        if match is None:
            continue
        if number > last + 1:
            place = Place(content.document.place.file, number, match.start() + 1)
            message = "a row of a table is pasted here, which would be read as one sentence"
            hint = "put its cells under table: and rows:, each behind the key of its column"
            yield content.tell("pasted-row", message, place, hint, match[0].strip())
        last = number


def _like_the_next(lines: Sequence[str], index: int) -> re.Match[str] | None:
    """A line with as many cells as the one above it or below it."""
    for cells in _CELLS:
        count = len(cells.findall(lines[index]))
        near = (lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines))
        if count and any(len(cells.findall(line)) == count for line in near):
            return cells.search(lines[index])
    return None
