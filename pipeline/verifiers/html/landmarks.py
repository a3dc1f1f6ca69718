"""Whether a page has the parts by which people find their way: head, main part and foot, navigations and folds with a name.

A part that unfolds without a name is closed for ever to those who cannot guess what is in it (WCAG 2.4.6); a navigation without
one is only "navigation" (ARIA in HTML).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any
Problem = tuple[str, str]
AROUND = ("header", "main", "footer")
"""The parts of a page, which stand in its body in this order; articles may have heads and feet of their own."""
HOLDERS = {"action-reference": "action", "box-label": "box"}
"""The class of a paragraph, and that of what it is the label of."""
EMPTY = (
    "self::ul[not(li)] or self::ol[not(li)] or self::table[not(.//tr)] or self::p[not(.//img) and normalize-space()='']"
)


def landmarks(root: Element) -> Iterator[Problem]:
    """An error for each part that is lost, has no name, or stands where it names nothing."""
    parts = [one.tag for one in root.iterfind("body/*") if one.tag in AROUND]
    if parts != list(AROUND):
        yield "html-landmarks", f"the page consists of {', '.join(parts) or 'nothing'}, not of {', '.join(AROUND)}"
    if root.xpath("//main//*[self::header or self::footer][not(ancestor::article)]") or root.xpath(
        "//main[not(parent::body)]"
    ):
        yield "html-landmarks", "a head or foot stands in the main part of the page"
    for nav in root.iter("nav"):
        where = ".//*[@id=$id] | ancestor::main//p[@class='before_title'][@id=$id]"
        named = nav.xpath(where, id=nav.get("aria-labelledby", "")) or nav.get("aria-label")
        if not named:
            yield "html-landmarks", "a navigation has no name, or that of another part"
    for fold in root.iter("details"):
        if [child.tag for child in fold].count("summary") != 1 or fold[0].tag != "summary":
            yield "html-landmarks", "a part that unfolds has no name"
    if root.xpath("//body//meta[not(@itemprop)]"):
        yield "html-landmarks", "the body of the page says something of the page that only its head may say"
    for name, holder in HOLDERS.items():
        if root.xpath(f"//p[@class='{name}'][not(parent::*[contains(concat(' ', @class, ' '), ' {holder} ')])]"):
            yield "html-landmarks", f"a paragraph with the class “{name}” is the label of nothing"
    if root.xpath("//ul[@class='downloads']/li[not(.//a)]"):
        yield "html-landmarks", "a list that holds no links has lost its bullets"
    if root.xpath(f"//body//*[{EMPTY}]"):
        yield "html-landmarks", "a list, table or paragraph is empty"
