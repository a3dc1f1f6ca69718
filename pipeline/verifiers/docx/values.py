"""Checks the values in our Word files, so that no place, size or colour hides words.

`allowed.py` lists the elements that our files may have, this module their values: lengths within bounds, words from short
lists, inline pictures of a visible size, and styles with enough contrast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.editions.contrast import ratio
from pipeline.ooxml.styles import NUMBER
from pipeline.ooxml.xml import Element, child, q, value

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOUNDS: dict[str, tuple[float, float]] = {
    "ind left": (0, 9000), "ind start": (0, 9000), "ind right": (0, 4000), "ind end": (0, 4000), "ind hanging": (0, 6000),
    "ind firstLine": (0, 2000), "spacing line": (200, 700), "spacing before": (0, 4000), "spacing after": (0, 4000),
    "sz val": (14, 330), "szCs val": (14, 330), "pgSz w": (5000, 32000), "pgSz h": (5000, 32000), "tblInd w": (0, 4000),
    "pgMar top": (0, 4000), "pgMar bottom": (0, 4000), "pgMar left": (0, 4000), "pgMar right": (0, 4000),
    "pgMar header": (0, 4000), "pgMar footer": (0, 4000), "pgMar gutter": (0, 2000), "gridCol w": (300, 32000),
    "tcW w": (300, 32000), "tblW w": (1000, 32000), "top w": (0, 800), "bottom w": (0, 800), "left w": (0, 800),
    "right w": (0, 800), "start w": (0, 800), "end w": (0, 800), "extent cx": (90_000, 20_000_000),
    "extent cy": (30_000, 20_000_000), "ext cx": (90_000, 20_000_000), "ext cy": (30_000, 20_000_000), "off x": (0, 0),
    "off y": (0, 0), "cols num": (1, 1), "tab pos": (0, 20000), "outlineLvl val": (0, 9), "ilvl val": (0, 8),
}  # fmt: skip
"""Element and attribute → the least and the greatest value, in the unit of the file (twips, half points, EMU)."""
HEX = "[0-9a-fA-F]{6}|auto"
CHOICES = {
    "spacing lineRule": "auto", "vertAlign val": "superscript", "shd val": "clear", "shd fill": HEX, "shd color": "auto",
    "color val": HEX, "prstGeom prst": "rect", "u val": "single|none", "background color": HEX,
    "jc val": "left|start|right|end|center",
    "tblW type": "pct|dxa", "tblInd type": "dxa", "tcW type": "dxa",
    "tblLayout type": "fixed|autofit",
    "br type": "page|column|textWrapping", "vAlign val": "top|center|bottom",
    "type val": "nextPage|continuous|oddPage|evenPage", "pgSz orient": "portrait|landscape", "extLst uri": ".*", "ext uri": ".*",
}  # fmt: skip
"""Element and attribute → a pattern of its allowed values."""
PLAIN = frozenset({
    "color", "shd", "spacing", "ind", "sz", "szCs", "u", "pgSz", "pgMar", "vertAlign", "extent", "off", "xfrm", "ext", "prstGeom",
    "background", "gridCol", "tcW", "tblInd", "blip", "p", "r", "t", "tr", "tc", "tbl", "hyperlink", "docPr", "anchor",
})  # fmt: skip
"""Elements whose only attributes are those in BOUNDS, CHOICES and OTHER."""
OTHER = {
    "t space", "hyperlink anchor", "hyperlink id", "hyperlink history", "docPr id", "docPr name", "docPr descr", "blip embed",
}  # fmt: skip
LETTERS = frozenset({
    "rFonts", "b", "bCs", "i", "iCs", "color", "shd", "sz", "szCs", "u", "lang", "vertAlign", "noProof", "rtl", "cs", "rStyle",
})  # fmt: skip
"""The allowed character properties of a style, a list label or a run."""
DRAWING = frozenset({
    "inline", "extent", "docPr", "cNvGraphicFramePr", "graphicFrameLocks", "graphic", "graphicData", "pic", "nvPicPr", "cNvPr",
    "cNvPicPr", "blipFill", "blip", "extLst", "ext", "decorative", "svgBlip", "stretch", "fillRect", "spPr", "xfrm", "off",
    "prstGeom", "avLst", "effectExtent", "useLocalDpi",
})  # fmt: skip
SIGNS = re.compile(r"wingdings|webdings|symbol|marlett|blank|barcode|dingbat", re.IGNORECASE)
STRESSED = ("Strong", "Emphasis", "AddedLabel", "AddedLink", "Hyperlink", "Run-inLabel", "AddedRun-inLabel")
"""Character styles whose runs may also be bold or italic: a run has only one style, and a link in bold words needs it."""
LEAST_STYLE_CONTRAST = 3.0
"""The least contrast of a style (WCAG 1.4.3, large text); `rules_look` requires more for words that use it."""


def strange_values(roots: list[Element], sheets: list[Element]) -> Iterator[str]:
    """Yields what is wrong with values in the text, styles and lists."""
    for root in (*roots, *sheets):
        for element in root.iter():
            if isinstance(element.tag, str):
                yield from _element(element)
    for root in roots:
        yield from _paragraphs(root)
    papers = (value(root, "w:background", "w:color") or "" for root in roots)
    page_colour = next((f"#{paper}" for paper in papers if re.fullmatch("[0-9a-fA-F]{6}", paper)), "#ffffff")
    for sheet in sheets:
        yield from _colours(sheet, page_colour)


def _element(element: Element) -> Iterator[str]:
    space, _, name = element.tag[1:].partition("}")
    if f"{{{space}}}" != WORD and element.getroottree().getroot().tag.startswith(WORD) and name not in DRAWING:
        yield f"a drawing of the text holds {name}, unlike our files"
    if name in ("rPr", "pPr", "tcPr", "trPr", "style") and _twice(element, name):
        yield f"{name} has a property twice, unlike our files"
    if name == "rPr":
        yield from (f"letters are given {name}, unlike in our files" for name in _names(element) if name not in LETTERS)
    for key, text in element.attrib.items():
        if key == NUMBER:
            continue  # a mark of the reader of styles
        attribute = f"{name} {key.rpartition('}')[2]}"
        if attribute in BOUNDS:
            least, most = BOUNDS[attribute]
            if not re.fullmatch(r"-?\d{1,9}", text) or not least <= int(text) <= most:
                yield f"{attribute} is {text[:20]}, so that words may not be seen; it may be {least:g} to {most:g}"
        elif attribute in CHOICES:
            if not re.fullmatch(CHOICES[attribute], text):
                yield f"{attribute} is {text[:20]}, unlike in our files"
        elif name in PLAIN and attribute not in OTHER:
            yield f"{name} has the attribute {attribute.partition(' ')[2]}, unlike our files"
        elif name == "rFonts" and SIGNS.search(text):
            yield f"letters are set in {text[:40]}, a font of signs"


def _twice(element: Element, name: str) -> bool:
    """Whether a property is repeated; programs use different ones."""
    inside = [
        property_name
        for property_name in _names(element)
        if name != "style" or property_name in ("rPr", "pPr", "tblPr", "tcPr")
    ]
    return len(inside) != len(set(inside))


def _names(element: Element) -> list[str]:
    return [str(child.tag).rpartition("}")[2] for child in element]


def _paragraphs(root: Element) -> Iterator[str]:
    """Checks that paragraphs with words have a style, and that only list styles have numbering."""
    for paragraph in root.iter(q("w:p")):
        properties = child(paragraph, "w:pPr")
        style = (value(properties, "w:pStyle") or "").lower()
        item = style.startswith(("list", "box")) and "continue" not in style
        if child(properties, "w:numPr") is not None and not item:
            yield f"a paragraph in the style “{style}” is an item of a list"
        if style in ("", "normal") and any((text.text or "").strip() for text in paragraph.iter(q("w:t"))):
            yield "a paragraph with words has no style"
        for look in (element for run in paragraph.iter(q("w:r")) if (element := child(run, "w:rPr")) is not None):
            stressed = value(look, "w:rStyle") in STRESSED
            if not stressed and any(child(look, name) is not None for name in ("w:b", "w:i")):
                yield "words are bold or italic by direct formatting"


def _colours(sheet: Element, paper: str) -> Iterator[str]:
    """Yields styles whose letters have too little contrast with the paper or with their own fill."""
    for holder in (*sheet.iter(q("w:style"), q("w:tblStylePr")), *sheet.iter(q("w:rPrDefault"), q("w:lvl"))):
        colour = value(child(holder, "w:rPr"), "w:color") or "auto"
        fills = [value(child(holder, name), "w:shd", "w:fill") for name in ("w:rPr", "w:pPr", "w:tcPr")]
        background = next((f"#{fill}" for fill in fills if fill and fill != "auto"), paper)
        ink = f"#{colour}" if re.fullmatch("[0-9a-fA-F]{6}", colour) else ""
        if ink and re.fullmatch("#[0-9a-fA-F]{6}", background) and ratio(ink, background) < LEAST_STYLE_CONTRAST:
            yield f"the style “{value(holder, 'w:name') or ''}” has the colour {ink} on {background}, which nobody can read"
