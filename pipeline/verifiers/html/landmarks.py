"""Checks the landmarks of a page: header, main part and footer, and named navigations and folds.

People cannot know what is in a fold without a name (WCAG 2.4.6), and a navigation without one is only "navigation" (ARIA in
HTML).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any
Problem = tuple[str, str]
AROUND = ("header", "main", "footer")
"""The parts of a page, in the order of its body; articles may have headers and footers of their own."""
HOLDERS = {"action-reference": "action", "box-label": "box"}
"""The class of a paragraph that is a label, and the class of the element that it labels."""
EMPTY = (
    "self::ul[not(li)] or self::ol[not(li)] or self::table[not(.//tr)] or self::p[not(.//img) and normalize-space()='']"
)


def landmarks(root: Element) -> Iterator[Problem]:
    """Yields an error for each part that is missing, has no name, or labels nothing."""
    parts = [body_child.tag for body_child in root.iterfind("body/*") if body_child.tag in AROUND]
    if parts != list(AROUND):
        yield "html-landmarks", f"the page consists of {', '.join(parts) or 'nothing'}, not of {', '.join(AROUND)}"
    if root.xpath("//main//*[self::header or self::footer][not(ancestor::article)]") or root.xpath(
        "//main[not(parent::body)]"
    ):
        yield "html-landmarks", "there is a header or footer in the main part of the page"
    for nav in root.iter("nav"):
        where = ".//*[@id=$id] | ancestor::main//p[@class='before_title'][@id=$id]"
        named = nav.xpath(where, id=nav.get("aria-labelledby", "")) or nav.get("aria-label")
        if not named:
            yield "html-landmarks", "a navigation has no name, or that of another part"
    for fold in root.iter("details"):
        if [child.tag for child in fold].count("summary") != 1 or fold[0].tag != "summary":
            yield "html-landmarks", "a part that unfolds has no name"
    if root.xpath("//body//meta[not(@itemprop)]"):
        yield "html-landmarks", "the body of the page has metadata that only its head may have"
    for name, holder in HOLDERS.items():
        if root.xpath(f"//p[@class='{name}'][not(parent::*[contains(concat(' ', @class, ' '), ' {holder} ')])]"):
            yield "html-landmarks", f"a paragraph with the class “{name}” is the label of nothing"
    if root.xpath("//ul[@class='downloads']/li[not(.//a)]"):
        yield "html-landmarks", "a list without links has lost its bullets"
    if root.xpath(f"//body//*[{EMPTY}]"):
        yield "html-landmarks", "a list, table or paragraph is empty"
