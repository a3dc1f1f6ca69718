"""Faults in a finished OpenDocument text."""

# ruff: noqa: E501 (tables of small changes read best a line each)

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tests.plant import Fault
from tests.plant.office import added, damaged, replaced, texts
from tests.plant.trees import Change, doubled, removed, renamed, swapped, unwrapped

SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("text", "table", "office", "style", "script", "form")
} | {"xlink": "http://www.w3.org/1999/xlink", "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"}  # fmt: skip
CONTENT = "content.xml"


def q(name: str) -> str:
    """A full name."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def put(name: str, value: str) -> Change:
    """A change of an attribute."""
    return lambda element: element.set(q(name), value)


def behind(markup: str) -> Change:
    """A change that puts something behind an element."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    return lambda element: element.addnext(etree.fromstring(f"<x {names}>{markup}</x>")[0])


P = "//office:text//text:p"
KINDS = [
    *((f"{tag} {what}", CONTENT, f"//office:text//{tag}", change) for tag in ("text:p", "text:h", "text:list", "text:list-item", "text:a", "text:span", "text:note", "table:table", "table:table-row", "table:table-cell", "draw:frame") for what, change in (("is lost", removed), ("stands twice", doubled), ("changes places", swapped))),
    *((f"put in: {what}", CONTENT, P, behind(markup)) for what, markup in {
        "a hidden section": '<text:section text:name="x" text:display="none"><text:p>.</text:p></text:section>', "a date": "<text:date>.</text:date>",
        "a field": "<text:user-field-get>.</text:user-field-get>", "a hidden paragraph": "<text:hidden-paragraph/>", "a script": "<text:script>x</text:script>",
        "an event": "<office:event-listeners/>", "a form": "<office:forms/>", "changes": "<text:tracked-changes/>", "an annotation": "<office:annotation/>",
        "words": "<text:p>Vote for us</text:p>", "a variable": "<text:variable-set>.</text:variable-set>", "a macro": '<text:execute-macro/>', "hidden text": "<text:hidden-text/>",
    }.items()),
    ("a heading becomes text", CONTENT, "//text:h", renamed(q("text:p"))),
    ("text becomes a heading", CONTENT, P, renamed(q("text:h"))),
    ("a heading is of level 4", CONTENT, "//text:h", put("text:outline-level", "4")),
    ("a style is another", CONTENT, P, put("text:style-name", "Body_20_Text")),
    ("a paragraph is a quotation", CONTENT, P, put("text:style-name", "Quote")),
    ("a paragraph is a label", CONTENT, P, put("text:style-name", "Field_20_Label")),
    ("a paragraph is in a box", CONTENT, P, put("text:style-name", "Box_20_Text")),
    ("a list is of another kind", CONTENT, "//text:list[@text:style-name='Bullets']", put("text:style-name", "Numbers")),
    ("a list is of no kind", CONTENT, "//text:list", put("text:style-name", "None")),
    ("a list starts elsewhere", CONTENT, "//text:list-item[@text:start-value]", put("text:start-value", "9")),
    ("a link leads elsewhere", CONTENT, "//text:a", put("xlink:href", "https://example.com/elsewhere")),
    ("a link leads to the title", CONTENT, "//text:a[starts-with(@xlink:href, '#')]", put("xlink:href", "#title")),
    ("a link leads nowhere", CONTENT, "//text:a[starts-with(@xlink:href, '#')]", put("xlink:href", "#nowhere")),
    ("a link runs a script", CONTENT, "//text:a", put("xlink:href", "javascript:alert(1)")),
    ("a link ends", CONTENT, "//text:a", unwrapped),
    ("a bookmark is another", CONTENT, "//text:bookmark-start", put("text:name", "other")),
    ("a bookmark is lost", CONTENT, "//text:bookmark-start", removed),
    ("words lose their style", CONTENT, "//text:span[@text:style-name='Strong' or @text:style-name='Emphasis' or @text:style-name='T1']", unwrapped),
    ("a note is another's", CONTENT, "//text:note-citation", lambda one: setattr(one, "text", "7")),
    ("header rows are none", CONTENT, "//table:table-header-rows", unwrapped),
    ("header columns are none", CONTENT, "//table:table-header-columns", unwrapped),
    ("a row is hidden", CONTENT, "//table:table-row", put("table:visibility", "collapse")),
    ("a cell is protected", CONTENT, "//table:table-cell", put("table:protected", "true")),
    ("a language is another", CONTENT, "//style:text-properties[@fo:language]", put("fo:language", "de")),
    ("a style hides words", "styles.xml", "//style:style/style:text-properties", put("text:display", "none")),
    ("a style strikes words out", "styles.xml", "//style:style/style:text-properties", put("style:text-line-through-style", "solid")),
    ("a level has other signs", "styles.xml", "//text:list-level-style-number", put("style:num-suffix", "!")),
    ("a level has a sign before", "styles.xml", "//text:list-level-style-number", put("style:num-prefix", "§")),
    ("a level counts in another way", "styles.xml", "//text:list-level-style-number", put("style:num-format", "A")),
    ("a level shows the levels above", "styles.xml", "//text:list-level-style-number", put("text:display-levels", "3")),
    ("a level starts elsewhere", "styles.xml", "//text:list-level-style-number", put("text:start-value", "5")),
    ("a bullet is another sign", "styles.xml", "//text:list-level-style-bullet", put("text:bullet-char", "7")),
    ("a bullet has signs around", "styles.xml", "//text:list-level-style-bullet", put("style:num-suffix", "no")),
    ("a list goes on with another", CONTENT, "//text:list", put("text:continue-numbering", "true")),
    ("a box has another role", CONTENT, "//text:bookmark-start[starts-with(@text:name, '_Box_')]", lambda one: one.set(q("text:name"), "_Box_note_1" if "_note_" not in one.get(q("text:name")) else "_Box_warning_1")),
    ("a style has another language", "styles.xml", "//style:style/style:text-properties", put("fo:language", "fr")),
    ("a style is based on another", "styles.xml", "//style:style[@style:parent-style-name]", put("style:parent-style-name", "Heading_20_2")),
    ("a style is the name of another", CONTENT, "//style:style", put("style:parent-style-name", "Quote")),
    ("a heading has no number of its level", CONTENT, "//text:h", lambda one: one.attrib.pop(q("text:outline-level"))),
    ("a table of contents is protected", CONTENT, "//text:table-of-content", put("text:protected", "false")),
    ("a cell spans", CONTENT, "//table:table-cell", put("table:number-columns-spanned", "2")),
    ("a cell repeats", CONTENT, "//table:table-cell", put("table:number-columns-repeated", "2")),
    ("a row repeats", CONTENT, "//table:table-row", put("table:number-rows-repeated", "2")),
    ("spaces are repeated", CONTENT, "//text:s", put("text:c", "40")),
    ("a cell holds a value", CONTENT, "//table:table-cell", put("office:value", "9")),
    ("a link says something else", CONTENT, "//text:a", put("office:title", "something else")),
    ("a link opens elsewhere", CONTENT, "//text:a", put("office:target-frame-name", "_blank")),
    ("a list has other labels", "styles.xml", "//text:list-level-style-number[@text:level='1']", put("style:num-suffix", "!")),
]  # fmt: skip
BYTES = {
    "the title is lost": ("meta.xml", b"Every node: a paper</dc:title>", b"</dc:title>"),
    "a picture is another": ("Pictures/picture1.png", b"IDAT", b"IDAU"),
    "an alternative text is another": (CONTENT, b"The crest of the council", b"A cat"),
    "a picture from elsewhere": (
        CONTENT,
        b'xlink:href="Pictures/picture1.png"',
        b'xlink:href="https://example.com/x.png"',
    ),
}
FILES = {
    "Basic/script-lc.xml": b"<x/>",
    "Scripts/python/x.py": b"x",
    "Object 1/content.xml": b"<x/>",
    "settings.xml": b"<x/>",
}


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    yield from texts(
        data, CONTENT, "//office:text//text:p|//office:text//text:h|//office:text//text:span|//office:text//text:a"
    )
    yield from damaged(data, KINDS)
    yield from replaced(data, BYTES)
    yield from added(data, FILES)
