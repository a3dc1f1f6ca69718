"""Marks the pages of the standard PDF in an e-book, and makes the list of pages for reading systems.

So readers of the book and of the PDF can refer to the same pages (EPUB Accessibility 1.1, section 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from pipeline.builders import Fact
from pipeline.editions.print_pages import found
from pipeline.model.findings import Finding, note

Element = Any
XHTML, TYPE = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}type"
BLOCKS = tuple(
    f"{XHTML}{tag}"
    for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td", "dt", "dd", "caption", "figcaption")
)


def marked(roots: Mapping[str, Element], starts: Sequence[str], words: str) -> tuple[list[tuple[int, str]], set[int]]:
    """Adds the marks to the pages of a book, whose roots are in reading order.

    `starts` are the first words of the pages of the PDF; `words` name a page: "Page {number}". A page on which no block begins,
    such as the second one of the contents list, has its mark at the next page with one, or at the last. Returns (number,
    address) of each mark, and the numbers of the pages that begin at their marks.
    """
    if not starts:
        return [], set()
    blocks = [
        (file, element) for file, root in roots.items() for element in root.iter(*BLOCKS) if not _is_entry(element)
    ]
    places = found(starts, ["".join(block.itertext()) for _, block in blocks])
    block_by_page = {number: blocks[index] for index, number in places.items()}
    marks = []
    for number in range(1, len(starts) + 1) if block_by_page else ():
        file, block = block_by_page[min((page for page in block_by_page if page >= number), default=max(block_by_page))]
        _mark(block, number, words)
        marks.append((number, f"{file}#page-{number}"))
    return marks, set(block_by_page)


def _mark(block: Element, number: int, words: str) -> None:
    """Adds the mark of a page before the words of a block, after marks that are already there."""
    mark = etree.Element(f"{XHTML}span", id=f"page-{number}", role="doc-pagebreak")
    mark.set(TYPE, "pagebreak")
    mark.set("aria-label", words.format(number=number))
    marks = [child for child in block if child.get("role") == "doc-pagebreak"]
    if marks:
        mark.tail, marks[-1].tail = marks[-1].tail, None
    else:
        mark.tail, block.text = block.text, None
    block.insert(len(marks), mark)


def without_place(pdf: Fact, breaks: Sequence[tuple[int, str]], marked_pages: set[int]) -> Iterator[Finding]:
    """Yields a note for each page of the PDF that does not begin at its mark, with the reason."""
    for number, _ in breaks:
        if number not in marked_pages:
            start = pdf.starts[number - 1]
            why = f"its first words “{start}” do not tell its place" if start else "nothing begins on it"
            yield note("epub-page-unmarked", f"page {number} of {pdf.file} has its mark beside another page's: {why}")


def _is_entry(block: Element) -> bool:
    """Whether a block is a contents entry, in which nothing may be before the link."""
    return next(block.iterancestors(f"{XHTML}nav"), None) is not None


def listed(contents: Element, pages: Sequence[tuple[int, str]], name: str) -> None:
    """Adds the list of pages, hidden, to the contents page, for reading systems."""
    if not pages:
        return
    nav = etree.SubElement(contents.find(f"{XHTML}body"), f"{XHTML}nav", role="doc-pagelist", hidden="hidden")
    nav.set(TYPE, "page-list")
    nav.set("aria-label", name)
    items = etree.SubElement(nav, f"{XHTML}ol")
    for number, address in pages:
        etree.SubElement(etree.SubElement(items, f"{XHTML}li"), f"{XHTML}a", href=address).text = str(number)
