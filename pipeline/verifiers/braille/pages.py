"""Reads braille files with pages: turns their lines into words, and checks the rules of their layout."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile

from pipeline.braille import signs
from pipeline.braille.back import PLAIN, BackTranslator
from pipeline.braille.liblouis import INSTALL, BrailleTable, MissingTable, version
from pipeline.braille.signs import BLANK, CONTINUES
from pipeline.model.findings import Finding, error, warning
from pipeline.model.place import Place
from pipeline.verifiers import AnchoredText, Reading

TABLE = re.compile(r"[\w-]+\.(?:ctb|utb|tbl|cti)")
MAKER = re.compile(r"liblouis [\d.]+")
MOST_TITLE_PAGES = 8  # a long title on the smallest paper
UNDEFINED = re.compile(r"\\[0-9]+/|'\\x[0-9a-f]+'")
Page = Sequence[str]


def made_by(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the tables that a title page names after the line of the program, and these lines."""
    plain = BrailleTable(PLAIN)
    start = plain.braille("liblouis")
    shown = [line.strip(BLANK) for line in lines if line.strip(BLANK)]
    for at, line in enumerate(shown):
        if line.startswith(start) and MAKER.fullmatch(plain.text(line)):
            named = list(takewhile(lambda shown_line: TABLE.fullmatch(plain.text(shown_line)), shown[at + 1 :]))
            return tuple(map(plain.text, named)), (line, *named)
    return (), ()


def read(volumes: Sequence[Sequence[Page]], width: int, height: int, file: str) -> Reading:
    """Reads the words and faults of volumes; `width` and `height` are 0 if the file does not state them."""
    pages = [page for volume in volumes for page in volume]
    try:
        tables, maker = made_by([line for page in pages[:MOST_TITLE_PAGES] for line in page[1:]])
        reader = BackTranslator(*tables) if tables else None
    except MissingTable as wrong:
        return unread(wrong, file)
    if reader is None:
        message = "the title page does not name the table that the braille was made with"
        return Reading((), "", (error("braille-maker", message, Place(file=file)),))
    saids: list[AnchoredText] = []
    tree: list[str] = []
    ending = 0 if reader.reversible else width or _width(pages)
    for page, line in _joined(pages, ending):
        if page:
            tree.append(f"page {page}")
        elif line.strip(BLANK) and line.strip(BLANK) not in maker:
            words = " ".join(
                reader.words((token for token in line.split(BLANK) if token.strip(signs.GUIDE)), goes_on=True)
            )
            indent = len(line) - len(line.lstrip(BLANK))
            tree.append(f"  {' ' * indent}{words}")
            saids.append(AnchoredText(words))
    titles = _titles(pages, maker)
    findings = [*_layout(pages, titles, (width or _width(pages), height), file), *_headless(pages, titles, file)]
    findings += undefined(saids, file)
    return Reading(tuple(saids), "\n".join(tree) + "\n", tuple(findings), fold=reader.fold)


def unread(wrong: MissingTable, file: str) -> Reading:
    """Returns the reading if the library is missing, or if the file names an unknown table, which is its fault."""
    if version():
        return Reading(
            (), "", (error("braille-maker", f"the file names a table that is not there: {wrong}", Place(file=file)),)
        )
    finding = warning("braille-missing", f"{wrong}; the words were not compared", Place(file=file), f"run: {INSTALL}")
    return Reading((), "", (finding,), unread=True)


def undefined(texts: Sequence[AnchoredText], file: str) -> Iterator[Finding]:
    """Reports words with cells that mean no character."""
    for passage in texts:
        if UNDEFINED.search(passage.text):
            message = f"cells that stand for no character: “{passage.text[:60]}”"
            yield error("braille-undefined", message, Place(file=file))


def _width(pages: Sequence[Page]) -> int:
    """The width of the lines, from the heads, whose page numbers end at the right."""
    return max((len(page[0]) for page in pages if page), default=0)


def _joined(pages: Sequence[Page], ending: int) -> Iterator[tuple[int, str]]:
    """Yields the number of each page with its lines below the head; lines that end within a word are joined.

    Dot 5 at the end of a line of at least `ending` cells means that the word continues.
    """
    waiting = ""
    for number, page in enumerate(pages, 1):
        yield number, ""
        for line in page[1:]:
            joined_line = waiting + (line.lstrip(BLANK) if waiting else line)
            goes_on = line.endswith(CONTINUES) and len(line) >= ending and joined_line.strip(BLANK + CONTINUES)
            waiting = joined_line[:-1] if goes_on else ""
            if not goes_on:
                yield 0, joined_line
    if waiting:
        yield 0, waiting


def _layout(pages: Sequence[Page], titles: Container[int], size: tuple[int, int], file: str) -> Iterator[Finding]:
    width, height = size
    heads = {page[0][: page[0].rfind(signs.NUMBER)].strip(BLANK) for page in pages if page and page[0].strip(BLANK)}
    if len(heads) > 1:
        yield error("braille-head", "the running heads of the pages differ", Place(file=file))
    first_headed = next((n for n, page in enumerate(pages) if page and page[0].strip(BLANK)), 0)
    start = (
        _number(pages[first_headed][0]) - first_headed if pages and pages[first_headed] else 1
    )  # a volume continues the numbers
    for number, page in enumerate(pages, start):
        place = Place(file=file, page=number)
        if page and page[0].strip(BLANK) and not page[0].endswith(BLANK + signs.number(number)):
            yield error("braille-page-number", f"page {number} does not say its number at the right of line 1", place)
        if long_line := next((line for line in page if len(line) > width), ""):
            yield error("braille-line-long", f"a line has {len(long_line)} cells; the width is {width}", place)
        if height and len(page) > height:
            yield error("braille-page-long", f"the page has {len(page)} lines; the height is {height}", place)
        if number - start not in titles and page is not pages[-1] and _is_heading(page[-2:]):
            yield error("braille-heading-last", "a heading is the last line of this page", place)


def _titles(pages: Sequence[Page], maker: Sequence[str]) -> frozenset[int]:
    """Returns the indexes of title pages: from a page without a running head to the one that names the program."""
    titles: set[int] = set()
    for at, page in enumerate(pages):
        if _headed(page) or not any(line.strip(BLANK) for line in page):
            continue
        title_pages = (page, *takewhile(_headed, pages[at + 1 : at + MOST_TITLE_PAGES]))
        ends = (
            n for n, title_page in enumerate(title_pages) if any(line.strip(BLANK) == maker[0] for line in title_page)
        )
        titles |= set(range(at, at + next(ends, -1) + 1))
    return frozenset(titles)


def _headed(page: Page) -> bool:
    return bool(page and page[0].strip(BLANK))


def _headless(pages: Sequence[Page], titles: Container[int], file: str) -> Iterator[Finding]:
    """Reports pages without a running head that are not title pages."""
    for at, page in enumerate(pages):
        if not _headed(page) and any(line.strip(BLANK) for line in page) and at not in titles:
            yield error("braille-head", f"page {at + 1} has no running head", Place(file=file, page=at + 1))


def _number(head: str) -> int:
    """The page number at the end of a head, or 1."""
    digits = {cell: digit for digit, cell in signs.DIGITS.items()}
    shown = "".join(digits.get(cell, "") for cell in head.rpartition(signs.NUMBER)[2])
    return int(shown) if shown else 1


def _is_heading(lines: Page) -> bool:
    """Whether the last of two lines is a heading: indented to cell 5 after a blank line, and not a transcriber's note."""
    before, last = lines[0].strip(BLANK), lines[-1]
    indent = len(last) - len(last.lstrip(BLANK))
    return len(lines) == 2 and not before and indent >= 4 and signs.NOTE_OPEN not in last
