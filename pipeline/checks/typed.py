"""Finds lists and tables typed as text: "-Item", "o first", "1)Plant", "| a | b |", cells between tabs.

It reads the raw lines of the content file, because Markdown takes such lines for running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.library.library import ContentDocument
from pipeline.model.findings import Finding
from pipeline.model.place import Place

TICKED = re.compile(r"\s*(?:- )+(?:✓|\\)")
"""A tick or an escaped minus at the beginning of an item says yes or no, beside others with a cross or plus; it is no bullet."""
# A bullet without a space before a word, or a sign that never begins a word. "-5" is a figure, "*Photo: us*" is emphasis.
_SURE = re.compile(
    r"\s*(?:- )?(?P<sign>-(?=[^\W\d]|[£$€“\"‘'(]\S|\d[\d.,]*\s+[^\W\d])|[•·●▪■◦○‣⁃∙➢✓\uf0a7\uf0b7]\s*(?=\S)|§\s*(?=[^\W\d])"
    r"|o\s+(?=[A-Z])|[–‐‑](?=[A-Z])|\+(?=[A-Z][a-z])|\*(?=[A-Z][a-z])(?!.*\S\*(?!\w))|\(?\d{1,2}(?:\)(?=[^\W\d])|\.(?=[A-Z][a-z]))|\(?[a-z]\)(?=[A-Z][a-z]))"
)
# A sign that may also be a dash, a word or a mark: only two lines that begin with it are a list. The letters are bullets of
# Word whose symbol font is lost.
_ALIKE = re.compile(r"\s*(?:- )?(?P<sign>[–—−‐‑](?=[^\W\d])|(?:o|[vqüØà→⇒»>])\s+(?=[^\W\d]))")
# The bullet of Word's second level in English; elsewhere a small o is a word.
SMALL_O = re.compile(r"\s*(?:- )?(?P<sign>o)\s+(?=[a-z])")
# Keys whose values cannot contain a list.
_SHORT = re.compile(r"\s*(?:- )?(?:title|heading|caption|band|label):\s*\|?\s*$")
_BARS = re.compile(r"^\s*(?:- )?\|\s*[^|\s][^|]*\|.*\S")
_RULED = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_TABS = re.compile(r"\S[ ]?\t[ ]?\S")
# Cells without bars at the ends, or between runs of spaces, are recognised by a similar line next to them.
_CELLS = (re.compile(r"\S \| \S"), re.compile(r"(?<=[^\s:|-]) {3,}(?=\S)"))


def check(content: ContentDocument, reported: frozenset[int]) -> Iterator[Finding]:
    """Reports the first line of each typed list and table, except lists on the lines `reported`."""
    lines = ["" if line.lstrip().startswith("#") else line for line in content.lines]
    yield from _lists(content, lines, reported)
    yield from _rows(content, lines)


def _lists(content: ContentDocument, lines: Sequence[str], reported: frozenset[int]) -> Iterator[Finding]:
    sure = (_SURE, SMALL_O) if content.document.language.lower().startswith("en") else (_SURE,)
    previous, last_item, last_sign = (
        "",
        "",
        "",
    )  # the last line that is not empty; the last item of a typed list, its sign
    for number, line in enumerate(lines, 1):
        match = None if _SHORT.match(previous) or TICKED.match(line) else _bullet(lines, number - 1, sure)
        goes_on = bool(last_item) and previous == last_item
        previous = line if line.strip() else previous
        if match is None:
            continue
        sign = match["sign"].strip()
        goes_on = goes_on and _kind(sign) == _kind(last_sign)
        last_item, last_sign = line, sign
        if not goes_on and number not in reported:
            place = Place(content.document.place.file, number, match.start("sign") + 1)
            yield content.tell("typed-bullet", *_words(sign, place), sign)


def _kind(sign: str) -> str:
    """What the signs of one list have in common: all numbers and letters are of one kind, each bullet is its own."""
    return "number" if sign.endswith((")", ".")) else sign


def _bullet(lines: Sequence[str], index: int, sure: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    """Matches a line that begins with a bullet: one of the patterns `sure`, or an ambiguous sign beside another."""
    paragraph = _paragraph(lines, index)
    return next(filter(None, (one.match(paragraph) for one in sure)), None) or _with_another(lines, index)


def _paragraph(lines: Sequence[str], index: int) -> str:
    """Returns a line joined with those below it up to an empty one, because emphasis may end on a later line."""
    return " ".join(takewhile(str.strip, lines[index:])) if "*" in lines[index] else lines[index]


def _with_another(lines: Sequence[str], index: int) -> re.Match[str] | None:
    """Matches a line that begins with an ambiguous sign, if the next or previous non-empty line does too."""
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
    """Returns message, place and hint for a sign typed instead of a list."""
    if sign[-1] in ").":
        return (
            f"after “{sign}” there is no space, so this is not read as a list",
            place,
            f"start the line with “{sign} ”",
        )
    hint = "put a space after the hyphen: “- ”" if sign == "-" else "start the line with “- ” instead"
    return f"a bullet “{sign}” is typed here, so this is not read as a list", place, hint


def _rows(content: ContentDocument, lines: Sequence[str]) -> Iterator[Finding]:
    last_row = 0
    for number, line in enumerate(lines, 1):
        match = _BARS.search(line) or _RULED.search(line) or _TABS.search(line) or _like_the_next(lines, number - 1)
        if match is None:
            continue
        if number > last_row + 1:
            place = Place(content.document.place.file, number, match.start() + 1)
            message = "a row of a table is pasted here, which would be read as one sentence"
            hint = "put its cells under table: and rows:, each after the key of its column"
            yield content.tell("pasted-row", message, place, hint, match[0].strip())
        last_row = number


def _like_the_next(lines: Sequence[str], index: int) -> re.Match[str] | None:
    """Matches a line with as many cells as the line above or below it."""
    for cells in _CELLS:
        count = len(cells.findall(lines[index]))
        near = (lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines))
        if count and any(len(cells.findall(line)) == count for line in near):
            return cells.search(lines[index])
    return None
