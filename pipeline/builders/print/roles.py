"""Which standard structure type an HTML element of the print page becomes (ISO 32000-1, 14.8.4).

The markup says what a thing is by its element and its ARIA or DPUB-ARIA role, so the same words serve web and print.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

ARTIFACT = "Artifact"
TRANSPARENT = ""

BY_ELEMENT = {
    "section": "Sect",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "a": "Link",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    "figure": "Div",
    "figcaption": "Caption",
}
BY_ROLE = {
    "doc-endnotes": TRANSPARENT,
    "doc-endnote": "Note",
    "doc-noteref": "Reference",
    "presentation": ARTIFACT,
    "none": ARTIFACT,
}
# Types that group others and hold no words themselves; words that stand in them get a paragraph of their own.
GROUPING = {"Document", "Sect", "Div", "BlockQuote", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR", "TOC", "TOCI"}
# Types inside which words run on, so that white space between two of them belongs to the text.
INLINE = {"Span", "Link", "Reference"}

# Classes of divisions that are one thing to the reader.
WHOLE = ("entry", "box", "idea")

NUMBERING = {"disc": "Disc", "circle": "Circle", "square": "Square", "none": "None"}
# The start of the name of a counter style, which ends with the form of its labels (templates/labels.css).
COUNTED = {
    "decimal": "Decimal", "lower-letter": "LowerAlpha", "upper-letter": "UpperAlpha",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip


def numbering_of(style: str) -> str:
    """The list numbering of a CSS list style (ISO 32000-1, 14.8.5.5), "None" where it has no markers."""
    counted = next((found for name, found in COUNTED.items() if style.startswith(name)), "None")
    return NUMBERING.get(style, counted)


def role_of(element: Element, parent: str) -> str:
    """The structure type of an element whose parent in the tag tree is of type `parent`; "" where it needs no tag."""
    tag = element.tag
    role = element.get("role", "")
    if element.get("aria-hidden") == "true" or (tag == "img" and not element.get("alt")):
        return ARTIFACT
    if role in BY_ROLE:
        return BY_ROLE[role]
    if tag in ("ul", "ol") and (parent in ("TOC", "TOCI") or element.get("class") == "toc"):
        return "TOC"
    if tag == "li" and parent == "TOC":
        return "TOCI"
    if tag == "div" and (parent == "L" or element.get("id") or (element.get("class") or "").startswith(WHOLE)):
        return "LI" if parent == "L" else "Div"
    if tag in BY_ELEMENT and not (tag == "a" and not element.get("href")):
        return BY_ELEMENT[tag]
    if element.get("lang") or (tag == "abbr" and element.get("title")):
        return "Span"
    return TRANSPARENT
