"""The notes at the foot of a page: which paragraphs they are, and the lines of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.cells import PageTable
from pipeline.sources.pdf.tables.page import rulings_of
from pipeline.sources.pdf.text.paragraphs import Para, set_otherwise, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Word

SMALLER = 0.95
"""Notes are set in less than so many parts of the size of the text."""
_GLUED = re.compile(r"\d{1,3}(?=[^\W\d_])")


def mark_footnotes(blocks: list[Para | PageTable], sheet: Sheet) -> None:
    """Name the notes at the foot of a page: they begin with a mark that stands raised in the text, or raised itself.

    They are set smaller than the text, or stand below a rule under which the first words are such a note.
    """
    marks = {
        part.text.strip()
        for block in blocks
        for para in ([block] if isinstance(block, Para) else (para for cell in block.cells for para in cell.paras))
        for number, line in enumerate(para.lines)
        for at, word in enumerate(line.words)
        for part in word.parts
        if part.raised and (at or number or part is not word.parts[0])
    }
    rule = _rule_over_notes(blocks, marks, sheet)
    rest: list[Para] = []
    for block in blocks[::-1]:
        if not isinstance(block, Para) or block.marked is not None:
            break
        first = block.lines[0].words[0]
        small = block.lines[0].size < SMALLER * block.frame.body or block.lines[0].top > rule
        if block.lines[0].top > rule and _mark_of(first) in marks:
            _raise_mark(first)
        goes_on = bool(rest) and small and _is_set_below(block, rest[0])
        if not (first.parts[0].raised or (small and first.text.strip("[]().") in marks)):
            if rest and not goes_on:
                break
            rest.insert(0, block)
            continue
        # Its mark may stand on a line of its own, as before an address that does not fit beside it.
        if rest and not (goes_on or (len(rest) == len(words_of([block])) == 1)):
            break
        for part in rest:
            block.lines += part.lines
            blocks.remove(part)
        rest = []
        block.style = "footnote"


def _rule_over_notes(blocks: Sequence[Para | PageTable], marks: set[str], sheet: Sheet) -> float:
    """The height of the lowest rule right below which a mark of the text begins a paragraph; below the page if none."""
    heads = [para.lines[0] for para in blocks if isinstance(para, Para)]
    noted = [head for head in heads if _mark_of(head.words[0]) in marks]
    tops = sorted(head.top for head in heads) if noted else []
    rules = [ruling.at for ruling in rulings_of(sheet.page, sheet.words).horizontal] if noted else []
    first = {at: next((top for top in tops if top > at), inf) for at in rules}
    return max((at for at in rules if any(head.top == first[at] for head in noted)), default=inf)


def _mark_of(word: Word) -> str:
    """The raised mark that leads a word, or the figures right before its letters: LibreOffice sets no space behind a mark."""
    match = _GLUED.match(word.text)
    return word.parts[0].text.strip() if word.parts[0].raised else match[0] if match else ""


def _raise_mark(word: Word) -> None:
    first, mark = word.parts[0], _mark_of(word)
    if not first.raised:
        word.parts[:1] = [replace(first, text=mark, raised=True), replace(first, text=first.text[len(mark) :])]


def _is_set_below(block: Para, below: Para) -> bool:
    """Whether the next paragraph is set like this one and as close as its lines may be, so that both are one note."""
    alike = not set_otherwise(block.lines[-1], below.lines[0])
    return alike and below.gap < SETTINGS.note_white * below.lines[0].size
