"""Checks a finished page by itself: names, headings, tables, links, and requests to other hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place

Element = Any
Problem = tuple[str, str]
HEAD_CELLS_WITHOUT_SCOPE = "./thead/tr/*[normalize-space() and not(self::th[@scope='col'])]"
FETCHED = (
    "//img/@src|//script/@src|//iframe/@src|//link[contains(' stylesheet icon preload ', concat(' ', @rel, ' '))]/@href"
)


def findings(root: Element, file: str) -> tuple[Finding, ...]:
    """Returns the rules that the page breaks, with the id of the element, if it has one."""
    place = Place(file=file)
    return tuple(error(rule, message, place) for check in RULES for rule, message in check(root))


def _document(root: Element) -> Iterator[Problem]:
    if not root.get("lang"):
        yield "html-language", "the page does not say its language (WCAG 3.1.1)"
    if not (root.findtext(".//title") or "").strip():
        yield "html-title", "the page has no title (WCAG 2.4.2)"
    if len(root.xpath("//main")) != 1:
        yield "html-main", "the page needs one main part (WCAG 1.3.1)"


def _headings(root: Element) -> Iterator[Problem]:
    element = root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    if sum(heading.tag == "h1" for heading in element) != 1:
        yield "html-h1", "the page needs one heading of level 1"
    for heading in element:
        if not heading.text_content().strip():
            yield "html-empty-heading", f"a heading of level {heading.tag[1]} has no words (WCAG 2.4.6)"
    for before, after in pairwise(element):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            words = " ".join(after.text_content().split())
            yield (
                "html-heading-skip",
                f"“{words}” is of level {after.tag[1]} after one of level {before.tag[1]} (WCAG 1.3.1)",
            )


def _tables(root: Element) -> Iterator[Problem]:
    for table in root.xpath("//table"):
        where = f"table “{table.get('id') or ''}”"
        if not "".join(table.xpath("./caption//text()")).strip():
            yield "html-caption", f"{where} has no caption (WCAG 1.3.1)"
        if not table.xpath("./thead/tr/th[@scope='col']") or table.xpath(HEAD_CELLS_WITHOUT_SCOPE):
            yield "html-column-headers", f"{where} has no column headers (WCAG 1.3.1)"
        if any("colspan" in cell.attrib or "rowspan" in cell.attrib for cell in table.xpath(".//td|.//th")):
            yield "html-merged-cells", f"{where} has merged cells"
        if len({len(row) for row in table.xpath(".//tr")}) > 1:
            yield "html-uneven-rows", f"{where} has rows of different lengths"


def _images(root: Element) -> Iterator[Problem]:
    for image in root.xpath("//img[not(@alt)]"):
        yield "html-alt", f"the picture {image.get('src')} has no text alternative (WCAG 1.1.1)"


def _links(root: Element) -> Iterator[Problem]:
    ids = Counter(root.xpath("//@id"))
    for id, count in ids.items():
        if count > 1:
            yield "html-duplicate-id", f"the id “{id}” is used {count} times"
    for link in root.xpath("//a[@href]"):
        if not link.text_content().strip() and not link.xpath(".//img[@alt!='']") and not link.get("aria-label"):
            yield "html-empty-link", f"the link to {link.get('href')} has no words (WCAG 2.4.4)"
        target = link.get("href")
        if target.startswith("#") and target[1:] not in ids:
            yield (
                "html-dead-link",
                f"the link “{' '.join(link.text_content().split())}” leads to {target}, which is not on the page",
            )


def _self_contained(root: Element) -> Iterator[Problem]:
    for address in root.xpath(FETCHED):
        if "//" in address:
            yield "html-foreign-host", f"the page asks another host for {address}"
    inline = root.xpath("//script[not(@src)]|//style|//*[@style]|//*[@*[starts-with(name(), 'on')]]")
    for element in inline:
        yield (
            "html-inline-code",
            f"the page has a script or style of its own in <{element.tag}>, which a strict policy forbids",
        )


RULES: tuple[Callable[[Element], Iterator[Problem]], ...] = (
    _document, _headings, _tables, _images, _links, _self_contained,
)  # fmt: skip
