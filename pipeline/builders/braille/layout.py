"""Lays out cells on braille pages: lines, headings with their text, running heads and volumes.

Line 1 of a page has the running head and, at the right, the braille page number (UKAAF); a title page has neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.braille.signs import BLANK, CONTINUES, GUIDE, number

Lines = list[str]
HYPHEN, SLASH = "\u2824", "\u2838\u280c"
PREFIXES = "\u2808\u2810\u2818\u2820\u2828\u2830\u2838\u283c"  # cells that form a sign with the next cell
# A heading is on the same page as at least this many lines after it.
FOLLOWING = 2
# Room for a page number, so that the running head is the same on all pages.
MOST_DIGITS = 3


@dataclass(frozen=True)
class Block:
    """A passage on paper: the indents of its first and other lines in cells, and the blank lines around it.

    A `heading` stays with what follows. `entry` numbers the headings in the contents list from 1, and is otherwise 0.
    A `ruled` block ends at the right, after a row of dots.
    """

    cells: str
    first: int = 0
    runover: int = 0
    before: int = 0
    after: int = 0
    centred: bool = False
    heading: bool = False
    entry: int = 0
    ruled: bool = False


@dataclass(frozen=True)
class LaidPages:
    """Pages without their heads. `starts` is the page of each block (from 0), `where` the page of each contents entry.

    `fresh` are the pages that start with a new block.
    """

    pages: list[Lines]
    starts: list[int]
    fresh: set[int]
    where: dict[int, int]


@dataclass(frozen=True)
class PageSize:
    """The size of a page in cells and lines.

    With `anywhere`, a word may be divided before the last cell, because no word of the code ends in dot 5.
    """

    cells: int = 40
    lines: int = 25
    anywhere: bool = False

    def wrapped(self, block: Block, narrower: int = 0) -> Lines:
        """Returns the lines of a block, `narrower` cells narrower than the page where words allow it.

        Only a word longer than a line of the page is divided, with dot 5.
        """
        width = self.cells - (6 if block.centred else narrower)
        first, other_indent = (BLANK * min(indent, self.cells // 2) for indent in (block.first, block.runover))
        lines: Lines = []
        line = first
        for word in block.cells.split(BLANK):
            begun = bool(line.strip(BLANK))
            if begun and not self._fits(line + BLANK + word, width):
                lines.append(self._ended(line, block))
                line, begun = other_indent, False
            while not begun and not self._fits(line + word, self.cells):
                end = self._division(word, self.cells - len(line) - 1)
                lines.append(line + word[:end] + CONTINUES)
                line, word = other_indent, word[end:]
            line += (BLANK if begun else "") + word
        lines.append(self._ended(line, block))
        if block.ruled and self.cells - len(lines[-1]) > 2:
            lines[-1] = GUIDE * (self.cells - len(lines[-1]) - 1) + BLANK + lines[-1]
        return lines

    def _ended(self, line: str, block: Block) -> str:
        return _centred(line, self.cells) if block.centred else line

    def _fits(self, line: str, width: int) -> bool:
        """Whether a line fits. A dot 5 in the last cell of the page would mean that the word continues."""
        return len(line) <= width and not (len(line) == self.cells and line.endswith(CONTINUES))

    def _division(self, word: str, most: int) -> int:
        """The number of cells of a long word before its division: up to a hyphen or slash, not within a sign."""
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
        """Returns the pages of blocks, without line 1."""
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
        """Returns line 1: the title in the middle, as far as it fits, and the page number at the right."""
        shown = number(page)
        room = self.cells - 2 * (MOST_DIGITS + 3)
        while len(title) > room:
            title = title.rpartition(BLANK)[0] if BLANK in title else title[:room]
        left = (self.cells - len(title)) // 2
        line = BLANK * left + title
        return line + BLANK * (self.cells - len(line) - len(shown)) + shown

    def contents_line(self, block: Block, page: int) -> Lines:
        """Returns a contents entry: its words, guide dots, and the page number at the right."""
        shown = number(page)
        room = len(shown) + 4
        lines = self.wrapped(block, room)
        if len(lines[-1]) > self.cells - room:
            lines.append(BLANK * block.runover)
        last_line = lines[-1] + BLANK
        dots = self.cells - len(last_line) - len(shown) - 1
        lines[-1] = last_line + GUIDE * dots + BLANK + shown
        return lines


def _together(blocks: Sequence[Block], wrapped: Sequence[Lines], index: int) -> int:
    """The number of lines from a block that must be on one page: headings with what follows, two lines of a paragraph."""
    total = 0
    while blocks[index].heading and index + 1 < len(blocks):
        total += len(wrapped[index]) + max(blocks[index].after, blocks[index + 1].before)
        index += 1
    return total + min(FOLLOWING, len(wrapped[index]))


def _centred(line: str, width: int) -> str:
    words = line.strip(BLANK)
    return BLANK * ((width - len(words)) // 2) + words


def chopped(pages: LaidPages, most: int) -> Iterator[range]:
    """Yields the pages of each volume: at most `most`, ending before a section in the last quarter if possible.

    A volume starts with a passage; it is longer if one passage fills more pages.
    """
    count, start = len(pages.pages), 0
    while count - start > most:
        fit = range(start + 1, start + most + 1)
        passage_starts = [page for page in pages.fresh if page in fit]
        section_starts = [
            page for page in passage_starts if page in pages.where.values() and page >= start + most * 3 // 4
        ]
        later = [page for page in pages.fresh if page > start] or [count]
        end = max(section_starts or passage_starts, default=min(later))
        if end >= count:
            break
        yield range(start, end)
        start = end
    yield range(start, count)
