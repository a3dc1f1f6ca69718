"""Lays cells out on braille pages: lines, headings that stay with their text, running heads, volumes.

Line 1 of a page has the running head and, at the right, the number of the braille page (UKAAF); a title page has neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.braille.signs import BLANK, CONTINUES, GUIDE, number

Lines = list[str]
HYPHEN, SLASH = "\u2824", "\u2838\u280c"
PREFIXES = "\u2808\u2810\u2818\u2820\u2828\u2830\u2838\u283c"  # cells that make one sign with the next cell
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
class LaidPages:
    """Pages without their heads. `starts` is the page of each block (from 0), `where` that of each contents entry.

    `fresh` are the pages that start with a new block.
    """

    pages: list[Lines]
    starts: list[int]
    fresh: set[int]
    where: dict[int, int]


@dataclass(frozen=True)
class PageSize:
    """The size of a page: cells in a line, lines on a page.

    `anywhere` says that a word may be divided before the last cell, since no word of the code ends in dot 5.
    """

    cells: int = 40
    lines: int = 25
    anywhere: bool = False

    def wrapped(self, block: Block, narrower: int = 0) -> Lines:
        """The lines of a block, so many cells narrower than the page where words allow it.

        Only a word that is longer than a line of the page is divided, by dot 5.
        """
        width = self.cells - (6 if block.centred else narrower)
        first, rest = (BLANK * min(indent, self.cells // 2) for indent in (block.first, block.rest))
        lines: Lines = []
        line = first
        for word in block.cells.split(BLANK):
            begun = bool(line.strip(BLANK))
            if begun and not self._fits(line + BLANK + word, width):
                lines.append(self._ended(line, block))
                line, begun = rest, False
            while not begun and not self._fits(line + word, self.cells):
                end = self._division(word, self.cells - len(line) - 1)
                lines.append(line + word[:end] + CONTINUES)
                line, word = rest, word[end:]
            line += (BLANK if begun else "") + word
        lines.append(self._ended(line, block))
        if block.ruled and self.cells - len(lines[-1]) > 2:
            lines[-1] = GUIDE * (self.cells - len(lines[-1]) - 1) + BLANK + lines[-1]
        return lines

    def _ended(self, line: str, block: Block) -> str:
        return _centred(line, self.cells) if block.centred else line

    def _fits(self, line: str, width: int) -> bool:
        """Whether a line may end so. A dot 5 in the last cell of the page would say that the word goes on."""
        return len(line) <= width and not (len(line) == self.cells and line.endswith(CONTINUES))

    def _division(self, word: str, most: int) -> int:
        """How many cells of a word that is too long stand before the sign: up to a hyphen or slash, no half of a sign."""
        if not self.anywhere:
            return most
        for end in range(most, most // 2, -1):
            if word[:end].endswith((HYPHEN, SLASH)):
                return end
        end = most
        while end > 1 and word[end - 1] in PREFIXES:
            end -= 1
        return end

    def pages(self, blocks: Sequence[Block]) -> LaidPages:
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
        return LaidPages(pages, starts, fresh, where)

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
        room = len(shown) + 4
        lines = self.wrapped(block, room)
        if len(lines[-1]) > self.cells - room:
            lines.append(BLANK * block.rest)
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


def chopped(pages: LaidPages, most: int) -> Iterator[range]:
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
