"""Checks the values in our OpenDocument texts, so that no style hides words by place, size or colour.

`allowed.py` lists the elements that our files may have, this module the properties of their styles (ODF 1.3 part 3, 20):
lengths are within bounds, pictures are inline, and letters have enough contrast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.editions.contrast import ratio
from pipeline.verifiers.odt.names import q

Element = Any
ANY_SIGN = (
    "country language script rfc-language-tag font-family font-name font-style font-weight font-pitch font-charset"
    " text-underline-color text-underline-width"
)
ROOM = "border border-top border-bottom border-left border-right padding padding-top padding-bottom padding-left padding-right"
LISTED = {
    "text-properties": f"{ANY_SIGN} color font-size text-position text-underline-style hyphenate background-color",
    "paragraph-properties": f"{ROOM} background-color keep-together keep-with-next line-height margin-top margin-bottom"
    " margin-left margin-right margin orphans widows text-align writing-mode break-before break-after text-indent page-number"
    " number-lines contextual-spacing tab-stop-distance join-border",
    "table-properties": "align width rel-width border-model writing-mode margin-left margin-top margin-bottom"
    " may-break-between-rows",
    "table-column-properties": "column-width rel-column-width",
    "table-row-properties": "keep-together min-row-height",
    "table-cell-properties": f"{ROOM} background-color vertical-align writing-mode",
    "page-layout-properties": "background-color margin-top margin-bottom margin-left margin-right page-height page-width"
    " print-orientation writing-mode",
    "header-footer-properties": "margin-top margin-bottom min-height margin-left margin-right",
    "list-level-properties": "list-level-position-and-space-mode text-align",
    "list-level-label-alignment": "label-followed-by list-tab-stop-position margin-left text-indent",
    "graphic-properties": "vertical-pos vertical-rel wrap",
}
"""Element → its allowed properties in any namespace; those for other scripts end in -asian or -complex."""
BOUNDS = {
    "font-size": (7, 165), "line-height": (95, 300), "margin-left": (0, 450), "margin-right": (0, 250), "margin-top": (0, 250),
    "margin-bottom": (0, 250), "text-indent": (-300, 100), "column-width": (15, 2000), "width": (30, 3000),
    "page-height": (250, 4000),
    "page-width": (250, 4000), "padding": (0, 60), "height": (2, 3000), "list-tab-stop-position": (0, 500),
}  # fmt: skip
"""Property → the least and the greatest value in points, or in percent."""
CHOICES = {"text-underline-style": "none|solid", "text-position": r"super \d\d%|0% 100%", "anchor-type": "as-char"}
SIGNS = re.compile(r"wingdings|webdings|symbol|marlett|blank|barcode|dingbat", re.IGNORECASE)
FRAME = frozenset({"anchor-type", "decorative", "height", "width", "name", "style-name"})
LEAST_STYLE_CONTRAST = 3.0  # WCAG 1.4.3, large text
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "%": 1.0}
COLOUR = re.compile("#[0-9a-fA-F]{6}")


def strange_values(roots: Iterable[Element]) -> Iterator[str]:
    """Yields what is wrong with the styles of a file, and with the places of its pictures."""
    elements = list(roots)
    for root in elements:
        for element in root.iter():
            name = str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
            if name.endswith("-properties") or name == "list-level-label-alignment":
                yield from _properties(name, element)
            elif name == "frame":
                yield from _values({key.rpartition("}")[2]: text for key, text in element.attrib.items()}, FRAME, name)
    pages = [element for root in elements for element in root.iter(q("style:page-layout-properties"))]
    papers = [value for page in pages if COLOUR.fullmatch(value := page.get(q("fo:background-color"), ""))]
    for root in elements:
        yield from _colours(root, papers[0] if papers else "#ffffff")


def _properties(name: str, element: Element) -> Iterator[str]:
    plain = {re.sub("-(asian|complex)$", "", key.rpartition("}")[2]): text for key, text in element.attrib.items()}
    yield from _values(plain, frozenset(LISTED.get(name, "").split()), name)


def _values(properties: dict[str, str], listed: frozenset[str], name: str) -> Iterator[str]:
    for key, text in properties.items():
        if key not in listed:
            yield f"{name} says {key} “{text[:30]}”, unlike our files"
        elif key in CHOICES and not re.fullmatch(CHOICES[key], text):
            yield f"{key} is “{text[:30]}”, unlike in our files"
        elif key.startswith("font-") and SIGNS.search(text):
            yield f"letters are set in {text[:40]}, a font of signs"
        elif (bounds := BOUNDS.get("height" if (name, key) == ("frame", "width") else key)) and not _within(
            text, *bounds
        ):
            yield f"{key} is {text[:20]}, so that words may not be seen; it may be {bounds[0]} to {bounds[1]}"


def _within(text: str, least: float, most: float) -> bool:
    amount = re.fullmatch(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|%)?", text)
    return amount is not None and least <= float(amount[1]) * POINTS[amount[2] or "pt"] <= most


def _colours(root: Element, paper: str) -> Iterator[str]:
    """Yields styles whose letters have too little contrast with the paper or with their own fill."""
    for style in root.iter(q("style:style"), q("style:default-style")):
        texts = [element.get(q("fo:color"), "") for element in style.iter(q("style:text-properties"))]
        fills = [element.get(q("fo:background-color"), "") for element in style]
        ink = next(filter(COLOUR.fullmatch, texts), "")
        background = next(filter(COLOUR.fullmatch, fills), paper)
        if ink and ratio(ink, background) < LEAST_STYLE_CONTRAST:
            name = style.get(q("style:name"), "the defaults")
            yield f"the style “{name}” has the colour {ink} on {background}, which nobody can read"
