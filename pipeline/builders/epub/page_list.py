"""The pages of the standard PDF in an e-book: a mark where each begins, and the list that reading systems offer.

Readers of the book and of the PDF can then name a page to each other (EPUB Accessibility 1.1, section 3.2).
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
    """Puts the marks into the pages of a book, whose roots come in reading order.

    `starts` are the words with which the pages of the PDF begin; `words` name a page: "Page {number}". A page on which nothing
    begins, such as the second one of the contents list, has its mark with the next page that has one, else with the last.
    Gives (number, address) of each mark, and the numbers of the pages that begin where their mark stands.
    """
    if not starts:
        return [], set()
    blocks = [
        (file, element) for file, root in roots.items() for element in root.iter(*BLOCKS) if not _is_entry(element)
    ]
    places = found(starts, ["".join(one.itertext()) for _, one in blocks])
    known = {number: blocks[index] for index, number in places.items()}
    made = []
    for number in range(1, len(starts) + 1) if known else ():
        file, block = known[min((other for other in known if other >= number), default=max(known))]
        _mark(block, number, words)
        made.append((number, f"{file}#page-{number}"))
    return made, set(known)


def _mark(block: Element, number: int, words: str) -> None:
    """Puts the mark of a page before the words of a block, after the marks that stand there."""
    mark = etree.Element(f"{XHTML}span", id=f"page-{number}", role="doc-pagebreak")
    mark.set(TYPE, "pagebreak")
    mark.set("aria-label", words.format(number=number))
    marks = [one for one in block if one.get("role") == "doc-pagebreak"]
    if marks:
        mark.tail, marks[-1].tail = marks[-1].tail, None
    else:
        mark.tail, block.text = block.text, None
    block.insert(len(marks), mark)


def without_place(pdf: Fact, breaks: Sequence[tuple[int, str]], known: set[int]) -> Iterator[Finding]:
    """A note for each page of the PDF that does not begin where its mark stands, and why."""
    for number, _ in breaks:
        if number not in known:
            start = pdf.starts[number - 1]
            why = f"its first words “{start}” do not tell its place" if start else "nothing begins on it"
            yield note("epub-page-unmarked", f"page {number} of {pdf.file} has its mark beside another page's: {why}")


def _is_entry(block: Element) -> bool:
    """Whether a block is an entry of a contents list, in which nothing may stand before the link."""
    return next(block.iterancestors(f"{XHTML}nav"), None) is not None


def listed(contents: Element, pages: Sequence[tuple[int, str]], name: str) -> None:
    """Adds the list of pages to the page of contents; it is for reading systems, so the page does not show it."""
    if not pages:
        return
    made = etree.SubElement(contents.find(f"{XHTML}body"), f"{XHTML}nav", role="doc-pagelist", hidden="hidden")
    made.set(TYPE, "page-list")
    made.set("aria-label", name)
    items = etree.SubElement(made, f"{XHTML}ol")
    for number, address in pages:
        etree.SubElement(etree.SubElement(items, f"{XHTML}li"), f"{XHTML}a", href=address).text = str(number)
