"""Lays cells out on braille pages: lines, headings that stay with their text, running heads, volumes.

Line 1 of a page has the running head and, at the right, the number of the braille page (UKAAF); a title page has neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.braille.signs import BLANK, CONTINUES, GUIDE, number

Lines = list[str]
# A heading keeps at least this many lines of what follows with it.
FOLLOWING = 2
# Of a page number; the same title fits beside each number, so that the running head is the same on all pages.
MOST_DIGITS = 3


@dataclass(frozen=True)
class Block:
    """One passage on paper: the blank cells before its first and its other lines, blank lines round it.

    A `heading` stays with what follows. `entry` numbers the headings that the contents list names, from 1; else it is 0.
    One that is `ruled` ends at the right, after a row of dots.
    """

    cells: str
    first: int = 0
    rest: int = 0
    before: int = 0
    after: int = 0
    centred: bool = False
    heading: bool = False
    entry: int = 0
    ruled: bool = False


@dataclass(frozen=True)
class Pages:
    """Pages without their heads. `starts` is the page of each block (from 0), `where` that of each contents entry.

    `fresh` are the pages that start with a new block.
    """

    pages: list[Lines]
    starts: list[int]
    fresh: set[int]
    where: dict[int, int]


@dataclass(frozen=True)
class Sheet:
    """The size of a page: cells in a line, lines on a page."""

    cells: int = 40
    lines: int = 25

    def wrapped(self, block: Block) -> Lines:
        """The lines of a block. Words are not divided; one that is longer than a line goes on after dot 5."""
        width = self.cells - (6 if block.centred else 0)
        lines: Lines = []
        line = BLANK * block.first
        for word in block.cells.split(BLANK):
            room = width - len(line) - (1 if line.strip(BLANK) else 0)
            if len(word) > room and line.strip(BLANK):
                lines.append(line)
                line, room = BLANK * block.rest, width - block.rest
            while len(word) > room:
                lines.append(line + word[: room - 1] + CONTINUES)
                word, line, room = word[room - 1 :], BLANK * block.rest, width - block.rest
            line += (BLANK if line.strip(BLANK) else "") + word
        lines.append(line)
        if block.ruled and self.cells - len(lines[-1]) > 2:
            lines[-1] = GUIDE * (self.cells - len(lines[-1]) - 1) + BLANK + lines[-1]
        return [_centred(one, self.cells) for one in lines] if block.centred else lines

    def pages(self, blocks: Sequence[Block]) -> Pages:
        """The pages of some blocks, each without its line 1."""
        height = self.lines - 1
        pages: list[Lines] = [[]]
        where: dict[int, int] = {}
        starts: list[int] = []
        fresh: set[int] = {0}
        wrapped = [self.wrapped(block) for block in blocks]
        for index, block in enumerate(blocks):
            lines = wrapped[index]
            gap = max(block.before, blocks[index - 1].after if index else 0) if pages[-1] else 0
            if pages[-1] and len(pages[-1]) + gap + _together(blocks, wrapped, index) > height:
                pages.append([])
                gap = 0
            pages[-1] += [""] * gap
            starts.append(len(pages) - 1)
            if not pages[-1]:
                fresh.add(len(pages) - 1)
            if block.entry:
                where[block.entry] = len(pages) - 1
            for line in lines:
                if len(pages[-1]) == height:
                    pages.append([])
                pages[-1].append(line)
        return Pages(pages, starts, fresh, where)

    def head(self, title: str, page: int) -> str:
        """Line 1: the title as far as it fits, in the middle, and the page number at the right."""
        shown = number(page)
        room = self.cells - 2 * (MOST_DIGITS + 3)
        while len(title) > room:
            title = title.rpartition(BLANK)[0] if BLANK in title else title[:room]
        left = (self.cells - len(title)) // 2
        line = BLANK * left + title
        return line + BLANK * (self.cells - len(line) - len(shown)) + shown

    def contents_line(self, block: Block, page: int) -> Lines:
        """A contents entry: its words, guide dots, and the page number at the right."""
        shown = number(page)
        narrow = Sheet(self.cells - len(shown) - 4, self.lines)
        lines = narrow.wrapped(block)
        last = lines[-1] + BLANK
        dots = self.cells - len(last) - len(shown) - 1
        lines[-1] = last + GUIDE * dots + BLANK + shown
        return lines


def _together(blocks: Sequence[Block], wrapped: Sequence[Lines], index: int) -> int:
    """How many lines from a block on must stand on one page: headings with what follows them, two lines of a paragraph."""
    total = 0
    while blocks[index].heading and index + 1 < len(blocks):
        total += len(wrapped[index]) + max(blocks[index].after, blocks[index + 1].before)
        index += 1
    return total + min(FOLLOWING, len(wrapped[index]))


def _centred(line: str, width: int) -> str:
    words = line.strip(BLANK)
    return BLANK * ((width - len(words)) // 2) + words


def chopped(pages: Pages, most: int) -> Iterator[range]:
    """The pages of each volume: at most `most`, so that a section starts the next one where the last quarter has a start.

    A volume starts with a passage, never within one; where one passage fills more pages than that, it is longer.
    """
    count, start = len(pages.pages), 0
    while count - start > most:
        fit = range(start + 1, start + most + 1)
        whole = [page for page in pages.fresh if page in fit]
        near = [page for page in whole if page in pages.where.values() and page >= start + most * 3 // 4]
        later = [page for page in pages.fresh if page > start] or [count]
        end = max(near or whole, default=min(later))
        if end >= count:
            break
        yield range(start, end)
        start = end
    yield range(start, count)
